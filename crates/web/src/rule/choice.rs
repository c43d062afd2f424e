//! What there is to choose from in a form of a rule: units and grounds of an extension, fields that may hold a slip.

use casework::deed::slips;
use casework::event::DeedSigned;
use law::edition::OwnExtension;

use super::Side;
use crate::pages::Row;

/// The choices of a field, each as the value that is sent and the words beside it; empty where nothing is chosen.
pub(super) fn choices(side: &Side<'_>, code: &str, field: &str) -> Vec<(String, String)> {
    match (code, field) {
        ("extend", "unit") if own_extension(side).is_some() => units(side, &["working-days"]),
        ("extend", "unit") => units(side, &["months", "working-days", "calendar-days"]),
        ("extend", "ground") => grounds(side),
        ("ask-correction", "slip") => corrigible(side, |_deed| true),
        ("decline-correction", "slip") => asked(side),
        _ => Vec::new(),
    }
}

fn units(side: &Side<'_>, codes: &[&str]) -> Vec<(String, String)> {
    let word = |code: &&str| {
        let words = side.visit.say(&format!("rule-unit-{code}"));
        ((*code).to_owned(), words)
    };
    codes.iter().map(word).collect()
}

/// The extension that the act gives the case's track of its own.
fn own_extension<'e>(side: &'e Side<'_>) -> Option<&'e OwnExtension> {
    let path = side.view.loaded.case.path(side.view.edition).ok()?;
    path.track?.extension.as_ref()
}

fn grounds(side: &Side<'_>) -> Vec<(String, String)> {
    let language = side.visit.law_language();
    let grounds = own_extension(side).into_iter().flat_map(|it| &it.grounds);
    grounds
        .map(|it| (it.code.clone(), it.text.get(language).to_owned()))
        .collect()
}

/// The fields that may hold a slip, of the signed deeds that `may` names and that were not corrected.
pub(crate) fn corrigible(
    side: &Side<'_>,
    may: impl Fn(&DeedSigned) -> bool,
) -> Vec<(String, String)> {
    let case = &side.view.loaded.case;
    let corrections = &case.rules.corrections;
    let is_replaced = |number: &str| corrections.iter().any(|it| it.corrects == number);
    let deeds = case.deeds.iter();
    deeds
        .filter(|deed| may(deed) && !is_replaced(&deed.number))
        .flat_map(|deed| {
            let slips = slips(case, deed, side.view.edition).into_iter();
            slips.map(|(field, says)| {
                let says = says.get(side.visit.law_language());
                let words = slip(side, (&deed.number, &field), says);
                (value(&deed.number, &field), words)
            })
        })
        .collect()
}

/// A request for a correction that nobody has answered.
pub(crate) struct Request {
    /// Deed and field as one value of [`corrigible`].
    pub(crate) slip: String,
    /// What the field should say.
    pub(crate) is: String,
    /// Who asked for what, when, and by which day it is considered.
    pub(crate) told: Vec<Row>,
}

/// The requests about these fields, the oldest first. Only the recipient of a case asks.
pub(crate) fn requests(side: &Side<'_>, corrigible: &[(String, String)]) -> Vec<Request> {
    let (visit, case) = (side.visit, &side.view.loaded.case);
    let asked = case.rules.corrections_asked.iter();
    asked
        .filter_map(|it| {
            let value = value(&it.deed, &it.field);
            let (_, now) = corrigible.iter().find(|(known, _)| *known == value)?;
            let day = |day| visit.words().day(day);
            let who = format!("{}, {}", case.filed.recipient.name, day(it.day));
            let words = (!it.note.is_empty())
                .then(|| Row::new(visit.say("rule-request-words"), it.note.clone()));
            let rows = [
                Row::new(visit.say("rule-correction-asked"), who),
                Row::new(visit.say("rule-field-slip"), now.clone()),
                Row::new(visit.say("rule-field-is"), it.is.clone()),
            ];
            let until = Row::new(visit.say("term-consider-correction"), day(it.consider.day));
            Some(Request {
                slip: value,
                is: it.is.clone(),
                told: rows.into_iter().chain(words).chain([until]).collect(),
            })
        })
        .collect()
}

/// What was asked to be corrected and is not answered.
fn asked(side: &Side<'_>) -> Vec<(String, String)> {
    let asked = side.view.loaded.case.rules.corrections_asked.iter();
    asked
        .map(|it| {
            let words = slip(side, (&it.deed, &it.field), &it.is);
            (value(&it.deed, &it.field), words)
        })
        .collect()
}

/// A field of a deed as one value: no code of a field has a bar in it.
fn value(deed: &str, field: &str) -> String {
    format!("{field}|{deed}")
}

/// The deed and the field of such a value.
pub(crate) fn read(value: &str) -> Option<(String, String)> {
    let (field, deed) = value.split_once('|')?;
    Some((deed.to_owned(), field.to_owned()))
}

/// A field of a deed in words, with what it says.
pub(super) fn slip(side: &Side<'_>, (number, field): (&str, &str), says: &str) -> String {
    let case = &side.view.loaded.case;
    let signed = case.deeds.iter().find(|deed| deed.number == number);
    let mut deeds = side.view.edition.deeds.iter();
    let deed = signed.and_then(|signed| deeds.find(|deed| deed.code == signed.deed));
    let label = deed.and_then(|deed| deed.fields.iter().find(|it| it.code == field));
    let label = label.map_or(field, |it| it.label.get(side.visit.law_language()));
    format!("{label}: «{says}» (№ {number})")
}
