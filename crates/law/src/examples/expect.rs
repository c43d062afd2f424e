//! What an example expects, compared with what came out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::read::Expect;
use crate::{
    assess::{Assessed, Conclusion},
    edition::{Edition, Task},
    formula::{Answer, Missing},
    plan::Plan,
    registration::Registration,
    schedule::{Schedule, instalments},
    value::{Value, read_share},
};

/// An example as the law works it.
pub(super) struct Worked<'l> {
    pub(super) edition: &'l Edition,
    pub(super) assessed: Assessed,
    pub(super) registration: Option<Registration>,
    pub(super) track: Result<Option<String>, String>,
    pub(super) plan: Option<Result<Plan, String>>,
}

/// Everything in which an `expect` differs from what came out.
pub(super) fn check(worked: &Worked<'_>, expect: &Expect) -> Vec<String> {
    let word = expect.words.first().map(String::as_str);
    match word {
        Some("due") => worked.due(&expect.props).err().into_iter().collect(),
        Some("payments") => worked.payments(&expect.props),
        Some(other) => vec![format!("nothing is known of `expect {other}`")],
        None => expect
            .props
            .iter()
            .filter_map(|(name, wanted)| worked.property(name, wanted, &expect.props))
            .collect(),
    }
}

/// A sentence if the two differ.
fn differs(name: &str, wanted: &str, found: &str) -> Option<String> {
    (wanted != found).then(|| format!("{name}: expected {wanted}, found {found}"))
}

