//! Morton codes: a point of the unit square as one number, such that the codes of every tile are one range.

use std::ops::Range;

use geo_types::Coord;

use crate::grid::TileId;

/// How often the square is halved each way: to 3.7 cm at the equator, exact for the grid of every tile up to zoom 17.
pub(super) const BITS: u32 = 30;

/// Positions each way.
const SIDE: f64 = (1u32 << BITS) as f64;

/// The code of a point of the unit square: the bits of its column and row, from the greatest to the least, y before x.
/// Points on the last edges belong to the last column or row, as in [`TileId::of`]. None outside the square, and for a point
/// that is not finite.
pub(super) fn code(point: Coord<f64>) -> Option<u64> {
    let inside = |at: f64| (0.0..=1.0).contains(&at);
    let position = |at: f64| ((at * SIDE) as u32).min((1 << BITS) - 1);
    (inside(point.x) && inside(point.y)).then(|| interleave(position(point.x)) | interleave(position(point.y)) << 1)
}

/// Column and row of a code, 0 to 2³⁰ − 1.
pub(super) fn position(code: u64) -> Coord<u32> {
    Coord { x: deinterleave(code), y: deinterleave(code >> 1) }
}

/// The codes of a tile.
pub(super) fn codes(tile: TileId) -> Range<u64> {
    let shift = 2 * (BITS - u32::from(tile.z()));
    let quadrant = interleave(tile.x()) | interleave(tile.y()) << 1;
    quadrant << shift..(quadrant + 1) << shift
}

/// The number of quadrant levels that two codes share; [`BITS`] where they are equal.
pub(super) fn common_prefix_levels(a: u64, b: u64) -> u32 {
    // 60 of the 64 bits are used.
    ((a ^ b).leading_zeros() - (u64::BITS - 2 * BITS)).min(2 * BITS) / 2
}

/// Puts a zero before each bit.
pub(in crate::tiles) fn interleave(number: u32) -> u64 {
    let mut bits = u64::from(number);
    bits = (bits | bits << 16) & 0x0000_ffff_0000_ffff;
    bits = (bits | bits << 8) & 0x00ff_00ff_00ff_00ff;
    bits = (bits | bits << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    bits = (bits | bits << 2) & 0x3333_3333_3333_3333;
    (bits | bits << 1) & 0x5555_5555_5555_5555
}

/// Takes every second bit.
fn deinterleave(bits: u64) -> u32 {
    let mut bits = bits & 0x5555_5555_5555_5555;
    bits = (bits | bits >> 1) & 0x3333_3333_3333_3333;
    bits = (bits | bits >> 2) & 0x0f0f_0f0f_0f0f_0f0f;
    bits = (bits | bits >> 4) & 0x00ff_00ff_00ff_00ff;
    bits = (bits | bits >> 8) & 0x0000_ffff_0000_ffff;
    (bits | bits >> 16) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::grid::MAX_ZOOM;

    proptest! {
        #[test]
        fn deinterleave_inverts_interleave(x in 0..1u32 << BITS, y in 0..1u32 << BITS) {
            let code = interleave(x) | interleave(y) << 1;
            prop_assert!(code < 1 << (2 * BITS));
            prop_assert_eq!(position(code), Coord { x, y });
        }

        #[test]
        fn the_codes_of_a_tile_are_the_range_of_its_points(x in 0.0..=1.0f64, y in 0.0..=1.0f64, z in 0..=MAX_ZOOM) {
            let point = Coord { x, y };
            let tile = TileId::of(point, z).unwrap();
            prop_assert!(codes(tile).contains(&code(point).unwrap()));
        }

        #[test]
        fn common_prefixes_follow_common_tiles(x in 0.0..1.0f64, y in 0.0..1.0f64, by in 0.0..1.0f64, zoom in 0..25i32) {
            let a = Coord { x, y };
            let b = Coord { x: (x + by / f64::from(1 << zoom)).min(1.0), y };
            let shared = common_prefix_levels(code(a).unwrap(), code(b).unwrap());
            for z in 0..=MAX_ZOOM {
                prop_assert_eq!(TileId::of(a, z) == TileId::of(b, z), u32::from(z) <= shared, "zoom {}", z);
            }
        }
    }

    #[test]
    fn equal_codes_share_every_level() {
        assert_eq!(
            [common_prefix_levels(7, 7), common_prefix_levels(0, 1), common_prefix_levels(0, 3 << 58)],
            [30, 29, 0]
        );
    }

    #[test]
    fn positions_outside_the_square_have_no_code() {
        let code = |x, y| code(Coord { x, y });
        assert_eq!((code(0.0, 0.0), code(1.0, 1.0)), (Some(0), Some((1 << 60) - 1)));
        for (x, y) in [(-1e-9, 0.5), (1.0 + 1e-9, 0.5), (0.5, f64::NAN), (f64::INFINITY, 0.5), (0.5, -0.1)] {
            assert_eq!(code(x, y), None, "{x} {y}");
        }
    }
}
