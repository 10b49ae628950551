//! What a map shows, said in words: the same in the document, in pictures, and in the card of a page.

use serde_json::Value as Json;
use tests::Server;

fn summary(map: &Json) -> String {
    map["summary"].as_str().unwrap_or_else(|| panic!("no summary: {map}")).to_owned()
}

#[test]
fn a_map_says_its_highest_and_lowest_place_in_every_language() {
    let server = Server::of_sample();
    let of = |query: &str| summary(&server.json(&format!("/maps/return_migrants?{query}")));
    let counts = of("by=admin1&year=2023");
    let rows = server.json("/indicators/return_migrants/values?by=admin1&year=2023")["rows"].clone();
    let rows = rows.as_array().expect("rows");
    let value = |row: &Json| row["value"].as_f64();
    let highest = rows.iter().max_by(|a, b| value(a).partial_cmp(&value(b)).expect("numbers")).expect("a row");
    let name = highest["name"].as_str().expect("a name");
    assert!(counts.starts_with("Illustrative numbers. Whole country: "), "{counts}");
    assert!(
        counts.contains(&format!(" {name}: ")) && counts.contains(" the highest of 9 provinces. Lowest: "),
        "{counts}"
    );
    for (language, said) in [("ru", "(9 областей): "), ("ky", "(9 облус): ")] {
        let told = of(&format!("by=admin1&year=2023&lang={language}"));
        assert!(told.contains(said) && !told.contains("highest"), "{language}: {told}");
        assert!(told.contains('\u{202f}'), "numbers as the language writes them: {told}");
    }
    let change = of("by=admin1&year=2023&per=change");
    assert!(change.contains(" in ") && change.contains("Largest ") && change.contains("\u{a0}%."), "{change}");
    let rates = of("by=admin1&year=2023&per=per_1000_households&marks=both");
    assert!(
        rates.contains(" per 1,000 households, the highest of 9 provinces.") && rates.contains("Largest circle: "),
        "{rates}"
    );
}

#[test]
fn pictures_cards_and_embeds_say_what_the_map_says() {
    let server = Server::of_sample();
    let query = "by=admin2&year=2023&per=per_1000_households";
    let said = summary(&server.json(&format!("/maps/return_migrants?{query}")));
    assert_eq!(summary(&server.json(&format!("/embed.json?indicator=return_migrants&{query}"))), said);
    let picture = server.get(&format!("/maps/return_migrants.svg?{query}")).text();
    assert!(picture.contains(&format!("<desc id=\"map-desc\">{said}</desc>")), "{said}");
    assert!(picture.contains("aria-labelledby=\"map-title\" aria-describedby=\"map-desc\""));
    let card = server.get(&format!("/embed/map?indicator=return_migrants&{query}")).text();
    assert!(card.contains(&format!("id=\"map-summary\" hidden>{said}</p>")), "{card}");
    assert!(card.contains("class=\"drawing\" aria-describedby=\"map-summary\""));
    let two =
        format!("/maps/return_migrants.svg?{query}&against=households_beyond&against_service=hospital&against_km=10");
    let two = server.get(&two).text();
    assert!(two.contains("Highest in both ("), "{two}");
}
