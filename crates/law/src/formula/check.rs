//! Types every part of a formula, or says what is wrong with it.

mod calls;
mod codes;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{
    FormulaProblem, Names, Scope,
    nearest::nearest,
    scope::Role,
    tree::{Kind, Node, Operator, Power},
    types::{Measure, Shape, Ty},
};

/// A list being walked.
struct Walked {
    row: String,
    list: String,
    columns: BTreeMap<String, Ty>,
}

struct Checker<'a> {
    scope: &'a Scope,
    walked: Vec<Walked>,
    names: Names,
    problems: Vec<FormulaProblem>,
}

/// Types the tree; all problems if there is one.
pub(crate) fn check(root: &mut Node, scope: &Scope) -> Result<(Ty, Names), Vec<FormulaProblem>> {
    let mut checker = Checker {
        scope,
        walked: Vec::new(),
        names: Names::default(),
        problems: Vec::new(),
    };
    let ty = checker.check(root);
    if let Some(Shape::List(_)) = ty.as_ref().map(|ty| &ty.shape) {
        let problem = FormulaProblem::new(root.span.clone(), "a list is not a result");
        checker
            .problems
            .push(problem.help("say what to do with it: sum(row in list: row.column)"));
    }
    match ty {
        Some(ty) if checker.problems.is_empty() => Ok((ty, checker.names)),
        Some(_) | None => Err(checker.problems),
    }
}

