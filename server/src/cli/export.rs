use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use geodata::editions::Edition;
use geodata::grid::TileId;
use geodata::model::BBox;
use geodata::query::Collection;
use geodata::tiles::archives::{ArchiveError, CheckpointDb, CoverageIndex, Metadata, ProgressSink, Target, traverse};
use geodata::visible::Visible;
use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};
use serde_json::Value as Json;

use super::Remote;
use super::interrupt::Interrupt;
use super::serve::load;
use super::terminal;
use super::tile_question::TileQuestion;
use crate::http::encoding::{Encoding, Material};
use crate::http::metrics::Metrics;
use crate::http::problem::Problem;
use crate::http::query::Query;
use crate::http::reply::Content;
use crate::http::route::{Call, Route};
use crate::published::{MAX_ZOOM, Published};
use crate::routes::{TILE, TILE_JSON};

#[derive(Debug, Args)]
pub struct Options {
    /// The collection whose tiles are written: admin0, admin1, admin2, admin3, communities, facilities. With several, separated by
    /// commas, each tile has a layer for each.
    // Names of its own: those of the parameters of tiles are taken.
    #[arg(id = "export-layers", value_name = "LAYER", value_delimiter = ',', required = true)]
    layers: Vec<String>,
    /// The folder with `dataset.toml`, an edition, or a folder of editions with a current one.
    #[arg(id = "export-path", value_name = "PATH")]
    path: PathBuf,
    #[command(flatten)]
    remote: Remote,
    /// Where to write: a file with the extension .pmtiles or .mbtiles; any other name is a folder of z/x/y.mvt with a tiles.json.
    #[arg(id = "export-output", short = 'o', long = "output", value_name = "FILE")]
    output: PathBuf,
    /// The first zoom.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=i64::from(MAX_ZOOM)))]
    minzoom: u8,
    /// The last zoom, at most 14; maps draw closer views from it.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u8).range(0..=i64::from(MAX_ZOOM)))]
    maxzoom: u8,
    #[command(flatten)]
    question: TileQuestion,
}

/// Writes every tile that shows something into an archive.
pub fn run(options: &Options) -> ExitCode {
    let mut interrupt = Interrupt::default();
    match export(options, &mut interrupt) {
        Ok(said) => {
            terminal::print(&said);
            ExitCode::SUCCESS
        }
        Err(Failure::LayerFields) => ExitCode::FAILURE,
        Err(Failure::Because(reason)) => {
            terminal::complain(reason);
            interrupt.exit_code()
        }
    }
}

/// Why there is no archive.
enum Failure {
    Because(String),
    /// The reason was printed already.
    LayerFields,
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        Self::Because(error.to_string())
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Because(in_words(&problem))
    }
}

fn in_words(problem: &Problem) -> String {
    match &problem.accepted {
        Some(accepted) => format!("{}; accepted: {accepted}", problem.detail),
        None => problem.detail.clone(),
    }
}

