//! From the values of a map to its scene: title, map, legend, and what must be said, laid out in a picture of any size.
//!
//! ```text
//! ┌──────────────────────────────┐
//! │ Title                        │
//! │ subtitle                     │
//! │ ┌──────────────────────────┐ │
//! │ │ legend        map        │ │   under 600 px the legend is a bar below the map
//! │ │            └──── 200 km  │ │
//! │ └──────────────────────────┘ │
//! │ sources, notes, disclaimer   │
//! └──────────────────────────────┘
//! ```
//!
//! Sizes are for a picture 800 px wide, grow with it, and never fall below what can be read.

mod circles;
mod frame;
mod ground;
mod key;
mod lines;
mod paragraphs;
mod units;

use geo_types::{Coord, Rect};
use geodata::atlas::Atlas;
use geodata::model::{AdminLevel, BBox};
use geodata::tiles::TileLayers;
use geodata::topology::ZoomLevel;

use self::frame::Frame;
use self::key::Key;
use self::paragraphs::Paragraphs;
use super::picture::PictureSize;
use super::projection::{Fit, Projection};
use super::{Group, Node, Role, Scene, Section};
use crate::map_request::MapRequest;
use crate::map_values::MapValues;
use crate::words::Words;

/// What a map is drawn from, beside its values.
#[derive(Clone, Copy)]
pub struct Geometry<'a> {
    /// The units and their names.
    pub atlas: &'a Atlas,
    /// Their borders, simplified for each zoom.
    pub layers: &'a TileLayers,
}

/// Sizes of a picture in pixels.
#[derive(Clone, Copy, Debug)]
struct Sizes {
    /// How much larger than in a picture of 800 pixels.
    factor: f64,
    margin: f64,
    title: f64,
    subtitle: f64,
    foot: f64,
    legend: f64,
    legend_small: f64,
}

impl Sizes {
    fn of(size: PictureSize) -> Self {
        let factor = size.factor();
        let least = |pixels: f64, least: f64| (pixels * factor).max(least);
        Self {
            factor,
            margin: least(14.0, 8.0),
            title: least(20.0, 14.0),
            subtitle: least(13.0, 10.5),
            foot: least(10.0, 9.0),
            legend: least(12.0, 10.0),
            legend_small: least(11.0, 9.5),
        }
    }

    /// The width of a line, which never disappears.
    fn line(self, pixels: f64) -> f64 {
        (pixels * self.factor).clamp(pixels * 0.6, pixels * 3.0)
    }
}

/// The width from which on the legend stands on the map.
const LEGEND_ON_MAP: f64 = 600.0;
/// How high a map is at least and at most, by its width.
const ASPECT: std::ops::RangeInclusive<f64> = 0.42..=1.0;

/// Everything that is needed while a scene is composed.
struct Composer<'a> {
    values: &'a MapValues,
    request: &'a MapRequest<'a>,
    geometry: Geometry<'a>,
    words: Words,
    sizes: Sizes,
}

/// The scene of a map.
pub fn compose(values: &MapValues, request: &MapRequest<'_>, geometry: Geometry<'_>, size: PictureSize) -> Scene {
    let composer = Composer { values, request, geometry, words: Words::of(request.language), sizes: Sizes::of(size) };
    composer.scene(size)
}

