//! What lies around and above the units: seas, neighbours with their names, rivers, lakes. Quiet: it is there and stays behind.

use geo::{BoundingRect, Centroid, Contains, Intersects, Simplify};
use geo_types::{Coord, LineString, MultiPolygon, Polygon, Rect};
use geodata::context::{ContextNear, PlaceRank};
use geodata::model::BBox;

use super::composer::Composer;
use super::frame::{DETAIL, Frame};
use super::units::rings;
use crate::scene::geometry::{BoxIn, box_in};
use crate::scene::text::{CAP_HEIGHT, Face};
use crate::scene::{Anchor, Group, Node, Paint, Path, PathLine, Text, clip};

/// A place on a map.
pub struct Place {
    pub name: String,
    pub rank: PlaceRank,
    /// In pixels.
    pub at: Coord<f64>,
}

/// What is near a map, in pixels.
pub struct Surroundings {
    /// Countries around, the dataset's own among them, with their names.
    pub countries: Vec<(String, MultiPolygon<f64>)>,
    /// Lakes with their names, large ones first.
    pub lakes: Vec<(String, MultiPolygon<f64>)>,
    rivers: Vec<PathLine>,
    /// Capitals and cities, those that stand out first.
    pub places: Vec<Place>,
}

impl Surroundings {
    /// What the frame of a map shows of it.
    pub fn new(composer: &Composer<'_>, frame: &Frame<'_>) -> Self {
        let Some(bounds) = seen(frame) else {
            return Self { countries: Vec::new(), lakes: Vec::new(), rivers: Vec::new(), places: Vec::new() };
        };
        let near: ContextNear<'_> = composer.geometry.context.around(bounds);
        let language = composer.request.language;
        let parts: Vec<Rect<f64>> = bounds.parts().collect();
        let drawn = |polygons: &[&Polygon<f64>]| -> MultiPolygon<f64> {
            let cut = polygons.iter().flat_map(|polygon| parts.iter().filter_map(|part| clip::polygon(polygon, *part)));
            cut.map(|polygon| in_pixels(frame, &polygon).simplify(DETAIL)).collect()
        };
        let own = composer.request.round.country.as_str();
        let countries = near.countries.iter().map(|near| {
            let is_own = own.starts_with(&*near.country.alpha2) && !near.country.alpha2.is_empty();
            let name = if is_own { "" } else { near.country.names.get_or_main(language) };
            (name.to_owned(), drawn(&near.polygons))
        });
        let lakes = near.lakes.iter();
        let lakes = lakes.map(|near| (near.lake.names.get_or_main(language).to_owned(), drawn(&near.polygons)));
        let river = |line: &&LineString<f64>| {
            let drawn: LineString<f64> = line.coords().map(|place| frame.fit.pixel(*place)).collect();
            PathLine { points: drawn.simplify(DETAIL).0, is_closed: false }
        };
        let rivers = near.rivers.iter().map(river);
        let places = near.places.iter().map(|place| Place {
            name: place.names.get_or_main(language).to_owned(),
            rank: place.rank,
            at: frame.fit.pixel(Coord::from(place.at)),
        });
        Self {
            countries: countries.collect(),
            lakes: lakes.collect(),
            rivers: rivers.collect(),
            places: places.collect(),
        }
    }

    /// Seas, land, and rivers: below the units.
    pub fn below(&self, composer: &Composer<'_>, frame: &Frame<'_>) -> Group {
        let (theme, sizes) = (composer.theme(), composer.sizes);
        let [water, land, line, river] =
            [theme.water, theme.neighbours, theme.neighbours_border, theme.water_line].map(|colour| colour.to_string());
        let sea = if self.countries.is_empty() { &land } else { &water };
        let mut nodes = vec![Node::Path(Path::rect(frame.map, Paint::filled(sea)))];
        let paint = Paint::filled(&land).outlined(&line, sizes.line(0.5));
        let countries =
            self.countries.iter().map(|(_, area)| Node::Path(Path { lines: rings(area), ..Path::default() }));
        nodes.push(Node::Group(Group { class: "countries", paint, clip: None, nodes: countries.collect() }));
        let rivers = Path { lines: self.rivers.clone(), paint: Paint::line(&river, sizes.line(0.7)), unit: None };
        nodes.push(Node::Path(rivers));
        Group { class: "surroundings", nodes, ..Group::default() }
    }

    /// Lakes: above the units, since a lake is no district.
    pub fn lakes(&self, composer: &Composer<'_>) -> Group {
        let theme = composer.theme();
        let paint =
            Paint::filled(&theme.water.to_string()).outlined(&theme.water_line.to_string(), composer.sizes.line(0.5));
        let large = self.lakes.iter().filter(|(_, area)| is_seen(area));
        let nodes = large.map(|(_, area)| Node::Path(Path { lines: rings(area), ..Path::default() })).collect();
        Group { class: "lakes", paint, nodes, ..Group::default() }
    }

