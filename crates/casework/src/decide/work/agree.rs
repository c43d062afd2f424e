//! A deed that several sign: drawn up once, the same bytes for everybody, in force with the last signature.

use law::edition::{Role, Signer as Named, Stage, Task, Trigger};

use super::{is_open, is_said, no_such_work, one, outcome, present, roster};
use crate::actor::Actor;
use crate::canonical::sha256_hex;
use crate::case::{Agreement, Case, Progress};
use crate::command::work::AgreementSignature;
use crate::decide::officer::{at_work, is_not_excluded, officer_of};
use crate::deed;
use crate::event::work::{AgreementDraft, AgreementSigned, Signer, WorkEvent};
use crate::event::{DeedProposal, DeedSigned, Event, OfficerRef, PersonRef};
use crate::facts;
use crate::moment::Moment;
use crate::refusal::{Refusal, WorkRefusal};

pub(super) fn draw_up(
    case: &Case,
    note: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, stage, role) = at_work(case, moment)?;
    let Task::Agree { deed, by, .. } = &stage.task else {
        return Err(no_such_work(stage));
    };
    if case.work != Progress::Nothing {
        return Err(WorkRefusal::AnsweredAlready.into());
    }
    let mut signers = Vec::new();
    for signatory in by {
        match &signatory.who {
            Named::Role(role) => signers.push(Signer::Role { role: *role }),
            Named::Party(code) => {
                let (_party, persons) = roster::persons(case, code, moment)?;
                signers.extend(persons.into_iter().map(|person| Signer::Party {
                    party: code.clone(),
                    person,
                }));
            }
        }
    }
    let proposal = propose(case, stage, deed, (officer.acting_as(role), note), moment)?;
    let signed_by = first_role(&signers)?;
    let mut draft = AgreementDraft {
        proposal: DeedProposal {
            signed_by,
            ..proposal
        },
        day: moment.today()?,
        signers,
        data_digest: String::new(),
    };
    let document = deed::write_agreement(case, &draft, moment);
    let bytes = document.map_err(|fault| silent(&fault))?.bytes();
    draft.data_digest = sha256_hex(&bytes.map_err(|fault| silent(&fault))?);
    Ok(one(WorkEvent::AgreementDrawnUp(Box::new(draft))))
}

fn silent(fault: &dyn std::fmt::Display) -> Refusal {
    Refusal::LawSilent {
        what: fault.to_string(),
    }
}

/// The role of the first officer who signs: the deed is the organization's too.
fn first_role(signers: &[Signer]) -> Result<Role, Refusal> {
    let first = signers.iter().find_map(|signer| match signer {
        Signer::Role { role } => Some(*role),
        Signer::Party { .. } => None,
    });
    first.ok_or_else(|| silent(&"an agreement that no official signs"))
}

fn propose(
    case: &Case,
    stage: &Stage,
    code: &str,
    (officer, note): (OfficerRef, String),
    moment: &Moment<'_>,
) -> Result<DeedProposal, Refusal> {
    let deed = deed::find(moment.edition, code).map_err(|fault| silent(&fault))?;
    let registration = case.registration.as_ref().ok_or(Refusal::NotRegistered)?;
    let assessed = if moment.edition.assessments.is_empty() {
        None
    } else {
        Some(facts::known_assessment(case, moment)?)
    };
    Ok(DeedProposal {
        number: format!("{}/{}", registration.number, case.deeds_drawn_up + 1),
        deed: code.to_owned(),
        stage: stage.code.clone(),
        outcome: outcome(stage, Trigger::Signed)?.code.clone(),
        signed_by: Role::Head,
        missing: Vec::new(),
        grounds: Vec::new(),
        values: deed::values(case, deed, moment, assessed.as_ref()),
        assessed: assessed.as_ref().map(facts::kept).transpose()?,
        officer,
        note,
    })
}

pub(super) fn sign(
    case: &Case,
    signed: &AgreementSignature,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (agreement, who) = signing(case, &signed.deed, moment)?;
    if signed.data_digest != agreement.draft.data_digest {
        return Err(WorkRefusal::OtherData.into());
    }
    let new: Vec<AgreementSigned> = who
        .into_iter()
        .map(|(signer, person, officer)| AgreementSigned {
            deed: signed.deed.clone(),
            signer,
            person,
            bin: officer.as_ref().and(signed.bin.clone()),
            officer,
            container_digest: signed.container_digest.clone(),
            evidence: signed.evidence.clone(),
            at: moment.now,
        })
        .collect();
    let all: Vec<&AgreementSigned> = agreement.signed.iter().chain(&new).collect();
    let mut events: Vec<Event> = new
        .iter()
        .flat_map(|signed| one(WorkEvent::AgreementSigned(signed.clone())))
        .collect();
    let draft = &agreement.draft;
    if draft
        .signers
        .iter()
        .all(|it| all.iter().any(|has| has.signer == *it))
    {
        let deed = conclude(draft, &all, moment)?;
        events.extend(one(WorkEvent::AgreementConcluded(Box::new(deed))));
    }
    Ok(events)
}

