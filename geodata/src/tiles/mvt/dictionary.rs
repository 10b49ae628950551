//! The keys or the values of one layer: each once, in the order of first use.

use std::ops::Range;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// Entries as the fields of the layer that they will be, ready to be copied into it.
#[derive(Debug, Default)]
pub struct Dictionary {
    bytes: Vec<u8>,
    /// Where each entry ends in `bytes`.
    ends: Vec<u32>,
    hashes: Vec<u32>,
    /// Positions of the first `indexed` entries, but for those that nobody will look up. The others are known to be unlike each other: they came from one place
    /// that has each of its entries once, and are looked up only when another place comes in.
    index: HashTable<u32>,
    indexed: usize,
}

/// Spreads a hash of 32 bits over 64: the hash table also needs high bits that differ.
pub fn spread_hash(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of an entry.
pub fn hash(entry: &[u8]) -> u32 {
    xxhash_rust::xxh3::xxh3_64(entry) as u32
}

impl Dictionary {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where in the bytes the entry at a position is.
    #[inline]
    pub fn span(&self, position: usize) -> Range<usize> {
        span(&self.ends, position)
    }

    pub fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.hashes.clear();
        self.index.clear();
        self.indexed = 0;
    }

    /// Adds an entry that is not in the dictionary, and gives its position.
    #[inline]
    pub fn push(&mut self, hash: u32, entry: &[u8]) -> u32 {
        let position = self.ends.len() as u32;
        self.bytes.extend_from_slice(entry);
        self.ends.push(self.bytes.len() as u32);
        self.hashes.push(hash);
        position
    }

    /// Adds an entry that is not in the dictionary and that nobody will look up, and gives its position.
    #[inline]
    pub fn push_distinct(&mut self, hash: u32, entry: &[u8]) -> u32 {
        self.index_all();
        let position = self.push(hash, entry);
        self.indexed += 1;
        position
    }

    /// The position of an entry, added where it is not in the dictionary. Equal hashes are not taken for equal entries.
    pub fn position(&mut self, hash: u32, entry: &[u8]) -> u32 {
        self.index_all();
        let Self { bytes, ends, hashes, index, indexed } = self;
        let is_it = |position: &u32| self::entry(bytes, ends, *position as usize) == entry;
        match index.entry(spread_hash(hash), is_it, |position| spread_hash(hashes[*position as usize])) {
            Entry::Occupied(found) => *found.get(),
            Entry::Vacant(place) => {
                let position = ends.len() as u32;
                place.insert(position);
                *indexed += 1;
                self.push(hash, entry)
            }
        }
    }

    fn index_all(&mut self) {
        let Self { hashes, index, indexed, .. } = self;
        for position in *indexed..hashes.len() {
            index.insert_unique(spread_hash(hashes[position]), position as u32, |at| spread_hash(hashes[*at as usize]));
        }
        *indexed = hashes.len();
    }
}

/// One of the entries that lie one after the other in `bytes`.
#[inline]
pub fn entry<'a>(bytes: &'a [u8], ends: &[u32], position: usize) -> &'a [u8] {
    &bytes[span(ends, position)]
}

#[inline]
fn span(ends: &[u32], position: usize) -> Range<usize> {
    let start = position.checked_sub(1).map_or(0, |before| ends[before] as usize);
    start..ends[position] as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_with_equal_hashes_are_told_apart() {
        let mut dictionary = Dictionary::default();
        let positions = [b"a", b"b", b"a", b"c", b"b"].map(|entry| dictionary.position(7, entry));
        assert_eq!(positions, [0, 1, 0, 2, 1]);
        assert_eq!(dictionary.bytes(), b"abc");
    }

    #[test]
    fn entries_added_without_lookup_are_found() {
        let mut dictionary = Dictionary::default();
        for entry in [b"x", b"y"] {
            dictionary.push(hash(entry), entry);
        }
        assert_eq!(dictionary.position(hash(b"y"), b"y"), 1);
        assert_eq!((dictionary.position(hash(b"z"), b"z"), dictionary.len()), (2, 3));
        dictionary.clear();
        assert_eq!(dictionary.position(hash(b"z"), b"z"), 0);
    }

    #[test]
    fn entries_never_looked_up_take_a_slot_and_hide_no_others() {
        let mut dictionary = Dictionary::default();
        dictionary.push(hash(b"x"), b"x");
        assert_eq!(dictionary.push_distinct(hash(b"a"), b"a"), 1);
        assert_eq!(dictionary.position(hash(b"y"), b"y"), 2);
        assert_eq!(dictionary.push_distinct(hash(b"b"), b"b"), 3);
        assert_eq!([b"x", b"y"].map(|entry| dictionary.position(hash(entry), entry)), [0, 2]);
        assert_eq!((dictionary.bytes(), dictionary.span(1), dictionary.span(3)), (&b"xayb"[..], 1..2, 3..4));
    }
}
