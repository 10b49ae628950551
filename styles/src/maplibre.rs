//! A MapLibre style (version 8) that paints classes from the attributes `value` and `status` of tile features, draws each
//! border once, and writes the names of units where they fit.

mod circles;
mod context;

pub use circles::{CIRCLES, CircleParts};
pub use context::ContextParts;
use geodata::atlas::Atlas;
use geodata::model::BBox;
use geodata::model::{AdminLevel, BorderStatus, Language};
use geodata::query::name_column;
use serde_json::{Map, Value as Json, json};

use crate::classes::Class;
use crate::glyphs::FONT;
use crate::palette::{Colour, Marks, State, Theme, ThemeColours, sprite_name};
use crate::view::opening_zoom;

/// Name of the vector source.
pub const SOURCE: &str = "kerben";
/// What the names of the layers of areas begin with.
pub const FILL_LAYER: &str = "kerben-fill";
/// What the names of the layers of borders begin with.
pub const LINE_LAYER: &str = "kerben-line";
/// What the names of the layers of highlighted outlines begin with.
pub const HIGHLIGHT_LAYER: &str = "kerben-highlight";
/// Name of the layer of names.
pub const LABEL_LAYER: &str = "kerben-label";

/// What the names of the layers of patterns begin with, which lie on areas without a number.
pub const PATTERN_LAYER: &str = "kerben-pattern";

/// Name of the source of borders between countries.
pub const BORDERS_SOURCE: &str = "kerben-international-borders";
/// What the names of their layers begin with.
pub const BORDER_LAYER: &str = "kerben-border";

/// Borders between countries that are not agreed.
pub struct UnsettledBorders<'a> {
    /// Template of their tiles.
    pub tiles: &'a str,
    /// What there is.
    pub statuses: Vec<BorderStatus>,
}

/// What a style draws.
pub struct StyleParts<'a> {
    pub name: &'a str,
    pub tiles: &'a str,
    /// Template of the glyphs, with `{fontstack}` and `{range}`.
    pub glyphs: &'a str,
    /// Where the sprite of the theme is.
    pub sprite: &'a str,
    pub theme: Theme,
    /// The level of the areas. Layers of tiles have its name; those of borders and labels with `_borders` and `_labels` at its end.
    pub by: AdminLevel,
    /// Which names are written.
    pub names: NameChoice,
    /// As HTML.
    pub attribution: &'a str,
    pub bounds: Option<BBox>,
    pub max_zoom: u8,
    pub classes: &'a [Class],
    pub colours: &'a [String],
    /// P-codes of the units with a heavier outline.
    pub highlight: Vec<&'a str>,
    /// Whether the names of the units are written.
    pub has_names: bool,
    /// P-codes of the units to draw; all of them, if none.
    pub only: Option<Vec<&'a str>>,
    /// Drawn above the borders of the units.
    pub unsettled: Option<UnsettledBorders<'a>>,
    /// Drawn above the units and their borders.
    pub circles: Option<CircleParts<'a>>,
    /// Drawn around and above the units.
    pub context: Option<ContextParts<'a>>,
    /// What a reader of the style alone must know.
    pub metadata: Json,
}

