use geodata::figures::{Indicator, Normalisation};
use geodata::model::{AdminLevel, Period, PopulationGroup, Round};
use serde_json::{Value as Json, json};
use styles::words::say;

use super::embed::{usual_km, usual_service};
use super::maps;
use super::parameters::LANG;
use crate::html::lists;
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

pub const INDICATORS: Route = Route {
    method: Route::GET,
    path: "/indicators",
    id: "getIndicators",
    tag: "Figures",
    summary: "What maps can show",
    path_parameters: &[],
    parameters: &[LANG],
    formats: &[Format::Json, Format::Html],
    schema: "Indicators",
    statuses: &[],
    handler: Handler::Data(answer),
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (atlas, words) = (call.atlas(), call.words());
    let km = usual_km(atlas);
    let has_base = |per: &Normalisation| *per != Normalisation::Per1000Population || atlas.has_population();
    let groups = atlas.vocabulary.groups().iter().filter_map(|group| {
        let counted: Vec<_> = rounds(call)
            .filter(|round| atlas.counts_of(&round.id.0, group).is_some() && is_counted(call, round, group))
            .collect();
        let linked = linked_round(call, &counted)?;
        let indicator = Indicator::Group(group.clone());
        let links = Links {
            call,
            round: linked,
            is_known_by: &|level| atlas.rollup_of(&linked.id.0, group, level.into()).is_some(),
            question: &[],
        };
        let all = ["by", "round", "year", "per", "within", "breakdown", "lang"];
        let parameters: Vec<&str> = all.into_iter().filter(|name| *name != "year" || !indicator.is_stock()).collect();
        let mut json = json!({
            "id": indicator.id(),
            "label": words.indicator(&indicator),
            "kind": "group",
            "unit": words.counted(indicator.unit()),
            "definition": counted.last()?.coverage(group)?.definition.get(call.language()),
            "per": indicator.normalisations().iter().copied().filter(has_base).map(Normalisation::id).collect::<Vec<_>>(),
            "parameters": parameters,
            "levels": links.levels().map(AdminLevel::id).collect::<Vec<_>>(),
            "rounds": counted.iter().map(|round| &round.id).collect::<Vec<_>>(),
            "values": links.values(indicator.id()),
            "map": links.map(indicator.id()),
        });
        if let (Some(members), Some(of)) = (json.as_object_mut(), group.estimate_of()) {
            members.insert("estimate_of".into(), of.into());
        }
        if let Some(members) = json.as_object_mut().filter(|_| indicator.is_stock()) {
            members.insert("group_kind".into(), group.kind().id().into());
        }
        Some(json)
    });
    let service = |id: &str,
                   unit: &str,
                   [label, definition]: [String; 2],
                   per: &[Normalisation],
                   parameters: &[&str]| {
        let needs_distance = id == Indicator::HOUSEHOLDS_BEYOND;
        let known: Vec<_> =
            rounds(call).filter(|round| usual_service(atlas, round, needs_distance).is_some()).collect();
        let linked = linked_round(call, &known)?;
        let question = [("service", usual_service(atlas, linked, needs_distance)?.id()), ("km", &*km)];
        let links =
            Links { call, round: linked, is_known_by: &|_| true, question: &question[..=usize::from(needs_distance)] };
        Some(json!({
            "id": id,
            "label": label,
            "kind": "service",
            "unit": words.counted(unit),
            "definition": definition,
            "per": per.iter().map(|per| per.id()).collect::<Vec<_>>(),
            "parameters": parameters,
            "levels": links.levels().map(AdminLevel::id).collect::<Vec<_>>(),
            "rounds": known.iter().map(|round| &round.id).collect::<Vec<_>>(),
            "values": links.values(id),
            "map": links.map(id),
        }))
    };
    let services = [
        service(
            Indicator::HOUSEHOLDS_BEYOND,
            "households",
            words.households_beyond_any(),
            &[Normalisation::None, Normalisation::Share, Normalisation::ShareOfAll],
            &["by", "round", "per", "within", "lang", "service", "km"],
        ),
        service(
            Indicator::COMMUNITIES_LACKING,
            "communities",
            words.communities_lacking_any(),
            // `share` is the same.
            &[Normalisation::None, Normalisation::ShareOfAll],
            &["by", "round", "per", "within", "lang", "service"],
        ),
    ];
    let indicators: Vec<Json> = groups.chain(services.into_iter().flatten()).collect();
    let document = json!({ "indicators": indicators });
    if call.format == Format::Html {
        return Ok(lists::indicators(call, &document));
    }
    Ok(HandlerResponse::document(say!(words, "answer-indicators"), document))
}

/// The rounds that can be asked about below the API root.
fn rounds(call: &RequestContext) -> impl Iterator<Item = &Round> {
    let only = call.root.at().map(|at| at.round.as_str());
    call.atlas().rounds.iter().filter(move |round| only.is_none_or(|only| round.id.0 == only))
}

/// Whether a round counts a group, in the year that the API root is about.
fn is_counted(call: &RequestContext, round: &Round, group: &PopulationGroup) -> bool {
    let period = call.root.at().map_or(Period::Window, |at| at.period);
    round.coverage(group).is_some_and(|coverage| coverage.is_counted_in(period))
}

/// Of the rounds that know an indicator the one to show: that which is meant where none is named, or the last.
fn linked_round<'a>(call: &RequestContext, known: &[&'a Round]) -> Option<&'a Round> {
    let usual = call.round().ok()?;
    known.iter().find(|round| round.id == usual.id).or(known.last()).copied()
}

/// Links to an indicator: with what it needs, and with what has to be named because the usual choice has no answer.
struct Links<'a> {
    call: &'a RequestContext,
    round: &'a Round,
    /// Whether the indicator is known by units of a level.
    is_known_by: &'a dyn Fn(AdminLevel) -> bool,
    question: &'a [(&'a str, &'a str)],
}

impl Links<'_> {
    /// The levels whose units the indicator is known by.
    fn levels(&self) -> impl Iterator<Item = AdminLevel> {
        self.call.atlas().layers.iter().map(|layer| layer.level).filter(|level| (self.is_known_by)(*level))
    }

    fn values(&self, indicator: &str) -> String {
        self.link(format!("/indicators/{indicator}/values"), AdminLevel::Admin1)
    }

    fn map(&self, indicator: &str) -> String {
        self.link(format!("/maps/{indicator}"), maps::DEFAULT_LEVEL)
    }

    fn link(&self, path: String, usual_level: AdminLevel) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if self.call.round().is_ok_and(|usual| usual.id != self.round.id) {
            query.append_pair("round", &self.round.id.0);
        }
        if !self.levels().any(|level| level == usual_level)
            && let Some(level) =
                self.levels().filter(|level| *level < usual_level).max().or_else(|| self.levels().min())
        {
            query.append_pair("by", level.id());
        }
        let query = query.extend_pairs(self.question).finish();
        self.call.link(&if query.is_empty() { path } else { format!("{path}?{query}") })
    }
}
