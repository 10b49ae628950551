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
use super::{Remote, open_files, signals, terminal};
use crate::archive::{Archive, Location};
use crate::http::proxies::TrustedProxies;
use crate::http::route::Route;
use crate::loading::{self, DataLocation, DataSource, Unusable};
use crate::log::{self, Log, LogFormat};
use crate::publications::Publications;
use crate::routes::{ARCHIVE_ROUTES, ROUTES};
use crate::served_data::DEFAULT_ATTRIBUTE_BYTES;
use crate::service::app::app;
use crate::service::byte_budget::ByteBudget;
use crate::service::chunked_body::HIGH_WATER;
use crate::service::connection::{Connection, Limits};
use crate::service::refusals::Explaining;
use crate::service::server::Server;
use crate::snapshot::Served;

/// How many connections a worker thread holds open at once.
const MOST_CONNECTIONS: usize = 10_000;
/// How long the process waits for the reader of its log before it ends.
const LAST_LINES: Duration = Duration::from_secs(1);

#[derive(Debug, Args)]
pub struct Options {
    /// The folder with `dataset.toml`, an edition, or a folder of editions with a current one, which may also be at s3://bucket/prefix
    /// or https://…; or an archive of tiles: a .pmtiles or .mbtiles file, s3://bucket/key, https://…. Another archive that is put in its
    /// place is served without a restart.
    ///
    /// Several folders and addresses of data are served together, each below its id (`/{dataset}/…`); `/` lists them. An archive is served
    /// alone.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The id of the dataset that addresses mean that name none, such as `/collections`. Without it, one of several must be named.
    #[arg(long, value_name = "ID")]
    default: Option<String>,
    /// An archive of tiles to draw under the data of all datasets, in place of their `basemap`: a file, s3://bucket/key, https://….
    // A password in it is nobody's business who asks for help.
    #[arg(long, value_name = "ARCHIVE", env = "KERBEN_BASEMAP", hide_env_values = true)]
    basemap: Option<Location>,
    /// Seconds between two looks whether the archive (or the basemap) was replaced, or another edition has become current. Clients keep
    /// tiles for a minute. SIGHUP loads the data again at once.
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
    /// Addresses of proxies that are believed when they say who asks, and under which address (`Forwarded`, `X-Forwarded-For`, `-Proto`,
    /// `-Host`, `-Prefix`), such as 10.0.0.0/8. From other addresses these headers are ignored.
    #[arg(long, value_name = "CIDR", num_args = 1.., value_delimiter = ',', value_parser = network)]
    trust_proxy: Vec<IpNet>,
    /// Seconds after which a request is given up.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// Seconds that a client may take to send a request. What it sends besides the head is not read.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    request_timeout: u64,
    /// Seconds without progress after which a client that does not read its reply is given up.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    write_timeout: u64,
    /// Mebibytes of memory for replies that clients do not read. Beyond it, clients that made no progress for two seconds are given up, and
    /// large replies are refused (503).
    #[arg(long, default_value_t = 128, value_parser = clap::value_parser!(u64).range(1..=1_048_576))]
    unread: u64,
    /// Mebibytes of memory for replies that are kept ready; 0 keeps none. All datasets share them: those that are asked for most have most.
    #[arg(long, default_value_t = 256, value_parser = clap::value_parser!(u64).range(0..=1_048_576))]
    cache: u64,
    /// Mebibytes of memory for attributes that are kept encoded, of tiles and of pages of features; 0 keeps none.
    /// Each dataset has an equal part of them.
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

/// Loads the dataset or edition, then serves it until told to stop (SIGINT, SIGTERM).
pub fn run(options: &Options) -> ExitCode {
    match log::start(options.log_format) {
        Ok(log) => {
            let ended = serve(options, &log);
            log.flush(LAST_LINES);
            ended
        }
        Err(error) => failed(&format!("the log cannot be written: {error}")),
    }
}

fn serve(options: &Options, log: &Log) -> ExitCode {
    // Until there is something to load again, SIGHUP is no reason to end.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGHUP, Arc::default());
    let files = open_files::allow(2 * MOST_CONNECTIONS);
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
        Err(error) => return failed(&format!("{}: {error}", options.listen)),
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
        Ok(server) => Arc::new(server),
        Err(error) => return failed(&error.to_string()),
    };
    let dropped = log.clone();
    let help = "Lines of the log that were dropped: too long, or not read as fast as they came";
    if let Err(error) = server.metrics.register_counter("kerben_log_dropped_total", help, move || dropped.dropped()) {
        return failed(&error.to_string());
    }
    match actix_web::rt::System::new().block_on(listen(server, listener, sources, options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&format!("{}: {error}", options.listen)),
    }
}

/// A network, or one address.
fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().ok().map(IpNet::from);
    let network = text.parse::<IpNet>().ok().or_else(address);
    network.ok_or_else(|| "an address such as 10.0.0.1 or a network such as 10.0.0.0/8 is expected".to_owned())
}

type Routes = &'static [&'static Route];

