//! Where the name of a unit stands: one point for each unit, inside it at every zoom.
//!
//! The point is the pole of inaccessibility of the largest polygon of the unit on the map, as [`DEEPEST_ZOOM`] has it. It is found
//! once, and is the same place at every zoom, rounded to the grid of the zoom towards the north-west.
//!
//! A border that is simplified moves. Where a zoom draws the unit so that the place is outside, or less than half as far from its
//! border as it should be, the pole of the largest polygon *as drawn there* takes its place. Borders move by little more than
//! half a pixel, so that only units a few pixels wide are concerned. A unit that a zoom does not draw has no label there. In one
//! that is narrower than the grid no place of the grid may be inside: it has the label on its border.

mod pole;

use geo_types::Coord;

use self::pole::{Pole, pole, room};
use super::attributes::{AttributeValue, Attributes};
use super::clip::EXTENT;
use super::field::TileField;
use super::grid::{TileId, unproject};
use super::mvt::LayerWriter;
use super::tile::feature_id;
use crate::model::{AdminLayer, AdminUnit, Language};
use crate::parallel;
use crate::query::CellKind;
use crate::topology::{DEEPEST_ZOOM, UnitPosition, Vertex, ZoomLevel};

/// Equatorial circumference that spherical Mercator is drawn with, in kilometres (WGS 84 semi-major axis).
const CIRCUMFERENCE_KM: f64 = std::f64::consts::TAU * 6_378.137;

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
}

/// A place inside a unit with room around it, on the grid of [`DEEPEST_ZOOM`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelPoint {
    /// Units of the grid: 2^14 · [`EXTENT`] each way over the world.
    pub at: Vertex,
    /// How far the nearest border of the unit is, in units of the grid.
    pub room: f64,
}

impl Labels {
    /// The label points of the layer at a position, from the zooms of the topology of all layers.
    pub fn of(layers: &[AdminLayer], layer: usize, zooms: &[ZoomLevel]) -> Self {
        let Some((admin, deepest)) = layers.get(layer).zip(zooms.last()) else {
            return Self { attributes: Vec::new(), zooms: Vec::new() };
        };
        let points = LabelPoint::of_level(deepest, layer, admin.units.len());
        let zooms = parallel::map(zooms.len(), |zoom| {
            let placed = |unit: usize| {
                let at = place(&zooms[zoom], UnitPosition { level: layer, unit }, points[unit])?;
                Some(Label { at, unit: unit as u32 })
            };
            let mut labels: Vec<Label> = (0..points.len()).filter_map(placed).collect();
            labels.sort_unstable_by_key(|label| (tile_of(label.at), label.unit));
            labels
        });
        Self { attributes: attributes(admin, &points), zooms }
    }

    /// The label points in a tile, as bytes of an MVT layer; None where there are none, and deeper than all zooms. Each is in
    /// one tile of a zoom.
    pub fn layer(&self, name: &str, tile: TileId) -> Option<Vec<u8>> {
        let labels = self.zooms.get(usize::from(tile.z()))?;
        let asked = (tile.y(), tile.x());
        let start = labels.partition_point(|label| tile_of(label.at) < asked);
        let mut writer = LayerWriter::new(name, EXTENT);
        let inside = EXTENT.cast_signed() - 1;
        for Label { at, unit } in labels[start..].iter().take_while(|label| tile_of(label.at) == asked) {
            let unit = *unit as usize;
            writer.add_point(
                feature_id(unit),
                self.attributes.get(unit)?,
                Coord { x: at.x & inside, y: at.y & inside },
            );
        }
        writer.finish()
    }

    /// What the features of a layer say of themselves.
    pub fn fields(layer: &AdminLayer) -> Vec<TileField> {
        let mut fields = vec![TileField::new("pcode", CellKind::Text, "P-code of the unit, or a provisional id")];
        for (language, in_language) in
            [(Language::En, "English"), (Language::Ru, "Russian"), (Language::Ky, "Kyrgyz"), (Language::Kk, "Kazakh")]
        {
            if layer.units.iter().any(|unit| unit.names.get(language).is_some()) {
                fields.push(TileField::new(name_key(language), CellKind::Text, &format!("Name in {in_language}")));
            }
        }
        let room = "Distance to the nearest border of the unit, kilometres: how large a name fits";
        fields.push(TileField::new("room_km", CellKind::Float, room));
        fields.push(TileField::new(
            "rank",
            CellKind::Int,
            "1 for the unit with most room on the map, 2 for the next …",
        ));
        fields
    }
}

/// Row and column of the tile that a place of the grid of its zoom lies in.
fn tile_of(at: Vertex) -> (u32, u32) {
    let bits = EXTENT.ilog2();
    (at.y.cast_unsigned() >> bits, at.x.cast_unsigned() >> bits)
}

