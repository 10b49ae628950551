//! What an answer rests on, and what must be said beside it.

use serde::Serialize;

use crate::atlas::Atlas;
use crate::figures::{Indicator, Normalisation, ServiceQuestion, WithoutUnit};
use crate::model::{AdminLevel, Period, PlaceLevel, PopulationGroup, Round, Service, Source};
use crate::query::Collection;

/// The notes and sources of one answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Provenance {
    /// Sentences that belong beside the answer.
    pub notes: Vec<String>,
    /// The sources, in the order in which they were drawn on.
    pub sources: Vec<Source>,
}

/// The sentence about what a value is not of.
pub const MISSING_NOTE: &str = "Some communities are left out: the source does not say of them what the value needs. The values are of \
    those that remain.";

/// The sentence about shares of households.
pub const LACKING_NOTE: &str =
    "Households are those of communities that lack the service; shares of households are of these, not of all.";

/// The same for shares of all.
const ALL_HOUSEHOLDS_NOTE: &str =
    "Shares are of all households of the assessed communities, whether these lack the service or not.";
const ALL_COMMUNITIES_NOTE: &str = "Shares are of all assessed communities.";

impl Provenance {
    /// Begins with what holds for the whole dataset: whether its numbers are illustrative.
    pub fn of(atlas: &Atlas) -> Self {
        let mut provenance = Self::default();
        if atlas.info.illustrative {
            provenance.note(match &atlas.info.illustrative_note {
                Some(note) => format!("Illustrative: {note}"),
                None => "Illustrative: numbers were generated, not collected.".to_owned(),
            });
        }
        provenance
    }

    /// Begins with what the places of a collection rest on.
    pub fn of_collection(atlas: &Atlas, collection: Collection) -> Self {
        let mut provenance = Self::of(atlas);
        match collection {
            Collection::Admin(level) => provenance.boundaries(atlas, level),
            Collection::Communities | Collection::Facilities => provenance.cite(atlas, collection.sources(atlas)),
        }
        provenance
    }

    /// Adds what features of a collection are joined with: the counts of a round, of the named groups or of all, and for communities
    /// also the services.
    pub fn joined(
        &mut self,
        atlas: &Atlas,
        collection: Collection,
        (round, period): (&Round, Period),
        groups: Option<&[String]>,
    ) {
        if collection.place_level().is_some() {
            let is_shown = |group: PopulationGroup| groups.is_none_or(|ids| ids.iter().any(|id| id == group.id()));
            for coverage in round.groups.iter().filter(|coverage| is_shown(coverage.group)) {
                self.counts(atlas, round, coverage.group, Some(period));
            }
        }
        if collection == Collection::Communities {
            for table in atlas.services.iter().filter(|table| table.round == round.id) {
                self.cite(atlas, &table.sources);
            }
        }
    }

    /// Adds a sentence, once.
    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Adds sources by id, each once.
    pub fn cite(&mut self, atlas: &Atlas, ids: &[String]) {
        for id in ids {
            if let Some(source) = atlas.source(id)
                && !self.sources.contains(source)
            {
                self.sources.push(source.clone());
            }
        }
    }

    /// Adds what another answer rests on.
    pub fn add(&mut self, other: Self) {
        for note in other.notes {
            self.note(note);
        }
        for source in other.sources {
            if !self.sources.contains(&source) {
                self.sources.push(source);
            }
        }
    }

    /// Adds what a layer of boundaries asks for.
    pub fn boundaries(&mut self, atlas: &Atlas, level: AdminLevel) {
        let Some(layer) = atlas.layer(level) else { return };
        if let Some(warning) = layer.boundaries.warning() {
            self.note(match &layer.note {
                Some(note) if note.starts_with(warning) => note.clone(),
                Some(note) => format!("{warning}: {note}"),
                None => warning.to_owned(),
            });
        }
        self.cite(atlas, &layer.sources);
    }

    /// Adds the round.
    pub fn round(&mut self, atlas: &Atlas, round: &Round) {
        self.cite(atlas, &round.sources);
    }

    /// Adds the counts of a group, and whether the period is complete.
    pub fn counts(&mut self, atlas: &Atlas, round: &Round, group: PopulationGroup, period: Option<Period>) {
        self.round(atlas, round);
        if let Some(counts) = atlas.counts_of(&round.id.0, group) {
            self.cite(atlas, &counts.sources);
        }
        let Some(coverage) = round.coverage(group) else { return };
        for (year, part) in &coverage.partial {
            if matches!(period, None | Some(Period::Window)) || period == Some(Period::Year(*year)) {
                self.note(format!("{year} is partial: {part} only. Do not compare it with a full year."));
            }
        }
    }

    /// Adds what a round says of a service.
    pub fn service(&mut self, atlas: &Atlas, round: &Round, service: Service) {
        self.service_sources(atlas, round, service);
        self.note(LACKING_NOTE);
    }

    fn service_sources(&mut self, atlas: &Atlas, round: &Round, service: Service) {
        self.round(atlas, round);
        if let Some(table) = atlas.service_of(&round.id.0, service) {
            self.cite(atlas, &table.sources);
        }
    }

    /// Adds what an indicator rests on, and of what its shares are.
    pub fn indicator(
        &mut self,
        atlas: &Atlas,
        round: &Round,
        (indicator, per): (Indicator, Normalisation),
        period: Option<Period>,
    ) {
        match indicator {
            Indicator::Group(group) => self.counts(atlas, round, group, period),
            Indicator::HouseholdsBeyond(asked) if per == Normalisation::ShareOfAll => {
                self.service_sources(atlas, round, asked.service);
                self.note(ALL_HOUSEHOLDS_NOTE);
            }
            Indicator::CommunitiesLacking(service) if per != Normalisation::None => {
                self.service_sources(atlas, round, service);
                self.note(ALL_COMMUNITIES_NOTE);
            }
            Indicator::HouseholdsBeyond(ServiceQuestion { service, .. }) | Indicator::CommunitiesLacking(service) => {
                self.service(atlas, round, service);
            }
        }
    }

    /// Adds what the units of an answer leave out of what larger ones add up to.
    pub fn left_out(&mut self, by: PlaceLevel, WithoutUnit { communities, measured }: WithoutUnit) {
        let Some(level) = by.admin().filter(|_| communities > 0) else { return };
        let (who, are, it) = match communities {
            1 => ("1 community belongs".to_owned(), "is", "it counts"),
            more => (format!("{more} communities belong"), "are", "they count"),
        };
        let label = level.label();
        self.note(match measured.and_then(|measured| measured.value.reported()) {
            Some(value) => format!(
                "{who} to no {label}: what {it}, {value:.0}, is in the sums of larger units and in none of these."
            ),
            None => format!("{who} to no {label} and {are} in the figures of larger units alone."),
        });
    }

    /// The disclaimer to show: the dataset's own, or that of the first source that has one.
    pub fn disclaimer<'a>(&'a self, atlas: &'a Atlas) -> Option<&'a str> {
        let of_sources = || self.sources.iter().find_map(|source| source.disclaimer.as_deref());
        atlas.info.disclaimer.as_deref().or_else(of_sources)
    }
}
