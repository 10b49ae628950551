//! From a connection to a response: limits and deadlines, caches, queues, compression, the log of requests. The order of the steps is in
//! [`app`].

pub mod access_log;
pub mod app;
pub mod byte_budget;
pub mod cache;
pub mod chunked_body;
pub mod connection;
pub mod cost_estimator;
pub mod deadlines;
pub mod dispatch;
pub mod fair_queue;
pub mod path_decoding;
pub mod proxy_headers;
pub mod refusals;
pub mod rendered_response;
pub mod respond;
pub mod server;
pub mod stream;
pub mod target;
pub mod worker;
