//! What lies around and in the country, in a MapLibre style: neighbours and seas below the units, lakes above them, since a lake is no
//! district, and names. Quiet: it is there and stays behind.

use geodata::atlas::Atlas;
use geodata::model::{BBox, Context, Language};
use geodata::query::name_column;
use geodata::tiles::{CONTEXT_LABELS, DEEPEST_ZOOM_OF_CONTEXT};
use serde_json::{Value as Json, json};

use super::{all, room, room_of_length};
use crate::attribution;
use crate::glyphs::FONT;
use crate::palette::{Colour, Theme, ThemeColours};

/// Name of its source, and what the names of its layers begin with.
pub const CONTEXT_SOURCE: &str = "kerben-context";

/// Name of the source of the sea, and of its layer.
pub const SEA: &str = "kerben-sea";

/// What a style draws of it.
pub struct ContextParts<'a> {
    context: &'a Context,
    /// Template of its tiles.
    tiles: &'a str,
    /// The attribute with the names.
    name: String,
    attribution: String,
    bounds: Option<BBox>,
    theme: &'static ThemeColours,
    /// On a basemap only lakes are drawn, above the units: the rest is on the basemap.
    on_basemap: bool,
}

impl<'a> ContextParts<'a> {
    /// What a dataset shows of it; None where it shows nothing.
    pub fn of(
        atlas: &'a Atlas,
        language: Language,
        tiles: &'a str,
        bounds: Option<BBox>,
        (theme, on_basemap): (Theme, bool),
    ) -> Option<Self> {
        let context = &atlas.context;
        let Context { countries, lakes, rivers, places } = context;
        let is_shown =
            lakes.is_shown() || (!on_basemap && (countries.is_shown() || rivers.is_shown() || places.is_shown()));
        let citation = context.has_natural_earth().then(geodata::context::source);
        let is_named = atlas.info.languages_by_rank().contains(&language);
        let main = atlas.info.main_language();
        is_shown.then(|| Self {
            context,
            tiles,
            name: name_column(main, if is_named { language } else { main }),
            attribution: attribution::of_citations(citation.iter().map(|source| source.citation.as_str())),
            bounds,
            theme: theme.colours(),
            on_basemap,
        })
    }

    /// Its source.
    pub fn source(&self) -> Json {
        json!({
            "type": "vector", "tiles": [self.tiles], "minzoom": 0, "maxzoom": DEEPEST_ZOOM_OF_CONTEXT,
            "attribution": self.attribution,
        })
    }

    /// The colour of the ground, where countries are drawn: that of land. Water is drawn on it from a source of its own, since a client that
    /// reads one source of a style, as QGIS does, has the ground with it, and units do not lie in the sea.
    pub fn ground(&self) -> Option<Colour> {
        self.has_sea().then_some(self.theme.neighbours)
    }

    fn has_sea(&self) -> bool {
        self.context.countries.is_shown() && !self.on_basemap
    }

    /// The source of the sea: the whole earth, on which countries lie.
    pub fn sea_source(&self) -> Option<Json> {
        let (east, north) = (180.0, 85.06);
        let ring = [[-east, -north], [east, -north], [east, north], [-east, north], [-east, -north]];
        let earth = json!({ "type": "Polygon", "coordinates": [ring] });
        self.has_sea()
            .then(|| json!({ "type": "geojson", "data": { "type": "Feature", "properties": {}, "geometry": earth } }))
    }

    /// The layers below the units.
    pub fn below(&self) -> Vec<Json> {
        let mut layers = Vec::new();
        if self.on_basemap {
            return layers;
        }
        if self.context.countries.is_shown() {
            let paint = json!({ "fill-color": self.theme.water.to_string(), "fill-antialias": false });
            layers.push(json!({ "id": SEA, "type": "fill", "source": SEA, "paint": paint }));
            for (id, own, colour) in [("neighbours", false, self.theme.neighbours), ("land", true, self.theme.ground)] {
                let mut layer = layer(id, "fill", "countries", &json!({ "fill-color": colour.to_string() }));
                layer["filter"] = json!(["==", ["get", "own"], own]);
                layers.push(layer);
            }
            let paint = json!({ "line-color": self.theme.neighbours_border.to_string(), "line-width": 0.7 });
            layers.push(layer("borders", "line", "countries", &paint));
        }
        if self.context.rivers.is_shown() {
            let width = json!(["interpolate", ["linear"], ["zoom"], 4, 0.6, 10, 1.6]);
            let paint = json!({ "line-color": self.theme.water_line.to_string(), "line-width": width });
            layers.push(layer("rivers", "line", "rivers", &paint));
        }
        layers
    }

