//! Attributes kept between requests: for each choice of them, encoded once. Those of tiles are selections, those of pages features as
//! GeoJSON.
//!
//! They are not the kept replies: a reply is one tile or page, and a selection serves all tiles of all zooms. Bounded in bytes.

use std::sync::Arc;

use geodata::atlas::Atlas;
use geodata::formats::FeatureCache;
use geodata::model::Period;
use geodata::query::{Collection, Columns};
use geodata::tiles::EncodedAttributes;
use geodata::tiles::points::IndicatorSums;
use moka::sync::Cache;

use crate::http::problem::Problem;

/// How many bytes of memory kept attributes may take, unless the operator says otherwise.
pub const DEFAULT_BYTES: u64 = 512 << 20;

/// What attributes depend on, after the parameters were checked: equal choices are equal, however they were
/// written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    pub collection: Collection,
    /// What is joined to the key of a feature; none where the geometry is wanted alone.
    pub joined: Option<Joined>,
}

/// The choice of what is joined to the key of a feature.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Joined {
    pub round: String,
    pub period: Period,
    /// Names in order, each once; without them, all.
    pub groups: Option<Vec<String>>,
    pub properties: Option<Vec<String>>,
    /// Whether properties of groups of points are among those that can be named.
    pub grouped: bool,
    pub indicator: Option<IndicatorChoice>,
}

/// An indicator with all that its values depend on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IndicatorChoice {
    pub id: &'static str,
    pub per: &'static str,
    pub service: Option<&'static str>,
    /// The bits of the number of kilometres.
    pub km: Option<u64>,
}

/// What the sums of groups depend on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SumsChoice {
    pub collection: Collection,
    pub round: String,
    pub period: Period,
    pub indicator: IndicatorChoice,
}

/// The kept attributes of one atlas, and the sums that groups of points need for an indicator.
#[derive(Debug)]
pub struct Selections {
    tiles: Cache<Choice, Arc<EncodedAttributes>>,
    pages: Cache<Choice, Arc<FeatureCache>>,
    sums: Cache<SumsChoice, Arc<IndicatorSums>>,
    /// How many bytes the features of one choice may take.
    most_of_pages: usize,
}

impl Selections {
    /// Five eighths of the bytes are for tiles, two for pages, one for sums. Nothing larger than its part is kept, nor several that
    /// are larger together; of features, those that have room.
    pub fn new(bytes: u64) -> Self {
        let tiles = Cache::builder()
            .max_capacity((bytes / 8 * 5) >> 10)
            .weigher(|_, selection: &Arc<EncodedAttributes>| kibibytes(selection.expected_memory()));
        let pages = Cache::builder()
            .max_capacity((bytes / 8 * 2) >> 10)
            .weigher(|_, features: &Arc<FeatureCache>| kibibytes(features.most()));
        let sums = Cache::builder()
            .max_capacity((bytes / 8) >> 10)
            .weigher(|_, sums: &Arc<IndicatorSums>| kibibytes(sums.memory()));
        let most_of_pages = usize::try_from(bytes / 8).unwrap_or(usize::MAX);
        Self { tiles: tiles.build(), pages: pages.build(), sums: sums.build(), most_of_pages }
    }

    /// How many bytes what is kept may grow to, about: attributes are encoded when they are first asked for.
    pub fn bytes(&self) -> u64 {
        // Otherwise what was added last is not counted yet.
        self.tiles.run_pending_tasks();
        self.pages.run_pending_tasks();
        self.sums.run_pending_tasks();
        (self.tiles.weighted_size() + self.pages.weighted_size() + self.sums.weighted_size()) << 10
    }

    /// The kept sums of a choice, or new ones.
    pub fn sums(&self, choice: SumsChoice, make: impl FnOnce() -> IndicatorSums) -> Arc<IndicatorSums> {
        let kept = self.sums.get(&choice);
        kept.unwrap_or_else(|| self.sums.get_with(choice, || Arc::new(make())))
    }

    /// The kept features of a choice, which has these columns; none where there is no memory for any.
    pub fn features(&self, choice: Choice, atlas: &Atlas, columns: &Columns<'_>) -> Option<Arc<FeatureCache>> {
        if self.most_of_pages == 0 {
            return None;
        }
        let collection = choice.collection;
        let kept = self.pages.get(&choice);
        Some(kept.unwrap_or_else(|| {
            self.pages.get_with(choice, || {
                let expected = FeatureCache::expected_memory(atlas, columns, collection);
                FeatureCache::new(collection.len(atlas), expected.min(self.most_of_pages)).into()
            })
        }))
    }

    /// The kept selection of a choice, or a new one. Of all that ask for it at the same time, one makes it. Problems are not
    /// kept.
    pub fn get_or_make(
        &self,
        choice: Choice,
        make: impl FnOnce() -> Result<EncodedAttributes, Problem>,
    ) -> Result<Arc<EncodedAttributes>, Problem> {
        let kept = self.tiles.get(&choice);
        match kept {
            Some(selection) => Ok(selection),
            None => self.tiles.try_get_with(choice, || make().map(Arc::new)).map_err(|problem| (*problem).clone()),
        }
    }
}

/// A weight has 32 bits, so bytes are counted by the thousand.
fn kibibytes(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(1024).max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geodata::query::Cell;
    use geodata::tiles::AttributeSource;

    struct Zeros(usize);

    impl AttributeSource for Zeros {
        fn names(&self) -> Vec<String> {
            vec!["zero".to_owned()]
        }

        fn features(&self) -> usize {
            self.0
        }

        fn cell(&self, _: usize, _: usize) -> Cell<'_> {
            Cell::Int(0)
        }
    }

    fn choice(groups: &[&str]) -> Choice {
        let joined = Joined {
            round: "r1".to_owned(),
            period: Period::Year(2023),
            groups: Some(groups.iter().map(|&group| group.to_owned()).collect()),
            properties: None,
            grouped: true,
            indicator: None,
        };
        Choice { collection: Collection::Communities, joined: Some(joined) }
    }

    fn made(selections: &Selections, groups: &[&str], features: usize) -> Arc<EncodedAttributes> {
        selections
            .get_or_make(choice(groups), || Ok(EncodedAttributes::new(Zeros(features), None)))
            .expect("a selection")
    }

    #[test]
    fn a_choice_has_one_selection_and_another_choice_another() {
        let selections = Selections::new(1 << 20);
        let first = made(&selections, &["a"], 10);
        assert!(Arc::ptr_eq(&first, &made(&selections, &["a"], 10)));
        assert!(!Arc::ptr_eq(&first, &made(&selections, &["a", "b"], 10)));
    }

    #[test]
    fn what_is_larger_than_the_bound_is_not_kept() {
        for (bytes, features) in [(0, 10), (1 << 20, 1_000_000)] {
            let selections = Selections::new(bytes);
            let first = made(&selections, &["a"], features);
            selections.tiles.run_pending_tasks();
            assert!(!Arc::ptr_eq(&first, &made(&selections, &["a"], features)), "{bytes} bytes");
        }
    }

    #[test]
    fn problems_are_not_kept() {
        let selections = Selections::new(1 << 20);
        let problem = || Err(Problem::bad_request("no"));
        assert_eq!(selections.get_or_make(choice(&[]), problem).map(|_| ()), Err(Problem::bad_request("no")));
        made(&selections, &[], 1);
    }
}
