//! Capitals and cities: a star or a dot, and a name where it has room and no unit has it already.

use geo::Intersects;
use geo_types::{Coord, Rect};
use geodata::context::PlaceRank;

use super::composer::Composer;
use super::frame::Frame;
use super::ground::Surroundings;
use super::units;
use crate::scene::geometry::{BoxIn, box_in, boxes_meet, distance, distance_to_box, grown, holds, stretch_in_box};
use crate::scene::insets::Naming;
use crate::scene::text::{CAP_HEIGHT, Face};
use crate::scene::{Anchor, Circle as Dot, Group, Node, Paint, Path, PathLine, Text};

/// The width of a map under which capitals alone are drawn, and under which small cities are not.
const CAPITALS_ALONE: f64 = 480.0;
const SMALL_CITIES: f64 = 1000.0;

/// The places, and the boxes of their names. `boxes` are taken.
pub fn draw(
    composer: &Composer<'_>,
    frame: &Frame<'_>,
    (around, naming): (&Surroundings, &Naming),
    boxes: &[Rect<f64>],
) -> (Option<Group>, Vec<Rect<f64>>) {
    let unit_names: Vec<String> =
        composer.values.units.iter().filter_map(|unit| name(composer, unit.position)).collect();
    let is_repeated = |name: &str| {
        let name = name.to_lowercase();
        unit_names.iter().any(|unit| unit.split([' ', '-', '(', ')']).any(|word| word == name) || *unit == name)
    };
    let mut taken = boxes.to_vec();
    let (mut marks, mut names) = (Vec::new(), Vec::new());
    for place in &around.places {
        let is_wanted = match place.rank {
            PlaceRank::Capital => true,
            PlaceRank::LargeCity => frame.map.width() >= CAPITALS_ALONE,
            PlaceRank::City => frame.map.width() >= SMALL_CITIES,
        };
        let radius = match place.rank {
            PlaceRank::Capital => 4.0,
            PlaceRank::LargeCity => 1.7,
            PlaceRank::City => 1.4,
        } * composer.sizes.factor.clamp(0.8, 1.5);
        // What an inset shows is too small for a mark.
        let inset = naming.insets.iter().find(|inset| inset.place.intersects(&place.at));
        let at = inset.map_or(place.at, |inset| inset.pixel(place.at));
        let mark = grown(Rect::new(at, at), radius + 1.0);
        let on_circle = |circle: &crate::scene::labels::Circle| distance(circle.center, at) < circle.radius + radius;
        if !is_wanted
            || !holds(frame.map, mark)
            || inset.map_or(&naming.circles, |inset| &inset.circles).iter().any(on_circle)
            || taken.iter().any(|other| boxes_meet(*other, mark) && inset.is_none_or(|inset| inset.frame != *other))
            || inset.is_some_and(|inset| inset.labels.placed.iter().any(|label| boxes_meet(label.bounds, mark)))
        {
            continue;
        }
        let below = ground(composer, frame, place.at);
        let [ink, halo] = [composer.request.theme.text_over(below), below].map(|colour| colour.to_string());
        let paint = Paint::filled(&ink).outlined(&halo, composer.sizes.line(0.7));
        let symbol = if place.rank == PlaceRank::Capital {
            Node::Path(Path { lines: vec![star(at, radius)], paint, unit: None })
        } else {
            Node::Circle(Dot { center: at, radius, paint, unit: None })
        };
        let is_own = frame.areas.iter().any(|(_, area)| area.intersects(&at));
        if inset.is_some() || is_repeated(&place.name) {
            marks.push(symbol);
            taken.push(mark);
            continue;
        }
        let size = composer.sizes.foot.min(11.0);
        let room = Room { frame, naming, taken: &taken };
        if let Some(rect) = room.beside(mark, [Face::Regular.width(&place.name, size), size]) {
            let below = ground(composer, frame, rect.center());
            let [ink, halo] = [composer.request.theme.text_over(below), below].map(|colour| colour.to_string());
            let at = Coord { x: rect.center().x, y: rect.center().y + size * CAP_HEIGHT / 2.0 };
            let plain = Text::plain(place.name.clone(), at, Anchor::Middle, (size, Face::Regular, ink));
            names.push(Node::Text(Text { halo: Some((halo, composer.sizes.line(1.2))), ..plain }));
            taken.push(rect);
        } else if !is_own {
            // A mark without a name says nothing of another country.
            continue;
        }
        marks.push(symbol);
        taken.push(mark);
    }
    let nodes: Vec<Node> = marks.into_iter().chain(names).collect();
    let new = taken.split_off(boxes.len());
    ((!nodes.is_empty()).then_some(Group { class: "places", clip: Some(frame.map), nodes, ..Group::default() }), new)
}

fn name(composer: &Composer<'_>, position: usize) -> Option<String> {
    let unit = composer.geometry.atlas.unit(composer.request.by, position)?;
    Some(unit.names.get_or_main(composer.request.language).to_lowercase())
}

/// The colour that something at a place is seen on.
fn ground(composer: &Composer<'_>, frame: &Frame<'_>, at: Coord<f64>) -> crate::palette::Colour {
    let unit = frame.areas.iter().find(|(_, area)| area.intersects(&at));
    unit.map_or(composer.theme().neighbours, |(unit, _)| units::ground(composer, *unit))
}

/// A star with five points.
fn star(center: Coord<f64>, radius: f64) -> PathLine {
    let point = |corner: u32| {
        let length = if corner.is_multiple_of(2) { radius } else { radius * 0.4 };
        let (sin, cos) = (std::f64::consts::TAU * f64::from(corner) / 10.0).sin_cos();
        center + Coord { x: sin, y: -cos } * length
    };
    PathLine { points: (0..10).map(point).collect(), is_closed: true }
}

/// Where a name has room beside its place.
struct Room<'a> {
    frame: &'a Frame<'a>,
    naming: &'a Naming,
    taken: &'a [Rect<f64>],
}

impl Room<'_> {
    /// On the right, on the left, above or below.
    fn beside(&self, mark: Rect<f64>, [width, height]: [f64; 2]) -> Option<Rect<f64>> {
        const GAP: f64 = 1.5;
        let (x, y) = (mark.width() / 2.0 + width / 2.0 + GAP, mark.height() / 2.0 + height / 2.0);
        let half = Coord { x: width / 2.0, y: height / 2.0 };
        let offsets = [(x, 0.0), (-x, 0.0), (0.0, -y), (0.0, y), (x, -y), (x, y), (-x, -y), (-x, y)];
        let boxes = offsets.map(|(x, y)| mark.center() + Coord { x, y }).map(|at| Rect::new(at - half, at + half));
        boxes.into_iter().find(|rect| self.is_free(*rect))
    }

    /// Whether a box covers nothing, no border among it.
    fn is_free(&self, rect: Rect<f64>) -> bool {
        let padded = grown(rect, 1.5);
        let meets = |line: &[Coord<f64>; 2]| stretch_in_box(*line, padded).is_some();
        let Naming { insets, circles, lines, labels } = self.naming;
        let leaders = labels.placed.iter().filter_map(|label| label.leader);
        holds(self.frame.map, padded)
            && !self.taken.iter().any(|other| boxes_meet(*other, padded))
            && !insets.iter().any(|inset| boxes_meet(inset.place, padded) || meets(&inset.leader))
            && !circles.iter().any(|circle| distance_to_box(circle.center, padded) < circle.radius)
            && !lines.iter().copied().chain(leaders).any(|line| meets(&line))
            && self.frame.areas.iter().all(|(_, area)| box_in(area, padded) != BoxIn::Partly)
    }
}
