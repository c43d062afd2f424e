//! Nothing may go missing unnoticed: every edition is tried without each of its stages, outcomes, grounds and
//! signatories, one at a time, and each kind of node without its citation and each of its languages.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use kdl::{KdlDocument, KdlNode};
use law::{Problem, check};

use crate::corpus;

/// The last day that is asked about: the newest edition is in force on it.
const UNTIL: Date = date(2026, 7, 31);

/// What stands in the file of an edition: a range of bytes, and what it is, for the message.
struct Part {
    range: std::ops::Range<usize>,
    name: String,
}

/// An edition with everything that is read beside it.
struct Tried {
    path: String,
    text: String,
    /// The files that all editions need, and the other editions of the service.
    beside: Vec<(String, String)>,
}

/// Every edition of `law/`.
fn editions() -> Vec<Tried> {
    let files: Vec<(String, String)> = corpus::files()
        .into_iter()
        .filter(|(path, _)| !path.ends_with("examples.kdl") && path != "sealed.txt")
        .collect();
    let is_edition = |path: &str| path.starts_with("services/");
    let service = |path: &str| path.split('/').nth(1).unwrap_or_default().to_owned();
    let all = files.iter().filter(|(path, _)| is_edition(path));
    all.map(|(path, text)| Tried {
        path: path.clone(),
        text: text.clone(),
        beside: files
            .iter()
            .filter(|(other, _)| other != path)
            .filter(|(other, _)| !is_edition(other) || service(other) == service(path))
            .cloned()
            .collect(),
    })
    .collect()
}

impl Tried {
    fn without(&self, part: &Part) -> String {
        let (before, rest) = self.text.split_at(part.range.start);
        let (_, after) = rest.split_at(part.range.len());
        [before, after].concat()
    }

    /// Everything that is said of the law with this text in place of the edition's.
    fn said_of(&self, text: String) -> Vec<Problem> {
        let changed = [(self.path.clone(), text)];
        let files = self.beside.iter().cloned().chain(changed);
        match law::load(files) {
            Ok(law) => check(&law, UNTIL).problems,
            Err(problems) => problems,
        }
    }

    /// What the loader says of this text, read by itself: other files are missing, which it says each time.
    fn said_alone(&self, text: String) -> Vec<String> {
        let problems = law::load([(self.path.clone(), text)]).err();
        let messages = problems.into_iter().flatten().map(|it| it.message);
        messages.collect()
    }

    /// Every node of the file with the names of the nodes around it.
    fn walk(&self, seen: &mut dyn FnMut(&str, &KdlNode)) {
        fn down(around: &str, nodes: &[KdlNode], seen: &mut dyn FnMut(&str, &KdlNode)) {
            for node in nodes {
                let path = format!("{around}/{}", node.name().value());
                seen(&path, node);
                if let Some(children) = node.children() {
                    down(&path, children.nodes(), seen);
                }
            }
        }
        let document: KdlDocument = self.text.parse().unwrap();
        down("", document.nodes(), seen);
    }

    fn nodes(&self, fits: &dyn Fn(&str, &KdlNode) -> bool) -> Vec<Part> {
        let mut parts = Vec::new();
        self.walk(&mut |path, node| {
            if fits(path, node) {
                let span = node.span();
                let first = node
                    .get(0)
                    .and_then(|word| word.as_string())
                    .unwrap_or_default();
                parts.push(Part {
                    range: span.offset()..span.offset() + span.len(),
                    name: format!("{}: {path} {first}", self.path),
                });
            }
        });
        parts
    }

    /// A property on the first and on the last node of each kind: the loader tells nodes by their kind alone.
    fn property(&self, name: &str) -> Vec<Part> {
        let mut kinds: BTreeMap<String, Vec<Part>> = BTreeMap::new();
        self.walk(&mut |path, node| {
            let Some(entry) = node.entry(name) else {
                return;
            };
            let span = entry.span();
            let parts = kinds.entry(path.to_owned()).or_default();
            parts.truncate(1);
            parts.push(Part {
                range: span.offset()..span.offset() + span.len(),
                name: format!("{}: {name} of {path} at byte {}", self.path, span.offset()),
            });
        });
        kinds.into_values().flatten().collect()
    }
}

/// Tries every edition without each node that fits.
fn none_goes_unnoticed(at_least: usize, fits: &dyn Fn(&str, &KdlNode) -> bool) {
    let (mut tried, mut unnoticed) = (0, Vec::new());
    for edition in editions() {
        for part in edition.nodes(fits) {
            tried += 1;
            if edition.said_of(edition.without(&part)).is_empty() {
                unnoticed.push(part.name);
            }
        }
    }
    assert!(tried >= at_least, "only {tried} were tried");
    assert!(unnoticed.is_empty(), "{}", unnoticed.join("\n"));
}

/// Tries every edition without a property of each kind of node.
fn no_property_goes_unnoticed(name: &str, at_least: usize) {
    let (mut tried, mut unnoticed) = (0, Vec::new());
    for edition in editions() {
        let whole = edition.said_alone(edition.text.clone());
        for part in edition.property(name) {
            tried += 1;
            if edition.said_alone(edition.without(&part)) == whole {
                unnoticed.push(part.name);
            }
        }
    }
    assert!(tried >= at_least, "only {tried} were tried");
    assert!(unnoticed.is_empty(), "{}", unnoticed.join("\n"));
}

#[test]
fn the_editions_as_they_are_have_no_problem() {
    for edition in editions() {
        let problems = edition.said_of(edition.text.clone());
        let said: Vec<String> = problems.iter().map(Problem::render).collect();
        assert!(said.is_empty(), "{}: {}", edition.path, said.join("\n"));
    }
}

#[test]
fn no_stage_goes_missing_unnoticed() {
    none_goes_unnoticed(50, &|path, _| path == "/edition/stage");
}

#[test]
fn no_outcome_goes_missing_unnoticed() {
    none_goes_unnoticed(100, &|path, _| path == "/edition/stage/outcome");
}

#[test]
fn no_ground_goes_missing_unnoticed() {
    none_goes_unnoticed(25, &|path, _| path == "/edition/ground");
}

#[test]
fn no_signatory_goes_missing_unnoticed() {
    let signatories = [
        "/edition/may-sign",
        "/edition/party",
        "/edition/stage/agree/by",
        "/edition/stage/transfer/signatory",
        "/edition/stage/transfer/approval",
    ];
    none_goes_unnoticed(50, &|path, _| signatories.contains(&path));
}

#[test]
fn no_citation_goes_missing_unnoticed() {
    no_property_goes_unnoticed("cite", 300);
}

#[test]
fn no_kazakh_goes_missing_unnoticed() {
    no_property_goes_unnoticed("kk", 300);
}

#[test]
fn no_russian_goes_missing_unnoticed() {
    no_property_goes_unnoticed("ru", 300);
}

#[test]
fn no_english_goes_missing_unnoticed() {
    no_property_goes_unnoticed("en", 300);
}
