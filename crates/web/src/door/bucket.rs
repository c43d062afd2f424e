//! A token bucket for each key, in bounded memory. Pure: the time is handed in.
//!
//! Of each key one number is kept, the moment at which its bucket will be full again (the generic cell rate
//! algorithm, ITU-T I.371). A bucket that is full is not kept at all.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// How often something may be done: `times` at once, and as many again evenly within `seconds`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How often at once; at least one.
    pub times: u32,
    /// How long until it may be done as often again, in seconds; at least one.
    pub seconds: u32,
}

impl Limit {
    /// The whole time in which an empty bucket fills.
    fn whole(self) -> Duration {
        Duration::from_secs(u64::from(self.seconds.max(1)))
    }

    /// The time in which one token comes.
    fn one(self) -> Duration {
        self.whole() / self.times.max(1)
    }
}

/// The buckets that are not full.
#[derive(Debug)]
pub struct Buckets<K> {
    capacity: usize,
    /// When each bucket is full again.
    full_at: BTreeMap<K, Duration>,
    /// The same, the one that is full first in front.
    order: BTreeSet<(Duration, K)>,
}

impl<K: Ord + Clone> Buckets<K> {
    /// No buckets yet, and never more than `capacity`.
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity: capacity.max(1),
            full_at: BTreeMap::new(),
            order: BTreeSet::new(),
        }
    }

    /// Takes a token out of the bucket of `key` at `now`, a time since any fixed moment; or says how long to wait for
    /// one, and takes nothing.
    ///
    /// Where there is no room for one more bucket, the one that would be full first is forgotten: whoever asked most
    /// is remembered longest.
    pub fn take(&mut self, key: &K, limit: Limit, now: Duration) -> Result<(), Duration> {
        let before = self.full_at.get(key).copied();
        let full_at = before.unwrap_or(now).max(now).saturating_add(limit.one());
        let wait = full_at.saturating_sub(now.saturating_add(limit.whole()));
        // The tokens of a second may not divide evenly: less than a nanosecond each is nobody's wait.
        if wait > Duration::from_nanos(u64::from(limit.times)) {
            return Err(wait);
        }
        if let Some(before) = before {
            self.order.remove(&(before, key.clone()));
        } else {
            self.forget(now);
        }
        self.order.insert((full_at, key.clone()));
        self.full_at.insert(key.clone(), full_at);
        Ok(())
    }

    /// How many buckets are kept.
    pub fn len(&self) -> usize {
        self.full_at.len()
    }

    /// Whether every bucket is full.
    pub fn is_empty(&self) -> bool {
        self.full_at.is_empty()
    }

    /// Makes room for one: forgets two full buckets, and where there is no room still, the one that is full first.
    fn forget(&mut self, now: Duration) {
        for _two in 0..2 {
            let is_full = self.order.first().is_some_and(|(at, _)| *at <= now);
            let is_crowded = self.full_at.len() >= self.capacity;
            if (is_full || is_crowded)
                && let Some((_, key)) = self.order.pop_first()
            {
                self.full_at.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn limits() -> impl Strategy<Value = Limit> {
        (1_u32..50, 1_u32..1_000).prop_map(|(times, seconds)| Limit { times, seconds })
    }

    proptest! {
        #[test]
        fn no_window_lets_through_more_than_a_bucket_and_what_comes_in_it(
            limit in limits(),
            steps in vec(0_u64..20_000, 1..200),
        ) {
            let mut buckets = Buckets::new(8);
            let mut now = Duration::from_secs(1);
            let mut passed = Vec::new();
            for step in steps {
                now += Duration::from_millis(step);
                if buckets.take(&'a', limit, now).is_ok() {
                    passed.push(now);
                }
            }
            for (from, begin) in passed.iter().enumerate() {
                for (to, end) in passed.iter().enumerate().skip(from) {
                    let counted = u32::try_from(to - from).unwrap();
                    // The first of a window is paid by a full bucket; the rest by it and by what came since.
                    let came = end.saturating_sub(*begin).as_nanos() / limit.one().as_nanos().max(1);
                    prop_assert!(u128::from(counted) <= u128::from(limit.times) + came);
                }
            }
        }

        #[test]
        fn who_waits_as_told_is_let_in(limit in limits(), steps in vec(0_u64..5_000, 1..100)) {
            let mut buckets = Buckets::new(8);
            let mut now = Duration::ZERO;
            for step in steps {
                now += Duration::from_millis(step);
                if let Err(wait) = buckets.take(&'a', limit, now) {
                    prop_assert!(wait <= limit.one() + Duration::from_micros(1));
                    prop_assert!(buckets.take(&'a', limit, now).is_err(), "a refusal costs nothing");
                    now += wait;
                    prop_assert!(buckets.take(&'a', limit, now).is_ok());
                }
            }
        }

        #[test]
        fn memory_is_bounded_and_one_never_pays_for_another(
            keys in vec(0_u8..40, 1..300),
            capacity in 1_usize..50,
        ) {
            let limit = Limit { times: 3, seconds: 60 };
            let mut buckets = Buckets::new(capacity);
            let mut taken = BTreeMap::new();
            for key in keys {
                let count = taken.entry(key).or_insert(0);
                let is_in = buckets.take(&key, limit, Duration::from_secs(5)).is_ok();
                // A forgotten bucket may let in more, a bucket never less than its due.
                prop_assert!(is_in || *count >= 3);
                *count += 1;
                prop_assert!(buckets.len() <= capacity);
                prop_assert_eq!(buckets.order.len(), buckets.len());
            }
        }
    }

    #[test]
    fn a_clock_that_jumps_back_locks_nobody_out_for_longer_than_the_limit() {
        let limit = Limit {
            times: 1,
            seconds: 10,
        };
        let mut buckets = Buckets::new(2);
        buckets.take(&1, limit, Duration::from_secs(100)).unwrap();
        let wait = buckets
            .take(&1, limit, Duration::from_secs(99))
            .unwrap_err();
        assert_eq!(wait, Duration::from_secs(11));
        buckets.take(&1, limit, Duration::from_secs(110)).unwrap();
    }

    #[test]
    fn who_asked_most_is_remembered_longest() {
        let limit = Limit {
            times: 5,
            seconds: 50,
        };
        let mut buckets = Buckets::new(10);
        let now = Duration::from_secs(1);
        for _five in 0..5 {
            buckets.take(&0, limit, now).unwrap();
        }
        for other in 1..1_000 {
            buckets.take(&other, limit, now).unwrap();
        }
        assert!(buckets.take(&0, limit, now).is_err());
        assert_eq!(buckets.len(), 10);
    }
}
