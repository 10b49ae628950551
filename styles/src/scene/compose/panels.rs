//! Several maps in one picture: a grid of panels that all show the same place with the same classes, and one legend below.
//!
//! ```text
//! 2020      2021      2022
//! ┌──────┐  ┌──────┐  ┌──────┐
//! └──────┘  └──────┘  └──────┘
//! 2023      2024 (January to April only)
//! ┌──────┐  ┌──────┐
//! └──────┘  └──────┘
//! ▇▇▇▇▇▇▇▇▇▇▇ legend
//! ```

use geo_types::{Coord, Rect};

use super::composer::{Composer, Geometry, Sizes};
use super::frame::{self, Frame};
use super::ground::Surroundings;
use super::key::Key;
use super::paragraphs::Paragraphs;
use super::{ASPECT, circles};
use crate::map_of_years::{MapOfYears, Panel};
use crate::map_request::MapRequest;
use crate::scene::mirror::mirrored;
use crate::scene::picture::PictureSize;
use crate::scene::projection::Projection;
use crate::scene::text::{Face, LINE_HEIGHT};
use crate::scene::{Anchor, Group, Node, Scene, Text};
use crate::words::Words;

/// The width of the legend at most, in a picture of 800 pixels.
const WIDEST_KEY: f64 = 480.0;
/// How high a map is at least, by its width.
const LEAST_ASPECT: f64 = 0.2;
/// The width under which two maps stand side by side at most.
const NARROW: f64 = 480.0;

/// The scene of the maps of several years.
pub fn compose_years(maps: &MapOfYears, request: &MapRequest<'_>, geometry: Geometry<'_>, size: PictureSize) -> Scene {
    let sizes = Sizes::of(size);
    let usual = usual_columns(maps.panels.len(), size.width);
    let inner = size.width - 2.0 * sizes.margin;
    let usual_width = (inner - sizes.margin * (usual as f64 - 1.0)) / usual as f64;
    let mut composer = Composer {
        values: &maps.whole,
        request,
        geometry,
        words: Words::of(request.language),
        // Text is as large as in a picture of one map; lines and circles are those of small maps.
        sizes: Sizes { factor: sizes.factor / usual as f64, ..sizes },
        map_width: usual_width,
    };
    let margin = sizes.margin;
    let head = Paragraphs::head(&composer, inner);
    let foot = Paragraphs::foot(&composer, inner);
    let key_width = inner.min(WIDEST_KEY * sizes.factor.max(0.6));
    let mut key = Key::of_several(&composer, key_width);
    let projection = maps.whole.bounds.as_ref().map(Projection::for_extent);
    let aspect = projection.map_or(0.6, |projection| composer.aspect(projection)).clamp(*ASPECT.start(), *ASPECT.end());
    let top = margin + head.height + margin * 0.75;
    let rest = head.height + margin * 1.5 + key.height + margin + foot.height;
    let room = size.height.map(|height| height - 2.0 * margin - rest);
    let grid = Grid::new(maps.panels.len(), (inner, room), (aspect, usual), &sizes);
    // More maps side by side than usual have smaller circles, and so has their legend, which is no higher then.
    if grid.width < usual_width {
        composer.map_width = grid.width;
        key = Key::of_several(&composer, key_width);
    }

    let mut nodes: Vec<Node> = Vec::new();
    for (at, panel) in maps.panels.iter().enumerate() {
        let corner = Coord { x: margin, y: top } + grid.corner(at, composer.words.is_right_to_left());
        let is_last = at + 1 == maps.panels.len();
        nodes.push(Node::Group(drawn(&composer, panel, projection, (corner, &grid, is_last), &key)));
    }
    let left = if composer.words.is_right_to_left() { size.width - margin - key.width } else { margin };
    let below = top + grid.height() + margin * 0.75;
    let key_height = if key.is_empty() { 0.0 } else { key.height + margin };
    nodes.extend((!key.is_empty()).then(|| Node::Group(key.at(Coord { x: left, y: below }, &composer))));
    let map = Group { class: "maps", nodes, ..Group::default() };
    composer.assembled(size, (&head, &foot), map, below + key_height)
}

