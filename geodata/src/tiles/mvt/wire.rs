//! Protocol buffers on the wire, as far as vector tiles need them.

use std::ops::Range;

use crate::tiles::AttributeValue;

/// Fields of the messages (vector_tile.proto), each with its wire type.
pub mod field {
    pub const TILE_LAYER: u64 = 3 << 3 | super::BYTES;
    pub const LAYER_VERSION: u64 = 15 << 3 | super::VARINT;
    pub const LAYER_NAME: u64 = 1 << 3 | super::BYTES;
    pub const LAYER_FEATURE: u64 = 2 << 3 | super::BYTES;
    pub const LAYER_KEY: u64 = 3 << 3 | super::BYTES;
    pub const LAYER_VALUE: u64 = 4 << 3 | super::BYTES;
    pub const LAYER_EXTENT: u64 = 5 << 3 | super::VARINT;
    pub const FEATURE_ID: u64 = 1 << 3 | super::VARINT;
    pub const FEATURE_TAGS: u64 = 2 << 3 | super::BYTES;
    pub const FEATURE_TYPE: u64 = 3 << 3 | super::VARINT;
    pub const FEATURE_GEOMETRY: u64 = 4 << 3 | super::BYTES;
    pub const VALUE_STRING: u64 = 1 << 3 | super::BYTES;
    pub const VALUE_DOUBLE: u64 = 3 << 3 | super::FIXED64;
    pub const VALUE_UINT: u64 = 5 << 3 | super::VARINT;
    pub const VALUE_SINT: u64 = 6 << 3 | super::VARINT;
    pub const VALUE_BOOL: u64 = 7 << 3 | super::VARINT;
}

/// Wire types of protocol buffers.
const VARINT: u64 = 0;
const FIXED64: u64 = 1;
const BYTES: u64 = 2;

/// Writes a number, low bits first, seven to a byte.
#[inline]
pub fn varint(mut number: u64, out: &mut Vec<u8>) {
    // Nearly all numbers of a tile have one byte or two.
    if number < 0x80 {
        out.push(number as u8);
    } else if number < 0x4000 {
        out.extend_from_slice(&[number as u8 | 0x80, (number >> 7) as u8]);
    } else {
        while number >= 0x80 {
            out.push(number as u8 | 0x80);
            number >>= 7;
        }
        out.push(number as u8);
    }
}

/// A number of 32 bits as [`varint`] writes it, for numbers that are written again and again: its bytes, low ones first,
/// and in the highest byte how many they are.
#[derive(Clone, Copy, Debug)]
pub struct Varint(u64);

impl Varint {
    /// How many bytes [`Self::put`] may overwrite.
    pub const MARGIN: usize = size_of::<u64>();

    #[inline]
    pub fn new(number: u32) -> Self {
        let number = u64::from(number);
        let seven = |at: u32| (number >> (7 * at) & 0x7f) << (8 * at);
        let bytes = match varint_length(number) {
            1 => seven(0),
            2 => seven(0) | seven(1) | 0x80,
            3 => seven(0) | seven(1) | seven(2) | 0x8080,
            4 => seven(0) | seven(1) | seven(2) | seven(3) | 0x80_8080,
            _ => seven(0) | seven(1) | seven(2) | seven(3) | seven(4) | 0x8080_8080,
        };
        Self(bytes | (varint_length(number) as u64) << 56)
    }

    /// How many bytes it takes.
    pub fn length(self) -> usize {
        (self.0 >> 56) as usize
    }

    /// Writes it at an index of a buffer and returns the index after it. Bytes after that are overwritten, too.
    #[inline]
    pub fn put(self, at: usize, room: &mut [u8]) -> usize {
        room[at..at + Self::MARGIN].copy_from_slice(&self.0.to_le_bytes());
        at + self.length()
    }
}

/// The number of bytes that [`copy_short`] copies at once.
pub const SHORT_MAX: usize = 16;

/// Copies a range of bytes to an index of a buffer, which must have [`SHORT_MAX`] more bytes, and returns the index after it. Most ranges
/// are short: copying a fixed number of bytes takes a third of the time.
#[inline]
pub fn copy_short(from: &[u8], part: Range<usize>, at: usize, room: &mut [u8]) -> usize {
    let length = part.len();
    match from.get(part.start..part.start + SHORT_MAX) {
        Some(few) if length <= SHORT_MAX => room[at..at + SHORT_MAX].copy_from_slice(few),
        _ => room[at..at + length].copy_from_slice(&from[part]),
    }
    at + length
}

/// How many bytes [`varint`] writes.
pub fn varint_length(number: u64) -> usize {
    (64 - (number | 1).leading_zeros() as usize).div_ceil(7)
}

/// 0, −1, 1, −2 … as 0, 1, 2, 3 …
#[inline]
pub fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

/// Writes a field of bytes.
pub fn bytes(tag: u64, content: &[u8], out: &mut Vec<u8>) {
    varint(tag, out);
    varint(content.len() as u64, out);
    out.extend_from_slice(content);
}

/// A field of bytes that is being written in place: its length is not known before its end.
#[must_use]
pub struct LengthPrefix {
    at: usize,
    width: usize,
}

