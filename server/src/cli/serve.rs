//! `kerben serve`: loads the data, starts the server and handles signals.

use std::future::ready;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_http::HttpService;
use actix_service::{IntoServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::dev::AppConfig;
use actix_web::rt::net::TcpStream;
use clap::Args;
use geodata::editions::{Edition, EditionError};
use ipnet::IpNet;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;

use super::progress::TerminalProgress;
use super::{Reading, nofile_limit, signals, terminal};
use crate::archive::{Archive, Location};
use crate::http::frame_ancestors::FrameAncestors;
use crate::http::proxies::TrustedProxies;
use crate::http::route::Route;
use crate::loading::{self, DataLocation, DataSource, LoadError};
use crate::log::{self, Log, LogFormat};
use crate::publications::Publications;
use crate::routes::{ARCHIVE_ROUTES, ROUTES};
use crate::served_data::DEFAULT_ATTRIBUTE_BYTES;
use crate::service::app::app;
use crate::service::byte_budget::ByteBudget;
use crate::service::chunked_body::HIGH_WATER;
use crate::service::connection::{Connection, Limits};
use crate::service::parser_errors::ExplainParserErrors;
use crate::service::server::Server;
use crate::snapshot::Served;

/// Maximum connections of a worker thread.
const MAX_CONNECTIONS: usize = 10_000;
/// How long to wait for the log to be flushed before the process ends.
const LOG_FLUSH_TIMEOUT: Duration = Duration::from_secs(1);

#[derive(Debug, Args)]
pub struct Options {
    /// What to serve: a dataset folder, an edition, or a folder of editions, which may also be at s3://bucket/prefix
    /// or https://…; or an archive of tiles: a .pmtiles or .mbtiles file, s3://bucket/key, https://…. An archive that
    /// is replaced is reloaded without a restart.
    ///
    /// Several datasets are served together, each below its id (`/{dataset}/…`); `/` lists them. An archive is served
    /// alone.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The id of the default dataset: that of URLs without a dataset, such as `/collections`. Without this option, such
    /// URLs exist only if there is one dataset.
    #[arg(long, value_name = "ID")]
    default: Option<String>,
    /// An archive of tiles to draw as the basemap of all datasets, instead of their `basemap`: a file, s3://bucket/key,
    /// https://….
    // The value may contain a password, so `--help` does not print it.
    #[arg(long, value_name = "ARCHIVE", env = "KERBEN_BASEMAP", hide_env_values = true)]
    basemap: Option<Location>,
    /// Seconds between checks for a replaced archive (or basemap) or a new current edition. Clients cache tiles for a
    /// minute. SIGHUP reloads the data at once.
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=3600))]
    archive_check: u64,
    #[command(flatten)]
    reading: Reading,
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080", env = "KERBEN_LISTEN")]
    listen: SocketAddr,
    /// The public URL of the server, for links; by default, the URL that the client used.
    #[arg(long, env = "KERBEN_PUBLIC_URL")]
    public_url: Option<String>,
    /// Who may show maps in frames (`/embed`), as the sources of a Content-Security-Policy, separated by spaces: `https://news.example https://*.example.org`. * is everyone, 'none' nobody. All other pages can be framed by this server alone.
    #[arg(long, value_name = "SOURCES", default_value = "*", env = "KERBEN_FRAME_ANCESTORS")]
    frame_ancestors: FrameAncestors,
    /// Addresses of trusted proxies, such as 10.0.0.0/8: their headers tell the client's address and the public URL
    /// (`Forwarded`, `X-Forwarded-For`, `-Proto`, `-Host`, `-Prefix`). From other addresses these headers are ignored.
    #[arg(long, value_name = "CIDR", num_args = 1.., value_delimiter = ',', value_parser = network)]
    trust_proxy: Vec<IpNet>,
    /// Timeout of a request, in seconds.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// Timeout of receiving a request, in seconds. Request bodies are not read.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    request_timeout: u64,
    /// Seconds without progress after which a connection is closed whose client does not read its response.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    write_timeout: u64,
    /// Mebibytes of memory for responses that clients have not read yet. Beyond it, connections without progress for
    /// two seconds are closed, and large responses are refused (503).
    #[arg(long, default_value_t = 128, value_parser = clap::value_parser!(u64).range(1..=1_048_576))]
    unread: u64,
    /// Mebibytes of memory for cached responses; 0 disables the cache. All datasets share it.
    #[arg(long, default_value_t = 256, value_parser = clap::value_parser!(u64).range(0..=1_048_576))]
    cache: u64,
    /// Mebibytes of memory for cached encoded attributes, of tiles and of pages of features; 0 disables this cache.
    /// Each dataset gets an equal part.
    #[arg(long, default_value_t = DEFAULT_ATTRIBUTE_BYTES >> 20, value_parser = clap::value_parser!(u64).range(0..=1_048_576))]
    attributes: u64,
    /// Do not render tiles of low zooms in the background after the start.
    #[arg(long)]
    no_warm_up: bool,
    /// Seconds that requests in flight get to finish when the server is stopped.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(0..=3600))]
    grace: u64,
    /// The format of the log; by default text on a terminal and JSON otherwise. RUST_LOG sets the level.
    #[arg(long, value_enum)]
    log_format: Option<LogFormat>,
}

