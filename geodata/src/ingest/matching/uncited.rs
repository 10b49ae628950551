//! Says of a name that cites no unit what is wrong, and adds it to those that a person says the meaning of.

use super::super::report::{Candidate, Findings};
use super::super::tables::Column;
use super::super::text::excerpt;
use super::citation::{Citation, Parent, Uncited, UnitFinder, joined};
use super::named::{About, UnitId, Unnamed, Within};
use super::unit_names::UnitNames;
use super::unit_type::Vague;
use crate::model::AdminLevel;

impl UnitFinder {
    /// Reports a name that cites no unit, unless it is not known which names there are.
    pub(in crate::ingest) fn report(&self, uncited: &Uncited, citation: Citation<'_>, findings: &mut Findings) {
        if !self.names.is_whole(citation.codes.level) {
            return;
        }
        match uncited {
            Uncited::Parent { column, text } => self.report_parent(column.as_deref(), text, citation, findings),
            Uncited::Name(unnamed, within) => self.report_name(unnamed, within, citation, findings),
            Uncited::Moved(number) => {
                let (table, row, column) = (citation.table, citation.row, citation.column);
                let (text, name) = names_of(citation);
                let parent = joined(&citation.parents());
                let candidates = || self.names.candidates(citation.codes.level, &name, &Within::Anywhere, None);
                let key = [table.file(), &column.name, &parent, &name];
                findings.unresolved.add_again(key, citation.codes.level, candidates, citation.name_cell(column));
                let message = format!(
                    "row {number} of matches.csv says what `{}` in this row means, but when that was chosen, something else stood beside it: the table was changed",
                    excerpt(&text)
                );
                findings.error("match_moved", table.at_cell(row, column), message);
            }
        }
    }

    fn report_parent(&self, column: Option<&Column>, text: &str, citation: Citation<'_>, findings: &mut Findings) {
        let Citation { table, row, codes, .. } = citation;
        let level = codes.level.above().unwrap_or(codes.level);
        let name = column.map_or_else(|| text.to_owned(), |column| column.label(text.to_owned(), ""));
        let column_name = column.map_or(Parent::SHEET, |column| &column.name);
        let candidates = || self.names.candidates(level, &name, &Within::Anywhere, None);
        let known = findings.unresolved.add([table.file(), column_name, "", &name], level, candidates, |_| None);
        let hint = hint(known.map_or(&[], |known| &known.candidates));
        let (what, at) = match column {
            Some(column) => ("", table.at_cell(row, column)),
            None => ("the name of the sheet, ", table.at()),
        };
        let message = format!("{what}`{}` is the code or name of no larger unit{hint}", excerpt(&name));
        match column {
            Some(_) => findings.error("parent_name_unknown", at, message),
            // All rows of the sheet have it.
            None => findings.error_once("parent_name_unknown", at, message),
        }
    }

    fn report_name(&self, unnamed: &Unnamed, within: &Within, citation: Citation<'_>, findings: &mut Findings) {
        let Citation { table, row, column, codes, .. } = citation;
        let (text, name) = names_of(citation);
        let parent = joined(&citation.parents());
        let candidates = || self.names.candidates(codes.level, &name, within, Some(unnamed));
        let cell = |candidates: &[Candidate]| {
            let may_be_several = self.may_be_several(candidates, &name, within, citation.about);
            may_be_several.then(|| citation.name_cell(column))
        };
        let known =
            findings.unresolved.add([table.file(), &column.name, &parent, &name], codes.level, candidates, cell);
        let hint = match unnamed {
            Unnamed::NoUnit => {
                let of_code = self.names.code_hint(codes.level, &text);
                if of_code.is_empty() { hint(known.map_or(&[], |known| &known.candidates)) } else { of_code }
            }
            _ => String::new(),
        };
        let (code, message) = self.names.describe(unnamed, &text, codes.level);
        let place = match unnamed {
            Unnamed::NoUnit if !parent.is_empty() => format!(" in `{}`", excerpt(&parent)),
            _ => String::new(),
        };
        // The province in the first row of its districts only, as where cells were merged.
        let column_of_larger = citation.within.iter().find(|_| parent.is_empty());
        let fill_down = column_of_larger.map_or_else(String::new, |larger| {
            format!(
                "; `{}` is empty in this row: if it is that of the rows above, say `fill_down`",
                excerpt(&larger.name)
            )
        });
        findings.error(code, table.at_cell(row, column), message + &place + &hint + &fill_down);
    }

