//! The catalogues hold together with the code that uses them: every message that is used is there, and takes what it is given; none is
//! unused; every language has the same, with the same variables and all its plural forms.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser::parse;
use geodata::figures::{Caveat, UndefinedReason};
use geodata::model::{AdminLevel, BorderStatus, CodeKind, Language, PlaceLevel};
use geodata::query::Collection;

use intl_pluralrules::{PluralRuleType, PluralRules};

use super::{CATALOGUES, FILES, Words};
use crate::classes::Method;

/// What is put into each message, by its id.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// The messages of a catalogue, each attribute by itself as `message.attribute`.
fn messages(text: &str) -> Messages {
    let resource = parse(text).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut messages = Messages::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let attributes = message.attributes.iter().map(|attribute| {
                    (format!("{}.{}", message.id.name, attribute.id.name), variables(&attribute.value))
                });
                let value = message.value.iter().map(|value| (message.id.name.to_owned(), variables(value)));
                for (id, variables) in value.chain(attributes) {
                    assert!(messages.insert(id.clone(), variables).is_none(), "{id} is there twice");
                }
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(_) | Entry::Junk { .. } => panic!("neither a message nor a comment: {entry:?}"),
        }
    }
    messages
}

fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression: Expression::Inline(inline) } => found.extend(variable(inline)),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                found.extend(variable(selector));
                found.extend(variants.iter().flat_map(|variant| variables(&variant.value)));
            }
        }
    }
    found
}

fn variable(inline: &InlineExpression<&str>) -> Option<String> {
    match inline {
        InlineExpression::VariableReference { id } => Some(id.name.to_owned()),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => None,
        other => panic!("the check does not know {other:?}"),
    }
}

/// The code below a folder, without its comments.
fn code(folder: &Path, extension: &str) -> String {
    let mut code = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            code.push_str(&self::code(&entry, extension));
        } else if entry.extension().is_some_and(|found| found == extension) {
            let text = std::fs::read_to_string(&entry).expect("text");
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            lines.for_each(|line| code.extend([line, "\n"]));
        }
    }
    code
}

/// What stands between the parentheses after each `name(`, divided at its commas.
fn calls(code: &str, name: &str) -> Vec<Vec<String>> {
    code.match_indices(name).map(|(at, _)| arguments(&code[at + name.len()..], name.contains('"'))).collect()
}

/// The arguments from where the code begins, inside of a text or not, to the parenthesis that ends them.
fn arguments(code: &str, mut quoted: bool) -> Vec<String> {
    let (mut arguments, mut depth) = (vec![String::new()], 0);
    for letter in code.chars() {
        match letter {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => break,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                arguments.push(String::new());
                continue;
            }
            _ => {}
        }
        arguments.last_mut().expect("an argument").push(letter);
    }
    arguments.iter().map(|argument| argument.trim().to_owned()).filter(|argument| !argument.is_empty()).collect()
}