/// Loads the data and serves it until SIGINT or SIGTERM.
pub fn run(options: &Options) -> ExitCode {
    match log::start(options.log_format) {
        Ok(log) => {
            let ended = serve(options, &log);
            log.flush(LOG_FLUSH_TIMEOUT);
            ended
        }
        Err(error) => fail(&format!("the log cannot be written: {error}")),
    }
}

fn serve(options: &Options, log: &Log) -> ExitCode {
    // While loading, SIGHUP must not end the process.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGHUP, Arc::default());
    let files = nofile_limit::raise(2 * MAX_CONNECTIONS);
    tracing::debug!(files, "open files allowed");
    let started = Instant::now();
    let Some((publications, routes, sources)) = load_served(options) else { return ExitCode::FAILURE };
    let milliseconds = started.elapsed().as_millis() as u64;
    for publication in publications.all() {
        let (snapshot, dataset) = (publication.snapshot(), &publication.id);
        if let Some(data) = snapshot.data() {
            tracing::info!(dataset, communities = data.atlas.communities.len(), milliseconds, "loaded");
        } else {
            tracing::info!(archive = dataset, milliseconds, "loaded");
        }
    }
    let listener = match TcpListener::bind(options.listen) {
        Ok(listener) => listener,
        Err(error) => return fail(&format!("{}: {error}", options.listen)),
    };
    let timeout = Duration::from_secs(options.timeout);
    let (public_url, cache) = (options.public_url.clone(), options.cache << 20);
    let limits = Limits {
        request: Duration::from_secs(options.request_timeout),
        write: Duration::from_secs(options.write_timeout),
        unread: ByteBudget::new((options.unread << 20) as usize),
    };
    let proxies = TrustedProxies::new(options.trust_proxy.clone());
    let server = match Server::new(publications, routes, proxies, public_url, timeout, cache, limits) {
        Ok(server) => Arc::new(server.framed_by(options.frame_ancestors.clone())),
        Err(error) => return fail(&error.to_string()),
    };
    let dropped = log.clone();
    let help = "Log lines dropped because they were too long or the log was not read fast enough";
    if let Err(error) = server.metrics.register_counter("kerben_log_dropped_total", help, move || dropped.dropped()) {
        return fail(&error.to_string());
    }
    match actix_web::rt::System::new().block_on(listen(server, listener, sources, options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("{}: {error}", options.listen)),
    }
}

/// Parses a network or a single address.
fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().ok().map(IpNet::from);
    let network = text.parse::<IpNet>().ok().or_else(address);
    network.ok_or_else(|| "expected an address such as 10.0.0.1 or a network such as 10.0.0.0/8".to_owned())
}

type Routes = &'static [&'static Route];

/// Loads what the options name: the datasets or the archive, the route table, and the sources to reload data from, by
/// position. Prints errors and returns `None` if it cannot be loaded.
fn load_served(options: &Options) -> Option<(Publications, Routes, Vec<DataSource>)> {
    if let [path] = &*options.paths
        && let Some(archive) = Location::of_archive(path)
    {
        // Only a request to the store tells an archive from a folder of editions.
        let location = archive.may_be_editions().then(|| located(path));
        let no_editions = match location {
            None => Some(None),
            Some(location) => location?.edition().err().map(Some),
        };
        if let Some(no_editions) = no_editions {
            return load_archive(options, &archive, no_editions.as_ref());
        }
    }
    let is_archive = |path: &&PathBuf| Location::of_archive(path).is_some_and(|archive| !archive.may_be_editions());
    if let Some(archive) = options.paths.iter().find(is_archive) {
        let archive = Location::new(&archive.to_string_lossy());
        terminal::print_error(format!("{archive}: an archive is served alone, and not with other data"));
        return None;
    }
    let attributes = (options.attributes << 20) / options.paths.len().max(1) as u64;
    let (mut datasets, mut sources) = (Vec::new(), Vec::new());
    for path in &options.paths {
        let source = DataSource {
            location: located(path)?,
            reading: options.reading.options(),
            basemap: options.basemap.clone(),
            attributes,
        };
        let data = source.load(&TerminalProgress::default()).map_err(|error| print_load_error(&error)).ok()?;
        datasets.push((data, Location::new(&path.to_string_lossy()).to_string()));
        sources.push(source);
    }
    let publications = Publications::of_datasets(datasets, options.default.as_deref(), ROUTES);
    Some((publications.map_err(terminal::print_error).ok()?, ROUTES, sources))
}

