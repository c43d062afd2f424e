//! Every requirement of the source documents points at what shows it, or says why nothing does yet.
//!
//! `docs/traceability.md` has one row for each requirement. A pointer is text in backticks: `law:EDITION#NODE`,
//! `page:METHOD PATH`, `test:CRATE/TEST` (or a story's file), `code:PATH` or `code:PATH#WORDS`. What is not there is a fault.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use law::edition::{Channel, Edition, EditionId, Type};
use law::{Law, edition};
use server::library;

use crate::tidy::{files, root};

/// The requirements of each section: its letter and how many they are.
const SECTIONS: [(char, usize); 7] = [
    ('A', 49),
    ('B', 65),
    ('C', 33),
    ('D', 22),
    ('E', 79),
    ('F', 24),
    ('G', 20),
];
/// Fewer words are no reason.
const REASON_WORDS_MIN: usize = 3;

/// What a pointer may point at.
struct Tree {
    law: Law,
    /// The names of the tests of each crate.
    tests: BTreeMap<String, BTreeSet<String>>,
    /// `GET /path`.
    routes: BTreeSet<String>,
}

impl Tree {
    fn read() -> Self {
        let crates = root().join("crates");
        let tests = std::fs::read_dir(&crates)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|folder| {
                let name = folder.file_name().unwrap().to_string_lossy().into_owned();
                let tests = files(&folder, ".rs")
                    .into_iter()
                    .flat_map(|file| tests_in(&file));
                (name, tests.collect())
            })
            .collect();
        Self {
            law: library::load(&root().join("law")).unwrap(),
            tests,
            routes: routes(),
        }
    }

    /// What is wrong with a pointer.
    fn fault(&self, pointer: &str) -> Option<String> {
        let Some((kind, to)) = pointer.split_once(':') else {
            return Some(format!("`{pointer}` does not say what it points at"));
        };
        let is_there = match kind {
            "law" => self.has_node(to),
            "page" => self.routes.contains(to),
            "test" => self.has_test(to),
            "code" => has_code(to),
            _ => return Some(format!("`{kind}:` is no kind of pointer")),
        };
        (!is_there).then(|| format!("`{pointer}` does not exist"))
    }

    fn has_node(&self, to: &str) -> bool {
        let Some((file, node)) = to.split_once('#') else {
            return false;
        };
        let parts: Vec<&str> = node.split('/').collect();
        match (file, parts.as_slice()) {
            ("places", ["place", code]) => self.law.places().get(code).is_some(),
            ("places", ["online", service]) => self.law.places().online(service).next().is_some(),
            ("figures", ["figure", code]) => self.law.figures().figure(code).is_some(),
            _ => self
                .law
                .edition_by_id(&EditionId(file.to_owned()))
                .is_some_and(|edition| has_part(edition, &parts)),
        }
    }

    fn has_test(&self, to: &str) -> bool {
        let Some((package, name)) = to.split_once('/') else {
            return false;
        };
        let Some(tests) = self.tests.get(package) else {
            return false;
        };
        if Path::new(name).extension().is_some_and(|it| it == "story") {
            return root().join("stories").join(name).is_file();
        }
        tests.contains(name)
    }
}

