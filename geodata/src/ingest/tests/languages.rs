//! The languages of names and labels are those that the dataset lists.

use fixtures::Dataset;

use super::dataset::{lines, read};
use crate::model::Language;

fn language(code: &str) -> Language {
    Language::from_code(code).expect("a language")
}

/// What is found in Sandland with other languages, and with what else `change` does.
fn found(languages: &str, change: impl FnOnce(&mut Dataset)) -> (String, Option<crate::model::DatasetParts>) {
    let mut dataset = Dataset::sandland();
    dataset.describe("languages = [\"en\"]\n", languages);
    change(&mut dataset);
    let ingested = read(&dataset);
    (lines(&ingested.report.findings), ingested.parts)
}

/// Names all columns of names otherwise.
fn rename(dataset: &mut Dataset, keys: &str) {
    let text = dataset.text("dataset.toml").to_owned();
    dataset.put("dataset.toml", text.replace("name_en = \"name\"", keys));
}

#[test]
fn a_dataset_needs_no_english_names() {
    let (findings, parts) = found("languages = [\"fr\", \"ar\"]\n", |dataset| {
        rename(dataset, "name_fr = \"name\"");
        dataset.describe("id = \"id\", name_fr = \"name\"", "id = \"id\", name_ar = \"arabic\", name_fr = \"name\"");
        dataset.put(
            "communities.csv",
            "id,name,arabic,lon,lat,district,households\nC1,Adra,عدرا,74.2,42.5,ZZ0101,120\nC2,Brim,,74.7,42.4,ZZ0102,80\n\
             C3,Cove,,75.3,42.6,ZZ0201,240\nC4,Dock,,75.8,42.2,ZZ0201,60\n",
        );
    });
    assert_eq!(findings, "");
    let parts = parts.expect("a dataset");
    let [fr, ar] = ["fr", "ar"].map(language);
    assert_eq!((&*parts.info.languages, parts.info.main_language()), (&[fr, ar][..], fr));
    let names: Vec<_> = parts.communities.iter().take(2).map(|community| &community.names).collect();
    assert_eq!([names[0].main(), names[0].get_or_main(ar)], ["Adra", "عدرا"]);
    assert_eq!([names[1].get_or_main(ar), names[1].get_or_main(Language::ENGLISH)], ["Brim", "Brim"]);
    assert_eq!(names[1].get(Language::ENGLISH), None);
}

#[test]
fn every_place_has_a_name_in_the_main_language() {
    let (findings, _) = found("languages = [\"fr\"]\n", |dataset| {
        rename(dataset, "name_fr = \"name\"");
        dataset.edit("communities.csv", "Adra", "");
    });
    assert_eq!(findings, "error name_missing\n  communities.csv, row 2, column name: the French name is missing\n");
    let (findings, _) = found("languages = [\"fr\", \"en\"]\n", |dataset| rename(dataset, "name_fr = \"name\""));
    let first = findings.lines().take(2).collect::<Vec<_>>().join("\n");
    assert_eq!(
        first,
        "error name_column_missing\n  dataset.toml, line 21: `columns` has no `name_en`: name the column with the English name of each \
         place; English is the main language of the dataset, whose languages are `en`, `fr`"
    );
}

#[test]
fn languages_need_not_be_listed() {
    for (languages, has_warning) in [("", false), ("languages = [\"en\"]\n", true)] {
        let (findings, parts) = found(languages, |dataset| {
            dataset.describe("id = \"id\", name_en = \"name\"", "id = \"id\", name_prs = \"id\", name_en = \"name\"");
        });
        // A column has one meaning; that is told elsewhere.
        assert_eq!(findings.contains("language_not_listed"), has_warning, "{findings}");
        let info = parts.unwrap_or_else(|| panic!("{findings}")).info;
        assert_eq!((info.main_language(), info.languages.len()), (Language::ENGLISH, 2));
    }
}

#[test]
fn a_language_that_fits_nothing_is_told() {
    let unused = "warning language_unused\n  dataset.toml, line 6: `languages` lists `so`, but there are no names and no labels in Somali; \
                  name a column, as in `name_so = \"…\"`\n";
    assert_eq!(found("languages = [\"en\", \"so\"]\n", |_| ()).0, unused);
    let (findings, parts) = found("languages = [\"en\"]\n", |dataset| {
        dataset.describe("id = \"id\", name_en = \"name\"", "id = \"id\", name_french = \"name\", name_en = \"name\"");
    });
    let unknown = "`name_french` is no column of names: `french` is no language; expected an ISO 639 code of two letters, or of three where there is none of two";
    assert!(findings.contains(unknown) && parts.is_none(), "{findings}");
    let (findings, _) = found("languages = [\"en\"]\n", |dataset| {
        dataset.describe("id = \"id\", name_en = \"name\"", "id = \"id\", nam_fr = \"name\", name_en = \"name\"");
    });
    let keys = "unknown key `nam_fr`, expected one of `id`, `name_…`, `aliases`";
    assert!(findings.contains(keys), "{findings}");
}

const OWN: &str = r#"
[[vocabulary.groups]]
id = "return_migrants"
label = { fr = "Migrants de retour", ar = "العائدون" }

[[vocabulary.dimensions]]
id = "sex"
label = { en = "Sex" }

[[vocabulary.services]]
id = "hospital"
label = { en = "Hospital" }

[[vocabulary.services]]
id = "school"
label = { en = "School" }
"#;

#[test]
fn own_labels_are_in_the_main_language_or_in_english() {
    let own = |languages: &str, labels: &str| {
        let labels = labels.to_owned();
        found(languages, move |dataset| {
            if !languages.contains("\"en\"") {
                rename(dataset, "name_fr = \"name\"");
            }
            dataset.append("dataset.toml", &labels);
        })
    };
    let (findings, parts) = own("languages = [\"fr\", \"ar\"]\n", OWN);
    assert_eq!(findings, "");
    let vocabulary = parts.expect("a dataset").vocabulary;
    let label = |asked: Language| vocabulary.groups()[0].label(asked);
    assert_eq!([label(language("ar")), label(Language::ENGLISH)], ["العائدون", "Migrants de retour"]);
    let (findings, _) = own("languages = [\"en\", \"fr\"]\n", OWN);
    assert!(findings.contains("the label of `return_migrants`: there is no text in English (`en`)"), "{findings}");
    let (findings, _) = own("languages = [\"fr\"]\n", &OWN.replace("fr = \"Migrants de retour\", ", ""));
    let no_french = "there is no text in French (`fr`), the main language of the dataset, and none in English (`en`)";
    assert!(findings.contains(no_french), "{findings}");
    let (findings, parts) = own(
        "languages = [\"fr\"]\n",
        &OWN.replace("{ fr = \"Migrants de retour\", ar = \"العائدون\" }", "\"De retour\""),
    );
    assert_eq!(findings, "");
    assert!(parts.expect("a dataset").vocabulary.groups()[0].definition().label.has(language("fr")));
}

#[test]
fn labels_of_a_ready_vocabulary_count_as_those_of_the_dataset() {
    let unused = |vocabulary: &str| {
        let line = format!("languages = [\"en\", \"ar\"]\nvocabulary = \"{vocabulary}\"\n");
        found(&line, |_| ()).0.contains("there are no names and no labels in Arabic")
    };
    assert_eq!([unused("iom-bma"), unused("iom-dtm")], [true, false]);
}
