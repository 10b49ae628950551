//! The map in its box: projection, geometry in pixels, and what corner is free for the legend.

use geo::{BoundingRect, Simplify};
use geo_types::{Coord, LineString, MultiPolygon, Polygon, Rect};
use geodata::grid::EXTENT;
use geodata::topology::{ArcRef, BorderArc, UnitPosition, Vertex, ZoomLevel};

use super::circles;
use super::composer::{Composer, outline};
use super::key::Key;
use crate::presentation::Part;
use crate::scene::geometry::{BoxIn, around, bounds, box_in, distance_to_box, grown};
use crate::scene::labels::Circle;
use crate::scene::projection::{Fit, Projection};
use crate::scene::scale_bar::{ScaleBar, ScaleUnit};
use crate::scene::text::{CAP_HEIGHT, Face};
use crate::scene::{Anchor, Group, Node, Paint, Path, PathLine, Text};

/// How far a line may be from where it is, in pixels: less than lines are wide.
pub const DETAIL: f64 = 0.25;
/// A line that is less wide and high than this is as much nearer: an inset may show it larger.
const SMALL: f64 = 30.0;

/// The map in its box.
pub struct Frame<'a> {
    /// The box.
    pub map: Rect<f64>,
    pub fit: Fit,
    /// The borders that are drawn.
    pub coverage: &'a ZoomLevel,
    /// Position among the units of the map, and area in pixels. Without those that are too small for the zoom.
    pub areas: Vec<(usize, MultiPolygon<f64>)>,
    /// Each border of the coverage in pixels, if a unit beside it is shown: neighbours have the same.
    lines: Vec<Option<LineString<f64>>>,
    /// For each unit of the level, whether the map shows it.
    pub is_shown: Vec<bool>,
    /// Where the legend stands that is no bar.
    pub key: Coord<f64>,
}

impl<'a> Frame<'a> {
    /// Fits the units into a box, and finds a place for the legend: the first place along its sides that is free of units, corners first, or
    /// else a column of its own.
    pub fn new(composer: &'a Composer<'_>, projection: Projection, map: Rect<f64>, key: &Key) -> Option<Self> {
        let whole = Self::whole(composer, projection, map)?;
        if key.is_bar || key.is_empty() {
            return Some(whole);
        }
        let gap = composer.sizes.margin * 0.7;
        // Where north is not up, an arrow stands on the scale bar.
        let bar = composer.sizes.foot * if whole.is_turned() { 7.0 } else { 2.5 };
        let places = places(map, key, gap, bar + composer.sizes.margin);
        let circles = circles::placed(composer, &whole.areas);
        let is_free = |corner: &Coord<f64>| {
            let taken =
                Rect::new((corner.x - gap, corner.y - gap), (corner.x + key.width + gap, corner.y + key.height + gap));
            let covers = |circle: &Circle| distance_to_box(circle.center, taken) < circle.radius;
            !circles.iter().any(covers) && whole.areas.iter().all(|(_, area)| box_in(area, taken) == BoxIn::Nowhere)
        };
        if let Some(free) = places.iter().copied().find(is_free) {
            return Some(Self { key: free, ..whole });
        }
        let left = Coord { x: map.min().x + key.width + gap, y: map.min().y };
        let beside = Rect::new(left, map.max());
        let narrow = Self::fitted(composer, projection, map, beside)?;
        Some(Self { key: Coord { x: map.min().x + gap, y: map.min().y + gap }, ..narrow })
    }

    /// Where north is at a pixel: degrees clockwise from up.
    fn north_at(&self, pixel: Coord<f64>) -> Option<f64> {
        Some(self.fit.projection.north(self.fit.place(pixel)?))
    }

    /// Whether north is not up in a corner of the units, or in the middle of a side.
    fn is_turned(&self) -> bool {
        let bounds = self.areas.iter().filter_map(|(_, area)| bounds(area)).reduce(around);
        let Some(bounds) = bounds else { return false };
        let parts = [0.0, 0.5, 1.0];
        let pixels = parts.into_iter().flat_map(|x| parts.map(|y| Coord { x, y }));
        let mut norths = pixels.filter_map(|part| {
            self.north_at(bounds.min() + Coord { x: bounds.width() * part.x, y: bounds.height() * part.y })
        });
        norths.any(|north| north.abs() > NOT_UP)
    }

    /// Fits the units into a box that nothing else stands in.
    pub fn whole(composer: &'a Composer<'_>, projection: Projection, map: Rect<f64>) -> Option<Self> {
        Self::fitted(composer, projection, map, map)
    }

