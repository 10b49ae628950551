//! Asks for every tile that can hold something, zoom by zoom.

use std::ops::RangeInclusive;

use super::checkpoint::CheckpointDb;
use super::coverage_index::CoverageIndex;
use super::error::ArchiveError;
use super::order::{position, tile_at};
use crate::grid::TileId;
use crate::parallel;

/// How many tiles are made before they are written down: what an interruption loses at most.
const BATCH: usize = 1024;

/// Hears how far a walk is.
pub trait ProgressSink: Sync {
    /// How many tiles will be visited, as far as can be told by now.
    fn expect(&self, tiles: u64);
    /// So many more are visited.
    fn advance(&self, tiles: u64);
    /// Whether somebody wants it to stop: what was made is kept, and the next walk goes on from there.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Makes the packed bytes of a tile: none where it shows nothing, a reason where it cannot be made.
pub type RenderTile<'a> = dyn Fn(TileId) -> Result<Option<Vec<u8>>, String> + Sync + 'a;

/// Visits the tiles of the zooms that can hold something, and puts them into the work file in the order of PMTiles. Goes on
/// where the work file ends.
///
/// Tiles are visited from zoom 0 on, since that is how it is found out where there is nothing; those of zooms that are not wanted
/// are not kept.
pub fn traverse(
    coverage: &CoverageIndex,
    zooms: &RangeInclusive<u8>,
    work: &mut CheckpointDb,
    render: &RenderTile<'_>,
    progress: &dyn ProgressSink,
) -> Result<(), ArchiveError> {
    let mut frontier: Vec<TileId> = TileId::new(0, 0, 0).into_iter().collect();
    let (mut visited, mut before) = (0, 0);
    for z in 0..=*zooms.end() {
        progress.expect(visited + expected(frontier.len(), before, zooms.end() - z));
        let done = work.visited(z)?.min(frontier.len());
        progress.advance(done as u64);
        for batch in frontier.get(done..).unwrap_or_default().chunks(BATCH) {
            let tiles = render_all(batch, render, progress)?;
            work.add(z, batch.len(), zooms.contains(&z), &tiles)?;
            progress.advance(batch.len() as u64);
        }
        visited += frontier.len() as u64;
        before = frontier.len();
        if z < *zooms.end() {
            frontier = below(&frontier, coverage, &work.shown(z)?);
        }
    }
    Ok(())
}

/// The tiles below those that show something or have an outline near, in order.
fn below(frontier: &[TileId], coverage: &CoverageIndex, shown: &[u64]) -> Vec<TileId> {
    let Some(z) = frontier.first().map(|tile| tile.z()) else { return Vec::new() };
    let near = coverage.tiles_near(z);
    let goes_on =
        |tile: &&TileId| near.contains(&(tile.x(), tile.y())) || shown.binary_search(&position(**tile)).is_ok();
    let children = |tile: &TileId| {
        let (x, y) = (tile.x() * 2, tile.y() * 2);
        [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)].map(|(x, y)| TileId::new(z + 1, x, y))
    };
    let mut places: Vec<u64> = frontier.iter().filter(goes_on).flat_map(children).flatten().map(position).collect();
    places.sort_unstable();
    places.into_iter().filter_map(tile_at).collect()
}

/// How many tiles this and the deeper zooms have, if each grows over the last as this one did over the one before.
fn expected(tiles: usize, before: usize, deeper: u8) -> u64 {
    let growth = if before == 0 { 4.0 } else { (tiles as f64 / before as f64).clamp(1.0, 4.0) };
    (0..=i32::from(deeper)).map(|zoom| tiles as f64 * growth.powi(zoom)).sum::<f64>() as u64
}

/// Renders tiles on all processors. The result has those that show something, in the order of `tiles`. Of several errors the one of the
/// first tile is returned.
fn render_all(
    tiles: &[TileId],
    render: &RenderTile<'_>,
    progress: &dyn ProgressSink,
) -> Result<Vec<(u64, Vec<u8>)>, ArchiveError> {
    let rendered = parallel::try_map(tiles, |tile| {
        if progress.is_stopped() {
            return Err(ArchiveError::Stopped);
        }
        let bytes = render(*tile).map_err(|reason| {
            let (z, x, y) = (tile.z(), tile.x(), tile.y());
            ArchiveError::Tile { z, x, y, reason }
        })?;
        Ok(bytes.map(|bytes| (position(*tile), bytes)))
    })?;
    Ok(rendered.into_iter().flatten().collect())
}
