use std::time::{Duration, Instant};

use geo::{Area, Contains};
use geo_types::{Point, Polygon};

use super::natural_earth::{PACKED, read};
use super::*;
use crate::model::{BBox, Bounded, Language, Names};

const KYRGYZSTAN: BBox = BBox { west: 69.2, south: 39.1, east: 80.3, north: 43.3 };

fn language(code: &str) -> Language {
    Language::from_code(code).unwrap()
}

fn names(of: &Names) -> [&str; 4] {
    ["en", "ru", "ky", "kk"].map(|code| of.get(language(code)).unwrap_or_default())
}

fn country(code: &str) -> &'static ContextCountry {
    natural_earth().countries.iter().find(|country| &*country.alpha2 == code).unwrap()
}

fn covers(polygons: &[Bounded<Polygon<f64>>], x: f64, y: f64) -> bool {
    polygons.iter().any(|part| part.geometry.contains(&Point::new(x, y)))
}

#[test]
fn the_file_is_small_and_read_soon() {
    assert!(PACKED.len() < 1_500_000, "{} bytes", PACKED.len());
    let start = Instant::now();
    let earth = read(PACKED).unwrap();
    let took = start.elapsed();
    let most = Duration::from_millis(if cfg!(debug_assertions) { 2000 } else { 20 });
    assert!(took < most, "{took:?}");
    assert_eq!((earth.countries.len(), earth.lakes.len(), earth.rivers.len()), (243, 1144, 461));
    assert!(earth.places.len() > 300 && earth.seas.len() > 10);
}

#[test]
fn a_broken_file_is_an_error() {
    assert!(read(&PACKED[..1000]).is_err());
    let bytes = zstd::bulk::decompress(PACKED, 8 << 20).unwrap();
    for length in [0, 1, 50, 100_000, bytes.len() - 1] {
        assert!(read(&zstd::bulk::compress(&bytes[..length], 1).unwrap()).is_err(), "{length}");
    }
    let longer = [bytes, vec![0]].concat();
    assert!(read(&zstd::bulk::compress(&longer, 1).unwrap()).is_err());
}

#[test]
fn around_kyrgyzstan_are_its_neighbours_with_names_in_four_languages() {
    let context = Context::default();
    let near = context.around(KYRGYZSTAN);
    let mut found: Vec<[&str; 4]> = near.countries.iter().map(|near| names(&near.country.names)).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ["China", "Китай", "Кытай", "Қытай"],
            ["Kazakhstan", "Казахстан", "Казакстан", "Қазақстан"],
            ["Kyrgyzstan", "Кыргызстан", "Кыргызстан", "Қырғызстан"],
            ["Tajikistan", "Таджикистан", "Тажикстан", "Тәжікстан"],
            ["Uzbekistan", "Узбекистан", "Өзбекстан", "Өзбекстан"],
        ]
    );
    let kyrgyzstan = near.countries.iter().find(|near| &*near.country.alpha2 == "KG").unwrap();
    assert_eq!(&*kyrgyzstan.country.alpha3, "KGZ");
    let lakes: Vec<[&str; 4]> = near.lakes.iter().map(|near| names(&near.lake.names)).collect();
    assert_eq!(lakes[0], ["Issyk-Kul", "Иссык-Куль", "Ысык-Көл", "Ыстықкөл"]);
    let places: Vec<&str> = near.places.iter().map(|place| place.names.main()).collect();
    assert!(places.contains(&"Bishkek") && places.contains(&"Almaty") && places.contains(&"Tashkent"), "{places:?}");
    assert_eq!(near.places[0].rank, PlaceRank::Capital);
    assert!(!near.rivers.is_empty());
}

#[test]
fn balkhash_and_the_caspian_are_there() {
    let kazakhstan = BBox { west: 46.0, south: 40.0, east: 88.0, north: 56.0 };
    let context = Context::default();
    let near = context.around(kazakhstan);
    let balkhash = near.lakes.iter().find(|near| near.lake.names.main() == "Lake Balkhash").unwrap();
    assert_eq!(names(&balkhash.lake.names), ["Lake Balkhash", "Балхаш", "Балкаш", "Балқаш"]);
    assert!(covers(&balkhash.lake.polygons, 73.8, 45.9));
    assert!(near.seas.iter().any(|sea| sea.names.main() == "Caspian Sea"));
    assert!(!natural_earth().countries.iter().any(|country| covers(&country.polygons, 50.5, 42.0)), "a sea is no land");
    let places: Vec<[&str; 4]> = near.places.iter().map(|place| names(&place.names)).collect();
    assert!(places.contains(&["Astana", "Астана", "Астана", "Астана"]), "{places:?}");
}

