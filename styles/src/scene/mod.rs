//! A map as shapes and text in pixels, from which pictures are made.

mod clip;
mod compose;
mod covered;
mod geometry;
pub mod insets;
pub mod labels;
mod mirror;
mod parted;
mod picture;
pub mod projection;
pub mod scale_bar;
mod shapes;
pub mod text;

#[cfg(test)]
mod drawn_dataset;
pub use self::compose::{Geometry, compose, compose_page_map, compose_years, page_map_circle};
pub use self::picture::{Paper, PictureSize};
pub use self::shapes::{
    Anchor, Circle, Fill, ForWidth, Group, Node, Paint, Path, PathLine, Pattern, Role, Scene, Section, Stroke, Text,
    Unit,
};
