//! The counter of a branch: its services and receipts, the form of a refusal, its review, the receipt that was issued.

use askama::Template;

use super::super::field::{Field, FieldKind};
use super::super::{Link, Nav, Problems, Row, Shell, View};

/// A service at the counter.
#[derive(Clone)]
pub struct CounterService {
    /// Its name.
    pub name: String,
    /// The form of a refusal; `None` where the rules in force give no receipt of it.
    pub refuse: Option<String>,
    /// The act in force.
    pub act: String,
}

/// A receipt in the list.
#[derive(Clone)]
pub struct CounterReceipt {
    /// Its page.
    pub link: Link,
    /// The recipient's name.
    pub recipient: String,
    /// The service.
    pub service: String,
    /// When it was issued.
    pub at: String,
}

/// The counter: what can be done there, and what was.
#[derive(Template)]
#[template(path = "office_counter.html")]
pub struct OfficeCounter {
    /// What surrounds the page.
    pub shell: Shell,
    /// The services of the place.
    pub services: Vec<CounterService>,
    /// The receipts, newest first.
    pub receipts: Vec<CounterReceipt>,
    /// The start of the list, where this is a later page.
    pub first: Option<String>,
    /// The next page.
    pub next: Option<String>,
}

/// The form of a refusal to accept documents.
#[derive(Template)]
#[template(path = "office_refuse_intake.html")]
pub struct OfficeRefuseIntake {
    /// What surrounds the page.
    pub shell: Shell,
    /// The counter.
    pub counter: String,
    /// The service.
    pub service: String,
    /// What is wrong, each with its question.
    pub problems: Problems,
    /// Where the form is sent.
    pub action: String,
    /// The secret of the form, with which it issues once.
    pub form: String,
    /// Whom it concerns.
    pub person: Vec<Field>,
    /// One question for each document that the rules ask for.
    pub documents: Vec<Field>,
    /// The branch's own lines.
    pub branch: Vec<Field>,
}

/// A refusal as it would be issued.
#[derive(Template)]
#[template(path = "office_refuse_intake_review.html")]
pub struct OfficeRefuseIntakeReview {
    /// What surrounds the page.
    pub shell: Shell,
    /// The service.
    pub service: String,
    /// What was typed.
    pub rows: Vec<Row>,
    /// The documents that are not in order.
    pub lacking: Vec<String>,
    /// Everything that was sent, to be sent again.
    pub fields: Vec<(String, String)>,
    /// Where it is issued.
    pub issue: String,
    /// Where it is changed.
    pub change: String,
}

/// A receipt that was issued.
#[derive(Template)]
#[template(path = "office_receipt.html")]
pub struct OfficeReceipt {
    /// What surrounds the page.
    pub shell: Shell,
    /// The counter.
    pub counter: String,
    /// Its number.
    pub number: String,
    /// What it says.
    pub rows: Vec<Row>,
    /// The documents that are not in order.
    pub lacking: Vec<String>,
    /// The file with all copies.
    pub file: String,
    /// Who looked at it.
    pub views: Vec<View>,
}
