//! The page for Prometheus, on an address of its own that people do not reach.
//!
//! # Threats
//!
//! A page of numbers from which somebody learns of a person: it has kinds, routes and counts only. A stranger who reads
//! it: it is not served where people are, and not at all unless it is configured.

use app::Office;
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use super::{Labels, Metrics, head, line};
use crate::clock::Clock;

/// Where the numbers come from.
#[derive(Clone)]
struct Source {
    metrics: Metrics,
    office: Office,
    clock: Clock,
}

/// The route `/metrics`.
pub fn router(metrics: Metrics, office: Office, clock: Clock) -> Router {
    let source = Source {
        metrics,
        office,
        clock,
    };
    Router::new()
        .route("/metrics", get(page))
        .with_state(source)
}

async fn page(State(source): State<Source>) -> Response {
    let mut text = source.metrics.text();
    archive(&mut text, &source).await;
    gauge(
        &mut text,
        "shanyraq_build_info",
        [([("version", env!("CARGO_PKG_VERSION").to_owned())], 1)],
    );
    if let Some(bytes) = memory() {
        gauge(&mut text, "process_resident_memory_bytes", [([], bytes)]);
    }
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(CONTENT_TYPE, kind)], text).into_response()
}

/// What the archive says of itself; only that it is silent, when it is.
async fn archive(text: &mut String, source: &Source) {
    let store = &source.office.store;
    let measured = store.measure(source.clock.now()).await;
    let is_up = u64::from(measured.is_ok());
    gauge(text, "shanyraq_archive_up", [([], is_up)]);
    let Ok(measured) = measured else { return };
    gauge(text, "shanyraq_sessions", [([], measured.sessions)]);
    let jobs = measured.jobs.into_iter();
    let jobs = jobs.map(|(kind, state, count)| ([("kind", kind), ("state", state)], count));
    gauge(text, "shanyraq_jobs", jobs);
    if let Some((used, most)) = store.pool() {
        let state = |state: &str, count| ([("state", state.to_owned())], count);
        let states = [state("used", used), state("most", most)];
        gauge(text, "shanyraq_pool_connections", states);
    }
}

fn gauge<const N: usize>(
    text: &mut String,
    name: &str,
    values: impl IntoIterator<Item = ([(&'static str, String); N], u64)>,
) {
    head(text, name, "gauge");
    for (labels, value) in values {
        line(text, name, &Labels::from(labels), value);
    }
}

/// The memory that the program holds, as Linux tells it.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    kilobytes.checked_mul(1024)
}
