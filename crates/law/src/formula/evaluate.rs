//! Walks a checked tree: Kleene's logic, exact numbers, and a trace of the way.

mod branches;
mod rows;

use std::{cmp::Ordering, ops::Range};

use super::{
    Answer, Environment, Fault, Formula, Leaf, Missing, Part, Trace,
    environment::Found,
    exact::Exact,
    functions::Function,
    scalar::{Scalar, State},
    tree::{Kind, Node, Operator},
};
use crate::{edition::Rounding, value::Row};

/// The answer of a formula and the way to it.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The answer.
    pub value: Answer,
    /// The way to it.
    pub trace: Trace,
    pub(crate) state: State,
}

impl Evaluation {
    /// The same, rounded; the trace stays that of the exact number.
    #[must_use]
    pub fn rounded(&self, formula: &Formula, rounding: &Rounding) -> Self {
        let State::Known(Scalar::Number(number)) = &self.state else {
            return self.clone();
        };
        let state = match number.round(rounding) {
            Some(number) => State::Known(Scalar::Number(number)),
            None => State::missing(Missing::too_large(formula.text())),
        };
        Self {
            value: Answer::of(&state, formula.ty(), formula.text()),
            trace: self.trace.clone(),
            state,
        }
    }
}

/// A part evaluated: its state, its line, and the steps that it stands on.
struct Step {
    state: State,
    line: Vec<Part>,
    steps: Vec<Trace>,
    /// The only step *is* this part: a leaf, a call, a branch.
    closed: bool,
}

struct Evaluator<'a> {
    formula: &'a Formula,
    environment: &'a Environment<'a>,
    /// The row of each list being walked: its list, its number from 1, its columns.
    walked: Vec<(&'a str, usize, &'a Row)>,
}

/// Evaluates a formula.
pub(crate) fn evaluate(formula: &Formula, environment: &Environment<'_>) -> Evaluation {
    let mut evaluator = Evaluator {
        formula,
        environment,
        walked: Vec::new(),
    };
    let step = evaluator.step(&formula.root);
    let state = step.state.clone();
    let trace = evaluator.close(&formula.root, step);
    let value = trace.answer.clone();
    let state = match &value {
        // A number that no value can hold is not carried on either.
        Answer::Unknown(missing) => State::Unknown(missing.clone()),
        Answer::Known(_) | Answer::None => state,
    };
    Evaluation {
        value,
        trace,
        state,
    }
}

fn sign(sign: &str) -> Part {
    Part::Sign(sign.to_owned())
}

impl<'a> Evaluator<'a> {
    fn slice(&self, span: &Range<usize>) -> String {
        self.formula.slice(span).to_owned()
    }

    fn answer(&self, node: &Node, state: &State) -> Answer {
        let text = self.formula.slice(&node.span);
        match node.ty() {
            Some(ty) => Answer::of(state, ty, text),
            None => Answer::Unknown([Missing::too_large(text)].into()),
        }
    }

    fn part(&self, node: &Node, state: &State, name: &str) -> Part {
        match self.answer(node, state) {
            Answer::Known(value) => Part::Value(value),
            Answer::None => Part::None,
            Answer::Unknown(_) => Part::Unknown(name.to_owned()),
        }
    }

    fn fault(&self, node: &Node, fault: Fault) -> State {
        State::missing(Missing::Undefined {
            formula: self.slice(&node.span),
            fault,
        })
    }

    /// The part as one step that people read.
    fn close(&self, node: &Node, mut step: Step) -> Trace {
        if step.closed
            && let Some(trace) = step.steps.pop()
        {
            return trace;
        }
        Trace {
            formula: self.slice(&node.span),
            answer: self.answer(node, &step.state),
            line: step.line,
            leaf: None,
            row: None,
            steps: step.steps,
        }
    }

    /// Makes the part a step of its own, of which the parts above show the result only.
    fn closed(&self, node: &Node, step: Step) -> Step {
        if step.closed {
            return step;
        }
        let state = step.state.clone();
        Step {
            line: vec![self.part(node, &state, "")],
            steps: vec![self.close(node, step)],
            state,
            closed: true,
        }
    }

    fn plain(&self, node: &Node, state: State) -> Step {
        Step {
            line: vec![self.part(node, &state, "")],
            state,
            steps: Vec::new(),
            closed: false,
        }
    }

