//! Which words the dataset needs: a ready vocabulary that has all of them, or one of its own.

use super::counted::{Dimension, Group};
use super::figures::Figures;
use super::lexicon::{GROUPS, SERVICES};
use super::services::{Distance, edges_of};
use crate::model::{
    DimensionDefinition, GroupDefinition, GroupKind, Labels, ServiceDefinition, Vocabulary, VocabularyDefinition,
    VocabularyPart,
};

/// The words of the dataset, and why these.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) choice: Choice,
    pub(super) why: String,
}

#[derive(Debug)]
pub(super) enum Choice {
    Ready(&'static str),
    Own(VocabularyDefinition),
}

const BMA: &str = "iom-bma";
const DTM: &str = "iom-dtm";

/// What the tables need words for.
#[derive(Default)]
struct Needed {
    /// Each group, with whether it is counted by year.
    groups: Vec<(Group, bool)>,
    dimensions: Vec<Dimension>,
    services: Vec<usize>,
    bands: Vec<String>,
    has_rounds: bool,
}

impl Needed {
    fn of<'f>(all: impl Iterator<Item = &'f Figures>) -> Self {
        let mut needed = Self::default();
        for figures in all {
            let by_rows = figures.long.as_ref().is_some_and(|long| long.year.is_some() && long.round.is_none());
            needed.has_rounds |= figures.long.as_ref().is_some_and(|long| long.round.is_some());
            for count in &figures.counts {
                needed.group(&count.group, by_rows || count.is_year_stated);
            }
            for category in &figures.categories {
                needed.group(&category.group, false);
                needed.dimension(category.dimension);
            }
            for (_, dimension, _) in figures.long.iter().flat_map(|long| &long.categories) {
                needed.dimension(*dimension);
            }
            for service in &figures.services.columns {
                if !needed.services.contains(&service.service) {
                    needed.services.push(service.service);
                }
                if let Some((_, Distance::Bands(labels))) = &service.distance {
                    needed.bands.extend(labels.iter().cloned());
                }
            }
        }
        needed
    }

    fn group(&mut self, group: &Group, has_years: bool) {
        match self.groups.iter_mut().find(|(known, _)| known == group) {
            Some((_, known)) => *known |= has_years,
            None => self.groups.push((group.clone(), has_years)),
        }
    }

    fn dimension(&mut self, dimension: Dimension) {
        if !self.dimensions.contains(&dimension) {
            self.dimensions.push(dimension);
        }
    }

    /// Whether a ready vocabulary has all of them.
    fn fits(&self, name: &'static str) -> bool {
        let Some(vocabulary) = Vocabulary::ready(name) else { return false };
        let words = Choice::Ready(name);
        let groups = self.groups.iter().all(|(group, has_years)| match group {
            Group::Open => true,
            other => words
                .group_id(other)
                .and_then(|id| vocabulary.group(&id).cloned())
                .is_some_and(|known| !(known.is_stock() && *has_years)),
        });
        groups
            && self.dimensions.iter().all(|dimension| words.dimension_id(*dimension).is_some())
            && self.services.iter().all(|service| words.service_id(*service).is_some())
            && super::figures::fits_bands(&self.bands, vocabulary.bands())
    }

    fn own(&self) -> VocabularyDefinition {
        let ready: Vec<VocabularyDefinition> =
            [BMA, DTM].into_iter().filter_map(|name| Vocabulary::ready(name).map(VocabularyDefinition::from)).collect();
        let groups = self.groups.iter().filter_map(|(group, has_years)| {
            let kind = if *has_years { GroupKind::Flow } else { GroupKind::Stock };
            let id = Choice::own_group_id(group)?;
            let known = ready.iter().flat_map(|ready| &ready.groups).find(|known| known.id == id);
            let label = match group {
                Group::Own(_, label) => Labels::of_main_language(label),
                _ => known?.label.clone(),
            };
            let estimate_of = known.and_then(|known| known.estimate_of.clone());
            Some(GroupDefinition { id, label, in_sentence: None, kind, estimate_of })
        });
        let mut groups: Vec<GroupDefinition> = groups.collect();
        let ids: Vec<String> = groups.iter().map(|group| group.id.clone()).collect();
        for group in &mut groups {
            group.estimate_of.take_if(|of| !ids.contains(of));
        }
        let dimensions = self.dimensions.iter().filter_map(|dimension| {
            ready.iter().flat_map(|ready| &ready.dimensions).find(|known| known.id == dimension.own()).cloned()
        });
        let dimensions: Vec<DimensionDefinition> = dimensions.collect();
        let services = self.services.iter().filter_map(|service| {
            let id = Choice::own_service_id(*service);
            ready.iter().flat_map(|ready| &ready.services).find(|known| known.id == id).cloned()
        });
        let services: Vec<ServiceDefinition> = services.collect();
        let labels: Vec<String> =
            self.bands.iter().filter(|label| !super::column::is_no_data(label)).cloned().collect();
        let bands = edges_of(&labels).filter(|_| !labels.is_empty());
        let mut own = VocabularyDefinition {
            bands: bands.unwrap_or_else(|| ready.first().map_or_else(Vec::new, |ready| ready.bands.clone())),
            groups,
            dimensions,
            services,
            usual_service: None,
        };
        // What cannot be a word, since it is a column that features have anyway.
        let faulty: Vec<usize> = own
            .faults(None)
            .into_iter()
            .filter_map(|fault| match fault.part {
                VocabularyPart::Group(position) => Some(position),
                _ => None,
            })
            .collect();
        let mut position = 0;
        own.groups.retain(|_| {
            position += 1;
            !faulty.contains(&(position - 1))
        });
        own
    }
}

