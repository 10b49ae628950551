//! Exports of forms, as KoBoToolbox and ODK write them. The shapes are those of their exports; the data is made up.

use fixtures::Dataset;
use rust_xlsxwriter::Workbook;

use super::super::{Finding, Ingested, read_dataset};
use super::dataset::{lines, read};
use crate::model::{Distance, ServiceStatus, Value};
use crate::progress::Silent;

/// The export of the assessment that Sandland's tables were made from: a row for each community.
const KOBO: &str = "\
start;end;place/code;place/name;place/district;place/location;_place/location_latitude;_place/location_longitude;_place/location_altitude;_place/location_precision;people/households;people/returns/y2022;people/returns/y2023;people/returns/y2024;services;services/clinic;services/school;_id;_uuid;_submission_time;_validation_status;__version__;_index
2024-04-01T08:12:33.000+06:00;2024-04-01T09:00:00.000+06:00;C1;Adra;ZZ0101;42.5 74.2 760 4.5;42.5;74.2;760;4.5;120;5;7;2;clinic school;1;1;101;u1;2024-04-01T03:00:01;;v1;1
2024-04-01T08:12:33.000+06:00;2024-04-01T09:00:00.000+06:00;C2;Brim;ZZ0102;42.4 74.7 0 0;42.4;74.7;0;0;80;0;3;1;school;0;1;102;u2;2024-04-01T03:00:02;;v1;2
2024-04-01T08:12:33.000+06:00;2024-04-01T09:00:00.000+06:00;C3;Cove;ZZ0201;42.6 75.3 10 5;42.6;75.3;10;5;240;12;20;8;;;;103;u3;2024-04-01T03:00:03;;v1;3
2024-04-01T08:12:33.000+06:00;2024-04-01T09:00:00.000+06:00;C4;Dock;ZZ0201;42.2 75.8 10 5;42.2;75.8;10;5;60;1;0;0;clinic;1;0;104;u4;2024-04-01T03:00:04;;v1;4
";

/// Sandland with its communities, counts and services from one export.
fn from_export(export: &str) -> Dataset {
    let mut dataset = Dataset::sandland();
    for table in ["communities.csv", "counts.csv", "services.csv"] {
        dataset.remove(table);
        dataset.describe(&format!("file = \"{table}\""), "file = \"export.csv\"");
    }
    dataset.describe(
        "columns = { id = \"id\", name_en = \"name\", lon = \"lon\", lat = \"lat\", admin2 = \"district\", households = \"households\" }",
        "columns = { id = \"code\", name_en = \"name\", point = \"location\", admin2 = \"district\", households = \"households\" }",
    );
    let text = dataset.text("dataset.toml").to_owned();
    let (before, after) = text.split_once("[[counts]]").expect("counts");
    let (counts, others) = after.split_once("[[breakdowns]]").expect("breakdowns");
    let (breakdowns, services) = others.split_once("[[services]]").expect("services");
    let counts = counts.replace("place = \"community\"", "place = \"code\"");
    let counts = ["2022", "2023", "2024"]
        .iter()
        .fold(counts, |text, year| text.replace(&format!("returns_{year}"), &format!("y{year}")));
    let services = services.replace("place = \"community\"", "place = \"code\"");
    let services =
        services.replace("available = \"hospital\", band = \"hospital_band\"", "available = \"services/clinic\"");
    let services = services.replace("available = \"school\", km = \"school_km\"", "available = \"services/school\"");
    dataset.put("dataset.toml", format!("{before}[[counts]]{counts}[[breakdowns]]{breakdowns}[[services]]{services}"));
    dataset.put("export.csv", export);
    dataset
}

/// The export without some columns, by their names.
fn without(export: &str, columns: &[&str]) -> String {
    let names: Vec<&str> = export.lines().next().unwrap_or_default().split(';').collect();
    let kept = |line: &str| {
        let cells = line.split(';').zip(&names).filter(|(_, name)| !columns.contains(name)).map(|(cell, _)| cell);
        cells.collect::<Vec<_>>().join(";") + "\n"
    };
    export.lines().map(kept).collect()
}

