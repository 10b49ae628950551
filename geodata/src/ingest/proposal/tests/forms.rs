//! Exports of KoBoToolbox and ODK.

use super::tables::workbook;
use super::{Files, counts};

const FORM: &[(&str, &[&[&str]])] = &[
    (
        "survey",
        &[
            &["type", "name", "label::English (en)"],
            &["begin_group", "intro", "Introduction"],
            &["text", "code", "Code of the community"],
            &["text", "settlement", "Name of the settlement"],
            &["text", "district", "District"],
            &["end_group", "", ""],
            &["geopoint", "location", "Where is it?"],
            &["integer", "q7", "Number of households"],
            &["select_multiple places", "services", "Which services are there?"],
            &["begin_repeat", "returns", "Returns"],
            &["integer", "year", "Year"],
            &["integer", "q12", "How many return migrants came?"],
            &["end_repeat", "", ""],
        ],
    ),
    (
        "choices",
        &[
            &["list_name", "name", "label::English (en)"],
            &["places", "hospital", "Hospital"],
            &["places", "clinic", "Clinic"],
            &["places", "school", "School"],
            &["places", "none", "None of these"],
        ],
    ),
];

const SUBMISSIONS: &[&[&str]] = &[
    &[
        "intro/code",
        "intro/settlement",
        "intro/district",
        "location",
        "q7",
        "services",
        "_id",
        "_uuid",
        "_submission_time",
        "_index",
    ],
    &["C1", "Adra", "ZZ0101", "42.5 74.2 700 5", "120", "clinic school", "901", "u1", "2024-04-01T03:00:01", "1"],
    &["C2", "Brim", "ZZ0102", "42.4 74.7 700 5", "80", "school", "902", "u2", "2024-04-01T03:00:02", "2"],
    &["C3", "Cove", "ZZ0201", "42.6 75.3 700 5", "240", "none", "903", "u3", "2024-04-01T03:00:03", "3"],
    &["C4", "Dock", "ZZ0201", "42.2 75.8 700 5", "60", "", "904", "u4", "2024-04-01T03:00:04", "4"],
    &["C1", "Adra", "ZZ0101", "42.5 74.2 700 5", "121", "school", "905", "u5", "2024-04-02T03:00:01", "5"],
];

const RETURNS: &[&[&str]] = &[
    &[
        "year",
        "q12",
        "_index",
        "_parent_table_name",
        "_parent_index",
        "_submission__id",
        "_submission__submission_time",
    ],
    &["2022", "1", "1", "Assessment", "1", "901", "2024-04-01T03:00:01"],
    &["2023", "9", "2", "Assessment", "1", "901", "2024-04-01T03:00:01"],
    &["2022", "2", "3", "Assessment", "2", "902", "2024-04-01T03:00:02"],
    &["2023", "20", "4", "Assessment", "2", "902", "2024-04-01T03:00:02"],
    &["2022", "3", "5", "Assessment", "3", "903", "2024-04-01T03:00:03"],
    &["2023", "30", "6", "Assessment", "3", "903", "2024-04-01T03:00:03"],
    &["2022", "4", "7", "Assessment", "4", "904", "2024-04-01T03:00:04"],
    &["2023", "40", "8", "Assessment", "4", "904", "2024-04-01T03:00:04"],
    &["2022", "1", "9", "Assessment", "5", "905", "2024-04-02T03:00:01"],
    &["2023", "10", "10", "Assessment", "5", "905", "2024-04-02T03:00:01"],
];

const COUNTED: &str = "return_migrants community 2022:1,2,3,4 2023:10,20,30,40\n";

