//! What a person is asked: the form, the documents and the parties.

use serde::{Deserialize, Serialize};

use super::Source;
use super::Type;
use crate::text::Text;

/// A section of the application form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// `family`.
    pub code: String,
    /// Its heading.
    pub title: Text,
    /// A sentence under the heading.
    pub hint: Option<Text>,
    /// The fields in order.
    pub fields: Vec<Field>,
    /// Its source.
    pub source: Source,
}

/// A field of the application form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// `full-name`; unique within the section.
    pub code: String,
    /// Its type.
    pub ty: Type,
    /// The question.
    pub label: Text,
    /// Help under the question.
    pub hint: Option<Text>,
    /// Whether it must be answered.
    pub required: bool,
    /// Filled in from what the system knows of the person: `person.name`, `person.iin`, …
    pub prefill: Option<String>,
    /// Its source.
    pub source: Source,
}

/// A document that may be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// `income-proof`.
    pub code: String,
    /// What a person reads.
    pub text: Text,
    /// The channels on which it is asked, each with its exception.
    pub channels: Vec<DocumentChannel>,
    /// A condition on facts or form fields under which it is asked; asked always if absent.
    pub when: Option<String>,
    /// The condition as a person reads it.
    pub when_text: Option<Text>,
    /// Whether it is asked again on a re-application.
    pub on_renewal: bool,
    /// Whether the act lists it without any condition.
    pub unconditional: bool,
    /// Its source.
    pub source: Source,
}

/// A document on one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentChannel {
    /// The channel.
    pub channel: Channel,
    /// The register whose answer makes it forbidden to ask.
    pub unless_registry: Option<String>,
    /// Shown in the original and given back, not attached.
    pub original_shown: bool,
    /// The request itself: not attached, because the signed application is it.
    pub is_the_request: bool,
}

/// A channel by which the service is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// The web portal.
    Portal,
    /// The State Corporation's counter.
    Counter,
}

impl Channel {
    /// The word of an edition.
    pub fn code(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Counter => "counter",
        }
    }
}

/// A party whose signature or consent the case needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// `recipient`, `adult-family-member`.
    pub code: String,
    /// Who, in words.
    pub text: Text,
    /// By what means.
    pub means: Vec<SigningMeans>,
    /// The list field `section.field` whose rows are the persons of this party; none = one person.
    pub each: Option<String>,
    /// The condition over the columns of a row and `day` under which a row belongs to the party.
    pub when: Option<String>,
    /// The form field `section.field` that names the one person; none = the recipient, or the rows.
    pub iin: Option<String>,
    /// Its source.
    pub source: Source,
}

/// How a party may sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SigningMeans {
    /// Electronic digital signature.
    Eds,
    /// One-time password by SMS, where the edition allows it.
    OneTimePassword,
    /// By hand, in person.
    InPerson,
}
