//! `kerben map`: maps as files, without a server.
//!
//! ```text
//! kerben map return_migrants DATASET -o map.png --year 2023 --per per_1000_households
//! kerben map all DATASET -o report/ --format pdf --year all --lang en,ru
//! ```

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, ValueEnum};
use geodata::atlas::Atlas;
use geodata::editions::Edition;
use geodata::figures::Indicator;
use geodata::model::PopulationGroup;
use geodata::visible::Visible;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use super::Reading;
use super::interrupt::Interrupt;
use super::query_args::{Pictures, QueryArgs};
use super::serve::load;
use super::terminal;
use crate::http::problem::Problem;
use crate::http::response::Format;
use crate::routes::{Arguments, Picture, picture};
use crate::served_data::ServedData;

#[derive(Debug, Args)]
pub struct Options {
    /// The indicators to draw, separated by commas, as in `/indicators`; `all` stands for every group that the round counts.
    // Argument ids with a prefix, because the parameters of maps use the plain names.
    #[arg(id = "map-indicators", value_name = "INDICATOR", value_delimiter = ',', required = true)]
    indicators: Vec<String>,
    /// The folder with `dataset.toml`, an edition, or a folder of editions with a current one.
    #[arg(id = "map-path", value_name = "PATH")]
    path: PathBuf,
    #[command(flatten)]
    reading: Reading,
    /// The output: a file with extension .svg, .png or .pdf for one picture; a folder for several.
    #[arg(id = "map-output", short = 'o', long = "output", value_name = "FILE|DIR")]
    output: PathBuf,
    /// The format of the files of a folder.
    #[arg(id = "map-format", long = "format", value_enum, value_name = "FORMAT")]
    format: Option<PictureFormat>,
    #[command(flatten)]
    query: QueryArgs<Pictures>,
}

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PictureFormat {
    Svg,
    Png,
    Pdf,
}

impl PictureFormat {
    const fn format(self) -> Format {
        match self {
            Self::Svg => Format::Svg,
            Self::Png => Format::Png,
            Self::Pdf => Format::Pdf,
        }
    }

    /// The format of a file with this name.
    fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        [Self::Svg, Self::Png, Self::Pdf].into_iter().find(|format| format.format().word() == extension)
    }
}

/// Draws the maps.
pub fn run(options: &Options) -> ExitCode {
    let mut interrupt = Interrupt::default();
    match draw(options, &mut interrupt) {
        Ok(summary) => {
            terminal::print(&summary);
            ExitCode::SUCCESS
        }
        Err(None) => ExitCode::FAILURE,
        Err(Some(reason)) => {
            terminal::print_error(reason);
            interrupt.exit_code()
        }
    }
}

/// What was drawn; or why nothing was, if that is not printed already.
fn draw(options: &Options, interrupt: &mut Interrupt) -> Result<String, Option<String>> {
    let of_file = PictureFormat::of(&options.output);
    let format = match (of_file, options.format) {
        (Some(of_file), Some(asked)) if of_file != asked => {
            return Err(Some(format!("--format is {}, but the output ends in .{}", word(asked), word(of_file))));
        }
        (Some(format), _) | (None, Some(format)) => format,
        (None, None) => PictureFormat::Svg,
    };
    let Edition { atlas, zooms } = load(&options.path, &options.reading).ok_or(None)?;
    let data = ServedData::new(atlas, zooms);
    let wanted = wanted(options, &data.atlas).map_err(|problem| Some(problem.in_words()))?;
    *interrupt = Interrupt::listen().map_err(|error| Some(error.to_string()))?;

    if of_file.is_some() {
        let [(indicator, query)] = wanted.as_slice() else {
            return Err(Some(format!("{} pictures do not fit into one file: name a folder", wanted.len())));
        };
        let drawn = one(&data, indicator, query, format).map_err(|problem| Some(problem.in_words()))?;
        write(&options.output, &drawn.bytes)?;
        return Ok(format!("{}", Visible(&options.output.to_string_lossy())));
    }
    std::fs::create_dir_all(&options.output).map_err(|error| Some(failed(&options.output, &error)))?;
    let bar = bar(wanted.len() as u64);
    let (mut drawn, mut left_out): (usize, Vec<String>) = (0, Vec::new());
    for (indicator, query) in &wanted {
        if interrupt.is_raised() {
            bar.finish_and_clear();
            return Err(Some(format!("stopped after {drawn} of {} pictures", wanted.len())));
        }
        match one(&data, indicator, query, format) {
            Ok(Picture { name, bytes }) => {
                bar.set_message(name.clone());
                write(&options.output.join(format!("{name}.{}", word(format))), &bytes)?;
                drawn += 1;
            }
            Err(problem) => left_out.push(format!("{indicator} ({}): {}", query.raw(), problem.in_words())),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    summary(&options.output, drawn, &left_out)
}

/// How many pictures were drawn, and which could not be.
fn summary(folder: &Path, drawn: usize, left_out: &[String]) -> Result<String, Option<String>> {
    const SHOWN: usize = 20;
    let mut lines = vec![format!("{}: {} pictures", Visible(&folder.to_string_lossy()), HumanCount(drawn as u64))];
    if !left_out.is_empty() {
        lines.push(format!("{} left out:", HumanCount(left_out.len() as u64)));
        lines.extend(left_out.iter().take(SHOWN).map(|reason| format!("  {}", Visible(reason))));
        let more = left_out.len().saturating_sub(SHOWN);
        lines.extend((more > 0).then(|| format!("  and {more} more")));
    }
    let text = lines.join("\n");
    if drawn == 0 { Err(Some(text)) } else { Ok(text) }
}

fn one(
    data: &ServedData,
    indicator: &str,
    query: &QueryArgs<Pictures>,
    format: PictureFormat,
) -> Result<Picture, Problem> {
    let query = query.query()?;
    picture(data, Arguments { atlas: &data.atlas, query: &query, at: None }, indicator, format.format(), None)
}

/// Writes a file as a whole: what was there before stays until then.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Option<String>> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let written = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path));
    written.map_err(|error| {
        // The file may not be there; the reason why it could not be written is the one to tell.
        let _ = std::fs::remove_file(&part);
        Some(failed(path, &error))
    })
}

fn failed(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", Visible(&path.to_string_lossy()))
}

fn word(format: PictureFormat) -> &'static str {
    format.format().word()
}

