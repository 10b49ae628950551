//! Vertices as bytes: differences to the vertex before, as zigzag varints (the `sint32` of Protocol Buffers). A difference takes a
//! byte up to 63 units of the grid, two up to 8,191.

use crate::topology::Vertex;

/// A varint of 32 bits has no more bytes.
const MAX_BYTES: u32 = 5;

pub(super) fn encode(vertices: &[Vertex]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(vertices.len() * 3 + 8);
    let mut before = Vertex { x: 0, y: 0 };
    for vertex in vertices {
        push(vertex.x - before.x, &mut bytes);
        push(vertex.y - before.y, &mut bytes);
        before = *vertex;
    }
    bytes
}

fn push(difference: i32, bytes: &mut Vec<u8>) {
    let mut rest = ((difference << 1) ^ (difference >> 31)).cast_unsigned();
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

/// Adds vertices to others. The reason, if the bytes are none.
pub(super) fn decode(mut bytes: &[u8], vertices: &mut Vec<Vertex>) -> Result<(), &'static str> {
    let mut at = Vertex { x: 0, y: 0 };
    while !bytes.is_empty() {
        let step = Vertex { x: take(&mut bytes)?, y: take(&mut bytes)? };
        at = Vertex { x: at.x.wrapping_add(step.x), y: at.y.wrapping_add(step.y) };
        vertices.push(at);
    }
    Ok(())
}

fn take(bytes: &mut &[u8]) -> Result<i32, &'static str> {
    let mut number = 0_u32;
    for place in 0..MAX_BYTES {
        let (byte, rest) = bytes.split_first().ok_or("a vertex is cut off")?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed());
        }
    }
    Err("a number of a vertex is too long")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_bytes_are_those_of_protocol_buffers() {
        // The examples for sint32 in the documentation of the encoding, and 300 as the varint AC 02.
        let vertices = [Vertex { x: 0, y: -1 }, Vertex { x: 1, y: -3 }, Vertex { x: 151, y: -3 }];
        assert_eq!(encode(&vertices), [0, 1, 2, 3, 0xac, 0x02, 0]);
    }

    #[test]
    fn what_is_no_vertex_is_refused() {
        for bytes in [&[0][..], &[0x80], &[0, 0x80], &[0xff; 6], &[0, 0xff, 0xff, 0xff, 0xff, 0xff, 1]] {
            assert!(decode(bytes, &mut Vec::new()).is_err(), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn vertices_come_back(places in prop::collection::vec((0..=1 << 30, 0..=1 << 30), 0..40)) {
            let vertices: Vec<Vertex> = places.into_iter().map(Vertex::from).collect();
            let mut back = Vec::new();
            prop_assert_eq!(decode(&encode(&vertices), &mut back), Ok(()));
            prop_assert_eq!(back, vertices);
        }

        #[test]
        fn any_bytes_are_vertices_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut back = Vec::new();
            let _ = decode(&bytes, &mut back);
            prop_assert!(back.len() <= bytes.len() / 2);
        }
    }
}
