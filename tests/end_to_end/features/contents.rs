use geo::{Validation, Winding};
use serde_json::Value as Json;
use tests::geojson::{area, features, id, point};
use tests::{Server, sample};

#[test]
fn only_the_requested_properties_are_returned() {
    let server = Server::of_sample();
    let full = server.json("/collections/admin2/items?limit=10000");
    let few = server.json("/collections/admin2/items?limit=10000&properties=return_migrants,name,pcode");
    for (full, few) in features(&full).iter().zip(features(&few)) {
        let names: Vec<&String> = few["properties"].as_object().expect("properties").keys().collect();
        assert_eq!(names, ["pcode", "name", "return_migrants"], "in the order of the collection");
        for name in names {
            assert_eq!(few["properties"][name], full["properties"][name]);
        }
        assert_eq!((&few["id"], &few["geometry"]), (&full["id"], &full["geometry"]));
    }
}

/// Round 3 counted 2020 to 2024, and was collected until 30 April 2024.
#[test]
fn datetime_selects_by_the_time_of_the_counts() {
    let server = Server::of_sample();
    // With the period that is chosen where `year` names none.
    for (datetime, period) in [
        ("2023-01-01/2023-12-31", Some("2023")),
        ("2023-07-01", Some("2023")),
        ("2023-12-31T23:59:59.5Z", Some("2023")),
        ("2024-01-01T02:00:00%2B06:00", Some("2023")),
        ("2024-01-01T02:00:00+06:00", Some("2023")),
        ("2020-01-01T00:00:00Z/2020-12-31T23:59:59Z", Some("2020")),
        ("2023-01-01/2024-01-01", Some("window")),
        ("2024-02-01", Some("2024")),
        ("2024-04-30", Some("2024")),
        ("2024-04-30T23:59:59.999Z", Some("2024")),
        ("2024-05-01T05:59:59%2B06:00", Some("2024")),
        ("2024-03-15t12:00:00z", Some("2024")),
        ("2024-04-30/2024-12-31", Some("2024")),
        ("2024-04-30/2025-12-31", Some("window")),
        ("../2020-01-01", Some("window")),
        ("2024-04-30/..", Some("window")),
        ("2024-04-30/", Some("window")),
        ("../..", Some("window")),
        ("2019-01-01/2019-12-31", None),
        ("../2019-12-31", None),
        ("../2020-01-01T05:59:59%2B06:00", None),
        ("2024-05-01", None),
        ("2024-05-01T00:00:00Z", None),
        ("2024-05-01T06:00:00%2B06:00", None),
        ("2024-05-01/2024-05-23", None),
        ("2024-05-25/..", None),
        ("/2019-12-31", None),
    ] {
        for (collection, count) in [("admin1", 9), ("communities", 999)] {
            let page = server.json(&format!("/collections/{collection}/items?limit=1&datetime={datetime}"));
            let expected = if period.is_some() { count } else { 0 };
            assert_eq!(page["numberMatched"], expected, "{collection} {datetime}");
            assert_eq!(page["numberReturned"], expected.min(1), "{collection} {datetime}");
            if let Some(period) = period {
                let first = &features(&page)[0];
                assert_eq!(first["properties"]["year"], period, "{collection} {datetime}");
                let explicit = server.json(&format!("/collections/{collection}/items?limit=1&year={period}"));
                assert_eq!(first, &features(&explicit)[0], "{collection} {datetime}");
            }
        }
    }
    // A stock has the day on which it was counted.
    let of_ministry = server.json("/collections/admin0/items?datetime=2024-05-24");
    let first = &features(&of_ministry)[0]["properties"];
    assert_eq!((&first["round"], &first["date"]), (&"kgz-mlssm-2024".into(), &"2024-05-24".into()), "{first}");
    // A year that is asked for has its own time and no other.
    for (query, matches) in [
        ("year=2023&datetime=2023-06-01", true),
        ("year=2023&datetime=2022-01-01/2023-01-01", true),
        ("year=2023&datetime=2024-03-01", false),
        ("year=window&datetime=2023-06-01", true),
        ("year=2024&datetime=2024-06-01/..", false),
    ] {
        let page = server.json(&format!("/collections/admin2/items?limit=1&{query}"));
        assert_eq!(page["numberMatched"], if matches { 45 } else { 0 }, "{query}");
    }
    let extent = &server.json("/collections/admin2")["extent"]["temporal"]["interval"][0];
    assert_eq!(extent, &serde_json::json!(["2020-01-01T00:00:00Z", "2024-05-24T23:59:59Z"]));
}

/// The first features may be skipped; what follows is found by the key of the last one all the same.
#[test]
fn the_page_after_an_offset_continues_without_gap() {
    let server = Server::of_sample();
    for query in ["", "&sortby=-return_migrants", "&bbox=72,40,75,42"] {
        let path = format!("/collections/admin2/items?properties=name{query}");
        let whole = server.json(&format!("{path}&limit=10000").replace("&properties=name", ""));
        let matched = features(&whole).len();
        for offset in [0, 1, 7, matched - 1, matched, matched + 1, 1_000_000_000] {
            let page = server.json(&format!("{path}&limit=5&offset={offset}"));
            let expected: Vec<&str> = features(&whole).iter().skip(offset).take(5).map(id).collect();
            assert_eq!(features(&page).iter().map(id).collect::<Vec<_>>(), expected, "{path} {offset}");
            assert_eq!((&page["numberMatched"], &page["numberReturned"]), (&matched.into(), &expected.len().into()));
            let next = page["links"].as_array().expect("links").iter().find(|link| link["rel"] == "next");
            assert_eq!(next.is_some(), offset + 5 < matched, "{path} {offset}");
            if let Some(next) = next {
                let href = next["href"].as_str().expect("an address");
                assert!(!href.contains("offset="), "{href}");
                let page = server.json(href.strip_prefix(&server.base).expect("an address of the server"));
                let expected: Vec<&str> = features(&whole).iter().skip(offset + 5).take(5).map(id).collect();
                assert_eq!(features(&page).iter().map(id).collect::<Vec<_>>(), expected, "{href}");
            }
        }
    }
}

