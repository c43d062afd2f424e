//! The language of conditions and amounts: typed, total, exact, three-valued and traced.
//!
//! A formula is compiled once against the names that an edition declares, so that a misspelt fact or
//! money per month added to money per quarter is an error on the word. Its evaluation cannot fail:
//! what is not known, and what cannot be computed, makes the answer unknown and is named.

pub(crate) mod answer;
mod check;
pub(crate) mod environment;
mod evaluate;
pub(crate) mod exact;
mod functions;
mod lexer;
pub(crate) mod nearest;
mod parser;
mod scalar;
mod scope;
mod trace;
mod tree;
pub(crate) mod types;

use std::{collections::BTreeSet, ops::Range};

pub use answer::{Answer, Fault, Missing};
pub use environment::Environment;
pub use evaluate::Evaluation;
pub use scope::Scope;
pub use trace::{FigureUsed, Leaf, Part, Trace};
pub use types::{Measure, Shape, Ty, Unit};

/// The names of the functions, those over the rows of a list last.
pub(crate) fn function_names() -> impl Iterator<Item = &'static str> {
    let functions = functions::Function::ALL.into_iter();
    let folds = tree::Fold::ALL.into_iter().map(tree::Fold::name);
    functions.map(functions::Function::name).chain(folds)
}

/// The longest formula, in bytes of its text.
pub const BYTES_AT_MOST: usize = 4000;

/// The deepest formula, in levels of its tree.
pub const DEPTH_AT_MOST: usize = 64;

/// The longest list that a formula walks, in rows. A family's bills of a year fit many times over.
pub const ROWS_AT_MOST: usize = 500;

/// How many lists may be walked inside one another.
pub const FOLDS_AT_MOST: usize = 2;

/// What is wrong with the text of a formula, in a law editor's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaProblem {
    /// The bytes of the word or part; always on the borders of characters.
    pub range: Range<usize>,
    /// What is wrong, without a full stop.
    pub message: String,
    /// The way out, if one is known.
    pub help: Option<String>,
}

impl FormulaProblem {
    pub(crate) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            range,
            message: message.into(),
            help: None,
        }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    pub(crate) fn meant(self, nearest: Option<&str>) -> Self {
        let help = nearest.map(|name| format!("did you mean `{name}`?"));
        Self { help, ..self }
    }
}

/// What a formula stands on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Facts and fields of the form (`section.field`).
    pub facts: BTreeSet<String>,
    /// Earlier lets and assessments.
    pub steps: BTreeSet<String>,
    /// Figures written as `figure:code`.
    pub figures: BTreeSet<String>,
    /// Columns of lists, as `list.column`.
    pub columns: BTreeSet<String>,
}

/// A formula that has been checked.
#[derive(Clone, Debug)]
pub struct Formula {
    text: String,
    root: tree::Node,
    names: Names,
    ty: Ty,
}

impl Formula {
    /// Parses and types `text` against the names of `scope`.
    ///
    /// # Errors
    /// The first fault of spelling, or every fault of type, each on its word.
    pub fn compile(text: &str, scope: &Scope) -> Result<Self, Vec<FormulaProblem>> {
        if text.len() > BYTES_AT_MOST {
            let message = format!("a formula has at most {BYTES_AT_MOST} bytes");
            let problem = FormulaProblem::new(0..text.len(), message);
            return Err(vec![problem.help("give a part of it a name with `let`")]);
        }
        let mut root = parser::parse(text).map_err(|problem| vec![problem])?;
        let (ty, names) = check::check(&mut root, scope)?;
        Ok(Self {
            text: text.to_owned(),
            root,
            names,
            ty,
        })
    }

    /// The text as the lawyer wrote it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The type of what it gives.
    pub fn ty(&self) -> &Ty {
        &self.ty
    }

    /// The facts, steps and figures that it uses.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The answer and the way to it. Never fails and never panics: see [`Answer::Unknown`].
    pub fn evaluate(&self, environment: &Environment<'_>) -> Evaluation {
        evaluate::evaluate(self, environment)
    }

    fn slice(&self, span: &Range<usize>) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }
}