    /// Fits the units into a part of the box.
    fn fitted(composer: &'a Composer<'_>, projection: Projection, map: Rect<f64>, part: Rect<f64>) -> Option<Self> {
        let bounds = composer.values.bounds?;
        let margin = 0.03 * part.width().min(part.height());
        let rough = Fit::around(projection, outline(&bounds), part, margin)?;
        let coverage = composer.coverage(rough.metres_per_pixel)?;
        let level = composer.level_position(composer.request.by)?;
        let layer = composer.geometry.atlas.layer(composer.request.by)?;
        let mut is_shown = vec![false; layer.units.len()];
        for unit in &composer.values.units {
            if let Some(shown) = is_shown.get_mut(unit.position) {
                *shown = true;
            }
        }
        let mut frame =
            Self { map, fit: rough, coverage, areas: Vec::new(), lines: Vec::new(), is_shown, key: map.min() };
        // The units themselves fill the box better than a bent box of degrees does.
        let outer = coverage.arcs().filter(|arc| frame.shows(arc.left(level)) != frame.shows(arc.right(level)));
        let vertices = outer.flat_map(|arc| in_unit_square(coverage, arc.vertices).0);
        frame.fit = Fit::around(projection, vertices.map(geodata::grid::unproject), part, margin).unwrap_or(rough);
        frame.lines = (0..coverage.arc_count()).map(|arc| frame.line(coverage.arc(arc)?, level)).collect();
        let units = composer.values.units.iter().enumerate();
        let areas = units.map(|(at, unit)| (at, frame.area(UnitPosition { level, unit: unit.position })));
        frame.areas = areas.filter(|(_, area)| !area.0.is_empty()).collect();
        Some(frame)
    }
}

impl Frame<'_> {
    /// Whether the map shows one of some units of its level.
    pub fn shows(&self, units: &[u32]) -> bool {
        units.iter().any(|unit| self.is_shown.get(*unit as usize).copied().unwrap_or(false))
    }

    /// The borders beside what the map shows, each with its line in pixels.
    pub fn borders(&self) -> impl Iterator<Item = (BorderArc<'_>, &LineString<f64>)> {
        let lines = self.lines.iter().enumerate();
        lines.filter_map(|(arc, line)| Some((self.coverage.arc(arc)?, line.as_ref()?)))
    }

    /// A border in pixels, if a unit beside it is shown.
    fn line(&self, arc: BorderArc<'_>, level: usize) -> Option<LineString<f64>> {
        if !self.shows(arc.left(level)) && !self.shows(arc.right(level)) {
            return None;
        }
        let drawn = self.fit.line(&in_unit_square(self.coverage, arc.vertices));
        let extent = drawn.bounding_rect().map_or(0.0, |bounds| bounds.width().max(bounds.height()));
        Some(drawn.simplify(DETAIL * (extent / SMALL).min(1.0)))
    }

    /// A unit in pixels, of the lines around it.
    fn area(&self, unit: UnitPosition) -> MultiPolygon<f64> {
        let ring = |arcs: Vec<ArcRef>| {
            let mut points: Vec<Coord<f64>> = Vec::new();
            for ArcRef { arc, backwards } in arcs {
                let line = self.lines.get(arc).and_then(Option::as_ref).map_or(&[][..], |line| &line.0);
                // The next begins where this one ends.
                let all_but_last = line.len().saturating_sub(1);
                if backwards {
                    points.extend(line.iter().rev().take(all_but_last));
                } else {
                    points.extend(line.iter().take(all_but_last));
                }
            }
            LineString(points)
        };
        let polygon = |rings: Vec<Vec<ArcRef>>| {
            let mut rings = rings.into_iter().map(ring);
            rings.next().map(|outer| Polygon::new(outer, rings.collect()))
        };
        MultiPolygon(self.coverage.arc_refs(unit).into_iter().filter_map(polygon).collect())
    }
}

/// Vertices of the grid of a zoom in the unit square.
pub fn in_unit_square(zoom: &ZoomLevel, vertices: &[Vertex]) -> LineString<f64> {
    let side = f64::from(EXTENT) * f64::from(1u32 << zoom.zoom());
    vertices.iter().map(|vertex| Coord { x: f64::from(vertex.x) / side, y: f64::from(vertex.y) / side }).collect()
}

/// Where a legend may stand, the best first: in the corners, then along the upper and lower side. Below on the right is the scale bar, as high as
/// `bar`.
fn places(map: Rect<f64>, key: &Key, gap: f64, bar: f64) -> Vec<Coord<f64>> {
    const STEPS: i32 = 12;
    let (left, right) = (map.min().x + gap, map.max().x - gap - key.width);
    let (top, bottom) = (map.min().y + gap, map.max().y - gap - key.height);
    let above_bar = bottom - bar;
    let corners = [(left, top), (right, top), (left, bottom), (right, above_bar)];
    let along = (1..STEPS).flat_map(|step| {
        let x = left + (right - left) * f64::from(step) / f64::from(STEPS);
        [(x, top), (x, above_bar)]
    });
    corners.into_iter().chain(along).map(|(x, y)| Coord { x, y }).filter(|at| at.x >= left && at.y >= top).collect()
}

