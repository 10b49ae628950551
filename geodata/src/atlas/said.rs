//! What any of many places says, found out once: a million of them take long to ask.

use super::AtlasParts;
use crate::model::{AdminLevel, Language, Names};

/// What any place of a layer says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Said {
    /// The languages in which any of them has a name, English first.
    pub languages: Vec<Language>,
    /// Whether any of them gives its inhabitants.
    pub population: bool,
}

/// The same of all layers.
#[derive(Debug)]
pub(super) struct SaidOfAll {
    pub(super) units: Vec<(AdminLevel, Said)>,
    pub(super) communities: Said,
    pub(super) facilities: Said,
}

impl SaidOfAll {
    pub(super) fn new(parts: &AtlasParts) -> Self {
        let units = parts.layers.iter().map(|layer| {
            let languages = languages(layer.units.iter().map(|unit| &unit.names));
            let population = layer.units.iter().any(|unit| unit.population.is_some());
            (layer.level, Said { languages, population })
        });
        let of_points = |languages| Said { languages, population: false };
        Self {
            units: units.collect(),
            communities: of_points(languages(parts.communities.iter().map(|community| &community.names))),
            facilities: of_points(languages(parts.facilities.iter().map(|facility| &facility.names))),
        }
    }
}

fn languages<'a>(names: impl Iterator<Item = &'a Names> + Clone) -> Vec<Language> {
    let is_there = |language: &Language| names.clone().any(|names| names.get(*language).is_some());
    Language::ALL.into_iter().filter(is_there).collect()
}
