//! A case as its recipient sees it: where it is, who has it, by when and why.

use askama::Template;

use super::{
    Attachment, Deadline, Download, Link, Nav, NoticeLine, Problems, Progress, Row, RuleField,
    RuleInput, RulePart, Shell, Stage, Tag,
};

/// The page of a case.
#[derive(Template)]
#[template(path = "case.html")]
pub struct CasePage {
    /// What surrounds the page.
    pub shell: Shell,
    /// The name of the service.
    pub service: String,
    /// The number of the case.
    pub number: String,
    /// How it stands, in a word or two.
    pub tag: Tag,
    /// The three answers.
    pub answers: Answers,
    /// What the person must do now, if anything.
    pub task: Option<Link>,
    /// The rules of the Code: hearing, withdrawal.
    pub rule: RulePart,
    /// What is wrong with the form that was sent.
    pub problems: Problems,
    /// The way it goes.
    pub stages: Vec<Stage>,
    /// What was issued.
    pub deeds: Vec<DeedLine>,
    /// The notices of this case, newest first.
    pub notices: Vec<NoticeLine>,
    /// Registration number, registration day with its reason, edition and so on.
    pub facts: Vec<Row>,
    /// What the person signed, with its evidence.
    pub signed: Vec<Download>,
    /// What was attached.
    pub attachments: Vec<Attachment>,
    /// Who looked at the person's data last, newest first.
    pub views: Vec<View>,
    /// The whole list of looks.
    pub views_href: String,
    /// Where and by when one may complain, one paragraph each.
    pub appeal: Vec<String>,
    /// Where a complaint begins; `None` when it cannot be made here.
    pub complain: Option<String>,
}

/// The three answers that every case page gives first.
pub struct Answers {
    /// Where it is.
    pub stage: String,
    /// Who has it.
    pub holder: String,
    /// How the holder can be reached.
    pub contact: Option<String>,
    /// By when, with why; `None` when the case is over.
    pub deadline: Option<Deadline>,
    /// When it was over and how, in words, for a case that is.
    pub ended: Option<String>,
    /// How it stands.
    pub state: CaseState,
}

/// How a case stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CaseState {
    /// Under way and in time.
    Open,
    /// Under way and past its day.
    Late,
    /// Over.
    Closed,
}

/// A deed that was issued.
pub struct DeedLine {
    /// What it is.
    pub name: String,
    /// Its number.
    pub number: String,
    /// When it was signed and by whom.
    pub signed: String,
    /// Whether it is against the recipient.
    pub is_adverse: bool,
    /// PDF, data, signature, evidence.
    pub downloads: Vec<Download>,
}

/// Somebody looked at the person's data.
pub struct View {
    /// When, in words.
    pub at: String,
    /// Who, with the role.
    pub who: String,
    /// Of which organization.
    pub organization: String,
    /// What they saw.
    pub what: String,
}
