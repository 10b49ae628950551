//! The boundaries that were published, where they lie beside the project: every zoom, seen from the tiles as they are sent.
//!
//! Up to zoom 9 all tiles of the country are looked at. From zoom 10 on it has tens of thousands; there a sample of tiles at
//! places on the borders of two districts, drawn by lot, and the same ones in every run.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};

use geo::{Area, BoundingRect, CoordsIter, Distance, Euclidean, MapCoords, Validation};
use geo_types::{Coord, Line, LineString, MultiPolygon, Point, Polygon};
use serde_json::{Value as Json, json};
use tests::geojson::area;
use tests::{Random, Server, project as project_folder};

use crate::areas::{PIXEL, in_tile, square};
use crate::decoded::{EXTENT, MARGIN, Tile, project};

/// Tiles of each zoom from 10 on.
const SAMPLED: usize = 16;

/// How far a border may move, in pixels: half a pixel by simplification, and rounding to the grid.
const MOVED: f64 = 0.545;

/// The tile of zoom 0.
const WORLD: Tile = Tile { z: 0, x: 0, y: 0 };

struct Published {
    /// By P-code, in degrees.
    districts: BTreeMap<String, MultiPolygon<f64>>,
    /// P-codes of provinces by those of districts.
    provinces: BTreeMap<String, String>,
}

impl Published {
    fn read() -> Option<Self> {
        let path = project_folder().join("../shared/data/kgz/kgz_admbnda_adm2_moes_20181119.geojson");
        let Ok(text) = std::fs::read_to_string(&path) else {
            let notice = format!("\n*** SKIPPED: no real boundaries at {}; nothing was tested ***\n", path.display());
            std::io::stderr().write_all(notice.as_bytes()).expect("standard error");
            return None;
        };
        let document: Json = serde_json::from_str(&text).expect("JSON");
        let (mut districts, mut provinces) = (BTreeMap::new(), BTreeMap::new());
        for feature in document["features"].as_array().expect("features") {
            let code = |name: &str| feature["properties"][name].as_str().expect("a code").to_owned();
            districts.insert(code("ADM2_PCODE"), area(feature));
            provinces.insert(code("ADM2_PCODE"), code("ADM1_PCODE"));
        }
        Some(Self { districts, provinces })
    }

    /// A dataset of the districts as they are, and of provinces and a country that are all parts of theirs.
    fn write(&self, folder: &Path) -> PathBuf {
        let unit = |pcode: &str, parent: &str, parts: Vec<&MultiPolygon<f64>>| {
            let ring = |ring: &LineString<f64>| ring.coords().map(|at| json!([at.x, at.y])).collect::<Json>();
            let polygons = parts.iter().flat_map(|area| area.iter());
            let coordinates: Json = polygons
                .map(|polygon| {
                    std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect::<Json>()
                })
                .collect();
            json!({
                "type": "Feature", "properties": { "pcode": pcode, "name": pcode, "parent": parent },
                "geometry": { "type": "MultiPolygon", "coordinates": coordinates },
            })
        };
        let of_province = |code: &str| {
            self.districts
                .iter()
                .filter(|(district, _)| self.provinces[*district] == code)
                .map(|(_, area)| area)
                .collect()
        };
        let provinces: BTreeSet<&String> = self.provinces.values().collect();
        let layers: [(&str, Vec<Json>); 3] = [
            ("admin0", vec![unit("KG", "", self.districts.values().collect())]),
            ("admin1", provinces.iter().map(|code| unit(code, "KG", of_province(code))).collect()),
            (
                "admin2",
                self.districts.iter().map(|(code, area)| unit(code, &self.provinces[code], vec![area])).collect(),
            ),
        ];
        let mut description = DESCRIPTION.to_owned();
        for (level, features) in layers {
            let text = json!({ "type": "FeatureCollection", "features": features }).to_string();
            std::fs::write(folder.join(format!("{level}.geojson")), text).expect("a file");
            let parent = if level == "admin0" { "" } else { "parent = \"parent\", " };
            description += &format!(
                "\n[[layers]]\nlevel = \"{level}\"\nfile = \"{level}.geojson\"\nboundaries = \"official\"\nsources = [\"moes\"]\n\
                 columns = {{ pcode = \"pcode\", {parent}name_en = \"name\" }}\n"
            );
        }
        std::fs::write(folder.join("dataset.toml"), description).expect("a file");
        folder.to_owned()
    }

