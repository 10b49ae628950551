//! Real boundaries.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use geo_types::{MultiPolygon, Polygon};
use geojson::{Feature, FeatureCollection};

use super::judge::judge;
use crate::ingest::read_dataset;
use crate::progress::Silent;
use crate::topology::{LevelAreas, Tolerance, Topology, TopologyFinding};

fn judge_all(topology: &Topology) {
    let zooms = topology.zooms();
    let mut before = 0;
    for zoom in &zooms {
        let furthest = judge(topology, zoom);
        println!(
            "zoom {}: {} arcs, {} vertices, {} parts dropped, {} units lost, borders moved by at most {:.3} pixels",
            zoom.zoom(),
            zoom.arc_count(),
            zoom.vertex_count(),
            zoom.dropped().len(),
            zoom.lost().len(),
            furthest,
        );
        assert!(zoom.vertex_count() >= before, "zoom {}: fewer vertices than the zoom before", zoom.zoom());
        before = zoom.vertex_count();
    }
}

#[test]
fn the_sample_is_a_coverage_at_every_zoom() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/kyrgyzstan");
    let atlas = read_dataset(&folder, &Silent).parts.unwrap();
    let layers = ["admin0", "admin1", "admin2"].map(|id| {
        let level = crate::model::AdminLevel::from_id(id).unwrap();
        LevelAreas::from(atlas.layer(level).unwrap())
    });
    let (topology, findings) = Topology::build(&layers, Tolerance::default());
    for finding in &findings {
        println!("{finding}");
    }
    // Three enclaves of neighbouring countries.
    let gaps = findings.iter().filter(|finding| matches!(finding, TopologyFinding::Gap { .. })).count();
    assert_eq!((gaps, findings.len()), (3, 3));
    judge_all(&topology);
}

/// The boundaries that the Ministry of Emergency Situations published in 2018, where they are beside the project.
pub fn published() -> Option<(Vec<MultiPolygon<f64>>, Vec<String>)> {
    let path = "../../shared/data/kgz/kgz_admbnda_adm2_moes_20181119.geojson";
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let Ok(text) = std::fs::read_to_string(&path) else {
        // Straight to standard error: what tests print is not shown where they pass.
        let notice = format!("\n*** SKIPPED: no real boundaries at {}; nothing was tested ***\n", path.display());
        std::io::stderr().write_all(notice.as_bytes()).unwrap();
        return None;
    };
    let collection: FeatureCollection = text.parse().unwrap();
    let area = |feature: Feature| match feature.geometry.as_ref().map(|geometry| geometry.value.type_name()) {
        Some("Polygon") => MultiPolygon(vec![Polygon::try_from(feature).unwrap()]),
        _ => MultiPolygon::try_from(feature).unwrap(),
    };
    let province = |feature: &Feature| feature.property("ADM1_PCODE").unwrap().as_str().unwrap().to_owned();
    let provinces = collection.features.iter().map(province).collect();
    Some((collection.features.into_iter().map(area).collect(), provinces))
}

#[test]
fn the_published_boundaries_are_a_coverage_at_every_zoom() {
    let Some((areas, province_of)) = published() else { return };
    let provinces: BTreeSet<&String> = province_of.iter().collect();
    let none = vec![MultiPolygon(vec![]); provinces.len()];
    let levels = [
        LevelAreas { areas: none[..1].iter().collect(), parents: vec![None] },
        LevelAreas { areas: none.iter().collect(), parents: vec![Some(0); none.len()] },
        LevelAreas {
            areas: areas.iter().collect(),
            parents: province_of.iter().map(|code| provinces.iter().position(|own| *own == code)).collect(),
        },
    ];
    let (topology, findings) = Topology::build(&levels, Tolerance::default());
    for finding in &findings {
        println!("{finding}");
    }
    println!("{} arcs, {} vertices", topology.arc_count(), topology.vertex_count());
    judge_all(&topology);
}