/// The style. It is written for MapLibre, and so that the converter of QGIS 3.22 understands it too: that reads filters with `==`, `>=`, `<`
/// and `match`, and of colours and widths only those that are the same for all features. So there is a layer for each class, status and level of
/// borders. A radius that depends on values it cannot
/// read: circles come from a source of their own, of which it draws nothing, rather than all in one size.
pub fn style(parts: &StyleParts<'_>) -> Json {
    let mut source = json!({
        "type": "vector",
        "tiles": [parts.tiles],
        "minzoom": 0,
        "maxzoom": parts.max_zoom,
        "attribution": parts.attribution,
        "promoteId": "pcode",
    });
    if let (Some(bounds), Some(members)) = (parts.bounds, source.as_object_mut()) {
        members.insert("bounds".into(), json!(bounds.uncrossed()));
    }
    let mut sources = Map::new();
    sources.insert(SOURCE.to_owned(), source);
    if let Some(UnsettledBorders { tiles, .. }) = &parts.unsettled {
        let source = json!({ "type": "vector", "tiles": [tiles], "minzoom": 0, "maxzoom": parts.max_zoom });
        sources.insert(BORDERS_SOURCE.to_owned(), source);
    }
    let circles = parts.circles.as_ref();
    sources.extend(circles.map(|circles| (CIRCLES.to_owned(), circles.source(parts.max_zoom))));
    let context = parts.context.as_ref();
    sources.extend(context.map(|context| (context::CONTEXT_SOURCE.to_owned(), context.source())));
    sources.extend(context.and_then(ContextParts::sea_source).map(|source| (context::SEA.to_owned(), source)));
    let ground = context.and_then(ContextParts::ground).unwrap_or(parts.theme.colours().ground);
    let background = json!({ "id": "background", "type": "background", "paint": { "background-color": ground } });
    // A lake is no district: it hides their borders, and not that of the country, which is the last.
    let mut lines = lines(parts);
    let country = lines.pop();
    let layers = std::iter::once(background)
        .chain(context.map(ContextParts::below).unwrap_or_default())
        .chain(fills(parts))
        .chain(patterns(parts))
        .chain(lines)
        .chain(context.map(ContextParts::lakes).unwrap_or_default())
        .chain(country)
        .chain(unsettled(parts))
        .chain(highlight(parts))
        .chain(circles.map(|circles| circles.layer(parts)))
        .chain(context.map(ContextParts::names).unwrap_or_default())
        .chain([labels(parts)]);
    let layers: Vec<Json> = layers.collect();
    let mut style = Map::new();
    style.insert("version".into(), 8.into());
    style.insert("name".into(), parts.name.into());
    style.insert("metadata".into(), parts.metadata.clone());
    if let Some(bounds) = parts.bounds {
        let center = bounds.center();
        style.insert("center".into(), json!([center.x(), center.y()]));
        style.insert("zoom".into(), opening_zoom(bounds).into());
    }
    style.insert("sources".into(), sources.into());
    style.insert("glyphs".into(), parts.glyphs.into());
    style.insert("sprite".into(), parts.sprite.into());
    style.insert("layers".into(), layers.into());
    style.into()
}

/// The areas, a layer for each status without a number and for each class. Only a reported value is a number to put in a class.
fn fills(parts: &StyleParts<'_>) -> Vec<Json> {
    let fill = |id: &str, status: &str, range: Vec<Json>, paint: Json| {
        area_layer(parts, &format!("{FILL_LAYER}-{id}"), status, range, &paint)
    };
    let plain = |colour: &str| json!({ "fill-color": colour, "fill-antialias": false });
    let without_number = State::ALL.into_iter().map(|state| {
        let pattern = state.pattern(parts.theme);
        let ground = pattern.ground.to_string();
        let paint = match pattern.marks {
            Marks::Outline { .. } => json!({ "fill-color": ground, "fill-outline-color": pattern.ink }),
            Marks::Hatch { .. } | Marks::Dots { .. } => plain(&ground),
        };
        fill(&state.id().replace('_', "-"), state.id(), Vec::new(), paint)
    });
    let classes = ranges(parts.classes).zip(parts.colours).enumerate();
    let classes =
        classes.map(|(at, (range, colour))| fill(&format!("class-{}", at + 1), "reported", range, plain(colour)));
    without_number.chain(classes).collect()
}

/// The patterns on areas without a number. Layers of their own: where a client has no sprite, the colours below them are still there.
fn patterns(parts: &StyleParts<'_>) -> Vec<Json> {
    let layer = |state: State| {
        let name = sprite_name(state)?;
        let id = format!("{PATTERN_LAYER}-{}", state.id().replace('_', "-"));
        Some(area_layer(parts, &id, state.id(), Vec::new(), &json!({ "fill-pattern": name })))
    };
    State::ALL.into_iter().filter_map(layer).collect()
}

/// A layer of areas with a status.
fn area_layer(parts: &StyleParts<'_>, id: &str, status: &str, range: Vec<Json>, paint: &Json) -> Json {
    let mut filter = vec![json!(["==", ["get", "status"], status])];
    filter.extend(range);
    filter.extend(parts.only.as_ref().map(|pcodes| one_of("pcode", pcodes)));
    json!({
        "id": id, "type": "fill", "source": SOURCE, "source-layer": parts.by.id(),
        "filter": all(filter), "paint": paint,
    })
}

