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
        let ready = Vocabulary::ready(name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(ready.definition.faults(Some(Language::ENGLISH)), [], "{name}");
    }
    let usual = Vocabulary::default();
    assert_eq!((usual.definition.groups.len(), usual.definition.services.len()), (5, 9));
    assert_eq!(usual.bands().labels(), ["0-5", "6-10", "11-15", "16-20", "21-25", ">25"]);
    assert_eq!(usual.usual_service().map(Service::id), Some("hospital"));
}

#[test]
fn a_vocabulary_comes_back_from_json_as_it_was() {
    let own = parsed(OWN).expect("sound");
    let text = serde_json::to_string(&own).expect("JSON");
    assert_eq!(serde_json::from_str::<Vocabulary>(&text).expect("the same"), own);
}

fn language(code: &str) -> Language {
    Language::from_code(code).expect("a language")
}

#[test]
fn a_label_that_is_missing_is_that_in_the_main_language_or_english_or_any() {
    let [fr, ar, ru] = ["fr", "ar", "ru"].map(language);
    let own = parsed(OWN).expect("sound");
    let label = |main: Language, asked: Language| own.clone().in_main_language(main).groups[0].label(asked).to_owned();
    assert_eq!(label(Language::ENGLISH, fr), "Personnes déplacées");
    assert_eq!(label(Language::ENGLISH, ru), "Displaced people");
    assert_eq!(label(fr, ru), "Personnes déplacées");
    assert_eq!(label(fr, Language::ENGLISH), "Displaced people");
    assert_eq!(label(ru, language("kk")), "Displaced people", "no text in the main language");
    let arabic = parsed(&OWN.replace("en = \"Displaced people\", fr = \"Personnes déplacées\", ", "")).expect("sound");
    assert_eq!(arabic.in_main_language(ru).groups[0].label(ru), "النازحون");
    assert_eq!(own.definition.groups[0].label.get(ar), "النازحون");
}

#[test]
fn a_label_without_a_language_is_in_the_main_one() {
    let own = parsed(OWN).expect("sound").in_main_language(language("fr"));
    let label = &own.definition.services[0].label;
    assert!(label.has(language("fr")) && !label.has(Language::ENGLISH));
    assert_eq!(label.get(language("fr")), "Health post");
    assert!(Vocabulary::default().definition.groups[0].label.has(Language::ENGLISH), "ready lists are English");
}

#[test]
fn a_label_must_be_in_the_main_language_or_in_english() {
    let own = OWN.replace("en = \"Displaced people\", ", "");
    let own: VocabularyDefinition = toml::from_str(&own).expect("a vocabulary");
    let faults = |main: Language| own.faults(Some(main)).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(faults(language("fr")), [""; 0]);
    let english = "group 1: the label of `idps`: there is no text in English (`en`)";
    assert_eq!(faults(Language::ENGLISH), [english]);
    let russian = "group 1: the label of `idps`: there is no text in Russian (`ru`), the main language of the dataset, and none in \
                   English (`en`)";
    assert_eq!(faults(language("ru")), [russian]);
    assert_eq!(own.faults(None), [], "of an edition it is known that they can be shown");
}

#[test]
fn the_usual_service_is_the_named_one_or_the_first() {
    let two = format!("{OWN}[[services]]\nid = \"well\"\nlabel = {{ en = \"Well\", fr = \"Puits\" }}\n");
    let usual = |text: &str| parsed(text).expect("sound").usual_service().map(|service| service.id().to_owned());
    assert_eq!(usual(&two).as_deref(), Some("health_post"));
    assert_eq!(usual(&format!("usual_service = \"well\"{two}")).as_deref(), Some("well"));
    let without = OWN.split("[[services]]").next().expect("groups");
    assert_eq!(usual(without), None);
}

#[test]
fn a_service_within_a_sentence_is_its_label_where_nothing_else_is_given() {
    let two = format!("{OWN}[[services]]\nid = \"well\"\nlabel = \"Well\"\n");
    let own = parsed(&two).expect("sound");
    let said = |id: &str| own.service(id).map(|service| service.in_sentence(Language::ENGLISH).to_owned());
    assert_eq!((said("health_post").as_deref(), said("well").as_deref()), (Some("a health post"), Some("Well")));
    assert_eq!(said("clinic"), None);
}

