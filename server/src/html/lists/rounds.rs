//! The rounds of assessment: `/rounds`.

use geodata::model::{GroupCoverage, Round};
use geodata::provenance::Note;
use maud::{Markup, html};
use serde_json::Value as Json;
use styles::words::say;

use super::{Fact, ListPage, with};
use crate::http::response::HandlerResponse;
use crate::http::route::RequestContext;

/// The page of all rounds; `document` is the same as data.
pub fn rounds(call: &RequestContext, document: &Json) -> HandlerResponse {
    let page = ListPage::new(call);
    let links = document.get("links").and_then(Json::as_array).into_iter().flatten();
    let links: Vec<(String, String)> = links
        .filter_map(|link| {
            let address = link.get("href").and_then(Json::as_str)?.strip_prefix(&call.link(""))?;
            Some((link.get("title")?.as_str()?.to_owned(), page.address(&with(address, "f=html"))))
        })
        .collect();
    let content = html! {
        (page.notes(&page.words.notes(&[Note::RoundsDiffer])))
        (ListPage::links(&links))
        @for round in page.atlas().rounds.iter().rev() { (page.round(round)) }
    };
    page.answer(&say!(page.words, "answer-rounds"), &say!(page.words, "lists-about-rounds"), &content)
}

impl ListPage<'_> {
    fn round(&self, round: &Round) -> Markup {
        let (words, atlas) = (self.words, self.atlas());
        let [first, last] = &round.collected;
        let communities = (0..atlas.communities.len()).filter(|at| atlas.is_assessed(&round.id.0, *at)).count();
        let mut facts: Vec<Fact> = vec![
            (say!(words, "download-collected"), html! { (words.days([first, last])) }),
            (say!(words, "download-method"), self.text(&round.method)),
        ];
        if let Some(count) = round.key_informants {
            facts.push((say!(words, "lists-key-informants"), html! { (self.count(count as usize)) }));
        }
        if communities > 0 {
            facts.push((say!(words, "download-column-communities"), html! { (self.count(communities)) }));
        }
        let services = atlas.services.iter().filter(|table| table.round == round.id);
        let services: Vec<_> = services.map(|table| &table.service).collect();
        if !services.is_empty() {
            let last = services.len() - 1;
            let said = html! {
                @for (position, service) in services.iter().enumerate() {
                    a href=(self.address(&format!("/services?f=html#{}", service.id()))) { (self.text(service.labels())) }
                    @if position < last { ", " }
                }
            };
            facts.push((say!(words, "document-services"), said));
        }
        let mut marks = Vec::new();
        if round.id.0 == atlas.info.default_round {
            marks.push(say!(words, "lists-default"));
        }
        if atlas.is_illustrative(&round.id.0) {
            marks.push(say!(words, "page-illustrative"));
        }
        html! {
            article class="card round" id=(round.id) {
                h2 { (self.text(&round.title)) (Self::marks(&marks)) }
                (Self::facts(&facts))
                @if !round.groups.is_empty() {
                    h3 { (say!(words, "lists-counted")) }
                    div class="cards" { @for coverage in &round.groups { (self.group(round, coverage)) } }
                }
                @if !round.notes.is_empty() {
                    h3 { (say!(words, "page-notes")) }
                    ul class="plain" { @for note in &round.notes { li { (self.text(note)) } } }
                }
                (self.cited(&round.sources))
            }
        }
    }

    /// What a round counts of a group.
    fn group(&self, round: &Round, coverage: &GroupCoverage) -> Markup {
        let (words, atlas, group) = (self.words, self.atlas(), &coverage.group);
        let (id, round_id) = (group.id(), &round.id.0);
        let breakdowns: Vec<_> =
            atlas.breakdowns.iter().filter(|table| table.round == round.id && table.group == *group).collect();
        let is_default = *round_id == atlas.info.default_round;
        let of_round = if is_default { String::new() } else { format!("&round={round_id}") };
        let mut links = Vec::new();
        let level = atlas
            .layers
            .iter()
            .rev()
            .map(|layer| layer.level)
            .find(|level| atlas.rollup_of(round_id, group, (*level).into()).is_some());
        if let Some(level) = level {
            let by = level.id();
            let of_map = format!("indicator={id}{of_round}&by={by}");
            let values = format!("/indicators/{id}/values?by={by}{of_round}");
            links.push((say!(words, "site-explore"), self.address(&format!("/explore?{of_map}"))));
            links.push((say!(words, "lists-map"), self.address(&format!("/embed?{of_map}"))));
            links.push((say!(words, "lists-values"), self.address(&format!("{values}&f=html"))));
            links.extend(self.files(&values));
        }
        html! {
            section class="card" {
                h4 { (self.text(&group.definition().label)) }
                p { (self.text(&coverage.definition)) }
                p class="when" { (words.window(coverage)) }
                @for table in breakdowns {
                    details {
                        summary { (say!(words, "lists-by-dimension", dimension = table.dimension.label(self.language()))) }
                        ul class="plain" {
                            @for category in &table.categories {
                                li {
                                    @match table.dimension.category_labels(category) {
                                        Some(labels) => (self.text(labels)),
                                        None => (category),
                                    }
                                }
                            }
                        }
                    }
                }
                (Self::links(&links))
            }
        }
    }
}
