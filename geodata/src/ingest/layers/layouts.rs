//! Recognises the columns of boundaries as they are published: COD-AB in its two layouts, geoBoundaries, GADM.

use std::collections::BTreeSet;

use super::super::config::{ColumnName, LayerConfig};
use super::super::tables::Cell;
use super::super::text::{listed, trimmed};
use super::super::vectors::{Features, Field};
use crate::model::{AdminLevel, CodeKind, DatasetInfo, Language};

/// The publisher whose columns are the same at each level.
const GEOBOUNDARIES: &str = "geoBoundaries";

/// The columns of a file, as they were recognised.
#[derive(Debug)]
pub(in crate::ingest) struct Layout {
    /// Whose layout it is.
    pub(in crate::ingest) publisher: &'static str,
    pub(in crate::ingest) code: String,
    pub(in crate::ingest) codes: CodeKind,
    /// None if there is no level above, or the file does not say to which unit of it a unit belongs.
    pub(super) parent: Option<String>,
    names: NameLayout,
}

/// How the languages of names are told.
#[derive(Debug)]
enum NameLayout {
    /// By the columns.
    Columns(Vec<(Language, String)>),
    /// By the values of other columns, each beside that of the names.
    Beside(Vec<(String, String)>),
    /// Not at all.
    Untold(String),
}

/// The names of a file's columns, found in any case.
struct Columns<'f>(&'f [String]);

impl Columns<'_> {
    fn find(&self, name: &str) -> Option<String> {
        self.0.iter().find(|column| trimmed(column).eq_ignore_ascii_case(name)).cloned()
    }

    /// The columns that begin with a prefix, with what follows.
    fn with_prefix<'p>(&'p self, prefix: &'p str) -> impl Iterator<Item = (&'p str, &'p String)> {
        self.0.iter().filter_map(move |column| {
            let name = trimmed(column);
            let start = name.get(..prefix.len())?;
            start.eq_ignore_ascii_case(prefix).then(|| (&name[prefix.len()..], column))
        })
    }
}

impl Layout {
    /// The only layout that the columns fit. The error is a message.
    pub(in crate::ingest) fn recognise(
        fields: &[String],
        config: &LayerConfig,
        parent_codes: Option<CodeKind>,
        is_dissolved: bool,
    ) -> Result<Self, String> {
        let (columns, level) = (Columns(fields), config.level);
        let candidates = [
            Self::old_cod(&columns, level),
            Self::new_cod(&columns, level),
            // A shape has an id of its own, whatever it is part of.
            Self::geoboundaries(&columns, level, config.codes).filter(|_| !is_dissolved),
            Self::gadm(&columns, level),
        ];
        let mut fitting: Vec<Self> = candidates.into_iter().flatten().collect();
        let all = listed(fields.iter().map(|field| trimmed(field)));
        match (fitting.pop(), fitting.pop()) {
            (Some(mut layout), None) => {
                let parent_codes = parent_codes.filter(|codes| *codes == layout.codes);
                layout.parent = layout.parent.filter(|_| parent_codes.is_some());
                Ok(layout)
            }
            (Some(layout), Some(other)) => Err(format!(
                "the columns are those of {} and of {}; say which are meant with `columns`; the file has: {all}",
                other.publisher, layout.publisher
            )),
            (None, _) => Err(format!(
                "no `columns` are given, and they are not those of {} as COD-AB (`ADM{n}_PCODE`, `ADM{n}_EN`; `adm{n}_pcode`, `adm{n}_name`), geoBoundaries (`shapeID`, `shapeName`) or GADM (`GID_{n}`, `NAME_{n}`) have them; name them with `columns`; the file has: {all}",
                level.id(),
                n = number(level)
            )),
        }
    }

    /// COD-AB in its old layout: `ADM2_PCODE`, and `ADM2_EN`, `ADM2_RU` … by language.
    fn old_cod(columns: &Columns<'_>, level: AdminLevel) -> Option<Self> {
        let n = number(level);
        let prefix = format!("ADM{n}_");
        let names = columns.with_prefix(&prefix).filter(|(code, _)| code.len() == 2);
        let names: Vec<(Language, String)> = names
            .filter_map(|(code, column)| Some((Language::from_code(&code.to_lowercase())?, column.clone())))
            .collect();
        (!names.is_empty()).then_some(())?;
        Some(Self {
            publisher: "COD-AB (old layout)",
            code: columns.find(&format!("ADM{n}_PCODE"))?,
            codes: CodeKind::PCode,
            parent: n.checked_sub(1).and_then(|above| columns.find(&format!("ADM{above}_PCODE"))),
            names: NameLayout::Columns(names),
        })
    }

    /// COD-AB in its new layout: `adm2_pcode`, and `adm2_name`, `adm2_name1` … in the languages that `lang`, `lang1` … say.
    fn new_cod(columns: &Columns<'_>, level: AdminLevel) -> Option<Self> {
        let n = number(level);
        let first = columns.find(&format!("adm{n}_name"))?;
        let further = (1..=3).filter_map(|place| {
            Some((columns.find(&format!("adm{n}_name{place}"))?, columns.find(&format!("lang{place}"))?))
        });
        let names = match columns.find("lang") {
            Some(language) => NameLayout::Beside(std::iter::once((first, language)).chain(further).collect()),
            None => NameLayout::Untold(first),
        };
        Some(Self {
            publisher: "COD-AB (new layout)",
            code: columns.find(&format!("adm{n}_pcode"))?,
            codes: CodeKind::PCode,
            parent: n.checked_sub(1).and_then(|above| columns.find(&format!("adm{above}_pcode"))),
            names,
        })
    }

