//! How much work questions of a kind have been lately, to choose where to work: on the worker thread itself, or off the event loop.
//!
//! Offloading costs two context switches, 10 to 20 µs: more than a small tile. Running inline blocks the worker's other connections. So
//! what is known to be small runs inline, and everything else is offloaded.
//!
//! Offloaded, one piece of work follows the other on each processor: shared among all, each would end late. Only what is known to take
//! very long, and what has not been asked yet and may do so, has threads of its own, which give way to all others.

use std::hash::Hasher;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use xxhash_rust::xxh3::Xxh3;

use super::encoding::Encoding;
use super::parameter::Kind;
use super::route::{Call, Route};

/// Up to this effort a question is answered on the worker thread, in microseconds. Exceeds it, going aside costs less than a
/// fiftieth more; and a millisecond is what a worker needs for some seventy kept replies. Aside, where work waits for its turn of a
/// processor, the low zooms of a country came a third later.
const SMALL: u32 = 1000;
/// Questions of a kind that ever took this long always go aside, in microseconds: one in a thousand of them would still be
/// felt by everyone else.
const ALWAYS_ASIDE: u32 = 20_000;
/// Questions of a kind that lately took this long share processors with others, in microseconds.
const LONG: u32 = 100_000;
/// How many kinds are told apart.
const KINDS: usize = 4096;
/// What is not known yet.
const UNKNOWN: u32 = u32::MAX;

/// How much work a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// On the worker thread itself.
    Inline,
    /// Off the event loop.
    Queued,
    /// Off the event loop, where it gives way to everything else.
    Background,
}

/// The efforts of all kinds of questions.
#[derive(Debug)]
pub struct Efforts(Box<[AtomicU32]>);

/// A kind of questions: of one route, with the same words and small numbers in path and query, in one format and encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindOfQuestion(usize);

impl KindOfQuestion {
    /// `is_kept` where the reply need only be packed anew.
    pub fn of(route: &Route, call: &Call, encoding: Encoding, is_kept: bool) -> Self {
        let mut hash = Xxh3::new();
        hash.write(route.id.as_bytes());
        for (parameter, value) in route.path_parameters.iter().zip(&call.path) {
            // A collection or a zoom, not the place of a tile nor the key of a feature.
            if matches!(parameter.kind, Kind::Choice(_) | Kind::Integer { max: ..256, .. }) {
                hash.write(value.as_bytes());
            }
        }
        for parameter in route.parameters {
            let Some(value) = call.query.text(parameter.name) else { continue };
            hash.write(parameter.name.as_bytes());
            match parameter.kind {
                Kind::Choice(_) | Kind::Flag => hash.write(value.as_bytes()),
                // Ten features are another kind than a thousand.
                Kind::Limit { .. } => hash.write_u32(call.query.integer(parameter.name).unwrap_or(0).max(1).ilog2()),
                _ => {}
            }
        }
        hash.write(call.format.media_type().as_bytes());
        hash.write(call.format.word().as_bytes());
        hash.write(encoding.token().as_bytes());
        hash.write_u8(is_kept.into());
        Self((hash.digest() % KINDS as u64) as usize)
    }
}

impl Default for Efforts {
    fn default() -> Self {
        Self((0..KINDS).map(|_| AtomicU32::new(UNKNOWN)).collect())
    }
}

impl Efforts {
    /// How much work questions of the kind are, as far as is known.
    pub fn of(&self, kind: KindOfQuestion) -> Effort {
        let known = self.0.get(kind.0).map_or(UNKNOWN, |known| known.load(Relaxed));
        if known <= SMALL {
            Effort::Inline
        } else if known < LONG {
            Effort::Queued
        } else {
            Effort::Background
        }
    }

    /// Learns what a question of the kind took: at once where it was more than known, little by little where it was less.
    pub fn learn(&self, kind: KindOfQuestion, spent: Duration) {
        let Some(known) = self.0.get(kind.0) else { return };
        let spent = u32::try_from(spent.as_micros()).unwrap_or(UNKNOWN).min(UNKNOWN - 1);
        let old = known.load(Relaxed);
        let new = match old {
            UNKNOWN => spent,
            // From there it falls no further.
            ALWAYS_ASIDE.. => spent.max(old - old.div_ceil(64)).max(ALWAYS_ASIDE),
            _ => spent.max(old - old.div_ceil(64)),
        };
        known.store(new, Relaxed);
    }
}

/// For how long this thread has worked in all: waiting for a processor is not counted.
pub fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// For how long this thread has worked since it had worked for so long.
pub fn worked_since(before: Duration) -> Duration {
    worked().saturating_sub(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MICRO: Duration = Duration::from_micros(1);

    #[test]
    fn what_is_small_stays_and_what_is_not_goes_aside() {
        let (efforts, kind) = (Efforts::default(), KindOfQuestion(7));
        assert_eq!(efforts.of(kind), Effort::Background, "what is not known may be heavy");
        efforts.learn(kind, MICRO * 50);
        assert_eq!(efforts.of(kind), Effort::Inline);
        assert_eq!(efforts.of(KindOfQuestion(8)), Effort::Background, "another kind is still unknown");
        efforts.learn(kind, MICRO * (6 * SMALL));
        assert_eq!(efforts.of(kind), Effort::Queued, "once large is enough");
        let small_again = (0..1000).find(|_| {
            efforts.learn(kind, MICRO * 50);
            efforts.of(kind) == Effort::Inline
        });
        assert!(small_again.is_some_and(|after| after > 100), "small again only after many: {small_again:?}");
    }

    #[test]
    fn what_once_held_up_everyone_never_does_it_again() {
        let (efforts, kind) = (Efforts::default(), KindOfQuestion(0));
        efforts.learn(kind, MICRO * ALWAYS_ASIDE);
        for _ in 0..10_000 {
            efforts.learn(kind, MICRO);
        }
        assert_eq!(efforts.of(kind), Effort::Queued);
        efforts.learn(kind, Duration::MAX);
        assert_eq!(efforts.of(kind), Effort::Background);
        let others_wait_again = (0..10_000).find(|_| {
            efforts.learn(kind, MICRO);
            efforts.of(kind) == Effort::Queued
        });
        assert!(others_wait_again.is_some_and(|after| after > 100), "lately is not just before: {others_wait_again:?}");
    }

    #[test]
    fn work_is_counted_and_waiting_is_not() {
        let before = worked();
        std::thread::sleep(Duration::from_millis(200));
        assert!(worked_since(before) < Duration::from_millis(100));
        let before = worked();
        while worked_since(before) < Duration::from_millis(1) {}
    }
}
