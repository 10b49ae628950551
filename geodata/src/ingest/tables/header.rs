//! Matches the column names in `dataset.toml` to headers.
//!
//! People type headers with a trailing space, a no-break space or a line break inside. So a name matches a header if both are
//! equal up to white space; of several such headers, the one that is exactly equal wins. Where several rows make the header, its name is
//! that of all rows from the top (`Return migrants / 2023`), or the last of them where that is enough. A column has two more names: its
//! letter (`C:C`), and its HXL tag (`#affected+idps`).

use super::super::config::LocatedName;
use super::super::text::{collapsed, listed, trimmed};
use super::cell::Cell;
use super::column_letter::{column_letter, whole_column};
use super::exports::{self, ColumnPart, FoundPart};
use super::form::Form;
use super::hxl::HxlTag;
use super::not_found::NotFound;

/// What stands between the names of the rows of a header.
const SEPARATOR: &str = " / ";

/// The header of a column.
#[derive(Clone, Debug, Default)]
struct Header {
    /// As it is written in the file; of several rows, each row, from the top.
    written: String,
    /// With white space collapsed.
    name: String,
    /// The name of the last row, where there are several.
    last: Option<String>,
    tag: Option<HxlTag>,
}

/// The headers of a table, or the fields of a vector file, by position.
#[derive(Clone, Debug, Default)]
pub(in crate::ingest) struct Headers(Vec<Header>);

impl Headers {
    /// Adds the header of the next column. A cell that is not text (a date, a failed formula) has an empty name.
    pub(in crate::ingest) fn push(&mut self, cell: &Cell, written: &str) {
        let (written, name) = names_of(cell, written);
        self.0.push(Header { written, name, ..Header::default() });
    }

    /// Adds the header of the next column from several rows: each cell of the column, from the top. Cells that are the same as the one above
    /// stand for it.
    pub(super) fn push_rows<'c>(&mut self, cells: impl Iterator<Item = (Cell, &'c str)>) {
        let mut names: Vec<(String, String)> = cells.map(|(cell, written)| names_of(&cell, written)).collect();
        names.retain(|(_, name)| !name.is_empty());
        names.dedup_by(|(_, below), (_, above)| below == above);
        let last = (names.len() > 1).then(|| names.last().map(|(_, name)| name.clone())).flatten();
        let (written, name): (Vec<String>, Vec<String>) = names.into_iter().unzip();
        self.0.push(Header { written: written.join(SEPARATOR), name: name.join(SEPARATOR), last, tag: None });
    }

    /// Adds columns without a header, until there are so many.
    pub(super) fn widen(&mut self, width: usize) {
        while self.0.len() < width {
            self.0.push(Header::default());
        }
    }

    /// Sets the HXL tag of a column.
    pub(super) fn set_tag(&mut self, position: usize, tag: HxlTag) {
        self.widen(position + 1);
        self.0[position].tag = Some(tag);
    }

    /// The number of columns up to the last one with a header.
    pub(super) fn used_width(&self) -> usize {
        self.0.iter().rposition(|header| !header.name.is_empty()).map_or(0, |last| last + 1)
    }

    /// The number of cells in the header.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn name(&self, position: usize) -> &str {
        self.0.get(position).map_or("", |header| &header.name)
    }

    /// The header of a column as it is written in the file.
    pub(super) fn written(&self, position: usize) -> &str {
        self.0.get(position).map_or("", |header| &header.written)
    }

    /// The HXL tag of a column.
    pub(super) fn tag(&self, position: usize) -> Option<&HxlTag> {
        self.0.get(position)?.tag.as_ref()
    }

    /// Whether a name finds this column.
    pub(super) fn is_name_of(&self, name: &str, position: usize) -> bool {
        let wanted = LocatedName { name: trimmed(name).to_owned(), written: name.to_owned(), line: 0 };
        !wanted.name.is_empty() && self.find(&wanted) == Ok(position)
    }

    /// The position of the column that a name matches.
    pub(in crate::ingest) fn find(&self, wanted: &LocatedName) -> Result<usize, NotFound> {
        let exact: Vec<usize> = self.positions(|header| header.written == wanted.written);
        match exact[..] {
            [position] => return Ok(position),
            [_, _, ..] => return Err(NotFound::Duplicate(exact)),
            [] => {}
        }
        let name = collapsed(&wanted.written);
        let similar: Vec<usize> = self.positions(|header| header.name == name);
        match similar[..] {
            [] => self.find_otherwise(&name),
            [position] => Ok(position),
            [first, ..] if similar.iter().all(|other| self.0[*other].written == self.0[first].written) => {
                Err(NotFound::Duplicate(similar))
            }
            _ => Err(NotFound::Similar(listed(similar.iter().map(|position| &self.0[*position].written)))),
        }
    }

    /// Like [`Self::find`], also by the names that exports of forms give their columns.
    pub(super) fn find_part(&self, wanted: &LocatedName, form: Option<&Form>) -> Result<FoundPart, NotFound> {
        match self.find(wanted) {
            Err(NotFound::Missing) => {
                let names: Vec<&str> = self.0.iter().map(|header| header.name.as_str()).collect();
                let by_name = |name: &str| {
                    self.find(&LocatedName { name: name.to_owned(), written: name.to_owned(), line: wanted.line })
                };
                exports::find(&names, &collapsed(&wanted.written), form, &by_name)
            }
            found => found.map(|position| FoundPart { position, part: ColumnPart::Whole }),
        }
    }

    /// The column by its letter, its tag, or the last row of its header.
    fn find_otherwise(&self, name: &str) -> Result<usize, NotFound> {
        if let Some(position) = whole_column(name).filter(|position| *position < self.len()) {
            return Ok(position);
        }
        if let Some(pattern) = HxlTag::parse(name) {
            let exact: Vec<usize> = self.positions(|header| header.tag.as_ref() == Some(&pattern));
            return match exact[..] {
                [position] => Ok(position),
                [_, _, ..] => Err(NotFound::Duplicate(exact)),
                [] => self.only(&self.positions(|header| header.tag.as_ref().is_some_and(|tag| tag.fits(&pattern)))),
            };
        }
        self.only(&self.positions(|header| header.last.as_deref() == Some(name)))
    }

    /// The only one of some columns.
    fn only(&self, positions: &[usize]) -> Result<usize, NotFound> {
        match positions {
            [] => Err(NotFound::Missing),
            [position] => Ok(*position),
            several => Err(NotFound::Unclear(listed(several.iter().map(|position| self.described(*position))))),
        }
    }

    /// A column among others of a similar name.
    fn described(&self, position: usize) -> String {
        let letter = column_letter(position);
        match self.name(position) {
            "" => format!("{letter}:{letter}"),
            name => name.to_owned(),
        }
    }

    /// All headers that are not empty.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|header| header.name.as_str()).filter(|name| !name.is_empty())
    }

    /// All headers, for a message.
    pub(in crate::ingest) fn listed(&self) -> String {
        listed(self.names())
    }

    fn positions(&self, is_meant: impl Fn(&Header) -> bool) -> Vec<usize> {
        self.0.iter().enumerate().filter(|(_, header)| is_meant(header)).map(|(position, _)| position).collect()
    }
}

