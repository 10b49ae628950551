//! One map as a document: from its values to title, classes, legend, style, tiles, sources and disclaimer.

use geodata::atlas::Atlas;
use geodata::figures::Indicator;
use geodata::model::{BorderStatus, Language, Period, Source, Value};
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::attribution;
use crate::basemap::Basemap;
use crate::circles::CircleGrowth;
use crate::classes::{Breaks, Class, Method, usual_breaks};
use crate::legend::Legend;
use crate::map_request::MapRequest;
use crate::map_values::MapValues;
use crate::maplibre::{self, CircleParts, ContextParts, NameChoice, StyleParts, UnsettledBorders};
use crate::palette::{Palette, Theme};
use crate::presentation::{Editor, Part};

/// Where a client finds what a map is made of.
#[derive(Clone, Debug)]
pub struct MapUrls {
    /// Template of the tiles, with `{z}/{x}/{y}`.
    pub tiles: String,
    /// Template of the tiles of borders between countries.
    pub international_borders: String,
    /// Template of the tiles of what lies around.
    pub context: String,
    /// Template of tiles with a point in each unit, whose value is what a circle stands for.
    pub points: String,
    /// The values as a table.
    pub values: String,
    /// Template of the glyphs of labels, with `{fontstack}` and `{range}`.
    pub glyphs: String,
    /// The sprite of the theme, to which clients append `.json`, `.png` and `@2x`.
    pub sprite: String,
    /// The map itself.
    pub map: String,
    /// Its style alone.
    pub style: String,
    /// It as a picture, in PNG.
    pub picture: String,
    /// Highest zoom that has tiles of its own.
    pub max_zoom: u8,
    /// The basemap under the data.
    pub basemap: Option<Basemap>,
}

/// Everything that is needed to draw one map.
#[derive(Clone, Debug, Serialize)]
pub struct MapDocument {
    /// The indicator.
    pub indicator: String,
    /// A title in words.
    pub title: String,
    /// The title that the map would have without one of the editor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generated_title: Option<String>,
    /// Country and round, who was asked, what is counted, and what rates are of.
    pub subtitle: String,
    /// What the map shows, for those who do not see it, and for wherever only text has room.
    pub summary: String,
    /// The round.
    pub round: String,
    /// The level of the units.
    pub by: &'static str,
    /// The year, or `window`; none of a stock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Json>,
    /// The day on which a stock was counted, as `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The normalisation.
    pub per: &'static str,
    /// How values are divided into classes, where that is not the usual way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<&'static str>,
    /// How many classes there can be, where that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_classes: Option<u8>,
    /// Where the breaks between classes come from, where that is not as usual: `own`, `shared` with other years and rounds, or the breaks themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaks: Option<Json>,
    /// What values are drawn as: `fill`, `circles` or `both`.
    pub marks: &'static str,
    /// The palette, where one is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub palette: Option<&'static str>,
    /// The theme, where it is not `light`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<&'static str>,
    /// The service, of a service indicator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The distance in kilometres, of households beyond one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub km: Option<f64>,
    /// P-code of the unit that the map stays inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The unit of the values.
    pub unit: String,
    /// Language of names.
    pub lang: Language,
    /// True where the counts cover only a part of the year.
    pub partial: bool,
    /// Which part.
    pub partial_note: Option<String>,
    /// True where numbers were generated for illustration.
    pub illustrative: bool,
    /// `official`, `generalised` or `schematic`.
    pub boundaries: &'static str,
    /// The classes, lowest first.
    pub classes: Vec<ColouredClass>,
    /// What the colours mean.
    pub legend: Legend,
    /// The units shown, taken together.
    pub total: Option<Total>,
    /// West, south, east, north: what to open the map on. An east above 180 where that crosses the antimeridian.
    pub bounds: Option<[f64; 4]>,
    /// Template of the tiles.
    pub tiles: String,
    /// The values as a table.
    pub values: String,
    /// A MapLibre style.
    pub style: Json,
    /// Where it is alone.
    pub style_url: String,
    /// The map as a picture, in PNG.
    pub picture: String,
    /// What must be said beside the map.
    pub notes: Vec<String>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// The disclaimer to show.
    pub disclaimer: Option<String>,
    /// The citation of the round.
    pub citation: Option<String>,
    /// What an editor added to the map, or took away.
    #[serde(skip_serializing_if = "Editor::is_none")]
    pub editor: Editor,
}

/// A class with its colour.
#[derive(Clone, Debug, Serialize)]
pub struct ColouredClass {
    /// `zero`, `range` or `neutral`.
    pub kind: &'static str,
    /// Where it begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// The range in words.
    pub label: String,
    /// How many units fall in it.
    pub units: usize,
    /// Its colour, `#rrggbb`.
    pub color: String,
}

