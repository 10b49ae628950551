//! Finds the unit that a cell means: by its code, or by its name.
//!
//! A name is compared in one spelling ([`spelling`]), without the words that say what kind of unit it is ([`unit_type`]), which must be right
//! too. It names a unit only if exactly one within the stated parent has it; what is ambiguous or merely similar is never joined.

mod spelling;
#[cfg(test)]
mod tests;
mod unit_type;

use std::collections::HashMap;

pub(super) use unit_type::{ParsedName, UnitType, Vague};

use super::config::LayerCodes;
use super::layers::LoadedLayer;
use super::text::excerpt;
use crate::model::{AdminLevel, AdminUnit, Names, UnitCode};

/// The names of all units of a dataset.
#[derive(Debug, Default)]
pub(super) struct UnitNames {
    /// Country first.
    levels: Vec<LevelNames>,
}

/// The names of the units of one level.
#[derive(Debug)]
struct LevelNames {
    level: AdminLevel,
    /// The level above among `levels`, if there is one.
    above: Option<usize>,
    units: Vec<NamedUnit>,
    by_code: HashMap<Box<str>, usize>,
    /// The units of each spelling, ascending.
    by_spelling: HashMap<Box<str>, Vec<usize>>,
    /// Whether every unit could be read.
    is_whole: bool,
}

/// A unit as names refer to it.
#[derive(Debug)]
struct NamedUnit {
    code: Box<str>,
    name: Box<str>,
    /// What its names say that it is; what units of its level usually are, if they say nothing.
    types: Vec<UnitType>,
    /// Its parent in the level above.
    parent: Option<usize>,
    /// How many units have it as their parent.
    children: usize,
}

/// The units that a name must lie in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Within {
    /// Nothing is stated.
    Anywhere,
    /// For each stated parent the units that it may be.
    Units(Vec<Vec<UnitId>>),
    /// The name of a parent names no unit.
    Unknown(String),
}

/// A unit of any level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct UnitId {
    /// The position of its level.
    level: usize,
    /// Its position in its layer.
    pub(super) unit: usize,
}

/// What a name names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    One(UnitId),
    /// Several units of that name.
    Several(Vec<UnitId>),
    /// One unit, but also one of a level above, which may be meant.
    LevelUnclear(UnitId, UnitId),
    /// Units of that name are of another type.
    OtherType(Vec<UnitId>),
    /// It says itself that no unit is meant.
    Vague(Vague),
    /// The stated parent is not known.
    ParentUnknown(String),
    None,
}

impl UnitNames {
    pub(super) fn new(layers: &[LoadedLayer]) -> Self {
        let mut levels: Vec<LevelNames> = Vec::with_capacity(layers.len());
        for loaded in layers {
            let above = loaded.layer.level.above();
            let above = levels.iter().position(|level| Some(level.level) == above);
            if let Some(above) = above {
                for parent in loaded.layer.units.iter().filter_map(|unit| unit.parent) {
                    if let Some(parent) = levels[above].units.get_mut(parent) {
                        parent.children += 1;
                    }
                }
            }
            levels.push(LevelNames::new(loaded, above));
        }
        Self { levels }
    }

    fn level(&self, level: AdminLevel) -> Option<usize> {
        self.levels.iter().position(|known| known.level == level)
    }

    fn unit(&self, id: UnitId) -> &NamedUnit {
        &self.levels[id.level].units[id.unit]
    }

    /// Whether all names of a level and of those above are known.
    pub(super) fn is_whole(&self, level: AdminLevel) -> bool {
        self.levels.iter().filter(|known| known.level <= level).all(|known| known.is_whole)
    }

    /// The code of a unit.
    pub(super) fn code(&self, id: UnitId) -> &str {
        &self.unit(id).code
    }

