//! The way to an answer, step by step, as citizen, official and court read it.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Answer;
use crate::{
    edition::{Origin, Source},
    value::Value,
};

/// A step: a line with its numbers, and the steps below it that it stands on.
///
/// `Display` writes the tree, two blanks to a level, in the language of formulas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The part of the formula, as the lawyer wrote it.
    pub formula: String,
    /// The same with values in the place of names: `10 % × 150 000 / 3`.
    pub line: Vec<Part>,
    /// What it gives.
    pub answer: Answer,
    /// What it stands on, if it is a fact, a figure, a day or an earlier step.
    pub leaf: Option<Leaf>,
    /// The row of the list above that it speaks of, from 1.
    pub row: Option<usize>,
    /// The steps below.
    pub steps: Vec<Self>,
}

/// A piece of a line. Signs and names of functions are the same in every language; values are to be
/// written as the reader's language writes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Part {
    /// A sign or a function.
    Sign(String),
    /// A value.
    Value(Value),
    /// Something that is not known: its name, or nothing for the result of a step.
    Unknown(String),
    /// A limit that the law does not set.
    None,
}

/// What a step stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Leaf {
    /// A fact of the case.
    Fact {
        /// Its code.
        code: String,
        /// Who said it; none = given by whoever asks.
        origin: Option<Origin>,
        /// Where it stands: the number of the answer, the name of the document.
        note: Option<String>,
        /// The figure that it was taken from.
        figure: Option<Box<FigureUsed>>,
        /// The figure that would have applied if the fact had not been given.
        overrides: Option<Box<FigureUsed>>,
    },
    /// A figure of the law.
    Figure(Box<FigureUsed>),
    /// An earlier let or assessment.
    Step {
        /// Its code.
        code: String,
    },
    /// The day of the decision or of the filing.
    Day {
        /// `day` or `filed-day`.
        code: String,
    },
    /// The channel by which the application came.
    Channel {
        /// `channel`.
        code: String,
    },
}

/// A figure as it applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureUsed {
    /// Its code.
    pub code: String,
    /// What it says; none = no limit in force.
    pub value: Option<Value>,
    /// The act that sets it.
    pub act: String,
    /// The place that it was set for.
    pub place: Option<String>,
    /// From this day.
    pub from: Date,
    /// Why we believe it.
    pub source: Source,
}

impl Trace {
    /// One line: `10 % × 150 000 / 3 = 5 000`, `2 ≤ 1 → false`, `family-income = ?`.
    pub fn text(&self) -> String {
        let line: String = self.line.iter().map(Part::to_string).collect();
        let result = match &self.answer {
            Answer::Known(Value::Boolean(truth)) => format!(" → {truth}"),
            Answer::Known(value) => format!(" = {value}"),
            Answer::None => " = none".to_owned(),
            Answer::Unknown(_) => " = ?".to_owned(),
        };
        match self.line.as_slice() {
            [_] | [] => format!("{}{result}", self.formula),
            _ => format!("{line}{result}"),
        }
    }

    /// All leaves below this step, in order, none of them twice.
    pub fn leaves(&self) -> Vec<&Self> {
        let mut leaves: Vec<&Self> = Vec::new();
        self.collect(&mut leaves);
        leaves
    }

    fn collect<'a>(&'a self, leaves: &mut Vec<&'a Self>) {
        if self.leaf.is_some() && !leaves.contains(&self) {
            leaves.push(self);
        }
        for step in &self.steps {
            step.collect(leaves);
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, level: usize) -> fmt::Result {
        write!(f, "{:indent$}", "", indent = level * 2)?;
        if let Some(row) = self.row {
            write!(f, "{row}: ")?;
        }
        write!(f, "{}", self.text())?;
        match (&self.leaf, &self.answer) {
            (Some(_), Answer::Unknown(_)) => writeln!(f, " (unknown)")?,
            (Some(leaf), Answer::Known(_) | Answer::None) => writeln!(f, " ({leaf})")?,
            (None, _) => writeln!(f)?,
        }
        self.steps
            .iter()
            .try_for_each(|step| step.write(f, level + 1))
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sign(sign) => f.write_str(sign),
            Self::Value(value) => write!(f, "{value}"),
            Self::Unknown(name) => write!(f, "{name}?"),
            Self::None => f.write_str("none"),
        }
    }
}

impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact {
                origin,
                note,
                figure,
                overrides,
                ..
            } => {
                match (figure, origin) {
                    (Some(figure), _) => write!(f, "figure {}, {figure}", figure.code)?,
                    (None, Some(origin)) => write!(f, "{origin}")?,
                    (None, None) => f.write_str("given")?,
                }
                if let Some(note) = note {
                    write!(f, ", {note}")?;
                }
                if let Some(figure) = overrides {
                    write!(f, ", overrides figure {} = ", figure.code)?;
                    match &figure.value {
                        Some(value) => write!(f, "{value}")?,
                        None => f.write_str("none")?,
                    }
                    write!(f, " of {figure}")?;
                }
                Ok(())
            }
            Self::Figure(figure) => write!(f, "{figure}"),
            Self::Step { .. } => f.write_str("above"),
            Self::Day { .. } => f.write_str("calendar"),
            Self::Channel { .. } => f.write_str("application"),
        }
    }
}

impl fmt::Display for FigureUsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.act)?;
        if let Some(place) = &self.place {
            write!(f, ", place {place}")?;
        }
        write!(f, ", from {}", self.from)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Registry(code) => write!(f, "registry:{code}"),
            Self::Document(code) => write!(f, "document:{code}"),
            Self::Form(field) => write!(f, "form:{field}"),
            Self::Figure(code) => write!(f, "figure:{code}"),
            Self::Consent(party) => write!(f, "consent:{party}"),
            Self::Officer => f.write_str("officer"),
        }
    }
}
