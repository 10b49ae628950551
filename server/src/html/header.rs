//! The header of all pages: the name of the site, its pages and documents, and the languages that it is offered in.
//!
//! ```text
//! Kerben   Explore  Planner  Embed  Data        English · Русский · Кыргызча
//! ```
//!
//! Its style is `web/public/site.css`.

use geodata::model::Language;
use maud::{Markup, html};
use styles::words::{Words, say};

use super::own_language::Fallbacks;
use crate::http::query::Query;
use crate::http::route::RequestContext;
use crate::snapshot::{Served, Snapshot};

/// The page header: links to the pages and main documents.
#[derive(Clone, Debug, Default)]
pub struct PageHeader {
    /// The API root for links, without trailing slash.
    pub root: String,
    /// Whether to link pages and documents about data.
    has_data: bool,
    /// The URL of the list of all datasets, if there are several.
    all_datasets: Option<String>,
    /// The languages of the dataset, each with the query of the same page in it.
    languages: Vec<(Language, String)>,
    /// The language of words outside the document.
    language: Language,
    /// Texts of the dataset that are in another one.
    fallbacks: Fallbacks,
}

impl PageHeader {
    /// An English header without other languages.
    pub fn new(root: String, snapshot: &Snapshot) -> Self {
        let has_data = matches!(snapshot.served, Served::Data(_));
        Self { root, has_data, ..Self::default() }
    }

    /// That of the answer to a request.
    pub fn of(call: &RequestContext<Snapshot>) -> Self {
        if let Some(of_data) = call.of_data() {
            return Self::of_data(&of_data);
        }
        let header = Self::new(call.root_of_page(), &call.snapshot);
        header.among(call.all_datasets()).in_language(call.language())
    }

    /// That of the answer to a request for data.
    pub fn of_data(call: &RequestContext) -> Self {
        let languages = in_languages(&call.atlas().info.languages, &call.query);
        let fallbacks = Fallbacks::of(call.atlas(), call.words());
        let header = Self { root: call.root_of_page(), has_data: true, languages, fallbacks, ..Self::default() };
        header.among(call.all_datasets()).in_language(call.language())
    }

    /// The same of one of several datasets, whose list is there.
    pub fn among(self, all_datasets: Option<String>) -> Self {
        Self { all_datasets, ..self }
    }

    /// Sets the language.
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The address of the start page.
    pub fn home(&self) -> String {
        format!("{}/?f=html", self.root)
    }

    /// Words in its language.
    pub fn words(&self) -> Words {
        Words::of(self.language)
    }

    /// A text of the page, with what is in another language marked.
    pub fn mark(&self, text: &str) -> Markup {
        self.fallbacks.mark(text, self.words())
    }

    /// The linked pages: paths below the root, and titles.
    fn pages(&self) -> impl Iterator<Item = (&'static str, String)> {
        let words = self.words();
        let of_data = [
            ("/explore", say!(words, "site-explore")),
            ("/planner", say!(words, "site-planner")),
            ("/embed/builder", say!(words, "site-builder")),
            ("/collections?f=html", say!(words, "site-data")),
        ];
        self.has_data.then_some(of_data).into_iter().flatten()
    }

    /// The documents about data: paths below the root, and titles.
    fn documents(&self) -> impl Iterator<Item = (&'static str, String)> {
        let words = self.words();
        let of_data = [
            ("/collections", say!(words, "document-collections")),
            ("/rounds", say!(words, "document-rounds")),
            ("/indicators", say!(words, "document-indicators")),
            ("/services", say!(words, "document-services")),
            ("/sources", say!(words, "document-sources")),
        ];
        let of_data = self.has_data.then_some(of_data);
        of_data.into_iter().flatten().chain([("/api", say!(words, "document-api"))])
    }

    /// Links to the documents about data, which stand on the pages of these.
    pub fn links_to_documents(&self) -> Markup {
        html! {
            nav class="documents" aria-label=(say!(self.words(), "document-chapters")) {
                div class="wide" {
                    @for (path, name) in self.documents() { a href=(format!("{}{path}?f=html", self.root)) { (name) } }
                }
            }
        }
    }

    /// As HTML; `current` is the path of the page that it stands on.
    pub fn markup(&self, current: Option<&str>) -> Markup {
        let (root, words) = (&self.root, self.words());
        html! {
            header class="site" {
                div class="wide" {
                    a class="brand" href=(self.home()) { "Kerben" }
                    nav aria-label=(say!(words, "site-pages")) {
                        @if let Some(all) = &self.all_datasets {
                            a href=(format!("{all}/?f=html")) { (say!(words, "datasets-all")) }
                        }
                        @for (path, name) in self.pages() {
                            a href=(format!("{root}{path}")) aria-current=[(current == Some(path)).then_some("page")] { (name) }
                        }
                    }
                    @if self.languages.len() > 1 {
                        nav class="languages" aria-label=(say!(words, "site-languages")) {
                            @for (language, query) in &self.languages {
                                @let code = language.code();
                                a href=(query) lang=(code) hreflang=(code) aria-current=[(*language == self.language).then_some("true")] {
                                    (own_name(*language))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Each language with the query of the same page in it.
fn in_languages(languages: &[Language], query: &Query) -> Vec<(Language, String)> {
    languages.iter().map(|language| (*language, query.written(&[("lang", Some(language.code()))]))).collect()
}

/// What a language is called in itself; in English where there is no catalogue of it.
fn own_name(language: Language) -> String {
    let words = Words::of(language);
    if say!(words, "language-code") == language.code() {
        say!(words, "language-name")
    } else {
        language.english_name().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_data_and_of_an_archive_lead_to_what_is_there() {
        let paths = |has_data| {
            let header = PageHeader { has_data, ..PageHeader::default() };
            header.pages().map(|(path, _)| path).collect::<Vec<_>>()
        };
        let documents = |has_data| PageHeader { has_data, ..PageHeader::default() }.documents().count();
        assert_eq!((documents(true), documents(false)), (6, 1));
        assert_eq!(paths(true), ["/explore", "/planner", "/embed/builder", "/collections?f=html"]);
        assert!(paths(false).is_empty());
    }

    #[test]
    fn the_page_itself_and_its_language_are_marked() {
        let russian = Language::from_code("ru").expect("Russian");
        let languages = in_languages(&[Language::ENGLISH, russian], &Query::default());
        let header =
            PageHeader { root: "..".into(), has_data: true, languages, ..PageHeader::default() }.in_language(russian);
        let html = header.markup(Some("/explore")).into_string();
        assert!(html.contains("href=\"../explore\" aria-current=\"page\""), "{html}");
        assert!(html.contains("lang=\"ru\" hreflang=\"ru\" aria-current=\"true\">Русский"), "{html}");
        assert!(html.contains("href=\"?lang=en\""), "{html}");
    }
}
