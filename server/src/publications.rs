//! The datasets of a server: which there are, at which addresses, and what each has published. Each is loaded, reloaded and kept for itself;
//! they share the limits, queues and caches of the server.

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::archive_reloader::ArchiveReloader;
use crate::http::api_root::{AT, DatasetRoot};
use crate::http::route::Route;
use crate::served_data::ServedData;
use crate::snapshot::{DatasetList, Served, Snapshot};
use crate::static_files;

/// One dataset, or an archive that is served alone.
#[derive(Debug)]
pub struct Publication {
    /// The id of the dataset, or the name of the archive. It stays the same for as long as the server runs.
    pub id: String,
    published: ArcSwap<Snapshot>,
    reloader: ArchiveReloader,
}

impl From<Served> for Publication {
    fn from(served: Served) -> Self {
        let snapshot = Snapshot::from(served);
        let id = snapshot.id().to_owned();
        Self { id, published: ArcSwap::from_pointee(snapshot), reloader: ArchiveReloader::default() }
    }
}

impl Publication {
    /// What is published now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.published.load_full()
    }

    /// Publishes other data. Requests that have begun are answered from the former ones.
    pub async fn replace(&self, served: Served) {
        self.reloader.replace(served, &self.published).await;
    }

    /// What is published now, where the archive of `old` was replaced; none where it was not, or cannot be opened.
    pub async fn reload_if_replaced(&self, old: &Snapshot) -> Option<Arc<Snapshot>> {
        self.reloader.reload_if_replaced(old, &self.published).await
    }
}

/// All that a server publishes.
#[derive(Debug)]
pub struct Publications {
    all: Vec<Publication>,
    /// What is meant where an address names no dataset.
    default: Option<usize>,
}

/// Which dataset a request is about, by the first segment of its path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Addressed {
    /// Its position; none where the address names none and there is no default.
    pub dataset: Option<usize>,
    /// Whether the address names it.
    pub is_named: bool,
    /// Whether the address is that of the dataset without its last slash.
    pub lacks_slash: bool,
}

/// Why datasets cannot be served together.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    #[error(
        "`{id}` is the id of two datasets: {first} and {second}; addresses begin with the id, so each needs its own"
    )]
    SameId { id: String, first: String, second: String },
    #[error(
        "the id `{id}` of {location} cannot be the beginning of addresses, where the server has something else: its own are {reserved}"
    )]
    Reserved { id: String, location: String, reserved: String },
    #[error(
        "the id `{id}` of {location} cannot be the beginning of addresses: lower case letters a to z, digits, `-` and `_` can"
    )]
    Malformed { id: String, location: String },
    #[error("there is no dataset `{id}` to be the default; there are {known}")]
    NoSuchDefault { id: String, known: String },
}

/// The first segments of addresses that are no datasets.
pub fn reserved(routes: &[&Route]) -> Vec<String> {
    let of_routes = routes.iter().filter_map(|route| route.path.split('/').nth(1));
    let of_files = static_files::first_segments();
    let mut all: Vec<String> = of_routes.map(str::to_owned).chain(of_files).chain([AT.to_owned()]).collect();
    all.retain(|segment| !segment.is_empty());
    all.sort();
    all.dedup();
    all
}

impl Publications {
    /// Datasets, each with the place that it was loaded from. The default is the one with an id, or the only one.
    pub fn of_datasets(
        datasets: Vec<(ServedData, String)>,
        default: Option<&str>,
        routes: &[&Route],
    ) -> Result<Self, Conflict> {
        let reserved = reserved(routes);
        for (position, (data, location)) in datasets.iter().enumerate() {
            let (id, location) = (data.atlas.info.id.clone(), location.clone());
            let same = datasets.iter().take(position).find(|(other, _)| other.atlas.info.id == id);
            if let Some((_, first)) = same {
                return Err(Conflict::SameId { id, first: first.clone(), second: location });
            }
            if reserved.contains(&id) {
                return Err(Conflict::Reserved { id, location, reserved: reserved.join(", ") });
            }
            let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
            if id.is_empty() || !id.bytes().all(fits) {
                return Err(Conflict::Malformed { id, location });
            }
        }
        let all: Vec<Publication> = datasets.into_iter().map(|(data, _)| Served::Data(Arc::new(data)).into()).collect();
        let default = match default {
            None => (all.len() == 1).then_some(0),
            Some(id) => Some(all.iter().position(|one| one.id == id).ok_or_else(|| {
                let known = all.iter().map(|one| one.id.as_str()).collect::<Vec<_>>().join(", ");
                Conflict::NoSuchDefault { id: id.to_owned(), known }
            })?),
        };
        Ok(Self { all, default })
    }

