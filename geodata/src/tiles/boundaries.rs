//! Boundaries that tests of tiles run on: generated, the sample's, and real ones where they are beside the project.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use geo::BoundingRect;
use geo_types::{MultiPolygon, Rect};

use crate::ingest::read_dataset;
use crate::model::{AdminLayer, AdminLevel, AdminUnit, BoundaryStatus, CodeKind, Names, UnitCode};
use crate::progress::Silent;
use crate::tiles::{LabelAnchors, SimplifiedCoverages, ZoomArcs};
use crate::topology::tests::coverage::Plan;
use crate::topology::tests::real::published;
use crate::topology::{LevelAreas, Tolerance, Topology};

/// Layers, and the zooms of their topology.
pub struct Boundaries {
    pub layers: Vec<AdminLayer>,
    pub zooms: Vec<Arc<ZoomArcs>>,
    pub labels: LabelAnchors,
}

impl Boundaries {
    pub fn new(layers: Vec<AdminLayer>) -> Self {
        let levels: Vec<LevelAreas<'_>> = layers.iter().map(LevelAreas::from).collect();
        let (topology, _) = Topology::build(&levels, Tolerance::default());
        let SimplifiedCoverages { borders, labels } = SimplifiedCoverages::new(&topology, &Silent);
        let zooms = borders.into_iter().map(|zoom| Arc::new(ZoomArcs::new(zoom))).collect();
        Self { layers, zooms, labels }
    }

    pub fn sample() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/kyrgyzstan");
        Self::new(read_dataset(&folder, &Silent).parts.unwrap().layers)
    }

    pub fn generated(plan: &Plan) -> Self {
        let made = plan.make();
        Self::new(layers(made.areas.into_iter().zip(made.parents).collect()))
    }

    /// None, and a notice, where there are none.
    pub fn published() -> Option<Self> {
        let (areas, province_of) = published()?;
        let provinces: BTreeSet<&String> = province_of.iter().collect();
        let none = |count: usize| vec![MultiPolygon(vec![]); count];
        let parents = province_of.iter().map(|code| provinces.iter().position(|own| *own == code)).collect();
        let levels =
            vec![(none(1), vec![None]), (none(provinces.len()), vec![Some(0); provinces.len()]), (areas, parents)];
        Some(Self::new(layers(levels)))
    }
}

/// The areas of a level, and what each is part of.
type Level = (Vec<MultiPolygon<f64>>, Vec<Option<usize>>);

/// Layers of units that are called by their numbers.
fn layers(levels: Vec<Level>) -> Vec<AdminLayer> {
    let unit = |level: AdminLevel, (position, (area, parent)): (usize, (MultiPolygon<f64>, Option<usize>))| AdminUnit {
        pcode: UnitCode::new(&format!("KG{}{position:06}", level as u8), CodeKind::PCode, AdminLevel::Admin2).unwrap(),
        parent,
        names: Names::english(format!("Unit {position}")),
        population: None,
        bbox: area.bounding_rect().unwrap_or(Rect::new((0.0, 0.0), (0.0, 0.0))),
        area,
        area_km2: 1.0,
    };
    let layer = |(level, (areas, parents)): (AdminLevel, Level)| AdminLayer {
        level,
        codes: CodeKind::PCode,
        boundaries: if level == AdminLevel::Admin2 { BoundaryStatus::Schematic } else { BoundaryStatus::Generalised },
        note: None,
        sources: vec![],
        units: areas.into_iter().zip(parents).enumerate().map(|numbered| unit(level, numbered)).collect(),
    };
    AdminLevel::ALL.into_iter().zip(levels).map(layer).collect()
}
