//! Real areas as a picture draws them, for tests.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use geo_types::{MultiPolygon, Rect};
use geodata::ingest::read_dataset;
use geodata::model::{AdminUnit, BBox, DatasetParts, Language};
use geodata::progress::Silent;
use geodata::topology::{Topology, UnitPosition};

use super::labels::NamedArea;
use super::projection::{Fit, Projection};

/// A dataset with its borders.
pub struct Dataset {
    parts: DatasetParts,
    topology: Topology,
}

/// The areas of a level in pixels.
pub struct Drawn {
    pub areas: Vec<MultiPolygon<f64>>,
    /// The name and the short name of each.
    pub names: Vec<(String, String)>,
    ranks: Vec<usize>,
    pub frame: Rect<f64>,
}

pub static KYRGYZSTAN: LazyLock<Dataset> = LazyLock::new(|| Dataset::sample("kyrgyzstan"));
pub static KAZAKHSTAN: LazyLock<Dataset> = LazyLock::new(|| Dataset::sample("kazakhstan"));

impl Dataset {
    fn sample(name: &str) -> Self {
        Self::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../geodata/samples").join(name))
    }

    pub fn read(folder: &Path) -> Self {
        let ingested = read_dataset(folder, &Silent);
        let (Some(parts), Some(topology)) = (ingested.parts, ingested.topology) else {
            panic!("{} has errors: {:?}", folder.display(), ingested.report);
        };
        Self { parts, topology }
    }

    /// A level as a picture so wide and high draws it.
    pub fn drawn(&self, level: usize, language: &str, width: f64, height: f64) -> Drawn {
        let language = Language::from_code(language).expect("a language");
        let units = &self.parts.layers[level].units;
        let extent = BBox::around(units.iter().flat_map(AdminUnit::boxes)).expect("areas");
        let places = units.iter().flat_map(|unit| unit.area.iter()).flat_map(|area| area.exterior().0.iter().copied());
        let frame = Rect::new((0.0, 0.0), (width, height));
        let fit = Fit::around(Projection::for_extent(&extent), places, frame, 16.0).expect("a fit");
        let fine = |zoom: &u8| 40_075_016.0 / 256.0 / f64::from(1 << *zoom) < fit.metres_per_pixel / 2.0;
        let coverage = self.topology.at_zoom((0..14).find(fine).unwrap_or(14));
        let area = |unit: usize| fit.area(&coverage.unit_square_area(UnitPosition { level, unit }));
        let mut by_size: Vec<usize> = (0..units.len()).collect();
        by_size.sort_by(|a, b| units[*b].area_km2.total_cmp(&units[*a].area_km2));
        let mut ranks = vec![0; units.len()];
        by_size.iter().enumerate().for_each(|(rank, unit)| ranks[*unit] = rank);
        let name = |unit: &AdminUnit| {
            let name = unit.names.get_or_main(language);
            (name.to_owned(), name.trim_end_matches(" район").trim_end_matches(" району").to_owned())
        };
        Drawn { areas: (0..units.len()).map(area).collect(), names: units.iter().map(name).collect(), ranks, frame }
    }
}

impl Drawn {
    pub fn named(&self) -> Vec<NamedArea<'_>> {
        let of = |unit: usize| {
            let (name, short) = &self.names[unit];
            NamedArea { area: &self.areas[unit], name, short: Some(short), rank: self.ranks[unit] }
        };
        (0..self.areas.len()).map(of).collect()
    }
}

/// A file of real data that lies beside the repository and is not part of it.
pub fn shared(file: &str) -> Option<PathBuf> {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders.map(|folder| folder.join("shared/data").join(file)).find(|path| path.exists())
}
