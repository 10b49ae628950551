//! Atlases that nobody would draw, and that are sound all the same.

use std::collections::{BTreeMap, BTreeSet};

use geo::BoundingRect;
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::model::*;
use crate::model::{DatasetInfo, DatasetParts};

/// Text as nobody wants it: empty, with control characters, from every script.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("\u{0}\u{feff}\u{202e}\"\\\r\n".to_owned()),
        ".{0,12}",
        vec(any::<char>(), 0..6).prop_map(|letters| letters.into_iter().collect()),
    ]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    vec(text(), 0..3)
}

/// The languages of a dataset, the main one first.
fn languages() -> impl Strategy<Value = Vec<Language>> {
    let of = |codes: &[&str]| codes.iter().map(|code| Language::from_code(code).expect("a language")).collect();
    select(vec![of(&["en"]), of(&["en", "ru", "ky", "kk"]), of(&["fr", "ar"]), of(&["prs"])])
}

fn names(languages: &[Language]) -> BoxedStrategy<Names> {
    let languages = languages.to_vec();
    let others = vec(option::of(text()), languages.len() - 1);
    (text(), others, vec(text().prop_map(Into::into), 0..3))
        .prop_map(move |(main, others, aliases)| {
            let all = languages.iter().zip(std::iter::once(Some(main)).chain(others));
            Names::new(all.filter_map(|(language, name)| Some((*language, name?.into()))), aliases)
        })
        .boxed()
}

fn degrees(most: f64) -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), Just(-0.0), Just(most), Just(-most), Just(f64::MIN_POSITIVE / 2.0), -most..most]
}

fn position() -> impl Strategy<Value = Coord<f64>> {
    (degrees(180.0), degrees(90.0)).prop_map(|(x, y)| Coord { x, y })
}

fn area() -> impl Strategy<Value = MultiPolygon<f64>> {
    let ring = || {
        vec(position(), 4..9).prop_map(|mut positions| {
            positions.push(positions[0]);
            LineString(positions)
        })
    };
    let polygon = (ring(), vec(ring(), 0..2)).prop_map(|(exterior, interiors)| Polygon::new(exterior, interiors));
    vec(polygon, 1..3).prop_map(MultiPolygon)
}

fn number() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), Just(i64::MAX.unsigned_abs()), 0..1000_u64, Just((1 << 53) + 1)]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![number().prop_map(Value::Reported), Just(Value::NoData), Just(Value::Suppressed)]
}

fn status() -> impl Strategy<Value = ServiceStatus> {
    let km = prop_oneof![Just(-0.0), Just(0.0), Just(25.0), 0.0..1e4].prop_map(|km| Km::new(km).expect("a distance"));
    prop_oneof![
        Just(ServiceStatus::Available),
        Just(ServiceStatus::NoData),
        Just(ServiceStatus::Lacking(Distance::Unknown)),
        km.prop_map(|km| ServiceStatus::Lacking(Distance::Km(km))),
        select(Vocabulary::default().bands().all().collect::<Vec<_>>())
            .prop_map(|band| ServiceStatus::Lacking(Distance::Band(band))),
    ]
}

fn layer(level: AdminLevel, above: usize, languages: &[Language]) -> impl Strategy<Value = AdminLayer> + use<> {
    let parent = if above == 0 { Just(None).boxed() } else { option::of(0..above).boxed() };
    let unit = (parent, names(languages), option::of(number()), area(), prop_oneof![Just(-0.0), 0.0..1e7]).boxed();
    let kinds = [
        (CodeKind::PCode, "[A-Z]{2}[0-9]{1,4}|x-[a-z][a-z0-9-]{0,8}"),
        (CodeKind::Number, "[0-9]{1,6}|x-[a-z]{1,4}"),
        (CodeKind::Gadm, "[A-Z]{3}[.][0-9]{1,2}[.][0-9]{1,2}_[1-9]"),
    ];
    let codes = select(kinds.to_vec()).prop_flat_map(|(kind, codes)| (Just(kind), btree_set(codes, 0..6)));
    let units = codes.prop_flat_map(move |(kind, codes)| {
        let count = codes.len();
        (Just(codes), vec(unit.clone(), count)).prop_map(move |(codes, units)| (kind, units_of(kind, &codes, units)))
    });
    let boundaries = select(&[BoundaryStatus::Official, BoundaryStatus::Generalised, BoundaryStatus::Schematic][..]);
    (boundaries, option::of(text()), texts(), units).prop_map(move |(boundaries, note, sources, (codes, units))| {
        AdminLayer { level, codes, boundaries, note: note.map(Labels::from), sources, units }
    })
}

