//! One column of a collection: its name, its meaning, its unit, and the source of its cells.

use super::cell::{Cell, CellKind};
use super::cell_source::{BorderCell, CellSource, CommunityCell, FacilityCell, UnitCell};
use super::meaning::Meaning;
use super::selection::SelectableColumn;

/// A column of a collection.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name in every format.
    pub name: String,
    /// The meaning of its cells.
    pub meaning: Meaning,
    /// The type of its cells.
    pub kind: CellKind,
    /// The unit of its numbers, as a UCUM code.
    pub unit: Option<&'static str>,
    /// The possible texts of its cells, if they are few.
    pub words: Vec<String>,
    /// Whether every cell has a value.
    pub is_always_there: bool,
    pub(super) source: CellSource,
}

/// The unit of counts of people (UCUM).
pub(super) const PEOPLE: &str = "{person}";
/// The unit of counts of households.
pub(super) const HOUSEHOLDS: &str = "{household}";

impl Column {
    pub(super) fn new(name: impl Into<String>, meaning: Meaning, kind: CellKind, source: CellSource) -> Self {
        Self { name: name.into(), meaning, kind, unit: None, words: Vec::new(), is_always_there: false, source }
    }

    pub(super) fn in_unit(self, unit: &'static str) -> Self {
        Self { unit: Some(unit), ..self }
    }

    pub(super) fn one_of<W: Into<String>>(self, words: impl IntoIterator<Item = W>) -> Self {
        Self { words: words.into_iter().map(Into::into).collect(), ..self }
    }

    pub(super) fn always(self) -> Self {
        Self { is_always_there: true, ..self }
    }

    /// Whether it has the keys of the features, which are unique in a collection.
    pub fn is_key(&self) -> bool {
        use CellSource::{Border, Community, Facility, Unit};
        let keys = matches!(self.source, Unit(_, UnitCell::Code) | Community(CommunityCell::Id));
        keys || matches!(self.source, Facility(FacilityCell::Id) | Border(BorderCell::Id))
    }
}

impl SelectableColumn for Column {
    fn name(&self) -> &str {
        &self.name
    }

    fn meaning(&self) -> &Meaning {
        &self.meaning
    }

    fn set_constant(&mut self, value: bool) {
        self.source = CellSource::Constant(Cell::Bool(value));
    }
}
