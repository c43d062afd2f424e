//! Figures: what was measured, beside its peer in the same run and beside what is to be reached.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// In what a figure is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Times in a second.
    PerSecond,
    /// Microseconds.
    Microseconds,
    /// Kibibytes.
    Kibibytes,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::PerSecond => "per second",
            Self::Microseconds => "microseconds",
            Self::Kibibytes => "kibibytes",
        }
    }

    /// The value as a person reads it.
    fn show(self, value: u64) -> String {
        match self {
            Self::PerSecond => format!("{}/s", grouped(value)),
            Self::Microseconds if value >= 10_000_000 => format!("{} s", value / 1_000_000),
            Self::Microseconds if value >= 10_000 => format!("{} ms", value / 1_000),
            Self::Microseconds => format!("{}.{:02} ms", value / 1_000, value % 1_000 / 10),
            Self::Kibibytes => format!("{} MiB", value / 1024),
        }
    }
}

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// So much or more.
    AtLeast(u64),
    /// So much or less.
    AtMost(u64),
    /// So many thousandths of the peer, or more.
    OfPeer(u64),
    /// Nothing is promised; the figure explains another.
    None,
}

/// What a figure is compared with.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    /// Its name; with a date if it was not measured in this run.
    pub(crate) name: String,
    /// Its value, in the unit of the figure.
    pub(crate) value: u64,
}

/// One figure.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// What was measured.
    pub(crate) name: String,
    /// On which database; empty where there is none.
    pub(crate) engine: &'static str,
    /// The value.
    pub(crate) value: u64,
    /// In what it is counted.
    pub(crate) unit: Unit,
    /// The time of the middle answer and of 95 in a hundred, in microseconds.
    pub(crate) times: Option<(u64, u64)>,
    /// What it is compared with.
    pub(crate) peer: Option<Peer>,
    /// What is to be reached.
    pub(crate) target: Target,
    /// What one must know to read it.
    pub(crate) note: String,
}

impl Figure {
    /// A figure without peer, target or note.
    pub(crate) fn new(name: impl Into<String>, value: u64, unit: Unit) -> Self {
        Self {
            name: name.into(),
            engine: "",
            value,
            unit,
            times: None,
            peer: None,
            target: Target::None,
            note: String::new(),
        }
    }

    /// The rate of a load, with its times.
    pub(crate) fn of_load(name: impl Into<String>, load: &crate::load::Measured) -> Self {
        Self {
            times: Some((load.percentile(50), load.percentile(95))),
            ..Self::new(name, load.per_second(), Unit::PerSecond)
        }
    }

    /// The 95th percentile of a load, as a figure of its own.
    pub(crate) fn p95(name: impl Into<String>, load: &crate::load::Measured) -> Self {
        Self {
            times: Some((load.percentile(50), load.percentile(95))),
            ..Self::new(name, load.percentile(95), Unit::Microseconds)
        }
    }

    /// On that database.
    pub(crate) fn on(self, engine: &'static str) -> Self {
        Self { engine, ..self }
    }

    /// Compared with that.
    pub(crate) fn beside(self, name: impl Into<String>, value: u64) -> Self {
        let name = name.into();
        Self {
            peer: Some(Peer { name, value }),
            ..self
        }
    }

    /// To be reached.
    pub(crate) fn target(self, target: Target) -> Self {
        Self { target, ..self }
    }

    /// To be known.
    pub(crate) fn note(self, note: impl Into<String>) -> Self {
        Self {
            note: note.into(),
            ..self
        }
    }

    /// Thousandths of the peer.
    fn ratio(&self) -> Option<u64> {
        let peer = self.peer.as_ref()?;
        Some(self.value.saturating_mul(1000) / peer.value.max(1))
    }

    /// Whether the target is reached; none without one.
    fn is_reached(&self) -> Option<bool> {
        match self.target {
            Target::AtLeast(least) => Some(self.value >= least),
            Target::AtMost(most) => Some(self.value <= most),
            Target::OfPeer(least) => Some(self.ratio()? >= least),
            Target::None => None,
        }
    }

