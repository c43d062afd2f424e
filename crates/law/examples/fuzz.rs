//! Throws changed law files and formulas at their readers: `cargo run --release -p law --example fuzz-law -- all 60`.
//!
//! A law file comes from an editor of the law, and a formula with it; a slip of theirs must be a problem with its line,
//! never a crash of the desk.
#![expect(clippy::unwrap_used, reason = "a harness dies of what it finds")]

use std::process::ExitCode;

use fuzz::Target;
use law::edition::{Column, Type};
use law::figures::Figures;
use law::formula::{Formula, Scope};
use law::{Text, load};

#[path = "../tests/it/fixture.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod fixture;

/// The small law of the tests with one of its files changed.
fn file(name: &'static str, is_it: fn(&str) -> bool) -> Target {
    let files = fixture::files();
    let place = files.iter().position(|(path, _)| is_it(path)).unwrap();
    let seeds = files.iter().filter(|(path, _)| is_it(path));
    let seeds: Vec<Vec<u8>> = seeds.map(|(_, text)| text.clone().into_bytes()).collect();
    Target::new(name, seeds, move |bytes| {
        let mut files = files.clone();
        let (_, text) = files.get_mut(place).unwrap();
        *text = String::from_utf8_lossy(bytes).into_owned();
        if let Err(problems) = load(files) {
            assert!(!problems.is_empty(), "a law that is refused says why");
        }
    })
}

fn column(code: &str, ty: Type) -> Column {
    Column {
        code: code.to_owned(),
        ty,
        label: Text::of(|_| code.to_owned()),
        required: true,
    }
}

fn formula() -> Target {
    let columns = [
        column("born", Type::Date),
        column("people", Type::Count),
        column("share", Type::Share),
        column("owner", Type::Boolean),
    ];
    let scope = Scope::of_row(&columns, &Figures::default());
    let seeds = [
        "years-between(born, day) >= 18 and owner",
        "people * 2 + 1 > 3 or not (share <= 5 %)",
        "min(people, max(1, people - 1)) = 0",
        "sum(c in costs: capped(c.billed, figure:cap-lift)) > rent and day > filed-day",
        "if owner then share else 0.25",
        "capacity != 'co-owner'",
    ];
    let seeds = seeds.map(|text| text.as_bytes().to_vec());
    Target::new("formula", seeds, move |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if let Err(problems) = Formula::compile(&text, &scope) {
            assert!(!problems.is_empty(), "a formula that is refused says why");
        }
    })
}

fn values() -> Target {
    let seeds = [
        "0.10",
        "5 %",
        "1 234,50",
        "09:00-18:30",
        "09:00-13:00 14:00-18:30",
    ];
    let seeds = seeds.map(|text| text.as_bytes().to_vec());
    Target::new("values", seeds, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _decimal = law::value::read_decimal(&text);
        let _share = law::value::read_share(&text);
        let _hours = law::value::read_hours(&text);
        let _language = law::Language::parse(&text);
    })
}

fn targets() -> Vec<Target> {
    vec![
        file("edition", |path| path == fixture::EDITION),
        file("calendar", |path| path.starts_with("calendar/")),
        file("figures", |path| path.starts_with("figures/")),
        file("places", |path| path.starts_with("places")),
        file("registries", |path| path.starts_with("registries")),
        file("code", |path| path.starts_with("code/")),
        formula(),
        values(),
    ]
}

fn main() -> ExitCode {
    fuzz::main(&targets())
}

#[test]
fn every_reader_lives() {
    fuzz::short(&targets());
}
