//! Other ways than NCALayer: confirming by a code from a short message, and signing with a phone.

use askama::Template;

use super::{Nav, Shell};

/// Where else a text can be signed or confirmed; a way that is not open is not shown.
#[derive(Clone)]
pub struct OtherWays {
    /// Where the form goes that sends a code; the edition must allow it.
    pub confirm: Option<String>,
    /// Where the form goes that shows a QR code.
    pub qr: Option<String>,
    /// Exactly the bytes that the page shows, in base64.
    pub payload: String,
}

/// A code was sent; here it is typed.
#[derive(Template)]
#[template(path = "confirm.html")]
pub struct ConfirmPage {
    /// What surrounds the page.
    pub shell: Shell,
    /// The page with the answers.
    pub back: String,
    /// The service.
    pub service: String,
    /// Where the code was sent, but for most of its digits: `+7 ••• ••• •• 01`.
    pub phone: String,
    /// Until when it counts, in words.
    pub until: String,
    /// The text that is confirmed, as it is.
    pub text: String,
    /// The SHA-256 of its bytes, in hex.
    pub digest: String,
    /// Where the code goes.
    pub action: String,
    /// Where the form goes that sends another one.
    pub resend: String,
    /// Exactly the bytes that the page shows, in base64.
    pub payload: String,
    /// What was wrong with the code that was typed, in a sentence.
    pub error: Option<String>,
}

/// How far a signing with a phone is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PhoneState {
    /// No phone came yet.
    Waiting,
    /// A phone has the document.
    Fetched,
    /// A signature came.
    Answered,
    /// The time is over.
    Over,
}

impl PhoneState {
    /// The word of the state, for the script.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Fetched => "fetched",
            Self::Answered => "answered",
            Self::Over => "over",
        }
    }
}

/// A QR code for a phone, and what is signed with it.
#[derive(Template)]
#[template(path = "qr.html")]
pub struct QrPage {
    /// What surrounds the page.
    pub shell: Shell,
    /// The page that led here.
    pub back: String,
    /// The code as the path of an SVG whose every module is a unit square.
    pub code: String,
    /// Modules on a side, with the quiet zone.
    pub side: usize,
    /// What the code says, for whoever cannot scan it.
    pub code_text: String,
    /// The link that opens the program on the phone itself.
    pub launch: String,
    /// The program on the phone.
    pub program: &'static str,
    /// Until when a phone is let in, in words.
    pub until: String,
    /// How far it is.
    pub state: PhoneState,
    /// Where the script asks how far it is.
    pub status: String,
    /// Where the form goes once the phone has signed.
    pub done: String,
    /// Where the form goes that begins anew.
    pub again: String,
    /// The text that is signed, as it is.
    pub text: String,
    /// The SHA-256 of its bytes, in hex.
    pub digest: String,
    /// Exactly the bytes that the page shows, in base64.
    pub payload: String,
}
