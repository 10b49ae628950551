//! Datasets with one thing broken each, and the exact words in which `kerben check` says so: which file, sheet, row and column, and
//! what is expected there.

mod boundaries;
mod case;
mod communities;
mod described_tables;
mod description;
mod remote;
mod system_calls;
mod tables;
mod tables_of_others;
mod terminal;
mod valid;
mod warnings;
mod workbook;

use std::process::Command;

use case::{Case, check, differences, write_valid};
use tests::{Server, binary, sample};

fn explained(table: &[Case]) {
    let mut wrong = Vec::new();
    for case in table {
        let different = case.differences();
        if !different.is_empty() {
            wrong.push(format!("{}\n    {}", case.what, different.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn faults_of_the_description_point_at_its_lines() {
    explained(description::TABLE);
}

#[test]
fn faults_of_described_tables_point_at_the_lines_of_the_description() {
    explained(described_tables::TABLE);
}

#[test]
fn faults_of_boundaries_point_at_features() {
    explained(boundaries::TABLE);
}

#[test]
fn faults_of_communities_point_at_rows_and_columns() {
    explained(communities::TABLE);
}

#[test]
fn faults_of_tables_point_at_rows_and_columns() {
    explained(tables::TABLE);
}

#[test]
fn a_dataset_without_faults_passes_without_a_word() {
    let folder = tempfile::tempdir().expect("a folder");
    write_valid(folder.path());
    assert_eq!(differences(folder.path(), &[]), Vec::<String>::new());
    let text = String::from_utf8(check(folder.path(), &[]).stdout).expect("UTF-8");
    assert!(text.ends_with("\n0 errors, 0 warnings, 0 notes\n"), "{text}");
    let server = Server::start(folder.path());
    let answer = server.json("/indicators/return_migrants/values?by=admin0");
    assert_eq!(answer["total"]["value"], 59, "the counts add up to what the tables say");
}

#[test]
fn the_sample_that_ships_has_no_errors() {
    assert_eq!(differences(&sample(), &[]), Vec::<String>::new());
}

/// Nothing is half done: a server shows a dataset that is right, or does not start.
#[test]
fn a_broken_dataset_is_not_served() {
    let folder = tempfile::tempdir().expect("a folder");
    write_valid(folder.path());
    let case = &tables::TABLE[0];
    case.break_it(folder.path());
    let serve = Command::new(binary())
        .arg("serve")
        .arg(folder.path())
        .args(["--listen", "127.0.0.1:0"])
        .output()
        .expect("the binary runs");
    assert_eq!(serve.status.code(), Some(1));
    assert_eq!(serve.stdout, b"", "it never says that it is ready");
    let said = String::from_utf8_lossy(&serve.stderr).into_owned();
    assert!(said.contains(case.errors[0].line), "{said}");
}

#[test]
fn a_folder_that_is_none_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let nowhere = folder.path().join("nowhere");
    let output = check(&nowhere, &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = format!("  dataset.toml: the folder {} does not exist\n", nowhere.display());
    assert!(said.contains(&line), "{said}");
}