type UnitDraft = (Option<usize>, Names, Option<u64>, MultiPolygon<f64>, f64);

fn units_of(kind: CodeKind, codes: &BTreeSet<String>, drafts: Vec<UnitDraft>) -> Vec<AdminUnit> {
    let units = codes.iter().zip(drafts).map(|(code, (parent, names, population, area, area_km2))| AdminUnit {
        pcode: UnitCode::new(code, kind, AdminLevel::Admin2).expect("a code"),
        parent,
        names,
        population,
        bbox: area.bounding_rect().expect("not empty"),
        area,
        area_km2,
    });
    units.collect()
}

fn layers(languages: &[Language]) -> BoxedStrategy<Vec<AdminLayer>> {
    let languages = languages.to_vec();
    (layer(AdminLevel::Admin0, 0, &languages), any::<[bool; 3]>())
        .prop_flat_map(move |(top, has)| {
            let units = top.units.len();
            let middle = layer(AdminLevel::Admin1, if has[0] { units } else { 0 }, &languages);
            let languages = languages.clone();
            (Just(top), Just(has), middle).prop_flat_map(move |(top, has, middle)| {
                let districts = layer(AdminLevel::Admin2, if has[1] { middle.units.len() } else { 0 }, &languages);
                (Just(top), Just(has), Just(middle), districts).prop_map(|(top, has, middle, districts)| {
                    let layers = [(has[0], top), (has[1], middle), (has[2], districts)];
                    layers.into_iter().filter_map(|(has, layer)| has.then_some(layer)).collect()
                })
            })
        })
        .boxed()
}

fn communities(units: usize, languages: &[Language]) -> impl Strategy<Value = Vec<Community>> + use<> {
    let most = if units == 0 { 1 } else { 8 };
    let ids = btree_set(text(), 0..most);
    let origin = select(&[PlaceOrigin::Real, PlaceOrigin::Generated][..]);
    let households = prop_oneof![
        4 => option::of(number().prop_map(Households)).prop_map(Value::known),
        1 => Just(Value::Suppressed)
    ];
    let place = option::weighted(0.9, position().prop_map(Point));
    let draft = (names(languages), place, 0..units.max(1), households, origin).boxed();
    ids.prop_flat_map(move |ids| {
        let count = ids.len();
        (Just(ids), vec(draft.clone(), count)).prop_map(|(ids, drafts)| {
            let all = ids.into_iter().zip(drafts);
            all.map(|(id, (names, point, unit, households, origin))| Community {
                id: id.into(),
                names,
                point,
                unit,
                households,
                origin,
            })
            .collect()
        })
    })
}

fn facilities(languages: &[Language]) -> impl Strategy<Value = Vec<Facility>> + use<> {
    let draft = (names(languages), select(Vocabulary::default().services().to_vec()), position()).boxed();
    btree_set(text(), 0..4).prop_flat_map(move |ids| {
        let count = ids.len();
        (Just(ids), vec(draft.clone(), count)).prop_map(|(ids, drafts)| {
            let all = ids.into_iter().zip(drafts);
            all.map(|(id, (names, service, at))| Facility { id: id.into(), names, service, point: Point(at) }).collect()
        })
    })
}

/// The usual words, and a stock.
fn vocabulary() -> Vocabulary {
    let mut definition = VocabularyDefinition::from(Vocabulary::default());
    let stock = r#"{ "id": "idps", "label": { "en": "Displaced people" }, "kind": "stock" }"#;
    definition.groups.push(serde_json::from_str(stock).expect("a group"));
    definition.try_into().expect("a vocabulary")
}

