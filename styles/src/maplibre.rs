//! A MapLibre style (version 8) that paints classes from the attributes `value` and `status` of tile features.

use geo_types::Rect;
use serde_json::{Value as Json, json};

use crate::classes::Class;
use crate::palette::{NO_DATA, SUPPRESSED};

/// Name of the vector source.
pub const SOURCE: &str = "kerben";
/// Name of the layer of areas.
pub const FILL_LAYER: &str = "kerben-fill";
/// Name of the layer of borders.
pub const LINE_LAYER: &str = "kerben-line";

/// What a style draws.
pub struct StyleParts<'a> {
    pub name: &'a str,
    pub tiles: &'a str,
    pub source_layer: &'a str,
    pub attribution: &'a str,
    pub bounds: Option<Rect<f64>>,
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
        members.insert("bounds".into(), json!([bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y]));
    }
    let mut sources = serde_json::Map::new();
    sources.insert(SOURCE.to_owned(), source);
    let filter = match &parts.only {
        Some(pcodes) => json!(["in", ["get", "pcode"], ["literal", pcodes]]),
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
                "id": LINE_LAYER, "type": "line", "source": SOURCE, "source-layer": parts.source_layer, "filter": filter,
                "layout": { "line-join": "round" },
                "paint": {
                    "line-color": "#5b6670",
                    "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.4, 8, 1.0, 12, 1.6],
                },
            },
        ],
    })
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
    json!(["match", ["get", "status"], "reported", reported, "suppressed", SUPPRESSED, NO_DATA,])
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
            NO_DATA,
        ]);
        assert_eq!(colour, expected);
    }

    #[test]
    fn a_map_without_values_is_all_no_data() {
        assert_eq!(
            fill_colour(&[], &[]),
            json!(["match", ["get", "status"], "reported", NO_DATA, "suppressed", SUPPRESSED, NO_DATA])
        );
    }
}
