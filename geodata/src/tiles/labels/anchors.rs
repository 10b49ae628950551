//! The places of names: the rule that [`super`] states.

use geo_types::Coord;

use super::pole::{Pole, clearance, pole};
use crate::grid::EXTENT;
use crate::grid::unproject;
use crate::parallel;
use crate::progress::Progress;
use crate::tiles::clip::united;
use crate::topology::{DEEPEST_ZOOM, UnitPosition, Vertex, ZoomLevel};

/// Equatorial circumference that spherical Mercator is drawn with, in kilometres (WGS 84 semi-major axis).
const CIRCUMFERENCE_KM: f64 = std::f64::consts::TAU * 6_378.137;

const ZOOMS: usize = DEEPEST_ZOOM as usize + 1;

/// Where the names of the units of all levels stand at every zoom. To find these places takes long: it is done once, when an
/// edition is built.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelAnchors {
    levels: Vec<Vec<UnitAnchors>>,
}

/// Where the name of a unit stands at the zooms from 0; None where it is not drawn.
pub type UnitAnchors = [Option<LabelPoint>; ZOOMS];

/// A point inside a unit and its clearance, on the grid of a zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelPoint {
    /// Units of the grid: 2^zoom · [`EXTENT`] each way over the world.
    pub at: Vertex,
    /// How far the nearest border of the unit is, in units of the grid; nothing for a place on the border.
    pub clearance: f64,
}

impl LabelAnchors {
    /// Finds the places, on as many threads as the machine has cores.
    pub fn find(zooms: &[ZoomLevel], progress: &dyn Progress) -> Self {
        let counts: Vec<usize> = zooms
            .first()
            .map(|zoom| (0..zoom.levels()).map(|level| zoom.unit_count(level)).collect())
            .unwrap_or_default();
        progress.stage("Placing names", Some(counts.iter().sum::<usize>() as u64));
        let levels = counts.into_iter().enumerate().map(|(level, units)| {
            parallel::map_from_last(0..units, |unit| {
                let anchors = of_unit(zooms, UnitPosition { level, unit });
                progress.advance(1);
                anchors
            })
        });
        Self { levels: levels.collect() }
    }

    /// From places that were found before.
    pub(crate) fn of_levels(levels: Vec<Vec<UnitAnchors>>) -> Self {
        Self { levels }
    }

    /// Those of the units of a level.
    pub fn level(&self, level: usize) -> &[UnitAnchors] {
        self.levels.get(level).map_or(&[], Vec::as_slice)
    }

    /// How many units each level has.
    pub(crate) fn counts(&self) -> impl Iterator<Item = usize> {
        self.levels.iter().map(Vec::len)
    }
}

fn of_unit(zooms: &[ZoomLevel], unit: UnitPosition) -> UnitAnchors {
    let mut places = [None; ZOOMS];
    let deepest = zooms.last().map(|zoom| on_ground(zoom, unit)).unwrap_or_default();
    let steady = largest(&deepest).map(|polygon| LabelPoint::inside(polygon));
    for zoom in zooms {
        if let Some(place) = places.get_mut(usize::from(zoom.zoom())) {
            *place = of_zoom(zoom, unit, steady).map(|place| place.on_map(zoom.zoom()));
        }
    }
    places
}

/// Units of the grid of a zoom around the world.
fn world(zoom: u8) -> i32 {
    (EXTENT << zoom).cast_signed()
}

/// The polygons of a unit as they are on the ground: what is cut by the antimeridian is one, and runs beyond the eastern end of the
/// map.
fn on_ground(zoom: &ZoomLevel, unit: UnitPosition) -> Vec<Vec<Vec<Vertex>>> {
    let polygons = zoom.polygons(unit);
    let world = world(zoom.zoom());
    let ends_at = |polygon: &Vec<Vec<Vertex>>, end: i32| polygon.iter().flatten().any(|at| at.x == end);
    if ![0, world].into_iter().all(|end| polygons.iter().any(|polygon| ends_at(polygon, end))) {
        return polygons;
    }
    let (mut cut, whole): (Vec<_>, Vec<_>) =
        polygons.into_iter().partition(|polygon| ends_at(polygon, 0) != ends_at(polygon, world));
    for polygon in cut.iter_mut().filter(|polygon| ends_at(polygon, 0)) {
        for at in polygon.iter_mut().flatten() {
            at.x += world;
        }
    }
    let mut joined = united(cut.iter().flatten());
    joined.extend(whole);
    joined
}

