use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use geo_types::{Coord, Point, Rect};
use proptest::prelude::*;
use serde_json::json;

use super::order::first_of;
use super::*;
use crate::grid::{MAX_ZOOM, TileId, project, tiles_covering};

struct Unwatched;

impl ProgressSink for Unwatched {
    fn expect(&self, _: u64) {}
    fn advance(&self, _: u64) {}
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn metadata() -> Metadata {
    Metadata {
        name: "Squares".into(),
        description: "Illustrative.".into(),
        attribution: "Nobody".into(),
        bounds: [70.0, 40.0, 72.0, 42.0],
        center: (71.0, 41.0, 5),
        zooms: (0, 7),
        vector_layers: json!([{ "id": "squares", "fields": {} }]),
        further: vec![("disclaimer", "None.".into())],
    }
}

/// A square that tiles show from the zoom on at which it covers a pixel: what is inside of it says so, whatever the tile.
#[derive(Clone, Copy, Debug)]
struct Square {
    west: f64,
    south: f64,
    side: f64,
}

impl Square {
    fn degrees(self) -> Rect<f64> {
        Rect::new((self.west, self.south), (self.west + self.side, self.south + self.side))
    }

    fn shown(self, tile: TileId) -> Option<&'static [u8]> {
        let (a, b) = (project(self.degrees().min()), project(self.degrees().max()));
        let square = Rect::new((a.x, b.y), (b.x, a.y));
        let cells = f64::from(1u32 << tile.z());
        if square.width() * cells * 256.0 < 1.0 {
            return None;
        }
        let margin = 1.0 / 64.0 / cells;
        let rect = tile.unit_rect();
        let meets = square.min().x < rect.max().x + margin
            && square.max().x > rect.min().x - margin
            && square.min().y < rect.max().y + margin
            && square.max().y > rect.min().y - margin;
        let covers = square.min().x <= rect.min().x
            && square.max().x >= rect.max().x
            && square.min().y <= rect.min().y
            && square.max().y >= rect.max().y;
        meets.then_some(if covers { b"inside" } else { b"border" })
    }
}

fn coverage(squares: &[Square]) -> CoverageIndex {
    let mut coverage = CoverageIndex::default();
    for square in squares {
        coverage.area(&square.degrees().to_polygon());
    }
    coverage
}

fn render(squares: &[Square], tile: TileId) -> Option<Vec<u8>> {
    let parts: Vec<&[u8]> = squares.iter().filter_map(|square| square.shown(tile)).collect();
    // Tiles on a border differ from each other, those inside do not.
    let own = if parts.contains(&&b"border"[..]) { position(tile) } else { 0 };
    (!parts.is_empty()).then(|| compressed(&[parts.concat(), own.to_be_bytes().to_vec()].concat()))
}

fn kept(work: &CheckpointDb) -> BTreeMap<u64, Vec<u8>> {
    let mut tiles = BTreeMap::new();
    work.for_each(|position, _, bytes| {
        tiles.insert(position, bytes.to_vec());
        Ok(())
    })
    .unwrap();
    tiles
}

#[test]
fn positions_follow_the_curve_zoom_by_zoom() {
    // The first places as the specification lists them.
    let first = [(0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0), (2, 0, 0)];
    for (place, (z, x, y)) in first.into_iter().enumerate() {
        let tile = TileId::new(z, x, y).unwrap();
        assert_eq!((position(tile), tile_at(place as u64)), (place as u64, Some(tile)));
    }
    for z in 0..=MAX_ZOOM {
        assert_eq!(tile_at(first_of(z)).map(TileId::z), Some(z));
        assert_eq!(first_of(z).checked_sub(1).and_then(tile_at).map(TileId::z), z.checked_sub(1));
    }
}

#[test]
fn the_extension_selects_the_archive_format() {
    let at = |name: &str| Target::at(name.as_ref());
    assert_eq!(at("a/x.pmtiles"), Target::Pmtiles("a/x.pmtiles".into()));
    assert_eq!(at("x.MBTiles"), Target::Mbtiles("x.MBTiles".into()));
    assert_eq!(at("tiles"), Target::Folder("tiles".into()));
}

