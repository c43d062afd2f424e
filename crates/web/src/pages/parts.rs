//! The small things that several pages show: problems, tags, links, stages, deadlines, files.

use super::field::{Field, FieldKind};

/// One sentence about one control of a form, shown on top and beside the control.
#[derive(Clone)]
pub struct Problem {
    /// The `id` of the control, such as `account-number`.
    pub field: String,
    /// What happened and how to fix it.
    pub text: String,
}

/// The question of a control, with its row where it stands in one.
fn question(fields: &[Field], id: &str) -> Option<String> {
    fields.iter().find_map(|field| {
        if field.id == id {
            return Some(field.label.clone());
        }
        let FieldKind::Rows { rows, .. } = &field.kind else {
            return None;
        };
        let row = |row: &super::field::FieldRow| {
            Some(format!("{}, {}", row.heading, question(&row.fields, id)?))
        };
        rows.iter().find_map(row)
    })
}

/// Everything wrong with the answers to one form.
#[derive(Clone, Default)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Whether the answers are in order.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sentence about a control, if there is one.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|it| it.field == field)
            .map(|it| it.text.as_str())
    }

    /// The same sentences for the summary, where no question stands beside them: each begins with its question.
    #[must_use]
    pub fn naming(self, fields: &[Field]) -> Self {
        let named = |it: Problem| match question(fields, &it.field) {
            Some(question) => Problem {
                text: format!("{question}: {}", it.text),
                ..it
            },
            None => it,
        };
        Self(self.0.into_iter().map(named).collect())
    }
}

/// The color of a tag; the words carry the meaning, the color only helps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// Nothing to do.
    Grey,
    /// Done, or in favor.
    Green,
    /// Under way.
    Blue,
    /// Needs somebody soon.
    Yellow,
    /// Late or adverse.
    Red,
}

impl Color {
    /// The class of the tag.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Grey => "govuk-tag--grey",
            Self::Green => "govuk-tag--green",
            Self::Blue => "govuk-tag--blue",
            Self::Yellow => "govuk-tag--yellow",
            Self::Red => "govuk-tag--red",
        }
    }
}

/// A word or two on a colored ground.
#[derive(Clone)]
pub struct Tag {
    /// The words.
    pub text: String,
    /// The color.
    pub color: Color,
}

/// A link with its words.
#[derive(Clone)]
pub struct Link {
    /// The words.
    pub text: String,
    /// The address, already with its language.
    pub href: String,
}

/// One line of a list of facts.
#[derive(Clone)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// The value, one paragraph a line; an empty list shows "not given".
    pub value: Vec<String>,
    /// Where the value can be changed.
    pub change: Option<String>,
}

impl Row {
    /// A line with one value that cannot be changed.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: vec![value.into()],
            change: None,
        }
    }

    /// Whether any line of a list can be changed: the others then leave room where its link stands.
    pub fn any_changes(list: &[Self]) -> bool {
        list.iter().any(|row| row.change.is_some())
    }
}

/// How far a stage is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It is over.
    Done,
    /// It is over, with an outcome against the recipient.
    Adverse,
    /// It is the one under way.
    Now,
    /// It is still to come.
    Next,
}

impl Progress {
    /// The class of the point on the timeline.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Done => "sq-timeline__done",
            Self::Adverse => "sq-timeline__adverse",
            Self::Now => "sq-timeline__now",
            Self::Next => "sq-timeline__next",
        }
    }
}

/// One stage of a procedure on a timeline.
#[derive(Clone)]
pub struct Stage {
    /// What happens.
    pub name: String,
    /// Who acts.
    pub actor: String,
    /// How long the law gives, in words; empty when the stage has no term.
    pub term: String,
    /// The day it is due, or was done, in words.
    pub day: Option<String>,
    /// What came of it, or what it waits for.
    pub note: Option<String>,
    /// The paragraph of the act.
    pub cite: String,
    /// How far it is.
    pub progress: Progress,
}

/// A deadline with everything that made it that day.
#[derive(Clone)]
pub struct Deadline {
    /// The day, in words with its day of the week.
    pub day: String,
    /// The rule in one sentence: `8 working days after registration (order 539, ¶8)`.
    pub rule: String,
    /// Day by day, from the event to the due day.
    pub days: Vec<CountedDay>,
}

/// One day in the derivation of a deadline.
#[derive(Clone)]
pub struct CountedDay {
    /// The day, in words.
    pub day: String,
    /// The number of the day in the term; `None` when the day does not count.
    pub number: Option<u32>,
    /// Why it does or does not count: `Saturday`, `Republic Day, resolution 900`.
    pub why: String,
}

/// A file that can be fetched.
#[derive(Clone)]
pub struct Download {
    /// What it is: `Notice (PDF)`.
    pub text: String,
    /// The address.
    pub href: String,
    /// The size, in words.
    pub size: String,
}

/// A file given to a case or a draft.
#[derive(Clone)]
pub struct Attachment {
    /// The name of the file.
    pub name: String,
    /// The size, in words.
    pub size: String,
    /// Where it can be read.
    pub href: Option<String>,
    /// The value of the button `action` that removes it, such as `remove-income-proof.` and the digest of the file.
    pub remove: Option<String>,
}

/// A form that signs the bytes of a page through NCALayer.
#[derive(Clone)]
pub struct SignForm {
    /// Where the signature goes, by POST: fields `csrf`, `payload`, `signature`.
    pub action: String,
    /// The address of NCALayer on the person's computer: `wss://127.0.0.1:13579`.
    pub ncalayer: String,
    /// Exactly the bytes to sign, in base64.
    pub payload: String,
    /// What the signature is for.
    pub purpose: Purpose,
    /// The person asked; empty at login, when anybody may come.
    pub iin: String,
    /// The organization whose head is asked; empty for a person.
    pub bin: String,
    /// Whether certificates of the sandbox's own certification authority are offered.
    pub is_sandbox: bool,
    /// The words on the button.
    pub button: String,
}

impl SignForm {
    /// Whose certificates NCALayer offers: anybody's at login, the head's for an organization, else the person's own.
    pub fn role(&self) -> &'static str {
        match self.purpose {
            Purpose::Login => "any",
            Purpose::Document if self.bin.is_empty() => "individual",
            Purpose::Document => "head",
        }
    }
}

/// What a signature is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To come in.
    Login,
    /// To sign an application, a consent or a deed.
    Document,
}

impl Purpose {
    /// The word in the page.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Document => "document",
        }
    }
}

/// The pages of a long list.
#[derive(Clone)]
pub struct Pager {
    /// Which page this is, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
}
