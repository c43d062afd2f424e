//! The forms of the rules of the Code: which stand on a page, and how what was typed is read.

use casework::case::Hearing;
use casework::command::RuleCommand;
use casework::command::rule::{RecordHearing, SendPreliminary};
use casework::event::rule::{Appointment, NoticeMeans};
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time};

use super::choice::choices;
use super::{Side, of_case};
use crate::door::Visit;
use crate::form::Fields;
use crate::pages::{Problem, Problems, RuleField, RuleForm, RuleInput};

/// The most characters of one text: the journal keeps it for good.
const CHARACTERS_MAX: usize = 10_000;

/// What a person may do, in the order of the page.
pub(crate) const FORMS_OF_RECIPIENT: [&str; 7] = [
    "open",
    "object",
    "hear",
    "waive",
    "remark",
    "ask-correction",
    "withdraw",
];
/// What an officer may do about a preliminary decision that was sent, about the term and about a slip.
pub(crate) const FORMS_OF_OFFICER: [&str; 8] = [
    "deliver",
    "appoint",
    "record",
    "consider",
    "silence",
    "give-up",
    "extend",
    "decline-correction",
];
/// The forms that are not about a hearing.
const OF_THE_CASE: [&str; 4] = ["withdraw", "extend", "ask-correction", "decline-correction"];

/// A form as it was sent.
pub(crate) struct Sent<'f> {
    /// Its code.
    pub(crate) code: &'f str,
    /// What was typed.
    pub(crate) fields: &'f Fields,
}

/// The fields of a form; none is known by another code.
pub(crate) fn fields(code: &str) -> Option<&'static [(&'static str, RuleInput)]> {
    use RuleInput::{Area, Choice, Day, Line, Means, Number, Tick, Time};
    Some(match code {
        "open" | "hear" | "waive" | "silence" => &[],
        "object" | "remark" | "withdraw" => &[("text", Area)],
        "consider" | "give-up" => &[("note", Area)],
        "deliver" => &[("day", Day), ("proof", Line)],
        "appoint" => &[("place", Line), ("day", Day), ("time", Time)],
        "record" => &[
            ("day", Day),
            ("begun", Time),
            ("ended", Time),
            ("attended", Tick),
            ("participants", Area),
            ("said", Area),
        ],
        "extend" => &[
            ("ground", Choice),
            ("amount", Number),
            ("unit", Choice),
            ("reason", Area),
        ],
        "ask-correction" => &[("slip", Choice), ("is", Line), ("words", Area)],
        "decline-correction" => &[("slip", Choice), ("reason", Area)],
        "correct" => &[("slip", Choice), ("is", Line), ("reason", Area)],
        "preliminary" => &[
            ("note", Area),
            ("means", Means),
            ("place", Line),
            ("day", Day),
            ("time", Time),
        ],
        _ => return None,
    })
}

/// The form of this code, if the rulebook would take the command now.
pub(crate) fn form(
    side: &Side<'_>,
    code: &'static str,
    sent: Option<&Sent<'_>>,
) -> Option<RuleForm> {
    let hearing = about(side, code);
    if hearing.is_none() && !OF_THE_CASE.contains(&code) {
        return None;
    }
    let number = hearing.map_or("", |it| it.preliminary.number.as_str());
    // Who has not opened the notice opens it first.
    let is_unread = hearing.is_some_and(|it| it.receipt.is_none());
    let is_of_notice = hearing.is_some() && code != "remark";
    if side.is_recipient() && is_of_notice && is_unread != (code == "open") {
        return None;
    }
    let local = side.visit.office().law.places();
    let here = local.get(&side.view.loaded.organization.kato)?;
    let now = here.local(side.visit.now);
    let events = side.would(tried(side, code, number, now)?).ok()?;
    let form = drawn(side, (code, number), hearing, sent);
    Some(RuleForm {
        hint: of_case::hint(side, &events),
        ..form
    })
}

