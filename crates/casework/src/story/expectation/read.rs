//! Reading an expectation.

use jiff::civil::Date;

use super::{DeedExpected, Expectation};

/// The expectation written as `text`, or what is wrong with it.
pub(in crate::story) fn read(text: &str) -> Result<Expectation, String> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    match (word, rest) {
        ("not", rest) => Ok(Expectation::Not(Box::new(read(rest)?))),
        ("refused", rest) if !rest.is_empty() => {
            let (code, facts) = match rest.split_once(": ") {
                Some((code, facts)) => (code, Some(facts.to_owned())),
                None => (rest, None),
            };
            let code = code.to_owned();
            Ok(Expectation::Refused { code, facts })
        }
        ("registration", rest) => {
            let (date, because) = rest
                .split_once(" because ")
                .ok_or("write `registration DAY because REASON[, REASON]`")?;
            Ok(Expectation::Registration {
                day: day(date)?,
                // A reason may be written with blanks: filed during hours.
                because: because
                    .split(", ")
                    .map(|reason| reason.trim().replace(' ', "-"))
                    .collect(),
            })
        }
        ("registered", "") => Ok(Expectation::Registered),
        ("edition", act) if !act.is_empty() => Ok(Expectation::Edition(act.to_owned())),
        ("answer", rest) => Ok(Expectation::Answer(by(rest)?)),
        ("stage", rest) if !rest.is_empty() => stage(rest),
        ("plan", rest) => {
            let (stage, due) = rest.split_once(' ').ok_or("write `plan STAGE by DAY`")?;
            let stage = stage.to_owned();
            Ok(Expectation::Plan {
                stage,
                due: by(due)?,
            })
        }
        ("executor", "nobody") => Ok(Expectation::Executor(None)),
        ("executor", id) if !id.is_empty() => Ok(Expectation::Executor(Some(id.to_owned()))),
        ("deed", "") => Ok(Expectation::Deed(None)),
        ("deed", rest) => Ok(Expectation::Deed(Some(deed(rest)?))),
        ("signed", rest) => {
            let (deed, ordinal) = rest
                .split_once(" number ")
                .ok_or("write `signed DEED number ORDINAL`")?;
            let (deed, ordinal) = (deed.to_owned(), ordinal.to_owned());
            Ok(Expectation::Signed { deed, ordinal })
        }
        ("track", track) if !track.is_empty() => Ok(Expectation::Track(track.to_owned())),
        ("work", line) if !line.is_empty() => Ok(Expectation::Work(line.to_owned())),
        ("sent" | "closed" | "no" | "events" | "finding", _) => ending(word, rest, text),
        _ => Err(unknown(text)),
    }
}

fn unknown(text: &str) -> String {
    format!(
        "`{text}` is no expectation; expectations are: refused, registration, registered, edition, answer by, \
         stage, plan, executor, deed, signed, sent back, closed, events, no events, finding, track, work, not"
    )
}

/// How a case goes on or ends, and what has happened to it.
fn ending(word: &str, rest: &str, text: &str) -> Result<Expectation, String> {
    match (word, rest) {
        ("sent", "back") => Ok(Expectation::SentBack(None)),
        ("sent", rest) => match rest.strip_prefix("back: ") {
            Some(note) => Ok(Expectation::SentBack(Some(note.to_owned()))),
            None => Err("write `sent back[: NOTE]`".to_owned()),
        },
        ("closed", "") => Ok(Expectation::Closed(None)),
        ("closed", rest) => {
            let (how, outcome) = match rest.split_once(", ") {
                Some((how, outcome)) => (how, Some(outcome.to_owned())),
                None => (rest, None),
            };
            if !["favorable", "adverse", "withdrawn", "void"].contains(&how) {
                return Err(format!(
                    "`{how}`: a case is closed favorable, adverse, withdrawn or void"
                ));
            }
            Ok(Expectation::Closed(Some((how.to_owned(), outcome))))
        }
        ("no", "events") => Ok(Expectation::Events(Vec::new())),
        ("events", rest) if !rest.is_empty() => {
            let kinds = rest.split(", ").map(|kind| kind.trim().to_owned());
            Ok(Expectation::Events(kinds.collect()))
        }
        ("finding", rest) if !rest.is_empty() => {
            let (fact, value) = match rest.split_once(' ') {
                Some((fact, value)) => (fact, Some(value.to_owned())),
                None => (rest, None),
            };
            let fact = fact.to_owned();
            Ok(Expectation::Finding { fact, value })
        }
        _ => Err(unknown(text)),
    }
}

fn stage(text: &str) -> Result<Expectation, String> {
    let mut parts = text.split(", ").map(str::trim);
    let stage = parts.next().unwrap_or_default().to_owned();
    let (mut turn, mut due) = (None, None);
    for part in parts {
        if part.starts_with("by ") {
            due = Some(by(part)?);
        } else {
            turn = Some(part.to_owned());
        }
    }
    Ok(Expectation::Stage { stage, turn, due })
}

fn deed(text: &str) -> Result<DeedExpected, String> {
    let mut parts = text.split(", ").map(str::trim);
    let (deed, role) = parts
        .next()
        .and_then(|head| head.split_once(" for "))
        .ok_or("write `deed DEED for ROLE[, FIELD VALUE]`")?;
    let mut expected = DeedExpected {
        deed: deed.to_owned(),
        role: role.to_owned(),
        ..DeedExpected::default()
    };
    for part in parts {
        match part.split_once(' ') {
            Some(("number", ordinal)) => expected.ordinal = Some(ordinal.to_owned()),
            Some(("missing" | "expired" | "unreadable", _)) => {
                expected.missing.push(part.to_owned());
            }
            Some(("ground", ground)) => expected.grounds.push(ground.to_owned()),
            Some((field, value)) => expected.fields.push((field.to_owned(), value.to_owned())),
            None => return Err(format!("`{part}`: write a field of the deed and its value")),
        }
    }
    Ok(expected)
}

/// `by DAY`.
fn by(text: &str) -> Result<Date, String> {
    day(text.strip_prefix("by ").ok_or("write `by DAY`")?)
}

fn day(text: &str) -> Result<Date, String> {
    text.trim()
        .parse()
        .map_err(|_not_a_day: jiff::Error| format!("`{text}` is no day: write 2026-11-21"))
}
