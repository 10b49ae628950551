//! Rounds side by side, and their trend, as pages. They work without scripts: every choice is a link.

use std::sync::Arc;

use actix_web::http::StatusCode;
use geodata::figures::{Estimate, Indicator, Segment, rounds_with};
use geodata::model::{Period, PlaceLevel, Round, Value};
use geodata::query::Collection;
use maud::{Markup, html};
use styles::words::{Words, say};

use super::addresses::{COMPARE_PATH, TREND_PATH, between};
use super::chart;
use super::differences::{ACKNOWLEDGE, Differences};
use super::table::{RoundsTable, both};
use crate::html::{self, PageHeader};
use crate::http::response::{Body, CachePolicy, Format, HandlerResponse};
use crate::http::route::RequestContext;

/// So many links to other pairs of rounds are offered.
const MAX_PAIRS: usize = 12;

/// The page of rounds that may not stand side by side yet: what differs, and a link that acknowledges it.
pub fn refused(
    call: &RequestContext,
    rounds: [&Round; 2],
    indicator: &Indicator,
    differences: &Differences<'_>,
) -> HandlerResponse {
    let (words, header) = (call.words(), PageHeader::of_data(call));
    let acknowledged = query(call, &[(ACKNOWLEDGE.name, Some(&differences.acknowledgement()))]);
    let content = html! {
        p { (say!(words, "compare-refused")) }
        (differing(&header, differences))
        p { a class="acknowledge" href=(format!("{}{}{acknowledged}", header.root, COMPARE_PATH)) { (say!(words, "compare-acknowledge")) } }
        (facts(call, &header, rounds, indicator))
        (choices(call, &header, Some(rounds), indicator))
    };
    let page = page(&header, &title(words, rounds, indicator), &content);
    HandlerResponse { status: StatusCode::BAD_REQUEST, ..page.caching(CachePolicy::Never) }
}

/// Two rounds side by side.
pub fn comparison(
    call: &RequestContext,
    rounds: [&Round; 2],
    table: &Arc<RoundsTable>,
    differences: &Differences<'_>,
) -> HandlerResponse {
    let (words, header, caveats) = (call.words(), PageHeader::of_data(call), differences.caveats());
    let row = |name: &str, estimates: &[Estimate]| {
        html! {
            tr {
                th scope="row" { (name) }
                @for estimate in estimates { (cell(table, *estimate)) }
                td { @if let Some(values) = both(estimates) { (table.difference(values, &caveats)) } }
            }
        }
    };
    let content = html! {
        @if caveats.is_empty() { p { (say!(words, "compare-same")) } } @else { (differing(&header, differences)) }
        p { (say!(words, "compare-never-added")) }
        div class="table" tabindex="0" role="region" aria-label=(say!(words, "document-table")) {
            table class="beside" {
                caption { (table.unit()) }
                thead {
                    tr {
                        th scope="col" { (say!(words, "compare-place")) }
                        @for round in rounds { th scope="col" { (round.id) br; span class="when" { (table.when_in_words(&round.id.0)) } } }
                        th scope="col" { (say!(words, "compare-difference")) }
                    }
                }
                tbody {
                    @for place in table.rows() { (row(place_name(table, place.place), &place.values.iter().map(|value| value.estimate).collect::<Vec<_>>())) }
                }
                tfoot { (row(&say!(words, "compare-all-places"), &table.totals)) }
            }
        }
        (facts(call, &header, rounds, &table.indicator))
        (choices(call, &header, Some(rounds), &table.indicator))
        (ending(call, &header, table))
    };
    page(&header, &title(words, rounds, &table.indicator), &content)
}

