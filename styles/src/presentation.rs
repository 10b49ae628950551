//! What an editor adds to a map, or takes away from it: words of their own, highlighted units, hidden parts. Sources, notes of the data, what is
//! illustrative, the disclaimer, and what patterns of places without a number mean, are no parts that can be hidden.

use serde::Serialize;

/// A part of a map that an editor may hide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the map is called.
    Title,
    /// What stands below the title.
    Subtitle,
    /// What colours and circles stand for; patterns of places without a number stay.
    Legend,
    /// What all units have together.
    Total,
    /// The table of values on a page, for the eye: screen readers still read it.
    Table,
    /// The names of the units on the map.
    Names,
    /// How long a distance is.
    ScaleBar,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Title, Self::Subtitle, Self::Legend, Self::Total, Self::Table, Self::Names, Self::ScaleBar];
    /// Their names, in the same order.
    pub const IDS: [&'static str; 7] = ["title", "subtitle", "legend", "total", "table", "names", "scale_bar"];

    /// The name used in addresses and data.
    pub fn id(self) -> &'static str {
        Self::IDS[self as usize]
    }
}

/// How many units an editor may highlight: more would be a second map.
pub const MOST_HIGHLIGHTED: usize = 20;

/// What an editor adds to a map, or takes away from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presentation {
    /// In place of our title.
    pub title: Option<String>,
    /// In place of our subtitle.
    pub subtitle: Option<String>,
    /// Beside our notes.
    pub note: Option<String>,
    /// Units of the level of the map, by their positions.
    pub highlight: Vec<usize>,
    /// Parts that are not shown, in the order of [`Part::ALL`].
    pub hidden: Vec<Part>,
}

impl Presentation {
    /// Whether a part is not shown.
    pub fn hides(&self, part: Part) -> bool {
        self.hidden.contains(&part)
    }
}

/// The same in data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Editor {
    /// In place of our title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// In place of our subtitle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Beside our notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The codes of highlighted units.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub highlight: Vec<String>,
    /// Parts that are not shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hide: Vec<&'static str>,
}

impl Editor {
    /// Of a presentation whose highlighted units have these codes.
    pub(crate) fn new(presentation: &Presentation, highlight: Vec<String>) -> Self {
        let Presentation { title, subtitle, note, hidden, .. } = presentation;
        Self {
            title: title.clone(),
            subtitle: subtitle.clone(),
            note: note.clone(),
            highlight,
            hide: hidden.iter().map(|part| part.id()).collect(),
        }
    }

    /// Whether nothing was added or taken away.
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_their_names() {
        assert_eq!(Part::ALL.map(Part::id), Part::IDS);
        assert!(Part::ScaleBar.id() == "scale_bar" && !Part::IDS.contains(&"sources"));
    }
}
