//! What is measured, in the text format of Prometheus: numbers by kinds, never by persons or cases.
//!
//! Every number comes out of the same spans as the traces: a request, a commit, a job, a call to the outside.

mod measure;
pub mod page;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

pub use self::measure::{Measure, is_measured};

/// The upper ends of the buckets: microseconds, and the same in seconds as they are written.
const BOUNDS: [(u64, &str); 10] = [
    (1_000, "0.001"),
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (250_000, "0.25"),
    (1_000_000, "1"),
    (5_000_000, "5"),
    (30_000_000, "30"),
];

/// The labels of a series, in order.
pub type Labels = BTreeMap<&'static str, String>;

/// All that was measured since the start. Clones share it.
#[derive(Clone, Default)]
pub struct Metrics(Arc<Mutex<BTreeMap<(&'static str, Labels), Histogram>>>);

#[derive(Clone, Default)]
struct Histogram {
    buckets: [u64; BOUNDS.len()],
    count: u64,
    sum: Duration,
}

impl Metrics {
    /// Notes that one of `kind` took so long.
    pub fn observe(&self, kind: &'static str, labels: Labels, took: Duration) {
        let mut series = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let histogram = series.entry((kind, labels)).or_default();
        histogram.count += 1;
        histogram.sum = histogram.sum.saturating_add(took);
        for (bucket, (end, _)) in histogram.buckets.iter_mut().zip(BOUNDS) {
            if took <= Duration::from_micros(end) {
                *bucket += 1;
            }
        }
    }

    /// Everything in the text format.
    pub fn text(&self) -> String {
        let series = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        let mut last = "";
        for ((kind, labels), histogram) in series.iter() {
            if last != *kind {
                head(&mut text, &format!("shanyraq_{kind}_seconds"), "histogram");
                last = kind;
            }
            histogram.write(&mut text, kind, labels);
        }
        text
    }
}

impl Histogram {
    fn write(&self, text: &mut String, kind: &str, labels: &Labels) {
        let name = format!("shanyraq_{kind}_seconds");
        let end = |end: &str| {
            let mut labels = labels.clone();
            labels.insert("le", end.to_owned());
            labels
        };
        for (count, (_, bound)) in self.buckets.iter().zip(BOUNDS) {
            line(text, &format!("{name}_bucket"), &end(bound), *count);
        }
        line(text, &format!("{name}_bucket"), &end("+Inf"), self.count);
        let (seconds, micros) = (self.sum.as_secs(), self.sum.subsec_micros());
        let sum = format!("{seconds}.{micros:06}");
        line(text, &format!("{name}_sum"), labels, sum);
        line(text, &format!("{name}_count"), labels, self.count);
    }
}

/// The line that says of what kind a metric is.
fn head(text: &mut String, name: &str, kind: &str) {
    // Writing to a String cannot fail.
    let _infallible = writeln!(text, "# TYPE {name} {kind}");
}

/// One number.
fn line(text: &mut String, name: &str, labels: &Labels, value: impl std::fmt::Display) {
    let labels: Vec<_> = labels
        .iter()
        .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
        .collect();
    let labels = match labels.as_slice() {
        [] => String::new(),
        labels => format!("{{{}}}", labels.join(",")),
    };
    // Writing to a String cannot fail.
    let _infallible = writeln!(text, "{name}{labels} {value}");
}

fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_counts_upwards_and_adds_up() {
        let metrics = Metrics::default();
        let labels = || Labels::from([("route", "/{lang}/\"x\"".to_owned())]);
        for millis in [1, 7, 7, 60_000] {
            metrics.observe("request", labels(), Duration::from_millis(millis));
        }
        let text = metrics.text();
        let says = |line: &str| assert!(text.lines().any(|it| it == line), "{line} in {text}");
        says("# TYPE shanyraq_request_seconds histogram");
        says(r#"shanyraq_request_seconds_bucket{le="0.001",route="/{lang}/\"x\""} 1"#);
        says(r#"shanyraq_request_seconds_bucket{le="0.01",route="/{lang}/\"x\""} 3"#);
        says(r#"shanyraq_request_seconds_bucket{le="30",route="/{lang}/\"x\""} 3"#);
        says(r#"shanyraq_request_seconds_bucket{le="+Inf",route="/{lang}/\"x\""} 4"#);
        says(r#"shanyraq_request_seconds_sum{route="/{lang}/\"x\""} 60.015000"#);
        says(r#"shanyraq_request_seconds_count{route="/{lang}/\"x\""} 4"#);
    }
}
