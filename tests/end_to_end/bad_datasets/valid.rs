//! A small dataset in which everything is right: a country, two provinces, three districts, four communities.

/// Its files: path and content.
pub const FILES: &[(&str, &str)] = &[
    (
        "dataset.toml",
        r#"[dataset]
id = "sandland"
title = "Sandland, first assessment"
country = "ZZ"
default_round = "zzz-r1"
languages = ["en"]

[[sources]]
id = "survey"
title = "Baseline assessment, Round 1"
citation = "Survey of Sandland, 2024."
publisher = "Office of Sandland"
licence = "CC BY 4.0"
date = "2024-04"

[[layers]]
level = "admin0"
file = "admin0.geojson"
boundaries = "official"
sources = ["survey"]
columns = { pcode = "pcode", name_en = "name" }

[[layers]]
level = "admin1"
file = "admin1.geojson"
boundaries = "official"
sources = ["survey"]
columns = { pcode = "pcode", parent = "parent", name_en = "name" }

[[layers]]
level = "admin2"
file = "admin2.geojson"
boundaries = "official"
sources = ["survey"]
columns = { pcode = "pcode", parent = "parent", name_en = "name" }

[[rounds]]
id = "zzz-r1"
country = "ZZ"
title = "Round 1"
collected = ["2024-02-01", "2024-04-30"]
method = "Key informant interviews"
sources = ["survey"]

[[rounds.groups]]
group = "return_migrants"
years = [2022, 2023, 2024]
partial = { 2024 = "January to April" }
definition = "People who came back."

[communities]
file = "communities.csv"
sources = ["survey"]
columns = { id = "id", name_en = "name", lon = "lon", lat = "lat", admin2 = "district", households = "households" }

[[counts]]
file = "counts.csv"
round = "zzz-r1"
level = "community"
place = "community"
sources = ["survey"]
columns = [
  { column = "returns_2022", group = "return_migrants", year = 2022 },
  { column = "returns_2023", group = "return_migrants", year = 2023 },
  { column = "returns_2024", group = "return_migrants", year = 2024 },
]

[[breakdowns]]
file = "sex.csv"
round = "zzz-r1"
level = "community"
place = "community"
dimension = "sex"
sources = ["survey"]
columns = [
  { column = "women", group = "return_migrants", category = "Women" },
  { column = "men", group = "return_migrants", category = "Men" },
]

[[services]]
file = "services.csv"
round = "zzz-r1"
place = "community"
sources = ["survey"]
columns = [
  { service = "hospital", available = "hospital", band = "hospital_band" },
  { service = "school", available = "school", km = "school_km" },
]
"#,
    ),
    (
        "admin0.geojson",
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"pcode": "ZZ", "name": "Sandland"}, "geometry": {"type": "Polygon", "coordinates": [[[10, 50], [12, 50], [12, 51], [10, 51], [10, 50]]]}}
]}
"#,
    ),
    (
        "admin1.geojson",
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"pcode": "ZZ01", "parent": "ZZ", "name": "West"}, "geometry": {"type": "Polygon", "coordinates": [[[10, 50], [11, 50], [11, 51], [10, 51], [10, 50]]]}},
{"type": "Feature", "properties": {"pcode": "ZZ02", "parent": "ZZ", "name": "East"}, "geometry": {"type": "Polygon", "coordinates": [[[11, 50], [12, 50], [12, 51], [11, 51], [11, 50]]]}}
]}
"#,
    ),
    (
        "admin2.geojson",
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"pcode": "ZZ0101", "parent": "ZZ01", "name": "Dunes"}, "geometry": {"type": "Polygon", "coordinates": [[[10, 50], [10.5, 50], [10.5, 51], [10, 51], [10, 50]]]}},
{"type": "Feature", "properties": {"pcode": "ZZ0102", "parent": "ZZ01", "name": "Oasis"}, "geometry": {"type": "Polygon", "coordinates": [[[10.5, 50], [11, 50], [11, 51], [10.5, 51], [10.5, 50]]]}},
{"type": "Feature", "properties": {"pcode": "ZZ0201", "parent": "ZZ02", "name": "Shore"}, "geometry": {"type": "Polygon", "coordinates": [[[11, 50], [12, 50], [12, 51], [11, 51], [11, 50]]]}}
]}
"#,
    ),
    (
        "communities.csv",
        r#"id,name,lon,lat,district,households
C1,Adra,10.2,50.5,ZZ0101,120
C2,Brim,10.7,50.4,ZZ0102,80
C3,Cove,11.3,50.6,ZZ0201,240
C4,Dock,11.8,50.2,ZZ0201,60
"#,
    ),
    (
        "counts.csv",
        r#"community,returns_2022,returns_2023,returns_2024
C1,5,7,2
C2,0,3,1
C3,12,20,8
C4,1,0,0
"#,
    ),
    (
        "sex.csv",
        r#"community,women,men
C1,8,6
C2,2,2
C3,15,25
C4,0,1
"#,
    ),
    (
        "services.csv",
        r#"community,hospital,hospital_band,school,school_km
C1,no,>25,no,3.5
C2,no,6-10,yes,
C3,yes,,yes,
C4,no,16-20,no,0.4
"#,
    ),
];
