//! Collects findings while a dataset is read, in bounded memory.
//!
//! A column of five million wrong cells makes five million findings, but nobody reads more than the first few. Of each kind in
//! each column [`MAX_PER_KIND`] are listed, and the rest are counted.

use hashbrown::{Equivalent, HashMap};

use super::one_decision::OneDecisions;
use super::unresolved::UnresolvedNames;
use super::{
    Allowed, BorderDetails, Finding, FoundPlace, Location, Omitted, Report, Severity, Summary, Tallies, remedies,
};
use crate::model::LeftOut;

/// How many findings of one kind in one column are listed. Enough for a tool to mark them in the table; kinds and columns are few,
/// so that all of them take some megabytes at most.
pub(super) const MAX_PER_KIND: usize = 1000;

/// The largest length of a message, in bytes: many contain text from the data, and a cell can be long.
const MAX_MESSAGE_BYTES: usize = 8 << 10;

/// The code of the finding for rows about places that are left out.
const ABOUT_LEFT_OUT: &str = "rows_about_left_out";

/// There is no value, and the reason has been reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Reported;

/// Collects findings while reading.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Findings {
    list: Vec<Finding>,
    kinds: HashMap<Kind, Count, std::hash::RandomState>,
    omitted: Vec<Omitted>,
    /// What is counted for the summary.
    pub(in crate::ingest) tallies: Tallies,
    errors: usize,
    warnings: usize,
    notes: usize,
    /// The names that name no unit.
    pub(in crate::ingest) unresolved: UnresolvedNames,
    /// The rows whose unit follows from one decision about a name of several units.
    pub(in crate::ingest) one_decisions: OneDecisions,
    allowed: Allowed,
    /// What the rows are about that are being read now; none where no row may be left out.
    rows_about: Option<LeftOut>,
    left_out: Vec<LeftOut>,
}

/// How many findings of a kind are listed, and the position in `omitted` that counts the others.
#[derive(Debug, Default)]
struct Count {
    kept: usize,
    omitted: Option<usize>,
}

/// The kind of a finding: its code, with the column and the file.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Kind {
    severity: Severity,
    left_out: bool,
    code: &'static str,
    file: String,
    sheet: Option<String>,
    layer: Option<String>,
    column: Option<String>,
}

/// A borrowed [`Kind`] with the same hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct KindRef<'a> {
    severity: Severity,
    left_out: bool,
    code: &'static str,
    file: &'a str,
    sheet: Option<&'a str>,
    layer: Option<&'a str>,
    column: Option<&'a str>,
}

impl<'a> KindRef<'a> {
    pub(super) fn new((severity, left_out): (Severity, bool), code: &'static str, at: &'a Location) -> Self {
        Self {
            severity,
            left_out,
            code,
            file: &at.file,
            sheet: at.sheet.as_deref(),
            layer: at.layer.as_deref(),
            column: at.column.as_deref(),
        }
    }
}

impl From<&KindRef<'_>> for Kind {
    fn from(kind: &KindRef<'_>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Self {
            severity: kind.severity,
            left_out: kind.left_out,
            code: kind.code,
            file: kind.file.to_owned(),
            sheet: owned(kind.sheet),
            layer: owned(kind.layer),
            column: owned(kind.column),
        }
    }
}

impl Equivalent<Kind> for KindRef<'_> {
    fn equivalent(&self, kind: &Kind) -> bool {
        (self.severity, self.left_out) == (kind.severity, kind.left_out)
            && self.code == kind.code
            && self.file == kind.file
            && self.sheet == kind.sheet.as_deref()
            && self.layer == kind.layer.as_deref()
            && self.column == kind.column.as_deref()
    }
}

impl Findings {
    /// Findings among which some errors are allowed.
    pub(in crate::ingest) fn allowing(allowed: Allowed) -> Self {
        Self { allowed, ..Self::default() }
    }

    /// Says what the rows are about that are read from now on: those with errors that are allowed are left out. `None` where no row can be.
    pub(in crate::ingest) fn reads_rows(&mut self, about: Option<LeftOut>) {
        self.rows_about = about;
    }

    /// The number of errors that keep the dataset from being published: those that are not allowed.
    pub(in crate::ingest) fn blocking(&self) -> usize {
        self.errors - self.left_out.iter().filter(|of| of.code != ABOUT_LEFT_OUT).map(|of| of.count).sum::<usize>()
    }

    /// Notes rows about places that are left out, which are left out with them.
    pub(in crate::ingest) fn left_out_rows(&mut self, count: usize, location: Location) {
        let message = match count {
            0 => return,
            1 => "one row is about a community that is left out: it is left out too".to_owned(),
            count => format!("{count} rows are about communities that are left out: they are left out too"),
        };
        self.leave_out(ABOUT_LEFT_OUT, &location.file, count);
        self.note(ABOUT_LEFT_OUT, location, message);
    }

    /// What is left out so far.
    pub(in crate::ingest) fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Counts what is left out of a file.
    fn leave_out(&mut self, code: &str, file: &str, count: usize) {
        let about = self.rows_about.clone().unwrap_or_default();
        let new = LeftOut { code: code.to_owned(), file: file.to_owned(), count: 0, ..about };
        let is_same = |known: &&mut LeftOut| LeftOut { count: 0, ..LeftOut::clone(known) } == new;
        match self.left_out.iter_mut().find(is_same) {
            Some(known) => known.count += count,
            None => self.left_out.push(LeftOut { count, ..new }),
        }
    }

    pub(in crate::ingest) fn error(&mut self, code: &'static str, location: Location, message: impl Into<String>) {
        self.add(Severity::Error, code, location, message.into(), None);
    }

    pub(in crate::ingest) fn warning(&mut self, code: &'static str, location: Location, message: impl Into<String>) {
        self.add(Severity::Warning, code, location, message.into(), None);
    }

