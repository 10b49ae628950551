//! Progress bars on the terminal.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Duration;

use geodata::progress::Progress;
use geodata::visible::Visible;
use indicatif::{ProgressBar, ProgressStyle};

use super::interrupt::Interrupt;

/// Shows progress on a terminal; silent if standard error is no terminal.
#[derive(Debug, Default)]
pub struct TerminalProgress {
    bar: Mutex<Option<ProgressBar>>,
    interrupt: Interrupt,
}

impl TerminalProgress {
    /// Creates a progress bar for work that an interrupt stops.
    pub fn until(interrupt: &Interrupt) -> Self {
        Self { bar: Mutex::default(), interrupt: interrupt.clone() }
    }

    fn with(&self, work: impl FnOnce(&mut Option<ProgressBar>)) {
        if let Ok(mut bar) = self.bar.lock() {
            work(&mut bar);
        }
    }
}

impl Progress for TerminalProgress {
    fn stage(&self, name: &str, total: Option<u64>) {
        if !std::io::stderr().is_terminal() {
            return;
        }
        self.with(|bar| {
            if let Some(before) = bar.take() {
                before.finish_and_clear();
            }
            let (template, new) = match total {
                Some(total) => ("{msg:<32} {wide_bar} {pos}/{len} {eta}", ProgressBar::new(total)),
                None => ("{msg:<32} {spinner} {pos}", ProgressBar::new_spinner()),
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                new.set_style(style);
            }
            new.set_message(Visible(name).to_string());
            new.enable_steady_tick(Duration::from_millis(100));
            *bar = Some(new);
        });
    }

    fn advance(&self, by: u64) {
        self.with(|bar| {
            if let Some(bar) = bar {
                bar.inc(by);
            }
        });
    }

    fn is_stopped(&self) -> bool {
        self.interrupt.is_raised()
    }

    fn finish(&self) {
        self.with(|bar| {
            if let Some(bar) = bar.take() {
                bar.finish_and_clear();
            }
        });
    }
}
