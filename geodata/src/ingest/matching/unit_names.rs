//! The names of all units, and what a name means among them.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::super::config::LayerCodes;
use super::super::layers::LoadedLayer;
use super::super::text::comparable;
use super::named::{About, How, UnitId, Unnamed, Within};
use super::unit_type::{ParsedName, UnitType};
use crate::model::{AdminLevel, AdminUnit, Names};

/// The names of all units of a dataset.
#[derive(Debug, Default)]
pub(in crate::ingest) struct UnitNames {
    /// Country first.
    pub(super) levels: Vec<LevelNames>,
    /// The units of the names that `dataset.toml` states.
    stated: HashMap<String, Vec<UnitId>>,
}

/// The names of the units of one level.
#[derive(Debug)]
pub(super) struct LevelNames {
    pub(super) level: AdminLevel,
    codes: LayerCodes,
    /// The level above among `levels`, if there is one.
    above: Option<usize>,
    pub(super) units: Vec<NamedUnit>,
    by_code: HashMap<Box<str>, usize>,
    /// The units of each spelling.
    by_spelling: HashMap<Box<str>, Vec<(usize, Origin)>>,
    /// Whether every unit could be read.
    is_whole: bool,
    /// The units by the pairs of letters in their names, once they are asked for.
    letter_pairs: OnceLock<LetterPairs>,
}

/// Units by pairs of neighbouring letters.
pub(super) type LetterPairs = HashMap<(char, char), Vec<u32>>;

/// Where a name comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// One of the names in the languages of the dataset.
    Name,
    /// A column of aliases.
    Alias,
}

/// A unit as names refer to it.
#[derive(Debug)]
pub(super) struct NamedUnit {
    pub(super) code: Box<str>,
    pub(super) name: Box<str>,
    /// All its spellings.
    pub(super) spellings: Vec<Box<str>>,
    /// All its names as they are written, but for capitals and white space.
    written: Vec<Box<str>>,
    /// What its names say that it is; what units of its level usually are, if they say nothing.
    pub(super) types: Vec<UnitType>,
    /// Its parent in the level above.
    parent: Option<usize>,
    /// How many units have it as their parent.
    children: usize,
}

impl UnitNames {
    pub(in crate::ingest) fn new(layers: &[LoadedLayer]) -> Self {
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
        Self { levels, stated: HashMap::new() }
    }

    /// Adds a name that `dataset.toml` states for a unit.
    pub(in crate::ingest) fn add_alias(&mut self, id: UnitId, alias: &str) {
        if let Some(unit) = self.levels.get_mut(id.level).and_then(|level| level.units.get_mut(id.unit)) {
            unit.written.push(comparable(alias).into());
        }
        for key in stated_keys(alias) {
            let units = self.stated.entry(key).or_default();
            if !units.contains(&id) {
                units.push(id);
            }
        }
    }

