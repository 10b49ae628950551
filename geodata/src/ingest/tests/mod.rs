//! Reads the shipped sample, a small sound dataset, and variants of it with one error each.

mod borders;
mod communities;
mod confined;
mod context;
mod dataset;
mod dtm;
mod encodings;
mod estimates;
mod facilities;
mod faults;
mod forms;
mod international_borders;
mod languages;
mod layer_files;
mod layouts;
mod named_units;
mod other_workbooks;
mod same_content;
mod sound;
mod summary;
mod table_layouts;
mod vector_formats;
mod windows;
mod withheld;
mod workbooks;
mod zipped_vectors;