    /// Whether one of the units that a name may mean has others of its name beside it, so that each row may mean another.
    fn may_be_several(&self, candidates: &[Candidate], name: &str, within: &Within, about: About) -> bool {
        let units = candidates.iter().filter(|candidate| candidate.score >= PROBABLE);
        units
            .filter_map(|candidate| self.names.with_code(&candidate.code))
            .any(|unit| self.names.has_others(unit, name, within, about))
    }

    /// Remembers a row whose unit follows from one decision about a name that may mean several.
    pub(in crate::ingest) fn remember(&self, citation: Citation<'_>, findings: &mut Findings) {
        let Citation { table, row, column, codes, .. } = citation;
        let (_, name) = names_of(citation);
        let parent = joined(&citation.parents());
        findings.one_decisions.add(
            [table.file(), &column.name, &parent, &name],
            codes.level,
            &table.at_row(row),
            || citation.name_cell(column),
            || self.names.candidates(codes.level, &name, &Within::Anywhere, None),
        );
    }
}

/// What stands in the cell of a unit, for a message, and the name that `matches.csv` has of it: of a choice of a form its label.
fn names_of(citation: Citation<'_>) -> (String, String) {
    let text = citation.name().unwrap_or_default();
    match citation.label(&text) {
        Some(label) => (format!("{text} ({label})"), label),
        None => (text.clone(), text),
    }
}

/// Units that are less similar are probably not meant.
const PROBABLE: f64 = 0.6;

/// The most similar unit, for a message.
fn hint(candidates: &[Candidate]) -> String {
    let best = candidates.first().filter(|best| best.score >= PROBABLE);
    best.map_or_else(String::new, |best| format!("; is {} ({}) meant: {}?", best.code, best.name, best.why))
}

impl UnitNames {
    /// A unit in messages.
    pub(super) fn shown(&self, id: UnitId) -> String {
        format!("{} ({})", self.code(id), self.unit(id).name)
    }

    /// The larger unit that a text names, for a message: tables often have provinces among their districts.
    fn as_larger(&self, text: &str, level: AdminLevel) -> String {
        let [larger] = self.larger_units(level, text)[..] else { return String::new() };
        format!(
            "; it is {}, a unit of `{}`: leave the row out (`-` in matches.csv, or `unless`), or say `totals = [\"{}\"]` if it has the sum of the rows below or above",
            self.shown(larger),
            self.level_of(larger).id(),
            excerpt(text)
        )
    }

    /// Code and message of the finding for a name that names no unit.
    fn describe(&self, unnamed: &Unnamed, text: &str, level: AdminLevel) -> (&'static str, String) {
        /// The largest number of units in a message.
        const MAX_NAMED: usize = 3;
        let larger = self.as_larger(text, level);
        let (text, label) = (excerpt(text), level.label());
        let of_units = |units: &[UnitId]| {
            let named = units.iter().take(MAX_NAMED).map(|unit| self.shown(*unit));
            let more = if units.len() > MAX_NAMED { " …" } else { "" };
            named.collect::<Vec<_>>().join(", ") + more
        };
        match unnamed {
            Unnamed::Several(several) => {
                ("name_ambiguous", format!("`{text}` is the name of several units: {}", of_units(several)))
            }
            Unnamed::LevelUnclear(one, larger) => (
                "name_ambiguous",
                format!(
                    "`{text}` is the name of {} and of {}; say with `within` which column has the larger unit",
                    self.shown(*one),
                    self.shown(*larger)
                ),
            ),
            Unnamed::OtherType(others) => (
                "name_unknown",
                format!("`{text}` is the name of no such unit: {} is of another kind{larger}", of_units(others)),
            ),
            Unnamed::Vague(Vague::Unknown) => ("name_unknown", format!("`{text}` says that the {label} is not known")),
            Unnamed::Vague(Vague::Part) => ("name_unknown", format!("`{text}` does not clearly name one {label}")),
            Unnamed::NoUnit => ("name_unknown", format!("there is no {label} with the code or name `{text}`{larger}")),
        }
    }
}
