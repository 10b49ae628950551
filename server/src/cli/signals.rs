//! What the operator tells a running server: SIGHUP to load its data again, SIGTERM and SIGINT to stop.
//!
//! A server that stops answers what was sent to it, also on connections that it has not looked at yet. So it goes on for a moment as if nothing
//! had happened; then it accepts no further connection, and closes each after its next reply; it ends once nothing is being answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_server::ServerHandle;
use tokio::signal::unix::Signal;
use tokio::sync::Notify;

use crate::service::server::Server;

/// What was sent before the server was told to stop has arrived after so long.
const UNDER_WAY: Duration = Duration::from_millis(500);
/// How often to look whether anything is still being answered.
const LOOK: Duration = Duration::from_millis(20);

/// The signals that stop the server.
pub struct Told {
    pub interrupt: Signal,
    pub terminate: Signal,
}

impl Told {
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

pub async fn reload_when_told(mut hangup: Signal, reload: Vec<Arc<Notify>>) {
    while hangup.recv().await.is_some() {
        for one in &reload {
            one.notify_one();
        }
    }
}

/// The first signal lets running requests finish, for as long as the grace; the second one does not.
pub async fn stop_when_told(mut told: Told, server: Arc<Server>, http: ServerHandle, grace: Duration) {
    told.next().await;
    tokio::select! {
        () = stop(&server, &http, grace) => {}
        () = told.next() => http.stop(false).await,
    }
}

async fn stop(server: &Server, http: &ServerHandle, grace: Duration) {
    tracing::info!("told to stop");
    let deadline = Instant::now() + grace;
    tokio::time::sleep(UNDER_WAY.min(grace)).await;
    server.drain();
    http.pause().await;
    while server.metrics.in_flight() > 0 && Instant::now() < deadline {
        tokio::time::sleep(LOOK).await;
    }
    http.stop(true).await;
}
