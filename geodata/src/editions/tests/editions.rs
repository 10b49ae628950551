use std::fs;
use std::path::Path;

use super::super::{EditionError, is_edition, read};
use super::{MANIFEST, MANIFEST_SUM, full_parts, language, read_back, sign, write, written};
use crate::model::{ContextLayer, Language, Names, Value, Vocabulary};
use crate::progress::{Progress, Silent};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn an_edition_has_its_files_and_nothing_is_left_beside_it() {
    let (folder, edition) = written(&full_parts());
    assert_eq!(names(folder.path()), ["current", "small-0000000000000001"]);
    assert_eq!(
        names(&edition),
        [
            "admin0.parquet",
            "admin1.parquet",
            "admin2.parquet",
            "areas.parquet",
            "borders.parquet",
            "breakdowns.parquet",
            "communities.parquet",
            "context_lakes.parquet",
            "context_places.parquet",
            "context_rivers.parquet",
            "counts.parquet",
            "covers.parquet",
            "facilities.parquet",
            "international_borders.parquet",
            "labels.parquet",
            "left_out.parquet",
            "manifest.json",
            "manifest.json.sha256",
            "services.parquet"
        ]
    );
    assert_eq!(fs::read_to_string(folder.path().join("current")).expect("a pointer"), "small-0000000000000001\n");
}

#[test]
fn the_manifest_says_what_the_edition_is() {
    let (_folder, edition) = written(&full_parts());
    let manifest = fs::read_to_string(edition.join("manifest.json")).expect("a manifest");
    let hidden =
        [("\"bytes\": ", "\"bytes\": …"), ("\"sha256\": ", "\"sha256\": …"), ("\"kerben\": ", "\"kerben\": …")];
    let stable = manifest.lines().map(|line| {
        let plain = line.trim_start();
        let shown = hidden.iter().find(|(start, _)| plain.starts_with(start)).map_or(plain, |(_, shown)| shown);
        format!("{}{shown}", &line[..line.len() - plain.len()])
    });
    insta::assert_snapshot!(stable.collect::<Vec<_>>().join("\n"));
}

#[test]
fn equal_atlases_make_equal_bytes() {
    let ((_a, one), (_b, other)) = (written(&full_parts()), written(&full_parts()));
    for name in names(&one) {
        assert_eq!(fs::read(one.join(&name)).ok(), fs::read(other.join(&name)).ok(), "{name}");
    }
}

#[test]
fn a_folder_of_editions_means_its_current_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut parts = full_parts();
    let first = write(&parts, folder.path(), &Silent).expect("written");
    parts.fingerprint = 2;
    parts.info.title = "The second".into();
    let second = write(&parts, folder.path(), &Silent).expect("written");
    assert_ne!(first.path, second.path);
    assert_eq!(read(folder.path(), &Silent).expect("whole").atlas.info.title.main(), "The second");
    assert_eq!(read(&first.path, &Silent).expect("whole").atlas.info.title.main(), "A small country");
    assert!(is_edition(folder.path()) && is_edition(&first.path));
}

#[test]
fn building_the_same_again_leaves_the_edition_and_makes_it_current() {
    let folder = tempfile::tempdir().expect("a folder");
    let parts = full_parts();
    let first = write(&parts, folder.path(), &Silent).expect("written");
    let mut other = parts.clone();
    other.fingerprint = 2;
    write(&other, folder.path(), &Silent).expect("written");
    let before = fs::metadata(first.path.join("manifest.json")).and_then(|file| file.modified()).expect("a time");
    let again = write(&parts, folder.path(), &Silent).expect("written");
    assert!(again.already_there && !first.already_there);
    assert_eq!((again.path, again.bytes), (first.path.clone(), first.bytes));
    let after = fs::metadata(first.path.join("manifest.json")).and_then(|file| file.modified()).expect("a time");
    assert_eq!(before, after);
    assert_eq!(read(folder.path(), &Silent).expect("whole").atlas.fingerprint, 1);
}

#[test]
fn building_again_replaces_a_damaged_edition() {
    let (folder, edition) = written(&full_parts());
    fs::write(edition.join("counts.parquet"), "damaged").expect("written");
    let again = write(&full_parts(), folder.path(), &Silent).expect("written");
    assert!(!again.already_there);
    assert_eq!(read_back(&edition).expect("whole"), full_parts());
    assert_eq!(names(folder.path()), ["current", "small-0000000000000001"]);
}

#[test]
fn an_edition_never_changes_under_its_name() {
    let (folder, edition) = written(&full_parts());
    let mut other = full_parts();
    other.counts[0].values[0] = Value::Reported(11);
    let error = write(&other, folder.path(), &Silent).expect_err("there is another one").to_string();
    assert!(error.contains("with other content"), "{error}");
    assert_eq!(read_back(&edition).expect("whole"), full_parts());
    assert_eq!(names(folder.path()), ["current", "small-0000000000000001"]);
}

