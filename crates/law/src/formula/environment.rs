//! Where a formula finds the facts, figures and days of a case.

use std::collections::BTreeMap;

use super::{
    Answer, Evaluation, FigureUsed, Leaf, Missing, ROWS_AT_MOST, Ty,
    scalar::{Scalar, State},
    scope::CHANNEL,
};
use crate::{
    edition::{At, Fact, Origin},
    facts::{Facts, admits},
    figures::{FigureValue, Figures},
    value::{Row, Value},
};

/// The facts, figures and days of a case, and the steps taken so far.
pub struct Environment<'a> {
    declared: &'a BTreeMap<String, Fact>,
    facts: &'a Facts,
    figures: &'a Figures,
    parents: &'a dyn Fn(&str) -> Option<String>,
    at: At<'a>,
    steps: BTreeMap<String, State>,
}

/// A name looked up.
pub(crate) struct Found {
    pub(crate) state: State,
    pub(crate) leaf: Leaf,
}

/// The rows of a list, or why there are none.
pub(crate) type Rows<'a> = Result<&'a [Row], Missing>;

impl<'a> Environment<'a> {
    /// The environment of a case: `declared` are the facts of its edition, `parents` names the place
    /// around a place, `at` is the day of the decision and the place of the case.
    pub fn new(
        declared: &'a BTreeMap<String, Fact>,
        facts: &'a Facts,
        figures: &'a Figures,
        parents: &'a dyn Fn(&str) -> Option<String>,
        at: &At<'a>,
    ) -> Self {
        Self {
            declared,
            facts,
            figures,
            parents,
            at: at.clone(),
            steps: BTreeMap::new(),
        }
    }

    /// Gives the result of a step a name for the formulas after it; it stays exact.
    pub fn bind(&mut self, code: &str, evaluation: &Evaluation) {
        self.steps.insert(code.to_owned(), evaluation.state.clone());
    }

    /// Forgets a step: the name of a let means nothing outside of its assessment.
    pub fn unbind(&mut self, code: &str) {
        self.steps.remove(code);
    }

    /// Looks a figure up and types it.
    pub(crate) fn figure(&self, code: &str, ty: &Ty) -> Result<(State, FigureUsed), Missing> {
        let found = self.figures.get(code, &self.at, self.parents);
        let value = found.map_err(|missing| Missing::Figure {
            code: missing.code,
            place: missing.place,
            day: missing.day,
        })?;
        let state = match &value.value {
            None => State::None,
            Some(known) => Scalar::of(known, ty).map_or_else(|| unfit(code), State::Known),
        };
        Ok((state, used(code, value)))
    }

    /// Looks a fact, a step or a day up.
    pub(crate) fn name(&self, code: &str, ty: &Ty) -> Found {
        if let Some(state) = self.steps.get(code) {
            return Found {
                state: state.clone(),
                leaf: Leaf::Step {
                    code: code.to_owned(),
                },
            };
        }
        if code == CHANNEL {
            return self.channel();
        }
        let day = match code {
            "day" => Some(Some(self.at.day)),
            "filed-day" => Some(self.facts.filed_day),
            _ => None,
        };
        let code = code.to_owned();
        match day {
            Some(Some(day)) => Found {
                state: State::Known(Scalar::Date(day)),
                leaf: Leaf::Day { code },
            },
            Some(None) => Found {
                state: State::missing(Missing::Fact { code: code.clone() }),
                leaf: Leaf::Day { code },
            },
            None => self.fact(code, ty),
        }
    }

    fn channel(&self) -> Found {
        let code = CHANNEL.to_owned();
        let state = match self.facts.channel {
            Some(channel) => State::Known(Scalar::Code(channel.code().to_owned())),
            None => State::missing(Missing::Fact { code: code.clone() }),
        };
        Found {
            state,
            leaf: Leaf::Channel { code },
        }
    }

    fn fact(&self, code: String, ty: &Ty) -> Found {
        let declared = self.declared.get(&code);
        let figure = declared.and_then(|fact| {
            fact.origins.iter().find_map(|origin| match origin {
                Origin::Figure(figure) => Some(figure),
                Origin::Registry(_)
                | Origin::Document(_)
                | Origin::Form(_)
                | Origin::Consent(_)
                | Origin::Officer => None,
            })
        });
        let figure = figure.map(|figure| (figure, self.figure(figure, ty)));
        let (origin, note, state, taken, overrides) = match (self.facts.get(&code), figure) {
            (Some(entry), figure) => {
                let overrides = figure
                    .and_then(|(_, found)| found.ok())
                    .map(|(_, used)| used);
                let state = Self::stated(&entry.value, &code, ty, declared);
                (
                    entry.origin.clone(),
                    entry.note.clone(),
                    state,
                    None,
                    overrides,
                )
            }
            (None, Some((figure, Ok((state, used))))) => {
                let origin = Some(Origin::Figure(figure.clone()));
                let sound = match (&used.value, declared) {
                    (Some(value), Some(fact)) => admits(fact, value).is_ok(),
                    (None, _) | (_, None) => true,
                };
                let state = if sound { state } else { unfit(&code) };
                (origin, None, state, Some(used), None)
            }
            (None, Some((figure, Err(missing)))) => {
                let origin = Some(Origin::Figure(figure.clone()));
                (origin, None, State::missing(missing), None, None)
            }
            (None, None) => {
                let missing = Missing::Fact { code: code.clone() };
                (None, None, State::missing(missing), None, None)
            }
        };
        let leaf = Leaf::Fact {
            code,
            origin,
            note,
            figure: taken.map(Box::new),
            overrides: overrides.map(Box::new),
        };
        Found { state, leaf }
    }

    fn stated(value: &Value, code: &str, ty: &Ty, declared: Option<&Fact>) -> State {
        if declared.is_some_and(|fact| admits(fact, value).is_err()) {
            return unfit(code);
        }
        Scalar::of(value, ty).map_or_else(|| unfit(code), State::Known)
    }

    /// Looks a list up, with its leaf.
    pub(crate) fn rows(&self, code: &str) -> (Rows<'a>, Leaf) {
        let entry = self.facts.get(code);
        let rows = match entry.map(|entry| &entry.value) {
            None => Err(Missing::Fact {
                code: code.to_owned(),
            }),
            Some(Value::List(rows)) if rows.len() <= ROWS_AT_MOST => Ok(rows.as_slice()),
            Some(_) => Err(Missing::Unfit {
                code: code.to_owned(),
            }),
        };
        let leaf = Leaf::Fact {
            code: code.to_owned(),
            origin: entry.and_then(|entry| entry.origin.clone()),
            note: entry.and_then(|entry| entry.note.clone()),
            figure: None,
            overrides: None,
        };
        (rows, leaf)
    }
}

fn unfit(code: &str) -> State {
    State::missing(Missing::Unfit {
        code: code.to_owned(),
    })
}

fn used(code: &str, value: &FigureValue) -> FigureUsed {
    FigureUsed {
        code: code.to_owned(),
        value: value.value.clone(),
        act: value.act.clone(),
        place: value.place.clone(),
        from: value.from,
        source: value.source.clone(),
    }
}

impl Answer {
    pub(crate) fn of(state: &State, ty: &Ty, formula: &str) -> Self {
        match state {
            State::None => Self::None,
            State::Unknown(missing) => Self::Unknown(missing.clone()),
            State::Known(scalar) => match scalar.value(ty) {
                Some(value) => Self::Known(value),
                None => Self::Unknown([Missing::too_large(formula)].into()),
            },
        }
    }
}
