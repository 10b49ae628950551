//! Addresses of comparisons and trends, and the links that lead to them.

use geodata::figures::{Indicator, rounds_with};
use geodata::model::{Period, Round};
use serde_json::Value as Json;
use styles::words::say;

use crate::http::route::RequestContext;
use crate::routes::links::{JSON, link};

pub const COMPARE_PATH: &str = "/rounds/compare";
pub const TREND_PATH: &str = "/rounds/trend";

/// The path and query of a comparison.
pub fn between([a, b]: [&Round; 2], indicator: &Indicator) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("a", &a.id.0).append_pair("b", &b.id.0).append_pair("indicator", indicator.id());
    format!("{COMPARE_PATH}?{}", query.finish())
}

/// Links from the list of rounds, for each group that several of them count: to the last two of them side by side, and to the trend.
pub fn links(call: &RequestContext) -> Vec<Json> {
    let (atlas, words) = (call.atlas(), call.words());
    // Below an API root of a year, links ask for that year.
    let period = if call.root.at().is_some() { call.period() } else { Period::Window };
    let groups = atlas.vocabulary.groups().iter().map(|group| Indicator::Group(group.clone()));
    let links = groups.filter_map(|indicator| {
        let known = rounds_with(atlas, &indicator, period);
        let [.., a, b] = known[..] else { return None };
        let name = words.indicator(&indicator);
        let related = |title, path: String| link("related", JSON, title, &call.link(&path));
        Some([
            related(say!(words, "link-compare", indicator = name.as_str()), between([a, b], &indicator)),
            related(
                say!(words, "link-trend", indicator = name.as_str()),
                format!("{TREND_PATH}?indicator={}", indicator.id()),
            ),
        ])
    });
    links.flatten().collect()
}
