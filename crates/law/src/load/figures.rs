//! `figures/*.kdl`: values by place and day.

use kdl::{KdlDocument, KdlNode};

use super::{
    basis,
    kind::PERIODS,
    reading::{Reading, name_span, named},
};
use crate::{
    edition::Source,
    figures::{Figure, FigureType, FigureValue},
    places::During,
};

#[derive(Clone, Copy)]
enum Kind {
    Boolean,
    Count,
    Days,
    Share,
    Number,
    Money,
    Time,
}

const KINDS: &[(&str, Kind)] = &[
    ("boolean", Kind::Boolean),
    ("count", Kind::Count),
    ("days", Kind::Days),
    ("share", Kind::Share),
    ("number", Kind::Number),
    ("money", Kind::Money),
    ("time", Kind::Time),
];

const BY: &[(&str, bool)] = &[("place", true), ("date", false)];

pub(crate) fn read(reading: &mut Reading<'_>, document: &KdlDocument) -> Vec<Figure> {
    reading.only_children(document.nodes().iter(), "a figures file", &["figure"]);
    let nodes = document
        .nodes()
        .iter()
        .filter(|node| node.name().value() == "figure");
    nodes.filter_map(|node| figure(reading, node)).collect()
}

fn figure(reading: &mut Reading<'_>, node: &KdlNode) -> Option<Figure> {
    reading.only(
        node,
        1,
        &["type", "unit", "per", "per-unit", "by"],
        &["label", "value"],
    );
    let code = reading.code(node, "figure")?;
    let ty = figure_type(reading, node);
    let by_place = match reading.prop(node, "by") {
        Some(word) => reading.choose(word, "what a figure goes by", BY)?,
        None => false,
    };
    let label = reading.child_text(node, "label");
    let ty = ty?;
    let mut values: Vec<FigureValue> = Vec::new();
    for (index, child) in named(node, "value").enumerate() {
        reading.keep(format!("figure/{code}/value/{index}"), name_span(child));
        values.extend(value(reading, child, &ty, by_place));
    }
    if values.is_empty() {
        reading.fault(name_span(node), "the figure has no value", None);
    }
    overlaps(reading, node, &code, &values);
    Some(Figure {
        code,
        label: label?,
        ty,
        by_place,
        values,
    })
}

fn figure_type(reading: &mut Reading<'_>, node: &KdlNode) -> Option<FigureType> {
    let word = reading.needed(node, "type")?;
    Some(match reading.choose(word, "a type of figure", KINDS)? {
        Kind::Boolean => FigureType::Boolean,
        Kind::Count => FigureType::Count,
        Kind::Days => FigureType::Days,
        Kind::Share => FigureType::Share,
        Kind::Time => FigureType::Time,
        Kind::Number => FigureType::Number {
            unit: reading.prop_text(node, "unit").unwrap_or_default(),
        },
        Kind::Money => {
            let word = reading.needed(node, "per")?;
            let per = reading.choose(word, "a period of money", PERIODS)?;
            let per_unit = reading.prop_text(node, "per-unit").unwrap_or_default();
            FigureType::Money { per, per_unit }
        }
    })
}

fn value(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    ty: &FigureType,
    by_place: bool,
) -> Option<FigureValue> {
    let props = [
        "place", "from", "to", "act", "basis", "source", "why", "checked",
    ];
    reading.only(node, 1, &props, &[]);
    let word = reading.arg(node, 0, "a value, or `none` if the law sets none")?;
    let value = if word.text == "none" {
        Some(None)
    } else {
        let read = ty.read(word.text);
        if read.is_none() {
            let message = format!("`{}` is not a value of this figure's type", word.text);
            reading.fault(word.span, message, None);
        }
        read.map(Some)
    };
    let place = reading.prop(node, "place");
    if let Some(place) = place {
        reading.keep(
            format!("place/{}/{}", place.span.offset, place.text),
            place.span,
        );
        if !by_place {
            let help = Some("write `by=place` on the figure".to_owned());
            reading.fault(place.span, "the figure does not go by place", help);
        }
    }
    let from = reading
        .needed(node, "from")
        .and_then(|word| reading.day(word));
    let to = reading.prop_day(node, "to");
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        let message = format!("the value ends on {to}, not after its beginning {from}");
        reading.fault(name_span(node), message, None);
    }
    let act = reading.needed(node, "act").map(|word| word.text.to_owned());
    let basis = basis::of_entry(reading, node);
    let checked = reading.prop_day(node, "checked");
    let act = act?;
    Some(FigureValue {
        value: value?,
        place: place.map(|place| place.text.to_owned()),
        from: from?,
        to,
        source: Source {
            cite: act.clone(),
            basis,
        },
        act,
        checked,
    })
}

/// Two values of one figure at one place on one day.
fn overlaps(reading: &mut Reading<'_>, node: &KdlNode, code: &str, values: &[FigureValue]) {
    let periods: Vec<During<&Option<String>>> = values
        .iter()
        .map(|value| During {
            from: Some(value.from),
            to: value.to,
            value: &value.place,
        })
        .collect();
    let nodes: Vec<&KdlNode> = named(node, "value").collect();
    if nodes.len() != values.len() {
        return;
    }
    for (index, later) in periods.iter().enumerate() {
        let earlier = periods.iter().take(index);
        let clashes = earlier
            .filter(|known| known.value == later.value && super::places::overlap(known, later))
            .count();
        if let Some(node) = nodes.get(index)
            && clashes > 0
        {
            let message = format!("`{code}` has another value on the same days at the same place");
            let help = Some("end the earlier one with `to=` the day this one begins".to_owned());
            reading.fault(name_span(node), message, help);
        }
    }
}
