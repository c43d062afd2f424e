//! What the rules of the Code made of a case, and what somebody may do about it: shared by the portal and the office.

use super::{Deadline, Link, Problems, Row};

/// The part of a page about the rules of the Code; empty where they say nothing.
#[derive(Default)]
pub struct RulePart {
    /// The preliminary decisions, the latest first.
    pub notices: Vec<DecisionNotice>,
    /// Further sentences: what silence of the office means.
    pub said: Vec<String>,
    /// Extensions and corrections, line by line.
    pub told: Vec<Row>,
    /// What is done on a page of its own.
    pub links: Vec<Link>,
    /// The days, each with its derivation.
    pub days: Vec<ReasonedDay>,
    /// What may be done now.
    pub forms: Vec<RuleForm>,
}

/// A preliminary decision and its hearing.
pub struct DecisionNotice {
    /// Its number, outcome, days, objections, protocol, end.
    pub rows: Vec<Row>,
    /// The grounds; empty as long as the person has not opened it.
    pub grounds: Vec<GroundTold>,
}

/// A ground with the facts on which it rests.
pub struct GroundTold {
    /// Its text and its paragraph.
    pub text: String,
    /// The facts in words.
    pub facts: Vec<String>,
}

/// A day with its reason.
pub struct ReasonedDay {
    /// What it is for, with the day.
    pub heading: String,
    /// The derivation.
    pub deadline: Deadline,
}

/// One act: a form of its own, by POST.
pub struct RuleForm {
    /// Its code, which is the end of its address and the beginning of its ids.
    pub code: &'static str,
    /// Where it goes.
    pub action: String,
    /// What one should know before filling it in; empty if nothing.
    pub hint: String,
    /// The fields that are sent as they stand.
    pub hidden: Vec<(&'static str, String)>,
    /// The fields to fill in.
    pub fields: Vec<RuleField>,
    /// Whether it cannot be taken back.
    pub is_warning: bool,
    /// Whether it changes what was done by it before: a hearing that is appointed already.
    pub is_again: bool,
}

/// A field of such a form.
pub struct RuleField {
    /// Its name.
    pub name: &'static str,
    /// Its kind.
    pub kind: RuleInput,
    /// What was typed.
    pub value: String,
    /// What there is to choose from, for a choice: the value and its words.
    pub choices: Vec<(String, String)>,
}

/// How a field is filled in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RuleInput {
    /// One line.
    Line,
    /// Several lines.
    Area,
    /// A day.
    Day,
    /// A time of the day.
    Time,
    /// Yes, if it is ticked.
    Tick,
    /// One of the ways in which a notice is given.
    Means,
    /// A whole number.
    Number,
    /// One of the choices of the field.
    Choice,
}

impl RuleForm {
    /// The key of a sentence about it: `heading`, `text`, `button`.
    pub fn key(&self, what: &str) -> String {
        let again = if self.is_again { "-again" } else { "" };
        format!("rule-{}{again}-{what}", self.code)
    }

    /// Whether it ends the case at the person's wish: it stands last on the page and is opened before it is filled in.
    pub fn is_last(&self) -> bool {
        self.code == "withdraw"
    }

    /// Whether it stands open: what is wrong with it is seen at once.
    pub fn is_open(&self, problems: &Problems) -> bool {
        let ids: Vec<_> = self.fields.iter().map(|field| self.id(field)).collect();
        problems.0.iter().any(|it| ids.contains(&it.field))
    }

    /// The key of the label of a field; who withdraws need not say why.
    pub fn label(&self, field: &RuleField) -> String {
        match (self.code, field.name) {
            ("withdraw", "text") => "rule-withdraw-why".to_owned(),
            ("ask-correction", "words") => "rule-correction-words".to_owned(),
            _ => field.key(),
        }
    }

    /// The id of a field.
    pub fn id(&self, field: &RuleField) -> String {
        format!("{}-{}", self.code, field.name)
    }
}

impl RuleField {
    /// The key of its label.
    pub fn key(&self) -> String {
        format!("rule-field-{}", self.name)
    }

    /// The type of its input.
    pub const fn input(&self) -> &'static str {
        match self.kind {
            RuleInput::Day => "date",
            RuleInput::Time => "time",
            RuleInput::Line
            | RuleInput::Area
            | RuleInput::Tick
            | RuleInput::Means
            | RuleInput::Number
            | RuleInput::Choice => "text",
        }
    }

    /// The ways in which a notice is given.
    pub const fn means() -> [&'static str; 3] {
        ["account", "letter", "hand"]
    }

    /// Whether this way was chosen.
    pub fn is(&self, code: &str) -> bool {
        self.value == code
    }
}
