//! `matches.csv`, which `kerben check` writes: the names that name no unit, for a person to say what they mean.

use std::path::{Path, PathBuf};

use clap::Args;
use geodata::ingest::{MATCHES, Report, write_matches};

use super::terminal;

/// Whether and where names that name no unit are written.
#[derive(Clone, Debug, Args)]
pub struct MatchesOptions {
    /// Write the names that match no unit, with suggestions, into FILE instead of `matches.csv` in the folder. Only
    /// `matches.csv` in the folder is read.
    #[arg(long, value_name = "FILE")]
    matches: Option<PathBuf>,
    /// Write nothing.
    #[arg(long, conflicts_with = "matches")]
    no_write: bool,
}

impl MatchesOptions {
    /// Writes the names of a report, and says so on standard error. A folder that cannot be written to is no failure.
    pub fn write(&self, dir: &Path, report: &Report) {
        if self.no_write || !report.summary.files_read {
            return;
        }
        let path = self.matches.clone().unwrap_or_else(|| dir.join(MATCHES));
        match write_matches(&path, &report.unresolved) {
            Ok(0) => {}
            Ok(waiting) => {
                let names = if waiting == 1 { "1 name matches".to_owned() } else { format!("{waiting} names match") };
                terminal::print_error(format!(
                    "{names} no unit: fill in the column `match` of {} with the code of the unit that is meant, or `-` to leave out the rows, and check again",
                    path.display()
                ));
            }
            Err(error) => terminal::print_error(format!(
                "{} is not written ({error}); give another file with --matches, or nothing with --no-write",
                path.display()
            )),
        }
    }
}
