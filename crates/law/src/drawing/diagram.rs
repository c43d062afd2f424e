//! The diagram of a BPMN process: the places of the layout as shapes and edges.

use super::{
    bpmn,
    chart::{Card, Chart, Exit, Goal},
    layout::{Arrow, Frame, Layout, Point, Port, Rect, Shape, layout},
    xml::Xml,
};

/// The place of a stage in its row: the task, its timer to the right, its gateway below.
const CARD: i32 = 260;
const TASK: Rect = Rect {
    x: 60,
    y: 0,
    width: 140,
    height: 90,
};
const TIMER: Rect = Rect {
    x: 182,
    y: 47,
    width: 36,
    height: 36,
};
const OVERDUE: Rect = Rect {
    x: 228,
    y: 51,
    width: 28,
    height: 28,
};
const GATEWAY: Rect = Rect {
    x: 105,
    y: 112,
    width: 50,
    height: 50,
};
/// An end: words of the outcome, the event, the name of the deed.
const END: Rect = Rect {
    x: 150,
    y: 20,
    width: 36,
    height: 36,
};
const END_WIDTH: i32 = 350;
const END_HEIGHT: i32 = 76;
/// The band of the pool's name, and of the lanes' names.
const BAND: i32 = 30;

/// Writes the diagram of the chart's process.
pub(super) fn write(chart: &Chart, xml: &mut Xml) {
    let frame = Frame {
        card: CARD,
        pitch: CARD + 20,
        end: END_WIDTH,
        lanes_top: 80,
        first_row: 80 + BAND + 84,
    };
    let shapes: Vec<Shape> = chart.stages.iter().map(shape).collect();
    let layout = layout(chart, frame, &shapes);
    let mut diagram = Diagram { chart, layout, xml };
    diagram.xml.open("bpmndi:BPMNDiagram", &[("id", "diagram")]);
    diagram.xml.open(
        "bpmndi:BPMNPlane",
        &[("id", "plane"), ("bpmnElement", "collaboration")],
    );
    diagram.frame();
    diagram.beginning();
    for (row, card) in chart.stages.iter().enumerate() {
        diagram.stage(row, card);
    }
    for arrow in diagram.layout.arrows.clone() {
        diagram.arrow(&arrow);
    }
    diagram.xml.close();
    diagram.xml.close();
}

/// The size of a stage's place, and where its outcomes leave.
fn shape(card: &Card) -> Shape {
    let point = |x, y| Point { x, y };
    let (port, height) = if bpmn::has_gateway(card) {
        let middle = GATEWAY.middle();
        let port = Port {
            right: point(GATEWAY.right(), middle.y),
            left: point(GATEWAY.x, middle.y),
            bottom: point(middle.x, GATEWAY.bottom()),
        };
        (port, GATEWAY.bottom())
    } else {
        let port = Port {
            right: point(TASK.right(), 32),
            left: point(TASK.x, TASK.middle().y),
            bottom: point(TASK.middle().x, TASK.bottom()),
        };
        (port, TASK.bottom())
    };
    let end = |exit: &Exit| (exit.goal == Goal::End).then_some(END_HEIGHT);
    Shape {
        height: height + 14,
        entry: 10,
        ports: card.exits.iter().map(|_| port).collect(),
        ends: card.exits.iter().map(end).collect(),
    }
}

/// A part of a place, on the drawing.
fn at(place: Rect, part: Rect) -> Rect {
    Rect {
        x: place.x + part.x,
        y: place.y + part.y,
        ..part
    }
}

struct Diagram<'a> {
    chart: &'a Chart,
    layout: Layout,
    xml: &'a mut Xml,
}

