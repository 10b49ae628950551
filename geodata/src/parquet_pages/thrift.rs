//! The compact protocol of Thrift, in which Parquet writes its headers, as far as it is needed to look at one before it is believed.
//!
//! The `parquet` crate passes over a field that it does not know however long it says to be: a list of two thousand million truths
//! has no bytes, and takes seconds. And it builds the tree of columns by recursion, however deep.

/// Headers of Parquet are no deeper than half of this.
const MAX_LEVELS: usize = 16;

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BOOLEANS: [u8; 2] = [TRUE, FALSE];
const I32: u8 = 5;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// What a page says of itself, as far as it is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PageHeader {
    pub(super) kind: i32,
    pub(super) unpacked: i32,
    pub(super) packed: i32,
    pub(super) values: i32,
    pub(super) encoding: i32,
    /// Of levels: those of definition and of repetition. Only in pages of the first format.
    pub(super) levels: [i32; 2],
    /// How many bytes the levels of definition and of repetition have. This and what follows only in pages of the second format.
    pub(super) level_bytes: [i32; 2],
    pub(super) nulls: i32,
    pub(super) rows: i32,
    /// Whether the values are packed.
    pub(super) is_packed: bool,
}

/// Takes a page header off some bytes (`PageHeader` in parquet.thrift).
pub(super) fn page_header(bytes: &mut &[u8]) -> Option<PageHeader> {
    let mut header = PageHeader::default();
    fields(bytes, &mut |id, kind, bytes| {
        match (id, kind) {
            (1, I32) => header.kind = i32_of(bytes)?,
            (2, I32) => header.unpacked = i32_of(bytes)?,
            (3, I32) => header.packed = i32_of(bytes)?,
            // Those of a page of data and of a dictionary begin alike.
            (5 | 7, STRUCT) => fields(bytes, &mut |id, kind, bytes| {
                match (id, kind) {
                    (1, I32) => header.values = i32_of(bytes)?,
                    (2, I32) => header.encoding = i32_of(bytes)?,
                    (3, I32) => header.levels[0] = i32_of(bytes)?,
                    (4, I32) => header.levels[1] = i32_of(bytes)?,
                    _ => skip(kind, bytes, MAX_LEVELS)?,
                }
                Some(())
            })?,
            // A page of data of the second format.
            (8, STRUCT) => {
                header.is_packed = true;
                fields(bytes, &mut |id, kind, bytes| {
                    match (id, kind) {
                        (1, I32) => header.values = i32_of(bytes)?,
                        (2, I32) => header.nulls = i32_of(bytes)?,
                        (3, I32) => header.rows = i32_of(bytes)?,
                        (4, I32) => header.encoding = i32_of(bytes)?,
                        (5, I32) => header.level_bytes[0] = i32_of(bytes)?,
                        (6, I32) => header.level_bytes[1] = i32_of(bytes)?,
                        (7, TRUE | FALSE) => header.is_packed = kind == TRUE,
                        _ => skip(kind, bytes, MAX_LEVELS)?,
                    }
                    Some(())
                })?;
            }
            _ => skip(kind, bytes, MAX_LEVELS)?,
        }
        Some(())
    })?;
    Some(header)
}

/// Whether the footer of a file (`FileMetaData` in parquet.thrift) is one that can be read in a time and in memory that its length
/// sets, and has at most so many nodes in the tree of its columns.
pub(super) fn is_plain_footer(mut bytes: &[u8], max_columns: u64) -> bool {
    fields(&mut bytes, &mut |id, kind, bytes| {
        if (id, kind) == (2, LIST) {
            let mut ahead = *bytes;
            let (columns, _) = list(&mut ahead)?;
            (columns <= max_columns).then_some(())?;
        }
        skip(kind, bytes, MAX_LEVELS)
    })
    .is_some()
}

/// Takes the value of a field.
type Each<'a> = dyn FnMut(i16, u8, &mut &[u8]) -> Option<()> + 'a;

