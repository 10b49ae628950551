//! The keys that all sections with a table have. serde cannot share keys between structures and refuse unknown keys at the same time, so a
//! macro writes them into each section.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_spanned::Spanned;

use super::words::{Text, Words};

/// Conditions on the rows of a table: the column, and what stands in it. It is written `where = { reason = "Conflict", year = [2022, 2023] }`.
pub(super) type Conditions = BTreeMap<Text, Spanned<Words>>;

/// The table that the rows of a repeated group belong to. What it does not say is as in the section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParentSection {
    pub(super) file: Option<Text>,
    pub(super) sheet: Option<Text>,
    pub(super) header_row: Option<Spanned<Words>>,
    pub(super) delimiter: Option<Text>,
    pub(super) encoding: Option<Text>,
    /// The column with the key of the row above, here and there.
    pub(super) key: Option<Spanned<Vec<Text>>>,
}

/// The keys that all sections with a table have, borrowed.
#[derive(Clone, Copy)]
pub(super) struct TableSection<'a> {
    pub(super) file: &'a Text,
    pub(super) sheet: Option<&'a Text>,
    pub(super) sheets: Option<&'a Spanned<Vec<Text>>>,
    pub(super) records: Option<&'a Text>,
    pub(super) header_row: Option<&'a Spanned<Words>>,
    pub(super) delimiter: Option<&'a Text>,
    pub(super) encoding: Option<&'a Text>,
    pub(super) layer: Option<&'a Text>,
    pub(super) crs: Option<&'a Text>,
    pub(super) remote: bool,
    pub(super) decimal_mark: Option<&'a Text>,
    pub(super) suppressed: Option<&'a Spanned<Vec<Text>>>,
    pub(super) no_data: Option<&'a Spanned<Words>>,
    pub(super) values: &'a BTreeMap<Text, Text>,
    pub(super) conditions: &'a Conditions,
    pub(super) exceptions: &'a Conditions,
    pub(super) totals: Option<&'a Spanned<Words>>,
    pub(super) end_at: Option<&'a Spanned<Words>>,
    pub(super) last_row: Option<&'a Spanned<u32>>,
    pub(super) fill_down: Option<&'a Spanned<Words>>,
    pub(super) form: Option<&'a Text>,
    pub(super) parent: Option<&'a Spanned<ParentSection>>,
    pub(super) latest: Option<&'a Text>,
}

/// Declares sections with a table: the keys of [`TableSection`], and those of each section.
macro_rules! table_sections {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            pub(super) file: Text,
            pub(super) sheet: Option<Text>,
            pub(super) sheets: Option<Spanned<Vec<Text>>>,
            pub(super) records: Option<Text>,
            pub(super) header_row: Option<Spanned<Words>>,
            pub(super) delimiter: Option<Text>,
            pub(super) encoding: Option<Text>,
            pub(super) layer: Option<Text>,
            pub(super) crs: Option<Text>,
            #[serde(default)]
            pub(super) remote: bool,
            pub(super) decimal_mark: Option<Text>,
            pub(super) suppressed: Option<Spanned<Vec<Text>>>,
            pub(super) no_data: Option<Spanned<Words>>,
            #[serde(default)]
            pub(super) values: BTreeMap<Text, Text>,
            #[serde(default, rename = "where")]
            pub(super) conditions: Conditions,
            #[serde(default, rename = "unless")]
            pub(super) exceptions: Conditions,
            pub(super) totals: Option<Spanned<Words>>,
            pub(super) end_at: Option<Spanned<Words>>,
            pub(super) last_row: Option<Spanned<u32>>,
            pub(super) fill_down: Option<Spanned<Words>>,
            pub(super) form: Option<Text>,
            pub(super) parent: Option<Spanned<ParentSection>>,
            pub(super) latest: Option<Text>,
            $($(#[$field_meta])* pub(super) $field: $type,)*
        }

        impl $name {
            /// Its keys about the table.
            pub(super) fn table(&self) -> TableSection<'_> {
                TableSection {
                    file: &self.file,
                    sheet: self.sheet.as_ref(),
                    sheets: self.sheets.as_ref(),
                    records: self.records.as_ref(),
                    header_row: self.header_row.as_ref(),
                    delimiter: self.delimiter.as_ref(),
                    encoding: self.encoding.as_ref(),
                    layer: self.layer.as_ref(),
                    crs: self.crs.as_ref(),
                    remote: self.remote,
                    decimal_mark: self.decimal_mark.as_ref(),
                    suppressed: self.suppressed.as_ref(),
                    no_data: self.no_data.as_ref(),
                    values: &self.values,
                    conditions: &self.conditions,
                    exceptions: &self.exceptions,
                    totals: self.totals.as_ref(),
                    end_at: self.end_at.as_ref(),
                    last_row: self.last_row.as_ref(),
                    fill_down: self.fill_down.as_ref(),
                    form: self.form.as_ref(),
                    parent: self.parent.as_ref(),
                    latest: self.latest.as_ref(),
                }
            }
        }
    )*};
}

pub(super) use table_sections;
