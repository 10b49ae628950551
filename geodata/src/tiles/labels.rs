//! Where the name of a unit stands: one point for each unit, inside it at every zoom.
//!
//! The point is the pole of inaccessibility of the largest polygon of the unit on the map, as [`DEEPEST_ZOOM`] has it. It is found
//! once, and is the same place at every zoom, rounded to the grid of the zoom towards the north-west.
//!
//! A border that is simplified moves. Where a zoom draws the unit so that the place is outside, or less than half as far from its
//! border as it should be, the pole of the largest polygon *as drawn there* takes its place. Borders move by little more than
//! half a pixel, so that only units a few pixels wide are concerned. A unit that a zoom does not draw has no label there. In one
//! that is narrower than the grid no place of the grid may be inside: it has the label on its border.
//!
//! Points with the attributes of areas, for symbols, stand at the same places ([`Labels::points`]).
//!
//! The antimeridian cuts no unit in two: what it cuts on the map is one polygon here.

mod anchors;
mod pole;

use std::borrow::Cow;

use geo_types::Coord;

pub use self::anchors::{LabelAnchors, LabelPoint, UnitAnchors};
pub(super) use self::pole::pole;
use super::attributes::{AttributeValue, Attributes};
use super::field::TileField;
use super::mvt::{FeatureAttributes, LayerWriter};
use super::tile::feature_id;
use crate::grid::{EXTENT, TileId};
use crate::model::{AdminLayer, AdminUnit, Language};
use crate::query::{CellKind, Meaning, name_column};
use crate::topology::{DEEPEST_ZOOM, Vertex};

/// The label points of a level at all zooms, from 0.
#[derive(Debug)]
pub struct Labels {
    attributes: Vec<Attributes>,
    /// Each sorted by tile, then by unit.
    zooms: Vec<Vec<Label>>,
}

/// A label at a zoom.
#[derive(Clone, Copy, Debug)]
struct Label {
    /// On the grid of the zoom.
    at: Vertex,
    unit: u32,
    /// Whether the zoom draws the unit: a name without its area would be of another one.
    is_drawn: bool,
}

impl Labels {
    /// The label points of a layer, with names in some languages, the main one of the dataset first, from the anchors of its units.
    pub fn new(layer: &AdminLayer, languages: &[Language], anchors: &[UnitAnchors]) -> Self {
        let of_zoom = |zoom: u8| {
            let placed = (0u32..).zip(anchors).filter_map(|(unit, anchors)| {
                let drawn = anchors[usize::from(zoom)].map(|place| place.at);
                let at = drawn.or_else(|| Some(anchors[usize::from(DEEPEST_ZOOM)]?.at_zoom(zoom).at))?;
                Some(Label { at, unit, is_drawn: drawn.is_some() })
            });
            let mut labels: Vec<Label> = placed.collect();
            labels.sort_unstable_by_key(|label| (tile_of(label.at), label.unit));
            labels
        };
        let zooms = (0..=DEEPEST_ZOOM).map(of_zoom).collect();
        let deepest: Vec<Option<LabelPoint>> =
            anchors.iter().map(|anchors| anchors[usize::from(DEEPEST_ZOOM)]).collect();
        Self { attributes: attributes(layer, languages, &deepest), zooms }
    }

    /// The label points in a tile, as bytes of an MVT layer; None where there are none, and deeper than all zooms. Each is in
    /// one tile of a zoom.
    pub fn layer(&self, name: &str, tile: TileId) -> Option<Vec<u8>> {
        write(name, self.of_tile(tile).filter(|label| label.is_drawn), |unit| self.attributes.get(unit))
    }

    /// The same points with other attributes, as those of the areas, in order to draw symbols there. A unit that the zoom does not draw has a
    /// point too: what it counts is there, however small it is. `attributes` gives those of the unit at a position, or None to leave it out.
    pub fn points<'a, A: Into<FeatureAttributes<'a>>>(
        &self,
        name: &str,
        tile: TileId,
        attributes: impl FnMut(usize) -> Option<A>,
    ) -> Option<Vec<u8>> {
        write(name, self.of_tile(tile), attributes)
    }