impl Diagram<'_> {
    fn bounds(&mut self, rect: Rect) {
        let [x, y, width, height] =
            [rect.x, rect.y, rect.width, rect.height].map(|n| n.to_string());
        let place = [
            ("x", x.as_str()),
            ("y", &y),
            ("width", &width),
            ("height", &height),
        ];
        self.xml.empty("dc:Bounds", &place);
    }

    fn shape(&mut self, id: &str, rect: Rect, more: &[(&str, &str)], label: Option<Rect>) {
        let shape = format!("{id}_shape");
        let names = [("id", shape.as_str()), ("bpmnElement", id)];
        self.xml
            .open("bpmndi:BPMNShape", &[&names[..], more].concat());
        self.bounds(rect);
        if let Some(label) = label {
            self.label(label);
        }
        self.xml.close();
    }

    fn label(&mut self, rect: Rect) {
        self.xml.open("bpmndi:BPMNLabel", &[]);
        self.bounds(rect);
        self.xml.close();
    }

    fn edge(&mut self, id: &str, points: &[Point], label: Option<Rect>) {
        let edge = format!("{id}_edge");
        self.xml
            .open("bpmndi:BPMNEdge", &[("id", &edge), ("bpmnElement", id)]);
        for point in points {
            let (x, y) = (point.x.to_string(), point.y.to_string());
            self.xml.empty("di:waypoint", &[("x", &x), ("y", &y)]);
        }
        if let Some(label) = label {
            self.label(label);
        }
        self.xml.close();
    }

    /// The pool and its lanes, which run from top to bottom.
    fn frame(&mut self) {
        let upright = [("isHorizontal", "false")];
        let lanes = self.layout.lanes.clone();
        if let (Some(first), Some(last)) = (lanes.first(), lanes.last()) {
            let pool = Rect {
                x: first.x,
                y: first.y - BAND,
                width: last.right() - first.x,
                height: first.height + BAND,
            };
            self.shape("pool", pool, &upright, None);
        }
        for (number, lane) in lanes.iter().enumerate() {
            let id = if number < self.chart.lanes.len() {
                format!("lane_{number}")
            } else {
                "lane_ends".to_owned()
            };
            self.shape(&id, *lane, &upright, None);
        }
    }

    fn beginning(&mut self) {
        let (Some(place), Some(card)) = (
            self.layout.cards.first().copied(),
            self.chart.stages.first(),
        ) else {
            return;
        };
        let x = at(place, TASK).middle().x;
        let start = Rect {
            x: x - 18,
            y: place.y - 66,
            width: 36,
            height: 36,
        };
        let label = Rect {
            x: x + 26,
            y: start.y,
            width: 96,
            height: 28,
        };
        self.shape("start", start, &[], Some(label));
        let points = [
            Point {
                x,
                y: start.bottom(),
            },
            Point { x, y: place.y },
        ];
        self.edge(&bpmn::into(&bpmn::task(card)), &points, None);
    }

    fn stage(&mut self, row: usize, card: &Card) {
        let Some(place) = self.layout.cards.get(row).copied() else {
            return;
        };
        self.shape(&bpmn::task(card), at(place, TASK), &[], None);
        if bpmn::timed(card).is_some() {
            let (timer, overdue) = (at(place, TIMER), at(place, OVERDUE));
            let under = Rect {
                x: timer.x - 4,
                y: timer.bottom() + 4,
                width: 82,
                height: 28,
            };
            self.shape(&bpmn::timer(card), timer, &[], Some(under));
            let over = Rect {
                x: overdue.x - 20,
                y: overdue.y - 32,
                width: 54,
                height: 28,
            };
            self.shape(&bpmn::overdue(card), overdue, &[], Some(over));
            let y = timer.middle().y;
            let points = [
                Point {
                    x: timer.right(),
                    y,
                },
                Point { x: overdue.x, y },
            ];
            self.edge(&bpmn::into(&bpmn::overdue(card)), &points, None);
        }
        if bpmn::has_gateway(card) {
            let gateway = at(place, GATEWAY);
            self.shape(
                &bpmn::gateway(card),
                gateway,
                &[("isMarkerVisible", "true")],
                None,
            );
            let x = gateway.middle().x;
            let points = [
                Point {
                    x,
                    y: at(place, TASK).bottom(),
                },
                Point { x, y: gateway.y },
            ];
            self.edge(&bpmn::into(&bpmn::gateway(card)), &points, None);
        }
        for (number, exit) in card.exits.iter().enumerate() {
            let is_it = |end: &&super::layout::EndPlace| end.row == row && end.exit == number;
            if let Some(end) = self.layout.ends.iter().find(is_it).copied() {
                let event = at(end.rect, END);
                let label = Rect {
                    x: event.right() + 8,
                    y: end.rect.y,
                    width: 146,
                    height: END_HEIGHT - 8,
                };
                self.shape(&bpmn::end(card, exit), event, &[], Some(label));
            }
        }
    }

    /// The arrow of an outcome, led to the shape that stands inside its place.
    fn arrow(&mut self, arrow: &Arrow) {
        let card = self.chart.stages.get(arrow.row);
        let Some((card, exit)) = card.and_then(|card| Some((card, card.exits.get(arrow.exit)?)))
        else {
            return;
        };
        let mut points = arrow.points.clone();
        let (Some(first), Some(last)) = (points.first().copied(), points.last_mut()) else {
            return;
        };
        let label = match exit.goal {
            Goal::End => {
                let before = last.x;
                last.x += END.x;
                Rect {
                    x: before,
                    y: last.y - 34,
                    width: END.x - 10,
                    height: 30,
                }
            }
            Goal::Row(row) => {
                let goal = self.layout.cards.get(row).copied();
                if let Some(goal) = goal.filter(|goal| goal.x == last.x) {
                    last.x = at(goal, TASK).x;
                }
                let is_below = points.get(1).is_some_and(|next| next.x == first.x);
                if is_below {
                    Rect {
                        x: first.x - 124,
                        y: first.y + 2,
                        width: 118,
                        height: 28,
                    }
                } else {
                    Rect {
                        x: first.x - 104,
                        y: first.y - 32,
                        width: 100,
                        height: 28,
                    }
                }
            }
        };
        self.edge(&bpmn::flow(card, exit), &points, Some(label));
    }
}
