//! Deeds: the exact data that a signatory signs, in Kazakh and Russian.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::edition::{Deed, Edition};
use law::{Language, Law, Text};
use serde::{Deserialize, Serialize};

mod appeal;
mod correction;
mod footer;
mod list;
pub mod receipt;
pub mod refused_intake;
mod table;
mod values;

pub use correction::{change, corrected, slips};
pub use table::{Table, table};
pub use values::{shown, values};

use crate::actor::Organization;
use crate::canonical::{self, NotCanonical};
use crate::case::Case;
use crate::event::rule::FieldChange;
use crate::event::work::{AgreementDraft, Signer};
use crate::event::{DeedProposal, KeptAssessment, OfficerRef, PersonRef};
use crate::moment::Moment;

/// The languages in which a deed is issued and signed; English is a courtesy of the pages.
pub const DEED_LANGUAGES: [Language; 2] = [Language::Kk, Language::Ru];

/// Fields that a deed shows as lists of their own.
const LISTED: [&str; 3] = ["officer.missing-documents", "officer.grounds", "law.appeal"];

/// A deed as it is signed: RFC 8785 of this is the signed text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedDocument {
    /// `shanyraq/deed/1`, so that it can never be taken for another kind of text.
    pub r#type: String,
    /// The number of the deed.
    pub number: String,
    /// The deed of the edition.
    pub deed: String,
    /// The legal day of signing.
    pub day: Date,
    /// The case's number.
    pub case: String,
    /// The chancellery's number.
    pub registration: String,
    /// The edition and its digest.
    pub edition: String,
    /// SHA-256 of the edition's file.
    pub edition_digest: String,
    /// The code of the organization.
    pub organization: String,
    /// Its BIN.
    pub bin: String,
    /// Whom it concerns.
    pub recipient: PersonRef,
    /// Who signs; none where several do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatory: Option<OfficerRef>,
    /// Everybody who signs, where several do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatories: Vec<Signer>,
    /// The deed that it corrects, and what changed; none = it corrects none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Corrects>,
    /// The words, by language code.
    pub words: BTreeMap<String, DeedWords>,
    /// The assessment with its derivation.
    pub assessed: Option<KeptAssessment>,
    /// SHA-256 of the application that was signed.
    pub application: String,
}

/// What a corrected deed puts right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrects {
    /// The number of the deed that held the slip.
    pub number: String,
    /// Field, what it said, what it says.
    pub changes: Vec<FieldChange>,
    /// Why.
    pub reason: String,
}

/// The words of a deed in one language.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedWords {
    /// The name of the organization.
    pub organization: String,
    /// The title.
    pub title: String,
    /// The paragraphs.
    pub paragraphs: Vec<String>,
    /// Label and value of each field.
    pub fields: Vec<(String, String)>,
    /// What is missing, or the grounds, as a numbered list.
    pub list: Vec<String>,
    /// Where and how to appeal; empty for a favorable deed.
    pub appeal: Vec<String>,
    /// The act that it rests on, and the law that makes the electronic document equal to a paper one.
    pub footer: String,
}

impl DeedWords {
    /// The list as people read it: empty where a paragraph says all of it already. Both stand in what is signed.
    pub fn list_shown(&self) -> &[String] {
        let said = self.list.join("; ");
        let is_said = self.paragraphs.iter().any(|text| text.contains(&said));
        if is_said { &[] } else { &self.list }
    }
}

impl std::fmt::Debug for DeedDocument {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("DeedDocument")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// A deed that cannot be written, because the edition lacks something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeedFault {
    /// The edition has no such deed.
    #[error("the edition has no deed `{deed}`")]
    NoSuchDeed {
        /// The code.
        deed: String,
    },
    /// The case has no registration.
    #[error("the case is not registered")]
    NotRegistered,
    /// The assessment on which it rests was kept in a form that is not read any more.
    #[error("the assessment of a proposal is not read any more")]
    AssessmentUnread,
}

/// What the writing of a deed needs besides the case.
#[derive(Clone, Copy)]
pub struct Signing<'a> {
    /// The library.
    pub law: &'a Law,
    /// The edition of the case.
    pub edition: &'a Edition,
    /// The organization.
    pub organization: &'a Organization,
    /// The legal day.
    pub day: Date,
    /// Who signs.
    pub signatory: &'a OfficerRef,
}

/// How the words of a deed are chosen. What was signed is checked in the manner in which it was written; nothing is
/// written in an earlier manner any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As deeds are written now: a ground that the edition carried over from an earlier act is named by its number.
    Present,
    /// As deeds were written first: every ground cites its paragraph, also that of an act no longer in force, and an
    /// assessment that is not read any more names no requirement.
    First,
}

