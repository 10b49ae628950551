//! Real files, which lie beside the repository; without them nothing is tested, which is said.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::super::Severity;
use super::{Files, decide};

/// Errors that only say that a name fits no unit, or several, which `matches.csv` asks about; and that there is none in the cell.
const OF_NAMES: [&str; 4] = ["name_unknown", "name_ambiguous", "parent_name_unknown", "pcode_empty"];

/// Files beside the repository.
fn shared(names: &[&str]) -> Option<Files> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/kgz");
    let mut files = Files::new();
    for name in names {
        let Ok(content) = std::fs::read(folder.join(name)) else {
            eprintln!("SKIPPED, NOTHING IS TESTED: {} does not exist", folder.join(name).display());
            return None;
        };
        files = files.put(name, content);
    }
    Some(files)
}

#[test]
fn districts_and_cities_of_kyrgyzstan_and_the_places_in_them() {
    let names = ["kgz_admbnda_adm2_moes_20181119.geojson", "kgz_cities_wof.geojson", "kgz_localities_wof.csv"];
    let Some(files) = shared(&names) else { return };
    let proposal = files.proposal();
    let open = files.check(&proposal.text);
    let others: Vec<_> = open.report.of(Severity::Error).filter(|finding| finding.code != "open_choice").collect();
    assert!(others.is_empty(), "{others:#?}\n{}", proposal.text);
    assert!(proposal.unused.is_empty(), "{:?}", proposal.unused);
    // Bishkek lies in Chui, and Osh in the province of its name.
    let parents = proposal.text.replace("85672975 = \"?\"", "85672975 = \"KG08000000000\"");
    let text = decide(&parents.replace("1108804891 = \"?\"", "1108804891 = \"KG06000000000\""));
    let decided = files.check(&text);
    let mut errors: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in decided.report.of(Severity::Error) {
        *errors.entry(finding.code).or_default() += 1;
    }
    assert!(errors.keys().all(|code| OF_NAMES.contains(code)), "{errors:?} {}\n{text}", decided.report);
    assert_eq!(errors.get("pcode_empty"), Some(&174), "so many have no district: {errors:?}");
    assert!(proposal.text.contains("174 rows have none, and each needs one"), "{}", proposal.text);
    for line in [
        "admin2: 53 units in kgz_admbnda_adm2_moes_20181119.geojson",
        "admin2: 2 more in kgz_cities_wof.geojson",
        "communities: 2503 in kgz_localities_wof.csv",
    ] {
        assert!(proposal.recognised.iter().any(|recognised| recognised.starts_with(line)), "{proposal:#?}");
    }
}
