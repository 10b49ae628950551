//! `kerben export`: writes the tiles of one or several layers into an archive.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use geodata::editions::Edition;
use geodata::grid::TileId;
use geodata::model::{BBox, Language};
use geodata::query::Collection;
use geodata::tiles::archives::{ArchiveError, CheckpointDb, CoverageIndex, Metadata, ProgressSink, Target, traverse};
use geodata::tiles::{self, LayerRequest, TileData, TileRequest, Tileset};
use geodata::visible::Visible;
use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};
use styles::words::Words;
use styles::{attribution, tile_json};

use super::Reading;
use super::interrupt::Interrupt;
use super::query_args::{QueryArgs, Tiles};
use super::serve::load;
use super::terminal;
use crate::encoding::{ContentClass, Encoding};
use crate::http::problem::Problem;
use crate::http::query::Query;
use crate::routes::{Arguments, layer_request};
use crate::served_data::{DEFAULT_ATTRIBUTE_BYTES, MAX_ZOOM};

#[derive(Debug, Args)]
pub struct Options {
    /// The layer to export: admin0, admin1, admin2, admin3, communities or facilities. Several layers, separated by
    /// commas, are written into the same tiles.
    // Argument ids with a prefix, because tile parameters use the plain names.
    #[arg(id = "export-layers", value_name = "LAYER", value_delimiter = ',', required = true)]
    layers: Vec<String>,
    /// The folder with `dataset.toml`, an edition, or a folder of editions with a current one.
    #[arg(id = "export-path", value_name = "PATH")]
    path: PathBuf,
    #[command(flatten)]
    reading: Reading,
    /// The output: a file with extension .pmtiles or .mbtiles; any other name is a folder of z/x/y.mvt files with a
    /// tiles.json.
    #[arg(id = "export-output", short = 'o', long = "output", value_name = "FILE")]
    output: PathBuf,
    /// The minimum zoom.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=i64::from(MAX_ZOOM)))]
    minzoom: u8,
    /// The maximum zoom, at most 14; maps overzoom its tiles.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u8).range(0..=i64::from(MAX_ZOOM)))]
    maxzoom: u8,
    #[command(flatten)]
    query: QueryArgs<Tiles>,
}

/// Writes every non-empty tile into an archive.
pub fn run(options: &Options) -> ExitCode {
    let mut interrupt = Interrupt::default();
    match export(options, &mut interrupt) {
        Ok(summary) => {
            terminal::print(&summary);
            ExitCode::SUCCESS
        }
        Err(Failure::AlreadyReported) => ExitCode::FAILURE,
        Err(Failure::Because(reason)) => {
            terminal::print_error(reason);
            interrupt.exit_code()
        }
    }
}

/// Why the export failed.
enum Failure {
    Because(String),
    /// The reason was printed already.
    AlreadyReported,
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        Self::Because(error.to_string())
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Because(problem.in_words())
    }
}

fn export(options: &Options, interrupt: &mut Interrupt) -> Result<String, Failure> {
    if options.minzoom > options.maxzoom {
        return Err(Failure::Because(format!("--minzoom {} is above --maxzoom {}", options.minzoom, options.maxzoom)));
    }
    let query = options.query.query()?;
    let target = Target::at(&options.output);
    target.check()?;
    let Edition { atlas, zooms } = load(&options.path, &options.reading).ok_or(Failure::AlreadyReported)?;
    let data = TileData::new(Arc::new(atlas), zooms, DEFAULT_ATTRIBUTE_BYTES);
    let export = Export::new(&data, &query, options)?;
    let metadata = export.metadata()?;
    // Nothing has been written so far.
    *interrupt = Interrupt::listen().map_err(|error| Failure::Because(error.to_string()))?;
    let mut work = CheckpointDb::open(target.path(), &export.fingerprint())?;
    let bar = ExportProgress::new(work.resumed_after() > 0, interrupt.clone());
    traverse(&export.outlines(), &(options.minzoom..=options.maxzoom), &mut work, &|tile| export.tile(tile), &bar)?;
    bar.writing(target.path());
    target.write(&work, &metadata, &bar)?;
    let (tiles, contents) = work.tally()?;
    let before = match work.resumed_after() {
        0 => String::new(),
        visited => format!(" (resumed after {} tiles)", HumanCount(visited)),
    };
    work.remove()?;
    bar.bar.finish_and_clear();
    let size = std::fs::metadata(target.path()).ok().filter(std::fs::Metadata::is_file);
    let size = size.map(|file| format!(", {}", HumanBytes(file.len()))).unwrap_or_default();
    Ok(format!(
        "{}: {} tiles, {} of them different{size}{before}",
        target.path().display(),
        HumanCount(tiles),
        HumanCount(contents)
    ))
}

/// The data and layers to export.
struct Export<'a> {
    data: &'a TileData,
    layers: Vec<LayerRequest>,
    zooms: (u8, u8),
}

