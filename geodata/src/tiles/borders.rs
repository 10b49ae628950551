//! The borders of a level as lines: each once, with the highest level that it belongs to, and the units on its sides.
//!
//! A *border* is what two units have in common, or a unit with the outside. It has one number at all zooms, by which its
//! features go, and can be several lines. Its sides are those of the lines as drawn: the unit with the lower P-code is left.
//!
//! Lines are those of the areas: both are made of the arcs of the same [`ZoomArcs`], so that they fall together to the last unit
//! of the grid wherever a tile does not cut them.
//!
//! Areas carry no dispute status ([`super::international_borders`] do): `boundaries` is the status of the boundary data, from the layer of the border's
//! level.

mod border_sides;
mod line_clipper;
mod lines;

use std::sync::Arc;

use self::border_sides::{BorderSides, UnitSetTable};
pub(super) use self::line_clipper::LineClipper;
use self::lines::{Lines, lines};
use super::arcs::{ArcWalk, ZoomArcs};
use super::attributes::{AttributeValue, Attributes};
use super::clip::{Across, across};
use super::field::TileField;
use super::mvt::LayerWriter;
use super::packed_rtree::PackedRTree;
use super::tile::feature_id;
use crate::grid::{EXTENT, TileId};
use crate::model::{AdminLayer, CodeKind};
use crate::parallel;
use crate::query::{CellKind, Meaning};
use crate::topology::{GridBox, Vertex};

/// The borders of a level at all zooms.
#[derive(Debug)]
pub struct Borders {
    attributes: Vec<Attributes>,
    zooms: Vec<ZoomBorders>,
}

/// The borders of a level at one zoom.
#[derive(Debug)]
struct ZoomBorders {
    zoom: Arc<ZoomArcs>,
    lines: Lines,
    /// The arcs of the lines, by their place among them.
    arcs: PackedRTree<u32>,
}

/// An arc of a line near a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct NearArc {
    line: usize,
    /// Its shift to the east, for arcs from the other end of the map.
    offset: i32,
    /// Its place among the arcs of all lines.
    place: u32,
}

impl Borders {
    /// The borders of each layer, from the zooms of the topology of all layers.
    pub fn of_layers(layers: &[AdminLayer], zooms: &[Arc<ZoomArcs>]) -> Vec<Self> {
        let Some(first) = zooms.first() else {
            return layers.iter().map(|_| Self { attributes: Vec::new(), zooms: Vec::new() }).collect();
        };
        let sets = UnitSetTable::new(first.owner_units());
        let made = parallel::map_from_last(zooms, |zoom| lines(zoom, &sets));
        let borders = parallel::map_from_last(0..sets.levels(), |level| {
            let of_zooms = made.iter().filter_map(|levels| levels.get(level));
            let mut borders: Vec<BorderSides> = of_zooms.flat_map(|(_, borders)| borders).copied().collect();
            // Those of each zoom are ascending, which a stable sort makes use of.
            borders.sort();
            borders.dedup();
            borders
        });
        let made = parallel::map_from_last(zooms.iter().zip(made).collect::<Vec<_>>(), |(zoom, levels)| {
            let of_level = |((lines, own), all): ((Lines, Vec<BorderSides>), &Vec<BorderSides>)| {
                ZoomBorders::new(Arc::clone(zoom), lines, &own, all)
            };
            levels.into_iter().zip(&borders).map(of_level).collect::<Vec<_>>()
        });
        let mut levels: Vec<Self> = borders
            .iter()
            .enumerate()
            .map(|(level, borders)| Self {
                attributes: attributes(layers, level, &sets, borders),
                zooms: Vec::with_capacity(zooms.len()),
            })
            .collect();
        for (level, borders) in made.into_iter().flat_map(|levels| levels.into_iter().enumerate()) {
            levels[level].zooms.push(borders);
        }
        levels
    }