#[test]
fn submissions_with_a_position_a_repeated_group_a_correction_and_their_form() {
    let files = Files::boundaries()
        .put("export.xlsx", workbook(&[("Assessment", SUBMISSIONS), ("returns", RETURNS)]))
        .put("aForm.xlsx", workbook(FORM));
    let (parts, proposal) = files.decided();
    assert_eq!(counts(&parts), COUNTED, "{}", proposal.text);
    let ids: Vec<&str> = parts.communities.iter().map(|community| &*community.id).collect();
    assert_eq!(ids, ["C1", "C2", "C3", "C4"], "{}", proposal.text);
    assert!(parts.communities.iter().all(|community| community.point.is_some()));
    for line in [
        "form = \"aForm.xlsx\"",
        "parent = { sheet = \"Assessment\" }",
        "latest = \"_submission_time\"",
        "latest = \"_submission__submission_time\"",
        "point = \"location\"",
        "place = \"intro/code\"",
        "available = \"services/clinic\"",
        // Nobody has one, which is what readers look for.
        "available = \"services/hospital\"",
        "households = \"q7\"",
    ] {
        assert!(proposal.text.contains(line), "no {line}\n{}", proposal.text);
    }
    assert!(
        proposal.unused.is_empty() && proposal.files.iter().any(|file| file == "aForm.xlsx"),
        "{:?}",
        proposal.unused
    );
}

#[test]
fn an_export_of_odk_and_its_repeated_group_in_a_file_of_its_own() {
    let submissions = "SubmissionDate,intro-code,intro-settlement,intro-district,location-Latitude,location-Longitude,households,services,KEY\n\
        2024-04-01T03:00:01.000Z,C1,Adra,ZZ0101,42.5,74.2,120,clinic school,uuid:1\n2024-04-01T03:00:02.000Z,C2,Brim,ZZ0102,42.4,74.7,80,school,uuid:2\n\
        2024-04-01T03:00:03.000Z,C3,Cove,ZZ0201,42.6,75.3,240,,uuid:3\n2024-04-01T03:00:04.000Z,C4,Dock,ZZ0201,42.2,75.8,60,none,uuid:4\n\
        2024-04-02T03:00:01.000Z,C1,Adra,ZZ0101,42.5,74.2,121,clinic,uuid:5\n";
    let row = |year: u16, count: u32, key: u32| format!("{year},{count},uuid:{key},uuid:{key}/returns[{year}]\n");
    let of = |key: u32, before: u32, after: u32| row(2022, before, key) + &row(2023, after, key);
    let returns = format!(
        "year,return_migrants,PARENT_KEY,KEY\n{}{}{}{}{}",
        of(1, 1, 9),
        of(2, 2, 20),
        of(3, 3, 30),
        of(4, 4, 40),
        of(5, 1, 10)
    );
    let (parts, proposal) = Files::boundaries().put("a.csv", submissions).put("a-returns.csv", returns).decided();
    assert_eq!(counts(&parts), COUNTED, "{}", proposal.text);
    assert_eq!(parts.communities.len(), 4, "{}", proposal.text);
    for line in ["parent = { file = \"a.csv\" }", "latest = \"SubmissionDate\"", "available = \"services/school\""] {
        assert!(proposal.text.contains(line), "no {line}\n{}", proposal.text);
    }
}

#[test]
fn submissions_about_several_communities_of_a_district_are_not_reduced_to_the_last() {
    let row = |district: &str, count: u32, id: u32| format!("{district};{count};{id};u{id};2024-04-01T03:00:{id:02}\n");
    let rows: String = (1..=9).map(|id| row(["ZZ0101", "ZZ0102", "ZZ0201"][id as usize % 3], id, id)).collect();
    let table = format!("place/district;people/returnees_2023;_id;_uuid;_submission_time\n{rows}");
    let (parts, proposal) = Files::boundaries().put("export.csv", table).decided();
    assert_eq!(counts(&parts), "return_migrants admin2 2023:18,12,15\n", "{}", proposal.text);
    assert!(!proposal.text.contains("latest ="), "{}", proposal.text);
}

#[test]
fn a_form_without_answers_is_said_to_be_unused() {
    let proposal = Files::sandland().put("form.xlsx", workbook(FORM)).proposal();
    let unused: Vec<&str> = proposal.unused.iter().map(|unused| unused.what.as_str()).collect();
    assert_eq!(unused, ["form.xlsx"]);
}
