//! Content management systems are given the address of a page, and ask for the line that embeds its map.

use fixtures::Dataset;
use serde_json::Value as Json;
use tests::Server;

use super::previews::png_size;

fn encoded(address: &str) -> String {
    address.bytes().fold(String::new(), |mut text, byte| {
        use std::fmt::Write;
        if byte.is_ascii_alphanumeric() {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

fn oembed(server: &Server, address: &str, more: &str) -> Json {
    let answer = server.get(&format!("/oembed?url={}&format=json{more}", encoded(address)));
    assert_eq!(answer.status, 200, "{address}: {}", answer.text());
    answer.json()
}

#[test]
fn a_page_leads_to_the_line_that_embeds_it() {
    let server = Server::of_sample();
    let page = server.get("/embed?indicator=return_migrants&year=2023&title=%22Ours%22+%26+theirs").text();
    let link = page.split("type=\"application/json+oembed\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
    let link = link.expect("a link").replace("&amp;", "&");
    let found = server.json(link.strip_prefix(&server.base).expect("on this server"));
    assert_eq!((found["version"].as_str(), found["type"].as_str()), (Some("1.0"), Some("rich")));
    assert_eq!((found["title"].as_str(), found["provider_name"].as_str()), (Some("\"Ours\" & theirs"), Some("Kerben")));
    let html = found["html"].as_str().expect("html");
    let (width, height) = (found["width"].as_u64().expect("a width"), found["height"].as_u64().expect("a height"));
    assert!(html.starts_with("<iframe src=\"") && html.ends_with("></iframe>"), "{html}");
    assert!(
        html.contains(&format!(" width=\"{width}\" height=\"{height}\" title=\"&quot;Ours&quot; &amp; theirs\"")),
        "{html}"
    );
    assert!(html.contains("sandbox=\"allow-scripts ") && html.contains("loading=\"lazy\""), "{html}");
    let source = html.split('"').nth(1).expect("an address").replace("&amp;", "&");
    let framed = server.get(source.strip_prefix(&server.base).expect("on this server")).text();
    assert!(
        framed.contains("<title>&quot;Ours&quot; &amp; theirs</title>")
            || framed.contains("<title>\"Ours\" &amp; theirs</title>"),
        "{framed}"
    );
    let thumbnail = found["thumbnail_url"].as_str().expect("a picture");
    let picture = server.get(thumbnail.strip_prefix(&server.base).expect("on this server"));
    assert_eq!(png_size(&picture.body), (1200, 630));
}

#[test]
fn what_is_asked_for_is_no_larger_than_it_may_be() {
    let server = Server::of_sample();
    let address = format!("{}/explore?indicator=return_migrants&year=2023&fbclid=x", server.base);
    // Parameters that only one content management system knows are no error.
    let narrow = oembed(&server, &address, "&maxwidth=640&maxheight=500&dnt=1");
    assert_eq!((narrow["width"].as_u64(), narrow["height"].as_u64()), (Some(640), Some(500)));
    let size = (narrow["thumbnail_width"].as_u64(), narrow["thumbnail_height"].as_u64());
    assert_eq!(size, (Some(636), Some(334)));
    let picture = narrow["thumbnail_url"].as_str().and_then(|url| url.strip_prefix(&server.base)).expect("a picture");
    assert_eq!(png_size(&server.get(picture).body), (636, 334));
    let heights =
        [360, 640, 800].map(|width| oembed(&server, &address, &format!("&maxwidth={width}"))["height"].as_u64());
    assert!(heights[0] > heights[1] && heights[1] > Some(600), "{heights:?}");
    assert!(oembed(&server, &address, "&maxwidth=300").get("thumbnail_url").is_none(), "no picture is that small");
    // The start page and an address with the other scheme are pages of this server, too.
    let start = oembed(&server, &server.base.replace("http:", "https:"), "");
    assert!(start["html"].as_str().is_some_and(|html| html.contains("/embed")), "{start}");
}

#[test]
fn other_addresses_and_formats_are_refused() {
    let server = Server::of_sample();
    let base = &server.base;
    for other in [
        "https://example.org/embed",
        "https://example.org/?http://127.0.0.1/embed",
        "embed",
        "javascript:alert(1)",
        &format!("{base}/rounds"),
        &format!("{base}/embed.json"),
        &format!("{base}/embed/builder"),
        &format!("{base}/at/none/2023/embed"),
        &format!("{base}.evil.example/embed"),
    ] {
        let answer = server.get(&format!("/oembed?url={}", encoded(other)));
        let problem = answer.json();
        assert_eq!((answer.status, problem["parameter"].as_str()), (404, Some("url")), "{other}: {problem}");
        assert!(problem["accepted"].as_str().is_some_and(|accepted| accepted.contains("/embed")), "{problem}");
    }
    let page = encoded(&format!("{base}/embed"));
    let xml = server.get(&format!("/oembed?url={page}&format=xml"));
    assert_eq!((xml.status, xml.json()["parameter"].as_str()), (501, Some("format")));
    assert_eq!(server.get("/oembed").status, 400);
}

#[test]
fn rounds_and_datasets_in_the_address_are_followed() {
    let (sandland, others) = (Dataset::sandland(), tempfile::tempdir().expect("a folder"));
    let folder = sandland.write();
    let round = Server::start(folder.path()).json("/rounds")["rounds"][0]["id"].as_str().expect("a round").to_owned();
    let mut dunes = Dataset::sandland();
    dunes.describe("id = \"sandland\"", "id = \"dunes\"");
    dunes.write_to(others.path());
    let other = others.path().to_str().expect("a path");
    let server = Server::start_with(folder.path(), &[other]);
    for dataset in ["sandland", "dunes"] {
        let address = format!("{}/{dataset}/at/{round}/2023/embed?by=admin1", server.base);
        for asked in ["/oembed".to_owned(), format!("/{dataset}/oembed")] {
            let answer = server.get(&format!("{asked}?url={}", encoded(&address)));
            assert_eq!(answer.status, 200, "{asked}: {}", answer.text());
            let html = answer.json()["html"].as_str().expect("html").to_owned();
            assert!(html.contains(&format!("/{dataset}/at/{round}/2023/embed?by=admin1\"")), "{html}");
        }
    }
    // Without a default the server's own address is of no map.
    let nothing = server.get(&format!("/oembed?url={}", encoded(&format!("{}/embed", server.base))));
    assert_eq!(nothing.status, 404);
}
