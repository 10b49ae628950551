//! Titles, notes and highlights of an editor, and parts that they hide: the same in the page, the document, the style and the picture; and what nobody
//! can take away.

use std::process::Command;

use roxmltree::Document as Xml;
use serde_json::Value as Json;
use tests::{Server, binary, sample};

const MAP: &str = "indicator=return_migrants&year=2023&per=per_1000_households";
const OURS: &str = "Return migrants per 1,000 households by district, 2023";

/// All text of a picture, a space between its lines.
fn text_of(svg: &str) -> String {
    let document = Xml::parse(svg).expect("XML");
    let lines = document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text());
    lines.collect::<Vec<_>>().join(" ")
}

fn group_count(svg: &str, class: &str) -> usize {
    svg.matches(&format!("<g class=\"{class}\"")).count()
}

struct Map<'s>(&'s Server);

impl Map<'_> {
    fn card(&self, more: &str) -> String {
        self.0.get(&format!("/embed/map?{MAP}&{more}")).text()
    }

    fn picture(&self, more: &str) -> String {
        let answer = self.0.get(&format!("/maps/return_migrants.svg?year=2023&per=per_1000_households&{more}"));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.text()
    }

    fn document(&self, more: &str) -> Json {
        self.0.json(&format!("/embed.json?{MAP}&{more}"))
    }
}

#[test]
fn element_frame_and_picture_say_the_same() {
    let server = Server::of_sample();
    let map = Map(&server);
    let words = "title=Who+came+back+%3Cb%3E%26&note=See%20page%207.&highlight=KG02205000000&lang=en";
    let (card, picture, document) = (map.card(words), map.picture(words), map.document(words));
    assert!(card.contains("Who came back &lt;b&gt;&amp;</h2>"), "{card}");
    assert_eq!(document["title"], "Who came back <b>&");
    assert_eq!(document["generated_title"], OURS);
    assert_eq!(document["editor"]["highlight"], serde_json::json!(["KG02205000000"]));
    for shown in [&card, &text_of(&picture)] {
        assert!(shown.contains(&format!("{OURS}. Kyrgyzstan.")), "what it shows begins the subtitle: {shown}");
        assert!(shown.contains("Editor’s note: See page 7."), "{shown}");
    }
    assert!(card.contains("class=\"highlighted\" data-pcode=\"KG02205000000\""), "{card}");
    for drawn in [&card, &picture] {
        assert_eq!(group_count(drawn, "highlight"), 1, "an outline");
        assert!(drawn.contains("Highlighted: "), "in the description");
    }
    let layers = document["style"]["layers"].as_array().expect("layers");
    let outline = layers.iter().find(|layer| layer["id"] == "kerben-highlight").expect("an outline");
    assert!(outline["filter"].to_string().contains("KG02205000000"), "{outline}");
    // The addresses of the document lead to the same map.
    for address in ["picture", "style_url"] {
        let address = document[address].as_str().expect("an address");
        assert!(
            address.contains("title=Who+came+back+%3Cb%3E%26") && address.contains("highlight=KG02205000000"),
            "{address}"
        );
    }
    // The page is called so.
    let page = server.get(&format!("/embed?{MAP}&{words}")).text();
    assert!(page.contains("<title>Who came back &lt;b&gt;&amp;</title>"), "{page}");
    assert!(page.contains("highlight=\"KG02205000000\""), "an attribute of the element");
}

