//! Names of Kyrgyzstan and Kazakhstan, as sources write them.

use geo_types::{MultiPolygon, Rect};

use super::super::layers::LoadedLayer;
use super::super::plausibility::Plausibility;
use super::UnitNames;
use super::named::{How, Unnamed, Within};
use super::unit_type::ParsedName;
use crate::model::{AdminLayer, AdminLevel, AdminUnit, BoundaryStatus, CodeKind, Language, Names, UnitCode};

/// A unit: its code, that of its parent, and its names, aliases after a semicolon.
type Unit = (&'static str, &'static str, &'static [&'static str]);

fn layer(level: AdminLevel, above: Option<&LoadedLayer>, units: &[Unit]) -> LoadedLayer {
    let mut units: Vec<AdminUnit> = units
        .iter()
        .map(|(code, parent, names)| {
            let languages = ["en", "ru", "ky"].map(|code| Language::from_code(code).expect("a language"));
            AdminUnit {
                pcode: UnitCode::new(code, CodeKind::Text, level).expect("a code"),
                parent: above.and_then(|above| above.layer.position(parent)),
                names: Names::new(
                    languages
                        .into_iter()
                        .zip(names.iter().filter(|name| !name.starts_with(';')).map(|name| (*name).into())),
                    names.iter().filter_map(|name| name.strip_prefix(';').map(Into::into)).collect(),
                ),
                population: None,
                area: MultiPolygon(Vec::new()),
                bbox: Rect::new((0.0, 0.0), (0.0, 0.0)),
                area_km2: 0.0,
            }
        })
        .collect();
    units.sort_by(|a, b| a.pcode.cmp(&b.pcode));
    let keys = units.iter().map(|unit| unit.pcode.as_str().to_owned()).collect();
    let layer = AdminLayer {
        level,
        codes: CodeKind::Text,
        boundaries: BoundaryStatus::Official,
        note: None,
        sources: Vec::new(),
        units,
    };
    LoadedLayer { layer, keys, complete: true, plausibility: Plausibility::Confirmed }
}

const PROVINCES: [Unit; 6] = [
    ("p-osh", "", &["Osh", "Ошская", "Ош"]),
    ("p-osh-city", "", &["Osh City", "г. Ош", "Ош шаары"]),
    ("p-naryn", "", &["Naryn", "Нарынская", "Нарын"]),
    ("p-ik", "", &["Issyk-Kul", "Иссык-Кульская", "Ысык-Көл"]),
    ("p-ja", "", &["Jalal-Abad", "Джалал-Абадская", "Жалалабат"]),
    ("p-bishkek", "", &["Bishkek (city)", "г.Бишкек", "Бишкек ш."]),
];

const DISTRICTS: [Unit; 20] = [
    ("alai", "p-osh", &["Alai", "Алайский", "Алай"]),
    ("chon-alai", "p-osh", &["Chon-Alai", "Чон-Алайский", "Чоӊ-Алай"]),
    ("kara-suu", "p-osh", &["Kara-Suu", "Кара-Сууский", "Кара-Суу"]),
    ("kara-kulja", "p-osh", &["Kara-Kulja", "Кара-Кулжинский", "Кара-Кулжа"]),
    ("uzgen", "p-osh", &["Uzgen", "Узгенский", "Өзгөн"]),
    ("osh-city", "p-osh-city", &["Osh City", "Ош"]),
    ("naryn", "p-naryn", &["Naryn", "Нарынский", "Нарын"]),
    ("naryn-city", "p-naryn", &["Naryn (city)", "г.Нарын", "Нарын ш."]),
    ("at-bashy", "p-naryn", &["Ak-Bashy", "Ат-Башынский", "Ат-Башы"]),
    ("ak-suu", "p-ik", &["Ak-Suu", "Ак-Суйский", "Ак-Суу"]),
    ("issyk-kul", "p-ik", &["Issyk-Kul", "Иссык-Кульский", "Ысык-Көл"]),
    ("tup", "p-ik", &["Tup"]),
    ("ton", "p-ik", &["Ton", "Тонский", "Тоӊ"]),
    ("karakol", "p-ik", &["Karakol (city)", "г.Каракол", "Каракол ш."]),
    ("kara-kul", "p-ja", &["Kara-Kul (city)", "Кара-Куль", "Кара-Көл ш."]),
    ("ala-buka", "p-ja", &["Ala-Buka", ";Alabuka rayon"]),
    ("jaiyl", "p-ja", &["Jaiyl"]),
    ("kok-jangak", "p-ja", &["Kok-Zhangak (city)", "г.Кок-Жангак", "Көк-Жаңгак ш."]),
    ("twin-a", "p-ja", &["Kyzyl-Too"]),
    ("bishkek", "p-bishkek", &["Bishkek (city)"]),
];

