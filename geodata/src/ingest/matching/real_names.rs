//! Names as sources really write them, joined to the districts of Kyrgyzstan (COD-AB of 2018, and the two cities that it leaves out): the places
//! of Round 1 and those of Who's On First. The data lie beside the repository; without them nothing is tested, which is said. The counts are
//! explained in `tests/names/README.md`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use geo::BoundingRect;
use geo_types::{Geometry, MultiPolygon, Point};

use super::super::layers::LoadedLayer;
use super::super::plausibility::Plausibility;
use super::UnitNames;
use super::named::{How, UnitId, Unnamed, Within};
use crate::index::{is_in, metres_to_border};
use crate::model::{AdminLayer, AdminLevel, AdminUnit, BoundaryStatus, CodeKind, Language, Names, UnitCode};

/// Beyond this, a point that lies outside its district is not explained by coarse borders.
const BORDER_METRES: f64 = 2_000.0;

/// A file beside the repository.
fn shared(path: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let path = root.join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED, NOTHING IS TESTED: {} does not exist", path.display());
    None
}

/// A unit of the boundaries: code, code of the parent, names, area.
struct Source {
    code: String,
    parent: (String, Vec<String>),
    names: Vec<String>,
    area: MultiPolygon<f64>,
}

fn sources() -> Option<Vec<Source>> {
    let districts = shared("data/kgz/kgz_admbnda_adm2_moes_20181119.geojson")?;
    let cities = shared("data/kgz/kgz_cities_wof.geojson")?;
    let mut all = Vec::new();
    for path in [districts, cities] {
        let text = std::fs::read_to_string(path).expect("readable");
        let geojson::GeoJson::FeatureCollection(collection) = text.parse().expect("GeoJSON") else {
            panic!("no collection")
        };
        for feature in collection.features {
            let text =
                |key: &str| feature.property(key).and_then(|value| value.as_str()).map(|text| text.trim().to_owned());
            let geometry = feature.geometry.as_ref().expect("a geometry");
            let area = match Geometry::<f64>::try_from(geometry.clone()).expect("a shape") {
                Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
                Geometry::MultiPolygon(area) => area,
                _ => panic!("no area"),
            };
            let of = |prefix: &str| ["EN", "RU", "KY"].map(|language| text(&format!("{prefix}_{language}")));
            let source = if let Some(code) = text("ADM2_PCODE") {
                Source {
                    code,
                    parent: (text("ADM1_PCODE").expect("a province"), of("ADM1").into_iter().flatten().collect()),
                    names: of("ADM2").into_iter().flatten().collect(),
                    area,
                }
            } else {
                let names: Vec<String> = ["name", "name_ru", "name_ky"].into_iter().filter_map(text).collect();
                // Cities that are provinces and districts at once.
                let code = format!("x-{}", names[0].to_lowercase().replace(' ', "-"));
                Source { parent: (format!("{code}-province"), names.clone()), code, names, area }
            };
            all.push(source);
        }
    }
    Some(all)
}

fn layer(level: AdminLevel, mut units: Vec<AdminUnit>) -> LoadedLayer {
    units.sort_by(|a, b| a.pcode.cmp(&b.pcode));
    let keys = units.iter().map(|unit| unit.pcode.as_str().to_owned()).collect();
    let (codes, boundaries) = (CodeKind::PCode, BoundaryStatus::Official);
    let layer = AdminLayer { level, codes, boundaries, note: None, sources: Vec::new(), units };
    LoadedLayer { layer, keys, complete: true, plausibility: Plausibility::Confirmed }
}

fn unit(code: &str, names: &[String], parent: Option<usize>, level: AdminLevel, area: MultiPolygon<f64>) -> AdminUnit {
    let languages = ["en", "ru", "ky"].map(|code| Language::from_code(code).expect("a language"));
    let names = languages.into_iter().zip(names.iter().map(|name| name.as_str().into()));
    let bbox = area.bounding_rect().unwrap_or(geo_types::Rect::new((0.0, 0.0), (0.0, 0.0)));
    AdminUnit {
        pcode: UnitCode::new(code, CodeKind::PCode, level).expect("a code"),
        parent,
        names: Names::new(names, Vec::new()),
        population: None,
        area,
        bbox,
        area_km2: 0.0,
    }
}

