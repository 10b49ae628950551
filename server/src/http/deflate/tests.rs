use std::io::Read;

use libdeflater::{CompressionLvl, Compressor};
use proptest::prelude::*;

use super::Packer;

fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut plain).expect("gzip");
    plain
}

/// Rows as a page of features has them.
fn page(rows: usize) -> Vec<u8> {
    let words = ["available", "lacking", "no_data"];
    let row = |row: usize| {
        let number = row.wrapping_mul(7919) % 1000;
        let (clinic, school) = (words[number % 3], words[number / 3 % 3]);
        format!(r#"{{"id":"C{row:05}","households":{number},"clinic":"{clinic}","year":2023,"school":"{school}"}}"#)
    };
    (0..rows).map(row).collect::<Vec<_>>().join(",").into_bytes()
}

/// Pieces that come again and again, in parts and as they are, as text does; and bytes by lot.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => (0..12_usize, 0..40_usize, 0..400_usize).prop_map(|(word, from, length)| {
            page(word + 1).into_iter().cycle().skip(from).take(length).collect::<Vec<u8>>()
        }),
        1 => prop::collection::vec(any::<u8>(), 0..60),
        1 => (any::<u8>(), 0..2000_usize).prop_map(|(byte, length)| vec![byte; length]),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_packed_unpacks_to_the_same_and_what_was_packed_before_does_not_matter(
        bodies in prop::collection::vec(bodies(), 1..4),
    ) {
        let mut packer = Packer::default();
        for body in bodies {
            let packed = packer.gzip(&body);
            prop_assert_eq!(unpacked(&packed), body.clone());
            prop_assert_eq!(packed, Packer::default().gzip(&body));
        }
    }
}

#[test]
fn bodies_of_every_small_length_and_of_several_blocks_unpack_to_the_same() {
    let (mut packer, page) = (Packer::default(), page(9000));
    for length in (0..600).chain([(128 << 10) - 1, 128 << 10, (128 << 10) + 1, page.len()]) {
        assert_eq!(unpacked(&packer.gzip(&page[..length])), page[..length], "{length} bytes");
    }
    assert!(page.len() > 512 << 10, "several blocks");
}

#[test]
fn repetitions_reach_back_as_far_as_they_may_and_no_further() {
    // Nothing in between repeats, so that only the first bytes are found again.
    let noise = |length: usize| {
        let mut state = 1_u64;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        (0..length).map(|_| next()).collect::<Vec<u8>>()
    };
    for apart in (1 << 15) - 3..(1 << 15) + 4 {
        let first = b"a name that is there twice, and nothing else is";
        let body = [&first[..], &noise(apart - first.len()), first].concat();
        assert_eq!(unpacked(&Packer::default().gzip(&body)), body, "{apart} bytes apart");
    }
}

#[test]
fn many_bodies_in_a_row_do_not_exhaust_the_places() {
    let mut packer = Packer::default();
    packer.repeats.next = u32::MAX - 300_000;
    let page = page(500);
    for _ in 0..20 {
        assert_eq!(unpacked(&packer.gzip(&page)), page);
    }
}

#[test]
fn a_page_is_about_as_small_as_libdeflate_makes_it() {
    let page = page(300);
    let mut packer = Compressor::new(CompressionLvl::new(4).expect("a level"));
    let mut theirs = vec![0; packer.gzip_compress_bound(page.len())];
    let theirs = packer.gzip_compress(&page, &mut theirs).expect("packed");
    let ours = Packer::default().gzip(&page).len();
    assert!(ours * 5 < theirs * 6, "{ours} bytes, and {theirs} by libdeflate");
}
