//! The worker: runs jobs that are due, again and again, until it is told to stop.

use std::time::Duration;

use app::{Office, jobs};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;

/// How often the worker looks when nothing was due.
const PAUSE: Duration = Duration::from_millis(500);
/// Jobs claimed at a time.
const BATCH: u32 = 32;

/// How often what has ended is removed.
const SWEEP: Duration = Duration::from_mins(10);
/// Rows removed at a time.
const SWEPT_MAX: u32 = 10_000;
/// How long a signing record is kept after its end, so that a second use is still known as one.
const KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// Removes sessions that have ended and what was shown for signature long ago.
async fn swept(office: &Office, now: jiff::Timestamp) {
    let sessions = office.store.delete_ended_sessions(now, SWEPT_MAX).await;
    let signings = office
        .store
        .delete_old_signings(now - KEPT, SWEPT_MAX)
        .await;
    let passwords = office
        .store
        .delete_old_passwords(now - KEPT, SWEPT_MAX)
        .await;
    let phones = office
        .store
        .delete_old_qr_signings(now - KEPT, SWEPT_MAX)
        .await;
    for fault in [
        sessions.err(),
        signings.err(),
        passwords.err(),
        phones.err(),
    ]
    .into_iter()
    .flatten()
    {
        tracing::error!(error = app::error::chain(&fault), "the sweep failed");
    }
}

/// Packages that are given a new stamp at a time.
const STAMPED_MAX: u32 = 1_000;

/// Keeps evidence good: fresh lists of revoked certificates, and new stamps before the old ones end.
async fn tended(office: &Office, now: jiff::Timestamp) {
    let lists = app::lists::refresh_lists(office, now).await;
    let stamps = app::evidence::enqueue_stamps(office, now, STAMPED_MAX).await;
    for error in [lists.err(), stamps.err()].into_iter().flatten() {
        tracing::error!(
            error = app::error::chain(&error),
            "evidence is not looked after"
        );
    }
}

/// Works until `stop`; a job that was begun is finished.
pub async fn work(office: Office, clock: Clock, stop: CancellationToken) {
    let mut pause = tokio::time::interval(PAUSE);
    pause.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut sweep = tokio::time::interval(SWEEP);
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
            _tick = sweep.tick() => {
                swept(&office, clock.now()).await;
                tended(&office, clock.now()).await;
            }
            () = stop.cancelled() => {}
        }
    }
}

/// Seals each legal day once it has begun, until `stop`. It stands beside [`work`], so that no job waits for a seal.
pub async fn seal(office: Office, clock: Clock, stop: CancellationToken) {
    let mut look = tokio::time::interval(SWEEP);
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _tick = look.tick() => {}
            () = stop.cancelled() => return,
        }
        // A seal that is broken off goes on from where it stands at the next start.
        let sealed = tokio::select! {
            sealed = app::seal::seal_day(&office, clock.now()) => sealed,
            () = stop.cancelled() => return,
        };
        match sealed {
            // Another node is at it.
            Ok(_) | Err(app::Error::Conflict) => {}
            Err(error) => {
                tracing::error!(error = app::error::chain(&error), "the day is not sealed");
            }
        }
    }
}
