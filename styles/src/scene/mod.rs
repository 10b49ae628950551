//! A map as shapes and text in pixels, from which pictures are made.

pub mod labels;
pub mod projection;
pub mod scale_bar;
pub mod text;

#[cfg(test)]
mod drawn_dataset;
