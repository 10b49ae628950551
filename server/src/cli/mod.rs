//! The command line.

mod check;
mod progress;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// The map server for mobility tracking: admin boundaries, assessed communities, counts of people on the move and
/// distances to services, as maps, tables and answers.
#[derive(Debug, Parser)]
#[command(name = "kerben", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read a dataset folder, check and join its sources, and print what was found.
    ///
    /// Exits with 1 if there are errors.
    Check {
        /// The folder with `dataset.toml`.
        dir: PathBuf,
        /// How to print the report.
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Serve a dataset folder over HTTP.
    Serve(serve::Options),
}

/// How a report is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReportFormat {
    /// For people.
    Text,
    /// For programs: one JSON document with every finding.
    Json,
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    match Arguments::parse().command {
        Command::Check { dir, format } => check::run(&dir, format),
        Command::Serve(options) => serve::run(&options),
    }
}
