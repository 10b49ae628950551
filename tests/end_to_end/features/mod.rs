//! Features: what a page holds, in which order, and that following `next` sees everything once.

mod boxes;
mod contents;
mod context;
mod crs;
mod csv;
mod description;
mod geojson;
mod international_borders;
mod offered;
mod paging;
mod schema;
mod underserved;
mod unplaced;
