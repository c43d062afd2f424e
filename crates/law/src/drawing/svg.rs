//! The drawing as SVG: ink is `currentColor`, refusals are dashed and say so, nothing needs a style sheet.

use super::{
    boxes::{CardBox, PAD, WIDTH, Widths},
    chart::Chart,
    layout::{Arrow, EndPlace, Frame, Layout, MARGIN, Point, Rect, Shape, Side, layout, sides},
    measure::{LINE, length, wrap},
    words as said,
    xml::Xml,
};

const FONTS: &str = "'Golos Text', 'Noto Sans', system-ui, Arial, sans-serif";

/// Writes the chart.
pub(super) fn write(chart: &Chart) -> String {
    let sides = sides(chart);
    let widths = Widths::new(chart, &sides);
    let heads = lane_heads(chart, widths);
    let heads = length(heads.iter().map(Vec::len).max().unwrap_or(1));
    let (lines, _) = heading(chart);
    let lanes_top = MARGIN + LINE * length(lines.len()) + 14;
    let frame = Frame {
        card: widths.card,
        pitch: widths.pitch,
        end: widths.end,
        lanes_top,
        first_row: lanes_top + 10 + LINE * heads + 52,
    };
    let stages = chart.stages.iter().zip(&sides).enumerate();
    let boxes: Vec<CardBox> = stages
        .map(|(row, (stage, sides))| CardBox::new(chart, row, stage, sides, widths))
        .collect();
    let shapes: Vec<Shape> = boxes.iter().map(CardBox::shape).collect();
    let layout = layout(chart, frame, &shapes);
    Svg {
        chart,
        layout,
        boxes,
        xml: Xml::default(),
        is_dashed_used: false,
    }
    .write(widths)
}

fn lane_heads(chart: &Chart, widths: Widths) -> Vec<Vec<String>> {
    let room = widths.card.min(widths.pitch - 8);
    let heads = chart.lanes.iter().map(|lane| wrap(&lane.name, room, true));
    let results = said::results();
    heads
        .chain([wrap(results.get(chart.language), widths.end, true)])
        .collect()
}

/// The lines above the lanes and how many of them are bold.
fn heading(chart: &Chart) -> (Vec<String>, usize) {
    let room = WIDTH - 2 * MARGIN;
    let name = match &chart.track {
        Some(track) => format!("{}: {}", chart.name, track.words),
        None => chart.name.clone(),
    };
    let mut lines = wrap(&name, room, true);
    let bold = lines.len();
    for term in &chart.terms {
        lines.extend(wrap(term, room, false));
    }
    (lines, bold)
}

struct Svg<'a> {
    chart: &'a Chart,
    layout: Layout,
    boxes: Vec<CardBox>,
    xml: Xml,
    is_dashed_used: bool,
}

