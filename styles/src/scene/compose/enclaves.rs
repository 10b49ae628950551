//! Ground of other countries within the units: enclaves. Drawn as the neighbours are, and named through a line where the picture is large.

use std::collections::HashMap;

use geo::{InteriorPoint, Intersects};
use geo_types::{Coord, LineString, MultiPolygon, Polygon, Rect};
use geodata::topology::Vertex;

use super::composer::Composer;
use super::frame::{Frame, in_unit_square};
use super::ground::Surroundings;
use super::units::rings;
use crate::palette::Theme;
use crate::scene::covered::Covered;
use crate::scene::geometry::{
    BoxIn, Segment, box_in, boxes_meet, distance_to_segment, grown, holds, segments_apart, stretch_in_box,
};
use crate::scene::labels::Circle;
use crate::scene::text::{CAP_HEIGHT, Face};
use crate::scene::{Anchor, Circle as Dot, Group, Node, Paint, Path, Text};

/// From which width of the map on enclaves are named; on paper they always are.
const NAMED_FROM: f64 = 1000.0;
/// The least side of what is named, in pixels.
const LEAST_SIDE: f64 = 5.0;
/// How many are named at most.
const MOST: usize = 6;
/// How long the line to a name may be, in a picture of 800 pixels.
const LONGEST: f64 = 110.0;
/// What it costs that a name stands on the ground of another country, in pixels of the line.
const ABROAD: f64 = 60.0;
/// In how many directions lines go.
const DIRECTIONS: u32 = 48;

/// What is drawn already.
pub struct Taken<'a> {
    pub boxes: &'a [Rect<f64>],
    pub circles: &'a [Circle],
    pub lines: &'a [Segment],
}

/// The holes of what the map shows, the largest first.
pub fn holes(frame: &Frame<'_>, by: usize) -> Vec<Polygon<f64>> {
    // The outline: lines with something shown on one side, which is made the left.
    let mut starts: HashMap<Vertex, Vec<Vec<Vertex>>> = HashMap::new();
    for arc in frame.coverage.arcs() {
        let [left, right] = [arc.left(by), arc.right(by)].map(|units| frame.shows(units));
        if left != right {
            let mut vertices = arc.vertices.to_vec();
            if right {
                vertices.reverse();
            }
            if let Some(first) = vertices.first() {
                starts.entry(*first).or_default().push(vertices);
            }
        }
    }
    let mut nodes: Vec<Vertex> = starts.keys().copied().collect();
    nodes.sort_unstable_by_key(|vertex| (vertex.x, vertex.y));
    let mut found: Vec<(f64, Vec<Vertex>)> = Vec::new();
    for node in nodes {
        while let Some(mut ring) = starts.get_mut(&node).and_then(Vec::pop) {
            while let Some(last) = ring.last().copied().filter(|last| *last != node) {
                let Some(next) = starts.get_mut(&last).and_then(Vec::pop) else { break };
                ring.extend(next.into_iter().skip(1));
            }
            if ring.last() == Some(&node) {
                found.push((doubled_area(&ring), ring));
            }
        }
    }
    found.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    // The largest ring is around everything in it; a hole runs the other way.
    let Some(outer) = found.first().map(|(area, _)| *area > 0.0) else { return Vec::new() };
    let inner = found.into_iter().filter(|(area, _)| (*area > 0.0) != outer);
    let in_pixels = |vertices: &[Vertex]| {
        let ring: LineString<f64> = in_unit_square(frame.coverage, vertices);
        frame.fit.area(&MultiPolygon::from(Polygon::new(ring, Vec::new()))).0.into_iter().next()
    };
    inner.filter_map(|(_, ring)| in_pixels(&ring)).collect()
}

fn doubled_area(ring: &[Vertex]) -> f64 {
    let of = |pair: &[Vertex]| match pair {
        [a, b] => f64::from(a.x) * f64::from(b.y) - f64::from(b.x) * f64::from(a.y),
        _ => 0.0,
    };
    ring.windows(2).map(of).sum()
}

/// The ground of the enclaves.
pub fn draw(composer: &Composer<'_>, holes: &[Polygon<f64>]) -> Option<Group> {
    let paint = Paint::filled(&composer.theme().neighbours.to_string());
    let node =
        |hole: &Polygon<f64>| Node::Path(Path { lines: rings(&MultiPolygon::from(hole.clone())), ..Path::default() });
    let nodes: Vec<Node> = holes.iter().map(node).collect();
    (!nodes.is_empty()).then_some(Group { class: "enclaves", paint, nodes, ..Group::default() })
}

