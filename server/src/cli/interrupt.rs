//! Stops a write gracefully on SIGINT or SIGTERM.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Shells report this number plus the signal as exit code.
const ENDED_BY_SIGNAL: usize = 128;

/// Whether a signal to stop was received.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// From now on, the first signal only sets a flag, so that unfinished files can be removed; the second one ends
    /// the process. Before this call, every signal ends it.
    pub fn listen() -> io::Result<Self> {
        let interrupt = Self::default();
        for signal in [SIGINT, SIGTERM] {
            let noted = Arc::new(AtomicBool::new(false));
            // The order matters: the first signal must not find the flag already set.
            flag::register_conditional_shutdown(signal, i32::from(exit_code(signal as usize)), Arc::clone(&noted))?;
            flag::register(signal, noted)?;
            flag::register_usize(signal, Arc::clone(&interrupt.signal), signal as usize)?;
        }
        Ok(interrupt)
    }

    pub fn is_raised(&self) -> bool {
        self.signal.load(Ordering::Relaxed) != 0
    }

    /// The exit code: that of the signal, or failure.
    pub fn exit_code(&self) -> ExitCode {
        match self.signal.load(Ordering::Relaxed) {
            0 => ExitCode::FAILURE,
            signal => exit_code(signal).into(),
        }
    }
}

fn exit_code(signal: usize) -> u8 {
    (ENDED_BY_SIGNAL + signal) as u8
}
