//! The procedure as BPMN 2.0 XML: the process that a modeling tool reads, and the diagram that it shows.
//!
//! A stage is a task with a timer on its border, its outcomes leave through an exclusive gateway, and a
//! refusal ends in an error event. BPMN knows no working days: the duration counts days, and the
//! documentation beside it says which.

use super::{
    chart::{Card, Chart, Exit, Goal, Length},
    diagram, words as said,
    xml::Xml,
};
use crate::{
    edition::{Adverse, TermUnit, Work},
    words,
};

/// Writes the chart.
pub(super) fn write(chart: &Chart) -> String {
    let mut bpmn = Bpmn {
        chart,
        xml: Xml::default(),
    };
    bpmn.write();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}",
        bpmn.xml.finish()
    )
}

/// The identifiers of the process, by the codes of the edition.
pub(super) fn task(card: &Card) -> String {
    format!("stage_{}", card.code)
}

pub(super) fn gateway(card: &Card) -> String {
    format!("choice_{}", card.code)
}

pub(super) fn timer(card: &Card) -> String {
    format!("term_{}", card.code)
}

pub(super) fn overdue(card: &Card) -> String {
    format!("overdue_{}", card.code)
}

pub(super) fn end(card: &Card, exit: &Exit) -> String {
    format!("end_{}_{}", card.code, exit.code)
}

pub(super) fn flow(card: &Card, exit: &Exit) -> String {
    format!("outcome_{}_{}", card.code, exit.code)
}

pub(super) fn into(id: &str) -> String {
    format!("to_{id}")
}

/// Whether the outcomes leave through a gateway.
pub(super) fn has_gateway(card: &Card) -> bool {
    card.exits.len() > 1
}

/// The duration of a term after ISO 8601, if it has a length of its own.
pub(super) fn duration(term: &Length) -> Option<String> {
    let amount = term.amount?;
    Some(match term.unit {
        TermUnit::WorkingDays | TermUnit::CalendarDays => format!("P{amount}D"),
        TermUnit::Months => format!("P{amount}M"),
        TermUnit::Minutes => format!("PT{amount}M"),
    })
}

pub(super) fn timed(card: &Card) -> Option<(&Length, String)> {
    let term = card.term.as_ref()?;
    Some((term, duration(term)?))
}

struct Bpmn<'a> {
    chart: &'a Chart,
    xml: Xml,
}

