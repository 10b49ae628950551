//! `kerben check`: prints the report of a dataset folder, or writes it to a file.

use std::path::Path;
use std::process::ExitCode;

use geodata::ingest::read_dataset_with;

use super::matches::MatchesOptions;
use super::progress::TerminalProgress;
use super::{Reading, ReportFormat, report, terminal};

/// Prints the report; fails if it has errors that are not allowed.
pub fn run(
    dir: &Path,
    format: ReportFormat,
    output: Option<&Path>,
    matches: &MatchesOptions,
    reading: &Reading,
) -> ExitCode {
    let ingested = read_dataset_with(dir, reading.options(), &TerminalProgress::default());
    let text = match format {
        ReportFormat::Text => None,
        ReportFormat::Json => Some(serde_json::to_string_pretty(&ingested.report).unwrap_or_default()),
        ReportFormat::Html => Some(report::page(&ingested)),
    };
    match (output, text) {
        (None, None) => terminal::print_report(&ingested.report),
        (None, Some(text)) => terminal::print(&text),
        (Some(path), text) => {
            let text = text.unwrap_or_else(|| ingested.report.to_string());
            if let Err(error) = std::fs::write(path, text.trim_end().to_owned() + "\n") {
                terminal::print_error(format!("{}: {error}", path.display()));
                return ExitCode::FAILURE;
            }
            let counts = ingested.report.lines().pop().map(|line| line.text).unwrap_or_default();
            terminal::print(&format!("{}: {counts}", path.display()));
        }
    }
    matches.write(dir, &ingested.report);
    if ingested.parts.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
