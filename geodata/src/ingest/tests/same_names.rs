//! Names say the same however they are spelled: any table of districts by name, with each name in another script, transliteration, case, with other
//! spaces and with or without words for what it is, makes the same dataset as one of their codes; also shuffled, in any encoding, wide or long.

use fixtures::Dataset;
use proptest::prelude::*;
use proptest::sample::Index;

use super::dataset::read;
use super::same_content::{Rows, WRITINGS, Writing, shuffled, written};
use crate::model::DatasetParts;

const YEARS: [u16; 2] = [2022, 2023];

/// A unit: its code, its name in the boundaries, and how else it is written, adjectives of it too.
struct Named {
    code: &'static str,
    name: &'static str,
    spellings: &'static [&'static str],
}

const PROVINCES: [Named; 2] = [
    Named {
        code: "ZZ01",
        name: "Jalal-Abad",
        spellings: &["Jalal-Abad", "Джалал-Абад", "Жалал-Абад", "Джалал-Абадская"],
    },
    Named {
        code: "ZZ02",
        name: "Issyk-Kul",
        spellings: &["Issyk-Kul", "Ysyk-Kul'", "Иссык-Куль", "Ысык-Куль", "Иссык-Кульская"],
    },
];

const DISTRICTS: [Named; 3] = [
    Named {
        code: "ZZ0101", name: "Kadamzhai", spellings: &["Kadamzhay", "Кадамжай", "Кадамжайский"]
    },
    Named { code: "ZZ0102", name: "Kyzyl-Kiya", spellings: &["Kyzyl-Kiya", "Кызыл-Кия", "Кызыл-Кыя"] },
    Named { code: "ZZ0201", name: "Tyup", spellings: &["Tyup", "Tup", "Тюп", "Тюпский"] },
];

/// The province of each district.
const PROVINCE_OF: [usize; 3] = [0, 0, 1];

/// Letters and pairs of them that are written in several ways. What stands in the first place is replaced by any of the others.
const TRANSLITERATIONS: [(&str, &[&str]); 5] = [
    ("zh", &["zh", "j", "dj", "dzh"]),
    ("J", &["J", "Zh", "Dj", "Dzh"]),
    ("ya", &["ya", "ia"]),
    ("y", &["y", "i"]),
    ("-", &["-", " ", "–", "", "\u{a0}"]),
];

const OF_DISTRICTS: [&str; 9] = [
    "NAME",
    "NAME rayon",
    "NAME raion",
    "NAME district",
    "NAME р-н",
    "NAME район",
    "район NAME",
    "NAME (rayon)",
    "NAME району",
];
const OF_PROVINCES: [&str; 6] = ["NAME", "NAME oblast", "NAME область", "NAME обл.", "область NAME", "NAME province"];

/// Choices, one after the other, again and again.
struct Choices<'a>(std::iter::Cycle<std::slice::Iter<'a, Index>>);

impl Choices<'_> {
    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        self.0.next().map_or(all[0], |index| all[index.index(all.len())])
    }

    fn respelled(&mut self, unit: &Named, affixes: &[&str]) -> String {
        let mut rest = self.of(unit.spellings);
        let mut name = String::new();
        while let Some(first) = rest.chars().next() {
            let found = TRANSLITERATIONS.iter().find(|(written, _)| rest.starts_with(written));
            let (taken, written) = found.map_or((first.len_utf8(), None), |(written, all)| (written.len(), Some(*all)));
            match written {
                Some(all) => name.push_str(self.of(all)),
                None => name.push(first),
            }
            rest = &rest[taken..];
        }
        let whole = self.of(affixes).replace("NAME", &name);
        let cased = match self.of(&["as it is", "upper", "lower"]) {
            "upper" => whole.to_uppercase(),
            "lower" => whole.to_lowercase(),
            _ => whole,
        };
        let space = self.of(&[" ", "\u{a0}", "  ", " \u{a0}"]);
        let (before, behind) = (self.of(&["", " ", "\u{a0}"]), self.of(&["", " ", "\u{a0}"]));
        format!("{before}{}{behind}", cased.replace(' ', space))
    }
}

