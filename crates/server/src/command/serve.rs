//! `shanyraq serve`: the portal, the office and the worker, until a signal to stop.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context as _;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use clap::Args;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use web::Front;

use super::{Setting, Verdict};
use crate::config::Config;
use crate::{logging, plant, worker};

/// Serves the portal and the office and runs the jobs, until a signal to stop.
#[derive(Debug, Args)]
pub struct Serve {}

/// Runs the command.
pub fn serve(_args: &Serve, setting: &Setting) -> anyhow::Result<Verdict> {
    let config = setting.config()?;
    logging::start(&config.log);
    super::runtime()?.block_on(async {
        let office = plant::office(&config).await?;
        let clock = plant::clock(&config);
        let listener = TcpListener::bind(&config.listen)
            .await
            .with_context(|| format!("cannot listen on {}", config.listen))?;
        let address = listener.local_addr()?;
        let now = clock.clone();
        let front = Front {
            office: office.clone(),
            clock: Box::new(move || now.now()),
        };
        let stop = CancellationToken::new();
        let tasks = TaskTracker::new();
        tasks.spawn(worker::work(office, clock, stop.clone()));
        tracing::info!(%address, "serving");
        writeln!(
            std::io::stdout().lock(),
            "serving {} on {address}",
            config.origin
        )?;
        axum::serve(listener, killable(web::router(Arc::new(front))))
            .with_graceful_shutdown(signal())
            .await
            .context("the server stopped")?;
        stop.cancel();
        tasks.close();
        tasks.wait().await;
        Ok(Verdict::Yes)
    })
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
