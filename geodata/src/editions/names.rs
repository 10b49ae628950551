//! The columns of names, which layers and points have alike.

use super::EditionError;
use super::table::{Cells, RowGroup, name_column};
use crate::model::{Language, Names};

/// The cells of the name columns, in the order of `name_columns!`; `languages` are those of the dataset, the main one first.
pub(super) fn name_cells<'a>(names: impl Iterator<Item = &'a Names> + Clone, languages: &[Language]) -> Vec<Cells> {
    let mut cells = vec![Cells::text(names.clone().map(Names::main))];
    let others = languages.iter().skip(1);
    cells.extend(others.map(|language| Cells::optional_text(names.clone().map(|names| names.get(*language)))));
    cells.push(Cells::lists(names.map(|names| names.aliases.as_slice())));
    cells
}

/// The names of every row of a row group, of a dataset with a main language.
pub(super) fn read_names(group: &RowGroup<'_>, main: Language) -> Result<impl Iterator<Item = Names>, EditionError> {
    let mut rows: Vec<Vec<(Language, Box<str>)>> =
        group.texts("name")?.into_iter().map(|name| vec![(main, name)]).collect();
    for language in group.languages() {
        for (row, name) in rows.iter_mut().zip(group.optional_texts(&name_column(*language))?) {
            row.extend(name.map(|name| (*language, name)));
        }
    }
    Ok(rows.into_iter().zip(group.lists("aliases")?).map(|(names, aliases)| Names::new(names, aliases)))
}
