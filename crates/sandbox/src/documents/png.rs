//! A PNG of one bit a pixel in stored deflate blocks (ISO/IEC 15948, RFC 1950, RFC 1951).

use super::raster::Dots;

const SCALE: u16 = 2;

/// Encodes the picture, two pixels a dot.
pub(super) fn encode(dots: &Dots) -> Vec<u8> {
    let (width, height) = (dots.width * SCALE, dots.height * SCALE);
    let mut header = Vec::new();
    header.extend(u32::from(width).to_be_bytes());
    header.extend(u32::from(height).to_be_bytes());
    // One bit, grayscale, deflate, the five filters, not interlaced.
    header.extend([1, 0, 0, 0, 0]);

    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        for left in (0..width).step_by(8) {
            let bits = (0..8).map(|step| {
                let x = left + step;
                let white = x < width && !dots.is_ink(x / SCALE, y / SCALE);
                u8::from(white) << (7 - step)
            });
            rows.push(bits.fold(0, |byte, bit| byte | bit));
        }
    }

    let mut file = vec![0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
    chunk(&mut file, *b"IHDR", &header);
    chunk(&mut file, *b"IDAT", &zlib(&rows));
    chunk(&mut file, *b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], contents: &[u8]) {
    let length = u32::try_from(contents.len()).unwrap_or(u32::MAX);
    file.extend(length.to_be_bytes());
    file.extend(kind);
    file.extend(contents);
    file.extend(crc32(kind.iter().chain(contents)).to_be_bytes());
}

/// A zlib stream that compresses nothing.
fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = bytes.chunks(0xFFFF).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        stream.push(u8::from(blocks.peek().is_none()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler32(bytes).to_be_bytes());
    stream
}

fn adler32(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1, 0), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    (high << 16) | low
}

fn crc32<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    !bytes.fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _bit| {
            if crc & 1 == 1 {
                0xEDB8_8320 ^ (crc >> 1)
            } else {
                crc >> 1
            }
        })
    })
}
