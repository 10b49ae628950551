//! The command line.

mod build;
mod check;
mod export;
mod interrupt;
mod open_files;
mod progress;
mod serve;
mod signals;
mod terminal;
mod tile_query_args;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand, ValueEnum};
use geodata::ingest::RemoteFiles;

use crate::remote::fetcher;

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
    /// Read a dataset folder, check and join its sources, and print what was found: in the tables, and between the areas (gaps,
    /// overlaps, borders that are not those of their parts).
    ///
    /// Exits with 1 if there are errors.
    Check {
        /// The folder with `dataset.toml`.
        dir: PathBuf,
        /// How to print the report.
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
        #[command(flatten)]
        remote: Remote,
    },
    /// Read a dataset folder and write it as an edition: files that open in a moment and never change.
    ///
    /// The edition is a folder of GeoParquet layers and Parquet tables, which DuckDB, GeoPandas and a GDAL that was built with its
    /// Parquet driver (Debian's is not) read as they are, with a `manifest.json` that has everything else and the checksum of
    /// every file. The borders of all layers, simplified for each zoom, are among them, so that serving an edition takes no
    /// such work. It becomes the current edition of
    /// EDITIONS, which `kerben serve EDITIONS` serves. Equal sources make the same edition, byte by byte, on any machine.
    ///
    /// Exits with 1 if the dataset has errors or the edition cannot be written.
    Build {
        /// The folder with `dataset.toml`.
        dir: PathBuf,
        /// The folder of editions; made if it is not there.
        #[arg(short = 'o', long = "output", value_name = "EDITIONS")]
        editions: PathBuf,
        #[command(flatten)]
        remote: Remote,
    },
    /// Write every tile of a layer into an archive: PMTiles, MBTiles, or a folder.
    ///
    /// Tiles are the ones that `kerben serve` sends with gzip, byte by byte, equal ones kept once; what must be said of the data
    /// goes with them. An archive opens in MapLibre, QGIS and GDAL, and `kerben serve FILE` serves it. Equal data and options
    /// make the same archive.
    ///
    /// An export that was interrupted goes on where it stopped when it is started again in the same words: what it has so
    /// far is in FILE.part until FILE is complete.
    ///
    /// Exits with 1 if the layer or an option is wrong, or the archive cannot be written.
    Export(export::Options),
    /// Serve dataset folders, editions, the current editions of folders of editions, or an archive of tiles over HTTP.
    ///
    /// Editions at s3://bucket/prefix and archives at s3://bucket/key are read with the keys of AWS_ACCESS_KEY_ID and
    /// AWS_SECRET_ACCESS_KEY in AWS_REGION; AWS_ENDPOINT names another service than Amazon's, AWS_ALLOW_HTTP=true allows one without TLS.
    /// Whoever copies editions there copies the file `current` last.
    Serve(serve::Options),
}

/// Whether reading a dataset may make connections.
#[derive(Clone, Copy, Debug, Args)]
struct Remote {
    /// Read sources from where `dataset.toml` says that they are `remote`: https://…, http://…, s3://bucket/key, PG:… (a PostGIS
    /// database), and serve the basemap from the `url` that it gives. Without it, a dataset leads to no connection.
    #[arg(long)]
    allow_remote: bool,
}

impl Remote {
    /// What fetches such sources, if it is allowed.
    fn fetcher(self) -> Option<Arc<dyn RemoteFiles>> {
        fetcher(self.allow_remote)
    }
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
        Command::Check { dir, format, remote } => check::run(&dir, format, remote),
        Command::Build { dir, editions, remote } => build::run(&dir, &editions, remote),
        Command::Export(options) => export::run(&options),
        Command::Serve(options) => serve::run(&options),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    /// The options of `export` come in part from the parameters of tiles: their names must not meet.
    #[test]
    fn the_command_line_makes_sense() {
        super::Arguments::command().debug_assert();
    }
}
