//! A map as HTML that needs no script: title, map as SVG, legend, what must be said, and a table of all values. The page for frames and the element
//! show the same card; a script adds what happens when a district is pointed at.
//!
//! ```text
//! ┌───────────────────────────────┐
//! │ title, subtitle               │
//! │ what could not be followed    │
//! │ ┌───────────────┐ legend      │
//! │ │ map           │ total       │
//! │ └───────────────┘             │
//! │ notes, table, sources         │
//! └───────────────────────────────┘
//! ```
//!
//! Nothing in it has a style of its own, so that it needs no `unsafe-inline` of a Content-Security-Policy: colours are attributes of SVG.

use geodata::model::Language;
use maud::{Markup, PreEscaped, html};
use serde_json::json;
use styles::words::{Words, has_own_direction, say};
use styles::{CircleLegend, History, LegendEntry, LegendKind, MapDocument, MapRow, Part};

use super::own_language::Fallbacks;
use super::preview::Preview;

/// What a card shows.
#[derive(Debug)]
pub struct Card {
    /// The map as data.
    pub document: MapDocument,
    /// The map as a picture without words around it; none where it has too many units.
    pub svg: Option<String>,
    /// What patterns of that picture are called begins so.
    pub svg_id: &'static str,
    /// What the units have together.
    pub total: Option<String>,
    /// The units in words, in the order of the table; none where there are too many for a page.
    pub rows: Vec<MapRow>,
    /// What they had in other years.
    pub history: Option<History>,
    /// What of the request could not be followed.
    pub notices: Vec<String>,
    /// Whether the map lies on a basemap, which the picture does not show.
    pub is_on_basemap: bool,
    /// The radius of the largest circle of the legend on the picture.
    pub largest_circle: Option<f64>,
    /// The address of the API root.
    pub root: String,
    /// Where that is for the links of a page that the card is written into; none where somebody else's page takes it.
    pub root_of_page: Option<String>,
    /// How high the picture is by its width.
    pub aspect: Option<f64>,
    /// What other sites show of it.
    pub preview: Preview,
    /// Texts of the dataset that are in another language than the card.
    pub fallbacks: Fallbacks,
}

impl Card {
    fn words(&self) -> Words {
        Words::of(self.document.lang)
    }

    /// The title, which names the months of a partial year.
    pub fn title(&self) -> String {
        title_of(&self.document)
    }

    /// Whether its title is shown.
    pub fn has_title(&self) -> bool {
        !self.hides(Part::Title)
    }

    /// Whether its subtitle is shown.
    pub fn has_subtitle(&self) -> bool {
        !self.hides(Part::Subtitle)
    }

    /// Whether an editor hides a part.
    fn hides(&self, part: Part) -> bool {
        self.document.editor.hide.contains(&part.id())
    }

    fn with_part(&self, text: &str) -> String {
        with_part(&self.document, text)
    }

    /// Whether it shows all years together.
    fn is_of_window(&self) -> bool {
        self.document.year.as_ref().is_some_and(|year| year == "window")
    }

    /// All of it. Where it is the whole of a page, its title is the title of the page.
    pub fn markup(&self, is_page: bool) -> Markup {
        let (words, map) = (self.words(), &self.document);
        html! {
            // The empty title keeps browsers from showing the attribute of the element where it is pointed at.
            article class="card" lang=(map.lang) dir=(words.direction()) title="" data-illustrative=(map.illustrative) data-hide=[self.hidden()] {
                header hidden[self.hides(Part::Title) && self.hides(Part::Subtitle)] {
                    @if !self.hides(Part::Title) { h2 aria-level=[is_page.then_some("1")] dir=[self.direction(&map.title)] { (self.mark(&self.title())) } }
                    @if !self.hides(Part::Subtitle) { p class="subtitle" dir=[self.direction(&map.subtitle)] { (self.mark(&map.subtitle)) } }
                }
                @if !self.notices.is_empty() {
                    ul class="notices" aria-label=(say!(words, "page-about-choice")) {
                        @for notice in &self.notices { li { (notice) } }
                    }
                }
                div class="body" {
                    div class="stage" {
                        (self.tags())
                        // Read where the map has the focus; the picture itself says the same to whoever comes by.
                        p class="summary" id={ (self.svg_id) "-summary" } hidden[self.svg.is_some()] { (map.summary) }
                        div class={ "drawing" @if self.svg.is_none() { " empty" } } aria-describedby={ (self.svg_id) "-summary" } {
                            @if let Some(svg) = &self.svg { (PreEscaped(svg)) }
                        }
                    }
                    div class="aside" {
                        (self.legend(is_page))
                        @if let Some(total) = self.total.as_ref().filter(|_| !self.hides(Part::Total)) { p class="total" { (self.mark(total)) } }
                    }
                }
                div class="below" {
                    @if !map.notes.is_empty() {
                        ul class="notes" aria-label=(say!(words, "page-notes")) {
                            @for note in &map.notes { li dir=[self.direction(note)] { (self.mark(note)) } }
                        }
                    }
                    (self.table())
                    (self.downloads())
                    (self.credits())
                }
                (self.data())
            }
        }
    }

