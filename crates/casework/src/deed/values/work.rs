//! The values that the work of stages gives to a deed: places, votes, consents, acts, payments, entries.

use jiff::civil::Date;
use law::Text;
use law::text::days;
use law::value::Value;
use rust_decimal::Decimal;

use super::{same, shown};
use crate::case::{Ballot, Case, Consents, EntryAnswer, Outside, Payments, Progress};
use crate::event::work::{Choice, Place, Tally, Transfer};

/// The value of `room.what` of the latest work of that kind; none if there was none.
pub(super) fn of(room: &str, what: &str, case: &Case) -> Option<Text> {
    if room == "hearing" {
        return of_hearing(what, case);
    }
    case.works().find_map(|work| match (room, work) {
        ("queue", Progress::Enrol(place)) => of_place(what, place),
        ("commission", Progress::Vote(ballot)) => of_vote(what, ballot),
        ("consents", Progress::Consent(consents)) if what == "list" => Some(list(consents)),
        ("transfer", Progress::Transfer(outside)) => match outside {
            Outside::Recorded(act) => of_act(what, act),
            Outside::Declined(_) => None,
        },
        ("payment", Progress::Pay(payments)) if what == "schedule" => Some(schedule(payments)),
        ("record", Progress::Record(entry)) => match &entry.answer {
            Some(EntryAnswer::Acknowledged { number, day }) => match what {
                "number" => Some(same(number)),
                "day" => Some(on(*day)),
                _ => None,
            },
            Some(EntryAnswer::Rejected(_)) | None => None,
        },
        (_, _) => None,
    })
}

fn on(day: Date) -> Text {
    Text::of(|language| days::date(day, language))
}

/// The notice and the oral hearing of the latest preliminary decision.
fn of_hearing(what: &str, case: &Case) -> Option<Text> {
    let hearing = case.rules.hearings.last()?;
    let appointment = || hearing.appointment.as_ref();
    match what {
        "notice-day" => Some(on(hearing.preliminary.day)),
        "place" => Some(same(&appointment()?.place)),
        "time" => Some(same(&days::time(appointment()?.at.time()))),
        _ => None,
    }
}

fn of_place(what: &str, place: &Place) -> Option<Text> {
    match what {
        "number" => Some(same(&place.ordinal.to_string())),
        "day" => Some(on(place.day)),
        _ => None,
    }
}

fn of_act(what: &str, act: &Transfer) -> Option<Text> {
    match what {
        "number" => Some(same(&act.number)),
        "day" => Some(on(act.day)),
        _ => None,
    }
}

/// Who sat, and how they voted: the names of those for and against, so that the reasons can be read.
fn of_vote(what: &str, ballot: &Ballot) -> Option<Text> {
    let tally = ballot.tally.as_ref();
    match what {
        "members" => {
            let members = ballot.commission.members.iter();
            let names: Vec<&str> = members.map(|member| member.name.as_str()).collect();
            Some(same(&names.join(", ")))
        }
        "for" => Some(counted(ballot, Choice::For, tally?)),
        "against" => Some(counted(ballot, Choice::Against, tally?)),
        "day" => Some(on(tally?.day)),
        _ => None,
    }
}

fn counted(ballot: &Ballot, choice: Choice, tally: &Tally) -> Text {
    let number = match choice {
        Choice::For => tally.votes_for,
        Choice::Against => tally.votes_against,
        Choice::Abstained => return same(""),
    };
    let names: Vec<&str> = ballot
        .votes
        .iter()
        .filter(|vote| vote.choice == choice)
        .filter_map(|vote| {
            let mut members = ballot.commission.members.iter();
            members.find(|member| member.iin == vote.member)
        })
        .map(|member| member.name.as_str())
        .collect();
    if names.is_empty() {
        same(&number.to_string())
    } else {
        same(&format!("{number}: {}", names.join(", ")))
    }
}

/// Everybody who consented.
fn list(consents: &Consents) -> Text {
    let names: Vec<&str> = consents
        .given
        .iter()
        .filter_map(|given| {
            let mut asked = consents.asked.iter();
            asked.find(|asked| asked.person.iin == given.person)
        })
        .map(|asked| asked.person.name.as_str())
        .collect();
    same(&names.join(", "))
}

/// Day and sum of each payment.
fn schedule(payments: &Payments) -> Text {
    let line = |day: Date, sum_tiyn: u64, language| {
        let amount = Decimal::from(sum_tiyn) / Decimal::ONE_HUNDRED;
        let per = law::edition::Per::Once;
        let sum = shown(&Value::Money { amount, per });
        format!("{} — {}", days::date(day, language), sum.get(language))
    };
    Text::of(|language| {
        let lines: Vec<String> = payments
            .schedule
            .payments
            .iter()
            .map(|due| line(due.day, due.sum_tiyn, language))
            .collect();
        lines.join("; ")
    })
}
