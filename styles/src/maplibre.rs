//! A MapLibre style (version 8) that paints classes from the attributes `value` and `status` of tile features, draws each
//! border once, and writes the names of units where they fit.

use geodata::index::BBox;
use geodata::model::Language;
use serde_json::{Value as Json, json};

use crate::classes::Class;
use crate::palette::{NO_DATA, NOT_APPLICABLE, SUPPRESSED};

/// Name of the vector source.
pub const SOURCE: &str = "kerben";
/// Name of the layer of areas.
pub const FILL_LAYER: &str = "kerben-fill";
/// Name of the layer of borders.
pub const LINE_LAYER: &str = "kerben-line";
/// Name of the layer of names.
pub const LABEL_LAYER: &str = "kerben-label";

/// What a style draws.
pub struct StyleParts<'a> {
    pub name: &'a str,
    pub tiles: &'a str,
    /// Of the areas; borders and labels have it with `_borders` and `_labels` at its end.
    pub source_layer: &'a str,
    /// The language of names.
    pub language: Language,
    /// As HTML.
    pub attribution: &'a str,
    pub bounds: Option<BBox>,
    pub max_zoom: u8,
    pub classes: &'a [Class],
    pub colours: &'a [String],
    /// P-codes of the units to draw; all of them, if none.
    pub only: Option<Vec<&'a str>>,
}

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
    let mut sources = serde_json::Map::new();
    sources.insert(SOURCE.to_owned(), source);
    let filter = match &parts.only {
        Some(pcodes) => json!(["in", ["get", "pcode"], ["literal", pcodes]]),
        None => json!(["literal", true]),
    };
    let beside = |side: &str| json!(["in", ["get", side], ["literal", parts.only]]);
    let border_filter = match &parts.only {
        Some(_) => json!(["any", beside("left"), beside("right")]),
        None => json!(["literal", true]),
    };
    json!({
        "version": 8,
        "name": parts.name,
        "sources": sources,
        "layers": [
            { "id": "background", "type": "background", "paint": { "background-color": "#f4f5f6" } },
            {
                "id": FILL_LAYER, "type": "fill", "source": SOURCE, "source-layer": parts.source_layer, "filter": filter,
                "paint": { "fill-color": fill_colour(parts.classes, parts.colours), "fill-antialias": false },
            },
            {
                "id": LINE_LAYER, "type": "line", "source": SOURCE,
                "source-layer": format!("{}_borders", parts.source_layer), "filter": border_filter,
                // The higher the level, the later it is drawn.
                "layout": {
                    "line-join": "round", "line-cap": "round",
                    "line-sort-key": by_level(&json!(3), &json!(2), &json!(1)),
                },
                "paint": {
                    "line-color": by_level(&json!("#2f3a44"), &json!("#46525d"), &json!("#5b6670")),
                    "line-width": [
                        "interpolate", ["linear"], ["zoom"],
                        4, by_level(&json!(1.2), &json!(0.8), &json!(0.4)),
                        8, by_level(&json!(2.4), &json!(1.7), &json!(0.9)),
                        12, by_level(&json!(3.6), &json!(2.6), &json!(1.5)),
                    ],
                },
            },
            {
                "id": LABEL_LAYER, "type": "symbol", "source": SOURCE,
                "source-layer": format!("{}_labels", parts.source_layer),
                "filter": ["all", filter, has_room(parts.bounds)],
                "layout": {
                    "text-field": name(parts.language),
                    // What the reader's machine has: no glyphs are fetched.
                    "text-font": ["Noto Sans", "Arial", "sans-serif"],
                    "text-size": ["interpolate", ["linear"], ["zoom"], 4, 10, 8, 13, 12, 16],
                    "text-max-width": 7,
                    "text-padding": 3,
                    "symbol-sort-key": ["get", "rank"],
                },
                "paint": { "text-color": "#1f2933", "text-halo-color": "#ffffff", "text-halo-width": 1.4 },
            },
        ],
    })
}

/// The least distance from a name to the nearest border of its unit, in pixels of the tile's zoom; up to twice as many on the
/// screen, until the next zoom is drawn.
const ROOM_PIXELS: f64 = 11.0;

