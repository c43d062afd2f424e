//! Corrections: which fields of a deed are words that may hold a slip, and the deed with them put right.

use law::Text;
use law::edition::{Edition, Type};

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
