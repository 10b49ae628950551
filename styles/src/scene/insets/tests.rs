use geo::{Contains, Intersects};
use geo_types::polygon;
use geodata::model::BBox;
use proptest::prelude::*;

use super::*;
use crate::scene::drawn_dataset::{Drawn, KAZAKHSTAN, KYRGYZSTAN, shared};
use crate::scene::projection::{Fit, Projection};

fn legend(frame: Rect<f64>) -> Rect<f64> {
    Rect::new((8.0, 8.0), (8.0 + frame.width() * 0.3, 8.0 + frame.height() * 0.12))
}

/// Checks by other means than those by which insets are placed.
fn assert_sound(areas: &[NamedArea<'_>], frame: Rect<f64>, boxes: &[Rect<f64>], naming: &Naming) {
    for inset in &naming.insets {
        let shape = inset.frame.to_polygon();
        assert!(frame.contains(&inset.frame), "an inset is in the frame");
        for named in areas {
            assert!(!named.area.intersects(&shape), "an inset covers {}", named.name);
        }
        assert!(!boxes.iter().any(|rect| rect.intersects(&inset.frame)), "an inset covers what must stay free");
        assert!((3.0..=6.0).contains(&inset.magnification));
        for area in &inset.areas {
            let drawn = inset.area(areas[*area].area);
            assert!(inset.frame.to_polygon().contains(&drawn), "{} is in its inset", areas[*area].name);
            let larger = geometry::square_pixels(&drawn) / geometry::square_pixels(areas[*area].area);
            assert!((larger.sqrt() - inset.magnification).abs() < 1e-6);
            assert!(
                geometry::square_pixels(&drawn) >= cluster::SEEN * cluster::SEEN,
                "{} can be seen",
                areas[*area].name
            );
            assert!(
                inset.place.to_polygon().contains(areas[*area].area),
                "{} is where the line leads",
                areas[*area].name
            );
        }
        let [from, to] = inset.leader;
        assert!(
            inset.frame.intersects(&from) && inset.place.intersects(&to),
            "the line leads from the inset to its place"
        );
        for label in &inset.labels.placed {
            assert!(inset.frame.contains(&label.bounds) && inset.areas.contains(&label.area));
        }
        for label in &naming.labels.placed {
            assert!(!label.bounds.intersects(&inset.frame) && !label.bounds.intersects(&inset.place));
            assert!(!label.bounds.intersects(&geo_types::Line::new(from, to)), "no line runs over a name");
        }
        for other in naming.insets.iter().filter(|other| other.areas != inset.areas) {
            assert!(!other.frame.intersects(&inset.frame), "insets lie apart");
        }
    }
    let in_insets = naming.insets.iter().map(|inset| &inset.labels);
    let labels: Vec<&Labels> = in_insets.chain([&naming.labels]).collect();
    let mut all: Vec<usize> = labels.iter().flat_map(|labels| labels.placed.iter().map(|label| label.area)).collect();
    all.extend(labels.iter().flat_map(|labels| &labels.unplaced));
    all.sort_unstable();
    assert!(all.into_iter().eq((0..areas.len()).filter(|area| !areas[*area].name.is_empty())), "each area once");
}

fn named(drawn: &Drawn, lettering: Lettering) -> Naming {
    let boxes = [legend(drawn.frame)];
    let obstacles = Obstacles { boxes: &boxes, ..Obstacles::default() };
    let naming = name(&drawn.named(), drawn.frame, obstacles, lettering);
    assert_sound(&drawn.named(), drawn.frame, &boxes, &naming);
    naming
}

#[test]
fn all_45_districts_of_kyrgyzstan_are_named_at_1280_pixels() {
    for language in ["en", "ru", "ky"] {
        let drawn = KYRGYZSTAN.drawn(2, language, 1280.0, 740.0);
        let naming = named(&drawn, Lettering::default());
        let missing: Vec<&str> = naming.labels.unplaced.iter().map(|area| drawn.names[*area].0.as_str()).collect();
        assert_eq!((naming.placed(), missing), (45, Vec::new()), "{language}");
    }
}

#[test]
fn bishkek_and_osh_have_insets() {
    let drawn = KYRGYZSTAN.drawn(2, "en", 1280.0, 740.0);
    let naming = named(&drawn, Lettering::default());
    let names = |inset: &Inset| inset.areas.iter().map(|area| drawn.names[*area].0.clone()).collect::<Vec<_>>();
    let insets: Vec<Vec<String>> = naming.insets.iter().map(names).collect();
    assert_eq!(insets, [vec!["Leninskiy", "Oktyabrskiy", "Pervomaiskiy", "Sverdlovskiy"], vec!["Osh City"]]);
    for inset in &naming.insets {
        assert_eq!((inset.labels.placed.len(), inset.labels.unplaced.len()), (inset.areas.len(), 0));
    }
}

#[test]
fn insets_leave_room_for_names_on_smaller_maps_and_in_other_countries() {
    for (language, width, least) in [("en", 800.0, 43), ("ru", 800.0, 34)] {
        let drawn = KYRGYZSTAN.drawn(2, language, width, width * 0.58);
        let naming = named(&drawn, Lettering::default());
        assert!(naming.placed() >= least, "{language} {width}: {}", naming.placed());
    }
    for language in ["en", "ru", "kk"] {
        let drawn = KAZAKHSTAN.drawn(1, language, 1280.0, 740.0);
        let naming = named(&drawn, Lettering::default());
        assert_eq!((naming.placed(), naming.labels.unplaced.len()), (17, 0), "{language}");
    }
}

#[test]
fn a_phone_has_eight_names_at_most_with_those_of_insets() {
    for language in ["en", "ru", "ky"] {
        let drawn = KYRGYZSTAN.drawn(2, language, 360.0, 209.0);
        let naming = named(&drawn, Lettering { most: Some(8), ..Lettering::default() });
        assert_eq!(naming.placed(), 8, "{language}");
    }
}

/// The official boundaries of Kyrgyzstan, whose neighbours do not share every vertex: 40 districts and 13 cities.
#[test]
fn official_boundaries_are_named() {
    let file = "kgz/kgz_admbnda_adm2_moes_20181119.geojson";
    let Some(path) = shared(file) else {
        eprintln!("SKIPPED: shared/data/{file} does not lie beside the repository");
        return;
    };
    let text = std::fs::read_to_string(path).expect("a file");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let features = json["features"].as_array().expect("features");
    let extent = BBox { west: 69.25, south: 39.15, east: 80.3, north: 43.3 };
    let frame = Rect::new((0.0, 0.0), (1280.0, 742.0));
    let degrees: Vec<MultiPolygon<f64>> = features.iter().map(|feature| area_of(&feature["geometry"])).collect();
    let places = degrees.iter().flat_map(geometry::edges_of).map(|[at, _]| at);
    let fit = Fit::around(Projection::for_extent(&extent), places, frame, 16.0).expect("a fit");
    let areas: Vec<MultiPolygon<f64>> =
        degrees.iter().map(|area| geometry::mapped(area, |place| fit.pixel(place))).collect();
    let name_of = |feature: &'_ serde_json::Value| feature["properties"]["ADM2_EN"].as_str().map(str::to_owned);
    let names: Vec<String> = features.iter().filter_map(name_of).collect();
    let named: Vec<NamedArea<'_>> = areas.iter().zip(&names).map(|(area, name)| named_area(area, name)).collect();
    assert_eq!(named.len(), 53);
    let naming = name(&named, frame, Obstacles::default(), Lettering::default());
    assert_sound(&named, frame, &[], &naming);
    let missing: Vec<&str> = naming.labels.unplaced.iter().map(|area| names[*area].as_str()).collect();
    assert!(missing.len() <= 8 && missing.iter().all(|name| name.ends_with("(city)")), "{missing:?}");
}

/// A polygon or several of GeoJSON.
fn area_of(json: &serde_json::Value) -> MultiPolygon<f64> {
    let ring = |json: &serde_json::Value| -> geo_types::LineString<f64> {
        let at = |json: &serde_json::Value| Coord { x: json[0].as_f64().unwrap(), y: json[1].as_f64().unwrap() };
        json.as_array().into_iter().flatten().map(at).collect()
    };
    let polygon = |json: &serde_json::Value| {
        let mut rings = json.as_array().into_iter().flatten().map(ring);
        geo_types::Polygon::new(rings.next().expect("a ring"), rings.collect())
    };
    match json["type"].as_str() {
        Some("Polygon") => MultiPolygon(vec![polygon(&json["coordinates"])]),
        _ => json["coordinates"].as_array().into_iter().flatten().map(polygon).collect(),
    }
}

fn square(x: f64, y: f64, side: f64) -> MultiPolygon<f64> {
    let (right, below) = (x + side, y + side);
    MultiPolygon(vec![polygon![(x: x, y: y), (x: right, y: y), (x: right, y: below), (x: x, y: below)]])
}

fn named_area<'a>(area: &'a MultiPolygon<f64>, name: &'a str) -> NamedArea<'a> {
    NamedArea { area, name, short: None, rank: 0 }
}

const FRAME: [(f64, f64); 2] = [(0.0, 0.0), (400.0, 300.0)];

fn insets_of(areas: &[NamedArea<'_>], boxes: &[Rect<f64>]) -> Vec<Inset> {
    let frame = Rect::new(FRAME[0], FRAME[1]);
    let obstacles = Obstacles { boxes, ..Obstacles::default() };
    let naming = name(areas, frame, obstacles, Lettering::default());
    assert_sound(areas, frame, boxes, &naming);
    naming.insets
}

#[test]
fn there_is_no_inset_where_nothing_is_too_small_to_see() {
    let large = square(100.0, 100.0, 60.0);
    assert!(insets_of(&[named_area(&large, "Naryn")], &[]).is_empty());
    let small = square(100.0, 100.0, 10.0);
    assert!(insets_of(&[named_area(&small, "")], &[]).is_empty(), "what has no name needs none");
}

#[test]
fn an_inset_shows_small_areas_that_lie_together_and_stands_near() {
    let areas = [square(100.0, 100.0, 10.0), square(110.0, 100.0, 10.0), square(300.0, 200.0, 8.0)];
    let named: Vec<NamedArea<'_>> =
        areas.iter().zip(["One", "Two", "Far"]).map(|(area, name)| named_area(area, name)).collect();
    let insets = insets_of(&named, &[]);
    assert_eq!(insets.iter().map(|inset| inset.areas.clone()).collect::<Vec<_>>(), [vec![0, 1], vec![2]]);
    let length = |inset: &Inset| geometry::distance(inset.leader[0], inset.leader[1]);
    assert!(insets.iter().all(|inset| length(inset) < 150.0), "{insets:?}");
}

#[test]
fn there_is_no_inset_where_six_times_would_still_be_too_small_or_without_room() {
    let dot = square(100.0, 100.0, 2.0);
    assert!(insets_of(&[named_area(&dot, "Dot")], &[]).is_empty());
    let small = square(100.0, 100.0, 10.0);
    let all = Rect::new(FRAME[0], FRAME[1]);
    assert!(insets_of(&[named_area(&small, "Small")], &[all]).is_empty());
}

#[test]
fn a_small_area_within_another_has_an_inset_where_its_name_has_no_room() {
    let outer = square(60.0, 60.0, 120.0);
    let inner = square(110.0, 110.0, 18.0);
    let hole = inner.0[0].exterior().clone();
    let ring = MultiPolygon(vec![geo_types::Polygon::new(outer.0[0].exterior().clone(), vec![hole])]);
    let insets = insets_of(&[named_area(&ring, "Turkistan"), named_area(&inner, "Shymkent City")], &[]);
    assert_eq!(insets.len(), 1);
    assert_eq!(insets[0].areas, [1]);
}

#[test]
fn a_map_of_many_small_areas_has_no_insets() {
    let areas: Vec<MultiPolygon<f64>> = (0..100)
        .map(|number| square(30.0 * f64::from(number % 10) + 40.0, 25.0 * f64::from(number / 10) + 20.0, 10.0))
        .collect();
    let named: Vec<NamedArea<'_>> = areas.iter().map(|area| named_area(area, "District")).collect();
    assert!(insets_of(&named, &[]).is_empty());
    assert_eq!(insets_of(&named[..1], &[]).len(), 1, "the same area alone has one");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn insets_are_sound_wherever_small_areas_lie(
        places in prop::collection::vec((0.0..380.0_f64, 0.0..280.0_f64, 3.0..40.0_f64), 1..12),
    ) {
        // Only those that do not touch others, as in a coverage.
        let mut squares: Vec<MultiPolygon<f64>> = Vec::new();
        for (x, y, side) in places {
            let next = square(x, y, side);
            if squares.iter().all(|other| !other.intersects(&next)) {
                squares.push(next);
            }
        }
        let names: Vec<String> = (0..squares.len()).map(|number| format!("District {number}")).collect();
        let areas: Vec<NamedArea<'_>> = squares.iter().zip(&names).map(|(area, name)| named_area(area, name)).collect();
        insets_of(&areas, &[Rect::new((10.0, 10.0), (90.0, 60.0))]);
    }
}
