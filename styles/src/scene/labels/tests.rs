use geo::{Contains, Intersects};
use geo_types::{Coord, Line, LineString, MultiPolygon, Point, polygon};
use proptest::prelude::*;

use super::*;
use crate::scene::drawn_dataset::{Drawn, KAZAKHSTAN, KYRGYZSTAN};
use crate::scene::geometry::distance;

fn corners(rect: Rect<f64>) -> [Coord<f64>; 4] {
    let (min, max) = (rect.min(), rect.max());
    [min, Coord { x: max.x, y: min.y }, max, Coord { x: min.x, y: max.y }]
}

/// Checks every rule by other means than those by which names are placed.
fn assert_sound(areas: &[NamedArea<'_>], frame: Rect<f64>, obstacles: Obstacles<'_>, labels: &Labels) {
    let of = |label: &Label| label.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>().join("|");
    for label in &labels.placed {
        let (text, bounds) = (of(label), label.bounds);
        let shape = bounds.to_polygon();
        assert!(frame.contains(&bounds), "{text} is in the frame");
        let own = areas[label.area];
        match label.leader {
            None => assert!(label.is_on_circle || own.area.contains(&shape), "{text} is wholly inside"),
            Some([from, to]) => {
                for other in areas {
                    assert!(!other.area.intersects(&shape), "{text} covers {}", other.name);
                }
                let is_rim = obstacles.circles.iter().any(|circle| circle.area == Some(label.area));
                assert!(is_rim || own.area.contains(&Point(to)), "{text} is led to its area");
                let line = Line::new(from, to);
                for (other, named) in areas.iter().enumerate() {
                    let free = is_rim || other == label.area || !named.area.intersects(&line);
                    assert!(free, "the line of {text} crosses {}", named.name);
                }
                let own =
                    own.area.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
                let crossed = own.flat_map(LineString::lines).filter(|edge| edge.intersects(&line)).count();
                assert!(is_rim || crossed == 1, "the line of {text} crosses its border {crossed} times");
            }
        }
        for rect in obstacles.boxes {
            assert!(!rect.intersects(&bounds), "{text} is on a box");
            assert!(
                label.leader.is_none_or(|[a, b]| !rect.intersects(&Line::new(a, b))),
                "the line of {text} crosses a box"
            );
        }
        for circle in obstacles.circles {
            let nearest = Coord {
                x: circle.center.x.clamp(bounds.min().x, bounds.max().x),
                y: circle.center.y.clamp(bounds.min().y, bounds.max().y),
            };
            if label.is_on_circle && circle.area == Some(label.area) {
                let farthest = corners(bounds).into_iter().map(|at| distance(at, circle.center)).fold(0.0, f64::max);
                assert!(farthest <= circle.radius, "{text} is wholly on its circle");
            } else {
                assert!(distance(nearest, circle.center) >= circle.radius, "{text} covers a circle");
            }
        }
        for line in obstacles.lines {
            assert!(!bounds.intersects(&Line::new(line[0], line[1])), "{text} is on a line");
        }
        for other in labels.placed.iter().filter(|other| other.area != label.area) {
            assert!(!other.bounds.intersects(&bounds), "{text} covers {}", of(other));
            if let Some([a, b]) = label.leader {
                assert!(!other.bounds.intersects(&Line::new(a, b)), "the line of {text} crosses {}", of(other));
                let crosses = |[c, d]: [Coord<f64>; 2]| Line::new(a, b).intersects(&Line::new(c, d));
                assert!(!other.leader.is_some_and(crosses), "the lines of {text} and {} cross", of(other));
            }
        }
    }
    let mut all: Vec<usize> =
        labels.placed.iter().map(|label| label.area).chain(labels.unplaced.iter().copied()).collect();
    all.sort_unstable();
    let named = (0..areas.len()).filter(|area| !areas[*area].name.trim().is_empty());
    assert!(all.into_iter().eq(named), "each area has a name or is said to have none");
}

fn legend(frame: Rect<f64>) -> Rect<f64> {
    Rect::new((8.0, 8.0), (8.0 + (frame.width() * 0.3).max(120.0), 8.0 + (frame.height() * 0.12).max(40.0)))
}

fn placed(drawn: &Drawn, lettering: Lettering) -> Labels {
    let boxes = [legend(drawn.frame)];
    let obstacles = Obstacles { boxes: &boxes, ..Obstacles::default() };
    let labels = place(&drawn.named(), drawn.frame, obstacles, lettering);
    assert_sound(&drawn.named(), drawn.frame, obstacles, &labels);
    labels
}

/// The names without a place.
fn missing<'a>(drawn: &'a Drawn, labels: &Labels) -> Vec<&'a str> {
    labels.unplaced.iter().map(|area| drawn.names[*area].0.as_str()).collect()
}

