//! Features as GeoJSON, kept from one page to the next: what a feature says of itself depends on no page.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::atlas::Atlas;
use crate::query::{Collection, Columns};

/// How many features have their places in memory made together.
const TOGETHER: usize = 64;
/// What an entry takes besides its bytes.
const ENTRY: usize = size_of::<OnceLock<Box<[u8]>>>();

type Places = Box<[OnceLock<Box<[u8]>>]>;

/// The features of a collection for one choice of columns, each written when it is first asked for, as long as there is room.
/// What has no room is written anew each time.
#[derive(Debug)]
pub struct FeatureCache {
    places: Box<[OnceLock<Places>]>,
    /// How many bytes there is room for in all, and how many still.
    most: usize,
    room: AtomicUsize,
}

impl FeatureCache {
    /// Keeps as many bytes at most.
    pub fn new(features: usize, most: usize) -> Self {
        let places: Box<[_]> = (0..features.div_ceil(TOGETHER)).map(|_| OnceLock::new()).collect();
        let room = most.saturating_sub(size_of_val(&*places));
        Self { places, most, room: room.into() }
    }

    /// How many bytes are kept at most.
    pub fn most(&self) -> usize {
        self.most
    }

    /// Bytes of memory, about, that all features of a collection take.
    pub fn expected_memory(atlas: &Atlas, columns: &Columns<'_>, collection: Collection) -> usize {
        let features = collection.len(atlas);
        let vertices = match collection {
            Collection::Admin(level) => atlas.layer(level).map_or(0, |layer| {
                use geo::CoordsIter;
                layer.units.iter().map(|unit| unit.area.coords_count()).sum()
            }),
            Collection::Communities | Collection::Facilities => features,
        };
        features * (ENTRY + 80 + 30 * columns.columns().len()) + 40 * vertices
    }

    /// Adds a feature, which `write` writes if it is not kept.
    pub(super) fn add(&self, out: &mut Vec<u8>, feature: usize, write: impl FnOnce(&mut Vec<u8>)) {
        let Some(place) = self.place(feature) else { return write(out) };
        if let Some(kept) = place.get() {
            return out.extend_from_slice(kept);
        }
        let begin = out.len();
        write(out);
        let written = out.get(begin..).unwrap_or_default();
        if self.takes(written.len()) && place.set(written.into()).is_err() {
            // Another thread was faster.
            self.room.fetch_add(written.len(), Relaxed);
        }
    }

    /// Where a feature is or will be kept; none where there is no room for places.
    fn place(&self, feature: usize) -> Option<&OnceLock<Box<[u8]>>> {
        let together = self.places.get(feature / TOGETHER)?;
        if together.get().is_none() && self.takes(TOGETHER * ENTRY) {
            let made = together.set((0..TOGETHER).map(|_| OnceLock::new()).collect());
            if made.is_err() {
                self.room.fetch_add(TOGETHER * ENTRY, Relaxed);
            }
        }
        together.get()?.get(feature % TOGETHER)
    }

    /// Takes some bytes of the room, if there are so many.
    fn takes(&self, bytes: usize) -> bool {
        self.room.fetch_update(Relaxed, Relaxed, |room| room.checked_sub(bytes)).is_ok()
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
        assert_eq!(added(&kept, 71, "b"), ("before b".to_owned(), true), "each feature has its own place");
        assert_eq!(added(&kept, 70, "other"), ("before a".to_owned(), false));
        assert_eq!(added(&kept, 1000, "c"), ("before c".to_owned(), true), "a feature that there is not");
    }

    #[test]
    fn what_has_no_room_is_written_each_time() {
        let places = 2 * size_of::<OnceLock<Places>>() + TOGETHER * ENTRY;
        let kept = FeatureCache::new(100, places + 10);
        assert!(added(&kept, 0, "12345678").1 && !added(&kept, 0, "12345678").1);
        assert!(added(&kept, 1, "123").1 && added(&kept, 1, "123").1, "three bytes more than there is room for");
        assert!(added(&kept, 2, "12").1 && !added(&kept, 2, "12").1, "two have room");
        assert!(added(&kept, 99, "").1 && added(&kept, 99, "").1, "no room for further places");
    }
}