#[test]
fn an_interrupted_export_resumes_to_the_same_archive() {
    let squares = [Square { west: 10.0, south: 10.0, side: 40.0 }, Square { west: 70.3, south: 40.3, side: 0.004 }];
    let (coverage, folder) = (coverage(&squares), tempfile::tempdir().unwrap());
    let zooms = 2..=9;
    let whole = folder.path().join("whole.pmtiles");
    let mut work = CheckpointDb::open(&whole, "squares").unwrap();
    traverse(&coverage, &zooms, &mut work, &|tile| Ok(render(&squares, tile)), &Unwatched).unwrap();
    let (tiles, contents) = work.tally().unwrap();
    assert!(contents < tiles / 2, "{contents} contents of {tiles} tiles");
    Target::at(&whole).write(&work, &metadata(), &Unwatched).unwrap();
    work.remove().unwrap();

    let broken = folder.path().join("broken.pmtiles");
    let asked = AtomicU64::new(0);
    let left = 1500;
    let mut sessions = 0;
    loop {
        let mut work = CheckpointDb::open(&broken, "squares").unwrap();
        assert_eq!(work.resumed_after() > 0, sessions > 0);
        sessions += 1;
        let until = asked.load(Ordering::Relaxed) + left;
        let failing = |tile| match asked.fetch_add(1, Ordering::Relaxed) {
            number if number >= until => Err("enough".to_owned()),
            _ => Ok(render(&squares, tile)),
        };
        let result = traverse(&coverage, &zooms, &mut work, &failing, &Unwatched);
        assert!(!broken.exists());
        if result.is_ok() {
            Target::at(&broken).write(&work, &metadata(), &Unwatched).unwrap();
            break work.remove().unwrap();
        }
        assert!(matches!(result, Err(ArchiveError::Tile { .. })), "{result:?}");
    }
    assert!(sessions > 2, "{sessions} sessions");
    assert_eq!(std::fs::read(&whole).unwrap(), std::fs::read(&broken).unwrap());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside the archives");
}

/// Told to stop after some steps.
struct Stopping(AtomicU64);

impl ProgressSink for Stopping {
    fn expect(&self, _: u64) {}
    fn advance(&self, _: u64) {}
    fn is_stopped(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
    }
}

#[test]
fn a_stopped_export_leaves_only_its_work_file() {
    let squares = [Square { west: 10.0, south: 10.0, side: 40.0 }];
    let coverage = coverage(&squares);
    for name in ["x.pmtiles", "x.mbtiles", "x"] {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::at(&folder.path().join(name));
        let left = || {
            let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
            names.map(|name| name.to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        let mut work = CheckpointDb::open(target.path(), "one").unwrap();
        let stopped =
            traverse(&coverage, &(0..=6), &mut work, &|tile| Ok(render(&squares, tile)), &Stopping(40.into()));
        assert!(matches!(stopped, Err(ArchiveError::Stopped)), "{stopped:?}");
        drop(work);
        assert_eq!(left(), [format!("{name}.part")]);
        let mut work = CheckpointDb::open(target.path(), "one").unwrap();
        assert!(work.resumed_after() > 0, "whole zooms are kept");
        traverse(&coverage, &(0..=6), &mut work, &|tile| Ok(render(&squares, tile)), &Unwatched).unwrap();
        let stopped = target.write(&work, &metadata(), &Stopping(20.into()));
        assert!(matches!(stopped, Err(ArchiveError::Stopped)), "{stopped:?}");
        drop(work);
        assert_eq!(left(), [format!("{name}.part")]);
        let work = CheckpointDb::open(target.path(), "one").unwrap();
        target.write(&work, &metadata(), &Unwatched).unwrap();
        work.remove().unwrap();
        assert_eq!(left(), [name]);
    }
}

#[test]
fn another_request_starts_over_and_a_concurrent_export_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("x.mbtiles");
    let squares = [Square { west: 10.0, south: 10.0, side: 40.0 }];
    let mut work = CheckpointDb::open(&target, "one").unwrap();
    traverse(&coverage(&squares), &(0..=3), &mut work, &|tile| Ok(render(&squares, tile)), &Unwatched).unwrap();
    assert!(matches!(CheckpointDb::open(&target, "one"), Err(ArchiveError::Busy { .. })));
    drop(work);
    assert!(CheckpointDb::open(&target, "one").unwrap().resumed_after() > 0);
    assert_eq!(CheckpointDb::open(&target, "other").unwrap().resumed_after(), 0);
    // What is no work file at all is replaced too.
    std::fs::write(folder.path().join("x.mbtiles.part"), "no database").unwrap();
    assert_eq!(CheckpointDb::open(&target, "other").unwrap().resumed_after(), 0);
}

#[test]
fn a_folder_has_uncompressed_tiles_and_is_not_mixed_with_another() {
    let folder = tempfile::tempdir().unwrap();
    let target = Target::at(&folder.path().join("tiles"));
    let squares = [Square { west: 10.0, south: 10.0, side: 40.0 }];
    let mut work = CheckpointDb::open(target.path(), "one").unwrap();
    traverse(&coverage(&squares), &(0..=6), &mut work, &|tile| Ok(render(&squares, tile)), &Unwatched).unwrap();
    target.check().unwrap();
    target.write(&work, &metadata(), &Unwatched).unwrap();
    for (position, bytes) in kept(&work) {
        let tile = tile_at(position).unwrap();
        let path = target.path().join(format!("{}/{}/{}.mvt", tile.z(), tile.x(), tile.y()));
        assert_eq!(compressed(&std::fs::read(path).unwrap()), bytes);
    }
    let document = std::fs::read_to_string(target.path().join("tiles.json")).unwrap();
    assert!(document.contains("\"{z}/{x}/{y}.mvt\"") && document.contains("Illustrative."));
    assert!(matches!(target.check(), Err(ArchiveError::FolderExists { .. })));
}

#[test]
fn an_mbtiles_archive_is_read_back_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let target = Target::at(&folder.path().join("x.mbtiles"));
    let squares = [Square { west: 10.0, south: 10.0, side: 40.0 }];
    let mut work = CheckpointDb::open(target.path(), "one").unwrap();
    traverse(&coverage(&squares), &(1..=6), &mut work, &|tile| Ok(render(&squares, tile)), &Unwatched).unwrap();
    target.write(&work, &metadata(), &Unwatched).unwrap();
    let deadline = Instant::now() + Duration::from_mins(1);
    let archive = MbTiles::open(target.path(), deadline).unwrap();
    assert_eq!((archive.about.kind, archive.about.zooms), (TileKind::Mvt, (0, 7)));
    assert_eq!(archive.about.metadata["vector_layers"], metadata().vector_layers);
    let tiles = kept(&work);
    for z in 0..=6 {
        for tile in tiles_covering(Rect::new((0.0, 0.0), (1.0, 1.0)), z) {
            let stored = archive.tile(tile, deadline).unwrap();
            assert_eq!(stored.as_deref(), tiles.get(&position(tile)).map(Vec::as_slice), "{tile:?}");
        }
    }
    let part = MbTiles::open(&folder.path().join("x.mbtiles.part"), deadline);
    assert!(matches!(part, Err(ReadError::Malformed(_) | ReadError::Unreadable(_))), "{part:?}");
}