    /// The direction of a text of the dataset, which may run against the words around it.
    fn direction(&self, text: &str) -> Option<&'static str> {
        (self.words().is_right_to_left() || has_own_direction(text)).then_some("auto")
    }

    /// A text in which what is in another language is marked.
    fn mark(&self, text: &str) -> Markup {
        self.fallbacks.mark(text, self.words())
    }

    /// The parts that are hidden, for style sheets.
    fn hidden(&self) -> Option<String> {
        let hidden = &self.document.editor.hide;
        (!hidden.is_empty()).then(|| hidden.join(" "))
    }

    /// What must be said on the map itself.
    fn tags(&self) -> Markup {
        let (words, map) = (self.words(), &self.document);
        let mut tags = Vec::new();
        match map.boundaries {
            "schematic" => tags.push(say!(words, "page-boundaries-schematic")),
            "generalised" => tags.push(say!(words, "page-boundaries-generalised")),
            _ => {}
        }
        if map.illustrative {
            tags.push(say!(words, "page-illustrative-numbers"));
        }
        if map.partial {
            let part = map.partial_note.clone().unwrap_or_else(|| say!(words, "page-not-all-months"));
            tags.push(if self.is_of_window() {
                say!(words, "page-with-partial-year", part = part)
            } else {
                say!(words, "page-partial-year-tag", part = part)
            });
        }
        html! {
            @if !tags.is_empty() {
                ul class="tags" aria-label=(say!(words, "page-about-map")) { @for tag in &tags { li { (self.mark(tag)) } } }
            }
        }
    }

    /// What circles stand for; the range of each class in words, and the number of units in it: colours only repeat it.
    fn legend(&self, is_page: bool) -> Markup {
        let (words, map) = (self.words(), &self.document);
        let marked = |parts: &[Option<&str>]| {
            let illustrative = map.illustrative.then(|| say!(words, "page-illustrative"));
            let parts = parts.iter().flatten().map(|part| (*part).to_owned()).chain(illustrative);
            parts.collect::<Vec<_>>().join(", ")
        };
        // What patterns of places without a number mean is always there.
        let is_shown = !self.hides(Part::Legend);
        let entries = map.legend.entries.iter().filter(|entry| is_shown || entry.kind != LegendKind::Class);
        let entries: Vec<&LegendEntry> = entries.collect();
        html! {
            // A group, no landmark: beside another map there would be two of the same name.
            div class="legend" role="group" aria-label=(say!(words, "page-legend")) hidden[!is_shown && entries.is_empty()] {
                @if is_shown {
                    h3 aria-level=[is_page.then_some("2")] { (self.mark(&self.with_part(&map.legend.title))) }
                    @if let Some(circles) = &map.legend.circles {
                        p class="unit" { (marked(&[Some(&circles.unit)])) }
                        (nested(circles, self.largest_circle))
                        p class="units" { (self.units(circles.units)) }
                    }
                    @if map.marks != "circles" {
                        p class="unit" { (marked(&[Some(&map.legend.unit), map.legend.method.as_deref()])) }
                    }
                }
                @if !entries.is_empty() {
                    ul {
                        @for entry in entries {
                            li {
                                (self.swatch(entry))
                                span class="range" { (entry.label) }
                                span class="units" { (self.units(entry.units)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn swatch(&self, entry: &LegendEntry) -> Markup {
        let pattern = match entry.kind {
            LegendKind::NoData => Some("no-data"),
            LegendKind::Suppressed => Some("suppressed"),
            LegendKind::Class | LegendKind::NotApplicable => None,
        };
        html! {
            svg class={ "swatch " (entry.kind.id()) } viewBox="0 0 26 18" width="26" height="18" aria-hidden="true" {
                rect width="26" height="18" fill=(entry.color) {}
                @if let Some(pattern) = pattern {
                    rect width="26" height="18" fill=(format!("url(#{}-{pattern})", self.svg_id)) {}
                }
            }
        }
    }

    /// `12 districts`.
    pub fn units(&self, count: usize) -> String {
        self.words().units(count, self.document.by)
    }

    /// Every value: for the keyboard, for screen readers, and for browsers that draw nothing.
    fn table(&self) -> Markup {
        let (words, map) = (self.words(), &self.document);
        if self.rows.is_empty() {
            let title = say!(words, "page-table-of-values");
            return html! { p class="values" { a href={ (map.values) "&f=html" } { (title) } " (" a href={ (map.values) "&f=csv" } { "CSV" } ")" } };
        }
        let caption = self.title();
        let marked =
            |text: String| if map.illustrative { say!(words, "page-illustrative-text", text = text) } else { text };
        let table = html! {
            table {
                caption { (self.mark(&marked(caption.clone()))) }
                thead {
                    tr {
                        th scope="col" { (say!(words, "page-name")) }
                        th scope="col" class="number" aria-sort="descending" { (marked(say!(words, "page-value"))) }
                        @if self.rows.iter().any(|row| row.confirming.is_some()) {
                            th scope="col" class="number" { (say!(words, "page-communities-confirming")) }
                        }
                    }
                }
                tbody {
                    @for row in &self.rows {
                        (self.row(row))
                    }
                }
            }
        };
        if self.hides(Part::Table) {
            return html! { div class="values unseen" { (table) } };
        }
        html! {
            details class="values" {
                summary { (say!(words, "page-table-of-values")) }
                div class="scroll" tabindex="0" role="region" aria-label=(caption) { (table) }
            }
        }
    }

    /// A unit: for readers of the table, and for the script, which says the same of what is pointed at.
    fn row(&self, row: &MapRow) -> Markup {
        let (words, map) = (self.words(), &self.document);
        let place = row.parent.as_ref().map_or_else(|| row.name.clone(), |parent| format!("{}, {parent}", row.name));
        let is_marked = map.illustrative && row.is_reported;
        let value = if is_marked {
            say!(words, "page-illustrative-text", text = row.value.as_str())
        } else {
            row.value.clone()
        };
        let is_window = self.is_of_window();
        let said = match map.partial_note.as_deref().filter(|_| !is_window) {
            Some(part) => say!(words, "page-district-partial", place = place, value = value.as_str(), part = part),
            None => say!(words, "page-district", place = place, value = value.as_str()),
        };
        html! {
            tr class=[self.document.editor.highlight.contains(&row.pcode).then_some("highlighted")] data-pcode=(row.pcode) data-reported[row.is_reported] data-parent=[row.parent.as_deref()] data-value=(value) data-said=(said) {
                th scope="row" lang=[row.language.as_ref().map(Language::code)] dir=[self.direction(&row.name)] { (row.name) }
                td class="number" {
                    @if map.partial && !is_window && row.is_reported { (say!(words, "page-partial-value", value = row.value.as_str())) }
                    @else { (row.value) }
                }
                @if let Some(confirming) = &row.confirming {
                    td class="number" data-number=[row.confirming_communities] { (confirming) }
                }
            }
        }
    }

    /// The same map and its values as files.
    fn downloads(&self) -> Markup {
        let (words, map) = (self.words(), &self.document);
        let of_values = |format: &str| format!("{}&lang={}&f={format}", map.values, map.lang);
        let of_map = |extension: &str| map.picture.replacen(".png?", &format!(".{extension}?"), 1);
        let everything = say!(words, "download-everything");
        let files = [
            ("CSV", of_values("csv")),
            ("XLSX", of_values("xlsx")),
            ("GeoJSON", of_values("geojson")),
            ("SVG", of_map("svg")),
            ("PNG", of_map("png")),
            ("PDF", of_map("pdf")),
            (&*everything, of_map("zip")),
        ];
        let link = |address: &str| match &self.root_of_page {
            Some(root) => address.replacen(&self.root, root, 1),
            None => address.to_owned(),
        };
        html! {
            details class="downloads" {
                summary { (say!(words, "download")) }
                ul { @for (name, address) in &files { li { a href=(link(address)) { (name) } } } }
            }
        }
    }

    /// The disclaimer, the citation, and the sources with their licences.
    fn credits(&self) -> Markup {
        let (words, map) = (self.words(), &self.document);
        html! {
            footer {
                @if let Some(disclaimer) = &map.disclaimer { p class="disclaimer" dir=[self.direction(disclaimer)] { (self.mark(disclaimer)) } }
                @if let Some(citation) = &map.citation { p class="citation" dir=[self.direction(citation)] { (citation) } }
                @if !map.sources.is_empty() {
                    details class="sources" {
                        summary { (say!(words, "page-sources")) }
                        ul {
                            @for source in &map.sources {
                                li { (say!(words, "page-cited-licence", citation = source.citation.as_str(), licence = source.licence.as_str())) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// For the script: the map without its style, and what units had in other years.
    fn data(&self) -> Markup {
        let mut document = serde_json::to_value(&self.document).unwrap_or_default();
        if let Some(members) = document.as_object_mut() {
            members.remove("style");
            members.insert("root".to_owned(), self.root.as_str().into());
            members.insert("basemap".to_owned(), self.is_on_basemap.into());
            members.insert("largest_circle".to_owned(), self.largest_circle.into());
            if let Some(History { years, of }) = &self.history {
                let of: serde_json::Map<_, _> =
                    of.iter().map(|(pcode, values)| (pcode.clone(), json!(values))).collect();
                members.insert("history".to_owned(), json!({ "years": years, "values": of }));
            }
        }
        // In a script element nothing ends the text but its end tag.
        let text = document.to_string().replace('<', "\\u003c");
        html! { script type="application/json" class="map-data" { (PreEscaped(text)) } }
    }
}

/// What a map is called on pages: its title, which names the months of a partial year; that of an editor is as it was written.
pub fn title_of(map: &MapDocument) -> String {
    map.editor.title.clone().unwrap_or_else(|| with_part(map, &map.title))
}

fn with_part(MapDocument { partial, partial_note, lang, .. }: &MapDocument, text: &str) -> String {
    let part = partial_note.clone().unwrap_or_else(|| say!(Words::of(*lang), "page-partial-year"));
    if *partial && !text.contains(&part) { format!("{text} ({part})") } else { text.to_owned() }
}

/// Circles inside each other, with what they stand for beside them: as large as those on a map as wide as it is drawn.
fn nested(circles: &CircleLegend, largest: Option<f64>) -> Markup {
    const LINE: f64 = 16.0;
    let usual = circles.values.first().map_or(0.0, |example| example.radius);
    let largest = largest.unwrap_or(usual);
    let factor = if usual > 0.0 { largest / usual } else { 1.0 };
    let short = |pixels: f64| (pixels * 100.0).round() / 100.0;
    let (middle, bottom) = (largest + 1.0, 2.0 * largest + LINE / 2.0);
    let right = 2.0 * largest + 10.0;
    let mut lowest = f64::NEG_INFINITY;
    let lines: Vec<(f64, f64, f64, &str)> = circles
        .values
        .iter()
        .map(|example| {
            let radius = example.radius * factor;
            let top = bottom - 2.0 * radius;
            lowest = top.max(lowest + LINE);
            (short(radius), short(top), short(lowest), example.label.as_str())
        })
        .collect();
    let height = (bottom + 1.0).max(lowest + LINE / 2.0).ceil();
    let labels = lines.iter().map(|(.., label)| *label).collect::<Vec<_>>().join(", ");
    html! {
        svg class="nested" height=(height) role="img" aria-label=(format!("{}: {labels} {}", circles.title, circles.unit)) {
            @for (radius, top, beside, label) in &lines {
                circle cx=(short(middle)) cy=(short(bottom - radius)) r=(radius) stroke=(circles.color) {}
                path d=(format!("M{} {top}L{} {beside}", short(middle), short(right))) stroke=(circles.color) {}
                text x=(short(right + 4.0)) y=(short(beside + 4.0)) { (label) }
            }
        }
    }
}
