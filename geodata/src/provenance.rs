//! What an answer rests on, and what must be said beside it: notes as codes with parameters, for which the crate `styles` has the
//! words, and the sources to cite.

use crate::atlas::Atlas;
use crate::context;
use crate::figures::{Indicator, Normalisation, ServiceQuestion, WithoutUnit, rounds_with};
use crate::model::{
    AdminLevel, BorderStatus, BoundariesPolicy, BoundaryPolicy, BoundaryStatus, Breakdown, Context, ContextLayer,
    Labels, Language, LeftOut, Period, PlaceLevel, PopulationGroup, Round, Service, Source,
};
use crate::query::Collection;

/// Something that readers of an answer must know.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// Numbers were generated; with what the dataset says about that, if it says anything.
    Illustrative(Option<Labels>),
    /// Boundaries are not the official ones; with what the dataset says about them.
    Boundaries(BoundaryStatus, Option<Labels>),
    /// A year is counted only in part.
    PartialYear {
        /// The year.
        year: u16,
        /// Which part, in the words of the dataset.
        part: Labels,
    },
    /// Values were calculated from what was published; with how.
    Derived(Labels),
    /// Communities are left out of some value.
    Missing,
    /// The same, where each row says how many.
    MissingCounted,
    /// Places that were counted as a whole are left out of some value.
    MissingUnits,
    /// Households are those of communities that lack the service.
    HouseholdsOfLacking,
    /// Households, and shares of them, are of communities that lack the service.
    SharesOfLacking,
    /// Shares are of all households.
    SharesOfAllHouseholds,
    /// Shares are of all assessed communities.
    SharesOfAllCommunities,
    /// Communities belong to no unit of the level, but to larger ones.
    WithoutUnit {
        /// The level.
        level: AdminLevel,
        /// How many communities.
        communities: usize,
        /// What they add up to, where values are sums.
        sum: Option<f64>,
    },
    /// Communities have no coordinates: they are counted, but not drawn.
    WithoutCoordinates {
        /// How many.
        communities: usize,
    },
    /// Borders between countries have a status.
    InternationalBorders {
        /// For when it is stated; of several the oldest.
        as_of: String,
        /// What there is besides agreed borders.
        unsettled: Vec<BorderStatus>,
    },
    /// Borders of neighbours are drawn from Natural Earth, without a status.
    BordersOfNeighbours,
    /// The map has boundaries and names, as maps of the United Nations do, which imply no opinion.
    UnitedNationsBoundaries,
    /// Borders between countries are drawn as they are given, all alike.
    BoundariesAsGiven,
    /// What the dataset says of boundaries.
    OnBoundaries(Labels),
    /// Counts of households by distance are lower bounds.
    DistancesIncomplete,
    /// Communities are left out of the households beyond a distance.
    BeyondIncomplete,
    /// Some distances are known only as bands, so that the question may lie inside one.
    DistancesInBands,
    /// Suggested places are as far from others as the crow flies, and where roads and buildings are is not known.
    AsTheCrowFlies,
    /// Some communities that lack the service have no distance.
    DistancesUnknown,
    /// A page has the first rows of so many.
    FirstRows {
        /// How many there are.
        rows: usize,
    },
    /// Rows are areas that two editions of boundaries have in common; with what the editions are called.
    ComparableAreas([String; 2]),
    /// Values are estimates for whole units, beside counts of a group.
    EstimatesOf(PopulationGroup),
    /// Beside the counts there are estimates: this group.
    EstimatesBeside(PopulationGroup),
    /// The answer is about another round than the one that is shown where none is asked for, which does not know the indicator.
    OtherRound {
        /// The title of the round.
        shown: Labels,
        /// The title of the other.
        usual: Labels,
    },
    /// Rounds cannot be compared.
    RoundsDiffer,
    /// Rows or cells of a file that the answer rests on were left out, because they had errors that were allowed.
    LeftOut {
        /// The file.
        file: String,
        /// How many.
        rows: usize,
    },
}

