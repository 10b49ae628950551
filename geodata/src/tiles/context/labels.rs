//! Where the names of neighbours, lakes and seas stand: of a country in the roomiest place of what a map of the dataset shows of it, which
//! of a large neighbour is far from its middle.

use geo::BooleanOps;
use geo_types::{Coord, LineString, Polygon, Rect};

use super::super::attributes::{AttributeValue, Attributes};
use super::super::labels::pole;
use super::areas::ProjectedArea;
use super::naming::Naming;
use crate::atlas::Atlas;
use crate::grid::{project, unproject};
use crate::model::{AdminLevel, BBox, Names};
use crate::query::Collection;
use crate::topology::Vertex;

/// A map shows at least so much beyond its units, as a part of their extent: only there a neighbour can be named.
const BEYOND: f64 = 0.06;

/// Names are wider than high: they want so many times as much room beside them as above and below.
const WIDE: f64 = 3.5;

/// So many steps are the view, when the roomiest place is looked for.
const STEPS: f64 = 4096.0;

/// How much room a sea has, in kilometres.
const ROOM_OF_SEA: f64 = 150.0;

/// The circumference of the earth at the equator, in kilometres.
const EQUATOR_KM: f64 = 40_075.017;

/// A name and where it stands.
#[derive(Debug)]
pub(super) struct ContextLabel {
    pub attributes: Attributes,
    pub at: Coord<f64>,
    room_km: f64,
}

type Areas = [(Attributes, Vec<ProjectedArea>)];

/// The names of what an atlas shows around its units.
pub(super) fn of(atlas: &Atlas, naming: &Naming, (countries, lakes): (&Areas, &Areas)) -> Vec<ContextLabel> {
    let context = &atlas.context;
    let mut found: Vec<(&Names, &'static str, Coord<f64>, f64)> = Vec::new();
    for view in views(atlas) {
        for (country, (_, areas)) in context.countries().iter().zip(countries) {
            let is_own = country.alpha2.eq_ignore_ascii_case(&atlas.info.country)
                || country.alpha3.eq_ignore_ascii_case(&atlas.info.country);
            if is_own || country.names.main().is_empty() {
                continue;
            }
            let places = areas.iter().flat_map(|area| roomiest(&area.polygon, view));
            found.extend(places.map(|(at, room)| (&country.names, "country", at, room)));
        }
    }
    for (lake, (_, areas)) in context.lakes().iter().zip(lakes) {
        if lake.names.main().is_empty() {
            continue;
        }
        let whole = Rect::new((0.0, 0.0), (1.0, 1.0));
        let places = areas.iter().flat_map(|area| roomiest(&area.polygon, whole));
        let place = places.max_by(|(_, a), (_, b)| a.total_cmp(b));
        found.extend(place.map(|(at, room)| (&lake.names, "lake", at, room)));
    }
    found.extend(context.seas().iter().map(|sea| (&sea.names, "sea", project(sea.at.0), ROOM_OF_SEA)));
    found.sort_by(|(.., a), (.., b)| b.total_cmp(a));
    let label = |(rank, (names, kind, at, room_km)): (u64, (&Names, &'static str, Coord<f64>, f64))| ContextLabel {
        attributes: naming.attributes(
            names,
            [
                ("kind", AttributeValue::from(kind)),
                ("room_km", AttributeValue::Float((room_km * 10.0).round() / 10.0)),
                ("rank", rank.into()),
            ],
        ),
        at,
        room_km,
    };
    (1..).zip(found).map(label).filter(|label| label.room_km > 0.0).collect()
}

/// What a map of the dataset shows, on the unit square; two boxes where that crosses the antimeridian.
fn views(atlas: &Atlas) -> Vec<Rect<f64>> {
    let bounds = AdminLevel::ALL.into_iter().find_map(|level| Collection::Admin(level).bounds(atlas));
    let Some(bounds) = bounds else { return Vec::new() };
    let [west, south, east, north] = bounds.unrolled();
    let (low, high) = (project(Coord { x: 0.0, y: south }).y, project(Coord { x: 0.0, y: north }).y);
    let (wide, tall) = ((east - west) * BEYOND, (low - high) * BEYOND);
    let (west, east) = (west - wide, (east + wide).min(west + 360.0));
    let across = |degrees: f64| (degrees + 180.0).rem_euclid(360.0) - 180.0;
    let is_cut = west < -180.0 || east > 180.0;
    let box_ = if is_cut {
        BBox { west: across(west), south, east: across(east), north }
    } else {
        BBox { west, south, east, north }
    };
    let x = |degrees: f64| degrees / 360.0 + 0.5;
    let view = |part: Rect<f64>| Rect::new((x(part.min().x), high - tall), (x(part.max().x), low + tall));
    box_.parts().map(view).collect()
}

/// The roomiest places of what a box shows of a polygon: of each part of it, with the room above and below in kilometres.
fn roomiest(polygon: &Polygon<f64>, view: Rect<f64>) -> Vec<(Coord<f64>, f64)> {
    let Some(around) = geo::BoundingRect::bounding_rect(polygon) else { return Vec::new() };
    let is_inside = view.min().x <= around.min().x
        && view.min().y <= around.min().y
        && around.max().x <= view.max().x
        && around.max().y <= view.max().y;
    let seen = if is_inside {
        vec![polygon.clone()]
    } else if geo::Intersects::intersects(&around, &view) {
        polygon.intersection(&view.to_polygon()).0
    } else {
        return Vec::new();
    };
    seen.iter().filter_map(roomiest_of).collect()
}

fn roomiest_of(polygon: &Polygon<f64>) -> Option<(Coord<f64>, f64)> {
    let around = geo::BoundingRect::bounding_rect(polygon)?;
    // On a map that is as much narrower, all directions count alike.
    let step = (around.width() / WIDE).max(around.height()) / STEPS;
    if step <= 0.0 {
        return None;
    }
    let min = around.min();
    let ring = |line: &LineString<f64>| {
        let on_grid = |at: &Coord<f64>| Vertex {
            x: ((at.x - min.x) / WIDE / step).round() as i32,
            y: ((at.y - min.y) / step).round() as i32,
        };
        let mut vertices: Vec<Vertex> = line.0.iter().map(on_grid).collect();
        vertices.dedup();
        if vertices.len() > 1 && vertices.first() == vertices.last() {
            vertices.pop();
        }
        vertices
    };
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring);
    let rings: Vec<Vec<Vertex>> = rings.filter(|ring| ring.len() >= 3).collect();
    let pole = pole(&rings)?;
    let at = Coord { x: min.x + pole.at.x * step * WIDE, y: min.y + pole.at.y * step };
    let room_km = pole.clearance * step * EQUATOR_KM * unproject(at).y.to_radians().cos();
    Some((at, room_km))
}
