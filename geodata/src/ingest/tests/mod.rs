//! The shipped sample, a small sound dataset, and what is reported when one thing in it is wrong.

mod borders;
mod confined;
mod dataset;
mod encodings;
mod faults;
mod sound;
mod vector_formats;
mod workbooks;