/// Whether the edition has the node: `document/income-proof/portal`, `form/family/members/birth-date`, `in-force`.
fn has_part(edition: &Edition, parts: &[&str]) -> bool {
    let form = |section: &str| edition.form.iter().find(|it| it.code == section);
    let field = |section: &str, field: &str| {
        let fields = form(section).map_or(&[][..], |it| it.fields.as_slice());
        fields.iter().find(|it| it.code == field)
    };
    let document = |code: &str| edition.documents.iter().find(|it| it.code == code);
    let stage = |code: &str| edition.stages.iter().find(|it| it.code == code);
    let deed = |code: &str| edition.deeds.iter().find(|it| it.code == code);
    match parts {
        ["act" | "in-force" | "pending" | "name" | "signing" | "attachments" | "term"] => true,
        ["repealed"] => edition.repealed.is_some(),
        ["appeal"] => !edition.appeal.is_empty(),
        ["standard", number] => edition
            .standard
            .iter()
            .any(|row| row.number.to_string() == *number),
        ["form", section] => form(section).is_some(),
        ["form", section, code] => field(section, code).is_some(),
        ["form", section, code, column] => {
            field(section, code).is_some_and(|it| has_column(&it.ty, column))
        }
        ["fact", code] => edition.facts.contains_key(*code),
        ["document", code] => document(code).is_some(),
        ["document", code, channel] => document(code).is_some_and(|it| is_asked_on(it, channel)),
        ["party", code] => edition.parties.iter().any(|it| it.code == *code),
        ["assess", code] => edition.assessments.iter().any(|it| it.code == *code),
        ["require", code] => edition.requirements.iter().any(|it| it.code == *code),
        ["ground", code] => edition.grounds.iter().any(|it| it.code == *code),
        ["stage", code] => stage(code).is_some(),
        ["stage", code, outcome] => {
            stage(code).is_some_and(|it| it.outcomes.iter().any(|it| it.code == *outcome))
        }
        ["deed", code] => deed(code).is_some(),
        ["deed", code, field] => {
            deed(code).is_some_and(|it| it.fields.iter().any(|it| it.code == *field))
        }
        _ => false,
    }
}

fn has_column(ty: &Type, code: &str) -> bool {
    matches!(ty, Type::List { columns } if columns.iter().any(|it| it.code == code))
}

fn is_asked_on(document: &edition::Document, channel: &str) -> bool {
    let channel = match channel {
        "portal" => Channel::Portal,
        "counter" => Channel::Counter,
        _ => return false,
    };
    document.channels.iter().any(|it| it.channel == channel)
}

/// `PATH` or `PATH#WORDS`: the file exists, and the words stand in it.
fn has_code(to: &str) -> bool {
    let (path, words) = to
        .split_once('#')
        .map_or((to, ""), |(path, words)| (path, words));
    std::fs::read_to_string(root().join(path)).is_ok_and(|text| text.contains(words))
}

/// The names of the tests in a file: the function after a line that says `#[test]` or `#[tokio::test…]`.
fn tests_in(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut names = Vec::new();
    let mut is_next = false;
    for line in text.lines().map(str::trim_start) {
        if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
            is_next = true;
        } else if let Some((_, named)) = line.split_once("fn ").filter(|_| is_next) {
            let end = named.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            names.extend(named.get(..end.unwrap_or(named.len())).map(str::to_owned));
            is_next = false;
        }
    }
    names
}

/// Every route of the front, without the language that leads each address.
fn routes() -> BTreeSet<String> {
    let routes = web::routes::all().into_iter().map(|route| {
        let path = route.path.strip_prefix("/{lang}").unwrap_or(&route.path);
        format!("{} {path}", route.method)
    });
    routes.collect()
}

/// A row of the table.
struct Row {
    id: String,
    pointers: Vec<String>,
    /// What stands beside the pointers.
    said: String,
}

/// The rows that begin with an id in bars: `| A-01 | words | pointers |`.
fn rows(text: &str) -> Vec<Row> {
    text.lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .map(|line| line.split(" | ").collect::<Vec<_>>())
        .filter(|cells| cells.len() == 3 && is_id(cells[0]))
        .map(|cells| {
            let parts: Vec<&str> = cells[2].split('`').collect();
            Row {
                id: cells[0].to_owned(),
                pointers: parts
                    .iter()
                    .skip(1)
                    .step_by(2)
                    .map(|it| (*it).to_owned())
                    .collect(),
                said: parts.iter().step_by(2).copied().collect::<String>(),
            }
        })
        .collect()
}

fn is_id(cell: &str) -> bool {
    cell.split_once('-').is_some_and(|(letter, number)| {
        letter.len() == 1 && number.len() == 2 && number.parse::<u8>().is_ok()
    })
}

