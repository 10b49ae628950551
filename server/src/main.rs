//! `kerben`: the map server for mobility tracking.

mod archive;
mod cli;
mod feature_caches;
mod html;
mod http;
mod loading;
mod log;
mod openapi;
mod pages;
mod published;
mod remote;
mod reopening;
mod routes;
mod threads;
mod vocabulary;
mod warm_up;

fn main() -> std::process::ExitCode {
    cli::run()
}