impl Checker<'_> {
    /// Reports and gives up on the part; the parts above stay silent about it.
    fn say(&mut self, problem: FormulaProblem) -> Option<Ty> {
        self.problems.push(problem);
        None
    }

    fn wrong(&mut self, span: &Range<usize>, message: impl Into<String>) -> Option<Ty> {
        self.say(FormulaProblem::new(span.clone(), message))
    }

    fn check(&mut self, node: &mut Node) -> Option<Ty> {
        let span = node.span.clone();
        if let Kind::Name(name) = &node.kind
            && let Some((level, column)) = self.column(name)
        {
            node.kind = Kind::Column { level, column };
        }
        let ty = match &mut node.kind {
            Kind::Boolean(_) => Some(Shape::Boolean.into()),
            Kind::Number(number) if number.is_zero() => Some(Measure::Zero.into()),
            Kind::Number(number) if number.is_integer() => Some(Measure::Count.into()),
            Kind::Number(_) => Some(Measure::plain().into()),
            Kind::Share(_) => Some(Measure::Share.into()),
            Kind::Code(code) => Some(Shape::Choice(BTreeSet::from([code.clone()])).into()),
            Kind::Date(_) => Some(Shape::Date.into()),
            Kind::Name(name) => self.name(name, &span),
            Kind::Column { level, column } => self.column_type(*level, column, &span),
            Kind::Figure(code) => self.figure(code, &span),
            Kind::Group(inner) => self.check(inner),
            Kind::Not(inner) => self.boolean(inner),
            Kind::Negative(inner) => self.quantity(inner),
            Kind::Binary {
                operator,
                left,
                right,
            } => self.binary(*operator, left, right),
            Kind::If {
                condition,
                then,
                otherwise,
            } => {
                let condition = self.boolean(condition);
                let ty = self.alike([&mut **then, &mut **otherwise]);
                condition.and(ty)
            }
            Kind::Match {
                subject,
                arms,
                otherwise,
            } => self.matching(subject, arms, otherwise.as_deref_mut()),
            Kind::Call {
                function,
                arguments,
            } => self.call(*function, arguments, &span),
            Kind::Fold {
                fold,
                row,
                list,
                list_span,
                body,
            } => self.fold(*fold, (row, list), list_span, body),
        };
        node.ty.clone_from(&ty);
        ty
    }

    fn name(&mut self, name: &str, span: &Range<usize>) -> Option<Ty> {
        let Some((role, ty)) = self.scope.get(name) else {
            let problem = FormulaProblem::new(span.clone(), format!("`{name}` is not declared"));
            let rows = self.walked.iter().map(|walked| walked.row.as_str());
            let spaced = name.match_indices('-').find_map(|(at, _)| {
                let (left, right) = name.split_at_checked(at)?;
                let right = right.strip_prefix('-')?;
                (self.scope.has(left) && self.scope.has(right)).then_some((left, right))
            });
            let problem = match spaced {
                Some((left, right)) => {
                    problem.help(format!("a minus has spaces around it: `{left} - {right}`"))
                }
                None => problem.meant(nearest(name, self.scope.names().chain(rows))),
            };
            return self.say(problem);
        };
        match role {
            Role::Fact => self.names.facts.insert(name.to_owned()),
            Role::Step => self.names.steps.insert(name.to_owned()),
            Role::Day | Role::Channel => false,
            Role::Broken => return None,
        };
        if ty.shape == Shape::Opaque {
            return self.wrong(
                span,
                format!("`{name}` is a text, which no formula may use"),
            );
        }
        Some(ty.clone())
    }

    /// The row and the column that a name such as `cost.billed` means, if its first part is a row.
    fn column(&self, name: &str) -> Option<(usize, String)> {
        let (row, column) = name.split_once('.').unwrap_or((name, ""));
        let level = self.walked.iter().position(|walked| walked.row == row)?;
        Some((level, column.to_owned()))
    }

    fn column_type(&mut self, level: usize, column: &str, span: &Range<usize>) -> Option<Ty> {
        let walked = self.walked.get(level)?;
        if let Some(ty) = walked.columns.get(column) {
            self.names
                .columns
                .insert(format!("{}.{column}", walked.list));
            if ty.shape == Shape::Opaque {
                let message = format!("`{column}` is a text, which no formula may use");
                return self.wrong(span, message);
            }
            return Some(ty.clone());
        }
        let message = if column.is_empty() {
            format!("`{}` is a whole row: name one of its columns", walked.row)
        } else {
            format!("`{}` has no column `{column}`", walked.list)
        };
        let known = walked.columns.keys().map(String::as_str);
        let start = span.end.saturating_sub(column.len());
        let range = if column.is_empty() { span.start } else { start }..span.end;
        let problem = FormulaProblem::new(range, message).meant(nearest(column, known));
        self.say(problem)
    }

    fn figure(&mut self, code: &str, span: &Range<usize>) -> Option<Ty> {
        let Some(ty) = self.scope.figure(code) else {
            let message = format!("there is no figure `{code}`");
            let problem = FormulaProblem::new(span.clone(), message);
            return self.say(problem.meant(nearest(code, self.scope.figures())));
        };
        self.names.figures.insert(code.to_owned());
        if ty.shape == Shape::Opaque {
            return self.wrong(
                span,
                format!("figure `{code}` holds hours, which no formula may use"),
            );
        }
        Some(ty.clone())
    }

    /// A part that must have a value: a limit that may be `none` does not do.
    fn set(&mut self, node: &mut Node) -> Option<Ty> {
        let ty = self.check(node)?;
        self.must_be_set(node, ty)
    }

    fn must_be_set(&mut self, node: &Node, ty: Ty) -> Option<Ty> {
        if !ty.optional {
            return Some(ty);
        }
        let problem = FormulaProblem::new(node.span.clone(), "the law may set no such limit");
        self.say(problem.help("use capped(x, limit), or ask is-set(limit)"))
    }

    fn boolean(&mut self, node: &mut Node) -> Option<Ty> {
        let ty = self.set(node)?;
        if ty.shape == Shape::Boolean {
            return Some(ty);
        }
        self.wrong(&node.span, format!("this is {ty}, not a yes or no"))
    }

    fn quantity(&mut self, node: &mut Node) -> Option<Ty> {
        let ty = self.check(node)?;
        if ty.measure().is_some() {
            return Some(ty);
        }
        self.wrong(&node.span, format!("this is {ty}, not a number"))
    }

    /// Parts that must be of one kind; their common type.
    fn alike<'n>(&mut self, nodes: impl IntoIterator<Item = &'n mut Node>) -> Option<Ty> {
        let mut common: Option<Ty> = None;
        let mut sound = true;
        for node in nodes {
            let Some(ty) = self.check(node) else {
                sound = false;
                continue;
            };
            let joined = match &common {
                None => Some(ty.clone()),
                Some(common) => common.join(&ty),
            };
            match (joined, &common) {
                (None, Some(first)) => {
                    let message = format!("this is {ty}, and what stands before it is {first}");
                    let problem = FormulaProblem::new(node.span.clone(), message);
                    self.say(periods(problem, first, &ty));
                    sound = false;
                }
                (joined, _) => common = joined,
            }
        }
        common.filter(|_| sound)
    }

    fn binary(&mut self, operator: Operator, left: &mut Node, right: &mut Node) -> Option<Ty> {
        match operator.power() {
            Power::Or | Power::And | Power::Not | Power::Sign => {
                let (left, right) = (self.boolean(left), self.boolean(right));
                left.and(right)
            }
            Power::Compare => self.comparison(operator, left, right),
            Power::Add => {
                let (first, second) = (self.quantity(left), self.quantity(right));
                let (first, second) = (first?, second?);
                if let Some(ty) = first.join(&second) {
                    return Some(ty);
                }
                let message = if operator == Operator::Subtract {
                    format!("{second} cannot be taken from {first}")
                } else {
                    format!("{second} cannot be added to {first}")
                };
                let problem = FormulaProblem::new(right.span.clone(), message);
                self.say(periods(problem, &first, &second))
            }
            Power::Multiply => {
                let (first, second) = (self.quantity(left), self.quantity(right));
                let (first, second) = (first?, second?);
                let (a, b) = (first.measure()?, second.measure()?);
                let (measure, message) = if operator == Operator::Divide {
                    let message = format!("{first} cannot be divided by {second}");
                    (a.over(b), message)
                } else {
                    let message = format!("{first} cannot be multiplied by {second}");
                    (a.times(b), message)
                };
                match measure {
                    Some(measure) => {
                        Some(Ty::from(measure).or_none(first.optional || second.optional))
                    }
                    None => self.wrong(&right.span, message),
                }
            }
        }
    }

    fn comparison(&mut self, operator: Operator, left: &mut Node, right: &mut Node) -> Option<Ty> {
        let (first, second) = (self.set(left), self.set(right));
        let (first, second) = (first?, second?);
        if let (Shape::Choice(a), Shape::Choice(b)) = (&first.shape, &second.shape) {
            return self.codes(operator, (left, a), (right, b));
        }
        let equality = matches!(operator, Operator::Equal | Operator::Unequal);
        let ordered = first.measure().is_some() || first.shape == Shape::Date;
        if matches!(first.shape, Shape::List(_)) || !(equality || ordered) {
            let message = format!("{first} cannot be compared by `{}`", operator.sign());
            return self.wrong(&left.span, message);
        }
        if first.join(&second).is_some() {
            return Some(Shape::Boolean.into());
        }
        let message = format!("{second} cannot be compared with {first}");
        let problem = FormulaProblem::new(right.span.clone(), message);
        self.say(periods(problem, &first, &second))
    }
}

/// Adds the way out where only the periods of two sums differ.
fn periods(problem: FormulaProblem, first: &Ty, second: &Ty) -> FormulaProblem {
    match (first.measure(), second.measure()) {
        (Some(Measure::Money(a, _)), Some(Measure::Money(b, _))) if a != b => problem
            .help("monthly(x) makes a quarter's sum a month's, quarterly(x) a month's a quarter's"),
        (Some(Measure::Money(..)), Some(Measure::Count)) => {
            problem.help("a sum of tenge that the law sets is a figure: figure:code")
        }
        _ => problem,
    }
}