/// The filters that part the classes: none below the first and above the last, so that no value is without a class.
fn ranges(classes: &[Class]) -> impl Iterator<Item = Vec<Json>> {
    let compared = |with: &str, number: f64| json!([with, ["get", "value"], number]);
    classes.iter().enumerate().map(move |(at, class)| {
        let low = (at > 0).then(|| compared(if class.holds_low { ">=" } else { ">" }, class.low));
        let high = classes.get(at + 1).map(|next| compared(if next.holds_low { "<" } else { "<=" }, next.low));
        low.into_iter().chain(high).collect()
    })
}

/// How a border is drawn: its colour, and its width in pixels at zooms 4, 8 and 12.
struct Stroke {
    /// The level that has it, and all that are below those with a stroke of their own.
    level: AdminLevel,
    colour: fn(&ThemeColours) -> Colour,
    widths: [f64; 3],
}

/// The higher the level, the later it is drawn. Districts have the grey that is seen between pale colours and strong ones: a style cannot know
/// what lies on both sides of a line.
const STROKES: [Stroke; 3] = [
    Stroke { level: AdminLevel::Admin2, colour: |theme| theme.district_between_pale, widths: [0.4, 0.9, 1.5] },
    Stroke { level: AdminLevel::Admin1, colour: |theme| theme.province, widths: [0.8, 1.7, 2.6] },
    Stroke { level: AdminLevel::Admin0, colour: |theme| theme.country, widths: [1.2, 2.4, 3.6] },
];

/// How much wider the light edge of borders of provinces is, in pixels.
const EDGE: f64 = 1.6;

/// The borders, a layer for each level that looks different.
fn lines(parts: &StyleParts<'_>) -> Vec<Json> {
    let beside = |pcodes: &Vec<&str>| json!(["any", one_of("left", pcodes), one_of("right", pcodes)]);
    let line = |stroke: &Stroke| {
        let levels: Vec<&str> = match stroke.level {
            AdminLevel::Admin2 => vec!["admin2", "admin3"],
            level => vec![level.id()],
        };
        let mut filter = vec![one_of("level", &levels)];
        filter.extend(parts.only.as_ref().map(beside));
        let [near, middle, far] = stroke.widths;
        json!({
            "id": format!("{LINE_LAYER}-{}", stroke.level.id()), "type": "line", "source": SOURCE,
            "source-layer": format!("{}_borders", parts.by.id()), "filter": all(filter),
            "layout": { "line-join": "round", "line-cap": "round" },
            "paint": {
                "line-color": (stroke.colour)(parts.theme.colours()),
                "line-width": ["interpolate", ["linear"], ["zoom"], 4, near, 8, middle, 12, far],
            },
        })
    };
    let mut lines: Vec<Json> = Vec::new();
    for stroke in STROKES.iter().filter(|stroke| stroke.level <= parts.by) {
        if stroke.level == AdminLevel::Admin1 && parts.by > AdminLevel::Admin1 {
            // Grey alone is lost on strong colours.
            let edge =
                Stroke { colour: |theme| theme.district, widths: stroke.widths.map(|width| width + EDGE), ..*stroke };
            let mut below = line(&edge);
            below["id"] = json!(format!("{LINE_LAYER}-{}-edge", stroke.level.id()));
            lines.push(below);
        }
        lines.push(line(stroke));
    }
    lines
}

/// How a border that is not agreed is drawn: its dashes and gaps, in widths of the line.
pub(crate) fn dashes(status: BorderStatus) -> &'static [f64] {
    match status {
        BorderStatus::Agreed => &[],
        BorderStatus::Undetermined => &[4.0, 3.0],
        BorderStatus::Disputed | BorderStatus::LineOfControl => &[1.0, 2.0],
        BorderStatus::ArmisticeLine | BorderStatus::LineOfSeparation => &[4.0, 2.0, 1.0, 2.0],
    }
}