#[test]
fn what_a_map_shows_cannot_be_hidden_or_denied() {
    let server = Server::of_sample();
    let map = Map(&server);
    let everything = "hide=title,subtitle,legend,total,table,names,scale_bar";
    for more in [
        everything.to_owned(),
        format!("{everything}&title=A&subtitle=B"),
        "title=A&subtitle=B".to_owned(),
        "title=A&hide=subtitle".to_owned(),
        "title=A".to_owned(),
        "hide=title".to_owned(),
    ] {
        let document = map.document(&more);
        let (card, picture) = (map.card(&more), text_of(&map.picture(&more)));
        let before_data = card.split("<script").next().expect("a card").to_owned();
        for shown in [before_data, picture] {
            assert!(shown.contains(OURS), "{more}: {shown}");
            let disclaimer = document["disclaimer"].as_str().expect("a disclaimer");
            let last = disclaimer.split(' ').next_back().expect("words");
            assert!(shown.contains(last), "{more}: {shown}");
            for source in document["sources"].as_array().expect("sources") {
                let publisher =
                    source["citation"].as_str().expect("a citation").split([',', ' ']).next().expect("a word");
                assert!(shown.contains(publisher), "{more}: {publisher} in {shown}");
            }
            assert_eq!(
                shown.contains("No data"),
                document["legend"]["entries"].to_string().contains("No data"),
                "{more}"
            );
        }
        let part = if more.contains("title=A") { "desc" } else { "title" };
        let told = format!("<{part} id=\"map-{part}\">{OURS}");
        assert!(map.picture(&more).contains(&told), "who does not see it is told in our words: {more}");
    }
    let hidden = map.card(everything);
    assert!(!hidden.contains("<h2") && !hidden.contains("class=\"subtitle\"") && !hidden.contains("class=\"total\""));
    assert!(hidden.contains("values unseen") && hidden.contains("<tr data-pcode"), "screen readers have the table");
    let picture = map.picture(everything);
    assert_eq!((group_count(&picture, "scale-bar"), group_count(&map.picture(""), "scale-bar")), (0, 1));
    let layers = map.document(everything)["style"]["layers"].clone();
    let names = layers.as_array().expect("layers").iter().find(|layer| layer["id"] == "kerben-label").expect("names");
    assert_eq!(names["layout"]["visibility"], "none");
}

#[test]
fn what_is_refused_is_refused_by_the_api_and_told_by_the_page() {
    let server = Server::of_sample();
    let bad = [
        ("title", "%E2%80%AEdrawkcab".to_owned()),
        ("title", "a%1B%5B31m".to_owned()),
        ("title", "%E2%80%8B".to_owned()),
        ("title", "x".repeat(201)),
        ("subtitle", "x".repeat(301)),
        ("note", "%D0%B6".repeat(601)),
        ("highlight", "KG99".to_owned()),
        ("highlight", "KG02205000000,KG".to_owned()),
        ("highlight", (0..21).map(|at| format!("KG{at}")).collect::<Vec<_>>().join(",")),
        ("hide", "disclaimer".to_owned()),
        ("hide", "title,sources".to_owned()),
    ];
    for (name, value) in bad {
        let answer = server.get(&format!("/maps/return_migrants.svg?{name}={value}"));
        let problem = answer.json();
        assert_eq!((answer.status, &problem["parameter"]), (400, &Json::from(name)), "{value}: {problem}");
        assert!(problem["accepted"].as_str().is_some_and(|accepted| !accepted.is_empty()), "{problem}");
        let map = server.json(&format!("/embed.json?{MAP}&{name}={value}"));
        let notices = map["notices"].as_array().expect("notices");
        assert_eq!((notices.len(), map["title"].as_str()), (1, Some(OURS)), "{name}={value}: {notices:?}");
    }
    // As long as may be, and without a space, it is still drawn: nothing leaves the picture.
    let long = format!("title={}&subtitle={}&note={}", "%D0%96".repeat(200), "w".repeat(300), "%D1%8B".repeat(600));
    for width in [200, 800] {
        let answer = server.get(&format!("/maps/return_migrants.svg?year=2023&width={width}&{long}"));
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(text_of(&answer.text()).replace(' ', "").contains(&"ы".repeat(600)), "nothing is lost");
    }
}

#[test]
fn the_command_line_takes_the_same_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("map.svg");
    let mut command = Command::new(binary());
    command.args(["map", "return_migrants"]).arg(sample()).arg("-o").arg(&file);
    command.args([
        "--year",
        "2023",
        "--title",
        "Who came back",
        "--highlight",
        "KG02205000000",
        "--hide",
        "names,total",
    ]);
    let output = command.output().expect("kerben");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let drawn = std::fs::read_to_string(&file).expect("a picture");
    let server = Server::of_sample();
    let served =
        server.get("/maps/return_migrants.svg?year=2023&title=Who+came+back&highlight=KG02205000000&hide=names,total");
    assert_eq!(text_of(&drawn), text_of(&served.text()));
    assert!(
        text_of(&drawn).starts_with("Who came back Return migrants by district, 2023. Kyrgyzstan."),
        "{}",
        text_of(&drawn)
    );
}
