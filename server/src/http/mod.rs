//! HTTP concepts: routes and parameters as data, negotiation, URLs, responses and problems. Nothing here knows what a
//! district is.

pub mod api_root;
pub mod base_url;
pub mod chunks;
pub mod client;
pub mod conditional;
pub mod frame_ancestors;
pub mod headers;
pub mod host;
pub mod metrics;
pub mod negotiation;
pub mod own_words;
pub mod parameter;
pub mod paths;
pub mod problem;
pub mod proxies;
pub mod query;
pub mod response;
pub mod route;