/// That the dataset is the Sandland of the other tests, except for its services.
fn assert_is_sandland(dataset: &Dataset) {
    let expected = read(&Dataset::sandland()).parts.expect("sound");
    let Ingested { report, parts, .. } = read(dataset);
    let parts = parts.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(parts.communities, expected.communities);
    assert_eq!(parts.counts, expected.counts);
    let services: Vec<&[ServiceStatus]> = parts.services.iter().map(|service| &service.status[..]).collect();
    let lacking = ServiceStatus::Lacking(Distance::Unknown);
    let available = ServiceStatus::Available;
    assert_eq!(
        services,
        [
            [available, lacking, ServiceStatus::NoData, available],
            [available, available, ServiceStatus::NoData, lacking]
        ]
    );
}

fn said(dataset: &Dataset, codes: &[&str]) -> String {
    let report = read_dataset(dataset.write().path(), &Silent).report;
    lines(report.findings.iter().filter(|finding: &&Finding| codes.contains(&finding.code)))
}

#[test]
fn an_export_of_kobo_is_read_by_the_names_of_its_questions() {
    assert_is_sandland(&from_export(KOBO));
    // With points, with the separators of ODK, with one of the two forms of choices and positions.
    let points = KOBO.lines().next().unwrap_or_default().replace('/', ".");
    assert_is_sandland(&from_export(&KOBO.replacen(KOBO.lines().next().unwrap_or_default(), &points, 1)));
    let summary = without(KOBO, &["services/clinic", "services/school"]);
    assert_is_sandland(&from_export(&summary));
    assert_is_sandland(&from_export(&without(KOBO, &["services"])));
    assert_is_sandland(&from_export(&without(KOBO, &["place/location"])));
    let texts = without(KOBO, &["_place/location_latitude", "_place/location_longitude"]);
    assert_is_sandland(&from_export(&texts));
    // Without what only KoBo writes, several columns of a group still show that it is one.
    assert_is_sandland(&from_export(&without(
        KOBO,
        &["_uuid", "_submission_time", "_validation_status", "__version__"],
    )));
    let notes = said(&from_export(&texts), &["positions_read", "questions_found"]);
    insta::assert_snapshot!(notes.lines().take(4).collect::<Vec<_>>().join("\n"), @r"
    note positions_read
      export.csv, column place/location: positions are read as forms write them: the latitude first, then longitude, altitude and accuracy
    note questions_found
      export.csv, row 1: columns are found by the names of their questions: `code` is `place/code`, `district` is `place/district`, `name` is `place/name`, `households` is `people/households`
    ");
}

#[test]
fn an_export_of_odk_central_is_read_by_the_names_of_its_questions() {
    let header = "SubmissionDate;place-code;place-name;place-district;place-location-Latitude;place-location-Longitude;place-location-Altitude;place-location-Accuracy;people-households;people-returns-y2022;people-returns-y2023;people-returns-y2024;services;services/clinic;services/school;meta-instanceID;KEY";
    let mut export = format!("{header}\n");
    for line in KOBO.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        export += &format!(
            "{};{};{};uuid:{}\n",
            cells[19],
            [&cells[2..5], &cells[6..10]].concat().join(";"),
            cells[10..17].join(";"),
            cells[18]
        )
        .replace(&format!(";uuid:{}", cells[18]), &format!(";uuid:{0};uuid:{0}", cells[18]));
    }
    assert_is_sandland(&from_export(&export));
    let commas = export.replace(';', ",");
    assert_is_sandland(&from_export(&commas));
}

