//! The published districts, a dataset made of them, and which tiles of it are looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;
use std::path::Path;

use geo::{Area, BoundingRect, CoordsIter, Intersects, MapCoords};
use geo_types::{Coord, MultiPolygon, Polygon, Rect};
use geojson::{Feature, FeatureCollection, GeometryValue};
use serde_json::{Value as Json, json};
use tests::geojson::{area, features};
use tests::{Random, project as project_folder};

use super::moved::Borders;
use super::rings;
use crate::tiles::areas::{PIXEL, square};
use crate::tiles::decoded::{EXTENT, MARGIN, Tile, project};

/// Where the boundaries lie, seen from the folder of the project.
const FILE: &str = "../shared/data/kgz/kgz_admbnda_adm2_moes_20181119.geojson";

/// From this zoom on a sample of tiles is looked at.
const SAMPLED_FROM: u32 = 10;

/// Tiles of each of those zooms.
const SAMPLED: usize = 16;

/// The grid of zoom 0.
const WORLD: Tile = Tile { z: 0, x: 0, y: 0 };

pub struct Published {
    /// By P-code.
    pub districts: BTreeMap<String, District>,
    /// Places that two districts share.
    shared: Vec<Coord<f64>>,
    /// Of all districts, on the grid of zoom 0.
    borders: Borders,
}

pub struct District {
    province: String,
    degrees: MultiPolygon<f64>,
    /// On the grid of zoom 0.
    area: MultiPolygon<f64>,
    around: Rect<f64>,
    /// Each vertex on the grid of zoom 0, with the area within the smallest ring that it belongs to, of whichever district.
    vertices: Vec<(Coord<f64>, f64)>,
}

/// A place in degrees, to the bit.
type Place = (u64, u64);

fn place(at: Coord<f64>) -> Place {
    (at.x.to_bits(), at.y.to_bits())
}

/// The tile of a zoom that a place of the grid of zoom 0 is in.
fn tile_at(at: Coord<f64>, z: u32) -> Tile {
    let position = |at: f64| (at / EXTENT * f64::from(1u32 << z)) as u32;
    Tile { z, x: position(at.x), y: position(at.y) }
}

/// Where a place of the grid of zoom 0 is on that of a tile.
fn on_grid(at: Coord<f64>, tile: Tile) -> Coord<f64> {
    let scale = f64::from(1u32 << tile.z);
    Coord { x: at.x * scale - f64::from(tile.x) * EXTENT, y: at.y * scale - f64::from(tile.y) * EXTENT }
}

impl District {
    /// On the grid of a tile; none where it is far from it.
    pub fn near(&self, tile: Tile) -> Option<MultiPolygon<f64>> {
        let (low, high) = (on_grid(self.around.min(), tile), on_grid(self.around.max(), tile));
        let reach = square(2.0 * MARGIN);
        Rect::new(low, high).intersects(&reach).then(|| self.area.map_coords(|at| on_grid(at, tile)))
    }

    /// The vertices on the grid of a tile, without those on a ring with less within it than so many square units.
    pub fn vertices(&self, tile: Tile, least: f64) -> impl Iterator<Item = Coord<f64>> {
        let least = least / f64::from(1u32 << tile.z).powi(2);
        self.vertices.iter().filter(move |(_, within)| *within >= least).map(move |(at, _)| on_grid(*at, tile))
    }
}

impl Published {
    /// None, and a loud word, where there are no boundaries beside the project.
    pub fn read() -> Option<Self> {
        let path = project_folder().join(FILE);
        let Ok(text) = std::fs::read_to_string(&path) else {
            // Straight to standard error: what tests print is not shown where they pass.
            let notice = format!("\n*** SKIPPED: no real boundaries at {}; nothing was tested ***\n", path.display());
            std::io::stderr().write_all(notice.as_bytes()).expect("standard error");
            return None;
        };
        let document: Json = serde_json::from_str(&text).expect("JSON");
        let code = |feature: &Json, name: &str| feature["properties"][name].as_str().expect("a code").to_owned();
        let areas: BTreeMap<String, (String, MultiPolygon<f64>)> = features(&document)
            .iter()
            .map(|feature| (code(feature, "ADM2_PCODE"), (code(feature, "ADM1_PCODE"), area(feature))))
            .collect();
        let smallest = smallest_rings(areas.values().map(|(_, degrees)| degrees));
        let shared = shared(areas.values().map(|(_, degrees)| degrees));
        let district = |(pcode, (province, degrees)): (String, (String, MultiPolygon<f64>))| {
            let area = degrees.map_coords(|at| project(at, WORLD));
            let around = area.bounding_rect().expect("a box");
            let vertices = degrees.coords_iter().map(|at| (project(at, WORLD), smallest[&place(at)])).collect();
            (pcode, District { province, degrees, area, around, vertices })
        };
        let districts: BTreeMap<String, District> = areas.into_iter().map(district).collect();
        let borders = Borders::of(districts.values().map(|district| &district.area));
        Some(Self { districts, shared, borders })
    }

