//! The map of a page, which has title, legend and notes as text of its own: drawn once, with names for boxes of several widths.
//!
//! ```text
//! <svg viewBox="0 0 640 400">
//!   surroundings, units, borders
//!   <g class="names at-narrow" transform="scale(1.88)" display="none">   for boxes about 340 pixels wide
//!   <g class="names at-medium">                                          about 640
//!   <g class="names at-wide" transform="scale(0.68)" display="none">     about 940
//! ```
//!
//! A browser makes the whole map as wide as its box. Names that are as large as they should be in one box would be too small in another, and
//! there is room for more of them in a larger one, so that there are names for each; a style sheet chooses.

use geo_types::{Coord, Rect};

use super::composer::{Composer, Geometry, Sizes};
use super::frame::Frame;
use super::ground::Surroundings;
use super::{ASPECT, circles, fills};
use crate::map_request::{MapRequest, Marks};
use crate::map_values::MapValues;
use crate::scene::picture::PictureSize;
use crate::scene::projection::Projection;
use crate::scene::{ForWidth, Group, Node, Role, Scene, Section};
use crate::words::Words;

/// The width that a map of a page is drawn for, in pixels.
pub const PAGE_MAP_WIDTH: f64 = 640.0;

/// What names are for: the class of their group, and the width of the box.
const WIDTHS: [(&str, f64); 3] =
    [("names at-narrow", 340.0), ("names at-medium", PAGE_MAP_WIDTH), ("names at-wide", 940.0)];

/// The map alone. Where nothing is known of where its units are, it is empty.
pub fn compose_page_map(values: &MapValues, request: &MapRequest<'_>, geometry: Geometry<'_>) -> Scene {
    let words = Words::of(request.language);
    let of_width = |width: f64| {
        let sizes = Sizes::of(PictureSize::new(width, None));
        Composer { values, request, geometry, words, sizes, map_width: width }
    };
    let composer = of_width(PAGE_MAP_WIDTH);
    let projection = values.bounds.as_ref().map(Projection::for_extent);
    let aspect = projection.map_or(0.6, |projection| composer.aspect(projection)).clamp(*ASPECT.start(), *ASPECT.end());
    let height = (PAGE_MAP_WIDTH * aspect).round();

    let mut map = Group { class: "map", ..Group::default() };
    if let Some(projection) = projection {
        map.nodes.extend(drawn(&composer, projection, height));
        for (class, width) in WIDTHS {
            let scale = PAGE_MAP_WIDTH / width;
            let nodes = named(&of_width(width), projection, (width, height / scale));
            let is_usual = (width - PAGE_MAP_WIDTH).abs() < 0.5;
            map.nodes.push(Node::ForWidth(ForWidth { class, scale, is_usual, nodes }));
        }
    }
    Scene {
        width: PAGE_MAP_WIDTH,
        height,
        title: values.title.clone(),
        description: values.summary.clone(),
        language: request.language,
        is_right_to_left: words.is_right_to_left(),
        patterns: fills::patterns(request.theme, composer.sizes.factor),
        sections: vec![Section { role: Role::Map, group: map }],
    }
}

/// The radius of the circle that the largest value of the legend has on such a map; none where there are no circles.
pub fn page_map_circle(values: &MapValues, marks: Marks) -> Option<f64> {
    let example = values.legend.circles.as_ref()?.values.first()?;
    Some(values.circles?.radius(example.value, marks.largest_circle_of_width() * PAGE_MAP_WIDTH))
}

/// Everything below circles and names, from the ground up.
fn drawn(composer: &Composer<'_>, projection: Projection, height: f64) -> Option<Node> {
    let frame = Frame::whole(composer, projection, boxed(PAGE_MAP_WIDTH, height))?;
    let around = Surroundings::new(composer, &frame);
    Some(Node::Group(composer.without_names(&frame, (&around, &composer.holes(&frame)), (&[], &[]))))
}

/// Circles and names of a map that is so wide and high, with insets and the scale bar.
fn named(composer: &Composer<'_>, projection: Projection, (width, height): (f64, f64)) -> Vec<Node> {
    let Some(frame) = Frame::whole(composer, projection, boxed(width, height)) else { return Vec::new() };
    let around = Surroundings::new(composer, &frame);
    let above = composer.above(&frame, (&around, &composer.holes(&frame)), Vec::new());
    let circles = [circles::draw(composer, &above.circles, &frame.areas), circles::lines(composer, &above.lines)];
    circles.into_iter().flatten().chain(above.groups).map(Node::Group).collect()
}

fn boxed(width: f64, height: f64) -> Rect<f64> {
    Rect::new(Coord::default(), Coord { x: width, y: height })
}