/// The borders that are not agreed: first what hides the outline of the country below, then dashes and dots.
fn unsettled(parts: &StyleParts<'_>) -> Vec<Json> {
    let Some(UnsettledBorders { statuses, .. }) = &parts.unsettled else { return Vec::new() };
    let theme = parts.theme.colours();
    let line = |status: BorderStatus, id: &str, colour: Colour, more: f64| {
        json!({
            "id": format!("{BORDER_LAYER}-{id}"), "type": "line", "source": BORDERS_SOURCE,
            "source-layer": INTERNATIONAL_BORDERS, "filter": ["==", ["get", "status"], status.id()],
            "layout": { "line-join": "round", "line-cap": "butt" },
            "paint": {
                "line-color": colour,
                "line-width": ["interpolate", ["linear"], ["zoom"], 4, 1.2 + more, 8, 2.4 + more, 12, 3.6 + more],
            },
        })
    };
    let name = |status: BorderStatus| status.id().replace('_', "-");
    let below = statuses.iter().map(|status| line(*status, &format!("{}-below", name(*status)), theme.ground, 2.0));
    let above = statuses.iter().map(|status| {
        let mut layer = line(*status, &name(*status), theme.country, 0.0);
        layer["paint"]["line-dasharray"] = json!(dashes(*status));
        layer
    });
    below.chain(above).collect()
}

/// The layer of tiles that has the borders between countries.
const INTERNATIONAL_BORDERS: &str = "international_borders";

/// The outlines of highlighted units: first a light edge, so that they are seen on every colour.
fn highlight(parts: &StyleParts<'_>) -> Vec<Json> {
    if parts.highlight.is_empty() {
        return Vec::new();
    }
    let theme = parts.theme.colours();
    let beside = json!(["any", one_of("left", &parts.highlight), one_of("right", &parts.highlight)]);
    let line = |id: &str, colour: Colour, [near, middle, far]: [f64; 3]| {
        json!({
            "id": format!("{HIGHLIGHT_LAYER}{id}"), "type": "line", "source": SOURCE,
            "source-layer": format!("{}_borders", parts.by.id()), "filter": beside,
            "layout": { "line-join": "round", "line-cap": "round" },
            "paint": {
                "line-color": colour,
                "line-width": ["interpolate", ["linear"], ["zoom"], 4, near, 8, middle, 12, far],
            },
        })
    };
    vec![line("-edge", theme.halo, [3.6, 5.4, 7.2]), line("", theme.text, [1.8, 2.8, 4.0])]
}

/// Where a name may stand: on its place or, where another name is there, beside it.
const BESIDE: [&str; 9] =
    ["center", "top", "bottom", "left", "right", "top-left", "top-right", "bottom-left", "bottom-right"];

/// The names. On a map smaller than a page shows it, as on a phone, they are few and stand in their units; elsewhere all that have room.
fn labels(parts: &StyleParts<'_>) -> Json {
    let mut filter: Vec<Json> = parts.only.iter().map(|pcodes| one_of("pcode", pcodes)).collect();
    filter.push(has_room(parts.bounds));
    let theme = parts.theme.colours();
    let near = parts.bounds.map_or(0.0, opening_zoom).floor();
    json!({
        "id": LABEL_LAYER, "type": "symbol", "source": SOURCE,
        "source-layer": format!("{}_labels", parts.by.id()),
        "filter": all(filter),
        "layout": {
            "visibility": if parts.has_names { "visible" } else { "none" },
            "text-field": parts.names.expression(),
            "text-font": [FONT],
            "text-size": ["interpolate", ["linear"], ["zoom"], 4, 10, 8, 13, 12, 16],
            "text-max-width": 7,
            "text-variable-anchor": ["step", ["zoom"], ["literal", ["center"]], near, ["literal", BESIDE]],
            "text-radial-offset": 0.5,
            "text-justify": "auto",
            "text-padding": ["step", ["zoom"], 8, near, 1],
            "symbol-sort-key": ["get", "rank"],
        },
        "paint": { "text-color": theme.text, "text-halo-color": theme.halo, "text-halo-width": 1.4 },
    })
}