    /// Makes a dataset of the districts as they are, and of provinces and a country that have their parts.
    pub fn write(&self, folder: &Path) {
        let provinces: BTreeSet<&String> = self.districts.values().map(|district| &district.province).collect();
        let of_province = |code: &str| {
            let own = self.districts.values().filter(|district| district.province == code);
            unit(code, "KG", own.map(|district| &district.degrees).collect())
        };
        let of_district = |(pcode, own): (&String, &District)| unit(pcode, &own.province, vec![&own.degrees]);
        let all = self.districts.values().map(|district| &district.degrees);
        let layers: [(&str, Vec<Feature>); 3] = [
            ("admin0", vec![unit("KG", "", all.collect())]),
            ("admin1", provinces.into_iter().map(|code| of_province(code)).collect()),
            ("admin2", self.districts.iter().map(of_district).collect()),
        ];
        let mut description = DESCRIPTION.to_owned();
        for (level, features) in layers {
            let text = FeatureCollection::new(features).to_string();
            std::fs::write(folder.join(format!("{level}.geojson")), text).expect("a file");
            let parent = if level == "admin0" { "" } else { "parent = \"parent\", " };
            description += &format!(
                "\n[[layers]]\nlevel = \"{level}\"\nfile = \"{level}.geojson\"\nboundaries = \"official\"\nsources = [\"moes\"]\n\
                 columns = {{ pcode = \"pcode\", {parent}name_en = \"name\" }}\n"
            );
        }
        std::fs::write(folder.join("dataset.toml"), description).expect("a file");
    }

    /// The way from a place on the grid of a tile to the nearest border of any district, in pixels.
    pub fn pixels_to_a_border(&self, at: Coord<f64>, tile: Tile) -> f64 {
        let scale = f64::from(1u32 << tile.z);
        let corner = Coord { x: f64::from(tile.x), y: f64::from(tile.y) } * EXTENT;
        self.borders.distance((at + corner) / scale) * scale / PIXEL
    }

    /// All tiles of the country; where they are too many, those of some places on the borders of two districts, drawn by lot, and
    /// the same ones in every run.
    pub fn tiles(&self, z: u32) -> BTreeSet<Tile> {
        if z < SAMPLED_FROM {
            let boxes = self.districts.values().map(|district| district.around);
            let corners: Vec<Tile> =
                boxes.flat_map(|around| [tile_at(around.min(), z), tile_at(around.max(), z)]).collect();
            let range = |of: fn(&Tile) -> u32| {
                let all = || corners.iter().map(of);
                all().min().unwrap_or_default()..=all().max().unwrap_or_default()
            };
            return range(|tile| tile.x).flat_map(|x| range(|tile| tile.y).map(move |y| Tile { z, x, y })).collect();
        }
        let mut lot = Random(u64::from(z));
        let mut tiles = BTreeSet::new();
        while tiles.len() < SAMPLED {
            tiles.insert(tile_at(self.shared[lot.position(self.shared.len())], z));
        }
        tiles
    }
}

fn smallest_rings<'a>(areas: impl Iterator<Item = &'a MultiPolygon<f64>>) -> HashMap<Place, f64> {
    let mut smallest = HashMap::new();
    for ring in areas.flat_map(rings) {
        let within = Polygon::new(ring.map_coords(|at| project(at, WORLD)), Vec::new()).unsigned_area();
        for at in ring.coords() {
            let known = smallest.entry(place(*at)).or_insert(within);
            *known = within.min(*known);
        }
    }
    smallest
}

/// Vertices of two areas, on the grid of zoom 0.
fn shared<'a>(areas: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Vec<Coord<f64>> {
    let mut owners: HashMap<Place, (usize, bool)> = HashMap::new();
    for (number, area) in areas.enumerate() {
        for at in area.coords_iter() {
            let (first, is_shared) = owners.entry(place(at)).or_insert((number, false));
            *is_shared |= *first != number;
        }
    }
    let mut shared: Vec<Place> = owners.into_iter().filter(|(_, owner)| owner.1).map(|(at, _)| at).collect();
    shared.sort_unstable();
    let degrees = |(x, y)| Coord { x: f64::from_bits(x), y: f64::from_bits(y) };
    shared.into_iter().map(|at| project(degrees(at), WORLD)).collect()
}

/// A feature with all parts of some areas.
fn unit(pcode: &str, parent: &str, areas: Vec<&MultiPolygon<f64>>) -> Feature {
    let parts: MultiPolygon<f64> = areas.into_iter().flatten().cloned().collect();
    let mut feature = Feature::from(GeometryValue::from(&parts));
    feature.properties = json!({ "pcode": pcode, "name": pcode, "parent": parent }).as_object().cloned();
    feature
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
