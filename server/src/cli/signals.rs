//! Handles signals: SIGHUP reloads the data, SIGTERM and SIGINT stop the server gracefully.
//!
//! A stopping server first continues for a moment, so that it answers requests that were sent already, even on
//! connections that it has not read from yet. Then it accepts no further connections and closes each one after its
//! next response. It ends when no request is in flight.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_server::ServerHandle;
use tokio::signal::unix::Signal;
use tokio::sync::Notify;

use crate::service::server::Server;

/// Requests sent before the signal have arrived after this delay.
const DRAIN_DELAY: Duration = Duration::from_millis(500);
/// How often to check for requests in flight.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// The signals that stop the server.
pub struct StopSignals {
    pub interrupt: Signal,
    pub terminate: Signal,
}

impl StopSignals {
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

pub async fn notify_on_hangup(mut hangup: Signal, reload: Vec<Arc<Notify>>) {
    while hangup.recv().await.is_some() {
        for one in &reload {
            one.notify_one();
        }
    }
}

/// The first signal lets requests in flight finish within the grace period; the second one ends the server at once.
pub async fn stop_on_signal(mut stop_signals: StopSignals, server: Arc<Server>, http: ServerHandle, grace: Duration) {
    stop_signals.next().await;
    tokio::select! {
        () = stop(&server, &http, grace) => {}
        () = stop_signals.next() => http.stop(false).await,
    }
}

async fn stop(server: &Server, http: &ServerHandle, grace: Duration) {
    tracing::info!("told to stop");
    let deadline = Instant::now() + grace;
    tokio::time::sleep(DRAIN_DELAY.min(grace)).await;
    server.drain();
    http.pause().await;
    while server.metrics.in_flight() > 0 && Instant::now() < deadline {
        tokio::time::sleep(POLL_INTERVAL).await;
    }
    http.stop(true).await;
}
