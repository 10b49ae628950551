use std::path::Path;
use std::process::ExitCode;

use geodata::atlas::Atlas;
use geodata::editions;
use geodata::ingest::{Severity, read_dataset_with_remote};
use geodata::protection::{Policy, protect};
use geodata::tiles::SimplifiedCoverages;
use indicatif::HumanBytes;

use super::Remote;
use super::interrupt::Interrupt;
use super::progress::TerminalProgress;
use super::terminal;

/// Writes a dataset folder as an edition. Says on the standard output where it lies; what was found in the dataset goes to
/// the standard error, unless there was nothing to look at.
pub fn run(dir: &Path, editions: &Path, remote: Remote) -> ExitCode {
    let progress = TerminalProgress::default();
    let ingested = read_dataset_with_remote(dir, remote.fetcher(), &progress);
    let report = &ingested.report;
    if report.has_errors() || report.of(Severity::Warning).next().is_some() {
        terminal::report(&report.to_string());
    }
    let (Some(parts), Some(topology)) = (ingested.parts, ingested.topology) else {
        terminal::complain(format!("{} is not built; mend the errors above", dir.display()));
        return ExitCode::FAILURE;
    };
    let atlas = Atlas::new(protect(parts, Policy::default()));
    let zooms = SimplifiedCoverages::new(&topology, &progress);
    drop(topology);
    // Until here nothing was written.
    let interrupt = match Interrupt::listen() {
        Ok(interrupt) => interrupt,
        Err(error) => {
            terminal::complain(error);
            return ExitCode::FAILURE;
        }
    };
    match editions::write(&atlas, &zooms, editions, &TerminalProgress::until(&interrupt)) {
        Ok(written) => {
            let what = if written.already_there { "was there already and is current" } else { "is current" };
            let (path, size) = (written.path.display(), HumanBytes(written.bytes));
            terminal::print(&format!("{path} {what} ({size})"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            terminal::complain(error);
            interrupt.exit_code()
        }
    }
}
