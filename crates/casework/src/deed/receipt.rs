//! Receipts at intake: that documents were accepted, or that they were not and why. Nobody signs them electronically:
//! at the counter they are signed by hand, on the portal the system accepts.

use std::collections::BTreeMap;

use law::edition::{Deed, Edition, IssuedAt, Role};
use law::{Language, Text};

use super::{DEED_LANGUAGES, DeedFault, DeedWords, Manner, Wording, find, values, worded};
use crate::case::Case;
use crate::event::{DeedProposal, OfficerRef};
use crate::moment::Moment;

/// The deed of an edition that says that documents were accepted.
pub const ACCEPTANCE: &str = "receipt-of-acceptance";

/// Fields that are not shown one by one: what came stands in the sentence, and only a receipt of the counter says who took
/// it in, and where.
const NOT_SHOWN: [&str; 3] = ["officer.received-documents", "signer.name", "org.name"];

/// A receipt in the languages of deeds.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its words, by language code.
    pub words: BTreeMap<&'static str, DeedWords>,
    /// How many paragraphs stand before the numbered list.
    pub list_at: usize,
    /// Label and name of each who signs it by hand, by language code; none where the system accepts.
    pub by_hand: BTreeMap<&'static str, Vec<(String, String)>>,
    /// In how many copies it is made.
    pub copies: u8,
}

/// The receipt of acceptance of an application that came through the portal; the edition says what it names (001 ¶6;
/// APPC art. 64(2)). It is given as soon as the application is filed, before it is registered.
///
/// # Errors
/// The edition gives no such receipt.
pub fn acceptance(case: &Case, moment: &Moment<'_>) -> Result<Receipt, DeedFault> {
    let deed = at_intake(moment.edition, ACCEPTANCE)?;
    let mut known = values(case, deed, moment, None);
    let mut fields = deed.fields.iter();
    if let Some(field) = fields.find(|it| it.from == "officer.received-documents") {
        known.insert(field.code.clone(), received(case, moment.edition));
    }
    let proposal = proposal(case, deed, known);
    let wording = Wording {
        manner: Manner::Present,
        edition: moment.edition,
        organization: moment.organization,
        day: case.filed.registration_day,
        signer: String::new(),
        unmet: Vec::new(),
        appeal: None,
    };
    let hidden = deed.fields.iter();
    let hidden: Vec<_> = hidden
        .filter(|it| NOT_SHOWN.contains(&it.from.as_str()))
        .collect();
    let words = DEED_LANGUAGES.into_iter().map(|language| {
        let mut words = worded(deed, &proposal, &wording, language);
        let is_hidden = |label: &str| hidden.iter().any(|it| it.label.get(language) == label);
        words.fields.retain(|(label, _)| !is_hidden(label));
        // Nobody signed it, so nothing makes it equal to a signed paper.
        moment
            .edition
            .act
            .title
            .get(language)
            .clone_into(&mut words.footer);
        (language.code(), words)
    });
    Ok(Receipt {
        words: words.collect(),
        list_at: 0,
        by_hand: BTreeMap::new(),
        copies: deed.copies,
    })
}

/// The deed of this code, if the edition issues it at intake.
pub(super) fn at_intake<'e>(edition: &'e Edition, code: &str) -> Result<&'e Deed, DeedFault> {
    let deed = find(edition, code)?;
    if deed.at == Some(IssuedAt::Intake) {
        Ok(deed)
    } else {
        Err(DeedFault::NoSuchDeed {
            deed: code.to_owned(),
        })
    }
}

/// The documents that came, each once, after the application itself.
fn received(case: &Case, edition: &Edition) -> Text {
    Text::of(|language| {
        let application = match language {
            Language::Kk => "өтініш",
            Language::Ru => "заявление",
            Language::En => "application",
        };
        let mut names = vec![application];
        for file in &case.filed.attachments {
            let mut documents = edition.documents.iter();
            let document = documents.find(|it| it.code == file.document);
            let name = document.map_or(file.name.as_str(), |it| it.text.get(language));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join("; ")
    })
}

fn proposal(case: &Case, deed: &Deed, values: BTreeMap<String, Text>) -> DeedProposal {
    DeedProposal {
        number: case.filed.number.as_str().to_owned(),
        deed: deed.code.clone(),
        stage: String::new(),
        outcome: String::new(),
        signed_by: Role::System,
        missing: Vec::new(),
        grounds: Vec::new(),
        values,
        assessed: None,
        officer: OfficerRef {
            iin: case.filed.recipient.iin.clone(),
            name: String::new(),
            role: Role::System,
            organization: case.filed.organization.clone(),
        },
        note: String::new(),
    }
}
