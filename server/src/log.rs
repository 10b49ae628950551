//! The log of `kerben serve`. It never stops or slows the server, and its memory is bounded, whatever its reader does.
//!
//! ```text
//! worker threads ─► Queue (1 MiB) ─► thread "log" ─► standard error
//! ```
//!
//! Worker threads append lines to a bounded queue and never wait: a line that does not fit is dropped and counted
//! (`kerben_log_dropped_total`). One thread writes the queue. A full disk or a stalled reader only blocks this thread.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use geodata::expected_panics::quiet_hook;
use geodata::visible::Visible;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// The filter unless RUST_LOG is set. The HTTP parser logs invalid requests as errors; they are errors of the client,
/// which gets a response, and would trigger alerts on error lines. The library of pictures warns of each letter that the fonts lack: names in such
/// a script would fill the log.
const DEFAULT_FILTER: &str = "info,actix_http::h1::dispatcher=off,usvg=error";
/// Capacity of the queue, in bytes.
const QUEUE_BYTES: usize = 1 << 20;
/// Longer lines are dropped.
const MAX_LINE_BYTES: usize = 8 << 10;
/// Maximum bytes of one write: a pipe accepts this many atomically, so that killing the process never truncates a
/// line.
const WRITE_BYTES: usize = 4 << 10;
/// How long lines are batched before they are written: waking the thread costs more than a line.
const COLLECT: Duration = Duration::from_millis(5);
/// Delay before a retry if standard error is non-blocking and full.
const RETRY: Duration = Duration::from_millis(20);

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

/// The log of the process.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Queue>);

#[derive(Debug, Default)]
struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    lines: Vec<u8>,
    dropped: u64,
    /// Whether the thread waits for lines.
    is_idle: bool,
}

/// Installs the log for all tracing events, including panics.
pub fn start(format: Option<LogFormat>) -> io::Result<Log> {
    let log = Log::default();
    log.write_to(io::stderr())?;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(DEFAULT_FILTER));
    // No ANSI colours: text in events must not control the terminal either.
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(log.clone()).with_ansi(false);
    let json = match format {
        Some(LogFormat::Json) => true,
        Some(LogFormat::Text) => false,
        None => !io::stderr().is_terminal(),
    };
    if json {
        builder.json().flatten_event(true).init();
    } else {
        builder.init();
    }
    // The default hook would write to standard error and block on its reader.
    std::panic::set_hook(quiet_hook(Box::new(|panic| {
        tracing::error!(at = panic.location().map(tracing::field::display), "{panic}");
    })));
    Ok(log)
}

impl Log {
    /// Number of dropped lines.
    pub fn dropped(&self) -> u64 {
        self.0.lock().dropped
    }