    fn target_text(&self) -> String {
        match self.target {
            Target::AtLeast(least) => format!("≥ {}", self.unit.show(least)),
            Target::AtMost(most) => format!("≤ {}", self.unit.show(most)),
            Target::OfPeer(least) => format!("≥ {}×", thousandths(least)),
            Target::None => String::new(),
        }
    }

    /// The cells of its line.
    fn cells(&self) -> [String; 8] {
        let time = |value: u64| Unit::Microseconds.show(value);
        let (p50, p95) = self
            .times
            .map_or_else(Default::default, |(p50, p95)| (time(p50), time(p95)));
        let peer = self.peer.as_ref().map(|peer| {
            let ratio = thousandths(self.ratio().unwrap_or(0));
            format!("{ratio}× {} {}", peer.name, self.unit.show(peer.value))
        });
        let reached = match self.is_reached() {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "",
        };
        [
            self.name.clone(),
            self.engine.to_owned(),
            self.unit.show(self.value),
            p50,
            p95,
            self.target_text(),
            reached.to_owned(),
            peer.unwrap_or_default(),
        ]
    }

    /// The figure for machines.
    pub(crate) fn in_json(&self) -> Value {
        let ratio = self
            .ratio()
            .and_then(|it| thousandths(it).parse::<serde_json::Number>().ok());
        json!({
            "name": self.name,
            "engine": self.engine,
            "value": self.value,
            "unit": self.unit.name(),
            "p50_us": self.times.map(|times| times.0),
            "p95_us": self.times.map(|times| times.1),
            "peer": self.peer.as_ref().map(|peer| json!({ "name": peer.name, "value": peer.value, "ratio": ratio })),
            "target": self.target_text(),
            "reached": self.is_reached(),
            "note": self.note,
        })
    }
}

/// All figures as one table; the notes stand below it.
pub(crate) fn table(figures: &[Figure]) -> String {
    let heads = [
        "figure", "engine", "measured", "p50", "p95", "target", "reached", "beside",
    ];
    let mut lines = vec![heads.map(str::to_owned)];
    lines.extend(figures.iter().map(Figure::cells));
    let mut widths = [0; 8];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for line in &lines {
        let padded = line
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    for figure in figures.iter().filter(|figure| !figure.note.is_empty()) {
        // Writing to a String cannot fail.
        let _infallible = write!(text, "\n{} {}: {}", figure.name, figure.engine, figure.note);
    }
    text
}

/// Thousandths as a decimal number with two places, three below a tenth.
fn thousandths(value: u64) -> String {
    if value < 100 {
        format!("0.{value:03}")
    } else {
        format!("{}.{:02}", value / 1000, value % 1000 / 10)
    }
}

/// A number with its thousands apart.
fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figure_is_judged_by_its_target_alone() {
        let figure = Figure::new("a", 900, Unit::PerSecond).beside("peer", 1000);
        assert_eq!(figure.is_reached(), None);
        for (target, expected) in [
            (Target::AtLeast(900), true),
            (Target::AtLeast(901), false),
            (Target::AtMost(900), true),
            (Target::AtMost(899), false),
            (Target::OfPeer(900), true),
            (Target::OfPeer(901), false),
        ] {
            let judged = figure.clone().target(target).is_reached();
            assert_eq!(judged, Some(expected), "{target:?}");
        }
        // Without a peer there is nothing to be a share of.
        let alone = Figure::new("a", 900, Unit::PerSecond).target(Target::OfPeer(1));
        assert_eq!(alone.is_reached(), None);
    }

    #[test]
    fn numbers_are_told_as_people_read_them() {
        assert_eq!(Unit::PerSecond.show(1_234_567), "1\u{a0}234\u{a0}567/s");
        assert_eq!(Unit::Microseconds.show(1_239), "1.23 ms");
        assert_eq!(Unit::Microseconds.show(12_999), "12 ms");
        assert_eq!(Unit::Kibibytes.show(40 * 1024), "40 MiB");
        assert_eq!(thousandths(912), "0.91");
        assert_eq!(thousandths(7), "0.007");
        assert_eq!(thousandths(3_100), "3.10");
    }
}
