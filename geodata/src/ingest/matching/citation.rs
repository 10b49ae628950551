//! How a row of a table cites a unit: by its code, by its name, or by what `matches.csv` says of it.

use super::super::config::LayerCodes;
use super::super::elsewhere::Elsewhere;
use super::super::report::{Findings, Joined, NameCell};
use super::super::tables::{Cell, Column, Row, Table};
use super::super::text::excerpt;
use super::beside;
use super::decisions::{Decided, Decision, Decisions};
use super::named::{About, How, UnitId, Unnamed, Within};
use super::unit_names::UnitNames;
use crate::model::UnitCode;

/// What finds the units of rows.
#[derive(Debug, Default)]
pub(in crate::ingest) struct UnitFinder {
    pub(in crate::ingest) names: UnitNames,
    pub(in crate::ingest) decisions: Decisions,
    /// Units of other editions of boundaries.
    pub(in crate::ingest) elsewhere: Elsewhere,
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
    /// Whether it lies in the unit that the name of the sheet names.
    pub(in crate::ingest) within_sheet: bool,
    /// What the codes in the column are.
    pub(in crate::ingest) codes: LayerCodes,
    /// What the row is about.
    pub(in crate::ingest) about: About,
}

/// What a row says of a larger unit.
#[derive(Clone, Debug)]
pub(super) struct Parent<'a> {
    /// The column; none, if it is the sheet.
    pub(super) column: Option<&'a Column>,
    pub(super) text: String,
}

impl Parent<'_> {
    /// What stands in the column `column` of `matches.csv` for the name of a sheet.
    pub(super) const SHEET: &'static str = "(sheet)";

    /// Its column, as `matches.csv` names it.
    pub(super) fn column_name(&self) -> &str {
        self.column.map_or(Self::SHEET, |column| &column.name)
    }

    /// As people know it: of a choice of a form the label.
    pub(super) fn shown(&self) -> String {
        self.column.map_or_else(|| self.text.clone(), |column| column.label(self.text.clone(), ""))
    }

    fn spellings(&self) -> impl Iterator<Item = &str> {
        let of_column = self.column.map(|column| column.spellings(&self.text));
        let of_sheet = self.column.is_none().then_some(self.text.as_str());
        of_column.into_iter().flatten().chain(of_sheet)
    }
}

/// What a citation means.
#[derive(Debug)]
pub(in crate::ingest) enum Cited {
    Unit(UnitId, How),
    /// A unit by one decision about all rows with a name that may mean several units.
    OneOfSeveral(UnitId, How),
    /// A person decided to leave the row out.
    LeftOut,
    /// It is a code, or should be one.
    Code,
    /// It is a name, and names no unit.
    Unknown(Uncited),
}

impl Cited {
    /// Counts it among the rows of a table by how they cite their units. Codes as they are written are counted where they are read.
    pub(in crate::ingest) fn count_in(&self, joined: &mut Joined) {
        match self {
            Self::Unit(_, How::Code) | Self::OneOfSeveral(_, How::Code) => joined.by_code += 1,
            Self::Unit(_, How::Name) | Self::OneOfSeveral(_, How::Name) => joined.by_name += 1,
            Self::Unit(_, How::Alias) | Self::OneOfSeveral(_, How::Alias) => joined.by_alias += 1,
            Self::Unit(_, How::Decision) | Self::OneOfSeveral(_, How::Decision) | Self::LeftOut => {
                joined.by_decision += 1;
            }
            Self::Code | Self::Unknown(_) => {}
        }
    }
}

/// Why a name cites no unit.
#[derive(Debug)]
pub(in crate::ingest) enum Uncited {
    Name(Unnamed, Within),
    /// The unit that it should lie in is not known: the column, none if it is the sheet, and what stands there.
    Parent {
        column: Option<Box<Column>>,
        text: String,
    },
    /// This row of `matches.csv` is about another row that stood here.
    Moved(u64),
}

impl Uncited {
    /// Whether it may be a code, because it is not the name of any unit.
    fn is_no_name(&self) -> bool {
        matches!(self, Self::Parent { .. } | Self::Name(Unnamed::NoUnit, _))
    }
}