#[test]
fn every_district_of_kyrgyzstan_outside_of_its_two_cities_is_named_at_1280_pixels() {
    let drawn = KYRGYZSTAN.drawn(2, "en", 1280.0, 740.0);
    let labels = placed(&drawn, Lettering::default());
    let cities = ["Leninskiy", "Oktyabrskiy", "Pervomaiskiy", "Sverdlovskiy", "Osh City"];
    assert_eq!(missing(&drawn, &labels), cities);
    assert!(labels.placed.iter().all(|label| label.size >= 10.0));
    let led = labels.placed.iter().filter(|label| label.leader.is_some()).count();
    assert!((1..=8).contains(&led), "most names are inside: {led} are not");
}

#[test]
fn names_in_other_languages_and_sizes_keep_to_the_rules() {
    for (language, width, least) in
        [("ru", 1280.0, 39), ("ky", 1280.0, 39), ("en", 800.0, 39), ("ru", 800.0, 30), ("ky", 800.0, 30)]
    {
        let drawn = KYRGYZSTAN.drawn(2, language, width, width * 0.58);
        let labels = placed(&drawn, Lettering::default());
        assert!(
            labels.placed.len() >= least,
            "{language} {width}: {} without {:?}",
            labels.placed.len(),
            missing(&drawn, &labels)
        );
    }
    for (language, width) in [("en", 1280.0), ("ru", 800.0), ("kk", 800.0), ("en", 360.0)] {
        let drawn = KAZAKHSTAN.drawn(1, language, width, width * 0.58);
        let labels = placed(&drawn, Lettering::default());
        let least = if width < 500.0 { 10 } else { 14 };
        assert!(labels.placed.len() >= least, "{language} {width}: without {:?}", missing(&drawn, &labels));
    }
}

#[test]
fn a_phone_has_as_many_names_as_fit_and_eight_at_most() {
    let lettering = Lettering { most: Some(8), ..Lettering::default() };
    for language in ["en", "ru", "ky"] {
        let drawn = KYRGYZSTAN.drawn(2, language, 360.0, 209.0);
        assert_eq!(placed(&drawn, lettering).placed.len(), 8, "{language}");
    }
}

#[test]
fn the_same_input_gives_the_same_output() {
    let drawn = KYRGYZSTAN.drawn(2, "ru", 800.0, 464.0);
    assert_eq!(placed(&drawn, Lettering::default()), placed(&drawn, Lettering::default()));
}

/// A square with a corner at a place.
fn square(x: f64, y: f64, side: f64) -> MultiPolygon<f64> {
    let (right, below) = (x + side, y + side);
    MultiPolygon(vec![polygon![(x: x, y: y), (x: right, y: y), (x: right, y: below), (x: x, y: below)]])
}

fn named<'a>(area: &'a MultiPolygon<f64>, name: &'a str, rank: usize) -> NamedArea<'a> {
    NamedArea { area, name, short: None, rank }
}

const FRAME: [(f64, f64); 2] = [(0.0, 0.0), (400.0, 300.0)];