/// The form with what was typed, or with what is known.
pub(crate) fn drawn(
    side: &Side<'_>,
    (code, number): (&'static str, &str),
    hearing: Option<&Hearing>,
    sent: Option<&Sent<'_>>,
) -> RuleForm {
    let sent = sent.filter(|it| it.code == code);
    let appointed = hearing.and_then(|it| it.appointment.as_ref());
    let known = |name: &str| match (name, code, appointed) {
        ("day", "record" | "appoint", Some(it)) => it.at.date().to_string(),
        ("begun", "record", Some(it)) | ("time", "appoint", Some(it)) => {
            it.at.strftime("%H:%M").to_string()
        }
        ("place", _, Some(it)) => it.place.clone(),
        ("means", _, _) => "account".to_owned(),
        (_, _, _) => String::new(),
    };
    let all = fields(code).unwrap_or_default().iter();
    RuleForm {
        code,
        action: format!("{}/{code}", side.to),
        hint: String::new(),
        hidden: vec![("number", number.to_owned())],
        fields: all
            .map(|(name, kind)| RuleField {
                name,
                kind: *kind,
                value: sent.map_or_else(|| known(name), |it| it.fields.get(name).to_owned()),
                choices: open_choice(side, (code, name), choices(side, code, name)),
            })
            // Where there is nothing to choose, nothing is asked.
            .filter(|field| {
                field.kind != RuleInput::Choice || !field.choices.is_empty() || code == "correct"
            })
            .collect(),
        is_warning: code == "withdraw",
        is_again: code == "appoint" && appointed.is_some(),
    }
}

/// The choices as they are offered: where a slip is sought nothing is chosen beforehand, so that nobody asks about a
/// field that they have not looked at.
fn open_choice(
    side: &Side<'_>,
    (code, field): (&str, &str),
    choices: Vec<(String, String)>,
) -> Vec<(String, String)> {
    let is_open = match (code, field) {
        ("ask-correction", "slip") => !choices.is_empty(),
        // One request alone is the one that is answered.
        ("decline-correction", "slip") => choices.len() > 1,
        _ => false,
    };
    let nothing = is_open.then(|| (String::new(), side.visit.say("rule-slip-none")));
    nothing.into_iter().chain(choices).collect()
}

/// The hearing that a form is about.
fn about<'c>(side: &Side<'c>, code: &str) -> Option<&'c Hearing> {
    let rules = &side.view.loaded.case.rules;
    let mut latest_first = rules.hearings.iter().rev();
    match code {
        code if OF_THE_CASE.contains(&code) => None,
        "remark" => latest_first.find(|it| it.protocol.is_some()),
        _ => rules.open_hearing(),
    }
}

/// A command of this code as somebody might send it now, to be tried.
fn tried(side: &Side<'_>, code: &str, number: &str, now: DateTime) -> Option<RuleCommand> {
    const WORDS: &str = "–";
    let text = |value: &str| ("text".to_owned(), value.to_owned());
    let later = now.checked_add(7.days()).ok()?;
    let typed = |name: &str, value: String| (name.to_owned(), value);
    let (day, at) = match code {
        "appoint" => (later.date(), later.time()),
        _ => (now.date(), now.time()),
    };
    let time = at.strftime("%H:%M:%S").to_string();
    let chosen = |name: &str| {
        let first = choices(side, code, name).into_iter().next();
        typed(
            name,
            first.map_or_else(String::new, |(value, _words)| value),
        )
    };
    // The shortest extension under an act's own rule; under the Code the longest, which is counted from today.
    let months = chosen("unit").1 == "months";
    let fields = Fields(vec![
        text(WORDS),
        chosen("slip"),
        chosen("ground"),
        chosen("unit"),
        typed("amount", if months { "2" } else { "1" }.to_owned()),
        typed("reason", WORDS.to_owned()),
        typed("is", WORDS.to_owned()),
        typed("note", WORDS.to_owned()),
        typed("number", number.to_owned()),
        typed("proof", WORDS.to_owned()),
        typed("place", WORDS.to_owned()),
        typed("said", WORDS.to_owned()),
        typed("attended", "true".to_owned()),
        typed("day", day.to_string()),
        typed("time", time.clone()),
        typed("begun", time.clone()),
        typed("ended", time),
    ]);
    command(&Sent {
        code,
        fields: &fields,
    })
    .ok()
}

/// The command of a form that was sent, or what is wrong with it: none where there is no such form.
pub(crate) fn read(visit: &Visit, sent: &Sent<'_>) -> Option<Result<RuleCommand, Problems>> {
    fields(sent.code)?;
    let problem = |(field, key): (&str, &str)| Problem {
        field: format!("{}-{field}", sent.code),
        text: match key {
            // It names the field by itself.
            "rule-problem-slip" => visit.say(key),
            key => format!(
                "{}: {}",
                visit.say(&format!("rule-field-{field}")),
                visit.say(key)
            ),
        },
    };
    Some(command(sent).map_err(|it| Problems(vec![problem(it)])))
}

