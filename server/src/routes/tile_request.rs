//! The parameters of tiles, parsed once into the request that the library answers. The command line has the same parameters.

use geodata::query::Collection;
use geodata::tiles::points::ClusterMode;
use geodata::tiles::{AttributeSelection, IndicatorSpec, JoinSpec, LayerParts, LayerRequest, TileError};

use super::arguments::Arguments;
use super::parameters::{COLLECTIONS, GROUPS, INDICATOR_ID, KM, PER, PROPERTIES, ROUND, SERVICE, YEAR};
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::route::RequestContext;

pub const LAYERS: Parameter = Parameter::new(
    "layers",
    ParamType::EnumList(&["areas", "borders", "labels", "points"]),
    "Of a level of units: which layers; areas, borders and labels without it. `borders` are lines, `labels` points with the names, `points` one \
     point in each area with the same attributes, for symbols: {id}_borders, {id}_labels, {id}_points",
);
pub const CLUSTER: Parameter = Parameter::new(
    "cluster",
    ParamType::Enum(&["auto", "true", "false"]),
    "Of points: whether those in one cell of a grid, eight cells along a tile, are shown as a group with the sums of its \
     members. auto, also without it: at zooms where a tile somewhere has more than 1,000 points, or 40,000 attributes of points. A group has `cluster` \
     whichever `properties` are asked for",
);
pub const INDICATOR: Parameter = Parameter {
    name: "indicator",
    description: "Adds value and status of this indicator to each feature",
    required: false,
    ..INDICATOR_ID
};
pub const GEOMETRY: Parameter = Parameter::new(
    "geometry",
    ParamType::Enum(&["only"]),
    "only: of the attributes nothing but the key, pcode or id. Such tiles do not change with the figures; \
     /indicators/{indicator}/values?f=compact has what to join to them",
);

/// The parameters of tiles of a collection.
pub const OF_COLLECTION: &[Parameter] =
    &[ROUND, YEAR, GROUPS, PROPERTIES, INDICATOR, PER, SERVICE, KM, GEOMETRY, LAYERS, CLUSTER];
/// The parameters of tiles of the dataset: what every collection understands.
pub const OF_DATASET: &[Parameter] = &[COLLECTIONS, ROUND, YEAR, GEOMETRY];
/// The zoom that shows a country.
pub const ZOOM_OF_CENTRE: u8 = 6;

/// The parameters that choose attributes.
const ATTRIBUTES: &[Parameter] = &[ROUND, YEAR, GROUPS, PROPERTIES, INDICATOR, PER, SERVICE, KM];

/// What tiles show of a collection.
pub fn layer_request(arguments: Arguments<'_>, collection: Collection) -> Result<LayerRequest, Problem> {
    let query = arguments.query;
    let parts = query.text(LAYERS.name).map(|list| {
        let has = |part: &str| list.split(',').any(|listed| listed == part);
        LayerParts { areas: has("areas"), borders: has("borders"), labels: has("labels"), points: has("points") }
    });
    Ok(LayerRequest {
        collection,
        parts,
        attributes: if query.text(GEOMETRY.name).is_some() { key_only(arguments)? } else { joined(arguments)? },
        clusters: query.text(CLUSTER.name).and_then(ClusterMode::from_id),
    })
}

/// The geometry alone, which rules out every choice of attributes.
fn key_only(arguments: Arguments<'_>) -> Result<AttributeSelection, Problem> {
    match ATTRIBUTES.iter().find(|other| arguments.query.text(other.name).is_some()) {
        None => Ok(AttributeSelection::KeyOnly),
        Some(other) => {
            let detail = format!("`{}` chooses attributes, and `geometry=only` has none but the key", other.name);
            Err(Problem::bad_request(detail).with_parameter(other.name))
        }
    }
}

fn joined(arguments: Arguments<'_>) -> Result<AttributeSelection, Problem> {
    let indicator = indicator(arguments)?;
    let round = match &indicator {
        Some(shown) => arguments.round_of(&shown.indicator)?,
        None => arguments.round()?,
    };
    Ok(AttributeSelection::Joined(JoinSpec {
        round: round.id.clone(),
        period: arguments.period(),
        groups: arguments.sorted_names(GROUPS.name),
        properties: arguments.sorted_names(PROPERTIES.name),
        indicator,
    }))
}

fn indicator(arguments: Arguments<'_>) -> Result<Option<IndicatorSpec>, Problem> {
    let Some(id) = arguments.query.text(INDICATOR.name) else {
        let without = [PER.name, SERVICE.name, KM.name].into_iter().find(|name| arguments.query.text(name).is_some());
        let refused = |name: &str| Problem::bad_request(format!("`{name}` needs `indicator`")).with_parameter(name);
        return without.map_or(Ok(None), |name| Err(refused(name)));
    };
    let indicator = arguments.indicator(id)?;
    let per = arguments.chosen_per().unwrap_or_default();
    Ok(Some(IndicatorSpec { period: arguments.period_of(&indicator)?, indicator, per }))
}

impl From<TileError> for Problem {
    fn from(error: TileError) -> Self {
        let parameter = match error {
            TileError::Columns(error) => return error.into(),
            TileError::Figures(error) => return error.into(),
            TileError::OneLayer(_) => LAYERS,
            TileError::NotPoints(_) => CLUSTER,
            TileError::NoFigures(_) => INDICATOR,
        };
        Self::bad_request(error.to_string()).with_parameter(parameter.name)
    }
}

/// What tiles show of each collection.
pub fn layer_requests(call: &RequestContext, collections: &[Collection]) -> Result<Vec<LayerRequest>, Problem> {
    collections.iter().map(|collection| layer_request(call.arguments(), *collection)).collect()
}

/// The collections that tiles of the dataset shall have, in the order asked for.
pub fn collections(call: &RequestContext) -> Result<Vec<Collection>, Problem> {
    let known = Collection::of(call.atlas());
    let Some(names) = call.query.names(COLLECTIONS.name) else { return Ok(known) };
    let mut chosen: Vec<Collection> = Vec::new();
    for name in names {
        let collection = known.iter().copied().find(|collection| collection.id() == name).ok_or_else(|| {
            let accepted: Vec<&str> = known.iter().map(|collection| collection.id()).collect();
            Problem::parameter(COLLECTIONS.name, format!("the dataset has no {name}"), accepted.join(", "))
        })?;
        if !chosen.contains(&collection) {
            chosen.push(collection);
        }
    }
    Ok(chosen)
}
