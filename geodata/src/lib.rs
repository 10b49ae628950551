//! Mobility-tracking data, from sources to answers. Knows no HTTP and no colours.
//!
//! ```text
//! dataset folder ─► ingest ─► Atlas ─► figures · access · query · tiles
//! ```
//!
//! [`model`] has the nouns, [`ingest`] compiles a folder of sources into an [`atlas::Atlas`], and everything else
//! answers questions with pure functions over it.

pub mod access;
pub mod atlas;
pub mod cache;
pub mod context;
pub mod crs;
pub mod editions;
pub mod expected_panics;
pub mod figures;
pub mod formats;
mod gdal_process;
pub mod grid;
pub mod index;
pub mod ingest;
pub mod model;
mod parallel;
mod parquet_pages;
pub mod progress;
pub mod protection;
pub mod provenance;
pub mod query;
pub mod subtraction;
pub mod tiles;
pub mod topology;
pub mod visible;
