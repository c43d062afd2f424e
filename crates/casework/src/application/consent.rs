//! The text of a consent: what the party reads is, byte for byte, what is signed or confirmed.

use std::fmt::Write as _;

use law::edition::{Edition, Party};
use law::{Language, Text};
use serde::Serialize;

use crate::canonical::{self, NotCanonical};
use crate::event::{Filed, PersonRef};

/// A consent ready to be written down.
#[derive(Debug)]
pub struct ConsentText<'a> {
    /// The edition of the case.
    pub edition: &'a Edition,
    /// As what the person consents.
    pub party: &'a Party,
    /// Who consents.
    pub person: &'a PersonRef,
    /// The name of the organization.
    pub organization: &'a Text,
    /// To what: the application as it was filed.
    pub filed: &'a Filed,
    /// The text of the application, as its recipient signed it.
    pub application: &'a str,
    /// The language in which the party reads.
    pub language: Language,
}

/// The data of a consent, as they stand at the end of its text.
#[derive(Serialize)]
struct Data<'a> {
    r#type: &'static str,
    case: &'a str,
    edition: &'a str,
    party: &'a str,
    person: &'a PersonRef,
    /// SHA-256 of the application's text.
    application: &'a str,
    language: &'static str,
}

impl ConsentText<'_> {
    /// The text: who consents as what to which application, the application's own words, then the data as canonical
    /// JSON (RFC 8785) on one line. UTF-8, lines ended by `\n`.
    pub fn text(&self) -> Result<String, NotCanonical> {
        let say = |[kk, ru, en]: [&'static str; 3]| match self.language {
            Language::Kk => kk,
            Language::Ru => ru,
            Language::En => en,
        };
        let number = self.filed.number.as_str();
        let heading = say(["Келісім", "Согласие", "Consent"]);
        let lines = [
            (
                say(["Кім келіседі", "Кто согласен", "Who consents"]),
                format!("{}, {}", self.person.name, self.person.iin.as_str()),
            ),
            (
                say(["Кім ретінде", "В качестве кого", "As what"]),
                self.party.text.get(self.language).to_owned(),
            ),
            (
                say([
                    "Кімнің өтінішіне",
                    "На чье заявление",
                    "To whose application",
                ]),
                self.filed.recipient.name.clone(),
            ),
            (say(["Іс", "Дело", "Case"]), number.to_owned()),
            (
                say(["Кімге", "Кому", "To"]),
                self.organization.get(self.language).to_owned(),
            ),
            (
                say(["Негізі", "Основание", "Under"]),
                self.edition.act.title.get(self.language).to_owned(),
            ),
        ];
        let mut text = format!("{heading}: {}\n\n", self.edition.name.get(self.language));
        for (label, value) in lines {
            // Writing to a String cannot fail.
            let _infallible = writeln!(text, "{label}: {value}");
        }
        let to_what = say([
            "Мен мына өтінішке келісемін:",
            "Я согласен с этим заявлением:",
            "I consent to this application:",
        ]);
        let _infallible = writeln!(text, "\n{to_what}\n");
        // Its data in machine-readable form are named by the digest below.
        let words = self.application.trim_end().rsplit_once('\n');
        for line in words.map_or("", |(words, _data)| words).trim_end().lines() {
            let _infallible = writeln!(text, "| {line}");
        }
        let data = Data {
            r#type: "shanyraq/consent/1",
            case: number,
            edition: &self.filed.edition.0,
            party: &self.party.code,
            person: self.person,
            application: &self.filed.signed_digest,
            language: self.language.code(),
        };
        let _infallible = write!(text, "\n{}\n", canonical::text(&data)?);
        Ok(text)
    }
}