impl<'a> Export<'a> {
    fn new(data: &'a TileData, query: &Query, options: &Options) -> Result<Self, Failure> {
        let atlas = &*data.atlas;
        let known = || Collection::of(atlas).into_iter().map(Collection::id).collect::<Vec<_>>().join(", ");
        let arguments = Arguments { atlas, query, at: None };
        let mut layers: Vec<LayerRequest> = Vec::new();
        for layer in &options.layers {
            let collection = Collection::find(atlas, layer)
                .ok_or_else(|| Failure::Because(format!("there is no collection `{layer}`; accepted: {}", known())))?;
            if layers.iter().any(|layer| layer.collection == collection) {
                return Err(Failure::Because(format!("the collection `{layer}` is named twice")));
            }
            layers.push(layer_request(arguments, collection)?);
        }
        Ok(Self { data, layers, zooms: (options.minzoom, options.maxzoom) })
    }

    /// A text of everything that the tiles depend on.
    fn fingerprint(&self) -> String {
        let Self { data, layers, zooms: (first, last) } = self;
        format!("kerben {} {:016x} {layers:?} {first}..{last}", env!("CARGO_PKG_VERSION"), data.atlas.fingerprint)
    }

    fn outlines(&self) -> CoverageIndex {
        let collections: Vec<Collection> = self.layers.iter().map(|layer| layer.collection).collect();
        CoverageIndex::of(&self.data.atlas, &collections)
    }

    /// Renders and compresses a tile.
    fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, String> {
        let tile = tiles::render(self.data, &TileRequest { id, layers: &self.layers });
        let tile = tile.map_err(|error| Problem::from(error).in_words())?;
        // All tiles of an archive have the same encoding, so small tiles are compressed too, unlike in responses.
        let compress = |bytes: Vec<u8>| {
            Encoding::Gzip.compress(&bytes, ContentClass::Tile).ok_or_else(|| "cannot be compressed".to_owned())
        };
        tile.map(compress).transpose()
    }

    /// The metadata of the archive.
    fn metadata(&self) -> Result<Metadata, Failure> {
        let info = &self.data.atlas.info;
        let tileset = Tileset::describe(self.data, &self.layers).map_err(Problem::from)?;
        let provenance = tileset.provenance();
        let words = Words::of(Language::ENGLISH);
        let titles: Vec<String> = self.layers.iter().map(|layer| words.collection(layer.collection)).collect();
        let everywhere = BBox { west: -180.0, south: -85.0, east: 180.0, north: 85.0 };
        let bounds = tileset.bounds().unwrap_or(everywhere);
        let center = bounds.center();
        let (first, last) = self.zooms;
        let disclaimer = info.disclaimer.as_ref().map(|disclaimer| disclaimer.get(Language::ENGLISH).to_owned());
        let mut further = vec![("generator", format!("kerben {}", env!("CARGO_PKG_VERSION")))];
        further.push(("fingerprint", format!("{:016x}", self.data.atlas.fingerprint)));
        further.extend(disclaimer.clone().map(|disclaimer| ("disclaimer", disclaimer)));
        let description: Vec<String> = words.notes(&provenance.notes).into_iter().chain(disclaimer).collect();
        // Several sources may have the same citation.
        let mut citations: Vec<&str> = Vec::new();
        for source in &provenance.sources {
            if !citations.contains(&source.citation.as_str()) {
                citations.push(&source.citation);
            }
        }
        Ok(Metadata {
            name: format!("{}: {}", info.title.get(Language::ENGLISH), titles.join(", ")),
            description: description.join(" "),
            attribution: attribution::of_citations(citations),
            bounds: bounds.uncrossed(),
            center: (center.x(), center.y(), 6.clamp(first, last)),
            zooms: self.zooms,
            vector_layers: tile_json::vector_layers(words, tileset.layers(), self.zooms),
            further,
        })
    }
}

/// A progress bar with the remaining time.
struct ExportProgress {
    bar: ProgressBar,
    interrupt: Interrupt,
}

impl ExportProgress {
    fn new(resumed: bool, interrupt: Interrupt) -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) =
            ProgressStyle::with_template("{msg:<20} {wide_bar} {human_pos}/{human_len} tiles, about {eta} left")
        {
            bar.set_style(style);
        }
        bar.set_message(if resumed { "Resuming tiles" } else { "Rendering tiles" });
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, interrupt }
    }

    fn writing(&self, path: &std::path::Path) {
        if let Ok(style) = ProgressStyle::with_template("{msg} {spinner}") {
            self.bar.set_style(style);
        }
        self.bar.set_message(format!("Writing {}", Visible(&path.to_string_lossy())));
    }
}

impl ProgressSink for ExportProgress {
    fn expect(&self, tiles: u64) {
        self.bar.set_length(tiles);
    }

    fn advance(&self, tiles: u64) {
        self.bar.inc(tiles);
    }

    fn is_stopped(&self) -> bool {
        self.interrupt.is_raised()
    }
}