#[test]
fn what_is_not_clear_in_an_export_is_an_error() {
    // Two groups with the same question.
    let twice = KOBO.replacen("people/returns/y2023", "people/arrivals/y2022", 1);
    insta::assert_snapshot!(said(&from_export(&twice), &["column_twice"]), @r"
    error column_twice
      export.csv, row 1, column y2022: line 63 of dataset.toml names this column, which can be any of `people/returns/y2022`, `people/arrivals/y2022`; write the one that is meant in full
    ");
    // A choice that nobody has is a typing error, where only the choices of each row are listed.
    let mut dataset = from_export(&without(KOBO, &["services/clinic", "services/school"]));
    dataset.describe("services/clinic", "services/klinik");
    let unknown = said(&dataset, &["choice_unknown"]);
    assert!(
        unknown.contains("asks for the choice `klinik` in this column, which no row has; it has: `clinic`, `school`"),
        "{unknown}"
    );
    // A choice is no question, and two words with a stroke between are no group.
    let mut dataset = from_export(KOBO);
    dataset.describe("available = \"services/clinic\"", "available = \"clinic\"");
    assert!(said(&dataset, &["column_missing"]).contains("column clinic: line"));
    let mut dataset = Dataset::sandland();
    dataset.edit("sex.csv", "women,men", "women,boys/men");
    assert!(said(&dataset, &["column_missing"]).contains("column men"));
    // The longitude first: what a form never writes.
    let swapped = without(KOBO, &["_place/location_latitude", "_place/location_longitude"]);
    let swapped = ["42.5 74.2", "42.4 74.7", "42.6 75.3", "42.2 75.8"].iter().fold(swapped, |text, position| {
        let (latitude, longitude) = position.split_once(' ').expect("two");
        text.replace(position, &format!("{longitude} {latitude}"))
    });
    let swapped = said(&from_export(&swapped), &["coordinates_swapped"]);
    assert!(
        swapped.contains("column place/location: longitude and latitude look swapped in all 4 points"),
        "{swapped}"
    );
    let wrong = without(KOBO, &["_place/location_latitude", "_place/location_longitude"])
        .replace("42.5 74.2 760 4.5", "42.5, 74.2")
        .replace("42.4 74.7 0 0", "42.4");
    let wrong = said(&from_export(&wrong), &["not_a_position"]);
    assert!(
        wrong.contains("`42.5, 74.2` is no position as forms write it") && wrong.contains("`42.4` is no position"),
        "{wrong}"
    );
}

/// A workbook with these sheets, each with its rows of cells between semicolons; numbers are stored as such.
pub(super) fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut made = Workbook::new();
    for (name, rows) in sheets {
        let sheet = made.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, line) in (0..).zip(rows.lines()) {
            for (column, cell) in (0..).zip(line.split(';')) {
                let written = match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number),
                    Err(_) => sheet.write_string(row, column, cell),
                };
                written.expect("written");
            }
        }
    }
    made.save_to_buffer().expect("a workbook")
}

const SURVEY: &str = "\
type;name;label::English (en);label::Русский (ru)
begin_group;place;The place;Место
text;code;Code;Код
select_one settlements;name;Name of the settlement;Название
select_one districts;district;District;Район
geopoint;location;Where is it?;Где это?
end_group;;;
begin_group;people;People;Люди
integer;households;Number of households;Число домохозяйств
begin_group;returns;People who came back;Вернувшиеся
integer;y2022;In 2022;В 2022 году
integer;y2023;In 2023;В 2023 году
integer;y2024;In 2024;В 2024 году
end_group;;;
end_group;;;
select_multiple services;services;Which services are there?;Какие услуги?
";

const CHOICES: &str = "\
list_name;name;label::English (en);label::Русский (ru)
districts;ZZ0101;Dunes;Дюны
districts;ZZ0102;Oasis;Оазис
districts;ZZ0201;Shore;Берег
settlements;s1;Adra;Адра
settlements;s2;Brim;Брим
settlements;s3;Cove;Коув
settlements;s4;Dock;Док
services;clinic;Health clinic;Поликлиника
services;school;Primary school;Школа
services;school_far;Primary school far away;Школа далеко
";