fn names() -> UnitNames {
    let provinces = layer(AdminLevel::Admin1, None, &PROVINCES);
    let districts = layer(AdminLevel::Admin2, Some(&provinces), &DISTRICTS);
    UnitNames::new(&[provinces, districts])
}

/// The code of the district that a name names, or why it names none.
fn district(names: &UnitNames, name: &str, parents: &[&str]) -> Result<String, &'static str> {
    let parents: Vec<_> = parents.iter().map(|parent| names.larger_units(AdminLevel::Admin2, parent)).collect();
    if parents.iter().any(Vec::is_empty) {
        return Err("parent");
    }
    let within = if parents.is_empty() { Within::Anywhere } else { Within::Units(parents) };
    match names.find(AdminLevel::Admin2, name, &within) {
        Ok((unit, _)) => Ok(names.code(unit).to_owned()),
        Err(Unnamed::Several(_)) => Err("several"),
        Err(Unnamed::LevelUnclear(..)) => Err("level"),
        Err(Unnamed::OtherType(_)) => Err("type"),
        Err(Unnamed::Vague(_)) => Err("vague"),
        Err(Unnamed::NoUnit) => Err("none"),
    }
}

/// The first spelling of a name.
fn normalise(text: &str) -> String {
    ParsedName::of(text).spellings.into_iter().next().unwrap_or_default()
}

#[test]
fn spellings_of_the_same_name_are_the_same() {
    for same in [
        &["Kadamjai", "Kadamzhai", "Kadamdjay", "Кадамжай", "Кадамжайский район", "KADAMZHAI", "Kadamzhai district"][..],
        &["Kyzyl-Kia", "Kyzyl-Kiya", "Kyzyl Kyya", "Кызыл-Кия", "Кызыл-Кыя ш.", "Kyzyl\u{a0}Kiya"],
        &["Issyk-Kul", "Issyk Kul’", "Ysyk-Kul", "Иссык-Куль", "Иссык-Кульская область", "Issyk–Kul"],
        &["Ala-Buka", "Alabuka", "Ала-Бука", "Ala-Buka rayon"],
        &["Jalal-Abad", "Djalal-Abad", "Zhalal Abad", "Джалал-Абад", "Жалал-Абад", "Jalalabad", "Джалал-Абадская обл."],
        &["Khujand", "Hujand", "Хужанд"],
        &["Karakol (city)", "г.Каракол", "г. Каракол", "Каракол шаары", "Karakol city", "City of Karakol"],
        &["Tup", "Tyup", "Түп", "Тюп", "Тюпский"],
        &["Mailuu-Suu", "Майлуу-Суу", "Maylu-Su"],
        &["Ozgon", "Өзгөн", "Özgön"],
        &["Qyzylorda", "Қызылорда", "Kyzylorda"],
        &["Oktyabrsky", "Oktyabr'skiy", "Октябрьский", "Oktiabrskij"],
        &["Ton", "То\u{43d}"],
    ] {
        let first = normalise(same[0]);
        for other in &same[1..] {
            let spellings = ParsedName::of(other).spellings;
            assert!(spellings.contains(&first), "{other}: {spellings:?}, not {first}");
        }
    }
}

