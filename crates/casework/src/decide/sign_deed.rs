//! Signing a deed, or sending it back: the signatory's two answers.

use super::officer::{is_not_excluded, officer_of, stage_of};
use crate::case::{Case, Phase};
use crate::command::SignDeed;
use crate::event::{DeedProposal, DeedSigned, Event};
use crate::moment::Moment;
use crate::refusal::Refusal;

/// Source: order 539 ¶9(2)–(3): deeds are signed by the EDS of the head of the provider.
pub(super) fn sign_deed(
    case: &Case,
    signed: SignDeed,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let proposal = waiting(case, &signed.deed, moment)?;
    let officer = officer_of(case, moment)?;
    let stage = stage_of(case, &proposal.stage, moment.edition)?;
    is_not_excluded(case, stage, officer)?;
    let officer = officer.acting_as(proposal.signed_by);
    let adverse = stage
        .outcomes
        .iter()
        .find(|outcome| outcome.code == proposal.outcome)
        .ok_or_else(|| Refusal::NoSuchOutcome {
            stage: proposal.stage.clone(),
            outcome: proposal.outcome.clone(),
        })?
        .adverse;
    Ok(vec![Event::DeedSigned(Box::new(DeedSigned {
        number: proposal.number.clone(),
        deed: proposal.deed.clone(),
        stage: proposal.stage.clone(),
        outcome: proposal.outcome.clone(),
        adverse,
        day: moment.today()?,
        data_digest: signed.data_digest,
        container_digest: signed.container_digest,
        evidence: signed.evidence,
        officer,
        bin: signed.bin,
    }))])
}

pub(super) fn return_deed(
    case: &Case,
    deed: &str,
    note: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let proposal = waiting(case, deed, moment)?;
    if note.trim().is_empty() {
        return Err(Refusal::NoteNeeded);
    }
    let officer = officer_of(case, moment)?.acting_as(proposal.signed_by);
    Ok(vec![Event::DeedReturned {
        deed: deed.to_owned(),
        officer,
        note,
    }])
}

/// The deed that waits, if it is this one and the actor holds the signatory's role.
fn waiting<'c>(
    case: &'c Case,
    deed: &str,
    moment: &Moment<'_>,
) -> Result<&'c DeedProposal, Refusal> {
    let officer = officer_of(case, moment)?;
    let proposal = match &case.phase {
        Phase::AwaitingSignature { proposal } => proposal,
        Phase::Received | Phase::AtStage { .. } => return Err(Refusal::NoDeedWaiting),
        Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => {
            return Err(Refusal::Ended {
                number: case.filed.number.clone(),
            });
        }
    };
    if proposal.number != deed {
        return Err(Refusal::AnotherDeed);
    }
    if !officer.has(proposal.signed_by) {
        return Err(Refusal::NotYourRole {
            needed: proposal.signed_by,
        });
    }
    Ok(proposal)
}