#[test]
fn every_country_has_codes_and_names_in_seven_languages() {
    for country in &natural_earth().countries {
        let has = |code: &str| country.names.get(language(code)).is_some();
        let is_named = ["en", "ru", "ky", "kk", "fr", "es", "ar"].into_iter().all(has);
        let is_coded = country.alpha2.len() == 2 && country.alpha3.len() == 3;
        assert_eq!(is_named, is_coded, "{country:?}");
        assert!(is_coded || country.alpha2.is_empty(), "{country:?}");
        assert!(country.polygons.iter().any(|part| part.geometry.unsigned_area() > 0.0), "{}", country.alpha2);
    }
}

/// Natural Earth draws Baikonur, the north of Cyprus and Somaliland for themselves.
#[test]
fn what_the_united_nations_list_as_one_country_is_one() {
    for (code, x, y) in [("KZ", 63.3, 45.9), ("CY", 33.3, 35.3), ("SO", 44.06, 9.56)] {
        assert!(covers(&country(code).polygons, x, y), "{code}");
    }
    assert_eq!(country("KZ").polygons.iter().filter(|part| part.geometry.unsigned_area() > 1.0).count(), 1);
}

#[test]
fn neighbours_share_their_border_to_the_vertex() {
    let vertices = |code: &str| -> std::collections::HashSet<String> {
        let rings = country(code).polygons.iter().flat_map(|part| &part.geometry.exterior().0);
        rings.map(|at| format!("{:.3},{:.3}", at.x, at.y)).collect()
    };
    let shared = vertices("KG").intersection(&vertices("KZ")).count();
    assert!(shared > 100, "{shared}");
}

#[test]
fn a_box_across_the_antimeridian_has_both_of_its_sides() {
    let fiji = BBox { west: 176.0, south: -20.0, east: -178.0, north: -15.0 };
    let context = Context::default();
    let near = context.around(fiji);
    let of_fiji = near.countries.iter().find(|near| &*near.country.alpha2 == "FJ").unwrap();
    let side = |of: &&Polygon<f64>| of.exterior().0[0].x > 0.0;
    assert!(of_fiji.polygons.iter().any(side) && of_fiji.polygons.iter().any(|of| !side(of)));
    // Not all that lies between −178 and 176 the other way round.
    assert!(near.countries.len() < 4, "{}", near.countries.len());
}

#[test]
fn only_what_is_near_is_there() {
    let context = Context::default();
    let ocean = context.around(BBox { west: -30.0, south: -30.0, east: -25.0, north: -25.0 });
    assert!(ocean.countries.is_empty() && ocean.lakes.is_empty() && ocean.rivers.is_empty() && ocean.places.is_empty());
    let world = context.around(BBox::WORLD);
    assert_eq!((world.countries.len(), world.lakes.len()), (243, 1144));
    let near = context.around(KYRGYZSTAN);
    let china = near.countries.iter().find(|near| &*near.country.alpha2 == "CN").unwrap();
    assert_eq!(china.polygons.len(), 1, "no islands of the sea");
}

/// Its Natural Earth comes as one ring that jumps from one end of the map to the other.
#[test]
fn russia_and_antarctica_are_cut_at_the_antimeridian() {
    for country in &natural_earth().countries {
        for part in &country.polygons {
            let jumps = part.geometry.exterior().lines().filter(|edge| edge.dx().abs() > 180.0);
            let by_pole = jumps.filter(|edge| edge.start.y > -90.0);
            assert_eq!(by_pole.count(), 0, "{}", country.alpha2);
        }
    }
    assert!(covers(&country("RU").polygons, 100.0, 65.0) && covers(&country("RU").polygons, -175.0, 67.0));
    assert!(!covers(&country("RU").polygons, 0.0, 70.0));
    assert!(covers(&country("AQ").polygons, 0.0, -85.0));
}

#[test]
fn a_dataset_chooses() {
    let own = Lake {
        names: Names::english("Song-Köl"),
        label: Point::new(75.13, 41.83),
        polygons: vec![Bounded::polygon(geo_types::Rect::new((74.9, 41.7), (75.3, 41.9)).to_polygon()).unwrap()],
    };
    let lakes = ContextLayer::Own { list: vec![own], sources: vec!["mission".into()] };
    let context = Context { lakes, rivers: ContextLayer::Nothing, ..Context::default() };
    let near = context.around(KYRGYZSTAN);
    assert_eq!((near.lakes.len(), near.rivers.len(), near.countries.len()), (1, 0, 5));
    assert!(near.seas.is_empty() && context.has_natural_earth());
    let none = Context {
        countries: ContextLayer::Nothing,
        lakes: ContextLayer::Nothing,
        rivers: ContextLayer::Nothing,
        places: ContextLayer::Nothing,
    };
    assert!(!none.has_natural_earth());
}