/// Hands the fields of a structure to a function: number, kind, and the bytes, from which it takes the value.
fn fields(bytes: &mut &[u8], each: &mut Each<'_>) -> Option<()> {
    let mut id = 0_i16;
    loop {
        let head = byte(bytes)?;
        if head == 0 {
            return Some(());
        }
        id = match head >> 4 {
            0 => zigzag(varint(bytes)?).try_into().ok()?,
            step => id.checked_add(step.into())?,
        };
        each(id, head & 15, bytes)?;
    }
}

/// Passes over a value. Whatever it is, it takes a byte or more: so this ends.
fn skip(kind: u8, bytes: &mut &[u8], levels: usize) -> Option<()> {
    let levels = levels.checked_sub(1)?;
    match kind {
        1 | 2 => Some(()),
        3 => take(bytes, 1),
        4..=6 => varint(bytes).map(|_| ()),
        7 => take(bytes, 8),
        BINARY => {
            let length = varint(bytes)?;
            take(bytes, length)
        }
        LIST | 10 => {
            let (count, kind) = list(bytes)?;
            (count == 0 || !BOOLEANS.contains(&kind)).then_some(())?;
            (0..count).try_for_each(|_| skip(kind, bytes, levels))
        }
        11 => {
            let count = varint(bytes)?;
            let kinds = if count == 0 { 0 } else { byte(bytes)? };
            let (key, value) = (kinds >> 4, kinds & 15);
            (!BOOLEANS.contains(&key) && !BOOLEANS.contains(&value)).then_some(())?;
            (0..count).try_for_each(|_| skip(key, bytes, levels).and_then(|()| skip(value, bytes, levels)))
        }
        STRUCT => fields(bytes, &mut |_, kind, bytes| skip(kind, bytes, levels)),
        _ => None,
    }
}

/// The beginning of a list: how many there are, of which kind.
fn list(bytes: &mut &[u8]) -> Option<(u64, u8)> {
    let head = byte(bytes)?;
    let count = if head >> 4 == 15 { varint(bytes)? } else { (head >> 4).into() };
    Some((count, head & 15))
}

fn byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

fn take(bytes: &mut &[u8], length: u64) -> Option<()> {
    *bytes = bytes.get(usize::try_from(length).ok()?..)?;
    Some(())
}

fn i32_of(bytes: &mut &[u8]) -> Option<i32> {
    zigzag(varint(bytes)?).try_into().ok()
}

fn zigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for place in 0..10 {
        let next = byte(bytes)?;
        number |= u64::from(next & 0x7f).checked_shl(7 * place)?;
        if next & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_header_is_read_and_what_it_has_besides_is_passed_over() {
        // Type 0, 100 bytes from 30, five values in encoding 8, levels in 3, statistics with a text; a list and a map that nobody knows.
        let header = [
            0x15, 0, 0x15, 0xc8, 1, 0x15, 60, 0x2c, 0x15, 10, 0x15, 16, 0x15, 6, 0x15, 6, 0x1c, 0x18, 2, b'a', b'b', 0,
            0, 0x49, 0x25, 2, 4, 0x1b, 1, 0x55, 2, 2, 0, b'x',
        ];
        let mut bytes = &header[..];
        let expected = PageHeader {
            kind: 0,
            unpacked: 100,
            packed: 30,
            values: 5,
            encoding: 8,
            levels: [3, 3],
            ..PageHeader::default()
        };
        assert_eq!(page_header(&mut bytes), Some(expected));
        assert_eq!(bytes, b"x");
        for length in 0..header.len() - 1 {
            assert_eq!(page_header(&mut &header[..length]), None, "{length} bytes");
        }
    }

    #[test]
    fn what_takes_long_or_is_deep_is_no_footer() {
        let plain = |bytes: &[u8]| is_plain_footer(bytes, 100);
        assert!(plain(&[0]));
        // A list of 2³¹ − 1 truths.
        assert!(!plain(&[0x99, 0xf1, 0xff, 0xff, 0xff, 0xff, 0x07, 0]));
        // A map of as many.
        assert!(!plain(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0x07, 0x11, 0]));
        assert!(!plain(&[0x1c; 100]), "structures in structures");
        // A tree of a thousand columns, each below the other.
        let columns = [0x5c, 2].repeat(1000);
        let footer = [&[0x29, 0xfc, 0xe8, 0x07][..], &columns, &[0]].concat();
        assert!(!plain(&footer));
    }
}
