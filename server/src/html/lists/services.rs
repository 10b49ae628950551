//! What communities have or lack: `/services`.

use geodata::figures::{Indicator, IndicatorQuery, Normalisation, PeriodSelection, ServiceQuestion, values};
use geodata::model::{DistanceDetail, Km, Period, Service};
use maud::{Markup, html};
use serde_json::Value as Json;
use styles::words::say;

use super::{Fact, ListPage};
use crate::http::response::HandlerResponse;
use crate::http::route::RequestContext;

/// The page of all services; `document` is the same as data.
pub fn services(call: &RequestContext, document: &Json) -> HandlerResponse {
    let page = ListPage::new(call);
    let services = document.get("services").and_then(Json::as_array).into_iter().flatten();
    let content = html! {
        div class="cards" { @for service in services { (page.service(service)) } }
    };
    page.answer(&say!(page.words, "answer-services"), &say!(page.words, "lists-about-services"), &content)
}

impl ListPage<'_> {
    fn service(&self, json: &Json) -> Markup {
        let (words, atlas) = (self.words, self.atlas());
        let id = json.get("id").and_then(Json::as_str).unwrap_or_default();
        let Some(service) = atlas.vocabulary.service(id) else { return html! {} };
        let tables: Vec<_> = atlas.services.iter().filter(|table| table.service == *service).collect();
        let Some(table) = tables.last() else { return html! {} };
        let bands = atlas.vocabulary.bands();
        let distances = match table.detail {
            DistanceDetail::None => say!(words, "distances-none"),
            DistanceDetail::Bands => {
                let labels = bands.labels().join(", ");
                say!(words, "lists-in-bands", bands = labels)
            }
            DistanceDetail::Kilometres => say!(words, "distances-kilometres"),
        };
        let mut facts: Vec<Fact> = Vec::new();
        let lacking = Indicator::CommunitiesLacking(service.clone());
        if let Some(count) = self.of_country(&lacking, &table.round.0) {
            facts.push((say!(words, "lists-lacking"), count));
        }
        let has_distances = table.detail != DistanceDetail::None;
        if let Some(km) = bands.edges().last().filter(|_| has_distances)
            && let Some(count) = self.of_country(&beyond(service, km), &table.round.0)
        {
            facts.push((say!(words, "lists-beyond", km = km.to_string()), count));
        }
        facts.push((say!(words, "page-distance"), html! { (distances) }));
        let titles: Vec<&str> = tables
            .iter()
            .filter_map(|table| atlas.round(&table.round.0))
            .map(|round| round.title.get(self.language()))
            .collect();
        facts.push((say!(words, "document-rounds"), html! { (titles.join(", ")) }));
        let lacking = format!("by=admin1&service={id}");
        let mut links = vec![(say!(words, "site-planner"), self.address(&format!("/planner?service={id}")))];
        links.push((
            say!(words, "lists-map"),
            self.address(&format!("/embed?indicator=communities_lacking&service={id}")),
        ));
        let communities = self.address(&format!("/services/{id}/communities?f=html"));
        links.push((say!(words, "lists-communities"), communities));
        if json.get("distance").is_some_and(Json::is_string) {
            let distance = self.address(&format!("/services/{id}/distance?f=html"));
            links.push((say!(words, "lists-table-of-distances"), distance));
        }
        let values = format!("/indicators/communities_lacking/values?{lacking}");
        links.extend(self.files(&values));
        html! {
            article class="card" id=(id) {
                h2 { (self.text(service.labels())) }
                (Self::facts(&facts))
                (Self::links(&links))
                (self.cited(&table.sources))
            }
        }
    }

    /// The number of all places together, with what it counts, or why there is none.
    fn of_country(&self, indicator: &Indicator, round: &str) -> Option<Markup> {
        let level = self.atlas().layers.iter().map(|layer| layer.level).min()?;
        let question = IndicatorQuery {
            indicator: indicator.clone(),
            by: level.into(),
            round,
            periods: PeriodSelection::One(Period::Window),
            per: Normalisation::None,
            within: None,
        };
        let total = values(self.atlas(), &question).ok()?.total?;
        Some(if let Some(count) = total.value.reported() {
            html! { (self.words.value(count, true)) " " (self.words.unit(indicator, Normalisation::None)) }
        } else {
            html! { (self.words.status(total.value)) }
        })
    }
}

fn beyond(service: &Service, km: Km) -> Indicator {
    Indicator::HouseholdsBeyond(ServiceQuestion { service: service.clone(), km })
}