impl Worked<'_> {
    fn property(
        &self,
        name: &str,
        wanted: &str,
        beside: &BTreeMap<String, String>,
    ) -> Option<String> {
        match name {
            "unmet" => self.requirement(wanted, false, beside.get("ground")),
            "met" => self.requirement(wanted, true, None),
            "ground" if beside.contains_key("unmet") => None,
            "conclusion" => {
                let found = match self.assessed.conclusion {
                    Conclusion::Favorable => "favorable",
                    Conclusion::Refused { .. } => "refused",
                    Conclusion::Unknown { .. } => "unknown",
                };
                differs(name, wanted, found)
            }
            "missing" => {
                let known: BTreeSet<&str> = self.assessed.missing.iter().map(code).collect();
                let names = known.iter().copied().collect::<Vec<_>>().join(", ");
                (!known.contains(wanted)).then(|| format!("{wanted} is not missing, but: {names}"))
            }
            "registered" => {
                let day = self.registration.as_ref().map(|it| it.day.to_string());
                differs(name, wanted, &day.unwrap_or_default())
            }
            "edition" => differs(name, wanted, &self.edition.act.code),
            "track" => match &self.track {
                Ok(track) => differs(name, wanted, track.as_deref().unwrap_or("none")),
                Err(problem) => Some(problem.clone()),
            },
            result => self.result(result, wanted),
        }
    }

    fn requirement(&self, wanted: &str, met: bool, ground: Option<&String>) -> Option<String> {
        let all = &self.assessed.requirements;
        let Some(found) = all.iter().find(|it| it.code == wanted) else {
            return Some(format!("there is no requirement `{wanted}`"));
        };
        if found.met != Some(met) {
            let is = match found.met {
                Some(true) => "met",
                Some(false) => "not met",
                None => "not known",
            };
            return Some(format!("the requirement `{wanted}` is {is}"));
        }
        ground.and_then(|ground| differs("ground", ground, &found.ground))
    }

    /// The answer of an assessment, or of one of its lines as `assessment.line`.
    fn answer(&self, name: &str) -> Option<&Answer> {
        if let Some(found) = self.assessed.assessments.get(name) {
            return Some(&found.result);
        }
        let (code, line) = name.split_once('.')?;
        let found = self.assessed.assessments.get(code)?;
        let line = found.lines.iter().find(|known| known.code == line)?;
        Some(&line.value)
    }

    fn result(&self, name: &str, wanted: &str) -> Option<String> {
        let Some(answer) = self.answer(name) else {
            return Some(format!("there is no assessment `{name}`"));
        };
        match answer {
            Answer::Known(value) if equals(value, wanted) => None,
            Answer::Known(value) => Some(format!("{name}: expected {wanted}, found {value}")),
            Answer::None => differs(name, wanted, "none"),
            Answer::Unknown(missing) => {
                let names: Vec<&str> = missing.iter().map(code).collect();
                let names = names.join(", ");
                Some(format!("{name}: expected {wanted}, but missing: {names}"))
            }
        }
    }

    fn plan(&self) -> Result<&Plan, String> {
        match &self.plan {
            Some(Ok(plan)) => Ok(plan),
            Some(Err(problem)) => Err(problem.clone()),
            None => Err("a due day needs `registered` or `filed`".to_owned()),
        }
    }

    /// `expect due stage=decision day="2026-03-04"`; the stage `term` is the whole term.
    fn due(&self, props: &BTreeMap<String, String>) -> Result<(), String> {
        let plan = self.plan()?;
        let stage = props.get("stage").ok_or("`expect due` has no `stage`")?;
        let wanted: Date = props
            .get("day")
            .and_then(|day| day.parse().ok())
            .ok_or("`expect due` has no `day`")?;
        let of_stage = plan.stages.iter().find(|known| known.stage == *stage);
        let of_limit = plan.limits.iter().find(|known| known.code == *stage);
        let found = if stage == "term" {
            Some(plan.whole.day)
        } else {
            let of_limit = of_limit.map(|limit| limit.deadline.day);
            of_stage.map(|stage| stage.due).or(of_limit)
        };
        let found = found.ok_or_else(|| format!("there is no stage or limit `{stage}`"))?;
        match differs(stage, &wanted.to_string(), &found.to_string()) {
            Some(problem) => Err(problem),
            None => Ok(()),
        }
    }

    /// The schedule of the paying stage.
    fn schedule(&self) -> Result<Schedule, String> {
        let pays = self.edition.stages.iter().find_map(|stage| {
            let Task::Pay {
                total, down, count, ..
            } = &stage.task
            else {
                return None;
            };
            Some((total, down.as_ref(), count.as_ref()))
        });
        let (total, down, count) = pays.ok_or("no stage has payments")?;
        let whole = |name: &String| -> Result<u64, String> {
            let known = self.answer(name).and_then(Answer::known);
            let number = known.and_then(Value::decimal).filter(Decimal::is_integer);
            let number = number.and_then(|number| u64::try_from(number).ok());
            number.ok_or_else(|| format!("{name} is not known in whole units"))
        };
        let count = count.map(whole).transpose()?.unwrap_or(1);
        let count = u16::try_from(count).map_err(|_many| "too many payments".to_owned())?;
        let first = self.registration.as_ref().map(|it| it.day);
        let first = first.unwrap_or(self.edition.in_force.day);
        let down = down.map(whole).transpose()?.unwrap_or(0);
        instalments(whole(total)?, down, count, first).map_err(|none| none.to_string())
    }

    /// `expect payments count=120 each=52500 last=52500 down=2700000`.
    fn payments(&self, props: &BTreeMap<String, String>) -> Vec<String> {
        let schedule = match self.schedule() {
            Ok(schedule) => schedule,
            Err(problem) => return vec![problem],
        };
        let amount = |payment: Option<&crate::schedule::Payment>| {
            payment.map_or_else(String::new, |payment| payment.amount.to_string())
        };
        let found = |name: &str| match name {
            "count" => Some(schedule.payments.len().to_string()),
            "each" => Some(amount(schedule.payments.first())),
            "last" => Some(amount(schedule.payments.last())),
            "down" => Some(schedule.down.to_string()),
            _ => None,
        };
        props
            .iter()
            .filter_map(|(name, wanted)| match found(name) {
                Some(found) => differs(name, wanted, &found),
                None => Some(format!("payments have no `{name}`")),
            })
            .collect()
    }
}

/// What is missing, by its code.
fn code(missing: &Missing) -> &str {
    match missing {
        Missing::Fact { code } | Missing::Unfit { code } | Missing::Figure { code, .. } => code,
        Missing::Undefined { formula, .. } => formula,
    }
}

/// Whether a value is the one that was written: numbers exactly, whatever their zeros.
fn equals(value: &Value, wanted: &str) -> bool {
    if let Value::Share(share) = value {
        return read_share(wanted) == Some(*share);
    }
    if let Some(number) = value.decimal() {
        return Decimal::from_str_exact(wanted).ok() == Some(number);
    }
    match value {
        Value::Boolean(yes) => wanted == yes.to_string(),
        Value::Date(day) => wanted == day.to_string(),
        Value::Choice(code) | Value::Text(code) => wanted == code,
        Value::Count(_)
        | Value::Number { .. }
        | Value::Share(_)
        | Value::Money { .. }
        | Value::Rate { .. }
        | Value::Hours(_)
        | Value::List(_) => false,
    }
}
