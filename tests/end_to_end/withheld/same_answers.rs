//! What is suppressed for the sake of another value is gone: a dataset that states other numbers there has the same answers, byte for byte, in
//! every format, and the same edition and archive.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;
use tests::{Server, binary};

use super::country::{Country, Withheld};
use super::findings;
use crate::tiles::decoded::Tile;

/// The stated sums that are suppressed too: file, row and column.
fn hidden(folder: &Path) -> Vec<(String, usize, String)> {
    let found = findings(folder, "suppressed_too");
    let cell = |finding: &Json| {
        let at = &finding["location"];
        let text = |name: &str| at[name].as_str().unwrap_or_else(|| panic!("no {name}: {finding}")).to_owned();
        (text("file"), at["row"].as_u64().expect("a row") as usize, text("column"))
    };
    found.iter().map(cell).collect()
}

/// The dataset with another number in each of the cells that are stated sums.
fn changed(country: &Country, cells: &[(String, usize, String)]) -> (fixtures::Dataset, usize) {
    let (mut dataset, mut count) = (country.dataset.clone(), 0);
    for (file, row, column) in cells.iter().filter(|(file, ..)| file.starts_with("admin")) {
        let mut lines: Vec<Vec<String>> =
            dataset.text(file).lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        let at = lines[0].iter().position(|name| name == column).expect("the column");
        let number: u64 = lines[row - 1][at].parse().expect("a number that is stated");
        lines[row - 1][at] = (number + 100).to_string();
        let text: Vec<String> = lines.iter().map(|line| line.join(",")).collect();
        dataset.put(file, text.join("\n") + "\n");
        count += 1;
    }
    (dataset, count)
}

fn addresses() -> Vec<String> {
    let mut all: Vec<String> = [
        "/",
        "/?f=html",
        "/collections",
        "/rounds",
        "/indicators",
        "/services",
        "/sources",
        "/api",
        "/tiles",
        "/nearest?lon=75&lat=42.5",
        "/nearest?lon=75&lat=42.5&f=html",
    ]
    .map(str::to_owned)
    .to_vec();
    let periods = ["2022", "2023", "2024", "window", "all"];
    for by in ["community", "admin2", "admin1", "admin0"] {
        for year in periods {
            for per in ["none", "share", "per_1000_households", "change"] {
                let query = format!("return_migrants?by={by}&year={year}&per={per}");
                let (path, rest) = query.split_once('?').expect("a query");
                for format in ["json", "csv", "compact", "html"] {
                    all.push(format!("/indicators/{path}/values?{rest}&f={format}"));
                }
                all.push(format!("/indicators/{path}/values?{rest}&within=ZZ02"));
                for method in
                    ["natural_breaks", "quantile", "equal_interval", "pretty", "head_tail", "standard_deviation"]
                {
                    all.push(format!("/maps/{path}?{rest}&method={method}"));
                }
                all.push(format!("/maps/{path}?{rest}&f=html"));
                all.push(format!("/maps/{path}/style.json?{rest}"));
                all.push(format!("/embed.json?indicator={query}").replacen('?', "&", 2).replacen('&', "?", 1));
                all.push(format!("/embed?indicator={path}&{rest}"));
            }
        }
        for dimension in ["sex", "country"] {
            for (per, format) in [("none", "json"), ("share", "json"), ("none", "csv"), ("share", "html")] {
                let query = format!("by={by}&breakdown={dimension}&per={per}&f={format}");
                all.push(format!("/indicators/return_migrants/values?{query}"));
            }
        }
        all.push(format!("/services/hospital/distance?by={by}"));
        all.push(format!("/services/hospital/beyond?by={by}&km=12"));
        all.push(format!("/services/hospital/beyond?by={by}&km=12&also=school&match=any&min_households=10"));
        all.push("/services/hospital/communities?beyond_km=5&also=school&within=ZZ".to_owned());
        all.push("/services/hospital/communities?also=school&match=any&f=csv".to_owned());
        all.push("/services/hospital/curve".to_owned());
        all.push("/services/hospital/new_centres?km=20".to_owned());
    }
    for collection in ["communities", "admin2", "admin1", "admin0"] {
        for year in periods {
            for rest in ["", "&sortby=return_migrants", "&sortby=-return_migrants&limit=2", "&f=csv", "&f=html"] {
                all.push(format!("/collections/{collection}/items?year={year}{rest}"));
            }
            all.push(format!("/at/zzz-r1/{year}/collections/{collection}/items"));
            all.push(format!("/tiles/{collection}.json?year={year}"));
            for per in ["none", "share", "per_1000_households"] {
                for z in [0, 4, 7, 9] {
                    for tile in Tile::around([74.0, 42.0, 76.0, 43.0], z) {
                        let cluster = if collection == "communities" { "&cluster=true" } else { "" };
                        let query = format!("?year={year}&indicator=return_migrants&per={per}{cluster}");
                        all.push(tile.path(collection) + &query);
                        all.push(tile.path(collection).replace(".mvt", ".mlt") + &query);
                    }
                }
            }
        }
        all.push(format!("/collections/{collection}/schema"));
        all.push(format!("/collections/{collection}/queryables"));
    }
    all
}

/// The files of an edition and exported tiles, but for the manifest, which has the checksum of the sources.
fn published(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let run = |arguments: &[&Path]| {
        let output = Command::new(binary()).args(arguments).output().expect("the binary runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let target = tempfile::tempdir().expect("a folder");
    let (editions, tiles) = (target.path().join("editions"), target.path().join("tiles"));
    run(&[Path::new("build"), folder, Path::new("-o"), &editions]);
    run(&[
        Path::new("export"),
        Path::new("admin2,communities"),
        folder,
        Path::new("-o"),
        &tiles,
        Path::new("--maxzoom"),
        Path::new("8"),
    ]);
    let mut files = BTreeMap::new();
    let mut open = vec![editions, tiles];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let kind = entry.extension().unwrap_or_default();
            if entry.is_dir() {
                open.push(entry);
            } else if kind == "mvt" || kind == "parquet" {
                // The folder of an edition is named after its checksum.
                let parts: Vec<_> = entry.components().rev().take(if kind == "mvt" { 3 } else { 1 }).collect();
                files.insert(format!("{parts:?}"), std::fs::read(&entry).expect("a file"));
            }
        }
    }
    assert!(files.len() > 20, "{:?}", files.keys());
    files
}

#[test]
fn no_answer_depends_on_a_number_that_is_suppressed_for_another() {
    let country = Country::generate(Withheld::Counts, 2);
    let folder = country.dataset.write();
    let cells = hidden(folder.path());
    let (changed, count) = changed(&country, &cells);
    assert!(count > 3, "there are such numbers: {cells:?}");
    let other = changed.write();
    assert_eq!(hidden(other.path()), cells, "the same are suppressed");

    let servers = [&folder, &other].map(|folder| Server::start(folder.path()));
    let mut answered = 0;
    for address in addresses() {
        let [one, two] = servers.each_ref().map(|server| {
            let answer = server.get(&address);
            let in_query = server.base.replace(':', "%3A").replace('/', "%2F");
            (answer.status, answer.text().replace(&server.base, "").replace(&in_query, ""))
        });
        answered += usize::from(one.0 == 200);
        assert!(one == two, "{address}: {} / {}", one.1, two.1);
    }
    assert!(answered > 800, "{answered}");
    let [one, two] = [&folder, &other].map(|folder| published(folder.path()));
    assert!(one.keys().eq(two.keys()));
    for (name, content) in one {
        assert!(two[&name] == content, "{name} differs");
    }
}
