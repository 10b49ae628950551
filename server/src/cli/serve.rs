use std::future::ready;
use std::io::IsTerminal;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_http::HttpService;
use actix_service::{IntoServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_utils::future::Either;
use actix_web::dev::{AppConfig, Service};
use actix_web::rt::net::TcpStream;
use actix_web::{App, web};
use clap::{Args, ValueEnum};
use geodata::atlas::Atlas;
use geodata::editions::{self, Edition};
use geodata::ingest::{FileError, Folder, PROJ_NETWORK, proj_asks_the_network, read_dataset_and_remote};
use geodata::model::BasemapPlace;
use geodata::progress::Progress;
use geodata::protection::{Policy, protect};
use geodata::tiles::SimplifiedCoverages;
use tracing_subscriber::EnvFilter;

use super::progress::TerminalProgress;
use super::terminal::EscapedLog;
use super::{Remote, open_files, terminal};
use crate::archive::{Archive, Location};
use crate::http::dispatch::dispatch;
use crate::http::parts::Parts;
use crate::http::refusals::Explaining;
use crate::http::route::Route;
use crate::http::server::Server;
use crate::http::worker::Worker;
use crate::published::{DEFAULT_ATTRIBUTE_BYTES, Published};
use crate::reopening;
use crate::routes::{ARCHIVE_ROUTES, ROUTES};

/// How long a client may take to send its request.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many connections a worker thread holds open at once.
const MOST_CONNECTIONS: usize = 10_000;
/// What is logged unless RUST_LOG says otherwise. The HTTP parser calls it an error of ours when a client does not speak HTTP;
/// the client is told, and whoever watches the log for errors is left alone.
const LOGGED: &str = "info,actix_http::h1::dispatcher=off";

#[derive(Debug, Args)]
pub struct Options {
    /// The folder with `dataset.toml`, an edition, or a folder of editions with a current one; or an archive of tiles: a .pmtiles or
    /// .mbtiles file, s3://bucket/key, https://…. Another archive that is put in its place is served without a restart.
    path: PathBuf,
    /// An archive of tiles to draw under the data, in place of the dataset's `basemap`: a file, s3://bucket/key, https://….
    // A password in it is nobody's business who asks for help.
    #[arg(long, value_name = "ARCHIVE", env = "KERBEN_BASEMAP", hide_env_values = true)]
    basemap: Option<Location>,
    /// Seconds between two looks whether the archive (or the basemap) was replaced. Clients keep tiles for a minute.
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=3600))]
    archive_check: u64,
    #[command(flatten)]
    remote: Remote,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080", env = "KERBEN_LISTEN")]
    listen: SocketAddr,
    /// The address under which clients reach the server, for links; by default the one that they use.
    #[arg(long, env = "KERBEN_PUBLIC_URL")]
    public_url: Option<String>,
    /// Seconds after which a request is given up.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// Mebibytes of memory for replies that are kept ready; 0 keeps none.
    #[arg(long, default_value_t = 256, value_parser = clap::value_parser!(u64).range(0..=1_048_576))]
    cache: u64,
    /// Mebibytes of memory for attributes that are kept encoded, of tiles and of pages of features; 0 keeps none.
    #[arg(long, default_value_t = DEFAULT_ATTRIBUTE_BYTES >> 20, value_parser = clap::value_parser!(u64).range(0..=1_048_576))]
    attributes: u64,
    /// Do not compute tiles of the low zooms in the background after the start.
    #[arg(long)]
    no_warm_up: bool,
    /// Seconds that running requests get to finish when the server is told to stop.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(0..=3600))]
    grace: u64,
    /// How to write logs; by default text on a terminal and JSON elsewhere. RUST_LOG chooses what.
    #[arg(long, value_enum)]
    log_format: Option<LogFormat>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

/// Loads the dataset or edition, then serves it until told to stop (SIGINT, SIGTERM).
pub fn run(options: &Options) -> ExitCode {
    start_log(options.log_format);
    let files = open_files::allow(2 * MOST_CONNECTIONS);
    tracing::debug!(files, "open files allowed");
    let started = Instant::now();
    let (published, routes) = match publish(options) {
        Ok((published, routes)) => (published.with_attribute_bytes(options.attributes << 20), routes),
        Err(Some(reason)) => return failed(&reason),
        Err(None) => return ExitCode::FAILURE,
    };
    tracing::info!(
        dataset = published.atlas.info.id,
        communities = published.atlas.communities.len(),
        milliseconds = started.elapsed().as_millis() as u64,
        "loaded"
    );
    // Port 0 asks for any free port: links must name the one that it became.
    let bound = TcpListener::bind(options.listen).and_then(|listener| Ok((listener.local_addr()?, listener)));
    let (address, listener) = match bound {
        Ok(bound) => bound,
        Err(error) => return failed(&format!("{}: {error}", options.listen)),
    };
    let timeout = Duration::from_secs(options.timeout);
    let (public_url, cache) = (options.public_url.clone(), options.cache << 20);
    let server = match Server::new(published, routes, address.to_string(), public_url, timeout, cache) {
        Ok(server) => Arc::new(server),
        Err(error) => return failed(&error.to_string()),
    };
    match actix_web::rt::System::new().block_on(listen(server, listener, options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&format!("{}: {error}", options.listen)),
    }
}

type Routes = &'static [&'static Route];