/// Only units with room for a name. Pixels are larger on the ground near the equator; the middle of the map stands for all.
fn has_room(bounds: Option<BBox>) -> Json {
    let latitude = bounds.map_or(0.0, |bounds| bounds.center().y()).clamp(-85.0, 85.0);
    // Of the tile of zoom 0: the equator in 512 pixels.
    let km_to_pixel = 40_075.017 / 512.0 * latitude.to_radians().cos();
    let least = (ROOM_PIXELS * km_to_pixel).round();
    json!([">=", ["*", ["get", "room_km"], ["^", 2, ["zoom"]]], least])
}

/// The name in a language, or the English one.
fn name(language: Language) -> Json {
    match language {
        Language::En => json!(["get", "name"]),
        other => json!(["coalesce", ["get", format!("name_{}", other.code())], ["get", "name"]]),
    }
}

/// One value for borders of the country, one for those of provinces, and one for the others.
fn by_level(country: &Json, province: &Json, other: &Json) -> Json {
    json!(["match", ["get", "level"], "admin0", country, "admin1", province, other])
}

/// Statuses first: a value that is not reported has no number to put in a class.
fn fill_colour(classes: &[Class], colours: &[String]) -> Json {
    let reported = match colours {
        [] => json!(NO_DATA),
        [only] => json!(only),
        [first, rest @ ..] => {
            let mut step = vec![json!("step"), json!(["to-number", ["get", "value"]]), json!(first)];
            for (class, colour) in classes.iter().skip(1).zip(rest) {
                step.extend([json!(class.low), json!(colour)]);
            }
            Json::Array(step)
        }
    };
    json!([
        "match",
        ["get", "status"],
        "reported",
        reported,
        "suppressed",
        SUPPRESSED,
        "not_applicable",
        NOT_APPLICABLE,
        NO_DATA
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(low: f64, high: f64) -> Class {
        Class { low, high, label: String::new(), units: 1 }
    }

    #[test]
    fn only_reported_values_get_the_colour_of_a_class() {
        let classes = [class(0.0, 10.0), class(10.0, 90.0)];
        let colour = fill_colour(&classes, &["#light".to_owned(), "#dark".to_owned()]);
        let expected = json!([
            "match",
            ["get", "status"],
            "reported",
            ["step", ["to-number", ["get", "value"]], "#light", 10.0, "#dark"],
            "suppressed",
            SUPPRESSED,
            "not_applicable",
            NOT_APPLICABLE,
            NO_DATA,
        ]);
        assert_eq!(colour, expected);
    }

    #[test]
    fn names_are_in_the_language_or_in_english() {
        assert_eq!(name(Language::En), json!(["get", "name"]));
        assert_eq!(name(Language::Ky), json!(["coalesce", ["get", "name_ky"], ["get", "name"]]));
    }

    #[test]
    fn room_for_a_name_is_measured_on_the_map() {
        let least = |south: f64, north: f64| has_room(Some(BBox { west: 70.0, south, east: 80.0, north }))[2].as_f64();
        // 861 km by 2 to the power of the zoom: 27 km at zoom 5 on the equator, half of it at 60°.
        assert_eq!((least(-1.0, 1.0), least(59.0, 61.0)), (Some(861.0), Some(430.0)));
    }

    #[test]
    fn a_map_of_a_part_has_its_borders_and_names_alone() {
        let parts = StyleParts {
            name: "",
            tiles: "",
            source_layer: "admin2",
            language: Language::Ru,
            attribution: "",
            bounds: None,
            max_zoom: 14,
            classes: &[],
            colours: &[],
            only: Some(vec!["KG1", "KG2"]),
        };
        let layers = style(&parts)["layers"].clone();
        let pcodes = json!(["literal", ["KG1", "KG2"]]);
        let layer = |id: &str| layers.as_array().unwrap().iter().find(|layer| layer["id"] == id).unwrap().clone();
        let (line, label) = (layer(LINE_LAYER), layer(LABEL_LAYER));
        assert_eq!(
            (&line["source-layer"], &label["source-layer"]),
            (&json!("admin2_borders"), &json!("admin2_labels"))
        );
        assert_eq!(line["filter"], json!(["any", ["in", ["get", "left"], pcodes], ["in", ["get", "right"], pcodes]]));
        assert_eq!(label["filter"][1], json!(["in", ["get", "pcode"], pcodes]));
    }

    #[test]
    fn a_map_without_values_is_all_no_data() {
        assert_eq!(
            fill_colour(&[], &[]),
            json!([
                "match",
                ["get", "status"],
                "reported",
                NO_DATA,
                "suppressed",
                SUPPRESSED,
                "not_applicable",
                NOT_APPLICABLE,
                NO_DATA
            ])
        );
    }
}
