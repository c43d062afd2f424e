//! Logs: structured, to standard error, without personal data. Measurements and traces hear the same spans.

use opentelemetry_sdk::trace::Tracer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

use crate::clock::Stopwatch;
use crate::config::{LogConfig, LogFormat};
use crate::metrics::{Measure, Metrics, is_measured};

/// Starts logging, and where they are configured measuring and tracing; once in a process.
pub fn start(config: &LogConfig, metrics: Option<Metrics>, tracer: Option<Tracer>) {
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = match config.format {
        LogFormat::Json => lines.json().boxed(),
        LogFormat::Text => lines.boxed(),
    };
    let measure = metrics.map(|metrics| Measure::new(metrics, Stopwatch::start()));
    let sent = tracer.map(|tracer| {
        tracing_opentelemetry::layer()
            .with_tracer(tracer)
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
    });
    tracing_subscriber::registry()
        .with(lines.with_filter(EnvFilter::new(&config.level)))
        .with(measure.with_filter(filter_fn(is_measured)))
        .with(sent.with_filter(filter_fn(is_measured)))
        .init();
}
