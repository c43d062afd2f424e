//! `shanyraq serve`: the portal, the office and the worker, until a signal to stop.

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use app::Office;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use clap::Args;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use web::Front;
use web::door::Gate;

use super::{Setting, Verdict};
use crate::clock::{Clock, Stopwatch};
use crate::config::{Config, ConnectionsConfig};
use crate::metrics::{Metrics, page};
use crate::serve::serve as serve_on;
use crate::traces::Traces;
use crate::{logging, plant, worker};

/// Serves the portal and the office and runs the jobs, until a signal to stop.
#[derive(Debug, Args)]
pub struct Serve {}

/// Runs the command.
pub fn serve(_args: &Serve, setting: &Setting) -> anyhow::Result<Verdict> {
    let config = setting.config()?;
    super::runtime()?.block_on(async {
        let metrics = config.metrics.as_ref().map(|_on| Metrics::default());
        let traces = config.traces.as_ref().map(Traces::new).transpose()?;
        let spans = traces.as_ref().map(Traces::tracer);
        logging::start(&config.log, metrics.clone(), spans);
        let office = plant::office(&config).await?;
        let clock = plant::clock(&config);
        let (listener, address) = listen(&config.listen).await?;
        let stop = CancellationToken::new();
        let tasks = TaskTracker::new();
        let stopped = stop.clone();
        tasks.spawn(async move {
            signal().await;
            stopped.cancel();
        });
        tasks.spawn(worker::seal(office.clone(), clock.clone(), stop.clone()));
        tasks.spawn(worker::work(office.clone(), clock.clone(), stop.clone()));
        tracing::info!(%address, "serving");
        let mut said = format!("serving {} on {address}", config.origin);
        if let (Some(wanted), Some(metrics)) = (&config.metrics, metrics) {
            let (listener, address) = listen(&wanted.listen).await?;
            said = format!("{said}\nmetrics on {address}");
            let (office, clock, stop) = (office.clone(), clock.clone(), stop.clone());
            let router = page::router(metrics, office, clock);
            let connections = ConnectionsConfig::default();
            tasks.spawn(async move { serve_on(listener, router, &connections, stop).await });
        }
        writeln!(std::io::stdout().lock(), "{said}")?;
        let router = killable(web::router(Arc::new(front(&config, office, clock))));
        serve_on(listener, router, &config.connections, stop).await;
        tasks.close();
        tasks.wait().await;
        if let Some(traces) = traces {
            traces.finish().await;
        }
        Ok(Verdict::Yes)
    })
}

/// Listens, and says on which port.
async fn listen(on: &str) -> anyhow::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(on)
        .await
        .with_context(|| format!("cannot listen on {on}"))?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// The front with its clock and its gate.
fn front(config: &Config, office: Office, clock: Clock) -> Front {
    let stopwatch = Stopwatch::start();
    let request_time_max = Duration::from_secs(config.connections.request_seconds);
    Front {
        office,
        clock: Box::new(move || clock.now()),
        gate: Gate::new(
            config.limits.into(),
            config.connections.proxies.clone(),
            Some(request_time_max),
            move || stopwatch.elapsed(),
        ),
    }
}

/// In a test that kills the program: points before and after each request, counted from the first request on.
fn killable(router: Router) -> Router {
    let Some(ordinal) = Config::crash_at() else {
        return router;
    };
    let is_armed = Arc::new(AtomicBool::new(false));
    router.layer(middleware::from_fn(move |request: Request, next: Next| {
        if !is_armed.swap(true, Ordering::SeqCst) {
            store::crash::arm(ordinal);
        }
        store::crash::point();
        async move {
            let response = next.run(request).await;
            store::crash::point();
            response
        }
    }))
}

/// Resolves at the first SIGINT or SIGTERM.
async fn signal() {
    let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    match terminate {
        Ok(mut terminate) => {
            tokio::select! {
                _interrupt = tokio::signal::ctrl_c() => {}
                _terminate = terminate.recv() => {}
            }
        }
        Err(_no_signals) => {
            tokio::signal::ctrl_c().await.ok();
        }
    }
}
