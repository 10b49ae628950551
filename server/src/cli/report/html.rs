//! A report as one page without anything from elsewhere: no script, no font, no picture. It can be mailed, printed, and opened years later.
//!
//! The findings stand in the order of the work that they ask for; beside them a map marks those that are about a place. Links lead from the marks to
//! the findings and back.

use std::collections::BTreeMap;

use geodata::ingest::{Finding, Group, Ingested, Joined, Kind, Outlier, Outlying, Report, Severity, Totals};
use geodata::visible::Visible;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::outline::{Outline, Spot, WIDTH, worse};

/// How many findings of one kind in one column are listed.
const MAX_SHOWN_PER_KIND: usize = 20;
/// How many findings are listed in all.
const MAX_SHOWN: usize = 2_000;
/// How many places are marked on the map.
const MAX_MARKS: usize = 1_000;
/// How many rows a table of the summary has.
const MAX_ROWS: usize = 10;

const STYLE: &str = include_str!("report.css");

/// The report of a dataset as a page.
pub fn page(ingested: &Ingested) -> String {
    let report = &ingested.report;
    let outline = ingested.parts.as_ref().or(ingested.rejected.as_deref()).and_then(Outline::new);
    let sections = sections(report);
    let marks = outline.as_ref().map(|outline| marks(outline, &sections)).unwrap_or_default();
    let title = match (&report.summary.title, &report.summary.dataset) {
        (Some(title), _) => shown(title),
        (None, Some(id)) => shown(id),
        (None, None) => "Dataset".to_owned(),
    };
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { "Report: " (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { (heading(report, &title)) }
                main {
                    div.side {
                        @if let Some(outline) = &outline { (map(outline, &marks)) }
                        (summary(report))
                    }
                    div.list {
                        @if sections.is_empty() {
                            p.sound { "Nothing to do, and nothing to say." }
                        }
                        @for section in &sections { (of_section(section, &marks)) }
                    }
                    (figures(report))
                }
                footer {
                    p {
                        "Made by " code { "kerben check --format html" } " " (env!("CARGO_PKG_VERSION")) ". Rows count as in a spreadsheet."
                    }
                }
            }
        }
    };
    markup.into_string()
}

/// A text of the dataset with its control characters escaped.
fn shown(text: &str) -> String {
    Visible(text).to_string()
}

/// A text in which what stands in backticks is code.
fn with_code(text: &str) -> Markup {
    let shown = shown(text);
    let pieces: Vec<&str> = shown.split('`').collect();
    // One backtick without another is what it is.
    if pieces.len().is_multiple_of(2) {
        return html! { (shown) };
    }
    html! {
        @for (number, piece) in pieces.iter().enumerate() {
            @if number % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

/// Findings of one severity, as they are listed.
struct Section<'a> {
    severity: Severity,
    title: &'static str,
    count: usize,
    groups: Vec<Listed<'a>>,
}

/// A group with its findings and their numbers in the page.
struct Listed<'a> {
    group: Group<'a>,
    /// Of each kind the number of its first finding, and how many are listed.
    numbers: Vec<(usize, usize)>,
}

fn sections(report: &Report) -> Vec<Section<'_>> {
    let mut number = 0;
    let all = [
        (Severity::Error, "Left out, as allowed", report.left_out_groups()),
        (Severity::Error, "Errors", report.groups(Severity::Error)),
        (Severity::Warning, "Warnings", report.groups(Severity::Warning)),
        (Severity::Note, "Notes", report.groups(Severity::Note)),
    ];
    let mut sections = Vec::new();
    for (severity, title, groups) in all {
        let count = groups.iter().map(Group::count).sum();
        let mut listed = Vec::new();
        for group in groups {
            let mut numbers = Vec::new();
            for kind in &group.kinds {
                let some = kind.findings.len().min(MAX_SHOWN_PER_KIND).min(MAX_SHOWN.saturating_sub(number));
                numbers.push((number, some));
                number += some;
            }
            listed.push(Listed { group, numbers });
        }
        if count > 0 {
            sections.push(Section { severity, title, count, groups: listed });
        }
    }
    sections
}

/// Places on the map, each with its findings.
#[derive(Default)]
struct Marks {
    units: Vec<Mark<(usize, usize)>>,
    points: Vec<Mark<(f64, f64)>>,
    /// The mark of each finding, by its number in the page.
    of: BTreeMap<usize, String>,
    /// How many findings have a place that is not marked.
    unmarked: usize,
}

