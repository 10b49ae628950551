use super::*;

fn parsed(text: &str) -> Result<Vocabulary, String> {
    toml::from_str(text).map_err(|error| error.message().to_owned())
}

const OWN: &str = r#"
bands = [0.5, 2]
[[groups]]
id = "idps"
label = { en = "Displaced people", fr = "Personnes déplacées", ar = "النازحون" }
[[services]]
id = "health_post"
label = "Health post"
in_sentence = { en = "a health post", fr = "un poste de santé" }
"#;

#[test]
fn every_ready_list_is_sound() {
    for name in Vocabulary::ready_names() {
        assert!(Vocabulary::ready(name).is_some(), "{name}");
    }
    let usual = Vocabulary::default();
    assert_eq!((usual.definition.groups.len(), usual.definition.services.len()), (5, 9));
    assert_eq!(usual.definition.bands, usual_bands());
}

#[test]
fn a_vocabulary_comes_back_from_json_as_it_was() {
    let own = parsed(OWN).expect("sound");
    let text = serde_json::to_string(&own).expect("JSON");
    assert_eq!(serde_json::from_str::<Vocabulary>(&text).expect("the same"), own);
}

#[test]
fn labels_are_english_where_a_language_has_none() {
    let own = parsed(OWN).expect("sound");
    let label = &own.definition.groups[0].label;
    assert_eq!(label.in_or_english("fr"), "Personnes déplacées");
    assert_eq!(label.in_or_english("ru"), "Displaced people");
}

#[test]
fn what_cannot_be_a_word_is_refused_with_the_reason() {
    for (from, to, reason) in [
        ("\"idps\"", "\"IDPs\"", "group 1: `IDPs` cannot be an id"),
        ("\"idps\"", "\"households\"", "already is a column `households`"),
        ("\"idps\"", "\"households_beyond\"", "the name of an indicator"),
        ("\"health_post\"", "\"idps\"", "service 1: `idps` cannot be an id: there already is a column `idps`"),
        ("\"health_post\"", "\"idps_status\"", "already is a column `idps_status`"),
        ("en = \"Displaced people\", ", "", "group 1: the label of `idps`: there is no text in English"),
        ("fr = \"Personnes", "french = \"Personnes", "`french` is no language"),
        ("\"Health post\"", "\"\"", "service 1: the label of `health_post`: the text in `en` is empty"),
        ("\"Health post\"", "7", "expected a text in English"),
        ("[0.5, 2]", "[]", "bands: there are 0 edges"),
        ("[0.5, 2]", "[2, 0.5]", "0.5 does not come after"),
        ("[0.5, 2]", "[0.0005]", "0.0005 is no edge"),
        ("[0.5, 2]", "[nan]", "NaN is no edge"),
        ("[0.5, 2]", "[-1]", "-1 is no edge"),
        ("in_sentence", "in_sentense", "unknown field"),
    ] {
        assert!(OWN.contains(from), "{from}");
        let error = parsed(&OWN.replace(from, to)).expect_err(reason);
        assert!(error.contains(reason), "{error}");
    }
}
