//! The attributes of tiles, cached between requests: each selection is encoded once and serves all tiles of all zooms.

use std::sync::Arc;

use super::encoded_attributes::EncodedAttributes;
use super::error::TileError;
use super::points::IndicatorSums;
use super::request::{AttributeSelection, IndicatorSpec};
use crate::cache::SelectionCache;
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
    attributes: SelectionCache<AttributeKey, EncodedAttributes>,
    sums: SelectionCache<SumsKey, IndicatorSums>,
}

impl AttributeCache {
    /// A cache for at most so many bytes: five sixths for attributes, the rest for sums.
    pub fn new(bytes: u64) -> Self {
        Self {
            attributes: SelectionCache::new(bytes / 6 * 5, EncodedAttributes::expected_memory),
            sums: SelectionCache::new(bytes / 6, IndicatorSums::memory),
        }
    }

    /// How many bytes the entries may grow to, about: attributes are encoded when a tile first shows them.
    pub fn bytes(&self) -> u64 {
        self.attributes.bytes() + self.sums.bytes()
    }

    /// The attributes of a key, computed on a cache miss.
    pub fn attributes(
        &self,
        key: &AttributeKey,
        compute: impl FnOnce() -> Result<EncodedAttributes, TileError>,
    ) -> Result<Arc<EncodedAttributes>, TileError> {
        self.attributes.get_or_try_compute(key, compute)
    }

    /// The sums of a key, computed on a cache miss.
    pub fn sums(&self, key: SumsKey, compute: impl FnOnce() -> IndicatorSums) -> Arc<IndicatorSums> {
        if !parallel::is_in_job() {
            return self.sums.get_or_compute(&key, compute);
        }
        // Sums are computed in parallel. A job that waits for parts may run another one, which must not wait for the same entry: so
        // several jobs may compute it, none of which holds it.
        self.sums.get(&key).unwrap_or_else(|| {
            let sums = Arc::new(compute());
            self.sums.insert(key, Arc::clone(&sums));
            sums
        })
    }
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
        cache.attributes(&key(groups), || Ok(EncodedAttributes::new(Zeros(features), None))).unwrap()
    }

    #[test]
    fn each_key_has_one_entry() {
        let cache = AttributeCache::new(1 << 20);
        let first = attributes(&cache, &["a"], 10);
        assert!(Arc::ptr_eq(&first, &attributes(&cache, &["a"], 10)));
        assert!(!Arc::ptr_eq(&first, &attributes(&cache, &["a", "b"], 10)));
    }
}