    /// Of each vertex, by its place: the area within the smallest ring that it belongs to, on the square of the world.
    fn smallest_rings(&self) -> HashMap<(u64, u64), f64> {
        let mut smallest = HashMap::new();
        for polygon in self.districts.values().flat_map(|area| area.iter()) {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                let area = Polygon::new(ring.map_coords(|at| project(at, WORLD)), vec![]).unsigned_area();
                for at in ring.coords() {
                    let known = smallest.entry((at.x.to_bits(), at.y.to_bits())).or_insert(area);
                    *known = area.min(*known);
                }
            }
        }
        smallest
    }

    /// Vertices that two districts share.
    fn shared(&self) -> Vec<Coord<f64>> {
        let mut owners: HashMap<(u64, u64), (usize, Coord<f64>, usize)> = HashMap::new();
        for (number, area) in self.districts.values().enumerate() {
            for at in area.iter().flat_map(|polygon| polygon.exterior().coords()) {
                let owner = owners.entry((at.x.to_bits(), at.y.to_bits())).or_insert((number, *at, 1));
                if owner.0 != number {
                    owner.2 = 2;
                }
            }
        }
        let mut shared: Vec<Coord<f64>> =
            owners.into_values().filter(|owner| owner.2 == 2).map(|owner| owner.1).collect();
        shared.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
        shared
    }

    fn tiles(&self, z: u32) -> BTreeSet<Tile> {
        let boxes = self.districts.values().filter_map(MultiPolygon::bounding_rect);
        if z < 10 {
            let origin = Tile { z, x: 0, y: 0 };
            let cell = |at: Coord<f64>| {
                let on_grid = project(at, origin);
                [(on_grid.x / EXTENT) as u32, (on_grid.y / EXTENT) as u32]
            };
            let corners: Vec<[u32; 2]> = boxes.flat_map(|rect| [cell(rect.min()), cell(rect.max())]).collect();
            let range = |axis: usize| {
                let of_axis = || corners.iter().map(|corner| corner[axis]);
                of_axis().min().unwrap_or_default()..=of_axis().max().unwrap_or_default()
            };
            return range(0).flat_map(|x| range(1).map(move |y| Tile { z, x, y })).collect();
        }
        let shared = self.shared();
        let mut lot = Random(u64::from(z));
        let mut tiles = BTreeSet::new();
        while tiles.len() < SAMPLED {
            let on_grid = project(shared[lot.position(shared.len())], Tile { z, x: 0, y: 0 });
            tiles.insert(Tile { z, x: (on_grid.x / EXTENT) as u32, y: (on_grid.y / EXTENT) as u32 });
        }
        tiles
    }
}

const DESCRIPTION: &str = r#"[dataset]
id = "published"
title = "Published boundaries"
country = "KG"
default_round = "none"
languages = ["en"]

[[sources]]
id = "moes"
title = "Administrative boundaries"
citation = "Ministry of Emergency Situations of the Kyrgyz Republic through OCHA, 2018."
publisher = "OCHA"
licence = "CC BY-IGO"
date = "2018-11-19"

[[rounds]]
id = "none"
country = "KG"
title = "No round"
collected = ["2024-02-01", "2024-04-30"]
method = "None"
sources = ["moes"]

[[rounds.groups]]
group = "return_migrants"
years = [2023]
definition = "None"
"#;

/// The areas of a tile of a collection, by P-code.
fn areas(server: &Server, tile: Tile, collection: &str) -> BTreeMap<String, MultiPolygon<f64>> {
    let features = tile.features(server, collection, "?properties=pcode");
    features.iter().map(|feature| (feature.text("pcode").to_owned(), feature.area())).collect()
}

