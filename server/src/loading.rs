//! What is served, and how it is loaded: when the server starts, and again whenever there is something new. Readers keep what they have
//! until the new one is whole; what cannot be loaded leaves the former one served.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use geodata::atlas::Atlas;
use geodata::editions::{self, Edition, EditionError, EditionsFolder};
use geodata::ingest::{FileError, Folder, PROJ_NETWORK, proj_network_enabled, read_dataset_with_remote};
use geodata::model::BasemapLocation;
use geodata::progress::{Progress, Silent};
use geodata::protection::{Policy, protect};
use geodata::tiles::SimplifiedCoverages;
use tokio::sync::Notify;

use crate::archive::{Archive, Location};
use crate::remote::{self, RemoteEditions};
use crate::served_data::ServedData;
use crate::service::server::Server;
use crate::snapshot::Served;

/// Where data are.
#[derive(Clone, Debug)]
pub enum DataLocation {
    /// The folder of a dataset, an edition, or a folder of editions.
    Folder(PathBuf),
    /// An edition, or editions, in a store.
    Store(Arc<RemoteEditions>),
}

/// Where the data are, and what else is served with them.
#[derive(Clone, Debug)]
pub struct DataSource {
    pub location: DataLocation,
    /// Whether sources of a dataset may be elsewhere.
    pub allow_remote: bool,
    /// A basemap in place of the dataset's.
    pub basemap: Option<Location>,
    /// How many bytes of memory encoded attributes may take.
    pub attributes: u64,
}

/// Why a folder cannot be used.
#[derive(Debug)]
pub struct Unusable {
    /// All that was found in it, where it is a dataset.
    pub report: Option<String>,
    pub reasons: Vec<String>,
}

impl Unusable {
    #[allow(clippy::needless_pass_by_value, reason = "it is given errors")]
    fn because(reason: impl ToString) -> Self {
        Self { report: None, reasons: vec![reason.to_string()] }
    }
}

impl DataLocation {
    /// What a person wrote: a path, or an address.
    pub fn new(text: &Path) -> Result<Self, Unusable> {
        match text.to_str().map(Location::new) {
            Some(location @ Location::Remote(_)) => Self::of_address(&location),
            _ => Ok(Self::Folder(text.to_owned())),
        }
    }

    fn of_address(location: &Location) -> Result<Self, Unusable> {
        let Location::Remote(url) = location else {
            return Err(Unusable::because(format!("{location}: this is no address")));
        };
        let editions = RemoteEditions::new(url).map_err(|error| Unusable::because(format!("{location}: {error}")))?;
        Ok(Self::Store(Arc::new(editions)))
    }

    /// The name of the edition that is current, where there is one. Asks the store.
    pub fn edition(&self) -> Result<String, EditionError> {
        match self {
            Self::Folder(path) => editions::locate(&EditionsFolder(path)),
            Self::Store(editions) => editions::locate(&**editions),
        }
    }

    /// What is there, ready for questions.
    pub fn load(&self, allow_remote: bool, progress: &dyn Progress) -> Result<Edition, Unusable> {
        match self {
            Self::Folder(path) => load_folder(path, allow_remote, progress),
            Self::Store(editions) => editions::read_from(&**editions, progress).map_err(Unusable::because),
        }
    }
}

impl DataSource {
    /// Loads everything. Takes as long as the data are large.
    pub fn load(&self, progress: &dyn Progress) -> Result<ServedData, Unusable> {
        // Features are projected for clients whatever they were read from.
        if !self.allow_remote && proj_network_enabled() {
            return Err(Unusable::because(PROJ_NETWORK));
        }
        let Edition { atlas, zooms } = self.location.load(self.allow_remote, progress)?;
        let data = ServedData::new(atlas, zooms).with_attribute_bytes(self.attributes);
        Ok(match self.basemap(&data.atlas)? {
            Some(location) => data.with_basemap(Archive::open(&location).map_err(Unusable::because)?),
            None => data,
        })
    }

    /// Where the basemap is: where the command line says, or else the dataset.
    fn basemap(&self, atlas: &Atlas) -> Result<Option<Location>, Unusable> {
        if let Some(given) = &self.basemap {
            return Ok(Some(given.clone()));
        }
        match atlas.info.basemap.as_ref().map(|basemap| &basemap.place) {
            None => Ok(None),
            Some(BasemapLocation::Url(url)) if self.allow_remote => Ok(Some(Location::new(url))),
            Some(BasemapLocation::Url(url)) => Err(Unusable::because(format!(
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
                        // An edition has the data and not the basemap.
                        tracing::info!(file, "the basemap is not here; --basemap names another place");
                        Ok(None)
                    }
                    Err(error) => Err(Unusable::because(format!("the basemap {file}: {error}"))),
                }
            }
        }
    }
}

fn load_folder(path: &Path, allow_remote: bool, progress: &dyn Progress) -> Result<Edition, Unusable> {
    let is_dataset = path.join("dataset.toml").exists();
    if !is_dataset && editions::is_edition(path) {
        return editions::read(path, progress).map_err(Unusable::because);
    }
    let ingested = read_dataset_with_remote(path, remote::fetcher(allow_remote), progress);
    let (Some(parts), Some(topology)) = (ingested.parts, ingested.topology) else {
        let shown = Location::new(&path.to_string_lossy());
        let mut reasons = vec![format!("{shown} cannot be used; mend the errors above")];
        if !is_dataset {
            let nor = "(nor is it an edition, nor a folder of editions: it has no `manifest.json` and no `current`)";
            reasons.push(nor.to_owned());
        }
        progress.finish();
        return Err(Unusable { report: Some(ingested.report.to_string()), reasons });
    };
    let zooms = SimplifiedCoverages::new(&topology, progress);
    progress.finish();
    Ok(Edition { atlas: Atlas::new(protect(parts, Policy::default())), zooms })
}

/// Loads the data of the dataset at a position again whenever it is told to, and when another edition has become current: for as long as
/// the server runs. What others do meanwhile, or fail to do, is nothing to it.
pub async fn reload(server: Arc<Server>, (position, source): (usize, DataSource), told: Arc<Notify>, every: Duration) {
    let Some(publication) = server.publications.get(Some(position)) else { return };
    let current = || {
        let location = source.location.clone();
        // A store may take a while.
        async { actix_web::rt::task::spawn_blocking(move || location.edition().ok()).await.ok().flatten() }
    };
    let mut edition = current().await;
    loop {
        let is_told = tokio::time::timeout(every, told.notified()).await.is_ok();
        let now = current().await;
        if !is_told && (now.is_none() || now == edition) {
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
            Ok(Err(Unusable { report, reasons })) => {
                let report = report.map(|report| report.chars().take(MAX_REPORT_CHARS).collect::<String>());
                let reason = reasons.join(" ");
                let dataset = &publication.id;
                tracing::info!(dataset, reason, report, "the data cannot be loaded; the former ones are still served");
            }
            Err(error) => tracing::error!(%error, "loading failed"),
        }
    }
}

/// Data, if they are those of a dataset: its id is part of addresses, which stay.
fn of_dataset(id: &str, data: ServedData) -> Result<ServedData, Unusable> {
    let now = &data.atlas.info.id;
    if now == id {
        return Ok(data);
    }
    Err(Unusable::because(format!(
        "the id is `{now}` now, and was `{id}`: addresses begin with it, so it takes a restart of the server to change it"
    )))
}

/// So much of a report is logged.
const MAX_REPORT_CHARS: usize = 2000;