#[test]
fn a_feature_is_equal_alone_and_in_a_collection() {
    let server = Server::of_sample();
    for collection in ["admin0", "admin1", "admin2", "communities"] {
        let page = server.json(&format!("/collections/{collection}/items?limit=50&year=2022"));
        for feature in features(&page) {
            let alone = server.json(&format!("/collections/{collection}/items/{}?year=2022", id(feature)));
            for member in ["type", "id", "geometry", "properties"] {
                assert_eq!(alone[member], feature[member], "{collection} {}", id(feature));
            }
        }
    }
}

/// RFC 7946: outer rings run counterclockwise, holes clockwise; and what is drawn is valid.
#[test]
fn polygons_are_valid_with_geojson_winding() {
    let server = Server::of_sample();
    for collection in ["admin0", "admin1", "admin2"] {
        for feature in features(&server.json(&format!("/collections/{collection}/items?limit=10000"))) {
            let area = area(feature);
            assert!(area.is_valid(), "{collection} {}", id(feature));
            for polygon in &area {
                assert!(polygon.exterior().is_ccw(), "{collection} {}", id(feature));
                assert!(polygon.interiors().iter().all(Winding::is_cw), "{collection} {}", id(feature));
            }
        }
    }
}

/// The counts of features are those of the figures, in each year and over the window.
#[test]
fn features_carry_the_figures_of_the_round_and_year() {
    let server = Server::of_sample();
    for (collection, by, key) in
        [("admin1", "admin1", "pcode"), ("admin2", "admin2", "pcode"), ("communities", "community", "id")]
    {
        for year in ["2020", "2023", "2024", "window"] {
            let page = server.json(&format!("/collections/{collection}/items?limit=10000&year={year}"));
            let groups: &[&str] = match year {
                "2023" | "window" => &["return_migrants", "emigrants", "internal_migrants"],
                _ => &["return_migrants", "emigrants"],
            };
            for group in groups {
                let figures = server.json(&format!("/indicators/{group}/values?by={by}&year={year}"));
                let rows = figures["rows"].as_array().expect("rows");
                assert_eq!(rows.len(), features(&page).len());
                for (row, feature) in rows.iter().zip(features(&page)) {
                    assert_eq!(row[key], feature["id"]);
                    let properties = &feature["properties"];
                    assert_eq!(row["value"], properties[*group], "{group} {year} {}", id(feature));
                    assert_eq!(row["status"], properties[format!("{group}_status")]);
                    let is_partial = matches!((*group, year), ("return_migrants" | "emigrants", "2024" | "window"));
                    assert_eq!(
                        row["partial"], is_partial,
                        "{group} {year}: a group that was counted in full years is not"
                    );
                }
            }
            for feature in features(&page) {
                let is_partial = matches!(year, "2024" | "window");
                assert_eq!(feature["properties"]["partial"], is_partial, "2024 is partial, and the window holds it");
                assert_eq!(feature["properties"]["year"], year, "always text");
                assert_eq!(feature["properties"]["illustrative"], true);
            }
        }
        // A group that was not counted in a year has no value there: never a zero.
        let page = server.json(&format!("/collections/{collection}/items?limit=10&year=2021"));
        for feature in features(&page) {
            assert_eq!(feature["properties"]["internal_migrants"], Json::Null);
            assert_eq!(feature["properties"]["internal_migrants_status"], "no_data");
        }
    }
}

#[test]
fn every_community_lies_in_the_district_and_province_that_it_names() {
    let server = Server::of_sample();
    let communities = server.json("/collections/communities/items?limit=10000");
    for level in ["admin1", "admin2"] {
        let units = server.json(&format!("/collections/{level}/items?limit=10000"));
        let areas: Vec<(&str, _)> = features(&units).iter().map(|unit| (id(unit), area(unit))).collect();
        for community in features(&communities) {
            let named = community["properties"][level].as_str().expect("a unit");
            let (_, area) = areas.iter().find(|(pcode, _)| *pcode == named).expect("the unit");
            assert!(geo::Intersects::intersects(area, &point(community)), "{} in {named}", id(community));
        }
    }
}

/// Features are kept for the next page that has them, each for its own choice of what they say.
#[test]
fn features_are_equal_with_and_without_cache() {
    let public = ["--cache", "0", "--public-url", "http://kerben.example"];
    let kept = Server::start_with(&sample(), &public);
    let not_kept = Server::start_with(&sample(), &[&public[..], &["--attributes", "0"]].concat());
    for _ in 0..2 {
        for query in [
            "limit=10",
            "limit=30&year=2023",
            "limit=30&year=2022&groups=emigrants",
            "limit=30&properties=name,id,pcode",
            "limit=30&properties=households,name&sortby=-households",
        ] {
            for collection in ["communities", "admin2"] {
                let query = if collection == "admin2" { query.replace("id,", "") } else { query.replace(",pcode", "") };
                let path = format!("/collections/{collection}/items?{query}");
                let (one, other) = (kept.get(&path), not_kept.get(&path));
                assert_eq!((one.status, one.text()), (200, other.text()), "{path}");
            }
        }
    }
}