impl Composer<'_> {
    fn scene(&self, size: PictureSize) -> Scene {
        let Sizes { margin, .. } = self.sizes;
        let inner = size.width - 2.0 * margin;
        let head = Paragraphs::head(self, inner);
        let foot = Paragraphs::foot(self, inner);
        let key = Key::new(self, (size.width < LEGEND_ON_MAP).then_some(inner));
        let key_below = if key.is_bar { key.height + margin } else { 0.0 };

        let top = margin + head.height + margin * 0.75;
        let around = head.height + margin * 0.75 + key_below + foot.height + margin * 0.75;
        let projection = self.values.bounds.as_ref().map(Projection::for_extent);
        let wanted = projection.map_or(0.6, |projection| self.aspect(projection)).clamp(*ASPECT.start(), *ASPECT.end());
        let map_height = match size.height {
            None => (inner * wanted).round(),
            Some(height) => (height - 2.0 * margin - around).max(inner * 0.2),
        };
        let map = Rect::new((margin, top), (margin + inner, top + map_height));
        let below = map.max().y + margin * 0.75;
        let height = (below + key_below + foot.height + margin).max(size.height.unwrap_or(0.0)).round();

        let frame = projection.and_then(|projection| Frame::new(self, projection, map, &key));
        let mut map_group = Group { class: "map", ..Group::default() };
        if let Some(frame) = &frame {
            map_group.nodes.extend(self.map(frame));
        }
        let key_at = match (&frame, key.is_bar) {
            (Some(frame), false) => frame.key,
            _ => Coord { x: margin, y: below },
        };
        map_group.nodes.push(Node::Group(key.at(key_at)));
        let ground = Group { class: "ground", nodes: vec![ground::page(size.width, height)], ..Group::default() };
        let sections = vec![
            Section { role: Role::Ground, group: ground },
            Section { role: Role::Title, group: head.title(Coord { x: margin, y: margin }) },
            Section { role: Role::Text, group: head.rest(Coord { x: margin, y: margin }) },
            Section { role: Role::Map, group: map_group },
            Section { role: Role::Text, group: foot.all("foot", Coord { x: margin, y: below + key_below }) },
        ];
        Scene {
            width: size.width,
            height,
            title: self.values.title.clone(),
            description: self.values.description.clone(),
            language: self.request.language,
            is_right_to_left: false,
            patterns: ground::patterns(self.sizes.factor),
            sections,
        }
    }

    /// How high the map is by its width.
    fn aspect(&self, projection: Projection) -> f64 {
        let Some(bounds) = self.values.bounds else { return 1.0 };
        let unit = Rect::new((0.0, 0.0), (1.0, 1.0));
        let Some(fit) = Fit::around(projection, outline(&bounds), unit, 0.0) else { return 1.0 };
        let drawn: Vec<Coord<f64>> = outline(&bounds).map(|place| fit.pixel(place)).collect();
        let length = |of: fn(&Coord<f64>) -> f64| {
            let (low, high) =
                drawn.iter().map(of).fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
            high - low
        };
        (length(|at| at.y) + 0.06) / (length(|at| at.x) + 0.06)
    }

    /// All that is drawn on the map, from the ground up.
    fn map(&self, frame: &Frame<'_>) -> Vec<Node> {
        let mut nodes = vec![Node::Group(ground::around(self, frame))];
        nodes.push(Node::Group(units::halo(self, frame)));
        nodes.push(Node::Group(units::fills(self, frame)));
        nodes.push(Node::Group(ground::water(self, frame)));
        nodes.push(Node::Group(lines::borders(self, frame)));
        nodes.extend(circles::circles(self, frame).map(Node::Group));
        nodes.extend(frame::scale_bar(self, frame).map(Node::Group));
        nodes
    }

    /// The position of the level of the units among the levels of the atlas.
    fn level_position(&self, level: AdminLevel) -> Option<usize> {
        self.geometry.atlas.layers.iter().position(|layer| layer.level == level)
    }

    /// The borders for so many metres a pixel: the first zoom whose pixels are no larger.
    fn coverage(&self, metres_per_pixel: f64) -> Option<&ZoomLevel> {
        let latitude = self.values.bounds.map_or(0.0, |bounds| bounds.center().y()).clamp(-80.0, 80.0);
        // The equator in tiles of 256 pixels.
        let at_zoom_0 = std::f64::consts::TAU * 6_378_137.0 / 256.0 * latitude.to_radians().cos();
        let zoom = (at_zoom_0 / metres_per_pixel).log2().ceil().clamp(0.0, f64::from(geodata::tiles::DEEPEST_ZOOM));
        self.geometry.layers.coverage(zoom as u8)
    }
}

/// Places around a box, and in it: where it is bent, its sides are longer than its corners say.
fn outline(bounds: &BBox) -> impl Iterator<Item = Coord<f64>> {
    const STEPS: i32 = 16;
    let [west, south, east, north] = bounds.unrolled();
    let between = |low: f64, high: f64, step: i32| low + (high - low) * f64::from(step) / f64::from(STEPS);
    (0..=STEPS).flat_map(move |step| {
        let (x, y) = (between(west, east, step), between(south, north, step));
        [Coord { x, y: south }, Coord { x, y: north }, Coord { x: west, y }, Coord { x: east, y }]
    })
}