    /// geoBoundaries: `shapeID` and `shapeName`. Of a country, `shapeGroup` is its ISO code.
    fn geoboundaries(columns: &Columns<'_>, level: AdminLevel, codes: Option<CodeKind>) -> Option<Self> {
        let (id, name) = (columns.find("shapeID")?, columns.find("shapeName")?);
        let (code, kind) = match (level, codes) {
            (AdminLevel::Admin0, None | Some(CodeKind::Iso3166)) => (columns.find("shapeGroup")?, CodeKind::Iso3166),
            (_, Some(CodeKind::Iso3166)) => (columns.find("shapeISO")?, CodeKind::Iso3166),
            _ => (id, CodeKind::GeoBoundaries),
        };
        Some(Self { publisher: GEOBOUNDARIES, code, codes: kind, parent: None, names: NameLayout::Untold(name) })
    }

    /// GADM: `GID_2` and `NAME_2`; of a country `GID_0` and `COUNTRY`.
    fn gadm(columns: &Columns<'_>, level: AdminLevel) -> Option<Self> {
        let n = number(level);
        let name = columns.find(&format!("NAME_{n}"));
        Some(Self {
            publisher: "GADM",
            code: columns.find(&format!("GID_{n}"))?,
            codes: CodeKind::Gadm,
            parent: n.checked_sub(1).and_then(|above| columns.find(&format!("GID_{above}"))),
            names: NameLayout::Untold(name.or_else(|| columns.find("COUNTRY").filter(|_| n == 0))?),
        })
    }

    /// Whether the columns say of which level the units are.
    pub(in crate::ingest) fn says_level(&self) -> bool {
        self.publisher != GEOBOUNDARIES
    }

    /// The columns of names: each with its language, or with the column that says it, or with neither.
    pub(in crate::ingest) fn name_columns(&self) -> Vec<(Option<Language>, Option<String>, String)> {
        match &self.names {
            NameLayout::Columns(names) => {
                names.iter().map(|(language, name)| (Some(*language), None, name.clone())).collect()
            }
            NameLayout::Beside(names) => {
                names.iter().map(|(name, beside)| (None, Some(beside.clone()), name.clone())).collect()
            }
            NameLayout::Untold(name) => vec![(None, None, name.clone())],
        }
    }

    /// The columns that are read.
    pub(super) fn columns(&self) -> Vec<ColumnName> {
        let names: Vec<&String> = match &self.names {
            NameLayout::Columns(names) => names.iter().map(|(_, name)| name).collect(),
            NameLayout::Beside(names) => names.iter().flat_map(|(name, language)| [name, language]).collect(),
            NameLayout::Untold(name) => vec![name],
        };
        let all: BTreeSet<&String> = std::iter::once(&self.code).chain(&self.parent).chain(names).collect();
        // Nobody wrote them: they have no line.
        all.into_iter().map(|name| ColumnName { name: name.clone(), written: name.clone(), line: 0 }).collect()
    }

    /// The columns of names by language, that in the main language of the dataset first. The error is a message.
    pub(super) fn names(
        &self,
        features: &Features,
        found: &[Field],
        languages: &[Language],
    ) -> Result<Vec<(Language, String)>, String> {
        let by_rank = DatasetInfo::by_rank(languages);
        let Some(main) = by_rank.first().copied() else { return Ok(Vec::new()) };
        let told: Vec<(Language, String)> = match &self.names {
            NameLayout::Untold(name) => return Ok(vec![(main, name.clone())]),
            NameLayout::Columns(names) => names.clone(),
            NameLayout::Beside(names) => {
                let language = |column: &str| {
                    let field = found.iter().find(|field| field.name == column)?;
                    only_language(features, field)
                };
                names.iter().filter_map(|(name, beside)| Some((language(beside)?, name.clone()))).collect()
            }
        };
        let used: Vec<(Language, String)> =
            by_rank.iter().filter_map(|language| told.iter().find(|(known, _)| known == language).cloned()).collect();
        if used.first().is_some_and(|(first, _)| *first == main) {
            return Ok(used);
        }
        let known = listed(told.iter().map(|(language, _)| language.code()));
        let known = if told.is_empty() { "no language that is told".to_owned() } else { known };
        Err(format!(
            "the columns are those of {}, with names in {known}, but {} is the main language of the dataset; list theirs first in `languages`, and no `en`, or name the columns with `columns`",
            self.publisher,
            main.english_name()
        ))
    }

    /// What was recognised, for the report.
    pub(super) fn describe(&self, names: &[(Language, Field)]) -> String {
        let names = listed(names.iter().map(|(_, field)| &field.name));
        let parent = match &self.parent {
            Some(parent) => format!(", of the unit above from `{parent}`"),
            None => String::new(),
        };
        format!(
            "the columns are those of {}: the code is read from `{}`{parent}, names from {names}",
            self.publisher, self.code
        )
    }
}

/// The language that a column has in every feature.
fn only_language(features: &Features, field: &Field) -> Option<Language> {
    let mut only = None;
    for record in &features.list {
        let Cell::Text(code) = features.cell(record, field) else { continue };
        let language = Language::from_code(&code.to_lowercase())?;
        if *only.get_or_insert(language) != language {
            return None;
        }
    }
    only
}

fn number(level: AdminLevel) -> usize {
    AdminLevel::ALL.iter().position(|known| *known == level).unwrap_or(0)
}
