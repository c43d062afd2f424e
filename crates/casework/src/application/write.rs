//! The text of an application: what the person reads at review is, byte for byte, what is signed.

use std::fmt::Write as _;

use law::edition::{Edition, Field, Type};
use law::{Language, Text};
use serde::Serialize;

use super::words::words;
use crate::canonical::{self, NotCanonical};
use crate::event::{Answer, Answers, Attachment, PersonRef};

/// An application ready to be written down.
#[derive(Debug)]
pub struct Application<'a> {
    /// The edition of the day of registration.
    pub edition: &'a Edition,
    /// Who asks.
    pub recipient: &'a PersonRef,
    /// Whom they ask: the code and the name of the organization.
    pub organization: (&'a str, &'a Text),
    /// The place: its KATO code and its name on the day.
    pub place: (&'a str, &'a Text),
    /// The checked answers.
    pub answers: &'a Answers,
    /// The files.
    pub attachments: &'a [Attachment],
    /// The language in which the person reads and signs.
    pub language: Language,
    /// The id of the draft: it ends when the application is filed, so that a signature counts once.
    pub draft: &'a str,
}

/// The data of an application, as they stand at the end of its text.
#[derive(Serialize)]
struct Data<'a> {
    r#type: &'static str,
    service: &'a str,
    edition: &'a str,
    edition_digest: &'a str,
    organization: &'a str,
    place: &'a str,
    language: &'static str,
    recipient: &'a PersonRef,
    answers: &'a Answers,
    attachments: &'a [Attachment],
    draft: &'a str,
}

impl Application<'_> {
    /// The text that is shown and signed: the answers in words, each file with its digest, then the same
    /// data as canonical JSON (RFC 8785) on one line. UTF-8, lines ended by `\n`.
    pub fn text(&self) -> Result<String, NotCanonical> {
        let words = words();
        let language = self.language;
        let mut text = String::new();
        let mut line = |content: &str| {
            text.push_str(content);
            text.push('\n');
        };
        line(&format!(
            "{}: {}",
            words.application.get(language),
            self.edition.name.get(language)
        ));
        line(&format!(
            "{}: {}",
            words.to.get(language),
            self.organization.1.get(language)
        ));
        line(&format!(
            "{}: {}",
            words.under.get(language),
            self.edition.act.title.get(language)
        ));
        for section in &self.edition.form {
            line("");
            line(section.title.get(language));
            for field in &section.fields {
                let name = format!("{}.{}", section.code, field.code);
                line(&self.answer_lines(field, self.answers.get(&name)));
            }
        }
        line("");
        line(&self.attachment_lines());
        line(&format!("{}:", words.same_as_data.get(language)));
        line(&canonical::text(&self.data())?);
        Ok(text)
    }

    fn data(&self) -> Data<'_> {
        Data {
            r#type: "shanyraq/application/1",
            service: &self.edition.service,
            edition: &self.edition.id.0,
            edition_digest: &self.edition.digest,
            organization: self.organization.0,
            place: self.place.0,
            language: self.language.code(),
            recipient: self.recipient,
            answers: self.answers,
            attachments: self.attachments,
            draft: self.draft,
        }
    }

    fn answer_lines(&self, field: &Field, answer: Option<&Answer>) -> String {
        let label = field.label.get(self.language);
        match (&field.ty, answer) {
            (Type::List { columns }, Some(Answer::Rows(rows))) if !rows.is_empty() => {
                let mut lines = format!("{label}:");
                for (number, row) in (1..).zip(rows) {
                    let cells: Vec<String> = columns
                        .iter()
                        .filter_map(|column| {
                            let value = row.get(&column.code)?;
                            let shown = self.shown(&column.ty, value);
                            Some(format!("{}: {shown}", column.label.get(self.language)))
                        })
                        .collect();
                    // Writing to a String cannot fail.
                    let _infallible = write!(lines, "\n  {number}. {}", cells.join("; "));
                }
                lines
            }
            (ty, Some(Answer::One(value))) => format!("{label}: {}", self.shown(ty, value)),
            (_, Some(Answer::Rows(_)) | None) => {
                format!("{label}: {}", words().not_given.get(self.language))
            }
        }
    }

    /// A canonical value as a person reads it: a choice by its label, a boolean as yes or no.
    fn shown(&self, ty: &Type, value: &str) -> String {
        match ty {
            Type::Choice { options } => options
                .iter()
                .find(|option| option.code == value)
                .map_or_else(
                    || value.to_owned(),
                    |option| option.label.get(self.language).to_owned(),
                ),
            Type::Boolean => {
                let words = words();
                let word = if value == "true" {
                    &words.yes
                } else {
                    &words.no
                };
                word.get(self.language).to_owned()
            }
            Type::Money { .. } => format!("{}\u{a0}₸", grouped(value, self.language)),
            Type::Place if value == self.place.0 => self.place.1.get(self.language).to_owned(),
            Type::Number { unit } if unit == "m2" => {
                format!("{}\u{a0}м²", decimal(value, self.language))
            }
            Type::Date => value.parse().map_or_else(
                |_no_day: jiff::Error| value.to_owned(),
                |day| law::text::days::date(day, self.language),
            ),
            Type::Number { unit } if !unit.is_empty() => {
                format!("{} {unit}", decimal(value, self.language))
            }
            Type::Number { .. } | Type::Share => decimal(value, self.language),
            Type::Count
            | Type::Line
            | Type::PersonName
            | Type::Iin
            | Type::Iban
            | Type::Place
            | Type::List { .. } => value.to_owned(),
        }
    }

    fn attachment_lines(&self) -> String {
        let words = words();
        let mut lines = format!("{}:", words.attachments.get(self.language));
        if self.attachments.is_empty() {
            let _infallible = write!(lines, " {}", words.no_attachments.get(self.language));
        }
        for (number, file) in (1..).zip(self.attachments) {
            let document = self
                .edition
                .documents
                .iter()
                .find(|document| document.code == file.document)
                .map_or(file.document.as_str(), |document| {
                    document.text.get(self.language)
                });
            let _infallible = write!(
                lines,
                "\n  {number}. {document}: {}, {} {}, SHA-256 {}",
                file.name,
                file.size_bytes,
                words.bytes.get(self.language),
                file.sha256
            );
        }
        lines
    }
}

/// A canonical number as people write it: `72,5` in Kazakh and Russian, `72.5` in English.
pub fn decimal(number: &str, language: Language) -> String {
    match language {
        Language::Kk | Language::Ru => number.replace('.', ","),
        Language::En => number.to_owned(),
    }
}

/// An amount with a no-break blank between thousands: `630 000`, `1 500,50`, in English `1 500.50`; a fraction
/// has both its digits.
pub fn grouped(amount: &str, language: Language) -> String {
    let (whole, fraction) = match amount.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (amount, None),
    };
    let digits = whole.chars().count();
    let mut text = String::with_capacity(amount.len() + 8);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (digits - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push_str(&decimal(".", language));
        text.push_str(fraction);
        // Both digits of the tiyn, as amounts are written.
        if fraction.chars().count() == 1 {
            text.push('0');
        }
    }
    text
}
