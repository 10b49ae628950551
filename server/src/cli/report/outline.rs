//! The map of a report: which units and points have findings, and the outlines of the units around them, drawn as SVG.
//!
//! A plate carrée with its standard parallel in the middle of the dataset is enough to find a place again. Borders are simplified unit by unit to a
//! fraction of a pixel, and further while they have too many vertices.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use geo::Simplify;
use geo_types::{Coord, LineString, MultiPolygon, Point};
use geodata::ingest::{Finding, FoundPlace, Severity};
use geodata::model::{AdminLayer, AdminUnit, BBox, DatasetParts, PlaceLevel};

/// The width of the drawing, in its own units: as many pixels as it has on a large screen.
pub const WIDTH: f64 = 720.0;
/// A country may be this much taller than wide.
const MAX_HEIGHT: f64 = 1000.0;
/// What is left free around the units.
const MARGIN: f64 = 14.0;
/// More vertices make a page slow.
const MAX_VERTICES: usize = 40_000;
/// More units cannot be told apart.
const MAX_UNITS: usize = 4_000;
/// More communities hide the borders.
const MAX_COMMUNITIES: usize = 3_000;

/// A dataset to be drawn.
pub struct Outline<'a> {
    parts: &'a DatasetParts,
    frame: Frame,
    communities: HashMap<&'a str, Point<f64>>,
}

/// Where a finding is on the map.
#[derive(Clone, Debug, PartialEq)]
pub enum Spot {
    /// In a unit: the positions of its layer and of the unit.
    Unit(usize, usize),
    /// At a point of the drawing.
    Point(f64, f64),
}

/// From degrees to the drawing.
#[derive(Clone, Copy, Debug)]
struct Frame {
    west: f64,
    north: f64,
    /// Units of the drawing for a degree of longitude and of latitude.
    scale: (f64, f64),
    height: f64,
    left: f64,
}

impl Frame {
    fn around(layers: &[AdminLayer]) -> Option<Self> {
        let boxes = layers.iter().flat_map(|layer| layer.units.iter().flat_map(AdminUnit::boxes));
        let [west, south, east, north] = BBox::around(boxes.collect::<Vec<_>>().into_iter())?.unrolled();
        let shrunk = f64::midpoint(south, north).to_radians().cos().max(0.05);
        let (wide, high) = (((east - west) * shrunk).max(1e-6), (north - south).max(1e-6));
        let by_width = (WIDTH - 2.0 * MARGIN) / wide;
        let by_height = (MAX_HEIGHT - 2.0 * MARGIN) / high;
        let scale = by_width.min(by_height);
        let height = high * scale + 2.0 * MARGIN;
        let left = (WIDTH - wide * scale) / 2.0;
        Some(Self { west, north, scale: (scale * shrunk, scale), height, left })
    }

    fn place(&self, Coord { x, y }: Coord<f64>) -> Coord<f64> {
        // West of the frame is what lies on the other side of the antimeridian.
        let x = if x < self.west - 1e-9 { x + 360.0 } else { x };
        Coord { x: self.left + (x - self.west) * self.scale.0, y: MARGIN + (self.north - y) * self.scale.1 }
    }

    fn holds(&self, Coord { x, y }: Coord<f64>) -> bool {
        (0.0..=WIDTH).contains(&x) && (0.0..=self.height).contains(&y)
    }
}

impl<'a> Outline<'a> {
    /// None without a unit whose area could be read.
    pub fn new(parts: &'a DatasetParts) -> Option<Self> {
        let frame = Frame::around(&parts.layers)?;
        let communities =
            parts.communities.iter().filter_map(|community| Some((&*community.id, community.point?))).collect();
        Some(Self { parts, frame, communities })
    }

    /// The height of the drawing, whose width is [`WIDTH`].
    pub fn height(&self) -> f64 {
        self.frame.height
    }

