//! Stocks: counted on one day of a round, and not by year.

use std::collections::BTreeSet;
use std::process::Command;

use fast_mvt::MvtReaderRef;
use serde_json::{Value as Json, json};
use tests::{Server, binary};

use super::displaced;

#[test]
fn values_of_a_stock_have_a_date_and_no_year() {
    let (server, _folder) = displaced();
    let answer = server.json("/indicators/idps/values?by=admin1");
    assert_eq!((&answer["date"], answer.get("year")), (&json!("2024-10-31"), None));
    let row = &answer["rows"][0];
    assert_eq!((&row["date"], row.get("year"), &row["value"]), (&json!("2024-10-31"), None, &json!(42)));
    let before = server.json("/indicators/idps/values?by=admin1&round=zzz-d1");
    assert_eq!((&before["date"], &before["total"]["value"]), (&json!("2024-04-30"), &json!(167)));
    let csv = server.get("/indicators/idps/values?by=admin0&round=zzz-d1&f=csv").text();
    assert!(csv.starts_with("pcode,name,round,date,value,"), "{csv}");
    assert!(csv.contains("ZZ,Sandland,zzz-d1,2024-04-30,167,reported,"), "{csv}");
    let compact = server.json("/indicators/idps/values?f=compact");
    let period = &compact["periods"][0];
    assert_eq!(
        (&period["date"], period.get("year"), &period["values"]),
        (&json!("2024-10-31"), None, &json!([42, 150]))
    );
    let parts = server.get("/indicators/idps/values?breakdown=sex&by=admin0&f=csv").text();
    assert!(parts.contains("ZZ,Sandland,zzz-d2,2024-10-31,Women,103,"), "{parts}");
    // The flow beside it is counted by year.
    let flow = server.json("/indicators/arrivals/values?by=admin0&year=2023");
    assert_eq!((&flow["year"], flow.get("date"), &flow["total"]["value"]), (&json!(2023), None, &json!(26)));
}

#[test]
fn rates_and_shares_of_a_stock_are_computed() {
    let (server, _folder) = displaced();
    let first = |path: &str| server.json(path)["rows"][0]["value"].clone();
    assert_eq!(first("/indicators/idps/values?by=admin1&per=share"), json!(21.875));
    assert_eq!(first("/indicators/idps/values?by=admin1&per=per_1000_households"), json!(210.0));
}

#[test]
fn a_year_of_a_stock_is_refused_wherever_it_is_asked_for() {
    let (server, _folder) = displaced();
    for (path, asked) in [
        ("/indicators/idps/values?year=2024", "2024"),
        ("/indicators/idps/values?year=window", "window"),
        ("/indicators/idps/values?year=all", "all"),
        ("/indicators/idps/values?year=2024&breakdown=sex", "2024"),
        ("/maps/idps?year=2024", "2024"),
        ("/maps/idps/style.json?year=window", "window"),
        ("/tiles/admin2.json?indicator=idps&year=2024", "2024"),
        ("/tiles/communities/5/22/11.mvt?indicator=idps&year=2024", "2024"),
        ("/at/zzz-d2/2024/maps/idps", "2024"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 400, "{path}");
        let problem = answer.json();
        let detail = problem["detail"].as_str().unwrap_or_default();
        let words =
            "is not possible for idps: it is a stock, which round `zzz-d2` counts on 2024-10-31; leave `year` out";
        assert_eq!(detail, format!("`year={asked}` {words}"), "{path}");
        assert_eq!(problem["parameter"], "year", "{path}");
    }
    for path in ["/collections/admin2/items?groups=idps&year=2023", "/tiles/admin2/5/22/11.mvt?groups=idps&year=2023"] {
        let problem = server.get(path).json();
        let detail = "`idps` is a stock, which round `zzz-d2` counts on 2024-10-31, not in 2023; leave `year` out";
        assert_eq!((&problem["detail"], &problem["parameter"]), (&json!(detail), &json!("year")), "{path}");
    }
    let change = server.get("/indicators/idps/values?per=change");
    assert_eq!((change.status, &change.json()["parameter"]), (400, &json!("per")));
    assert!(change.text().contains(
        "it is a stock, counted on one day of a round; use none, share, per_1000_households, or /rounds/compare"
    ));
}

