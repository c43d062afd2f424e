//! A preliminary decision, its hearing and its days, in the words of a visit.

use casework::case::{Hearing, HearingEnd};
use casework::event::rule::{GroundShown, NoticeMeans, Preliminary};
use jiff::civil::DateTime;

use super::Side;
use super::choice::slip;
use crate::cite::cite;
use crate::pages::{DecisionNotice, GroundTold, ReasonedDay, Row};
use crate::reason::label::label;
use crate::reason::value::lines;
use crate::show;

/// A preliminary decision that is not sent yet, or that was.
pub(crate) fn decision(side: &Side<'_>, sent: &Preliminary) -> Vec<Row> {
    let visit = side.visit;
    let means = match sent.means {
        NoticeMeans::Account => "account",
        NoticeMeans::Letter => "letter",
        NoticeMeans::Hand => "hand",
    };
    let stages = side.view.edition.stages.iter();
    let mut outcomes = stages.flat_map(|stage| &stage.outcomes);
    let outcome = outcomes.find(|it| it.code == sent.outcome);
    let outcome = outcome.map_or("", |it| it.text.get(visit.law_language()));
    vec![
        Row::new(visit.say("hearing-number"), sent.number.as_str()),
        Row::new(visit.say("hearing-outcome"), outcome),
        Row::new(visit.say("hearing-sent"), show::day(visit, sent.day)),
        Row::new(
            visit.say("rule-field-means"),
            visit.say(&format!("notice-means-{means}")),
        ),
    ]
}

/// A preliminary decision with its hearing. What it says is shown to the person once they have opened it.
pub(super) fn hearing(side: &Side<'_>, it: &Hearing) -> DecisionNotice {
    let visit = side.visit;
    let is_open = it.receipt.is_some() || !side.is_recipient();
    let mut rows = decision(side, &it.preliminary);
    let mut row = |key: &str, value: Vec<String>| {
        if !value.is_empty() {
            rows.push(Row {
                label: visit.say(key),
                value,
                change: None,
            });
        }
    };
    let note = &it.preliminary.note;
    if is_open && !note.is_empty() {
        row("hearing-note", vec![note.clone()]);
    }
    let received = it.receipt.as_ref().map_or_else(
        || vec![visit.say("hearing-not-received")],
        |receipt| {
            let proof = Some(receipt.proof.clone()).filter(|it| !it.is_empty());
            let day = show::day(visit, receipt.day);
            std::iter::once(day).chain(proof).collect()
        },
    );
    row("hearing-received", received);
    let said = |day, text: &str| format!("{}: {text}", visit.words().day(day));
    let objections = it.objections.iter().map(|it| said(it.day, &it.text));
    row("hearing-objections", objections.collect());
    let requested = it.requested.map(|day| show::day(visit, day));
    row("hearing-requested", requested.into_iter().collect());
    let appointed = it.appointment.as_ref();
    let appointed = appointed.map(|at| format!("{}, {}", visit.words().moment(at.at), at.place));
    row("hearing-appointed", appointed.into_iter().collect());
    if let Some(protocol) = &it.protocol {
        let came = if protocol.is_attended {
            "hearing-attended"
        } else {
            "hearing-absent"
        };
        let times = between(side, protocol.begun, protocol.ended);
        let mut lines = vec![times, visit.say(came)];
        lines.extend(protocol.participants.iter().cloned());
        lines.push(protocol.said.clone());
        row("hearing-protocol", lines);
    }
    let remarks = it.remarks.iter().map(|it| said(it.day, &it.text));
    row("hearing-remarks", remarks.collect());
    row(
        "hearing-end",
        it.end.iter().flat_map(|it| end(side, it)).collect(),
    );
    DecisionNotice {
        rows,
        grounds: if is_open {
            grounds(side, &it.preliminary.grounds)
        } else {
            Vec::new()
        },
    }
}

fn between(side: &Side<'_>, begun: DateTime, ended: DateTime) -> String {
    let words = side.visit.words();
    format!("{} – {}", words.moment(begun), words.moment(ended))
}

/// How a hearing ended, with the officer's words.
fn end(side: &Side<'_>, end: &HearingEnd) -> Vec<String> {
    let (key, note) = match end {
        HearingEnd::Heard => ("hearing-end-heard", None),
        HearingEnd::Considered(it) => ("hearing-end-considered", Some(&it.note)),
        HearingEnd::Silent { .. } => ("hearing-end-silent", None),
        HearingEnd::Waived { .. } => ("hearing-end-waived", None),
        HearingEnd::GivenUp(it) => ("hearing-end-given-up", Some(&it.note)),
        HearingEnd::Overtaken => ("hearing-end-overtaken", None),
    };
    let words = side.visit.say(key);
    std::iter::once(words).chain(note.cloned()).collect()
}

/// Extensions of the term, slips that somebody asked to correct, and corrected deeds.
pub(super) fn told(side: &Side<'_>) -> Vec<Row> {
    let visit = side.visit;
    let rules = &side.view.loaded.case.rules;
    let extended = rules.extensions.iter().map(|it| {
        let until = show::day(visit, it.after.day);
        let value = format!("{until}. {} {}", it.reason, it.officer.name);
        Row::new(visit.say("rule-extended"), value)
    });
    let asked = rules.corrections_asked.iter().map(|it| {
        let slip = slip(side, (&it.deed, &it.field), &it.is);
        let value = format!("{}: {slip} {}", visit.words().day(it.day), it.note);
        Row::new(visit.say("rule-correction-asked"), value)
    });
    let corrected = rules.corrections.iter().map(|it| {
        let value = format!("№ {} → № {}. {}", it.corrects, it.signed.number, it.reason);
        Row::new(visit.say("rule-corrected"), value)
    });
    extended.chain(asked).chain(corrected).collect()
}

/// The grounds with the facts that satisfy them.
pub(crate) fn grounds(side: &Side<'_>, shown: &[GroundShown]) -> Vec<GroundTold> {
    let (visit, edition) = (side.visit, side.view.edition);
    let language = visit.law_language();
    let told = |it: &GroundShown| {
        let ground = edition
            .grounds
            .iter()
            .find(|known| known.code == it.ground)?;
        let mut requirements = edition.requirements.iter();
        let requirement = requirements.find(|known| known.code == it.requirement);
        let failed = visit.say("requirement-failed");
        let failed = requirement.map(|it| format!("{failed}: {}", it.text.get(language)));
        let facts = it.facts.iter().filter_map(|(code, value)| {
            let fact = edition.facts.get(code)?;
            let value = lines(visit, fact, value).join("; ");
            Some(format!("{}: {value}", label(visit, edition, code)))
        });
        Some(GroundTold {
            text: format!(
                "{} ({})",
                ground.text.get(language),
                cite(visit, &ground.source.cite)
            ),
            facts: failed.into_iter().chain(facts).collect(),
        })
    };
    shown.iter().filter_map(told).collect()
}

/// The days of the rules of the Code, each with its derivation.
pub(crate) fn days(side: &Side<'_>) -> Vec<ReasonedDay> {
    let rules = side.view.deadlines.rules.iter();
    rules
        .map(|it| day(side, it.term.code(), &it.deadline))
        .collect()
}

/// One day with its derivation; `term` is the code of what it is for.
pub(crate) fn day(side: &Side<'_>, term: &str, deadline: &law::term::Deadline) -> ReasonedDay {
    let what = side.visit.say(&format!("term-{term}"));
    ReasonedDay {
        heading: format!("{what}: {}", show::day(side.visit, deadline.day)),
        deadline: show::deadline(side.visit, deadline),
    }
}