/// The location of the data. Prints errors and returns `None` if there is none.
fn located(path: &Path) -> Option<DataLocation> {
    DataLocation::new(path).map_err(|error| print_load_error(&error)).ok()
}

/// Loads an archive; `no_editions` is the error of reading the address as a folder of editions.
fn load_archive(
    options: &Options,
    location: &Location,
    no_editions: Option<&EditionError>,
) -> Option<(Publications, Routes, Vec<DataSource>)> {
    let of_data = [("--basemap", options.basemap.is_some()), ("--default", options.default.is_some())];
    if let Some((option, _)) = of_data.into_iter().find(|(_, is_given)| *is_given) {
        no_editions.into_iter().for_each(terminal::print_error);
        terminal::print_error(format!("{option} needs data: an archive is served alone"));
        return None;
    }
    let opened = Archive::open(location);
    if let (Err(_), Some(error)) = (&opened, no_editions) {
        terminal::print_error(error);
    }
    let archive = opened.map_err(terminal::print_error).ok()?;
    Some((Publications::of_archive(Served::Archive(Arc::new(archive))), ARCHIVE_ROUTES, Vec::new()))
}

/// Loads an edition or a dataset folder. Prints errors and returns `None` if it cannot be loaded.
pub(super) fn load(path: &Path, reading: &Reading) -> Option<Edition> {
    let progress = TerminalProgress::default();
    let loaded = DataLocation::new(path).and_then(|location| location.load(reading.options(), &progress));
    loaded.map_err(|error| print_load_error(&error)).ok()
}

fn print_load_error(error: &LoadError) {
    if let Some(report) = &error.report {
        terminal::print_report_as_error(report);
    }
    error.reasons.iter().for_each(terminal::print_error);
}

async fn listen(
    server: Arc<Server>,
    listener: TcpListener,
    sources: Vec<DataSource>,
    options: &Options,
) -> std::io::Result<()> {
    let address = listener.local_addr()?;
    let builder = actix_server::Server::build()
        .max_concurrent_connections(MAX_CONNECTIONS)
        .shutdown_timeout(options.grace)
        .disable_signals();
    let stopping = builder.graceful_shutdown_signal();
    let (limits, state) = (server.limits.clone(), Arc::clone(&server));
    // Called by each worker thread.
    let http = builder.listen("http", listener, move || {
        let (stopping, limits) = (stopping.clone(), limits.clone());
        let http = HttpService::build()
            .client_request_timeout(limits.request)
            .client_disconnect_timeout(limits.request)
            .h1_write_buffer_size(HIGH_WATER)
            .on_connect_ext(|connection: &ExplainParserErrors<Connection<TcpStream>>, data| {
                data.insert(Rc::clone(connection.inner().state()));
            })
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .h1(map_config(app(&state).into_factory(), |()| AppConfig::default()));
        fn_service(move |stream: TcpStream| {
            // Disable Nagle's algorithm: it would delay the last chunk of a response by about 40 ms, until the
            // previous one is acknowledged.
            let _ = stream.set_nodelay(true);
            let peer = stream.peer_addr().ok();
            ready(Ok((ExplainParserErrors::new(Connection::new(stream, limits.clone())), peer)))
        })
        .and_then(http)
    })?;
    let every = Duration::from_secs(options.archive_check);
    let reload: Vec<Arc<Notify>> = sources.iter().map(|_| Arc::default()).collect();
    actix_web::rt::spawn(signals::notify_on_hangup(signal(SignalKind::hangup())?, reload.clone()));
    let running = http.run();
    let stop_signals = signals::StopSignals {
        interrupt: signal(SignalKind::interrupt())?,
        terminate: signal(SignalKind::terminate())?,
    };
    let grace = Duration::from_secs(options.grace);
    actix_web::rt::spawn(signals::stop_on_signal(stop_signals, Arc::clone(&server), running.handle(), grace));
    if !options.no_warm_up && server.cache.is_enabled() {
        crate::warm_up::start(Arc::clone(&server))?;
    }
    terminal::print(&format!("Kerben is ready: http://{address}/"));
    tracing::info!(%address, "listening");
    for (position, publication) in server.publications.all().iter().enumerate() {
        if publication.snapshot().archive().is_some() {
            actix_web::rt::spawn(Arc::clone(&server).watch_archive(position, every));
        }
    }
    for (source, requested) in sources.into_iter().enumerate().zip(reload) {
        actix_web::rt::spawn(loading::reload(Arc::clone(&server), source, requested, every));
    }
    running.await?;
    tracing::info!("stopped");
    Ok(())
}

fn fail(reason: &str) -> ExitCode {
    terminal::print_error(reason);
    ExitCode::FAILURE
}