struct Mark<T> {
    at: T,
    id: String,
    severity: Severity,
    first: usize,
    count: usize,
    title: String,
}

fn marks(outline: &Outline<'_>, sections: &[Section<'_>]) -> Marks {
    let mut marks = Marks::default();
    let (mut units, mut points) = (BTreeMap::new(), BTreeMap::new());
    for (number, finding) in listed(sections) {
        let Some(spot) = outline.spot(finding) else {
            marks.unmarked += usize::from(finding.place.is_some());
            continue;
        };
        let title = format!("{}: {}", shown(&finding.location.to_string()), shown(&finding.message));
        let full = marks.units.len() + marks.points.len() >= MAX_MARKS;
        match spot {
            Spot::Unit(layer, unit) => {
                let next = marks.units.len();
                let position = *units.entry((layer, unit)).or_insert(next);
                add(
                    &mut marks.units,
                    position,
                    (layer, unit),
                    'u',
                    (number, finding.severity, title),
                    full,
                    &mut marks.of,
                );
            }
            Spot::Point(x, y) => {
                let next = marks.points.len();
                let position = *points.entry(((x * 2.0).round() as i64, (y * 2.0).round() as i64)).or_insert(next);
                add(&mut marks.points, position, (x, y), 'p', (number, finding.severity, title), full, &mut marks.of);
            }
        }
    }
    marks
}

fn add<T>(
    list: &mut Vec<Mark<T>>,
    position: usize,
    at: T,
    kind: char,
    (number, severity, title): (usize, Severity, String),
    full: bool,
    of: &mut BTreeMap<usize, String>,
) {
    match list.get_mut(position) {
        Some(mark) => {
            mark.count += 1;
            mark.severity = worse(mark.severity, severity);
            of.insert(number, mark.id.clone());
        }
        None if full => {}
        None => {
            let id = format!("{kind}{position}");
            of.insert(number, id.clone());
            list.push(Mark { at, id, severity, first: number, count: 1, title });
        }
    }
}

/// The findings that are listed, with their numbers.
fn listed<'a>(sections: &'a [Section<'_>]) -> impl Iterator<Item = (usize, &'a Finding)> {
    let groups = sections.iter().flat_map(|section| &section.groups);
    let kinds = groups.flat_map(|listed| listed.group.kinds.iter().zip(&listed.numbers));
    kinds.flat_map(|(kind, (first, some))| (*first..).zip(kind.findings.iter().copied().take(*some)))
}

fn heading(report: &Report, title: &str) -> Markup {
    let summary = &report.summary;
    let left_out: usize = report.left_out_groups().iter().map(Group::count).sum();
    let (class, verdict) = match (summary.errors, summary.warnings, left_out) {
        (0, 0, 0) => ("sound", "Ready to be published.".to_owned()),
        (0, warnings, 0) => ("look", format!("Can be published; {} to look at.", counted(warnings, "warning"))),
        (0, _, left_out) => {
            ("look", format!("Can be published without {}, as allowed.", counted(left_out, "row or cell")))
        }
        (errors, ..) => ("broken", format!("Cannot be published: {} to mend.", counted(errors, "error"))),
    };
    html! {
        p.kind { "Report of a dataset" @if let Some(id) = &summary.dataset { " · " code { (shown(id)) } } }
        h1 { (title) }
        p.verdict.(class) { (verdict) }
        ul.counts {
            li.error { b { (summary.errors) } " " (plural(summary.errors, "error")) }
            li.warning { b { (summary.warnings) } " " (plural(summary.warnings, "warning")) }
            li.note { b { (summary.notes) } " " (plural(summary.notes, "note")) }
            @if left_out > 0 { li.error { b { (left_out) } " left out" } }
        }
    }
}

fn counted(count: usize, one: &str) -> String {
    format!("{count} {}", plural(count, one))
}

fn plural(count: usize, one: &str) -> String {
    match (count, one) {
        (1, one) => one.to_owned(),
        (_, "row or cell") => "rows or cells".to_owned(),
        (_, one) => format!("{one}s"),
    }
}

