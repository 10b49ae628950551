use std::io::IsTerminal;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use actix_web::{App, HttpServer};
use clap::{Args, ValueEnum};
use geodata::atlas::Atlas;
use geodata::ingest::read_dataset;
use geodata::model::BasemapPlace;
use geodata::snapshot;
use tracing_subscriber::EnvFilter;

use super::progress::TerminalProgress;
use crate::archive::{Archive, Location};
use crate::http::dispatch::{Server, Shared, configure, share};
use crate::http::route::Route;
use crate::published::Published;
use crate::routes::{ARCHIVE_ROUTES, ROUTES};

/// How long a client may take to send its request.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many connections are held open at once.
const MOST_CONNECTIONS: usize = 10_000;
/// What is logged unless RUST_LOG says otherwise. The HTTP parser calls it an error of ours when a client does not speak HTTP;
/// the client is told, and whoever watches the log for errors is left alone.
const LOGGED: &str = "info,actix_http::h1::dispatcher=off";

#[derive(Debug, Args)]
pub struct Options {
    /// The folder with `dataset.toml`, an edition, or a folder of editions with a current one; or an archive of tiles: a .pmtiles or
    /// .mbtiles file, s3://bucket/key, https://….
    path: PathBuf,
    /// An archive of tiles to draw under the data, in place of the dataset's `basemap`: a file, s3://bucket/key, https://….
    #[arg(long, value_name = "ARCHIVE", env = "KERBEN_BASEMAP")]
    basemap: Option<String>,
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
    let started = Instant::now();
    let (published, routes) = match publish(options) {
        Ok(published) => published,
        Err(Some(reason)) => return failed(&reason),
        Err(None) => return ExitCode::FAILURE,
    };
    for finding in &published.tiles.findings {
        tracing::info!(%finding, "borders");
    }
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
    let server =
        match Server::new(published, address.to_string(), options.public_url.clone(), timeout, options.cache << 20) {
            Ok(server) => share(server),
            Err(error) => return failed(&error.to_string()),
        };
    match actix_web::rt::System::new().block_on(listen(server, routes, listener, options)) {
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
    let published = Published::new(load(&options.path).ok_or(None)?);
    let published = match basemap(options, &published.atlas) {
        Some(location) => published.with_basemap(open(&location)?),
        None => published,
    };
    Ok((published, ROUTES))
}

/// Where the basemap is: where the command line says, or else the dataset.
fn basemap(options: &Options, atlas: &Atlas) -> Option<Location> {
    if let Some(given) = &options.basemap {
        return Some(Location::new(given));
    }
    match &atlas.info.basemap.as_ref()?.place {
        BasemapPlace::Url(url) => Some(Location::new(url)),
        BasemapPlace::File(file) => {
            let path = options.path.join(file);
            if !path.exists() {
                // An edition has the data and not the basemap.
                tracing::info!(file, "the basemap is not here; --basemap names another place");
                return None;
            }
            Some(Location::File(path))
        }
    }
}

/// What is in a folder, ready for questions; none after saying why not.
pub(super) fn load(path: &Path) -> Option<Atlas> {
    let progress = TerminalProgress::default();
    let is_dataset = path.join("dataset.toml").exists();
    if !is_dataset && snapshot::is_edition(path) {
        let read = snapshot::read(path, &progress);
        return read.map_err(|error| eprintln!("kerben: {error}")).ok();
    }
    let ingested = read_dataset(path, &progress);
    if ingested.atlas.is_none() {
        eprintln!("{}", ingested.report.to_string().trim_end());
        eprintln!("kerben: {} cannot be used; mend the errors above", path.display());
        if !is_dataset {
            eprintln!(
                "kerben: (nor is it an edition, nor a folder of editions: it has no `manifest.json` and no `current`)"
            );
        }
    }
    ingested.atlas
}

async fn listen(server: Shared, routes: Routes, listener: TcpListener, options: &Options) -> std::io::Result<()> {
    let state = server.clone();
    let http =
        HttpServer::new(move || App::new().app_data(state.clone()).configure(|config| configure(routes, config)))
            .max_connections(MOST_CONNECTIONS)
            .client_request_timeout(PATIENCE)
            .client_disconnect_timeout(PATIENCE)
            .shutdown_timeout(options.grace)
            .listen(listener)?;
    let address = http.addrs().first().copied().unwrap_or(options.listen);
    println!("Kerben is ready: http://{address}/");
    tracing::info!(%address, "listening");
    http.run().await?;
    tracing::info!("stopped");
    Ok(())
}

fn failed(reason: &str) -> ExitCode {
    eprintln!("kerben: {reason}");
    ExitCode::FAILURE
}

fn start_log(format: Option<LogFormat>) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOGGED));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let json = match format {
        Some(LogFormat::Json) => true,
        Some(LogFormat::Text) => false,
        None => !std::io::stderr().is_terminal(),
    };
    if json { builder.json().flatten_event(true).init() } else { builder.init() }
}
