//! Routes as data: one declaration serves the router, the parameter check, the metrics and the OpenAPI document.

use std::sync::Arc;

use super::metrics::Metrics;
use super::parameter::Parameter;
use super::problem::Problem;
use super::query::Query;
use super::reply::{Format, Reply};
use crate::published::Published;

/// A path and what answers there.
#[derive(Debug)]
pub struct Route {
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
    pub handler: fn(&Call) -> Result<Reply, Problem>,
}

/// The chapter of what operators ask. It is answered even when the server has too much to do for anything else.
pub const OPERATION: &str = "Operation";

/// The chapter of the basemap, which only a server that has one tells of.
pub const BASEMAP: &str = "Basemap";

/// One request, checked and ready to be answered.
#[derive(Clone, Debug)]
pub struct Call {
    pub published: Arc<Published>,
    pub metrics: Arc<Metrics>,
    /// Values of the path's parameters, in their order.
    pub path: Vec<String>,
    pub query: Query,
    /// The address of the server, for links.
    pub base: String,
    /// The path as the client wrote it, for the link to itself.
    pub self_path: String,
    /// The query string as the client wrote it.
    pub raw_query: String,
    pub format: Format,
}

impl Call {
    /// The value of a path parameter.
    pub fn path(&self, position: usize) -> &str {
        self.path.get(position).map_or("", String::as_str)
    }

    /// An absolute link.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The query string of this request without one parameter, with its question mark; empty where nothing is left.
    pub fn query_without(&self, left_out: &str) -> String {
        let is_kept = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            !pair.is_empty() && percent_encoding::percent_decode_str(name).decode_utf8_lossy() != left_out
        };
        let kept: Vec<&str> = self.raw_query.split('&').filter(is_kept).collect();
        if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) }
    }

    /// The address of this request with some parameters set to other values (or taken out).
    pub fn link_with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in url::form_urlencoded::parse(self.raw_query.as_bytes()) {
            if !changes.iter().any(|(changed, _)| *changed == name) {
                query.append_pair(&name, &value);
            }
        }
        for (name, value) in changes {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        let separator = if query.is_empty() { "" } else { "?" };
        format!("{}{}{separator}{query}", self.base, self.self_path)
    }
}