/// The export with the labels of a language in the place of names.
fn labelled(export: &str, language: usize) -> String {
    let rows = |sheet: &str, of: fn(&[&str]) -> bool| -> Vec<(String, String)> {
        let cells = sheet.lines().skip(1).map(|line| line.split(';').collect::<Vec<_>>());
        cells.filter(|cells| of(cells)).map(|cells| (cells[1].to_owned(), cells[2 + language].to_owned())).collect()
    };
    let questions = rows(SURVEY, |cells| !cells[1].is_empty());
    let choices = rows(CHOICES, |_| true);
    let label = |all: &[(String, String)], name: &str| {
        all.iter().find(|(known, _)| known == name).map_or_else(|| name.to_owned(), |(_, label)| label.clone())
    };
    let header = |name: &str| match name {
        "_place/location_latitude" => {
            format!("_{}/{}_latitude", label(&questions, "place"), label(&questions, "location"))
        }
        "_place/location_longitude" => {
            format!("_{}/{}_longitude", label(&questions, "place"), label(&questions, "location"))
        }
        name if name.starts_with('_') => name.to_owned(),
        name => {
            let both = [&questions[..], &choices[..]].concat();
            name.split('/').map(|step| label(&both, step)).collect::<Vec<_>>().join("/")
        }
    };
    let lines = export.lines().enumerate().map(|(row, line)| {
        let cells = line.split(';').map(|cell| match row {
            0 => header(cell),
            _ => cell.split(' ').map(|word| label(&choices, word)).collect::<Vec<_>>().join(" "),
        });
        cells.collect::<Vec<_>>().join(";") + "\n"
    });
    lines.collect()
}

/// The dataset with the form, in all three sections.
fn with_form(export: &str) -> Dataset {
    let mut dataset = from_export(export);
    let text =
        dataset.text("dataset.toml").replace("file = \"export.csv\"", "file = \"export.csv\"\nform = \"form.xlsx\"");
    dataset.put("dataset.toml", text);
    dataset.put("form.xlsx", workbook(&[("survey", SURVEY), ("choices", CHOICES)]));
    dataset
}

#[test]
fn with_the_form_names_and_labels_are_the_same() {
    // In the export the names of settlements are those of choices, and the form has what they are called.
    let names = ["Adra", "Brim", "Cove", "Dock"]
        .iter()
        .enumerate()
        .fold(KOBO.to_owned(), |text, (number, name)| text.replace(name, &format!("s{}", number + 1)));
    assert_is_sandland(&with_form(&names));
    for language in [0, 1] {
        let labels = labelled(&names, language);
        let dataset = with_form(&labels);
        if language == 0 {
            assert!(
                labels.contains("The place/Name of the settlement")
                    && labels.contains(";Health clinic Primary school;"),
                "{labels}"
            );
            assert_is_sandland(&dataset);
            assert_is_sandland(&with_form(&without(
                &labels,
                &["Which services are there?/Health clinic", "Which services are there?/Primary school"],
            )));
            assert_is_sandland(&with_form(&without(&labels, &["Which services are there?"])));
            assert_is_sandland(&with_form(&without(&labels, &["The place/Where is it?"])));
            assert_is_sandland(&with_form(&without(
                &labels,
                &["_The place/Where is it?_latitude", "_The place/Where is it?_longitude"],
            )));
        } else {
            // Names of places are in the language of their column, whichever language was exported.
            assert!(labels.contains("Место/Название") && labels.contains("Дюны"), "{labels}");
            assert_is_sandland(&dataset);
        }
    }
    // Labels in dataset.toml find the names of an export, too.
    let mut dataset = with_form(&names);
    dataset.describe("id = \"code\"", "id = \"The place/Code\"");
    dataset.describe("households = \"households\"", "households = \"Число домохозяйств\"");
    dataset.describe("available = \"services/clinic\"", "available = \"Which services are there?/Health clinic\"");
    assert_is_sandland(&dataset);
}

#[test]
fn conditions_name_choices_by_name_or_label() {
    let only = |condition: &str| {
        let mut dataset = with_form(KOBO);
        let level = "level = \"community\"\nplace = \"code\"";
        dataset.describe(level, &format!("{level}\nwhere = {{ {condition} }}"));
        let counts = read(&dataset)
            .parts
            .unwrap_or_else(|| panic!("{}", said(&dataset, &["where_matches_none"])))
            .counts
            .remove(0);
        counts.values.iter().step_by(3).copied().collect::<Vec<_>>()
    };
    let expected = [Value::NoData, Value::NoData, Value::Reported(12), Value::Reported(1)];
    for condition in ["district = \"ZZ0201\"", "District = \"shore\"", "\"place/district\" = \"Берег\""] {
        assert_eq!(only(condition), expected, "{condition}");
    }
}