    /// The units for which `dataset.toml` states a name.
    fn stated(&self, text: &str) -> Vec<UnitId> {
        let mut units: Vec<UnitId> =
            stated_keys(text).iter().filter_map(|key| self.stated.get(key)).flatten().copied().collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    pub(super) fn position_of(&self, level: AdminLevel) -> Option<usize> {
        self.levels.iter().position(|known| known.level == level)
    }

    pub(super) fn unit(&self, id: UnitId) -> &NamedUnit {
        &self.levels[id.level].units[id.unit]
    }

    pub(super) fn level_of(&self, id: UnitId) -> AdminLevel {
        self.levels[id.level].level
    }

    /// Whether all names of a level and of those above are known.
    pub(in crate::ingest) fn is_whole(&self, level: AdminLevel) -> bool {
        self.position_of(level).is_some()
            && self.levels.iter().filter(|known| known.level <= level).all(|known| known.is_whole)
    }

    /// The code of a unit.
    pub(in crate::ingest) fn code(&self, id: UnitId) -> &str {
        &self.unit(id).code
    }

    /// The unit of any level that has a code.
    pub(in crate::ingest) fn with_code(&self, code: &str) -> Option<UnitId> {
        (0..self.levels.len()).find_map(|level| {
            let unit = *self.levels[level].by_code.get(code)?;
            Some(UnitId { level, unit })
        })
    }

    /// The unit of any level that has a code, which a person may have written in another spelling.
    pub(in crate::ingest) fn with_code_as_written(&self, text: &str) -> Option<UnitId> {
        let respelled = || self.levels.iter().find_map(|level| self.with_respelled_code(level.level, text));
        self.with_code(text).or_else(respelled)
    }

    /// The unit of a level whose code a text is in another spelling.
    pub(super) fn with_respelled_code(&self, level: AdminLevel, text: &str) -> Option<UnitId> {
        let position = self.position_of(level)?;
        let LevelNames { codes, by_code, .. } = &self.levels[position];
        let unit = *by_code.get(codes.respelled(text)?.as_str())?;
        // `KG02205 1` may be `KG02205` with the mark of a footnote, or two codes in one cell.
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_unit =
            |words: &[&str]| codes.respelled(&words.concat()).is_some_and(|code| by_code.contains_key(code.as_str()));
        let is_several = (1..words.len()).any(|at| is_unit(&words[..at]) || is_unit(&words[at..]));
        (!is_several).then_some(UnitId { level: position, unit })
    }

    /// What to say of a text that is no code of a level: which one is written almost so, if one is.
    pub(in crate::ingest) fn code_hint(&self, level: AdminLevel, text: &str) -> String {
        let level = self.levels.iter().find(|known| known.level == level);
        level.map_or_else(String::new, |level| LayerCodes::hint(text, |code| level.by_code.contains_key(code)))
    }

    /// Whether one of the names of a unit is written so, as [`comparable`] has it.
    pub(super) fn is_written(&self, id: UnitId, name: &str) -> bool {
        self.unit(id).written.iter().any(|written| **written == *name)
    }

    /// The units above a level that a code or name may mean.
    pub(super) fn larger_units(&self, level: AdminLevel, text: &str) -> Vec<UnitId> {
        let is_above = |unit: &UnitId| self.level_of(*unit) < level;
        if let Some(unit) = self.with_code(text).filter(is_above) {
            return vec![unit];
        }
        let name = ParsedName::of(text);
        let above = || (0..self.levels.len()).filter(|position| self.levels[*position].level < level);
        let of = |origin: Origin| -> Vec<UnitId> {
            above()
                .flat_map(|position| self.spelled(position, &name, origin))
                .filter(|unit| name.vague.is_none() && self.is_of_type(*unit, &name))
                .collect()
        };
        let mut stated = self.stated(text);
        stated.retain(is_above);
        let named = [of(Origin::Name), stated, of(Origin::Alias)].into_iter().find(|units| !units.is_empty());
        let respelled = || above().find_map(|position| self.with_respelled_code(self.levels[position].level, text));
        named.unwrap_or_else(|| respelled().into_iter().collect())
    }

    /// The unit of a level that has a name within a parent: by its names first, then by its aliases. What `dataset.toml` says of a name that
    /// several units have is heard.
    pub(in crate::ingest) fn find(
        &self,
        level: AdminLevel,
        text: &str,
        within: &Within,
    ) -> Result<(UnitId, How), Unnamed> {
        let Some(position) = self.position_of(level) else { return Err(Unnamed::NoUnit) };
        let name = ParsedName::of(text);
        let of = |origin: Origin| {
            let mut units = self.spelled(position, &name, origin);
            units.retain(|unit| self.is_within(*unit, within));
            self.find_among(units, &name, within)
        };
        let unnamed = match of(Origin::Name) {
            Ok(unit) => return Ok((unit, How::Name)),
            Err(unnamed) => unnamed,
        };
        let mut stated = self.stated(text);
        stated.retain(|unit| self.level_of(*unit) == level && self.is_within(*unit, within));
        match (&stated[..], unnamed) {
            ([one], _) => Ok((*one, How::Alias)),
            ([], Unnamed::NoUnit) => of(Origin::Alias).map(|unit| (unit, How::Alias)),
            ([], unnamed) => Err(unnamed),
            _ => Err(Unnamed::Several(stated)),
        }
    }

    /// The only one of some units that a name can mean.
    fn find_among(&self, units: Vec<UnitId>, name: &ParsedName, within: &Within) -> Result<UnitId, Unnamed> {
        if let Some(vague) = name.vague {
            return Err(Unnamed::Vague(vague));
        }
        let (fitting, others): (Vec<UnitId>, Vec<UnitId>) =
            units.into_iter().partition(|unit| self.is_of_type(*unit, name));
        match fitting[..] {
            [] if others.is_empty() => Err(Unnamed::NoUnit),
            [] => Err(Unnamed::OtherType(others)),
            [one] if *within == Within::Anywhere && name.unit_type.is_none() => match self.larger_namesake(one, name) {
                Some(larger) => Err(Unnamed::LevelUnclear(one, larger)),
                None => Ok(one),
            },
            [one] => Ok(one),
            _ => Err(Unnamed::Several(fitting)),
        }
    }

    /// Whether a name means another unit besides this one, as far as its spelling tells.
    pub(super) fn is_one_of_several(&self, one: UnitId, text: &str, within: &Within, about: About) -> bool {
        let name = ParsedName::of(text);
        self.others(one, &name.spellings, &name, within, about)
    }

    /// Whether that is so, or there is another unit with the name of this one: whoever misspells the one may misspell the other.
    pub(super) fn has_others(&self, one: UnitId, text: &str, within: &Within, about: About) -> bool {
        let name = ParsedName::of(text);
        let own = self.unit(one).spellings.iter().map(ToString::to_string);
        let spellings: Vec<String> = own.chain(name.spellings.iter().cloned()).collect();
        self.others(one, &spellings, &name, within, about)
    }

    fn others(&self, one: UnitId, spellings: &[String], name: &ParsedName, within: &Within, about: About) -> bool {
        let spelled = ParsedName { spellings: spellings.to_vec(), ..name.clone() };
        let same_level = [Origin::Name, Origin::Alias].map(|origin| self.spelled(one.level, &spelled, origin));
        let has_namesake = same_level
            .into_iter()
            .flatten()
            .any(|other| other != one && self.is_of_type(other, name) && self.is_within(other, within));
        let may_be_larger = about == About::Unit && *within == Within::Anywhere && name.unit_type.is_none();
        has_namesake || may_be_larger && self.larger_namesake(one, &spelled).is_some()
    }

    /// The units of a level with a spelling of the name, ascending.
    fn spelled(&self, level: usize, name: &ParsedName, origin: Origin) -> Vec<UnitId> {
        let known = &self.levels[level].by_spelling;
        let mut units: Vec<UnitId> = name
            .spellings
            .iter()
            .filter_map(|spelling| known.get(spelling.as_str()))
            .flatten()
            .filter(|(_, of)| *of == origin)
            .map(|(unit, _)| UnitId { level, unit: *unit })
            .collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Whether a unit is what a name says that it is.
    pub(super) fn is_of_type(&self, unit: UnitId, name: &ParsedName) -> bool {
        name.unit_type.is_none_or(|wanted| self.unit(unit).types.contains(&wanted))
    }

    /// A unit of a level above with the same name: a column of districts without their provinces often has rows of provinces, too. Not a city
    /// that is a unit of both levels.
    fn larger_namesake(&self, one: UnitId, name: &ParsedName) -> Option<UnitId> {
        let is_same_place =
            |larger: &UnitId| self.unit(*larger).children == 1 && self.parents(one).any(|parent| parent == *larger);
        let above =
            (0..self.levels.len()).filter(|position| self.levels[*position].level < self.levels[one.level].level);
        above.flat_map(|position| self.spelled(position, name, Origin::Name)).find(|larger| !is_same_place(larger))
    }

    /// The units that a unit lies in, the smallest first.
    pub(super) fn parents(&self, id: UnitId) -> impl Iterator<Item = UnitId> {
        let above = |id: UnitId| Some(UnitId { level: self.levels[id.level].above?, unit: self.unit(id).parent? });
        std::iter::successors(above(id), move |id| above(*id))
    }

    pub(super) fn is_within(&self, id: UnitId, within: &Within) -> bool {
        match within {
            Within::Units(parents) => {
                parents.iter().all(|units| self.parents(id).any(|parent| units.contains(&parent)))
            }
            Within::Anywhere => true,
        }
    }
}

impl LevelNames {
    fn new(loaded: &LoadedLayer, above: Option<usize>) -> Self {
        let layer = &loaded.layer;
        let mut by_spelling: HashMap<Box<str>, Vec<(usize, Origin)>> = HashMap::new();
        let mut units = Vec::with_capacity(layer.units.len());
        for (position, unit) in layer.units.iter().enumerate() {
            let names: Vec<(ParsedName, Origin)> =
                all_names(&unit.names).map(|(name, origin)| (ParsedName::of(name), origin)).collect();
            let mut spellings: Vec<Box<str>> = Vec::new();
            // What is called "… (part)" is not the whole.
            for (name, origin) in names.iter().filter(|(name, _)| name.vague.is_none()) {
                for spelling in &name.spellings {
                    let units = by_spelling.entry(spelling.as_str().into()).or_default();
                    if units.last() != Some(&(position, *origin)) {
                        units.push((position, *origin));
                    }
                    if !spellings.iter().any(|known| **known == **spelling) {
                        spellings.push(spelling.as_str().into());
                    }
                }
            }
            units.push(NamedUnit::new(unit, &names, spellings, layer.level));
        }
        let by_code = units.iter().enumerate().map(|(position, unit)| (unit.code.clone(), position)).collect();
        Self {
            level: layer.level,
            codes: loaded.codes(),
            above,
            units,
            by_code,
            by_spelling,
            is_whole: loaded.is_whole(),
            letter_pairs: OnceLock::new(),
        }
    }
}

impl LevelNames {
    /// The units by the pairs of letters in their names.
    pub(super) fn letter_pairs(&self, of: impl Fn(&str) -> Vec<(char, char)>) -> &LetterPairs {
        self.letter_pairs.get_or_init(|| {
            let mut pairs = LetterPairs::new();
            for (position, unit) in self.units.iter().enumerate() {
                let mut own: Vec<(char, char)> = unit.spellings.iter().flat_map(|spelling| of(spelling)).collect();
                own.sort_unstable();
                own.dedup();
                for pair in own {
                    pairs.entry(pair).or_default().push(position as u32);
                }
            }
            pairs
        })
    }
}

impl NamedUnit {
    fn new(unit: &AdminUnit, names: &[(ParsedName, Origin)], spellings: Vec<Box<str>>, level: AdminLevel) -> Self {
        let mut types: Vec<UnitType> = names.iter().filter_map(|(name, _)| name.unit_type).collect();
        if types.is_empty() {
            types.extend(usual_type(level));
        }
        types.sort_unstable();
        types.dedup();
        let mut written: Vec<Box<str>> = all_names(&unit.names).map(|(name, _)| comparable(name).into()).collect();
        written.sort_unstable();
        written.dedup();
        let (code, name) = (unit.pcode.as_str().into(), unit.names.main().into());
        Self { code, name, spellings, written, types, parent: unit.parent, children: 0 }
    }
}

/// Under which keys a stated name is found: it must say the same of what it names, and that in any spelling.
fn stated_keys(text: &str) -> Vec<String> {
    let ParsedName { spellings, unit_type, vague } = ParsedName::of(text);
    if spellings.is_empty() {
        return vec![comparable(text)];
    }
    spellings.into_iter().map(|spelling| format!("{spelling} {unit_type:?} {vague:?}")).collect()
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

fn all_names(names: &Names) -> impl Iterator<Item = (&str, Origin)> {
    let by_language = names.languages().filter_map(|language| names.get(language)).map(|name| (name, Origin::Name));
    by_language.chain(names.aliases.iter().map(|alias| (&**alias, Origin::Alias)))
}
