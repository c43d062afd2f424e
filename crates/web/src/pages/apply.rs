//! Applying: what is needed, the questions, the documents, the text that is signed.

use askama::Template;

use super::field::{Field, FieldKind};
use super::{
    Again, Attachment, Deadline, Link, Nav, OtherWays, Problems, Row, Shell, SignForm, Tag,
};

/// What a person needs before they begin, and the drafts they already have.
#[derive(Template)]
#[template(path = "apply_start.html")]
pub struct ApplyStart {
    /// What surrounds the page.
    pub shell: Shell,
    /// The name of the service.
    pub service: String,
    /// The address of its passport.
    pub passport: String,
    /// What will be asked for, in order.
    pub needs: Vec<String>,
    /// How long filling in takes, in words: `about 15 minutes`.
    pub minutes: String,
    /// The drafts of this service.
    pub drafts: Vec<Draft>,
    /// Where a person may choose the place of registration; the field is `place`.
    pub places: Vec<PlaceOption>,
    /// What is wrong with the answers: `place`.
    pub problems: Problems,
    /// Where a new draft is made, by POST.
    pub action: String,
}

/// A place that can be chosen.
pub struct PlaceOption {
    /// Its KATO code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// An application that is not sent yet.
pub struct Draft {
    /// The name of the service.
    pub service: String,
    /// When it was last saved, in words.
    pub saved: String,
    /// Until when it is kept, in words.
    pub kept_until: String,
    /// Where it goes on.
    pub href: String,
    /// Where it is deleted, by POST.
    pub delete: String,
}

/// Where a person is on the way, and the way back.
#[derive(Clone)]
pub struct Way {
    /// The name of the service.
    pub service: String,
    /// Which step this is, from 1.
    pub step: u32,
    /// How many there are.
    pub steps: u32,
    /// The page before.
    pub back: String,
}

/// One section of the form.
#[derive(Template)]
#[template(path = "apply_section.html")]
pub struct ApplySection {
    /// What surrounds the page.
    pub shell: Shell,
    /// Where the person is.
    pub way: Way,
    /// The heading of the section.
    pub heading: String,
    /// What helps with the whole section.
    pub lead: Option<String>,
    /// What is wrong with the answers.
    pub problems: Problems,
    /// The questions.
    pub fields: Vec<Field>,
    /// Where the form goes; `action` is `continue`, `add-row` or `remove-row-N`.
    pub action: String,
    /// Which answers the page was drawn from; sent back as `seen`.
    pub seen: String,
    /// Where the draft saves itself.
    pub autosave: String,
    /// When the draft was last saved, in words.
    pub saved: Option<String>,
}

/// One section, saved elsewhere with other answers than those that were typed here.
#[derive(Template)]
#[template(path = "apply_meanwhile.html")]
pub struct ApplyMeanwhile {
    /// What surrounds the page.
    pub shell: Shell,
    /// The heading of the section.
    pub section: String,
    /// The questions that are answered differently.
    pub differences: Vec<Difference>,
    /// The form as it was sent, to be sent again.
    pub typed: Again,
    /// Where the section is as it was saved.
    pub saved: String,
}

/// A question with two answers.
pub struct Difference {
    /// The question.
    pub question: String,
    /// The answer that stands in the draft, in lines; empty if there is none.
    pub saved: Vec<String>,
    /// The answer that was typed.
    pub typed: Vec<String>,
}

/// The documents of the edition for this channel.
#[derive(Template)]
#[template(path = "apply_documents.html")]
pub struct ApplyDocuments {
    /// What surrounds the page.
    pub shell: Shell,
    /// Where the person is.
    pub way: Way,
    /// What is wrong, by the `id` of the document's control.
    pub problems: Problems,
    /// The documents.
    pub documents: Vec<DocumentSlot>,
    /// How much all files together may be, in bytes.
    pub limit_bytes: u64,
    /// How much they are, in bytes.
    pub used_bytes: u64,
    /// How much they are, and may be, in words: `240 KB of 1 MB`.
    pub used: String,
    /// Where files go, by POST as `multipart/form-data`: `document`, `file`, or `action` = `remove-DOCUMENT.SHA256`.
    pub upload: String,
    /// Where the person goes on, by POST.
    pub action: String,
}

/// One document that may be asked for.
pub struct DocumentSlot {
    /// Its code, which is also the value sent back and the `id` of its control.
    pub code: String,
    /// What it is.
    pub name: String,
    /// The paragraph of the act.
    pub cite: String,
    /// When it is needed, if not always: `if you receive alimony`.
    pub condition: Option<String>,
    /// Why it need not be attached: a registry answers.
    pub from_registry: Option<String>,
    /// The files attached so far.
    pub files: Vec<Attachment>,
}

/// The answers once more, and exactly the text that is signed.
#[derive(Template)]
#[template(path = "apply_review.html")]
pub struct ApplyReview {
    /// What surrounds the page.
    pub shell: Shell,
    /// Where the person is.
    pub way: Way,
    /// What must be mended before signing; when there is anything, there is no signing form.
    pub problems: Vec<Link>,
    /// The answers, section by section.
    pub sections: Vec<ReviewSection>,
    /// The text that is signed, as it is.
    pub text: String,
    /// The SHA-256 of the bytes that are signed, in hex.
    pub digest: String,
    /// Their size, in words.
    pub size: String,
    /// When it would be registered if signed now, in words, with the reason.
    pub registered: String,
    /// When the answer would be due.
    pub deadline: Deadline,
    /// The other parties whose consent is needed, with where each stands.
    pub parties: Vec<PartyLine>,
    /// The signing form.
    pub sign: SignForm,
    /// The ways beside it.
    pub others: OtherWays,
}

/// One section of the answers.
pub struct ReviewSection {
    /// Its heading.
    pub heading: String,
    /// Its answers, each with where it can be changed.
    pub rows: Vec<Row>,
}

/// Somebody else whose consent is needed.
pub struct PartyLine {
    /// Their name.
    pub name: String,
    /// Why their consent is needed.
    pub why: String,
    /// Where it stands.
    pub tag: Tag,
}
