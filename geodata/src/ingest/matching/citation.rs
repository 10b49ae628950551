//! How a row of a table cites a unit: by its code, by its name, or by what `matches.csv` says of it.

use super::super::config::LayerCodes;
use super::super::report::{Findings, Joined};
use super::super::tables::{Cell, Column, Row, Table};
use super::super::text::excerpt;
use super::decisions::{Decision, Decisions};
use super::named::{How, UnitId, Unnamed, Within};
use super::unit_names::UnitNames;
use super::unit_type::Vague;
use crate::model::{AdminLevel, UnitCode};

/// What finds the units of rows.
#[derive(Debug, Default)]
pub(in crate::ingest) struct UnitFinder {
    pub(in crate::ingest) names: UnitNames,
    pub(in crate::ingest) decisions: Decisions,
}

/// The cells of a row that say which unit it is about.
#[derive(Clone, Copy)]
pub(in crate::ingest) struct Citation<'a> {
    pub(in crate::ingest) table: &'a Table,
    pub(in crate::ingest) row: Row,
    /// The column of the unit.
    pub(in crate::ingest) column: &'a Column,
    /// The columns of the units that it lies in.
    pub(in crate::ingest) within: &'a [Column],
    /// What the codes in the column are.
    pub(in crate::ingest) codes: LayerCodes,
}

/// What a citation means.
#[derive(Debug)]
pub(in crate::ingest) enum Cited {
    Unit(UnitId, How),
    /// A person decided to leave the row out.
    LeftOut,
    /// It is a code, or should be one.
    Code,
    /// It is a name, and names no unit.
    Unknown(Uncited),
}

impl Cited {
    /// Counts it among the rows of a table by how they cite their units. Codes are counted where they are read.
    pub(in crate::ingest) fn count_in(&self, joined: &mut Joined) {
        match self {
            Self::Unit(_, How::Name) => joined.by_name += 1,
            Self::Unit(_, How::Alias) => joined.by_alias += 1,
            Self::Unit(_, How::Decision) | Self::LeftOut => joined.by_decision += 1,
            Self::Code | Self::Unknown(_) => {}
        }
    }
}

/// Why a name cites no unit.
#[derive(Debug)]
pub(in crate::ingest) enum Uncited {
    Name(Unnamed, Within),
    /// The unit that it should lie in is not known.
    Parent {
        column: Box<Column>,
        text: String,
    },
}

impl Citation<'_> {
    fn text(&self, column: &Column) -> Option<String> {
        self.table.cell(self.row, column).key().ok().flatten()
    }

    /// What the columns of larger units have.
    fn parents(&self) -> Vec<(&Column, String)> {
        self.within.iter().filter_map(|column| Some((column, self.text(column)?))).collect()
    }
}

impl UnitFinder {
    /// The unit that a citation means, unless it is a code.
    pub(in crate::ingest) fn find(&self, citation: Citation<'_>) -> Cited {
        let Citation { table, row, column, codes, .. } = citation;
        let Cell::Text(text) = table.cell(row, column) else { return Cited::Code };
        let parents = citation.parents();
        let decision = || self.decisions.of_name([table.file(), &column.name, &joined(&parents), &text]);
        match if self.decisions.is_empty() { None } else { decision() } {
            Some(Decision::Unit(unit)) if self.names.level_of(unit) == codes.level => {
                return Cited::Unit(unit, How::Decision);
            }
            Some(Decision::LeftOut) => return Cited::LeftOut,
            _ => {}
        }
        let found = match self.within(citation, &parents) {
            Ok(None) => return Cited::LeftOut,
            Ok(Some(within)) => {
                // Of a choice of a form the label may be the name, and what is in the cell a word of the form.
                let by_label = || {
                    let mut labels = column.spellings(&text).skip(1);
                    labels.find_map(|label| self.names.find(codes.level, label, &within).ok())
                };
                let found = self.names.find(codes.level, &text, &within);
                let found = found.or_else(|unnamed| by_label().ok_or(unnamed));
                found.map_err(|unnamed| Uncited::Name(unnamed, within))
            }
            Err(uncited) => Err(uncited),
        };
        match found {
            Ok((unit, how)) => Cited::Unit(unit, how),
            Err(_) if is_like_code(&text, codes) => Cited::Code,
            Err(uncited) => Cited::Unknown(uncited),
        }
    }

    /// The units that the columns of larger units name; none if the rows of one of them are left out.
    fn within(&self, citation: Citation<'_>, parents: &[(&Column, String)]) -> Result<Option<Within>, Uncited> {
        let mut all = Vec::with_capacity(parents.len());
        for (column, text) in parents {
            let units = match self.decisions.of_name([citation.table.file(), &column.name, "", text]) {
                Some(Decision::LeftOut) => return Ok(None),
                Some(Decision::Unit(unit)) => vec![unit],
                None => self.names.larger_units(citation.codes.level, text),
            };
            if units.is_empty() {
                return Err(Uncited::Parent { column: Box::new((*column).clone()), text: text.clone() });
            }
            all.push(units);
        }
        Ok(Some(if all.is_empty() { Within::Anywhere } else { Within::Units(all) }))
    }

