//! A baseline grayscale JPEG whose 8×8 blocks each have one shade (ITU-T T.81), so that no cosine is needed.

use super::raster::Dots;

const PAPER: i16 = 120;
const INK: i16 = -100;

/// Encodes the picture, one block of 8×8 pixels a dot.
pub(super) fn encode(dots: &Dots) -> Vec<u8> {
    let mut file = vec![0xFF, 0xD8];
    // JFIF 1.1, no density.
    segment(
        &mut file,
        0xE0,
        &[b'J', b'F', b'I', b'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0],
    );
    // Every coefficient is divided by eight: the mean of a block then is its first coefficient.
    segment(&mut file, 0xDB, &[&[0][..], &[8; 64]].concat());
    let [height, width] = [dots.height * 8, dots.width * 8].map(u16::to_be_bytes);
    segment(
        &mut file,
        0xC0,
        &[&[8][..], &height, &width, &[1, 1, 0x11, 0]].concat(),
    );
    // First coefficients: sizes 0 to 8 in the codes of annex K.3.1.
    let first = [
        0, 1, 5, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8,
    ];
    segment(&mut file, 0xC4, &[&[0x00][..], &first].concat());
    // The others: only "end of block", as the single bit 0.
    segment(&mut file, 0xC4, &[&[0x10, 1][..], &[0; 15], &[0]].concat());
    segment(&mut file, 0xDA, &[1, 1, 0, 0, 63, 0]);
    let mut bits = Bits::default();
    let mut before = 0;
    for y in 0..dots.height {
        for x in 0..dots.width {
            let shade = if dots.is_ink(x, y) { INK } else { PAPER };
            block(&mut bits, shade - before);
            before = shade;
        }
    }
    file.extend(bits.finish());
    file.extend([0xFF, 0xD9]);
    file
}

fn segment(file: &mut Vec<u8>, marker: u8, contents: &[u8]) {
    let length = u16::try_from(contents.len() + 2).unwrap_or(u16::MAX);
    file.extend([0xFF, marker]);
    file.extend(length.to_be_bytes());
    file.extend(contents);
}

/// The difference from the block before, then the end of the block.
fn block(bits: &mut Bits, difference: i16) {
    let size = 16 - difference.unsigned_abs().leading_zeros();
    let (code, length) = match size {
        0 => (0b00, 2),
        1..=5 => (size + 1, 3),
        6 => (0b1110, 4),
        7 => (0b1_1110, 5),
        _ => (0b11_1110, 6),
    };
    bits.push(code, length);
    // A negative difference is written as its one's complement (T.81 F.1.2.1).
    let magnitude = u32::from(difference.unsigned_abs());
    let written = if difference < 0 {
        ((1 << size) - 1) - magnitude
    } else {
        magnitude
    };
    bits.push(written, size);
    bits.push(0, 1);
}

/// Bits in the order of the stream, with a zero byte after each 0xFF.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u8,
    count: u32,
}

impl Bits {
    fn push(&mut self, value: u32, length: u32) {
        for place in (0..length).rev() {
            self.held = (self.held << 1) | u8::from((value >> place) & 1 == 1);
            self.count += 1;
            if self.count == 8 {
                self.bytes.push(self.held);
                if self.held == 0xFF {
                    self.bytes.push(0);
                }
                (self.held, self.count) = (0, 0);
            }
        }
    }

    /// Fills the last byte with ones.
    fn finish(mut self) -> Vec<u8> {
        while self.count != 0 {
            self.push(1, 1);
        }
        self.bytes
    }
}