impl Manner {
    /// Every manner, the present one first.
    pub const ALL: [Self; 2] = [Self::Present, Self::First];
}

/// What the words of a deed need besides its proposal.
struct Wording<'a> {
    manner: Manner,
    edition: &'a Edition,
    organization: &'a Organization,
    day: Date,
    signer: String,
    /// The requirements that are not met.
    unmet: Vec<String>,
    appeal: Option<Text>,
}

/// The deed that `proposal` draws up for `case`, ready to be signed.
pub fn write(
    case: &Case,
    proposal: &DeedProposal,
    signing: &Signing<'_>,
) -> Result<DeedDocument, DeedFault> {
    write_as(case, proposal, signing, Manner::Present)
}

/// The same in a given manner, to compare it with what was signed.
pub fn write_as(
    case: &Case,
    proposal: &DeedProposal,
    signing: &Signing<'_>,
    manner: Manner,
) -> Result<DeedDocument, DeedFault> {
    let wording = Wording {
        manner,
        edition: signing.edition,
        organization: signing.organization,
        day: signing.day,
        signer: signing.signatory.name.clone(),
        unmet: list::unmet(proposal, manner)?,
        appeal: appeal::until(signing),
    };
    let document = document(case, proposal, &wording)?;
    Ok(DeedDocument {
        signatory: Some(signing.signatory.clone()),
        ..document
    })
}

/// The deed that puts a slip right, ready to be signed: it says which deed it replaces and what changed (APPC art. 82).
pub fn write_corrected(
    case: &Case,
    corrects: Corrects,
    signing: &Signing<'_>,
) -> Result<DeedDocument, DeedFault> {
    let manner = manner_of(case, &corrects.number, signing);
    write_corrected_as(case, corrects, signing, manner)
}

/// The manner in which a deed of the case was signed: a correction changes a slip and no other word. The present one
/// where none proves, as after the organization was renamed.
fn manner_of(case: &Case, number: &str, signing: &Signing<'_>) -> Manner {
    let signed = case.deeds.iter().find(|it| it.number == number);
    let text = case.rules.texts.iter().find(|it| it.number == number);
    let (Some(signed), Some(text)) = (signed, text) else {
        return Manner::Present;
    };
    let then = Signing {
        day: signed.day,
        signatory: &signed.officer,
        ..*signing
    };
    let proves = |manner: &Manner| {
        let data = write_as(case, text, &then, *manner).ok();
        let data = data.and_then(|it| it.bytes().ok());
        data.is_some_and(|it| canonical::sha256_hex(&it) == signed.data_digest)
    };
    let found = Manner::ALL.into_iter().find(proves);
    found.unwrap_or(Manner::Present)
}

/// The same in a given manner, to compare it with what was signed.
pub fn write_corrected_as(
    case: &Case,
    corrects: Corrects,
    signing: &Signing<'_>,
    manner: Manner,
) -> Result<DeedDocument, DeedFault> {
    let proposal = corrected(case, &corrects.number, &corrects.changes);
    let proposal = proposal.ok_or_else(|| DeedFault::NoSuchDeed {
        deed: corrects.number.clone(),
    })?;
    let deed = find(signing.edition, &proposal.deed)?;
    let mut document = write_as(case, &proposal, signing, manner)?;
    for language in DEED_LANGUAGES {
        if let Some(words) = document.words.get_mut(language.code()) {
            let said = correction::said(deed, &corrects, language);
            words.paragraphs.insert(0, said);
        }
    }
    Ok(DeedDocument {
        corrects: Some(corrects),
        ..document
    })
}

/// The agreement that `draft` draws up for `case`: the same bytes for everybody who signs it.
pub fn write_agreement(
    case: &Case,
    draft: &AgreementDraft,
    moment: &Moment<'_>,
) -> Result<DeedDocument, DeedFault> {
    let wording = Wording {
        manner: Manner::Present,
        edition: moment.edition,
        organization: moment.organization,
        day: draft.day,
        signer: names(&draft.signers),
        unmet: list::unmet(&draft.proposal, Manner::Present)?,
        appeal: None,
    };
    let document = document(case, &draft.proposal, &wording)?;
    Ok(DeedDocument {
        signatories: draft.signers.clone(),
        ..document
    })
}

