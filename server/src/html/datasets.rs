//! The datasets of a server as a list and a map: an SVG of their outlines, without a script, on which each has the number that it has in
//! the list.

use std::fmt::Write;
use std::sync::Arc;

use geo_types::{Coord, Rect};
use geodata::grid::project;
use geodata::model::BBox;
use maud::{Markup, html};
use styles::words::{Words, say};

use super::own_language::marked;
use crate::served_data::ServedData;
use crate::snapshot::DatasetList;

/// The width of the map in its own units; on a page it is as wide as there is room for.
const WIDTH: f64 = 1000.0;
/// The map is at most this high for its width, and at least this wide for its height.
const HEIGHTS: (f64, f64) = (0.25, 0.75);
/// Numbers nearer to each other, in hundredths of width and height, would cover each other.
const NEAR: f64 = 4.0;
/// Room around the outlines, in widths.
const MARGIN: f64 = 0.06;

/// The list and the map; links lead below the address of the server, such as `.`.
pub fn list(list: &DatasetList, server: &str, words: Words) -> Markup {
    html! {
        link rel="stylesheet" href=(format!("{server}/datasets.css"));
        div class="datasets" {
            ol {
                @for data in &list.all {
                    li {
                        @let title = &data.atlas.info.title;
                        a href=(address(data, server)) { (marked(title.get(words.language()), title.language_of(words.language()), words)) }
                        @if data.atlas.info.illustrative { " " small { (say!(words, "datasets-illustrative")) } }
                    }
                }
            }
            (map(list, server, words))
        }
    }
}

fn address(data: &ServedData, server: &str) -> String {
    format!("{server}/{}/", data.atlas.info.id)
}

/// The outlines of all datasets, each a link to it for a pointer; for everything else there is the list.
fn map(list: &DatasetList, server: &str, words: Words) -> Markup {
    let Some(frame) = Frame::around(&list.all) else { return html! {} };
    html! {
        div class="map" {
            svg viewBox=(format!("0 0 {WIDTH} {:.0}", frame.height)) role="img" aria-label=(say!(words, "datasets-map")) {
                @for data in largest_first(&list.all) {
                    a href=(address(data, server)) tabindex="-1" aria-hidden="true" {
                        path d=(frame.path(data)) { title { (data.atlas.info.title.get(words.language())) } }
                    }
                }
            }
            // Above the outlines, in pixels of the page: they do not shrink with the map.
            svg class="numbers" aria-hidden="true" {
                @for ([left, top], numbers) in frame.marks(&list.all) {
                    text x=(format!("{left:.2}%")) y=(format!("{top:.2}%")) { (numbers) }
                }
            }
        }
    }
}

/// What lies inside of another one must be drawn after it.
fn largest_first(all: &[Arc<ServedData>]) -> Vec<&Arc<ServedData>> {
    let size = |data: &Arc<ServedData>| {
        data.bounds().map_or(0.0, |bounds| {
            let [west, south, east, north] = bounds.unrolled();
            (east - west) * (north - south)
        })
    };
    let mut sorted: Vec<_> = all.iter().collect();
    sorted.sort_by(|one, other| size(other).total_cmp(&size(one)));
    sorted
}

/// The part of the world that the map shows: from the unit square to its own units.
struct Frame {
    /// In the unit square, unrolled: it may reach beyond 1 across the antimeridian.
    west: f64,
    north: f64,
    scale: f64,
    height: f64,
}

impl Frame {
    /// Around all that there is; none where nothing has a place.
    fn around(all: &[Arc<ServedData>]) -> Option<Self> {
        let boxes = all.iter().filter_map(|data| data.bounds()).flat_map(|bounds| {
            let [west, south, east, north] = bounds.edges();
            let corner = |x: f64, y: f64| Coord { x, y };
            // A box across the antimeridian as the two that it is made of.
            if west > east {
                vec![
                    Rect::new(corner(west, south), corner(180.0, north)),
                    Rect::new(corner(-180.0, south), corner(east, north)),
                ]
            } else {
                vec![Rect::new(corner(west, south), corner(east, north))]
            }
        });
        let boxes: Vec<Rect<f64>> = boxes.collect();
        let [west, south, east, north] = BBox::around(boxes.into_iter())?.unrolled();
        let (first, last) = (project(Coord { x: west, y: north }), project(Coord { x: east, y: south }));
        let (wide, high) = ((last.x - first.x).max(1e-6), (last.y - first.y).max(1e-6));
        let margin = MARGIN * wide.max(high);
        let (mut wide, mut high) = (wide + 2.0 * margin, high + 2.0 * margin);
        let middle = Coord { x: f64::midpoint(first.x, last.x), y: f64::midpoint(first.y, last.y) };
        wide = wide.max(high / HEIGHTS.1);
        high = high.max(wide * HEIGHTS.0);
        let scale = WIDTH / wide;
        Some(Self { west: middle.x - wide / 2.0, north: middle.y - high / 2.0, scale, height: high * scale })
    }

    /// A place of the unit square in units of the map. What lies west of it is drawn east of the antimeridian.
    fn at(&self, point: Coord<f64>) -> Coord<f64> {
        let x = if point.x < self.west { point.x + 1.0 } else { point.x };
        Coord { x: (x - self.west) * self.scale, y: (point.y - self.north) * self.scale }
    }

    /// The outline of a dataset as the path of an SVG.
    fn path(&self, data: &ServedData) -> String {
        let mut path = String::new();
        for polygon in &*data.outline {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                for (position, point) in ring.coords().enumerate() {
                    let (letter, at) = (if position == 0 { 'M' } else { 'L' }, self.at(*point));
                    // Writing to a text does not fail.
                    let _ = write!(path, "{letter}{:.1} {:.1}", at.x, at.y);
                }
                path.push('Z');
            }
        }
        path
    }

    /// Where numbers stand, and which: datasets of one country share a place.
    fn marks(&self, all: &[Arc<ServedData>]) -> Vec<([f64; 2], String)> {
        let mut marks: Vec<([f64; 2], String)> = Vec::new();
        for (position, data) in all.iter().enumerate() {
            let Some(place) = self.place(data) else { continue };
            let is_near = |mark: &[f64; 2]| mark.iter().zip(place).all(|(one, other)| (one - other).abs() < NEAR);
            match marks.iter_mut().find(|(mark, _)| is_near(mark)) {
                Some((_, numbers)) => {
                    let _ = write!(numbers, ", {}", position + 1);
                }
                None => marks.push((place, (position + 1).to_string())),
            }
        }
        marks
    }

    /// Where the number of a dataset stands, in hundredths of width and height.
    fn place(&self, data: &ServedData) -> Option<[f64; 2]> {
        let at = self.at(project(data.bounds()?.center().0));
        Some([at.x / WIDTH * 100.0, at.y / self.height * 100.0])
    }
}
