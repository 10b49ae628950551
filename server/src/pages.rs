//! The pages and scripts of `server/web`, built by Vite and carried in the binary.

use rust_embed::RustEmbed;

use crate::http::reply::{CachePolicy, Format, HandlerResponse};

#[derive(RustEmbed)]
#[folder = "web/dist"]
struct Files;

/// Everything comes from the server itself; maplibre-gl makes its worker and its images from blobs, and sets styles.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; \
     style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'self'; object-src 'none'";

/// One of the pages.
pub fn page(name: &str) -> HandlerResponse {
    reply(Files::get(name).map(|file| file.data.into_owned()).unwrap_or_default())
}

/// One of the pages, for an address that lies one step deeper than usual: what it refers to does not.
pub fn page_below(name: &str) -> HandlerResponse {
    let html = Files::get(name).map(|file| String::from_utf8_lossy(&file.data).replace("=\"./", "=\"../"));
    reply(html.unwrap_or_default().into_bytes())
}

fn reply(bytes: Vec<u8>) -> HandlerResponse {
    HandlerResponse::bytes(Format::Html, bytes).header("Content-Security-Policy", CONTENT_SECURITY_POLICY.to_owned())
}

/// What is asked for by a name that others chose.
const LASTING_NAMES: [&str; 3] = ["kerben-map.js", "favicon.ico", "robots.txt"];

/// The name of the file at a path: scripts, styles, pictures; the pages have routes of their own.
fn name(path: &str) -> Option<&str> {
    path.strip_prefix('/').filter(|name| name.starts_with("assets/") || LASTING_NAMES.contains(name))
}

/// Whether there is a file at a path.
pub fn has_file(path: &str) -> bool {
    name(path).is_some_and(|name| Files::iter().any(|file| file == name))
}

/// The file at a path.
pub fn file(path: &str) -> Option<HandlerResponse> {
    let name = name(path)?;
    let file = Files::get(name)?;
    let format = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js") => Format::Javascript,
        Some("css") => Format::Css,
        Some("txt") => Format::File("text/plain; charset=utf-8"),
        Some("svg") => Format::File("image/svg+xml"),
        Some("ico") => Format::File("image/x-icon"),
        Some("png") => Format::File("image/png"),
        Some("json") => Format::File("application/json"),
        _ => Format::File("application/octet-stream"),
    };
    let caching = if name.starts_with("assets/") { CachePolicy::Forever } else { CachePolicy::Data };
    Some(HandlerResponse::bytes(format, file.data.into_owned()).caching(caching))
}
