//! What tiles are made from: an atlas, its layers, and the attributes that were encoded for earlier tiles.

use std::sync::{Arc, OnceLock};

use super::attribute_cache::{AttributeCache, AttributeKey, SumsKey};
use super::context::ContextTiles;
use super::coverages::SimplifiedCoverages;
use super::encoded_attributes::{AtlasAttributeSource, EncodedAttributes};
use super::error::TileError;
use super::layers::{TileLayer, TileLayers};
use super::points::{ClusterColumns, ClusterLayer, ClusterMode, ZOrderPoints};
use super::request::{AttributeSelection, IndicatorSpec, JoinSpec, LayerParts, LayerRequest};
use crate::atlas::Atlas;
use crate::figures::{FigureError, IndicatorQuery, PeriodSelection};
use crate::model::{Period, Round};
use crate::query::{Collection, Columns};

/// Everything that tiles are made from. Clones share it.
#[derive(Clone, Debug)]
pub struct TileData {
    /// The places and figures.
    pub atlas: Arc<Atlas>,
    /// Their geometry, indexed for tiles.
    pub layers: Arc<TileLayers>,
    /// Attributes in the encoding of tiles.
    pub cache: Arc<AttributeCache>,
    /// What lies around, once a tile of it was asked for.
    context: Arc<OnceLock<ContextTiles>>,
}

impl TileData {
    /// Prepares the layers of an atlas. `cache_bytes` bounds the memory for attributes.
    pub fn new(atlas: Arc<Atlas>, coverages: SimplifiedCoverages, cache_bytes: u64) -> Self {
        let layers = Arc::new(TileLayers::from_zooms(&atlas, coverages));
        Self { atlas, layers, cache: Arc::new(AttributeCache::new(cache_bytes)), context: Arc::default() }
    }

    /// The same with another bound for the memory of attributes.
    pub fn with_cache_bytes(self, bytes: u64) -> Self {
        Self { cache: Arc::new(AttributeCache::new(bytes)), ..self }
    }

    /// The tiles of what lies around.
    pub fn context(&self) -> &ContextTiles {
        self.context.get_or_init(|| ContextTiles::new(&self.atlas))
    }

    /// The layers that a request wants of its collection. Of points `areas` stands for the points.
    pub(super) fn parts(request: &LayerRequest) -> Result<LayerParts, TileError> {
        match (request.collection, request.parts) {
            (Collection::Admin(_), parts) => Ok(parts.unwrap_or(LayerParts::USUAL)),
            (_, None) => Ok(LayerParts { areas: true, borders: false, labels: false, points: false }),
            (of_points, Some(_)) => Err(TileError::OneLayer(of_points)),
        }
    }

    /// The points of a request and how they are clustered; None for areas.
    pub(super) fn clustering(&self, request: &LayerRequest) -> Result<Option<(&ZOrderPoints, ClusterMode)>, TileError> {
        match (self.layers.layer(request.collection), request.clusters) {
            (Some(TileLayer::Points(points)), mode) => Ok(Some((points, mode.unwrap_or_default()))),
            (_, Some(_)) => Err(TileError::NotPoints(request.collection)),
            (_, None) => Ok(None),
        }
    }

    /// The encoded attributes of a request, from the cache or new.
    pub(super) fn attributes(&self, request: &LayerRequest) -> Result<Arc<EncodedAttributes>, TileError> {
        let names_properties =
            matches!(&request.attributes, AttributeSelection::Joined(JoinSpec { properties: Some(_), .. }));
        let key = AttributeKey {
            collection: request.collection,
            attributes: request.attributes.clone(),
            has_cluster_columns: !names_properties || request.clusters != Some(ClusterMode::Never),
        };
        self.cache.attributes(&key, || {
            let (columns, _) = self.columns(request)?;
            let source = AtlasAttributeSource::new(Arc::clone(&self.atlas), columns.into_projected());
            let order = match self.layers.layer(request.collection) {
                Some(TileLayer::Points(points)) => Some(points.order()),
                _ => None,
            };
            Ok(EncodedAttributes::new(source, order))
        })
    }

