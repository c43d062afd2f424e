//! The commission's vote: who sits, who may not, who voted, and what the figures make of it.

use std::collections::BTreeSet;

use law::edition::{Role, Stage, Task};
use law::value::Value;
use rust_decimal::Decimal;

use super::{is_open, no_such_work, one, present, roster};
use crate::case::{Ballot, Case, Progress};
use crate::decide::officer::{at_work, officer_of};
use crate::event::work::{Choice, Commission, Recusal, RecusalCause, Tally, Vote, WorkEvent};
use crate::event::{Event, PersonRef};
use crate::identifier::Iin;
use crate::moment::Moment;
use crate::refusal::{Refusal, WorkRefusal};

/// The figures by which a vote is judged.
struct Figures {
    members: Decimal,
    quorum: Decimal,
    majority: Decimal,
    chair_breaks_ties: bool,
}

/// Opens the meeting; a meeting that came to no count may be followed by another.
pub(super) fn convene(
    case: &Case,
    members: Vec<PersonRef>,
    chair: Iin,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, stage, role) = at_work(case, moment)?;
    let figures = figures(case, stage, moment)?;
    is_open(case)?;
    let mut seen = BTreeSet::new();
    let mut members = members;
    members.retain(|member| seen.insert(member.iin.clone()));
    if seen.contains(&officer.person.iin) {
        return Err(WorkRefusal::SecretaryVotes.into());
    }
    if !seen.contains(&chair) {
        return Err(WorkRefusal::NotAMember.into());
    }
    if Decimal::from(members.len()) < figures.members {
        return Err(WorkRefusal::TooFewMembers {
            members: size(members.len()),
            needed: u32::try_from(figures.members).unwrap_or(u32::MAX),
        }
        .into());
    }
    let concerned = roster::concerned(case, moment)?;
    let recused: Vec<Event> = members
        .iter()
        .filter(|member| concerned.iter().any(|person| person.iin == member.iin))
        .flat_map(|member| {
            one(WorkEvent::MemberRecused(Recusal {
                member: member.iin.clone(),
                cause: RecusalCause::Interest,
                note: String::new(),
            }))
        })
        .collect();
    let mut events = one(WorkEvent::CommissionConvened(Commission {
        members,
        chair,
        secretary: officer.acting_as(role),
        day: moment.today()?,
    }));
    events.extend(recused);
    Ok(events)
}

/// A member declares it, or the secretary notes it; before the member votes.
pub(super) fn recuse(
    case: &Case,
    member: Iin,
    (because, note): (RecusalCause, String),
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    if officer_of(case, moment)?.person.iin != member {
        at_work(case, moment)?;
    }
    let ballot = ballot(case, moment)?;
    is_free(ballot, &member)?;
    Ok(one(WorkEvent::MemberRecused(Recusal {
        member,
        cause: because,
        note,
    })))
}

pub(super) fn cast(
    case: &Case,
    choice: Choice,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let officer = officer_of(case, moment)?;
    let member = &officer.person.iin;
    if !officer.has(Role::Commission) && !officer.has(Role::Chair) {
        return Err(Refusal::NotYourRole {
            needed: Role::Commission,
        });
    }
    let ballot = ballot(case, moment)?;
    is_free(ballot, member)?;
    Ok(one(WorkEvent::VoteCast(Vote {
        member: member.clone(),
        choice,
        at: moment.now,
    })))
}

/// Counts exactly. Recused members stay members, and are not present.
fn counted(ballot: &Ballot, figures: (Decimal, Decimal, bool)) -> Counted {
    let (quorum, majority, chair_breaks_ties) = figures;
    let of = |choice| ballot.votes.iter().filter(|it| it.choice == choice).count();
    let (members, present) = (ballot.commission.members.len(), ballot.votes.len());
    let (votes_for, votes_against) = (of(Choice::For), of(Choice::Against));
    let is_quorate = present > 0 && Decimal::from(present) >= quorum * Decimal::from(members);
    let is_carried = Decimal::from(votes_for) > majority * Decimal::from(present);
    // A vote that needs more than one half is not carried by the chair alone.
    let is_tie = votes_for == votes_against && majority <= Decimal::new(5, 1);
    let chair = ballot
        .votes
        .iter()
        .find(|vote| vote.member == ballot.commission.chair)
        .map(|vote| vote.choice);
    let decides = is_tie
        && !is_carried
        && chair_breaks_ties
        && matches!(chair, Some(Choice::For | Choice::Against));
    Counted {
        is_quorate,
        present: size(present),
        votes_for: size(votes_for),
        votes_against: size(votes_against),
        chair_decided: decides,
        carried: is_carried || (decides && chair == Some(Choice::For)),
    }
}

