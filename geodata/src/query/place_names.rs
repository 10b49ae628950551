//! Finds places by what somebody types: a name in any of their languages, in another script or transliteration, with or without the word for
//! what they are, or only its beginning.
//!
//! Names are compared in the spellings that sources are joined by ([`ParsedName`]). What begins with the words typed comes before what
//! only contains them, and larger places come before smaller ones.

use crate::atlas::Atlas;
use crate::ingest::{ParsedName, UnitType};
use crate::model::{AdminLevel, Names, PlaceLevel};

/// Shorter texts are looked for at the beginning of names alone.
const SHORTEST_INSIDE: usize = 3;

/// What is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlaceQuestion<'a> {
    /// A name or its beginning, or the beginning of a code; all places without it.
    pub text: Option<&'a str>,
    /// Only places of this level.
    pub level: Option<PlaceLevel>,
    /// Only places inside this unit, and itself.
    pub within: Option<(AdminLevel, usize)>,
}

/// A place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundPlace {
    /// Its level.
    pub level: PlaceLevel,
    /// Its position in the layer, or among communities.
    pub place: usize,
}

/// The names of all places of an atlas, as they are searched for.
#[derive(Debug)]
pub struct PlaceNames {
    /// Units first, from the largest, then communities.
    places: Vec<NamedPlace>,
}

#[derive(Debug)]
struct NamedPlace {
    found: FoundPlace,
    /// Its code or id in capital letters.
    code: Box<str>,
    names: Vec<ParsedName>,
    households: u64,
}

/// How well a place answers; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Whole,
    Beginning,
    Inside,
}

impl PlaceNames {
    /// Takes the names of all places.
    #[must_use]
    pub fn new(atlas: &Atlas) -> Self {
        let units = atlas.layers.iter().flat_map(|layer| {
            layer.units.iter().enumerate().map(|(place, unit)| NamedPlace {
                found: FoundPlace { level: layer.level.into(), place },
                code: unit.pcode.as_str().to_uppercase().into(),
                names: parsed(&unit.names),
                households: 0,
            })
        });
        let communities = atlas.communities.iter().enumerate().map(|(place, community)| NamedPlace {
            found: FoundPlace { level: PlaceLevel::Community, place },
            code: community.id.to_uppercase().into(),
            names: parsed(&community.names),
            households: community.households.reported().map_or(0, |households| households.0),
        });
        Self { places: units.chain(communities).collect() }
    }

    /// The places that a question is about, the best answers first.
    #[must_use]
    pub fn find(&self, atlas: &Atlas, question: &PlaceQuestion<'_>) -> Vec<FoundPlace> {
        let asked = || self.places.iter().filter(|place| question.is_about(atlas, place.found));
        let Some(text) = question.text else { return asked().map(|place| place.found).collect() };
        let named = |text: &str| {
            let (name, code) = (ParsedName::of(text), text.trim().to_uppercase());
            let mut found: Vec<_> = asked().filter_map(|place| Some((place.answer(&name, &code)?, place))).collect();
            found.sort_by_key(|(how, place)| {
                (*how, !place.is_called(name.unit_type), place.found.level, std::cmp::Reverse(place.households))
            });
            found.into_iter().map(|(_, place)| place.found).collect::<Vec<_>>()
        };
        let found = named(text);
        // Somebody who is typing "Osh shaary" has typed "Osh sha" before.
        match text.trim_end().rsplit_once(char::is_whitespace) {
            Some((before, _)) if found.is_empty() => named(before),
            _ => found,
        }
    }
}

impl PlaceQuestion<'_> {
    fn is_about(&self, atlas: &Atlas, FoundPlace { level, place }: FoundPlace) -> bool {
        self.level.is_none_or(|asked| asked == level)
            && self.within.is_none_or(|(around, unit)| {
                level >= around.into() && atlas.parent_place(level, place, around.into()) == Some(unit)
            })
    }
}

