//! The names of the units and of lakes.

use geo_types::Rect;

use super::composer::Composer;
use super::frame::Frame;
use super::ground::Surroundings;
use crate::presentation::Part;
use crate::scene::insets::{self, Naming};
use crate::scene::labels::{self, Circle, Label, Labels, Lettering, NamedArea, Obstacles, without_common_word};
use crate::scene::text::Face;
use crate::scene::{Anchor, Circle as Dot, Group, Node, Paint, Path, Text};

/// Names are read from near, however large the picture: what grows with it is the room for them.
const LEAST_SIZE: f64 = 10.0;
const LARGEST_SIZE: f64 = 12.5;
/// How many names a narrow picture has at most.
const MOST_IN_NARROW: usize = 8;
/// The width under which a picture is narrow.
const NARROW: f64 = 480.0;

/// A map of more units than these has no names of them: on no paper is there room to read them, and each place is weighed against all others.
const MOST_NAMED: usize = 2_000;

/// Places the names of the units and insets of what is too small for them, and parts circles.
pub fn place(
    composer: &Composer<'_>,
    frame: &Frame<'_>,
    around: &Surroundings,
    (boxes, circles): (&[Rect<f64>], &[Circle]),
) -> Naming {
    if frame.areas.len() > MOST_NAMED {
        return Naming { circles: circles.to_vec(), ..Naming::default() };
    }
    let atlas = composer.geometry.atlas;
    let names = frame.areas.iter().map(|(at, _)| {
        let unit = composer.values.units.get(*at).and_then(|unit| atlas.unit(composer.request.by, unit.position));
        unit.map_or("", |unit| unit.names.get_or_main(composer.request.language))
    });
    let names: Vec<&str> = without_common_word(&names.collect::<Vec<_>>());
    let ranks = ranks(composer, frame);
    let areas = frame.areas.iter().zip(&names).zip(ranks);
    let areas = areas.map(|(((_, area), name), rank)| NamedArea { area, name, short: None, rank });
    let areas: Vec<NamedArea<'_>> = areas.collect();
    let size = (11.0 * composer.sizes.factor).clamp(LEAST_SIZE, LARGEST_SIZE);
    let lettering = Lettering {
        face: Face::Regular,
        size,
        least_size: LEAST_SIZE,
        most: (frame.map.width() < NARROW).then_some(MOST_IN_NARROW),
        longest_leader: 90.0 * composer.sizes.factor,
    };
    let waters: Vec<_> = around.lakes.iter().map(|(_, area)| area.clone()).collect();
    let obstacles = Obstacles { boxes, circles, lines: &[], waters: &waters };
    let name = if frame.map.width() < NARROW { insets::without_insets } else { insets::name };
    let mut naming = name(&areas, frame.map, obstacles, lettering);
    if composer.hides(Part::Names) {
        naming.labels.placed.clear();
        naming.insets.iter_mut().for_each(|inset| inset.labels.placed.clear());
    }
    naming
}

/// Units by what they show, the highest first; those without a value last. Before all of them come those that are highlighted.
fn ranks(composer: &Composer<'_>, frame: &Frame<'_>) -> Vec<usize> {
    let value = |at: usize| composer.values.units.get(at).and_then(|unit| unit.value.reported()).unwrap_or(f64::MIN);
    let key = |area: usize| (composer.is_highlighted(frame.areas[area].0), value(frame.areas[area].0));
    let mut order: Vec<usize> = (0..frame.areas.len()).collect();
    order.sort_by(|a, b| {
        let ((is_first, one), (is_other_first, other)) = (key(*a), key(*b));
        is_other_first.cmp(&is_first).then(other.total_cmp(&one)).then(a.cmp(b))
    });
    let mut ranks = vec![0; order.len()];
    for (rank, area) in order.into_iter().enumerate() {
        ranks[area] = rank;
    }
    ranks
}

