//! Types the functions and what is done with the rows of a list.

use std::ops::Range;

use super::{
    super::{
        FOLDS_AT_MOST, FormulaProblem,
        functions::{Function, Signature},
        parser::KEYWORDS,
        tree::{Fold, Node},
        types::{Measure, Shape, Ty},
    },
    Checker, Walked,
};

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        function: Function,
        nodes: &mut [Node],
        span: &Range<usize>,
    ) -> Option<Ty> {
        let usage = || format!("write {}", function.usage());
        match (function.signature(), nodes) {
            (Signature::Alike, nodes @ [_, _, ..]) => {
                let ty = self.alike(nodes.iter_mut())?;
                let optional = nodes.iter().find(|n| n.ty().is_some_and(|ty| ty.optional));
                match optional {
                    Some(node) => self.must_be_set(node, ty),
                    None => self.ordered(ty, span),
                }
            }
            (Signature::Limit, [value, limit]) => {
                let ty = self.alike([&mut *value, limit])?;
                if value.ty().is_some_and(|ty| ty.optional) {
                    return self.wrong(&value.span, "only the limit may be `none`");
                }
                let shape = self.ordered(ty, span)?.shape;
                Some(shape.into())
            }
            (Signature::Optional, [limit]) => {
                let ty = self.check(limit)?;
                if matches!(ty.shape, Shape::List(_)) {
                    return self.wrong(&limit.span, "this is a list, not a limit");
                }
                Some(function.gives())
            }
            (Signature::Quantity, [node]) => {
                let ty = self.quantity(node)?;
                let Some(measure) = function.converts(ty.measure()?) else {
                    let problem = FormulaProblem::new(node.span.clone(), format!("this is {ty}"));
                    return self.say(problem.help(usage()));
                };
                Some(Ty::from(measure).or_none(ty.optional))
            }
            (Signature::Days, [from, to]) => {
                let (from, to) = (self.day(from), self.day(to));
                from.and(to).map(|_| function.gives())
            }
            (Signature::DayAndCount, [day, count]) => {
                let (day, number) = (self.day(day), self.set(count));
                let (_, number) = (day?, number?);
                match number.measure() {
                    Some(Measure::Count | Measure::Zero) => Some(function.gives()),
                    _ => self.wrong(&count.span, format!("this is {number}, not a count")),
                }
            }
            (_, nodes) => {
                for node in nodes {
                    self.check(node);
                }
                let message = format!("`{}` is given too few or too many values", function.name());
                let problem = FormulaProblem::new(span.clone(), message);
                self.say(problem.help(usage()))
            }
        }
    }

    fn ordered(&mut self, ty: Ty, span: &Range<usize>) -> Option<Ty> {
        if ty.measure().is_some() || ty.shape == Shape::Date {
            return Some(ty);
        }
        self.wrong(span, format!("{ty} has no order"))
    }

    fn day(&mut self, node: &mut Node) -> Option<Ty> {
        let ty = self.set(node)?;
        if ty.shape == Shape::Date {
            return Some(ty);
        }
        self.wrong(&node.span, format!("this is {ty}, not a day"))
    }

    pub(super) fn fold(
        &mut self,
        fold: Fold,
        (row, list): (&str, &str),
        list_span: &Range<usize>,
        body: &mut Node,
    ) -> Option<Ty> {
        let ty = self.name(list, list_span)?;
        let Shape::List(columns) = ty.shape else {
            return self.wrong(list_span, format!("`{list}` is {ty}, not a list"));
        };
        let walked_already = self.walked.iter().any(|walked| walked.row == row);
        if row.contains('.') || KEYWORDS.contains(&row) || walked_already || self.scope.has(row) {
            return self.wrong(list_span, format!("`{row}` cannot name the row here"));
        }
        if self.walked.len() >= FOLDS_AT_MOST {
            return self.wrong(list_span, "lists are walked too deeply inside one another");
        }
        self.walked.push(Walked {
            row: row.to_owned(),
            list: list.to_owned(),
            columns,
        });
        let ty = match fold {
            Fold::Sum => {
                let ty = self.quantity(body);
                ty.and_then(|ty| self.must_be_set(body, ty))
            }
            Fold::Count => self.boolean(body).map(|_| Measure::Count.into()),
            Fold::Any | Fold::All => self.boolean(body),
        };
        self.walked.pop();
        ty
    }
}