    /// The units that the cells of the columns of parents name, by code or name.
    pub(super) fn within<'c>(&self, level: AdminLevel, cells: impl Iterator<Item = &'c str>) -> Within {
        let above = || (0..self.levels.len()).filter(|position| self.levels[*position].level < level);
        let mut parents = Vec::new();
        for cell in cells {
            let by_code = above().find_map(|position| {
                self.levels[position].by_code.get(cell).map(|unit| UnitId { level: position, unit: *unit })
            });
            let units = by_code.map_or_else(|| self.larger_units(level, cell), |unit| vec![unit]);
            if units.is_empty() {
                return Within::Unknown(cell.to_owned());
            }
            parents.push(units);
        }
        if parents.is_empty() { Within::Anywhere } else { Within::Units(parents) }
    }

    /// The units above a level that a name may name.
    fn larger_units(&self, level: AdminLevel, text: &str) -> Vec<UnitId> {
        let name = ParsedName::of(text);
        if name.vague.is_some() {
            return Vec::new();
        }
        let above = (0..self.levels.len()).filter(|position| self.levels[*position].level < level);
        above.flat_map(|position| self.spelled(position, &name)).filter(|unit| self.is_of_type(*unit, &name)).collect()
    }

    /// Whether a unit is what a name says that it is.
    fn is_of_type(&self, unit: UnitId, name: &ParsedName) -> bool {
        name.unit_type.is_none_or(|wanted| self.unit(unit).types.contains(&wanted))
    }

    /// The unit of a level that has a name within a parent.
    pub(super) fn find(&self, level: AdminLevel, text: &str, within: &Within) -> Named {
        let Some(position) = self.level(level) else { return Named::None };
        let name = ParsedName::of(text);
        if let Some(vague) = name.vague {
            return Named::Vague(vague);
        }
        if let Within::Unknown(parent) = within {
            return Named::ParentUnknown(parent.clone());
        }
        let all: Vec<UnitId> =
            self.spelled(position, &name).into_iter().filter(|unit| self.is_within(*unit, within)).collect();
        let (fitting, others): (Vec<UnitId>, Vec<UnitId>) =
            all.into_iter().partition(|unit| self.is_of_type(*unit, &name));
        match fitting[..] {
            [] if others.is_empty() => Named::None,
            [] => Named::OtherType(others),
            [one] if *within == Within::Anywhere && name.unit_type.is_none() => {
                match self.larger_namesake(one, &name) {
                    Some(larger) => Named::LevelUnclear(one, larger),
                    None => Named::One(one),
                }
            }
            [one] => Named::One(one),
            _ => Named::Several(fitting),
        }
    }

    /// The units of a level with a spelling of the name, ascending.
    fn spelled(&self, level: usize, name: &ParsedName) -> Vec<UnitId> {
        let known = &self.levels[level].by_spelling;
        let mut units: Vec<UnitId> = name
            .spellings
            .iter()
            .filter_map(|spelling| known.get(spelling.as_str()))
            .flatten()
            .map(|unit| UnitId { level, unit: *unit })
            .collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// A unit of a level above with the same name: a column of districts without their provinces often has rows of provinces, too. Not a city
    /// that is a unit of both levels.
    fn larger_namesake(&self, one: UnitId, name: &ParsedName) -> Option<UnitId> {
        let is_same_place =
            |larger: &UnitId| self.unit(*larger).children == 1 && self.parents(one).any(|parent| parent == *larger);
        let above =
            (0..self.levels.len()).filter(|position| self.levels[*position].level < self.levels[one.level].level);
        above.flat_map(|position| self.spelled(position, name)).find(|larger| !is_same_place(larger))
    }

    /// The units that a unit lies in, the smallest first.
    fn parents(&self, id: UnitId) -> impl Iterator<Item = UnitId> {
        let above = |id: UnitId| Some(UnitId { level: self.levels[id.level].above?, unit: self.unit(id).parent? });
        std::iter::successors(above(id), move |id| above(*id))
    }

    fn is_within(&self, id: UnitId, within: &Within) -> bool {
        match within {
            Within::Units(parents) => {
                parents.iter().all(|units| self.parents(id).any(|parent| units.contains(&parent)))
            }
            Within::Anywhere | Within::Unknown(_) => true,
        }
    }
}

impl LevelNames {
    fn new(loaded: &LoadedLayer, above: Option<usize>) -> Self {
        let layer = &loaded.layer;
        let mut by_spelling: HashMap<Box<str>, Vec<usize>> = HashMap::new();
        let mut units = Vec::with_capacity(layer.units.len());
        for (position, unit) in layer.units.iter().enumerate() {
            let names: Vec<ParsedName> = all_names(&unit.names).map(ParsedName::of).collect();
            // What is called "… (part)" is not the whole.
            let clear = names.iter().filter(|name| name.vague.is_none());
            for spelling in clear.flat_map(|name| &name.spellings) {
                let units = by_spelling.entry(spelling.as_str().into()).or_default();
                if units.last() != Some(&position) {
                    units.push(position);
                }
            }
            units.push(NamedUnit::new(unit, &names, layer.level));
        }
        let by_code = units.iter().enumerate().map(|(position, unit)| (unit.code.clone(), position)).collect();
        Self { level: layer.level, above, units, by_code, by_spelling, is_whole: loaded.is_whole() }
    }
}