/// The most bytes that a length takes: that of 32 GiB.
pub const MAX_LEN_BYTES: usize = 5;

/// Begins a field of bytes. `width` guesses how many bytes its length will take; a wrong guess costs moving the content.
pub fn open(tag: u64, width: usize, out: &mut Vec<u8>) -> LengthPrefix {
    varint(tag, out);
    let at = out.len();
    out.resize(at + width, 0);
    LengthPrefix { at, width }
}

/// Ends a field of bytes, whose length takes as few bytes as it can, and says how many: the guess for the next of its kind.
pub fn close(LengthPrefix { at, width }: LengthPrefix, out: &mut Vec<u8>) -> usize {
    let end = out.len();
    out.resize(end + MAX_LEN_BYTES.saturating_sub(width), 0);
    let (end, needed) = close_at(at, width, end, out);
    out.truncate(end);
    needed
}

/// [`close`] in a slice that has room: for a length at a place, and a field that goes to `end`. Gives the end that it has then, and how
/// many bytes the length takes.
#[inline]
pub fn close_at(at: usize, width: usize, end: usize, room: &mut [u8]) -> (usize, usize) {
    let length = end - at - width;
    let needed = varint_length(length as u64);
    if needed != width {
        room.copy_within(at + width..end, at + needed);
    }
    let mut rest = length;
    for byte in &mut room[at..at + needed] {
        *byte = rest as u8 | 0x80;
        rest >>= 7;
    }
    room[at + needed - 1] &= 0x7f;
    (at + needed + length, needed)
}

/// A value while it is written down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueRef<'a> {
    Text(&'a str),
    Uint(u64),
    Int(i64),
    Float(f64),
    Bool(bool),
}

impl<'a> From<&'a AttributeValue> for ValueRef<'a> {
    fn from(value: &'a AttributeValue) -> Self {
        match value {
            AttributeValue::Text(text) => Self::Text(text),
            AttributeValue::Uint(number) => Self::Uint(*number),
            AttributeValue::Int(number) => Self::Int(*number),
            AttributeValue::Float(number) => Self::Float(*number),
            AttributeValue::Bool(answer) => Self::Bool(*answer),
        }
    }
}

/// Writes a value as the field of a layer that it will be: tag, length, `Value` message.
pub fn value_field(value: ValueRef<'_>, out: &mut Vec<u8>) {
    let value_field = open(field::LAYER_VALUE, 1, out);
    match value {
        ValueRef::Text(text) => bytes(field::VALUE_STRING, text.as_bytes(), out),
        ValueRef::Uint(number) => {
            varint(field::VALUE_UINT, out);
            varint(number, out);
        }
        ValueRef::Int(number) => {
            // A negative number takes ten bytes as `int_value`, and few as `sint_value`.
            varint(field::VALUE_SINT, out);
            varint(zigzag(number), out);
        }
        ValueRef::Float(number) => {
            varint(field::VALUE_DOUBLE, out);
            out.extend_from_slice(&number.to_le_bytes());
        }
        ValueRef::Bool(answer) => {
            varint(field::VALUE_BOOL, out);
            varint(u64::from(answer), out);
        }
    }
    close(value_field, out);
}

/// Writes a key as the field of a layer that it will be.
pub fn key_field(key: &str, out: &mut Vec<u8>) {
    bytes(field::LAYER_KEY, key.as_bytes(), out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn length_of_a_number_is_known_before_it_is_written() {
        for number in (0..64).flat_map(|bit| [(1u64 << bit) - 1, 1 << bit]).chain([u64::MAX]) {
            let mut written = Vec::new();
            varint(number, &mut written);
            assert_eq!(written.len(), varint_length(number), "{number}");
            if let Ok(number) = u32::try_from(number) {
                let mut room = [0; 1 + Varint::MARGIN];
                let end = Varint::new(number).put(1, &mut room);
                assert_eq!((&room[1..end], end - 1), (&*written, Varint::new(number).length()), "{number}");
            }
        }
    }

    proptest! {
        #[test]
        fn parts_are_copied_whole(lengths in prop::collection::vec(0usize..40, 0..20)) {
            let from: Vec<u8> = (0..lengths.iter().sum::<usize>()).map(|at| at as u8).collect();
            let (mut room, mut at) = (vec![0; from.len() + SHORT_MAX], 0);
            for length in lengths {
                at = copy_short(&from, at..at + length, at, &mut room);
            }
            prop_assert_eq!(&room[..at], from);
        }

        #[test]
        fn a_field_written_in_place_is_the_field_written_whole(
            content in prop_oneof![prop::collection::vec(any::<u8>(), 0..300), prop::collection::vec(any::<u8>(), 16_380..16_390)],
            before in prop::collection::vec(any::<u8>(), 0..5),
            width in 0usize..6,
        ) {
            let (mut whole, mut in_place) = (before.clone(), before);
            bytes(field::FEATURE_TAGS, &content, &mut whole);
            let field = open(field::FEATURE_TAGS, width, &mut in_place);
            in_place.extend_from_slice(&content);
            let needed = close(field, &mut in_place);
            prop_assert_eq!(whole, in_place);
            prop_assert_eq!(needed, varint_length(content.len() as u64));
        }
    }
}