    pub(in crate::ingest) fn note(&mut self, code: &'static str, location: Location, message: impl Into<String>) {
        self.add(Severity::Note, code, location, message.into(), None);
    }

    /// A note, unless it was added before: for example of a sheet that several tables are read from.
    pub(in crate::ingest) fn note_once(&mut self, code: &'static str, location: Location, message: impl Into<String>) {
        let message = message.into();
        if !self.is_known(code, &location, &message) {
            self.note(code, location, message);
        }
    }

    /// A warning, unless it was added before: for example of a file that several layers are made of.
    pub(in crate::ingest) fn warning_once(
        &mut self,
        code: &'static str,
        location: Location,
        message: impl Into<String>,
    ) {
        let message = message.into();
        if !self.is_known(code, &location, &message) {
            self.warning(code, location, message);
        }
    }

    /// An error, unless it was added before: for example about a sheet, by each of its rows.
    pub(in crate::ingest) fn error_once(&mut self, code: &'static str, location: Location, message: impl Into<String>) {
        let message = message.into();
        if !self.is_known(code, &location, &message) {
            self.error(code, location, message);
        }
    }

    fn is_known(&self, code: &'static str, location: &Location, message: &str) -> bool {
        let at = Location { value: None, ..location.clone() };
        self.list.iter().any(|known| known.code == code && known.location == at && known.message == message)
    }

    /// A finding about borders: a warning or a note.
    pub(in crate::ingest) fn border(
        &mut self,
        severity: Severity,
        code: &'static str,
        location: Location,
        message: String,
        border: BorderDetails,
    ) {
        self.add(severity, code, location, message, Some(border));
    }

    /// How many findings are listed so far.
    pub(in crate::ingest) fn listed(&self) -> usize {
        self.list.len()
    }

    /// Says which place the findings are about that were added since there were `before`.
    pub(in crate::ingest) fn are_about(&mut self, before: usize, place: impl FnOnce() -> FoundPlace) {
        let Some(added) = self.list.get_mut(before..).filter(|added| !added.is_empty()) else { return };
        let place = place();
        for finding in added {
            finding.place.get_or_insert_with(|| place.clone());
        }
    }

    /// The number of errors so far, listed or not.
    pub(in crate::ingest) fn errors(&self) -> usize {
        self.errors
    }

    pub(in crate::ingest) fn into_report(self, mut summary: Summary) -> Report {
        (summary.errors, summary.warnings, summary.notes) = (self.blocking(), self.warnings, self.notes);
        summary.tallies = self.tallies;
        summary.left_out = self.left_out;
        Report { summary, findings: self.list, omitted: self.omitted, unresolved: self.unresolved.into_list() }
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        mut location: Location,
        message: String,
        border: Option<BorderDetails>,
    ) {
        *match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        } += 1;
        let message = shortened(message);
        let value = location.value.take();
        let is_of_a_row = location.row.is_some() || location.feature.is_some();
        let left_out =
            severity == Severity::Error && is_of_a_row && self.rows_about.is_some() && self.allowed.contains(code);
        if left_out {
            self.leave_out(code, &location.file, 1);
        }
        let kind = KindRef::new((severity, left_out), code, &location);
        let count = match self.kinds.get_mut(&kind) {
            Some(count) => count,
            None => self.kinds.entry(Kind::from(&kind)).or_default(),
        };
        if count.kept < MAX_PER_KIND {
            count.kept += 1;
            let (action, remedy) = remedies::of(code);
            self.list.push(Finding {
                severity,
                left_out,
                code,
                location,
                message,
                value,
                action,
                remedy,
                place: None,
                border,
            });
            return;
        }
        let position = *count.omitted.get_or_insert_with(|| {
            let location = Location { line: None, row: None, feature: None, column_letter: None, ..location };
            self.omitted.push(Omitted { severity, left_out, code, location, count: 0 });
            self.omitted.len() - 1
        });
        self.omitted[position].count += 1;
    }
}

/// The message, or its beginning.
fn shortened(mut message: String) -> String {
    if message.len() > MAX_MESSAGE_BYTES {
        let end = (0..=MAX_MESSAGE_BYTES).rev().find(|end| message.is_char_boundary(*end)).unwrap_or(0);
        message.truncate(end);
        message.push('…');
        message.shrink_to_fit();
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_have_a_largest_length() {
        let mut findings = Findings::default();
        findings.error("bad_id", Location::file("c.csv"), "ж".repeat(1 << 20));
        let report = findings.into_report(Summary::default());
        assert_eq!(report.findings[0].message.len(), MAX_MESSAGE_BYTES + '…'.len_utf8());
    }

    #[test]
    fn the_first_thousand_of_a_kind_in_a_column_are_listed_and_all_are_counted() {
        let mut findings = Findings::default();
        for row in 0..2500 {
            for column in ["a", "b"] {
                let at = Location { row: Some(row), column: Some(column.into()), ..Location::file("c.csv") };
                findings.error("not_a_number", at, "`n/a` is not a number");
            }
        }
        findings.warning("households_missing", Location::file("c.csv"), "missing");
        assert_eq!(findings.errors(), 5000);
        let report = findings.into_report(Summary::default());
        assert_eq!((report.summary.errors, report.summary.warnings), (5000, 1));
        assert_eq!(report.findings.len(), 2 * MAX_PER_KIND + 1);
        assert_eq!(report.findings[1999].location.row, Some(999));
        let omitted: Vec<_> = report.omitted.iter().map(|kind| (kind.location.to_string(), kind.count)).collect();
        assert_eq!(omitted, [("c.csv, column a".to_owned(), 1500), ("c.csv, column b".to_owned(), 1500)]);
    }
}
