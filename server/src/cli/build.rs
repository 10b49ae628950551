use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use geodata::ingest::{Severity, read_dataset};
use geodata::snapshot;
use geodata::tiles::Zooms;
use indicatif::HumanBytes;

use super::progress::TerminalProgress;

/// Writes a dataset folder as an edition. Says on the standard output where it lies; what was found in the dataset goes to
/// the standard error, unless there was nothing to look at.
pub fn run(dir: &Path, editions: &Path) -> ExitCode {
    let progress = TerminalProgress::default();
    let ingested = read_dataset(dir, &progress);
    let report = &ingested.report;
    if report.has_errors() || report.of(Severity::Warning).next().is_some() {
        eprintln!("{}", report.to_string().trim_end());
    }
    let (Some(atlas), Some(topology)) = (ingested.atlas, ingested.topology) else {
        eprintln!("kerben: {} is not built; mend the errors above", dir.display());
        return ExitCode::FAILURE;
    };
    let zooms = Zooms::new(&topology, &progress);
    drop(topology);
    match snapshot::write(&atlas, &zooms, editions, &progress) {
        Ok(written) => {
            let what = if written.already_there { "was there already and is current" } else { "is current" };
            let (path, size) = (written.path.display(), HumanBytes(written.bytes));
            // A reader that went away (`| head`) is no error of the edition.
            let _ = writeln!(std::io::stdout(), "{path} {what} ({size})");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("kerben: {error}");
            ExitCode::FAILURE
        }
    }
}
