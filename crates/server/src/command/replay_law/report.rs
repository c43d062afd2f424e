//! What a replay says: totals, then the cases that would change, by number only.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use casework::identifier::CaseNumber;
use casework::replay::{Comparison, End};
use law::edition::EditionId;
use serde_json::{Value as Json, json};

/// What became of a case in the comparison.
pub(super) enum Fate {
    Compared(Box<Comparison>),
    Unreadable(&'static str),
}

/// The comparison of all running cases of a service.
pub struct Report {
    edition: EditionId,
    same: u64,
    changed: BTreeMap<String, Comparison>,
    unreadable: BTreeMap<String, &'static str>,
}

impl Report {
    pub(super) fn new(edition: EditionId) -> Self {
        Self {
            edition,
            same: 0,
            changed: BTreeMap::new(),
            unreadable: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, number: &CaseNumber, fate: Fate) {
        match fate {
            Fate::Compared(comparison) if comparison.is_same() => self.same += 1,
            Fate::Compared(comparison) => {
                self.changed.insert(number.to_string(), *comparison);
            }
            Fate::Unreadable(why) => {
                self.unreadable.insert(number.to_string(), why);
            }
        }
    }

    /// Whether no case would change and every one could be read.
    pub fn is_same(&self) -> bool {
        self.changed.is_empty() && self.unreadable.is_empty()
    }

    fn how_many(&self, is: impl Fn(&Comparison) -> bool) -> usize {
        self.changed
            .values()
            .filter(|comparison| is(comparison))
            .count()
    }

    fn totals(&self) -> [(&'static str, usize); 7] {
        [
            (
                "would end differently",
                self.how_many(|it| it.end.is_some()),
            ),
            (
                "have another sum",
                self.how_many(|it| !it.assessed.is_empty()),
            ),
            (
                "have facts that it does not know",
                self.how_many(|it| !it.lost_facts.is_empty()),
            ),
            (
                "are at a stage that it lacks",
                self.how_many(|it| it.missing_stage.is_some()),
            ),
            (
                "have days that move",
                self.how_many(|it| !it.days.is_empty()),
            ),
            (
                "would be late today",
                self.how_many(|it| !it.newly_late.is_empty()),
            ),
            ("could not be read", self.unreadable.len()),
        ]
    }

    /// Everything, for machines.
    pub fn json(&self) -> Json {
        let totals: serde_json::Map<String, Json> = self
            .totals()
            .into_iter()
            .map(|(what, count)| (what.replace(' ', "_"), count.into()))
            .collect();
        json!({
            "edition": self.edition,
            "same": self.same,
            "changed": self.changed.len(),
            "totals": totals,
            "cases": self.changed,
            "unreadable": self.unreadable,
        })
    }

    /// Everything, for people.
    pub fn words(&self) -> String {
        let mut text = String::new();
        self.write(&mut text)
            .map_or_else(|_| String::new(), |()| text)
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let (same, changed) = (self.same, self.changed.len());
        writeln!(
            text,
            "Under {}: {same} the same, {changed} changed",
            self.edition
        )?;
        for (what, count) in self.totals() {
            writeln!(text, "  {count} {what}")?;
        }
        for (number, comparison) in &self.changed {
            writeln!(text, "\n{number}")?;
            case(text, comparison)?;
        }
        for (number, why) in &self.unreadable {
            writeln!(text, "\n{number}\n  {why}")?;
        }
        Ok(())
    }
}

fn case(text: &mut String, comparison: &Comparison) -> std::fmt::Result {
    if let Some(change) = &comparison.end {
        writeln!(text, "  {} -> {}", end(&change.before), end(&change.after))?;
    }
    for (code, change) in &comparison.assessed {
        let [before, after] =
            [&change.before, &change.after].map(|value| value.as_deref().unwrap_or("not known"));
        writeln!(text, "  {code}: {before} -> {after}")?;
    }
    for fact in &comparison.lost_facts {
        writeln!(text, "  the fact {fact} would not count")?;
    }
    if let Some(stage) = &comparison.missing_stage {
        writeln!(text, "  there is no stage {stage}")?;
    }
    for (name, change) in &comparison.days {
        let [before, after] = [change.before, change.after]
            .map(|day| day.map_or_else(|| "no day".to_owned(), |day| day.to_string()));
        writeln!(text, "  {name}: {before} -> {after}")?;
    }
    for name in &comparison.newly_late {
        writeln!(text, "  {name} would be late today")?;
    }
    Ok(())
}

fn end(end: &End) -> String {
    match end {
        End::Favorable => "favorable".to_owned(),
        End::Unknown => "unknown".to_owned(),
        End::Silent { why } => format!("cannot be applied ({why})"),
        End::Refused { grounds } => {
            let grounds = grounds.iter();
            let grounds = grounds.map(|(ground, requirement)| format!("{ground} by {requirement}"));
            format!("refused: {}", grounds.collect::<Vec<_>>().join(", "))
        }
    }
}