impl Words {
    /// Chooses the words for what the tables count, and for the services of facilities.
    pub(super) fn choose<'f>(figures: impl Iterator<Item = &'f Figures>, facilities: &[usize]) -> Self {
        let mut needed = Needed::of(figures);
        needed.services.extend(facilities);
        needed.services.sort_unstable();
        needed.services.dedup();
        let has_years = needed.groups.iter().any(|(_, has_years)| *has_years);
        let (bma, dtm) = (needed.fits(BMA), needed.fits(DTM));
        let ready = |name, why: &str| Self { choice: Choice::Ready(name), why: why.to_owned() };
        match (bma, dtm) {
            (true, true) if needed.has_rounds && !has_years => {
                ready(DTM, "a guess: it has all words, and the tables have rounds")
            }
            (true, true) if needed.groups.is_empty() => ready(BMA, "a guess: no table says which groups it counts"),
            (true, true) => ready(
                BMA,
                if has_years {
                    "likely: it has all words, and people are counted by year"
                } else {
                    "a guess: it has all words"
                },
            ),
            (true, false) => ready(BMA, "likely: it alone has all words of the tables"),
            (false, true) => ready(DTM, "likely: it alone has all words of the tables"),
            (false, false) => Self {
                choice: Choice::Own(needed.own()),
                why: "no ready vocabulary has all words of the tables: read the labels, readers see them".to_owned(),
            },
        }
    }

    /// Whether a group is counted by year; none if the vocabulary has no such group. An open one is counted as `has_years` says.
    pub(super) fn is_flow(&self, group: &Group) -> Option<bool> {
        if *group == Group::Open {
            return Some(matches!(self.choice, Choice::Ready(BMA)));
        }
        let id = self.choice.group_id(group)?;
        match &self.choice {
            Choice::Ready(name) => Some(!Vocabulary::ready(name)?.group(&id)?.is_stock()),
            Choice::Own(own) => Some(own.groups.iter().find(|known| known.id == id)?.kind == GroupKind::Flow),
        }
    }
}

impl Choice {
    /// The name of a group, if the vocabulary has it.
    pub(super) fn group_id(&self, group: &Group) -> Option<String> {
        let known = |id: &str| Some(id).filter(|id| !id.is_empty()).map(str::to_owned);
        match (self, group) {
            (_, Group::Open) => Some(super::super::config::OPEN.to_owned()),
            (Self::Ready(BMA), Group::Known(at)) => known(GROUPS.get(*at)?.bma),
            (Self::Ready(_), Group::Known(at)) => known(GROUPS.get(*at)?.dtm),
            (Self::Ready(_), Group::Own(..)) => None,
            (Self::Own(own), group) => {
                let id = Self::own_group_id(group)?;
                own.groups.iter().any(|known| known.id == id).then_some(id)
            }
        }
    }

    fn own_group_id(group: &Group) -> Option<String> {
        match group {
            Group::Known(at) => {
                let known = GROUPS.get(*at)?;
                Some(if known.bma.is_empty() { known.dtm } else { known.bma }.to_owned())
            }
            Group::Own(id, _) => Some(id.clone()),
            Group::Open => None,
        }
    }

    /// The name of a service, if the vocabulary has it.
    pub(super) fn service_id(&self, service: usize) -> Option<&'static str> {
        let known = SERVICES.get(service)?;
        let id = match self {
            Self::Ready(BMA) => known.bma,
            Self::Ready(_) => known.dtm,
            Self::Own(_) => Self::own_service_id(service),
        };
        Some(id).filter(|id| !id.is_empty())
    }

    fn own_service_id(service: usize) -> &'static str {
        SERVICES.get(service).map_or("", |known| if known.bma.is_empty() { known.dtm } else { known.bma })
    }

    /// The name of a dimension, if the vocabulary has it.
    pub(super) fn dimension_id(&self, dimension: Dimension) -> Option<&'static str> {
        let id = match self {
            Self::Ready(BMA) => dimension.bma,
            Self::Ready(_) => dimension.dtm,
            Self::Own(_) => dimension.own(),
        };
        Some(id).filter(|id| !id.is_empty())
    }
}
