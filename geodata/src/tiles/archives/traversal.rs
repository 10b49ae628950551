//! Renders every tile that can have content, zoom by zoom.

use std::ops::RangeInclusive;

use super::checkpoint::CheckpointDb;
use super::coverage_index::CoverageIndex;
use super::error::ArchiveError;
use super::order::{position, tile_at};
use crate::grid::TileId;
use crate::parallel;

/// How many tiles are rendered before they are stored: an interruption loses at most so many.
const BATCH: usize = 1024;

/// Receives the progress of a traversal, from several threads.
pub trait ProgressSink: Sync {
    /// How many tiles will be visited, as estimated so far.
    fn expect(&self, tiles: u64);
    /// So many more tiles are visited.
    fn advance(&self, tiles: u64);
    /// Whether to stop: finished batches are kept, and the next traversal resumes from there.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Renders a tile to compressed bytes: None where it is empty, a reason where it fails.
pub type RenderTile<'a> = dyn Fn(TileId) -> Result<Option<Vec<u8>>, String> + Sync + 'a;

/// Visits the tiles that can have content, and stores them in the checkpoint in the order of PMTiles. Resumes where the checkpoint ends.
///
/// Tiles are visited from zoom 0 on, since empty tiles prune those below them; tiles outside `zooms` are not stored.
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

/// The children of the tiles that have content or an outline near, in order.
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

/// An estimate of the tiles of this and the deeper zooms: each grows by the same factor as this one over the one before.
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
