//! Circles of a MapLibre style: areas as counts at every zoom, the largest below the others, above areas and borders and below names.
//!
//! Their points are tiles of their own ([`geodata::tiles`], `layers=points`), which can have another measure than the areas. They grow more
//! slowly than the map, so that they part as a reader comes closer.

use serde_json::{Value as Json, json};

use super::{StyleParts, all, one_of};
use crate::circles::{CircleGrowth, CircleScale};
use crate::palette::Colour;

/// Name of their source and of their layer.
pub const CIRCLES: &str = "kerben-circles";

/// What a style draws.
pub struct CircleParts<'a> {
    /// Template of tiles with a point in each unit, whose `value` is what is counted.
    pub tiles: &'a str,
    pub scale: CircleScale,
    pub growth: CircleGrowth,
    pub colour: Colour,
}

impl CircleParts<'_> {
    /// Their source.
    pub fn source(&self, max_zoom: u8) -> Json {
        json!({ "type": "vector", "tiles": [self.tiles], "minzoom": 0, "maxzoom": max_zoom, "promoteId": "pcode" })
    }

    /// Their layer.
    pub fn layer(&self, parts: &StyleParts<'_>) -> Json {
        let mut filter = vec![json!(["==", ["get", "status"], "reported"]), json!([">", ["get", "value"], 0])];
        filter.extend(parts.only.as_ref().map(|pcodes| one_of("pcode", pcodes)));
        let radius = |zoom: f64| {
            let of_one = self.growth.largest(zoom) / self.scale.largest.sqrt();
            json!(["max", CircleScale::LEAST_RADIUS, ["*", of_one, ["sqrt", ["get", "value"]]]])
        };
        let [least, most] = self.growth.zooms();
        json!({
            "id": CIRCLES, "type": "circle", "source": CIRCLES,
            "source-layer": format!("{}_points", parts.by.id()), "filter": all(filter),
            "layout": { "circle-sort-key": ["-", 0, ["get", "value"]] },
            "paint": {
                "circle-radius": [
                    "interpolate", ["exponential", CircleGrowth::OF_A_ZOOM], ["zoom"], least, radius(least), most, radius(most),
                ],
                "circle-color": self.colour,
                "circle-opacity": 0.8,
                "circle-stroke-color": parts.theme.colours().page,
                "circle-stroke-width": 1,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maplibre::{style, tests::parts};

    fn layers(only: Option<Vec<&str>>) -> Vec<Json> {
        let circles = CircleParts {
            tiles: "points",
            scale: CircleScale { largest: 400.0 },
            growth: CircleGrowth::new(5.5, CircleScale::LARGEST_OF_WIDTH),
            colour: Colour::rgb(0xc4_501b),
        };
        let style = style(&StyleParts { circles: Some(circles), ..parts(&[], &[], only) });
        assert_eq!(style["sources"][CIRCLES]["tiles"], json!(["points"]));
        style["layers"].as_array().unwrap().clone()
    }

    #[test]
    fn circles_are_above_borders_and_below_names() {
        let layers = layers(None);
        let at = |id: &str| layers.iter().position(|layer| layer["id"] == id).unwrap();
        assert!(at("kerben-line-admin0") < at(CIRCLES) && at(CIRCLES) < at("kerben-label"));
    }

    #[test]
    fn a_radius_is_the_root_of_the_value_times_a_factor_at_both_ends() {
        let layers = layers(Some(vec!["KG1"]));
        let layer = layers.iter().find(|layer| layer["id"] == CIRCLES).unwrap();
        let radius = &layer["paint"]["circle-radius"];
        assert_eq!((&radius[0], &radius[3], &radius[5]), (&json!("interpolate"), &json!(3.5), &json!(7.5)));
        let factor = |at: usize| {
            assert_eq!(radius[at][2][2], json!(["sqrt", ["get", "value"]]));
            radius[at][2][1].as_f64().unwrap()
        };
        // The largest has 20 times the factor; four zooms closer it is four times as wide.
        assert!((factor(6) / factor(4) - 4.0).abs() < 1e-9);
        assert!((factor(4) * 20.0 - CircleGrowth::new(5.5, CircleScale::LARGEST_OF_WIDTH).largest(3.5)).abs() < 1e-9);
        assert_eq!(layer["filter"][3], json!(["match", ["get", "pcode"], ["KG1"], true, false]));
    }
}
