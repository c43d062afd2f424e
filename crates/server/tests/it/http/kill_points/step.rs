//! The steps of the browser's job: which page is opened, which form is sent, what is remembered of the answer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use casework::event::{Answer, Answers};
use law::edition::Edition;

use super::super::ORGANIZATION;
use super::super::browser::{Browser, Sent};
use super::super::page::{Page, attribute};
use crate::office::{ASTANA, LAW, SERVICE, TestOffice, answers, paper_for};

/// How many steps of one kind are killed.
const KILLED: usize = 3;

/// What an official finds where the applicant declared nothing.
const FOUND: [(&str, &str); 8] = [
    ("share", "0.05"),
    ("owned-dwellings", "1"),
    ("registered-at-dwelling", "true"),
    ("lives-in-dwelling", "true"),
    ("adults-consented", "true"),
    ("data-reliable", "true"),
    ("court-ban", "false"),
    ("court-deprivation", "false"),
];

/// The edition of the day.
static EDITION: LazyLock<&Edition> = LazyLock::new(|| {
    let day = "2026-11-17".parse().unwrap();
    LAW.edition(SERVICE, day).unwrap()
});

/// What the browsers remember: cookies by person, and where they are.
#[derive(Clone, Default)]
pub(super) struct Memory {
    pub(super) cookies: BTreeMap<&'static str, String>,
    /// The form that was being sent.
    pub(super) sent: Option<Sent>,
    draft: String,
    case: String,
    /// The page on which the head reads what she signs.
    shown: String,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    LogIn(&'static str),
    Register,
    Begin,
    Section(String),
    Attach(String),
    Submit,
    Take,
    Complete,
    Find(String),
    Outcome(&'static str, &'static str),
    Prepare,
    SignDeed,
}

/// The whole job.
pub(super) fn all() -> Vec<Step> {
    let mut steps = vec![Step::LogIn("madina"), Step::Register, Step::Begin];
    let sections = EDITION.form.iter();
    steps.extend(sections.map(|it| Step::Section(it.code.clone())));
    let documents = app::documents::asked(&LAW, &EDITION, &Answers::new());
    steps.extend(documents.iter().map(|it| Step::Attach(it.code.clone())));
    steps.extend([
        Step::Submit,
        Step::LogIn("askar"),
        Step::Take,
        Step::Complete,
    ]);
    let facts = casework::facts::to_establish(&EDITION);
    steps.extend(facts.map(|it| Step::Find(it.code.clone())));
    steps.extend([
        Step::Outcome("verification", "verified"),
        Step::Outcome("decision", "assigned"),
        Step::LogIn("aigerim"),
        Step::Prepare,
        Step::SignDeed,
    ]);
    steps
}

impl Step {
    /// Whose browser it is.
    pub(super) fn person(&self) -> &'static str {
        match self {
            Self::LogIn(person) => person,
            Self::Register | Self::Begin | Self::Section(_) | Self::Attach(_) | Self::Submit => {
                "madina"
            }
            Self::Take | Self::Complete | Self::Find(_) | Self::Outcome(..) => "askar",
            Self::Prepare | Self::SignDeed => "aigerim",
        }
    }

    /// Whether a browser that got no answer sends the form again. An application that was begun is found in the
    /// account instead.
    pub(super) fn is_sent_again(&self) -> bool {
        !matches!(self, Self::Begin)
    }

    /// Whether it is killed: of the many sections, documents and facts, which all go one way, three of each are.
    pub(super) fn is_killed(&self) -> bool {
        let is_early = |code: &String, codes: &mut dyn Iterator<Item = &String>| {
            codes.take(KILLED).any(|it| it == code)
        };
        match self {
            Self::Section(code) => is_early(code, &mut EDITION.form.iter().map(|it| &it.code)),
            Self::Attach(code) => is_early(code, &mut EDITION.documents.iter().map(|it| &it.code)),
            Self::Find(code) => {
                let facts = casework::facts::to_establish(&EDITION);
                is_early(code, &mut facts.map(|it| &it.code))
            }
            Self::LogIn(_)
            | Self::Register
            | Self::Begin
            | Self::Submit
            | Self::Take
            | Self::Complete
            | Self::Outcome(..)
            | Self::Prepare
            | Self::SignDeed => true,
        }
    }

