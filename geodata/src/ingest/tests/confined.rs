//! A dataset reads what is in its folder, whoever made it.

use std::os::unix::fs::symlink;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::super::{Silent, read_dataset};
use super::dataset::{Dataset, lines};

/// Puts something else in place of a file of the sound dataset, and says what is found then.
fn found(file: &str, put: impl FnOnce(&std::path::Path)) -> String {
    let folder = Dataset::sound().write();
    std::fs::remove_file(folder.path().join(file)).expect("removed");
    put(&folder.path().join(file));
    lines(&read_dataset(folder.path(), &Silent).report.findings)
}

#[test]
fn links_out_of_the_folder_are_refused_whatever_they_stand_for() {
    let other = Dataset::sound().write();
    let mut all = String::new();
    for file in ["admin0.geojson", "counts.csv", "dataset.toml"] {
        all += &found(file, |path| symlink(other.path().join(file), path).expect("linked"));
    }
    insta::assert_snapshot!(all, @r"
    error path_leaves_folder
      dataset.toml, line 19: `admin0.geojson`: a symbolic link leads out of the folder of the dataset; put the file itself there
    error path_leaves_folder
      dataset.toml, line 57: `counts.csv`: a symbolic link leads out of the folder of the dataset; put the file itself there
    error path_leaves_folder
      dataset.toml: a symbolic link leads out of the folder of the dataset; put the file itself there
    ");
}

#[test]
fn a_link_inside_the_folder_is_as_good_as_the_file() {
    let folder = Dataset::sound().write();
    let file = folder.path().join("admin0.geojson");
    std::fs::rename(&file, folder.path().join("country.geojson")).expect("renamed");
    symlink("country.geojson", file).expect("linked");
    let ingested = read_dataset(folder.path(), &Silent);
    assert!(ingested.atlas.is_some(), "{}", ingested.report);
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let mut all = String::new();
    for file in ["admin0.geojson", "counts.csv", "dataset.toml"] {
        all += &found(file, |path| mknodat(CWD, path, FileType::Fifo, Mode::RUSR, 0).expect("made"));
    }
    all += &found("admin0.geojson", |path| std::fs::create_dir(path).expect("made"));
    insta::assert_snapshot!(all, @r"
    error not_a_file
      dataset.toml, line 19: `admin0.geojson`: this is a named pipe, not a regular file
    error not_a_file
      dataset.toml, line 57: `counts.csv`: this is a named pipe, not a regular file
    error not_a_file
      dataset.toml: this is a named pipe, not a regular file
    error not_a_file
      dataset.toml, line 19: `admin0.geojson`: this is a folder, not a regular file
    ");
}
