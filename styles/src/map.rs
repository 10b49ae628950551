use geodata::atlas::Atlas;
use geodata::figures::{
    FigureError, Indicator, IndicatorQuery, Normalisation, PeriodSelection, ValueTable, rounded, values, without_unit,
};
use geodata::model::BBox;
use geodata::model::{BorderStatus, Language, Period, Source, Value};
use geodata::provenance::{Note, Provenance};
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::attribution;
use crate::basemap::Basemap;
use crate::classes::{Class, Method, classify};
use crate::map_request::{LegendKind, MapRequest};
use crate::maplibre::{self, NameChoice, StyleParts, UnsettledBorders};
use crate::palette::{self, NO_DATA, NOT_APPLICABLE, SUPPRESSED};
use crate::words::Words;

/// Where a client finds what a map is made of.
#[derive(Clone, Debug)]
pub struct MapUrls {
    /// Template of the tiles, with `{z}/{x}/{y}`.
    pub tiles: String,
    /// Template of the tiles of borders between countries.
    pub international_borders: String,
    /// The values as a table.
    pub values: String,
    /// Template of the glyphs of labels, with `{fontstack}` and `{range}`.
    pub glyphs: String,
    /// The map itself.
    pub map: String,
    /// Its style alone.
    pub style: String,
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
    /// Country and round.
    pub subtitle: String,
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
    /// What must be said beside the map.
    pub notes: Vec<String>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// The disclaimer to show.
    pub disclaimer: Option<String>,
    /// The citation of the round.
    pub citation: Option<String>,
}

/// A class with its colour.
#[derive(Clone, Debug, Serialize)]
pub struct ColouredClass {
    /// Smallest value of the class.
    pub low: f64,
    /// Where the next class begins; for the last class, the largest value.
    pub high: f64,
    /// The range in words.
    pub label: String,
    /// How many units fall in it.
    pub units: usize,
    /// Its colour, `#rrggbb`.
    pub color: String,
}

/// A sum with its status.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Total {
    /// In the unit of the values; null unless reported.
    pub value: Option<f64>,
    /// `reported`, `no_data`, `suppressed` or `not_applicable`.
    pub status: &'static str,
}

impl From<Value<f64>> for Total {
    fn from(value: Value<f64>) -> Self {
        Self { value: value.reported(), status: value.status() }
    }
}

/// What the colours of a map mean.
#[derive(Clone, Debug, Serialize)]
pub struct Legend {
    /// What is shown.
    pub title: String,
    /// The unit of the values.
    pub unit: String,
    /// How values are divided into classes, in words, where that is not the usual way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// A line per colour.
    pub entries: Vec<LegendEntry>,
}

/// One line of a legend.
#[derive(Clone, Debug, Serialize)]
pub struct LegendEntry {
    /// What the colour stands for.
    pub kind: LegendKind,
    /// In words.
    pub label: String,
    /// `#rrggbb`.
    pub color: String,
    /// How many units have it.
    pub units: usize,
}

/// The map that a request is for: computes the values, and composes the document.
pub fn map(atlas: &Atlas, request: &MapRequest<'_>, urls: MapUrls) -> Result<MapDocument, FigureError> {
    let MapRequest { ref indicator, by, round, period, per, method, within, language } = *request;
    let asked = IndicatorQuery {
        indicator: indicator.clone(),
        by: by.into(),
        round: &round.id.0,
        periods: PeriodSelection::One(period),
        per,
        within,
    };
    let answer = values(atlas, &asked)?;
    // As tiles have them: what is rounded must not fall into another class.
    let reported: Vec<f64> = answer.rows.iter().filter_map(|row| row.estimate.value.reported().map(rounded)).collect();
    let words = Words::of(language);
    let classes = classify(&reported, method, per);
    let labels = class_labels(&classes, per, words);
    let colours = palette::colours(&classes, per);
    let coverage = match indicator {
        Indicator::Group(group) => round.coverage(group),
        Indicator::HouseholdsBeyond(_) | Indicator::CommunitiesLacking(_) => None,
    };
    let date = coverage.and_then(|coverage| coverage.date.as_ref());
    let partial_note = coverage.and_then(|coverage| words.partial(coverage, period));
    let mut provenance = provenance(atlas, request);
    if answer.rows.iter().any(|row| row.estimate.missing > 0) {
        provenance.note(Note::missing(atlas, &round.id.0, indicator, false));
    }
    provenance.left_out(by.into(), without_unit(atlas, &asked));
    if let (Some(_), Some(basemap)) = (&urls.basemap, &atlas.info.basemap) {
        provenance.cite(atlas, &basemap.sources);
    }
    let citation = round.sources.first().and_then(|id| atlas.source(id)).map(|source| source.citation.clone());

    let notes = words.notes(&provenance.notes);
    let name = |(level, unit)| atlas.unit(level, unit).map(|unit| unit.names.get_or_main(language));
    let unit = words.unit(indicator, per);
    let title = words.map_title(request, within.and_then(name), coverage);
    let subtitle = words.map_subtitle(atlas.find_unit(&round.country).and_then(name), &round.title);
    let disclaimer = provenance.disclaimer(atlas).map(str::to_owned);
    let legend_title = words.with_period(words.indicator(indicator), period, coverage);
    let legend = Legend {
        title: legend_title,
        unit: unit.clone(),
        method: words.method(method),
        entries: legend_entries((&classes, &labels), &colours, unmeasured_entries(request, &answer)),
    };
    let bounds = match within {
        Some((level, unit)) => atlas.unit(level, unit).and_then(|unit| BBox::around(unit.boxes())),
        None => geodata::query::Collection::Admin(by).bounds(atlas),
    };
    let is_there =
        |status: &BorderStatus| atlas.international_borders.list.iter().any(|border| border.status == *status);
    let unsettled = BorderStatus::ALL.into_iter().filter(|status| *status != BorderStatus::Agreed && is_there(status));
    let unsettled: Vec<BorderStatus> = unsettled.collect();
    let style = maplibre::style(&StyleParts {
        name: &title,
        tiles: &urls.tiles,
        glyphs: &urls.glyphs,
        by,
        names: NameChoice::of(atlas, by, language),
        attribution: &attribution::of_citations([citation.as_deref().unwrap_or(&atlas.info.title)]),
        bounds,
        max_zoom: urls.max_zoom,
        classes: &classes,
        colours: &colours,
        only: within.map(|_| {
            let shown = answer.rows.iter().filter_map(|row| atlas.unit(by, row.place));
            shown.map(|unit| unit.pcode.as_str()).collect()
        }),
        unsettled: (!unsettled.is_empty() && within.is_none())
            .then_some(UnsettledBorders { tiles: &urls.international_borders, statuses: unsettled }),
        metadata: json!({
            "kerben:map": urls.map,
            "kerben:subtitle": subtitle,
            "kerben:legend": legend,
            "kerben:illustrative": atlas.is_illustrative(&round.id.0),
            "kerben:notes": notes,
            "kerben:disclaimer": disclaimer,
        }),
    });
    let style = match &urls.basemap {
        Some(basemap) => basemap.insert_below(style),
        None => style,
    };
    Ok(MapDocument {
        indicator: indicator.id().to_owned(),
        title,
        subtitle,
        round: round.id.0.clone(),
        by: by.id(),
        year: date.is_none().then(|| match period {
            Period::Window => Json::from("window"),
            Period::Year(year) => Json::from(year),
        }),
        date: date.cloned(),
        per: per.id(),
        method: (method != Method::default()).then(|| method.id()),
        service: indicator.service().map(|service| service.id().to_owned()),
        km: match indicator {
            Indicator::HouseholdsBeyond(asked) => Some(asked.km.get()),
            _ => None,
        },
        within: within.and_then(|(level, unit)| atlas.unit(level, unit)).map(|unit| unit.pcode.as_str().to_owned()),
        unit,
        lang: language,
        partial: partial_note.is_some(),
        partial_note,
        illustrative: atlas.is_illustrative(&round.id.0),
        boundaries: atlas.layer(by).map_or("official", |layer| layer.boundaries.id()),
        classes: coloured_classes(classes, labels, colours),
        legend,
        total: answer.total.map(|total| Total::from(total.value)),
        bounds: bounds.map(|bounds| bounds.unrolled()),
        tiles: urls.tiles,
        values: urls.values,
        style,
        style_url: urls.style,
        disclaimer,
        notes,
        sources: provenance.sources,
        citation,
    })
}

