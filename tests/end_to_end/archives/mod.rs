//! Archives of tiles: what `kerben export` writes is what the server sends, and `kerben serve` serves it.

mod basemap;
mod citations;
mod exported;
mod hostile;
pub mod opened;
mod remote;
mod replaced;
mod served;
pub mod store;

use std::path::Path;
use std::process::{Command, Output};

use tests::{binary, sample};

fn kerben(arguments: &[&str]) -> Output {
    Command::new(binary()).args(arguments).output().expect("the binary runs")
}

/// Exports layers of the sample; gives what was said of it.
fn export(layers: &str, target: &Path, arguments: &[&str]) -> String {
    let (dataset, target) = (sample(), target.to_string_lossy().into_owned());
    let mut all = vec!["export", layers, dataset.to_str().expect("a path"), "-o", &target];
    all.extend(arguments);
    let output = kerben(&all);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Tiles of a zoom that cover the sample, with some around them.
fn around(z: u8) -> Vec<(u8, u32, u32)> {
    let cells = f64::from(1u32 << z);
    let column = |lon: f64| ((lon + 180.0) / 360.0 * cells) as u32;
    let row = |lat: f64| ((1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * cells) as u32;
    let last = (1u32 << z) - 1;
    let columns = column(69.2).saturating_sub(1)..=(column(80.3) + 1).min(last);
    let rows = row(43.3).saturating_sub(1)..=(row(39.1) + 1).min(last);
    rows.flat_map(|y| columns.clone().map(move |x| (z, x, y))).collect()
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(bytes), &mut body).expect("gzip");
    body
}
