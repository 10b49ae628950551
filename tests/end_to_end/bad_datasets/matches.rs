//! `matches.csv`: what `kerben check` writes, and who else does not.

use std::fs;
use std::path::Path;
use std::process::Command;

use fixtures::Dataset;
use tests::binary;

/// Sandland in which a community is in a district that is spelled otherwise.
fn misspelled() -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "C1,Adra,74.2,42.5,ZZ0101", "C1,Adra,74.2,42.5,Doones");
    dataset
}

/// Whether a command succeeds, and what it says on standard error.
fn run(arguments: &[&str], folder: &Path) -> (bool, String) {
    let output = Command::new(binary()).arg(arguments[0]).arg(folder).args(&arguments[1..]).output();
    let output = output.expect("the binary runs");
    (output.status.success(), String::from_utf8(output.stderr).expect("text"))
}

#[test]
fn check_writes_names_without_a_unit_and_takes_what_is_chosen() {
    let folder = misspelled().write();
    let file = folder.path().join("matches.csv");
    for arguments in [vec!["build", "-o", "editions"], vec!["check", "--no-write"]] {
        assert!(!run(&arguments, folder.path()).0, "{arguments:?}");
        assert!(!file.exists(), "{arguments:?}");
    }
    let (is_sound, said) = run(&["check"], folder.path());
    assert!(!is_sound && said.contains("1 name matches no unit: fill in the column `match`"), "{said}");
    let text = fs::read_to_string(&file).expect("the file");
    let row = "\ncommunities.csv,district,admin2,,Doones,1,,ZZ0101,Dunes,";
    assert!(text.contains(row), "{text}");
    fs::write(&file, text.replace("Doones,1,,", "Doones,1,ZZ0101,")).expect("written");
    let before = fs::read(&file).expect("the file");
    let (is_sound, said) = run(&["check"], folder.path());
    assert!(is_sound && !said.contains("match"), "{said}");
    assert_eq!(fs::read(&file).expect("the file"), before, "what was chosen is kept");
}

#[test]
fn names_are_written_elsewhere_or_not_at_all_where_the_folder_cannot_be_written_to() {
    let folder = misspelled().write();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let file = elsewhere.path().join("names.csv");
    run(&["check", "--matches", &file.to_string_lossy()], folder.path());
    assert!(file.exists() && !folder.path().join("matches.csv").exists());
    // Whoever runs the tests may write everywhere: a folder of that name stands for what they may not.
    fs::create_dir(folder.path().join("matches.csv")).expect("made");
    let (_, said) = run(&["check"], folder.path());
    assert!(said.contains("matches.csv is not written (this is a folder, not a regular file)"), "{said}");
    let (_, said) = run(&["check", "--matches", "a.csv", "--no-write"], folder.path());
    assert!(said.contains("cannot be used with"), "{said}");
}
