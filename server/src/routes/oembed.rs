//! oEmbed 1.0 (<https://oembed.com>): content management systems are given the address of a page with a map, and ask here for the line that embeds it.
//!
//! ```text
//! /oembed?url=https://maps.example/embed?indicator=return_migrants&maxwidth=600 ─► { type: "rich", html: "<iframe …>", width: 600, height: 790, … }
//! ```

use actix_web::http::StatusCode;
use maud::html;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use url::Url;

use super::embed::{self, EMBED, OEMBED_PATH};
use super::pages::EXPLORE;
use crate::html::card_height;
use crate::html::preview::PICTURE;
use crate::http::api_root::{ApiRoot, DatasetRoot};
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::{Problem, truncated};
use crate::http::query::Query;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{EMBEDDING, Handler, RequestContext, Route};
use crate::served_data::ServedData;
use crate::snapshot::Snapshot;
use crate::vocabulary;

const URL: Parameter = Parameter::new(
    "url",
    ParamType::Text { max: 12 * 1024 },
    "The address of a page of this server that shows a map: `/embed`, `/explore` or `/`, with its query",
)
.required();
const FORMAT: Parameter =
    Parameter::new("format", ParamType::Text { max: 16 }, "json; anything else is answered with 501");
const MAX_WIDTH: Parameter =
    Parameter::new("maxwidth", ParamType::Integer { min: 1, max: 10_000 }, "How wide the frame may be, in pixels");
const MAX_HEIGHT: Parameter = Parameter::new(
    "maxheight",
    ParamType::Integer { min: 1, max: 10_000 },
    "How high the frame may be, in pixels; a lower one is scrolled",
);

/// The width of a frame where none is said, and the greatest.
const USUAL_WIDTH: u64 = 800;
const WIDEST: u64 = 1200;
/// For how many seconds an answer may be kept.
const CACHE_AGE: u32 = 3600;
/// The smallest part of its size that a picture is drawn in.
const LEAST_SCALE: f64 = 0.5;

pub const OEMBED: Route = Route {
    method: Route::GET,
    path: OEMBED_PATH,
    id: "getOembed",
    tag: EMBEDDING,
    summary: "oEmbed 1.0: the line that embeds the map of a page, for content management systems that are given its address",
    path_parameters: &[],
    parameters: &[URL, FORMAT, MAX_WIDTH, MAX_HEIGHT],
    formats: &[Format::Json],
    schema: "OEmbed",
    statuses: &[(404, "The address is of no page with a map on this server"), (501, "Another format than JSON")],
    handler: Handler::Any(answer),
};

fn answer(call: &RequestContext<Snapshot>) -> Result<HandlerResponse, Problem> {
    if let Some(format) = call.query.text(FORMAT.name).filter(|format| *format != "json") {
        let detail = format!("answers are in JSON, not in `{}`", truncated(format));
        let problem = Problem::new(StatusCode::NOT_IMPLEMENTED, detail).with_parameter(FORMAT.name);
        return Err(Problem { accepted: Some("json".to_owned()), ..problem });
    }
    let Some(asked) = call.query.text(URL.name) else {
        return Err(Problem::parameter(URL.name, "`url` is required", ACCEPTED));
    };
    let of_map = page_at(call, asked)?;
    let card = embed::card(&of_map)?;
    let most = [MAX_WIDTH, MAX_HEIGHT].map(|parameter| call.query.integer(parameter.name));
    let width = most[0].map_or(USUAL_WIDTH, |most| most.min(WIDEST));
    let height = u64::from(card_height::of(&card, width as f64)).min(most[1].unwrap_or(u64::MAX));
    let preview = &card.preview;
    let frame = html! {
        iframe src=(preview.address) width=(width) height=(height) title=(preview.title) loading="lazy" frameborder="0"
            sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" {}
    };
    let mut document = json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": "Kerben",
        "provider_url": of_map.link("/"),
        "title": preview.title,
        "cache_age": CACHE_AGE,
        "html": frame.into_string(),
        "width": width,
        "height": height,
    });
    if let Some(members) = document.as_object_mut() {
        let publisher = card.document.sources.first().map(|source| source.publisher.as_str());
        let publisher = publisher.filter(|publisher| !publisher.is_empty());
        members.extend(publisher.map(|publisher| ("author_name".to_owned(), Json::from(publisher))));
        members.extend(thumbnail(&preview.picture, most));
    }
    Ok(HandlerResponse::document(preview.title.clone(), document))
}

/// The picture of a preview, where one is drawn that is no larger than it may be.
fn thumbnail(picture: &str, [most_width, most_height]: [Option<u64>; 2]) -> Vec<(String, Json)> {
    let part = |most: Option<u64>, of: u32| most.map_or(1.0, |most| most as f64 / f64::from(of));
    let scale = part(most_width, PICTURE.0).min(part(most_height, PICTURE.1)).min(1.0);
    // In hundredths, so that it is no larger.
    let scale = (scale * 100.0).floor() / 100.0;
    if scale < LEAST_SCALE {
        return Vec::new();
    }
    let address = if scale < 1.0 { format!("{picture}&scale={scale}") } else { picture.to_owned() };
    let [width, height] = [PICTURE.0, PICTURE.1].map(|of| (f64::from(of) * scale).round() as u64);
    vec![
        ("thumbnail_url".to_owned(), address.into()),
        ("thumbnail_width".to_owned(), width.into()),
        ("thumbnail_height".to_owned(), height.into()),
    ]
}