/// The provinces and districts, and their names.
fn kyrgyzstan() -> Option<(LoadedLayer, UnitNames)> {
    sources().map(|sources| of_sources(&sources))
}

fn of_sources(sources: &[Source]) -> (LoadedLayer, UnitNames) {
    let provinces: BTreeMap<&str, &Vec<String>> =
        sources.iter().map(|source| (source.parent.0.as_str(), &source.parent.1)).collect();
    let provinces = provinces.into_iter();
    let provinces =
        provinces.map(|(code, names)| unit(code, names, None, AdminLevel::Admin1, MultiPolygon(Vec::new()))).collect();
    let provinces = layer(AdminLevel::Admin1, provinces);
    let district = |source: &Source| {
        let parent = provinces.layer.position(&source.parent.0);
        unit(&source.code, &source.names, parent, AdminLevel::Admin2, source.area.clone())
    };
    let districts = layer(AdminLevel::Admin2, sources.iter().map(district).collect());
    let layers = [provinces, districts];
    let names = UnitNames::new(&layers);
    let [_, districts] = layers;
    (districts, names)
}

/// A district and its province, as a table names them.
type Pair = (String, String);

/// What became of a pair.
enum Outcome {
    Joined(UnitId),
    /// Not joined; the codes that are offered.
    Open(Vec<String>),
}

fn outcome(names: &UnitNames, (province, district): &Pair) -> Outcome {
    let parents = names.larger_units(AdminLevel::Admin2, province);
    if parents.is_empty() {
        return Outcome::Open(Vec::new());
    }
    let within = Within::Units(vec![parents]);
    match names.find(AdminLevel::Admin2, district, &within) {
        Ok((unit, How::Name)) => Outcome::Joined(unit),
        Ok((_, how)) => panic!("no aliases are given, but {district} is joined by {how:?}"),
        Err(unnamed) => {
            assert!(matches!(unnamed, Unnamed::Several(_) | Unnamed::NoUnit | Unnamed::Vague(_)), "{unnamed:?}");
            let offered = names.candidates(AdminLevel::Admin2, district, &within, Some(&unnamed));
            Outcome::Open(offered.into_iter().map(|candidate| candidate.code).collect())
        }
    }
}

fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn the_69_locations_of_round_1_are_in_the_districts_that_they_name() {
    let (Some(path), Some((_, names))) = (shared("reports/kgz_r1_locations.csv"), kyrgyzstan()) else { return };
    let mut joined: BTreeMap<Pair, (String, usize)> = BTreeMap::new();
    let mut open: BTreeMap<Pair, (Vec<String>, usize)> = BTreeMap::new();
    let mut locations = 0;
    for row in rows(&path) {
        locations += 1;
        let pair = (row["admin1"].clone(), row["admin2"].clone());
        match outcome(&names, &pair) {
            Outcome::Joined(unit) => {
                joined.entry(pair).or_insert_with(|| (names.code(unit).to_owned(), 0)).1 += 1;
            }
            Outcome::Open(offered) => open.entry(pair).or_insert((offered, 0)).1 += 1,
        }
    }
    let mut text = String::new();
    for ((province, district), (code, count)) in &joined {
        let unit = names.with_code(code).expect("a unit");
        let _ = writeln!(text, "{count} {province}, {district}: {code} {}", names.unit(unit).name);
    }
    for ((province, district), (offered, count)) in &open {
        let _ = writeln!(text, "{count} {province}, {district}: open, {}", offered.join(" "));
    }
    let sum = |counts: &mut dyn Iterator<Item = usize>| counts.sum::<usize>();
    let (auto, left) =
        (sum(&mut joined.values().map(|(_, count)| *count)), sum(&mut open.values().map(|(_, count)| *count)));
    insta::assert_snapshot!(text, @r#"
    3 Batken, Kadamzhai: KG05258000000 Kadamjai
    1 Batken, Leilek: KG05236000000 Leilek
    6 Bishkek, Bishkek: x-bishkek Bishkek
    1 Chui, Alamudun: KG08203000000 Alamudun
    1 Chui, Chui: KG08223000000 Chui
    3 Chui, Kemin: KG08213000000 Kemin
    2 Chui, Moscow: KG08217000000 Moscow
    2 Chui, Panfilov: KG08219000000 Panfilov
    2 Chui, Sokuluk: KG08222000000 Sokuluk
    1 Chui, Ysyk-Ata: KG08206000000 Ysyk-Ata
    2 Chui, Zhaiyl: KG08209000000 Jaiyl
    1 Issyk-Kul, Ak-Suu: KG02205000000 Ak-Suu
    1 Issyk-Kul, Balykchy: KG02420000010 Balykchy (city)
    1 Issyk-Kul, Issyk-Kul: KG02215000000 Issyk-Kul
    1 Issyk-Kul, Jeti-Oguz: KG02210000000 Jeti-Oguz
    2 Issyk-Kul, Ton: KG02220000000 Ton
    2 Issyk-Kul, Tyup: KG02225000000 Tup
    2 Jalal-Abad, Aksy: KG03211000000 Aksy
    1 Jalal-Abad, Ala-Buka: KG03204000000 Ala-Buka
    2 Jalal-Abad, Bazar-Korgon: KG03207000000 Bazar-Korgon
    1 Jalal-Abad, Chatkal: KG03230000000 Chatkal
    1 Jalal-Abad, Kara-Kul: KG03440000010 Kara-Kul (city)
    1 Jalal-Abad, Nooken: KG03215000000 Nooken
    1 Jalal-Abad, Suzak: KG03220000000 Suzak
    1 Jalal-Abad, Tash-Komur: KG03420000010 Tash-Kumir (city)
    1 Jalal-Abad, Toguz-Toro: KG03223000000 Toguz-Toro
    1 Jalal-Abad, Toktogul: KG03225000000 Toktogul
    1 Naryn, Ak-Talaa: KG04210000000 Ak-Tala
    1 Naryn, At-Bashy: KG04220000000 Ak-Bashy
    3 Naryn, Kochkor: KG04235000000 Kochokor
    2 Naryn, Zhumgal: KG04230000000 Jumgal
    1 Osh, Alai: KG06207000000 Alai
    1 Osh, Aravan: KG06211000000 Aravan
    1 Osh, Chong-Alai: KG06259000000 Chon-Alai
    1 Osh, Kara-Kulzha: KG06246000000 Kara-Kulja
    1 Osh, Kara-Suu: KG06226000000 Kara-Suu
    2 Osh, Uzgen: KG06255000000 Uzgen
    2 Osh City, Osh: x-osh-city Osh City
    1 Talas, Bakai-Ata: KG07220000000 Bakai-Ata
    1 Talas, Kara-Buura: KG07215000000 Kara-Buura
    2 Talas, Manas: KG07225000000 Manas
    2 Batken, Batken: open, KG05214000000 KG05410000010
    2 Naryn, Naryn: open, KG04245000000 KG04400000010 KG04210000000
    1 Talas, Talas: open, KG07232000000 KG07400000010 KG07225000000
    "#);
    assert_eq!((locations, auto, left), (69, 64, 5));
}

#[test]
fn places_are_in_the_districts_that_their_names_are_joined_to() {
    let (Some(path), Some((districts, names))) = (shared("data/kgz/kgz_localities_wof.csv"), kyrgyzstan()) else {
        return;
    };
    let (mut nameless, mut right, mut open, mut offered_right) = (0, 0, 0, 0);
    let mut near: Vec<String> = Vec::new();
    let mut wrong: Vec<String> = Vec::new();
    let mut missed: Vec<String> = Vec::new();
    let mut open_names: BTreeMap<Pair, usize> = BTreeMap::new();
    for row in rows(&path) {
        let pair = (row["province"].clone(), row["district"].clone());
        if pair.1.is_empty() {
            nameless += 1;
            continue;
        }
        let point = Point::new(row["lon"].parse().expect("a number"), row["lat"].parse().expect("a number"));
        let holds = |unit: &&AdminUnit| is_in(&unit.area, point);
        match outcome(&names, &pair) {
            Outcome::Joined(unit) => {
                let unit = &districts.layer.units[unit.unit];
                let metres = metres_to_border(&unit.area, point);
                if holds(&unit) {
                    right += 1;
                } else if metres <= BORDER_METRES {
                    near.push(format!("{}: {}, {metres:.0} m outside of {}", row["name"], pair.0, unit.names.main()));
                } else {
                    let lies = districts.layer.units.iter().find(holds).map_or("none", |unit| unit.names.main());
                    wrong.push(format!(
                        "{}, {}: joined to {}, lies in {lies}, {metres:.0} m outside: {}",
                        pair.0,
                        pair.1,
                        unit.names.main(),
                        row["name"]
                    ));
                }
            }
            Outcome::Open(offered) => {
                open += 1;
                *open_names.entry(pair.clone()).or_default() += 1;
                let lies = districts.layer.units.iter().find(holds).map_or("none", |unit| unit.pcode.as_str());
                if offered.iter().any(|code| code == lies) {
                    offered_right += 1;
                } else {
                    missed.push(format!("{}, {}: lies in {lies}, offered {offered:?}", pair.0, pair.1));
                }
            }
        }
    }
    insta::assert_snapshot!(wrong.join("\n"), @"Ysyk-Köl, Tup: joined to Tup, lies in Ton, 5337 m outside: Karkara");
    insta::assert_snapshot!(missed.join("\n"), @r#"Naryn, Naryn: lies in KG04230000000, offered ["KG04245000000", "KG04400000010", "KG04210000000"]"#);
    insta::assert_debug_snapshot!(open_names, @r#"
    {
        (
            "Batken",
            "Batken",
        ): 48,
        (
            "Naryn",
            "Naryn",
        ): 57,
        (
            "Talas",
            "Talas",
        ): 37,
    }
    "#);
    assert_eq!((right, near.len(), wrong.len(), open, nameless), (2177, 9, 1, 142, 174), "{near:#?}");
    assert_eq!(offered_right, 141);
}

/// Where the boundaries have English names alone, fewer names are joined, and what is left is offered.
#[test]
fn what_english_names_alone_do_not_join_is_offered() {
    let (Some(path), Some(mut sources)) = (shared("reports/kgz_r1_locations.csv"), sources()) else { return };
    let (_, all) = of_sources(&sources);
    for source in &mut sources {
        source.names.truncate(1);
        source.parent.1.truncate(1);
    }
    let (_, english) = of_sources(&sources);
    let mut open: BTreeMap<Pair, String> = BTreeMap::new();
    let mut pairs: Vec<Pair> = rows(&path).iter().map(|row| (row["admin1"].clone(), row["admin2"].clone())).collect();
    pairs.dedup();
    for pair in pairs {
        let Outcome::Joined(truth) = outcome(&all, &pair) else { continue };
        match outcome(&english, &pair) {
            Outcome::Joined(unit) => assert_eq!(english.code(unit), all.code(truth), "{pair:?}"),
            Outcome::Open(offered) => {
                let rank = offered.iter().position(|code| code == all.code(truth));
                open.insert(pair, rank.map_or_else(|| "missing".to_owned(), |rank| format!("number {}", rank + 1)));
            }
        }
    }
    let text: Vec<String> = open.iter().map(|((_, district), rank)| format!("{district}: {rank}")).collect();
    insta::assert_snapshot!(text.join("\n"), @r#"
    Tash-Komur: number 1
    At-Bashy: number 1
    Kochkor: number 1
    Chong-Alai: number 1
    "#);
}