/// The names of the countries that enclaves belong to, and the boxes that they take.
pub fn names(
    composer: &Composer<'_>,
    frame: &Frame<'_>,
    (holes, around): (&[Polygon<f64>], &Surroundings),
    taken: &Taken<'_>,
) -> (Option<Group>, Vec<Rect<f64>>) {
    if frame.map.width() < NAMED_FROM && composer.request.theme != Theme::Print {
        return (None, Vec::new());
    }
    let covered = Covered::new(frame.areas.iter().map(|(_, area)| area), frame.map);
    let (mut nodes, mut boxes, mut lines) = (Vec::new(), taken.boxes.to_vec(), taken.lines.to_vec());
    let is_seen = |hole: &&Polygon<f64>| {
        let shape = MultiPolygon::from((*hole).clone());
        let side = |rect: Rect<f64>| rect.width().min(rect.height());
        crate::scene::geometry::bounds(&shape).is_some_and(|rect| side(rect) >= LEAST_SIDE)
    };
    let size = composer.sizes.foot.min(12.0);
    for hole in holes.iter().filter(is_seen).take(MOST) {
        let Some(inside) = hole.interior_point().map(Coord::from) else { continue };
        let Some((name, country)) = around.country_at(inside) else { continue };
        let text = name.to_uppercase();
        let spacing = size * 0.12;
        let width = Face::Regular.width(&text, size) + spacing * text.chars().count() as f64;
        let room = Room { frame, covered: &covered, boxes: &boxes, circles: taken.circles, lines: &lines };
        let longest = LONGEST * composer.sizes.factor;
        let Some((rect, line)) = room.best(inside, [width, size], longest, country) else { continue };
        let theme = composer.theme();
        let [ink, edge, words] = [theme.text, theme.halo, theme.neighbours_text].map(|colour| colour.to_string());
        nodes.extend([(&edge, 1.5), (&ink, 0.5)].map(|(colour, width)| {
            Node::Path(Path::segment(line[0], line[1], Paint::line(colour, composer.sizes.line(width))))
        }));
        let paint = Paint::filled(&ink).outlined(&edge, composer.sizes.line(0.5));
        nodes.push(Node::Circle(Dot { center: line[1], radius: composer.sizes.line(1.2), paint, unit: None }));
        let at = Coord { x: rect.center().x + spacing / 2.0, y: rect.center().y + size * CAP_HEIGHT / 2.0 };
        let plain = Text::plain(text, at, Anchor::Middle, (size, Face::Regular, words));
        nodes.push(Node::Text(Text { spacing, ..plain }));
        boxes.push(rect);
        lines.push(line);
    }
    let named = boxes.split_off(taken.boxes.len());
    let group = Group { class: "enclaves-names", nodes, ..Group::default() };
    ((!group.nodes.is_empty()).then_some(group), named)
}

/// Where a name has room on the ground around the units.
struct Room<'a> {
    frame: &'a Frame<'a>,
    covered: &'a Covered,
    boxes: &'a [Rect<f64>],
    circles: &'a [Circle],
    lines: &'a [Segment],
}

impl Room<'_> {
    /// The best box for a name and the line from it to a place; better on the ground of its own country.
    fn best(
        &self,
        place: Coord<f64>,
        [width, height]: [f64; 2],
        longest: f64,
        country: &MultiPolygon<f64>,
    ) -> Option<(Rect<f64>, Segment)> {
        const STEP: f64 = 5.0;
        let half = Coord { x: width / 2.0 + 2.0, y: height / 2.0 + 2.0 };
        let mut best: Option<(f64, Rect<f64>, Segment)> = None;
        for turn in 0..DIRECTIONS {
            let (y, x) = (std::f64::consts::TAU * f64::from(turn) / f64::from(DIRECTIONS)).sin_cos();
            let direction = Coord { x, y };
            let lengths = (2..).map(|step| STEP * f64::from(step)).take_while(|length| *length <= longest);
            for length in lengths {
                let end = place + direction * length;
                // The line ends at the side of the box that it comes from.
                let reach = (half.x / x.abs().max(1e-9)).min(half.y / y.abs().max(1e-9));
                let center = end + direction * reach;
                let rect = Rect::new(center - half, center + half);
                let cost = || length + if box_in(country, rect) == BoxIn::Wholly { 0.0 } else { ABROAD };
                if best.as_ref().is_some_and(|(least, ..)| *least <= length) {
                    break;
                }
                let line = [end, place];
                if self.is_free(rect, line) && best.as_ref().is_none_or(|(least, ..)| cost() < *least) {
                    best = Some((cost(), rect, line));
                }
            }
        }
        best.map(|(_, rect, line)| (rect, line))
    }

    fn is_free(&self, rect: Rect<f64>, line: Segment) -> bool {
        const PADDING: f64 = 3.0;
        let padded = grown(rect, PADDING);
        holds(self.frame.map, padded)
            && self.covered.is_free(padded)
            && !self.boxes.iter().any(|other| boxes_meet(*other, padded) || stretch_in_box(line, *other).is_some())
            && !self
                .lines
                .iter()
                .any(|other| stretch_in_box(*other, padded).is_some() || segments_apart(*other, line) < 1.0)
            && !self.circles.iter().any(|circle| {
                distance_to_segment(circle.center, line) < circle.radius + 1.0
                    || crate::scene::geometry::distance_to_box(circle.center, padded) < circle.radius
            })
    }
}

impl Surroundings {
    /// The country that a place is in, where it is not that of the map: its name and where it is.
    fn country_at(&self, at: Coord<f64>) -> Option<(&str, &MultiPolygon<f64>)> {
        let found = self.countries.iter().find(|(_, area)| area.intersects(&at))?;
        (!found.0.is_empty()).then_some((found.0.as_str(), &found.1))
    }
}