fn group() -> impl Strategy<Value = PopulationGroup> {
    select(vocabulary().groups().to_vec())
}

/// As many years as there are, or none of a stock.
fn years_of(group: &PopulationGroup, years: Vec<u16>) -> Vec<u16> {
    if group.is_stock() { Vec::new() } else { years }
}

fn round() -> impl Strategy<Value = Round> {
    let coverage =
        (group(), text(), vec(any::<u16>(), 1..4), option::of(text())).prop_map(|(group, definition, years, part)| {
            let part = part.filter(|_| !group.is_stock());
            let partial: BTreeMap<u16, String> = part.map(|part| (years[0], part)).into_iter().collect();
            GroupCoverage {
                years: years_of(&group, years),
                group,
                definition: definition.into(),
                partial: partial.into_iter().map(|(year, part)| (year, part.into())).collect(),
                date: None,
            }
        });
    let facts =
        (text(), text(), text(), [text(), text()], text(), option::of((any::<u64>(), any::<bool>())), texts(), texts());
    (facts, vec(coverage, 0..3)).prop_map(
        |((id, country, title, collected, method, key_informants, sources, notes), mut groups)| {
            for stock in groups.iter_mut().filter(|coverage: &&mut GroupCoverage| coverage.group.is_stock()) {
                stock.date = Some(collected[1].clone());
            }
            let (key_informants, illustrative) = key_informants.unzip();
            let within = sources.clone();
            let locations = notes
                .iter()
                .map(|name: &String| AssessedLocation {
                    name: name.clone(),
                    within: within.clone(),
                    unit: within.first().cloned(),
                })
                .collect();
            Round {
                id: RoundId(id),
                country,
                title: title.into(),
                collected,
                method: method.into(),
                illustrative,
                key_informants,
                sources,
                notes: notes.into_iter().map(Labels::from).collect(),
                locations,
                groups,
            }
        },
    )
}

fn level() -> impl Strategy<Value = PlaceLevel> {
    select(&[PlaceLevel::Community, PlaceLevel::Admin0, PlaceLevel::Admin1, PlaceLevel::Admin2, PlaceLevel::Admin3][..])
}

type PlaceKeys = [usize; 5];

fn places_at(places: PlaceKeys, level: PlaceLevel) -> usize {
    places[level as usize]
}

fn counts(places: PlaceKeys) -> impl Strategy<Value = Counts> {
    (text(), group(), level(), texts(), vec(any::<u16>(), 0..4), option::of(text())).prop_flat_map(
        move |(round, group, level, sources, years, derived)| {
            let years = years_of(&group, years);
            vec(value(), places_at(places, level) * years.len().max(1)).prop_map(move |values| Counts {
                round: RoundId(round.clone()),
                group: group.clone(),
                level,
                sources: sources.clone(),
                years: years.clone(),
                values,
                derived: Derivation::of_columns([derived.as_deref().map(Labels::from).as_ref()]),
            })
        },
    )
}

fn breakdown(places: PlaceKeys) -> impl Strategy<Value = Breakdown> {
    let dimension = select(vocabulary().dimensions().to_vec());
    (text(), group(), dimension, level(), texts(), texts()).prop_flat_map(
        move |(round, group, dimension, level, sources, categories)| {
            vec(value(), places_at(places, level) * categories.len()).prop_map(move |values| Breakdown {
                round: RoundId(round.clone()),
                group: group.clone(),
                dimension: dimension.clone(),
                level,
                sources: sources.clone(),
                derived: Derivation::of_columns(
                    categories.iter().map(|how| Labels::from(how.as_str())).collect::<Vec<_>>().iter().map(Some),
                ),
                categories: categories.clone(),
                values,
            })
        },
    )
}