    fn leaf(&self, node: &Node, name: &str, state: State, leaf: Option<Leaf>) -> Step {
        let line = vec![self.part(node, &state, name)];
        let trace = Trace {
            formula: self.slice(&node.span),
            line: line.clone(),
            answer: self.answer(node, &state),
            leaf,
            row: None,
            steps: Vec::new(),
        };
        Step {
            state,
            line,
            steps: vec![trace],
            closed: true,
        }
    }

    fn step(&mut self, node: &'a Node) -> Step {
        match &node.kind {
            Kind::Boolean(truth) => self.plain(node, State::Known(Scalar::Boolean(*truth))),
            Kind::Number(number) | Kind::Share(number) => {
                let state = match Exact::of(*number) {
                    Some(number) => State::Known(Scalar::Number(number)),
                    None => self.fault(node, Fault::TooLarge),
                };
                self.plain(node, state)
            }
            Kind::Code(code) => self.plain(node, State::Known(Scalar::Code(code.clone()))),
            Kind::Date(day) => self.plain(node, State::Known(Scalar::Date(*day))),
            Kind::Name(name) => self.name(node, name),
            Kind::Column { level, column } => self.column(node, *level, column),
            Kind::Figure(code) => self.figure(node, code),
            Kind::Group(inner) => {
                let mut step = self.step(inner);
                if !step.closed {
                    step.line.insert(0, sign("("));
                    step.line.push(sign(")"));
                }
                step
            }
            Kind::Not(inner) => self.prefixed("not ", inner, |scalar| match scalar {
                Scalar::Boolean(truth) => Some(Scalar::Boolean(!truth)),
                Scalar::Number(_) | Scalar::Date(_) | Scalar::Code(_) => None,
            }),
            Kind::Negative(inner) => self.prefixed("−", inner, |scalar| match scalar {
                Scalar::Number(number) => number.negative().map(Scalar::Number),
                Scalar::Boolean(_) | Scalar::Date(_) | Scalar::Code(_) => None,
            }),
            Kind::Binary {
                operator,
                left,
                right,
            } => self.binary(node, *operator, left, right),
            Kind::If {
                condition,
                then,
                otherwise,
            } => {
                let condition_step = self.step(condition);
                let branch = match condition_step.state.truth() {
                    Some(true) => Some(&**then),
                    Some(false) => Some(&**otherwise),
                    None => None,
                };
                self.branch(node, (condition, condition_step), branch)
            }
            Kind::Match {
                subject,
                arms,
                otherwise,
            } => self.matching(node, subject, arms, otherwise.as_deref()),
            Kind::Call {
                function,
                arguments,
            } => self.call(node, *function, arguments),
            Kind::Fold {
                fold, list, body, ..
            } => self.fold(node, *fold, list, body),
        }
    }

    fn name(&self, node: &Node, name: &str) -> Step {
        let Some(ty) = node.ty() else {
            let state = self.fault(node, Fault::TooLarge);
            return self.leaf(node, name, state, None);
        };
        let Found { state, leaf } = self.environment.name(name, ty);
        self.leaf(node, name, state, Some(leaf))
    }

    fn figure(&self, node: &Node, code: &str) -> Step {
        let Some(ty) = node.ty() else {
            let state = self.fault(node, Fault::TooLarge);
            return self.leaf(node, code, state, None);
        };
        match self.environment.figure(code, ty) {
            Ok((state, used)) => self.leaf(node, code, state, Some(Leaf::Figure(Box::new(used)))),
            Err(missing) => self.leaf(node, code, State::missing(missing), None),
        }
    }

    fn column(&self, node: &Node, level: usize, column: &str) -> Step {
        let cell = self.walked.get(level);
        let code = cell.map_or_else(
            || column.to_owned(),
            |(list, number, _)| format!("{list}[{number}].{column}"),
        );
        let value = cell.and_then(|(_, _, row)| row.get(column));
        let state = match (value, node.ty()) {
            (None, _) | (_, None) => State::missing(Missing::Fact { code: code.clone() }),
            (Some(value), Some(ty)) => match Scalar::of(value, ty) {
                Some(scalar) => State::Known(scalar),
                None => State::missing(Missing::Unfit { code: code.clone() }),
            },
        };
        Step {
            line: vec![self.part(node, &state, &code)],
            state,
            steps: Vec::new(),
            closed: false,
        }
    }

