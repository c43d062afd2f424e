//! One case as an official sees it, with the act that is possible now.

use askama::Template;

use super::super::{
    Attachment, Deadline, Link, Nav, Problems, Progress, Row, RuleField, RuleInput, RulePart,
    Shell, Stage, Tag,
};
use super::CaseHead;

/// The facts of a case, and on top the act that is possible now.
#[derive(Template)]
#[template(path = "office_case.html")]
pub struct OfficeCase {
    /// What surrounds the page.
    pub shell: Shell,
    /// What stands on top.
    pub head: CaseHead,
    /// The act that is possible now.
    pub act: Act,
    /// The rules of the Code: the state of the hearing.
    pub rule: RulePart,
    /// Why the signatory sent the last document back, if they did.
    pub returned: Option<String>,
    /// What is wrong with the answers of the act.
    pub problems: Problems,
    /// Who, where, numbers, days, edition.
    pub facts: Vec<Row>,
    /// Why the case is due on its day.
    pub deadline: Option<Deadline>,
    /// The text that the applicant signed, as it is.
    pub application: String,
    /// What came of checking the applicant's signature.
    pub signature: SignatureVerdict,
    /// What was attached.
    pub attachments: Vec<Attachment>,
    /// The way of the case.
    pub stages: Vec<Stage>,
    /// What is known, and from where.
    pub findings: Vec<OfficeFinding>,
}

/// The act that is possible now.
pub enum Act {
    /// Nobody has the case: take it, by POST.
    Take {
        /// Where the form goes.
        action: String,
    },
    /// Check that the documents are complete.
    Check(Completeness),
    /// Go on to another page: verify, assess, sign.
    GoOn(Link),
    /// Nothing: somebody else has the case, or it is over.
    Nothing {
        /// Why, in a sentence.
        why: String,
    },
}

/// The check that the documents are complete.
pub struct Completeness {
    /// Where the form goes; `outcome` is the code of an outcome.
    pub action: String,
    /// The stage for which the page was drawn.
    pub stage: String,
    /// The outcomes that the edition gives.
    pub outcomes: Vec<OutcomeButton>,
    /// The documents; each sends `presence-CODE` and `note-CODE`.
    pub lines: Vec<CheckLine>,
    /// Whether it is confirmed that every document without a mark is there and in order: `rest`.
    pub is_rest_present: bool,
    /// What the law says about this check: its term and its paragraph.
    pub rule: String,
}

/// One outcome of a stage that an official may find.
pub struct OutcomeButton {
    /// Its code, sent back as `outcome`.
    pub code: String,
    /// Its words in the edition.
    pub text: String,
    /// Whether it is against the recipient.
    pub is_adverse: bool,
}

/// One document in the check.
pub struct CheckLine {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The paragraph of the act.
    pub cite: String,
    /// The condition under which it is asked, in words.
    pub when: Option<String>,
    /// The files given for it.
    pub files: Vec<Attachment>,
    /// What the official found; `None` when nothing was chosen yet.
    pub presence: Option<Presence>,
    /// The note as typed.
    pub note: String,
}

/// What an official found about a document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is there and holds.
    Present,
    /// It is not there.
    Missing,
    /// It is there but no longer holds.
    Expired,
    /// It cannot be read or is another document.
    Unreadable,
    /// It does not apply to this applicant.
    NotNeeded,
}

impl Presence {
    /// Every one, in the order of the choices.
    pub const fn all() -> [Self; 5] {
        [
            Self::Present,
            Self::Missing,
            Self::Expired,
            Self::Unreadable,
            Self::NotNeeded,
        ]
    }

    /// The value sent back.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Missing => "missing",
            Self::Expired => "expired",
            Self::Unreadable => "unreadable",
            Self::NotNeeded => "not-needed",
        }
    }

    /// The key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Present => "presence-present",
            Self::Missing => "presence-missing",
            Self::Expired => "presence-expired",
            Self::Unreadable => "presence-unreadable",
            Self::NotNeeded => "presence-not-needed",
        }
    }
}

/// What came of checking a signature.
pub struct SignatureVerdict {
    /// In a word or two.
    pub tag: Tag,
    /// Signer, certificate, issuer, time, how revocation was learned.
    pub rows: Vec<Row>,
}

/// One fact that is known.
pub struct OfficeFinding {
    /// What it is about.
    pub fact: String,
    /// The value with its unit; a list has a line for each row.
    pub value: Vec<String>,
    /// Where it is from and when it was learned.
    pub source: String,
}

impl CheckLine {
    /// Whether this is what the official chose.
    fn is(&self, presence: Presence) -> bool {
        self.presence == Some(presence)
    }
}