/// From how many degrees on north is not up.
const NOT_UP: f64 = 5.0;

/// An arrow to the north above the scale bar, where north is not up somewhere on the units, and the box that it takes. It points to where north is
/// at its own place.
pub fn north_arrow(
    composer: &Composer<'_>,
    frame: &Frame<'_>,
    scale_bar: Option<Rect<f64>>,
) -> Option<(Group, Rect<f64>)> {
    if !frame.is_turned() {
        return None;
    }
    let (size, margin) = (composer.sizes.foot, composer.sizes.margin);
    let length = size * 2.2;
    let bottom = scale_bar.map_or(frame.map.max().y - margin, |bar| bar.min().y);
    let tail = Coord { x: frame.map.max().x - margin - size, y: bottom - size * 0.4 };
    let (sin, cos) = frame.north_at(tail)?.to_radians().sin_cos();
    let at = |along: f64, beside: f64| tail + Coord { x: sin * along + cos * beside, y: sin * beside - cos * along };
    let half = |side: f64| PathLine {
        points: vec![at(length, 0.0), at(0.0, side * size * 0.55), at(length * 0.25, 0.0)],
        is_closed: true,
    };
    let [ink, page] = [composer.theme().quiet_text, composer.theme().page].map(|colour| colour.to_string());
    let outline = composer.sizes.line(0.8);
    let arrow = |side: f64, fill: &str| {
        Node::Path(Path { lines: vec![half(side)], paint: Paint::filled(fill).outlined(&ink, outline), unit: None })
    };
    let letter = at(length + size * 0.65, 0.0) + Coord { x: 0.0, y: size * CAP_HEIGHT / 2.0 };
    let text = Text::plain("N".to_owned(), letter, Anchor::Middle, (size, Face::Bold, ink.clone()));
    let nodes = vec![arrow(-1.0, &ink), arrow(1.0, &page), Node::Text(text)];
    let bounds = [tail, at(length + size * 1.2, 0.0)].map(|at| grown(Rect::new(at, at), size * 0.8));
    Some((Group { class: "north", nodes, ..Group::default() }, around(bounds[0], bounds[1])))
}

/// How long a distance is on the map, and the box that it takes.
pub fn scale_bar(composer: &Composer<'_>, frame: &Frame<'_>) -> Option<(Group, Rect<f64>)> {
    if composer.hides(Part::ScaleBar) {
        return None;
    }
    let bar = ScaleBar::new(frame.fit.metres_per_pixel, frame.map.width())?;
    let (sizes, margin) = (composer.sizes, composer.sizes.margin);
    let end = Coord { x: frame.map.max().x - margin, y: frame.map.max().y - margin };
    let start = Coord { x: end.x - bar.pixels, y: end.y };
    let ink = composer.theme().quiet_text.to_string();
    let (tick, paint) = (sizes.foot * 0.4, Paint::line(&ink, sizes.line(1.1)));
    let (length, unit) = bar.distance();
    let distance = composer.words.distance(length, unit == ScaleUnit::Kilometres);
    let up = |at: Coord<f64>| Node::Path(Path::segment(at, Coord { x: at.x, y: at.y - tick }, paint.clone()));
    let label = |text: String, x: f64, anchor: Anchor| {
        let at = Coord { x, y: end.y - tick - sizes.foot * (1.0 - CAP_HEIGHT) };
        Node::Text(Text::plain(text, at, anchor, (sizes.foot, Face::Regular, ink.clone())))
    };
    // On small maps there is room for the distance alone.
    let has_zero = Face::Regular.width(&distance, sizes.foot) + sizes.foot * 0.8 < bar.pixels;
    let mut nodes = vec![Node::Path(Path::segment(start, end, paint.clone())), up(start), up(end)];
    nodes.extend(has_zero.then(|| label("0".to_owned(), start.x, Anchor::Middle)));
    nodes.push(label(distance, end.x, Anchor::End));
    let reach = sizes.foot * 0.6;
    let top = Coord { x: start.x - reach, y: end.y - tick - sizes.foot * 1.4 };
    let bounds = Rect::new(top, Coord { x: end.x + reach, y: end.y + reach });
    Some((Group { class: "scale-bar", nodes, ..Group::default() }, bounds))
}
