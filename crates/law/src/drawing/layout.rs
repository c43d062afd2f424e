//! Where everything stands: lanes from left to right, one stage to a row, ends in a lane of their own.
//!
//! No two stages share a row, so that a level arrow never meets a stage of another lane, and a stage may be
//! wider than its lane. Upright arrows between distant rows run in a gutter to the left of all stages.

use super::{
    chart::{Chart, Exit, Goal},
    measure::length,
    route,
};

/// The distance between two rows.
const GAP: i32 = 36;
/// The distance between two ends of a row.
const END_GAP: i32 = 10;
/// The empty edge of the drawing.
pub(super) const MARGIN: i32 = 10;
/// The distance of two arrows side by side.
pub(super) const SLOT: i32 = 9;

/// A point, from the top left corner, downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: i32,
    pub(super) y: i32,
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Rect {
    pub(super) fn right(self) -> i32 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> i32 {
        self.y + self.height
    }

    pub(super) fn middle(self) -> Point {
        Point {
            x: self.x + self.width / 2,
            y: self.y + self.height / 2,
        }
    }
}

/// By which side of its stage an outcome leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// To an end.
    Right,
    /// To a stage that is not in the next row.
    Left,
    /// To the stage in the next row.
    Bottom,
}

/// Where the arrow of an outcome begins, from the top left corner of its stage, for each side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Port {
    pub(super) right: Point,
    pub(super) left: Point,
    pub(super) bottom: Point,
}

/// How large a stage is, and where its outcomes leave; made by whoever draws it.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) height: i32,
    /// How far below the top arrows come in from the side.
    pub(super) entry: i32,
    /// One for each outcome.
    pub(super) ports: Vec<Port>,
    /// The height of the end of each outcome; none if it does not lead to an end.
    pub(super) ends: Vec<Option<i32>>,
}

/// The sizes that whoever draws has chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The width of a stage.
    pub(super) card: i32,
    /// The distance of two lanes; stages that are wider reach into the next lanes.
    pub(super) pitch: i32,
    /// The width of an end.
    pub(super) end: i32,
    /// Where the lanes begin.
    pub(super) lanes_top: i32,
    /// Where the first row begins.
    pub(super) first_row: i32,
}

/// The end of an outcome.
#[derive(Clone, Copy, Debug)]
pub(super) struct EndPlace {
    pub(super) row: usize,
    pub(super) exit: usize,
    pub(super) rect: Rect,
}

/// The arrow of an outcome.
#[derive(Clone, Debug)]
pub(super) struct Arrow {
    pub(super) row: usize,
    pub(super) exit: usize,
    pub(super) points: Vec<Point>,
}

/// Where everything stands.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) width: i32,
    pub(super) height: i32,
    /// The lanes of the actors, then that of the ends.
    pub(super) lanes: Vec<Rect>,
    /// One for each stage.
    pub(super) cards: Vec<Rect>,
    pub(super) ends: Vec<EndPlace>,
    pub(super) arrows: Vec<Arrow>,
}

/// By which side each outcome of each stage leaves: the first one that leads to the next row leaves below.
pub(super) fn sides(chart: &Chart) -> Vec<Vec<Side>> {
    let of = |row: usize, exits: &[Exit]| {
        let mut is_bottom_taken = false;
        let side = |exit: &Exit| match exit.goal {
            Goal::End => Side::Right,
            Goal::Row(to) if to == row + 1 && !is_bottom_taken => {
                is_bottom_taken = true;
                Side::Bottom
            }
            Goal::Row(_) => Side::Left,
        };
        exits.iter().map(side).collect()
    };
    let cards = chart.stages.iter().enumerate();
    cards.map(|(row, card)| of(row, &card.exits)).collect()
}

/// Places the chart.
pub(super) fn layout(chart: &Chart, frame: Frame, shapes: &[Shape]) -> Layout {
    let sides = sides(chart);
    let channels = route::channels(chart, &sides);
    let (columns, ends_x, width) = columns(chart, frame, &sides, &channels);
    let mut cards = Vec::new();
    let mut ends = Vec::new();
    let mut y = frame.first_row;
    for (row, (card, shape)) in chart.stages.iter().zip(shapes).enumerate() {
        let rect = Rect {
            x: columns.get(card.lane).map_or(0, |column| column.1),
            y,
            width: frame.card,
            height: shape.height,
        };
        let bottom = place_ends(&mut ends, row, rect, shape, (ends_x, frame.end));
        y = rect.bottom().max(bottom) + GAP;
        cards.push(rect);
    }
    let height = y - GAP + MARGIN + 6;
    let lane = |x: i32, right: i32| Rect {
        x,
        y: frame.lanes_top,
        width: right - x,
        height: height - frame.lanes_top,
    };
    let starts: Vec<i32> = columns.iter().map(|column| column.0).collect();
    let ends_lane = ends_x - 8 - SLOT * most_ends(&sides);
    let rights = starts
        .iter()
        .skip(1)
        .copied()
        .chain([ends_lane, width - MARGIN]);
    let lanes = starts.iter().copied().chain([ends_lane]).zip(rights);
    let mut layout = Layout {
        width,
        height: height + 2,
        lanes: lanes.map(|(x, right)| lane(x, right)).collect(),
        cards,
        ends,
        arrows: Vec::new(),
    };
    layout.arrows = route::arrows(chart, &layout, shapes, &sides, &channels);
    layout
}

/// For each lane where it and its stages begin; then where the ends begin, and the whole width.
fn columns(
    chart: &Chart,
    frame: Frame,
    sides: &[Vec<Side>],
    channels: &[route::Channel],
) -> (Vec<(i32, i32)>, i32, i32) {
    let first = MARGIN + 10 + gutter(channels);
    let card = |lane: usize| first + frame.pitch * length(lane);
    let start = |lane: usize| if lane == 0 { MARGIN } else { card(lane) - 10 };
    let columns = (0..chart.lanes.len()).map(|lane| (start(lane), card(lane)));
    let last = card(chart.lanes.len().saturating_sub(1));
    let ends = last + frame.card + 24 + SLOT * most_ends(sides);
    (columns.collect(), ends, ends + frame.end + 8 + MARGIN)
}

/// The width of the gutter to the left of all stages.
pub(super) fn gutter(channels: &[route::Channel]) -> i32 {
    let slots = channels.iter().map(|channel| channel.slot + 1);
    SLOT * length(slots.max().unwrap_or(0))
}

/// The greatest number of ends in a row.
pub(super) fn most_ends(sides: &[Vec<Side>]) -> i32 {
    let count = |row: &Vec<Side>| row.iter().filter(|side| **side == Side::Right).count();
    length(sides.iter().map(count).max().unwrap_or(0))
}

/// Places the ends of a row, each beside its outcome or below the end before it; gives the lowest edge.
fn place_ends(
    ends: &mut Vec<EndPlace>,
    row: usize,
    card: Rect,
    shape: &Shape,
    (x, width): (i32, i32),
) -> i32 {
    let mut free = card.y;
    let mut outcomes: Vec<(i32, usize, i32)> = shape
        .ends
        .iter()
        .zip(&shape.ports)
        .enumerate()
        .filter_map(|(exit, (height, port))| height.map(|height| (port.right.y, exit, height)))
        .collect();
    outcomes.sort_unstable();
    for (port, exit, height) in outcomes {
        let y = (card.y + port - height / 2).max(free);
        let rect = Rect {
            x,
            y,
            width,
            height,
        };
        ends.push(EndPlace { row, exit, rect });
        free = rect.bottom() + END_GAP;
    }
    free - END_GAP
}
