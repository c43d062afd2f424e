//! The way of each arrow: level and upright pieces that meet no stage.

use super::{
    chart::{Chart, Goal},
    layout::{Arrow, Layout, Point, SLOT, Shape, Side},
    measure::length,
};

/// The upright part of an arrow that leaves to the left: in the gutter, so many slots away from the stages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Channel {
    pub(super) row: usize,
    pub(super) exit: usize,
    pub(super) slot: usize,
    /// The first and the last row that it passes.
    span: (usize, usize),
}

/// A channel for every outcome that leaves to the left; no two overlap.
pub(super) fn channels(chart: &Chart, sides: &[Vec<Side>]) -> Vec<Channel> {
    let mut channels: Vec<Channel> = Vec::new();
    for (row, (card, sides)) in chart.stages.iter().zip(sides).enumerate() {
        for (exit, (outcome, side)) in card.exits.iter().zip(sides).enumerate() {
            let (Side::Left, Goal::Row(to)) = (side, outcome.goal) else {
                continue;
            };
            let span = (row.min(to), row.max(to));
            let is_free = |slot: &usize| {
                let same = |other: &&Channel| other.slot == *slot;
                let mut others = channels.iter().filter(same);
                !others.any(|other| other.span.0 <= span.1 && span.0 <= other.span.1)
            };
            // There is always one, since every channel takes at most one slot.
            let slot = (0..=channels.len()).find(is_free).unwrap_or_default();
            channels.push(Channel {
                row,
                exit,
                slot,
                span,
            });
        }
    }
    channels
}

/// The arrows of all outcomes.
pub(super) fn arrows(
    chart: &Chart,
    layout: &Layout,
    shapes: &[Shape],
    sides: &[Vec<Side>],
    channels: &[Channel],
) -> Vec<Arrow> {
    let mut routes = Routes {
        chart,
        layout,
        shapes,
        channels,
        entered: vec![0; shapes.len()],
    };
    let mut arrows = Vec::new();
    for (row, sides) in sides.iter().enumerate() {
        for (exit, side) in sides.iter().enumerate() {
            let points = match side {
                Side::Right => routes.to_end(row, exit),
                Side::Bottom => routes.to_next(row, exit),
                Side::Left => routes.through_channel(row, exit),
            };
            arrows.extend(points.map(|points| Arrow { row, exit, points }));
        }
    }
    arrows
}

struct Routes<'a> {
    chart: &'a Chart,
    layout: &'a Layout,
    shapes: &'a [Shape],
    channels: &'a [Channel],
    /// How many arrows have come in from the side, by row.
    entered: Vec<i32>,
}

impl Routes<'_> {
    /// Where the outcome leaves its stage.
    fn port(&self, row: usize, exit: usize, side: Side) -> Option<Point> {
        let card = self.layout.cards.get(row)?;
        let port = self.shapes.get(row)?.ports.get(exit)?;
        let from = match side {
            Side::Right => port.right,
            Side::Left => port.left,
            Side::Bottom => port.bottom,
        };
        Some(Point {
            x: card.x + from.x,
            y: card.y + from.y,
        })
    }

    /// Level to the right, and down just before the end if the end had to give way.
    fn to_end(&self, row: usize, exit: usize) -> Option<Vec<Point>> {
        let from = self.port(row, exit, Side::Right)?;
        let of_row: Vec<_> = self
            .layout
            .ends
            .iter()
            .filter(|end| end.row == row)
            .collect();
        let place = of_row.iter().position(|end| end.exit == exit)?;
        let end = of_row.get(place)?.rect;
        let to = Point {
            x: end.x,
            y: end.middle().y,
        };
        if from.y == to.y {
            return Some(vec![from, to]);
        }
        // The lower the end, the earlier the turn: so no arrow crosses its neighbor.
        let turn = end.x - 12 - SLOT * length(place);
        Some(vec![
            from,
            Point { x: turn, y: from.y },
            Point { x: turn, y: to.y },
            to,
        ])
    }

    /// Down into the next row, across just above it.
    fn to_next(&self, row: usize, exit: usize) -> Option<Vec<Point>> {
        let from = self.port(row, exit, Side::Bottom)?;
        let next = self.layout.cards.get(row + 1)?;
        let to = Point {
            x: next.middle().x,
            y: next.y,
        };
        if from.x == to.x {
            return Some(vec![from, to]);
        }
        let level = to.y - 18;
        Some(vec![
            from,
            Point {
                x: from.x,
                y: level,
            },
            Point { x: to.x, y: level },
            to,
        ])
    }

    /// Left into the gutter, along it, and into the side of the other stage.
    fn through_channel(&mut self, row: usize, exit: usize) -> Option<Vec<Point>> {
        let from = self.port(row, exit, Side::Left)?;
        let is_it = |channel: &&Channel| channel.row == row && channel.exit == exit;
        let channel = self.channels.iter().find(is_it)?;
        let Goal::Row(target) = self.chart.stages.get(row)?.exits.get(exit)?.goal else {
            return None;
        };
        let goal = self.layout.cards.get(target)?;
        let left = self.layout.cards.iter().map(|card| card.x).min()?;
        let x = left - 10 - SLOT * length(channel.slot);
        let entered = self.entered.get_mut(target)?;
        let entry = goal.y + self.shapes.get(target)?.entry + SLOT * *entered;
        *entered += 1;
        Some(vec![
            from,
            Point { x, y: from.y },
            Point { x, y: entry },
            Point {
                x: goal.x,
                y: entry,
            },
        ])
    }
}