const ACCEPTED: &str = "the address of a page of this server that shows a map: /embed, /explore or /, with its query";

/// The request of the page of a map that an address of another page, or the same, stands for.
fn page_at(call: &RequestContext<Snapshot>, asked: &str) -> Result<RequestContext, Problem> {
    let nothing = || {
        let detail = format!("no page of this server with a map is at `{}`", truncated(asked));
        let problem = Problem::not_found(detail).with_parameter(URL.name);
        Problem { accepted: Some(ACCEPTED.to_owned()), ..problem }
    };
    let url = Url::parse(asked).map_err(|_| nothing())?;
    let path = below(call.base.as_str(), &url).ok_or_else(nothing)?;
    let (data, dataset, path) = dataset_of(call, path).ok_or_else(nothing)?;
    let (root, rest) = ApiRoot::split(&dataset, path, &data.atlas.rounds).map_err(|_| nothing())?;
    if !matches!(rest, "" | "/") && ![EMBED.path, EXPLORE.path].contains(&rest.trim_end_matches('/')) {
        return Err(nothing());
    }
    let mut query = Query::lenient(url.query().unwrap_or_default(), EMBED.parameters.iter());
    vocabulary::mend(&mut query, &EMBED.parameters.iter(), (&root, Some(&data.atlas)));
    Ok(RequestContext { query, root, template: EMBED.path, path: Vec::new(), ..call.with(data) })
}

/// The path of an address below that of the server. Who asks may not know whether a proxy speaks HTTPS.
fn below<'u>(base: &str, url: &'u Url) -> Option<&'u str> {
    let base = Url::parse(base).ok()?;
    let is_here = matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some_and(|host| base.host_str() == Some(host))
        && url.port() == base.port();
    let path = url.path().strip_prefix(base.path().trim_end_matches('/'))?;
    (is_here && (path.is_empty() || path.starts_with('/'))).then_some(path)
}

/// The dataset that a path of the server means, where it is known here, and the path below it.
fn dataset_of<'p>(call: &RequestContext<Snapshot>, path: &'p str) -> Option<(Arc<ServedData>, DatasetRoot, &'p str)> {
    let (id, rest) = path.trim_start_matches('/').split_once('/').unwrap_or((path.trim_start_matches('/'), ""));
    let rest = &path[path.len() - rest.len() - usize::from(!rest.is_empty() || path.ends_with('/'))..];
    let here = call.snapshot.data();
    let is_of = |data: &&Arc<ServedData>| *data.atlas.info.id == *id;
    let named = call.datasets.iter().flat_map(|list| &list.all).chain(here).find(is_of);
    match named {
        Some(data) => Some((Arc::clone(data), DatasetRoot::new(id, true), rest)),
        // What has no name in front is the dataset of the server's own address.
        None if !call.root.names_dataset() => Some((Arc::clone(here?), call.root.dataset().clone(), path)),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_of_this_server_or_of_none() {
        let path = |base: &str, url: &str| below(base, &Url::parse(url).expect("an address")).map(str::to_owned);
        assert_eq!(path("http://maps.example", "https://maps.example/embed?a=b").as_deref(), Some("/embed"));
        assert_eq!(path("https://maps.example/kg", "https://maps.example/kg/embed").as_deref(), Some("/embed"));
        assert_eq!(path("http://127.0.0.1:8080", "http://127.0.0.1:8080").as_deref(), Some("/"));
        for (base, url) in [
            ("http://maps.example", "http://maps.example.evil/embed"),
            ("http://maps.example", "http://maps.example:81/embed"),
            ("http://maps.example", "ftp://maps.example/embed"),
            ("https://maps.example/kg", "https://maps.example/kgz/embed"),
            ("", "https://maps.example/embed"),
        ] {
            assert_eq!(path(base, url), None, "{base} {url}");
        }
    }

    #[test]
    fn thumbnails_are_no_larger_than_they_may_be() {
        let size = |most: [Option<u64>; 2]| {
            let members = thumbnail("http://a/b.png?c=d", most);
            members.iter().map(|(_, value)| value.clone()).collect::<Vec<_>>()
        };
        assert_eq!(size([None, None]), [json!("http://a/b.png?c=d"), json!(1200), json!(630)]);
        assert_eq!(size([Some(1000), None]), [json!("http://a/b.png?c=d&scale=0.83"), json!(996), json!(523)]);
        assert!(size([Some(300), None]).is_empty() && size([None, Some(200)]).is_empty());
    }
}
