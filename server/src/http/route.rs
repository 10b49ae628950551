//! Declares routes as data: one declaration serves the router, the parameter check, the metrics and the OpenAPI
//! document.

use std::net::Ipv4Addr;
use std::sync::Arc;

use actix_web::http::Method;

use super::api_root::ApiRoot;
use super::base_url::BaseUrl;
use super::client::Client;
use super::frame_ancestors::FrameAncestors;
use super::metrics::Metrics;
use super::parameter::Parameter;
use super::paths;
use super::problem::Problem;
use super::query::Query;
use super::response::{Format, HandlerResponse};
use crate::archive::Archive;
use crate::served_data::ServedData;
use crate::snapshot::{DatasetList, Served, Snapshot};

/// A route: method, path, parameters, formats and handler.
#[derive(Debug)]
pub struct Route {
    /// The method; several routes may share a path.
    pub method: &'static Method,
    /// The path template, with `{names}` for its parameters.
    pub path: &'static str,
    /// The `operationId` in the OpenAPI document.
    pub id: &'static str,
    /// The tag in the OpenAPI document.
    pub tag: &'static str,
    pub summary: &'static str,
    pub path_parameters: &'static [Parameter],
    pub parameters: &'static [Parameter],
    /// The formats offered, the default first.
    pub formats: &'static [Format],
    /// Name of the schema of its JSON document.
    pub schema: &'static str,
    /// Further statuses besides 200 and 400, with descriptions.
    pub statuses: &'static [(u16, &'static str)],
    pub handler: Handler,
}

/// The handler of a route, by the data that it needs.
#[derive(Clone, Copy, Debug)]
pub enum Handler {
    /// Needs a dataset.
    Data(fn(&RequestContext) -> Result<HandlerResponse, Problem>),
    /// Needs an archive that is served alone.
    Archive(fn(&RequestContext<Archive>) -> Result<HandlerResponse, Problem>),
    /// Works with either.
    Any(fn(&RequestContext<Snapshot>) -> Result<HandlerResponse, Problem>),
}

impl Route {
    /// Calls the handler with the snapshot that the request started with.
    pub fn answer(&self, call: &RequestContext<Snapshot>) -> Result<HandlerResponse, Problem> {
        match (self.handler, &call.snapshot.served) {
            (Handler::Data(handler), Served::Data(data)) => handler(&call.with(Arc::clone(data))),
            (Handler::Archive(handler), Served::Archive(archive)) => handler(&call.with(Arc::clone(archive))),
            (Handler::Any(handler), _) => handler(call),
            (Handler::Data(_) | Handler::Archive(_), _) => Err(Problem::not_found("there is no such route")),
        }
    }

    /// Whether it answers from what is served.
    pub fn answers_from(&self, served: &Served) -> bool {
        match self.handler {
            Handler::Data(_) => matches!(served, Served::Data(_)),
            Handler::Archive(_) => matches!(served, Served::Archive(_)),
            Handler::Any(_) => true,
        }
    }
}

impl Route {
    /// GET, which also handles HEAD.
    pub const GET: &'static Method = &Method::GET;

    /// Whether the route handles a method.
    pub fn answers(&self, method: &Method) -> bool {
        method == self.method || (self.method == Self::GET && method == Method::HEAD)
    }
}

/// The `Allow` header of a path whose routes have these methods.
pub fn allowed(methods: impl Iterator<Item = &'static Method>) -> String {
    let with_head = methods.flat_map(|method| [Some(method), (method == Route::GET).then_some(&Method::HEAD)]);
    let allowed = with_head.flatten().chain([&Method::OPTIONS]);
    allowed.map(Method::as_str).collect::<Vec<_>>().join(", ")
}

/// The tag of operators' routes, which are answered even when all queues are full.
pub const OPERATION: &str = "Operation";

/// The tag of pages that people share. Such links get tracking parameters (`fbclid`, `utm_source`), so these routes
/// ignore unknown parameters when rendering a page. A page does not depend on its query; its script reads the query.
pub const PAGES: &str = "Pages";

/// The tag of internal routes of the pages, which are not in the OpenAPI document.
pub const INSIDE: &str = "Inside";

/// The tag of what other programs embed maps by. They send parameters of their own, so these routes ignore unknown ones.
pub const EMBEDDING: &str = "Embedding";