impl NamedUnit {
    fn new(unit: &AdminUnit, names: &[ParsedName], level: AdminLevel) -> Self {
        let mut types: Vec<UnitType> = names.iter().filter_map(|name| name.unit_type).collect();
        if types.is_empty() {
            types.extend(usual_type(level));
        }
        types.sort_unstable();
        types.dedup();
        Self {
            code: unit.pcode.as_str().into(),
            name: unit.names.main().into(),
            types,
            parent: unit.parent,
            children: 0,
        }
    }
}

/// What units of a level are that say nothing of it.
fn usual_type(level: AdminLevel) -> Option<UnitType> {
    match level {
        AdminLevel::Admin0 => None,
        AdminLevel::Admin1 => Some(UnitType::Province),
        AdminLevel::Admin2 => Some(UnitType::District),
        AdminLevel::Admin3 => Some(UnitType::Subdistrict),
    }
}

fn all_names(names: &Names) -> impl Iterator<Item = &str> {
    names.languages().filter_map(|language| names.get(language)).chain(names.aliases.iter().map(|alias| &**alias))
}

/// Whether a text looks like a code, even a wrong one: it has digits, and no spaces or letters that codes do not have.
pub(super) fn is_like_code(text: &str, codes: LayerCodes) -> bool {
    let has_digits = text.bytes().any(|byte| byte.is_ascii_digit());
    has_digits
        && (UnitCode::new(text, codes.kind, codes.level).is_ok() || text.bytes().all(|byte| byte.is_ascii_graphic()))
}

impl Named {
    /// Code and message of the finding for a name that names no unit.
    pub(super) fn describe(&self, text: &str, level: AdminLevel, names: &UnitNames) -> (&'static str, String) {
        let (text, label) = (excerpt(text), level.label());
        let of_units = |units: &[UnitId]| {
            let named =
                units.iter().take(MAX_NAMED).map(|unit| format!("{} ({})", names.code(*unit), names.unit(*unit).name));
            let more = if units.len() > MAX_NAMED { " …" } else { "" };
            named.collect::<Vec<_>>().join(", ") + more
        };
        match self {
            Self::One(unit) => ("name_unknown", format!("`{text}` is {}", of_units(&[*unit]))),
            Self::Several(several) => (
                "name_ambiguous",
                format!(
                    "`{text}` is the name of several units: {}; write the code of the one that is meant",
                    of_units(several)
                ),
            ),
            Self::LevelUnclear(one, larger) => (
                "name_ambiguous",
                format!(
                    "`{text}` is the name of {} and of {}; name the column of the larger unit as `within`, or write the code",
                    of_units(&[*one]),
                    of_units(&[*larger])
                ),
            ),
            Self::OtherType(others) => (
                "name_unknown",
                format!(
                    "`{text}` is the name of no such unit: {} is of another kind; write the code of the one that is meant",
                    of_units(others)
                ),
            ),
            Self::Vague(Vague::Unknown) => ("name_unknown", format!("`{text}` says that the {label} is not known")),
            Self::Vague(Vague::Part) => {
                ("name_unknown", format!("`{text}` does not clearly name one {label}; write its code"))
            }
            Self::ParentUnknown(parent) => (
                "parent_name_unknown",
                format!("`{text}` is in `{}`, which is the code or name of no larger unit", excerpt(parent)),
            ),
            Self::None => ("name_unknown", format!("there is no {label} with the code or name `{text}`")),
        }
    }
}

/// The largest number of units in a message.
const MAX_NAMED: usize = 3;

#[allow(dead_code)]
/// A name in the spelling in which it is compared, without the words that say what it names.
pub(super) fn normalise(text: &str) -> String {
    ParsedName::of(text).spellings.into_iter().next().unwrap_or_default()
}
