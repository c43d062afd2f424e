//! The work of stages as a story sees it: one line for each thing that is known.

use crate::case::{Agreement, Ballot, Case, EntryAnswer, Outside, Progress, Sent};
use crate::event::work::Signer;
use crate::projection::role_name;

/// Every line of the work of the present stage and of the ended ones.
pub(super) fn lines(case: &Case) -> Vec<String> {
    case.works().flat_map(of).collect()
}

fn of(work: &Progress) -> Vec<String> {
    match work {
        // What a hearing brought stands among the rules of the Code.
        Progress::Nothing | Progress::Hear(_) => Vec::new(),
        Progress::Consent(consents) => consents
            .waiting()
            .map(|asked| format!("waits for {} as {}", asked.person.name, asked.party))
            .chain(consents.expires.map(|at| format!("consents until {at}")))
            .collect(),
        Progress::Registry(questions) => questions
            .waiting()
            .map(|register| format!("waits for {register}"))
            .chain(questions.silent.keys().map(|it| format!("{it} is silent")))
            .collect(),
        Progress::Vote(ballot) => of_vote(ballot),
        Progress::Agree(agreement) => of_agreement(agreement),
        Progress::Transfer(outside) => match outside {
            Outside::Recorded(act) => vec![format!("{} {} of {}", act.act, act.number, act.day)],
            Outside::Declined(note) => vec![format!("declined: {note}")],
        },
        Progress::Enrol(place) => vec![format!(
            "place {} of {} in {}",
            place.ordinal, place.day, place.queue
        )],
        Progress::Pay(payments) => {
            let due = payments.schedule.payments.iter();
            let received = format!("received {}", payments.received_tiyn() / 100);
            due.map(|due| format!("due {} {}", due.day, due.sum_tiyn / 100))
                .chain([received])
                .collect()
        }
        Progress::Forward(Sent::Forwarded(sent)) => {
            let late = if sent.is_late { ", late" } else { "" };
            vec![format!(
                "{} to {} of {}{late}",
                sent.number, sent.to, sent.day
            )]
        }
        Progress::Forward(Sent::Satisfied(act)) => vec![format!("satisfied by {}", act.act)],
        Progress::Record(entry) => match &entry.answer {
            None => vec![format!("waits for {}", entry.register)],
            Some(EntryAnswer::Acknowledged { number, day }) => {
                vec![format!("{} {number} of {day}", entry.register)]
            }
            Some(EntryAnswer::Rejected(reason)) => vec![format!("rejected: {reason}")],
        },
    }
}

fn of_vote(ballot: &Ballot) -> Vec<String> {
    let (members, recused) = (ballot.commission.members.len(), ballot.recused.len());
    let mut lines = vec![format!("{members} members, {recused} recused")];
    lines.extend(ballot.tally.as_ref().map(|tally| {
        let chair = if tally.chair_decided {
            ", the chair decided"
        } else {
            ""
        };
        format!(
            "{} for, {} against, {} present of {}{chair}",
            tally.votes_for, tally.votes_against, tally.present, tally.members
        )
    }));
    lines
}

fn of_agreement(agreement: &Agreement) -> Vec<String> {
    let signers = agreement.draft.signers.iter();
    let has_signed = |signer: &&Signer| agreement.signed.iter().any(|it| it.signer == **signer);
    signers
        .filter(|signer| !has_signed(signer))
        .map(|signer| match signer {
            Signer::Role { role } => format!("waits for {}", role_name(*role)),
            Signer::Party { party, person } => format!("waits for {} as {party}", person.name),
        })
        .collect()
}
