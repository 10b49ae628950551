//! The thin edge: parameters in, replies out. Nothing here knows what a district is.

pub mod api_root;
pub mod at_hand;
pub mod base_url;
pub mod cache;
pub mod conditional;
pub mod dispatch;
pub mod effort;
pub mod encoding;
pub mod finished;
pub mod metrics;
pub mod negotiation;
pub mod parameter;
pub mod parts;
pub mod paths;
pub mod preferences;
pub mod problem;
pub mod query;
pub mod refusals;
pub mod reply;
pub mod route;
pub mod sent;
pub mod server;
pub mod tally;
pub mod worker;
