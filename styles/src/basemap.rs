//! The map under the map: land, water and roads for orientation, from tiles that were made elsewhere.

use serde_json::{Value as Json, json};

use crate::palette::{Theme, ThemeColours};

/// Name of its source.
pub const BASEMAP_SOURCE: &str = "basemap";

/// A basemap that a style draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Basemap {
    /// Template of its tiles, with `{z}/{x}/{y}`.
    pub tiles: String,
    /// Whom to cite, as HTML.
    pub attribution: String,
    /// What its tiles are.
    pub kind: BasemapKind,
    /// First and last zoom that has tiles.
    pub zooms: (u8, u8),
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
}

/// What the tiles of a basemap are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BasemapKind {
    /// Pictures.
    Pictures,
    /// Drawings with the layers of the Protomaps basemap (docs.protomaps.com/basemaps/layers).
    Protomaps,
    /// Drawings with other layers: the source is in the style, for whoever knows them; nothing is drawn.
    UnknownVector,
}

impl Basemap {
    /// Puts it into a style: its source, and its layers right above the background.
    pub(crate) fn insert_below(&self, mut style: Json, theme: Theme) -> Json {
        if let Some(sources) = style.get_mut("sources").and_then(Json::as_object_mut) {
            sources.insert(BASEMAP_SOURCE.to_owned(), self.source());
        }
        if let Some(layers) = style.get_mut("layers").and_then(Json::as_array_mut) {
            let background = layers.iter().take_while(|layer| layer["type"] == "background").count();
            layers.splice(background..background, self.layers(theme));
        }
        style
    }

    fn source(&self) -> Json {
        let mut source = json!({
            "type": if self.kind == BasemapKind::Pictures { "raster" } else { "vector" },
            "tiles": [self.tiles],
            "minzoom": self.zooms.0,
            "maxzoom": self.zooms.1,
            "bounds": self.bounds,
            "attribution": self.attribution,
        });
        if let (BasemapKind::Pictures, Some(members)) = (self.kind, source.as_object_mut()) {
            members.insert("tileSize".into(), 256.into());
        }
        source
    }

    /// The layers that draw it, lowest first. Pale, so that the colours of the data are what one sees.
    fn layers(&self, theme: Theme) -> Vec<Json> {
        let ThemeColours { neighbours, water, roads, .. } = *theme.colours();
        let of =
            |id: &str, kind: &str| json!({ "id": format!("basemap-{id}"), "type": kind, "source": BASEMAP_SOURCE });
        let drawn = |id: &str, kind: &str, filter: Json, paint: Json| {
            let mut layer = of(id, kind);
            if let Some(members) = layer.as_object_mut() {
                members.extend([
                    ("source-layer".to_owned(), json!(id)),
                    ("filter".to_owned(), filter),
                    ("paint".to_owned(), paint),
                ]);
            }
            layer
        };
        let area = json!(["==", ["geometry-type"], "Polygon"]);
        match self.kind {
            BasemapKind::Pictures => vec![of("pictures", "raster")],
            BasemapKind::Protomaps => vec![
                drawn("earth", "fill", area.clone(), json!({ "fill-color": neighbours })),
                drawn("water", "fill", area, json!({ "fill-color": water })),
                drawn(
                    "roads",
                    "line",
                    json!(["in", ["get", "kind"], ["literal", ["highway", "major_road"]]]),
                    json!({ "line-color": roads, "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.3, 12, 2.0] }),
                ),
            ],
            BasemapKind::UnknownVector => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basemap(kind: BasemapKind) -> Basemap {
        let (tiles, attribution) = ("http://host/basemap/{z}/{x}/{y}".to_owned(), "© Somebody".to_owned());
        Basemap { tiles, attribution, kind, zooms: (0, 6), bounds: [-180.0, -85.0, 180.0, 85.0] }
    }

    fn style() -> Json {
        json!({ "sources": { "kerben": {} }, "layers": [{ "id": "background", "type": "background" }, { "id": "fill", "type": "fill" }] })
    }

    fn ids(style: &Json) -> Vec<&str> {
        style["layers"].as_array().into_iter().flatten().filter_map(|layer| layer["id"].as_str()).collect()
    }

    #[test]
    fn raster_basemaps_are_above_the_background_and_below_the_data() {
        let style = basemap(BasemapKind::Pictures).insert_below(style(), Theme::Light);
        let source = &style["sources"]["basemap"];
        assert_eq!((&source["type"], &source["tileSize"]), (&json!("raster"), &json!(256)));
        assert_eq!(ids(&style), ["background", "basemap-pictures", "fill"]);
    }

    #[test]
    fn vector_basemaps_of_a_known_schema_have_layers() {
        let style = basemap(BasemapKind::Protomaps).insert_below(style(), Theme::Light);
        assert_eq!(ids(&style), ["background", "basemap-earth", "basemap-water", "basemap-roads", "fill"]);
        assert_eq!(style["layers"][2]["source-layer"], "water");
    }

    #[test]
    fn vector_basemaps_of_an_unknown_schema_are_a_source_without_layers() {
        let style = basemap(BasemapKind::UnknownVector).insert_below(style(), Theme::Light);
        assert_eq!((&style["sources"]["basemap"]["type"], ids(&style)), (&json!("vector"), vec!["background", "fill"]));
    }
}