    /// The borders that a tile shows, as bytes of an MVT layer; None where it shows none, and deeper than all zooms.
    pub fn layer(&self, name: &str, tile: TileId) -> Option<Vec<u8>> {
        let ZoomBorders { zoom, lines, arcs } = self.zooms.get(usize::from(tile.z()))?;
        let mut clipper = LineClipper::new(tile);
        let buffered_bounds = clipper.buffered_bounds();
        let here = Across { around: buffered_bounds, offset: 0 };
        let mut near: Vec<NearArc> = Vec::new();
        for end in std::iter::once(here).chain(across(tile, buffered_bounds)) {
            let places = arcs.query(end.around).into_iter();
            near.extend(places.map(|place| NearArc { line: lines.line_at(place), offset: end.offset, place }));
        }
        near.sort_unstable();
        let mut writer = LayerWriter::new(name, EXTENT);
        let border = |near: &NearArc| lines.borders[near.line];
        for of_border in near.chunk_by(|a, b| border(a) == border(b)) {
            clipper.clear();
            for of_line in of_border.chunk_by(|a, b| (a.line, a.offset) == (b.line, b.offset)) {
                let by = Vertex { x: of_line[0].offset, y: 0 };
                let there = GridBox { min: buffered_bounds.min - by, max: buffered_bounds.max - by };
                let walks = of_line.iter().map(|near| zoom.walk(lines.half_edges[near.place as usize]));
                for chunk in walks.flat_map(ArcWalk::chunks).filter(|chunk| chunk.around.intersects(there)) {
                    clipper.add(chunk.vertices().map(|at| at + by));
                }
                clipper.end();
            }
            let number = border(&of_border[0]) as usize;
            writer.add_lines(feature_id(number), self.attributes.get(number)?, clipper.lines());
        }
        writer.finish()
    }

    /// What its features say of themselves; `codes` is the kind of codes of the level.
    pub fn fields(codes: CodeKind) -> Vec<TileField> {
        let text = |name, meaning| TileField::new(name, CellKind::Text, meaning);
        vec![
            text("level", Meaning::BorderLevel),
            TileField::new("outer", CellKind::Bool, Meaning::BorderOuter),
            text("left", Meaning::BorderLeft(codes)),
            text("right", Meaning::BorderRight(codes)),
            text("boundaries", Meaning::BorderBoundaries),
        ]
    }
}

impl ZoomBorders {
    /// Lines go by the number of their border among those of all zooms, no more by that among their own.
    fn new(zoom: Arc<ZoomArcs>, mut lines: Lines, own: &[BorderSides], all: &[BorderSides]) -> Self {
        let mut numbers = Vec::with_capacity(own.len());
        let mut rest = (0u32..).zip(all);
        for border in own {
            // Both lists are ascending.
            numbers.extend(rest.by_ref().find(|(_, of_all)| *of_all == border).map(|(number, _)| number));
        }
        for border in &mut lines.borders {
            *border = numbers.get(*border as usize).copied().unwrap_or_default();
        }
        let boxes =
            (0u32..).zip(&lines.half_edges).filter_map(|(place, half)| Some((zoom.walk(*half).around()?, place)));
        let arcs = PackedRTree::new(boxes.collect());
        Self { zoom, lines, arcs }
    }
}

/// Borders per parallel job.
const RUN_LENGTH: usize = 4096;

fn attributes(
    layers: &[AdminLayer],
    level: usize,
    sets: &UnitSetTable<'_>,
    borders: &[BorderSides],
) -> Vec<Attributes> {
    let units = layers.get(level).map_or(&[][..], |layer| &layer.units);
    let pcodes = |set: u32| {
        let set = sets.units(level, set).iter();
        let pcodes: Vec<&str> = set.filter_map(|unit| Some(units.get(*unit as usize)?.pcode.as_str())).collect();
        (!pcodes.is_empty()).then(|| AttributeValue::from(pcodes.join(";")))
    };
    let of = |border: &BorderSides| {
        let highest = layers.get(usize::from(border.level));
        let text = |text: &'static str| AttributeValue::from(text);
        let attributes = [
            ("level", highest.map(|layer| text(layer.level.id()))),
            ("outer", Some((border.right == 0).into())),
            ("left", pcodes(border.left)),
            ("right", pcodes(border.right)),
            ("boundaries", highest.map(|layer| text(layer.boundaries.id()))),
        ];
        Attributes::new(attributes.into_iter().filter_map(|(key, value)| Some((key, value?))))
    };
    let stretches: Vec<&[BorderSides]> = borders.chunks(RUN_LENGTH).collect();
    parallel::map_from_last(stretches, |stretch| stretch.iter().map(of).collect::<Vec<_>>())
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests;
