use geodata::figures::{Indicator, Normalisation};
use geodata::model::PopulationGroup;
use serde_json::{Value as Json, json};

use crate::http::problem::Problem;
use crate::http::reply::{Format, Reply};
use crate::http::route::{Call, Route};

pub const INDICATORS: Route = Route {
    path: "/indicators",
    id: "getIndicators",
    tag: "Figures",
    summary: "What maps can show",
    path_parameters: &[],
    parameters: &[],
    formats: &[Format::Json, Format::Html],
    schema: "Indicators",
    statuses: &[],
    handler: answer,
};

fn answer(call: &Call) -> Result<Reply, Problem> {
    let atlas = call.atlas();
    let has_base = |per: &Normalisation| *per != Normalisation::Per1000Population || atlas.has_population();
    let groups = PopulationGroup::ALL.into_iter().filter_map(|group| {
        let rounds: Vec<_> = atlas
            .rounds
            .iter()
            .filter(|round| atlas.counts_of(&round.id.0, group).is_some())
            .filter_map(|round| round.coverage(group).map(|coverage| (round, coverage)))
            .collect();
        let (_, coverage) = rounds.last()?;
        let indicator = Indicator::Group(group);
        Some(json!({
            "id": indicator.id(),
            "label": indicator.label(),
            "kind": "group",
            "unit": indicator.unit(),
            "definition": coverage.definition,
            "per": indicator.normalisations().iter().copied().filter(has_base).map(Normalisation::id).collect::<Vec<_>>(),
            "parameters": ["by", "round", "year", "per", "within", "breakdown", "lang"],
            "rounds": rounds.iter().map(|(round, _)| &round.id).collect::<Vec<_>>(),
            "values": call.link(&format!("/indicators/{}/values", indicator.id())),
            "map": call.link(&format!("/maps/{}", indicator.id())),
        }))
    });
    let rounds: Vec<_> = atlas
        .rounds
        .iter()
        .filter(|round| atlas.services.iter().any(|table| table.round == round.id))
        .map(|round| &round.id)
        .collect();
    let service = |id: &str, label: &str, unit: &str, definition: &str, per: &[Normalisation], parameters: &[&str]| {
        json!({
            "id": id,
            "label": label,
            "kind": "service",
            "unit": unit,
            "definition": definition,
            "per": per.iter().map(|per| per.id()).collect::<Vec<_>>(),
            "parameters": parameters,
            "rounds": rounds,
            "values": call.link(&format!("/indicators/{id}/values")),
            "map": call.link(&format!("/maps/{id}")),
        })
    };
    let services = [
        service(
            Indicator::HOUSEHOLDS_BEYOND,
            "Households beyond a distance from a service",
            "households",
            "Households of the communities that lack the service and are farther from the nearest than `km`",
            &[Normalisation::None, Normalisation::Share, Normalisation::ShareOfAll],
            &["by", "round", "per", "within", "lang", "service", "km"],
        ),
        service(
            Indicator::COMMUNITIES_LACKING,
            "Communities without a service",
            "communities",
            "Assessed communities in which the service is not available",
            // `share` is the same.
            &[Normalisation::None, Normalisation::ShareOfAll],
            &["by", "round", "per", "within", "lang", "service"],
        ),
    ];
    let services = services.into_iter().filter(|_| !rounds.is_empty());
    let indicators: Vec<Json> = groups.chain(services).collect();
    Ok(Reply::document("Indicators", json!({ "indicators": indicators })))
}
