//! What to do about each kind of finding. Every code stands here once; a test looks for those that do not.

mod description;
mod figures;
mod ground;
mod tables;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Action;

/// The codes of findings that ask for the same, each with its remedy.
type Remedies = &'static [(&'static str, &'static str)];

/// All codes.
const REMEDIES: [(Action, Remedies); 10] = [
    (Action::ProvideFiles, description::PROVIDE_FILES),
    (Action::CorrectDescription, description::CORRECT_DESCRIPTION),
    (Action::SayWhatIsMeant, tables::SAY_WHAT_IS_MEANT),
    (Action::CorrectCodes, tables::CORRECT_CODES),
    (Action::CorrectValues, tables::CORRECT_VALUES),
    (Action::CheckCoordinates, ground::CHECK_COORDINATES),
    (Action::RepairBoundaries, ground::REPAIR_BOUNDARIES),
    (Action::CheckFigures, figures::CHECK_FIGURES),
    (Action::AddWhatIsMissing, figures::ADD_WHAT_IS_MISSING),
    (Action::NothingToDo, figures::NOTHING_TO_DO),
];

static BY_CODE: LazyLock<HashMap<&str, (Action, &str)>> = LazyLock::new(|| {
    let all =
        REMEDIES.iter().flat_map(|(action, codes)| codes.iter().map(|(code, remedy)| (*code, (*action, *remedy))));
    all.collect()
});

/// Whether some finding has this code.
pub(super) fn is_known(code: &str) -> bool {
    BY_CODE.contains_key(code)
}

/// What to do about findings with a code, and how. The tests see to it that every code is known.
pub(super) fn of(code: &str) -> (Action, &'static str) {
    BY_CODE.get(code).copied().unwrap_or((Action::SayWhatIsMeant, "The message says what to do."))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use regex::Regex;

    use super::*;

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("a file").path();
            match path.file_name().and_then(|name| name.to_str()) {
                // What is proposed is no finding, and the remedies are no use of a code.
                Some("tests" | "tests.rs" | "proposal" | "remedies") => {}
                _ if path.is_dir() => sources(&path, found),
                _ if path.extension().is_some_and(|extension| extension == "rs") => found.push(path),
                _ => {}
            }
        }
    }

    /// The codes that the sources of `ingest` give to findings, found by where they stand.
    fn codes_in_sources() -> BTreeSet<String> {
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ingest"), &mut files);
        assert!(files.len() > 50, "the sources are read");
        let code = r#""([a-z0-9]+(?:_[a-z0-9]+)+|footnotes|outlier|totals)""#;
        let patterns = [
            // The first of several: arguments, a pair with a message, a block that is a code.
            format!(r"[({{]\s*\(?{code}(?:,| \}})"),
            // The second argument, after a location in `dataset.toml`.
            format!(r"\.(?:error|warning|note|one_of|not_one_of)\(\s*[^;{{}}]{{0,120}}?,\s*{code}\s*,"),
            format!(r"\breport\({code}"),
            format!(r"(?:\bcode:|=>|&str =|[Ss]everity(?:::\w+)?,) {code}"),
            format!(r"\bof_kind\([^,]+, {code}, "),
            format!(r"\bof_kind\([^,]+, [^,]+, {code}"),
            format!(r"(?m)^\s*{code},?$"),
        ];
        let patterns = patterns.map(|pattern| Regex::new(&pattern).expect("a pattern"));
        let mut found = BTreeSet::new();
        for file in files {
            if ["actions.rs", "allowed.rs"].iter().any(|name| file.ends_with(Path::new("report").join(name))) {
                continue;
            }
            let text = fs::read_to_string(&file).expect("a source");
            let text = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            for pattern in &patterns {
                for captures in pattern.captures_iter(text) {
                    found.extend(captures.iter().skip(1).flatten().map(|code| code.as_str().to_owned()));
                }
            }
        }
        found
    }

    /// Words in the sources that look like codes, and are none.
    const NO_CODES: [&str; 10] = [
        "decimal_mark",
        "default_round",
        "illustrative_note",
        "no_data",
        "point_inside",
        "proj4_grids",
        "reserved_ids",
        "sample_complete",
        "shift_jis",
        "year_column",
    ];

    #[test]
    fn every_code_has_a_remedy_and_every_remedy_is_of_a_code() {
        let used = codes_in_sources();
        let missing: Vec<&String> = used
            .iter()
            .filter(|code| !BY_CODE.contains_key(code.as_str()) && !NO_CODES.contains(&code.as_str()))
            .collect();
        assert!(missing.is_empty(), "add these codes to REMEDIES: {missing:?}");
        let all = REMEDIES.iter().flat_map(|(_, codes)| codes.iter().map(|(code, _)| *code));
        let unused: Vec<&str> = all.filter(|code| !used.contains(*code)).collect();
        assert!(unused.is_empty(), "remove these codes from REMEDIES: {unused:?}");
    }

    #[test]
    fn every_code_has_one_remedy_which_is_a_sentence() {
        let count: usize = REMEDIES.iter().map(|(_, codes)| codes.len()).sum();
        assert_eq!(BY_CODE.len(), count, "no code stands twice");
        assert_eq!(REMEDIES.map(|(action, _)| action), Action::ALL);
        for (code, (_, remedy)) in BY_CODE.iter() {
            assert!(remedy.ends_with('.') && remedy.starts_with(|c: char| !c.is_lowercase()), "{code}: {remedy}");
        }
    }
}