    /// Where a finding is; nowhere if it names no place, or one that lies off the map.
    pub fn spot(&self, finding: &Finding) -> Option<Spot> {
        if let Some(border) = &finding.border {
            let at = border.lon.zip(border.lat).and_then(|(lon, lat)| self.point(lon, lat));
            return at.or_else(|| border.units.iter().find_map(|code| self.unit(None, code)));
        }
        let FoundPlace { level, id, lon, lat } = finding.place.as_ref()?;
        let stated = lon.zip(*lat).and_then(|(lon, lat)| self.point(lon, lat));
        stated.or_else(|| match (level, id) {
            (Some(PlaceLevel::Community), Some(id)) => {
                let point = self.communities.get(id.as_str())?;
                self.point(point.x(), point.y())
            }
            (Some(level), Some(id)) => self.unit(Some(*level), id),
            _ => None,
        })
    }

    fn point(&self, lon: f64, lat: f64) -> Option<Spot> {
        let at = self.frame.place(Coord { x: lon, y: lat });
        self.frame.holds(at).then_some(Spot::Point(at.x, at.y))
    }

    fn unit(&self, level: Option<PlaceLevel>, code: &str) -> Option<Spot> {
        let layers = self.parts.layers.iter().enumerate().rev();
        let mut layers = layers.filter(|(_, layer)| level.is_none_or(|level| PlaceLevel::from(layer.level) == level));
        layers.find_map(|(position, layer)| Some(Spot::Unit(position, layer.position(code)?)))
    }

    /// The borders that are always drawn: those of the finest layer that can be told apart, and of those above it; each as a path.
    pub fn borders(&self) -> Vec<(usize, String)> {
        let layers = self.parts.layers.iter().enumerate();
        let shown: Vec<_> = layers.filter(|(_, layer)| layer.units.len() <= MAX_UNITS).collect();
        let mut tolerance = 0.4;
        loop {
            let mut vertices = 0;
            let paths: Vec<(usize, String)> = shown
                .iter()
                .map(|(position, layer)| {
                    let mut path = String::new();
                    for unit in &layer.units {
                        vertices += self.add_area(&unit.area, tolerance, &mut path);
                    }
                    (*position, path)
                })
                .collect();
            if vertices <= MAX_VERTICES || tolerance > 20.0 {
                return paths;
            }
            tolerance *= 2.0;
        }
    }

    /// The area of a unit as a path.
    pub fn area(&self, layer: usize, unit: usize) -> String {
        let mut path = String::new();
        if let Some(unit) = self.parts.layers.get(layer).and_then(|layer| layer.units.get(unit)) {
            self.add_area(&unit.area, 0.4, &mut path);
        }
        path
    }

    /// The communities, as points; none if there are too many.
    pub fn communities(&self) -> Vec<(f64, f64)> {
        if self.communities.len() > MAX_COMMUNITIES {
            return Vec::new();
        }
        let mut seen = HashSet::new();
        let points = self.parts.communities.iter().filter_map(|community| community.point);
        let places = points.map(|point| self.frame.place(point.0)).filter(|at| self.frame.holds(*at));
        // Those at the same pixel are one dot.
        places.filter(|at| seen.insert((at.x.round() as i64, at.y.round() as i64))).map(|at| (at.x, at.y)).collect()
    }

    /// Adds an area to a path, and returns how many vertices it has.
    fn add_area(&self, area: &MultiPolygon<f64>, tolerance: f64, path: &mut String) -> usize {
        let rings = area.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        let mut vertices = 0;
        for ring in rings {
            let placed: LineString<f64> = ring.coords().map(|at| self.frame.place(*at)).collect();
            let line = placed.simplify(tolerance);
            // What is smaller than a pixel has no shape.
            if line.0.len() < 4 {
                continue;
            }
            vertices += line.0.len();
            for (number, Coord { x, y }) in line.0.iter().take(line.0.len() - 1).enumerate() {
                let _ = write!(path, "{}{x:.1} {y:.1}", if number == 0 { 'M' } else { 'L' });
            }
            path.push('Z');
        }
        vertices
    }
}

/// The worse of two severities.
pub fn worse(one: Severity, other: Severity) -> Severity {
    one.min(other)
}