/// What satisfies all filters, of which there is at least one.
fn all(mut filters: Vec<Json>) -> Json {
    match filters.len() {
        1 => filters.remove(0),
        _ => std::iter::once(json!("all")).chain(filters).collect(),
    }
}

/// Whether a property is one of some words. A `match` where an `in` would be shorter: QGIS 3.22 reads no literals.
fn one_of(property: &str, words: &[&str]) -> Json {
    match words {
        [] => json!(["==", ["get", property], ""]),
        _ => json!(["match", ["get", property], words, true, false]),
    }
}

/// The least distance from a name to the nearest border of its unit, in pixels of the tile's zoom; up to twice as many on the
/// screen, until the next zoom is drawn: filters see whole zooms only. So few that of the units of a map all but specks may have a name, and those that
/// collide with the name of a roomier unit are left out, which is seen anew at every zoom.
const LABEL_MARGIN: f64 = 2.0;

/// Only units that are more than specks. Pixels are larger on the ground near the equator; the middle of the map stands for all.
fn has_room(bounds: Option<BBox>) -> Json {
    room(LABEL_MARGIN, bounds)
}

/// Names of countries stand where there is so many times as much room beside them as above and below: see `geodata::tiles`.
pub(crate) const WIDE: f64 = 3.5;

/// Only names with so many pixels of room on each side.
fn room(margin: f64, bounds: Option<BBox>) -> Json {
    json!([">=", room_in_km(), (margin * km_of_pixel(bounds)).round()])
}

/// Only names in spaced capitals that have room to their whole length: beside them there is [`WIDE`] times as much as above and below.
fn room_of_length(margin: f64, name: &str, bounds: Option<BBox>) -> Json {
    let half_letter = 5.2 / WIDE;
    let pixels = json!(["max", margin, ["+", 1, ["*", half_letter, ["length", ["get", name]]]]]);
    json!([">=", room_in_km(), ["*", km_of_pixel(bounds).round(), pixels]])
}

/// The room of a name, in kilometres of the zoom 0.
fn room_in_km() -> Json {
    json!(["*", ["get", "room_km"], ["^", 2, ["zoom"]]])
}

/// How many kilometres a pixel is at zoom 0.
fn km_of_pixel(bounds: Option<BBox>) -> f64 {
    let latitude = bounds.map_or(0.0, |bounds| bounds.center().y()).clamp(-85.0, 85.0);
    // Of the tile of zoom 0: the equator in 512 pixels.
    40_075.017 / 512.0 * latitude.to_radians().cos()
}

/// Which of their names units are labelled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameChoice {
    /// The main language of the dataset, in which every unit has a name.
    pub main: Language,
    /// The language that is asked for.
    pub language: Language,
    /// How many units have a name in it.
    pub named: Named,
}

/// How many units of a layer have a name in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    None,
    Some,
    All,
}

impl NameChoice {
    /// The names of the units of a level in a language.
    pub fn of(atlas: &Atlas, by: AdminLevel, language: Language) -> Self {
        let units = atlas.layer(by).map_or(&[][..], |layer| &layer.units);
        let named = match units.iter().filter(|unit| unit.names.get(language).is_some()).count() {
            0 => Named::None,
            count if count == units.len() => Named::All,
            _ => Named::Some,
        };
        Self { main: atlas.info.main_language(), language, named }
    }

    /// The name in the language, or in the main one. Where none is missing there is no choice to write down, which QGIS 3.22 would not
    /// read.
    fn expression(self) -> Json {
        let [main, asked] = [self.main, self.language].map(|language| name_column(self.main, language));
        match self.named {
            Named::None => json!(["get", main]),
            Named::All => json!(["get", asked]),
            Named::Some => json!(["coalesce", ["get", asked], ["get", main]]),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::classes::ClassKind;

    fn language(code: &str) -> Language {
        Language::from_code(code).expect("a language")
    }

    fn class(low: f64, high: f64) -> Class {
        let (kind, step, steps) = (ClassKind::Range, 1, 3);
        Class { kind, low, high, holds_low: true, holds_high: true, units: 1, step, steps }
    }

    pub fn parts<'a>(classes: &'a [Class], colours: &'a [String], only: Option<Vec<&'a str>>) -> StyleParts<'a> {
        StyleParts {
            name: "",
            tiles: "",
            glyphs: "",
            sprite: "",
            theme: Theme::Light,
            by: AdminLevel::Admin2,
            names: NameChoice { main: Language::ENGLISH, language: language("ru"), named: Named::All },
            attribution: "",
            bounds: None,
            max_zoom: 14,
            highlight: Vec::new(),
            has_names: true,
            classes,
            colours,
            only,
            unsettled: None,
            circles: None,
            context: None,
            metadata: json!({}),
        }
    }

