//! What the terms of a case say, for people and for machines.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;
use law::edition::{Edition, Path, Reading};
use law::plan::{OtherPlan, StageDeadline};
use law::term::amount_text;
use law::text::days;
use law::{Deadline, Language, Place, Plan, Registration};
use serde_json::{Value as Json, json};

use crate::command::words;

/// A path with its days.
pub(super) struct Way<'e> {
    pub(super) path: Path<'e>,
    pub(super) plan: Plan,
    /// What the other readings of the act would give.
    pub(super) others: Vec<OtherPlan>,
}

/// The terms of a case.
pub(super) struct Terms<'a> {
    pub(super) edition: &'a Edition,
    pub(super) place: &'a Place,
    /// None: the day of registration was given.
    pub(super) filed: Option<Timestamp>,
    pub(super) registration: &'a Registration,
    pub(super) ways: &'a [Way<'a>],
}

/// A day that another reading gives: the node, the day of the edition, the other day.
type Moved = (String, Date, Date);

impl Way<'_> {
    /// The days that a reading moves.
    fn moved(&self, other: &Plan) -> Vec<Moved> {
        let days = |plan: &Plan| {
            let mut days: Vec<(String, Date)> = Vec::new();
            for stage in &plan.stages {
                days.push((stage.stage.clone(), stage.due));
            }
            for limit in &plan.limits {
                days.push((limit.code.clone(), limit.deadline.day));
            }
            days.push(("answer".to_owned(), plan.whole.day));
            days
        };
        let both = days(&self.plan).into_iter().zip(days(other));
        both.filter(|((_, day), (_, moved))| day != moved)
            .map(|((name, day), (_, moved))| (name, day, moved))
            .collect()
    }
}

impl Terms<'_> {
    pub(super) fn json(&self) -> Json {
        let reasons: Vec<Json> = self
            .registration
            .derivation
            .iter()
            .map(|reason| json!({ "reason": reason, "text": reason.text() }))
            .collect();
        json!({
            "service": self.edition.service,
            "place": self.place.code,
            "filed": self.filed,
            "filed_local": self.filed.map(|_| self.registration.filed),
            "registered": self.registration.day,
            "registration": { "cite": law::registration::CITE, "reasons": reasons },
            "edition": self.edition.id,
            "act": self.edition.act,
            "plans": self.ways.iter().map(way).collect::<Vec<_>>(),
        })
    }

    pub(super) fn words(&self, language: Language) -> String {
        let mut text = String::new();
        self.write(&mut text, language)
            .map_or_else(|_| String::new(), |()| text)
    }

    fn write(&self, text: &mut String, language: Language) -> std::fmt::Result {
        self.head(text, language)?;
        for way in self.ways {
            if let Some(track) = way.path.track {
                let words = track.text.get(language);
                let cite = words::source(&track.source);
                writeln!(text, "\nTrack {}: {words}    [{cite}]", track.code)?;
            }
            for due in &way.plan.stages {
                stage(text, &way.path, due, language)?;
            }
            for limit in &way.plan.limits {
                writeln!(
                    text,
                    "\nLimit {}, until the end of {}",
                    limit.code, limit.until
                )?;
                let of = way.path.limits.iter().find(|of| of.code == limit.code);
                let from = of.map(|of| words::start(&of.term.from)).unwrap_or_default();
                counted(text, &limit.deadline, &from, language)?;
            }
            match &way.plan.until {
                Some(until) => writeln!(text, "\nAnswer, until the end of {until}")?,
                None => writeln!(text, "\nAnswer")?,
            }
            let term = way.path.term();
            counted(text, &way.plan.whole, &words::start(&term.from), language)?;
            if !term.stated {
                writeln!(text, "    the act itself states no term")?;
            }
            for other in &way.others {
                reading(text, way, other, language)?;
            }
        }
        Ok(())
    }

    fn head(&self, text: &mut String, language: Language) -> std::fmt::Result {
        let name = self.place.name(self.registration.day).get(language);
        let registered = days::with_weekday(self.registration.day, language);
        writeln!(text, "{}", self.edition.name.get(language))?;
        match self.filed {
            Some(_) => {
                let local = self.registration.filed;
                let code = &self.place.code;
                writeln!(text, "filed       {local}, local time in {name} ({code})")?;
                let cite = law::registration::CITE;
                writeln!(text, "registered  {registered}    [{cite}]")?;
            }
            None => writeln!(
                text,
                "registered  {registered}, in {name} ({})",
                self.place.code
            )?,
        }
        for reason in &self.registration.derivation {
            writeln!(text, "              {}", reason.text().get(language))?;
        }
        writeln!(text, "edition     {}", self.edition.id)?;
        let title = self.edition.act.title.get(language);
        writeln!(text, "              {title}")
    }
}

