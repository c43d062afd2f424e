//! What would change the answer: for each fact, the nearest value found at which a refusal turns into its opposite.
//!
//! A person who is refused wants to know what was missing, and one who is helped wants to know what would end it.
//! Each fact is moved alone, all others stay. Yes and no are turned over, every other option of a choice is tried,
//! and a number is moved by doubling steps up to the first change and from there halved down to one unit.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    assess::Assessed,
    edition::{At, Bounds, Edition, Fact, Origin, Type},
    facts::Facts,
    law::Law,
    value::Value,
};

/// A number is not looked for beyond this: a trillion tenge is nobody's bill.
const FARTHEST: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// A single change that turns the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurningPoint {
    /// The fact.
    pub fact: String,
    /// The cell that was moved, of a fact that is a list: its row from 0, and its column.
    pub cell: Option<(usize, String)>,
    /// Where the answer turns.
    pub turn: Turn,
    /// Whether the answer is a refusal afterwards.
    pub is_refused: bool,
}

/// Where an answer turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Turn {
    /// If it were this.
    Is(Value),
    /// From this number on upwards.
    AtLeast(Value),
    /// From this number on downwards.
    AtMost(Value),
}

/// Which requirements are surely not met; none = no refusal.
fn refused(assessed: &Assessed) -> BTreeSet<&str> {
    let failed = assessed
        .requirements
        .iter()
        .filter(|it| it.met == Some(false));
    failed.map(|it| it.code.as_str()).collect()
}

struct Probe<'a> {
    law: &'a Law,
    edition: &'a Edition,
    at: &'a At<'a>,
    facts: &'a Facts,
    is_refused: bool,
}

/// Every single change of a known fact that turns a refusal into its opposite or the other way round, in the order
/// of the codes. Facts that only the law sets (figures) do not move. Empty if nothing that is known decides alone.
pub fn turning_points(
    law: &Law,
    edition: &Edition,
    at: &At<'_>,
    facts: &Facts,
) -> Vec<TurningPoint> {
    let Some(assessed) = law.assess(edition, at, facts) else {
        return Vec::new();
    };
    let probe = Probe {
        law,
        edition,
        at,
        facts,
        is_refused: !refused(&assessed).is_empty(),
    };
    let moved = edition.facts.values().filter(|fact| moves(fact));
    moved.flat_map(|fact| probe.fact(fact)).collect()
}

/// Whether a fact is one of the case and not of the law.
fn moves(fact: &Fact) -> bool {
    !fact
        .origins
        .iter()
        .all(|origin| matches!(origin, Origin::Figure(_)))
}

impl Probe<'_> {
    fn fact(&self, fact: &Fact) -> Vec<TurningPoint> {
        let Some(known) = self.facts.get(&fact.code).map(|entry| &entry.value) else {
            return Vec::new();
        };
        let point = |cell, turn| TurningPoint {
            fact: fact.code.clone(),
            cell,
            turn,
            is_refused: !self.is_refused,
        };
        if let (Value::List(_), Type::List { .. }) = (known, &fact.ty) {
            let Some((row, column, value)) = largest_sum(known) else {
                return Vec::new();
            };
            let turns = number(&value, &Bounds::default(), &|value| {
                with_cell(known, row, &column, value).is_some_and(|list| self.turns(fact, list))
            });
            let cell = Some((row, column.clone()));
            return turns
                .into_iter()
                .map(|turn| point(cell.clone(), turn))
                .collect();
        }
        let turns = match (known, &fact.ty) {
            (Value::Boolean(is), _) => {
                let other = Value::Boolean(!is);
                let turns = self.turns(fact, other.clone());
                turns.then_some(Turn::Is(other)).into_iter().collect()
            }
            (Value::Choice(chosen), Type::Choice { options }) => {
                let others = options.iter().filter(|option| option.code != *chosen);
                let others = others.map(|option| Value::Choice(option.code.clone()));
                let turning = others.filter(|other| self.turns(fact, other.clone()));
                turning.map(Turn::Is).collect()
            }
            _ => number(known, &fact.bounds, &|value| self.turns(fact, value)),
        };
        turns.into_iter().map(|turn| point(None, turn)).collect()
    }

    /// Whether the answer turns if the fact is `value`.
    fn turns(&self, fact: &Fact, value: Value) -> bool {
        let mut facts = self.facts.clone();
        facts.insert(&fact.code, value, None);
        let assessed = self.law.assess(self.edition, self.at, &facts);
        assessed.is_some_and(|it| refused(&it).is_empty() == self.is_refused)
    }
}

