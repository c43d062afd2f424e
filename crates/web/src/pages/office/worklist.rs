//! The work list: what falls due comes first.

use askama::Template;

use super::super::{Nav, Shell, Tag};

/// The cases of an organization, or those of one official, by the day they are due.
#[derive(Template)]
#[template(path = "office_worklist.html")]
pub struct OfficeWorklist {
    /// What surrounds the page.
    pub shell: Shell,
    /// The address of the list without its filters.
    pub action: String,
    /// When the cases shown fall due, as sent by the filter.
    pub due: String,
    /// How many cases are overdue, due today, due this week, open at all: in this order.
    pub counts: Vec<WorkCount>,
    /// What was searched for.
    pub query: String,
    /// The stages one can choose.
    pub stages: Vec<FilterOption>,
    /// Whose cases: mine, nobody's, everybody's.
    pub holders: Vec<FilterOption>,
    /// The cases of this page, sorted by their day.
    pub lines: Vec<WorkLine>,
    /// The first page of the list, when this is another one.
    pub first: Option<String>,
    /// The page after this one.
    pub next: Option<String>,
    /// The list as a table for a spreadsheet.
    pub export: String,
}

/// When a case falls due.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum DueGroup {
    /// Before today.
    Overdue,
    /// Today.
    Today,
    /// From today to Sunday.
    Week,
    /// Whenever.
    Any,
}

impl DueGroup {
    /// The key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overdue => "due-overdue",
            Self::Today => "due-today",
            Self::Week => "due-week",
            Self::Any => "due-any",
        }
    }

    /// The class of its count.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Overdue => "sq-counts__late",
            Self::Today => "sq-counts__today",
            Self::Week => "sq-counts__week",
            Self::Any => "sq-counts__later",
        }
    }
}

/// How many cases fall due then.
pub struct WorkCount {
    /// When.
    pub group: DueGroup,
    /// How many.
    pub count: u64,
    /// The list of only these.
    pub href: String,
    /// Whether the list shows only these.
    pub is_current: bool,
}

/// One choice of a filter.
pub struct FilterOption {
    /// The value sent.
    pub value: String,
    /// The words.
    pub text: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// One case in the list.
pub struct WorkLine {
    /// The address of the case.
    pub href: String,
    /// The number of the case.
    pub number: String,
    /// The name of the service.
    pub service: String,
    /// The name of the applicant.
    pub applicant: String,
    /// Where the applicant lives.
    pub place: String,
    /// The stage.
    pub stage: String,
    /// Who has it; `None` when nobody took it.
    pub holder: Option<String>,
    /// The day it is due, in words.
    pub due: String,
    /// How it stands against the day: `2 days late`, `today`, `3 days left`.
    pub tag: Tag,
    /// How many events of the case the line was drawn from, so that whoever takes it second is told what happened since.
    pub events: u64,
    /// Where it is taken, by POST; `None` when it cannot be.
    pub take: Option<String>,
}
