//! Throws damaged containers, certificates, answers and signatures at the notary.
//!
//! `cargo run --release -p signature@0.1.0 --example fuzz -- 100000`
//!
//! It ends at the first panic, or at the first damaged container that names another signer or other
//! bytes than the honest one. The argument is the number of rounds; a second one is the seed of the
//! damages. The keys are new each time.
#![expect(clippy::print_stdout, reason = "a tool says what it did")]

use std::error::Error;

use jiff::Timestamp;
use sandbox::ca::{Family, Form, Key, Profile, Role, TestCa, Usage};
use sandbox::gost::SecretKey;
use signature::gost::{self, ParameterSet};
use signature::{
    Evidence, Expected, ExpectedRole, OcspAnswer, Purpose, Trust, Verified, content, examine,
    verify,
};

const MESSAGE: &[u8] = b"what was shown and signed";
const NONCE: &[u8] = b"sixteen bytes ok";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let rounds: u64 = arguments.next().map_or(Ok(10_000), |text| text.parse())?;
    let seed: u64 = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let mut chance = Chance(seed);
    let mut accepted = 0_u64;
    let worlds = [World::build(Family::Rsa)?, World::build(Family::Gost)?];
    for round in 0..rounds {
        for world in &worlds {
            accepted += u64::from(world.attack(&mut chance, round)?);
        }
        raw(&mut chance)?;
    }
    println!("{rounds} rounds, seed {seed}: no panic; {accepted} harmless damages went unnoticed");
    Ok(())
}

/// A generator of numbers that look arbitrary and are not (xorshift*).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % limit).unwrap_or_default()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[7]
    }

    /// The same bytes with a few bits turned, bytes replaced, pieces cut out, doubled or cut off.
    fn damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(3) {
            let (from, length) = (self.below(bytes.len()), 1 + self.below(16));
            let until = bytes.len().min(from + length);
            match self.below(5) {
                0 => bytes
                    .iter_mut()
                    .skip(from)
                    .take(1)
                    .for_each(|byte| *byte ^= 1 << self.below(8)),
                1 => {
                    let fresh = self.byte();
                    bytes
                        .iter_mut()
                        .skip(from)
                        .take(length)
                        .for_each(|byte| *byte = fresh);
                }
                2 => drop(bytes.drain(from..until)),
                3 => {
                    let piece: Vec<u8> = bytes.iter().skip(from).take(length).copied().collect();
                    bytes.splice(from..from, piece);
                }
                _ => bytes.truncate(from),
            }
        }
        bytes
    }
}

/// One authority, one person, one honest signature with its honest answer.
struct World {
    authorities: Vec<Vec<u8>>,
    trust: Trust,
    container: Vec<u8>,
    answer: Vec<u8>,
    now: Timestamp,
    honest: Verified,
}

fn expected() -> Expected {
    Expected {
        purpose: Purpose::Document,
        iin: None,
        bin: None,
        role: ExpectedRole::Any,
    }
}

impl World {
    fn build(family: Family) -> Result<Self, Box<dyn Error>> {
        let (from, until) = (
            "2025-01-01T00:00:00Z".parse()?,
            "2045-01-01T00:00:00Z".parse()?,
        );
        let mut ca = TestCa::generate_as(family, "FUZZ SANDBOX", from, until)?;
        let key: Key = ca.issue(
            &Profile {
                iin: "123456789011".to_owned(),
                surname: "ТЕСТОВ".to_owned(),
                given_name: "ТЕСТ".to_owned(),
                patronymic: None,
                organization: None,
                role: Role::Individual,
                usage: Usage::Sign,
            },
            from,
            until,
        )?;
        let now: Timestamp = "2026-06-01T00:00:00Z".parse()?;
        let authorities = ca.certificates();
        let trust = Trust::from_certificates(authorities.iter().map(Vec::as_slice))?;
        let container = key.sign_cms(MESSAGE, now, Form::Attached)?;
        let examined = examine(&container, MESSAGE, &expected(), &trust, now)?;
        let answer = ca.ocsp(&examined.ocsp_request(NONCE), now)?;
        let honest = judge(&container, &answer, &trust, now)?;
        Ok(Self {
            authorities,
            trust,
            container,
            answer,
            now,
            honest,
        })
    }

    /// Damages one part; whether the damage went unnoticed, which it may where nothing depends on it.
    fn attack(&self, chance: &mut Chance, round: u64) -> Result<bool, Box<dyn Error>> {
        let verdict = match round % 3 {
            0 => {
                let damaged = chance.damage(&self.container);
                let read = content(&damaged);
                drop(read);
                judge(&damaged, &self.answer, &self.trust, self.now)
            }
            1 => judge(
                &self.container,
                &chance.damage(&self.answer),
                &self.trust,
                self.now,
            ),
            _ => {
                let damaged: Vec<Vec<u8>> = self
                    .authorities
                    .iter()
                    .map(|one| chance.damage(one))
                    .collect();
                let Ok(trust) = Trust::from_certificates(damaged.iter().map(Vec::as_slice)) else {
                    return Ok(false);
                };
                judge(&self.container, &self.answer, &trust, self.now)
            }
        };
        let Ok(verified) = verdict else {
            return Ok(false);
        };
        let spoken = |one: &Verified| one.revocation.ocsp().map(|facts| facts.this_update);
        let same = verified.signer == self.honest.signer
            && verified.claimed_at == self.honest.claimed_at
            && verified.content_sha256 == self.honest.content_sha256
            && spoken(&verified) == spoken(&self.honest);
        if same {
            Ok(true)
        } else {
            Err(format!("round {round}: a damaged signature says something else").into())
        }
    }
}

fn judge(
    container: &[u8],
    response: &[u8],
    trust: &Trust,
    now: Timestamp,
) -> Result<Verified, signature::Rejected> {
    let nonce = Some(NONCE);
    let ocsp = Some(OcspAnswer { response, nonce });
    verify(
        container,
        MESSAGE,
        &expected(),
        trust,
        &Evidence {
            ocsp,
            ..Evidence::default()
        },
        now,
    )
}

/// An honest key with a damaged signature, and an arbitrary key with an arbitrary one.
fn raw(chance: &mut Chance) -> Result<(), Box<dyn Error>> {
    let bytes =
        |chance: &mut Chance, length| -> Vec<u8> { (0..length).map(|_| chance.byte()).collect() };
    let set = ParameterSet::ALL.get(chance.below(7)).copied();
    let set = set.unwrap_or(ParameterSet::Tc26_512A);
    let length = 2 * set.size() + usize::from(chance.below(16) == 0);
    let (key, signature) = (bytes(chance, length), bytes(chance, length));
    if gost::verify(set, &key, MESSAGE, &signature).is_ok() {
        return Err("an arbitrary key and signature hold".into());
    }
    let Some(secret) = SecretKey::from_bytes(&bytes(chance, 64)) else {
        return Ok(());
    };
    let signature = secret.sign(MESSAGE).ok_or("no randomness")?;
    let damaged = chance.damage(&signature);
    let verdict = gost::verify(
        ParameterSet::Tc26_512A,
        &secret.public_key(),
        MESSAGE,
        &damaged,
    );
    if verdict.is_ok() == (damaged == signature) {
        Ok(())
    } else {
        Err("a damaged signature holds, or an honest one does not".into())
    }
}
