use fixtures::Dataset;
use tests::{Answer, Server};

use super::{Two, dunes, refusal};

const BROWSER: (&str, &str) = ("Accept", "text/html");

fn ids(answer: &Answer) -> Vec<String> {
    let document = answer.json();
    let datasets = document["datasets"].as_array().unwrap_or_else(|| panic!("no datasets: {document}"));
    datasets.iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn without_a_default_only_addresses_with_the_id_lead_to_data() {
    let server = Two::new().serve(&[]);
    let root = server.get("/?f=json");
    assert_eq!((root.status, ids(&root)), (200, vec!["sandland".to_owned(), "dunes".to_owned()]));
    assert_eq!(root.text(), server.get("/").text(), "programs get data");
    let document = root.json();
    for (position, id) in ["sandland", "dunes"].into_iter().enumerate() {
        let links = document["datasets"][position]["links"].as_array().expect("links");
        assert_eq!(links.len(), 4);
        for link in links {
            let path = link["href"].as_str().and_then(|href| href.strip_prefix(&server.base)).expect("an address");
            assert!(path.starts_with(&format!("/{id}/")), "{path}");
            assert_eq!(server.get(path).status, 200, "{path}");
        }
    }
    for path in
        ["/collections", "/rounds", "/maps/return_migrants", "/embed", "/nothing", "/at/zzz-r1/2023/rounds", "/kgz/"]
    {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json()["accepted"], "/sandland/, /dunes/", "{path}");
    }
    // What belongs to the server is there, and said to be there.
    for path in ["/health/live", "/health/ready", "/metrics", "/kerben-map.js", "/api"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    let api = server.json("/api");
    let paths: Vec<&String> = api["paths"].as_object().expect("paths").keys().collect();
    assert!(paths.iter().all(|path| !path.contains("collections")) && paths.len() >= 4, "{paths:?}");
    assert_eq!(server.json("/health/ready")["datasets"][1]["communities"], 90);
    let page = server.request("GET", "/", &[BROWSER]).text();
    for part in ["href=\"./sandland/\"", "href=\"./dunes/\"", "<svg viewBox=", ">Dunes</a>"] {
        assert!(page.contains(part), "no {part} in {page}");
    }
}

#[test]
fn the_default_answers_to_short_addresses_and_links_name_it() {
    let two = Two::new();
    let server = two.serve(&["--default", "dunes"]);
    let root = server.json("/?f=json");
    assert_eq!((root["title"].as_str(), root["datasets"][0]["id"].as_str()), (Some("Dunes"), Some("sandland")));
    for path in [
        "/collections",
        "/collections/admin2/items?f=json",
        "/maps/return_migrants?year=2023",
        "/at/zzz-r1/2023/rounds",
    ] {
        let (short, named) = (server.get(path), server.get(&format!("/dunes{path}")));
        assert_eq!((short.status, short.text()), (200, named.text()), "{path}");
    }
    let tile = "/tiles/admin2/5/22/11.mvt";
    assert_eq!(server.get(tile).body, server.get(&format!("/dunes{tile}")).body);
    let style = server.json("/maps/return_migrants/style.json").to_string();
    assert!(
        style.contains(&format!("{}/dunes/tiles/", server.base)) && !style.contains(&format!("{}/tiles/", server.base))
    );
    for (path, root) in [
        ("/rounds", "./dunes"),
        ("/collections/admin2", "../dunes"),
        ("/dunes/rounds", "."),
        ("/sandland/collections/admin2", ".."),
    ] {
        let page = server.request("GET", path, &[BROWSER]).text();
        assert!(page.contains(&format!("href=\"{root}/sources?f=html\"")), "{path}: {page}");
    }
    for (path, root) in [("/", "./dunes"), ("/dunes/", "."), ("/embed/", "../dunes"), ("/sandland/embed", ".")] {
        let page = server.request("GET", path, &[BROWSER]).text();
        assert!(page.contains(&format!("src=\"{root}/assets/")), "{path}: {page}");
    }
    let moved = server.request("GET", "/sandland?f=html&x=1", &[]);
    assert_eq!((moved.status, moved.header("Location")), (301, Some("sandland/?f=html&x=1")));
    assert_eq!(server.get("/sandland").text(), server.get("/s%61ndland/").text());
}

/// Also when it is alone, so that a second one breaks no address.
#[test]
fn a_dataset_alone_has_addresses_with_its_id_too() {
    let server = Server::of_sample();
    assert_eq!(ids(&server.get("/?f=json")), ["kyrgyzstan"]);
    assert!(server.json("/kyrgyzstan/?f=json")["datasets"].is_null());
    for path in ["/rounds", "/collections/admin2/items?limit=2", "/at/kgz-r3/2023/maps/emigrants"] {
        let (short, named) = (server.get(path).text(), server.get(&format!("/kyrgyzstan{path}")).text());
        let base = &server.base;
        assert_eq!(named.replace(&format!("{base}/kyrgyzstan"), base), short, "{path}");
    }
    let tile = server.get("/tiles/admin2/5/22/11.mvt");
    assert_eq!(server.get("/kyrgyzstan/tiles/admin2/5/22/11.mvt").body, tile.body);
}

#[test]
fn datasets_that_cannot_be_served_together_are_refused() {
    let (one, other) = (Dataset::sandland().write(), Dataset::crowd(10, &[2023]).write());
    let said = refusal(&[one.path(), other.path()], &[]);
    for part in [
        "`sandland` is the id of two datasets",
        one.path().to_str().expect("a path"),
        other.path().to_str().expect("a path"),
    ] {
        assert!(said.contains(part), "{said}");
    }
    for id in ["collections", "at", "tiles", "assets", "health", "metrics", "embed"] {
        let mut dataset = Dataset::sandland();
        dataset.edit("dataset.toml", "id = \"sandland\"", format!("id = \"{id}\""));
        let folder = dataset.write();
        let said = refusal(&[folder.path()], &[]);
        assert!(said.contains(&format!("the id `{id}` cannot be the beginning of addresses")), "{said}");
        assert!(said.contains(&format!("{} cannot be used", folder.path().display())), "{said}");
        assert!(said.contains("at, basemap, basemap.json, collections"), "it says which are taken: {said}");
    }
    let said = refusal(&[one.path(), dunes(10).write().path()], &["--default", "dune"]);
    assert!(said.contains("there is no dataset `dune` to be the default; there are"), "{said}");
    let archive = one.path().join("districts.pmtiles");
    std::fs::write(&archive, "x").expect("written");
    let said = refusal(&[one.path(), &archive], &[]);
    assert!(said.contains("districts.pmtiles: an archive is served alone"), "{said}");
}