fn class_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn map(outline: &Outline<'_>, marks: &Marks) -> Markup {
    let view = format!("0 0 {WIDTH} {:.0}", outline.height());
    let href = |first: usize| format!("#f{first}");
    let name = |count: usize, title: &str| match count {
        1 => title.to_owned(),
        count => format!("{title} (and {} more here)", count - 1),
    };
    html! {
        section.map aria-labelledby="map" {
            h2 #map { "Where" }
            svg viewBox=(view) role="group" aria-label="Map of the findings that are about a place" {
                @for (level, path) in outline.borders() { path class=(format!("border level{level}")) d=(path) {} }
                @for (x, y) in outline.communities() { circle.place cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="1.6" {} }
                @for Mark { at, id, severity, first, count, title } in &marks.units {
                    a id=(id) class=(format!("unit {}", class_of(*severity))) href=(href(*first)) aria-label=(name(*count, title)) {
                        path d=(outline.area(at.0, at.1)) { title { (name(*count, title)) } }
                    }
                }
                @for Mark { at: (x, y), id, severity, first, count, title } in marks.points.iter().rev() {
                    a id=(id) class=(format!("point {}", class_of(*severity))) href=(href(*first)) aria-label=(name(*count, title)) {
                        circle cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r=(if *count > 1 { "8" } else { "6" }) { title { (name(*count, title)) } }
                    }
                }
            }
            p.key {
                span.error { "error" } " " span.warning { "warning" } " " span.note { "note" }
                @if marks.units.is_empty() && marks.points.is_empty() { " No finding is about a place on the map." }
                @if marks.unmarked > 0 { " " (marks.unmarked) " about places that are not on the map." }
            }
        }
    }
}

fn summary(report: &Report) -> Markup {
    html! {
        section.summary aria-labelledby="summary" {
            h2 #summary { "What was read" }
            @if report.summary.files_read { p { (read(report)) } }
            @else { p { "The files were not read: dataset.toml must be mended first." } }
        }
    }
}

/// The tables of the summary: how rows were joined, and what was compared. Below the findings, where there is room for them.
fn figures(report: &Report) -> Markup {
    let tallies = &report.summary.tallies;
    let joins = tallies.joined.iter().any(|joined| joined.rows > 0);
    let (outside, totals) = (!tallies.outside.farthest.is_empty(), tallies.totals.compared > 0);
    html! {
        @if joins || outside || totals || tallies.outliers > 0 {
            section.figures aria-labelledby="figures" {
                h2 #figures { "In figures" }
                @if joins { (joined(&tallies.joined)) }
                @if outside { (farthest_outside(tallies.outside.communities, &tallies.outside.farthest)) }
                @if totals { (compared_totals(&tallies.totals)) }
                @if tallies.outliers > 0 { (outliers(tallies.outliers, &tallies.outlying)) }
            }
        }
    }
}

/// What was read, in a sentence.
fn read(report: &Report) -> Markup {
    let summary = &report.summary;
    let layers = summary.layers.iter().map(|layer| counted(layer.units, &format!("{} unit", layer.level.id())));
    let others = [
        (summary.communities, "community", "communities"),
        (summary.facilities, "facility", "facilities"),
        (summary.counts, "table of counts", "tables of counts"),
        (summary.breakdowns, "breakdown", "breakdowns"),
        (summary.services, "table of services", "tables of services"),
    ];
    let others = others.iter().filter(|(count, ..)| *count > 0);
    let others = others.map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }));
    let all: Vec<String> = layers.chain(others).collect();
    html! {
        (all.join(", "))
        @if !summary.rounds.is_empty() { "; " (plural(summary.rounds.len(), "round")) " " code { (shown(&summary.rounds.join(", "))) } }
        "."
    }
}