/// What is to be served, and at which addresses; the reason why not, unless it was said already.
fn publish(options: &Options) -> Result<(Published, Routes), Option<String>> {
    let open = |location: &Location| Archive::open(location).map_err(|error| Some(error.to_string()));
    if let Some(location) = Location::of_archive(&options.path) {
        if options.basemap.is_some() {
            return Err(Some("an archive is served alone: --basemap goes with data".to_owned()));
        }
        crate::html::of_archive();
        return Ok((Published::of_archive(open(&location)?), ARCHIVE_ROUTES));
    }
    // Features are projected for clients whatever they were read from.
    if !options.remote.allow_remote && proj_asks_the_network() {
        return Err(Some(PROJ_NETWORK.to_owned()));
    }
    let Edition { atlas, zooms } = load(&options.path, options.remote).ok_or(None)?;
    let published = Published::new(atlas, zooms);
    let published = match basemap(options, &published.atlas)? {
        Some(location) => published.with_basemap(open(&location)?),
        None => published,
    };
    Ok((published, ROUTES))
}

/// Where the basemap is: where the command line says, or else the dataset.
fn basemap(options: &Options, atlas: &Atlas) -> Result<Option<Location>, Option<String>> {
    if let Some(given) = &options.basemap {
        return Ok(Some(given.clone()));
    }
    match atlas.info.basemap.as_ref().map(|basemap| &basemap.place) {
        None => Ok(None),
        Some(BasemapPlace::Url(url)) if options.remote.allow_remote => Ok(Some(Location::new(url))),
        Some(BasemapPlace::Url(url)) => Err(Some(format!(
            "the basemap of the dataset, {}, is read from elsewhere only where the command line allows it, by `--allow-remote`; \
             `--basemap` names another one",
            Location::new(url)
        ))),
        Some(BasemapPlace::File(file)) => {
            let opened = Folder::open(&options.path).map_err(FileError::from).and_then(|folder| folder.file(file));
            match opened {
                Ok(_) => Ok(Some(Location::File(options.path.join(file)))),
                Err(FileError::Missing) => {
                    // An edition has the data and not the basemap.
                    tracing::info!(file, "the basemap is not here; --basemap names another place");
                    Ok(None)
                }
                Err(error) => Err(Some(format!("the basemap {file}: {error}"))),
            }
        }
    }
}

/// What is in a folder, ready for questions; none after saying why not.
pub(super) fn load(path: &Path, remote: Remote) -> Option<Edition> {
    let progress = TerminalProgress::default();
    let is_dataset = path.join("dataset.toml").exists();
    if !is_dataset && editions::is_edition(path) {
        let read = editions::read(path, &progress);
        return read.map_err(terminal::complain).ok();
    }
    let ingested = read_dataset_and_remote(path, remote.fetcher(), &progress);
    if ingested.parts.is_none() {
        terminal::report(&ingested.report.to_string());
        let shown = Location::new(&path.to_string_lossy());
        terminal::complain(format!("{shown} cannot be used; mend the errors above"));
        if !is_dataset {
            terminal::complain(
                "(nor is it an edition, nor a folder of editions: it has no `manifest.json` and no `current`)",
            );
        }
    }
    let zooms = SimplifiedCoverages::new(&ingested.topology?, &progress);
    progress.finish();
    let atlas = Atlas::new(protect(ingested.parts?, Policy::default()));
    Some(Edition { atlas, zooms })
}

async fn listen(server: Arc<Server>, listener: TcpListener, options: &Options) -> std::io::Result<()> {
    let state = Arc::clone(&server);
    // Called by each worker thread.
    let app = move || {
        let worker = web::Data::new(Worker::new(Arc::clone(&state)));
        let at_hand = worker.clone();
        App::new()
            .app_data(worker)
            .wrap_fn(move |request, router| match at_hand.at_hand(&request) {
                Some(response) => Either::left(ready(Ok(request.into_response(response)))),
                None => Either::right(router.call(request)),
            })
            .default_service(web::to(dispatch))
    };
    let address = listener.local_addr()?;
    let builder =
        actix_server::Server::build().max_concurrent_connections(MOST_CONNECTIONS).shutdown_timeout(options.grace);
    let stopping = builder.graceful_shutdown_signal();
    let http = builder.listen("http", listener, move || {
        let stopping = stopping.clone();
        let http = HttpService::build()
            .client_request_timeout(PATIENCE)
            .client_disconnect_timeout(PATIENCE)
            .h1_write_buffer_size(Parts::WAITING)
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .h1(map_config(app().into_factory(), |()| AppConfig::default()));
        fn_service(|stream: TcpStream| {
            // Without Nagle's algorithm: the last part of a reply would wait some 40 ms until the one before is acknowledged.
            let _ = stream.set_nodelay(true);
            let peer = stream.peer_addr().ok();
            ready(Ok((Explaining::new(stream), peer)))
        })
        .and_then(http)
    })?;
    terminal::print(&format!("Kerben is ready: http://{address}/"));
    tracing::info!(%address, "listening");
    if server.published.load().archive.is_some() {
        actix_web::rt::spawn(reopening::watch(Arc::clone(&server), Duration::from_secs(options.archive_check)));
    }
    if !options.no_warm_up && server.cache.keeps() {
        crate::warm_up::start(server)?;
    }
    http.run().await?;
    tracing::info!("stopped");
    Ok(())
}

fn failed(reason: &str) -> ExitCode {
    terminal::complain(reason);
    ExitCode::FAILURE
}

fn start_log(format: Option<LogFormat>) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOGGED));
    // Without colours: what an event says must not colour anything either.
    let writer = || EscapedLog(std::io::stderr());
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(false);
    let json = match format {
        Some(LogFormat::Json) => true,
        Some(LogFormat::Text) => false,
        None => !std::io::stderr().is_terminal(),
    };
    if json { builder.json().flatten_event(true).init() } else { builder.init() }
}
