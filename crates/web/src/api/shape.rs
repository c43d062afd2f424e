//! Shapes that several operations share: texts with their limits, answers to a form, deadlines with their reasons.

use std::borrow::Cow;
use std::collections::BTreeMap;

use casework::event::{Answer, Answers, Attachment as Given};
use law::term::Deadline;
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::door::Visit;

/// A text with its limits: read strictly, and told so in the document.
macro_rules! text {
    ($(#[$about:meta])* $name:ident, $least:literal ..= $most:literal) => {
        $(#[$about])*
        #[derive(Clone, Default, Deserialize)]
        #[serde(try_from = "String")]
        pub(super) struct $name(pub(super) String);

        impl TryFrom<String> for $name {
            type Error = &'static str;

            fn try_from(text: String) -> Result<Self, &'static str> {
                if ($least..=$most).contains(&text.chars().count()) {
                    Ok(Self(text))
                } else {
                    Err("a text outside of its limits")
                }
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let it = ObjectBuilder::new().schema_type(Type::String);
                it.min_length(Some($least)).max_length(Some($most)).into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    };
}

text!(
    /// A text that says something.
    Words,
    1..=10_000
);
text!(
    /// A text that may be empty.
    Note,
    0..=10_000
);
text!(
    /// A code, a number or a name.
    Name,
    1..=200
);
text!(
    /// A signature container: base64 or PEM.
    Container,
    1..=262_144
);

/// SHA-256 in lower-case hexadecimal digits.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(value_type = String, pattern = "^[0-9a-f]{64}$")]
pub(super) struct Digest(pub(super) String);

impl Container {
    /// The bytes for the notary, who reads base64, PEM and DER.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl TryFrom<String> for Digest {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        if is_digest(&text) {
            Ok(Self(text))
        } else {
            Err("no digest")
        }
    }
}

/// Whether a text is a SHA-256 in lower-case hexadecimal digits.
pub(super) fn is_digest(text: &str) -> bool {
    let is_hex = |it: u8| matches!(it, b'0'..=b'9' | b'a'..=b'f');
    text.len() == 64 && text.bytes().all(is_hex)
}

/// An answer to a question: a text, or the rows of a list.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum AnswerTold {
    /// A text: `4`, `2026-11-17`, `true`, a code of a choice, an amount such as `12500.50`.
    One(String),
    /// Rows: the code of a column and what stands there.
    Rows(Vec<BTreeMap<String, String>>),
}

impl AnswerTold {
    pub(super) fn of(answers: &Answers) -> BTreeMap<String, Self> {
        let told = |answer: &Answer| match answer {
            Answer::One(text) => Self::One(text.clone()),
            Answer::Rows(rows) => Self::Rows(rows.clone()),
        };
        answers
            .iter()
            .map(|(name, answer)| (name.clone(), told(answer)))
            .collect()
    }

    pub(super) fn read(self) -> Answer {
        match self {
            Self::One(text) => Answer::One(text.trim().to_owned()),
            Self::Rows(rows) => Answer::Rows(rows),
        }
    }

    /// Whether every text in it is short enough to be kept.
    pub(super) fn is_short(&self, most: usize) -> bool {
        let fits = |text: &String| text.chars().count() <= most;
        match self {
            Self::One(text) => fits(text),
            Self::Rows(rows) => {
                rows.len() <= casework::application::ROWS_MAX
                    && rows
                        .iter()
                        .all(|row| row.len() <= 50 && row.values().all(fits))
            }
        }
    }
}

/// A file that was given.
#[derive(Serialize, ToSchema)]
pub(super) struct AttachmentTold {
    /// The document of the edition that it answers.
    document: String,
    /// The name as given, without any path.
    name: String,
    /// What its content is.
    media: String,
    /// Its size.
    size_bytes: u64,
    /// SHA-256 of its bytes.
    sha256: String,
}

impl AttachmentTold {
    pub(super) fn of(file: &Given) -> Self {
        Self {
            document: file.document.clone(),
            name: file.name.clone(),
            media: file.media.mime().to_owned(),
            size_bytes: file.size_bytes,
            sha256: file.sha256.clone(),
        }
    }
}

/// A day with the rule that gives it and how it was counted.
#[derive(Serialize, ToSchema)]
pub(super) struct DeadlineTold {
    /// The legal day.
    #[schema(format = "date")]
    day: String,
    /// The rule in words.
    rule: String,
    /// The paragraph.
    cite: Option<String>,
    /// Every day that was looked at, in order.
    derivation: Vec<CountedDayTold>,
}

/// A day of a derivation.
#[derive(Serialize, ToSchema)]
pub(super) struct CountedDayTold {
    /// The day.
    #[schema(format = "date")]
    day: String,
    /// Its number in the term; none where it does not count.
    number: Option<u16>,
    /// Why it counts, or why not.
    why: String,
}

impl DeadlineTold {
    pub(super) fn of(visit: &Visit, deadline: &Deadline) -> Self {
        let language = visit.law_language();
        Self {
            day: deadline.day.to_string(),
            rule: deadline.text().get(language).to_owned(),
            cite: deadline.source.as_ref().map(|it| it.cite.clone()),
            derivation: deadline
                .derivation
                .iter()
                .map(|it| CountedDayTold {
                    day: it.date.to_string(),
                    number: it.number,
                    why: it.kind.why(language).to_owned(),
                })
                .collect(),
        }
    }
}

/// What a case got.
#[derive(Serialize, ToSchema)]
pub(super) struct FiledTold {
    /// The number of the case.
    pub(super) number: String,
}