/// A count with what it means.
struct Counted {
    is_quorate: bool,
    present: u32,
    votes_for: u32,
    votes_against: u32,
    chair_decided: bool,
    carried: bool,
}

fn size(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The secretary closes the vote; without a quorum there is nothing to count.
pub(super) fn count(case: &Case, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    let (_officer, stage, _role) = at_work(case, moment)?;
    let figures = figures(case, stage, moment)?;
    let ballot = ballot(case, moment)?;
    let judged_by = (figures.quorum, figures.majority, figures.chair_breaks_ties);
    let counted = counted(ballot, judged_by);
    let members = size(ballot.commission.members.len());
    let quorum = figures.quorum.normalize().to_string();
    if !counted.is_quorate {
        return Err(WorkRefusal::NoQuorum {
            present: counted.present,
            members,
            quorum,
        }
        .into());
    }
    Ok(one(WorkEvent::VotesCounted(Tally {
        members,
        recused: size(ballot.recused.len()),
        present: counted.present,
        votes_for: counted.votes_for,
        votes_against: counted.votes_against,
        quorum,
        majority: figures.majority.normalize().to_string(),
        chair_decided: counted.chair_decided,
        carried: counted.carried,
        day: moment.today()?,
    })))
}

/// The vote that is open.
fn ballot<'c>(case: &'c Case, moment: &Moment<'_>) -> Result<&'c Ballot, Refusal> {
    let stage = present(case, moment)?;
    let Progress::Vote(ballot) = &case.work else {
        return Err(no_such_work(stage));
    };
    is_open(case)?;
    Ok(ballot)
}

/// The member may still vote, or be recused.
fn is_free(ballot: &Ballot, member: &Iin) -> Result<(), Refusal> {
    let refusal = if ballot.commission.secretary.iin == *member {
        WorkRefusal::SecretaryVotes
    } else if !ballot.commission.members.iter().any(|it| it.iin == *member) {
        WorkRefusal::NotAMember
    } else if ballot.recused.iter().any(|it| it.member == *member) {
        WorkRefusal::Recused
    } else if ballot.votes.iter().any(|it| it.member == *member) {
        WorkRefusal::AnsweredAlready
    } else {
        return Ok(());
    };
    Err(refusal.into())
}

/// The figures at the case's place on its day of registration.
fn figures(case: &Case, stage: &Stage, moment: &Moment<'_>) -> Result<Figures, Refusal> {
    let Task::Vote {
        members,
        quorum,
        majority,
        tie,
        ..
    } = &stage.task
    else {
        return Err(no_such_work(stage));
    };
    let (day, place) = (case.filed.registration_day, case.filed.place.as_str());
    let silent = |code: &str| Refusal::LawSilent {
        what: format!("figure {code}"),
    };
    let value = |code: &str| {
        let found = moment.law.figure(code, day, Some(place));
        let found = found.map_err(|_missing| silent(code))?;
        found.value.clone().ok_or_else(|| silent(code))
    };
    let number = |code: &str| value(code)?.decimal().ok_or_else(|| silent(code));
    Ok(Figures {
        members: number(members)?,
        quorum: number(quorum)?,
        majority: number(majority)?,
        chair_breaks_ties: match value(tie)? {
            Value::Boolean(breaks) => breaks,
            Value::Count(_)
            | Value::Number { .. }
            | Value::Share(_)
            | Value::Money { .. }
            | Value::Rate { .. }
            | Value::Date(_)
            | Value::Choice(_)
            | Value::Text(_)
            | Value::Hours(_)
            | Value::List(_) => return Err(silent(tie)),
        },
    })
}