fn joined(all: &[Joined]) -> Markup {
    type Way = (&'static str, fn(&Joined) -> usize);
    let ways: [Way; 6] = [
        ("By code", |joined| joined.by_code),
        ("By name", |joined| joined.by_name),
        ("By alias", |joined| joined.by_alias),
        ("Spelled otherwise", |joined| joined.respelled),
        ("Decided", |joined| joined.by_decision),
        ("No place", |joined| joined.unmatched),
    ];
    let used: Vec<&Way> = ways.iter().filter(|(_, count)| all.iter().any(|joined| count(joined) > 0)).collect();
    let rest = all.iter().skip(MAX_ROWS);
    html! {
        div {
            h3 { "How rows found their places" }
            div.wide tabindex="0" role="region" aria-label="How rows found their places" {
                table {
                    thead { tr { th { "Table" } th.number { "Rows" } @for (way, _) in &used { th.number { (way) } } } }
                    tbody {
                        @for joined in all.iter().take(MAX_ROWS) {
                            tr {
                                td.name {
                                    (shown(&joined.table.file))
                                    @if let Some(sheet) = &joined.table.sheet { ", " (shown(sheet)) }
                                }
                                td.number { (joined.rows) }
                                @for (way, count) in &used {
                                    td.number.missing[*way == "No place" && joined.unmatched > 0] { (count(joined)) }
                                }
                            }
                        }
                    }
                }
            }
            @if all.len() > MAX_ROWS {
                p { "And " (counted(all.len() - MAX_ROWS, "more table")) " with " (rest.clone().map(|joined| joined.rows).sum::<usize>()) " rows, of which "
                    (rest.map(|joined| joined.unmatched).sum::<usize>()) " found no place." }
            }
        }
    }
}

fn farthest_outside(communities: usize, farthest: &[Outlying]) -> Markup {
    html! {
        div {
            h3 { "Farthest outside their unit" }
            p { @if communities == 1 { "1 community lies outside the unit that its row states." } @else { (communities) " communities lie outside the units that their rows state." } }
            table {
                thead { tr { th { "Row" } th { "Unit" } th.number { "Distance" } } }
                tbody {
                    @for outlying in farthest.iter().take(MAX_ROWS) {
                        tr {
                            td { (shown(&outlying.location.to_string())) } td { (shown(&outlying.unit)) }
                            td.number { (distance(outlying.metres)) }
                        }
                    }
                }
            }
        }
    }
}

fn compared_totals(totals: &Totals) -> Markup {
    html! {
        div {
            h3 { "Totals of the source" }
            p { (counted(totals.compared, "total")) " compared, " (totals.differing) " differ from the sums of their parts." }
            @if !totals.first.is_empty() {
                table {
                    thead { tr { th { "Where" } th.number { "Stated" } th.number { "Sum" } } }
                    tbody {
                        @for total in totals.first.iter().take(MAX_ROWS) {
                            tr { td { (shown(&total.location.to_string())) } td.number { (total.stated) } td.number { (total.sum) } }
                        }
                    }
                }
            }
        }
    }
}

fn outliers(count: usize, first: &[Outlier]) -> Markup {
    html! {
        div {
            h3 { "Against the round before" }
            p { (counted(count, "place")) " changed much more than the others." }
            table {
                thead { tr { th { "Place" } th { "Group" } th.number { "Before" } th.number { "Now" } } }
                tbody {
                    @for outlier in first.iter().take(MAX_ROWS) {
                        tr {
                            td { (shown(&outlier.place)) } td { (outlier.group.id()) }
                            td.number { (format!("{:.0}", outlier.value_before)) } td.number { (format!("{:.0}", outlier.value)) }
                        }
                    }
                }
            }
        }
    }
}

fn distance(metres: f64) -> String {
    if metres < 1000.0 { format!("{metres:.0} m") } else { format!("{:.1} km", metres / 1000.0) }
}

fn of_section(section: &Section<'_>, marks: &Marks) -> Markup {
    html! {
        section class=(class_of(section.severity)) {
            h2 { (section.title) " " span.count { (section.count) } }
            @for listed in &section.groups {
                details open[section.severity != Severity::Note] {
                    summary { h3 { (listed.group.action.title()) } span.count { (listed.group.count()) } }
                    @for (position, (kind, numbers)) in listed.group.kinds.iter().zip(&listed.numbers).enumerate() {
                        @let is_first = position == 0 || listed.group.kinds[position - 1].code() != kind.code();
                        (of_kind(kind, *numbers, is_first, marks))
                    }
                }
            }
        }
    }
}

fn of_kind(kind: &Kind<'_>, (first, some): (usize, usize), is_first: bool, marks: &Marks) -> Markup {
    let remedy = kind.findings.first().map(|finding| finding.remedy).filter(|_| is_first);
    html! {
        @if let Some(remedy) = remedy {
            p.remedy { (with_code(remedy)) " " span.code { (kind.code()) } }
        }
        ol {
            @for (number, finding) in (first..).zip(kind.findings.iter().take(some)) {
                li id=(format!("f{number}")) {
                    p.where {
                        (shown(&finding.location.to_string()))
                        @if let Some(value) = finding.value.as_ref().filter(|value| !value.is_empty()) {
                            " " span.value { (shown(value)) }
                        }
                        @if let Some(mark) = marks.of.get(&number) {
                            " " a.show href=(format!("#{mark}")) aria-label=(format!("Show {} on the map", shown(&finding.location.to_string()))) { "map" }
                        }
                    }
                    p { (with_code(&finding.message)) }
                }
            }
        }
        @if kind.count > some { p.more { "… and " (kind.count - some) " more of these." } }
    }
}
