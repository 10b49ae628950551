//! A dataset of many communities.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value as Json, json};

/// Writes a dataset of as many communities, a third of them in one town, each counted in the same way in some years.
pub fn write_crowd(folder: &Path, count: usize, years: &[u16]) {
    let square = |level: &str, properties: &Json| {
        let ring = json!([[[10, 50], [12, 50], [12, 51], [10, 51], [10, 50]]]);
        let feature = json!({ "type": "Feature", "properties": properties,
            "geometry": { "type": "Polygon", "coordinates": ring } });
        let layer = json!({ "type": "FeatureCollection", "features": [feature] });
        std::fs::write(folder.join(format!("{level}.geojson")), layer.to_string()).expect("a layer is written");
    };
    square("admin0", &json!({ "pcode": "ZZ", "name": "Sandland" }));
    square("admin1", &json!({ "pcode": "ZZ01", "parent": "ZZ", "name": "Sands" }));
    square("admin2", &json!({ "pcode": "ZZ0101", "parent": "ZZ01", "name": "Dunes" }));
    let layers: String = [("admin0", ""), ("admin1", "parent = \"parent\", "), ("admin2", "parent = \"parent\", ")]
        .iter()
        .map(|(level, parent)| {
            format!(
                "[[layers]]\nlevel = \"{level}\"\nfile = \"{level}.geojson\"\nboundaries = \"official\"\n\
                 sources = [\"survey\"]\ncolumns = {{ pcode = \"pcode\", {parent}name_en = \"name\" }}\n"
            )
        })
        .collect();
    let column = |year: &u16| format!("{{ column = \"returns_{year}\", group = \"return_migrants\", year = {year} }}");
    let columns = years.iter().map(column).collect::<Vec<_>>().join(", ");
    let description = format!(
        r#"[dataset]
id = "crowd"
title = "A crowd"
country = "ZZ"
default_round = "zzz-r1"
languages = ["en"]

[[sources]]
id = "survey"
title = "Survey"
citation = "Survey, 2024."
publisher = "Office"
licence = "CC BY 4.0"
date = "2024-04"

{layers}
[[rounds]]
id = "zzz-r1"
country = "ZZ"
title = "Round 1"
collected = ["2024-02-01", "2024-04-30"]
method = "Interviews"
sources = ["survey"]

[[rounds.groups]]
group = "return_migrants"
years = {years:?}
partial = {{}}
definition = "People who came back."

[communities]
file = "communities.csv"
sources = ["survey"]
columns = {{ id = "id", name_en = "id", lon = "lon", lat = "lat", admin2 = "district", households = "households" }}

[[counts]]
file = "counts.csv"
round = "zzz-r1"
level = "community"
place = "community"
sources = ["survey"]
columns = [{columns}]
"#
    );
    std::fs::write(folder.join("dataset.toml"), description).expect("a description is written");
    let mut communities = "id,lon,lat,district,households\n".to_owned();
    let mut counts = "community".to_owned();
    counts.extend(years.iter().map(|year| format!(",returns_{year}")));
    counts.push('\n');
    for at in 0..count {
        let (x, y) = ((at as f64 * 0.618_033_988).fract(), (at as f64 * 0.754_877_666).fract());
        let (lon, lat) =
            if at % 3 == 0 { (11.0 + 0.6 * x, 50.4 + 0.4 * y) } else { (10.01 + 1.98 * x, 50.01 + 0.98 * y) };
        writeln!(communities, "C{at:05},{lon:.6},{lat:.6},ZZ0101,{}", at % 300).expect("a line");
        write!(counts, "C{at:05}").expect("a line");
        counts.extend(years.iter().map(|_| format!(",{}", at % 70)));
        counts.push('\n');
    }
    std::fs::write(folder.join("communities.csv"), communities).expect("communities are written");
    std::fs::write(folder.join("counts.csv"), counts).expect("counts are written");
}
