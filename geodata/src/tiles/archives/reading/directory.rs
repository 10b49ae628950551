//! Directories of a PMTiles archive (PMTiles 3, section 4.2): which bytes of the file are which tiles.

use super::ReadError;

/// A run of consecutive tiles with the same bytes, or a leaf directory for the tiles from one on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// The position of its first tile in the order of the archive.
    first: u64,
    /// The offset of the bytes, in the section of tiles or in that of leaf directories.
    pub(super) offset: u64,
    pub(super) length: u32,
    /// How many tiles they are for; 0 for a directory.
    run: u32,
}

impl Entry {
    pub(super) fn is_directory(&self) -> bool {
        self.run == 0
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directory(Vec<Entry>);

impl Directory {
    /// From its decompressed bytes: five lists of as many varints each.
    pub(super) fn parse(mut bytes: &[u8]) -> Result<Self, ReadError> {
        let damaged = || ReadError::malformed("a directory of it is damaged");
        let count = varint(&mut bytes).and_then(|count| usize::try_from(count).ok()).ok_or_else(damaged)?;
        // Each entry has four varints of a byte or more.
        if count > bytes.len() / 4 {
            return Err(damaged());
        }
        let mut entries = vec![Entry::default(); count];
        let read = |entries: &mut Vec<Entry>| -> Option<()> {
            let mut first = 0_u64;
            for entry in &mut *entries {
                first = first.checked_add(varint(&mut bytes)?)?;
                entry.first = first;
            }
            for entry in &mut *entries {
                entry.run = varint(&mut bytes)?.try_into().ok()?;
            }
            for entry in &mut *entries {
                entry.length = varint(&mut bytes)?.try_into().ok().filter(|length| *length > 0)?;
            }
            let mut end = None;
            for entry in &mut *entries {
                // 0 means: directly after the one before.
                entry.offset = varint(&mut bytes)?.checked_sub(1).or(end)?;
                end = Some(entry.offset.checked_add(entry.length.into())?);
            }
            Some(())
        };
        let mut read = read;
        read(&mut entries).ok_or_else(damaged)?;
        Ok(Self(entries))
    }

    /// The entry for the tile at a position of the order.
    pub(super) fn find(&self, tile: u64) -> Option<Entry> {
        let entry = *self.0.get(self.0.partition_point(|entry| entry.first <= tile).checked_sub(1)?)?;
        (entry.is_directory() || tile - entry.first < u64::from(entry.run)).then_some(entry)
    }

    /// How much memory it takes, about.
    pub(super) fn bytes(&self) -> usize {
        self.0.len() * size_of::<Entry>()
    }
}

/// Takes a varint of Protocol Buffers.
pub(super) fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for place in 0..10 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let part = u64::from(byte & 0x7f);
        // Of the tenth byte only one bit is left.
        if place == 9 && part > 1 {
            return None;
        }
        number |= part << (7 * place);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}