/// The names of the units, each in a colour that is read on what it stands on.
pub fn draw(composer: &Composer<'_>, frame: &Frame<'_>, labels: &Labels) -> Group {
    let theme = composer.theme();
    let mut nodes = Vec::new();
    for label in &labels.placed {
        let below = match (label.leader, frame.areas.get(label.area)) {
            (None, Some((at, _))) => super::units::ground(composer, *at),
            _ => theme.neighbours,
        };
        let below = if label.is_on_circle { composer.circle_over(below) } else { below };
        nodes.extend(leader(label, composer));
        nodes.extend(lines(
            label,
            Face::Regular,
            (&composer.request.theme.text_over(below).to_string(), &below.to_string()),
            composer,
        ));
    }
    Group { class: "labels", nodes, ..Group::default() }
}

/// Names on the ground around units.
pub fn on_ground(composer: &Composer<'_>, labels: &Labels) -> Group {
    let theme = composer.theme();
    let mut nodes = Vec::new();
    for label in &labels.placed {
        let (text, below) = if label.is_on_circle {
            let circle = composer.circle_over(theme.neighbours);
            (composer.request.theme.text_over(circle), circle)
        } else {
            (theme.text, theme.neighbours)
        };
        nodes.extend(leader(label, composer));
        nodes.extend(lines(label, Face::Regular, (&text.to_string(), &below.to_string()), composer));
    }
    Group { class: "", nodes, ..Group::default() }
}

/// The line from a name to a dot in its unit, or to its circle, with a light edge, so that it is seen on dark units.
fn leader(label: &Label, composer: &Composer<'_>) -> Vec<Node> {
    let Some([from, to]) = label.leader else { return Vec::new() };
    let [line, edge] = [composer.theme().text, composer.theme().halo].map(|colour| colour.to_string());
    let (thin, wide) = (composer.sizes.line(0.5), composer.sizes.line(1.5));
    let mut nodes = vec![
        Node::Path(Path::segment(from, to, Paint::line(&edge, wide))),
        Node::Path(Path::segment(from, to, Paint::line(&line, thin))),
    ];
    // Where there are circles the line ends at the rim of one.
    if composer.values.circles.is_none() {
        let paint = Paint::filled(&line).outlined(&edge, composer.sizes.line(0.5));
        nodes.push(Node::Circle(Dot { center: to, radius: composer.sizes.line(1.4), paint, unit: None }));
    }
    nodes
}

/// The names of lakes that have room for them.
pub fn lakes(
    composer: &Composer<'_>,
    frame: &Frame<'_>,
    around: &Surroundings,
    (taken, circles): (&[Rect<f64>], &[Circle]),
) -> Group {
    let theme = composer.theme();
    let areas = around.lakes.iter().enumerate();
    let areas = areas.map(|(rank, (name, area))| NamedArea { area, name, short: None, rank });
    let size = (10.5 * composer.sizes.factor).max(9.5);
    let lettering = Lettering { face: Face::Italic, size, least_size: size * 0.9, most: Some(6), longest_leader: 0.0 };
    let areas: Vec<NamedArea<'_>> = areas.collect();
    let circles: Vec<Circle> = circles.iter().map(|circle| Circle { area: None, ..*circle }).collect();
    let obstacles = Obstacles { boxes: taken, circles: &circles, ..Obstacles::default() };
    let inside = labels::place(&areas, frame.map, obstacles, lettering).placed;
    let inside = inside.iter().filter(|label| label.leader.is_none() && !label.is_upright);
    let colours = (theme.water_text.to_string(), theme.water.to_string());
    let nodes = inside.flat_map(|label| lines(label, Face::Italic, (&colours.0, &colours.1), composer));
    Group { class: "lakes-names", nodes: nodes.collect(), ..Group::default() }
}

fn lines<'a>(
    label: &'a Label,
    face: Face,
    (colour, halo): (&'a str, &'a str),
    composer: &'a Composer<'_>,
) -> impl Iterator<Item = Node> + 'a {
    let width = composer.sizes.line(1.4);
    label.lines.iter().map(move |line| {
        Node::Text(Text {
            text: line.text.clone(),
            at: line.at,
            anchor: Anchor::Middle,
            size: label.size,
            face,
            colour: colour.to_owned(),
            halo: Some((halo.to_owned(), width)),
            spacing: 0.0,
            is_upright: label.is_upright,
        })
    })
}
