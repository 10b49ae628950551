//! How the values of a map are divided into classes, and that its links keep it.

use serde_json::Value as Json;
use tests::Server;

const MAP: &str = "/maps/return_migrants?by=admin2&year=2023";

fn units(map: &Json) -> Vec<u64> {
    let classes = map["classes"].as_array().expect("classes");
    classes.iter().map(|class| class["units"].as_u64().expect("a number")).collect()
}

#[test]
fn classes_are_made_by_the_method_that_is_asked_for() {
    let server = Server::of_sample();
    let usual = server.get(MAP);
    assert_eq!(usual.body, server.get(&format!("{MAP}&method=natural_breaks")).body, "the default, named");
    let usual = usual.json();
    assert!(usual.get("method").is_none() && usual["legend"].get("method").is_none());

    let [quantile, usual] =
        ["quantile", "natural_breaks"].map(|method| server.json(&format!("{MAP}&breaks=own&method={method}")));
    assert_eq!(
        (&quantile["method"], &quantile["legend"]["method"]),
        (&"quantile".into(), &"about as many places in each class".into())
    );
    let (quantile_units, usual_units) = (units(&quantile), units(&usual));
    assert_eq!(quantile_units.iter().sum::<u64>(), usual_units.iter().sum::<u64>());
    let spread = |units: &[u64]| units.iter().max().zip(units.iter().min()).map(|(most, least)| most - least);
    assert!(spread(&quantile_units) <= Some(2) && spread(&usual_units) > Some(2), "{quantile_units:?} {usual_units:?}");

    let equal = server.json(&format!("{MAP}&method=equal_interval&per=share&breaks=own"));
    assert_eq!(equal["legend"]["method"], "classes of equal width");
    let lows: Vec<f64> =
        equal["classes"].as_array().expect("classes").iter().filter_map(|class| class["low"].as_f64()).collect();
    let widths: Vec<f64> = lows.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(widths.len() == 4 && widths.iter().all(|width| (width - widths[1]).abs() < 0.02 * widths[1]), "{widths:?}");

    for other in ["jenks", "Quantile", ""] {
        let refused = server.get(&format!("{MAP}&method={other}"));
        assert_eq!(refused.status, 400, "{other}");
        assert!(refused.text().contains("equal_interval"), "{}", refused.text());
    }
}

#[test]
fn links_of_a_map_keep_its_method() {
    let server = Server::of_sample();
    let map = server.json(&format!("{MAP}&method=quantile"));
    let style = map["style_url"].as_str().expect("an address").strip_prefix(&server.base).expect("of the server");
    assert!(style.contains("&method=quantile"), "{style}");
    assert_eq!(server.json(style), map["style"]);
    assert!(map["style"]["metadata"]["kerben:map"].as_str().expect("an address").contains("&method=quantile"));
    let usual = server.json(MAP);
    assert!(!usual["style_url"].as_str().expect("an address").contains("method"));
    let embedded = server.json("/embed.json?indicator=return_migrants&by=admin2&year=2023&method=quantile");
    assert_eq!(embedded["classes"], map["classes"]);
    assert_eq!(embedded["notices"], Json::Array(Vec::new()));
    // A page mends what the API refuses.
    let mended = server.json("/embed.json?indicator=return_migrants&by=admin2&year=2023&method=jenks");
    assert_eq!((&mended["classes"], mended["notices"].as_array().map(Vec::len)), (&usual["classes"], Some(1)));
}
