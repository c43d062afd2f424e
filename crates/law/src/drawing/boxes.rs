//! The boxes of an SVG: stages with their outcomes and ends with their deeds, in lines of words.

use super::{
    chart::{Card, Chart, Exit, Goal},
    layout::{MARGIN, Point, Port, SLOT, Shape, Side, gutter, most_ends},
    measure::{LINE, length, wrap},
    route::channels,
    words as said,
};
use crate::words;

/// The width of a drawing: that at which a page shows it as it is.
pub(super) const WIDTH: i32 = 720;
/// The least width of a stage: most Kazakh and Russian words stand in it unbroken.
pub(super) const CARD_MIN: i32 = 150;
/// Stages that are wider than their lanes are so wide, and say who acts.
pub(super) const CARD_WIDE: i32 = 170;
/// Between the border of a box and its words.
pub(super) const PAD: i32 = 8;

/// The widths of a drawing.
#[derive(Clone, Copy)]
pub(super) struct Widths {
    pub(super) card: i32,
    pub(super) pitch: i32,
    pub(super) end: i32,
}

impl Widths {
    pub(super) fn new(chart: &Chart, sides: &[Vec<Side>]) -> Self {
        let lanes = length(chart.lanes.len().max(1));
        let end = if lanes > 4 {
            150
        } else {
            (WIDTH / (lanes + 2)).max(168)
        };
        let gutters = gutter(&channels(chart, sides)) + SLOT * most_ends(sides);
        let room = WIDTH - 2 * MARGIN - 42 - gutters - end;
        let card = (room - 20 * (lanes - 1)) / lanes;
        if card >= CARD_MIN {
            return Self {
                card,
                pitch: card + 20,
                end,
            };
        }
        let pitch = ((room - CARD_WIDE) / (lanes - 1)).max(54);
        Self {
            card: CARD_WIDE,
            pitch,
            end,
        }
    }

    pub(super) fn is_crowded(self) -> bool {
        self.pitch < self.card
    }
}

/// An outcome as it stands in the box of its stage.
pub(super) struct Row {
    pub(super) exit: usize,
    pub(super) lines: Vec<String>,
    pub(super) top: i32,
    pub(super) side: Side,
}

impl Row {
    pub(super) fn height(&self) -> i32 {
        LINE * length(self.lines.len()) + PAD
    }
}

/// A stage in lines.
pub(super) struct CardBox {
    pub(super) title: Vec<String>,
    pub(super) term: Vec<String>,
    pub(super) header: i32,
    pub(super) rows: Vec<Row>,
    pub(super) height: i32,
    pub(super) width: i32,
    pub(super) ends: Vec<Option<EndBox>>,
}

/// An end in lines.
pub(super) struct EndBox {
    pub(super) kind: Vec<String>,
    pub(super) deed: Vec<String>,
}

impl EndBox {
    pub(super) fn new(chart: &Chart, exit: &Exit, width: i32) -> Self {
        let language = chart.language;
        let kind = match (exit.adverse, &exit.deed) {
            (Some(adverse), _) => words::adverse(adverse),
            (None, Some(_)) => said::results(),
            (None, None) => said::closed(),
        };
        let room = width - 2 * PAD;
        let deed = exit.deed.as_ref().map_or(Vec::new(), |deed| {
            let mut lines = wrap(&deed.title, room, false);
            let signed = format!("{}: {}", said::signed_by().get(language), deed.signed_by);
            lines.extend(wrap(&signed, room, false));
            lines
        });
        Self {
            kind: wrap(kind.get(language), room, true),
            deed,
        }
    }

    pub(super) fn height(&self) -> i32 {
        LINE * length(self.kind.len() + self.deed.len()) + PAD + 4
    }
}

impl CardBox {
    pub(super) fn new(
        chart: &Chart,
        row: usize,
        stage: &Card,
        sides: &[Side],
        widths: Widths,
    ) -> Self {
        let room = widths.card - 2 * PAD;
        let title = wrap(&format!("{}. {}", row + 1, stage.title), room, true);
        let at_once = said::at_once();
        let term = stage
            .term
            .as_ref()
            .map_or(at_once.get(chart.language), |term| &term.words);
        let mut term = wrap(term, room, false);
        if widths.is_crowded() {
            let actor = chart
                .lanes
                .get(stage.lane)
                .map_or("", |lane| lane.name.as_str());
            term.splice(0..0, wrap(actor, room, false));
        }
        let header = LINE * length(title.len() + term.len()) + PAD + 4;
        let mut rows = Vec::new();
        let mut order: Vec<(Side, usize)> = sides.iter().copied().zip(0..).collect();
        order.sort_unstable();
        let mut top = header;
        for (side, exit) in order {
            let Some(outcome) = stage.exits.get(exit) else {
                continue;
            };
            let deed = outcome.deed.as_ref().filter(|_| outcome.goal != Goal::End);
            let text = match deed {
                Some(deed) => format!("{} ({})", outcome.text, deed.title),
                None => outcome.text.clone(),
            };
            let lines = wrap(&text, room - 10, false);
            let height = LINE * length(lines.len()) + PAD;
            rows.push(Row {
                exit,
                lines,
                top,
                side,
            });
            top += height;
        }
        let end =
            |exit: &Exit| (exit.goal == Goal::End).then(|| EndBox::new(chart, exit, widths.end));
        Self {
            title,
            term,
            header,
            rows,
            height: top,
            width: widths.card,
            ends: stage.exits.iter().map(end).collect(),
        }
    }

    pub(super) fn shape(&self) -> Shape {
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.sort_by_key(|row| row.exit);
        let port = |row: &&Row| {
            let y = row.top + row.height() / 2;
            Port {
                right: Point { x: self.width, y },
                left: Point { x: 0, y },
                bottom: Point {
                    x: self.width / 2,
                    y: self.height,
                },
            }
        };
        Shape {
            height: self.height,
            entry: 14,
            ports: rows.iter().map(port).collect(),
            ends: self
                .ends
                .iter()
                .map(|end| end.as_ref().map(EndBox::height))
                .collect(),
        }
    }
}
