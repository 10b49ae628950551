use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::Value as Json;
use tests::Server;
use tests::geojson::{features, id};

/// Follows `next` from a first page to the last, checking each page on the way.
fn walk(server: &Server, first: &str, limit: usize) -> Vec<Json> {
    let mut seen = Vec::new();
    let mut path = first.to_owned();
    loop {
        let answer = server.get(&path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        let page = answer.json();
        let here = features(&page);
        assert_eq!(page["numberReturned"], here.len(), "{path}");
        assert!(here.len() <= limit, "{path} has {} features", here.len());
        seen.extend(here.iter().cloned());

        let links = page["links"].as_array().expect("links");
        let next: Vec<&str> = links
            .iter()
            .filter(|link| link["rel"] == "next")
            .map(|link| link["href"].as_str().expect("href"))
            .collect();
        let in_header = answer.header("Link").expect("a Link header").matches("rel=\"next\"").count();
        assert_eq!(next.len(), in_header, "the header has the links of the body");
        match next.as_slice() {
            [] => {
                assert_eq!(page["numberMatched"], seen.len(), "{first}: pages end when all is seen");
                return seen;
            }
            [href] => {
                assert_eq!(here.len(), limit, "{path}: a page with another after it is full");
                assert!(answer.header("Link").is_some_and(|header| header.contains(href)));
                path = href.strip_prefix(&server.base).expect("a link to this server").to_owned();
            }
            more => panic!("{} next links", more.len()),
        }
    }
}

fn compare(a: &Json, b: &Json) -> Ordering {
    match (a, b) {
        (Json::String(a), Json::String(b)) => a.cmp(b),
        (Json::Number(a), Json::Number(b)) => a.as_f64().partial_cmp(&b.as_f64()).expect("numbers compare"),
        (Json::Bool(a), Json::Bool(b)) => a.cmp(b),
        other => panic!("not of one kind: {other:?}"),
    }
}

/// The order that `sortby` asks for: each key, what is null last, then by id.
fn order(sort_by: &str, a: &Json, b: &Json) -> Ordering {
    let keys = sort_by.split(',').filter(|key| !key.is_empty());
    let by_key = keys.map(|key| {
        let (name, descending) = key.strip_prefix('-').map_or((key, false), |name| (name, true));
        let (a, b) = (&a["properties"][name], &b["properties"][name]);
        match (a.is_null(), b.is_null()) {
            (false, false) if descending => compare(b, a),
            (false, false) => compare(a, b),
            (a, b) => a.cmp(&b),
        }
    });
    by_key.fold(Ordering::Equal, Ordering::then).then_with(|| id(a).cmp(id(b)))
}

#[test]
fn next_links_visit_every_feature_once_in_sort_order() {
    let server = Server::of_sample();
    let cases: &[(&str, usize, &[usize], &[&str])] = &[
        ("admin0", 1, &[1, 2], &["", "-name"]),
        ("admin1", 9, &[1, 2, 8, 9, 10], &["", "name", "-households", "area_km2"]),
        (
            "admin2",
            45,
            &[1, 7, 44, 45, 46, 10_000],
            // boundaries is the same everywhere, parent has ties: the id must decide.
            &[
                "",
                "name",
                "-name",
                "-return_migrants",
                "parent,-households",
                "boundaries",
                "-parent_name,area_km2,name",
            ],
        ),
        (
            "communities",
            999,
            &[37, 100, 500, 998, 999, 1000],
            // Many have the same origin, and where a service is available its distance is null.
            &["", "origin", "-households", "admin2,-return_migrants", "-hospital_band,name", "-school_km", "school_km"],
        ),
    ];
    for (collection, count, limits, sort_orders) in cases {
        for sort_by in *sort_orders {
            let keys = sort_by.replace('-', "");
            let sort = match sort_by {
                &"" => "&properties=name".to_owned(),
                sort_by => format!("&sortby={sort_by}&properties={keys}"),
            };
            for limit in *limits {
                let first = format!("/collections/{collection}/items?limit={limit}{sort}");
                let seen = walk(&server, &first, *limit);
                let ids: BTreeSet<&str> = seen.iter().map(id).collect();
                assert_eq!((seen.len(), ids.len()), (*count, *count), "{first}: each once");
                let ordered = seen.windows(2).all(|pair| order(sort_by, &pair[0], &pair[1]) == Ordering::Less);
                assert!(ordered, "{first} is not in order");
            }
        }
    }
}

/// OGC API Features Part 1, section 7.15.2: who asks for more than there can be in a page gets the most, not an error.
#[test]
fn a_limit_above_the_maximum_is_the_maximum() {
    let server = Server::of_sample();
    for limit in ["10000", "10001", "1000000000000"] {
        for path in ["/collections/communities/items", "/services/hospital/communities"] {
            let page = server.json(&format!("{path}?limit={limit}"));
            assert_eq!(page["numberReturned"], page["numberMatched"], "{path}?limit={limit}");
        }
    }
    let nearest = server.json("/nearest?lon=74.6&lat=42.87&limit=1000000");
    assert_eq!(features(&nearest).len(), 999);
}

#[test]
fn next_links_keep_bbox_year_and_properties() {
    let server = Server::of_sample();
    let question = "bbox=72,40,74,42&year=2023&properties=name,year,return_migrants&sortby=-return_migrants";
    let all = server.json(&format!("/collections/communities/items?{question}&limit=10000"));
    let paged = walk(&server, &format!("/collections/communities/items?{question}&limit=17"), 17);
    assert!(paged.len() > 100, "{} communities", paged.len());
    assert_eq!(features(&all), paged, "in pages and at once");
    for feature in &paged {
        assert_eq!(feature["properties"]["year"], "2023");
    }
}

#[test]
fn underserved_communities_are_paged_farthest_then_largest_first() {
    let server = Server::of_sample();
    for (service, beyond) in [("hospital", "&beyond_km=25"), ("school", ""), ("drinking_water", "&beyond_km=0.5")] {
        let base = format!("/services/{service}/communities?limit=");
        let all = server.json(&format!("{base}10000{beyond}"));
        let mut path = format!("{base}7{beyond}");
        let (mut seen, mut households) = (Vec::new(), 0);
        loop {
            let page = server.json(&path);
            assert_eq!(page["numberMatched"], all["numberMatched"], "{path}");
            assert_eq!(page["households"], all["households"], "{path}: of all that match, not of the page");
            seen.extend(features(&page).to_vec());
            let next = page["links"].as_array().expect("links").iter().find(|link| link["rel"] == "next").cloned();
            let Some(next) = next else { break };
            path = next["href"].as_str().and_then(|href| href.strip_prefix(&server.base)).expect("a link").to_owned();
        }
        assert_eq!(features(&all), seen, "{service}: in pages and at once");
        assert_eq!(all["numberMatched"], seen.len());
        let at_least = |feature: &Json| -> f64 {
            let properties = &feature["properties"];
            // A band begins where the one before ends: 6-10 is beyond 5 km.
            let band = properties["distance_band"].as_str().map(|band| match band {
                ">25" => 25.0,
                band => band.split('-').next().and_then(|low| low.parse::<f64>().ok()).map_or(0.0, |low| low - 1.0),
            });
            properties["distance_km"].as_f64().or(band.map(|low| low.max(0.0))).expect("a distance")
        };
        for feature in &seen {
            households += feature["properties"]["households"].as_u64().expect("households");
        }
        assert_eq!(all["households"], households, "{service}");
        let ordered = seen.windows(2).all(|pair| {
            let [a, b] = [&pair[0], &pair[1]];
            let size = |feature: &Json| feature["properties"]["households"].as_u64();
            match at_least(a).total_cmp(&at_least(b)) {
                Ordering::Greater => true,
                Ordering::Equal => size(a) >= size(b),
                Ordering::Less => false,
            }
        });
        assert!(ordered, "{service} is not in order");
    }
}
