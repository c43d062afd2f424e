//! The personal account: cases, drafts, notices, the history of services.

use askama::Template;

use super::{Download, Draft, Nav, Pager, Shell, Tag};

/// What a person has under way.
#[derive(Template)]
#[template(path = "account.html")]
pub struct Account {
    /// What surrounds the page.
    pub shell: Shell,
    /// Notices that were not read yet, newest first.
    pub unread: Vec<NoticeLine>,
    /// Cases under way, the one that needs the person first.
    pub cases: Vec<CaseLine>,
    /// Applications not sent yet.
    pub drafts: Vec<Draft>,
    /// The last services received, newest first.
    pub history: Vec<HistoryLine>,
}

/// One case in the account.
pub struct CaseLine {
    /// The name of the service.
    pub service: String,
    /// The address of the case.
    pub href: String,
    /// The number of the case.
    pub number: String,
    /// Where it is: the stage.
    pub stage: String,
    /// Who has it.
    pub holder: String,
    /// By when, in words.
    pub due: String,
    /// What the person must do, or how it stands.
    pub tag: Tag,
}

/// One service that is over.
pub struct HistoryLine {
    /// The name of the service.
    pub service: String,
    /// The address of the case.
    pub href: String,
    /// The number of the case.
    pub number: String,
    /// When it was over, in words.
    pub day: String,
    /// What came of it.
    pub tag: Tag,
    /// The deeds.
    pub downloads: Vec<Download>,
}

/// One notice.
pub struct NoticeLine {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// When it was put into the account, in words.
    pub sent: String,
    /// When it was read, in words; `None` when it was not.
    pub read: Option<String>,
    /// The number of the case.
    pub case: String,
    /// The address of the case.
    pub href: String,
    /// Where the form goes that notes that it was read, and leads on to the case.
    pub open: String,
    /// Where else it went: `SMS to +7 701 ••• 4567`.
    pub also: Option<String>,
}

/// The History of Services.
#[derive(Template)]
#[template(path = "history.html")]
pub struct History {
    /// What surrounds the page.
    pub shell: Shell,
    /// The services that are over, newest first.
    pub lines: Vec<HistoryLine>,
    /// The pages of the list.
    pub pager: Pager,
}

/// All notices.
#[derive(Template)]
#[template(path = "notices.html")]
pub struct Notices {
    /// What surrounds the page.
    pub shell: Shell,
    /// The notices, newest first.
    pub lines: Vec<NoticeLine>,
    /// The pages of the list.
    pub pager: Pager,
}
