//! HTTP as caches, browsers, proxies and operators rely on it.

mod api_roots;
mod caching;
mod deadlines;
mod encodings;
mod fairness;
mod fonts;
mod formats;
mod log;
mod long_answers;
mod methods;
mod operation;
mod pages;
mod patience;
mod proxies;
mod reloading;
mod shared_links;
mod slow_readers;
mod spelling;
mod sprites;
mod warm_up;

use serde_json::Value as Json;
use tests::{Server, sample, sample_address};

/// An address of each operation in the OpenAPI document, and whether it is also a page.
struct Route {
    address: String,
    template: String,
    media_types: Vec<String>,
}

impl Route {
    fn is_page(&self) -> bool {
        self.media_types.iter().any(|media_type| media_type.starts_with("text/html"))
    }

    /// What changes from one moment to the next is not kept by anyone.
    fn is_of_the_moment(&self) -> bool {
        self.template.starts_with("/health/") || self.template == "/metrics"
    }
}

fn routes(server: &Server) -> Vec<Route> {
    routes_below(server, "")
}

/// The same below an API root.
fn routes_below(server: &Server, root: &str) -> Vec<Route> {
    let api = server.json(&format!("{root}/api"));
    let paths = api["paths"].as_object().expect("paths");
    let route = |(template, item): (&String, &Json)| {
        let mut address = root.to_owned() + &sample_address(template);
        match template.as_str() {
            "/services/{service}/beyond" | "/services/{service}/new_centres" => address.push_str("?km=18"),
            // Its query is an address of this server: the tests of publishing ask it.
            "/oembed" => return None,
            "/nearest" => address.push_str("?lon=74.6&lat=42.87"),
            "/rounds/compare" => address.push_str(&two_rounds(server, root)?),
            _ => {}
        }
        let content = item["get"]["responses"]["200"]["content"].as_object().expect("media types");
        Some(Route { address, template: template.clone(), media_types: content.keys().cloned().collect() })
    };
    let routes: Vec<Route> = paths.iter().filter_map(route).collect();
    assert!(routes.len() >= 25, "{} routes", routes.len());
    routes
}

/// The query of a comparison, where a group is counted in two rounds.
fn two_rounds(server: &Server, root: &str) -> Option<String> {
    let links = server.json(&format!("{root}/rounds"))["links"].as_array().cloned().unwrap_or_default();
    let href = links.first()?["href"].as_str()?.to_owned();
    Some(format!("?{}&acknowledge=definition,population,window", href.split_once('?')?.1))
}

/// The value of a metric: the sum of all its lines that have these labels among theirs.
fn metric(server: &Server, name: &str) -> f64 {
    let text = server.get("/metrics").text();
    let (name, labels) = name.split_once('{').unwrap_or((name, ""));
    let labels: Vec<&str> =
        labels.trim_end_matches('}').split("\",").map(|label| label.trim_end_matches('"')).collect();
    let fits = |line: &&str| {
        let rest = line.strip_prefix(name).filter(|rest| rest.starts_with([' ', '{']));
        rest.is_some_and(|rest| labels.iter().all(|label| label.is_empty() || rest.contains(&format!("{label}\""))))
    };
    let value = |line: &str| line.rsplit(' ').next().and_then(|value| value.parse::<f64>().ok()).expect("a number");
    text.lines().filter(fits).map(value).sum()
}

/// A server whose links do not depend on the port that it happens to get.
fn at_home() -> Server {
    Server::start_with(&sample(), &["--public-url", "https://maps.example"])
}
