//! Corrections: which fields of a deed are words that may hold a slip, and the deed with them put right.

use law::edition::{Deed, Edition, Type};
use law::{Language, Text};

use super::Corrects;
use super::values::same;
use crate::case::Case;
use crate::event::rule::FieldChange;
use crate::event::{DeedProposal, DeedSigned};
use crate::refusal::RuleRefusal;

/// The change of one field of a signed deed.
///
/// # Errors
/// The deed has no such field, its value is no words but comes from the law, or it says this already.
pub fn change(
    case: &Case,
    signed: &DeedSigned,
    (field, is): (&str, &str),
    edition: &Edition,
) -> Result<FieldChange, RuleRefusal> {
    let field = field.to_owned();
    let deed = edition.deeds.iter().find(|deed| deed.code == signed.deed);
    let known = deed.and_then(|deed| deed.fields.iter().find(|known| known.code == field));
    let Some(known) = known else {
        return Err(RuleRefusal::NoSuchField { field });
    };
    if !is_words(&known.from, edition) {
        return Err(RuleRefusal::FieldOfLaw { field });
    }
    let text = case
        .rules
        .texts
        .iter()
        .find(|it| it.number == signed.number);
    let was = text.and_then(|text| text.values.get(&field));
    let was = was.cloned().unwrap_or_else(|| same(""));
    let is = same(is);
    if was == is {
        return Err(RuleRefusal::NothingToCorrect { field });
    }
    Ok(FieldChange { field, was, is })
}

/// The deed `number` with `changes`, under the next number of the case; none if the case has no such deed.
pub fn corrected(case: &Case, number: &str, changes: &[FieldChange]) -> Option<DeedProposal> {
    let registration = case.registration.as_ref()?;
    let mut proposal = case
        .rules
        .texts
        .iter()
        .find(|text| text.number == number)?
        .clone();
    proposal.number = format!("{}/{}", registration.number, case.deeds_drawn_up + 1);
    for change in changes {
        let (field, is): (String, Text) = (change.field.clone(), change.is.clone());
        proposal.values.insert(field, is);
    }
    Some(proposal)
}

/// The fields of a signed deed that may hold a slip, each with what it says: code and words.
pub fn slips(case: &Case, signed: &DeedSigned, edition: &Edition) -> Vec<(String, Text)> {
    let deed = edition.deeds.iter().find(|deed| deed.code == signed.deed);
    let mut texts = case.rules.texts.iter();
    let text = texts.find(|it| it.number == signed.number);
    let fields = deed.into_iter().flat_map(|deed| &deed.fields);
    fields
        .filter(|field| is_words(&field.from, edition))
        .filter_map(|field| {
            let says = text?.values.get(&field.code)?;
            Some((field.code.clone(), says.clone()))
        })
        .collect()
}

/// What a corrected deed says of the one that it replaces.
pub(super) fn said(deed: &Deed, corrects: &Corrects, language: Language) -> String {
    let changes = corrects.changes.iter().map(|change| {
        let mut fields = deed.fields.iter();
        let field = fields.find(|field| field.code == change.field);
        let label = field.map_or(change.field.as_str(), |field| field.label.get(language));
        let (was, is) = (change.was.get(language), change.is.get(language));
        match language {
            Language::Kk => format!("{label}: «{was}» орнына «{is}»"),
            Language::Ru => format!("{label}: вместо «{was}» – «{is}»"),
            Language::En => format!("{label}: “{is}” instead of “{was}”"),
        }
    });
    let changes: Vec<_> = changes.collect();
    let (number, changes) = (&corrects.number, changes.join("; "));
    match language {
        Language::Kk => {
            format!("№ {number} құжаттың орнына берілді, онда қате түзетілді. {changes}.")
        }
        Language::Ru => {
            format!("Выдано взамен документа № {number}, в котором исправлена описка. {changes}.")
        }
        Language::En => {
            format!("Replaces document No. {number}, in which a slip was corrected. {changes}.")
        }
    }
}

/// Whether a field of a deed holds words that somebody typed: names, addresses, explanations. What the law computes,
/// what was established and what the register gave is no slip of the pen.
fn is_words(from: &str, edition: &Edition) -> bool {
    match from.split_once('.') {
        Some(("form", field)) => is_line(field, edition),
        Some(("officer", what)) => !matches!(what, "missing-documents" | "grounds"),
        Some(("recipient" | "org", what)) => matches!(what, "name" | "address"),
        Some(_) | None => false,
    }
}

/// Whether a field of the form holds text: an amount, a choice or a list of the application is no slip of the office.
fn is_line(field: &str, edition: &Edition) -> bool {
    let Some((section, code)) = field.split_once('.') else {
        return false;
    };
    edition
        .form
        .iter()
        .filter(|known| known.code == section)
        .flat_map(|known| &known.fields)
        .any(|known| known.code == code && matches!(known.ty, Type::Line | Type::PersonName))
}
