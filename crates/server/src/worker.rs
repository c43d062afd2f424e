//! The worker: runs jobs that are due, again and again, until it is told to stop.

use std::time::Duration;

use app::{Office, jobs};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;

/// How often the worker looks when nothing was due.
const PAUSE: Duration = Duration::from_millis(500);
/// Jobs claimed at a time.
const BATCH: u32 = 32;

/// Works until `stop`; a job that was begun is finished.
pub async fn work(office: Office, clock: Clock, stop: CancellationToken) {
    let mut pause = tokio::time::interval(PAUSE);
    pause.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while !stop.is_cancelled() {
        match jobs::run_due(&office, clock.now(), BATCH).await {
            Ok(done) if done > 0 => continue,
            Ok(_nothing_due) => {}
            Err(error) => {
                tracing::error!(error = app::error::chain(&error), "the worker failed");
            }
        }
        tokio::select! {
            _tick = pause.tick() => {}
            () = stop.cancelled() => {}
        }
    }
}