impl<'a> Citation<'a> {
    fn text(&self, column: &Column) -> Option<String> {
        self.table.cell(self.row, column).key().ok().flatten()
    }

    /// What stands in the column of the unit, if it may be a name: a text, or a choice of a form.
    pub(super) fn name(&self) -> Option<String> {
        match self.table.cell(self.row, self.column) {
            Cell::Text(text) => Some(text),
            _ => self.text(self.column).filter(|text| self.label(text).is_some()),
        }
    }

    /// What people see of a choice of a form.
    pub(super) fn label(&self, text: &str) -> Option<String> {
        Some(self.column.label(text.to_owned(), "")).filter(|label| label != text)
    }

    /// What the sheet and the columns of larger units have.
    pub(super) fn parents(&self) -> Vec<Parent<'a>> {
        let sheet = self.table.sheet().filter(|_| self.within_sheet);
        let of_sheet = sheet.map(|sheet| Parent { column: None, text: sheet.to_owned() });
        let of_columns = self.within.iter();
        let of_columns =
            of_columns.filter_map(|column| Some(Parent { column: Some(column), text: self.text(column)? }));
        of_sheet.into_iter().chain(of_columns).collect()
    }

    /// Where a name stands.
    pub(super) fn name_cell(&self, column: &Column) -> NameCell {
        let at = self.table.at_cell(self.row, column);
        let beside = beside::written(self.table.beside(self.row, column));
        NameCell { sheet: at.sheet, row: at.row.or(at.feature).unwrap_or(0), beside }
    }

    /// What `matches.csv` says of a name in a column, as it stands there or as its label.
    fn decided(
        &self,
        decisions: &Decisions,
        column: &str,
        parent: [&str; 2],
        name: [&str; 2],
        at: &Column,
    ) -> Option<Decided> {
        let of = |parent: &str, name: &str| {
            decisions.of_name([self.table.file(), column, parent, name], || self.name_cell(at))
        };
        of(parent[0], name[0]).or_else(|| of(parent[1], name[1]).filter(|_| parent != name))
    }
}

impl UnitFinder {
    /// The unit that a citation means, unless it is a code.
    pub(in crate::ingest) fn find(&self, citation: Citation<'_>) -> Cited {
        let Citation { column, codes, .. } = citation;
        let Some(text) = citation.name() else { return Cited::Code };
        let label = citation.label(&text);
        let parents = citation.parents();
        let within = match self.within(citation, &parents) {
            Ok(None) => return Cited::LeftOut,
            Ok(Some(within)) => Ok(within),
            Err(uncited) => Err(uncited),
        };
        match self.decided(citation, &parents, &text) {
            Some(Decided::OfRow(Decision::Unit(unit))) if self.names.level_of(unit) == codes.level => {
                return Cited::Unit(unit, How::Decision);
            }
            Some(Decided::OfName(Decision::Unit(unit))) if self.names.level_of(unit) == codes.level => {
                let within = within.as_ref().unwrap_or(&Within::Anywhere);
                let has_others = self.names.has_others(unit, label.as_ref().unwrap_or(&text), within, citation.about);
                return if has_others {
                    Cited::OneOfSeveral(unit, How::Decision)
                } else {
                    Cited::Unit(unit, How::Decision)
                };
            }
            Some(Decided::OfName(Decision::LeftOut) | Decided::OfRow(Decision::LeftOut)) => return Cited::LeftOut,
            Some(Decided::Moved(number)) => return Cited::Unknown(Uncited::Moved(number)),
            _ => {}
        }
        let found = within.and_then(|within| {
            // Of a choice of a form the label may be the name, and what is in the cell a word of the form.
            let by_label = || {
                let mut labels = column.spellings(&text).skip(1);
                labels.find_map(|label| Some((self.names.find(codes.level, label, &within).ok()?, label)))
            };
            let found = self.names.find(codes.level, &text, &within).map(|found| (found, text.as_str()));
            match found.or_else(|unnamed| by_label().ok_or(unnamed)) {
                Ok(((unit, How::Alias), name)) if self.names.is_one_of_several(unit, name, &within, citation.about) => {
                    Ok(Cited::OneOfSeveral(unit, How::Alias))
                }
                Ok(((unit, how), _)) => Ok(Cited::Unit(unit, how)),
                Err(unnamed) => Err(Uncited::Name(unnamed, within)),
            }
        });
        match found {
            Ok(cited) => cited,
            Err(uncited) => match self.names.with_respelled_code(codes.level, &text).filter(|_| uncited.is_no_name()) {
                Some(unit) => Cited::Unit(unit, How::Code),
                None if label.is_none() && is_like_code(&text, codes) => Cited::Code,
                None => Cited::Unknown(uncited),
            },
        }
    }

