//! A small country for the tests of everything that answers from an atlas: two provinces, three districts in a row, four
//! communities.

use std::collections::BTreeMap;

use geo_types::{Point, Rect, polygon};

use super::Atlas;
use crate::model::*;

fn square(west: f64, east: f64) -> geo_types::MultiPolygon<f64> {
    let ring = polygon![(x: west, y: 40.0), (x: east, y: 40.0), (x: east, y: 41.0), (x: west, y: 41.0)];
    geo_types::MultiPolygon(vec![ring])
}

fn unit(pcode: &str, parent: Option<usize>, west: f64, east: f64) -> AdminUnit {
    AdminUnit {
        pcode: UnitCode::new(pcode, CodeKind::PCode, AdminLevel::Admin2).expect("a P-code"),
        parent,
        names: Names::english(format!("Unit {pcode}")),
        population: None,
        area: square(west, east),
        bbox: Rect::new((west, 40.0), (east, 41.0)),
        area_km2: 9000.0,
    }
}

fn layer(level: AdminLevel, units: Vec<AdminUnit>) -> AdminLayer {
    let boundaries = BoundaryStatus::Schematic;
    AdminLayer { level, codes: CodeKind::PCode, boundaries, note: None, sources: vec!["borders".into()], units }
}

fn community(id: &str, unit: usize, x: f64, households: Option<u64>) -> Community {
    Community {
        id: id.into(),
        names: Names::english(id),
        point: Some(Point::new(x, 40.5)),
        unit,
        households: Value::known(households.map(Households)),
        origin: PlaceOrigin::Generated,
    }
}

fn source(id: &str) -> Source {
    Source {
        id: id.into(),
        title: id.into(),
        citation: format!("Cite {id}."),
        publisher: "Nobody".into(),
        licence: "CC0".into(),
        date: "2024".into(),
        url: None,
        disclaimer: None,
        notes: Vec::new(),
    }
}

/// A dimension of the usual vocabulary.
pub fn dimension(id: &str) -> Dimension {
    Vocabulary::default().dimension(id).expect("a dimension").clone()
}

/// A population group of the usual vocabulary.
pub fn group(id: &str) -> PopulationGroup {
    Vocabulary::default().group(id).expect("a group").clone()
}

/// A service of the usual vocabulary.
pub fn service(id: &str) -> Service {
    Vocabulary::default().service(id).expect("a service").clone()
}

/// The parts of the small country, for tests that change one of them.
pub fn small_parts() -> DatasetParts {
    use Value::{NoData, Reported};
    let round = RoundId("r1".into());
    let services = |service, detail, status| ServiceTable {
        round: RoundId("r1".into()),
        service,
        detail,
        sources: vec!["survey".into()],
        status,
    };
    let band = |position: usize| {
        ServiceStatus::Lacking(Distance::Band(Vocabulary::default().bands().all().nth(position).expect("a band")))
    };
    let km = |km: f64| ServiceStatus::Lacking(Distance::Km(Km::new(km).expect("a distance")));
    DatasetParts {
        info: DatasetInfo {
            id: "small".into(),
            title: "A small country".into(),
            country: "XX".into(),
            illustrative: true,
            illustrative_note: None,
            default_round: "r1".into(),
            languages: vec![Language::ENGLISH],
            disclaimer: None,
            basemap: None,
            boundary_edition: None,
            boundaries: crate::model::BoundariesPolicy::default(),
            left_out: Vec::new(),
        },
        vocabulary: Vocabulary::default(),
        sources: vec![source("survey"), source("borders")],
        layers: vec![
            layer(AdminLevel::Admin0, vec![unit("XX", None, 70.0, 73.0)]),
            layer(AdminLevel::Admin1, vec![unit("XX1", Some(0), 70.0, 72.0), unit("XX2", Some(0), 72.0, 73.0)]),
            layer(
                AdminLevel::Admin2,
                vec![
                    unit("XX11", Some(0), 70.0, 71.0),
                    unit("XX12", Some(0), 71.0, 72.0),
                    unit("XX21", Some(1), 72.0, 73.0),
                ],
            ),
        ],
        communities: vec![
            community("c1", 0, 70.5, Some(100)),
            community("c2", 0, 70.6, Some(300)),
            community("c3", 1, 71.5, Some(50)),
            community("c4", 2, 72.5, None),
        ],
        community_level: AdminLevel::Admin2,
        community_sources: vec!["survey".into()],
        facilities: Vec::new(),
        facility_sources: Vec::new(),
        international_borders: InternationalBorders::default(),
        context: crate::model::Context::default(),
        rounds: vec![Round {
            id: round.clone(),
            country: "XX".into(),
            title: "Round 1".into(),
            collected: ["2024-01-01".into(), "2024-04-30".into()],
            method: "Interviews".into(),
            illustrative: None,
            key_informants: Some(7),
            sources: vec!["survey".into()],
            notes: Vec::new(),
            locations: Vec::new(),
            groups: vec![GroupCoverage {
                group: group("return_migrants"),
                definition: "Came back".into(),
                years: vec![2022, 2023, 2024],
                partial: BTreeMap::from([(2024, "January to April".into())]),
                date: None,
            }],
        }],
        counts: vec![Counts {
            round: round.clone(),
            group: group("return_migrants"),
            level: PlaceLevel::Community,
            sources: vec!["survey".into()],
            years: vec![2022, 2023, 2024],
            values: vec![
                Reported(10),
                Reported(20),
                Reported(5), // c1
                Reported(0),
                Reported(0),
                Reported(0), // c2: reported, and nobody
                Reported(30),
                NoData,
                Reported(1), // c3
                NoData,
                NoData,
                NoData, // c4
            ],
            derived: Vec::new(),
        }],
        stated_counts: Vec::new(),
        stated_breakdowns: Vec::new(),
        breakdowns: vec![Breakdown {
            round,
            group: group("return_migrants"),
            dimension: dimension("country"),
            level: PlaceLevel::Community,
            sources: vec!["survey".into()],
            categories: vec!["A".into(), "B".into()],
            values: vec![
                Reported(30),
                Reported(5),
                Reported(0),
                Reported(0),
                Reported(31),
                Reported(0),
                NoData,
                NoData,
            ],
            derived: Vec::new(),
        }],
        services: vec![
            services(
                service("hospital"),
                DistanceDetail::Bands,
                vec![ServiceStatus::Available, band(3), band(5), band(0)],
            ),
            services(
                service("school"),
                DistanceDetail::Kilometres,
                vec![km(3.0), km(2.9), km(30.0), ServiceStatus::NoData],
            ),
            services(
                service("internet"),
                DistanceDetail::None,
                vec![
                    ServiceStatus::Available,
                    ServiceStatus::Available,
                    ServiceStatus::Lacking(Distance::Unknown),
                    ServiceStatus::Available,
                ],
            ),
        ],
        fingerprint: 1,
    }
}