/// How many maps stand side by side where there is no height to fit.
fn usual_columns(panels: usize, width: f64) -> usize {
    let most = if width < NARROW { 2 } else { 4 };
    let columns = match panels {
        0..=3 => panels,
        4 => 2,
        5 | 6 | 9 => 3,
        _ => 4,
    };
    columns.clamp(1, most)
}

/// Where panels stand, from the top left of the first.
struct Grid {
    panels: usize,
    columns: usize,
    /// Of a map.
    width: f64,
    height: f64,
    /// Above each map, for its title.
    title: f64,
    gap: f64,
}

impl Grid {
    /// As many columns as usual; where there is a height to fit, as many as make the maps largest.
    fn new(panels: usize, (width, room): (f64, Option<f64>), (aspect, usual): (f64, usize), sizes: &Sizes) -> Self {
        let (gap, title) = (sizes.margin, sizes.subtitle * LINE_HEIGHT * 1.15);
        let with = |columns: usize| {
            let width = (width - gap * (columns as f64 - 1.0)) / columns as f64;
            let rows = panels.div_ceil(columns) as f64;
            let height = match room {
                Some(room) => (room - gap * (rows - 1.0)) / rows - title,
                None => (width * aspect).round(),
            };
            Self { panels, columns, width, height, title, gap }
        };
        if room.is_none() {
            return with(usual);
        }
        let scale = |grid: &Self| grid.width.min(grid.height / aspect);
        let largest = (1..=panels).map(with).max_by(|a, b| scale(a).total_cmp(&scale(b)));
        let grid = largest.unwrap_or_else(|| with(usual));
        // A picture without room for them is higher than it was asked to be, and refused.
        Self { height: grid.height.max(grid.width * LEAST_ASPECT), ..grid }
    }

    /// The top left of a panel. The first is where readers begin.
    fn corner(&self, panel: usize, is_right_to_left: bool) -> Coord<f64> {
        let (row, column) = (panel / self.columns, panel % self.columns);
        let column = if is_right_to_left { self.columns - 1 - column } else { column };
        Coord { x: column as f64 * (self.width + self.gap), y: row as f64 * (self.title + self.height + self.gap) }
    }

    /// Of all rows.
    fn height(&self) -> f64 {
        let rows = self.panels.div_ceil(self.columns) as f64;
        rows * (self.title + self.height) + (rows - 1.0).max(0.0) * self.gap
    }
}

/// A map with its title above. The last one has the scale of all.
fn drawn(
    whole: &Composer<'_>,
    panel: &Panel,
    projection: Option<Projection>,
    (corner, grid, is_last): (Coord<f64>, &Grid, bool),
    key: &Key,
) -> Group {
    let composer = Composer { values: &panel.values, ..*whole };
    let sizes = composer.sizes;
    let size = sizes.subtitle;
    // A long title is written smaller, never cut.
    let fitting = size.min(size * grid.width / Face::Bold.width(&panel.title, size).max(1.0));
    let style = (fitting, Face::Bold, composer.theme().text.to_string());
    let at = Coord { x: corner.x, y: corner.y + size };
    let title = Node::Text(Text::plain(panel.title.clone(), at, Anchor::Start, style));
    let is_right_to_left = composer.words.is_right_to_left();
    let mut nodes = vec![if is_right_to_left { mirrored(title, [corner.x, corner.x + grid.width]) } else { title }];
    let top = corner + Coord { x: 0.0, y: grid.title };
    let map = Rect::new(top, top + Coord { x: grid.width, y: grid.height });
    if let Some(frame) = projection.and_then(|projection| Frame::new(&composer, projection, map, key)) {
        let around = Surroundings::new(&composer, &frame);
        let (circles, lines) = circles::parted(&composer, &frame.areas, frame.map);
        let holes = composer.holes(&frame);
        nodes.push(Node::Group(composer.without_names(&frame, (&around, &holes), (&circles, &lines))));
        let scale_bar = is_last.then(|| frame::scale_bar(&composer, &frame)).flatten();
        nodes.extend(scale_bar.map(|(group, _)| Node::Group(group)));
    }
    Group { class: "panel", nodes, ..Group::default() }
}