/// The tag of basemap routes, documented only if the server has a basemap.
pub const BASEMAP: &str = "Basemap";

/// A checked request. `S` is what the handler needs: the data, for most handlers.
#[derive(Clone, Debug)]
pub struct RequestContext<S = ServedData> {
    /// The snapshot at the start of the request.
    pub snapshot: Arc<S>,
    /// All datasets of the server, where its own address is asked for and not that of a dataset.
    pub datasets: Option<Arc<DatasetList>>,
    /// Whether the server has other datasets, too.
    pub is_one_of_several: bool,
    pub metrics: Arc<Metrics>,
    /// The path of the route, with `{names}` for its parameters.
    pub template: &'static str,
    /// Values of the path parameters, in order.
    pub path: Vec<String>,
    pub query: Query,
    /// The base URL of links.
    pub base: BaseUrl,
    /// The API root of the request.
    pub root: ApiRoot,
    pub format: Format,
    /// The client, for fair queueing.
    pub client: Client,
    /// Who may frame the page of a map.
    pub frame_ancestors: FrameAncestors,
}

impl RequestContext<Snapshot> {
    /// A request that no client sent, for warm-up and tests.
    pub fn of(route: &Route, snapshot: Arc<Snapshot>, metrics: Arc<Metrics>, path: Vec<String>, query: Query) -> Self {
        Self {
            snapshot,
            datasets: None,
            is_one_of_several: false,
            metrics,
            template: route.path,
            path,
            query,
            base: BaseUrl::default(),
            root: ApiRoot::default(),
            format: route.formats.first().copied().unwrap_or(Format::Json),
            client: Client::new(Ipv4Addr::LOCALHOST.into()),
            frame_ancestors: FrameAncestors::default(),
        }
    }

    /// The same request where data are served.
    pub fn of_data(&self) -> Option<RequestContext> {
        self.snapshot.data().map(|data| self.with(Arc::clone(data)))
    }
}

impl<S> RequestContext<S> {
    /// The same request with another snapshot.
    pub fn with<T>(&self, snapshot: Arc<T>) -> RequestContext<T> {
        RequestContext {
            snapshot,
            datasets: self.datasets.clone(),
            is_one_of_several: self.is_one_of_several,
            metrics: Arc::clone(&self.metrics),
            template: self.template,
            path: self.path.clone(),
            query: self.query.clone(),
            base: self.base.clone(),
            root: self.root.clone(),
            format: self.format,
            client: self.client,
            frame_ancestors: self.frame_ancestors.clone(),
        }
    }

    /// The value of a path parameter.
    pub fn path(&self, position: usize) -> &str {
        self.path.get(position).map_or("", String::as_str)
    }

    /// An absolute link to a path below the API root.
    pub fn link(&self, path: &str) -> String {
        format!("{}{}{path}", self.base.as_str(), self.root.prefix())
    }

    /// The URL of this request with some parameters changed or removed. It is in canonical form, because a cached
    /// response is sent to other clients.
    pub fn link_with(&self, changes: &[(&str, Option<&str>)]) -> String {
        self.link(&(paths::written(self.template, &self.path) + &self.query.written(changes)))
    }

    /// The URL of the API root for links in a page.
    pub fn root_of_page(&self) -> String {
        root_of_page(&self.base, &self.root, &self.path_below_root())
    }

    /// The address of the API root relative to this request.
    pub fn relative_root(&self) -> String {
        self.root.relative_to(&self.path_below_root())
    }

    /// The address of the server relative to this request.
    pub fn relative_server(&self) -> String {
        self.root.server_relative_to(&self.path_below_root())
    }

    /// Where the list of all datasets is for links in a page, where there are several.
    pub fn all_datasets(&self) -> Option<String> {
        self.is_one_of_several.then(|| self.relative_server())
    }

    fn path_below_root(&self) -> String {
        paths::written(self.template, &self.path)
    }
}

/// The URL of an API root for links in a page at a path below it. It is relative unless the base URL is configured: a
/// proxy that strips a path prefix would break absolute links.
pub fn root_of_page(base: &BaseUrl, root: &ApiRoot, path: &str) -> String {
    if base.is_configured() { format!("{}{}", base.as_str(), root.prefix()) } else { root.relative_to(path) }
}