impl Note {
    /// What is said where something is left out of a value of an indicator; `is_counted` where each row says how many.
    pub fn missing(atlas: &Atlas, round: &str, indicator: &Indicator, is_counted: bool) -> Self {
        let counts = match indicator {
            Indicator::Group(group) => atlas.counts_of(round, group),
            Indicator::HouseholdsBeyond(_) | Indicator::CommunitiesLacking(_) => None,
        };
        if counts.is_some_and(|counts| counts.level != PlaceLevel::Community) {
            return Self::MissingUnits;
        }
        if is_counted { Self::MissingCounted } else { Self::Missing }
    }
}

/// The notes and sources of one answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// What belongs beside the answer.
    pub notes: Vec<Note>,
    /// The sources, in the order in which they were drawn on.
    pub sources: Vec<Source>,
}

impl Provenance {
    /// Begins with what holds for the whole dataset: whether its numbers are illustrative.
    pub fn of(atlas: &Atlas) -> Self {
        let mut provenance = Self::default();
        if atlas.info.illustrative {
            provenance.note(Note::Illustrative(atlas.info.illustrative_note.clone()));
        }
        provenance.rows_left_out(atlas, LeftOut::concerns_all);
        provenance
    }

    /// Begins with what holds for a round: whether its numbers are illustrative.
    pub fn of_round(atlas: &Atlas, round: &str) -> Self {
        let is_stated = atlas.info.illustrative == atlas.is_illustrative(round);
        match (is_stated, atlas.is_illustrative(round)) {
            (true, _) => Self::of(atlas),
            (false, true) => Self { notes: vec![Note::Illustrative(None)], ..Self::default() },
            (false, false) => Self::default(),
        }
    }

    /// Begins with what the places of a collection rest on.
    pub fn of_collection(atlas: &Atlas, collection: Collection) -> Self {
        let mut provenance = Self::of(atlas);
        match collection {
            Collection::Admin(level) => provenance.boundaries(atlas, level),
            Collection::Communities | Collection::Facilities => provenance.cite(atlas, collection.sources(atlas)),
            Collection::InternationalBorders => provenance.international_borders(atlas),
        }
        if collection == Collection::Communities {
            provenance.communities(atlas);
        }
        provenance
    }

    /// Adds how far the borders between countries are settled, and for when that is stated.
    pub fn international_borders(&mut self, atlas: &Atlas) {
        let borders = &atlas.international_borders;
        let Some(oldest) = borders.list.iter().map(|border| &border.as_of).min() else { return };
        let is_there = |status: &BorderStatus| atlas.unsettled_borders().any(|border| border.status == *status);
        let unsettled = BorderStatus::ALL.into_iter().filter(is_there);
        self.note(Note::InternationalBorders { as_of: oldest.to_string(), unsettled: unsettled.collect() });
        self.cite(atlas, &borders.sources);
    }

    /// Adds what a map says of boundaries: the note of the policy of the dataset, or its own.
    pub fn boundaries_policy(&mut self, atlas: &Atlas) {
        let BoundariesPolicy { policy, note } = &atlas.info.boundaries;
        match (note, policy) {
            (Some(note), _) => self.note(Note::OnBoundaries(note.clone())),
            (None, BoundaryPolicy::Un) => self.note(Note::UnitedNationsBoundaries),
            (None, BoundaryPolicy::AsGiven) => self.note(Note::BoundariesAsGiven),
            (None, BoundaryPolicy::ByStatus) => {}
        }
    }

    /// Adds what a map says of what it draws around and above its units.
    pub fn surroundings(&mut self, atlas: &Atlas) {
        let Context { countries, lakes, rivers, places } = &atlas.context;
        if *countries == ContextLayer::NaturalEarth {
            self.note(Note::BordersOfNeighbours);
        }
        for sources in [countries.sources(), lakes.sources(), rivers.sources(), places.sources()] {
            self.cite(atlas, sources);
        }
        let natural_earth = context::source();
        // A dataset that has boundaries of it cites it already.
        if atlas.context.has_natural_earth() && !self.sources.iter().any(|known| known.id == natural_earth.id) {
            self.sources.push(natural_earth);
        }
    }