fn export(options: &Options, interrupt: &mut Interrupt) -> Result<String, Failure> {
    if options.minzoom > options.maxzoom {
        return Err(Failure::Because(format!("--minzoom {} is above --maxzoom {}", options.minzoom, options.maxzoom)));
    }
    let query = options.question.query()?;
    let target = Target::at(&options.output);
    target.check()?;
    let Edition { atlas, zooms } = load(&options.path, options.remote).ok_or(Failure::LayerFields)?;
    let published = Arc::new(Published::new(atlas, zooms));
    let export = Export::new(published, &options.layers, query, options)?;
    let metadata = export.metadata()?;
    // Until here nothing was written.
    *interrupt = Interrupt::listen().map_err(|error| Failure::Because(error.to_string()))?;
    let mut work = CheckpointDb::open(target.path(), &export.fingerprint())?;
    let bar = Bar::new(work.resumed_after() > 0, interrupt.clone());
    traverse(&export.outlines(), &(options.minzoom..=options.maxzoom), &mut work, &|tile| export.tile(tile), &bar)?;
    bar.writing(target.path());
    target.write(&work, &metadata, &bar)?;
    let (tiles, contents) = work.tally()?;
    let before = match work.resumed_after() {
        0 => String::new(),
        visited => format!(" (went on after {} visited before)", HumanCount(visited)),
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

/// The tiles that are asked for, answered as the server answers them.
struct Export<'a> {
    published: Arc<Published>,
    metrics: Arc<Metrics>,
    layers: Vec<Collection>,
    query: Query,
    options: &'a Options,
}

impl<'a> Export<'a> {
    fn new(published: Arc<Published>, layers: &[String], query: Query, options: &'a Options) -> Result<Self, Failure> {
        let known = || Collection::of(&published.atlas).into_iter().map(Collection::id).collect::<Vec<_>>().join(", ");
        let mut found: Vec<Collection> = Vec::new();
        for layer in layers {
            let collection = Collection::find(&published.atlas, layer)
                .ok_or_else(|| Failure::Because(format!("there is no collection `{layer}`; accepted: {}", known())))?;
            if found.contains(&collection) {
                return Err(Failure::Because(format!("the collection `{layer}` is named twice")));
            }
            found.push(collection);
        }
        let metrics = Arc::new(Metrics::new(Vec::new()).map_err(|error| Failure::Because(error.to_string()))?);
        Ok(Self { published, metrics, layers: found, query, options })
    }

    /// Everything that the tiles depend on.
    fn fingerprint(&self) -> String {
        let layers: Vec<&str> = self.layers.iter().map(|layer| layer.id()).collect();
        let Options { minzoom, maxzoom, .. } = self.options;
        format!(
            "kerben {} {:016x} {layers:?} {:?} {minzoom}..{maxzoom}",
            env!("CARGO_PKG_VERSION"),
            self.published.atlas.fingerprint,
            self.query.in_order()
        )
    }

    fn outlines(&self) -> CoverageIndex {
        CoverageIndex::of(&self.published.atlas, &self.layers)
    }

    fn call(&self, route: &Route, path: Vec<String>) -> Call {
        Call::of(route, Arc::clone(&self.published), Arc::clone(&self.metrics), path, self.query.clone())
    }

    /// The packed bytes of a tile. The layers of a tile are their bytes one after the other.
    fn tile(&self, tile: TileId) -> Result<Option<Vec<u8>>, String> {
        let mut bytes = Vec::new();
        for layer in &self.layers {
            let path = vec![layer.id().to_owned(), tile.z().to_string(), tile.x().to_string(), tile.y().to_string()];
            let reply = (TILE.handler)(&self.call(&TILE, path)).map_err(|problem| in_words(&problem))?;
            match reply.content {
                Content::Bytes { bytes: layer, .. } if bytes.is_empty() => bytes = layer,
                Content::Bytes { bytes: layer, .. } => bytes.extend(layer),
                _ => {}
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        // An archive has one encoding for all tiles: also those that would travel unpacked for being small are packed.
        Encoding::Gzip.pack(&bytes, Material::Tile).map(Some).ok_or_else(|| "cannot be packed".to_owned())
    }

    /// What the archive says of itself: what the TileJSON of its layers says.
    fn metadata(&self) -> Result<Metadata, Failure> {
        let info = &self.published.atlas.info;
        let (mut descriptions, mut citations, mut vector_layers) = (Vec::new(), Vec::new(), Vec::new());
        for layer in &self.layers {
            let reply = (TILE_JSON.handler)(&self.call(&TILE_JSON, vec![layer.id().to_owned()]))?;
            let Content::Document { json, .. } = reply.content else { continue };
            add_once(&mut descriptions, text(&json, "description"));
            for citation in text(&json, "attribution").split(" | ") {
                add_once(&mut citations, citation.to_owned());
            }
            let layers = json.get("vector_layers").and_then(Json::as_array).cloned().unwrap_or_default();
            vector_layers.extend(layers.into_iter().map(|layer| self.within_zooms(layer)));
        }
        descriptions.extend(info.disclaimer.clone());
        let everywhere = BBox { west: -180.0, south: -85.0, east: 180.0, north: 85.0 };
        let boxes: Vec<_> = self.layers.iter().filter_map(|layer| layer.bounds(&self.published.atlas)).collect();
        let around = BBox::around(boxes.iter().flat_map(BBox::parts)).unwrap_or(everywhere);
        let center = around.center();
        let Options { minzoom, maxzoom, .. } = self.options;
        let titles: Vec<&str> = self.layers.iter().map(|layer| layer.title()).collect();
        let mut further = vec![("generator", format!("kerben {}", env!("CARGO_PKG_VERSION")))];
        further.push(("fingerprint", format!("{:016x}", self.published.atlas.fingerprint)));
        further.extend(info.disclaimer.clone().map(|disclaimer| ("disclaimer", disclaimer)));
        Ok(Metadata {
            name: format!("{}: {}", info.title, titles.join(", ")),
            description: descriptions.join(" "),
            attribution: citations.join(" | "),
            bounds: around.uncrossed(),
            center: (center.x(), center.y(), 6.clamp(*minzoom, *maxzoom)),
            zooms: (*minzoom, *maxzoom),
            vector_layers: vector_layers.into(),
            further,
        })
    }

    /// A layer of a TileJSON, with the zooms of the archive.
    fn within_zooms(&self, mut layer: Json) -> Json {
        if let Some(members) = layer.as_object_mut() {
            members.insert("minzoom".into(), self.options.minzoom.into());
            members.insert("maxzoom".into(), self.options.maxzoom.into());
        }
        layer
    }
}

fn text(json: &Json, name: &str) -> String {
    json.get(name).and_then(Json::as_str).unwrap_or_default().to_owned()
}

fn add_once(texts: &mut Vec<String>, text: String) {
    if !text.is_empty() && !texts.contains(&text) {
        texts.push(text);
    }
}

/// A bar with the time left, on a terminal.
struct Bar {
    bar: ProgressBar,
    interrupt: Interrupt,
}

impl Bar {
    fn new(resumed: bool, interrupt: Interrupt) -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) =
            ProgressStyle::with_template("{msg:<20} {wide_bar} {human_pos}/{human_len} tiles, about {eta} left")
        {
            bar.set_style(style);
        }
        bar.set_message(if resumed { "Going on with tiles" } else { "Making tiles" });
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

impl ProgressSink for Bar {
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
