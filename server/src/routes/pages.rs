//! The pages for people besides the start page and the map for a frame. Their scripts read the query, so that every state has an address:
//! `/explore?indicator=emigrants&year=2023`.

use super::embed::{self, OF_EMBEDDED_MAP};
use super::parameters::LANG;
use crate::html::PageHeader;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, PAGES, RequestContext, Route};
use crate::static_files;

pub const EXPLORE: Route = Route {
    method: Route::GET,
    path: "/explore",
    id: "getExplorePage",
    tag: PAGES,
    summary: "The page that explores the numbers",
    path_parameters: &[],
    parameters: &OF_EMBEDDED_MAP,
    formats: &[Format::Html],
    schema: "",
    statuses: &[],
    handler: Handler::Data(|call| {
        let page = page(call, "explore.html");
        Ok(match embed::preview(call) {
            Some(preview) => preview.put_into(page),
            None => page,
        })
    }),
};

pub const PLANNER: Route = Route {
    path: "/planner",
    id: "getPlannerPage",
    summary: "The page for planners: communities far from services",
    parameters: &[LANG],
    handler: Handler::Data(|call| Ok(page(call, "planner.html"))),
    ..EXPLORE
};

pub const BUILDER: Route = Route {
    path: "/embed/builder",
    id: "getBuilderPage",
    summary: "The page that makes the line to embed a map",
    parameters: &[LANG],
    handler: Handler::Data(|call| Ok(page(call, "builder.html"))),
    ..EXPLORE
};

fn page(call: &RequestContext, name: &str) -> HandlerResponse {
    static_files::page(name, call.language(), &call.relative_root(), (&PageHeader::of_data(call), call.template))
}
