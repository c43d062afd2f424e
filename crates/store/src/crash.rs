//! Crash points: where a test kills the program, to see that nothing acknowledged is lost and nothing is half done.
//!
//! They exist only with the feature `crash`, which the tests of the program ask for and no program that serves people
//! has; without it every point is nothing.

/// Whether this program has crash points.
pub const IS_THERE: bool = cfg!(feature = "crash");

#[cfg(feature = "crash")]
mod armed {
    use std::sync::atomic::{AtomicU64, Ordering};

    /// How many points are left to pass; zero when nothing is to happen.
    static LEFT: AtomicU64 = AtomicU64::new(0);

    pub(super) fn arm(ordinal: u64) {
        LEFT.store(ordinal, Ordering::SeqCst);
    }

    pub(super) fn point() {
        let one_less = LEFT.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
            left.checked_sub(1)
        });
        if one_less != Ok(1) {
            return;
        }
        let me = rustix::process::getpid();
        // The signal that nobody can catch: no destructor runs, no buffer is flushed. It fails only if there were none.
        let _never = rustix::process::kill_process(me, rustix::process::Signal::KILL);
        loop {
            std::thread::park();
        }
    }
}

#[cfg(not(feature = "crash"))]
mod armed {
    pub(super) fn arm(_ordinal: u64) {}

    pub(super) fn point() {}
}

/// From now on the program kills itself at the `ordinal`-th point that it passes, counted from 1; 0 never.
pub fn arm(ordinal: u64) {
    armed::arm(ordinal);
}

/// A point at which the program may be killed.
pub fn point() {
    armed::point();
}