/// What is to be served, at which addresses, and where data come from, by position; none after saying why not.
fn load_served(options: &Options) -> Option<(Publications, Routes, Vec<DataSource>)> {
    if let [path] = &*options.paths
        && let Some(archive) = Location::of_archive(path)
    {
        // Only asking the store tells an archive from editions.
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
        terminal::complain(format!("{archive}: an archive is served alone, and not beside other data"));
        return None;
    }
    let attributes = (options.attributes << 20) / options.paths.len().max(1) as u64;
    let (mut datasets, mut sources) = (Vec::new(), Vec::new());
    for path in &options.paths {
        let source = DataSource {
            location: located(path)?,
            allow_remote: options.remote.allow_remote,
            basemap: options.basemap.clone(),
            attributes,
        };
        let data = source.load(&TerminalProgress::default()).map_err(|unusable| tell(&unusable)).ok()?;
        datasets.push((data, Location::new(&path.to_string_lossy()).to_string()));
        sources.push(source);
    }
    let publications = Publications::of_datasets(datasets, options.default.as_deref(), ROUTES);
    Some((publications.map_err(terminal::complain).ok()?, ROUTES, sources))
}

/// Where the data of a path or an address are; none after saying why not.
fn located(path: &Path) -> Option<DataLocation> {
    DataLocation::new(path).map_err(|unusable| tell(&unusable)).ok()
}

/// An archive; `no_editions` is why its address is not one of editions.
fn load_archive(
    options: &Options,
    location: &Location,
    no_editions: Option<&EditionError>,
) -> Option<(Publications, Routes, Vec<DataSource>)> {
    let of_data = [("--basemap", options.basemap.is_some()), ("--default", options.default.is_some())];
    if let Some((option, _)) = of_data.into_iter().find(|(_, is_given)| *is_given) {
        no_editions.into_iter().for_each(terminal::complain);
        terminal::complain(format!("an archive is served alone: {option} goes with data"));
        return None;
    }
    let opened = Archive::open(location);
    if let (Err(_), Some(error)) = (&opened, no_editions) {
        terminal::complain(error);
    }
    let archive = opened.map_err(terminal::complain).ok()?;
    Some((Publications::of_archive(Served::Archive(Arc::new(archive))), ARCHIVE_ROUTES, Vec::new()))
}

/// What is in a folder or a store, ready for questions; none after saying why not.
pub(super) fn load(path: &Path, remote: Remote) -> Option<Edition> {
    let progress = TerminalProgress::default();
    let loaded = DataLocation::new(path).and_then(|location| location.load(remote.allow_remote, &progress));
    loaded.map_err(|unusable| tell(&unusable)).ok()
}

fn tell(unusable: &Unusable) {
    if let Some(report) = &unusable.report {
        terminal::report(report);
    }
    unusable.reasons.iter().for_each(terminal::complain);
}

async fn listen(
    server: Arc<Server>,
    listener: TcpListener,
    sources: Vec<DataSource>,
    options: &Options,
) -> std::io::Result<()> {
    let address = listener.local_addr()?;
    let builder = actix_server::Server::build()
        .max_concurrent_connections(MOST_CONNECTIONS)
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
            .on_connect_ext(|connection: &Explaining<Connection<TcpStream>>, data| {
                data.insert(Rc::clone(connection.inner().state()));
            })
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .h1(map_config(app(&state).into_factory(), |()| AppConfig::default()));
        fn_service(move |stream: TcpStream| {
            // Without Nagle's algorithm: the last part of a reply would wait some 40 ms until the one before is acknowledged.
            let _ = stream.set_nodelay(true);
            let peer = stream.peer_addr().ok();
            ready(Ok((Explaining::new(Connection::new(stream, limits.clone())), peer)))
        })
        .and_then(http)
    })?;
    let every = Duration::from_secs(options.archive_check);
    let told: Vec<Arc<Notify>> = sources.iter().map(|_| Arc::default()).collect();
    actix_web::rt::spawn(signals::reload_when_told(signal(SignalKind::hangup())?, told.clone()));
    let running = http.run();
    let ending =
        signals::Told { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? };
    let grace = Duration::from_secs(options.grace);
    actix_web::rt::spawn(signals::stop_when_told(ending, Arc::clone(&server), running.handle(), grace));
    if !options.no_warm_up && server.cache.keeps() {
        crate::warm_up::start(Arc::clone(&server))?;
    }
    terminal::print(&format!("Kerben is ready: http://{address}/"));
    tracing::info!(%address, "listening");
    for (position, publication) in server.publications.all().iter().enumerate() {
        if publication.snapshot().archive().is_some() {
            actix_web::rt::spawn(Arc::clone(&server).watch_archive(position, every));
        }
    }
    for (source, told) in sources.into_iter().enumerate().zip(told) {
        actix_web::rt::spawn(loading::reload(Arc::clone(&server), source, told, every));
    }
    running.await?;
    tracing::info!("stopped");
    Ok(())
}

fn failed(reason: &str) -> ExitCode {
    terminal::complain(reason);
    ExitCode::FAILURE
}
