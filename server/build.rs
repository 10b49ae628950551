//! Makes sure that the pages are built before they are embedded.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=web/dist");
    assert!(
        Path::new("web/dist/index.html").exists(),
        "server/web/dist is missing: build the pages first with `make web` (or `npm ci && npm run build` in server/web)"
    );
}
