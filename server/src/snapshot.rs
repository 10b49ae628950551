//! What is served at one moment at an address: data, an archive of tiles alone, or the list of all datasets. Immutable; publishing another snapshot is a single swap, and a
//! request reads the snapshot that it began with.

use std::sync::Arc;

use geodata::model::Round;

use crate::archive::Archive;
use crate::served_data::ServedData;

/// What is served.
#[derive(Clone, Debug)]
pub enum Served {
    /// A dataset: places, figures and maps.
    Data(Arc<ServedData>),
    /// An archive of ready-made tiles: there are no places and no figures.
    Archive(Arc<Archive>),
    /// Several datasets, of which none is meant where an address names none.
    Datasets(Arc<DatasetList>),
}

/// All datasets of a server, in the order of the command line.
#[derive(Clone, Debug)]
pub struct DatasetList {
    pub all: Vec<Arc<ServedData>>,
    /// Differs between all lists that there ever were.
    pub fingerprint: u64,
}

impl DatasetList {
    /// Where they are on the server, for whoever asked for something without a dataset.
    pub fn addresses(&self) -> String {
        self.all.iter().map(|data| format!("/{}/", data.atlas.info.id)).collect::<Vec<_>>().join(", ")
    }
}

/// What is served from one publication to the next.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub served: Served,
    /// How often something else was published before.
    generation: u64,
}

impl From<Served> for Snapshot {
    fn from(served: Served) -> Self {
        Self { served, generation: 0 }
    }
}

impl Snapshot {
    /// The snapshot that is published in place of this one.
    pub fn followed_by(&self, served: Served) -> Self {
        Self { served, generation: self.generation + 1 }
    }

    /// The snapshot that is published once another archive was put in the place of its archive.
    pub fn with_reloaded_archive(&self, archive: Archive) -> Self {
        self.followed_by(match &self.served {
            Served::Data(data) => Served::Data(Arc::new(ServedData::clone(data).with_basemap(archive))),
            Served::Archive(_) => Served::Archive(Arc::new(archive)),
            Served::Datasets(list) => Served::Datasets(Arc::clone(list)),
        })
    }

    /// The data, where data are served.
    pub fn data(&self) -> Option<&Arc<ServedData>> {
        match &self.served {
            Served::Data(data) => Some(data),
            Served::Archive(_) | Served::Datasets(_) => None,
        }
    }

    /// The archive that is open: the one that is served, or the basemap of the data.
    pub fn archive(&self) -> Option<&Arc<Archive>> {
        match &self.served {
            Served::Data(data) => data.basemap.as_ref(),
            Served::Archive(archive) => Some(archive),
            Served::Datasets(_) => None,
        }
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        match &self.served {
            Served::Data(data) => data.atlas.info.title.main(),
            Served::Archive(archive) => archive.title(),
            Served::Datasets(_) => "Kerben",
        }
    }

    /// The id of the dataset, or the name of the archive; nothing for a list.
    pub fn id(&self) -> &str {
        match &self.served {
            Served::Data(data) => &data.atlas.info.id,
            Served::Archive(archive) => &archive.name,
            Served::Datasets(_) => "",
        }
    }

    /// The rounds that can be asked for.
    pub fn rounds(&self) -> &[Round] {
        self.data().map_or(&[], |data| &data.atlas.rounds)
    }

    /// Differs between all that was ever published: responses are cached under it.
    pub fn fingerprint(&self) -> u64 {
        let served = match &self.served {
            Served::Data(data) => data.atlas.fingerprint,
            Served::Archive(archive) => archive.fingerprint,
            Served::Datasets(list) => list.fingerprint,
        };
        served.wrapping_add(self.generation)
    }

    /// How many bytes cached attributes may grow to, about.
    pub fn attribute_bytes(&self) -> u64 {
        self.data().map_or(0, |data| data.attribute_bytes())
    }
}
