//! How fast deadlines are counted: `cargo run --release -p law --example scales -- law`.
//! Bounded: a fixed number of deadlines, loads and checks, then it ends.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads files, looks at the clock and prints"
)]

use std::{hint::black_box, path::Path, time::Instant};

use jiff::civil::date;
use law::{WeekKind, check, deadline, edition::TermUnit, load};

const DEADLINES: u32 = 1_000_000;
const ROUNDS: u32 = 10;

type Failed = Box<dyn std::error::Error>;

fn main() -> Result<(), Failed> {
    let root = std::env::args().nth(1).ok_or("name the folder law/")?;
    let files = read(Path::new(&root))?;
    let started = Instant::now();
    for _ in 0..ROUNDS {
        black_box(load(files.clone()).map_err(|problems| format!("{problems:?}"))?);
    }
    println!("load: {:?} each", started.elapsed() / ROUNDS);
    let law = load(files).map_err(|problems| format!("{problems:?}"))?;
    let started = Instant::now();
    for _ in 0..ROUNDS {
        black_box(check(&law, date(2027, 12, 31)));
    }
    println!("check: {:?} each", started.elapsed() / ROUNDS);
    let known = law.calendar().known_on(date(2026, 11, 21));
    let started = Instant::now();
    for turn in 0..DEADLINES {
        let day = date(2020, 1, 1).checked_add(jiff::Span::new().days(i64::from(turn % 2_500)))?;
        black_box(deadline(
            8,
            TermUnit::WorkingDays,
            day,
            known,
            WeekKind::FiveDay,
        )?);
    }
    let each = started.elapsed().as_nanos() / u128::from(DEADLINES);
    println!(
        "deadline of 8 working days with derivation: {each} ns, {} per second",
        1_000_000_000 / each.max(1)
    );
    Ok(())
}

fn read(root: &Path) -> Result<Vec<(String, String)>, Failed> {
    let mut open = vec![root.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
                files.push((name, std::fs::read_to_string(&path)?));
            }
        }
    }
    Ok(files)
}
