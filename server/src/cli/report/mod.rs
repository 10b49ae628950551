//! Reports of datasets: as text on a terminal, and as a page.

mod html;
mod outline;
mod text;

pub use html::page;
pub use text::{TextStyle, painted};