type Counts = [[u32; 2]; 3];

/// The table, with each province and district as `name` writes it.
fn rows(counts: &Counts, is_long: bool, mut name: impl FnMut(&Named, &[&str]) -> String) -> Rows {
    let text = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let mut all = vec![text(if is_long {
        &["province", "district", "year", "n"]
    } else {
        &["province", "district", "left_2022", "left_2023"]
    })];
    for (at, district) in DISTRICTS.iter().enumerate() {
        let mut unit = || vec![name(&PROVINCES[PROVINCE_OF[at]], &OF_PROVINCES), name(district, &OF_DISTRICTS)];
        if is_long {
            for (year, count) in YEARS.iter().zip(counts[at]) {
                all.push([unit(), vec![year.to_string(), count.to_string()]].concat());
            }
        } else {
            all.push([unit(), counts[at].map(|count| count.to_string()).to_vec()].concat());
        }
    }
    all
}

/// Sandland, whose units have names of Kyrgyzstan, with these counts of its districts.
fn parts(rows: &Rows, writing: Writing, is_long: bool) -> DatasetParts {
    let mut dataset = Dataset::sandland();
    for (unit, before) in
        PROVINCES.iter().zip(["West", "East"]).chain(DISTRICTS.iter().zip(["Dunes", "Oasis", "Shore"]))
    {
        let file = if unit.code.len() == 4 { "admin1.geojson" } else { "admin2.geojson" };
        dataset.edit(file, &format!("\"{before}\""), format!("\"{}\"", unit.name));
    }
    let (file, content) = written(rows, writing);
    let file = file.replace("counts", "districts");
    dataset.put(&file, content);
    dataset.describe(
        "[[rounds.groups]]\n",
        "[[rounds.groups]]\ngroup = \"emigrants\"\nyears = [2022, 2023]\ndefinition = \"People who left.\"\n\n[[rounds.groups]]\n",
    );
    let encoding = if matches!(writing, Writing::Cyrillic(_)) { "encoding = \"windows-1251\"\n" } else { "" };
    let columns = if is_long {
        "year_column = \"year\"\ncolumns = [{ column = \"n\", group = \"emigrants\" }]"
    } else {
        "columns = [\n  { column = \"left_2022\", group = \"emigrants\", year = 2022 },\n  { column = \"left_2023\", group = \"emigrants\", year = 2023 },\n]"
    };
    let section = format!(
        "\n[[counts]]\nfile = \"{file}\"\n{encoding}round = \"zzz-r1\"\nlevel = \"admin2\"\nplace = \"district\"\nwithin = \"province\"\nsources = [\"survey\"]\n{columns}\n"
    );
    dataset.append("dataset.toml", &section);
    let ingested = read(&dataset);
    let report = ingested.report;
    let mut parts = ingested.parts.unwrap_or_else(|| panic!("{writing:?} {rows:?}: {report}"));
    parts.fingerprint = 0;
    parts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_table_by_name_makes_the_same_dataset_however_names_are_spelled(
        counts in prop::array::uniform3(prop::array::uniform2(0..100_000_u32)),
        choices in prop::collection::vec(any::<Index>(), 97),
        order in prop::collection::vec(any::<Index>(), 12),
    ) {
        let codes = rows(&counts, false, |unit, _| unit.code.to_owned());
        let expected = parts(&codes, Writing::Utf8(','), false);
        let mut choices = Choices(choices.iter().cycle());
        for writing in WRITINGS {
            for is_long in [false, true] {
                let table = rows(&counts, is_long, |unit, affixes| choices.respelled(unit, affixes));
                prop_assert_eq!(&parts(&shuffled(&table, &order), writing, is_long), &expected, "{:?}: {:?}", writing, table);
            }
        }
    }
}
