//! Cartography: classes, palettes, legends and MapLibre styles. Knows no HTTP.
//!
//! [`MapDocument`] turns the values of an indicator into one document from which a map can be drawn without further
//! thought: title, classes with counts, legend, style, sources, disclaimer.

pub mod attribution;
mod basemap;
mod circles;
mod classes;
mod glyphs;
mod legend;
mod map;
mod map_of_two;
mod map_of_years;
mod map_presented;
mod map_request;
mod map_rows;
mod map_values;
mod maplibre;
pub mod palette;
pub mod pictures;
mod presentation;
pub mod scene;
pub mod tile_json;
mod two_variables;
mod view;
pub mod words;

pub use basemap::{BASEMAP_SOURCE, Basemap, BasemapKind};
pub use circles::{CircleGrowth, CircleScale};
pub use classes::{
    Breaks, CLASS_COUNTS, Class, ClassKind, Classes, Classification, ClassificationError, MOST_BREAKS, Method, Scale,
    SharedScales, are_breaks, classify, usual_breaks,
};
pub use glyphs::{FONT, RANGE as GLYPH_RANGE, glyph_range, has_font};
pub use legend::{CircleExample, CircleLegend, Legend, LegendEntry};
pub use map::{MapDocument, MapUrls};
pub use map_of_years::{MapOfYears, PANELS, Panel};
pub use map_request::{LegendKind, MapRequest, Marks};
pub use map_rows::{History, MapRow};
pub use map_values::{MapUnit, MapValues, default_per, usual_rate};
pub use maplibre::{CIRCLES, FILL_LAYER, LABEL_LAYER, LINE_LAYER, SOURCE};
pub use presentation::{Editor, MOST_HIGHLIGHTED, Part, Presentation};
pub use two_variables::{Axis, TwoVariables, UnitOfTwo, three_classes};
