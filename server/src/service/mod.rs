//! Handles HTTP requests from the connection to the response: limits, deadlines, caches, queues, compression and the
//! access log. [`app`] defines the order of the steps.

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
pub mod parser_errors;
pub mod path_decoding;
pub mod proxy_headers;
pub mod rendered_response;
pub mod respond;
pub mod server;
pub mod stream;
pub mod target;
pub mod worker;
