//! The pages of what there is, made by hand: layers, rounds, indicators, services, sources. Each thing is a card that says in words what it is, and
//! leads to it on a map, as a table, and as files.
//!
//! ```text
//! ┌──────────────────────────────┐
//! │ Return migrants         mark │
//! │ what is counted              │
//! │ Years   2020 to 2024         │
//! │ Explore · Map · CSV · XLSX   │
//! └──────────────────────────────┘
//! ```
//!
//! A text that the dataset does not have in the language of the page is marked with its own.

mod collections;
mod indicators;
mod rounds;
mod services;
mod sources;

use geodata::atlas::Atlas;
use geodata::model::{Labels, Language};
use maud::{Markup, html};
use styles::words::{Words, say};

pub use collections::{collection, collections};
pub use indicators::indicators;
pub use rounds::rounds;
pub use services::services;
pub use sources::sources;

use super::own_language::marked;
use super::{PageHeader, page};
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::RequestContext;

/// A page that lists something, while it is written.
struct ListPage<'a> {
    call: &'a RequestContext,
    words: Words,
    header: PageHeader,
}

/// An address with another parameter.
fn with(address: &str, parameter: &str) -> String {
    format!("{address}{}{parameter}", if address.contains('?') { '&' } else { '?' })
}

/// A name and what it says.
type Fact = (String, Markup);

impl<'a> ListPage<'a> {
    fn new(call: &'a RequestContext) -> Self {
        Self { call, words: call.words(), header: PageHeader::of_data(call) }
    }

    fn atlas(&self) -> &'a Atlas {
        &self.call.snapshot.atlas
    }

    fn language(&self) -> Language {
        self.words.language()
    }

    /// A text in the language of the page, or marked with its own.
    fn text(&self, labels: &Labels) -> Markup {
        marked(labels.get(self.language()), labels.language_of(self.language()), self.words)
    }

    /// The address of a path below the API root, in the language of the page.
    fn address(&self, path: &str) -> String {
        let main = self.atlas().info.main_language();
        let (root, language) = (&self.header.root, self.language());
        if language == main {
            return format!("{root}{path}");
        }
        format!("{root}{}", with(path, &format!("lang={}", language.code())))
    }

    /// Links, one beside the other.
    fn links(links: &[(String, String)]) -> Markup {
        html! {
            @if !links.is_empty() {
                ul class="actions" { @for (name, address) in links { li { a href=(address) { (name) } } } }
            }
        }
    }

    fn facts(facts: &[Fact]) -> Markup {
        html! {
            @if !facts.is_empty() {
                dl class="facts" { @for (name, said) in facts { div { dt { (name) } dd { (said) } } } }
            }
        }
    }

    /// Marks beside a heading, such as `illustrative`.
    fn marks(marks: &[String]) -> Markup {
        html! { @for mark in marks { " " span class="mark" { (mark) } } }
    }

    fn count(&self, count: usize) -> String {
        self.words.value(count as f64, true)
    }

    /// The page as an answer: what it says first, its cards, and where the same is as data.
    fn answer(&self, title: &str, lead: &str, content: &Markup) -> HandlerResponse {
        let content = html! {
            p class="lead" { (lead) }
            @if self.atlas().info.illustrative {
                p class="about-dataset" { (self.text(&self.atlas().info.title)) (Self::marks(&[say!(self.words, "page-illustrative-numbers")])) }
            } @else {
                p class="about-dataset" { (self.text(&self.atlas().info.title)) }
            }
            (content)
            @if let Some(disclaimer) = &self.atlas().info.disclaimer {
                p class="disclaimer" { (self.text(disclaimer)) }
            }
            p { a href=(self.data()) { (say!(self.words, "document-as-data")) } }
        };
        HandlerResponse::bytes(Format::Html, page(title, &content, &self.header).into_bytes())
    }

    /// Where the document of this page is.
    fn data(&self) -> String {
        let address = self.call.link_with(&[("f", Some("json"))]);
        let below = address.strip_prefix(&self.call.link("")).unwrap_or_default();
        format!("{}{below}", self.header.root)
    }

    /// What must be said beside the answer.
    fn notes(&self, notes: &[String]) -> Markup {
        html! {
            @if !notes.is_empty() {
                ul class="notes" aria-label=(say!(self.words, "page-notes")) { @for note in notes { li { (self.header.mark(note)) } } }
            }
        }
    }
}