/// The lines of an area, closed.
fn lines(area: &MultiPolygon<f64>) -> impl Iterator<Item = Line<f64>> {
    let rings = area.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    rings.flat_map(LineString::lines)
}

/// True for what may be near a vertex within the tile.
fn near(line: &Line<f64>) -> bool {
    let within = |a: f64, b: f64| a.min(b) < EXTENT + 2.0 * MARGIN && a.max(b) > -2.0 * MARGIN;
    within(line.start.x, line.end.x) && within(line.start.y, line.end.y)
}

/// The greatest distance from some places to lines, in units of the grid. What the edge of the tile cut is no border.
fn furthest(places: impl Iterator<Item = Coord<f64>>, lines: &[Line<f64>]) -> f64 {
    let within = |at: &Coord<f64>| (1.0..=EXTENT - 1.0).contains(&at.x) && (1.0..=EXTENT - 1.0).contains(&at.y);
    let nearest = |at| lines.iter().map(|line| Euclidean.distance(&Point(at), line)).fold(f64::INFINITY, f64::min);
    places.filter(within).map(nearest).fold(0.0, f64::max)
}

#[test]
fn published_borders_never_gape_at_any_zoom() {
    let Some(published) = Published::read() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(&published.write(folder.path()));
    let smallest_rings = published.smallest_rings();
    let mut moved: f64 = 0.0;
    for z in 0..=14 {
        let (mut whole, mut with_borders) = (0, 0);
        for tile in published.tiles(z) {
            let districts = areas(&server, tile, "admin2");
            for (pcode, drawn) in &districts {
                assert!(drawn.is_valid(), "{pcode} in {tile:?}: {:?}", drawn.validation_errors());
            }
            // To the unit of the grid, the districts cover the ground of the provinces, and those that of the country.
            let cover = |areas: &BTreeMap<String, MultiPolygon<f64>>| -> f64 {
                areas.values().map(|area| in_tile(area, square(0.0)).unsigned_area()).sum()
            };
            let ground = cover(&areas(&server, tile, "admin0"));
            for (what, sum) in [("districts", cover(&districts)), ("provinces", cover(&areas(&server, tile, "admin1")))]
            {
                assert!((sum - ground).abs() < 0.5, "{tile:?}: the {what} cover {sum}, the country {ground} units");
            }
            let given: BTreeMap<&String, MultiPolygon<f64>> = published
                .districts
                .iter()
                .map(|(pcode, area)| (pcode, area.map_coords(|at| project(at, tile))))
                .collect();
            let borders: Vec<Line<f64>> = given.values().flat_map(lines).filter(near).collect();
            for (pcode, given) in given {
                let Some(drawn) = districts.get(pcode) else {
                    let part = in_tile(&given, square(0.0)).unsigned_area();
                    assert!(part <= PIXEL * PIXEL, "{pcode} covers {part} units of {tile:?} and is not in it");
                    continue;
                };
                // A part smaller than a square pixel may be missing, and its ground be a neighbour's.
                let on_a_large_ring = |degrees: &Coord<f64>| {
                    let area = smallest_rings[&(degrees.x.to_bits(), degrees.y.to_bits())];
                    area * f64::from(1u32 << z).powi(2) > PIXEL * PIXEL
                };
                let vertices = published.districts[pcode].coords_iter().filter(on_a_large_ring);
                let drawn_lines: Vec<Line<f64>> = lines(drawn).collect();
                let back = furthest(vertices.map(|at| project(at, tile)), &drawn_lines);
                let there = furthest(drawn.coords_iter(), &borders);
                let way = there.max(back);
                assert!(way <= MOVED * PIXEL, "{pcode} in {tile:?}: a border moved by {} pixels", way / PIXEL);
                moved = moved.max(way);
            }
            whole += 1;
            with_borders += usize::from(districts.len() > 1);
        }
        println!("zoom {z}: {whole} tiles, {with_borders} of them with borders between districts");
        assert!(with_borders > 0, "zoom {z} shows no border");
    }
    assert!(moved > 0.1 * PIXEL, "nothing was simplified: borders moved by {} pixels at most", moved / PIXEL);
}