    /// The names of the countries around: in spaced capitals, where there is room beside the units and other text.
    pub fn names(&self, composer: &Composer<'_>, frame: &Frame<'_>, taken: &[Rect<f64>]) -> Group {
        let size = composer.sizes.foot * 1.15;
        let colour = composer.theme().neighbours_text.to_string();
        let mut nodes = Vec::new();
        for (name, area) in self.countries.iter().filter(|(name, _)| !name.is_empty()) {
            let text = name.to_uppercase();
            let spacing = size * 0.22;
            let width = Face::Regular.width(&text, size) + spacing * text.chars().count() as f64;
            if let Some(at) = place_of_name(area, (width, size), frame, taken) {
                let at = Coord { x: at.x + spacing / 2.0, y: at.y + size * CAP_HEIGHT / 2.0 };
                let plain = Text::plain(text, at, Anchor::Middle, (size, Face::Regular, colour.clone()));
                nodes.push(Node::Text(Text { spacing, ..plain }));
            }
        }
        Group { class: "countries-names", nodes, ..Group::default() }
    }
}

/// Where a name of a country stands: where its box lies in the country, off everything else, as near as can be to the middle of what is seen.
fn place_of_name(
    area: &MultiPolygon<f64>,
    (width, height): (f64, f64),
    frame: &Frame<'_>,
    taken: &[Rect<f64>],
) -> Option<Coord<f64>> {
    const STEPS: i32 = 16;
    let bounds = area.bounding_rect()?;
    let middle = area.centroid()?;
    let (min, max) = (frame.map.min(), frame.map.max());
    let part = |low: f64, high: f64, step: i32| low + (high - low) * f64::from(step) / f64::from(STEPS);
    let place = |row: i32, column: i32| {
        let at = Coord {
            x: part(min.x.max(bounds.min().x), max.x.min(bounds.max().x), column),
            y: part(min.y.max(bounds.min().y), max.y.min(bounds.max().y), row),
        };
        ((at.x - middle.x()).hypot(at.y - middle.y()), at)
    };
    let mut places: Vec<(f64, Coord<f64>)> = (1..STEPS)
        .flat_map(|row| (1..STEPS).map(move |column| (row, column)))
        .map(|(row, column)| place(row, column))
        .collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let reach = Coord { x: width / 2.0 + height, y: height * 1.2 };
    let is_free = |at: &Coord<f64>| {
        let around = Rect::new(*at - reach, *at + reach);
        frame.map.contains(&around)
            && !taken.iter().any(|other| other.intersects(&around))
            && box_in(area, around) == BoxIn::Wholly
            && frame.areas.iter().all(|(_, unit)| box_in(unit, around) == BoxIn::Nowhere)
    };
    places.into_iter().map(|(_, at)| at).find(is_free)
}

/// Whether an area is more than a speck.
fn is_seen(area: &MultiPolygon<f64>) -> bool {
    area.bounding_rect().is_some_and(|bounds| bounds.width() * bounds.height() > 30.0)
}

/// What the frame shows, in degrees, and a little more.
fn seen(frame: &Frame<'_>) -> Option<BBox> {
    const STEPS: i32 = 12;
    const MORE: f64 = 0.05;
    let (min, max) = (frame.map.min(), frame.map.max());
    let center = frame.fit.place(frame.map.center())?;
    let mut degrees: Option<[f64; 4]> = None;
    for step in 0..=STEPS {
        let part = |low: f64, high: f64| low + (high - low) * f64::from(step) / f64::from(STEPS);
        let (x, y) = (part(min.x, max.x), part(min.y, max.y));
        for pixel in [Coord { x, y: min.y }, Coord { x, y: max.y }, Coord { x: min.x, y }, Coord { x: max.x, y }] {
            let Some(place) = frame.fit.place(pixel) else { continue };
            // Beside the middle of the map, also across the antimeridian.
            let x = center.x + (place.x - center.x + 540.0).rem_euclid(360.0) - 180.0;
            let [west, south, east, north] = degrees.unwrap_or([x, place.y, x, place.y]);
            degrees = Some([west.min(x), south.min(place.y), east.max(x), north.max(place.y)]);
        }
    }
    let [west, south, east, north] = degrees?;
    let (x, y) = ((east - west) * MORE, (north - south) * MORE);
    let (south, north) = ((south - y).max(-90.0), (north + y).min(90.0));
    if east - west + 2.0 * x >= 360.0 {
        return Some(BBox { west: -180.0, south, east: 180.0, north });
    }
    let wrapped = |longitude: f64| (longitude + 540.0).rem_euclid(360.0) - 180.0;
    Some(BBox { west: wrapped(west - x), south, east: wrapped(east + x), north })
}

/// A polygon in degrees as pixels.
fn in_pixels(frame: &Frame<'_>, polygon: &Polygon<f64>) -> Polygon<f64> {
    let ring = |line: &LineString<f64>| line.coords().map(|place| frame.fit.pixel(*place)).collect();
    Polygon::new(ring(polygon.exterior()), polygon.interiors().iter().map(ring).collect())
}