/// The names of the persons among those who sign.
fn names(signers: &[Signer]) -> String {
    let names: Vec<&str> = signers
        .iter()
        .filter_map(|signer| match signer {
            Signer::Party { person, .. } => Some(person.name.as_str()),
            Signer::Role { .. } => None,
        })
        .collect();
    names.join(", ")
}

fn document(
    case: &Case,
    proposal: &DeedProposal,
    wording: &Wording<'_>,
) -> Result<DeedDocument, DeedFault> {
    let deed = find(wording.edition, &proposal.deed)?;
    let registration = case.registration.as_ref().ok_or(DeedFault::NotRegistered)?;
    let words = DEED_LANGUAGES
        .into_iter()
        .map(|language| {
            let words = worded(deed, proposal, wording, language);
            (language.code().to_owned(), words)
        })
        .collect();
    Ok(DeedDocument {
        r#type: "shanyraq/deed/1".to_owned(),
        number: proposal.number.clone(),
        deed: proposal.deed.clone(),
        day: wording.day,
        case: case.filed.number.as_str().to_owned(),
        registration: registration.number.clone(),
        edition: case.filed.edition.0.clone(),
        edition_digest: case.filed.edition_digest.clone(),
        organization: wording.organization.code.clone(),
        bin: wording.organization.bin.as_str().to_owned(),
        recipient: case.filed.recipient.clone(),
        signatory: None,
        signatories: Vec::new(),
        corrects: None,
        words,
        assessed: proposal.assessed.clone(),
        application: case.filed.signed_digest.clone(),
    })
}

impl DeedDocument {
    /// The bytes that are signed: canonical JSON (RFC 8785), UTF-8.
    pub fn bytes(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical::bytes(self)
    }

    /// The names of those who sign.
    pub fn signers(&self) -> String {
        match &self.signatory {
            Some(signatory) => signatory.name.clone(),
            None => names(&self.signatories),
        }
    }

    /// The words in `language`, or in Kazakh where the deed is not issued in it.
    pub fn words_in(&self, language: Language) -> Option<&DeedWords> {
        self.words
            .get(language.code())
            .or_else(|| self.words.get(Language::Kk.code()))
    }
}

/// The deed of this code.
pub fn find<'e>(edition: &'e Edition, code: &str) -> Result<&'e Deed, DeedFault> {
    edition
        .deeds
        .iter()
        .find(|deed| deed.code == code)
        .ok_or_else(|| DeedFault::NoSuchDeed {
            deed: code.to_owned(),
        })
}

/// The words of a deed in one language.
fn worded(
    deed: &Deed,
    proposal: &DeedProposal,
    signing: &Wording<'_>,
    language: Language,
) -> DeedWords {
    let list = list::of(proposal, signing, language);
    let value = |code: &str| -> String {
        let from = deed
            .fields
            .iter()
            .find(|field| field.code == code)
            .map(|it| it.from.as_str());
        match from {
            Some("deed.day") => law::text::days::date(signing.day, language),
            Some("deed.number") => proposal.number.clone(),
            // What the officer wrote when they drew it up.
            Some("officer.answer" | "officer.reason") if !proposal.note.is_empty() => {
                proposal.note.clone()
            }
            Some("signer.name") => signing.signer.clone(),
            Some("officer.missing-documents" | "officer.grounds") => list.join("; "),
            Some(_) | None => proposal
                .values
                .get(code)
                .map_or_else(|| "—".to_owned(), |text| text.get(language).to_owned()),
        }
    };
    let appeal: Vec<&Text> = if deed.appeal {
        signing
            .edition
            .appeal
            .iter()
            .chain(&signing.appeal)
            .collect()
    } else {
        Vec::new()
    };
    DeedWords {
        organization: signing.organization.name.get(language).to_owned(),
        title: deed.title.get(language).to_owned(),
        paragraphs: deed
            .paragraphs
            .iter()
            .map(|paragraph| fill(paragraph.get(language), &value))
            .collect(),
        fields: deed
            .fields
            .iter()
            .filter(|field| !LISTED.contains(&field.from.as_str()))
            .map(|field| (field.label.get(language).to_owned(), value(&field.code)))
            .collect(),
        list,
        appeal: appeal
            .iter()
            .map(|text| text.get(language).to_owned())
            .collect(),
        footer: format!(
            "{}. {}",
            signing.edition.act.title.get(language),
            footer::electronic_document(signing.day).get(language)
        ),
    }
}

/// `text` with each `{name}` replaced by its value.
fn fill(text: &str, value: &impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        if let Some((name, tail)) = after.split_once('}') {
            filled.push_str(&value(name));
            rest = tail;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}
