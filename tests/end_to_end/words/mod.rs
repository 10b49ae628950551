//! Datasets with words of their own: what they declare is what every answer names, and nobody else's words are there.

mod crawl;
mod declared;
mod documented;
mod dtm;
mod estimates;
mod said;
mod stocks;

use fixtures::Dataset;
use tempfile::TempDir;
use tests::Server;

/// A server of displaced people and returnees, which are stocks, and of arrivals, a flow; and the folder that it reads.
fn displaced() -> (Server, TempDir) {
    let folder = Dataset::displaced().write();
    (Server::start(folder.path()), folder)
}