    /// Adds what an answer that shows communities must say of those that cannot be drawn.
    pub fn communities(&mut self, atlas: &Atlas) {
        let communities = atlas.communities_without_point();
        if communities > 0 {
            self.note(Note::WithoutCoordinates { communities });
        }
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
        // Communities may be made up themselves; units are not.
        if matches!(collection, Collection::Admin(_)) {
            self.notes.retain(|note| !matches!(note, Note::Illustrative(_)));
            self.notes.splice(0..0, Self::of_round(atlas, &round.id.0).notes);
        }
        if let Some(by) = collection.place_level() {
            let is_shown = |group: &PopulationGroup| groups.is_none_or(|ids| ids.iter().any(|id| id == group.id()));
            for coverage in round.shown_with(period).filter(|coverage| is_shown(&coverage.group)) {
                self.counts(atlas, round, &coverage.group, by, Some(period));
            }
        }
        if collection == Collection::Communities {
            for table in atlas.services.iter().filter(|table| table.round == round.id) {
                self.cite(atlas, &table.sources);
                self.rows_left_out(atlas, |left_out| left_out.concerns_service(&round.id, table.service.id()));
            }
        }
    }

    /// Begins with what holds for all answers together: also everything that was left out.
    pub fn of_all(atlas: &Atlas) -> Self {
        let mut provenance = Self::of(atlas);
        provenance.rows_left_out(atlas, |_| true);
        provenance
    }

    /// Adds what was left out of the files that concern the answer.
    fn rows_left_out(&mut self, atlas: &Atlas, concerns: impl Fn(&LeftOut) -> bool) {
        let concerning: Vec<&LeftOut> = atlas.info.left_out.iter().filter(|left_out| concerns(left_out)).collect();
        for first in &concerning {
            let of_file = concerning.iter().filter(|left_out| left_out.file == first.file);
            self.note(Note::LeftOut { file: first.file.clone(), rows: of_file.map(|left_out| left_out.count).sum() });
        }
    }

