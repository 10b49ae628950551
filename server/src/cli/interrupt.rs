//! Being told to stop (SIGINT, SIGTERM) while something is written.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// What a shell adds to the number of a signal that ended a process.
const ENDED_BY_SIGNAL: usize = 128;

/// Whether somebody told the process to stop.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// From now on the first signal is noted, so that what was begun can be taken away; the second one ends the process at once. Before,
    /// every signal does.
    pub fn listen() -> io::Result<Self> {
        let interrupt = Self::default();
        for signal in [SIGINT, SIGTERM] {
            let noted = Arc::new(AtomicBool::new(false));
            // In this order: the first signal does not find itself noted.
            flag::register_conditional_shutdown(signal, i32::from(exit_code(signal as usize)), Arc::clone(&noted))?;
            flag::register(signal, noted)?;
            flag::register_usize(signal, Arc::clone(&interrupt.signal), signal as usize)?;
        }
        Ok(interrupt)
    }

    pub fn is_raised(&self) -> bool {
        self.signal.load(Ordering::Relaxed) != 0
    }

    /// How the process ends: as one that the signal ended, or as one that failed.
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
