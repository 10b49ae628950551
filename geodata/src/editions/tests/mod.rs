//! Editions come back as they were written, and anything else is refused with the reason.

mod bombs;
mod damage;
mod editions;
mod generated;
mod round_trip;
mod storage;
mod zooms;

use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::storage::{EditionFiles, MANIFEST, MANIFEST_SUM};
use super::{EditionError, EditionsFolder, PublishedEdition, tables};
use crate::atlas::tests::{service, small_parts};
use crate::model::DatasetParts;
use crate::model::*;
use crate::progress::{Progress, Silent};
use crate::tiles::SimplifiedCoverages;
use crate::topology::{LevelAreas, Tolerance, Topology};
use geo_types::Point;

fn language(code: &str) -> Language {
    Language::from_code(code).expect("a language")
}

/// The small country with everything that an edition can hold.
fn full_parts() -> DatasetParts {
    let mut parts = small_parts();
    parts.counts[0].values[4] = Value::Suppressed;
    parts.breakdowns[0].values[7] = Value::Suppressed;
    parts.layers[1].units[1].names = Names::new(
        [(Language::ENGLISH, "Osh".into()), (language("ru"), "Ош".into()), (language("ky"), "".into())],
        vec!["Och".into(), "".into(), "O'sh,\n\"Osh\"\u{0}".into()],
    );
    parts.info.languages.extend([language("ru"), language("ky")]);
    parts.layers[1].units[0].population = Some(0);
    parts.communities[1].point = Some(Point::new(70.6, -0.0));
    parts.facilities = vec![Facility {
        id: "f1".into(),
        names: Names::english("Clinic"),
        service: service("clinic"),
        point: Point::new(-0.0, 0.0),
    }];
    parts.international_borders = InternationalBorders {
        list: vec![
            InternationalBorder {
                id: "a".into(),
                status: BorderStatus::Agreed,
                as_of: "2024".into(),
                lines: geo_types::MultiLineString(vec![
                    vec![(70.0, 40.0), (71.0, 40.0)].into(),
                    vec![(72.0, 40.0), (-0.0, 40.5), (73.0, 41.0)].into(),
                ]),
            },
            InternationalBorder {
                id: "b".into(),
                status: BorderStatus::LineOfControl,
                as_of: "2024-05-01".into(),
                lines: geo_types::MultiLineString(vec![vec![(73.0, 40.0), (73.0, 41.0)].into()]),
            },
        ],
        sources: vec!["borders".into()],
    };
    let square = |west: f64| {
        let square = geo_types::Rect::new((west, 40.2), (west + 0.1, 40.3)).to_polygon();
        Bounded::polygon(square).expect("a polygon")
    };
    let names = || Names::new([(Language::ENGLISH, "Lake".into()), (language("ru"), "Озеро".into())], Vec::new());
    let lakes = vec![
        Lake::new(names(), vec![square(70.2), square(70.5)]).expect("a lake"),
        Lake::new(Names::default(), vec![square(70.8)]).expect("a lake"),
    ];
    let place =
        ContextPlace { names: names(), rank: PlaceRank::Capital, country: "XX".into(), at: Point::new(70.5, 40.5) };
    let line = Bounded::line(vec![(70.0, 40.0), (71.0, 40.5)].into()).expect("a line");
    parts.context = Context {
        countries: ContextLayer::Nothing,
        lakes: ContextLayer::Own { list: lakes, sources: vec!["borders".into()] },
        rivers: ContextLayer::Own {
            list: vec![River { names: Names::default(), lines: vec![line] }],
            sources: vec!["survey".into()],
        },
        places: ContextLayer::Own { list: vec![place], sources: vec!["survey".into()] },
    };
    parts.info.boundaries = BoundariesPolicy {
        policy: BoundaryPolicy::Un,
        note: Some(Labels::of_main_language("No opinion.").in_main_language(Language::ENGLISH)),
    };
    parts.facility_sources = vec!["survey".into(), "nobody knows this one".into()];
    parts
}

/// The boundaries of all layers as every zoom draws them.
fn zooms_of(parts: &DatasetParts) -> SimplifiedCoverages {
    let levels: Vec<LevelAreas<'_>> = parts.layers.iter().map(LevelAreas::from).collect();
    SimplifiedCoverages::new(&Topology::build(&levels, Tolerance::default()).0, &Silent)
}

/// Writes parts with their own zooms.
fn write(parts: &DatasetParts, editions: &Path, progress: &dyn Progress) -> Result<PublishedEdition, EditionError> {
    super::write(parts, &zooms_of(parts), editions, progress)
}

fn written(parts: &DatasetParts) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let edition = write(parts, folder.path(), &Silent).expect("written").path;
    (folder, edition)
}

fn read_back(edition: &Path) -> Result<DatasetParts, EditionError> {
    let folder = EditionsFolder(edition);
    let files = EditionFiles::new(&folder, String::new());
    tables::read(&files, &Manifest::read(&files)?, &Silent).map(|(parts, _)| parts)
}

/// Writes a manifest again after something was changed, with all checksums right.
fn sign(edition: &Path, change: impl FnOnce(&mut Manifest)) {
    let text = std::fs::read(edition.join(MANIFEST)).expect("a manifest");
    let mut manifest: Manifest = serde_json::from_slice(&text).expect("a manifest");
    for file in &mut manifest.files {
        let content = std::fs::read(edition.join(&file.name)).expect("a file");
        file.bytes = content.len() as u64;
        file.sha256 = super::checksum::sha256(&content);
    }
    change(&mut manifest);
    let (text, sum) = manifest.texts().expect("JSON");
    std::fs::write(edition.join(MANIFEST), text).expect("written");
    std::fs::write(edition.join(MANIFEST_SUM), sum).expect("written");
}

/// What the reader says about an edition that must be refused.
fn refusal(edition: &Path) -> String {
    match read_back(edition) {
        Ok(_) => panic!("it must be refused"),
        Err(error) => error.to_string().replace(&edition.display().to_string(), "EDITION"),
    }
}
