//! What the features of tiles say: from the parameters of a request to the attributes that are kept for it.

use std::sync::Arc;

use geodata::figures::{Indicator, IndicatorQuery, PeriodSelection};
use geodata::model::{Period, Round};
use geodata::provenance::Provenance;
use geodata::query::{Collection, Columns};
use geodata::tiles::{AtlasAttributeSource, EncodedAttributes, TileLayer};

use super::clusters::{CLUSTER, Groups};
use super::collections::{joined_provenance, provenance};
use super::parameters::{GROUPS, INDICATOR_ID, KM, PER, PROPERTIES, ROUND, SERVICE, YEAR};
use crate::http::parameter::{Kind, Parameter};
use crate::http::problem::Problem;
use crate::http::route::Call;
use crate::selections::{Choice, IndicatorChoice, Joined, SumsChoice};

pub const INDICATOR: Parameter = Parameter {
    name: "indicator",
    description: "Adds value and status of this indicator to each feature",
    required: false,
    ..INDICATOR_ID
};
pub const GEOMETRY: Parameter = Parameter::new(
    "geometry",
    Kind::Choice(&["only"]),
    "only: of the attributes nothing but the key, pcode or id. Such tiles do not change with the figures; \
     /indicators/{indicator}/values?f=compact has what to join to them",
);

/// The parameters that choose attributes.
const ATTRIBUTES: &[Parameter] = &[ROUND, YEAR, GROUPS, PROPERTIES, INDICATOR, PER, SERVICE, KM];

/// Whether the geometry is wanted alone, which rules out every other choice.
fn geometry_only(call: &Call) -> Result<bool, Problem> {
    if call.query.text(GEOMETRY.name).is_none() {
        return Ok(false);
    }
    match ATTRIBUTES.iter().find(|other| call.query.text(other.name).is_some()) {
        None => Ok(true),
        Some(other) => {
            let detail = format!("`{}` chooses attributes, and `geometry=only` has none but the key", other.name);
            Err(Problem::bad_request(detail).blame(other.name))
        }
    }
}

/// The attributes that tiles of a collection carry for a request, kept or made now.
pub fn selection(call: &Call, collection: Collection) -> Result<Arc<EncodedAttributes>, Problem> {
    let choice = Choice { collection, joined: if geometry_only(call)? { None } else { Some(joined(call)?) } };
    call.published.selections.get_or_make(choice, || {
        let (columns, _) = columns(call, collection)?;
        let cells = AtlasAttributeSource::new(Arc::clone(&call.published.atlas), columns.into_projected());
        let order = match call.published.tiles.layer(collection) {
            Some(TileLayer::Points(points)) => Some(points.order()),
            _ => None,
        };
        Ok(EncodedAttributes::new(cells, order))
    })
}

fn joined(call: &Call) -> Result<Joined, Problem> {
    let indicator = call.query.text(INDICATOR.name).map(|id| call.indicator(id)).transpose()?;
    let properties = call.sorted_names(PROPERTIES.name);
    Ok(Joined {
        round: call.round()?.id.0.clone(),
        period: call.period(),
        groups: call.sorted_names(GROUPS.name),
        grouped: properties.is_none() || call.query.text(CLUSTER.name) != Some("false"),
        properties,
        indicator: match indicator {
            Some(indicator) => Some(indicator_choice(call, indicator)),
            None => no_indicator(call)?,
        },
    })
}

fn indicator_choice(call: &Call, indicator: Indicator) -> IndicatorChoice {
    let (service, km) = match indicator {
        Indicator::Group(_) => (None, None),
        Indicator::HouseholdsBeyond(asked) => (Some(asked.service.id()), Some(asked.km.get().to_bits())),
        Indicator::CommunitiesLacking(service) => (Some(service.id()), None),
    };
    IndicatorChoice { id: indicator.id(), per: call.per().id(), service, km }
}

/// What belongs to an indicator must not be there without one.
fn no_indicator<T>(call: &Call) -> Result<Option<T>, Problem> {
    match [PER.name, SERVICE.name, KM.name].into_iter().find(|name| call.query.text(name).is_some()) {
        None => Ok(None),
        Some(name) => Err(Problem::bad_request(format!("`{name}` needs `indicator`")).blame(name)),
    }
}

/// The columns that the tiles of a request carry, and the groups of points.
pub fn columns(call: &Call, collection: Collection) -> Result<(Columns<'_>, Option<Groups<'_>>), Problem> {
    let (atlas, round) = (call.atlas(), call.round()?);
    if geometry_only(call)? {
        // The key depends on no round, whichever it is.
        let all = Columns::new(atlas, collection, round, Period::Window)?;
        let groups = Groups::asked(call, collection, Period::Window, None)?;
        return Ok((all.select(&[collection.key_column().to_owned()])?, groups.map(Groups::geometry_only)));
    }
    let mut columns = Columns::new(atlas, collection, round, call.period())?;
    let question = question(call, collection, round)?;
    if let Some(question) = &question {
        columns = columns.with_indicator(question)?;
    }
    let groups = Groups::asked(call, collection, call.period(), question.as_ref())?;
    match groups {
        Some(groups) => groups.select(call, columns).map(|(columns, groups)| (columns, Some(groups))),
        None => Ok((call.select(columns)?, None)),
    }
}

/// The groups of points alone. Their columns need no values of single points, which take long where there are many.
pub fn groups(call: &Call, collection: Collection) -> Result<Option<Groups<'_>>, Problem> {
    if geometry_only(call)? {
        let groups = Groups::asked(call, collection, Period::Window, None)?;
        return Ok(groups.map(Groups::geometry_only));
    }
    let round = call.round()?;
    let question = question(call, collection, round)?;
    let groups = Groups::asked(call, collection, call.period(), question.as_ref())?;
    let indicator = call.query.text(INDICATOR.name).map(|id| call.indicator(id)).transpose()?;
    let choice = indicator.map(|indicator| SumsChoice {
        collection,
        round: round.id.0.clone(),
        period: call.period(),
        indicator: indicator_choice(call, indicator),
    });
    Ok(groups.map(|groups| groups.chosen(call).added_up(call, choice)))
}

/// The question of `indicator`.
fn question<'c>(
    call: &'c Call,
    collection: Collection,
    round: &'c Round,
) -> Result<Option<IndicatorQuery<'c>>, Problem> {
    let indicator = call.query.text(INDICATOR.name).map(|id| call.indicator(id)).transpose()?;
    match (indicator, collection.place_level()) {
        (Some(indicator), Some(by)) => Ok(Some(IndicatorQuery {
            indicator,
            by,
            round: &round.id.0,
            periods: PeriodSelection::One(call.period_of(indicator)),
            per: call.per(),
            within: None,
        })),
        (Some(_), None) => {
            Err(Problem::bad_request(format!("{} have no figures", collection.id())).blame(INDICATOR.name))
        }
        (None, _) => no_indicator(call),
    }
}

/// What must be said beside the tiles of a request.
pub fn provenance_of(call: &Call, collection: Collection) -> Result<Provenance, Problem> {
    if geometry_only(call)? {
        return Ok(provenance(call, collection));
    }
    let mut provenance = joined_provenance(call, collection, call.round()?, call.period());
    if let Some(id) = call.query.text(INDICATOR.name) {
        let indicator = call.indicator(id)?;
        if indicator.service().is_some() {
            provenance.indicator(call.atlas(), call.round()?, (indicator, call.per()), None);
        }
    }
    Ok(provenance)
}