fn stage(
    text: &mut String,
    path: &Path<'_>,
    due: &StageDeadline,
    language: Language,
) -> std::fmt::Result {
    let stage = path.stage(&due.stage);
    let title = stage.map_or(due.stage.as_str(), |stage| stage.title.get(language));
    let actor = words::role(due.actor);
    writeln!(text, "\n{title} ({}, {actor})", due.stage)?;
    match &due.deadline {
        Some(deadline) => {
            let from = due.starts_from.as_ref().map(words::start);
            counted(text, deadline, &from.unwrap_or_default(), language)
        }
        None => writeln!(
            text,
            "  due {}, at once",
            days::with_weekday(due.due, language)
        ),
    }
}

fn counted(
    text: &mut String,
    deadline: &Deadline,
    from: &str,
    language: Language,
) -> std::fmt::Result {
    let amount = amount_text(deadline.amount, deadline.unit, language);
    write!(
        text,
        "  due {}: {amount} from {from}",
        days::with_weekday(deadline.day, language)
    )?;
    match &deadline.source {
        Some(source) => writeln!(text, "    [{}]", words::source(source))?,
        None => writeln!(text)?,
    }
    for day in &deadline.derivation {
        writeln!(text, "    {}", day.text().get(language))?;
    }
    Ok(())
}

/// Another reading and the days that it moves.
fn reading(
    text: &mut String,
    way: &Way<'_>,
    other: &OtherPlan,
    language: Language,
) -> std::fmt::Result {
    let length = length(&other.reading, &other.plan, &other.node, language);
    let from = words::start(&other.reading.from);
    let cite = words::source(&other.reading.source);
    writeln!(
        text,
        "\nOther reading of {}: {length} from {from}    [{cite}]",
        other.node
    )?;
    writeln!(text, "  {}", other.reading.why)?;
    let moved = way.moved(&other.plan);
    if moved.is_empty() {
        return writeln!(text, "  no day would move");
    }
    for (name, day, moved) in moved {
        let [day, moved] = [day, moved].map(|day| days::with_weekday(day, language));
        writeln!(text, "  {name}: {day} -> {moved}")?;
    }
    Ok(())
}

/// The length of a reading as it was counted.
fn length(reading: &Reading, plan: &Plan, node: &str, language: Language) -> String {
    let parts: Vec<&str> = node.split('/').collect();
    let deadline = match parts.as_slice() {
        ["stage", code, _] => {
            let stage = plan.stages.iter().find(|stage| stage.stage == *code);
            stage.and_then(|stage| stage.deadline.as_ref())
        }
        ["limit", code] => {
            let limit = plan.limits.iter().find(|limit| limit.code == *code);
            limit.map(|limit| &limit.deadline)
        }
        _ => Some(&plan.whole),
    };
    let amount = deadline.map_or(0, |deadline| deadline.amount);
    amount_text(amount, reading.unit, language)
}

fn way(way: &Way<'_>) -> Json {
    let stages = way.plan.stages.iter().map(|due| {
        let stage = way.path.stage(&due.stage);
        json!({
            "stage": due.stage,
            "title": stage.map(|stage| &stage.title),
            "actor": due.actor,
            "starts_from": due.starts_from,
            "started": due.started,
            "due": due.due,
            "cite": stage.map(|stage| &stage.term.as_ref().map_or(&stage.source, |term| &term.source).cite),
            "deadline": due.deadline.as_ref().map(deadline),
        })
    });
    let limits = way.plan.limits.iter().map(|limit| {
        json!({
            "limit": limit.code,
            "until": limit.until,
            "due": limit.deadline.day,
            "deadline": deadline(&limit.deadline),
        })
    });
    let others = way.others.iter().map(|other| {
        let moved = way.moved(&other.plan).into_iter();
        let moved =
            moved.map(|(name, day, moved)| json!({ "node": name, "day": day, "moved": moved }));
        json!({ "node": other.node, "reading": other.reading, "moves": moved.collect::<Vec<_>>() })
    });
    json!({
        "track": way.path.code(),
        "text": way.path.track.map(|track| &track.text),
        "channel": way.path.channel,
        "stages": stages.collect::<Vec<_>>(),
        "limits": limits.collect::<Vec<_>>(),
        "answer": way.plan.whole.day,
        "until": way.plan.until,
        "stated": way.path.term().stated,
        "term": deadline(&way.plan.whole),
        "otherwise": others.collect::<Vec<_>>(),
    })
}

/// A deadline with the words of each day of its derivation.
fn deadline(deadline: &Deadline) -> Json {
    let days = deadline.derivation.iter();
    let days = days.map(|day| {
        json!({ "date": day.date, "number": day.number, "kind": day.kind, "text": day.text() })
    });
    json!({
        "day": deadline.day,
        "amount": deadline.amount,
        "unit": deadline.unit,
        "started": deadline.started,
        "source": deadline.source,
        "text": deadline.text(),
        "derivation": days.collect::<Vec<_>>(),
    })
}