    fn prefixed(
        &mut self,
        prefix: &str,
        inner: &'a Node,
        apply: impl Fn(&Scalar) -> Option<Scalar>,
    ) -> Step {
        let mut step = self.step(inner);
        step.line.insert(0, sign(prefix));
        step.closed = false;
        if let State::Known(scalar) = &step.state {
            step.state = match apply(scalar) {
                Some(scalar) => State::Known(scalar),
                None => self.fault(inner, Fault::TooLarge),
            };
        }
        step
    }

    fn binary(&mut self, node: &Node, operator: Operator, left: &'a Node, right: &'a Node) -> Step {
        let mut step = self.step(left);
        step.closed = false;
        step.line.push(sign(&format!(" {} ", operator.sign())));
        // One side may decide; then the other is not even looked at.
        let decisive = operator.decisive();
        if decisive.is_some() && step.state.truth() == decisive {
            step.line.push(sign("…"));
            return step;
        }
        let other = self.step(right);
        step.line.extend(other.line);
        for trace in other.steps {
            if trace.leaf.is_none() || !step.steps.contains(&trace) {
                step.steps.push(trace);
            }
        }
        step.state = match (&step.state, &other.state) {
            _ if decisive.is_some() && other.state.truth() == decisive => other.state,
            (State::Known(left), State::Known(right)) => self.operate(node, operator, left, right),
            (left, right) => {
                let obstacle = State::obstacle([left, right]);
                obstacle.unwrap_or_else(|| self.fault(node, Fault::TooLarge))
            }
        };
        step
    }

    fn operate(&self, node: &Node, operator: Operator, left: &Scalar, right: &Scalar) -> State {
        let truth = |order: Option<Ordering>, test: fn(Ordering) -> bool| {
            order.map(|order| Scalar::Boolean(test(order)))
        };
        let order = left.compare(right);
        let scalar = match (operator, left, right) {
            // Both sides are known here, and the left one has not decided.
            (Operator::And | Operator::Or, _, right) => Some(right.clone()),
            (Operator::Equal, ..) => truth(order, Ordering::is_eq),
            (Operator::Unequal, ..) => truth(order, Ordering::is_ne),
            (Operator::Less, ..) => truth(order, Ordering::is_lt),
            (Operator::AtMost, ..) => truth(order, Ordering::is_le),
            (Operator::Greater, ..) => truth(order, Ordering::is_gt),
            (Operator::AtLeast, ..) => truth(order, Ordering::is_ge),
            (Operator::Divide, _, Scalar::Number(divisor)) if divisor.is_zero() => {
                return self.fault(node, Fault::DivisionByZero);
            }
            (operator, Scalar::Number(left), Scalar::Number(right)) => {
                let number = match operator {
                    Operator::Add => left.add(*right),
                    Operator::Subtract => left.subtract(*right),
                    Operator::Multiply => left.multiply(*right),
                    Operator::Divide => left.divide(*right),
                    Operator::Or
                    | Operator::And
                    | Operator::Equal
                    | Operator::Unequal
                    | Operator::Less
                    | Operator::AtMost
                    | Operator::Greater
                    | Operator::AtLeast => None,
                };
                number.map(Scalar::Number)
            }
            _ => None,
        };
        scalar.map_or_else(|| self.fault(node, Fault::TooLarge), State::Known)
    }

    fn call(&mut self, node: &Node, function: Function, arguments: &'a [Node]) -> Step {
        let mut line = vec![sign(&format!("{}(", function.name()))];
        let (mut states, mut steps) = (Vec::new(), Vec::new());
        for (index, argument) in arguments.iter().enumerate() {
            if index > 0 {
                line.push(sign(", "));
            }
            let step = self.step(argument);
            line.extend(step.line);
            steps.extend(step.steps);
            states.push(step.state);
        }
        line.push(sign(")"));
        let state = match (function, states.as_slice()) {
            (Function::IsSet, [state]) => match state {
                State::Known(_) => State::Known(Scalar::Boolean(true)),
                State::None => State::Known(Scalar::Boolean(false)),
                State::Unknown(_) => state.clone(),
            },
            (Function::Capped, [value, State::None]) => value.clone(),
            (_, states) => State::obstacle(states).unwrap_or_else(|| {
                let scalars = states.iter().filter_map(|state| match state {
                    State::Known(scalar) => Some(scalar.clone()),
                    State::None | State::Unknown(_) => None,
                });
                let result = function.apply(&scalars.collect::<Vec<_>>());
                result.map_or_else(|| self.fault(node, Fault::TooLarge), State::Known)
            }),
        };
        let step = Step {
            state,
            line,
            steps,
            closed: false,
        };
        self.closed(node, step)
    }
}
