//! `kerben`: the map server for mobility tracking.

mod archive;
mod archive_reloader;
mod blocking_pool;
mod cli;
mod encoding;
mod html;
mod http;
mod loading;
mod log;
mod openapi;
mod publications;
mod remote;
mod routes;
mod served_data;
mod service;
mod snapshot;
mod static_files;
mod vocabulary;
mod warm_up;

fn main() -> std::process::ExitCode {
    cli::run()
}
