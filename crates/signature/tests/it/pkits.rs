//! NIST's suite for the validation of paths, when `SHANYRAQ_PKITS` names its folder
//! (`scripts/python.sh` fetches it, `scripts/test.sh` names it). The table beside this file says of every test what NIST
//! expects, what we answer, and why where we are stricter than the suite.

use std::path::PathBuf;

use const_oid::ObjectIdentifier;
use jiff::Timestamp;
use signature::{PathPolicy, check_path};

const TABLE: &str = include_str!("pkits.txt");

/// The arc of the suite's own policies.
const POLICY: &str = "2.16.840.1.101.3.2.1.48.";

/// One line of the table.
struct Row<'a> {
    number: &'a str,
    /// What NIST expects.
    valid: bool,
    /// What we answer: `ok` or the code of a reason.
    code: &'a str,
    /// `checked`, or why the answer is not NIST's.
    scope: &'a str,
    settings: &'a str,
    /// From the anchor down.
    certificates: Vec<&'a str>,
    lists: Vec<&'a str>,
}

fn rows() -> Vec<Row<'static>> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let read = lines.map(|line| {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let columns = <[&str; 7]>::try_from(columns).expect("a line has seven columns");
        let [number, nist, code, scope, settings, certificates, lists] = columns;
        Row {
            number,
            valid: nist == "valid",
            code,
            scope,
            settings,
            certificates: certificates.split_whitespace().collect(),
            lists: lists.split_whitespace().collect(),
        }
    });
    read.collect()
}

/// The settings with which the suite runs a test: policies wanted, and marks.
fn demanded(settings: &str) -> PathPolicy {
    let mut demanded = PathPolicy::default();
    for word in settings.split_whitespace() {
        match word {
            "any" | "inhibit-mapping" => {}
            "explicit" => demanded.explicit = true,
            "inhibit-any" => demanded.inhibit_any = true,
            number => {
                let oid = ObjectIdentifier::new(&format!("{POLICY}{number}")).unwrap();
                demanded.acceptable.insert(oid);
            }
        }
    }
    demanded
}

#[expect(
    clippy::disallowed_methods,
    reason = "the suite is not part of the tree"
)]
fn suite() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var("SHANYRAQ_PKITS").ok()?))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the suite is not part of the tree"
)]
fn file(folder: &str, name: &str, ending: &str) -> Vec<u8> {
    let path = suite()
        .unwrap()
        .join(folder)
        .join(format!("{name}{ending}"));
    std::fs::read(&path).expect("the folder has the whole suite")
}

fn answer(row: &Row<'_>, at: Timestamp) -> &'static str {
    let certificates = row.certificates.iter().rev();
    let certificates: Vec<Vec<u8>> = certificates.map(|one| file("certs", one, ".crt")).collect();
    let lists: Vec<Vec<u8>> = row
        .lists
        .iter()
        .map(|one| file("crls", one, ".crl"))
        .collect();
    let path: Vec<&[u8]> = certificates.iter().map(Vec::as_slice).collect();
    let lists: Vec<&[u8]> = lists.iter().map(Vec::as_slice).collect();
    match check_path(&path, Some(&lists), &demanded(row.settings), at) {
        Ok(()) => "ok",
        Err(refused) => refused.code(),
    }
}

#[test]
fn the_table_has_every_test_of_the_suite_and_never_admits_what_nist_refuses() {
    let rows = rows();
    assert_eq!(rows.len(), 249);
    for row in &rows {
        assert!(row.valid || row.code != "ok", "{}", row.number);
        let agrees = row.valid == (row.code == "ok");
        assert_eq!(agrees, row.scope == "checked", "{}", row.number);
    }
    let checked = rows.iter().filter(|row| row.scope == "checked").count();
    assert_eq!(checked, 194);
}

#[test]
fn every_path_of_the_suite_gets_the_answer_of_the_table() {
    if suite().is_none() {
        return;
    }
    let at = "2012-01-01T00:00:00Z".parse().unwrap();
    let mut wrong = Vec::new();
    for row in rows() {
        let code = answer(&row, at);
        if code != row.code {
            wrong.push(format!("{}: {code} instead of {}", row.number, row.code));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
