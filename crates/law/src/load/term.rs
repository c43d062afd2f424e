//! `term` and `limit`, wherever they stand.

use kdl::KdlNode;

use super::{
    basis::{Inherited, source_by},
    reading::{Reading, Word, name_span, named},
};
use crate::edition::{
    Channel, Limit, Reading as OtherReading, Term, TermAmount, TermStart, TermUnit,
};

/// The units of terms by their words.
pub(crate) const UNITS: [(&str, TermUnit); 4] = [
    ("working-days", TermUnit::WorkingDays),
    ("calendar-days", TermUnit::CalendarDays),
    ("months", TermUnit::Months),
    ("minutes", TermUnit::Minutes),
];

const CHANNELS: &[(&str, Channel)] = &[("portal", Channel::Portal), ("counter", Channel::Counter)];

/// What a term belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// An edition or a track.
    Whole,
    /// A stage.
    Stage,
    /// A limit.
    Limit,
}

/// How long and from what.
struct Length {
    amount: TermAmount,
    unit: TermUnit,
    from: TermStart,
}

/// `term working-days=2 from=registration`. Its place is kept under `path`.
pub(crate) fn term(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    path: &str,
    stands: Stands,
) -> Option<Term> {
    let units = UNITS.map(|(name, _)| name);
    let more: &[&str] = match stands {
        Stands::Whole => &["source", "stated", "until", "channel"],
        Stands::Stage => &["source", "stated"],
        Stands::Limit => &["source", "stated", "until", "excess"],
    };
    let props = [units.as_slice(), more].concat();
    let args = usize::from(stands == Stands::Limit);
    reading.cited(node, args, &props, &["otherwise"]);
    reading.keep(path, name_span(node));
    let (source, down) = source_by(reading, node, above, "source");
    let length = length(reading, node, path);
    let until = reading.prop(node, "until").map(|word| {
        reading.keep(format!("{path}/until"), word.span);
        word.text.to_owned()
    });
    let channel = match reading.prop(node, "channel") {
        Some(word) => Some(reading.choose(word, "a channel", CHANNELS)?),
        None => None,
    };
    let stated = reading.flag(node, "stated", true);
    let mut otherwise: Vec<OtherReading> = Vec::new();
    for (index, child) in named(node, "otherwise").enumerate() {
        let path = format!("{path}/otherwise/{index}");
        otherwise.extend(other(reading, child, &down, &path));
    }
    let length = length?;
    Some(Term {
        amount: length.amount,
        unit: length.unit,
        from: length.from,
        stated,
        until,
        channel,
        otherwise,
        source: source?,
    })
}

/// `otherwise calendar-days=30 from=filing cite="…" why="…"`.
fn other(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    path: &str,
) -> Option<OtherReading> {
    let units = UNITS.map(|(name, _)| name);
    let props = [units.as_slice(), &["source"]].concat();
    reading.cited(node, 0, &props, &[]);
    reading.keep(path, name_span(node));
    let (source, _) = source_by(reading, node, above, "source");
    let length = length(reading, node, path);
    let why = reading.needed(node, "why");
    let length = length?;
    Some(OtherReading {
        amount: length.amount,
        unit: length.unit,
        from: length.from,
        why: why?.text.to_owned(),
        source: source?,
    })
}

/// `limit transfer calendar-days=30 from=stage:decision until=title-registration`.
pub(crate) fn limit(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    path: &str,
) -> Option<Limit> {
    let code = reading.code(node, path)?;
    let path = format!("{path}/{code}");
    let until = reading.needed(node, "until");
    let term = term(reading, node, above, &path, Stands::Limit)?;
    Some(Limit {
        code,
        term,
        until: until?.text.to_owned(),
        excess: reading.prop_text(node, "excess"),
    })
}

fn length(reading: &mut Reading<'_>, node: &KdlNode, path: &str) -> Option<Length> {
    let mut sizes: Vec<(Word<'_>, TermUnit)> = Vec::new();
    for (name, unit) in UNITS {
        sizes.extend(reading.prop(node, name).map(|word| (word, unit)));
    }
    let from = reading.needed(node, "from");
    if let Some(word) = from {
        reading.keep(format!("{path}/from"), word.span);
    }
    let mut sizes = sizes.into_iter();
    let Some((word, unit)) = sizes.next() else {
        let help = "add `working-days=…`, `calendar-days=…`, `months=…` or `minutes=…`".to_owned();
        reading.fault(name_span(node), "the term has no length", Some(help));
        return None;
    };
    if let Some((second, _)) = sizes.next() {
        let help = Some("keep one of the two".to_owned());
        reading.fault(second.span, "the term has a second length", help);
    }
    reading.keep(format!("{path}/amount"), word.span);
    let amount = amount(reading, word)?;
    let from = start(reading, from?)?;
    Some(Length { amount, unit, from })
}

/// A number, or `figure:code`.
pub(crate) fn amount(reading: &mut Reading<'_>, word: Word<'_>) -> Option<TermAmount> {
    let amount = match word.text.strip_prefix("figure:") {
        Some(figure) => TermAmount::Figure(figure.to_owned()),
        None => TermAmount::Days(reading.whole(word)?),
    };
    if amount == TermAmount::Days(0) {
        let help = Some("leave `term` out of a stage that is done at once".to_owned());
        reading.fault(word.span, "a term of no days", help);
    }
    Some(amount)
}

fn start(reading: &mut Reading<'_>, word: Word<'_>) -> Option<TermStart> {
    match word.text {
        "filing" => Some(TermStart::Filing),
        "registration" => Some(TermStart::Registration),
        "previous" => Some(TermStart::Previous),
        other => {
            if let Some(stage) = other.strip_prefix("stage:") {
                return Some(TermStart::Stage(stage.to_owned()));
            }
            let message = format!("`{other}` is not an event that a term runs from");
            let help = "write `filing`, `registration`, `previous` or `stage:code`".to_owned();
            reading.fault(word.span, message, Some(help));
            None
        }
    }
}
