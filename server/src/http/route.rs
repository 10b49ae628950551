//! Routes as data: one declaration serves the router, the parameter check, the metrics and the OpenAPI document.

use std::net::Ipv4Addr;
use std::sync::Arc;

use actix_web::http::Method;

use super::api_root::ApiRoot;
use super::base_url::BaseUrl;
use super::client::Client;
use super::metrics::Metrics;
use super::parameter::Parameter;
use super::paths;
use super::problem::Problem;
use super::query::Query;
use super::reply::{Format, HandlerResponse};
use crate::archive::Archive;
use crate::served_data::ServedData;
use crate::snapshot::{DatasetList, Served, Snapshot};

/// A path and what answers there.
#[derive(Debug)]
pub struct Route {
    /// The method that it answers to; several routes may have the same path.
    pub method: &'static Method,
    /// The path, with `{names}` for its parameters.
    pub path: &'static str,
    /// Name of the operation in the OpenAPI document.
    pub id: &'static str,
    /// The chapter that it belongs to.
    pub tag: &'static str,
    pub summary: &'static str,
    pub path_parameters: &'static [Parameter],
    pub parameters: &'static [Parameter],
    /// The formats offered, the default first.
    pub formats: &'static [Format],
    /// Name of the schema of its JSON.
    pub schema: &'static str,
    /// Statuses besides 200 and 400, with their meaning.
    pub statuses: &'static [(u16, &'static str)],
    pub handler: Handler,
}

/// What answers at a route, by what it answers from.
#[derive(Clone, Copy, Debug)]
pub enum Handler {
    /// From data.
    Data(fn(&RequestContext) -> Result<HandlerResponse, Problem>),
    /// From an archive that is served alone.
    Archive(fn(&RequestContext<Archive>) -> Result<HandlerResponse, Problem>),
    /// From whatever is served.
    Any(fn(&RequestContext<Snapshot>) -> Result<HandlerResponse, Problem>),
}

impl Route {
    /// Answers a request from the snapshot that it began with.
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
    /// The method of a route that only reads; HEAD is answered like it.
    pub const GET: &'static Method = &Method::GET;

    /// Whether it answers to a method.
    pub fn answers(&self, method: &Method) -> bool {
        method == self.method || (self.method == Self::GET && method == Method::HEAD)
    }
}

/// What is allowed at a path whose routes have these methods, as the header `Allow` lists it.
pub fn allowed(methods: impl Iterator<Item = &'static Method>) -> String {
    let with_head = methods.flat_map(|method| [Some(method), (method == Route::GET).then_some(&Method::HEAD)]);
    let allowed = with_head.flatten().chain([&Method::OPTIONS]);
    allowed.map(Method::as_str).collect::<Vec<_>>().join(", ")
}

/// The chapter of what operators ask. It is answered even when the server has too much to do for anything else.
pub const OPERATION: &str = "Operation";

/// The chapter of pages that people share: links to them get all kinds of parameters hung on (`fbclid`, `utm_source`), so that as
/// a page such a route takes no parameter for wrong. A page is the same whatever its query says: a script in it reads the query.
pub const PAGES: &str = "Pages";

/// What pages need for themselves. It is no part of the interface, and not in the OpenAPI document.
pub const INSIDE: &str = "Inside";

/// The chapter of the basemap, which only a server that has one tells of.
pub const BASEMAP: &str = "Basemap";

/// One request, checked and ready to be answered. `S` is what it is answered from: the data for most handlers.
#[derive(Clone, Debug)]
pub struct RequestContext<S = ServedData> {
    /// What was served when the request began.
    pub snapshot: Arc<S>,
    /// All datasets of the server, where its own address is asked for and not that of a dataset.
    pub datasets: Option<Arc<DatasetList>>,
    /// Whether the server has other datasets, too.
    pub is_one_of_several: bool,
    pub metrics: Arc<Metrics>,
    /// The path of the route, with `{names}` for its parameters.
    pub template: &'static str,
    /// Values of the path's parameters, in their order.
    pub path: Vec<String>,
    pub query: Query,
    /// The address of the server.
    pub base: BaseUrl,
    /// The API root that the request is below.
    pub root: ApiRoot,
    pub format: Format,
    /// Whose turn it is to be computed for.
    pub client: Client,
}

impl RequestContext<Snapshot> {
    /// A request for a route that comes from no client.
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
        }
    }

    /// The same request where data are served.
    pub fn of_data(&self) -> Option<RequestContext> {
        self.snapshot.data().map(|data| self.with(Arc::clone(data)))
    }
}

impl<S> RequestContext<S> {
    /// The same request, answered from another snapshot.
    fn with<T>(&self, snapshot: Arc<T>) -> RequestContext<T> {
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

    /// The address of this request with some parameters set to other values (or taken out). It is written in one way, however the
    /// client wrote it: a kept reply is sent to others.
    pub fn link_with(&self, changes: &[(&str, Option<&str>)]) -> String {
        self.link(&(paths::written(self.template, &self.path) + &self.query.written(changes)))
    }

    /// The address of the API root for links in a page.
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

/// The address of an API root for links in a page at a path below it. It is relative where nobody has said under which address the
/// server is reached: behind a proxy that takes away a part of the path, an absolute one would be wrong.
pub fn root_of_page(base: &BaseUrl, root: &ApiRoot, path: &str) -> String {
    if base.is_configured() { format!("{}{}", base.as_str(), root.prefix()) } else { root.relative_to(path) }
}