impl Bpmn<'_> {
    fn write(&mut self) {
        let chart = self.chart;
        self.xml.open(
            "bpmn:definitions",
            &[
                ("xmlns:bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
                ("xmlns:bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
                ("xmlns:dc", "http://www.omg.org/spec/DD/20100524/DC"),
                ("xmlns:di", "http://www.omg.org/spec/DD/20100524/DI"),
                ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                ("id", &format!("definitions_{}", chart.id)),
                ("targetNamespace", "urn:shanyraq:law"),
            ],
        );
        for adverse in self.refusals() {
            let (id, code) = (error_id(adverse), error_code(adverse));
            let name = words::adverse(adverse);
            let name = name.get(chart.language);
            self.xml.empty(
                "bpmn:error",
                &[("id", &id), ("name", name), ("errorCode", code)],
            );
        }
        self.xml
            .open("bpmn:collaboration", &[("id", "collaboration")]);
        let name = chart.track.as_ref().map_or(chart.name.clone(), |track| {
            format!("{}: {}", chart.name, track.words)
        });
        let pool = [
            ("id", "pool"),
            ("name", name.as_str()),
            ("processRef", "process"),
        ];
        self.xml.empty("bpmn:participant", &pool);
        self.xml.close();
        self.xml.open(
            "bpmn:process",
            &[
                ("id", "process"),
                ("name", &name),
                ("isExecutable", "false"),
            ],
        );
        let description = chart.description();
        self.xml.words("bpmn:documentation", &[], &description);
        self.lanes();
        self.beginning();
        for (row, card) in chart.stages.iter().enumerate() {
            self.stage(row, card);
        }
        self.xml.close();
        diagram::write(chart, &mut self.xml);
    }

    /// The kinds of refusal in use, each once.
    fn refusals(&self) -> Vec<Adverse> {
        let exits = self.chart.stages.iter().flat_map(|card| &card.exits);
        let ends = exits.filter(|exit| exit.goal == Goal::End);
        let mut kinds: Vec<Adverse> = ends.filter_map(|exit| exit.adverse).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Each actor's lane with what stands in it; the ends stand in a lane of their own.
    fn lanes(&mut self) {
        let chart = self.chart;
        self.xml.open("bpmn:laneSet", &[("id", "lanes")]);
        for (number, lane) in chart.lanes.iter().enumerate() {
            self.xml.open(
                "bpmn:lane",
                &[("id", &format!("lane_{number}")), ("name", &lane.name)],
            );
            if chart
                .stages
                .first()
                .is_some_and(|first| first.lane == number)
            {
                self.xml.words("bpmn:flowNodeRef", &[], "start");
            }
            for card in chart.stages.iter().filter(|card| card.lane == number) {
                let mut ids = vec![task(card)];
                ids.extend(has_gateway(card).then(|| gateway(card)));
                if timed(card).is_some() {
                    ids.extend([timer(card), overdue(card)]);
                }
                for id in ids {
                    self.xml.words("bpmn:flowNodeRef", &[], &id);
                }
            }
            self.xml.close();
        }
        let results = said::results();
        self.xml.open(
            "bpmn:lane",
            &[("id", "lane_ends"), ("name", results.get(chart.language))],
        );
        for card in &chart.stages {
            for exit in card.exits.iter().filter(|exit| exit.goal == Goal::End) {
                self.xml.words("bpmn:flowNodeRef", &[], &end(card, exit));
            }
        }
        self.xml.close();
        self.xml.close();
    }

    fn beginning(&mut self) {
        let name = said::beginning();
        let name = name.get(self.chart.language);
        self.xml
            .open("bpmn:startEvent", &[("id", "start"), ("name", name)]);
        if let Some(first) = self.chart.stages.first() {
            let task = task(first);
            self.xml.words("bpmn:outgoing", &[], &into(&task));
            self.xml.close();
            self.sequence(&into(&task), "start", &task, None);
        } else {
            self.xml.close();
        }
    }

    fn sequence(&mut self, id: &str, from: &str, to: &str, name: Option<&str>) {
        let ends = [("id", id), ("sourceRef", from), ("targetRef", to)];
        let name = name.map(|name| ("name", name));
        let attributes: Vec<(&str, &str)> = ends.into_iter().chain(name).collect();
        self.xml.empty("bpmn:sequenceFlow", &attributes);
    }

    fn stage(&mut self, row: usize, card: &Card) {
        let id = task(card);
        let kind = task_kind(card.work);
        self.xml.open(kind, &[("id", &id), ("name", &card.title)]);
        let term = card.term.as_ref().map(|term| term.words.as_str());
        let said: Vec<&str> = [
            Some(card.work_name.as_str()),
            term,
            Some(card.cite.as_str()),
        ]
        .into_iter()
        .flatten()
        .collect();
        self.xml.words("bpmn:documentation", &[], &said.join("; "));
        if row == 0 {
            self.xml.words("bpmn:incoming", &[], &into(&id));
        }
        for (from, exit) in self
            .chart
            .stages
            .iter()
            .flat_map(|from| from.exits.iter().map(move |exit| (from, exit)))
        {
            if exit.goal == Goal::Row(row) {
                self.xml.words("bpmn:incoming", &[], &flow(from, exit));
            }
        }
        if has_gateway(card) {
            let gateway = gateway(card);
            self.xml.words("bpmn:outgoing", &[], &into(&gateway));
            self.xml.close();
            self.sequence(&into(&gateway), &id, &gateway, None);
            self.xml.open("bpmn:exclusiveGateway", &[("id", &gateway)]);
            self.xml.words("bpmn:incoming", &[], &into(&gateway));
            self.outgoing(card);
            self.xml.close();
        } else {
            self.outgoing(card);
            self.xml.close();
        }
        self.term(card);
        for exit in &card.exits {
            self.exit(card, exit);
        }
    }

    fn outgoing(&mut self, card: &Card) {
        for exit in &card.exits {
            self.xml.words("bpmn:outgoing", &[], &flow(card, exit));
        }
    }

    /// The timer on the border of the task: it does not interrupt, because no term ends a case.
    fn term(&mut self, card: &Card) {
        let Some((term, duration)) = timed(card) else {
            return;
        };
        let language = self.chart.language;
        let (task, timer, overdue) = (task(card), timer(card), overdue(card));
        let on = [
            ("id", timer.as_str()),
            ("attachedToRef", &task),
            ("cancelActivity", "false"),
        ];
        let name = [("name", term.words.as_str())];
        self.xml
            .open("bpmn:boundaryEvent", &[&on[..], &name].concat());
        self.xml.words("bpmn:documentation", &[], &term.words);
        self.xml.words("bpmn:outgoing", &[], &into(&overdue));
        self.xml.open("bpmn:timerEventDefinition", &[]);
        let formal = [("xsi:type", "bpmn:tFormalExpression")];
        self.xml.words("bpmn:timeDuration", &formal, &duration);
        self.xml.close();
        self.xml.close();
        self.sequence(&into(&overdue), &timer, &overdue, None);
        let (name, meaning) = (said::overdue(), said::overdue_meaning());
        self.xml.open(
            "bpmn:endEvent",
            &[("id", &overdue), ("name", name.get(language))],
        );
        self.xml
            .words("bpmn:documentation", &[], meaning.get(language));
        self.xml.words("bpmn:incoming", &[], &into(&overdue));
        self.xml.close();
    }

    fn exit(&mut self, card: &Card, exit: &Exit) {
        let from = if has_gateway(card) {
            gateway(card)
        } else {
            task(card)
        };
        let id = flow(card, exit);
        if let Goal::Row(row) = exit.goal {
            if let Some(next) = self.chart.stages.get(row) {
                self.sequence(&id, &from, &task(next), Some(&exit.text));
            }
            return;
        }
        let end = end(card, exit);
        self.sequence(&id, &from, &end, Some(&exit.text));
        let closed = said::closed();
        let name = exit
            .deed
            .as_ref()
            .map_or(closed.get(self.chart.language), |deed| &deed.title);
        self.xml
            .open("bpmn:endEvent", &[("id", &end), ("name", name)]);
        if let Some(deed) = &exit.deed {
            let signed = said::signed_by();
            let signed = format!("{}: {}", signed.get(self.chart.language), deed.signed_by);
            self.xml.words("bpmn:documentation", &[], &signed);
        }
        self.xml.words("bpmn:incoming", &[], &id);
        if let Some(adverse) = exit.adverse {
            self.xml.empty(
                "bpmn:errorEventDefinition",
                &[("errorRef", &error_id(adverse))],
            );
        }
        self.xml.close();
    }
}

/// Work that the system does by itself is a service task.
fn task_kind(work: Work) -> &'static str {
    match work {
        Work::Registry | Work::Assess | Work::Enrol | Work::Record => "bpmn:serviceTask",
        Work::Check
        | Work::Consent
        | Work::Vote
        | Work::Sign
        | Work::Agree
        | Work::Transfer
        | Work::Pay
        | Work::Hear
        | Work::Forward => "bpmn:userTask",
    }
}

fn error_id(adverse: Adverse) -> String {
    format!("refusal_{}", error_code(adverse))
}

fn error_code(adverse: Adverse) -> &'static str {
    match adverse {
        Adverse::Incompleteness => "incompleteness",
        Adverse::Ground => "ground",
        Adverse::Consent => "consent",
        Adverse::Lapse => "lapse",
    }
}