fn literal(argument: &str) -> Option<String> {
    Some(argument.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// The messages that the code uses, with what it puts into them.
fn used() -> Messages {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rust = code(&crate_folder.join("src"), "rs") + &code(&crate_folder.join("../server/src"), "rs");
    let mut used = Messages::new();
    let mut add = |id: String, given: BTreeSet<String>| used.entry(id).or_default().extend(given);
    for call in calls(&rust, "say!(") {
        let Some(id) = call.get(1).and_then(|id| literal(id)) else { continue };
        let name = |argument: &String| argument.split_once('=').expect("name = value").0.trim().to_owned();
        let given: BTreeSet<String> = call.iter().skip(2).map(name).collect();
        if call[0] == "$words" {
            add(format!("{id}.title"), given.clone());
        }
        add(id, given);
    }
    for (family, codes) in families() {
        for code in codes {
            add(format!("{family}{code}"), BTreeSet::new());
        }
    }
    // The messages of pages are those whose ids say so.
    for mut call in calls(&code(&crate_folder.join("../server/web/src"), "ts"), "(\"page-") {
        let id = format!("page-{}", call.remove(0).trim_end_matches('"'));
        let object = call.first().map_or("", String::as_str).trim_start_matches('{').trim_end_matches('}');
        let name = |argument: &String| argument.split(':').next().unwrap_or_default().trim().to_owned();
        add(id, arguments(object, false).iter().map(name).collect());
    }
    for page in std::fs::read_dir(crate_folder.join("../server/web")).expect("the folder of the pages").flatten() {
        let path = page.path();
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let html = std::fs::read_to_string(path).expect("a page");
        for placeholder in html.split("{{").skip(1) {
            let id = placeholder.split(['}', ' ']).next().unwrap_or_default();
            add(id.to_owned(), BTreeSet::new());
        }
    }
    used
}

/// The families of messages with one for each code.
fn families() -> Vec<(&'static str, Vec<String>)> {
    let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<String>>();
    let with_forms = |codes: &[&str]| {
        let forms = |code: &&str| ["", ".by", ".none", ".of"].map(|form| format!("{code}{form}"));
        codes.iter().flat_map(forms).collect::<Vec<String>>()
    };
    let levels: Vec<&str> = AdminLevel::ALL.map(AdminLevel::id).into();
    let collections = AdminLevel::ALL.map(Collection::Admin).into_iter();
    let collections: Vec<&str> = collections
        .chain([Collection::Communities, Collection::Facilities, Collection::InternationalBorders])
        .map(Collection::id)
        .collect();
    vec![
        ("level-", with_forms(&[&levels[..], &[PlaceLevel::Community.id()]].concat())),
        ("code-", owned(&CodeKind::ALL.map(CodeKind::id))),
        // Languages that ISO 639 calls otherwise than readers do.
        ("language-", owned(&["el", "ky", "ps", "ug"])),
        ("month-", (1..=12).map(|month| month.to_string()).collect()),
        ("month-alone-", (1..=12).map(|month| month.to_string()).collect()),
        ("collection-", owned(&collections)),
        ("collection-description-", owned(&collections)),
        ("caveat-", owned(&Caveat::ALL.map(Caveat::id))),
        ("distances-", owned(&["kilometres", "bands", "none"])),
        ("unit-", owned(&["people", "households", "communities"])),
        ("border-mark-", BorderStatus::ALL[1..].iter().map(|status| status.id().to_owned()).collect()),
        ("reason-", owned(&UndefinedReason::ALL.map(UndefinedReason::id))),
        ("legend-", owned(&["no_data", "suppressed", "not_applicable"])),
        ("legend-method-", owned(&Method::ALL[1..].iter().map(|method| method.id()).collect::<Vec<_>>())),
    ]
}

fn english() -> Messages {
    messages(english_text())
}

fn english_text() -> &'static str {
    FILES.get_file("en.ftl").and_then(|file| file.contents_utf8()).expect("a catalogue")
}

#[test]
fn every_message_that_is_used_is_there_and_none_is_unused() {
    let (english, used) = (english(), used());
    let ids = |messages: &Messages| messages.keys().cloned().collect::<BTreeSet<String>>();
    let missing: Vec<String> = ids(&used).difference(&ids(&english)).cloned().collect();
    assert!(missing.is_empty(), "used, and not in en.ftl: {missing:?}");
    let unused: Vec<String> = ids(&english).difference(&ids(&used)).cloned().collect();
    assert!(unused.is_empty(), "in en.ftl, and not used: {unused:?}");
}

#[test]
fn every_message_gets_exactly_its_variables() {
    let (english, used) = (english(), used());
    for (id, wanted) in &english {
        let given = used.get(id).cloned().unwrap_or_default();
        let lacking: Vec<&String> = wanted.difference(&given).collect();
        assert!(lacking.is_empty(), "{id} wants {lacking:?}");
        // A description and its title share what they are given.
        let (name, _) = id.split_once('.').unwrap_or((id, ""));
        let of_both: BTreeSet<String> = english
            .iter()
            .filter(|(other, _)| other.split('.').next() == Some(name))
            .flat_map(|(_, of)| of.clone())
            .collect();
        let ignored: Vec<&String> = given.difference(&of_both).collect();
        assert!(ignored.is_empty(), "{id} ignores {ignored:?}");
    }
}

#[test]
fn every_family_is_checked() {
    let rust = code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "rs");
    let known: BTreeSet<String> = families().into_iter().map(|(family, _)| family.to_owned()).collect();
    let used: BTreeSet<String> = calls(&rust, "say_of!(").iter().filter_map(|call| literal(call.get(1)?)).collect();
    assert_eq!(used, known);
}

/// The catalogues besides the English one, by language.
fn translations() -> impl Iterator<Item = (Language, &'static str)> {
    FILES.files().filter_map(|file| {
        let code = file.path().file_stem().and_then(|stem| stem.to_str()).expect("a name");
        let language = Language::from_code(code).unwrap_or_else(|| panic!("{code} is no language"));
        (language != Language::ENGLISH).then(|| (language, file.contents_utf8().expect("text")))
    })
}

#[test]
fn every_language_has_all_messages_and_no_others() {
    let english = english();
    for (language, text) in translations() {
        let of_language = messages(text);
        let missing: Vec<&String> = english.keys().filter(|id| !of_language.contains_key(*id)).collect();
        assert!(missing.is_empty(), "{language}.ftl lacks {missing:?}");
        let superfluous: Vec<&String> = of_language.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(superfluous.is_empty(), "{language}.ftl has {superfluous:?}, which English has not");
        for (id, variables) in &of_language {
            assert_eq!(variables, &english[id], "{language}.ftl: what is put into {id}");
        }
    }
}

