//! Who may show maps in frames, and what pages need to be shown where other origins are kept out.

use std::process::Command;

use fixtures::Dataset;
use tests::{Answer, Server, binary};

fn policy(answer: &Answer) -> &str {
    answer.header("Content-Security-Policy").expect("a policy")
}

#[test]
fn maps_are_framed_by_everyone_and_other_pages_by_nobody_else() {
    let folder = Dataset::sandland().write();
    let server = Server::start(folder.path());
    for path in ["/embed", "/embed/"] {
        let page = server.get(path);
        assert!(policy(&page).ends_with("; frame-ancestors *"), "{path}: {}", policy(&page));
        assert_eq!(page.header("Cross-Origin-Embedder-Policy"), Some("require-corp"), "{path}");
    }
    for path in ["/?f=html", "/explore", "/planner", "/embed/builder", "/rounds?f=html", "/nothing?f=html"] {
        let page = server.get(path);
        assert!(policy(&page).ends_with("; frame-ancestors 'self'"), "{path}: {}", policy(&page));
    }
}

#[test]
fn no_page_allows_inline_styles_or_scripts_or_sets_a_cookie() {
    let folder = Dataset::sandland().write();
    let other = tempfile::tempdir().expect("a folder");
    let mut dunes = Dataset::sandland();
    dunes.describe("id = \"sandland\"", "id = \"dunes\"");
    dunes.write_to(other.path());
    let path = other.path().to_str().expect("a path");
    let server = Server::start_with(folder.path(), &[path, "--default", "sandland"]);
    for path in
        ["/?f=html", "/dunes/?f=html", "/embed", "/explore", "/planner", "/rounds?f=html", "/api?f=html", "/x?f=html"]
    {
        let page = server.get(path);
        assert!(!policy(&page).contains("unsafe"), "{path}: {}", policy(&page));
        assert_eq!(page.header("Set-Cookie"), None, "{path}");
        let html = page.text();
        assert!(
            !html.contains("<style") && !html.contains(" style=\"") && !html.contains(" onclick"),
            "{path}: {html}"
        );
        // What pages refer to is there.
        let sheets =
            html.split("rel=\"stylesheet\"").skip(1).filter_map(|rest| rest.split_once("href=\"")?.1.split('"').next());
        for sheet in sheets {
            let folder = path.split('?').next().and_then(|path| path.rsplit_once('/')).map_or("", |(folder, _)| folder);
            let address = format!("{folder}/{sheet}").replace("/./", "/");
            assert_eq!(server.get(&address).status, 200, "{path}: {address}");
        }
    }
}

#[test]
fn everything_that_a_page_embeds_is_for_all_origins() {
    let folder = Dataset::sandland().write();
    let server = Server::start(folder.path());
    for path in [
        "/embed",
        "/embed/map",
        "/embed.json",
        "/kerben-map.js",
        "/maps/return_migrants.png?year=2023",
        "/maps/return_migrants.svg",
        "/tiles/admin2/0/0/0.mvt",
        "/fonts/Noto%20Sans%20Regular/0-255.pbf",
        "/rounds",
        "/nothing",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.header("Cross-Origin-Resource-Policy"), Some("cross-origin"), "{path}");
        assert_eq!(answer.header("Access-Control-Allow-Origin"), Some("*"), "{path}");
    }
}

#[test]
fn an_operator_says_who_may_frame_maps() {
    let folder = Dataset::sandland().write();
    let sources = "https://dtm.iom.int https://*.example.org";
    let server = Server::start_with(folder.path(), &["--frame-ancestors", sources]);
    let page = server.get("/embed?by=admin1");
    assert!(
        policy(&page).ends_with("; frame-ancestors https://dtm.iom.int https://*.example.org"),
        "{}",
        policy(&page)
    );
    assert!(policy(&server.get("/explore")).ends_with("; frame-ancestors 'self'"));
    for bad in ["https://a.example/path", "none", "https://a.example; script-src *", "* https://a.example"] {
        let output = Command::new(binary()).arg("serve").arg(folder.path()).args(["--frame-ancestors", bad]).output();
        let output = output.expect("kerben");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && said.contains("--frame-ancestors") && said.contains("expected sources"),
            "{bad}: {said}"
        );
    }
}