fn provenance(atlas: &Atlas, request: &MapRequest<'_>) -> Provenance {
    let mut provenance = Provenance::of_round(atlas, &request.round.id.0);
    let MapRequest { ref indicator, per, by, round, period, .. } = *request;
    provenance.indicator(atlas, round, (indicator, per), by.into(), Some(period));
    provenance.boundaries(atlas, request.by);
    provenance.international_borders(atlas);
    provenance
}

/// How a map counts where nothing is chosen. A number of households says more of how many live in a place than of what they lack.
pub fn default_per(indicator: &Indicator) -> Normalisation {
    match indicator {
        Indicator::Group(_) => Normalisation::None,
        Indicator::HouseholdsBeyond(_) | Indicator::CommunitiesLacking(_) => Normalisation::ShareOfAll,
    }
}

fn coloured_classes(classes: Vec<Class>, labels: Vec<String>, colours: Vec<String>) -> Vec<ColouredClass> {
    let coloured = |((class, label), color)| {
        let Class { low, high, units } = class;
        ColouredClass { low, high, label, units, color }
    };
    classes.into_iter().zip(labels).zip(colours).map(coloured).collect()
}

/// The range of each class in words.
fn class_labels(classes: &[Class], per: Normalisation, words: Words) -> Vec<String> {
    let label = |(at, class): (usize, &Class)| words.class(class, at + 1 == classes.len(), per == Normalisation::None);
    classes.iter().enumerate().map(label).collect()
}

fn legend_entries(
    (classes, labels): (&[Class], &[String]),
    colours: &[String],
    others: Vec<LegendEntry>,
) -> Vec<LegendEntry> {
    let of_class = classes.iter().zip(labels).zip(colours).map(|((class, label), color)| LegendEntry {
        kind: LegendKind::Class,
        label: label.clone(),
        color: color.clone(),
        units: class.units,
    });
    of_class.chain(others).collect()
}

/// A line for each status without a number, where a unit has it.
fn unmeasured_entries(request: &MapRequest<'_>, answer: &ValueTable) -> Vec<LegendEntry> {
    let with = |value: Value<f64>| answer.rows.iter().filter(move |row| row.estimate.value == value);
    let words = Words::of(request.language);
    let why = with(Value::NotApplicable).find_map(|row| row.estimate.undefined);
    let label = |kind: LegendKind| match why.filter(|_| kind == LegendKind::NotApplicable) {
        Some(why) => words.reason(why, &request.indicator, request.by.into()),
        None => words.without_number(kind),
    };
    [
        (LegendKind::NoData, Value::NoData, NO_DATA),
        (LegendKind::Suppressed, Value::Suppressed, SUPPRESSED),
        (LegendKind::NotApplicable, Value::NotApplicable, NOT_APPLICABLE),
    ]
    .into_iter()
    .map(|(kind, value, color)| LegendEntry {
        kind,
        label: label(kind),
        color: color.to_owned(),
        units: with(value).count(),
    })
    .filter(|entry| entry.units > 0)
    .collect()
}
