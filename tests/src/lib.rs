//! Starts the binary as its users do, and asks it over HTTP.

pub mod geojson;
mod memory;
mod random;
mod raw;
mod wait;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::Value as Json;

pub use random::Random;
pub use wait::wait_until;

/// The folder of the project.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// The sample that ships with the project.
pub fn sample() -> PathBuf {
    project().join("geodata/samples/kyrgyzstan")
}

/// A small dataset of the tests that has one trait.
pub fn dataset(name: &str) -> PathBuf {
    project().join("tests/datasets").join(name)
}

/// The address of an operation of the sample: the template of its path with values that exist.
pub fn sample_address(template: &str) -> String {
    let address = template
        .replace("{collection}", "admin2")
        .replace("{feature}", "KG06211000000")
        .replace("{service}", "hospital")
        .replace("{indicator}", "return_migrants")
        .replace("{z}", "5")
        .replace("{x}", "22")
        .replace("{y}", "11")
        .replace("{tileMatrixSetId}", "WebMercatorQuad")
        .replace("{fontstack}", "Noto%20Sans%20Regular")
        .replace("{range}", "1024-1279")
        .replace("{sprite}", "light")
        .replace("{tileMatrix}", "5")
        .replace("{tileRow}", "11")
        .replace("{tileCol}", "22");
    assert!(!address.contains('{'), "the test has no value for a parameter of {template}");
    address
}

/// The binary: that of `KERBEN_BIN`, or the one beside the running test.
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("KERBEN_BIN") {
        return path.into();
    }
    let test = std::env::current_exe().expect("the path of the running test");
    // target/debug/deps/facts-1a2b → target/debug/kerben
    let path = test.ancestors().nth(2).expect("a target folder").join("kerben");
    assert!(path.exists(), "{} is missing: run `cargo build -p kerben` first (make test does)", path.display());
    path
}

/// Sends a signal (`TERM`) to a process. It is false where there is no such process any more.
pub fn signal(pid: u32, name: &str) -> bool {
    let kill = format!("kill -{name} {pid}");
    Command::new("sh").args(["-c", &kill]).stderr(Stdio::null()).status().expect("a shell").success()
}

/// A running server, stopped when it goes out of scope.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// `http://127.0.0.1:PORT`
    pub base: String,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

/// An answer, whatever its status.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }
}

/// The server of the sample that tests share, as long as one of them uses it.
static OF_SAMPLE: Mutex<Weak<Server>> = Mutex::new(Weak::new());

impl Server {
    /// Serves the sample, for tests that only ask: those that run at the same time share it. Who counts requests, reads the log or sends
    /// signals starts one of its own.
    pub fn of_sample() -> Arc<Self> {
        let mut shared = OF_SAMPLE.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let server = Arc::new(Self::start(&sample()));
            *shared = Arc::downgrade(&server);
            server
        })
    }

    /// Serves a dataset folder on a free port of this machine.
    pub fn start(dataset: &Path) -> Self {
        Self::start_with(dataset, &[])
    }

    /// The same with further arguments.
    pub fn start_with(dataset: &Path, arguments: &[&str]) -> Self {
        Self::start_in(dataset, arguments, &[])
    }

    /// The same with variables of the environment.
    pub fn start_in(dataset: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let (mut read, write) = std::io::pipe().expect("a pipe");
        let mut server = Self::start_process(dataset, arguments, environment, write.into());
        let sink = Arc::clone(&server.log);
        server.reader = Some(std::thread::spawn(move || {
            let mut lines = BufReader::new(&mut read);
            let mut line = Vec::new();
            while let Ok(1..) = lines.read_until(b'\n', &mut line) {
                sink.lock().expect("the log").push_str(&String::from_utf8_lossy(&line));
                line.clear();
            }
        }));
        server
    }

    /// The same with its log written to somewhere else: nobody reads it here.
    pub fn start_logging_to(dataset: &Path, arguments: &[&str], stderr: Stdio) -> Self {
        Self::start_process(dataset, arguments, &[], stderr)
    }

    fn start_process(dataset: &Path, arguments: &[&str], environment: &[(&str, &str)], stderr: Stdio) -> Self {
        let mut child = Command::new(binary())
            .envs(environment.iter().copied())
            .arg("serve")
            .arg(dataset)
            .args(["--listen", "127.0.0.1:0", "--log-format", "json"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(child.stdout.take().expect("stdout")).lines();
        let base = lines.find_map(|line| {
            line.ok()?.strip_prefix("Kerben is ready: ").map(|url| url.trim_end_matches('/').to_owned())
        });
        let Some(base) = base else {
            let _ = child.wait();
            panic!("the server did not start");
        };
        Self { child, base, log: Arc::default(), reader: None }
    }

    /// Asks for a path.
    pub fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &[])
    }

    /// Asks for a path that must be answered with 200, and reads the JSON.
    pub fn json(&self, path: &str) -> Json {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// Sends a request with headers. Nothing is followed, unpacked or turned into an error.
    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(()).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let mut response = agent.run(request).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(1 << 30).read_to_vec().unwrap_or_default();
        Answer { status, headers, body }
    }

    /// What the server has logged so far.
    pub fn log(&self) -> String {
        self.log.lock().expect("the log").clone()
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal to the process.
    pub fn signal(&self, name: &str) {
        assert!(signal(self.pid(), name), "the server has ended");
    }

    /// Waits for the process to end by itself, and reads the rest of its log.
    pub fn wait(&mut self) -> std::process::ExitStatus {
        let status = self.child.wait().expect("an exit status");
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
        status
    }
}

impl Drop for Server {
    /// Ends the server. Whatever a test is about, its log must be clean afterwards.
    fn drop(&mut self) {
        let _ = self.child.kill();
        self.wait();
        if !std::thread::panicking() {
            log_is_clean(&self.log());
        }
    }
}

/// Every line is JSON with a level, and no level says that something went wrong in the server.
fn log_is_clean(log: &str) {
    for line in log.lines() {
        let entry: Json = serde_json::from_str(line).unwrap_or_else(|_| panic!("not a line of JSON: {line}"));
        let level = entry["level"].as_str().unwrap_or_else(|| panic!("no level: {line}"));
        assert!(matches!(level, "INFO" | "DEBUG" | "TRACE"), "the server complains: {line}");
    }
}
