//! The approximate bounding boxes of countries.

use geo_types::Rect;

const TABLE: &str = include_str!("countries.csv");

/// A country and the bounding boxes of its parts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Country {
    pub name: &'static str,
    pub boxes: Vec<Rect<f64>>,
}

/// The country that a P-code begins with: its two letters of ISO 3166-1, or its three. None for other codes.
pub(super) fn country(pcode: &str) -> Option<Country> {
    let letters = pcode.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(pcode.len());
    let code = pcode.get(..letters).filter(|code| (2..=3).contains(&code.len()))?;
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| row.split(',').collect::<Vec<_>>()).find_map(|cells| match cells[..] {
        [two, three, name, boxes] if code == two || code == three => {
            Some(Country { name, boxes: boxes.split(';').filter_map(parse_box).collect() })
        }
        _ => None,
    })
}

/// The names of all countries in English.
pub(in crate::ingest) fn names() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|row| row.split(',').nth(2))
}

/// The name of the country that a code begins with.
pub(in crate::ingest) fn name_of(code: &str) -> Option<&'static str> {
    country(code).map(|country| country.name)
}

fn parse_box(text: &str) -> Option<Rect<f64>> {
    let edges: Vec<f64> = text.split(' ').filter_map(|edge| edge.parse().ok()).collect();
    let [west, south, east, north] = edges[..] else { return None };
    Some(Rect::new((west, south), (east, north)))
}

#[cfg(test)]
mod tests {
    use geo::Intersects;
    use geo_types::Coord;

    use super::*;

    fn has(code: &str, x: f64, y: f64) -> bool {
        country(code).is_some_and(|country| country.boxes.iter().any(|area| area.intersects(&Coord { x, y })))
    }

    #[test]
    fn every_row_has_two_codes_a_name_and_boxes_on_the_globe() {
        let rows: Vec<Vec<&str>> =
            TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).map(|row| row.split(',').collect()).collect();
        assert!(rows.len() > 230);
        for row in rows {
            assert!(row.len() == 4 && row[0].len() == 2 && row[1].len() == 3 && !row[2].is_empty(), "{row:?}");
            let [two, three] = [row[0], row[1]].map(|code| country(code).expect("known"));
            assert_eq!(two, three);
            assert_eq!(two.boxes.len(), row[3].split(';').count(), "{row:?}");
            for area in two.boxes {
                assert!(area.min().x >= -180.0 && area.max().x <= 180.0 && area.max().y <= 90.0, "{row:?}");
            }
        }
    }

    #[test]
    fn capitals_are_in_their_countries_and_not_in_others() {
        assert!(has("KG", 74.59, 42.87) && has("KGZ", 74.59, 42.87) && has("KG06211000000", 72.79, 40.51));
        assert!(has("FJ", 178.44, -18.14) && has("FJ", -179.9, -16.5));
        assert!(has("FR", 2.35, 48.86) && has("FR", -61.07, 14.6));
        assert!(!has("KG", 42.87, 74.59) && !has("KG", 0.0, 0.0));
        assert_eq!((country("XX01"), country("K1"), country("KGZX"), country("")), (None, None, None, None));
    }
}
