//! Features as GeoJSON, cached between pages: what a feature says does not depend on the page.
//!
//! They are not cached responses: a response is one page, and a cache of features serves all pages of its selection.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};

use crate::atlas::Atlas;
use crate::cache::SelectionCache;
use crate::query::{Collection, Columns, FeatureSelection};

/// How many features have their places in memory made block.
const ROWS_PER_BLOCK: usize = 64;
/// Bytes of a slot without a feature.
const SLOT_BYTES: usize = size_of::<OnceLock<Box<[u8]>>>();

type Block = Box<[OnceLock<Box<[u8]>>]>;

/// The features of a collection for one choice of columns, each written on its first request while the budget lasts.
/// What exceeds the budget is written again each time.
#[derive(Debug)]
pub struct FeatureCache {
    blocks: Box<[OnceLock<Block>]>,
    /// The budget in bytes, and what is left of it.
    capacity: usize,
    free: AtomicUsize,
}

impl FeatureCache {
    /// A cache of at most so many bytes.
    pub fn new(features: usize, capacity: usize) -> Self {
        let blocks: Box<[_]> = (0..features.div_ceil(ROWS_PER_BLOCK)).map(|_| OnceLock::new()).collect();
        let free = capacity.saturating_sub(size_of_val(&*blocks));
        Self { blocks, capacity, free: free.into() }
    }

    /// The budget in bytes.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Bytes of memory, about, that all features of a collection take.
    pub fn estimated_bytes(atlas: &Atlas, columns: &Columns<'_>, collection: Collection) -> usize {
        let features = collection.len(atlas);
        let vertices = match collection {
            Collection::Admin(level) => atlas.layer(level).map_or(0, |layer| {
                use geo::CoordsIter;
                layer.units.iter().map(|unit| unit.area.coords_count()).sum()
            }),
            Collection::Communities | Collection::Facilities => features,
            Collection::InternationalBorders => {
                use geo::CoordsIter;
                atlas.international_borders.list.iter().map(|border| border.lines.coords_count()).sum()
            }
        };
        features * (SLOT_BYTES + 80 + 30 * columns.columns().len()) + 40 * vertices
    }

    /// Adds a feature, which `write` writes if it is not kept.
    pub(super) fn add(&self, out: &mut Vec<u8>, feature: usize, write: impl FnOnce(&mut Vec<u8>)) {
        let Some(slot) = self.slot(feature) else { return write(out) };
        if let Some(kept) = slot.get() {
            return out.extend_from_slice(kept);
        }
        let begin = out.len();
        write(out);
        let written = out.get(begin..).unwrap_or_default();
        if self.reserve(written.len()) && slot.set(written.into()).is_err() {
            // Another thread was faster.
            self.free.fetch_add(written.len(), Relaxed);
        }
    }

    /// The slot of a feature; none where the budget has no room for its block.
    fn slot(&self, feature: usize) -> Option<&OnceLock<Box<[u8]>>> {
        let block = self.blocks.get(feature / ROWS_PER_BLOCK)?;
        if block.get().is_none() && self.reserve(ROWS_PER_BLOCK * SLOT_BYTES) {
            let made = block.set((0..ROWS_PER_BLOCK).map(|_| OnceLock::new()).collect());
            if made.is_err() {
                self.free.fetch_add(ROWS_PER_BLOCK * SLOT_BYTES, Relaxed);
            }
        }
        block.get()?.get(feature % ROWS_PER_BLOCK)
    }

    /// Reserves bytes of the budget, if so many are left.
    fn reserve(&self, bytes: usize) -> bool {
        self.free.fetch_update(Relaxed, Relaxed, |free| free.checked_sub(bytes)).is_ok()
    }
}

/// The cached features of one atlas, by selection.
#[derive(Debug)]
pub struct FeatureCaches {
    caches: SelectionCache<FeatureSelection, FeatureCache>,
    /// How many bytes the features of one selection may take.
    largest: usize,
}

impl FeatureCaches {
    /// Caches for at most so many bytes together; one selection takes at most half of them.
    pub fn new(bytes: u64) -> Self {
        let caches = SelectionCache::new(bytes, FeatureCache::capacity);
        Self { caches, largest: usize::try_from(bytes / 2).unwrap_or(usize::MAX) }
    }

    /// How many bytes the caches may grow to, about.
    pub fn bytes(&self) -> u64 {
        self.caches.bytes()
    }

    /// The cache of a selection, which has these columns; none where there is no memory for any.
    pub fn get(&self, key: &FeatureSelection, atlas: &Atlas, columns: &Columns<'_>) -> Option<Arc<FeatureCache>> {
        if self.largest == 0 {
            return None;
        }
        Some(self.caches.get_or_compute(key, || {
            let estimated = FeatureCache::estimated_bytes(atlas, columns, key.collection);
            FeatureCache::new(key.collection.len(atlas), estimated.min(self.largest))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(kept: &FeatureCache, feature: usize, text: &str) -> (String, bool) {
        let (mut out, mut is_written) = (b"before ".to_vec(), false);
        kept.add(&mut out, feature, |out| {
            is_written = true;
            out.extend_from_slice(text.as_bytes());
        });
        (String::from_utf8(out).expect("text"), is_written)
    }

    #[test]
    fn a_feature_is_written_once() {
        let kept = FeatureCache::new(100, 1 << 20);
        assert_eq!(added(&kept, 70, "a"), ("before a".to_owned(), true));
        assert_eq!(added(&kept, 71, "b"), ("before b".to_owned(), true), "each feature has its own slot");
        assert_eq!(added(&kept, 70, "other"), ("before a".to_owned(), false));
        assert_eq!(added(&kept, 1000, "c"), ("before c".to_owned(), true), "a feature that there is not");
    }

    #[test]
    fn what_has_no_room_is_written_each_time() {
        let overhead = 2 * size_of::<OnceLock<Block>>() + ROWS_PER_BLOCK * SLOT_BYTES;
        let kept = FeatureCache::new(100, overhead + 10);
        assert!(added(&kept, 0, "12345678").1 && !added(&kept, 0, "12345678").1);
        assert!(added(&kept, 1, "123").1 && added(&kept, 1, "123").1, "three bytes more than there is room for");
        assert!(added(&kept, 2, "12").1 && !added(&kept, 2, "12").1, "two have room");
        assert!(added(&kept, 99, "").1 && added(&kept, 99, "").1, "no room for further blocks");
    }
}
