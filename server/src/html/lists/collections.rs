//! The layers of a dataset, and one of them: `/collections`, `/collections/{id}`.

use geodata::query::Collection;
use maud::{Markup, html};
use serde_json::Value as Json;
use styles::words::say;

use super::{Fact, ListPage};
use crate::http::response::HandlerResponse;
use crate::http::route::RequestContext;

/// The page of all collections; `document` is the same as data.
pub fn collections(call: &RequestContext, document: &Json) -> HandlerResponse {
    let page = ListPage::new(call);
    let described = document.get("collections").and_then(Json::as_array).into_iter().flatten();
    let content = html! {
        div class="cards" {
            @for one in described {
                @if let Some(collection) = collection_of(&page, one) {
                    article class="card" id=(collection.id()) {
                        h2 {
                            a href=(page.address(&format!("/collections/{}?f=html", collection.id()))) { (page.words.collection(collection)) }
                        }
                        (page.layer(collection, one))
                    }
                }
            }
        }
    };
    page.answer(&say!(page.words, "answer-collections"), &say!(page.words, "lists-about-collections"), &content)
}

/// The page of one collection.
pub fn collection(call: &RequestContext, collection: Collection, document: &Json) -> HandlerResponse {
    let page = ListPage::new(call);
    let id = collection.id();
    let texts = |name: &str| -> Vec<String> {
        let list = document.get(name).and_then(Json::as_array).into_iter().flatten();
        list.filter_map(Json::as_str).map(str::to_owned).collect()
    };
    let ids: Vec<String> = document
        .get("sources")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(|source| source.get("id")?.as_str().map(str::to_owned))
        .collect();
    let content = html! {
        article class="card" { (page.layer(collection, document)) }
        h2 { (say!(page.words, "lists-in-programs")) }
        dl class="facts" {
            div { dt { "QGIS, GDAL (OGC API Features)" } dd { code { (call.link("/")) } } }
            div { dt { (say!(page.words, "link-tiles-of-collection")) } dd { code { (call.link(&format!("/tiles/{id}/{{z}}/{{x}}/{{y}}.mvt"))) } } }
        }
        (page.notes(&texts("notes")))
        (page.cited(&ids))
    };
    let title = page.words.collection(collection);
    page.answer(&title, &say!(page.words, "lists-about-collections"), &content)
}

fn collection_of(page: &ListPage<'_>, json: &Json) -> Option<Collection> {
    Collection::find(page.atlas(), json.get("id")?.as_str()?)
}

impl ListPage<'_> {
    /// What a layer has, and where it is.
    fn layer(&self, collection: Collection, json: &Json) -> Markup {
        let (words, id) = (self.words, collection.id());
        let description = json.get("description").and_then(Json::as_str).unwrap_or_default();
        let mut facts: Vec<Fact> =
            vec![(say!(words, "lists-features"), html! { (self.count(collection.len(self.atlas()))) })];
        if let Some(bounds) = collection.bounds(self.atlas()) {
            let [west, south, east, north] =
                bounds.edges().map(|edge| self.words.value((edge * 10.0).round() / 10.0, false));
            let said = say!(words, "lists-box", west = west, east = east, south = south, north = north);
            facts.push((say!(words, "lists-extent"), html! { (said) }));
        }
        let days = json.pointer("/extent/temporal/interval/0").and_then(Json::as_array);
        let day = |at: usize| days.and_then(|days| days.get(at)?.as_str()?.get(..10));
        if let (Some(first), Some(last)) = (day(0), day(1)) {
            facts.push((say!(words, "download-time"), html! { (words.days([first, last])) }));
        }
        let below = |rest: &str| self.address(&format!("/collections/{id}{rest}"));
        let mut links = Vec::new();
        if let Collection::Admin(level) = collection {
            links.push((say!(words, "lists-map"), self.address(&format!("/explore?by={}", level.id()))));
        }
        links.extend([
            (say!(words, "lists-as-table"), below("/items?f=html")),
            ("GeoJSON".to_owned(), below("/items?f=geojson&limit=10000")),
            ("CSV".to_owned(), below("/items?f=csv&limit=10000")),
            (say!(words, "lists-schema"), below("/schema?f=html")),
            (say!(words, "lists-tiles"), below("/tiles?f=html")),
            ("TileJSON".to_owned(), format!("{}/tiles/{id}.json", self.header.root)),
        ]);
        html! {
            p { (description) "." }
            (Self::facts(&facts))
            (Self::links(&links))
        }
    }
}
