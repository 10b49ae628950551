use std::collections::BTreeMap;

use fast_mvt::{MvtReaderRef, MvtValueRef};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use serde_json::{Map, Value as Json, json};
use tests::{Answer, Server};

/// Units of a tile's grid along each edge.
pub const EXTENT: f64 = 4096.0;
/// How far areas are drawn beyond the edge of a tile, in units of its grid.
pub const MARGIN: f64 = 64.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    pub z: u32,
    pub x: u32,
    pub y: u32,
}

/// A feature of a tile: the commands of its geometry as they are in the file, and its attributes.
pub struct Feature {
    pub id: u64,
    pub attributes: Map<String, Json>,
    commands: Vec<u32>,
}

/// Where a longitude and latitude lie on the tile's grid: Web Mercator (EPSG:3857) on a square, y down.
pub fn project(at: Coord<f64>, tile: Tile) -> Coord<f64> {
    let scale = f64::from(1u32 << tile.z);
    let x = (at.x + 180.0) / 360.0 * scale;
    let y = (1.0 - at.y.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * scale;
    Coord { x: (x - f64::from(tile.x)) * EXTENT, y: (y - f64::from(tile.y)) * EXTENT }
}

impl Tile {
    /// All tiles of a zoom that a box of degrees touches, and a ring of tiles around them.
    pub fn around([west, south, east, north]: [f64; 4], z: u32) -> Vec<Self> {
        let origin = Self { z, x: 0, y: 0 };
        let (low, high) = (project(Coord { x: west, y: north }, origin), project(Coord { x: east, y: south }, origin));
        let range = |low: f64, high: f64| {
            let first = ((low / EXTENT).floor() as u32).saturating_sub(1);
            first..=((high / EXTENT).floor() as u32 + 1).min((1 << z) - 1)
        };
        range(low.x, high.x).flat_map(|x| range(low.y, high.y).map(move |y| Self { z, x, y })).collect()
    }

    pub fn path(self, collection: &str) -> String {
        format!("/tiles/{collection}/{}/{}/{}.mvt", self.z, self.x, self.y)
    }

    /// The address of OGC API Tiles: row before column.
    pub fn ogc_path(self, collection: &str) -> String {
        format!("/collections/{collection}/tiles/WebMercatorQuad/{}/{}/{}", self.z, self.y, self.x)
    }

    /// The features of the tile; none where there is nothing.
    pub fn features(self, server: &Server, collection: &str, query: &str) -> Vec<Feature> {
        self.layers(server, collection, query).remove(collection).unwrap_or_default()
    }

    /// The features of all layers of the tile by name; none where there is nothing.
    pub fn layers(self, server: &Server, collection: &str, query: &str) -> BTreeMap<String, Vec<Feature>> {
        let path = format!("{}{query}", self.path(collection));
        let answer = server.get(&path);
        match answer.status {
            200 => decode(&answer),
            204 => {
                assert_eq!(answer.body, b"", "{path} is empty");
                BTreeMap::new()
            }
            other => panic!("{path}: {other} {}", answer.text()),
        }
    }
}

fn decode(answer: &Answer) -> BTreeMap<String, Vec<Feature>> {
    assert_eq!(answer.header("Content-Type"), Some("application/vnd.mapbox-vector-tile"));
    let reader = MvtReaderRef::new(&answer.body).expect("a vector tile");
    let layers: BTreeMap<String, Vec<Feature>> = reader
        .layers()
        .map(|layer| {
            assert_eq!((layer.version(), layer.extent()), (2, EXTENT as u32));
            assert!(layer.feature_count() > 0, "a layer without features is left out");
            let features = layer.features().map(|feature| Feature {
                id: feature.id().expect("an id"),
                attributes: feature
                    .properties_vec()
                    .expect("attributes")
                    .into_iter()
                    .map(|(name, found)| (name.to_owned(), json_of(found)))
                    .collect(),
                commands: feature.geometry_commands().to_vec(),
            });
            (layer.name().to_owned(), features.collect())
        })
        .collect();
    assert_eq!(layers.len(), reader.layer_count(), "each layer once");
    layers
}

fn json_of(value: MvtValueRef<'_>) -> Json {
    match value {
        MvtValueRef::String(text) => json!(text),
        MvtValueRef::UInt(number) => json!(number),
        MvtValueRef::Int(number) | MvtValueRef::SInt(number) => json!(number),
        MvtValueRef::Double(number) => json!(number),
        MvtValueRef::Bool(yes) => json!(yes),
        MvtValueRef::Float(_) | MvtValueRef::Null => panic!("numbers with decimals are doubles, null is left out"),
    }
}

impl Feature {
    pub fn text(&self, name: &str) -> &str {
        self.attributes[name].as_str().unwrap_or_else(|| panic!("{name} is no text"))
    }

    /// The position of a point.
    pub fn point(&self) -> Coord<f64> {
        let lines = self.lines();
        assert!(lines.len() == 1 && lines[0].0.len() == 1, "a single point");
        lines[0].0[0]
    }

    /// The rings as they are written, each closed.
    pub fn rings(&self) -> Vec<LineString<f64>> {
        let mut rings = self.lines();
        rings.iter_mut().for_each(LineString::close);
        rings
    }

    /// The area: a ring with positive area begins a polygon, those with negative area are its holes (MVT 2.1, section 4.3.4.4).
    pub fn area(&self) -> MultiPolygon<f64> {
        let mut polygons: Vec<Polygon<f64>> = Vec::new();
        for ring in self.rings() {
            if surveyors_area(&ring) > 0.0 {
                polygons.push(Polygon::new(ring, Vec::new()));
            } else {
                polygons.last_mut().expect("the first ring is an outer one").interiors_push(ring);
            }
        }
        MultiPolygon(polygons)
    }

    /// The lines as they are written. Reads the commands (MVT 2.1, section 4.3): each `MoveTo` begins a line.
    pub fn lines(&self) -> Vec<LineString<f64>> {
        let mut numbers = self.commands.iter().copied();
        let mut at = Coord { x: 0i64, y: 0i64 };
        let mut lines: Vec<LineString<f64>> = Vec::new();
        while let Some(command) = numbers.next() {
            let (kind, count) = (command & 7, command >> 3);
            assert!(matches!(kind, 1 | 2 | 7) && count > 0, "command {kind}, {count} times");
            for _ in 0..if kind == 7 { 0 } else { count } {
                let mut step = || {
                    let zigzag = numbers.next().expect("a parameter");
                    i64::from(zigzag >> 1) ^ -i64::from(zigzag & 1)
                };
                at = Coord { x: at.x + step(), y: at.y + step() };
                if kind == 1 {
                    lines.push(LineString(Vec::new()));
                }
                let line = lines.last_mut().expect("MoveTo comes first");
                line.0.push(Coord { x: at.x as f64, y: at.y as f64 });
            }
        }
        lines
    }
}

/// Twice the area inside a closed ring by the surveyor's formula, with the sign of its direction.
pub fn surveyors_area(ring: &LineString<f64>) -> f64 {
    ring.lines().map(|line| line.start.x * line.end.y - line.end.x * line.start.y).sum()
}
