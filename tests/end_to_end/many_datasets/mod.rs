//! Several datasets on one server: each answers as if it were alone.

mod addresses;
mod reloading;
mod sameness;

use std::path::Path;
use std::process::Command;

use fixtures::Dataset;
use tempfile::TempDir;
use tests::{Server, binary};

/// Two datasets with the same places, and other numbers.
struct Two {
    sandland: TempDir,
    dunes: TempDir,
}

impl Two {
    fn new() -> Self {
        Self { sandland: Dataset::sandland().write(), dunes: dunes(90).write() }
    }

    /// One server for both.
    fn serve(&self, options: &[&str]) -> Server {
        let other = self.dunes.path().to_str().expect("a path");
        Server::start_with(self.sandland.path(), &[&[other, "--no-warm-up"], options].concat())
    }
}

/// The places of Sandland under another id.
fn dunes(communities: usize) -> Dataset {
    let mut dunes = Dataset::crowd(communities, &[2022, 2023]);
    dunes.edit("dataset.toml", "id = \"sandland\"", "id = \"dunes\"");
    dunes.edit("dataset.toml", "Sandland, first assessment", "Dunes");
    dunes
}

/// What the binary says when it cannot serve some paths.
fn refusal(paths: &[&Path], options: &[&str]) -> String {
    let output = Command::new(binary())
        .arg("serve")
        .args(paths)
        .args(["--listen", "127.0.0.1:0"])
        .args(options)
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(1), "{paths:?} are served");
    String::from_utf8_lossy(&output.stderr).into_owned()
}
