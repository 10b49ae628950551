//! What servers say: every answer that a link leads to names the words of its dataset, and nobody else's.

use std::collections::BTreeSet;

use fixtures::Dataset;
use tests::{Server, project};

use super::crawl::crawl;
use super::documented::documented;

/// The words that a ready vocabulary has for its groups and services.
fn ready_words(name: &str) -> BTreeSet<String> {
    let path = project().join("geodata/src/model/vocabularies").join(name).with_extension("toml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    words_of(&text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display())), |_| true)
}

/// The names of the ready vocabularies.
fn ready() -> Vec<String> {
    let folder = std::fs::read_dir(project().join("geodata/src/model/vocabularies")).expect("the ready vocabularies");
    let paths = folder.map(|entry| entry.expect("a file").path());
    paths.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
}

/// The ids of the groups and services of a vocabulary, and their labels in some languages.
fn words_of(vocabulary: &toml::Table, is_language: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for list in ["groups", "services"] {
        for word in vocabulary.get(list).and_then(toml::Value::as_array).into_iter().flatten() {
            words.extend(word["id"].as_str().map(str::to_owned));
            match &word["label"] {
                toml::Value::Table(labels) => {
                    let labels = labels.iter().filter(|(language, _)| is_language(language));
                    words.extend(labels.filter_map(|(_, label)| label.as_str()).map(str::to_owned));
                }
                label => words.extend(label.as_str().map(str::to_owned)),
            }
        }
    }
    words
}

/// The words that a dataset has.
struct Words {
    own: BTreeSet<String>,
    /// Those that are to be said somewhere: of a ready vocabulary a dataset uses a part, and of labels those in its languages.
    said: BTreeSet<String>,
}

impl Words {
    fn of(dataset: &Dataset) -> Self {
        let description: toml::Table = dataset.text("dataset.toml").parse().expect("TOML");
        let languages = description["dataset"]["languages"].as_array().expect("languages").clone();
        match description.get("vocabulary").or_else(|| description["dataset"].get("vocabulary")) {
            Some(toml::Value::Table(declared)) => Self {
                own: words_of(declared, |_| true),
                said: words_of(declared, |language| languages.iter().any(|known| known.as_str() == Some(language))),
            },
            named => {
                let named = named.and_then(toml::Value::as_str).unwrap_or("iom-bma");
                Self { own: ready_words(named), said: BTreeSet::new() }
            }
        }
    }
}

/// Whether a text has a word that stands by itself, in capitals or not.
fn names(text: &str, word: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(part_of_word) && !text[at + word.len()..].starts_with(part_of_word))
}

/// Every answer about a dataset names its words, and those of nobody else.
fn names_its_own_words(name: &str, dataset: &Dataset) {
    let Words { own, said } = Words::of(dataset);
    // In prose the words are in small letters.
    let lower: BTreeSet<String> = own.iter().map(|word| word.to_lowercase()).collect();
    let foreign: BTreeSet<String> =
        ready().iter().flat_map(|name| ready_words(name)).map(|word| word.to_lowercase()).collect();
    let foreign: Vec<&String> = foreign.difference(&lower).collect();
    let folder = dataset.write();
    let answers = crawl(&Server::start(folder.path()));
    let mut faults = Vec::new();
    for (path, answer) in &answers {
        let text = answer.text().to_lowercase();
        faults.extend(foreign.iter().filter(|word| names(&text, word)).map(|word| format!("{path} says {word}")));
    }
    assert!(faults.is_empty(), "{name}: {} faults in {} answers:\n{}", faults.len(), answers.len(), faults.join("\n"));
    assert!(answers.len() > 300, "{name}: {} answers", answers.len());
    for word in &said {
        let is_said = answers.values().any(|answer| names(&answer.text(), word));
        assert!(is_said, "{name}: {word} is said nowhere");
    }
}

// One test for each dataset, since each takes long.

#[test]
fn every_answer_names_the_words_of_sandland() {
    names_its_own_words("sandland", &Dataset::sandland());
}

#[test]
fn every_answer_names_the_words_of_stocks() {
    names_its_own_words("displaced", &Dataset::displaced());
}

#[test]
fn every_answer_names_the_words_of_the_documented_example() {
    names_its_own_words("documented", &documented());
}

#[test]
fn every_answer_names_the_words_of_services_of_its_own() {
    names_its_own_words("services", &Dataset::own_services());
}

#[test]
fn every_answer_names_the_words_of_french_and_arabic() {
    names_its_own_words("languages", &Dataset::french_and_arabic());
}

#[test]
fn every_answer_names_the_words_of_official_numbers() {
    names_its_own_words("codes", &Dataset::official_numbers());
}

#[test]
fn every_answer_names_the_words_of_three_levels() {
    names_its_own_words("three levels", &Dataset::three_levels());
}