/// Makes of an edition one of format 4, which has no vocabulary, and lists these languages.
fn make_older(edition: &Path, languages: &[&str]) {
    let text = std::fs::read_to_string(edition.join(MANIFEST)).expect("a manifest");
    let mut manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    manifest["dataset"]["languages"] = languages.into();
    let members = manifest.as_object_mut().expect("an object");
    members.insert("format".to_owned(), 4.into());
    assert!(members.remove("vocabulary").is_some());
    let text = manifest.to_string();
    std::fs::write(edition.join(MANIFEST), &text).expect("written");
    let sum = format!("{}  {MANIFEST}\n", super::super::checksum::sha256(text.as_bytes()));
    std::fs::write(edition.join(MANIFEST_SUM), sum).expect("written");
}

#[test]
fn an_edition_from_before_vocabularies_has_the_usual_words() {
    let (_folder, edition) = written(&full_parts());
    make_older(&edition, &["en", "ru", "ky"]);
    assert_eq!(read_back(&edition).expect("an edition").vocabulary, Vocabulary::default());
}

/// Then all places had English names, and names in languages that were not listed.
#[test]
fn an_edition_from_before_main_languages_is_english() {
    for listed in [&["ru"][..], &["en"], &[]] {
        let (_folder, edition) = written(&full_parts());
        make_older(&edition, listed);
        let parts = read_back(&edition).expect("an edition");
        assert_eq!(parts.info.main_language(), Language::ENGLISH, "{listed:?}");
        let mut languages = parts.info.languages.clone();
        languages.sort_unstable();
        assert_eq!(languages, [Language::ENGLISH, language("ky"), language("ru")], "{listed:?}");
        assert_eq!(parts.layers[1].units[1].names, full_parts().layers[1].units[1].names);
    }
}

#[test]
fn names_without_english_come_back_with_their_main_language() {
    let [fr, ar] = ["fr", "ar"].map(language);
    let mut parts = full_parts();
    parts.info.languages = vec![fr, ar];
    let names = |main: &str| Names::new([(fr, main.into()), (ar, "اسم".into())], Vec::new());
    parts.layers.iter_mut().flat_map(|layer| &mut layer.units).for_each(|unit| unit.names = names("Unité"));
    parts.communities.iter_mut().for_each(|community| community.names = names("Village"));
    parts.facilities.iter_mut().for_each(|facility| facility.names = names("Poste"));
    parts.vocabulary = parts.vocabulary.in_main_language(fr);
    if let ContextLayer::Own { list, .. } = &mut parts.context.lakes {
        list[0].names = names("Lac");
    }
    if let ContextLayer::Own { list, .. } = &mut parts.context.places {
        list[0].names = names("Ville");
    }
    let (_folder, edition) = written(&parts);
    assert_eq!(read_back(&edition).expect("an edition"), parts);
}

#[test]
fn the_edition_of_a_newer_kerben_is_not_replaced() {
    let (folder, edition) = written(&full_parts());
    sign(&edition, |manifest| manifest.format += 1);
    let error = write(&full_parts(), folder.path(), &Silent).expect_err("it is newer").to_string();
    assert!(error.contains("has format 6, and this version of Kerben reads format 5"), "{error}");
}

#[test]
fn parts_that_do_not_fit_together_are_never_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut parts = full_parts();
    parts.communities[0].unit = 99;
    let error = write(&parts, folder.path(), &Silent).expect_err("inconsistent").to_string();
    assert!(error.ends_with("communities: `c1`: its district does not exist"), "{error}");
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn other_folders_are_no_editions() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(!is_edition(folder.path()) && !is_edition(&folder.path().join("nowhere")));
    let error = read(folder.path(), &Silent).expect_err("no edition").to_string();
    assert!(error.contains("no edition"), "{error}");
}

/// Told to stop after some steps.
struct Stopping(std::sync::atomic::AtomicUsize);

impl Progress for Stopping {
    fn stage(&self, _name: &str, _total: Option<u64>) {}
    fn advance(&self, _by: u64) {}
    fn finish(&self) {}
    fn is_stopped(&self) -> bool {
        use std::sync::atomic::Ordering::Relaxed;
        self.0.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_err()
    }
}

#[test]
fn what_is_stopped_leaves_nothing_behind() {
    for steps in 0..10 {
        let folder = tempfile::tempdir().expect("a folder");
        let stopped = write(&full_parts(), folder.path(), &Stopping(steps.into()));
        assert!(matches!(stopped, Err(EditionError::Stopped)), "{stopped:?}");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }
}
