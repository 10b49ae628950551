//! Caches of what is computed for a selection and then serves many requests: the attributes of tiles, the features of pages.
//!
//! A cache is bounded in bytes. However many ask for a selection at the same time, it is computed once (single-flight). Errors and
//! entries that are larger than the bound are not cached. A cache of zero bytes computes each time.

use std::fmt;
use std::hash::Hash;
use std::sync::Arc;

use moka::sync::Cache;

/// Entries by selection, bounded in bytes.
pub struct SelectionCache<Selection, Entry>(Cache<Selection, Arc<Entry>>);

impl<Selection: Clone + Eq + Hash + Send + Sync + 'static, Entry: Send + Sync + 'static>
    SelectionCache<Selection, Entry>
{
    /// A cache for at most so many bytes, with the size of an entry in bytes: of one that fills up later, its size then.
    pub fn new(bytes: u64, size: fn(&Entry) -> usize) -> Self {
        let cache = Cache::builder()
            .max_capacity(bytes >> 10)
            .weigher(move |_: &Selection, entry: &Arc<Entry>| kibibytes(size(entry)));
        Self(cache.build())
    }

    /// How many bytes the entries may grow to, about.
    pub fn bytes(&self) -> u64 {
        // Otherwise the latest entries are not counted yet.
        self.0.run_pending_tasks();
        self.0.weighted_size() << 10
    }

    /// The entry of a selection, if it is cached.
    pub fn get(&self, selection: &Selection) -> Option<Arc<Entry>> {
        self.0.get(selection)
    }

    /// Caches an entry that was computed outside.
    pub fn insert(&self, selection: Selection, entry: Arc<Entry>) {
        self.0.insert(selection, entry);
    }

    /// The entry of a selection, computed on a cache miss.
    pub fn get_or_compute(&self, selection: &Selection, compute: impl FnOnce() -> Entry) -> Arc<Entry> {
        self.0.get_with_by_ref(selection, || Arc::new(compute()))
    }

    /// The same where computing may fail.
    pub fn get_or_try_compute<Error: Clone + Send + Sync + 'static>(
        &self,
        selection: &Selection,
        compute: impl FnOnce() -> Result<Entry, Error>,
    ) -> Result<Arc<Entry>, Error> {
        self.0.try_get_with_by_ref(selection, || compute().map(Arc::new)).map_err(|error| Error::clone(&error))
    }
}

impl<Selection, Entry> fmt::Debug for SelectionCache<Selection, Entry> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SelectionCache").finish_non_exhaustive()
    }
}

/// A weight has 32 bits, so bytes are counted by the kibibyte.
fn kibibytes(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(1024).max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(bytes: u64) -> SelectionCache<&'static str, Vec<u8>> {
        SelectionCache::new(bytes, Vec::len)
    }

    #[test]
    fn each_selection_has_one_entry() {
        let cache = cache(1 << 20);
        let first = cache.get_or_compute(&"a", || vec![1]);
        assert!(Arc::ptr_eq(&first, &cache.get_or_compute(&"a", || vec![2])));
        assert_eq!(*cache.get_or_compute(&"b", || vec![3]), [3]);
        assert_eq!(cache.bytes(), 2 << 10);
    }

    #[test]
    fn an_entry_larger_than_the_bound_is_not_cached() {
        for (bytes, size) in [(0, 10), (1 << 20, 2 << 20)] {
            let cache = cache(bytes);
            cache.get_or_compute(&"a", || vec![1; size]);
            assert_eq!((cache.bytes(), cache.get(&"a")), (0, None), "{bytes} bytes");
        }
    }

    #[test]
    fn errors_are_not_cached() {
        let cache = cache(1 << 20);
        assert_eq!(cache.get_or_try_compute(&"a", || Err("no")), Err("no"));
        assert_eq!(cache.get_or_try_compute(&"a", || Ok::<_, &str>(vec![1])).as_deref(), Ok(&vec![1]));
    }
}
