//! Consents: asked with the stage, given or declined by the parties themselves, lapsed by the system.

use jiff::{SignedDuration, Timestamp};
use law::edition::{Expiry, Origin, Role, TermUnit, Trigger};
use serde_json::Value;

use super::{is_open, is_system, no_such_work, one, outcome, present, roster};
use crate::actor::Actor;
use crate::case::{Case, Consents, Progress};
use crate::command::work::{Consent, ConsentBy};
use crate::decide::officer::{at_work, officer_of};
use crate::event::work::{
    AskedParty, ConsentDeclined, ConsentGiven, ConsentsAsked, Proof, WorkEvent,
};
use crate::event::{Event, Finding};
use crate::facts;
use crate::identifier::Iin;
use crate::moment::Moment;
use crate::refusal::{Refusal, WorkRefusal};

/// Asks every person of every party. A party without persons has nobody who could decline.
pub(super) fn ask(
    case: &Case,
    parties: &[String],
    expires: Option<&Expiry>,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut asked = Vec::new();
    let mut findings = Vec::new();
    for code in parties {
        let (party, persons) = roster::persons(case, code, moment)?;
        if persons.is_empty() {
            findings.extend(established(code, true, moment)?);
        }
        asked.extend(persons.into_iter().map(|person| AskedParty {
            party: code.clone(),
            person,
            means: party.means.clone(),
        }));
    }
    let expires = match expires {
        Some(expiry) => Some(end_of(case, expiry, moment)?),
        None => None,
    };
    let at = moment.now;
    findings.extend(one(WorkEvent::ConsentsAsked(ConsentsAsked {
        asked,
        at,
        expires,
    })));
    Ok(findings)
}

/// The instant at which consents asked now can no longer be given.
fn end_of(case: &Case, expiry: &Expiry, moment: &Moment<'_>) -> Result<Timestamp, Refusal> {
    let silent = |what: String| Refusal::LawSilent { what };
    let place = Some(case.filed.place.as_str());
    let amount = moment
        .law
        .amount(&expiry.amount, case.filed.registration_day, place)
        .map_err(|missing| silent(missing.to_string()))?;
    let beyond = || silent("an instant beyond the calendar".to_owned());
    match expiry.unit {
        TermUnit::Minutes => moment
            .now
            .checked_add(SignedDuration::from_mins(i64::from(amount)))
            .map_err(|_beyond| beyond()),
        // Days are counted from the next day, and the last one is there to its end.
        TermUnit::CalendarDays => {
            let days = jiff::Span::new().days(i64::from(amount) + 1);
            let after = moment.today()?.checked_add(days);
            let after = after.map_err(|_beyond| beyond())?;
            moment.instant(after.to_datetime(jiff::civil::Time::midnight()))
        }
        TermUnit::WorkingDays | TermUnit::Months => {
            Err(silent("an expiry in days or minutes".to_owned()))
        }
    }
}

pub(super) fn consent(
    case: &Case,
    consent: Consent,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let proof = proof(case, consent.by, &consent.person, moment)?;
    let consents = answerable(case, (&consent.party, &consent.person), moment)?;
    let asked = asked(consents, (&consent.party, &consent.person))?;
    let means = proof.means();
    if !asked.means.contains(&means) {
        return Err(WorkRefusal::MeansNotAllowed { means }.into());
    }
    let is_last = consents
        .waiting()
        .all(|other| other.party != consent.party || other.person.iin == consent.person);
    let mut events = one(WorkEvent::ConsentGiven(ConsentGiven {
        party: consent.party.clone(),
        person: consent.person,
        proof,
        at: moment.now,
    }));
    if is_last {
        events.extend(established(&consent.party, true, moment)?);
    }
    Ok(events)
}

pub(super) fn decline(
    case: &Case,
    (party, person): (String, Iin),
    note: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let is_themselves = matches!(moment.actor, Actor::Recipient(actor) if actor.iin == person);
    if !is_themselves {
        before_officer(case, moment)?;
    }
    let consents = answerable(case, (&party, &person), moment)?;
    asked(consents, (&party, &person))?;
    let mut events = one(WorkEvent::ConsentDeclined(ConsentDeclined {
        party: party.clone(),
        person,
        note,
        at: moment.now,
    }));
    events.extend(established(&party, false, moment)?);
    Ok(events)
}