fn of_zoom(zoom: &ZoomLevel, unit: UnitPosition, steady: Option<LabelPoint>) -> Option<LabelPoint> {
    if zoom.zoom() == DEEPEST_ZOOM {
        return steady;
    }
    let polygons = on_ground(zoom, unit);
    let largest = largest(&polygons)?;
    if let Some(steady) = steady.map(|point| point.at_zoom(zoom.zoom())) {
        let drawn = |at: Vertex| Some(LabelPoint { at, clearance: clearance(polygons.iter().flatten(), float(at)) });
        let is_fine = |drawn: &LabelPoint| drawn.clearance > 0.0 && drawn.clearance >= steady.clearance / 2.0;
        // Where a zoom draws only what is behind the antimeridian.
        let behind = || Some(Vertex { x: steady.at.x - world(zoom.zoom()), ..steady.at }).filter(|at| at.x >= 0);
        let found = drawn(steady.at).filter(is_fine).or_else(|| behind().and_then(drawn).filter(is_fine));
        if found.is_some() {
            return found;
        }
    }
    Some(LabelPoint::inside(largest))
}

fn largest(polygons: &[Vec<Vec<Vertex>>]) -> Option<&Vec<Vec<Vertex>>> {
    let doubled = |ring: &Vec<Vertex>| {
        let next = ring.iter().cycle().skip(1);
        let cross = |(a, b): (&Vertex, &Vertex)| i64::from(a.x) * i64::from(b.y) - i64::from(b.x) * i64::from(a.y);
        // Only the whole sum means something: what overflows on the way cancels out.
        ring.iter().zip(next).map(cross).fold(0, i64::wrapping_add)
    };
    // Of two that are as large, the first.
    polygons.iter().rev().max_by_key(|rings| rings.iter().map(doubled).sum::<i64>())
}

impl LabelPoint {
    fn inside(polygon: &[Vec<Vertex>]) -> Self {
        let found = pole(polygon);
        let on_grid = |found: Pole| {
            let at = Coord { x: found.at.x.floor() as i32, y: found.at.y.floor() as i32 };
            // Where the clearance is small, rounding may lead out of the polygon.
            let places = [(0, 0), (1, 1), (1, 0), (0, 1)].map(|(x, y)| Vertex { x: at.x + x, y: at.y + y });
            let with_room = places.map(|at| Self { at, clearance: clearance(polygon, float(at)) });
            with_room.into_iter().find(|place| place.clearance > 0.0)
        };
        let on_border = || Self { at: polygon[0][0], clearance: 0.0 };
        found.and_then(on_grid).unwrap_or_else(on_border)
    }

    /// The same place of the deepest grid on the grid of a zoom.
    pub(super) fn at_zoom(self, zoom: u8) -> Self {
        let shift = DEEPEST_ZOOM.saturating_sub(zoom);
        let at = Vertex { x: self.at.x >> shift, y: self.at.y >> shift };
        Self { at, clearance: self.clearance / f64::from(1u32 << shift) }
    }

    /// The same place between the ends of the map.
    fn on_map(self, zoom: u8) -> Self {
        let world = world(zoom);
        Self { at: Vertex { x: self.at.x.rem_euclid(world), y: self.at.y.min(world - 1) }, ..self }
    }

    /// How far the nearest border is on the ground, in kilometres, for a place of the deepest grid: on a sphere, as the
    /// projection has it.
    pub(super) fn room_km(self) -> f64 {
        let side = f64::from(EXTENT) * f64::from(1u32 << DEEPEST_ZOOM);
        let latitude = unproject(Coord { x: 0.5, y: f64::from(self.at.y) / side }).y;
        self.clearance / side * CIRCUMFERENCE_KM * latitude.to_radians().cos()
    }
}

pub(super) fn float(at: Vertex) -> Coord<f64> {
    Coord { x: f64::from(at.x), y: f64::from(at.y) }
}
