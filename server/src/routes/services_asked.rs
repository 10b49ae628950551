//! Questions about one service or several: the parameters that all answers about underserved communities share.

use std::collections::HashSet;

use geodata::access::{self, UnderservedQuery};
use geodata::atlas::Atlas;
use geodata::model::{Households, Km, Service, ServiceTable};
use geodata::provenance::Provenance;

use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::{Problem, truncated};
use crate::http::route::RequestContext;

pub const ALSO: Parameter = Parameter::new(
    "also",
    ParamType::Names,
    "Further services, separated by commas: the question is about all of them",
);
pub const MATCH: Parameter = Parameter::new(
    "match",
    ParamType::Enum(&["all", "any"]),
    "With `also`: communities that lack all of the services, farther from each than the distance (all, also without it), or any of them",
);
pub const MIN_HOUSEHOLDS: Parameter = Parameter::new(
    "min_households",
    ParamType::Integer { min: 0, max: 1_000_000_000 },
    "Only communities with at least this many households",
);
pub const NAME: Parameter = Parameter::new(
    "q",
    ParamType::Text { max: 200 },
    "Only communities that have this text in a name, in any language of the dataset; upper and lower case are the same",
);

/// The service of the path and those of `also`, with what the round says of them.
pub struct ServicesAsked<'a> {
    pub service: &'a Service,
    pub table: &'a ServiceTable,
    /// Without that of the path.
    pub also: Vec<&'a ServiceTable>,
    any: bool,
}

impl<'a> ServicesAsked<'a> {
    /// What is asked for; with `at_distances` each service must have some.
    pub fn of(call: &'a RequestContext, at_distances: bool) -> Result<Self, Problem> {
        let (atlas, round, service) = (call.atlas(), call.round()?, call.service()?);
        let table = access::table(atlas, &round.id.0, service)?;
        let mut also: Vec<&ServiceTable> = Vec::new();
        for id in call.query.text(ALSO.name).into_iter().flat_map(|ids| ids.split(',')).map(str::trim) {
            let refused = |detail: String| Problem::parameter(ALSO.name, detail, surveyed(atlas, &round.id.0));
            let other = atlas.vocabulary.service(id);
            let other = other.ok_or_else(|| refused(format!("there is no service `{}`", truncated(id))))?;
            let other = access::table(atlas, &round.id.0, other).map_err(|error| refused(error.to_string()))?;
            let is_known = other.service == *service || also.iter().any(|known| known.service == other.service);
            if !is_known {
                also.push(other);
            }
        }
        if at_distances {
            access::require_distances(table)?;
            for table in &also {
                access::require_distances(table)
                    .map_err(|error| Problem::parameter(ALSO.name, error.to_string(), surveyed(atlas, &round.id.0)))?;
            }
        }
        let any = match call.query.text(MATCH.name) {
            Some(_) if also.is_empty() => {
                return Err(Problem::bad_request("`match` needs another service in `also`").with_parameter(MATCH.name));
            }
            how => how == Some("any"),
        };
        Ok(Self { service, table, also, any })
    }

    /// The question, as far as it is about services and sizes.
    pub fn question(&'a self, call: &RequestContext, beyond: Option<Km>) -> UnderservedQuery<'a> {
        UnderservedQuery {
            also: &self.also,
            any: self.any,
            beyond,
            inclusive: call.query.flag("inclusive"),
            min_households: call.query.integer(MIN_HOUSEHOLDS.name).map(Households),
            ..UnderservedQuery::default()
        }
    }

    /// All services, that of the path first.
    pub fn services(&self) -> impl Iterator<Item = &Service> {
        std::iter::once(self.service).chain(self.also.iter().map(|table| &table.service))
    }

    /// How several services go together; nothing of one.
    pub fn matching(&self) -> Option<&'static str> {
        (!self.also.is_empty()).then_some(if self.any { "any" } else { "all" })
    }

    /// Cites what the answer rests on.
    pub fn cite(&self, provenance: &mut Provenance, call: &RequestContext) -> Result<(), Problem> {
        let round = call.round()?;
        for service in self.services() {
            provenance.service(call.atlas(), round, service);
        }
        Ok(())
    }
}

/// The communities with the text of `q` in a name.
pub fn named(call: &RequestContext) -> Option<HashSet<usize>> {
    let text = call.query.text(NAME.name)?.trim().to_lowercase();
    let communities = call.atlas().communities.iter().enumerate();
    let is_meant = |names: &geodata::model::Names| {
        let by_language = names.languages().filter_map(|language| names.get(language));
        by_language.chain(names.aliases.iter().map(|alias| &**alias)).any(|name| name.to_lowercase().contains(&text))
    };
    Some(communities.filter(|(_, community)| is_meant(&community.names)).map(|(position, _)| position).collect())
}

fn surveyed(atlas: &Atlas, round: &str) -> String {
    let tables = atlas.services.iter().filter(|table| table.round.0 == round);
    let ids: Vec<&str> = tables.map(|table| table.service.id()).collect();
    format!("some of {}, separated by commas", ids.join(", "))
}
