//! Work in the background after the start: the index that the first request for the nearest communities would wait for, and the tiles
//! that everyone sees first. Those of the low zooms hold the most and take the longest.

use std::collections::VecDeque;
use std::sync::Arc;

use geodata::grid::TileId;
use geodata::query::Collection;
use geodata::tiles::{self, LayerRequest, TileRequest};

use crate::encoding::Encoding;
use crate::http::query::Query;
use crate::http::route::RequestContext;
use crate::publications::Publication;
use crate::routes::{TILE, tile_reply};
use crate::served_data::{MAX_ZOOM, ServedData};
use crate::service::cost_estimator::{elapsed_cpu, thread_cpu_time};
use crate::service::server::Server;
use crate::snapshot::Snapshot;

/// A tile that took less need not be cached in advance: those below it are left to whoever asks for them.
const WORTH_IT: std::time::Duration = std::time::Duration::from_millis(2);
/// The part of the response cache that may be filled: one in so many bytes, of which each dataset has its share.
const SHARE: u64 = 4;
/// The least urgent that a thread can be.
const NICE: i32 = 19;

/// Starts to compute tiles, on a thread of its own that gives way to everything else.
pub fn start(server: Arc<Server>) -> std::io::Result<()> {
    std::thread::Builder::new().name("warm-up".to_owned()).spawn(move || run(&server)).map(drop)
}

fn run(server: &Arc<Server>) {
    // Of this thread alone. Where it is refused, warming up is merely more urgent than it should be.
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICE);
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_time().build() else { return };
    let begun = thread_cpu_time();
    let datasets = server.publications.all().iter().map(Publication::snapshot).enumerate();
    let mut tiles = 0;
    for (position, snapshot) in datasets {
        let Some(data) = snapshot.data() else { continue };
        for points in [data.atlas.index().communities(), data.atlas.index().facilities()] {
            points.prepare_nearest();
        }
        tiles += runtime.block_on(low_zooms(server, position, &snapshot, data));
    }
    let milliseconds = elapsed_cpu(begun).as_millis() as u64;
    tracing::info!(tiles, milliseconds, "warmed up");
}

/// Computes the tiles of all collections of the dataset at a position, from zoom 0 downwards, while it pays; gives how many.
async fn low_zooms(server: &Server, position: usize, snapshot: &Arc<Snapshot>, data: &ServedData) -> usize {
    let mut waiting: VecDeque<(Collection, u8, u32, u32)> =
        Collection::of(&data.atlas).into_iter().map(|collection| (collection, 0, 0, 0)).collect();
    let (mut tiles, mut bytes) = (0, 0);
    while let Some((collection, z, x, y)) = waiting.pop_front() {
        if bytes > server.cache.capacity() / SHARE / server.publications.all().len() as u64 {
            break;
        }
        let Some(id) = TileId::new(z, x, y) else { break };
        let path = vec![collection.id().to_owned(), z.to_string(), x.to_string(), y.to_string()];
        let call = RequestContext::of(&TILE, Arc::clone(snapshot), Arc::clone(&server.metrics), path, Query::default());
        let layers = [LayerRequest::of_default_round(&data.atlas, collection)];
        let render = || tile_reply(tiles::render(&data.tiles, &TileRequest { id, layers: &layers })?, call.format);
        let before = thread_cpu_time();
        // As browsers ask for it; other encodings are made from this one.
        let Ok(response) = server.prerender(&TILE, &call, Encoding::Zstd, render).await else { break };
        let spent = elapsed_cpu(before);
        if !response.has_body() {
            continue;
        }
        server.metrics.warmed_up(Some(position));
        tiles += 1;
        bytes += response.size() as u64;
        if spent >= WORTH_IT && z < MAX_ZOOM {
            let below =
                [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(right, down)| (collection, z + 1, 2 * x + right, 2 * y + down));
            waiting.extend(below);
        }
        // Never more than half of a processor.
        tokio::time::sleep(spent).await;
    }
    tiles
}