/// Where the label of a unit stands at a zoom; None where the zoom does not draw the unit.
fn place(zoom: &ZoomLevel, unit: UnitPosition, steady: Option<LabelPoint>) -> Option<Vertex> {
    let polygons = zoom.polygons(unit);
    let largest = largest(&polygons)?;
    if let Some(steady) = steady.map(|point| point.at_zoom(zoom.zoom())) {
        let drawn = room(polygons.iter().flatten(), float(steady.at));
        if drawn > 0.0 && drawn >= steady.room / 2.0 {
            return Some(steady.at);
        }
    }
    Some(LabelPoint::inside(largest).at)
}

fn largest(polygons: &[Vec<Vec<Vertex>>]) -> Option<&Vec<Vec<Vertex>>> {
    let doubled = |ring: &Vec<Vertex>| {
        let next = ring.iter().cycle().skip(1);
        let cross = |(a, b): (&Vertex, &Vertex)| i64::from(a.x) * i64::from(b.y) - i64::from(b.x) * i64::from(a.y);
        // Only the whole sum means something: what overflows on the way cancels out.
        ring.iter().zip(next).map(cross).fold(0, i64::wrapping_add)
    };
    // Of two that are as large, the first.
    polygons.iter().rev().max_by_key(|rings| rings.iter().map(doubled).sum::<i64>())
}

/// The key of the name in a language, as in the tiles of areas.
fn name_key(language: Language) -> &'static str {
    match language {
        Language::En => "name",
        Language::Ru => "name_ru",
        Language::Ky => "name_ky",
        Language::Kk => "name_kk",
    }
}

fn attributes(layer: &AdminLayer, points: &[Option<LabelPoint>]) -> Vec<Attributes> {
    let room = |unit: &usize| points[*unit].map_or(0.0, |point| point.room);
    let mut by_room: Vec<usize> = (0..points.len()).collect();
    by_room.sort_by(|a, b| room(b).total_cmp(&room(a)).then(a.cmp(b)));
    let mut ranks = vec![0; points.len()];
    for (rank, unit) in (1u64..).zip(by_room) {
        ranks[unit] = rank;
    }
    let of_unit = |(position, unit): (usize, &AdminUnit)| {
        let names = Language::ALL
            .into_iter()
            .filter_map(|language| Some((name_key(language), AttributeValue::from(unit.names.get(language)?))));
        let room = points[position].map(|point| ("room_km", AttributeValue::Float(three_digits(point.room_km()))));
        let pcode = ("pcode", unit.pcode.as_str().into());
        Attributes::new(std::iter::once(pcode).chain(names).chain(room).chain([("rank", ranks[position].into())]))
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

impl LabelPoint {
    /// For each unit of a layer, given by its position: where its name stands. None for a unit that the zoom, which should be
    /// the deepest, does not draw. Units are looked at on as many threads as the machine has cores.
    pub fn of_level(deepest: &ZoomLevel, layer: usize, units: usize) -> Vec<Option<Self>> {
        parallel::map(units, |unit| {
            Some(Self::inside(largest(&deepest.polygons(UnitPosition { level: layer, unit }))?))
        })
    }

    fn inside(polygon: &[Vec<Vertex>]) -> Self {
        let found = pole(polygon);
        let on_grid = |found: Pole| {
            let at = Coord { x: found.at.x.floor() as i32, y: found.at.y.floor() as i32 };
            // Where there is little room, rounding may lead out of the polygon.
            let places = [(0, 0), (1, 1), (1, 0), (0, 1)].map(|(x, y)| Vertex { x: at.x + x, y: at.y + y });
            let with_room = places.map(|at| Self { at, room: room(polygon, float(at)) });
            with_room.into_iter().find(|place| place.room > 0.0)
        };
        let on_border = || Self { at: polygon[0][0], room: 0.0 };
        found.and_then(on_grid).unwrap_or_else(on_border)
    }

    /// The same place on the grid of a zoom.
    fn at_zoom(self, zoom: u8) -> Self {
        let shift = DEEPEST_ZOOM.saturating_sub(zoom);
        let at = Vertex { x: self.at.x >> shift, y: self.at.y >> shift };
        Self { at, room: self.room / f64::from(1u32 << shift) }
    }

    /// How far the nearest border is on the ground, in kilometres: on a sphere, as the projection has it.
    fn room_km(self) -> f64 {
        let side = f64::from(EXTENT) * f64::from(1u32 << DEEPEST_ZOOM);
        let latitude = unproject(Coord { x: 0.5, y: f64::from(self.at.y) / side }).y;
        self.room / side * CIRCUMFERENCE_KM * latitude.to_radians().cos()
    }
}

fn float(at: Vertex) -> Coord<f64> {
    Coord { x: f64::from(at.x), y: f64::from(at.y) }
}

#[cfg(test)]
mod tests;