    fn of_tile(&self, tile: TileId) -> impl Iterator<Item = &Label> {
        let labels = self.zooms.get(usize::from(tile.z())).map_or(&[][..], Vec::as_slice);
        let asked = (tile.y(), tile.x());
        let start = labels.partition_point(|label| tile_of(label.at) < asked);
        labels[start..].iter().take_while(move |label| tile_of(label.at) == asked)
    }

    /// What the features of a layer with names in some languages say of themselves.
    pub fn fields(layer: &AdminLayer, languages: &[Language]) -> Vec<TileField> {
        let mut fields = vec![TileField::new("pcode", CellKind::Text, Meaning::LabelCode(layer.codes))];
        let of_names = name_keys(languages);
        fields.extend(of_names.map(|(language, key)| TileField::new(&key, CellKind::Text, Meaning::Name(language))));
        fields.push(TileField::new("room_km", CellKind::Float, Meaning::LabelClearance));
        fields.push(TileField::new("rank", CellKind::Int, Meaning::LabelRank));
        fields
    }
}

fn write<'l, 'a, A: Into<FeatureAttributes<'a>>>(
    name: &str,
    labels: impl Iterator<Item = &'l Label>,
    mut attributes: impl FnMut(usize) -> Option<A>,
) -> Option<Vec<u8>> {
    let mut writer = LayerWriter::new(name, EXTENT);
    let inside = EXTENT.cast_signed() - 1;
    for Label { at, unit, .. } in labels {
        let unit = *unit as usize;
        let Some(attributes) = attributes(unit) else { continue };
        writer.add_point(feature_id(unit), attributes, Coord { x: at.x & inside, y: at.y & inside });
    }
    writer.finish()
}

/// Row and column of the tile that a vertex of the grid of its zoom lies in.
fn tile_of(at: Vertex) -> (u32, u32) {
    let bits = EXTENT.ilog2();
    (at.y.cast_unsigned() >> bits, at.x.cast_unsigned() >> bits)
}

/// The languages of names, the main one first, with the keys of the names, as in the tiles of areas.
fn name_keys(languages: &[Language]) -> impl Iterator<Item = (Language, String)> {
    let main = languages.first().copied().unwrap_or_default();
    languages.iter().map(move |language| (*language, name_column(main, *language)))
}

fn attributes(layer: &AdminLayer, languages: &[Language], points: &[Option<LabelPoint>]) -> Vec<Attributes> {
    let clearance = |unit: &usize| points.get(*unit).copied().flatten().map_or(0.0, |point| point.clearance);
    let mut by_clearance: Vec<usize> = (0..layer.units.len()).collect();
    by_clearance.sort_by(|a, b| clearance(b).total_cmp(&clearance(a)).then(a.cmp(b)));
    let mut ranks = vec![0; layer.units.len()];
    for (rank, unit) in (1u64..).zip(by_clearance) {
        ranks[unit] = rank;
    }
    let keys: Vec<(Language, String)> = name_keys(languages).collect();
    let of_unit = |(position, unit): (usize, &AdminUnit)| {
        let name = |(language, key): &(Language, String)| {
            Some((Cow::Owned(key.clone()), AttributeValue::from(unit.names.get(*language)?)))
        };
        let names = keys.iter().filter_map(name);
        let clearance = points
            .get(position)
            .copied()
            .flatten()
            .map(|point| (Cow::Borrowed("room_km"), AttributeValue::Float(three_digits(point.room_km()))));
        let pcode = (Cow::Borrowed("pcode"), unit.pcode.as_str().into());
        Attributes::new(
            std::iter::once(pcode)
                .chain(names)
                .chain(clearance)
                .chain([(Cow::Borrowed("rank"), ranks[position].into())]),
        )
    };
    layer.units.iter().enumerate().map(of_unit).collect()
}

/// A number to three digits: more would say that the place is known better than it is.
fn three_digits(number: f64) -> f64 {
    if number <= 0.0 {
        return 0.0;
    }
    let scale = 10f64.powi(2 - number.log10().floor() as i32);
    (number * scale).round() / scale
}

#[cfg(test)]
mod tests;
