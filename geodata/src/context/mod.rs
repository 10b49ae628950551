//! What lies around and in any country on earth: countries with their codes and names, lakes, rivers, seas, capitals and cities.
//!
//! ```text
//! Natural Earth (geodata/context/generate.sh) ─► natural_earth.bin.zst ─► NaturalEarth ─┐
//! files of the dataset ─► ingest ───────────────────────────────────────► Context ──────┴─► ContextNear
//! ```
//!
//! Context is quiet: it says where a map is, and nothing of its subject. Built in is Natural Earth, which is in the public domain; a
//! dataset may leave kinds of it out, or have files of its own ([`Context`]). Borders of neighbours carry no status here: what a
//! dataset says of borders is in its [`crate::model::InternationalBorders`].

mod natural_earth;
mod near;
mod varint;

pub use natural_earth::{NaturalEarth, SOURCE_ID, Sea, natural_earth, source};
pub use near::{ContextNear, NearCountry, NearLake};

pub use crate::model::{Context, ContextCountry, ContextLayer, ContextPlace, Lake, PlaceRank, River};

#[cfg(test)]
mod tests;
