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
mod composer;
mod enclaves;
mod fills;
mod frame;
mod ground;
mod insets;
mod key;
mod lines;
mod names;
mod page_map;
mod panels;
mod paragraphs;
mod places;
mod units;

use geo_types::{Coord, Polygon, Rect};

pub use self::composer::Geometry;
use self::composer::{Composer, Sizes};
use self::frame::Frame;
use self::ground::Surroundings;
use self::key::Key;
pub use self::page_map::{compose_page_map, page_map_circle};
pub use self::panels::compose_years;
use self::paragraphs::Paragraphs;
use super::labels::Circle;
use super::mirror::mirrored_group;
use super::picture::PictureSize;
use super::projection::Projection;
use super::{Group, Node, Paint, Path, Role, Scene, Section};
use crate::map_request::MapRequest;
use crate::map_values::MapValues;
use crate::palette::ThemeColours;
use crate::words::Words;

/// The width from which on the legend stands on the map.
const LEGEND_ON_MAP: f64 = 600.0;
/// How high a map is at least and at most, by its width.
const ASPECT: std::ops::RangeInclusive<f64> = 0.42..=1.0;

/// The scene of a map.
pub fn compose(values: &MapValues, request: &MapRequest<'_>, geometry: Geometry<'_>, size: PictureSize) -> Scene {
    let words = Words::of(request.language);
    let sizes = Sizes::of(size);
    Composer { values, request, geometry, words, sizes, map_width: size.width - 2.0 * sizes.margin }.scene(size)
}

