//! The wrappings in which DER arrives: PEM, base64 with line breaks, or bare.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The first byte of every structure we read: an ASN.1 SEQUENCE.
const SEQUENCE: u8 = 0x30;

/// All DER structures in `bytes`: one when bare or in plain base64, all blocks of a PEM text.
///
/// `None` when there is no structure, a block has another label, or something is not base64.
pub(crate) fn open(bytes: &[u8], labels: &[&str]) -> Option<Vec<Vec<u8>>> {
    if bytes.first() == Some(&SEQUENCE) {
        return Some(vec![bytes.to_vec()]);
    }
    let text = std::str::from_utf8(bytes).ok()?;
    if !text.contains("-----BEGIN ") {
        return Some(vec![decode(text)?]);
    }
    let mut found = Vec::new();
    for block in text.split("-----BEGIN ").skip(1) {
        let (label, rest) = block.split_once("-----")?;
        let (letters, end) = rest.split_once("-----END ")?;
        if !labels.contains(&label) || end.split_once("-----")?.0 != label {
            return None;
        }
        found.push(decode(letters)?);
    }
    Some(found)
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let letters: String = text.split_whitespace().collect();
    let decoded = STANDARD.decode(letters).ok()?;
    (decoded.first() == Some(&SEQUENCE)).then_some(decoded)
}