/// Everything that is wrong with a table.
fn faults(text: &str, tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    let mut missing: BTreeSet<String> = SECTIONS
        .iter()
        .flat_map(|(letter, last)| (1..=*last).map(move |number| format!("{letter}-{number:02}")))
        .collect();
    for row in rows(text) {
        if !missing.remove(&row.id) {
            faults.push(format!("{}: is no requirement, or stands twice", row.id));
        }
        let said = row.said.trim_matches([' ', ',', '.']);
        let reason = said.strip_prefix("not yet: ");
        if !said.is_empty()
            && reason.is_none_or(|it| it.split_whitespace().count() < REASON_WORDS_MIN)
        {
            faults.push(format!(
                "{}: `{said}` is neither a pointer nor a reason",
                row.id
            ));
        }
        if row.pointers.is_empty() && reason.is_none() {
            faults.push(format!("{}: points nowhere", row.id));
        }
        let wrong = row.pointers.iter().filter_map(|it| tree.fault(it));
        faults.extend(wrong.map(|fault| format!("{}: {fault}", row.id)));
    }
    faults.extend(missing.iter().map(|id| format!("{id}: is missing")));
    faults
}

fn table() -> String {
    std::fs::read_to_string(root().join("docs/traceability.md")).unwrap()
}

#[test]
fn sixteen_cities_have_housing_assistance_online() {
    let law = library::load(&root().join("law")).unwrap();
    let day = jiff::civil::date(2026, 11, 21);
    let names: BTreeSet<&str> = law
        .places()
        .online("housing-assistance")
        .map(|place| place.name(day).get(law::Language::En))
        .collect();
    let expected = "Aktau Aktobe Almaty Astana Atyrau Karagandy Kokshetau Kostanai Kyzylorda Pavlodar Petropavlovsk \
                    Shymkent Taldykorgan Taraz Uralsk Ust-Kamenogorsk";
    assert_eq!(names, expected.split(' ').collect());
}

#[test]
fn every_requirement_points_at_something_that_exists() {
    assert_eq!(faults(&table(), &Tree::read()), Vec::<String>::new());
}

#[test]
fn a_table_that_points_at_nothing_is_found_out() {
    let tree = Tree::read();
    let whole = table();
    let order = "housing-assistance/2020-11-06-order-539";
    let cases = [
        (
            format!("`law:{order}#document/fishing-licence`"),
            "does not exist",
        ),
        (
            format!("`law:{order}#document/identity-document/portal`"),
            "does not exist",
        ),
        (
            "`law:housing-assistance/1999-01-01-order-1#term`".to_owned(),
            "does not exist",
        ),
        ("`page:DELETE /login`".to_owned(), "does not exist"),
        ("`page:GET /nowhere`".to_owned(), "does not exist"),
        (
            "`test:casework/nothing_is_tested`".to_owned(),
            "does not exist",
        ),
        (
            "`test:nobody/every_story_holds`".to_owned(),
            "does not exist",
        ),
        ("`test:casework/no-such.story`".to_owned(), "does not exist"),
        ("`code:crates/nowhere.rs`".to_owned(), "does not exist"),
        ("`code:Makefile#make tea`".to_owned(), "does not exist"),
        ("`hope:springs`".to_owned(), "no kind of pointer"),
        ("not yet: soon".to_owned(), "neither a pointer nor a reason"),
        ("it is obvious".to_owned(), "neither a pointer nor a reason"),
        (" ".to_owned(), "points nowhere"),
    ];
    let row = whole
        .lines()
        .find(|line| line.starts_with("| A-01 |"))
        .expect("the first row is there");
    for (cell, expected) in cases {
        let broken = whole.replace(row, &format!("| A-01 | words | {cell} |"));
        let found = faults(&broken, &tree);
        let is_found = found
            .iter()
            .any(|it| it.starts_with("A-01") && it.contains(expected));
        assert!(is_found, "{cell}: {found:?}");
    }
    assert_eq!(faults(&whole.replace(row, ""), &tree), ["A-01: is missing"]);
    let strange = whole.replace(row, &format!("{row}\n| A-50 | words | `code:Makefile` |"));
    assert_eq!(
        faults(&strange, &tree),
        ["A-50: is no requirement, or stands twice"]
    );
}
