use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use geodata::ingest::read_dataset;

use super::ReportFormat;
use super::progress::TerminalProgress;

/// Prints the report of a dataset folder; fails if it has errors.
pub fn run(dir: &Path, format: ReportFormat) -> ExitCode {
    let ingested = read_dataset(dir, &TerminalProgress::default());
    let report = match format {
        ReportFormat::Text => ingested.report.to_string(),
        ReportFormat::Json => serde_json::to_string_pretty(&ingested.report).unwrap_or_default(),
    };
    // A reader that went away (`| head`) is no error of the dataset.
    let _ = writeln!(std::io::stdout(), "{}", report.trim_end());
    if ingested.atlas.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
