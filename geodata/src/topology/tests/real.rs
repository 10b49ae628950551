//! Real boundaries.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

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
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let line = |ring: &serde_json::Value| -> LineString<f64> {
        let place = |at: &serde_json::Value| Coord { x: at[0].as_f64().unwrap(), y: at[1].as_f64().unwrap() };
        ring.as_array().unwrap().iter().map(place).collect()
    };
    let polygon = |rings: &serde_json::Value| {
        let mut rings = rings.as_array().unwrap().iter().map(line);
        Polygon::new(rings.next().unwrap(), rings.collect())
    };
    let area = |feature: &serde_json::Value| {
        let coordinates = &feature["geometry"]["coordinates"];
        match feature["geometry"]["type"].as_str().unwrap() {
            "Polygon" => MultiPolygon(vec![polygon(coordinates)]),
            _ => MultiPolygon(coordinates.as_array().unwrap().iter().map(polygon).collect()),
        }
    };
    let features = document["features"].as_array().unwrap();
    let province = |feature: &serde_json::Value| feature["properties"]["ADM1_PCODE"].as_str().unwrap().to_owned();
    Some((features.iter().map(area).collect(), features.iter().map(province).collect()))
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
