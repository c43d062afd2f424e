//! The derivation of a result in words: each line of the assessment with its values, their sources and its result.

use fluent_bundle::FluentArgs;
use law::assess::{Assessed, AssessmentResult, LineResult};
use law::edition::{Edition, Type};
use law::formula::{Answer, FigureUsed, Leaf, Part, Trace};
use law::value::Value;

use super::formula::{formula, sign};
use super::label::{fact_of, label, missing};
use super::value::{number, origin, value};
use crate::cite::cite;
use crate::door::Visit;
use crate::pages::office::{DerivedValue, SourceValue, Step};

/// Every line of every assessment, in the order of the edition.
pub(crate) fn steps(visit: &Visit, edition: &Edition, assessed: &Assessed) -> Vec<Step> {
    let results = edition.assessments.iter().filter_map(|assessment| {
        let result = assessed.assessments.get(&assessment.code)?;
        Some((assessment.label.get(visit.law_language()), result))
    });
    results
        .flat_map(|(name, result)| {
            let last = result.lines.len().saturating_sub(1);
            let lines = result.lines.iter().enumerate();
            lines.map(move |(index, line)| {
                let rounded = (index == last)
                    .then(|| rounded(visit, line, result))
                    .flatten();
                step(
                    visit,
                    edition,
                    (index == last).then_some(name),
                    line,
                    rounded,
                )
            })
        })
        .collect()
}

/// The rounded result, where rounding changed it.
fn rounded(visit: &Visit, line: &LineResult, result: &AssessmentResult) -> Option<String> {
    if line.value == result.result {
        return None;
    }
    let known = result.result.known()?;
    Some(value(visit, None, known))
}

fn step(
    visit: &Visit,
    edition: &Edition,
    name: Option<&str>,
    line: &LineResult,
    rounded: Option<String>,
) -> Step {
    let language = visit.law_language();
    let own = line.label.get(language);
    let result = match &line.value {
        Answer::Known(known) => DerivedValue::Known(value(visit, None, known)),
        Answer::None => DerivedValue::Known(visit.say("assessment-no-limit")),
        Answer::Unknown(unknown) => DerivedValue::Unknown(
            unknown
                .iter()
                .map(|it| missing(visit, edition, it))
                .collect(),
        ),
    };
    let leaves = leaves(&line.trace);
    Step {
        label: name.map_or_else(|| own.to_owned(), |name| format!("{name}: {}", lower(own))),
        formula: formula(visit, edition, &line.formula),
        line: said(visit, edition, &line.trace),
        cite: cite(visit, &line.cite.cite),
        values: leaves
            .into_iter()
            .map(|leaf| source(visit, edition, leaf))
            .collect(),
        result,
        rounded,
        rows: rows(visit, edition, &line.trace),
    }
}

/// A sentence's first letter made small, to stand behind a colon.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let is_word = text.chars().nth(1).is_some_and(char::is_lowercase);
    match letters.next() {
        Some(first) if is_word => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// The leaves that are shown above the result: those outside of the rows of a list.
fn leaves(trace: &Trace) -> Vec<&Trace> {
    let all = trace.leaves();
    all.into_iter().filter(|leaf| !is_cell(leaf)).collect()
}

/// Whether a leaf is a cell of a list.
fn is_cell(trace: &Trace) -> bool {
    match &trace.leaf {
        Some(Leaf::Fact { code, .. }) => code.contains('['),
        Some(Leaf::Figure(_) | Leaf::Step { .. } | Leaf::Day { .. } | Leaf::Channel { .. })
        | None => false,
    }
}

/// A line with its values; nothing where it is one value alone.
fn said(visit: &Visit, edition: &Edition, trace: &Trace) -> String {
    match trace.line.as_slice() {
        [] | [_] => String::new(),
        parts => parts
            .iter()
            .map(|part| said_part(visit, edition, part))
            .collect(),
    }
}

fn said_part(visit: &Visit, edition: &Edition, part: &Part) -> String {
    match part {
        Part::Sign(it) => sign(visit, it),
        Part::Value(Value::Choice(code)) => code.clone(),
        Part::Value(known @ Value::Number { .. }) => value(visit, None, known),
        Part::Value(known) => number(visit, &known.to_string()),
        Part::Unknown(name) if name.is_empty() => "?".to_owned(),
        Part::Unknown(name) => format!("{}?", label(visit, edition, name)),
        Part::None => visit.say("assessment-no-limit"),
    }
}

/// The steps below a formula that goes through a list, each with the row it speaks of.
fn rows(visit: &Visit, edition: &Edition, trace: &Trace) -> Vec<String> {
    let mut lines = Vec::new();
    let has_rows = trace.steps.iter().any(|step| step.row.is_some());
    if has_rows {
        for step in &trace.steps {
            collect(visit, edition, step, 0, &mut lines);
        }
    } else {
        for step in &trace.steps {
            lines.extend(rows(visit, edition, step));
        }
    }
    lines
}

fn collect(visit: &Visit, edition: &Edition, trace: &Trace, level: usize, lines: &mut Vec<String>) {
    let row = trace.row.map_or_else(String::new, |row| format!("{row}. "));
    let name = match &trace.leaf {
        Some(leaf) => name(visit, edition, leaf),
        None => match said(visit, edition, trace) {
            line if line.is_empty() => formula(visit, edition, &trace.formula),
            line => line,
        },
    };
    let result = match &trace.answer {
        Answer::Known(known) => value(visit, ty(edition, trace), known),
        Answer::None => visit.say("assessment-no-limit"),
        Answer::Unknown(_) => visit.say("assessment-not-known"),
    };
    let indent = "\u{a0}\u{a0}\u{a0}".repeat(level);
    lines.push(format!("{indent}{row}{name} = {result}"));
    for step in &trace.steps {
        collect(visit, edition, step, level + 1, lines);
    }
}

/// The type of a fact or of a cell, for the words of a choice.
fn ty<'e>(edition: &'e Edition, trace: &Trace) -> Option<&'e Type> {
    let Some(Leaf::Fact { code, .. }) = &trace.leaf else {
        return None;
    };
    let fact = edition.facts.get(fact_of(code))?;
    let Type::List { columns } = &fact.ty else {
        return Some(&fact.ty);
    };
    let Some((_, column)) = code.split_once('.') else {
        return Some(&fact.ty);
    };
    columns.iter().find(|it| it.code == column).map(|it| &it.ty)
}

