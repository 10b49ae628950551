//! The pages, the lists, and paths at which there is nothing.

use crate::bad_requests::Bad;

pub const TABLE: &[Bad] = &[
    // As data: as a page it takes anything.
    ("/?foo=1", 400, "foo", "there is no parameter `foo` here"),
    ("/?f=xml", 400, "f", "`f` does not accept `xml`"),
    ("/?f=json&f=html", 400, "f", "`f` is given more than once"),
    ("/conformance?limit=1", 400, "limit", "there is no parameter `limit` here"),
    ("/api?f=yaml", 400, "f", "`f` does not accept `yaml`"),
    ("/rounds?round=kgz-r3", 400, "round", "there is no parameter `round` here"),
    ("/sources?id=geonames", 400, "id", "there is no parameter `id` here"),
    ("/health/live?verbose=1", 400, "verbose", "there is no parameter `verbose` here"),
    ("/health", 404, "", "there is nothing at /health"),
    ("/metrics?format=json", 400, "format", "there is no parameter `format` here"),
    ("/nothing/here", 404, "", "there is nothing at /nothing/here"),
    ("/assets/../Cargo.toml", 404, "", "there is nothing at /assets/../Cargo.toml"),
    ("/assets/..%2f..%2fCargo.toml", 404, "", "there is nothing at /assets/..%2f..%2fCargo.toml"),
    ("/assets/%2e%2e/%2e%2e/Cargo.toml", 404, "", "there is nothing at /assets/%2e%2e/%2e%2e/Cargo.toml"),
    ("/..%2f..%2fetc%2fpasswd", 404, "", "there is nothing at /..%2f..%2fetc%2fpasswd"),
    ("//etc/passwd", 404, "", "there is nothing at //etc/passwd"),
    ("/assets/", 404, "", "there is nothing at /assets/"),
    ("/assets", 404, "", "there is nothing at /assets"),
    ("/assets/index.html", 404, "", "there is nothing at /assets/index.html"),
    ("/index.html", 404, "", "there is nothing at /index.html"),
    ("/explored", 404, "", "there is nothing at /explored"),
    ("/kerben-map.js.map", 404, "", "there is nothing at /kerben-map.js.map"),
    ("/assets/%00", 404, "", "there is nothing at /assets/%00"),
    ("/.git/config", 404, "", "there is nothing at /.git/config"),
    ("/health/ready?x=%C3%28", 400, "x", "there is no parameter `x` here"),
    ("/api?f=json&x=1", 400, "x", "there is no parameter `x` here"),
];