impl Composer<'_> {
    fn scene(&self, size: PictureSize) -> Scene {
        let Sizes { margin, .. } = self.sizes;
        let inner = size.width - 2.0 * margin;
        let head = Paragraphs::head(self, inner);
        let foot = Paragraphs::foot(self, inner);
        let key = Key::new(self, (size.width < LEGEND_ON_MAP).then_some(inner));
        let key_below = if key.is_bar && !key.is_empty() { key.height + margin } else { 0.0 };

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

        let frame = projection.and_then(|projection| Frame::new(self, projection, map, &key));
        let mut map_group = Group { class: "map", ..Group::default() };
        let key_at = match (&frame, key.is_bar) {
            (Some(frame), false) => frame.key,
            _ => Coord { x: margin, y: below },
        };
        if let Some(frame) = &frame {
            let on_map = (!key.is_bar && !key.is_empty())
                .then(|| Rect::new(key_at, key_at + Coord { x: key.width, y: key.height }));
            map_group.nodes.extend(self.map(frame, on_map));
        }
        map_group.nodes.extend((!key.is_empty()).then(|| Node::Group(key.at(key_at, self))));
        self.assembled(size, (&head, &foot), map_group, below + key_below)
    }

    /// The scene of what stands between the text above it and that below, which begins at `below`.
    fn assembled(
        &self,
        size: PictureSize,
        (head, foot): (&Paragraphs, &Paragraphs),
        map_group: Group,
        below: f64,
    ) -> Scene {
        let margin = self.sizes.margin;
        let height = (below + foot.height + margin).max(size.height.unwrap_or(0.0)).round();
        let ground = Group { class: "ground", nodes: vec![page(size.width, height, self.theme())], ..Group::default() };
        let is_right_to_left = self.words.is_right_to_left();
        let read = |group: Group| if is_right_to_left { mirrored_group(group, [0.0, size.width]) } else { group };
        let sections = vec![
            Section { role: Role::Ground, group: ground },
            Section { role: Role::Title, group: read(head.title(Coord { x: margin, y: margin })) },
            Section { role: Role::Text, group: read(head.rest(Coord { x: margin, y: margin })) },
            Section { role: Role::Map, group: map_group },
            Section { role: Role::Text, group: read(foot.all("foot", Coord { x: margin, y: below })) },
        ];
        Scene {
            width: size.width,
            height,
            title: self.values.title.clone(),
            description: self.values.summary.clone(),
            language: self.request.language,
            is_right_to_left,
            patterns: fills::patterns(self.request.theme, self.sizes.factor),
            sections,
        }
    }

    /// All that is drawn on the map, from the ground up. `key` is where the legend stands on it.
    fn map(&self, frame: &Frame<'_>, key: Option<Rect<f64>>) -> Vec<Node> {
        let around = Surroundings::new(self, frame);
        let holes = self.holes(frame);
        let above = self.above(frame, (&around, &holes), key.into_iter().collect());
        let below = self.without_names(frame, (&around, &holes), (&above.circles, &above.lines));
        std::iter::once(below).chain(above.groups).map(Node::Group).collect()
    }

    /// Places circles and names, and draws names, insets, the scale bar and the arrow to the north. What stands on the map already is `taken`.
    fn above(
        &self,
        frame: &Frame<'_>,
        (around, holes): (&Surroundings, &[Polygon<f64>]),
        mut taken: Vec<Rect<f64>>,
    ) -> Above {
        let circles = circles::placed(self, &frame.areas);
        let scale_bar = frame::scale_bar(self, frame);
        let bar = scale_bar.as_ref().map(|(_, bounds)| *bounds);
        let north = frame::north_arrow(self, frame, bar);
        taken.extend(bar);
        taken.extend(north.as_ref().map(|(_, bounds)| *bounds));
        let naming = names::place(self, frame, around, (&taken, &circles));
        taken.extend(naming.labels.placed.iter().map(|label| label.bounds));
        taken.extend(naming.insets.iter().map(|inset| inset.frame));
        let (places, boxes) = places::draw(self, frame, (around, &naming), &taken);
        taken.extend(boxes);
        let leaders = naming.labels.placed.iter().filter_map(|label| label.leader);
        let lines: Vec<[Coord<f64>; 2]> = naming.insets.iter().map(|inset| inset.leader).chain(leaders).collect();
        let on_map = enclaves::Taken { boxes: &taken, circles: &naming.circles, lines: &lines };
        let (of_enclaves, boxes) = enclaves::names(self, frame, (holes, around), &on_map);
        taken.extend(boxes);

        let mut groups = vec![around.names(self, frame, &taken)];
        groups.extend(of_enclaves);
        groups.push(names::lakes(self, frame, around, (&taken, &naming.circles)));
        groups.push(names::draw(self, frame, &naming.labels));
        groups.extend(insets::draw(self, frame, &naming.insets));
        groups.extend(places);
        groups.extend(scale_bar.into_iter().chain(north).map(|(group, _)| group));
        Above { circles: naming.circles, lines: naming.lines, groups }
    }

    /// What lies within the units and belongs to none.
    fn holes(&self, frame: &Frame<'_>) -> Vec<Polygon<f64>> {
        self.level_position(self.request.by).map(|by| enclaves::holes(frame, by)).unwrap_or_default()
    }

    /// What is drawn below all names, from the ground up, as far as it is in the frame. One clip serves all: renderers make a layer of each.
    fn without_names(
        &self,
        frame: &Frame<'_>,
        (around, holes): (&Surroundings, &[Polygon<f64>]),
        (circles, lines): (&[Circle], &[[Coord<f64>; 2]]),
    ) -> Group {
        let ground = [around.below(self, frame), units::halo(self, frame)];
        let enclaves = enclaves::draw(self, holes);
        let units = [units::fills(self, frame), around.lakes(self), lines::borders(self, frame)];
        let below = ground.into_iter().chain(enclaves).chain(units).chain(units::highlights(self, frame));
        let circles = [circles::draw(self, circles, &frame.areas), circles::lines(self, lines)];
        let nodes = below.chain(circles.into_iter().flatten()).map(Node::Group);
        Group { class: "", clip: Some(frame.map), nodes: nodes.collect(), ..Group::default() }
    }
}

/// What lies above the units.
struct Above {
    circles: Vec<Circle>,
    /// From circles that had to leave their units.
    lines: Vec<[Coord<f64>; 2]>,
    /// Names and what belongs to them.
    groups: Vec<Group>,
}

/// The page under everything.
fn page(width: f64, height: f64, theme: &ThemeColours) -> Node {
    Node::Path(Path::rect(Rect::new((0.0, 0.0), (width, height)), Paint::filled(&theme.page.to_string())))
}
