//! The features of pages as GeoJSON, kept between requests: written once for each selection of columns. Bounded in bytes.
//!
//! They are not the cached responses: a response is one page, and a cache of features serves all pages of its selection.

use std::sync::Arc;

use geodata::atlas::Atlas;
use geodata::formats::FeatureCache;
use geodata::query::{Columns, FeatureSelection};
use moka::sync::Cache;

/// The cached features of one atlas.
#[derive(Debug)]
pub struct FeatureCaches {
    caches: Cache<FeatureSelection, Arc<FeatureCache>>,
    /// How many bytes the features of one selection may take.
    largest: usize,
}

impl FeatureCaches {
    /// Caches for at most so many bytes together; one selection takes at most half of them.
    pub fn new(bytes: u64) -> Self {
        let caches = Cache::builder().max_capacity(bytes >> 10).weigher(|_, features: &Arc<FeatureCache>| {
            u32::try_from(features.capacity().div_ceil(1024)).unwrap_or(u32::MAX)
        });
        Self { caches: caches.build(), largest: usize::try_from(bytes / 2).unwrap_or(usize::MAX) }
    }

    /// How many bytes the caches may grow to, about.
    pub fn bytes(&self) -> u64 {
        // Otherwise the latest entries are not counted yet.
        self.caches.run_pending_tasks();
        self.caches.weighted_size() << 10
    }

    /// The cache of a selection, which has these columns; none where there is no memory for any.
    pub fn get(&self, key: &FeatureSelection, atlas: &Atlas, columns: &Columns<'_>) -> Option<Arc<FeatureCache>> {
        if self.largest == 0 {
            return None;
        }
        let collection = key.collection;
        let cached = self.caches.get(key);
        Some(cached.unwrap_or_else(|| {
            self.caches.get_with(key.clone(), || {
                let estimated = FeatureCache::estimated_bytes(atlas, columns, collection);
                FeatureCache::new(collection.len(atlas), estimated.min(self.largest)).into()
            })
        }))
    }
}
