//! A deed, in the two languages it is issued in: as it waits, as it is signed, as it was signed.

use askama::Template;

use super::super::{
    Download, Nav, OtherWays, Problems, Row, RuleField, RuleInput, RulePart, Shell, SignForm,
};
use super::CaseHead;

/// The deed as it will be issued, and what this official may do with it.
#[derive(Template)]
#[template(path = "office_deed.html")]
pub struct OfficeDeed {
    /// What surrounds the page.
    pub shell: Shell,
    /// What stands on top.
    pub head: CaseHead,
    /// What is wrong with the answers.
    pub problems: Problems,
    /// The name of the deed.
    pub name: String,
    /// Whether it is against the recipient.
    pub is_adverse: bool,
    /// What the executor noted for the signatory; empty if nothing.
    pub note: String,
    /// The text in Kazakh.
    pub text_kk: String,
    /// The text in Russian.
    pub text_ru: String,
    /// What the deed rests on, line by line.
    pub data: Vec<Row>,
    /// Exactly the bytes that are signed, once they are fixed.
    pub signed: Option<SignedBytes>,
    /// What this official may do.
    pub act: DeedAct,
}

/// What may be corrected in the signed deeds of a case.
#[derive(Template)]
#[template(path = "office_correction.html")]
pub struct OfficeCorrection {
    /// What surrounds the page.
    pub shell: Shell,
    /// What stands on top.
    pub head: CaseHead,
    /// What is wrong with the answers.
    pub problems: Problems,
    /// The form.
    pub rule: RulePart,
}

/// The bytes that are signed.
pub struct SignedBytes {
    /// The bytes as text: canonical JSON.
    pub text: String,
    /// Their SHA-256 in hex.
    pub digest: String,
}

/// What an official may do with a deed.
pub enum DeedAct {
    /// The head fixes the data for signature, by POST, or sends the deed back.
    Prepare {
        /// Where the form goes.
        action: String,
        /// Where it is sent back.
        send_back: SendBack,
    },
    /// The head signs, or sends the deed back.
    Sign {
        /// The signing form.
        form: Box<SignForm>,
        /// The ways beside it.
        others: OtherWays,
        /// Where it is sent back; a corrected deed is not.
        send_back: Option<SendBack>,
    },
    /// It waits for somebody else.
    Nothing {
        /// Why, in a sentence.
        why: String,
    },
    /// It is signed.
    Signed {
        /// When and by whom, in a sentence.
        why: String,
        /// PDF, data, signature, evidence.
        downloads: Vec<Download>,
    },
}

/// The form that sends a deed back to the executor: `deed` and `note`.
pub struct SendBack {
    /// Where it goes, by POST.
    pub action: String,
    /// The number of the deed.
    pub deed: String,
    /// The note as typed.
    pub note: String,
}

impl DeedAct {
    /// Whether the page needs the script that signs.
    fn is_sign(&self) -> bool {
        match self {
            Self::Sign { .. } => true,
            Self::Prepare { .. } | Self::Nothing { .. } | Self::Signed { .. } => false,
        }
    }
}