fn bar(pictures: u64) -> ProgressBar {
    let bar = ProgressBar::new(pictures);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} maps, about {eta} left {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Options of which several may be named, so that each makes pictures of its own.
const SEVERAL: [&str; 8] = ["round", "year", "by", "per", "marks", "lang", "within", "method"];

/// Every picture that is asked for: an indicator, and the options of one map.
fn wanted(options: &Options, atlas: &Atlas) -> Result<Vec<(String, QueryArgs<Pictures>)>, Problem> {
    let rounds = listed(options.query.value("round")).unwrap_or_default();
    let mut wanted = Vec::new();
    let rounds = if rounds.is_empty() { vec![atlas.info.default_round.clone()] } else { rounds };
    for id in rounds {
        let Some(round) = atlas.round(&id) else {
            let known: Vec<&str> = atlas.rounds.iter().map(|round| round.id.0.as_str()).collect();
            return Err(Problem::parameter("round", format!("there is no round `{id}`"), known.join(", ")));
        };
        let counted: Vec<&PopulationGroup> = round.groups.iter().map(|coverage| &coverage.group).collect();
        let indicators = options.indicators.iter().flat_map(|indicator| match indicator.as_str() {
            "all" => counted.iter().map(|group| group.id().to_owned()).collect(),
            named => vec![named.to_owned()],
        });
        for indicator in indicators {
            let mut combinations: Vec<Vec<(&'static str, String)>> = vec![vec![("round", id.clone())]];
            for name in SEVERAL.into_iter().filter(|name| *name != "round") {
                let Some(values) = listed(options.query.value(name)) else { continue };
                let values = match (name, values.as_slice()) {
                    ("year", [all]) if all == "all" => years(round, &indicator),
                    ("lang", [all]) if all == "all" => {
                        atlas.info.languages.iter().map(|language| language.code().to_owned()).collect()
                    }
                    _ => values,
                };
                let with = |value: &String| {
                    combinations
                        .iter()
                        .map(|known| [known.as_slice(), &[(name, value.clone())]].concat())
                        .collect::<Vec<_>>()
                };
                if !values.is_empty() {
                    combinations = values.iter().flat_map(with).collect();
                }
            }
            let group = counted.iter().find(|group| group.id() == indicator);
            let rate = group.map(|group| styles::usual_rate(&Indicator::Group((*group).clone())).id().to_owned());
            for values in &mut combinations {
                values.extend(rate.clone().filter(|_| is_filled(values)).map(|rate| ("per", rate)));
            }
            wanted.extend(combinations.iter().map(|values| (indicator.clone(), options.query.with(values))));
        }
    }
    Ok(wanted)
}

/// Whether areas are to be filled, and nothing says by what. A map that is new has a rate then: areas mislead where they stand for counts. (An
/// address has what it always had.)
fn is_filled(values: &[(&'static str, String)]) -> bool {
    let has = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    has("per").is_none() && matches!(has("marks"), Some("fill" | "both"))
}

/// The years that a round counts of an indicator, and its window; nothing of a stock, which has none.
fn years(round: &geodata::model::Round, indicator: &str) -> Vec<String> {
    let coverage = round.groups.iter().find(|coverage| coverage.group.id() == indicator);
    let years = coverage.filter(|coverage| coverage.date.is_none()).map(|coverage| coverage.years.as_slice());
    let years = years.unwrap_or_default();
    let window = (!years.is_empty()).then(|| "window".to_owned());
    years.iter().map(u16::to_string).chain(window).collect()
}

fn listed(value: Option<&str>) -> Option<Vec<String>> {
    Some(value?.split(',').map(|part| part.trim().to_owned()).collect())
}
