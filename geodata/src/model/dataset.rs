//! A dataset as a whole: its description, and its parts before they are indexed.

use serde::{Deserialize, Serialize};

use super::LeftOut;
use super::{
    AdminLayer, AdminLevel, Basemap, BorderStatus, BoundariesPolicy, BoundaryEdition, BoundaryPolicy, Breakdown,
    CodeKind, Community, Context, Counts, Facility, InternationalBorder, InternationalBorders, Labels, Language,
    PopulationGroup, Round, ServiceTable, Source, Vocabulary,
};

/// The description of a dataset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatasetInfo {
    /// Its key.
    pub id: String,
    /// What it is called.
    pub title: Labels,
    /// Code of the country.
    pub country: String,
    /// True if numbers were invented: everything made from them says so.
    pub illustrative: bool,
    /// What exactly is illustrative.
    pub illustrative_note: Option<Labels>,
    /// The round that is used if a request names none.
    pub default_round: String,
    /// The languages of names and labels, in the order of the dataset.
    pub languages: Vec<Language>,
    /// A disclaimer that must be shown with its maps.
    pub disclaimer: Option<Labels>,
    /// The basemap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basemap: Option<Basemap>,
    /// Which edition of boundaries it has, if it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary_edition: Option<BoundaryEdition>,
    /// What its maps do with borders between countries that are not agreed.
    #[serde(default, skip_serializing_if = "BoundariesPolicy::is_usual")]
    pub boundaries: BoundariesPolicy,
    /// What was left out because of errors that were allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
}

impl DatasetInfo {
    /// The main language: English where the dataset has it or names none, otherwise the first. Every place has a name in it.
    pub fn main_language(&self) -> Language {
        Self::by_rank(&self.languages).first().copied().unwrap_or_default()
    }

    /// Adds those languages that are not there yet, in their order.
    pub fn add_languages(&mut self, languages: impl IntoIterator<Item = Language>) {
        for language in languages {
            if !self.languages.contains(&language) {
                self.languages.push(language);
            }
        }
    }

    /// The languages, the main language first.
    pub fn languages_by_rank(&self) -> Vec<Language> {
        Self::by_rank(&self.languages)
    }

    /// Languages as they are listed, the main one put first; never none.
    pub fn by_rank(listed: &[Language]) -> Vec<Language> {
        let has_english = listed.is_empty() || listed.contains(&Language::ENGLISH);
        let main = listed.first().copied().filter(|_| !has_english).unwrap_or(Language::ENGLISH);
        std::iter::once(main).chain(listed.iter().copied().filter(|language| *language != main)).collect()
    }
}

/// The parts of a compiled dataset, before they are indexed: what ingest makes, and what an [`crate::atlas::Atlas`] is compiled from.
#[derive(Clone, Debug, PartialEq)]
pub struct DatasetParts {
    /// About the dataset.
    pub info: DatasetInfo,
    /// Its words.
    pub vocabulary: Vocabulary,
    /// All sources.
    pub sources: Vec<Source>,
    /// Admin layers, country first.
    pub layers: Vec<AdminLayer>,
    /// Communities, sorted by id.
    pub communities: Vec<Community>,
    /// The level that communities state their unit at.
    pub community_level: AdminLevel,
    /// Ids of the sources of the communities.
    pub community_sources: Vec<String>,
    /// Facilities, sorted by id; empty if the dataset has none.
    pub facilities: Vec<Facility>,
    /// Ids of the sources of the facilities.
    pub facility_sources: Vec<String>,
    /// Borders between countries, with how far they are settled.
    pub international_borders: InternationalBorders,
    /// What lies in and around the country.
    pub context: Context,
    /// Rounds.
    pub rounds: Vec<Round>,
    /// Counts by round and group, of the finest places that a source counts.
    pub counts: Vec<Counts>,
    /// Counts of larger places that sources state beside those of the finest.
    pub stated_counts: Vec<Counts>,
    /// Breakdowns by round, group and dimension, of the finest places.
    pub breakdowns: Vec<Breakdown>,
    /// Breakdowns of larger places that sources state beside those of the finest, with the same categories.
    pub stated_breakdowns: Vec<Breakdown>,
    /// Access to services by round and service.
    pub services: Vec<ServiceTable>,
    /// A hash of all source files: equal sources have equal fingerprints.
    pub fingerprint: u64,
}

