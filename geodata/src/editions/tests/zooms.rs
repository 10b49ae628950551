//! The borders of each zoom come back as they were computed.

use std::fs;

use geo::BoundingRect;
use geo_types::{MultiPolygon, Rect};
use proptest::prelude::*;

use super::super::read;
use super::{full_parts, refusal, sign, write, written, zooms_of};
use crate::model::DatasetParts;
use crate::model::*;
use crate::progress::Silent;
use crate::tiles::{LabelAnchors, SimplifiedCoverages};
use crate::topology::tests::coverage::Plan;

/// An atlas of boundaries alone, made by a plan.
fn made(plan: &Plan) -> DatasetParts {
    let made = plan.make();
    // Only the finest areas count; but no area of an atlas is empty.
    let somewhere = MultiPolygon(vec![Rect::new((70.0, 40.0), (71.0, 41.0)).to_polygon()]);
    let layers = AdminLevel::ALL.into_iter().zip(made.areas.into_iter().zip(made.parents));
    let layers = layers.map(|(level, (areas, parents))| {
        let unit = |(position, (area, parent)): (usize, (MultiPolygon<f64>, Option<usize>))| {
            let area = if area.0.is_empty() { somewhere.clone() } else { area };
            let bbox = area.bounding_rect().expect("not empty");
            let pcode = UnitCode::new(&format!("ZZ{}{position:03}", level as u8), CodeKind::PCode, AdminLevel::Admin2)
                .expect("a P-code");
            AdminUnit { pcode, parent, names: Names::english(""), population: None, area, bbox, area_km2: 1.0 }
        };
        let units = areas.into_iter().zip(parents).enumerate().map(unit).collect();
        AdminLayer {
            level,
            codes: CodeKind::PCode,
            boundaries: BoundaryStatus::Schematic,
            note: None,
            sources: vec![],
            units,
        }
    });
    let mut parts = full_parts();
    parts.layers = layers.collect();
    parts.communities.clear();
    parts.counts.clear();
    parts.breakdowns.clear();
    parts.services.clear();
    parts
}

#[test]
fn zooms_of_a_coverage_with_islands_lakes_and_exclaves_come_back() {
    let plan = Plan { cells: 6, units: 9, holes: 2, islands: 4, junctions: true, ..Plan::default() };
    let parts = made(&plan);
    let zooms = zooms_of(&parts);
    assert!(zooms.borders.iter().any(|zoom| !zoom.dropped().is_empty()), "some part is too small");
    let (folder, _edition) = written(&parts);
    let back = read(folder.path(), &Silent).expect("whole");
    assert!(back.zooms == zooms, "some zoom differs");
    assert!(*back.atlas == parts);
}

#[test]
fn zooms_of_areas_that_overlap_come_back() {
    let mut parts = full_parts();
    let area = MultiPolygon(vec![Rect::new((70.0, 40.0), (71.3, 41.0)).to_polygon()]);
    let districts = &mut parts.layers[2].units;
    (districts[0].bbox, districts[0].area) = (area.bounding_rect().expect("not empty"), area);
    let zooms = zooms_of(&parts);
    let several = zooms.borders[14].arcs().any(|arc| arc.left(2).len() > 1 || arc.right(2).len() > 1);
    assert!(several, "two districts cover the same area");
    let (folder, _edition) = written(&parts);
    assert!(read(folder.path(), &Silent).expect("whole").zooms == zooms);
}

#[test]
fn an_atlas_without_layers_has_zooms_without_borders() {
    let mut parts = made(&Plan::default());
    parts.layers.clear();
    let (folder, _edition) = written(&parts);
    let back = read(folder.path(), &Silent).expect("whole");
    assert!(back.zooms == zooms_of(&parts) && back.zooms.borders.iter().all(|zoom| zoom.arc_count() == 0));
}

#[test]
fn the_zooms_of_another_atlas_are_never_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let (parts, mut others) = (full_parts(), full_parts());
    others.layers[2].units.truncate(2);
    let error = super::super::write(&parts, &zooms_of(&others), folder.path(), &Silent).expect_err("others");
    assert!(error.to_string().ends_with("zoom 0: the borders are not those of the layers"), "{error}");
    let mut few = zooms_of(&parts);
    few.borders.truncate(3);
    let error = super::super::write(&parts, &few, folder.path(), &Silent).expect_err("only three");
    assert!(error.to_string().ends_with("the borders are not those of the zooms 0 to 14"), "{error}");
    let unlabelled = SimplifiedCoverages { labels: LabelAnchors::default(), ..zooms_of(&parts) };
    let error = super::super::write(&parts, &unlabelled, folder.path(), &Silent).expect_err("no labels");
    assert!(error.to_string().ends_with("the places of names are not those of the layers"), "{error}");
}

#[test]
fn the_files_of_other_borders_are_refused() {
    let (_folder, edition) = written(&full_parts());
    let (_other, stranger) = written(&made(&Plan::default()));
    for (file, expected) in [
        ("covers.parquet", "EDITION/covers.parquet: column pcode: there is no admin0 `ZZ0000`"),
        ("borders.parquet", "EDITION/borders.parquet: column left: there is no such cover"),
        ("areas.parquet", "EDITION/areas.parquet: there is not one row per zoom, level and unit"),
        ("left_out.parquet", "EDITION/left_out.parquet: column pcode: there is no admin"),
        ("labels.parquet", "EDITION/labels.parquet: column pcode: `ZZ0000` is no admin0 or not in order"),
    ] {
        let (own, own_rows) = (fs::read(edition.join(file)).expect("a file"), rows(&edition, file));
        fs::copy(stranger.join(file), edition.join(file)).expect("copied");
        sign(&edition, |manifest| {
            let entry = manifest.files.iter_mut().find(|entry| entry.name == file).expect("listed");
            entry.rows = rows(&stranger, file);
        });
        let reason = refusal(&edition);
        assert!(reason.starts_with(expected), "{reason}");
        fs::write(edition.join(file), own).expect("written");
        sign(&edition, |manifest| {
            let entry = manifest.files.iter_mut().find(|entry| entry.name == file).expect("listed");
            entry.rows = own_rows;
        });
    }
}

fn rows(edition: &std::path::Path, file: &str) -> u64 {
    let folder = super::EditionsFolder(edition);
    let files = super::EditionFiles::new(&folder, String::new());
    let manifest = super::Manifest::read(&files).expect("a manifest");
    manifest.files.iter().find(|entry| entry.name == file).expect("listed").rows
}

#[test]
fn equal_borders_make_equal_bytes() {
    let parts = made(&Plan { holes: 2, islands: 3, ..Plan::default() });
    let ((_a, one), (_b, other)) = (written(&parts), written(&parts));
    for file in super::super::zooms::FILES {
        assert_eq!(fs::read(one.join(file)).ok(), fs::read(other.join(file)).ok(), "{file}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn zooms_of_any_coverage_come_back(
        (cells, steps, units, provinces) in (2..6usize, 1..12usize, 1..14usize, 1..5usize),
        size in -4.0..1.0f64,
        (junctions, holes, islands) in (any::<bool>(), 0..6usize, 0..5usize),
        seed in any::<u64>(),
    ) {
        let degrees = 10f64.powf(size).min(2.0);
        let parts = made(&Plan { cells, steps, degrees, units, provinces, error: 0.0, junctions, holes, islands, seed });
        let zooms = zooms_of(&parts);
        let folder = tempfile::tempdir().expect("a folder");
        write(&parts, folder.path(), &Silent).expect("written");
        prop_assert!(read(folder.path(), &Silent).expect("whole").zooms == zooms);
    }
}
