//! Where everything comes from: `/sources`.

use geodata::model::{Source, is_web_address};
use maud::{Markup, html};
use styles::words::say;

use super::{Fact, ListPage};
use crate::http::response::HandlerResponse;
use crate::http::route::RequestContext;

/// The page of all sources.
pub fn sources(call: &RequestContext) -> HandlerResponse {
    let page = ListPage::new(call);
    let content = html! {
        div class="cards" { @for source in &page.atlas().sources { (page.source(source)) } }
    };
    page.answer(&say!(page.words, "answer-sources"), &say!(page.words, "lists-about-sources"), &content)
}

impl ListPage<'_> {
    fn source(&self, source: &Source) -> Markup {
        let words = self.words;
        let plain = |text: &str| html! { (text) };
        let mut facts: Vec<Fact> = vec![
            (say!(words, "lists-publisher"), plain(&source.publisher)),
            (say!(words, "lists-published"), plain(&self.published(&source.date))),
            (say!(words, "lists-licence"), plain(&source.licence)),
        ];
        if let Some(url) = source.url.as_deref().filter(|url| is_web_address(url)) {
            facts.push((say!(words, "lists-web-page"), html! { a href=(url) { (url) } }));
        }
        html! {
            article class="card" id=(source.id) {
                h2 { (self.text(&source.title)) }
                p class="citation" { (source.citation) }
                (Self::facts(&facts))
                @if !source.notes.is_empty() {
                    ul class="plain" { @for note in &source.notes { li { (self.text(note)) } } }
                }
                @if let Some(disclaimer) = &source.disclaimer { p class="disclaimer" { (self.text(disclaimer)) } }
            }
        }
    }

    /// A day in words; a month or a year as it is written.
    fn published(&self, date: &str) -> String {
        if date.split('-').count() == 3 { self.words.date(date) } else { date.to_owned() }
    }

    /// The sources with these ids, each a line.
    pub(super) fn cited(&self, ids: &[String]) -> Markup {
        let sources: Vec<&Source> = ids.iter().filter_map(|id| self.atlas().source(id)).collect();
        html! {
            @if !sources.is_empty() {
                details class="cited" {
                    summary { (say!(self.words, "page-sources")) }
                    ul {
                        @for source in sources {
                            li { (say!(self.words, "page-cited-licence", citation = source.citation.as_str(), licence = source.licence.as_str())) }
                        }
                    }
                }
            }
        }
    }
}
