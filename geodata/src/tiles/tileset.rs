//! What a set of tiles says of itself: its layers with their fields, extent, sources. Everything that describes tiles is made from it:
//! TileJSON, the metadata of OGC API Tiles, the metadata of archives.

use super::borders::Borders;
use super::data::TileData;
use super::error::TileError;
use super::field::TileField;
use super::labels::Labels;
use super::layers::TileLayer;
use super::points::ClusterInfo;
use super::request::{AttributeSelection, LayerRequest};
use super::{borders_id, labels_id, points_id};
use crate::model::BBox;
use crate::provenance::Provenance;
use crate::query::Collection;

/// A set of tiles, collection by collection in the order of their layers.
#[derive(Clone, Debug)]
pub struct Tileset {
    /// The collections.
    pub collections: Vec<TilesetCollection>,
}

/// What tiles of a set show of one collection.
#[derive(Clone, Debug)]
pub struct TilesetCollection {
    /// The collection.
    pub collection: Collection,
    /// Its layers: the features, for a level of units also borders, labels and points.
    pub layers: Vec<VectorLayer>,
    /// Of points: how they are clustered.
    pub clusters: Option<ClusterInfo>,
    /// What must be said beside it, and the sources.
    pub provenance: Provenance,
    /// The smallest box around its features.
    pub bounds: Option<BBox>,
}

/// What a layer shows of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerContent {
    /// The areas or points themselves.
    Features,
    /// The borders of a level, each once.
    Borders,
    /// Where the names of units stand.
    Labels,
    /// Points with what the areas say.
    Points,
}

/// A layer of tiles.
#[derive(Clone, Debug, PartialEq)]
pub struct VectorLayer {
    /// Its name in tiles.
    pub id: String,
    /// Of which collection it shows something.
    pub collection: Collection,
    /// What it shows of it.
    pub content: LayerContent,
    /// `polygon`, `line` or `point`.
    pub geometry: &'static str,
    /// What its features say.
    pub fields: Vec<TileField>,
}

impl Tileset {
    /// Describes the tiles of some requests.
    pub fn describe(data: &TileData, requests: &[LayerRequest]) -> Result<Self, TileError> {
        let collections = requests.iter().map(|request| TilesetCollection::describe(data, request));
        Ok(Self { collections: collections.collect::<Result<_, _>>()? })
    }

    /// The layers of all collections.
    pub fn layers(&self) -> impl Iterator<Item = &VectorLayer> {
        self.collections.iter().flat_map(|collection| &collection.layers)
    }

    /// What must be said beside the tiles, and their sources, each once.
    pub fn provenance(&self) -> Provenance {
        let mut all = Provenance::default();
        for collection in &self.collections {
            all.add(collection.provenance.clone());
        }
        all
    }

    /// The smallest box around everything.
    pub fn bounds(&self) -> Option<BBox> {
        BBox::around(
            self.collections.iter().filter_map(|collection| collection.bounds).flat_map(|bounds| bounds.parts()),
        )
    }
}

impl TilesetCollection {
    fn describe(data: &TileData, request: &LayerRequest) -> Result<Self, TileError> {
        let collection = request.collection;
        let (columns, clusters) = data.columns(request)?;
        let parts = TileData::parts(request)?;
        let mut fields: Vec<TileField> = columns
            .columns()
            .iter()
            .map(|column| TileField::new(&column.name, column.kind, column.meaning.clone()))
            .collect();
        fields.extend(clusters.iter().flat_map(|clusters| clusters.own_fields(&columns)));
        let of_features = if parts.points { fields.clone() } else { Vec::new() };
        let mut layers = Vec::new();
        if parts.areas {
            layers.push(VectorLayer {
                id: collection.id().to_owned(),
                collection,
                content: LayerContent::Features,
                geometry: data.layers.layer(collection).map_or("polygon", TileLayer::geometry),
                fields,
            });
        }
        let level = if let Collection::Admin(level) = collection { data.atlas.layer(level) } else { None };
        if let Some(level) = level.filter(|_| parts.borders) {
            layers.push(VectorLayer {
                id: borders_id(collection),
                collection,
                content: LayerContent::Borders,
                geometry: "line",
                fields: Borders::fields(level.codes),
            });
        }
        if let Some(level) = level.filter(|_| parts.labels) {
            layers.push(VectorLayer {
                id: labels_id(collection),
                collection,
                content: LayerContent::Labels,
                geometry: "point",
                fields: Labels::fields(level, &data.atlas.fields_of_units(level.level).languages),
            });
        }
        if level.is_some() && parts.points {
            layers.push(VectorLayer {
                id: points_id(collection),
                collection,
                content: LayerContent::Points,
                geometry: "point",
                fields: of_features,
            });
        }
        Ok(Self {
            collection,
            layers,
            clusters: clusters.map(|clusters| clusters.info(&columns)),
            provenance: provenance(data, request)?,
            bounds: collection.bounds(&data.atlas),
        })
    }
}

fn provenance(data: &TileData, request: &LayerRequest) -> Result<Provenance, TileError> {
    let (atlas, collection) = (&data.atlas, request.collection);
    let mut provenance = Provenance::of_collection(atlas, collection);
    if let AttributeSelection::Joined(joined) = &request.attributes {
        let round = data.round(&request.attributes)?;
        provenance.joined(atlas, collection, (round, joined.period), joined.groups.as_deref());
        let spec = joined.indicator.as_ref().filter(|spec| spec.indicator.service().is_some());
        if let (Some(spec), Some(by)) = (spec, collection.place_level()) {
            provenance.indicator(atlas, round, (&spec.indicator, spec.per), by, None);
        }
    }
    Ok(provenance)
}
