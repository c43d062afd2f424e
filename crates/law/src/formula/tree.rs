//! A formula as a tree: what the parser builds, the checker types and the evaluator walks.

use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{functions::Function, types::Ty};

/// A part of a formula with its place in the text.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind,
    /// Levels below and including this one; bounded, so that no walk can exhaust the stack.
    pub(crate) depth: usize,
    /// Set by the checker.
    pub(crate) ty: Option<Ty>,
}

/// What a part is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Boolean(bool),
    Number(Decimal),
    Share(Decimal),
    Code(String),
    Date(Date),
    Name(String),
    /// A column of the row of the fold `level` levels up from the outermost; set by the checker.
    Column {
        level: usize,
        column: String,
    },
    Figure(String),
    Group(Box<Node>),
    Not(Box<Node>),
    Negative(Box<Node>),
    Binary {
        operator: Operator,
        left: Box<Node>,
        right: Box<Node>,
    },
    If {
        condition: Box<Node>,
        then: Box<Node>,
        otherwise: Box<Node>,
    },
    Match {
        subject: Box<Node>,
        arms: Vec<Arm>,
        otherwise: Option<Box<Node>>,
    },
    Call {
        function: Function,
        arguments: Vec<Node>,
    },
    Fold {
        fold: Fold,
        row: String,
        list: String,
        list_span: Range<usize>,
        body: Box<Node>,
    },
}

/// `'lift' or 'telephone': body`.
#[derive(Clone, Debug)]
pub(crate) struct Arm {
    pub(crate) codes: Vec<(String, Range<usize>)>,
    pub(crate) body: Node,
}

/// What is done with the rows of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    Sum,
    Count,
    Any,
    All,
}

impl Fold {
    pub(crate) const ALL: [Self; 4] = [Self::Sum, Self::Count, Self::Any, Self::All];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Count => "count",
            Self::Any => "any",
            Self::All => "all",
        }
    }
}

/// An operator between two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// How tightly operators bind; comparisons do not chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Power {
    Or,
    And,
    Not,
    Compare,
    Add,
    Multiply,
    Sign,
}

impl Operator {
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "or" => Self::Or,
            "and" => Self::And,
            "=" => Self::Equal,
            "!=" => Self::Unequal,
            "<" => Self::Less,
            "<=" => Self::AtMost,
            ">" => Self::Greater,
            ">=" => Self::AtLeast,
            "+" => Self::Add,
            "-" => Self::Subtract,
            "*" => Self::Multiply,
            "/" => Self::Divide,
            _ => return None,
        })
    }

    pub(crate) fn power(self) -> Power {
        match self {
            Self::Or => Power::Or,
            Self::And => Power::And,
            Self::Equal
            | Self::Unequal
            | Self::Less
            | Self::AtMost
            | Self::Greater
            | Self::AtLeast => Power::Compare,
            Self::Add | Self::Subtract => Power::Add,
            Self::Multiply | Self::Divide => Power::Multiply,
        }
    }

    /// The truth of one side that makes the other side needless.
    pub(crate) fn decisive(self) -> Option<bool> {
        match self {
            Self::And => Some(false),
            Self::Or => Some(true),
            Self::Equal
            | Self::Unequal
            | Self::Less
            | Self::AtMost
            | Self::Greater
            | Self::AtLeast
            | Self::Add
            | Self::Subtract
            | Self::Multiply
            | Self::Divide => None,
        }
    }

    /// As a person reads it in a trace.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::Unequal => "≠",
            Self::Less => "<",
            Self::AtMost => "≤",
            Self::Greater => ">",
            Self::AtLeast => "≥",
            Self::Add => "+",
            Self::Subtract => "−",
            Self::Multiply => "×",
            Self::Divide => "/",
        }
    }
}

impl Power {
    /// The next tighter one: the right side of an operator that groups from the left.
    pub(crate) fn tighter(self) -> Self {
        match self {
            Self::Or => Self::And,
            Self::And => Self::Not,
            Self::Not => Self::Compare,
            Self::Compare => Self::Add,
            Self::Add => Self::Multiply,
            Self::Multiply | Self::Sign => Self::Sign,
        }
    }
}

impl Node {
    /// The type that the checker found; an unchecked node has none and is never evaluated.
    pub(crate) fn ty(&self) -> Option<&Ty> {
        self.ty.as_ref()
    }

    pub(crate) fn children(&self) -> Vec<&Self> {
        match &self.kind {
            Kind::Boolean(_)
            | Kind::Number(_)
            | Kind::Share(_)
            | Kind::Code(_)
            | Kind::Date(_)
            | Kind::Name(_)
            | Kind::Column { .. }
            | Kind::Figure(_) => Vec::new(),
            Kind::Group(inner) | Kind::Not(inner) | Kind::Negative(inner) => vec![inner],
            Kind::Binary { left, right, .. } => vec![left, right],
            Kind::If {
                condition,
                then,
                otherwise,
            } => vec![condition, then, otherwise],
            Kind::Match {
                subject,
                arms,
                otherwise,
            } => {
                let bodies = arms.iter().map(|arm| &arm.body);
                let otherwise = otherwise.as_deref();
                std::iter::once(&**subject)
                    .chain(bodies)
                    .chain(otherwise)
                    .collect()
            }
            Kind::Call { arguments, .. } => arguments.iter().collect(),
            Kind::Fold { body, .. } => vec![body],
        }
    }
}