fn squares() -> impl Strategy<Value = Vec<Square>> {
    let square = (-179.0..170.0f64, -80.0..75.0f64, prop_oneof![0.0001..0.02f64, 0.1..9.0f64]);
    prop::collection::vec(square.prop_map(|(west, south, side)| Square { west, south, side }), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever is drawn from some zoom on, below tiles that do not draw it.
    #[test]
    fn no_tile_with_content_is_missed(squares in squares(), first in 0..=3u8) {
        let folder = tempfile::tempdir().unwrap();
        let mut work = CheckpointDb::open(&folder.path().join("x.pmtiles"), "squares").unwrap();
        traverse(&coverage(&squares), &(first..=6), &mut work, &|tile| Ok(render(&squares, tile)), &Unwatched).unwrap();
        let all = (first..=6).flat_map(|z| tiles_covering(Rect::new((0.0, 0.0), (1.0, 1.0)), z));
        let expected: BTreeMap<u64, Vec<u8>> =
            all.filter_map(|tile| Some((position(tile), render(&squares, tile)?))).collect();
        prop_assert_eq!(kept(&work), expected);
    }

    /// Whichever of its points is asked for, and however long it is.
    #[test]
    fn the_coverage_index_finds_the_tiles_along_an_outline(west in -170.0..170.0f64, south in -80.0..80.0f64, east in -170.0..170.0f64, north in -80.0..80.0f64, part in 0.0..=1.0f64) {
        let mut coverage = CoverageIndex::default();
        let (a, b) = (Coord { x: west, y: south }, Coord { x: east, y: north });
        coverage.area(&geo_types::Polygon::new(vec![a, b, a].into(), vec![]));
        coverage.points(std::iter::once(Point(Coord { x: north, y: south })));
        let (from, to) = (project(a), project(b));
        for z in 0..=11 {
            let near = coverage.tiles_near(z);
            for at in [from + (to - from) * part, project(Coord { x: north, y: south })] {
                let tile = TileId::of(at, z).unwrap();
                prop_assert!(near.contains(&(tile.x(), tile.y())));
            }
        }
    }
}
