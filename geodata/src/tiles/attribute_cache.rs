//! The attributes of tiles, kept between requests: each selection is encoded once and serves all tiles of all zooms.
//!
//! The cache is bounded in bytes. Concurrent requests for the same selection compute it once (single-flight); errors are not kept.

use std::sync::Arc;

use moka::sync::Cache;

use super::encoded_attributes::EncodedAttributes;
use super::error::TileError;
use super::points::IndicatorSums;
use super::request::{AttributeSelection, IndicatorSpec};
use crate::model::RoundId;
use crate::parallel;
use crate::query::Collection;

/// What encoded attributes depend on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AttributeKey {
    /// The collection.
    pub collection: Collection,
    /// Which attributes.
    pub attributes: AttributeSelection,
    /// Whether columns that only clusters have can be named: it decides which names are errors.
    pub has_cluster_columns: bool,
}

/// What the sums of clusters depend on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SumsKey {
    /// The collection.
    pub collection: Collection,
    /// The round.
    pub round: RoundId,
    /// The indicator that is added up.
    pub indicator: IndicatorSpec,
}

/// The encoded attributes of one atlas, and the sums that clusters need for an indicator.
#[derive(Debug)]
pub struct AttributeCache {
    attributes: Cache<AttributeKey, Arc<EncodedAttributes>>,
    sums: Cache<SumsKey, Arc<IndicatorSums>>,
}

impl AttributeCache {
    /// A cache for at most so many bytes: five sixths for attributes, the rest for sums. Entries larger than their share are not
    /// kept.
    pub fn new(bytes: u64) -> Self {
        let attributes = Cache::builder()
            .max_capacity((bytes / 6 * 5) >> 10)
            .weigher(|_, attributes: &Arc<EncodedAttributes>| kibibytes(attributes.expected_memory()));
        let sums = Cache::builder()
            .max_capacity((bytes / 6) >> 10)
            .weigher(|_, sums: &Arc<IndicatorSums>| kibibytes(sums.memory()));
        Self { attributes: attributes.build(), sums: sums.build() }
    }

    /// How many bytes the entries may grow to, about: attributes are encoded when a tile first shows them.
    pub fn bytes(&self) -> u64 {
        // Otherwise the latest entries are not counted yet.
        self.attributes.run_pending_tasks();
        self.sums.run_pending_tasks();
        (self.attributes.weighted_size() + self.sums.weighted_size()) << 10
    }

    /// The attributes of a key, computed on a cache miss.
    pub fn attributes(
        &self,
        key: AttributeKey,
        compute: impl FnOnce() -> Result<EncodedAttributes, TileError>,
    ) -> Result<Arc<EncodedAttributes>, TileError> {
        // A hit needs no entry of its own, which `try_get_with` would make.
        match self.attributes.get(&key) {
            Some(attributes) => Ok(attributes),
            None => {
                self.attributes.try_get_with(key, || compute().map(Arc::new)).map_err(|error| TileError::clone(&error))
            }
        }
    }

    /// The sums of a key, computed on a cache miss.
    pub fn sums(&self, key: SumsKey, compute: impl FnOnce() -> IndicatorSums) -> Arc<IndicatorSums> {
        if let Some(cached) = self.sums.get(&key) {
            return cached;
        }
        if parallel::is_in_job() {
            // Sums are computed in parallel. A job that waits for parts may run another one, which must not wait for the same entry:
            // so several jobs may compute it, none of which holds it.
            let sums = Arc::new(compute());
            self.sums.insert(key, Arc::clone(&sums));
            return sums;
        }
        self.sums.get_with(key, || Arc::new(compute()))
    }
}

/// A weight has 32 bits, so bytes are counted by the kibibyte.
fn kibibytes(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(1024).max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::encoded_attributes::AttributeSource;
    use super::super::request::JoinSpec;
    use super::*;
    use crate::model::Period;
    use crate::query::Cell;

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

    fn key(groups: &[&str]) -> AttributeKey {
        let joined = JoinSpec {
            round: RoundId("r1".to_owned()),
            period: Period::Year(2023),
            groups: Some(groups.iter().map(|&group| group.to_owned()).collect()),
            properties: None,
            indicator: None,
        };
        AttributeKey {
            collection: Collection::Communities,
            attributes: AttributeSelection::Joined(joined),
            has_cluster_columns: true,
        }
    }

    fn attributes(cache: &AttributeCache, groups: &[&str], features: usize) -> Arc<EncodedAttributes> {
        cache.attributes(key(groups), || Ok(EncodedAttributes::new(Zeros(features), None))).unwrap()
    }

    #[test]
    fn each_selection_has_one_entry() {
        let cache = AttributeCache::new(1 << 20);
        let first = attributes(&cache, &["a"], 10);
        assert!(Arc::ptr_eq(&first, &attributes(&cache, &["a"], 10)));
        assert!(!Arc::ptr_eq(&first, &attributes(&cache, &["a", "b"], 10)));
    }

    #[test]
    fn an_entry_larger_than_the_bound_is_not_kept() {
        for (bytes, features) in [(0, 10), (1 << 20, 1_000_000)] {
            let cache = AttributeCache::new(bytes);
            let first = attributes(&cache, &["a"], features);
            cache.attributes.run_pending_tasks();
            assert!(!Arc::ptr_eq(&first, &attributes(&cache, &["a"], features)), "{bytes} bytes");
        }
    }

    #[test]
    fn errors_are_not_kept() {
        let cache = AttributeCache::new(1 << 20);
        let error = || Err(TileError::NoFigures(Collection::Facilities));
        assert_eq!(cache.attributes(key(&[]), error).map(|_| ()), error().map(|_: EncodedAttributes| ()));
        attributes(&cache, &[], 1);
    }
}
