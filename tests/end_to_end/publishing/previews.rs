//! What other sites show of a page whose address is shared.

use fixtures::Dataset;
use tests::Server;

/// The contents of the metadata with a name or property.
fn meta<'t>(html: &'t str, name: &str) -> Vec<&'t str> {
    let tags = html.split("<meta ").skip(1).filter_map(|tag| tag.split('>').next());
    let of_name = tags.filter(|tag| tag.contains(&format!("=\"{name}\"")));
    of_name.filter_map(|tag| tag.split_once("content=\"")?.1.split('"').next()).collect()
}

fn only(html: &str, name: &str) -> String {
    match meta(html, name).as_slice() {
        [one] => one.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\""),
        several => panic!("{name}: {several:?} in {html}"),
    }
}

/// Width and height in the header of a PNG.
pub fn png_size(bytes: &[u8]) -> (u32, u32) {
    assert!(bytes.starts_with(b"\x89PNG"), "no PNG");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

#[test]
fn a_page_says_what_it_shows_with_a_picture_of_exactly_that() {
    let server = Server::of_sample();
    let query = "indicator=return_migrants&by=admin1&year=2023&per=per_1000_households&title=Who+%22came%22+%3Cback%3E&highlight=KG05000000000";
    let page = server.get(&format!("/embed?{query}&controls=true&utm_source=x")).text();
    let map = server.json(&format!("/embed.json?{query}"));
    assert_eq!(only(&page, "og:title"), "Who \"came\" <back>");
    assert_eq!(only(&page, "twitter:card"), "summary_large_image");
    let description = only(&page, "og:description");
    assert!(map["summary"].as_str().is_some_and(|summary| summary.starts_with(description.trim_end_matches('…'))));
    assert_eq!(only(&page, "description"), description);
    assert!(only(&page, "og:image:alt").starts_with("Who \"came\" <back>. "), "{page}");
    let picture = only(&page, "og:image");
    assert_eq!(picture, format!("{}&paper=preview", map["picture"].as_str().expect("an address")));
    assert_eq!(only(&page, "twitter:image"), picture);
    let picture = server.get(picture.strip_prefix(&server.base).expect("an absolute address of this server"));
    assert_eq!((picture.status, png_size(&picture.body)), (200, (1200, 630)));
    // The address names what is shown and nothing else, and is that of the same page.
    let address = only(&page, "og:url");
    assert!(address.starts_with(&format!("{}/embed?", server.base)), "{address}");
    assert!(!address.contains("utm") && !address.contains("controls") && address.contains("highlight=KG05000000000"));
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{}\">", address.replace('&', "&amp;"))), "{page}");
    let again = server.get(address.strip_prefix(&server.base).expect("a path")).text();
    assert_eq!((only(&again, "og:url"), only(&again, "og:image")), (address, only(&page, "og:image")));
}

#[test]
fn a_preview_is_as_large_as_all_others_however_much_must_be_said() {
    let server = Server::of_sample();
    let note = "n".repeat(20).repeat(30);
    for more in
        ["", "&by=admin1", "&lang=ru", &format!("&note={note}&subtitle={}", &note[..300]), "&marks=both&per=share"]
    {
        let answer = server.get(&format!("/maps/return_migrants.png?year=2023&paper=preview{more}"));
        assert_eq!(answer.status, 200, "{more}: {}", answer.text());
        assert_eq!(png_size(&answer.body), (1200, 630), "{more}");
    }
    let half = server.get("/maps/return_migrants.png?year=2023&paper=preview&scale=0.5");
    assert_eq!(png_size(&half.body), (600, 315));
    let refused = server.get("/maps/return_migrants.png?paper=preview&width=500");
    assert_eq!((refused.status, refused.json()["parameter"].as_str()), (400, Some("paper")));
}

#[test]
fn the_page_for_exploring_has_the_preview_of_its_state() {
    let server = Server::of_sample();
    let page = server.get("/explore?indicator=emigrants&year=2022&by=admin1&compare=x").text();
    assert!(only(&page, "og:title").starts_with("Emigrants by province, 2022"), "{page}");
    assert_eq!(only(&page, "og:url"), format!("{}/explore?by=admin1&indicator=emigrants&year=2022", server.base));
    assert_eq!(meta(&page, "description").len(), 1, "one description");
}

#[test]
fn behind_a_proxy_addresses_are_those_that_readers_see() {
    let folder = Dataset::sandland().write();
    let server = Server::start_with(folder.path(), &["--public-url", "https://maps.example/sand/"]);
    let page = server.get("/embed?by=admin1").text();
    assert!(only(&page, "og:image").starts_with("https://maps.example/sand/maps/"), "{page}");
    assert!(
        page.contains("href=\"https://maps.example/sand/oembed?url=https%3A%2F%2Fmaps.example%2Fsand%2Fembed"),
        "{page}"
    );
}