    /// Whether the archive looks the same before and after.
    pub(super) fn leaves_no_picture(&self) -> bool {
        matches!(self, Self::LogIn(_) | Self::Prepare)
    }

    /// The page that is opened, without its language.
    pub(super) fn page(&self, memory: &Memory) -> String {
        let (draft, case) = (&memory.draft, &memory.case);
        let desk = format!("/office/{ORGANIZATION}/cases/{case}");
        match self {
            Self::LogIn(_) => "/login?next=/account".to_owned(),
            Self::Register => "/register".to_owned(),
            Self::Begin => format!("/services/{SERVICE}/apply"),
            Self::Section(code) => format!("/drafts/{draft}/section/{code}"),
            Self::Attach(_) => format!("/drafts/{draft}/documents"),
            Self::Submit => format!("/drafts/{draft}/review"),
            Self::Take | Self::Complete => desk,
            Self::Find(_) => format!("{desk}/verification"),
            Self::Outcome(..) => format!("{desk}/assessment"),
            Self::Prepare => format!("{desk}/deed"),
            Self::SignDeed => memory.shown.clone(),
        }
    }

    /// The form that is sent.
    pub(super) fn sent(
        &self,
        office: &TestOffice,
        browser: &Browser<'_>,
        page: &Page,
        memory: &Memory,
    ) -> Sent {
        let town = office.town.register();
        let day = "2026-11-17".parse().unwrap();
        let path = self.page(memory);
        match self {
            Self::LogIn(_) | Self::Submit | Self::SignDeed => {
                browser.signed(&page.signed_form(), self.person())
            }
            Self::Register => {
                let fields = [
                    ("phone", "+77010000000"),
                    ("email", "madina@example.kz"),
                    ("language", "kk"),
                    ("acknowledged", "true"),
                ];
                browser.filled(&path, &fields)
            }
            Self::Begin => browser.filled(&path, &[("place", ASTANA)]),
            Self::Section(code) => {
                let typed = answers(town, "madina", &EDITION, day);
                filled(browser, &path, &typed_in(&typed, code))
            }
            Self::Attach(code) => {
                let documents = app::documents::asked(&LAW, &EDITION, &Answers::new());
                let document = documents.into_iter().find(|it| &it.code == code).unwrap();
                let (name, bytes) = paper_for(town, "madina", document, day);
                attached(browser, &path, (code, &name), &bytes)
            }
            Self::Take => browser.filled(&format!("{path}/take"), &[]),
            Self::Complete => filled(browser, &format!("{path}/completeness"), &checked(page)),
            Self::Find(fact) => {
                let desk = path.strip_suffix("/verification").unwrap();
                let to = format!("{desk}/findings/{fact}");
                filled(browser, &to, &finding(page, fact))
            }
            Self::Outcome(stage, outcome) => {
                browser.filled(&path, &[("stage", stage), ("outcome", outcome)])
            }
            Self::Prepare => browser.filled(&format!("{path}/prepare"), &[]),
        }
    }

    /// Remembers what was answered.
    pub(super) fn answered(&self, browser: &Browser<'_>, answer: &Page, memory: &mut Memory) {
        if let Some(cookie) = &browser.cookie {
            memory.cookies.insert(self.person(), cookie.clone());
        }
        let to = answer.location();
        let part = |after: &str| {
            let rest = to.split(after).nth(1).unwrap();
            rest.split(['/', '?']).next().unwrap().to_owned()
        };
        match self {
            Self::Begin => memory.draft = part("/drafts/"),
            Self::Submit => memory.case = part("/cases/"),
            Self::Prepare => to
                .strip_prefix("/kk")
                .unwrap()
                .clone_into(&mut memory.shown),
            Self::LogIn(_)
            | Self::Register
            | Self::Section(_)
            | Self::Attach(_)
            | Self::Take
            | Self::Complete
            | Self::Find(_)
            | Self::Outcome(..)
            | Self::SignDeed => {}
        }
    }
}

