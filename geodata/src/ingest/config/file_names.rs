//! `file` of a layer: the name of a file, or a list of names.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, de};
use serde_spanned::Spanned;

/// One name or several.
#[derive(Debug)]
pub(super) struct FileNames(Vec<(Option<Range<usize>>, String)>);

impl FileNames {
    /// The names, each at its own place where it has one.
    pub(super) fn texts(written: &Spanned<Self>) -> Vec<Spanned<String>> {
        let text = |(place, name): &(Option<Range<usize>>, String)| {
            Spanned::new(place.clone().unwrap_or_else(|| written.span()), name.clone())
        };
        written.get_ref().0.iter().map(text).collect()
    }
}

impl<'de> Deserialize<'de> for FileNames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Names)
    }
}

struct Names;

impl<'de> Visitor<'de> for Names {
    type Value = FileNames;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a file, or a list of names")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<FileNames, E> {
        Ok(FileNames(vec![(None, name.to_owned())]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<FileNames, A::Error> {
        let mut all = Vec::new();
        while let Some(name) = names.next_element::<Spanned<String>>()? {
            all.push((Some(name.span()), name.into_inner()));
        }
        Ok(FileNames(all))
    }
}