/// The deed in force: it stands in the case's list with the signature of its first officer.
fn conclude(
    draft: &AgreementDraft,
    all: &[&AgreementSigned],
    moment: &Moment<'_>,
) -> Result<DeedSigned, Refusal> {
    let first = all.iter().find_map(|signed| {
        let officer = signed.officer.clone()?;
        Some((signed, officer, signed.bin.clone()?))
    });
    let (signed, officer, bin) =
        first.ok_or_else(|| silent(&"an agreement that no official signed"))?;
    let proposal = &draft.proposal;
    Ok(DeedSigned {
        number: proposal.number.clone(),
        deed: proposal.deed.clone(),
        stage: proposal.stage.clone(),
        outcome: proposal.outcome.clone(),
        adverse: None,
        day: moment.today()?,
        data_digest: draft.data_digest.clone(),
        container_digest: signed.container_digest.clone(),
        evidence: signed.evidence.clone(),
        officer,
        bin,
    })
}

pub(super) fn decline(
    case: &Case,
    deed: &str,
    note: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (_agreement, who) = signing(case, deed, moment)?;
    is_said(&note)?;
    outcome(present(case, moment)?, Trigger::Declined)?;
    let mut person = who.into_iter().map(|(_signer, person, _officer)| person);
    let person = person.next_back().ok_or(WorkRefusal::NotAsked)?;
    Ok(one(WorkEvent::AgreementDeclined { person, note }))
}

/// Somebody in the capacity in which they sign, and the officer if it is one.
type Signing = (Signer, PersonRef, Option<OfficerRef>);

/// The agreement that waits, and every capacity in which the actor has still to sign it.
fn signing<'c>(
    case: &'c Case,
    deed: &str,
    moment: &Moment<'_>,
) -> Result<(&'c Agreement, Vec<Signing>), Refusal> {
    let officer = match moment.actor {
        Actor::Officer(_) => Some(officer_of(case, moment)?),
        Actor::Recipient(_) => None,
        Actor::System => return Err(Refusal::NotYours),
    };
    let agreement = case.works().find_map(|work| {
        if let Progress::Agree(agreement) = work {
            Some(agreement)
        } else {
            None
        }
    });
    let capacities: Vec<Signing> = agreement
        .iter()
        .flat_map(|agreement| &agreement.draft.signers)
        .filter_map(|signer| capacity(signer, moment.actor))
        .collect();
    // To whom nothing was put the case does not exist.
    if let Actor::Recipient(actor) = moment.actor
        && capacities.is_empty()
        && actor.iin != case.filed.recipient.iin
    {
        return Err(Refusal::NotYours);
    }
    let stage = present(case, moment)?;
    let Progress::Agree(agreement) = &case.work else {
        return Err(no_such_work(stage));
    };
    if let Some(officer) = officer {
        is_not_excluded(case, stage, officer)?;
    }
    if agreement.draft.proposal.number != deed {
        return Err(Refusal::AnotherDeed);
    }
    if capacities.is_empty() {
        return Err(WorkRefusal::NotAsked.into());
    }
    is_open(case)?;
    let has_signed = |signer: &Signer| agreement.signed.iter().any(|it| it.signer == *signer);
    let left: Vec<Signing> = capacities
        .into_iter()
        .filter(|(signer, ..)| !has_signed(signer))
        .collect();
    if left.is_empty() {
        return Err(WorkRefusal::AnsweredAlready.into());
    }
    Ok((agreement, left))
}

/// The actor in the capacity of `signer`, if it is theirs.
fn capacity(signer: &Signer, actor: &Actor) -> Option<Signing> {
    match (signer, actor) {
        (Signer::Role { role }, Actor::Officer(officer)) if officer.has(*role) => {
            let acting = officer.acting_as(*role);
            Some((signer.clone(), officer.person.clone(), Some(acting)))
        }
        (Signer::Party { person, .. }, Actor::Recipient(actor)) if person.iin == actor.iin => {
            Some((signer.clone(), actor.clone(), None))
        }
        (Signer::Role { .. } | Signer::Party { .. }, _) => None,
    }
}
