//! Throws changed containers, answers, lists, tokens and certificates at the notary for some seconds:
//! `cargo run --release -p signature@0.1.0 --example fuzz_evidence -- 60`.
//!
//! The changes are the same in every run, in the same order. It ends badly when the notary panics,
//! or says "valid" of what was signed and then changed.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a harness: it speaks to its operator, has a clock, and dies of what it finds"
)]

use std::time::{Duration, Instant};

use jiff::Timestamp;
use sandbox::ca::Form;
use signature::package::{EvidencePackage, File, Signed, pack};
use signature::{
    Evidence, OcspAnswer, PathPolicy, Trust, Verified, check_path, check_token, content, examine,
    token_of_response, verify,
};

use crate::lists::{entry, list};
use crate::town::{DOCUMENT, NONCE, TOWN, answer, asked, clock, signed};
use crate::tsa::{Stamp, token, tsa};

#[path = "../tests/it/lists.rs"]
#[expect(dead_code, unused_imports, reason = "the tests use the rest")]
mod lists;
#[path = "../tests/it/town.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod town;
#[path = "../tests/it/tsa.rs"]
mod tsa;

/// Numbers that look random and are the same in every run (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        let most = u64::try_from(most.max(1)).unwrap_or(1);
        usize::try_from(self.roll() % most).unwrap_or_default()
    }

    /// A few changes: a bit, a byte, a cut, a repetition, a foreign piece, a wrong length.
    fn change(&mut self, seed: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(4) {
            let place = self.below(bytes.len());
            let length = self.below(bytes.len().saturating_sub(place).min(64)) + 1;
            let end = (place + length).min(bytes.len());
            match self.below(6) {
                0 => bytes
                    .iter_mut()
                    .skip(place)
                    .take(1)
                    .for_each(|one| *one ^= 1 << (length % 8)),
                1 => {
                    let byte = self.roll().to_le_bytes();
                    bytes
                        .iter_mut()
                        .skip(place)
                        .zip(byte.iter().take(1))
                        .for_each(|(to, from)| *to = *from);
                }
                2 => drop(bytes.drain(place..end)),
                3 => {
                    let piece: Vec<u8> = bytes.iter().skip(place).take(length).copied().collect();
                    drop(bytes.splice(place..place, piece));
                }
                4 => {
                    let from = self.below(other.len());
                    let piece: Vec<u8> = other.iter().skip(from).take(length).copied().collect();
                    drop(bytes.splice(place..end, piece));
                }
                _ => bytes
                    .iter_mut()
                    .skip(place)
                    .take(1)
                    .for_each(|one| *one = 0x80),
            }
        }
        bytes
    }
}

/// A signature and everything about it.
struct Seeds {
    trust: Trust,
    at: Timestamp,
    container: Vec<u8>,
    response: Vec<u8>,
    /// A list that revokes the signer's certificate, and one that does not.
    lists: [Vec<u8>; 2],
    token: Vec<u8>,
    /// From the signer up to the anchor.
    path: Vec<Vec<u8>>,
    package: Vec<File>,
    honest: Verified,
}

fn seeds() -> Seeds {
    let at = clock("12:00");
    let trust = tsa::trust();
    let container = signed(&TOWN.citizen, Form::Attached);
    let examined = examine(&container, DOCUMENT, &asked(), &trust, at).unwrap();
    let response = answer(&container, &asked(), at);
    let token = token(&tsa(), examined.signature_value(), &Stamp::at(at));
    let revokes = entry(&TOWN.citizen, clock("11:30"), None);
    let lists = [list(vec![revokes], |_| {}), list(vec![], |_| {})];
    let mut path = vec![TOWN.citizen.certificate_der().to_vec()];
    path.extend(examined.authorities().iter().cloned());
    let evidence = Evidence {
        ocsp: Some(OcspAnswer {
            response: &response,
            nonce: Some(NONCE),
        }),
        token: Some(&token),
        crls: &[],
        embedded_only_refutes: false,
    };
    let honest = verify(&container, DOCUMENT, &asked(), &trust, &evidence, at).unwrap();
    let signed = Signed::Bytes(DOCUMENT.to_vec());
    let package = pack(&container, signed, &asked(), &trust, &evidence, at);
    let package = package.to_files().unwrap();
    Seeds {
        trust,
        at,
        container,
        response,
        lists,
        token,
        path,
        package,
        honest,
    }
}

impl Seeds {
    /// Whether a verdict says anything else than the honest one, digests of the evidence aside.
    fn agrees(&self, found: &Verified) -> bool {
        found.signer == self.honest.signer
            && found.at == self.honest.at
            && found.content_sha256 == self.honest.content_sha256
            && found.revocation.revoked_later().is_none()
    }

    fn judge(&self, container: &[u8], response: &[u8], token: &[u8]) {
        let ocsp = Some(OcspAnswer {
            response,
            nonce: Some(NONCE),
        });
        let token = Some(token);
        let evidence = Evidence {
            ocsp,
            token,
            ..Evidence::default()
        };
        if let Ok(found) = verify(
            container,
            DOCUMENT,
            &asked(),
            &self.trust,
            &evidence,
            self.at,
        ) {
            assert!(self.agrees(&found), "a changed signature counts otherwise");
        }
    }
}

/// One round: everything is changed once and looked at.
fn round(seeds: &Seeds, dice: &mut Dice) {
    let container = dice.change(&seeds.container, &seeds.token);
    let response = dice.change(&seeds.response, &seeds.container);
    let token = dice.change(&seeds.token, &seeds.container);
    seeds.judge(&container, &seeds.response, &seeds.token);
    seeds.judge(&seeds.container, &response, &seeds.token);
    seeds.judge(&seeds.container, &seeds.response, &token);
    let read = content(&container);
    assert!(
        read.is_err() || token_of_response(&container).is_err(),
        "two things at once"
    );
    let about_time = check_token(&token, b"other bytes", &seeds.trust, None, seeds.at);
    assert!(about_time.is_err(), "a token is of other bytes");
    let [revokes, clean] = &seeds.lists;
    let list = dice.change(revokes, clean);
    let evidence = Evidence {
        crls: &[&list],
        ..Evidence::default()
    };
    let (trust, at) = (&seeds.trust, seeds.at);
    let found = verify(&seeds.container, DOCUMENT, &asked(), trust, &evidence, at);
    assert!(found.is_err(), "a changed list clears whom it named");
    let leaf = seeds.path.first().unwrap();
    let certificate = dice.change(leaf, &seeds.container);
    let above = seeds.path.iter().skip(1);
    let path: Vec<&[u8]> = std::iter::once(&certificate)
        .chain(above)
        .map(Vec::as_slice)
        .collect();
    let found = check_path(&path, None, &PathPolicy::default(), at);
    assert!(
        found.is_err() || certificate == *leaf,
        "a changed certificate has a path"
    );
    let mut files = seeds.package.clone();
    let number = dice.below(files.len());
    let (_, bytes) = files.get_mut(number).unwrap();
    *bytes = dice.change(bytes, &seeds.container);
    let found = EvidencePackage::from_files(&files);
    assert!(
        found.is_err() || files == seeds.package,
        "a changed package is whole"
    );
}

fn main() {
    let seconds = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(10);
    let seeds = seeds();
    let (mut dice, mut rounds) = (Dice(2026), 0_u64);
    let until = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < until {
        round(&seeds, &mut dice);
        rounds += 1;
    }
    println!("{rounds} rounds, nothing found");
}
