//! The words of maps, answers and pages: one catalogue a language, in the folder `words`.
//!
//! The library geodata answers with codes and numbers; [`Words`] turns them into sentences for readers, and [`say!`] reads any other message. A catalogue is a file of
//! [Fluent](https://projectfluent.org) messages. A language that has no file, and a message that a file lacks, is English.
//!
//! ```
//! use geodata::model::Language;
//! use geodata::provenance::Note;
//! use styles::words::Words;
//!
//! let note = Note::PartialYear { year: 2024, part: "January to April".into() };
//! let words = Words::of(Language::ENGLISH);
//! assert_eq!(words.note(&note), "2024 is partial: January to April only. Do not compare it with a full year.");
//! ```

mod catalogue;
mod classes;
mod columns;
mod comparison;
mod embed;
mod labels;
mod maps;
mod notes;
mod pictures;
mod subtitle;
mod summary;

pub use catalogue::{Argument, Words, has_own_direction};
pub use embed::Filled;
pub use subtitle::Subtitle;
pub(crate) use summary::{Circumstances, Named, Ranking};

pub use crate::say;