#[test]
fn features_have_the_date_of_stocks_and_the_year_of_flows() {
    let (server, _folder) = displaced();
    let times = |query: &str| {
        let feature = server.json(&format!("/collections/admin2/items?limit=1{query}"))["features"][0].clone();
        let names = ["year", "partial", "date", "idps", "returnees", "arrivals"];
        let own: Vec<(&str, Json)> =
            names.iter().filter_map(|name| Some((*name, feature["properties"].get(*name)?.clone()))).collect();
        own
    };
    // All that the round counts.
    let all = [
        ("year", json!("window")),
        ("partial", json!(true)),
        ("date", json!("2024-10-31")),
        ("idps", json!(30)),
        ("arrivals", json!(9)),
    ];
    assert_eq!(times(""), all);
    // A year has none of the counts of stocks.
    assert_eq!(times("&year=2023"), [("year", json!("2023")), ("partial", json!(false)), ("arrivals", json!(5))]);
    assert_eq!(times("&groups=idps"), [("date", json!("2024-10-31")), ("idps", json!(30))]);
    assert_eq!(
        times("&groups=arrivals"),
        [("year", json!("window")), ("partial", json!(true)), ("arrivals", json!(9))]
    );
    // A round of stocks alone has no years at all.
    let stocks = [("date", json!("2024-04-30")), ("idps", json!(40)), ("returnees", json!(10))];
    assert_eq!(times("&round=zzz-d1"), stocks);
    let problem = server.get("/collections/admin2/items?round=zzz-d1&year=2024").json();
    assert_eq!(
        problem["detail"],
        "round `zzz-d1` counts nothing in 2024; it counts at its date alone: leave `year` out"
    );
    let schema = server.json("/at/zzz-d1/window/collections/communities/schema");
    let properties = schema["properties"].as_object().expect("properties");
    assert!(properties.contains_key("date") && !properties.contains_key("year"), "{schema}");
}

#[test]
fn tiles_of_areas_points_and_clusters_have_the_date() {
    let (server, _folder) = displaced();
    for path in [
        "/tiles/admin2/5/22/11.mvt?round=zzz-d1",
        "/tiles/communities/5/22/11.mvt?round=zzz-d1&cluster=false",
        "/tiles/communities/5/22/11.mvt?round=zzz-d1&cluster=true",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        let reader = MvtReaderRef::new(&answer.body).expect("a vector tile");
        let mut keys = BTreeSet::new();
        for feature in reader.layers().flat_map(|layer| layer.features().collect::<Vec<_>>()) {
            keys.extend(feature.properties_vec().expect("attributes").into_iter().map(|(name, _)| name.to_owned()));
        }
        let has = |key: &str| keys.contains(key);
        assert!(
            has("date") && has("idps") && has("returnees_status") && !has("year") && !has("partial"),
            "{path}: {keys:?}"
        );
    }
    let tile = server.get("/tiles/communities/2/2/1.mvt?round=zzz-d1&cluster=true&indicator=idps");
    assert_eq!(tile.status, 200);
}