#[test]
fn the_nasal_and_adjectives_have_several_spellings() {
    let spellings = |name: &str| ParsedName::of(name).spellings;
    assert_eq!(spellings("Чоң-Алай"), ["chonalai", "chongalai"]);
    assert_eq!(spellings("Чоӊ-Алай"), spellings("Чоң-Алай"), "both letters that stand for the nasal");
    assert_eq!(spellings("Кара-Кулжинский"), ["karakuljin", "karakulja", "karakulji"]);
    assert_eq!(spellings("Çüy"), ["cui", "chui"]);
}

#[test]
fn different_names_stay_different() {
    for different in [
        &["Alai", "Chon-Alai", "Alaiku"][..],
        &["Kara-Kul", "Karakol", "Kara-Kulja"],
        &["Panfilov", "Panfilovskoe"],
        &["Квартал 1", "Квартал 11"],
        &["Ton", "Tong", "Toń-Too"],
        &["Talas", "Taldyk"],
        &["دمشق", "حلب"],
        &["काठमाडौं", "कठमांडू"],
    ] {
        for (at, one) in different.iter().enumerate() {
            for other in &different[at + 1..] {
                assert_ne!(normalise(one), normalise(other), "{one} and {other}");
            }
        }
    }
}

#[test]
fn a_name_is_found_within_its_parent() {
    let names = names();
    for (name, parents, expected) in [
        ("Chong-Alai", &["Osh"][..], Ok("chon-alai")),
        ("Алай району", &["Osh"], Ok("alai")),
        ("Kara-Suu", &["Ошская область"], Ok("kara-suu")),
        ("Kara-Suu", &["p-osh"], Ok("kara-suu")),
        ("Kara-Suu", &["Jalal-Abad"], Err("none")),
        ("Kara-Suu", &["Chui"], Err("parent")),
        ("Issyk-Kul", &["Ysyk-Köl"], Ok("issyk-kul")),
        ("Osh", &["Osh City"], Ok("osh-city")),
        ("Naryn", &["Naryn"], Err("several")),
        ("Naryn (city)", &["Naryn"], Ok("naryn-city")),
        ("Naryn district", &["Naryn"], Ok("naryn")),
        ("At-Bashy", &["Naryn"], Ok("at-bashy")),
        ("Zhaiyl", &["Jalal-Abad"], Ok("jaiyl")),
        ("Tyup", &["Issyk-Kul"], Ok("tup")),
    ] {
        assert_eq!(district(&names, name, parents), expected.map(str::to_owned), "{name} in {parents:?}");
    }
}

#[test]
fn what_is_ambiguous_is_not_guessed() {
    let names = names();
    for (name, expected) in [
        ("Kadamjai", Err("none")),
        ("Uzgen", Ok("uzgen")),
        // A province and a city; a province, a district and a city; a province and a district.
        ("Osh", Err("level")),
        ("Naryn", Err("several")),
        ("Issyk-Kul", Err("level")),
        ("Osh (city)", Ok("osh-city")),
        ("Osh district", Err("type")),
        ("Issyk-Kul rayon", Ok("issyk-kul")),
        // A city that is a unit of both levels.
        ("Bishkek", Ok("bishkek")),
        // Kara-Kul is Кара-Көл in Kyrgyz, as Karakol is.
        ("Karakol", Err("several")),
        ("Kara-Suu (city)", Err("type")),
        ("Kara-Suu town", Err("type")),
        ("Kara-Suu (part)", Err("vague")),
        ("Unknown", Err("vague")),
        ("неизвестно", Err("vague")),
        ("Naryn district, Naryn oblast", Err("none")),
        ("Alai rayon city", Err("vague")),
        ("Alai-Kul", Err("none")),
        ("", Err("vague")),
    ] {
        assert_eq!(district(&names, name, &[]), expected.map(str::to_owned), "{name}");
    }
}

#[test]
fn an_unclear_parent_is_any_of_its_namesakes() {
    let names = names();
    // Osh is a province and a city.
    assert_eq!(district(&names, "Alai", &["Osh"]), Ok("alai".to_owned()));
    assert_eq!(district(&names, "Alai", &["Osh City"]), Err("none"));
    assert_eq!(district(&names, "Alai", &["Unknown"]), Err("parent"));
}