#[test]
fn what_cannot_be_a_word_is_refused_with_the_reason() {
    for (from, to, reason) in [
        ("\"idps\"", "\"IDPs\"", "group 1: `IDPs` cannot be an id"),
        ("\"idps\"", "\"households\"", "already is a column `households`"),
        ("\"idps\"", "\"households_beyond\"", "the name of an indicator"),
        ("\"health_post\"", "\"idps\"", "service 1: `idps` is the id, or a column, of another word already"),
        (
            "\"health_post\"",
            "\"idps_status\"",
            "service 1: `idps_status` is the id, or a column, of another word already",
        ),
        (
            "{ en = \"Displaced people\", fr = \"Personnes déplacées\", ar = \"النازحون\" }",
            "{}",
            "there is no text in English",
        ),
        ("fr = \"Personnes", "french = \"Personnes", "`french` is no language"),
        ("\"Health post\"", "\"\"", "service 1: the label of `health_post`: the text is empty"),
        ("\"Health post\"", "7", "expected a text in English"),
        ("[0.5, 2]", "[]", "bands: there are 0 edges"),
        ("[0.5, 2]", "[2, 0.5]", "0.5 does not come after"),
        ("[0.5, 2]", "[0.0005]", "0.0005 is no edge"),
        ("[0.5, 2]", "[nan]", "NaN is no edge"),
        ("[0.5, 2]", "[-1]", "-1 is no edge"),
        ("[0.5, 2]", "[0.5, 0.5000000001]", "does not come after"),
        (
            "bands =",
            "usual_service = \"clinic\"\nbands =",
            "`clinic` is no service of the vocabulary; it declares health_post",
        ),
        ("in_sentence", "in_sentense", "unknown field"),
    ] {
        assert!(OWN.contains(from), "{from}");
        let error = parsed(&OWN.replace(from, to)).expect_err(reason);
        assert!(error.contains(reason), "{error}");
    }
}

const WITH_DIMENSION: &str = r#"
[[groups]]
id = "idps"
label = "Displaced people"
kind = "stock"
[[dimensions]]
id = "sex"
label = { en = "Sex", fr = "Sexe" }
categories = [{ id = "female", label = { en = "Women", fr = "Femmes" } }, { id = "male", label = "Men" }]
"#;

#[test]
fn dimensions_have_labels_and_so_may_their_categories() {
    let own = parsed(WITH_DIMENSION).expect("sound");
    let french = Language::from_code("fr").expect("a language");
    let sex = own.dimension("sex").expect("a dimension");
    assert_eq!((sex.label(french), sex.category_label("female", french)), ("Sexe", Some("Femmes")));
    assert_eq!((sex.category_label("male", french), sex.category_label("other", french)), (Some("Men"), None));
    assert!(own.group("idps").expect("a group").is_stock());
    let text = serde_json::to_string(&own).expect("JSON");
    assert_eq!(serde_json::from_str::<Vocabulary>(&text).expect("the same"), own);
    for (from, to, reason) in [
        ("\"sex\"", "\"year\"", "dimension 1: `year` cannot be an id: there already is a column `year`"),
        ("\"male\"", "\"female\"", "dimension 1: the category `female` is given twice"),
        ("\"Men\"", "\"\"", "dimension 1: the label of the category `male`"),
        ("\"stock\"", "\"stocks\"", "unknown variant `stocks`"),
    ] {
        let error = parsed(&WITH_DIMENSION.replace(from, to)).expect_err(reason);
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn a_text_falls_back_to_the_main_language() {
    let [ru, ky, fr] = ["ru", "ky", "fr"].map(|code| Language::from_code(code).expect("a language"));
    let text: Labels = serde_json::from_str(r#"{ "en": "Round 1", "ru": "Раунд 1" }"#).expect("labels");
    assert_eq!([text.get(ru), text.get(ky), text.main()], ["Раунд 1", "Round 1", "Round 1"]);
    // Without a language a text is in the main one.
    let plain = Labels::from("Tour 1");
    assert_eq!([fr, ru].map(|language| plain.get(language)), ["Tour 1"; 2]);
    assert_eq!(serde_json::to_string(&plain).expect("JSON"), "\"Tour 1\"", "as before");
    assert_eq!(text.fault_of_text(Some(Language::ENGLISH)), None);
    let faults = [r#"{ "xx": "A" }"#, r#"{ "en": " " }"#, r#"{ "ru": "Раунд 1" }"#, "\"\""].map(|written| {
        let text: Labels = serde_json::from_str(written).expect("labels");
        text.fault_of_text(Some(fr)).expect("a fault")
    });
    assert!(faults[0].starts_with("`xx` is no language"), "{faults:?}");
    assert_eq!([&faults[1], &faults[3]], ["the text in `en` is empty", "the text is empty"]);
    assert!(faults[2].contains("no text in French (`fr`)"), "{faults:?}");
}
