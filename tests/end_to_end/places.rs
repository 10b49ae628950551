//! Places are found by name, in any script and spelling, and answers are bounded.

use tests::Server;

fn first(server: &Server, query: &str) -> (String, String) {
    let answer = server.json(&format!("/places?{query}"));
    let place = &answer["places"][0];
    let code = place["pcode"].as_str().or(place["id"].as_str()).unwrap_or_default();
    (code.to_owned(), place["name"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_place_is_found_by_its_name_in_any_script_and_named_in_the_language_asked_for() {
    let server = Server::of_sample();
    for text in ["Osh", "%D0%9E%D1%88"] {
        assert_eq!(first(&server, &format!("q={text}")).0, "KG06000000000", "{text}");
    }
    for text in ["osh%20shaary", "%D0%B3.%20%D0%9E%D1%88"] {
        assert_eq!(first(&server, &format!("q={text}")).0, "KG21000000000", "{text}");
    }
    let named = |lang: &str| first(&server, &format!("q=dzheti-oguz&level=admin2&lang={lang}"));
    assert_eq!(named("en"), ("KG02210000000".to_owned(), "Jeti-Oguz".to_owned()));
    assert_ne!(named("ru").1, named("en").1);
    assert_eq!(server.json("/places?q=nowhere-at-all")["places"], serde_json::json!([]));
}

#[test]
fn the_communities_of_a_district_are_listed_with_what_may_be_told_of_them() {
    let server = Server::of_sample();
    let answer = server.json("/places?level=community&within=KG06211000000&limit=5");
    assert_eq!((answer["numberMatched"].as_u64(), answer["numberReturned"].as_u64()), (Some(26), Some(5)));
    let communities = answer["places"].as_array().expect("places");
    for community in communities {
        assert_eq!(
            (community["level"].as_str(), community["parent"].as_str()),
            (Some("community"), Some("KG06211000000"))
        );
        assert!(["real", "generated"].contains(&community["origin"].as_str().expect("an origin")));
        assert!(community["households"].is_u64());
    }
    assert_eq!(server.json("/places?limit=100000")["numberReturned"], 1000);
    assert_eq!(server.get("/places?level=village").status, 400);
    assert_eq!(server.get("/places?within=nowhere").status, 400);
}