    /// The layers above the areas of units.
    pub fn lakes(&self) -> Vec<Json> {
        if !self.context.lakes.is_shown() {
            return Vec::new();
        }
        let [water, line] = [self.theme.water, self.theme.water_line].map(|colour| colour.to_string());
        vec![
            layer("lakes", "fill", "lakes", &json!({ "fill-color": water })),
            layer("shores", "line", "lakes", &json!({ "line-color": line, "line-width": 0.6 })),
        ]
    }

    /// Names, and the dots of places: all of them before the names of units, which take the room first.
    pub fn names(&self) -> Vec<Json> {
        let Self { context, theme, on_basemap, .. } = self;
        let mut layers = Vec::new();
        if context.countries.is_shown() && !on_basemap {
            let layout = json!({ "text-transform": "uppercase", "text-letter-spacing": 0.2, "text-max-width": 8 });
            let mut names = self.label("country", "country", 11.0, layout, (theme.neighbours_text, theme.neighbours));
            // A name that is cut at the edge of the map is none.
            names["filter"] =
                all(vec![json!(["==", ["get", "kind"], "country"]), room_of_length(11.0, &self.name, self.bounds)]);
            layers.push(names);
        }
        if context.lakes.is_shown() {
            let layout = json!({ "text-letter-spacing": 0.05, "text-max-width": 6 });
            layers.push(self.label("sea", "sea", 11.0, layout.clone(), (theme.water_text, theme.water)));
            layers.push(self.label("lake", "lake", 5.0, layout, (theme.water_text, theme.water)));
        }
        if context.places.is_shown() && !on_basemap {
            for (id, rank, zoom, radius) in
                [("cities", 2, 5.5, 1.6), ("large-cities", 1, 4.5, 1.8), ("capitals", 0, 2.5, 2.4)]
            {
                layers.extend(self.places(id, rank, zoom, radius));
            }
        }
        layers
    }

    /// A layer of names where there are so many pixels of room above and below them.
    fn label(&self, id: &str, kind: &str, margin: f64, mut layout: Json, (text, halo): (Colour, Colour)) -> Json {
        layout["text-field"] = json!(["get", self.name]);
        layout["text-font"] = json!([FONT]);
        layout["text-size"] = json!(["interpolate", ["linear"], ["zoom"], 4, 10, 10, 14]);
        layout["symbol-sort-key"] = json!(["get", "rank"]);
        let [text, halo] = [text, halo].map(|colour| colour.to_string());
        let paint = json!({ "text-color": text, "text-halo-color": halo, "text-halo-width": 1.2 });
        let mut layer = layer(id, "symbol", CONTEXT_LABELS, &paint);
        layer["layout"] = layout;
        layer["filter"] = all(vec![json!(["==", ["get", "kind"], kind]), room(margin, self.bounds)]);
        layer
    }

    /// The dots of places of a rank, and their names.
    fn places(&self, id: &str, rank: u8, zoom: f64, radius: f64) -> [Json; 2] {
        let [text, halo] = [self.theme.quiet_text, self.theme.halo].map(|colour| colour.to_string());
        let dot = json!({
            "circle-radius": radius, "circle-color": text, "circle-stroke-color": halo, "circle-stroke-width": 0.8,
        });
        let paint = json!({ "text-color": text, "text-halo-color": halo, "text-halo-width": 1.2 });
        let filter = json!(["==", ["get", "rank"], rank]);
        let mut dots = layer(id, "circle", "places", &dot);
        let mut names = layer(&format!("{id}-names"), "symbol", "places", &paint);
        names["layout"] = json!({
            "text-field": ["get", self.name], "text-font": [FONT], "text-size": 10.5, "text-max-width": 8,
            "text-anchor": "left", "text-offset": [0.5, 0], "text-padding": 4,
        });
        for layer in [&mut dots, &mut names] {
            layer["minzoom"] = json!(zoom);
            layer["filter"] = filter.clone();
        }
        [dots, names]
    }
}

/// A layer of the context without a filter.
fn layer(id: &str, kind: &str, of: &str, paint: &Json) -> Json {
    json!({
        "id": format!("{CONTEXT_SOURCE}-{id}"), "type": kind, "source": CONTEXT_SOURCE, "source-layer": of,
        "paint": paint,
    })
}

#[cfg(test)]
mod tests;