/// The system ends the waiting, not a moment before the time has run out.
pub(super) fn lapse(case: &Case, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    is_system(moment)?;
    let stage = present(case, moment)?;
    let Progress::Consent(consents) = &case.work else {
        return Err(no_such_work(stage));
    };
    is_open(case)?;
    match consents.expires {
        Some(at) if at <= moment.now => {
            outcome(stage, Trigger::Lapsed)?;
            Ok(one(WorkEvent::ConsentsLapsed { at: moment.now }))
        }
        at => Err(WorkRefusal::NotExpired { at }.into()),
    }
}

/// How it is known who consents: people act for themselves, or stand before an officer.
fn proof(case: &Case, by: ConsentBy, person: &Iin, moment: &Moment<'_>) -> Result<Proof, Refusal> {
    let is_themselves = matches!(moment.actor, Actor::Recipient(actor) if &actor.iin == person);
    match by {
        ConsentBy::InPerson => before_officer(case, moment),
        ConsentBy::Eds { .. } | ConsentBy::OneTimePassword { .. } if !is_themselves => {
            Err(Refusal::NotYours)
        }
        ConsentBy::Eds {
            signed_digest,
            container_digest,
            evidence,
        } => Ok(Proof::Eds {
            signed_digest,
            container_digest,
            evidence,
        }),
        ConsentBy::OneTimePassword { challenge_digest } => {
            Ok(Proof::OneTimePassword { challenge_digest })
        }
    }
}

/// The officer before whom somebody stands: an operator, or whoever works on the stage.
fn before_officer(case: &Case, moment: &Moment<'_>) -> Result<Proof, Refusal> {
    let officer = officer_of(case, moment)?;
    let role = if officer.has(Role::Operator) {
        Role::Operator
    } else {
        at_work(case, moment)?.2
    };
    let officer = officer.acting_as(role);
    Ok(Proof::InPerson { officer })
}

/// The consents, if they wait for answers. To whom nothing was asked the case does not exist.
fn answerable<'c>(
    case: &'c Case,
    (party, person): (&str, &Iin),
    moment: &Moment<'_>,
) -> Result<&'c Consents, Refusal> {
    let of_case = match moment.actor {
        Actor::Officer(_) => true,
        Actor::Recipient(actor) => {
            actor.iin == case.filed.recipient.iin
                || case.works().any(|work| {
                    matches!(work, Progress::Consent(consents)
                        if consents.asked.iter().any(|asked| &asked.person.iin == person))
                })
        }
        Actor::System => false,
    };
    if !of_case {
        return Err(Refusal::NotYours);
    }
    let stage = present(case, moment)?;
    let Progress::Consent(consents) = &case.work else {
        return Err(no_such_work(stage));
    };
    let is_this = |a: &str, b: &Iin| a == party && b == person;
    let has_answered = consents
        .given
        .iter()
        .any(|it| is_this(&it.party, &it.person))
        || consents
            .declined
            .iter()
            .any(|it| is_this(&it.party, &it.person));
    if has_answered {
        return Err(WorkRefusal::AnsweredAlready.into());
    }
    is_open(case)?;
    match consents.expires {
        Some(at) if at <= moment.now => Err(WorkRefusal::Expired { at }.into()),
        Some(_) | None => Ok(consents),
    }
}

fn asked<'c>(
    consents: &'c Consents,
    (party, person): (&str, &Iin),
) -> Result<&'c AskedParty, Refusal> {
    consents
        .asked
        .iter()
        .find(|asked| asked.party == party && &asked.person.iin == person)
        .ok_or_else(|| WorkRefusal::NotAsked.into())
}

/// The facts that the consents of a party make themselves.
fn established(party: &str, given: bool, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    let origin = Origin::Consent(party.to_owned());
    let facts = moment.edition.facts.values();
    facts
        .filter(|fact| fact.origins.contains(&origin))
        .map(|fact| {
            facts::is_fitting(moment.edition, &fact.code, &Value::Bool(given))?;
            Ok(Event::FindingRecorded(Finding {
                fact: fact.code.clone(),
                value: Value::Bool(given),
                origin: origin.clone(),
                attachment: None,
                answer: None,
                note: String::new(),
                officer: None,
                at: moment.now,
            }))
        })
        .collect()
}
