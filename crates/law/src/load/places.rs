//! `places.kdl`: places with their names, parents and clocks.

use jiff::{Timestamp, civil::Date, tz::Offset};
use kdl::{KdlDocument, KdlNode};

use super::{
    basis,
    reading::{Reading, Word, name_span, named},
};
use crate::places::{Clock, During, Online, Place, PlaceKind};

const KINDS: &[(&str, PlaceKind)] = &[
    ("region", PlaceKind::Region),
    ("city", PlaceKind::City),
    ("district", PlaceKind::District),
];

pub(crate) fn read(reading: &mut Reading<'_>, document: &KdlDocument) -> Vec<Place> {
    reading.only_children(document.nodes().iter(), "places.kdl", &["place"]);
    let nodes = document
        .nodes()
        .iter()
        .filter(|node| node.name().value() == "place");
    let mut places: Vec<Place> = Vec::new();
    let mut named_places: Vec<Word<'_>> = Vec::new();
    for node in nodes {
        let region = reading.prop(node, "region");
        named_places.extend(region.filter(|word| word.text != "self"));
        for parent in named(node, "parent") {
            named_places.extend(reading.args(parent).into_iter().next());
        }
        let Some(place) = place(reading, node) else {
            continue;
        };
        if places.iter().any(|known| known.code == place.code) {
            let message = format!("the place {} is listed twice", place.code);
            reading.fault(name_span(node), message, None);
        } else {
            places.push(place);
        }
    }
    for word in named_places {
        if !places.iter().any(|known| known.code == word.text) {
            let message = format!("there is no place {}", word.text);
            let codes: Vec<&str> = places.iter().map(|place| place.code.as_str()).collect();
            let near = crate::problem::nearest(word.text, codes);
            let help = near.map(|near| format!("did you mean \"{near}\"?"));
            reading.fault(word.span, message, help);
        }
    }
    places
}

fn place(reading: &mut Reading<'_>, node: &KdlNode) -> Option<Place> {
    let props = ["kind", "region", "basis", "source", "why"];
    reading.only(node, 1, &props, &["parent", "name", "offset", "online"]);
    basis::of_entry(reading, node);
    let code = reading.arg(node, 0, "a KATO code");
    if let Some(word) = code {
        let digits = word.text.len() == 9 && word.text.bytes().all(|b| b.is_ascii_digit());
        if !digits {
            let message = format!("`{}` is not a KATO code", word.text);
            reading.fault(word.span, message, Some("it has nine digits".to_owned()));
        }
        reading.keep(word.text, name_span(node));
    }
    let kind = reading
        .needed(node, "kind")
        .and_then(|word| reading.choose(word, "a kind of place", KINDS));
    let parents = periods(reading, node, "parent", |reading, child| {
        reading.only(child, 1, &["from", "to"], &[]);
        reading
            .arg(child, 0, "a KATO code")
            .map(|word| word.text.to_owned())
    });
    let names = periods(reading, node, "name", |reading, child| {
        reading.only(child, 0, &["kk", "ru", "en", "from", "to"], &[]);
        reading.languages(child)
    });
    if names.is_empty() {
        reading.fault(name_span(node), "the place has no name", None);
    }
    let clock = clock(reading, node);
    let online = named(node, "online").filter_map(|child| {
        reading.only(child, 1, &["cite"], &[]);
        let service = reading
            .arg(child, 0, "a service")
            .map(|word| word.text.to_owned());
        let cite = reading
            .needed(child, "cite")
            .map(|word| word.text.to_owned());
        Some(Online {
            service: service?,
            cite: cite?,
        })
    });
    let online: Vec<Online> = online.collect();
    Some(Place {
        code: code?.text.to_owned(),
        kind: kind?,
        parents,
        names,
        clock: clock?,
        online,
    })
}

/// The children of that name with their periods; two periods that share a day are a fault.
fn periods<T>(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    name: &str,
    mut value: impl FnMut(&mut Reading<'_>, &KdlNode) -> Option<T>,
) -> Vec<During<T>> {
    let mut found: Vec<During<T>> = Vec::new();
    for child in named(node, name) {
        let from = reading.prop_day(child, "from");
        let to = reading.prop_day(child, "to");
        let Some(value) = value(reading, child) else {
            continue;
        };
        if let (Some(from), Some(to)) = (from, to)
            && to <= from
        {
            let message = format!("the period ends on {to}, not after its beginning {from}");
            reading.fault(name_span(child), message, None);
        }
        let period = During { from, to, value };
        if found.iter().any(|known| overlap(known, &period)) {
            let message = format!("two `{name}` hold on the same day");
            let help = Some("end the earlier one with `to=` the day the later begins".to_owned());
            reading.fault(name_span(child), message, help);
        }
        found.push(period);
    }
    found
}

/// Whether two periods share a day.
pub(crate) fn overlap<T>(a: &During<T>, b: &During<T>) -> bool {
    let before = |to: Option<Date>, from: Option<Date>| match (to, from) {
        (Some(to), Some(from)) => to <= from,
        (None, _) | (_, None) => false,
    };
    !before(a.to, b.from) && !before(b.to, a.from)
}

fn clock(reading: &mut Reading<'_>, node: &KdlNode) -> Option<Clock> {
    let mut steps: Vec<(Option<Timestamp>, Offset)> = Vec::new();
    let mut until: Option<Timestamp> = None;
    for (index, child) in named(node, "offset").enumerate() {
        reading.only(child, 1, &["from", "to"], &[]);
        let from = match reading.prop(child, "from") {
            Some(word) => Some(instant(reading, word)?),
            None => None,
        };
        let to = match reading.prop(child, "to") {
            Some(word) => Some(instant(reading, word)?),
            None => None,
        };
        if from != until || (index > 0 && from.is_none()) {
            let help =
                "each `from` is the `to` before it; the first has no `from`, the last no `to`";
            let message = "the clock of the place has a gap or an overlap here";
            reading.fault(name_span(child), message, Some(help.to_owned()));
        }
        until = to;
        let word = reading.arg(child, 0, "an offset from UTC")?;
        let Some(offset) = parse_offset(word.text) else {
            let message = format!("`{}` is not an offset from UTC", word.text);
            reading.fault(
                word.span,
                message,
                Some("write it as \"+05:00\"".to_owned()),
            );
            return None;
        };
        steps.push((from, offset));
    }
    let mut steps = steps.into_iter();
    let Some((_, first)) = steps.next() else {
        let help = Some("add `offset \"+05:00\"`".to_owned());
        reading.fault(name_span(node), "the place has no clock", help);
        return None;
    };
    if until.is_some() {
        reading.fault(name_span(node), "the last clock of the place ends", None);
    }
    Some(Clock {
        first,
        changes: steps.filter_map(|(from, o)| Some((from?, o))).collect(),
    })
}

fn instant(reading: &mut Reading<'_>, word: Word<'_>) -> Option<Timestamp> {
    let instant = word.text.parse::<Timestamp>().ok();
    if instant.is_none() {
        let message = format!("`{}` is not an instant", word.text);
        reading.fault(
            word.span,
            message,
            Some("write \"2024-02-29T18:00:00Z\"".to_owned()),
        );
    }
    instant
}

fn parse_offset(text: &str) -> Option<Offset> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    Offset::from_seconds(sign * seconds).ok()
}
