//! From spans to numbers: how long each lasted, under the labels that it was given.

use std::time::Duration;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

use super::{Labels, Metrics};
use crate::clock::Stopwatch;

/// The spans that are measured.
const KINDS: [&str; 4] = ["request", "commit", "job", "outside"];
/// Their fields that become labels: short lists of our own words.
const LABELS: [&str; 6] = ["method", "route", "status", "kind", "outcome", "door"];

/// Whether a span is one of those that are measured.
pub fn is_measured(metadata: &Metadata<'_>) -> bool {
    metadata.is_span() && KINDS.contains(&metadata.name())
}

/// Measures spans.
pub struct Measure {
    metrics: Metrics,
    stopwatch: Stopwatch,
}

/// A span under way.
struct UnderWay {
    began: Duration,
    labels: Labels,
}

impl Measure {
    /// Notes in `metrics` what it measures by `stopwatch`.
    pub fn new(metrics: Metrics, stopwatch: Stopwatch) -> Self {
        Self { metrics, stopwatch }
    }
}

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for Measure {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut under_way = UnderWay {
            began: self.stopwatch.elapsed(),
            labels: Labels::new(),
        };
        attributes.record(&mut under_way);
        span.extensions_mut().insert(under_way);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(under_way) = span.extensions_mut().get_mut::<UnderWay>() {
            values.record(under_way);
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else {
            return;
        };
        let Some(under_way) = span.extensions_mut().remove::<UnderWay>() else {
            return;
        };
        let took = self.stopwatch.elapsed().saturating_sub(under_way.began);
        self.metrics.observe(span.name(), under_way.labels, took);
    }
}

impl UnderWay {
    fn note(&mut self, field: &Field, value: String) {
        if let Some(name) = LABELS.iter().find(|name| **name == field.name()) {
            self.labels.insert(name, value);
        }
    }
}

impl Visit for UnderWay {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.note(field, value.to_owned());
    }

    /// The one number is a status, of which the class is enough.
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.note(field, format!("{}xx", value / 100));
    }

    fn record_debug(&mut self, _field: &Field, _value: &dyn std::fmt::Debug) {}
}