    /// What `matches.csv` says of the unit of a citation.
    fn decided(&self, citation: Citation<'_>, parents: &[Parent<'_>], text: &str) -> Option<Decided> {
        if self.decisions.is_empty() {
            return None;
        }
        let column = citation.column;
        let raw: Vec<&str> = parents.iter().map(|parent| parent.text.as_str()).collect();
        let name = citation.label(text).unwrap_or_else(|| text.to_owned());
        let parents = [raw.join(JOIN), joined(parents)];
        citation.decided(&self.decisions, &column.name, [&parents[1], &parents[0]], [&name, text], column)
    }

    /// The units that the columns of larger units name; none if the rows of one of them are left out.
    fn within(&self, citation: Citation<'_>, parents: &[Parent<'_>]) -> Result<Option<Within>, Uncited> {
        let mut all = Vec::with_capacity(parents.len());
        for parent in parents {
            let at = parent.column.unwrap_or(citation.column);
            let names = [&parent.shown(), &parent.text];
            let decided =
                citation.decided(&self.decisions, parent.column_name(), [""; 2], names.map(String::as_str), at);
            let units = match decided.and_then(Decided::decision) {
                Some(Decision::LeftOut) => return Ok(None),
                Some(Decision::Unit(unit)) => vec![unit],
                None => {
                    let of = |text: &str| self.names.larger_units(citation.codes.level, text);
                    parent.spellings().map(of).find(|units| !units.is_empty()).unwrap_or_default()
                }
            };
            if units.is_empty() {
                let column = parent.column.map(|column| Box::new(column.clone()));
                return Err(Uncited::Parent { column, text: parent.text.clone() });
            }
            all.push(units);
        }
        Ok(Some(if all.is_empty() { Within::Anywhere } else { Within::Units(all) }))
    }

    /// Warns of a unit that is cited by its code, but does not lie in what the columns of larger units say.
    pub(in crate::ingest) fn compare_parents(&self, citation: Citation<'_>, code: &str, findings: &mut Findings) {
        let parents = citation.parents();
        let (Some(unit), [first, ..]) = (self.names.with_code(code), &parents[..]) else { return };
        if let Ok(Some(within)) = self.within(citation, &parents)
            && !self.names.is_within(unit, &within)
        {
            let larger = self.names.parents(unit).next().map(|larger| format!(", but in {}", self.names.shown(larger)));
            let message = format!(
                "{} does not lie in `{}`{}; the code is used",
                self.names.shown(unit),
                excerpt(&first.shown()),
                larger.unwrap_or_default()
            );
            let at = citation.table.at_cell(citation.row, first.column.unwrap_or(citation.column));
            findings.warning("parent_differs", at, message);
        }
    }
}

/// What stands between the names of several larger units in `matches.csv`.
const JOIN: &str = " / ";

/// The texts of several larger units, as `matches.csv` has them.
pub(super) fn joined(parents: &[Parent<'_>]) -> String {
    parents.iter().map(Parent::shown).collect::<Vec<_>>().join(JOIN)
}

/// Whether a text looks like a code, even a wrong one: it has digits, and no spaces or letters that codes do not have.
pub(in crate::ingest) fn is_like_code(text: &str, codes: LayerCodes) -> bool {
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    has_digits
        && (UnitCode::new(text, codes.kind, codes.level).is_ok() || text.bytes().all(|byte| byte.is_ascii_graphic()))
}
