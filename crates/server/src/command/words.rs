//! The words around the words of the law: who, from when, on what basis. In the operator's English.

use law::edition::{Basis, Channel, Per, Role, Source, TermStart, Work};
use law::formula::Missing;
use law::value::Value;

/// A value with its unit: `5 000 tenge per month`.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Money { per, .. } => format!("{value} tenge{}", period(*per)),
        Value::Rate { per, .. } => format!("{value}, tenge{}", period(*per)),
        Value::Boolean(_)
        | Value::Count(_)
        | Value::Number { .. }
        | Value::Share(_)
        | Value::Date(_)
        | Value::Choice(_)
        | Value::Text(_)
        | Value::Hours(_)
        | Value::List(_) => value.to_string(),
    }
}

fn period(per: Per) -> &'static str {
    match per {
        Per::Once => "",
        Per::Month => " per month",
        Per::Quarter => " per quarter",
    }
}

/// What is missing, by name alone.
pub(super) fn missing_name(missing: &Missing) -> String {
    match missing {
        Missing::Fact { code } | Missing::Unfit { code } => code.clone(),
        Missing::Figure { code, .. } => format!("figure {code}"),
        Missing::Undefined { formula, .. } => format!("`{formula}`"),
    }
}

/// The paragraph, and the basis unless it is one of the project's sources.
pub(super) fn source(source: &Source) -> String {
    match &source.basis {
        Basis::Source => source.cite.clone(),
        Basis::Found { from } => format!("{}; found in {from}", source.cite),
        Basis::Inferred { why } => format!("{}; inferred: {why}", source.cite),
        Basis::CarriedOver { from, .. } => format!("{}; carried over from {from}", source.cite),
    }
}

/// Who acts.
pub(super) fn role(role: Role) -> &'static str {
    role.code()
}

/// The kind of work.
pub(super) fn work(work: Work) -> &'static str {
    work.code()
}

/// The event that a term runs from.
pub(super) fn start(from: &TermStart) -> String {
    match from {
        TermStart::Filing => "the filing".to_owned(),
        TermStart::Registration => "registration".to_owned(),
        TermStart::Stage(stage) => format!("the end of {stage}"),
        TermStart::Previous => "the end of the stage before".to_owned(),
    }
}

/// A channel.
pub(super) fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Portal => "portal",
        Channel::Counter => "counter",
    }
}