impl NamedPlace {
    fn answer(&self, asked: &ParsedName, code: &str) -> Option<Match> {
        if !code.is_empty() && &*self.code == code {
            return Some(Match::Whole);
        }
        let spellings = self.names.iter().flat_map(|name| &name.spellings);
        let by_name =
            spellings.flat_map(|spelling| asked.spellings.iter().filter_map(|asked| compare(spelling, asked)));
        let by_code = (code.len() >= SHORTEST_INSIDE && self.code.starts_with(code)).then_some(Match::Inside);
        by_name.min().into_iter().chain(by_code).min()
    }

    /// Whether a name says that it is of this kind, or nothing was said of its kind.
    fn is_called(&self, kind: Option<UnitType>) -> bool {
        kind.is_none() || self.names.iter().any(|name| name.unit_type == kind)
    }
}

fn compare(spelling: &str, asked: &str) -> Option<Match> {
    match spelling.find(asked)? {
        0 if spelling.len() == asked.len() => Some(Match::Whole),
        0 => Some(Match::Beginning),
        _ if asked.chars().count() >= SHORTEST_INSIDE => Some(Match::Inside),
        _ => None,
    }
}

fn parsed(names: &Names) -> Vec<ParsedName> {
    let by_language = names.languages().filter_map(|language| names.get(language));
    let mut parsed: Vec<ParsedName> = Vec::new();
    for name in by_language.chain(names.aliases.iter().map(|alias| &**alias)).map(ParsedName::of) {
        if !parsed.contains(&name) {
            parsed.push(name);
        }
    }
    parsed
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::ingest::read_dataset;
    use crate::progress::Silent;
    use crate::protection::{Policy, protect};

    fn sample() -> Atlas {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/kyrgyzstan");
        let parts = read_dataset(&folder, &Silent).parts.expect("the sample");
        Atlas::new(protect(parts, Policy::default()))
    }

    fn codes(atlas: &Atlas, found: &[FoundPlace]) -> Vec<String> {
        found
            .iter()
            .map(|found| match found.level.admin() {
                Some(level) => atlas.unit(level, found.place).expect("a unit").pcode.as_str().to_owned(),
                None => (*atlas.communities[found.place].id).to_owned(),
            })
            .collect()
    }

    #[test]
    fn places_are_found_in_any_script_and_spelling_and_while_they_are_typed() {
        let atlas = sample();
        let names = PlaceNames::new(&atlas);
        let first = |text: &str| {
            let found = names.find(&atlas, &PlaceQuestion { text: Some(text), ..PlaceQuestion::default() });
            codes(&atlas, &found).into_iter().next()
        };
        for text in ["Osh", "Ош", "osh oblusu", "Ошская область"] {
            assert_eq!(first(text).as_deref(), Some("KG06000000000"), "{text}");
        }
        for text in ["osh shaary", "г. Ош", "Osh city"] {
            assert_eq!(first(text).as_deref(), Some("KG21000000000"), "{text}");
        }
        for text in ["Jeti-Oguz", "Жети-Өгүз", "джети огуз", "dzheti-og", "KG02210000000"] {
            assert_eq!(first(text).as_deref(), Some("KG02210000000"), "{text}");
        }
        for text in ["no such place", "?", "   ", "-"] {
            assert_eq!(first(text), None, "{text}");
        }
        assert!(first("osh sha").is_some());
    }

    #[test]
    fn places_are_those_of_a_level_inside_a_unit() {
        let atlas = sample();
        let names = PlaceNames::new(&atlas);
        let within = atlas.find_unit("KG06211000000");
        let question = PlaceQuestion { text: None, level: Some(PlaceLevel::Community), within };
        let found = names.find(&atlas, &question);
        assert_eq!(found.len(), 26);
        let inside = names.find(&atlas, &PlaceQuestion { text: Some("a"), ..question });
        assert!(!inside.is_empty() && inside.iter().all(|place| found.contains(place)));
        let larger = PlaceQuestion { level: Some(PlaceLevel::Admin1), ..question };
        assert_eq!(names.find(&atlas, &larger), []);
    }
}
