//! Finds which optional fields occur in a layer; computed once at load.

use std::collections::HashSet;

use crate::model::DatasetParts;
use crate::model::{AdminLevel, Language, Names, Value};

/// The optional fields that occur in a layer.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct LayerFields {
    /// The languages of its names, the main language first.
    pub languages: Vec<Language>,
    /// Whether any unit has a population.
    pub population: bool,
}

/// The optional fields of all layers.
#[derive(Debug)]
pub(super) struct AllLayerFields {
    pub(super) units: Vec<(AdminLevel, LayerFields)>,
    pub(super) communities: LayerFields,
    pub(super) facilities: LayerFields,
    /// Whether the households of any community are suppressed.
    pub(super) suppressed_households: bool,
    /// How many communities have no point.
    pub(super) communities_without_point: usize,
}

impl AllLayerFields {
    pub(super) fn new(parts: &DatasetParts) -> Self {
        let of_dataset = parts.info.languages_by_rank();
        let units = parts.layers.iter().map(|layer| {
            let languages = languages(&of_dataset, layer.units.iter().map(|unit| &unit.names));
            let population = layer.units.iter().any(|unit| unit.population.is_some());
            (layer.level, LayerFields { languages, population })
        });
        let of_points = |languages| LayerFields { languages, population: false };
        Self {
            units: units.collect(),
            communities: of_points(languages(&of_dataset, parts.communities.iter().map(|community| &community.names))),
            facilities: of_points(languages(&of_dataset, parts.facilities.iter().map(|facility| &facility.names))),
            suppressed_households: parts.communities.iter().any(|community| community.households == Value::Suppressed),
            communities_without_point: parts.communities.iter().filter(|community| community.point.is_none()).count(),
        }
    }
}

/// Those of the languages of a dataset in which there are names.
fn languages<'a>(of_dataset: &[Language], names: impl Iterator<Item = &'a Names>) -> Vec<Language> {
    let mut found = HashSet::new();
    names.for_each(|names| found.extend(names.languages()));
    of_dataset.iter().copied().filter(|language| found.contains(language)).collect()
}