#[test]
fn stated_aliases_decide_what_names_do_not() {
    let mut names = names();
    for (code, alias) in [
        ("naryn-city", "Naryn"),
        ("kara-suu", "Kara-Suu town"),
        ("uzgen", "Ozgur (part)"),
        ("alai", "Gulcho"),
        ("at-bashy", "Uzgen"),
        ("p-ja", "Djalal"),
    ] {
        names.add_alias(names.with_code(code).expect("a unit"), alias);
    }
    for (name, parents, expected) in [
        ("Naryn", &["Naryn"][..], Ok("naryn-city")),
        ("Нарын", &[], Ok("naryn-city")),
        ("Naryn", &["Osh"], Err("none")),
        ("Naryn district", &["Naryn"], Ok("naryn")),
        ("Kara-Suu Town", &[], Ok("kara-suu")),
        ("ozgur (part)", &[], Ok("uzgen")),
        ("Ozgur", &[], Err("none")),
        ("Гулчо", &["Osh"], Ok("alai")),
        // Names go before aliases.
        ("Uzgen", &[], Ok("uzgen")),
        ("Alabuka rayon", &["Djalal"], Ok("ala-buka")),
    ] {
        assert_eq!(district(&names, name, parents), expected.map(str::to_owned), "{name} in {parents:?}");
    }
    let how = names.find(AdminLevel::Admin2, "Gulcho", &Within::Anywhere).map(|(_, how)| how);
    assert_eq!(how, Ok(How::Alias));
}

#[test]
fn what_is_similar_is_offered_and_never_joined() {
    let names = names();
    let offered = |name: &str, parents: &[&str]| {
        let parents: Vec<_> = parents.iter().map(|parent| names.larger_units(AdminLevel::Admin2, parent)).collect();
        let within = if parents.is_empty() { Within::Anywhere } else { Within::Units(parents) };
        let unnamed = names.find(AdminLevel::Admin2, name, &within).err();
        assert!(unnamed.is_some(), "{name} is joined");
        let candidates = names.candidates(AdminLevel::Admin2, name, &within, unnamed.as_ref());
        candidates.iter().map(|one| format!("{} {:.2} {}", one.code, one.score, one.why)).collect::<Vec<_>>()
    };
    assert_eq!(offered("Naryn", &["Naryn"])[..2], ["naryn 1.00 the same name", "naryn-city 1.00 the same name"]);
    assert_eq!(offered("Kara-Suu town", &[])[0], "kara-suu 0.95 the same name, of another type");
    assert_eq!(offered("Kara-Suu", &["Naryn"])[0], "kara-suu 0.80 the same name, in another unit than stated");
    assert!(offered("Ozgen", &["Osh"])[0].starts_with("uzgen"), "{:?}", offered("Ozgen", &["Osh"]));
    assert!(offered("Kadamjai", &[]).len() <= 3);
    assert_eq!(offered("Unknown", &[]), [""; 0]);
}

/// Letters as they are written in Cyrillic, and in Latin letters.
const CONSONANTS: [(&str, &[&str]); 12] = [
    ("ж", &["zh", "j", "dj", "dzh", "ж"]),
    ("х", &["kh", "h", "х", "ҳ"]),
    ("қ", &["k", "к"]),
    ("ғ", &["g", "gh", "г"]),
    ("ш", &["sh", "щ", "ш"]),
    ("ч", &["ch", "ч"]),
    ("сс", &["s", "ss", "с"]),
    ("ль", &["l", "l'", "l’", "л"]),
    ("т", &["t", "т", "tt"]),
    ("б", &["b", "б"]),
    ("р", &["r", "р"]),
    ("м", &["m", "м"]),
];
const VOWELS: [(&str, &[&str]); 7] = [
    ("а", &["a", "á", "а", "aa"]),
    ("я", &["ya", "ia", "iya", "я"]),
    ("ү", &["u", "ü", "yu", "у", "ю"]),
    ("ө", &["o", "ö", "о"]),
    ("ы", &["y", "i", "ı", "и"]),
    ("е", &["e", "ye", "э"]),
    ("уу", &["u", "uu", "у"]),
];
const SEPARATORS: [&str; 6] = ["", "-", " ", "\u{a0}", "–", " - "];
const DISTRICT: [&str; 6] = ["", " district", " rayon", " району", " р-н", " (Rayon)"];