/// The small country.
pub fn small_atlas() -> Atlas {
    Atlas::of_parts(small_parts())
}

#[test]
fn communities_belong_to_every_level_above_them() {
    let atlas = small_atlas();
    assert_eq!(atlas.communities_of(AdminLevel::Admin0, 0), [0, 1, 2, 3]);
    assert_eq!(atlas.communities_of(AdminLevel::Admin1, 0), [0, 1, 2]);
    assert_eq!(atlas.unit_of_community(AdminLevel::Admin1, 3), Some(1));
    assert_eq!(atlas.ancestor(AdminLevel::Admin2, 2, AdminLevel::Admin1), Some(1));
    assert_eq!(atlas.households_at("r1", PlaceLevel::Admin1, 1), Value::NoData, "unknown is not zero");
    assert_eq!(atlas.households_at("r1", PlaceLevel::Admin0, 0), Value::Reported(Households(450)));
}

#[test]
fn a_community_of_which_a_round_says_nothing_was_not_assessed_in_it() {
    let mut parts = small_parts();
    parts.communities.push(community("c5", 0, 70.7, Some(1000)));
    for counts in &mut parts.counts {
        counts.values.extend([Value::NoData; 3]);
    }
    for breakdown in &mut parts.breakdowns {
        breakdown.values.extend([Value::NoData; 2]);
    }
    for table in &mut parts.services {
        table.status.push(ServiceStatus::NoData);
    }
    let atlas = Atlas::of_parts(parts);
    let assessed: Vec<usize> = atlas.assessed_at("r1", PlaceLevel::Admin2, 0).collect();
    assert_eq!(assessed, [0, 1]);
    assert_eq!(atlas.households_at("r1", PlaceLevel::Admin2, 0), Value::Reported(Households(400)));
    assert!(!atlas.is_assessed("r1", 4) && !atlas.is_assessed("another", 0));
}

#[test]
fn below_the_district_a_community_belongs_where_it_lies() {
    let mut parts = small_parts();
    let half = |pcode, west, east| unit(pcode, Some(0), west, east);
    parts.layers.push(layer(AdminLevel::Admin3, vec![half("XX111", 70.0, 70.55), half("XX112", 70.55, 71.0)]));
    let atlas = Atlas::of_parts(parts);
    assert_eq!(atlas.communities_of(AdminLevel::Admin3, 0), [0]);
    assert_eq!(atlas.communities_of(AdminLevel::Admin3, 1), [1]);
    assert_eq!(atlas.unit_of_community(AdminLevel::Admin3, 2), None);
}

#[test]
fn names_and_inhabitants_are_known_of_as_soon_as_one_place_has_them() {
    let mut parts = small_parts();
    let atlas = Atlas::of_parts(parts.clone());
    assert_eq!(atlas.fields_of_communities().languages, [Language::ENGLISH]);
    assert!(!atlas.has_population() && !atlas.fields_of_units(AdminLevel::Admin2).population);

    let [ru, ky] = ["ru", "ky"].map(|code| Language::from_code(code).expect("a language"));
    let named =
        |language, name: &str| Names::new([(Language::ENGLISH, "Place".into()), (language, name.into())], Vec::new());
    parts.communities[3].names = named(ky, "Айыл");
    parts.layers[2].units[1].names = named(ru, "Район");
    parts.info.languages.extend([ru, ky]);
    parts.layers[2].units[2].population = Some(7);
    let level = parts.layers[2].level;
    let atlas = Atlas::of_parts(parts);
    assert_eq!(atlas.fields_of_communities().languages, [Language::ENGLISH, ky]);
    assert_eq!(atlas.fields_of_units(level).languages, [Language::ENGLISH, ru]);
    assert!(atlas.has_population() && atlas.fields_of_units(level).population);
    assert!(!atlas.fields_of_units(AdminLevel::Admin1).population);
    assert!(
        atlas.fields_of_facilities().languages.is_empty()
            && atlas.fields_of_units(AdminLevel::Admin3).languages.is_empty()
    );
}