/// The field that is wrong, and the key of what is wrong with it.
pub(super) type Wrong = (&'static str, &'static str);

/// What was said in a field: not nothing, and not more than the journal keeps.
pub(super) fn said(sent: &Sent<'_>, name: &'static str) -> Result<String, Wrong> {
    match sent.fields.get(name).trim() {
        "" => Err((name, "rule-problem-empty")),
        words => match is_short(words) {
            Ok(()) => Ok(words.to_owned()),
            Err(key) => Err((name, key)),
        },
    }
}

/// Whether a text is no longer than what the journal keeps; else the key of what is wrong with it.
pub(crate) fn is_short(words: &str) -> Result<(), &'static str> {
    if words.chars().count() > CHARACTERS_MAX {
        Err("rule-problem-long")
    } else {
        Ok(())
    }
}

fn command(sent: &Sent<'_>) -> Result<RuleCommand, Wrong> {
    if let Some(command) = of_case::command(sent) {
        return command;
    }
    let typed = |name: &str| sent.fields.get(name).trim().to_owned();
    let said = |name: &'static str| said(sent, name);
    let number = typed("number");
    Ok(match sent.code {
        "open" => RuleCommand::OpenNotice { number },
        "object" => RuleCommand::Object {
            number,
            text: said("text")?,
        },
        "hear" => RuleCommand::AskToBeHeard { number },
        "waive" => RuleCommand::WaiveHearing { number },
        "remark" => RuleCommand::RemarkOnProtocol {
            number,
            text: said("text")?,
        },
        "deliver" => RuleCommand::RecordDelivery {
            number,
            day: day(sent)?,
            proof: said("proof")?,
        },
        "appoint" => RuleCommand::AppointHearing {
            number,
            appointment: appointment(sent)?,
        },
        "record" => RuleCommand::RecordHearing(Box::new(record(sent, number)?)),
        "consider" => RuleCommand::ConsiderObjections {
            number,
            note: said("note")?,
        },
        "silence" => RuleCommand::FindSilence { number },
        "give-up" => RuleCommand::GiveUpRefusal {
            number,
            note: said("note")?,
        },
        _ => RuleCommand::SendPreliminary(SendPreliminary {
            stage: typed("stage"),
            outcome: typed("outcome"),
            appointment: if ["place", "day", "time"]
                .iter()
                .all(|it| typed(it).is_empty())
            {
                None
            } else {
                Some(appointment(sent)?)
            },
            means: match sent.fields.get("means") {
                "letter" => NoticeMeans::Letter,
                "hand" => NoticeMeans::Hand,
                _ => NoticeMeans::Account,
            },
            note: typed("note"),
        }),
    })
}

fn record(sent: &Sent<'_>, number: String) -> Result<RecordHearing, Wrong> {
    let day = day(sent)?;
    let participants = sent.fields.get("participants").lines().map(str::trim);
    let said = sent.fields.get("said").trim();
    if said.is_empty() {
        return Err(("said", "rule-problem-empty"));
    }
    Ok(RecordHearing {
        number,
        begun: day.to_datetime(time(sent, "begun")?),
        ended: day.to_datetime(time(sent, "ended")?),
        is_attended: sent.fields.get("attended") == "true",
        participants: participants
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        said: said.to_owned(),
    })
}

fn appointment(sent: &Sent<'_>) -> Result<Appointment, Wrong> {
    let place = sent.fields.get("place").trim();
    if place.is_empty() {
        return Err(("place", "rule-problem-empty"));
    }
    Ok(Appointment {
        place: place.to_owned(),
        at: day(sent)?.to_datetime(time(sent, "time")?),
    })
}

fn day(sent: &Sent<'_>) -> Result<Date, Wrong> {
    let typed = sent.fields.get("day").trim();
    let parsed = typed.parse();
    parsed.map_err(|_not_a_day| ("day", "rule-problem-day"))
}

fn time(sent: &Sent<'_>, name: &'static str) -> Result<Time, Wrong> {
    let typed = sent.fields.get(name).trim();
    let parsed = typed.parse();
    parsed.map_err(|_not_a_time| (name, "rule-problem-time"))
}