/// The nearest turns found above and below a number.
fn number(known: &Value, bounds: &Bounds, turns: &dyn Fn(Value) -> bool) -> Vec<Turn> {
    let (Some(from), Some(unit)) = (known.decimal(), unit(known)) else {
        return Vec::new();
    };
    let at = |number: Decimal| with_number(known, number);
    let is_turned = |number: Decimal| at(number).is_some_and(turns);
    let highest = bounds.at_most.unwrap_or(FARTHEST);
    let lowest = bounds.at_least.or(bounds.above).unwrap_or_default();
    let above = first(from, highest, unit, &is_turned);
    let below = first(from, lowest, unit, &is_turned);
    let above = above.and_then(at).map(Turn::AtLeast);
    let below = below.and_then(at).map(Turn::AtMost);
    above.into_iter().chain(below).collect()
}

/// The turned number nearest to `from` on the way to `end`, to one `unit`.
fn first(
    from: Decimal,
    end: Decimal,
    unit: Decimal,
    is_turned: &dyn Fn(Decimal) -> bool,
) -> Option<Decimal> {
    let is_upwards = end > from;
    let mut step = unit;
    let (mut before, mut turned) = (from, None);
    while turned.is_none() && before != end {
        let next = if is_upwards {
            before.checked_add(step)?.min(end)
        } else {
            before.checked_sub(step)?.max(end)
        };
        if is_turned(next) {
            turned = Some(next);
        } else {
            before = next;
        }
        step = step.checked_mul(Decimal::TWO)?;
    }
    let mut turned = turned?;
    while (turned - before).abs() > unit {
        let half = ((turned - before) / Decimal::TWO / unit).trunc() * unit;
        let middle = before + half;
        if middle == before || middle == turned {
            break;
        }
        if is_turned(middle) {
            turned = middle;
        } else {
            before = middle;
        }
    }
    Some(turned)
}

/// The smallest step that a person would name: a tenge, a hundredth of a square meter, a hundredth of a per cent.
fn unit(value: &Value) -> Option<Decimal> {
    match value {
        Value::Count(_) | Value::Money { .. } | Value::Rate { .. } => Some(Decimal::ONE),
        Value::Number { .. } => Some(Decimal::new(1, 2)),
        Value::Share(_) => Some(Decimal::new(1, 4)),
        Value::Boolean(_)
        | Value::Date(_)
        | Value::Choice(_)
        | Value::Text(_)
        | Value::Hours(_)
        | Value::List(_) => None,
    }
}

/// The same kind of value with another number.
fn with_number(value: &Value, number: Decimal) -> Option<Value> {
    use rust_decimal::prelude::ToPrimitive as _;
    Some(match value {
        Value::Count(_) => Value::Count(number.to_i64()?),
        Value::Number { unit, .. } => Value::Number {
            number,
            unit: unit.clone(),
        },
        Value::Share(_) => Value::Share(number),
        Value::Money { per, .. } => Value::Money {
            amount: number,
            per: *per,
        },
        Value::Rate { per, unit, .. } => Value::Rate {
            amount: number,
            per: *per,
            unit: unit.clone(),
        },
        Value::Boolean(_)
        | Value::Date(_)
        | Value::Choice(_)
        | Value::Text(_)
        | Value::Hours(_)
        | Value::List(_) => return None,
    })
}

/// The largest sum of money in a list, with its row and column.
fn largest_sum(list: &Value) -> Option<(usize, String, Value)> {
    let Value::List(rows) = list else { return None };
    let cells = rows.iter().enumerate().flat_map(|(index, row)| {
        row.iter().filter_map(move |(column, value)| match value {
            Value::Money { amount, .. } => Some((*amount, index, column.clone(), value.clone())),
            Value::Boolean(_)
            | Value::Count(_)
            | Value::Number { .. }
            | Value::Share(_)
            | Value::Rate { .. }
            | Value::Date(_)
            | Value::Choice(_)
            | Value::Text(_)
            | Value::Hours(_)
            | Value::List(_) => None,
        })
    });
    let largest = cells.max_by_key(|(amount, index, ..)| (*amount, std::cmp::Reverse(*index)));
    largest.map(|(_, index, column, value)| (index, column, value))
}

fn with_cell(list: &Value, row: usize, column: &str, value: Value) -> Option<Value> {
    let Value::List(rows) = list else { return None };
    let mut rows = rows.clone();
    rows.get_mut(row)?.insert(column.to_owned(), value);
    Some(Value::List(rows))
}
