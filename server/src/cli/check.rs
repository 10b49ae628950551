//! `kerben check`: prints the report of a dataset folder.

use std::path::Path;
use std::process::ExitCode;

use geodata::ingest::read_dataset_with_remote;

use super::matches::MatchesOptions;
use super::progress::TerminalProgress;
use super::{Remote, ReportFormat, terminal};

/// Prints the report; fails if it has errors.
pub fn run(dir: &Path, format: ReportFormat, matches: &MatchesOptions, remote: Remote) -> ExitCode {
    let ingested = read_dataset_with_remote(dir, remote.fetcher(), &TerminalProgress::default());
    match format {
        ReportFormat::Text => terminal::print_report(&ingested.report),
        ReportFormat::Json => terminal::print(&serde_json::to_string_pretty(&ingested.report).unwrap_or_default()),
    }
    matches.write(dir, &ingested.report);
    if ingested.parts.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
