//! DER as bytes: what was signed is a slice of what was sent, never a re-encoding of it.

use der::{Decode, Header, Reader, SliceReader};

/// The contents of one TLV that fills `tlv` exactly.
pub(crate) fn body(tlv: &[u8]) -> der::Result<&[u8]> {
    let mut reader = SliceReader::new(tlv)?;
    let header = Header::decode(&mut reader)?;
    let body = reader.read_slice(header.length)?;
    reader.finish(body)
}

/// The TLVs inside one constructed TLV that fills `tlv` exactly.
pub(crate) fn children(tlv: &[u8]) -> der::Result<Vec<&[u8]>> {
    let body = body(tlv)?;
    let mut found = Vec::new();
    if body.is_empty() {
        return Ok(found);
    }
    let mut reader = SliceReader::new(body)?;
    while !reader.is_finished() {
        found.push(reader.tlv_bytes()?);
    }
    Ok(found)
}

/// The first byte of a TLV: its tag.
pub(crate) fn tag(tlv: &[u8]) -> u8 {
    tlv.first().copied().unwrap_or_default()
}

/// Writes one TLV around the concatenated `parts`.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let mut out = vec![tag];
    match u8::try_from(body.len()) {
        Ok(short) if short < 0x80 => out.push(short),
        Ok(_) | Err(_) => {
            let length = body.len().to_be_bytes();
            let significant: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
            // The high bit says that the length follows, the rest in how many bytes.
            out.push(significant.iter().fold(0x80, |first, _| first + 1));
            out.extend(significant);
        }
    }
    out.extend(body);
    out
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0F]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
