//! What lies around and in the country as tiles: the layers `countries`, `lakes`, `rivers`, `places` and `labels`, the same whatever a map shows.
//!
//! Everything is projected once, when a tile is first asked for. Each tile puts what is near on its grid, in steps of half a pixel, so that
//! neighbours, which share the vertices of their border, keep sharing them; then areas and lines are cut to the tile ([`super::clip`],
//! [`super::borders`]).

mod areas;
mod labels;
mod naming;

use geo_types::Coord;

use self::areas::{ProjectedArea, area_layer};
use self::labels::ContextLabel;
use self::naming::Naming;
use super::attributes::{AttributeValue, Attributes};
use super::field::TileField;
use super::international_borders::BorderLines;
use super::mvt::LayerWriter;
use super::tile::feature_id;
use crate::atlas::Atlas;
use crate::grid::{EXTENT, TileId, project};
use crate::model::ContextKind;
use crate::query::{CellKind, Meaning};

/// The name of the set of tiles, and of the source of a style.
pub const CONTEXT: &str = "context";

/// The name of its layer of names.
pub const CONTEXT_LABELS: &str = "labels";

/// The deepest zoom that has tiles of it: Natural Earth has no more to say there.
pub const DEEPEST_ZOOM_OF_CONTEXT: u8 = 10;

/// The context of a dataset, projected for tiles.
#[derive(Debug)]
pub struct ContextTiles {
    countries: Vec<(Attributes, Vec<ProjectedArea>)>,
    lakes: Vec<(Attributes, Vec<ProjectedArea>)>,
    rivers: BorderLines,
    river_attributes: Vec<Attributes>,
    places: Vec<(Attributes, Coord<f64>)>,
    labels: Vec<ContextLabel>,
}

impl ContextTiles {
    /// Projects what an atlas shows around its units.
    pub fn new(atlas: &Atlas) -> Self {
        let (context, naming) = (&atlas.context, Naming::of(atlas));
        let is_own = |alpha2: &str, alpha3: &str| {
            [alpha2, alpha3].iter().any(|code| !code.is_empty() && code.eq_ignore_ascii_case(&atlas.info.country))
        };
        let countries = context.countries().iter().map(|country| {
            let own = is_own(&country.alpha2, &country.alpha3);
            let code = ("code", AttributeValue::from(&*country.alpha2));
            let attributes = naming.attributes(&country.names, [code, ("own", AttributeValue::Bool(own))]);
            (attributes, ProjectedArea::all(&country.polygons))
        });
        let countries: Vec<_> = countries.collect();
        let lakes: Vec<_> = context
            .lakes()
            .iter()
            .map(|lake| (naming.attributes(&lake.names, []), ProjectedArea::all(&lake.polygons)))
            .collect();
        let rivers = context.rivers();
        let places = context.places().iter().map(|place| {
            let code = ("code", AttributeValue::from(&*place.country));
            let own = ("own", AttributeValue::Bool(is_own(&place.country, "")));
            let rank = ("rank", AttributeValue::from(place.rank as u64));
            let attributes = naming.attributes(&place.names, [code, own, rank]);
            (attributes, project(place.at.0))
        });
        Self {
            labels: labels::of(atlas, &naming, (&countries, &lakes)),
            rivers: BorderLines::of(rivers.iter().map(|river| river.lines.iter().map(|line| &line.geometry))),
            river_attributes: rivers.iter().map(|river| naming.attributes(&river.names, [])).collect(),
            places: places.collect(),
            countries,
            lakes,
        }
    }

    /// A tile as a Mapbox Vector Tile, uncompressed; None where nothing is, and deeper than [`DEEPEST_ZOOM_OF_CONTEXT`].
    pub fn render(&self, tile: TileId) -> Option<Vec<u8>> {
        if tile.z() > DEEPEST_ZOOM_OF_CONTEXT {
            return None;
        }
        let areas = [(ContextKind::Countries, &self.countries), (ContextKind::Lakes, &self.lakes)];
        let mut bytes: Vec<u8> =
            areas.into_iter().filter_map(|(kind, of)| area_layer(kind.id(), of, tile)).flatten().collect();
        let attributes = |river: usize| self.river_attributes.get(river);
        bytes.extend(self.rivers.layer(ContextKind::Rivers.id(), tile, attributes).unwrap_or_default());
        let places = self.places.iter().map(|(attributes, at)| (attributes, *at));
        bytes.extend(point_layer(ContextKind::Places.id(), places, tile).unwrap_or_default());
        let labels = self.labels.iter().map(|label| (&label.attributes, label.at));
        bytes.extend(point_layer(CONTEXT_LABELS, labels, tile).unwrap_or_default());
        (!bytes.is_empty()).then_some(bytes)
    }

    /// The fields of its layers, by the name of the layer, for a dataset.
    pub fn fields(atlas: &Atlas) -> Vec<(&'static str, Vec<TileField>)> {
        let names = Naming::of(atlas).fields();
        let with = |more: &[(&str, CellKind, Meaning)]| {
            let more = more.iter().map(|(name, kind, meaning)| TileField::new(name, *kind, meaning.clone()));
            names.iter().cloned().chain(more).collect::<Vec<_>>()
        };
        let code = ("code", CellKind::Text, Meaning::ContextCode);
        let own = ("own", CellKind::Bool, Meaning::ContextOwn);
        vec![
            (ContextKind::Countries.id(), with(&[code.clone(), own.clone()])),
            (ContextKind::Lakes.id(), with(&[])),
            (ContextKind::Rivers.id(), with(&[])),
            (ContextKind::Places.id(), with(&[code, own, ("rank", CellKind::Int, Meaning::ContextRank)])),
            (
                CONTEXT_LABELS,
                with(&[
                    ("kind", CellKind::Text, Meaning::ContextLabelKind),
                    ("room_km", CellKind::Float, Meaning::ContextRoom),
                    ("rank", CellKind::Int, Meaning::LabelRank),
                ]),
            ),
        ]
    }
}

/// Points of a tile, each in one tile of a zoom.
fn point_layer<'a>(
    name: &str,
    points: impl Iterator<Item = (&'a Attributes, Coord<f64>)>,
    tile: TileId,
) -> Option<Vec<u8>> {
    let mut writer = LayerWriter::new(name, EXTENT);
    let side = f64::from(1u32 << tile.z());
    for (position, (attributes, at)) in points.enumerate() {
        if TileId::of(at, tile.z()) != Some(tile) {
            continue;
        }
        let within = |at: f64, tile: u32| {
            let steps = ((at * side - f64::from(tile)) * f64::from(EXTENT)).floor();
            (steps as i32).clamp(0, EXTENT.cast_signed() - 1)
        };
        writer.add_point(
            feature_id(position),
            attributes,
            Coord { x: within(at.x, tile.x()), y: within(at.y, tile.y()) },
        );
    }
    writer.finish()
}

#[cfg(test)]
mod tests;