proptest::proptest! {
    /// However a name is spelled again, it is the same name.
    #[test]
    fn a_name_that_is_spelled_otherwise_is_the_same(
        syllables in proptest::collection::vec((0..CONSONANTS.len(), 0..VOWELS.len(), 0..60usize, 0..SEPARATORS.len()), 2..6),
        nasal in 0..4usize,
        (begin, end, is_upper) in (0..2usize, 0..DISTRICT.len(), proptest::bool::ANY),
    ) {
        let mut name = String::new();
        let mut again = String::new();
        for (position, (consonant, vowel, choice, separator)) in syllables.iter().enumerate() {
            let ((hard, hards), (soft, softs)) = (CONSONANTS[*consonant], VOWELS[*vowel]);
            name.extend([if position == 1 { "-" } else { "" }, hard, soft]);
            let before = if position == 0 { "" } else { SEPARATORS[*separator] };
            again.extend([before, hards[choice % hards.len()], softs[choice % softs.len()]]);
        }
        name.push('ң');
        again += ["n", "ng", "ӊ", "ң"][nasal];
        let again = [again.clone(), format!("{again}{}", DISTRICT[end])][begin].clone();
        let again = if is_upper { again.to_uppercase() } else { again };
        let (one, other) = (ParsedName::of(&name), ParsedName::of(&again));
        proptest::prop_assert!(
            other.vague.is_none() && one.spellings.iter().any(|spelling| other.spellings.contains(spelling)),
            "{name} {:?}, {again} {:?}", one.spellings, other.spellings
        );
    }

    /// No text is a panic, and none has spellings without end.
    #[test]
    fn any_text_is_taken_apart(text in "\\PC{0,60}") {
        let spellings = ParsedName::of(&text).spellings;
        proptest::prop_assert!(spellings.len() <= 12, "{spellings:?}");
    }
}

/// Fifty thousand units and many thousand names take seconds, not minutes.
#[test]
fn many_units_and_many_names_are_compared_in_bounded_time() {
    let provinces = layer(AdminLevel::Admin1, None, &PROVINCES);
    let districts = layer(AdminLevel::Admin2, Some(&provinces), &DISTRICTS);
    let mut many = layer(AdminLevel::Admin3, Some(&districts), &[]);
    for number in 0..50_000_u32 {
        let syllable =
            |place: u32| ["ka", "bo", "tu", "shi", "re", "mal", "tog", "jer"][(number >> (3 * place)) as usize % 8];
        let name: String = (0..6).map(syllable).collect();
        many.layer.units.push(AdminUnit {
            pcode: UnitCode::new(&format!("u{number:05}"), CodeKind::Text, AdminLevel::Admin3).expect("a code"),
            parent: Some(number as usize % DISTRICTS.len()),
            names: Names::english(name),
            population: None,
            area: MultiPolygon(Vec::new()),
            bbox: Rect::new((0.0, 0.0), (0.0, 0.0)),
            area_km2: 0.0,
        });
    }
    many.keys = many.layer.units.iter().map(|unit| unit.pcode.as_str().to_owned()).collect();
    let names = UnitNames::new(&[provinces, districts, many]);
    let start = std::time::Instant::now();
    for number in 0..50 {
        let name = format!("kabotushi{number}");
        assert_eq!(names.find(AdminLevel::Admin3, &name, &Within::Anywhere), Err(Unnamed::NoUnit));
        assert!(!names.candidates(AdminLevel::Admin3, &name, &Within::Anywhere, None).is_empty());
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
