//! Citations are words, whatever is in them: where they are shown as HTML nothing of them is markup.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use tests::Server;

use crate::archives::basemap::sample_with;
use crate::archives::kerben;
use crate::archives::opened::{Archive, Mbtiles, Pmtiles};
use crate::archives::served::pictures;

const CITATION: &str = r#"<script>document.title='hacked'</script>Smith & Sons, "Atlas" <img src=x onerror=alert(1)>, https://x.example/?a=1&b=2"#;
const AS_HTML: &str = concat!(
    r#"&lt;script&gt;document.title='hacked'&lt;/script&gt;Smith &amp; Sons, "Atlas" &lt;img src=x onerror=alert(1)&gt;, "#,
    r#"<a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">https://x.example/?a=1&amp;b=2</a>"#
);

/// The sample whose round, boundaries and basemap are cited with markup.
fn write_dataset(folder: &Path) {
    sample_with(folder, "[basemap]\ntitle = \"Relief\"\nfile = \"relief.mbtiles\"\nsources = [\"gebco\"]");
    pictures(&folder.join("relief.mbtiles"), "What the file says");
    let description = folder.join("dataset.toml");
    let text = fs::read_to_string(&description).expect("text");
    let citation = Json::from(CITATION).to_string();
    let mut cited = 0;
    let lines = text.lines().map(|line| {
        if line.starts_with("citation = ") {
            cited += 1;
            return format!("citation = {citation}");
        }
        line.to_owned()
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    assert!(cited > 3, "the sample cites sources");
    fs::write(description, text).expect("a file");
}

#[test]
fn citations_of_a_dataset_are_escaped_wherever_they_are_html() {
    let folder = tempfile::tempdir().expect("a folder");
    write_dataset(folder.path());
    let server = Server::start(folder.path());
    let map = server.json("/maps/return_migrants?year=2023");
    assert_eq!(map["style"]["sources"]["kerben"]["attribution"], AS_HTML);
    assert_eq!(map["style"]["sources"]["basemap"]["attribution"], AS_HTML);
    assert_eq!(server.json("/basemap.json")["attribution"], AS_HTML);
    // Where they are text they are as the dataset has them.
    assert_eq!(map["citation"], CITATION);
    assert!(
        map["sources"].as_array().is_some_and(|sources| sources.iter().all(|source| source["citation"] == CITATION))
    );
    for collection in ["admin1", "communities"] {
        let attribution = server.json(&format!("/tiles/{collection}.json"))["attribution"].clone();
        let parts: Vec<&str> = attribution.as_str().map(|text| text.split(" | ").collect()).expect("an attribution");
        assert!(!parts.is_empty() && parts.iter().all(|part| *part == AS_HTML), "{attribution}");
    }
    for path in ["/sources", "/maps/return_migrants", "/collections/admin1"] {
        let page = server.request("GET", path, &[("Accept", "text/html")]).text();
        assert!(page.contains("&lt;img src=x"), "{path} cites");
        assert!(!page.contains("<img") && !page.contains("<script"), "{path}");
    }

    for name in ["out.pmtiles", "out.mbtiles", "out"] {
        let target = folder.path().join(name);
        let [dataset, out] = [folder.path(), &target].map(|path| path.to_string_lossy().into_owned());
        let written = kerben(&["export", "admin1", &dataset, "-o", &out, "--maxzoom", "1"]);
        assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
        let metadata = match name {
            "out.pmtiles" => Pmtiles::open(&target).metadata(),
            "out.mbtiles" => Mbtiles::open(&target).metadata(),
            _ => serde_json::from_slice(&fs::read(target.join("tiles.json")).expect("a file")).expect("JSON"),
        };
        assert_eq!(metadata["attribution"], AS_HTML, "{name}");
        if name == "out" {
            continue;
        }
        // Served again, it is the same.
        let served = Server::start(&target);
        assert_eq!(served.json("/tiles/out.json")["attribution"], AS_HTML, "{name}");
        assert_eq!(served.json("/?f=json")["attribution"], AS_HTML, "{name}");
    }
}

#[test]
fn attribution_of_foreign_archives_keeps_text_and_links_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("relief.mbtiles");
    let said = "<a href='https://osm.example/' onclick='x()'>&copy; OSM</a> &amp; <img src=x onerror=alert(1)>\
                <a href='javascript:alert(1)'>others</a><script>alert(1)</script>";
    pictures(&archive, said);
    let expected =
        "<a href=\"https://osm.example/\" target=\"_blank\" rel=\"noopener noreferrer\">© OSM</a> &amp; others";
    let alone = Server::start(&archive);
    assert_eq!(alone.json("/tiles/relief.json")["attribution"], expected);
    let below = Server::start_with(&tests::sample(), &["--basemap", &archive.to_string_lossy()]);
    assert_eq!(below.json("/basemap.json")["attribution"], expected);
    assert_eq!(below.json("/maps/return_migrants")["style"]["sources"]["basemap"]["attribution"], expected);
}