    /// Adds a note, once.
    pub fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Adds sources by id, each once.
    pub fn cite(&mut self, atlas: &Atlas, ids: &[String]) {
        for id in ids {
            if let Some(source) = atlas.source(id)
                && !self.sources.iter().any(|known| known.id == source.id)
            {
                self.sources.push(source.as_cited());
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
        if layer.boundaries != BoundaryStatus::Official {
            self.note(Note::Boundaries(layer.boundaries, layer.note.clone()));
        }
        self.cite(atlas, &layer.sources);
    }

    /// Adds the round.
    pub fn round(&mut self, atlas: &Atlas, round: &Round) {
        self.cite(atlas, &round.sources);
    }

    /// Adds the counts of a group by some places, whether the period is complete, and what was calculated.
    pub fn counts(
        &mut self,
        atlas: &Atlas,
        round: &Round,
        group: &PopulationGroup,
        by: PlaceLevel,
        period: Option<Period>,
    ) {
        self.round(atlas, round);
        self.rows_left_out(atlas, |left_out| left_out.concerns_group(&round.id, group.id()));
        if let Some(counts) = atlas.counts_of(&round.id.0, group) {
            self.cite(atlas, &counts.sources);
        }
        for stated in atlas.stated_counts_of(&round.id.0, group) {
            self.cite(atlas, &stated.sources);
        }
        if let Some(estimated) = group.estimate_of().and_then(|id| atlas.vocabulary.group(id)) {
            self.note(Note::EstimatesOf(estimated.clone()));
        }
        for estimates in atlas.vocabulary.estimates_of(group) {
            if atlas.counts_of(&round.id.0, estimates).is_some() {
                self.note(Note::EstimatesBeside(estimates.clone()));
            }
        }
        let Some(coverage) = round.coverage(group) else { return };
        for (year, part) in &coverage.partial {
            if matches!(period, None | Some(Period::Window)) || period == Some(Period::Year(*year)) {
                self.note(Note::PartialYear { year: *year, part: part.clone() });
            }
        }
        let years = || coverage.years.iter().copied().map(Period::Year).collect();
        for period in period.map_or_else(years, |period| vec![period]) {
            for how in atlas.derivations(&round.id.0, group, by, period) {
                self.note(Note::Derived(how.clone()));
            }
        }
    }

    /// Adds a breakdown of a group by some places.
    pub fn breakdown(&mut self, atlas: &Atlas, table: &Breakdown, by: PlaceLevel) {
        self.cite(atlas, &table.sources);
        for stated in atlas.stated_breakdowns_of(table) {
            self.cite(atlas, &stated.sources);
        }
        for category in 0..table.categories.len() {
            for how in atlas.derivations_of_category(table, by, category) {
                self.note(Note::Derived(how.clone()));
            }
        }
    }

    /// Adds what a round says of a service.
    pub fn service(&mut self, atlas: &Atlas, round: &Round, service: &Service) {
        self.service_sources(atlas, round, service);
        self.note(Note::SharesOfLacking);
    }

    fn service_sources(&mut self, atlas: &Atlas, round: &Round, service: &Service) {
        self.round(atlas, round);
        self.rows_left_out(atlas, |left_out| left_out.concerns_service(&round.id, service.id()));
        if let Some(table) = atlas.service_of(&round.id.0, service) {
            self.cite(atlas, &table.sources);
        }
    }

    /// Adds what an indicator rests on, and of what its shares are.
    pub fn indicator(
        &mut self,
        atlas: &Atlas,
        round: &Round,
        (indicator, per): (&Indicator, Normalisation),
        by: PlaceLevel,
        period: Option<Period>,
    ) {
        if let Some(usual) = atlas.round(&atlas.info.default_round).filter(|usual| usual.id != round.id)
            && !rounds_with(atlas, indicator, Period::Window).iter().any(|known| known.id == usual.id)
        {
            self.note(Note::OtherRound { shown: round.title.clone(), usual: usual.title.clone() });
        }
        match indicator {
            Indicator::Group(group) => {
                self.counts(atlas, round, group, by, period);
                // Shares are of the sum of the country.
                if let Some(country) = atlas.layers.first().filter(|_| per == Normalisation::Share) {
                    self.counts(atlas, round, group, country.level.into(), period);
                }
            }
            Indicator::HouseholdsBeyond(asked) if per == Normalisation::ShareOfAll => {
                self.service_sources(atlas, round, &asked.service);
                self.note(Note::SharesOfAllHouseholds);
            }
            Indicator::CommunitiesLacking(service) if per != Normalisation::None => {
                self.service_sources(atlas, round, service);
                self.note(Note::SharesOfAllCommunities);
            }
            Indicator::CommunitiesLacking(service) => self.service_sources(atlas, round, service),
            Indicator::HouseholdsBeyond(ServiceQuestion { service, .. }) if per == Normalisation::None => {
                self.service_sources(atlas, round, service);
                self.note(Note::HouseholdsOfLacking);
            }
            Indicator::HouseholdsBeyond(ServiceQuestion { service, .. }) => self.service(atlas, round, service),
        }
    }

    /// Adds what the units of an answer leave out of what larger ones add up to.
    pub fn left_out(&mut self, by: PlaceLevel, WithoutUnit { communities, measured }: WithoutUnit) {
        let Some(level) = by.admin().filter(|_| communities > 0) else { return };
        let sum = measured.and_then(|measured| measured.value.reported());
        self.note(Note::WithoutUnit { level, communities, sum });
    }

    /// The disclaimer to show: the dataset's own, or that of the first source that has one.
    pub fn disclaimer<'a>(&'a self, atlas: &'a Atlas, language: Language) -> Option<&'a str> {
        let of_sources = || self.sources.iter().find_map(|source| source.disclaimer.as_ref());
        atlas.info.disclaimer.as_ref().or_else(of_sources).map(|disclaimer| disclaimer.get(language))
    }

    /// The sources, with their texts in a language.
    pub fn sources_in(&self, language: Language) -> Vec<Source> {
        self.sources.iter().map(|source| source.in_language(language)).collect()
    }
}