#[test]
fn maps_say_on_which_day_a_stock_was_counted() {
    let (server, _folder) = displaced();
    let map = server.json("/maps/idps");
    assert_eq!(map["title"], "Displaced people by district, 31 October 2024");
    assert_eq!(map["legend"]["title"], "Displaced people, 31 October 2024");
    assert_eq!((&map["date"], map.get("year"), &map["partial"]), (&json!("2024-10-31"), None, &json!(false)));
    for address in ["tiles", "values", "style_url"] {
        let text = map[address].as_str().expect("an address");
        assert!(text.contains("round=zzz-d2") && !text.contains("year="), "{text}");
    }
    let values = map["values"].as_str().map(|address| &address[server.base.len()..]).expect("an address");
    assert_eq!(server.json(values)["total"]["value"].as_f64(), map["total"]["value"].as_f64());
    // A page mends what it was asked for, and says so.
    let shown = server.json("/embed.json?indicator=idps&year=2024&per=change");
    assert_eq!((&shown["title"], &shown["per"]), (&map["title"], &json!("none")));
    let notices = shown["notices"].to_string();
    assert!(
        notices.contains("The year that was asked for is left out: `year=2024` is not possible for idps"),
        "{notices}"
    );
    assert!(notices.contains("The way of counting that was asked for is left out"), "{notices}");
}

#[test]
fn rounds_and_indicators_tell_stocks_from_flows() {
    let (server, _folder) = displaced();
    let rounds = server.json("/rounds");
    let [stock, flow] = [&rounds["rounds"][1]["groups"][0], &rounds["rounds"][1]["groups"][1]];
    assert_eq!((&stock["kind"], &stock["date"]), (&json!("stock"), &json!("2024-10-31")));
    assert_eq!((stock.get("years"), stock.get("partial"), stock.get("window")), (None, None, None));
    assert_eq!((flow.get("kind"), &flow["years"]), (None, &json!([2023, 2024])));
    let indicators = server.json("/indicators");
    let [stock, flow] = [&indicators["indicators"][0], &indicators["indicators"][2]];
    assert_eq!((&stock["group_kind"], flow.get("group_kind")), (&json!("stock"), None));
    assert!(!stock["per"].to_string().contains("change") && flow["per"].to_string().contains("change"));
    assert!(!stock["parameters"].to_string().contains("year") && flow["parameters"].to_string().contains("year"));
    // Below the root of a year there are the counts of the year.
    let of_year = server.json("/at/zzz-d2/2023/indicators");
    assert_eq!(of_year["indicators"].as_array().map(Vec::len), Some(1), "{of_year}");
    assert_eq!(server.json("/at/zzz-d1/window/indicators/returnees/values?by=admin0")["total"]["value"], 38);
}

#[test]
fn an_edition_with_stocks_is_served_like_its_sources() {
    let (server, folder) = displaced();
    let editions = tempfile::tempdir().expect("a folder");
    let build = Command::new(binary()).arg("build").arg(folder.path()).arg("-o").arg(editions.path()).output();
    let build = build.expect("the binary runs");
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    let edition = Server::start(editions.path());
    for path in [
        "/rounds",
        "/indicators",
        "/indicators/idps/values?by=community",
        "/indicators/arrivals/values?by=community&year=all",
        "/collections/communities/items?round=zzz-d1",
        "/maps/returnees?round=zzz-d1",
        "/tiles/admin2/5/22/11.mvt",
        "/embed.json",
    ] {
        let host = [("Host", "maps.example")];
        let (read, loaded) = (server.request("GET", path, &host), edition.request("GET", path, &host));
        assert_eq!((read.status, loaded.status), (200, 200), "{path}");
        assert!(read.body == loaded.body, "{path} differs");
    }
    let archive = editions.path().join("districts.pmtiles");
    let mut export = Command::new(binary());
    export.args(["export", "admin2"]).arg(folder.path()).args(["--round", "zzz-d1", "-o"]).arg(&archive);
    let export = export.output().expect("the binary runs");
    assert!(export.status.success(), "{}", String::from_utf8_lossy(&export.stderr));
    let tiles = Server::start(&archive);
    let fields = tiles.json("/tiles/districts.json")["vector_layers"][0]["fields"].clone();
    assert!(fields.get("date").is_some() && fields.get("idps").is_some() && fields.get("year").is_none(), "{fields}");
}
