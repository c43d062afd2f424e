//! BER to DER: older tools write the outer layers with indefinite lengths and content in pieces.
//!
//! Only the wrappings are rewritten. A part that is DER already keeps its bytes, so that signed
//! attributes and certificates stay as they were signed.

/// Deeper nesting than any container has.
const MAX_DEPTH: usize = 32;

const CONSTRUCTED: u8 = 0x20;
const OCTETS: u8 = 0x04;

/// The same structure with definite lengths and whole octet strings; `None` if it is not BER.
pub(crate) fn to_der(bytes: &[u8]) -> Option<Vec<u8>> {
    let (der, rest) = element(bytes, MAX_DEPTH)?;
    rest.is_empty().then_some(der)
}

/// The first element of `bytes` rewritten, and what follows it.
fn element(bytes: &[u8], depth: usize) -> Option<(Vec<u8>, &[u8])> {
    let (&tag, after_tag) = bytes.split_first()?;
    let (&first, after_first) = after_tag.split_first()?;
    if first == 0x80 {
        let (parts, rest) = until_end(after_first, depth.checked_sub(1)?)?;
        return (tag & CONSTRUCTED != 0).then_some((joined(tag, &parts)?, rest));
    }
    let (length, after_length) = definite(first, after_first)?;
    let (body, rest) = after_length.split_at_checked(length)?;
    let whole = bytes.get(..bytes.len().checked_sub(rest.len())?)?;
    if tag & CONSTRUCTED == 0 {
        return Some((whole.to_vec(), rest));
    }
    let parts = all(body, depth.checked_sub(1)?)?;
    let is_der = tag != OCTETS | CONSTRUCTED && parts.concat() == body;
    let der = if is_der {
        whole.to_vec()
    } else {
        joined(tag, &parts)?
    };
    Some((der, rest))
}

/// The length of the body: short form, or long form of at most four bytes.
fn definite(first: u8, after: &[u8]) -> Option<(usize, &[u8])> {
    if first < 0x80 {
        return Some((first.into(), after));
    }
    let count = usize::from(first & 0x7F);
    let (digits, rest) = after.split_at_checked(count).filter(|_| count <= 4)?;
    let length = digits
        .iter()
        .fold(0, |length, digit| length << 8 | usize::from(*digit));
    Some((length, rest))
}

/// The elements that fill `bytes`.
fn all(mut bytes: &[u8], depth: usize) -> Option<Vec<Vec<u8>>> {
    let mut parts = Vec::new();
    while !bytes.is_empty() {
        let (part, rest) = element(bytes, depth)?;
        parts.push(part);
        bytes = rest;
    }
    Some(parts)
}

/// The elements before the mark that ends an indefinite length, and what follows the mark.
fn until_end(mut bytes: &[u8], depth: usize) -> Option<(Vec<Vec<u8>>, &[u8])> {
    let mut parts = Vec::new();
    loop {
        if let Some(rest) = bytes.strip_prefix(&[0, 0]) {
            return Some((parts, rest));
        }
        let (part, rest) = element(bytes, depth)?;
        parts.push(part);
        bytes = rest;
    }
}

/// One element around the parts; the pieces of an octet string become one.
fn joined(tag: u8, parts: &[Vec<u8>]) -> Option<Vec<u8>> {
    if tag != OCTETS | CONSTRUCTED {
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        return Some(crate::raw::tlv(tag, &parts));
    }
    let pieces = parts.iter().map(|part| {
        let is_octets = part.first() == Some(&OCTETS);
        is_octets.then(|| crate::raw::body(part).ok()).flatten()
    });
    Some(crate::raw::tlv(
        OCTETS,
        &pieces.collect::<Option<Vec<&[u8]>>>()?,
    ))
}
