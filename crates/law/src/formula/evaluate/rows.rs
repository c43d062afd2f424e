//! `sum`, `count`, `any`, `all`: the rows of a list, each a step of its own.

use super::{
    super::{
        Answer, Fault, Trace,
        exact::Exact,
        scalar::{Scalar, State},
        tree::{Fold, Kind, Node},
    },
    Evaluator, Step, sign,
};
use crate::value::Value;

impl<'a> Evaluator<'a> {
    pub(super) fn fold(&mut self, node: &Node, fold: Fold, list: &'a str, body: &'a Node) -> Step {
        let (rows, leaf) = self.environment.rows(list);
        let count = match &rows {
            Ok(rows) => i64::try_from(rows.len())
                .map_or(Answer::None, |count| Answer::Known(Value::Count(count))),
            Err(missing) => Answer::Unknown([missing.clone()].into()),
        };
        let mut steps = vec![Trace {
            formula: list.to_owned(),
            line: vec![sign(list)],
            answer: count,
            leaf: Some(leaf),
            row: None,
            steps: Vec::new(),
        }];
        let (mut line, mut states) = (Vec::new(), Vec::new());
        let glue = if fold == Fold::Sum { " + " } else { ", " };
        for (index, row) in rows.iter().copied().flatten().enumerate() {
            self.walked.push((list, index + 1, row));
            let step = self.step(body);
            self.walked.pop();
            states.push(step.state.clone());
            let part = self.part(body, &step.state, "");
            let is_cell = matches!(body.kind, Kind::Column { .. });
            let mut trace = self.close(body, step);
            if fold == Fold::Sum && !is_cell && is_nothing(&trace) {
                continue;
            }
            if !line.is_empty() {
                line.push(sign(glue));
            }
            line.push(part);
            if !is_cell {
                trace.row = Some(index + 1);
                steps.push(trace);
            }
        }
        let state = match rows {
            Ok(_) => self.folded(node, fold, &states),
            Err(missing) => State::missing(missing),
        };
        if line.is_empty() {
            line.push(self.part(node, &state, list));
        }
        // A sum of several reads as a sum; everything else needs its name.
        if fold != Fold::Sum || line.len() < 2 {
            line.insert(0, sign(&format!("{}(", fold.name())));
            line.push(sign(")"));
        }
        let step = Step {
            state,
            line,
            steps,
            closed: false,
        };
        self.closed(node, step)
    }

    fn folded(&self, node: &Node, fold: Fold, states: &[State]) -> State {
        let decisive = match fold {
            Fold::Any => Some(true),
            Fold::All => Some(false),
            Fold::Sum | Fold::Count => None,
        };
        if let Some(truth) = decisive
            && states.iter().any(|state| state.truth() == decisive)
        {
            return State::Known(Scalar::Boolean(truth));
        }
        if let Some(obstacle) = State::obstacle(states) {
            return obstacle;
        }
        if let Some(truth) = decisive {
            return State::Known(Scalar::Boolean(!truth));
        }
        let mut total = Some(Exact::ZERO);
        for state in states {
            let number = match state {
                State::Known(Scalar::Number(number)) => *number,
                State::Known(Scalar::Boolean(true)) => Exact::whole(1),
                State::Known(_) | State::None | State::Unknown(_) => Exact::ZERO,
            };
            total = total.and_then(|total| total.add(number));
        }
        match total {
            Some(total) => State::Known(Scalar::Number(total)),
            None => self.fault(node, Fault::TooLarge),
        }
    }
}

/// A row that adds a bare zero: people need not read that the lift is not the telephone.
fn is_nothing(trace: &Trace) -> bool {
    let zero = |value: &Value| value.decimal().is_some_and(|number| number.is_zero());
    trace.steps.is_empty() && trace.line.len() == 1 && trace.answer.known().is_some_and(zero)
}