/// What a leaf is, in words.
fn name(visit: &Visit, edition: &Edition, leaf: &Leaf) -> String {
    match leaf {
        Leaf::Fact { code, .. } | Leaf::Step { code } => label(visit, edition, code),
        Leaf::Figure(figure) => label(visit, edition, &figure.code),
        Leaf::Day { .. } => visit.say("assessment-day"),
        Leaf::Channel { .. } => visit.say("assessment-channel"),
    }
}

/// A leaf with its value and where it is from.
fn source(visit: &Visit, edition: &Edition, trace: &Trace) -> SourceValue {
    let (name, from) = match &trace.leaf {
        Some(leaf) => (name(visit, edition, leaf), from(visit, edition, leaf)),
        None => (formula(visit, edition, &trace.formula), String::new()),
    };
    SourceValue {
        name,
        value: match &trace.answer {
            Answer::Known(known) => Some(said_value(visit, ty(edition, trace), known)),
            Answer::None => Some(visit.say("assessment-no-limit")),
            Answer::Unknown(_) => None,
        },
        source: from,
    }
}

/// A value in words; of a list, how many rows it has.
fn said_value(visit: &Visit, ty: Option<&Type>, known: &Value) -> String {
    let Some(Type::List { .. }) = ty else {
        return value(visit, ty, known);
    };
    let count = known.to_string();
    let count = count.trim_matches(['[', ']']);
    let mut args = FluentArgs::new();
    args.set("count", crate::locale::number(count));
    visit.words().text_with("list-rows", &args).into_owned()
}

/// Where a leaf's value is from.
fn from(visit: &Visit, edition: &Edition, leaf: &Leaf) -> String {
    match leaf {
        Leaf::Fact {
            figure: Some(used), ..
        }
        | Leaf::Figure(used) => figure(visit, used),
        Leaf::Fact {
            origin: known,
            note,
            overrides,
            ..
        } => {
            let known = known.as_ref().map(|it| origin(visit, edition, it));
            let instead = overrides.as_ref().map(|it| figure(visit, it));
            let parts = [known, note.clone(), instead];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        Leaf::Step { .. } => visit.say("assessment-above"),
        Leaf::Day { .. } | Leaf::Channel { .. } => String::new(),
    }
}

/// The act that sets a figure, from which day, and where.
fn figure(visit: &Visit, used: &FigureUsed) -> String {
    let places = visit.office().law.places();
    let place = used.place.as_deref().and_then(|place| places.get(place));
    let place = place.map(|it| it.name(used.from).get(visit.law_language()).to_owned());
    let day = visit.words().day(used.from);
    let day = visit.say_with("assessment-from", "day", &day);
    let parts = [Some(cite(visit, &used.act)), place, Some(day)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A fact or figure under a requirement, in one line.
pub(crate) fn in_words(visit: &Visit, edition: &Edition, trace: &Trace) -> String {
    let it = source(visit, edition, trace);
    let value = it
        .value
        .unwrap_or_else(|| visit.say("assessment-not-known"));
    if it.source.is_empty() {
        format!("{}: {value}", it.name)
    } else {
        format!("{}: {value} ({})", it.name, it.source)
    }
}