    /// An archive alone.
    pub fn of_archive(served: Served) -> Self {
        Self { all: vec![served.into()], default: Some(0) }
    }

    /// All of them, in the order of the command line.
    pub fn all(&self) -> &[Publication] {
        &self.all
    }

    /// Whether there are several, so that links must name the dataset.
    pub fn are_several(&self) -> bool {
        self.all.len() > 1
    }

    /// Which dataset a path is about, and the rest of the path: `/` for the address of a dataset without its last slash, too.
    pub fn locate<'p>(&self, path: &'p str) -> (Addressed, &'p str) {
        let first = path.strip_prefix('/').map_or("", |path| path.split('/').next().unwrap_or_default());
        let is_dataset = |one: &Publication| one.id == first && one.published.load().data().is_some();
        match self.all.iter().position(is_dataset) {
            Some(position) if !first.is_empty() => {
                let rest = &path[first.len() + 1..];
                let lacks_slash = rest.is_empty();
                let rest = if lacks_slash { "/" } else { rest };
                (Addressed { dataset: Some(position), is_named: true, lacks_slash }, rest)
            }
            _ => (Addressed { dataset: self.default, ..Addressed::default() }, path),
        }
    }

    /// The dataset at a position.
    pub fn get(&self, dataset: Option<usize>) -> Option<&Publication> {
        self.all.get(dataset?)
    }

    /// What a request is answered from: the dataset that it is about, or the list of all where it is about none.
    pub fn snapshot(&self, dataset: Option<usize>) -> Arc<Snapshot> {
        match self.get(dataset) {
            Some(publication) => publication.snapshot(),
            None => Arc::new(Served::Datasets(Arc::new(self.list())).into()),
        }
    }

    /// Differs between all that was ever published of a dataset.
    pub fn fingerprint(&self, dataset: Option<usize>) -> u64 {
        match self.get(dataset) {
            Some(one) => one.published.load().fingerprint(),
            None => of_list(self.all.iter().map(|one| one.published.load().fingerprint())),
        }
    }

    /// The address of a dataset, as a request named it.
    pub fn root(&self, addressed: Addressed) -> DatasetRoot {
        match self.get(addressed.dataset) {
            Some(one) if addressed.is_named || self.are_several() => DatasetRoot::new(&one.id, addressed.is_named),
            _ => DatasetRoot::default(),
        }
    }

    /// All datasets as they are now.
    pub fn list(&self) -> DatasetList {
        let snapshots: Vec<Arc<Snapshot>> = self.all.iter().map(Publication::snapshot).collect();
        let all: Vec<Arc<ServedData>> = snapshots.iter().filter_map(|one| one.data().cloned()).collect();
        DatasetList { all, fingerprint: of_list(snapshots.iter().map(|one| one.fingerprint())) }
    }

    /// How responses about each dataset are labelled, by position; the last one, which is empty, are those about none.
    pub fn labels(&self) -> Vec<String> {
        let of_none = self.default.is_none().then(String::new);
        self.all.iter().map(|one| one.id.clone()).chain(of_none).collect()
    }
}

/// The fingerprint of a list of datasets. Of each its own part: that one changes does not undo that another one does.
fn of_list(fingerprints: impl Iterator<Item = u64>) -> u64 {
    fingerprints.fold(0, |so_far, one| so_far.rotate_left(7).wrapping_mul(PRIME) ^ one)
}

/// A large odd number.
const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
