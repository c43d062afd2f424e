//! Correcting a slip in a signed deed: the corrected deed is a new one that names the old one.

use law::edition::CodeRule;

use super::{in_force, is_said, last_day, one, recipient};
use crate::actor::Officer;
use crate::application::read::{check_line, check_text};
use crate::case::Case;
use crate::command::rule::{AskCorrection, Correct};
use crate::decide::officer::{has, officer_of};
use crate::deed;
use crate::event::rule::{CorrectionAsked, DeedCorrection};
use crate::event::{DeedSigned, Event, RuleEvent};
use crate::moment::Moment;
use crate::refusal::{Refusal, RuleRefusal};

/// Source: APPC art. 82: considered within three working days.
pub(super) fn ask(
    case: &Case,
    asked: AskCorrection,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    recipient(case, moment)?;
    check_text("note", &asked.note)?;
    let code = in_force(case, CodeRule::Correction, moment)?;
    let signed = correctable(case, &asked.deed)?;
    changes(
        case,
        signed,
        &[(asked.field.clone(), asked.is.clone())],
        moment,
    )?;
    let day = moment.today()?;
    Ok(one(RuleEvent::CorrectionAsked(Box::new(CorrectionAsked {
        deed: asked.deed,
        field: asked.field,
        is: asked.is,
        note: asked.note,
        day,
        consider: last_day(&code.correction.consider, day, moment)?,
    }))))
}

/// The request is declined by the role that signed the deed, with its reason.
pub(super) fn decline(
    case: &Case,
    (deed, field): (String, String),
    reason: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let officer = officer_of(case, moment)?;
    let signed = signer(case, &deed, officer)?;
    let mut asked = case.rules.corrections_asked.iter();
    if !asked.any(|asked| asked.deed == deed && asked.field == field) {
        return Err(RuleRefusal::NoCorrectionAsked { field }.into());
    }
    is_said(&reason)?;
    check_text("reason", &reason)?;
    Ok(one(RuleEvent::CorrectionDeclined {
        deed,
        field,
        reason,
        day: moment.today()?,
        officer: officer.acting_as(signed.officer.role),
    }))
}

/// Source: APPC art. 82: asked for or of the office's own motion; the corrected copy is sent within three working
/// days. Never the outcome, a ground or what the law computes: that is for a complaint.
pub(super) fn correct(
    case: &Case,
    asked: Correct,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let officer = officer_of(case, moment)?;
    let signed = signer(case, &asked.deed, officer)?;
    let code = in_force(case, CodeRule::Correction, moment)?;
    is_said(&asked.reason)?;
    check_text("reason", &asked.reason)?;
    let changes = changes(case, signed, &asked.changes, moment)?;
    let officer = officer.acting_as(signed.officer.role);
    let proposal = deed::corrected(case, &asked.deed, &changes);
    let mut proposal = proposal.ok_or_else(|| RuleRefusal::NoSuchDeed {
        deed: asked.deed.clone(),
    })?;
    if proposal.number != asked.signed.deed {
        return Err(Refusal::AnotherDeed);
    }
    proposal.officer = officer.clone();
    proposal.note.clone_from(&asked.reason);
    let day = moment.today()?;
    Ok(one(RuleEvent::DeedCorrected(Box::new(DeedCorrection {
        corrects: asked.deed,
        signed: DeedSigned {
            number: proposal.number.clone(),
            day,
            data_digest: asked.signed.data_digest,
            container_digest: asked.signed.container_digest,
            evidence: asked.signed.evidence,
            officer,
            bin: asked.signed.bin,
            ..signed.clone()
        },
        proposal,
        changes,
        reason: asked.reason,
        send: last_day(&code.correction.send, day, moment)?,
    }))))
}

/// The signed deed, if it is the latest of its kind.
fn correctable<'c>(case: &'c Case, deed: &str) -> Result<&'c DeedSigned, Refusal> {
    let mut corrected = case.rules.corrections.iter();
    if let Some(by) = corrected.find(|it| it.corrects == deed) {
        let by = by.signed.number.clone();
        return Err(RuleRefusal::CorrectedAlready { by }.into());
    }
    let signed = case.deeds.iter().find(|signed| signed.number == deed);
    signed.ok_or_else(|| {
        RuleRefusal::NoSuchDeed {
            deed: deed.to_owned(),
        }
        .into()
    })
}

/// The signed deed, if the officer holds the role that signed it.
fn signer<'c>(case: &'c Case, deed: &str, officer: &Officer) -> Result<&'c DeedSigned, Refusal> {
    let signed = correctable(case, deed)?;
    has(officer, signed.officer.role)?;
    Ok(signed)
}

/// What changes: at least one field, each of which came from words and says something else now.
fn changes(
    case: &Case,
    signed: &DeedSigned,
    asked: &[(String, String)],
    moment: &Moment<'_>,
) -> Result<Vec<crate::event::rule::FieldChange>, Refusal> {
    if asked.is_empty() {
        return Err(Refusal::NoteNeeded);
    }
    asked
        .iter()
        .map(|(field, is)| {
            is_said(is)?;
            check_line("is", is)?;
            deed::change(case, signed, (field, is), moment.edition).map_err(Refusal::from)
        })
        .collect()
}
