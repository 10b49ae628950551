//! `kerben build`: writes a dataset folder as an edition.

use std::path::Path;
use std::process::ExitCode;

use geodata::atlas::Atlas;
use geodata::editions;
use geodata::ingest::{Severity, read_dataset_with};
use geodata::protection::{Policy, protect};
use geodata::tiles::SimplifiedCoverages;
use indicatif::HumanBytes;

use super::Reading;
use super::interrupt::Interrupt;
use super::progress::TerminalProgress;
use super::terminal;

/// Builds an edition. Prints its path to standard output, and the report to standard error if it has errors or
/// warnings.
pub fn run(dir: &Path, editions: &Path, reading: &Reading) -> ExitCode {
    let progress = TerminalProgress::default();
    let ingested = read_dataset_with(dir, reading.options(), &progress);
    let report = &ingested.report;
    if report.has_errors() || !report.summary.left_out.is_empty() || report.of(Severity::Warning).next().is_some() {
        terminal::print_report_as_error(report);
    }
    let (Some(parts), Some(topology)) = (ingested.parts, ingested.topology) else {
        terminal::print_error(format!("{} is not built; fix the errors above", dir.display()));
        return ExitCode::FAILURE;
    };
    let atlas = Atlas::new(protect(parts, Policy::default()));
    let zooms = SimplifiedCoverages::new(&topology, &progress);
    drop(topology);
    // Nothing has been written so far.
    let interrupt = match Interrupt::listen() {
        Ok(interrupt) => interrupt,
        Err(error) => {
            terminal::print_error(error);
            return ExitCode::FAILURE;
        }
    };
    match editions::write(&atlas, &zooms, editions, &TerminalProgress::until(&interrupt)) {
        Ok(written) => {
            let what = if written.already_there { "existed already and is current" } else { "is current" };
            let (path, size) = (written.path.display(), HumanBytes(written.bytes));
            terminal::print(&format!("{path} {what} ({size})"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            terminal::print_error(error);
            interrupt.exit_code()
        }
    }
}