impl Svg<'_> {
    fn write(mut self, widths: Widths) -> String {
        let (width, height) = (self.layout.width.max(WIDTH), self.layout.height + 30);
        let (title, desc) = (
            format!("{}-title", self.chart.id),
            format!("{}-desc", self.chart.id),
        );
        self.xml.open(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("class", "sq-drawing"),
                ("viewBox", &format!("0 0 {width} {height}")),
                ("width", &width.to_string()),
                ("height", &height.to_string()),
                ("role", "img"),
                ("lang", self.chart.language.code()),
                ("aria-labelledby", &title),
                ("aria-describedby", &desc),
                ("font-family", FONTS),
                ("font-size", "13"),
                ("fill", "currentColor"),
            ],
        );
        let (lines, bold) = heading(self.chart);
        let name = lines
            .iter()
            .take(bold)
            .cloned()
            .collect::<Vec<_>>()
            .join(" ");
        let procedure = said::procedure();
        let name = format!("{}: {name}", procedure.get(self.chart.language));
        self.xml.words("title", &[("id", &title)], &name);
        self.xml
            .words("desc", &[("id", &desc)], &self.chart.description());
        self.lines(
            Point {
                x: MARGIN,
                y: MARGIN,
            },
            &lines,
            bold,
        );
        self.lanes(widths);
        self.beginning();
        for arrow in self.layout.arrows.clone() {
            self.arrow(&arrow);
        }
        for row in 0..self.boxes.len() {
            self.card(row);
        }
        for end in self.layout.ends.clone() {
            self.end(end);
        }
        self.legend(height - 16);
        self.xml.finish()
    }

    /// Lines of words, the first `bold` of them bold; `at` is the top left corner.
    fn lines(&mut self, at: Point, lines: &[String], bold: usize) {
        let x = at.x.to_string();
        for (number, line) in lines.iter().enumerate() {
            let y = (at.y + 13 + LINE * length(number)).to_string();
            let place: [(&str, &str); 2] = [("x", &x), ("y", &y)];
            let weight: &[(&str, &str)] = if number < bold {
                &[("font-weight", "700")]
            } else {
                &[]
            };
            self.xml.words("text", &[&place, weight].concat(), line);
        }
    }

    fn rect(&mut self, rect: Rect, more: &[(&str, &str)]) {
        let [x, y, width, height] =
            [rect.x, rect.y, rect.width, rect.height].map(|n| n.to_string());
        let place: [(&str, &str); 4] =
            [("x", &x), ("y", &y), ("width", &width), ("height", &height)];
        self.xml.empty("rect", &[&place, more].concat());
    }

    fn lanes(&mut self, widths: Widths) {
        let heads = lane_heads(self.chart, widths);
        let starts = self
            .layout
            .cards
            .iter()
            .map(|card| card.x)
            .min()
            .unwrap_or_default();
        for (number, (lane, head)) in self.layout.lanes.clone().into_iter().zip(heads).enumerate() {
            let tint = if number % 2 == 0 { "0.05" } else { "0.02" };
            self.rect(lane, &[("fill-opacity", tint)]);
            let x = if number < self.chart.lanes.len() {
                starts + widths.pitch * length(number)
            } else {
                lane.right() - widths.end - 8
            };
            self.lines(Point { x, y: lane.y + 6 }, &head, head.len());
        }
    }

    /// The dot above the first stage.
    fn beginning(&mut self) {
        let Some(first) = self.layout.cards.first().copied() else {
            return;
        };
        let x = first.middle().x;
        let (cx, cy) = (x.to_string(), (first.y - 34).to_string());
        self.xml
            .empty("circle", &[("cx", &cx), ("cy", &cy), ("r", "6")]);
        self.path(
            &[Point { x, y: first.y - 28 }, Point { x, y: first.y }],
            false,
        );
        let words = said::beginning().get(self.chart.language).to_owned();
        self.lines(
            Point {
                x: x + 12,
                y: first.y - 43,
            },
            &[words],
            0,
        );
    }

    fn arrow(&mut self, arrow: &Arrow) {
        let exit = self
            .chart
            .stages
            .get(arrow.row)
            .and_then(|card| card.exits.get(arrow.exit));
        let is_adverse = exit.is_some_and(|exit| exit.adverse.is_some());
        self.is_dashed_used |= is_adverse;
        self.path(&arrow.points, is_adverse);
    }

    /// A line through the points with a tip at the last one.
    fn path(&mut self, points: &[Point], is_dashed: bool) {
        let d: Vec<String> = points
            .iter()
            .map(|point| format!("{} {}", point.x, point.y))
            .collect();
        let d = format!("M{}", d.join("L"));
        let dashes: &[(&str, &str)] = if is_dashed {
            &[("stroke-dasharray", "6 4")]
        } else {
            &[]
        };
        let line = [
            ("d", d.as_str()),
            ("fill", "none"),
            ("stroke", "currentColor"),
            ("stroke-width", "1.5"),
        ];
        self.xml.empty("path", &[&line, dashes].concat());
        if let [.., before, tip] = points {
            self.xml.empty("path", &[("d", &tip_of(*before, *tip))]);
        }
    }

    fn card(&mut self, row: usize) {
        let (Some(place), Some(card)) = (self.layout.cards.get(row).copied(), self.boxes.get(row))
        else {
            return;
        };
        let lines: Vec<String> = card.title.iter().chain(&card.term).cloned().collect();
        let (bold, header) = (card.title.len(), card.header);
        let rows: Vec<(i32, Vec<String>, Side)> = card
            .rows
            .iter()
            .map(|row| (row.top, row.lines.clone(), row.side))
            .collect();
        let border: [(&str, &str); 3] = [
            ("rx", "6"),
            ("fill-opacity", "0.06"),
            ("stroke", "currentColor"),
        ];
        self.rect(place, &border);
        self.lines(
            Point {
                x: place.x + PAD,
                y: place.y + 5,
            },
            &lines,
            bold,
        );
        for (number, (top, lines, side)) in rows.into_iter().enumerate() {
            let y = (place.y + top).to_string();
            let (from, to) = (place.x.to_string(), place.right().to_string());
            let strength = if number == 0 { "1" } else { "0.35" };
            let place_of = [("x1", from.as_str()), ("y1", &y), ("x2", &to), ("y2", &y)];
            let ink = [("stroke", "currentColor"), ("stroke-opacity", strength)];
            self.xml.empty("line", &[&place_of[..], &ink].concat());
            debug_assert!(top >= header);
            let indent = if side == Side::Left { 10 } else { 0 };
            self.lines(
                Point {
                    x: place.x + PAD + indent,
                    y: place.y + top + 3,
                },
                &lines,
                0,
            );
        }
    }

    fn end(&mut self, end: EndPlace) {
        let exit = self
            .chart
            .stages
            .get(end.row)
            .and_then(|card| card.exits.get(end.exit));
        let words = self
            .boxes
            .get(end.row)
            .and_then(|card| card.ends.get(end.exit)?.as_ref());
        let (Some(exit), Some(words)) = (exit, words) else {
            return;
        };
        let lines: Vec<String> = words.kind.iter().chain(&words.deed).cloned().collect();
        let bold = words.kind.len();
        let is_adverse = exit.adverse.is_some();
        let border: &[(&str, &str)] = if is_adverse {
            &[("stroke-width", "1.5"), ("stroke-dasharray", "6 4")]
        } else {
            &[("stroke-width", "2.5"), ("rx", "14")]
        };
        let ink: [(&str, &str); 2] = [("fill", "none"), ("stroke", "currentColor")];
        self.rect(end.rect, &[&ink, border].concat());
        self.lines(
            Point {
                x: end.rect.x + PAD,
                y: end.rect.y + 5,
            },
            &lines,
            bold,
        );
    }

    /// Samples of the two kinds of arrow.
    fn legend(&mut self, y: i32) {
        let language = self.chart.language;
        let mut x = MARGIN;
        for (is_dashed, words) in [(false, said::solid()), (true, said::dashed())] {
            if is_dashed && !self.is_dashed_used {
                continue;
            }
            self.path(&[Point { x, y }, Point { x: x + 44, y }], is_dashed);
            let words = words.get(language).to_owned();
            self.lines(
                Point {
                    x: x + 52,
                    y: y - 9,
                },
                &[words],
                0,
            );
            x += 270;
        }
    }
}

/// The triangle at the end of an arrow that comes from `before`.
fn tip_of(before: Point, tip: Point) -> String {
    let (dx, dy) = ((tip.x - before.x).signum(), (tip.y - before.y).signum());
    let back = Point {
        x: tip.x - 8 * dx,
        y: tip.y - 8 * dy,
    };
    format!(
        "M{} {}L{} {}L{} {}Z",
        tip.x,
        tip.y,
        back.x + 4 * dy,
        back.y + 4 * dx,
        back.x - 4 * dy,
        back.y - 4 * dx
    )
}
