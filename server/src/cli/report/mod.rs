//! Reports of datasets: as text on a terminal, and as a page.

mod text;

pub use text::{TextStyle, painted};
