use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::atlas::tests::{dimension, group, service};
use crate::progress::Silent;
use std::path::Path;

use fixtures::Dataset;

use super::super::*;
use super::dataset::{lines, read, with_optional_columns};
use crate::atlas::Atlas;
use crate::model::{
    AdminLevel, Distance, DistanceDetail, Households, Km, Period, PlaceLevel, ServiceStatus, Value, Vocabulary,
};

fn atlas(dataset: &Dataset) -> Atlas {
    let ingested = read(dataset);
    Atlas::of_parts(ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report)))
}

#[test]
fn a_sound_dataset_has_no_findings() {
    let ingested = read(&Dataset::sandland());
    assert_eq!(lines(&ingested.report.findings), "");
    assert!(ingested.parts.is_some());
    let summary = &ingested.report.summary;
    assert_eq!((summary.communities, summary.counts, summary.breakdowns, summary.services), (4, 1, 1, 2));
}

#[test]
fn units_are_sorted_and_know_their_parents() {
    let atlas = atlas(&with_optional_columns());
    let districts = atlas.layer(AdminLevel::Admin2).expect("districts");
    let codes: Vec<&str> = districts.units.iter().map(|unit| unit.pcode.as_str()).collect();
    assert_eq!(codes, ["ZZ0101", "ZZ0102", "ZZ0201"]);
    let parents: Vec<Option<usize>> = districts.units.iter().map(|unit| unit.parent).collect();
    assert_eq!(parents, [Some(0), Some(0), Some(1)]);
    let third = &districts.units[2];
    assert_eq!((third.names.main(), third.population), ("Shore", Some(3000)));
    assert_eq!(third.names.aliases.iter().map(|alias| &**alias).collect::<Vec<_>>(), ["3rd", "Üçünçü"]);
    // A degree square from 42° to 43° on WGS 84.
    assert!((third.area_km2 - 9_131.0).abs() < 10.0, "{}", third.area_km2);
}

#[test]
fn names_that_look_like_times_are_read_unchanged() {
    let mut dataset = Dataset::sandland();
    for (name, time) in [("Dunes", "10:30"), ("Oasis", "10:40"), ("Shore", "10:45")] {
        dataset.edit("admin2.geojson", &format!("\"{name}\""), format!("\"{time}\""));
    }
    let atlas = atlas(&dataset);
    let units = &atlas.layer(AdminLevel::Admin2).expect("districts").units;
    let names: Vec<&str> = units.iter().map(|unit| unit.names.main()).collect();
    assert_eq!(names, ["10:30", "10:40", "10:45"]);
}

#[test]
fn rows_are_sorted_like_the_communities() {
    let mut dataset = with_optional_columns();
    dataset.edit("counts.csv", "C3,12,20,8", "C3,12,20,");
    let atlas = atlas(&dataset);
    let ids: Vec<&str> = atlas.communities.iter().map(|community| &*community.id).collect();
    assert_eq!(ids, ["C1", "C2", "C3", "C4"]);
    let districts: Vec<usize> = atlas.communities.iter().map(|community| community.unit).collect();
    assert_eq!(districts, [0, 1, 2, 2]);
    assert_eq!(atlas.communities[3].households, Value::Reported(Households(60)));
    let counts = atlas.counts_of("zzz-r1", &group("return_migrants")).expect("counts");
    assert_eq!(counts.of_place(2), [Value::Reported(12), Value::Reported(20), Value::NoData]);
    assert_eq!(counts.of_place(3), [Value::Reported(1), Value::Reported(0), Value::Reported(0)]);
    let sex = atlas.breakdown_of("zzz-r1", &group("return_migrants"), &dimension("sex")).expect("a breakdown");
    assert_eq!(sex.categories, ["Women", "Men"]);
    assert_eq!(sex.of_place(0), [Value::Reported(8), Value::Reported(6)]);
}

#[test]
fn a_service_is_available_lacking_or_no_data() {
    let mut dataset = Dataset::sandland();
    dataset.edit("services.csv", "C1,no,>25,no,3.5", "C1,,,no,");
    dataset.edit("services.csv", "no,0.4", "no,0");
    let warned: Vec<_> = read(&dataset).report.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(warned, ["distance_missing"]);
    let atlas = atlas(&dataset);
    let hospital = atlas.service_of("zzz-r1", &service("hospital")).expect("hospital");
    assert_eq!(hospital.detail, DistanceDetail::Bands);
    let band = |position: usize| {
        ServiceStatus::Lacking(Distance::Band(Vocabulary::default().bands().all().nth(position).expect("a band")))
    };
    assert_eq!(hospital.status, [ServiceStatus::NoData, band(1), ServiceStatus::Available, band(3)]);
    let school = atlas.service_of("zzz-r1", &service("school")).expect("school");
    let km = |km: f64| ServiceStatus::Lacking(Distance::Km(Km::new(km).expect("a distance")));
    assert_eq!(
        school.status,
        [ServiceStatus::Lacking(Distance::Unknown), ServiceStatus::Available, ServiceStatus::Available, km(0.0)]
    );
}

