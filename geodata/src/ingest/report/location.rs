use std::fmt;

use serde::Serialize;

/// A location in the sources of a dataset, as precise as the finding.
///
/// ```text
/// dataset.toml, line 12
/// communities.csv, row 17, column households
/// round3.xlsx, sheet Counts, row 5, column H (returns_2021)
/// boundaries/admin2.gpkg, layer districts, feature 3, column pcode
/// displaced.json, record 3, field admin2Pcode
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Location {
    /// The file, as `dataset.toml` names it.
    pub file: String,
    /// The line, from 1; only in `dataset.toml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The layer of a vector file with several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<String>,
    /// The row of a table, from 1, as a spreadsheet counts: headers, blank rows and all. Of JSON the record, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The feature of a vector file, from 1, in the order of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature: Option<u64>,
    /// The header of the column, or the field of a vector file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The letter of the column in a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column_letter: Option<String>,
    /// What stands there, as text. A finding takes it from here ([`Finding::value`](super::Finding::value)).
    #[serde(skip)]
    pub(in crate::ingest) value: Option<String>,
}

impl Location {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// The same location, and what stands there.
    #[must_use]
    pub(in crate::ingest) fn holding(self, value: Option<String>) -> Self {
        Self { value, ..self }
    }

    /// A line of a file, from 1.
    pub fn line(file: impl Into<String>, line: usize) -> Self {
        Self { line: Some(line), ..Self::file(file) }
    }

    /// Whether the file has records with fields in place of rows with columns.
    fn has_records(&self) -> bool {
        let extension = self.file.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
        self.feature.is_none() && matches!(extension.as_deref(), Some("json" | "jsonl" | "ndjson"))
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet {sheet}")?;
        }
        if let Some(layer) = &self.layer {
            write!(f, ", layer {layer}")?;
        }
        let has_records = self.has_records();
        if let Some(row) = self.row {
            write!(f, ", {} {row}", if has_records { "record" } else { "row" })?;
        }
        if let Some(feature) = self.feature {
            write!(f, ", feature {feature}")?;
        }
        match (&self.column_letter, &self.column) {
            (Some(letter), Some(column)) => write!(f, ", column {letter} ({column})"),
            (None, Some(field)) if has_records => write!(f, ", field {field}"),
            (Some(column), None) | (None, Some(column)) => write!(f, ", column {column}"),
            (None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_readable_text() {
        assert_eq!(Location::line("dataset.toml", 12).to_string(), "dataset.toml, line 12");
        let csv = Location { row: Some(17), column: Some("households".into()), ..Location::file("communities.csv") };
        assert_eq!(csv.to_string(), "communities.csv, row 17, column households");
        let workbook = Location {
            sheet: Some("Counts".into()),
            row: Some(5),
            column: Some("returns_2021".into()),
            column_letter: Some("H".into()),
            ..Location::file("round3.xlsx")
        };
        assert_eq!(workbook.to_string(), "round3.xlsx, sheet Counts, row 5, column H (returns_2021)");
        let json = Location { row: Some(3), column: Some("admin2Pcode".into()), ..Location::file("displaced.JSON") };
        assert_eq!(json.to_string(), "displaced.JSON, record 3, field admin2Pcode");
    }
}