#[test]
fn a_form_that_is_none_is_an_error() {
    let mut dataset = with_form(KOBO);
    dataset.put("form.xlsx", workbook(&[("questions", SURVEY)]));
    let told = said(&dataset, &["sheet_missing"]);
    assert!(told.contains("form.xlsx: the workbook has no sheet `survey`; it has: `questions`"), "{told}");
    let mut dataset = with_form(&without(KOBO, &["services/clinic", "services/school"]));
    dataset.describe("services/clinic", "services/hospital");
    let told = said(&dataset, &["choice_unknown"]);
    assert!(
        told.contains("the choice `hospital`, which the form does not have; it has: `clinic`, `school`, `school_far`"),
        "{told}"
    );
}

/// Sandland with its counts from a repeated group, a row for each year, and the breakdown from another one.
fn with_repeats(file: &str, years: &str, sex: &str) -> Dataset {
    let mut dataset = from_export(KOBO);
    dataset.remove("sex.csv");
    let text = dataset.text("dataset.toml").to_owned();
    let (before, after) = text.split_once("[[counts]]").expect("counts");
    let (_, services) = after.split_once("[[services]]").expect("services");
    let head = format!("{file}\nround = \"zzz-r1\"\nlevel = \"community\"\nplace = \"code\"\nsources = [\"survey\"]");
    let sections = format!(
        "[[counts]]\n{}\nyear_column = \"year\"\ncolumns = [{{ column = \"number\", group = \"return_migrants\" }}]\n\n\
         [[breakdowns]]\n{}\ndimension = \"sex\"\ncategory_column = \"sex\"\ncombine = \"sum\"\ncolumns = [\n\
         {{ column = \"who/number\", group = \"return_migrants\", category = \"Women\", value = \"f\" }},\n\
         {{ column = \"who/number\", group = \"return_migrants\", category = \"Men\", value = \"m\" }},\n]\n\n",
        head.replace("WHICH", years),
        head.replace("WHICH", sex)
    );
    dataset.put("dataset.toml", format!("{before}{sections}[[services]]{services}"));
    dataset
}

/// The rows of both groups: the submission, and what was answered.
fn repeated(dataset: &Dataset) -> (Vec<[String; 3]>, Vec<[String; 3]>) {
    let rows = |file: &str, names: &[&str]| -> Vec<[String; 3]> {
        let lines = dataset.text(file).lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        let row = |cells: Vec<&str>| {
            let submission = cells[0].replace('C', "");
            names
                .iter()
                .zip(&cells[1..])
                .map(|(name, cell)| [submission.clone(), (*name).to_owned(), (*cell).to_owned()])
                .collect::<Vec<_>>()
        };
        lines.flat_map(row).collect()
    };
    (rows("counts.csv", &["2022", "2023", "2024"]), rows("sex.csv", &["f", "m"]))
}

