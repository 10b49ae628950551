//! The command line: `kerben init`, `check`, `build`, `export`, `map` and `serve`.

mod build;
mod check;
mod export;
mod init;
mod interrupt;
mod map;
mod matches;
mod nofile_limit;
mod progress;
mod query_args;
mod report;
mod serve;
mod signals;
mod terminal;

use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use geodata::expected_panics::quiet_hook;
use geodata::ingest::{Allowed, ReadOptions};

use crate::publications::reserved;
use crate::remote::fetcher;
use crate::routes::ROUTES;

/// Map server for mobility tracking: serves admin boundaries, assessed communities, counts of people on the move and
/// distances to services as maps, tiles, tables and an API.
#[derive(Debug, Parser)]
#[command(name = "kerben", version)]
struct Arguments {
    /// When reports are in colour.
    #[arg(long, global = true, value_enum, default_value_t = terminal::Color::Auto, value_name = "WHEN")]
    color: terminal::Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Look at files, and propose a `dataset.toml` for them.
    ///
    /// Each file is recognised by its columns and by what stands in them: boundaries (COD-AB, geoBoundaries, GADM and
    /// others), communities, counts, breakdowns, services. `dataset.toml` says as comments what each column was taken
    /// for, how sure that is, and why. What only you can decide, such as licences, is left open as "?", and `kerben
    /// check` names it.
    ///
    /// Nothing is overwritten without --force. Exits with 1 if no description can be proposed.
    Init(init::Options),
    /// Check a dataset folder and print a report.
    ///
    /// The report lists findings in the tables and in the boundaries: gaps, overlaps, and parent boundaries that
    /// differ from the union of their children.
    ///
    /// Findings are grouped by what to do about them; each has a file, a row, a column, a value and a remedy. The summary says how rows found
    /// their places, which communities lie outside their district, and which figures differ from stated totals or stand out against
    /// the round before.
    ///
    /// Names in tables that match no unit are written into `matches.csv` in the folder, with the most similar units.
    /// Fill in its column `match`; what stands there is kept, and used from then on.
    ///
    /// Exits with 1 if there are errors.
    Check {
        /// The folder with `dataset.toml`.
        dir: PathBuf,
        /// The format of the report.
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
        /// Write the report to this file instead of printing it.
        #[arg(short = 'o', long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        matches: matches::MatchesOptions,
        #[command(flatten)]
        reading: Reading,
    },
    /// Build an edition from a dataset folder: files that load fast and never change.
    ///
    /// An edition is a folder of GeoParquet layers and Parquet tables, with a `manifest.json` that has all metadata
    /// and the checksum of every file. DuckDB, GeoPandas and a GDAL with its Parquet driver (Debian's has none) read
    /// the files. The edition includes the boundaries simplified for each zoom, so that serving it needs no further
    /// preparation.
    ///
    /// The new edition becomes the current one of EDITIONS, which `kerben serve EDITIONS` serves. Equal sources
    /// produce the same edition, byte for byte, on any machine.
    ///
    /// Exits with 1 if the dataset has errors or the edition cannot be written.
    Build {
        /// The folder with `dataset.toml`.
        dir: PathBuf,
        /// The folder of editions; created if it does not exist.
        #[arg(short = 'o', long = "output", value_name = "EDITIONS")]
        editions: PathBuf,
        #[command(flatten)]
        reading: Reading,
    },
    /// Export the tiles of a layer as an archive: PMTiles, MBTiles, or a folder.
    ///
    /// The tiles are the gzip responses of `kerben serve`, byte for byte. Duplicate tiles are stored once, and
    /// attribution and disclaimer are included as metadata. MapLibre, QGIS and GDAL open the archive, and `kerben
    /// serve FILE` serves it. Equal data and options produce the same archive.
    ///
    /// An interrupted export resumes when it is started again with the same arguments: FILE.part holds its progress
    /// until FILE is complete.
    ///
    /// Exits with 1 if the layer or an option is invalid, or the archive cannot be written.
    Export(export::Options),
    /// Draw maps as SVG, PNG or PDF files: one, or all of a report.
    ///
    /// The pictures are those of `/maps/{indicator}.svg`, `.png` and `.pdf` of `kerben serve`. Several indicators, years, levels, languages and
    /// so on, separated by commas, make a picture for each combination; `all` stands for every indicator, year or language of the round. Then
    /// the output is a folder, and each file is named by what it shows.
    ///
    /// Combinations that do not exist, such as the change from a year that was not counted, are left out and named at the end.
    ///
    /// Exits with 1 if no picture could be drawn, or one could not be written.
    Map(map::Options),
    /// Serve dataset folders, editions, the current editions of folders of editions, or an archive of tiles over HTTP.
    ///
    /// Editions at s3://bucket/prefix and archives at s3://bucket/key are read with the credentials of
    /// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in AWS_REGION. AWS_ENDPOINT names an S3-compatible service, and
    /// AWS_ALLOW_HTTP=true allows one without TLS. When you upload editions, upload the file `current` last.
    Serve(serve::Options),
}

/// How a dataset is read.
#[derive(Clone, Debug, Args)]
struct Reading {
    /// Fetch sources that `dataset.toml` declares as `remote` (https://…, http://…, s3://bucket/key, or PG:… for a
    /// PostGIS database), and serve the basemap from its `url`. Without this option, a dataset causes no connections.
    #[arg(long)]
    allow_remote: bool,
    /// Leave out rows and cells of a dataset folder that have these errors, given as codes of the report: `--allow
    /// unknown_place,negative_number`. They become no data, and every answer that rests on them says how many were left out.
    /// Without this option a dataset with any error is refused.
    // The codes of all occurrences together.
    #[arg(long, value_name = "CODE,…")]
    allow: Vec<Allowed>,
}

impl Reading {
    /// What reading a dataset may do.
    fn options(&self) -> ReadOptions {
        let allowed = self.allow.iter().fold(Allowed::default(), Allowed::and);
        ReadOptions { remote: fetcher(self.allow_remote), allowed, reserved_ids: reserved(ROUTES) }
    }
}

/// The format of a report.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReportFormat {
    /// For people.
    Text,
    /// For programs: one JSON document with every finding.
    Json,
    /// One page with a map, without anything from elsewhere: to mail, to print, to open without a network.
    Html,
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let Arguments { color, command } = Arguments::parse();
    color.choose();
    // What a library says of a damaged file stands in the report.
    panic::set_hook(quiet_hook(panic::take_hook()));
    match command {
        Command::Init(options) => init::run(&options),
        Command::Check { dir, format, output, matches, reading } => {
            check::run(&dir, format, output.as_deref(), &matches, &reading)
        }
        Command::Build { dir, editions, reading } => build::run(&dir, &editions, &reading),
        Command::Export(options) => export::run(&options),
        Command::Map(options) => map::run(&options),
        Command::Serve(options) => serve::run(&options),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    /// Some options of `export` come from the parameters of tiles: their names must not collide.
    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