    fn layer(parts: &StyleParts<'_>, id: &str) -> Json {
        let layers = style(parts)["layers"].clone();
        layers.as_array().unwrap().iter().find(|layer| layer["id"] == id).unwrap_or_else(|| panic!("no {id}")).clone()
    }

    #[test]
    fn only_reported_values_get_the_colour_of_a_class() {
        let classes = [class(0.0, 10.0), class(10.0, 40.0), class(40.0, 90.0)];
        let colours = ["#light".to_owned(), "#middle".to_owned(), "#dark".to_owned()];
        let parts = parts(&classes, &colours, None);
        let reported = json!(["==", ["get", "status"], "reported"]);
        let (from, below) =
            (|low: f64| json!([">=", ["get", "value"], low]), |high: f64| json!(["<", ["get", "value"], high]));
        for (id, filter, colour) in [
            ("kerben-fill-no-data", json!(["==", ["get", "status"], "no_data"]), "#eeeeec"),
            ("kerben-fill-suppressed", json!(["==", ["get", "status"], "suppressed"]), "#d4d4d2"),
            ("kerben-fill-not-applicable", json!(["==", ["get", "status"], "not_applicable"]), "#f7f7f5"),
            ("kerben-fill-class-1", json!(["all", reported, below(10.0)]), "#light"),
            ("kerben-fill-class-2", json!(["all", reported, from(10.0), below(40.0)]), "#middle"),
            ("kerben-fill-class-3", json!(["all", reported, from(40.0)]), "#dark"),
        ] {
            let fill = layer(&parts, id);
            assert_eq!((&fill["filter"], &fill["paint"]["fill-color"]), (&filter, &json!(colour)), "{id}");
        }
    }

    /// Of changes, a decline of as much as a break is as far from the neutral class as such a growth.
    #[test]
    fn a_break_below_zero_belongs_to_the_class_below() {
        let open = |low, high| Class { holds_low: false, holds_high: false, ..class(low, high) };
        let classes = [class(-90.0, -5.0), open(-5.0, 5.0), class(5.0, 90.0)];
        let value = |with: &str, number: f64| json!([with, ["get", "value"], number]);
        assert_eq!(
            ranges(&classes).collect::<Vec<_>>(),
            [vec![value("<=", -5.0)], vec![value(">", -5.0), value("<", 5.0)], vec![value(">=", 5.0)]]
        );
    }

    #[test]
    fn areas_without_a_number_have_patterns_of_the_sprite_above_all_colours() {
        let (classes, colours) = ([class(3.0, 3.0)], ["#light".to_owned()]);
        let parts = parts(&classes, &colours, None);
        for (id, name) in
            [("kerben-pattern-no-data", "kerben-no-data"), ("kerben-pattern-suppressed", "kerben-suppressed")]
        {
            let pattern = layer(&parts, id);
            assert_eq!(pattern["paint"], json!({ "fill-pattern": name }));
            assert_eq!(pattern["filter"], layer(&parts, &id.replace("pattern", "fill"))["filter"]);
        }
        let outline = layer(&parts, "kerben-fill-not-applicable")["paint"]["fill-outline-color"].clone();
        assert_eq!(outline, json!(Theme::Light.colours().state));
        let style = style(&parts);
        let ids: Vec<&str> =
            style["layers"].as_array().unwrap().iter().filter_map(|layer| layer["id"].as_str()).collect();
        let last_colour = ids.iter().rposition(|id| id.starts_with(FILL_LAYER));
        assert!(last_colour < ids.iter().position(|id| id.starts_with(PATTERN_LAYER)), "{ids:?}");
    }

