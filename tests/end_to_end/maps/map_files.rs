//! `kerben map`: pictures of maps as files.

use std::path::Path;
use std::process::{Command, Output};

use tests::{binary, sample};

fn map(arguments: &[&str], output: &Path) -> Output {
    let output = output.to_str().expect("a path");
    let (indicators, options) = arguments.split_first().expect("indicators");
    let mut command = Command::new(binary());
    command.arg("map").arg(indicators).arg(sample()).args(["-o", output]).args(options);
    command.output().expect("it runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn one_map_is_one_file_in_the_format_of_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, magic) in [("a.svg", &b"<svg"[..]), ("a.png", b"\x89PNG"), ("a.pdf", b"%PDF")] {
        let file = folder.path().join(name);
        let run = map(&["return_migrants", "--year", "2023", "--width", "300"], &file);
        assert!(run.status.success(), "{}", stderr(&run));
        assert!(std::fs::read(&file).expect("a file").starts_with(magic), "{name}");
    }
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").collect();
    assert_eq!(left.len(), 3, "nothing else is left there");
}

#[test]
fn several_maps_are_a_folder_and_what_does_not_exist_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = folder.path().join("report");
    let run = map(
        &[
            "return_migrants",
            "--year",
            "2020,2023",
            "--per",
            "none,change",
            "--by",
            "admin1",
            "--lang",
            "en,ky",
            "--format",
            "svg",
        ],
        &report,
    );
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success(), "{}", stderr(&run));
    let mut files: Vec<String> = std::fs::read_dir(&report)
        .expect("a folder")
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let expected = [
        "return_migrants-change-kgz-r3-2023-admin1-en.svg",
        "return_migrants-change-kgz-r3-2023-admin1-ky.svg",
        "return_migrants-kgz-r3-2020-admin1-en.svg",
        "return_migrants-kgz-r3-2020-admin1-ky.svg",
        "return_migrants-kgz-r3-2023-admin1-en.svg",
        "return_migrants-kgz-r3-2023-admin1-ky.svg",
    ];
    assert_eq!(files, expected, "{said}");
    assert!(said.contains("6 pictures") && said.contains("2 left out") && said.contains("year=2020"), "{said}");
}

#[test]
fn what_cannot_be_drawn_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.png");
    for (arguments, expected) in [
        (&["nobody"][..], "there is no indicator `nobody`"),
        (&["return_migrants", "--year", "1999"], "1999"),
        (&["return_migrants", "--width", "1"], "`width` does not accept `1`"),
        (&["return_migrants", "--year", "2022,2023"], "2 pictures do not fit into one file"),
        (&["return_migrants", "--format", "pdf"], "--format is pdf, but the output ends in .png"),
        (&["return_migrants", "--round", "r9"], "there is no round `r9`"),
    ] {
        let run = map(arguments, &file);
        assert_eq!(run.status.code(), Some(1), "{arguments:?}");
        assert!(stderr(&run).contains(expected), "{arguments:?}: {}", stderr(&run));
        assert!(!file.exists(), "{arguments:?}");
    }
}

/// A new map has its areas filled by a rate; an address has what it always had.
#[test]
fn areas_are_filled_by_a_rate_where_nothing_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("map.svg");
    let drawn = |options: &[&str]| {
        let run = map(&[&["return_migrants", "--year", "2023"], options].concat(), &file);
        assert!(run.status.success(), "{}", stderr(&run));
        std::fs::read_to_string(&file).expect("a file")
    };
    let is_rate = |svg: &str| svg.contains("per 1,000 households");
    for marks in ["fill", "both"] {
        assert!(is_rate(&drawn(&["--marks", marks])), "{marks}");
    }
    for options in [&[][..], &["--marks", "circles"], &["--marks", "fill", "--per", "none"]] {
        assert!(!is_rate(&drawn(options)), "{options:?}");
    }
}
