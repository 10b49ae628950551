//! Places for a name that reads upwards, in an area too narrow for it to lie: the map turned by a right angle.

use geo_types::{Coord, MultiPolygon, Rect};

use super::candidate::Candidate;
use super::inside;
use super::label::TextLine;
use super::request::{Circle, Obstacles};
use super::settings::Setting;
use crate::scene::geometry::mapped;

/// Where a place is when the map is turned by a right angle clockwise, so that what read upwards lies.
fn turned(at: Coord<f64>) -> Coord<f64> {
    Coord { x: -at.y, y: at.x }
}

fn turned_back(at: Coord<f64>) -> Coord<f64> {
    Coord { x: at.y, y: -at.x }
}

fn turned_box(rect: Rect<f64>) -> Rect<f64> {
    Rect::new(turned(rect.min()), turned(rect.max()))
}

/// The best place for a name that reads upwards: its box, and its lines with the middles of their baselines.
pub(super) fn best(
    area: &MultiPolygon<f64>,
    settings: &[Setting],
    frame: Rect<f64>,
    obstacles: Obstacles<'_>,
) -> Option<(Candidate, Vec<TextLine>)> {
    let boxes: Vec<Rect<f64>> = obstacles.boxes.iter().copied().map(turned_box).collect();
    let circle = |circle: &Circle| Circle { center: turned(circle.center), ..*circle };
    let circles: Vec<Circle> = obstacles.circles.iter().map(circle).collect();
    let lines: Vec<[Coord<f64>; 2]> = obstacles.lines.iter().map(|line| line.map(turned)).collect();
    let waters: Vec<MultiPolygon<f64>> = obstacles.waters.iter().map(|water| mapped(water, turned)).collect();
    let obstacles = Obstacles { boxes: &boxes, circles: &circles, lines: &lines, waters: &waters };
    let found = inside::best(&mapped(area, turned), settings, turned_box(frame), obstacles)?;
    let lines = settings.get(found.setting)?.lines_in(found.bounds).into_iter();
    let lines = lines.map(|line| TextLine { at: turned_back(line.at), ..line }).collect();
    let bounds = Rect::new(turned_back(found.bounds.min()), turned_back(found.bounds.max()));
    Some((Candidate { bounds, ..found }, lines))
}
