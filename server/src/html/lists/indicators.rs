//! What maps can show: `/indicators`.

use geodata::model::AdminLevel;
use maud::{Markup, html};
use serde_json::Value as Json;
use styles::words::say;

use super::{Fact, ListPage, with};
use crate::http::response::HandlerResponse;
use crate::http::route::RequestContext;

/// The page of all indicators; `document` is the same as data.
pub fn indicators(call: &RequestContext, document: &Json) -> HandlerResponse {
    let page = ListPage::new(call);
    let indicators = document.get("indicators").and_then(Json::as_array).into_iter().flatten();
    let content = html! {
        div class="cards" { @for indicator in indicators { (page.indicator(indicator)) } }
    };
    page.answer(&say!(page.words, "answer-indicators"), &say!(page.words, "lists-about-indicators"), &content)
}

impl ListPage<'_> {
    fn indicator(&self, json: &Json) -> Markup {
        let (words, atlas) = (self.words, self.atlas());
        let text = |name: &str| json.get(name).and_then(Json::as_str).unwrap_or_default();
        let list = |name: &str| json.get(name).and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        let (id, group) = (text("id"), atlas.vocabulary.group(text("id")));
        let rounds: Vec<_> = list("rounds").filter_map(|id| atlas.round(id)).collect();
        let coverage = group.and_then(|group| rounds.last()?.coverage(group));
        let mut facts: Vec<Fact> = vec![(say!(words, "download-unit"), html! { (text("unit")) })];
        if let Some(coverage) = coverage {
            let name =
                if coverage.date.is_some() { say!(words, "download-column-date") } else { say!(words, "lists-years") };
            facts.push((name, html! { (words.window(coverage)) }));
        }
        let levels: Vec<String> =
            list("levels").filter_map(AdminLevel::from_id).map(|level| words.level(level.into())).collect();
        facts.push((say!(words, "lists-levels"), html! { (levels.join(", ")) }));
        let last = rounds.len().saturating_sub(1);
        let titles = html! {
            @for (position, round) in rounds.iter().enumerate() { (self.text(&round.title)) @if position < last { "; " } }
        };
        facts.push((say!(words, "document-rounds"), titles));
        let query = text("map").split_once('?').map_or(String::new(), |(_, query)| format!("&{query}"));
        let explore = format!("/explore?indicator={id}{query}");
        let mut links = vec![
            (say!(words, "site-explore"), self.address(&explore)),
            (say!(words, "lists-map"), self.address(&format!("/embed?indicator={id}{query}"))),
        ];
        if let Some(values) = text("values").strip_prefix(&self.call.link("")) {
            links.push((say!(words, "lists-values"), self.address(&with(values, "f=html"))));
            links.extend(self.files(values));
        }
        html! {
            article class="card" id=(id) {
                h2 {
                    @match group { Some(group) => (self.text(&group.definition().label)), None => (text("label")) }
                }
                p {
                    @match coverage { Some(coverage) => (self.text(&coverage.definition)), None => (text("definition")) }
                }
                (Self::facts(&facts))
                (Self::links(&links))
            }
        }
    }

    /// Links to a table of values as files.
    pub(super) fn files(&self, values: &str) -> [(String, String); 3] {
        [("CSV", "f=csv"), ("XLSX", "f=xlsx"), ("GeoJSON", "f=geojson")]
            .map(|(name, format)| (name.to_owned(), self.address(&with(values, format))))
    }
}