#[test]
fn every_plural_form_of_a_language_is_there() {
    for (language, text) in translations().chain([(Language::ENGLISH, english_text())]) {
        let locale = CATALOGUES[&language].locales.first().expect("a language").clone();
        let rules = PluralRules::create(locale, PluralRuleType::CARDINAL).expect("rules of CLDR");
        let categories: BTreeSet<String> =
            (0..1_000_u32).map(|count| format!("{:?}", rules.select(count).expect("a form")).to_lowercase()).collect();
        for (id, keys) in selects(text) {
            if keys.iter().all(|key| !CATEGORIES.contains(&key.as_str())) {
                continue;
            }
            // What is chosen by another code than a number has a variant for anything else.
            if keys.contains("p-code") {
                continue;
            }
            let missing: Vec<&String> = categories.difference(&keys).collect();
            assert!(missing.is_empty(), "{language}.ftl: {id} has {keys:?} and lacks {missing:?}");
            let unknown: Vec<&String> =
                keys.iter().filter(|key| key.as_str() != "other" && !categories.contains(*key)).collect();
            assert!(unknown.is_empty(), "{language}.ftl: {id} has {unknown:?}, which the language has not");
        }
    }
}

/// The plural categories of CLDR.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The keys of each choice between variants, by the message that it is in.
fn selects(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let resource = parse(text).expect("a catalogue");
    let mut selects = Vec::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let patterns = message.value.iter().chain(message.attributes.iter().map(|attribute| &attribute.value));
        for element in patterns.flat_map(|pattern| &pattern.elements) {
            if let PatternElement::Placeable { expression: Expression::Select { variants, .. } } = element {
                let key = |variant: &fluent_syntax::ast::Variant<&str>| match variant.key {
                    VariantKey::Identifier { name } => name.to_owned(),
                    VariantKey::NumberLiteral { value } => value.to_owned(),
                };
                selects.push((message.id.name.to_owned(), variants.iter().map(key).collect()));
            }
        }
    }
    selects
}

#[test]
fn a_catalogue_that_no_native_speaker_has_read_says_so() {
    let document = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/languages.md"))
        .expect("docs/languages.md");
    for (language, text) in translations() {
        let head: String = text.lines().take_while(|line| line.starts_with("# ")).collect();
        let is_unread = head.contains("Not yet read by a native speaker");
        assert!(
            is_unread || head.contains("Read by"),
            "{language}.ftl says neither who has read it nor that nobody has"
        );
        let row = document
            .lines()
            .find(|line| line.contains(&format!("| `{language}.ftl` |")))
            .expect("a row in the document");
        assert_eq!(row.contains("not yet read by a native speaker"), is_unread, "{language}: {row}");
    }
}

#[test]
fn numbers_dates_and_plurals_are_those_of_the_language() {
    let words = |code: &str| Words::of(Language::from_code(code).expect("a language"));
    for code in ["ru", "ky", "kk"] {
        assert_eq!(words(code).number(-1_234_567.25, 2), "\u{2212}1\u{202f}234\u{202f}567,25", "{code}");
    }
    assert_eq!(
        ["en", "ru", "ky", "kk"].map(|code| words(code).date("2024-05-24")),
        ["24 May 2024", "24 мая 2024 г.", "2024-жылдын 24-майы", "2024 жылғы 24 мамыр"]
    );
    let people = |code: &str, count: u32| {
        say!(words(code), "quantity-people", count = count, number = words(code).number(f64::from(count), 0))
    };
    assert_eq!(
        [1, 2, 5, 11, 21, 104].map(|count| people("ru", count)),
        ["1 человек", "2 человека", "5 человек", "11 человек", "21 человек", "104 человека"]
    );
    assert_eq!([1, 1500].map(|count| people("ky", count)), ["1 адам", "1\u{202f}500 адам"]);
    assert_eq!([1, 2].map(|count| people("en", count)), ["1 person", "2 people"]);
}

#[test]
fn sentences_from_right_to_left_mark_off_what_runs_the_other_way() {
    let arabic = Words::of(Language::from_code("ar").expect("Arabic"));
    assert!(arabic.is_right_to_left() && !Words::of(Language::ENGLISH).is_right_to_left());
    let unit = |name: &str, value: String| say!(arabic, "picture-unit", name = name, value = value);
    assert_eq!(unit("Osh City", arabic.number(2_317.0, 0)), "\u{2068}Osh City\u{2069}: 2,317");
    assert_eq!(unit("حلب", arabic.number(-3.5, 1)), "حلب: \u{2068}\u{2212}3.5\u{2069}");
    let people =
        |count: u32| say!(arabic, "quantity-people", count = count, number = arabic.number(f64::from(count), 0));
    assert_eq!([0, 1, 2, 3, 11, 100].map(people), ["0 أشخاص", "شخص واحد", "شخصان", "3 أشخاص", "11 شخصًا", "100 شخص"]);
}

#[test]
fn a_language_without_a_catalogue_has_english_sentences_with_its_labels() {
    let persian = Words::of(Language::from_code("fa").expect("Persian"));
    assert_eq!(persian.message("document-none", &[]), Words::of(Language::ENGLISH).message("document-none", &[]));
    let total = |name: &str| persian.message("title-within", &[("title", "Returns".into()), ("place", name.into())]);
    assert_eq!(total("Alep"), "Returns, Alep");
    assert_eq!(total("حلب"), "Returns, \u{2068}حلب\u{2069}", "what follows stays behind it");
    assert_eq!(total(&total("حلب")).matches('\u{2068}').count(), 1);
}
