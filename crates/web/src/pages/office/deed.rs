//! The draft of a deed, in the two languages it is issued in.

use askama::Template;

use super::super::{Nav, Row, Shell, SignForm};
use super::CaseHead;

/// The deed as it will be issued, and what this official may do with it.
#[derive(Template)]
#[template(path = "office_deed.html")]
pub struct OfficeDeed {
    /// What surrounds the page.
    pub shell: Shell,
    /// What stands on top.
    pub head: CaseHead,
    /// The name of the deed.
    pub name: String,
    /// Whether it is against the recipient.
    pub is_adverse: bool,
    /// The text in Kazakh.
    pub text_kk: String,
    /// The text in Russian.
    pub text_ru: String,
    /// The data that are signed, line by line.
    pub data: Vec<Row>,
    /// The SHA-256 of the bytes that are signed, in hex.
    pub digest: String,
    /// What this official may do.
    pub act: DeedAct,
}

/// What an official may do with a draft.
pub enum DeedAct {
    /// The head signs, or sends it back with a note (`note`) to `send_back`, by POST.
    Sign {
        /// The signing form.
        form: Box<SignForm>,
        /// Where it is sent back.
        send_back: String,
    },
    /// The executor sends it to the head, by POST.
    Send {
        /// Where the form goes.
        action: String,
    },
    /// It waits for somebody else, or is signed.
    Nothing {
        /// Why, in a sentence.
        why: String,
    },
}

impl DeedAct {
    /// Whether the page needs the script that signs.
    fn is_sign(&self) -> bool {
        match self {
            Self::Sign { .. } => true,
            Self::Send { .. } | Self::Nothing { .. } => false,
        }
    }
}