    /// The ground, the borders and the names of a dark theme are not those of the light one.
    #[test]
    fn a_style_has_all_colours_from_its_theme() {
        let of = |theme: Theme| {
            let parts = StyleParts { theme, ..parts(&[], &[], None) };
            let [line, label] = ["kerben-line-admin0", LABEL_LAYER].map(|id| layer(&parts, id)["paint"].clone());
            let ground = layer(&parts, "background")["paint"]["background-color"].clone();
            [ground, line["line-color"].clone(), label["text-color"].clone(), label["text-halo-color"].clone()]
        };
        for theme in Theme::ALL {
            let ThemeColours { ground, country, text, halo, .. } = *theme.colours();
            assert_eq!(of(theme), [ground, country, text, halo].map(|colour| json!(colour)));
        }
    }

    #[test]
    fn one_class_has_all_reported_values() {
        let (classes, colours) = ([class(3.0, 3.0)], ["#light".to_owned()]);
        let fill = layer(&parts(&classes, &colours, None), "kerben-fill-class-1");
        assert_eq!(fill["filter"], json!(["==", ["get", "status"], "reported"]));
    }

    #[test]
    fn names_fall_back_to_the_main_language() {
        let name = |main, language, named| NameChoice { main, language, named }.expression();
        let [fr, ky] = ["fr", "ky"].map(language);
        assert_eq!(name(Language::ENGLISH, Language::ENGLISH, Named::All), json!(["get", "name"]));
        assert_eq!(name(Language::ENGLISH, ky, Named::All), json!(["get", "name_ky"]));
        assert_eq!(name(Language::ENGLISH, ky, Named::Some), json!(["coalesce", ["get", "name_ky"], ["get", "name"]]));
        assert_eq!(name(fr, Language::ENGLISH, Named::None), json!(["get", "name"]));
        assert_eq!(name(fr, fr, Named::All), json!(["get", "name"]));
    }

    #[test]
    fn clearance_of_a_label_is_measured_on_the_map() {
        let least = |south: f64, north: f64| has_room(Some(BBox { west: 70.0, south, east: 80.0, north }))[2].as_f64();
        // 157 km by 2 to the power of the zoom: 4.9 km at zoom 5 on the equator, half of it at 60°.
        assert_eq!((least(-1.0, 1.0), least(59.0, 61.0)), (Some(157.0), Some(78.0)));
    }

    #[test]
    fn a_map_of_a_part_has_only_its_own_borders_and_labels() {
        let parts = parts(&[], &[], Some(vec!["KG1", "KG2"]));
        let of = |property: &str| json!(["match", ["get", property], ["KG1", "KG2"], true, false]);
        let (line, label) = (layer(&parts, "kerben-line-admin1"), layer(&parts, LABEL_LAYER));
        assert_eq!(
            (&line["source-layer"], &label["source-layer"]),
            (&json!("admin2_borders"), &json!("admin2_labels"))
        );
        let of_level = json!(["match", ["get", "level"], ["admin1"], true, false]);
        assert_eq!(line["filter"], json!(["all", of_level, ["any", of("left"), of("right")]]));
        assert_eq!(label["filter"][1], of("pcode"));
        assert_eq!(layer(&parts, "kerben-fill-no-data")["filter"][2], of("pcode"));
    }

    /// The borders of provinces and of the country are not in maps of the country, those of districts not in maps of provinces.
    #[test]
    fn each_level_of_borders_has_a_layer_the_highest_last() {
        let lines = |by: AdminLevel| -> Vec<String> {
            let style = style(&StyleParts { by, ..parts(&[], &[], None) });
            let ids = style["layers"].as_array().unwrap().iter().filter(|layer| layer["type"] == "line");
            ids.map(|layer| layer["id"].as_str().unwrap().trim_start_matches("kerben-line-").to_owned()).collect()
        };
        assert_eq!(lines(AdminLevel::Admin0), ["admin0"]);
        assert_eq!(lines(AdminLevel::Admin1), ["admin1", "admin0"]);
        assert_eq!(lines(AdminLevel::Admin3), ["admin2", "admin1-edge", "admin1", "admin0"]);
    }
}