fn filled(browser: &Browser<'_>, path: &str, fields: &[(String, String)]) -> Sent {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    browser.filled(path, &fields)
}

/// The answers of a section under the names of its form.
fn typed_in(typed: &Answers, section: &str) -> Vec<(String, String)> {
    let mut fields = vec![("action".to_owned(), "continue".to_owned())];
    for (name, answer) in typed {
        if name.split('.').next() != Some(section) {
            continue;
        }
        match answer {
            Answer::One(text) => type_in(&mut fields, name, text),
            Answer::Rows(rows) => {
                for (at, row) in rows.iter().enumerate() {
                    for (code, text) in row {
                        type_in(&mut fields, &format!("{name}.{at}.{code}"), text);
                    }
                }
            }
        }
    }
    fields
}

/// An answer in its control; a day has three.
fn type_in(fields: &mut Vec<(String, String)>, name: &str, text: &str) {
    let Ok(day) = text.parse::<jiff::civil::Date>() else {
        fields.push((name.to_owned(), text.to_owned()));
        return;
    };
    fields.extend([
        (format!("{name}-day"), day.day().to_string()),
        (format!("{name}-month"), day.month().to_string()),
        (format!("{name}-year"), day.year().to_string()),
    ]);
}

/// A file for a document, as the form of the documents sends it.
fn attached(browser: &Browser<'_>, path: &str, (code, name): (&str, &str), bytes: &[u8]) -> Sent {
    let csrf = [("csrf", browser.csrf.as_str())];
    let file = Some((name, bytes));
    let mut sent = Sent::multipart(&browser.to(path), browser.origin(), &csrf, file);
    let generic = b"name=\"file\"";
    let at = sent
        .body
        .windows(generic.len())
        .position(|it| it == generic)
        .unwrap();
    let own = format!("name=\"file-{code}\"").into_bytes();
    sent.body.splice(at..at + generic.len(), own);
    sent
}

/// Every document is there.
fn checked(page: &Page) -> Vec<(String, String)> {
    let html = page.html();
    let mut fields = vec![
        ("stage".to_owned(), "completeness".to_owned()),
        ("outcome".to_owned(), "complete".to_owned()),
    ];
    for rest in html.split("name=\"presence-").skip(1) {
        let name = format!("presence-{}", rest.split('"').next().unwrap());
        if !fields.iter().any(|(known, _)| *known == name) {
            fields.push((name, "present".to_owned()));
        }
    }
    fields
}

/// As it was declared, else as it is with most families; by the first source that the page offers.
fn finding(page: &Page, fact: &str) -> Vec<(String, String)> {
    let html = page.html();
    let begin = html.split(&format!("id=\"{fact}\"")).nth(1).unwrap();
    let part = begin.split("</section>").next().unwrap();
    let option = part.split("<option ").nth(1).expect("a source");
    let source = attribute(option.split('>').next().unwrap(), "value").unwrap();
    let mut fields = vec![("source".to_owned(), source)];
    if part.contains("value=\"confirm\"") {
        fields.push(("action".to_owned(), "confirm".to_owned()));
        return fields;
    }
    let found = FOUND.iter().find(|(code, _)| *code == fact);
    let (_, value) = found.unwrap_or_else(|| panic!("nobody knows {fact}"));
    fields.push(("action".to_owned(), "record".to_owned()));
    fields.push(("value".to_owned(), (*value).to_owned()));
    fields
}