#[test]
fn the_fingerprint_follows_the_content_of_every_file() {
    let of = |edit: &dyn Fn(&mut Dataset)| {
        let mut dataset = Dataset::sandland();
        edit(&mut dataset);
        atlas(&dataset).fingerprint
    };
    let sound = of(&|_| {});
    assert_eq!(sound, of(&|_| {}));
    for (file, from, to) in [
        ("dataset.toml", "Survey of Sandland, 2024.", "Survey of Sandland, 2025."),
        ("admin1.geojson", "East", "Orient"),
        ("communities.csv", "Cove", "Cove!"),
        ("counts.csv", "C2,0,3,1", "C2,0,2,2"),
        ("services.csv", "C4,no,16-20", "C4,no,11-15"),
    ] {
        assert_ne!(sound, of(&|dataset| dataset.edit(file, from, to)), "{file}");
    }
}

#[test]
fn rows_may_be_about_units_instead_of_communities() {
    let mut dataset = Dataset::sandland();
    dataset.describe(
        "file = \"counts.csv\"\nround = \"zzz-r1\"\nlevel = \"community\"",
        "file = \"counts.csv\"\nround = \"zzz-r1\"\nlevel = \"admin1\"",
    );
    dataset.put("counts.csv", "community,returns_2022,returns_2023,returns_2024\nZZ02,2,2,2\nZZ01,1,1,1\n");
    let counts = atlas(&dataset);
    let counts = counts.counts_of("zzz-r1", &group("return_migrants")).expect("counts");
    assert_eq!(counts.values, [1, 1, 1, 2, 2, 2].map(Value::Reported));
}

#[test]
fn the_shipped_sample_is_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/kyrgyzstan");
    if !folder.exists() {
        return;
    }
    let ingested = read_dataset(&folder, &Silent);
    // Three enclaves of neighbouring countries, and the list of locations of a round.
    let mut codes: Vec<_> = ingested.report.findings.iter().map(|finding| (finding.severity, finding.code)).collect();
    codes.sort_unstable_by_key(|(_, code)| *code);
    let enclaves = [(Severity::Note, "area_without_unit"); 3];
    assert_eq!(codes, [&enclaves[..], &[(Severity::Note, "locations_listed")]].concat(), "{}", ingested.report);
    let atlas = ingested.parts.expect("an atlas");
    assert_eq!(atlas.communities.len(), 999);
    assert_eq!(atlas.layer(AdminLevel::Admin2).map(|layer| layer.units.len()), Some(45));
}

#[test]
fn the_second_sample_has_no_findings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/kazakhstan");
    if folder.exists() {
        let ingested = read_dataset(&folder, &Silent);
        assert_eq!(lines(&ingested.report.findings), "");
        assert!(ingested.parts.is_some());
    }
}

#[test]
fn reading_reports_its_progress() {
    #[derive(Default)]
    struct Heard(Mutex<Vec<(String, Option<u64>, u64)>>, AtomicBool);
    impl Progress for Heard {
        fn stage(&self, name: &str, total: Option<u64>) {
            self.0.lock().unwrap().push((name.to_owned(), total, 0));
        }
        fn advance(&self, by: u64) {
            if let Some(stage) = self.0.lock().unwrap().last_mut() {
                stage.2 += by;
            }
        }
        fn finish(&self) {
            self.1.store(true, Ordering::Relaxed);
        }
    }
    let heard = Heard::default();
    read_dataset(Dataset::sandland().write().path(), &heard);
    let stages = heard.0.lock().unwrap();
    assert!(heard.1.load(Ordering::Relaxed));
    // How many rows a table has is known once it has been read; then they are counted.
    let of_services: Vec<bool> =
        stages.iter().filter(|(name, _, _)| name == "services.csv").map(|(_, total, _)| total.is_some()).collect();
    assert_eq!(of_services[..2], [false, true]);
    for (name, total, done) in &*stages {
        assert_eq!(total.unwrap_or(0), *done, "{name}");
    }
}

#[test]
fn a_stock_has_one_value_for_each_place_and_may_be_stated_of_larger_ones() {
    let mut dataset = Dataset::displaced();
    // Nothing is known of C3 and C4 but what is stated of their district.
    dataset.edit("round1.csv", "C3,120,\nC4,7,3", "C3,,\nC4,,3");
    dataset.put("districts.csv", "district,idps\nZZ0101,41\nZZ0201,130\n");
    dataset.append(
        "dataset.toml",
        r#"
[[counts]]
file = "districts.csv"
round = "zzz-d1"
level = "admin2"
place = "district"
sources = ["survey"]
columns = [{ column = "idps", group = "idps" }]
"#,
    );
    let atlas = atlas(&dataset);
    let idps = atlas.vocabulary.group("idps").expect("a group").clone();
    let counts = atlas.counts_of("zzz-d1", &idps).expect("counts");
    assert_eq!((counts.width(), counts.places(), counts.of_place(1)), (1, 4, &[Value::Reported(0)][..]));
    let sum = |level: AdminLevel, place| {
        let rollup = atlas.rollup_of("zzz-d1", &idps, level.into()).expect("sums");
        let aggregate = rollup.aggregate(level.into(), place, Period::Window);
        (aggregate.value, aggregate.missing)
    };
    let districts = [0, 1, 2].map(|district| sum(AdminLevel::Admin2, district));
    assert_eq!(districts, [(Value::Reported(41), 0), (Value::Reported(0), 0), (Value::Reported(130), 0)]);
    assert_eq!(sum(AdminLevel::Admin0, 0), (Value::Reported(171), 0));
    let by_year = atlas.rollup_of("zzz-d1", &idps, PlaceLevel::Admin0).expect("sums");
    assert_eq!(by_year.aggregate(PlaceLevel::Admin0, 0, Period::Year(2024)).value, Value::NoData);
    assert_eq!(by_year.of_place(PlaceLevel::Admin0, 0).len(), 1);
}