fn frame() -> Rect<f64> {
    Rect::new(FRAME[0], FRAME[1])
}

fn sound(areas: &[NamedArea<'_>], obstacles: Obstacles<'_>, lettering: Lettering) -> Labels {
    let labels = place(areas, frame(), obstacles, lettering);
    assert_sound(areas, frame(), obstacles, &labels);
    labels
}

#[test]
fn a_name_stands_in_the_middle_of_its_area_in_the_size_asked_for() {
    let area = square(100.0, 100.0, 100.0);
    let labels = sound(&[named(&area, "Naryn", 0)], Obstacles::default(), Lettering::default());
    let label = &labels.placed[0];
    let center = label.bounds.center();
    assert!((center.x - 150.0).abs() < 0.5 && (center.y - 150.0).abs() < 3.0, "{center:?}");
    assert!((label.size - 11.0).abs() < 1e-9 && label.leader.is_none() && label.lines[0].text == "Naryn");
    let baseline = label.lines[0].at;
    assert!(
        baseline.y > label.bounds.min().y && baseline.y < label.bounds.max().y && (baseline.x - center.x).abs() < 1e-9
    );
}

#[test]
fn a_name_too_long_is_broken_then_smaller_then_short_then_outside() {
    let lines = |side: f64, name: &str, short: Option<&str>| {
        let area = square(100.0, 100.0, side);
        let areas = [NamedArea { area: &area, name, short, rank: 0 }];
        let label = sound(&areas, Obstacles::default(), Lettering::default()).placed.remove(0);
        let text = label.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("|");
        (text, label.leader.is_some())
    };
    assert_eq!(lines(100.0, "Jeti-Oguz district", None).0, "Jeti-Oguz district");
    assert_eq!(lines(80.0, "Jeti-Oguz district", None).0, "Jeti-Oguz|district");
    assert_eq!(lines(48.0, "Jeti-Oguz district", Some("Jeti-Oguz")), ("Jeti-|Oguz|district".to_owned(), false));
    assert_eq!(lines(35.0, "Jeti-Oguz district", Some("Jeti-Oguz")), ("Jeti-|Oguz".to_owned(), false));
    assert_eq!(lines(20.0, "Jeti-Oguz district", None), ("Jeti-Oguz district".to_owned(), true));
}

#[test]
fn a_name_keeps_off_what_must_stay_free() {
    let area = square(100.0, 100.0, 100.0);
    let areas = [named(&area, "Naryn", 0)];
    let circle = Circle { center: Coord { x: 150.0, y: 150.0 }, radius: 20.0, area: Some(0) };
    let below = sound(&areas, Obstacles { circles: &[circle], ..Obstacles::default() }, Lettering::default());
    assert!(below.placed[0].leader.is_none());
    let covered = Rect::new((90.0, 90.0), (210.0, 160.0));
    let below = sound(&areas, Obstacles { boxes: &[covered], ..Obstacles::default() }, Lettering::default());
    assert!(below.placed[0].bounds.min().y > 160.0);
    let lake = square(110.0, 110.0, 80.0);
    let waters = [lake.clone()];
    let beside = sound(&areas, Obstacles { waters: &waters, ..Obstacles::default() }, Lettering::default());
    assert!(!lake.intersects(&beside.placed[0].bounds.to_polygon()), "no name of land on a lake");
    let line = [Coord { x: 150.0, y: 0.0 }, Coord { x: 150.0, y: 300.0 }];
    let beside = sound(&areas, Obstacles { lines: &[line], ..Obstacles::default() }, Lettering::default());
    assert!(beside.placed[0].leader.is_none());
}

#[test]
fn a_circle_that_fills_its_area_has_its_name_on_a_line_from_the_rim() {
    let area = square(100.0, 100.0, 30.0);
    let at = |x: f64| Circle { center: Coord { x, y: 115.0 }, radius: 17.0, area: Some(0) };
    // One has left its area.
    for circle in [at(115.0), at(150.0)] {
        let obstacles = Obstacles { circles: &[circle], ..Obstacles::default() };
        let labels = sound(&[named(&area, "Pervomaiskiy", 0)], obstacles, Lettering::default());
        let [_, end] = labels.placed[0].leader.expect("a line");
        assert!((distance(end, circle.center) - 17.0).abs() < 1e-6);
    }
}

/// Borders below a circle are hidden where its name is.
#[test]
fn a_name_on_its_circle_may_reach_beyond_its_area() {
    let [area, beside] = [square(100.0, 100.0, 30.0), square(130.0, 60.0, 120.0)];
    let circle = Circle { center: Coord { x: 115.0, y: 115.0 }, radius: 32.0, area: Some(0) };
    let areas = [named(&area, "Naryn", 0), named(&beside, "", 1)];
    let labels = sound(&areas, Obstacles { circles: &[circle], ..Obstacles::default() }, Lettering::default());
    assert!(labels.placed[0].is_on_circle);
}

#[test]
fn a_circle_steps_aside_where_its_name_has_room_then() {
    let area = MultiPolygon::from(Rect::new((100.0, 100.0), (190.0, 126.0)).to_polygon());
    let areas = [named(&area, "Bakai-Ata", 0)];
    let mut circles = [Circle { center: Coord { x: 145.0, y: 113.0 }, radius: 9.0, area: Some(0) }];
    let frame = Rect::new((0.0, 0.0), (400.0, 300.0));
    let asked = (frame, Obstacles::default());
    assert!(make_room(&[0], &areas, &mut circles, asked, Lettering::default()));
    let [circle] = circles;
    assert!(area.contains(&Point::from(circle.center)) && (circle.center.x - 145.0).abs() > 3.0);
    let labels = place(&areas, frame, Obstacles { circles: &circles, ..Obstacles::default() }, Lettering::default());
    assert!(labels.placed[0].leader.is_none() && !labels.placed[0].is_on_circle);
}

#[test]
fn a_name_without_room_beside_its_circle_stands_on_it() {
    let area = square(100.0, 100.0, 60.0);
    let circle = Circle { center: Coord { x: 130.0, y: 130.0 }, radius: 32.0, area: Some(0) };
    let other = Circle { center: Coord { x: 130.0, y: 130.0 }, radius: 6.0, area: None };
    let named = [named(&area, "Uzgen", 0)];
    let on_own = sound(&named, Obstacles { circles: &[circle], ..Obstacles::default() }, Lettering::default());
    assert!(on_own.placed[0].is_on_circle && on_own.placed[0].leader.is_none());
    let both = [circle, other];
    let covered = sound(&named, Obstacles { circles: &both, ..Obstacles::default() }, Lettering::default());
    assert!(!covered.placed[0].is_on_circle, "not on a circle that another lies on");
}

#[test]
fn an_area_without_ground_beside_it_has_no_name_outside() {
    let around = square(100.0, 100.0, 100.0);
    let within = square(145.0, 145.0, 10.0);
    let hole = within.0[0].exterior().clone();
    let ring = MultiPolygon(vec![geo_types::Polygon::new(around.0[0].exterior().clone(), vec![hole])]);
    let labels =
        sound(&[named(&ring, "Around", 0), named(&within, "Within", 1)], Obstacles::default(), Lettering::default());
    assert_eq!(labels.unplaced, [1]);
    assert_eq!(labels.placed.len(), 1);
}

#[test]
fn the_ground_ends_at_the_frame() {
    let area = square(0.0, 0.0, 20.0);
    let inside = named(&area, "Issyk-Kul", 0);
    let tight = Rect::new((0.0, 0.0), (40.0, 30.0));
    let labels = place(&[inside], tight, Obstacles::default(), Lettering::default());
    assert_eq!(labels.unplaced, [0]);
}

/// A row of narrow strips: their names compete for the ground above and below.
#[test]
fn neighbours_give_way_so_that_all_have_a_place() {
    let strip = |number: usize| {
        let x = 150.0 + 12.0 * number as f64;
        MultiPolygon(vec![
            polygon![(x: x, y: 120.0), (x: x + 12.0, y: 120.0), (x: x + 12.0, y: 180.0), (x: x, y: 180.0)],
        ])
    };
    let strips: Vec<MultiPolygon<f64>> = (0..10).map(strip).collect();
    let names: Vec<String> = (0..10).map(|number| format!("District {number}")).collect();
    let areas: Vec<NamedArea<'_>> =
        strips.iter().zip(&names).enumerate().map(|(rank, (area, name))| named(area, name, rank)).collect();
    let labels = sound(&areas, Obstacles::default(), Lettering::default());
    assert_eq!(labels.unplaced, [0_usize; 0]);
}

#[test]
fn the_lowest_ranks_come_first_where_a_map_has_few_names() {
    let squares: Vec<MultiPolygon<f64>> = (0..5).map(|number| square(80.0 * f64::from(number), 100.0, 80.0)).collect();
    let areas: Vec<NamedArea<'_>> =
        squares.iter().enumerate().map(|(number, area)| named(area, "Name", 4 - number)).collect();
    let labels = sound(&areas, Obstacles::default(), Lettering { most: Some(2), ..Lettering::default() });
    assert_eq!(labels.placed.iter().map(|label| label.area).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(labels.unplaced, [0, 1, 2]);
    assert!(sound(&areas, Obstacles::default(), Lettering { most: Some(0), ..Lettering::default() }).placed.is_empty());
}

#[test]
fn nothing_and_degenerate_areas_are_no_trouble() {
    let nothing = MultiPolygon(Vec::new());
    let flat = MultiPolygon(vec![polygon![(x: 10.0, y: 10.0), (x: 90.0, y: 10.0)]]);
    let far = square(-5000.0, -5000.0, 100.0);
    let areas = [named(&nothing, "Nothing", 0), named(&flat, "Flat", 1), named(&far, "Far", 2), named(&far, "", 3)];
    let labels = sound(&areas, Obstacles::default(), Lettering::default());
    assert_eq!(labels.unplaced, [0, 1, 2]);
    assert_eq!(place(&[], frame(), Obstacles::default(), Lettering::default()), Labels::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Cells of a lattice with shifted corners, some of them missing: all rules hold whatever the shapes.
    #[test]
    fn all_rules_hold_on_any_coverage(
        shifts in prop::collection::vec((-0.4..0.4_f64, -0.4..0.4_f64), 49),
        kept in prop::collection::vec(prop::bool::weighted(0.7), 36),
        side in 10.0..45.0_f64,
        circle in prop::option::of((0.0..400.0_f64, 0.0..300.0_f64, 2.0..30.0_f64)),
    ) {
        let corner = |column: usize, row: usize| {
            let (x, y) = shifts[row * 7 + column];
            (80.0 + side * (column as f64 + x), 30.0 + side * (row as f64 + y))
        };
        let cell = |number: usize| {
            let (column, row) = (number % 6, number / 6);
            let [a, b, c, d] = [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(x, y)| corner(column + x, row + y));
            MultiPolygon(vec![polygon![a.into(), b.into(), c.into(), d.into()]])
        };
        let cells: Vec<MultiPolygon<f64>> = (0..36).filter(|number| kept[*number]).map(cell).collect();
        let names: Vec<String> = (0..cells.len()).map(|number| format!("Kara-Suu {number}")).collect();
        let areas: Vec<NamedArea<'_>> = cells.iter().zip(&names).enumerate().map(|(rank, (area, name))| named(area, name, rank)).collect();
        let circles: Vec<Circle> = circle.into_iter().map(|(x, y, radius)| Circle { center: Coord { x, y }, radius, area: None }).collect();
        sound(&areas, Obstacles { circles: &circles, ..Obstacles::default() }, Lettering::default());
    }
}