/// A sum with its status.
#[derive(Clone, Debug, Serialize)]
pub struct Total {
    /// In the unit of the values; null unless reported.
    pub value: Option<f64>,
    /// `reported`, `no_data`, `suppressed` or `not_applicable`.
    pub status: &'static str,
    /// In words: `Whole country: 47,467 people.`; none of shares and changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

impl Total {
    fn new(value: Value<f64>, label: Option<String>) -> Self {
        Self { value: value.reported(), status: value.status(), label }
    }
}

impl MapDocument {
    /// The document of the values of a map.
    pub fn of(atlas: &Atlas, request: &MapRequest<'_>, values: MapValues, urls: MapUrls) -> Self {
        let MapRequest { ref indicator, by, round, period, per, ref classification, within, language, .. } = *request;
        let (method, breaks) = (classification.method(), classification.breaks());
        let style = style(atlas, request, &values, &urls);
        let date = values.date;
        Self {
            indicator: indicator.id().to_owned(),
            title: values.title,
            generated_title: values.generated_title,
            subtitle: values.subtitle.short(),
            summary: values.summary,
            round: round.id.0.clone(),
            by: by.id(),
            year: date.is_none().then(|| match period {
                Period::Window => Json::from("window"),
                Period::Year(year) => Json::from(year),
            }),
            date,
            per: per.id(),
            method: (method != Method::default()).then(|| method.id()),
            most_classes: classification.chosen_classes(),
            breaks: (*breaks != usual_breaks(round, indicator, period)).then(|| match breaks {
                Breaks::Own | Breaks::Shared => Json::from(breaks.id()),
                Breaks::Given(given) => Json::from(given.as_slice()),
            }),
            marks: request.marks.id(),
            palette: request.palette.map(Palette::id),
            theme: (request.theme != Theme::default()).then(|| request.theme.id()),
            service: indicator.service().map(|service| service.id().to_owned()),
            km: match indicator {
                Indicator::HouseholdsBeyond(asked) => Some(asked.km.get()),
                _ => None,
            },
            within: within.and_then(|(level, unit)| atlas.unit(level, unit)).map(|unit| unit.pcode.as_str().to_owned()),
            unit: values.unit,
            lang: language,
            partial: values.partial_note.is_some(),
            partial_note: values.partial_note,
            illustrative: values.is_illustrative,
            boundaries: atlas.layer(by).map_or("official", |layer| layer.boundaries.id()),
            classes: coloured_classes(&values.classes, values.labels, values.colours),
            legend: values.legend,
            total: values.total.map(|total| Total::new(total, values.total_in_words)),
            bounds: values.bounds.map(|bounds| bounds.unrolled()),
            tiles: urls.tiles,
            values: urls.values,
            style,
            style_url: urls.style,
            picture: urls.picture,
            disclaimer: values.disclaimer,
            notes: values.notes,
            sources: values.sources,
            citation: values.citation,
            editor: Editor::new(&request.presentation, highlighted(atlas, request).map(str::to_owned).collect()),
        }
    }
}

/// The codes of highlighted units.
fn highlighted<'a>(atlas: &'a Atlas, request: &MapRequest<'_>) -> impl Iterator<Item = &'a str> {
    let units = request.presentation.highlight.iter().filter_map(|unit| atlas.unit(request.by, *unit));
    units.map(|unit| unit.pcode.as_str())
}

/// The MapLibre style of a map, on its basemap.
fn style(atlas: &Atlas, request: &MapRequest<'_>, values: &MapValues, urls: &MapUrls) -> Json {
    let is_there = |status: &BorderStatus| atlas.unsettled_borders().any(|border| border.status == *status);
    let unsettled: Vec<BorderStatus> = BorderStatus::ALL.into_iter().filter(is_there).collect();
    let seen = (request.theme, urls.basemap.is_some());
    let style = maplibre::style(&StyleParts {
        name: &values.title,
        tiles: &urls.tiles,
        glyphs: &urls.glyphs,
        sprite: &urls.sprite,
        theme: request.theme,
        by: request.by,
        names: NameChoice::of(atlas, request.by, request.language),
        attribution: &attribution::of_citations([values
            .citation
            .as_deref()
            .unwrap_or(atlas.info.title.get(request.language))]),
        bounds: values.bounds,
        max_zoom: urls.max_zoom,
        highlight: highlighted(atlas, request).collect(),
        has_names: !request.presentation.hides(Part::Names),
        classes: &values.classes,
        colours: &values.fills,
        only: request.within.map(|_| {
            let shown = values.units.iter().filter_map(|unit| atlas.unit(request.by, unit.position));
            shown.map(|unit| unit.pcode.as_str()).collect()
        }),
        unsettled: (!unsettled.is_empty() && request.within.is_none())
            .then_some(UnsettledBorders { tiles: &urls.international_borders, statuses: unsettled }),
        circles: values.circles.zip(values.legend.circles.as_ref()).map(|(scale, legend)| CircleParts {
            tiles: &urls.points,
            scale,
            growth: CircleGrowth::new(legend.zoom, request.marks.largest_circle_of_width()),
            colour: request.circle_colour(),
        }),
        context: ContextParts::of(atlas, request.language, &urls.context, values.bounds, seen),
        metadata: json!({
            "kerben:map": urls.map,
            "kerben:subtitle": values.subtitle.short(),
            "kerben:legend": values.legend,
            "kerben:illustrative": values.is_illustrative,
            "kerben:notes": values.notes,
            "kerben:disclaimer": values.disclaimer,
        }),
    });
    match &urls.basemap {
        Some(basemap) => basemap.insert_below(style, request.theme),
        None => style,
    }
}
fn coloured_classes(classes: &[Class], labels: Vec<String>, colours: Vec<String>) -> Vec<ColouredClass> {
    let coloured = |((class, label), color): ((&Class, _), _)| {
        let Class { kind, low, high, units, .. }: Class = *class;
        ColouredClass { kind: kind.id(), low, high, label, units, color }
    };
    classes.iter().zip(labels).zip(colours).map(coloured).collect()
}
