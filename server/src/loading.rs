//! Loads the data that is served, at the start and whenever it changes. Requests keep using the former data until the
//! new data is complete; if it cannot be loaded, the former data stays.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use geodata::atlas::Atlas;
use geodata::editions::{self, Edition, EditionError, EditionsFolder};
use geodata::ingest::{FileError, Folder, PROJ_NETWORK, ReadOptions, Report, proj_network_enabled, read_dataset_with};
use geodata::model::{BasemapLocation, LeftOut};
use geodata::progress::{Progress, Silent};
use geodata::protection::{Policy, protect};
use geodata::tiles::SimplifiedCoverages;
use tokio::sync::Notify;

use crate::archive::{Archive, Location};
use crate::remote::RemoteEditions;
use crate::served_data::ServedData;
use crate::service::server::Server;
use crate::snapshot::Served;

/// The location of the data.
#[derive(Clone, Debug)]
pub enum DataLocation {
    /// A dataset folder, an edition, or a folder of editions.
    Folder(PathBuf),
    /// An edition or a folder of editions in a store.
    Store(Arc<RemoteEditions>),
}

/// The location of the data, and the options for loading it.
#[derive(Clone, Debug)]
pub struct DataSource {
    pub location: DataLocation,
    /// How a dataset folder is read.
    pub reading: ReadOptions,
    /// A basemap instead of the dataset's.
    pub basemap: Option<Location>,
    /// Capacity of the attribute cache, in bytes.
    pub attributes: u64,
}

/// Why the data cannot be loaded.
#[derive(Debug)]
pub struct LoadError {
    /// The report of a dataset folder.
    pub report: Option<Box<Report>>,
    pub reasons: Vec<String>,
}

impl LoadError {
    #[allow(clippy::needless_pass_by_value, reason = "it is given errors")]
    fn new(reason: impl ToString) -> Self {
        Self { report: None, reasons: vec![reason.to_string()] }
    }
}

impl DataLocation {
    /// Parses a command-line argument: a path or an address.
    pub fn new(text: &Path) -> Result<Self, LoadError> {
        match text.to_str().map(Location::new) {
            Some(location @ Location::Remote(_)) => Self::of_address(&location),
            _ => Ok(Self::Folder(text.to_owned())),
        }
    }

    fn of_address(location: &Location) -> Result<Self, LoadError> {
        let Location::Remote(url) = location else {
            return Err(LoadError::new(format!("{location}: this is no address")));
        };
        let editions = RemoteEditions::new(url).map_err(|error| LoadError::new(format!("{location}: {error}")))?;
        Ok(Self::Store(Arc::new(editions)))
    }

    /// The name of the current edition. Blocks on the store.
    pub fn edition(&self) -> Result<String, EditionError> {
        match self {
            Self::Folder(path) => editions::locate(&EditionsFolder(path)),
            Self::Store(editions) => editions::locate(&**editions),
        }
    }

    /// Loads the data.
    pub fn load(&self, reading: ReadOptions, progress: &dyn Progress) -> Result<Edition, LoadError> {
        match self {
            Self::Folder(path) => load_folder(path, reading, progress),
            Self::Store(editions) => editions::read_from(&**editions, progress).map_err(LoadError::new),
        }
    }
}

impl DataSource {
    /// Loads the data and its basemap. This may take long for large data.
    pub fn load(&self, progress: &dyn Progress) -> Result<ServedData, LoadError> {
        // Requests can ask for projected features whatever the data was read from.
        if self.reading.remote.is_none() && proj_network_enabled() {
            return Err(LoadError::new(PROJ_NETWORK));
        }
        let Edition { atlas, zooms } = self.location.load(self.reading.clone(), progress)?;
        let data = ServedData::new(atlas, zooms).with_attribute_bytes(self.attributes);
        Ok(match self.basemap(&data.atlas)? {
            Some(location) => data.with_basemap(Archive::open(&location).map_err(LoadError::new)?),
            None => data,
        })
    }