    /// The columns of the features of a request, and the clusters of points.
    pub(super) fn columns<'a>(
        &'a self,
        request: &'a LayerRequest,
    ) -> Result<(Columns<'a>, Option<ClusterLayer<'a>>), TileError> {
        let collection = request.collection;
        let AttributeSelection::Joined(joined) = &request.attributes else {
            // The key depends on no round, whichever it is.
            let all = Columns::new(&self.atlas, collection, self.round(&request.attributes)?, Period::Window)?;
            return Ok((all.select(&[collection.key_column().to_owned()])?, self.clusters(request)?));
        };
        let mut columns = Columns::new(&self.atlas, collection, self.round(&request.attributes)?, joined.period)?;
        if let Some(query) = query(request, joined)? {
            columns = columns.with_indicator(&query)?;
        }
        let (groups, properties) = (joined.groups.as_deref(), joined.properties.as_deref());
        if let Some(clusters) = self.all_clusters(request)? {
            let (columns, clusters) = clusters.select(columns, groups, properties)?;
            return Ok((columns, Some(clusters)));
        }
        if let Some(groups) = groups {
            columns = columns.with_groups(groups)?;
        }
        if let Some(names) = properties {
            columns = columns.select(names)?;
        }
        Ok((columns, None))
    }

    /// The clusters alone, of a request whose names are known to be right. They need no values of single points, which take long
    /// where there are many.
    pub(super) fn clusters<'a>(&'a self, request: &'a LayerRequest) -> Result<Option<ClusterLayer<'a>>, TileError> {
        let Some(clusters) = self.all_clusters(request)? else { return Ok(None) };
        let AttributeSelection::Joined(joined) = &request.attributes else { return Ok(Some(clusters.geometry_only())) };
        let clusters = clusters.with_columns(joined.groups.as_deref(), joined.properties.as_deref());
        let Some(indicator) = joined.indicator.clone() else { return Ok(Some(clusters)) };
        let key = SumsKey { collection: request.collection, round: joined.round.clone(), indicator };
        Ok(Some(clusters.with_indicator_sums(|columns| self.cache.sums(key, || columns.indicator_sums()))))
    }

    /// The clusters with all their columns.
    fn all_clusters<'a>(&'a self, request: &'a LayerRequest) -> Result<Option<ClusterLayer<'a>>, TileError> {
        let Some((points, mode)) = self.clustering(request)? else { return Ok(None) };
        let (period, query) = match &request.attributes {
            AttributeSelection::KeyOnly => (Period::Window, None),
            AttributeSelection::Joined(joined) => (joined.period, query(request, joined)?),
        };
        let layer = (points, &self.layers.community_aggregates);
        let round = self.round(&request.attributes)?;
        let mut columns = ClusterColumns::new(&self.atlas, request.collection, layer, round, period);
        if let Some(query) = &query {
            columns = columns.with_indicator(query)?;
        }
        Ok(Some(ClusterLayer { mode, points, columns }))
    }

    /// The round of a selection; the default round where it has none.
    pub(super) fn round(&self, attributes: &AttributeSelection) -> Result<&Round, TileError> {
        let id = match attributes {
            AttributeSelection::Joined(JoinSpec { round, .. }) => &round.0,
            AttributeSelection::KeyOnly => &self.atlas.info.default_round,
        };
        Ok(self.atlas.round(id).ok_or_else(|| FigureError::UnknownRound(id.clone()))?)
    }
}

/// The query for the indicator of a request.
fn query<'a>(request: &LayerRequest, joined: &'a JoinSpec) -> Result<Option<IndicatorQuery<'a>>, TileError> {
    let Some(IndicatorSpec { indicator, period, per }) = joined.indicator.clone() else { return Ok(None) };
    let by = request.collection.place_level().ok_or(TileError::NoFigures(request.collection))?;
    let periods = PeriodSelection::One(period);
    Ok(Some(IndicatorQuery { indicator, by, round: &joined.round.0, periods, per, within: None }))
}
