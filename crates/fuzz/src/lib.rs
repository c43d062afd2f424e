//! The hammer: throws changed bytes at whatever reads bytes from outside, and says which bytes broke it.
//!
//! A room lists its readers as [`Target`]s in `examples/fuzz.rs`; [`main`] hammers them for a while, and [`short`] for a
//! moment, as an ordinary test. Nothing is left to chance: round and seed make the same bytes in every run, so that a
//! finding is seen again by its two numbers. It sees no coverage; libFuzzer does, and needs another compiler.
//!
//! ```text
//! cargo run --release -p ROOM --example fuzz-ROOM -- [TARGET|all] [SECONDS] [SEED]
//! cargo run --release -p ROOM --example fuzz-ROOM -- TARGET round ROUND [SEED]
//! ```
#![deny(missing_docs)]

mod dice;

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

pub use dice::Dice;

/// Rounds of each target in an ordinary test.
const SHORT: u64 = 120;
/// Rounds between two looks at the clock.
const BATCH: u64 = 16;
/// How long a target is hammered unless said otherwise.
const SECONDS: u64 = 60;
/// A round that takes longer is a finding: bytes from outside must not hold the house up.
const SLOW: Duration = Duration::from_secs(10);

/// What reads, and panics where it breaks a promise.
type Reader = dyn Fn(&[u8]);

/// A reader of bytes from outside.
pub struct Target {
    name: &'static str,
    seeds: Vec<Vec<u8>>,
    read: Box<Reader>,
}

/// What was found.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    target: &'static str,
    seed: u64,
    round: u64,
    what: &'static str,
    bytes: Vec<u8>,
}

impl Target {
    /// A reader, and what honest people send it. `read` panics where the reader breaks a promise.
    pub fn new(
        name: &'static str,
        seeds: impl IntoIterator<Item = Vec<u8>>,
        read: impl Fn(&[u8]) + 'static,
    ) -> Self {
        Self {
            name,
            seeds: seeds.into_iter().collect(),
            read: Box::new(read),
        }
    }

    /// The bytes of a round: the first rounds are the honest ones, unchanged.
    fn bytes(&self, seed: u64, round: u64) -> Vec<u8> {
        let honest = usize::try_from(round).ok();
        if let Some(bytes) = honest.and_then(|round| self.seeds.get(round)) {
            return bytes.clone();
        }
        Dice::of(seed, round).changed(&self.seeds)
    }

    #[expect(clippy::disallowed_methods, reason = "a slow answer is a finding")]
    fn round(&self, seed: u64, round: u64) -> Result<(), Finding> {
        let bytes = self.bytes(seed, round);
        let begun = Instant::now();
        let lived = catch_unwind(AssertUnwindSafe(|| (self.read)(&bytes))).is_ok();
        let what = match (lived, begun.elapsed() > SLOW) {
            (true, false) => return Ok(()),
            (true, true) => "took too long",
            (false, _) => "broke",
        };
        Err(Finding {
            target: self.name,
            seed,
            round,
            what,
            bytes,
        })
    }

    #[expect(clippy::disallowed_methods, reason = "a hammer swings for a while")]
    fn hammer(&self, lasts: Duration, seed: u64) -> Result<u64, Finding> {
        let until = Instant::now() + lasts;
        let mut round = 0;
        while Instant::now() < until {
            for _ in 0..BATCH {
                self.round(seed, round)?;
                round += 1;
            }
        }
        Ok(round)
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hex = self.bytes.iter().fold(String::new(), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _infallible = write!(hex, "{byte:02x}");
            hex
        });
        let Self {
            target,
            seed,
            round,
            what,
            ..
        } = self;
        write!(
            formatter,
            "{target} {what} in round {round} of seed {seed}, of the bytes {hex}"
        )
    }
}

/// A short run of every target, the same in every run.
///
/// # Panics
/// At the first finding.
pub fn short(targets: &[Target]) {
    for target in targets {
        let found = (0..SHORT).try_for_each(|round| target.round(1, round));
        assert!(
            found.is_ok(),
            "{}",
            found.err().map(|it| it.to_string()).unwrap_or_default()
        );
    }
}

/// The program of a room's `examples/fuzz.rs`: hammers the targets that its arguments name, each in turn.
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool says what it did"
)]
pub fn main(targets: &[Target]) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let word = |place: usize| arguments.get(place).map(String::as_str);
    let number = |place: usize, otherwise: u64| {
        let word = word(place).and_then(|word| word.parse().ok());
        word.unwrap_or(otherwise)
    };
    let wanted = word(0).unwrap_or("all");
    let named = |target: &&Target| wanted == "all" || wanted == target.name;
    let mut any = false;
    for target in targets.iter().filter(named) {
        any = true;
        let found = if word(1) == Some("round") {
            target.round(number(3, 1), number(2, 0)).map(|()| 1)
        } else {
            target.hammer(Duration::from_secs(number(1, SECONDS)), number(2, 1))
        };
        match found {
            Ok(rounds) => println!("{}: {rounds} rounds, nothing found", target.name),
            Err(finding) => {
                eprintln!("{finding}");
                return ExitCode::FAILURE;
            }
        }
    }
    if any {
        return ExitCode::SUCCESS;
    }
    let known: Vec<&str> = targets.iter().map(|target| target.name).collect();
    eprintln!("there is no target {wanted}, but {}", known.join(", "));
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_breaks_is_found_and_its_bytes_are_made_again() {
        let reader = |bytes: &[u8]| assert!(bytes.is_ascii(), "only ASCII");
        let target = Target::new("ascii", [b"honest".to_vec()], reader);
        let found = (0..SHORT).find_map(|round| target.round(1, round).err());
        let found = found.map(|found| (found.round, found.bytes));
        let again = found
            .as_ref()
            .map(|(round, _)| (*round, target.bytes(1, *round)));
        assert!(found.is_some());
        assert_eq!(found, again);
    }

    #[test]
    fn a_reader_that_lives_is_read_the_honest_bytes_first() {
        let seeds = [b"first".to_vec(), b"second".to_vec()];
        let target = Target::new("any", seeds.clone(), |_| {});
        assert_eq!([target.bytes(1, 0), target.bytes(1, 1)], seeds);
        assert_ne!(target.bytes(1, 2), target.bytes(2, 2));
        short(&[target]);
    }
}
