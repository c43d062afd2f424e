//! Numbers that look arbitrary and are the same in every run, and the damage they do.

/// Bytes that readers trip over: ends of ranges, DER's and JSON's and KDL's own letters, halves of a UTF-8 letter.
const SHARP: &[u8] = &[
    0x00, 0x01, 0x1F, 0x20, 0x22, 0x27, 0x2C, 0x2D, 0x2E, 0x2F, 0x30, 0x31, 0x39, 0x3A, 0x3D, 0x5B,
    0x5C, 0x5D, 0x7B, 0x7D, 0x7F, 0x80, 0x82, 0x84, 0x88, 0xA0, 0xC3, 0xD0, 0xE2, 0xED, 0xF0, 0xFF,
];

/// Pieces that readers of text trip over.
const PIECES: &[&str] = &[
    "\r\n",
    "\u{0}",
    "\u{202e}",
    "\u{2028}",
    "қ",
    "Ұ",
    "💥",
    "-0",
    "1e999",
    "99999999999999999999",
    "0.0000000001",
    "2026-02-30",
    "9999-12-31",
    "%00",
    "%",
    "&",
    "=",
    "..",
    "/../",
    "{}",
    "[[[[[[[[",
    "null",
    "\"",
    "\\u0000",
    "((((((((",
    "))",
    "\u{feff}",
];

/// A generator of numbers (`SplitMix64`).
pub struct Dice(u64);

impl Dice {
    /// The dice of a round: rounds do not depend on each other.
    pub fn of(seed: u64, round: u64) -> Self {
        let mut dice = Self(seed.rotate_left(32) ^ round);
        dice.roll();
        dice
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `most`; zero where `most` is.
    pub fn below(&mut self, most: usize) -> usize {
        let most = u64::try_from(most.max(1)).unwrap_or(1);
        usize::try_from(self.roll() % most).unwrap_or_default()
    }

    fn one<'a, T: ?Sized>(&mut self, all: &'a [&'a T]) -> Option<&'a T> {
        all.get(self.below(all.len())).copied()
    }

    /// One of the honest pieces of bytes with one to five changes.
    pub(crate) fn changed(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let nothing = Vec::new();
        let seed = seeds.get(self.below(seeds.len())).unwrap_or(&nothing);
        let other = seeds.get(self.below(seeds.len())).unwrap_or(&nothing);
        let mut bytes = seed.clone();
        for _ in 0..=self.below(5) {
            self.change(&mut bytes, other);
        }
        bytes
    }

    /// One change: a bit, a byte, a sharp byte, a cut, a repetition, a foreign piece, a length, or an early end.
    fn change(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        let place = self.below(bytes.len());
        let length = 1 + self.below(bytes.len().saturating_sub(place).min(64));
        let end = (place + length).min(bytes.len());
        match self.below(10) {
            0 | 1 => {
                let bit = 1_u8 << self.below(8);
                set(bytes, place, |byte| byte ^ bit);
            }
            2 => {
                let [fresh, ..] = self.roll().to_le_bytes();
                set(bytes, place, |_| fresh);
            }
            3 => {
                let sharp = SHARP.get(self.below(SHARP.len())).copied();
                set(bytes, place, |byte| sharp.unwrap_or(byte));
            }
            4 => drop(bytes.drain(place..end)),
            5 => {
                let piece: Vec<u8> = bytes.iter().skip(place).take(length).copied().collect();
                for _ in 0..=self.below(3) {
                    drop(bytes.splice(place..place, piece.iter().copied()));
                }
            }
            6 => {
                let from = self.below(other.len());
                let piece: Vec<u8> = other.iter().skip(from).take(length).copied().collect();
                drop(bytes.splice(place..end, piece));
            }
            7 => {
                let piece = self.one(PIECES).unwrap_or_default();
                drop(bytes.splice(place..place, piece.bytes()));
            }
            8 => {
                // A length, as DER writes it and as anybody else does: one more, one less, or very long.
                let step = self.one(&[&1_u8, &0xFF, &0x80]).copied().unwrap_or(1);
                set(bytes, place, |byte| byte.wrapping_add(step));
            }
            _ => bytes.truncate(place),
        }
    }
}

fn set(bytes: &mut [u8], place: usize, change: impl FnOnce(u8) -> u8) {
    if let Some(byte) = bytes.get_mut(place) {
        *byte = change(*byte);
    }
}
