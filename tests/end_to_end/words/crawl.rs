//! Follows every link of a server from its start page, its OpenAPI document and its list of indicators, and keeps what is said there.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value as Json;
use tests::{Answer, Server};

/// Glyphs and patterns have no words; those of compressed pictures and files cannot be read in their bytes, and are those of the SVG and the CSV.
const WITHOUT_TEXT: [&str; 7] = ["/fonts/", "/sprites/", ".png?", ".pdf?", ".zip?", "f=png", "f=xlsx"];

/// More addresses than a small dataset has.
const MOST: usize = 3_000;

/// Every answer of a server that a link leads to, by its path.
pub fn crawl(server: &Server) -> BTreeMap<String, Answer> {
    let mut waiting: VecDeque<String> =
        ["/", "/?f=html", "/api", "/api?f=html", "/embed", "/embed.json"].map(str::to_owned).into();
    let guessed: BTreeSet<String> = described(&server.json("/api")).into_iter().collect();
    waiting.extend(guessed.iter().cloned());
    let mut answers = BTreeMap::new();
    while let Some(path) = waiting.pop_front() {
        if answers.contains_key(&path) || WITHOUT_TEXT.iter().any(|part| path.contains(part)) {
            continue;
        }
        assert!(answers.len() < MOST, "more than {MOST} addresses; the last is {path}");
        let answer = server.get(&path);
        // What is described may need further parameters, and says so.
        let is_sound = matches!(answer.status, 200 | 204 | 301) || (answer.status == 400 && guessed.contains(&path));
        // Rounds that differ say what to acknowledge, and the page links to that.
        let is_asking =
            answer.status == 400 && path.contains("/rounds/compare") && answer.text().contains("acknowledge=");
        assert!(is_sound || is_asking, "{path} is answered with {}: {}", answer.status, answer.text());
        let mut found = Vec::new();
        let kind = answer.header("Content-Type").unwrap_or_default();
        if kind.contains("json") {
            links_of_json(&answer.json(), &mut found);
        } else if kind.contains("html") {
            found.extend(links_of_html(&answer.text()));
        }
        if is_asking {
            found.push(format!("{}&acknowledge=definition,population,window", path.replace("&f=html", "")));
        }
        waiting.extend(found.iter().filter_map(|link| path_of(server, &path, link)));
        answers.insert(path, answer);
    }
    answers
}

/// The addresses that an OpenAPI document describes: each path with each value of its parameters, and each value of each parameter alone.
fn described(api: &Json) -> Vec<String> {
    let mut addresses = Vec::new();
    for (template, item) in api["paths"].as_object().expect("paths") {
        let whole_world = template.replace("{z}/{x}/{y}", "0/0/0").replace("{tileMatrix}/{tileRow}/{tileCol}", "0/0/0");
        let mut paths = vec![whole_world];
        let mut queries = vec![String::new(), "?km=5".to_owned()];
        for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
            let Some(values) = parameter["schema"]["enum"].as_array() else { continue };
            let name = parameter["name"].as_str().expect("a name");
            let values: Vec<&str> = values.iter().filter_map(Json::as_str).collect();
            if parameter["in"] == "path" {
                let one = format!("{{{name}}}");
                paths = paths.iter().flat_map(|path| values.iter().map(|value| path.replace(&one, value))).collect();
            } else if name == "service" {
                queries.extend(values.iter().map(|value| format!("?{name}={value}&km=5")));
            } else if matches!(name, "f" | "lang" | "round" | "by" | "of") {
                queries.extend(values.iter().map(|value| format!("?{name}={value}")));
            }
        }
        // What is left needs values of the dataset: links have them.
        paths.retain(|path| !path.contains('{') && !path.starts_with("/health") && path != "/metrics");
        addresses.extend(paths.iter().flat_map(|path| queries.iter().map(move |query| format!("{path}{query}"))));
    }
    addresses
}

fn links_of_json(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::String(text) => found.push(text.clone()),
        Json::Array(items) => items.iter().for_each(|item| links_of_json(item, found)),
        Json::Object(fields) => fields.values().for_each(|value| links_of_json(value, found)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn links_of_html(html: &str) -> Vec<String> {
    let after = |attribute| html.split(attribute).skip(1).filter_map(|rest: &str| rest.split('"').next());
    after("href=\"").chain(after("src=\"")).map(|link| link.replace("&amp;", "&")).collect()
}

/// The path of a link within the server, if it is one.
fn path_of(server: &Server, page: &str, link: &str) -> Option<String> {
    let link = link.split('#').next().unwrap_or_default();
    if link.is_empty() || link.contains('{') {
        return None;
    }
    if let Some(path) = link.strip_prefix(&server.base) {
        return Some(if path.is_empty() { "/".to_owned() } else { path.to_owned() });
    }
    if link.contains(':') || !link.starts_with(['.', '?']) {
        return None;
    }
    let base = url::Url::parse(&format!("{}{page}", server.base)).expect("an address");
    let url = base.join(link).expect("an address");
    Some(url.as_str().strip_prefix(&server.base)?.to_owned())
}