/// The trend of all places together as a chart, and the values of each.
pub fn trend(call: &RequestContext, segments: &[Segment<'_>], table: &Arc<RoundsTable>) -> HandlerResponse {
    let (words, header) = (call.words(), PageHeader::of_data(call));
    let indicator = words.indicator(&table.indicator);
    let place = match table.within {
        Some((level, unit)) => {
            table.atlas.unit(level, unit).map_or("", |unit| unit.names.get_or_main(table.language)).to_owned()
        }
        None => say!(words, "compare-all-places"),
    };
    let label = say!(words, "trend-chart", indicator = indicator.as_str(), place = place);
    let sentences =
        |[before, after]: [&Round; 2], found| Differences::new(found, [&before.id.0, &after.id.0]).sentences(words);
    let breaks = segments.windows(2).filter_map(|pair| match pair {
        [before, after] => Some(sentences([*before.rounds.last()?, *after.rounds.first()?], after.breaks.as_slice())),
        _ => None,
    });
    let breaks: Vec<String> = breaks.flatten().collect();
    let remarks = segments.iter().flat_map(|segment| {
        let pairs = segment.rounds.windows(2).zip(&segment.remarks);
        pairs.filter_map(|(pair, found)| match pair {
            [before, after] => Some(sentences([before, after], found.as_slice())),
            _ => None,
        })
    });
    let remarks: Vec<String> = remarks.flatten().collect();
    let content = html! {
        p { (say!(words, "trend-intro")) " " (say!(words, "compare-never-added")) }
        figure { (chart::svg(segments, &table.totals, &label, words)) figcaption { (header.mark(&label)) ": " (table.unit()) } }
        @for (title, sentences) in [(say!(words, "trend-breaks"), breaks), (say!(words, "trend-remarks"), remarks)] {
            @if !sentences.is_empty() {
                h2 { (title) }
                ul class="notes" { @for sentence in sentences { li { (header.mark(&sentence)) } } }
            }
        }
        div class="table" tabindex="0" role="region" aria-label=(say!(words, "document-table")) {
            table {
                thead {
                    tr {
                        th scope="col" { (say!(words, "compare-place")) }
                        @for (at, segment) in segments.iter().enumerate() {
                            @for (position, round) in segment.rounds.iter().enumerate() {
                                th scope="col" class=[(at > 0 && position == 0).then_some("break")] { (round.id) br; span class="when" { (table.when_in_words(&round.id.0)) } }
                            }
                        }
                    }
                }
                tbody {
                    @for place in table.rows() {
                        tr {
                            th scope="row" { (place_name(table, place.place)) }
                            @for value in &place.values { (cell(table, value.estimate)) }
                        }
                    }
                }
                tfoot {
                    tr {
                        th scope="row" { (say!(words, "compare-all-places")) }
                        @for estimate in &table.totals { (cell(table, *estimate)) }
                    }
                }
            }
        }
        (choices(call, &header, None, &table.indicator))
        (ending(call, &header, table))
    };
    page(&header, &say!(words, "answer-trend", indicator = indicator), &content)
}

fn page(header: &PageHeader, title: &str, content: &Markup) -> HandlerResponse {
    let bytes = html::page(title, content, header).into_bytes();
    HandlerResponse::new(Body::Bytes { format: Format::Html, bytes })
}

fn title(words: Words, [a, b]: [&Round; 2], indicator: &Indicator) -> String {
    let indicator = words.indicator(indicator);
    say!(words, "answer-comparison", indicator = indicator, a = a.id.0.as_str(), b = b.id.0.as_str())
}

fn place_name(table: &RoundsTable, place: usize) -> &str {
    Collection::of_places(table.by).name(&table.atlas, place, table.language).unwrap_or_default()
}

fn cell(table: &RoundsTable, estimate: Estimate) -> Markup {
    let words = table.words();
    match estimate.value {
        Value::Reported(number) => html! { td class="number" { (words.value(number, table.is_whole())) } },
        missing => {
            let why = estimate.undefined.map(|reason| words.reason(reason, &table.indicator, table.by));
            html! { td class="none" { (why.unwrap_or_else(|| words.status(missing))) } }
        }
    }
}

fn differing(header: &PageHeader, differences: &Differences<'_>) -> Markup {
    html! {
        h2 { (say!(header.words(), "compare-differs")) }
        ul class="notes" { @for sentence in differences.sentences(header.words()) { li { (header.mark(&sentence)) } } }
    }
}

/// What each round says of itself.
fn facts(call: &RequestContext, header: &PageHeader, rounds: [&Round; 2], indicator: &Indicator) -> Markup {
    let (words, language) = (call.words(), call.language());
    html! {
        @for round in rounds {
            h2 { (header.mark(round.title.get(language))) }
            dl {
                dt { (say!(words, "download-collected")) }
                dd { (words.days([&round.collected[0], &round.collected[1]])) }
                dt { (say!(words, "download-method")) }
                dd { (header.mark(round.method.get(language))) }
                @if let Indicator::Group(group) = indicator && let Some(coverage) = round.coverage(group) {
                    dt { (say!(words, "download-definition")) }
                    dd { (header.mark(coverage.definition.get(language))) }
                    dt { @if coverage.date.is_some() { (say!(words, "download-column-date")) } @else { (say!(words, "lists-years")) } }
                    dd { (words.window(coverage)) }
                }
            }
        }
    }
}

/// Links to other questions: other indicators, levels, pairs of rounds, the trend.
fn choices(call: &RequestContext, header: &PageHeader, compared: Option<[&Round; 2]>, indicator: &Indicator) -> Markup {
    let (words, atlas, root) = (call.words(), call.atlas(), &header.root);
    let path = if compared.is_some() { COMPARE_PATH } else { TREND_PATH };
    let other_groups = atlas.vocabulary.groups().iter().map(|group| Indicator::Group(group.clone())).filter(|other| {
        let known = rounds_with(atlas, other, Period::Window);
        other != indicator
            && match compared {
                Some(rounds) => rounds.iter().all(|round| known.contains(round)),
                None => known.len() > 1,
            }
    });
    let indicators = other_groups.map(|other| {
        let changes = [
            ("indicator", Some(other.id())),
            ("acknowledge", None),
            ("year", None),
            ("per", None),
            ("service", None),
            ("km", None),
        ];
        (words.indicator(&other), format!("{root}{path}{}", query(call, &changes)))
    });
    let known = rounds_with(atlas, indicator, Period::Window);
    let is_finer = |level: PlaceLevel| match indicator {
        Indicator::Group(group) => known.iter().all(|round| atlas.rollup_of(&round.id.0, group, level).is_some()),
        _ => true,
    };
    let levels = atlas.layers.iter().map(|layer| layer.level).filter(|level| is_finer((*level).into())).map(|level| {
        let link = format!("{root}{path}{}", query(call, &[("by", Some(level.id()))]));
        (words.level(level.into()), link)
    });
    let pairs = known.windows(2).filter_map(|pair| match *pair {
        [a, b] if compared.is_none_or(|of| [a, b].map(|round| &round.id) != of.map(|round| &round.id)) => {
            Some((format!("{} – {}", a.id, b.id), format!("{root}{}", html_of(&between([a, b], indicator)))))
        }
        _ => None,
    });
    let trend = compared.filter(|_| known.len() > 1).map(|_| {
        let changes = [("a", None), ("b", None), ("acknowledge", None)];
        (say!(words, "compare-trend"), format!("{root}{}{}", TREND_PATH, query(call, &changes)))
    });
    let chapters: [(String, Vec<(String, String)>); 4] = [
        (say!(words, "compare-other-indicators"), indicators.collect()),
        (say!(words, "compare-levels"), levels.collect()),
        (say!(words, "compare-other-rounds"), pairs.take(MAX_PAIRS).collect()),
        (say!(words, "compare-more"), trend.into_iter().collect()),
    ];
    html! {
        @for (title, links) in chapters.iter().filter(|(_, links)| !links.is_empty()) {
            h2 { (title) }
            ul class="links" { @for (text, href) in links { li { a href=(href) { (header.mark(text)) } } } }
        }
    }
}

/// Sources, notes and the same as data.
fn ending(call: &RequestContext, header: &PageHeader, table: &RoundsTable) -> Markup {
    let (words, provenance) = (call.words(), table.provenance());
    let path = call.template;
    let root = &header.root;
    let data = |format| format!("{root}{path}{}", call.query.written(&[("f", Some(format))]));
    html! {
        ul class="notes" { @for note in words.notes(&provenance.notes) { li { (header.mark(&note)) } } }
        h2 { (say!(words, "document-sources")) }
        ul { @for source in &provenance.sources { li { (source.citation) } } }
        @if let Some(disclaimer) = provenance.disclaimer(&table.atlas, words.language()) { p class="disclaimer" { (header.mark(disclaimer)) } }
        p { a href=(data("json")) { (say!(words, "document-as-data")) } " · " a href=(data("csv")) { (say!(words, "link-page-as-csv")) } }
    }
}

/// The query of the page with changes.
fn query(call: &RequestContext, changes: &[(&str, Option<&str>)]) -> String {
    let changes: Vec<(&str, Option<&str>)> = changes.iter().copied().chain([("f", Some("html"))]).collect();
    call.query.written(&changes)
}

fn html_of(link: &str) -> String {
    format!("{link}&f=html")
}
