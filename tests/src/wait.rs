//! Waiting for what a test can observe. No test sleeps for as long as something probably takes.

use std::time::{Duration, Instant};

/// Longer than anything takes on a machine that is busy with other tests.
const LIMIT: Duration = Duration::from_secs(180);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(5);

/// Looks again and again until something holds. Fails, and says what was expected, where it does not hold in three minutes.
pub fn wait_until(expected: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + LIMIT;
    while !holds() {
        assert!(Instant::now() < deadline, "not within {LIMIT:?}: {expected}");
        std::thread::sleep(PAUSE);
    }
}