fn service_table(communities: usize) -> impl Strategy<Value = ServiceTable> {
    let detail = select(&[DistanceDetail::Kilometres, DistanceDetail::Bands, DistanceDetail::None][..]);
    (text(), select(Vocabulary::default().services().to_vec()), detail, texts(), vec(status(), communities)).prop_map(
        |(round, service, detail, sources, status)| ServiceTable {
            round: RoundId(round),
            service,
            detail,
            sources,
            status,
        },
    )
}

/// An address of the web with anything in it that an address may have.
fn address() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("https://{}", text.replace(char::is_control, "")))
}

fn source() -> impl Strategy<Value = Source> {
    let facts = [text(), text(), text(), text(), text(), text()];
    (facts, option::of(address()), option::of(text()), texts()).prop_map(
        |([id, title, citation, publisher, licence, date], url, disclaimer, notes)| Source {
            id,
            title: title.into(),
            citation,
            publisher,
            licence,
            date,
            url,
            disclaimer: disclaimer.map(Labels::from),
            notes: notes.into_iter().map(Labels::from).collect(),
        },
    )
}

fn info(languages: Vec<Language>) -> impl Strategy<Value = DatasetInfo> {
    let facts = [text(), text(), text(), text()];
    (facts, any::<bool>(), option::of(text()), option::of(text()), option::of(basemap())).prop_map(
        move |([id, title, country, default_round], illustrative, illustrative_note, disclaimer, basemap)| {
            DatasetInfo {
                id,
                title: title.into(),
                country,
                illustrative,
                illustrative_note: illustrative_note.map(Labels::from),
                default_round,
                languages: languages.clone(),
                disclaimer: disclaimer.map(Labels::from),
                basemap,
                boundary_edition: None,
                boundaries: crate::model::BoundariesPolicy::default(),
                left_out: Vec::new(),
            }
        },
    )
}

fn basemap() -> impl Strategy<Value = Basemap> {
    let place = prop_oneof![text().prop_map(BasemapLocation::File), address().prop_map(BasemapLocation::Url)];
    (text(), place, texts()).prop_map(|(title, place, sources)| Basemap { title, place, sources })
}

/// Any sound atlas.
pub fn atlas_parts() -> impl Strategy<Value = DatasetParts> {
    let level = select(&[AdminLevel::Admin1, AdminLevel::Admin2][..]);
    let places = languages().prop_flat_map(|languages| (layers(&languages), Just(languages)));
    let places = (places, level).boxed().prop_flat_map(|((layers, languages), level)| {
        let layer = layers.iter().find(|layer| layer.level == level);
        let communities = communities(layer.map_or(0, |layer| layer.units.len()), &languages);
        (Just(layers), (communities, Just(level)), facilities(&languages), Just(languages))
    });
    places.prop_flat_map(|(layers, (communities, community_level), facilities, languages)| {
        let units = |level| layers.iter().find(|layer| layer.level == level).map_or(0, |layer| layer.units.len());
        let [admin0, admin1, admin2, admin3] = AdminLevel::ALL.map(units);
        let places = [admin0, admin1, admin2, admin3, communities.len()];
        let tables =
            (vec(counts(places), 0..4), vec(breakdown(places), 0..3), vec(service_table(communities.len()), 0..3));
        let about = (info(languages), vec(source(), 0..3), vec(round(), 0..3), any::<u64>());
        (Just((layers, communities, facilities)), tables, about, [texts(), texts()]).prop_map(
            move |((layers, communities, facilities), (counts, breakdowns, services), about, sources_of)| {
                let (info, sources, rounds, fingerprint) = about;
                let [community_sources, facility_sources] = sources_of;
                DatasetParts {
                    info,
                    vocabulary: vocabulary(),
                    sources,
                    layers,
                    communities,
                    community_level,
                    community_sources,
                    facilities,
                    facility_sources,
                    international_borders: InternationalBorders::default(),
                    context: crate::model::Context::default(),
                    rounds,
                    counts,
                    stated_counts: Vec::new(),
                    breakdowns,
                    stated_breakdowns: Vec::new(),
                    services,
                    fingerprint,
                }
            },
        )
    })
}
