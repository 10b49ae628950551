//! The columns of names, which layers and points have alike.

use super::EditionError;
use super::table::{Cells, RowGroup};
use crate::model::Names;

/// The cells of the name columns, in the order of `name_columns!`.
pub(super) fn name_cells<'a>(names: impl Iterator<Item = &'a Names> + Clone) -> [Cells; 5] {
    [
        Cells::text(names.clone().map(|names| &*names.en)),
        Cells::optional_text(names.clone().map(|names| names.ru.as_deref())),
        Cells::optional_text(names.clone().map(|names| names.ky.as_deref())),
        Cells::optional_text(names.clone().map(|names| names.kk.as_deref())),
        Cells::lists(names.map(|names| names.aliases.as_slice())),
    ]
}

/// The names of every row of a row group.
pub(super) fn read_names(group: &RowGroup<'_>) -> Result<impl Iterator<Item = Names>, EditionError> {
    let english = group.texts("name")?;
    let others = group.optional_texts("name_ru")?.into_iter();
    let others = others.zip(group.optional_texts("name_ky")?).zip(group.optional_texts("name_kk")?);
    let all = english.into_iter().zip(others).zip(group.lists("aliases")?);
    Ok(all.map(|((en, ((ru, ky), kk)), aliases)| Names { en, ru, ky, kk, aliases }))
}