    /// The location of the basemap: the one of the command line takes precedence over the one of the dataset.
    fn basemap(&self, atlas: &Atlas) -> Result<Option<Location>, LoadError> {
        if let Some(given) = &self.basemap {
            return Ok(Some(given.clone()));
        }
        match atlas.info.basemap.as_ref().map(|basemap| &basemap.place) {
            None => Ok(None),
            Some(BasemapLocation::Url(url)) if self.reading.remote.is_some() => Ok(Some(Location::new(url))),
            Some(BasemapLocation::Url(url)) => Err(LoadError::new(format!(
                "the basemap of the dataset, {}, is read from elsewhere only where the command line allows it, by `--allow-remote`; \
                 `--basemap` names another one",
                Location::new(url)
            ))),
            Some(BasemapLocation::File(file)) => {
                let (path, opened) = match &self.location {
                    DataLocation::Folder(path) => {
                        let folder = Folder::open(path).map_err(FileError::from);
                        (path.join(file), folder.and_then(|folder| folder.file(file)).map(drop))
                    }
                    DataLocation::Store(_) => (PathBuf::new(), Err(FileError::Missing)),
                };
                match opened {
                    Ok(()) => Ok(Some(Location::File(path))),
                    Err(FileError::Missing) => {
                        // An edition does not include the basemap.
                        tracing::info!(file, "the basemap file does not exist; use --basemap to set its location");
                        Ok(None)
                    }
                    Err(error) => Err(LoadError::new(format!("the basemap {file}: {error}"))),
                }
            }
        }
    }
}

fn load_folder(path: &Path, reading: ReadOptions, progress: &dyn Progress) -> Result<Edition, LoadError> {
    let is_dataset = path.join("dataset.toml").exists();
    if !is_dataset && editions::is_edition(path) {
        return editions::read(path, progress).map_err(LoadError::new);
    }
    let ingested = read_dataset_with(path, reading, progress);
    let (Some(parts), Some(topology)) = (ingested.parts, ingested.topology) else {
        let shown = Location::new(&path.to_string_lossy());
        let mut reasons = vec![format!("{shown} cannot be used; fix the errors above")];
        if !is_dataset {
            let hint =
                "(it is neither an edition nor a folder of editions: it has no `manifest.json` and no `current`)";
            reasons.push(hint.to_owned());
        }
        progress.finish();
        return Err(LoadError { report: Some(Box::new(ingested.report)), reasons });
    };
    for left_out in &parts.info.left_out {
        let (dataset, LeftOut { code, file, count, .. }) = (&parts.info.id, left_out);
        tracing::info!(dataset, code, file, count, "rows or cells with errors are left out, as --allow says");
    }
    let zooms = SimplifiedCoverages::new(&topology, progress);
    progress.finish();
    Ok(Edition { atlas: Atlas::new(protect(parts, Policy::default())), zooms })
}

/// Reloads the data of the dataset at a position on request (SIGHUP) and whenever another edition becomes current, as
/// long as the server runs. Datasets are reloaded independently of each other.
pub async fn reload(
    server: Arc<Server>,
    (position, source): (usize, DataSource),
    requested: Arc<Notify>,
    every: Duration,
) {
    let Some(publication) = server.publications.get(Some(position)) else { return };
    let current = || {
        let location = source.location.clone();
        // Blocks on a store.
        async { actix_web::rt::task::spawn_blocking(move || location.edition().ok()).await.ok().flatten() }
    };
    let mut edition = current().await;
    loop {
        let is_requested = tokio::time::timeout(every, requested.notified()).await.is_ok();
        let now = current().await;
        if !is_requested && (now.is_none() || now == edition) {
            continue;
        }
        edition = now;
        let started = Instant::now();
        let loading = source.clone();
        let id = publication.id.clone();
        let load = move || loading.load(&Silent).and_then(|data| of_dataset(&id, data));
        let loaded = actix_web::rt::task::spawn_blocking(load).await;
        match loaded {
            Ok(Ok(data)) => {
                let (dataset, communities) = (data.atlas.info.id.clone(), data.atlas.communities.len());
                publication.replace(Served::Data(Arc::new(data))).await;
                let milliseconds = started.elapsed().as_millis() as u64;
                tracing::info!(dataset, communities, milliseconds, "loaded again");
            }
            Ok(Err(LoadError { report, reasons })) => {
                let report = report.map(|report| report.to_string().chars().take(MAX_REPORT_CHARS).collect::<String>());
                let reason = reasons.join(" ");
                let dataset = &publication.id;
                tracing::info!(dataset, reason, report, "the data cannot be loaded; the former data is still served");
            }
            Err(error) => tracing::error!(%error, "loading failed"),
        }
    }
}

/// Checks that data has the id of a dataset: URLs contain the id, and must not change.
fn of_dataset(id: &str, data: ServedData) -> Result<ServedData, LoadError> {
    let now = &data.atlas.info.id;
    if now == id {
        return Ok(data);
    }
    Err(LoadError::new(format!(
        "the id is `{now}` now, and was `{id}`: addresses begin with it, so it takes a restart of the server to change it"
    )))
}

/// Maximum characters of a report that are logged.
const MAX_REPORT_CHARS: usize = 2000;