#[test]
fn rows_of_a_repeated_group_are_joined_to_their_submissions() {
    let sandland = Dataset::sandland();
    let expected = read(&sandland).parts.expect("sound");
    let (years, sex) = repeated(&sandland);
    let assert_same = |dataset: &Dataset, what: &str| {
        let Ingested { report, parts, .. } = read(dataset);
        let parts = parts.unwrap_or_else(|| panic!("{what}: {report}"));
        assert_eq!(parts.counts, expected.counts, "{what}");
        assert_eq!(parts.breakdowns, expected.breakdowns, "{what}");
    };
    // KoBo: sheets of one workbook. The main one has no column of the years.
    let main = without(KOBO, &["people/returns/y2022", "people/returns/y2023", "people/returns/y2024"]);
    let sheet = |header: &str, rows: &[[String; 3]], link: &dyn Fn(&str) -> String| {
        let line =
            |(number, row): (usize, &[String; 3])| format!("{};{};{};{}\n", row[1], row[2], number + 1, link(&row[0]));
        format!("{header}\n{}", rows.iter().enumerate().map(line).collect::<String>())
    };
    let by_index = |submission: &str| format!("Assessment;{submission}");
    let by_id = |submission: &str| format!("Assessment;{submission};10{submission};u{submission}");
    let kobo = |years_sheet: String, sex_sheet: String| {
        let mut dataset = with_repeats(
            "file = \"export.xlsx\"\nsheet = \"WHICH\"\nparent = { sheet = \"Assessment\" }",
            "years",
            "sex",
        );
        dataset.put("export.xlsx", workbook(&[("Assessment", &main), ("years", &years_sheet), ("sex", &sex_sheet)]));
        dataset
    };
    let index = "_index;_parent_table_name;_parent_index";
    assert_same(
        &kobo(
            sheet(&format!("year/year;year/number;{index}"), &years, &by_index),
            sheet(&format!("who/sex;who/number;{index}"), &sex, &by_index),
        ),
        "by index",
    );
    let id = format!("{index};_submission__id;_submission__uuid");
    assert_same(
        &kobo(
            sheet(&format!("year/year;year/number;{id}"), &years, &by_id),
            sheet(&format!("who/sex;who/number;{id}"), &sex, &by_id),
        ),
        "by id",
    );
    // ODK: a file for each group, in any order.
    let mut odk = with_repeats("file = \"export-WHICH.csv\"\nparent = { file = \"main.csv\" }", "years", "sex");
    odk.put("main.csv", main.replace("_uuid;", "KEY;").replace("_submission_time", "SubmissionDate").replace(';', ","));
    let file = |header: &str, rows: &[[String; 3]]| {
        let line = |row: &[String; 3]| format!("{},{},u{},u{}/group[1]\n", row[1], row[2], row[0], row[0]);
        format!("{header},PARENT_KEY,KEY\n{}", rows.iter().rev().map(line).collect::<String>())
    };
    odk.put("export-years.csv", file("year-year,year-number", &years));
    odk.put("export-sex.csv", file("who-sex,who-number", &sex));
    assert_same(&odk, "odk");
    // A row whose submission is not there.
    odk.edit("export-years.csv", "2022,5,u1,", "2022,5,u9,");
    let told = said(&odk, &["parent_row_missing"]);
    assert!(told.contains("column PARENT_KEY: no row of main.csv has `u9` in `KEY`"), "{told}");
    odk.edit("export-years.csv", "year-year,year-number,PARENT_KEY", "year/year,year/number,above");
    let told = said(&odk, &["parent_link_missing"]);
    assert!(told.contains("export-years.csv: nothing links these rows to those of main.csv"), "{told}");
    let parent = "file = \"export-years.csv\"\nparent = { file = \"main.csv\"";
    odk.describe(parent, &format!("{parent}, key = [\"above\", \"KEY\"]"));
    odk.edit("export-years.csv", "2022,5,u9,", "2022,5,u1,");
    assert_same(&odk, "with a key");
    odk.edit("export-years.csv", "year/number", "year/count");
    let told = said(&odk, &["column_missing"]);
    assert!(told.contains("column number: line") && told.contains("; and main.csv has: "), "{told}");
}

#[test]
fn of_several_submissions_of_a_place_the_latest_is_read_where_dataset_toml_says_so() {
    let corrected = format!(
        "{KOBO}{}",
        KOBO.lines()
            .nth(2)
            .unwrap_or_default()
            .replace(";3;1;school;", ";99;1;school;")
            .replace("2024-04-01T03:00:02", "2024-04-02T03:00:00")
            + "\n"
    );
    let told = said(&from_export(&corrected), &["duplicate_id", "duplicate_place"]);
    assert!(told.contains("row 6") && told.contains("the id `C2` is already that of the community in row 3"), "{told}");
    assert!(told.contains("latest = \"_submission_time\""), "{told}");
    let mut dataset = from_export(&corrected);
    let text = dataset
        .text("dataset.toml")
        .replace("file = \"export.csv\"", "file = \"export.csv\"\nlatest = \"_submission_time\"");
    dataset.put("dataset.toml", text);
    let parts = read(&dataset).parts.unwrap_or_else(|| panic!("{}", said(&dataset, &["duplicate_id"])));
    assert_eq!(parts.communities.len(), 4);
    assert_eq!(parts.counts[0].values[4], Value::Reported(99));
    let told = said(&dataset, &["earlier_left_out"]);
    assert!(
        told.contains(
            "export.csv, row 3: the row is left out: `C2` has a later one, and `latest` in dataset.toml keeps that"
        ),
        "{told}"
    );
    dataset.edit("export.csv", "2024-04-02T03:00:00", "yesterday");
    assert!(said(&dataset, &["time_unreadable"]).contains("`yesterday` is no time"));
}