    /// Warns of a unit that is cited by its code, but does not lie in what the columns of larger units say.
    pub(in crate::ingest) fn compare_parents(&self, citation: Citation<'_>, code: &str, findings: &mut Findings) {
        let parents = citation.parents();
        let (Some(unit), [(column, text), ..]) = (self.names.with_code(code), &parents[..]) else { return };
        if let Ok(Some(within)) = self.within(citation, &parents)
            && !self.names.is_within(unit, &within)
        {
            let larger = self.names.parents(unit).next().map(|larger| format!(", but in {}", self.names.shown(larger)));
            let message = format!(
                "{} does not lie in `{}`{}; the code is used",
                self.names.shown(unit),
                excerpt(text),
                larger.unwrap_or_default()
            );
            findings.warning("parent_differs", citation.table.at_cell(citation.row, column), message);
        }
    }

    /// Reports a name that cites no unit, unless it is not known which names there are.
    pub(in crate::ingest) fn report(&self, uncited: &Uncited, citation: Citation<'_>, findings: &mut Findings) {
        let Citation { table, row, column, codes, .. } = citation;
        if !self.names.is_whole(codes.level) {
            return;
        }
        match uncited {
            Uncited::Parent { column, text } => {
                let level = codes.level.above().unwrap_or(codes.level);
                let candidates = || self.names.candidates(level, text, &Within::Anywhere, None);
                let known = findings.unresolved.add([table.file(), &column.name, "", text], level, candidates);
                let hint = hint(known.map_or(&[], |known| &known.candidates));
                let message = format!("`{}` is the code or name of no larger unit{hint}", excerpt(text));
                findings.error("parent_name_unknown", table.at_cell(row, column), message);
            }
            Uncited::Name(unnamed, within) => {
                let text = citation.text(column).unwrap_or_default();
                let parent = joined(&citation.parents());
                let candidates = || self.names.candidates(codes.level, &text, within, Some(unnamed));
                let known =
                    findings.unresolved.add([table.file(), &column.name, &parent, &text], codes.level, candidates);
                let hint = match unnamed {
                    Unnamed::NoUnit => hint(known.map_or(&[], |known| &known.candidates)),
                    _ => String::new(),
                };
                let (code, message) = self.names.describe(unnamed, &text, codes.level);
                let place = match unnamed {
                    Unnamed::NoUnit if !parent.is_empty() => format!(" in `{}`", excerpt(&parent)),
                    _ => String::new(),
                };
                findings.error(code, table.at_cell(row, column), message + &place + &hint);
            }
        }
    }
}

/// The texts of several columns of larger units, as `matches.csv` has them.
fn joined(parents: &[(&Column, String)]) -> String {
    parents.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" / ")
}

/// The most similar unit, for a message.
fn hint(candidates: &[super::super::report::Candidate]) -> String {
    /// Less similar ones would mislead.
    const MIN_SCORE: f64 = 0.6;
    let best = candidates.first().filter(|best| best.score >= MIN_SCORE);
    best.map_or_else(String::new, |best| format!("; is {} ({}) meant: {}?", best.code, best.name, best.why))
}

impl UnitNames {
    /// A unit in messages.
    fn shown(&self, id: UnitId) -> String {
        format!("{} ({})", self.code(id), self.unit(id).name)
    }

    /// Code and message of the finding for a name that names no unit.
    fn describe(&self, unnamed: &Unnamed, text: &str, level: AdminLevel) -> (&'static str, String) {
        /// The largest number of units in a message.
        const MAX_NAMED: usize = 3;
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
                format!("`{text}` is the name of no such unit: {} is of another kind", of_units(others)),
            ),
            Unnamed::Vague(Vague::Unknown) => ("name_unknown", format!("`{text}` says that the {label} is not known")),
            Unnamed::Vague(Vague::Part) => ("name_unknown", format!("`{text}` does not clearly name one {label}")),
            Unnamed::NoUnit => ("name_unknown", format!("there is no {label} with the code or name `{text}`")),
        }
    }
}

/// Whether a text looks like a code, even a wrong one: it has digits, and no spaces or letters that codes do not have.
pub(in crate::ingest) fn is_like_code(text: &str, codes: LayerCodes) -> bool {
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    has_digits
        && (UnitCode::new(text, codes.kind, codes.level).is_ok() || text.bytes().all(|byte| byte.is_ascii_graphic()))
}