    /// Waits until all lines are written, at most for `timeout`.
    pub fn flush(&self, timeout: Duration) {
        let deadline = Instant::now() + timeout;
        let mut state = self.0.lock();
        while !(state.lines.is_empty() && state.is_idle) {
            let Some(left) = deadline.checked_duration_since(Instant::now()) else { return };
            state = self.0.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Starts the thread that writes the lines.
    fn write_to(&self, mut out: impl Write + Send + 'static) -> io::Result<()> {
        let queue = Arc::clone(&self.0);
        let write = move || {
            let mut lines = Vec::new();
            loop {
                queue.take(&mut lines);
                let dropped = write_lines(&mut out, &lines);
                queue.lock().dropped += dropped;
                std::thread::sleep(COLLECT);
            }
        };
        std::thread::Builder::new().name("log".to_owned()).spawn(write).map(drop)
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds one event as one line, or drops it.
    fn push(&self, event: &[u8]) {
        let text = String::from_utf8_lossy(event);
        let line = Visible(text.strip_suffix('\n').unwrap_or(&text));
        let mut state = self.lock();
        let before = state.lines.len();
        let _ = writeln!(state.lines, "{line}");
        if state.lines.len() > QUEUE_BYTES || state.lines.len() - before > MAX_LINE_BYTES {
            state.lines.truncate(before);
            state.dropped += 1;
        }
        if state.is_idle {
            self.changed.notify_all();
        }
    }

    /// Waits for lines and swaps them with an empty buffer.
    fn take(&self, lines: &mut Vec<u8>) {
        lines.clear();
        let mut state = self.lock();
        while state.lines.is_empty() {
            state.is_idle = true;
            self.changed.notify_all();
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.is_idle = false;
        std::mem::swap(&mut state.lines, lines);
    }
}

/// Writes lines; returns how many were lost.
fn write_lines(out: &mut impl Write, mut lines: &[u8]) -> u64 {
    while !lines.is_empty() {
        let window = &lines[..lines.len().min(WRITE_BYTES)];
        let newline = |&byte: &u8| byte == b'\n';
        let end = match window.iter().rposition(newline) {
            Some(last) => last + 1,
            None => lines.iter().position(newline).map_or(lines.len(), |end| end + 1),
        };
        let (now, rest) = lines.split_at(end);
        if write_all_blocking(out, now).is_err() {
            return lines.iter().filter(|byte| newline(byte)).count() as u64;
        }
        lines = rest;
    }
    0
}

/// Like [`Write::write_all`], but also works if standard error is non-blocking.
fn write_all_blocking(out: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match out.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => std::thread::sleep(RETRY),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The writer of one event, which arrives in one piece.
#[derive(Debug)]
pub struct EventWriter<'a>(&'a Queue);

impl Write for EventWriter<'_> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.0.push(event);
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = EventWriter<'a>;

    fn make_writer(&'a self) -> Self::Writer {
        EventWriter(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Takes a line only when it is told to.
    struct Stalled {
        may_write: mpsc::Receiver<()>,
        written: Arc<Mutex<Vec<u8>>>,
    }

    impl Write for Stalled {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.may_write.recv().map_err(|_| io::ErrorKind::BrokenPipe)?;
            self.written.lock().expect("a lock").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn push(log: &Log, event: &str) {
        log.make_writer().write_all(event.as_bytes()).expect("the log takes everything");
    }

    #[test]
    fn an_event_stays_one_line() {
        let log = Log::default();
        push(&log, "INFO a\u{1b}[2J\nERROR forged\n");
        assert_eq!(String::from_utf8_lossy(&log.0.lock().lines), "INFO a\\u001b[2J\\nERROR forged\n");
    }

    #[test]
    fn a_stalled_reader_costs_lines_and_nothing_else() {
        let (log, written) = (Log::default(), Arc::new(Mutex::new(Vec::new())));
        let (go, may_write) = mpsc::channel();
        log.write_to(Stalled { may_write, written: Arc::clone(&written) }).expect("a thread");
        let line = "x".repeat(999) + "\n";
        for _ in 0..10_000 {
            push(&log, &line);
        }
        // Some are being written, as many are queued, and the rest is counted.
        let dropped = log.dropped();
        assert!((7_000..10_000).contains(&dropped), "{dropped}");
        assert!(log.0.lock().lines.len() <= QUEUE_BYTES);
        push(&log, &("y".repeat(MAX_LINE_BYTES) + "\n"));
        assert_eq!(log.dropped(), dropped + 1, "too long");
        for _ in 0..10_000 {
            let _ = go.send(());
        }
        log.flush(Duration::from_secs(20));
        let written = written.lock().expect("a lock");
        assert_eq!(written.len() as u64, (10_000 - dropped) * 1000);
        assert!(written.split_inclusive(|byte| *byte == b'\n').all(|written| written == line.as_bytes()));
    }

    #[test]
    fn what_a_dead_reader_misses_is_counted() {
        let (log, (_, may_write)) = (Log::default(), mpsc::channel());
        log.write_to(Stalled { may_write, written: Arc::default() }).expect("a thread");
        for _ in 0..10 {
            push(&log, "a line\n");
        }
        log.flush(Duration::from_secs(20));
        assert_eq!(log.dropped(), 10);
    }
}
