//! `fact`, `assess`, `require` and `ground`: what decides and by what formula.

use kdl::KdlNode;

use super::{
    basis::{Inherited, source_by, source_of},
    reading::{Reading, named},
};
use crate::edition::{
    Assessment, Bounds, Fact, Ground, Origin, Requirement, Rounding, RoundingMode, Step,
};

/// `fact family-income type=money per=quarter { label …; from registry:income officer }`.
pub(crate) fn fact(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Option<Fact> {
    reading.cited(
        node,
        1,
        &["type", "unit", "per", "above", "at-least", "at-most"],
        &["label", "from", "option", "column"],
    );
    let code = reading.code(node, "fact")?;
    let (source, _) = source_of(reading, node, above);
    let ty = super::kind::read(reading, node);
    let label = reading.child_text(node, "label");
    let mut bound = |name: &str| {
        let word = reading.prop(node, name)?;
        reading.decimal(word)
    };
    let bounds = Bounds {
        above: bound("above"),
        at_least: bound("at-least"),
        at_most: bound("at-most"),
    };
    let mut origins: Vec<Origin> = Vec::new();
    if let Some(from) = reading.child(node, "from") {
        let words = reading.args(from);
        reading.only(from, words.len(), &[], &[]);
        for (index, word) in words.into_iter().enumerate() {
            reading.keep(format!("fact/{code}/from/{index}"), word.span);
            if let Some(origin) = origin(word.text) {
                origins.push(origin);
            } else {
                let message = format!("`{}` is not where a fact comes from", word.text);
                let help = "write registry:…, document:…, form:section.field, figure:…, \
                            consent:party or officer";
                reading.fault(word.span, message, Some(help.to_owned()));
            }
        }
    }
    Some(Fact {
        code,
        ty: ty?,
        label: label?,
        origins,
        bounds,
        source: source?,
    })
}

fn origin(word: &str) -> Option<Origin> {
    if word == "officer" {
        return Some(Origin::Officer);
    }
    let (kind, code) = word.split_once(':')?;
    let code = code.to_owned();
    match kind {
        "registry" => Some(Origin::Registry(code)),
        "document" => Some(Origin::Document(code)),
        "form" => Some(Origin::Form(code)),
        "figure" => Some(Origin::Figure(code)),
        "consent" => Some(Origin::Consent(code)),
        _ => None,
    }
}

const ROUNDING: &[(&str, RoundingMode)] = &[
    ("half-up", RoundingMode::HalfUp),
    ("down", RoundingMode::Down),
    ("up", RoundingMode::Up),
];

/// `assess amount { label …; let limit "…" { label … }; give amount "…" round=half-up to="1" }`.
pub(crate) fn assessment(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
) -> Option<Assessment> {
    reading.cited(node, 1, &[], &["label", "let", "give"]);
    let code = reading.code(node, "assess")?;
    let path = format!("assess/{code}");
    let (source, down) = source_of(reading, node, above);
    let label = reading.child_text(node, "label");
    let mut lets: Vec<Step> = Vec::new();
    for child in named(node, "let") {
        reading.cited(child, 2, &[], &["label"]);
        let step = step(reading, child, &down, &path);
        if let (Some(step), Some(word)) = (&step, reading.args(child).get(1)) {
            reading.keep(format!("{path}/let/{}/formula", step.code), word.inner());
        }
        lets.extend(step);
    }
    let give = reading.child(node, "give")?;
    reading.cited(give, 2, &["round", "to"], &["label"]);
    let rounding = rounding(reading, give);
    if let Some(word) = reading.args(give).get(1) {
        reading.keep(format!("{path}/give/formula"), word.inner());
    }
    let give = step(reading, give, &down, &path)?;
    Some(Assessment {
        code,
        label: label?,
        lets,
        give,
        rounding,
        source: source?,
    })
}

fn rounding(reading: &mut Reading<'_>, give: &KdlNode) -> Option<Rounding> {
    let Some(round) = reading.prop(give, "round") else {
        if let Some(word) = reading.prop(give, "to") {
            let help = Some("add `round=half-up`, `round=down` or `round=up`".to_owned());
            reading.fault(word.span, "the direction of rounding is missing", help);
        }
        return None;
    };
    let mode = reading.choose(round, "a rounding", ROUNDING)?;
    let word = reading.needed(give, "to")?;
    let to = reading.decimal(word)?;
    if to <= rust_decimal::Decimal::ZERO {
        reading.fault(word.span, "the unit of rounding must be above zero", None);
    }
    Some(Rounding { mode, to })
}

fn step(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited, path: &str) -> Option<Step> {
    let code = reading.code(node, path)?;
    let (source, _) = source_of(reading, node, above);
    let formula = reading.arg(node, 1, "a formula in quotes")?;
    let label = reading.child_text(node, "label");
    Some(Step {
        code,
        label: label?,
        formula: formula.text.to_owned(),
        source: source?,
    })
}

/// `require one-dwelling ground=not-compliant "owned-dwellings <= 1" { text … }`.
pub(crate) fn requirement(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
) -> Option<Requirement> {
    reading.cited(node, 2, &["ground"], &["text"]);
    let code = reading.code(node, "require")?;
    let (source, _) = source_by(reading, node, above, "from");
    let formula = reading.arg(node, 1, "a condition in quotes");
    if let Some(word) = formula {
        reading.keep(format!("require/{code}/formula"), word.inner());
    }
    let ground = reading.needed(node, "ground");
    if let Some(word) = ground {
        reading.keep(format!("require/{code}/ground"), word.span);
    }
    let text = reading.child_text(node, "text");
    Some(Requirement {
        code,
        text: text?,
        formula: formula?.text.to_owned(),
        ground: ground?.text.to_owned(),
        source: source?,
    })
}

/// `ground unreliable-data number=1 { text … }`.
pub(crate) fn ground(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
) -> Option<Ground> {
    reading.cited(node, 1, &["number"], &["text"]);
    let code = reading.code(node, "ground")?;
    let (source, _) = source_of(reading, node, above);
    let number = reading
        .needed(node, "number")
        .and_then(|word| reading.whole(word));
    let text = reading.child_text(node, "text");
    Some(Ground {
        code,
        number: number?,
        text: text?,
        source: source?,
    })
}
