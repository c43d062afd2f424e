//! Throws changed answers, numbers, files and journal bodies at the rulebook's readers:
//! `cargo run --release -p casework --example fuzz-casework -- all 60`.
#![expect(clippy::unwrap_used, reason = "a harness dies of what it finds")]

use std::process::ExitCode;

use casework::application::read;
use casework::attachment::{clean_name, judge};
use casework::canonical;
use casework::event::{Answers, Event};
use casework::identifier::{Bin, CaseNumber, Iin, is_kazakh_iban};
use casework::story::Story;
use fuzz::Target;
use law::edition::{Per, Type};
use serde_json::Value;

fn text(seeds: &[&str]) -> Vec<Vec<u8>> {
    seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}

fn identifiers() -> Target {
    let number = CaseNumber::from_random(1_234_567_890);
    let seeds = [
        "900101300018",
        "080140900014",
        "KZ86125KZT5004100100",
        number.as_str(),
    ];
    Target::new("identifiers", text(&seeds), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if let Ok(iin) = Iin::parse(&text) {
            assert_eq!(iin.as_str().len(), 12);
            assert_eq!(Iin::parse(iin.as_str()), Ok(iin));
        }
        if let Ok(bin) = Bin::parse(&text) {
            assert_eq!(Bin::parse(bin.as_str()), Ok(bin));
        }
        if let Ok(number) = CaseNumber::parse(&text) {
            assert_eq!(CaseNumber::parse(number.as_str()), Ok(number));
        }
        let _account = is_kazakh_iban(&text);
    })
}

fn types() -> Vec<Type> {
    let money = [Per::Once, Per::Month, Per::Quarter].map(|per| Type::Money { per });
    let mut types = vec![
        Type::Boolean,
        Type::Count,
        Type::Share,
        Type::Date,
        Type::Line,
        Type::PersonName,
        Type::Iin,
        Type::Iban,
        Type::Place,
        Type::Number {
            unit: "m2".to_owned(),
        },
    ];
    types.extend(money);
    types
}

/// What is read once is read again as the same: the canonical text stands in what is signed.
fn answers() -> Target {
    let seeds = [
        "1 234,50",
        "1234.5",
        "0",
        "21.11.2026",
        "2026-11-21",
        "21 11 2026",
        "true",
        "17",
        "KZ86 125K ZT50 0410 0100",
        "Әлия Тест",
        "900101300018",
        "710000000",
    ];
    Target::new("answers", text(&seeds), |bytes| {
        let typed = String::from_utf8_lossy(bytes);
        for ty in types() {
            if let Ok(canonical) = read::value(&ty, &typed) {
                assert_eq!(read::value(&ty, &canonical), Ok(canonical));
            }
        }
    })
}

fn files() -> Target {
    let seeds = vec![
        b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n".to_vec(),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0IEND\xae\x42\x60\x82".to_vec(),
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\xff\xd9".to_vec(),
        b"C:\\scans\\../../\xd0\xb0\xd0\xba\xd1\x82.pdf".to_vec(),
    ];
    Target::new("files", seeds, |bytes| {
        if judge(bytes).is_ok() {
            assert!(!bytes.is_empty());
        }
        let name = clean_name(&String::from_utf8_lossy(bytes));
        assert!(!name.is_empty() && name.chars().count() <= 120);
        assert!(!name.contains(['/', '\\', '\0', '\n']));
    })
}

/// Bodies of the journal: whoever can write into the archive must not be able to stop it from being read.
fn journal() -> Target {
    let seeds = [
        r#"{"kind":"evidence-rejected","reason":"revoked"}"#,
        r#"{"kind":"evidence-confirmed","ocsp_digest":"ab","by_list":true,"delta_digest":"cd","verdict_digest":"ef","certificate":"01"}"#,
        r#"{"kind":"registered","number":"1","day":"2026-11-17","edition":"x"}"#,
        r#"{"kind":"deed-proposed","number":"1/1","deed":"d","stage":"s","outcome":"o","signed_by":"head","missing":[],"grounds":["g"],"values":{},"assessed":{"conclusion":{"kind":"favorable"}},"officer":{"iin":"871001390211","name":"А","role":"executor","organization":"b"},"note":""}"#,
        r#"{"about.purpose":"own","family.members":[{"name":"А"}],"n":"1.50"}"#,
    ];
    Target::new("journal", text(&seeds), |bytes| {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let read = Event::read(text).ok();
        assert_eq!(read, serde_json::from_str::<Event>(text).ok());
        if let Some(event) = read {
            let written = serde_json::to_vec(&event).unwrap();
            assert_eq!(serde_json::from_slice::<Event>(&written).unwrap(), event);
        }
        if let Ok(answers) = serde_json::from_slice::<Answers>(bytes) {
            let written = canonical::text(&answers).unwrap();
            assert_eq!(serde_json::from_str::<Answers>(&written).unwrap(), answers);
        }
    })
}

/// Whether every reader of JSON keeps each number of it.
fn is_kept(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => {
            let size = number.as_i64().map(i64::unsigned_abs);
            size.is_some_and(|it| it < 1 << 53)
        }
        Value::Array(items) => items.iter().all(is_kept),
        Value::Object(members) => members.values().all(is_kept),
    }
}

/// JSON that is hashed and signed: another writer of RFC 8785 writes the same.
fn canonical() -> Target {
    let seeds = [
        r#"{"b":[{"a":1,"":-2,"A":null}],"a\u0001":"\"\\/","a ":true,"a!":{"\r":"","1":{}}}"#,
        r#"{"\ufb33":0,"\ud83d\ude00":1,"\u20ac":2,"\u0080":3,"әЯ":[4,[5,"\u001f\u007f"]]}"#,
        "[9007199254740991,-9007199254740991,9007199254740992,0.5,-0,1e21]",
    ];
    Target::new("canonical", text(&seeds), |bytes| {
        if let Ok(value) = serde_json::from_slice::<Value>(bytes) {
            let written = canonical::text(&value).ok();
            let other = serde_json_canonicalizer::to_string(&value).unwrap();
            assert_eq!(written, is_kept(&value).then_some(other));
        }
    })
}

fn stories() -> Target {
    let seeds = [
        include_str!("../tests/sixth/stories/given-up.story"),
        include_str!("../tests/sixth/stories/own-extension.story"),
    ];
    Target::new("stories", text(&seeds), |bytes| {
        let _story = Story::parse(&String::from_utf8_lossy(bytes));
    })
}

fn targets() -> Vec<Target> {
    vec![
        identifiers(),
        answers(),
        files(),
        journal(),
        canonical(),
        stories(),
    ]
}

fn main() -> ExitCode {
    fuzz::main(&targets())
}

#[test]
fn every_reader_lives() {
    fuzz::short(&targets());
}