/// A header as it is written, and with white space collapsed.
fn names_of(cell: &Cell, written: &str) -> (String, String) {
    match cell {
        Cell::Text(_) => (written.to_owned(), collapsed(written)),
        other => {
            let name = other.text().ok().flatten().unwrap_or_default();
            (name.clone(), name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(headers: &[&str], wanted: &str) -> Result<usize, NotFound> {
        let mut all = Headers::default();
        for written in headers {
            all.push(&Cell::from_text(written), written);
        }
        all.find(&LocatedName { name: wanted.trim().to_owned(), written: wanted.to_owned(), line: 1 })
    }

    #[test]
    fn white_space_neither_hides_a_header_nor_confuses_two() {
        assert_eq!(find(&["id", "Number of\nhouseholds "], "Number of households"), Ok(1));
        assert_eq!(find(&["id", "households"], "households "), Ok(1));
        assert_eq!(find(&["total\u{a0}2023"], "total 2023"), Ok(0));
        assert_eq!(find(&["n", "n "], "n "), Ok(1));
        assert_eq!(find(&["n", "n "], "n"), Ok(0));
        assert_eq!(find(&["n\u{a0}", "n "], "n"), Err(NotFound::Similar("`n\u{a0}`, `n `".into())));
        assert_eq!(find(&["n ", "n "], "n"), Err(NotFound::Duplicate(vec![0, 1])));
        assert_eq!(find(&["n", "n"], "n"), Err(NotFound::Duplicate(vec![0, 1])));
        assert_eq!(find(&["N"], "n"), Err(NotFound::Missing));
        assert_eq!(find(&["", ""], ""), Err(NotFound::Duplicate(vec![0, 1])));
    }

    #[test]
    fn a_column_is_also_named_by_its_letter_its_tag_or_the_end_of_its_header() {
        let mut all = Headers::default();
        let rows = [
            ["Place", ""],
            ["Returns", "2022"],
            ["Returns", "2023"],
            ["Arrivals", "2023"],
            ["Total", "Total"],
            ["", ""],
        ];
        for rows in rows {
            all.push_rows(rows.iter().map(|text| (Cell::from_text(text), *text)));
        }
        for (position, tag) in [(0, "#adm2+code"), (1, "#affected+returns+i2022"), (2, "#affected+i2023+returns")] {
            all.set_tag(position, HxlTag::parse(tag).expect("a tag"));
        }
        let find = |name: &str| all.find(&LocatedName { name: name.to_owned(), written: name.to_owned(), line: 1 });
        assert_eq!((find("Place"), find("Returns /  2023"), find("2022"), find("Total")), (Ok(0), Ok(2), Ok(1), Ok(4)));
        assert_eq!(find("2023"), Err(NotFound::Unclear("`Returns / 2023`, `Arrivals / 2023`".into())));
        assert_eq!((find("F:F"), find("G:G"), find("F")), (Ok(5), Err(NotFound::Missing), Err(NotFound::Missing)));
        assert_eq!((find("#adm2"), find("#affected +returns +i2023")), (Ok(0), Ok(2)));
        assert_eq!(find("#affected+returns"), Err(NotFound::Unclear("`Returns / 2022`, `Returns / 2023`".into())));
    }
}