impl DatasetParts {
    /// The texts for readers, as they are in a dataset with this main language.
    #[must_use]
    pub fn in_main_language(mut self) -> Self {
        let main = self.info.main_language();
        let info = &mut self.info;
        let of_info = [Some(&mut info.title), info.illustrative_note.as_mut(), info.disclaimer.as_mut()];
        let of_sources = self.sources.iter_mut().flat_map(Source::texts_mut);
        let of_layers = self.layers.iter_mut().filter_map(|layer| layer.note.as_mut());
        let of_rounds = self.rounds.iter_mut().flat_map(Round::texts_mut);
        let of_counts = self.counts.iter_mut().chain(&mut self.stated_counts).flat_map(|counts| &mut counts.derived);
        let of_breakdowns =
            self.breakdowns.iter_mut().chain(&mut self.stated_breakdowns).flat_map(|table| &mut table.derived);
        let derived = of_counts.chain(of_breakdowns).map(|derivation| &mut derivation.how);
        let all = of_info.into_iter().flatten().chain(of_sources).chain(of_layers).chain(of_rounds).chain(derived);
        all.for_each(|text| text.put_first(main));
        self
    }

    /// The texts for readers, but for names of places.
    pub fn texts(&self) -> impl Iterator<Item = &Labels> {
        let info = &self.info;
        let of_info = [Some(&info.title), info.illustrative_note.as_ref(), info.disclaimer.as_ref()];
        let of_layers = self.layers.iter().filter_map(|layer| layer.note.as_ref());
        let of_counts = self.counts.iter().chain(&self.stated_counts).flat_map(|counts| &counts.derived);
        let of_breakdowns = self.breakdowns.iter().chain(&self.stated_breakdowns).flat_map(|table| &table.derived);
        let derived = of_counts.chain(of_breakdowns).map(|derivation| &derivation.how);
        let of_rounds = self.rounds.iter().flat_map(Round::texts);
        let of_sources = self.sources.iter().flat_map(Source::texts);
        of_info
            .into_iter()
            .flatten()
            .chain(self.vocabulary.texts())
            .chain(of_sources)
            .chain(of_layers)
            .chain(of_rounds)
            .chain(derived)
    }

    /// The layer of a level, if the dataset has it.
    pub fn layer(&self, level: AdminLevel) -> Option<&AdminLayer> {
        self.layers.iter().find(|layer| layer.level == level)
    }

    /// The kind of the codes of a level.
    pub fn codes_of(&self, level: AdminLevel) -> CodeKind {
        self.layer(level).map_or_else(CodeKind::default, |layer| layer.codes)
    }

    /// The round with this id.
    pub fn round(&self, id: &str) -> Option<&Round> {
        self.rounds.iter().find(|round| round.id.0 == id)
    }

    /// Whether the numbers of a round are made up.
    pub fn is_illustrative(&self, round: &str) -> bool {
        self.round(round).and_then(|round| round.illustrative).unwrap_or(self.info.illustrative)
    }

    /// The counts of a group in a round.
    pub fn counts_of(&self, round: &str, group: &PopulationGroup) -> Option<&Counts> {
        self.counts.iter().find(|counts| counts.round.0 == round && counts.group == *group)
    }

    /// The counts of larger places that sources state of a group in a round.
    pub fn stated_counts_of<'a>(
        &'a self,
        round: &'a str,
        group: &'a PopulationGroup,
    ) -> impl Iterator<Item = &'a Counts> {
        self.stated_counts.iter().filter(move |counts| counts.round.0 == round && counts.group == *group)
    }

    /// The breakdowns of larger places that sources state beside a breakdown.
    pub fn stated_breakdowns_of<'a>(&'a self, of: &'a Breakdown) -> impl Iterator<Item = &'a Breakdown> {
        self.stated_breakdowns.iter().filter(move |stated| {
            stated.round == of.round && stated.group == of.group && stated.dimension == of.dimension
        })
    }

    /// The borders between countries that maps draw by their status: those that are not agreed, unless the dataset wants all alike.
    pub fn unsettled_borders(&self) -> impl Iterator<Item = &InternationalBorder> {
        let by_status = self.info.boundaries.policy != BoundaryPolicy::AsGiven;
        let borders = self.international_borders.list.iter();
        borders.filter(move |border| by_status && border.status != BorderStatus::Agreed)
    }

    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}
