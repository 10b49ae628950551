use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::read;
use super::{Manifest, full_parts, read_back, refusal, sign, written};
use crate::model::{AdminLevel, Basemap, BasemapLocation, PlaceLevel};
use crate::progress::Silent;

fn files(edition: &Path) -> Vec<std::path::PathBuf> {
    fs::read_dir(edition).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
}

#[test]
fn a_missing_file_is_named() {
    let (_folder, edition) = written(&full_parts());
    for file in files(&edition) {
        let content = fs::read(&file).expect("a file");
        fs::remove_file(&file).expect("removed");
        let name = file.file_name().expect("a name").to_string_lossy();
        assert_eq!(refusal(&edition), format!("EDITION/{name}: the file is missing; the edition is damaged"));
        fs::write(&file, content).expect("written");
    }
}

#[test]
fn a_file_that_was_cut_off_or_changed_is_named() {
    let (_folder, edition) = written(&full_parts());
    for file in files(&edition) {
        let content = fs::read(&file).expect("a file");
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        for length in [0, 1, content.len() / 2, content.len() - 1] {
            fs::write(&file, &content[..length]).expect("written");
            let reason = refusal(&edition);
            assert!(reason.starts_with(&format!("EDITION/{name}")) || name.ends_with(".sha256"), "{reason}");
        }
        for position in (0..content.len()).step_by(1 + content.len() / 40) {
            let mut flipped = content.clone();
            flipped[position] ^= 1 << (position % 8);
            fs::write(&file, flipped).expect("written");
            refusal(&edition);
        }
        fs::write(&file, [content.as_slice(), b"\n"].concat()).expect("written");
        refusal(&edition);
        fs::write(&file, content).expect("written");
    }
    assert_eq!(read_back(&edition).expect("whole again"), full_parts());
}

#[test]
fn a_changed_file_is_told_from_one_that_was_cut_off() {
    let (_folder, edition) = written(&full_parts());
    let file = edition.join("counts.parquet");
    let mut content = fs::read(&file).expect("a file");
    let length = content.len();
    fs::write(&file, &content[..length - 7]).expect("written");
    let expected = format!(
        "EDITION/counts.parquet: the file has {} bytes instead of {length}: it was cut off; the edition is damaged",
        length - 7
    );
    assert_eq!(refusal(&edition), expected);
    content[100] ^= 1;
    fs::write(&file, content).expect("written");
    let reason = refusal(&edition);
    assert!(reason.starts_with("EDITION/counts.parquet: the checksum is "), "{reason}");
}

#[test]
fn the_line_of_a_malformed_manifest_is_named() {
    let (_folder, edition) = written(&full_parts());
    let path = edition.join("manifest.json");
    let text = fs::read_to_string(&path).expect("a manifest");
    let refused_with = |text: String| {
        fs::write(&path, text).expect("written");
        refusal(&edition)
    };
    let typo = text.replacen("\"country\": \"XX\",", "\"country\": 7,", 1);
    assert_eq!(refused_with(typo), "EDITION/manifest.json, line 8: invalid type: integer `7`, expected a string");
    let unknown = text.replacen("\"country\"", "\"land\"", 1);
    let reason = refused_with(unknown);
    assert!(reason.starts_with("EDITION/manifest.json, line 8: unknown field `land`"), "{reason}");
    let changed = text.replacen("A small country", "A large country", 1);
    let reason = refused_with(changed);
    assert!(reason.starts_with("EDITION/manifest.json: the checksum is "), "{reason}");
    let fingerprint = text.replacen("0000000000000001", "000000000000000g", 1);
    let reason = refused_with(fingerprint);
    assert!(reason.contains("line 4: `000000000000000g` is not a fingerprint"), "{reason}");
    for other in [3, 6] {
        let of_another = text.replacen("\"format\": 5", &format!("\"format\": {other}"), 1);
        let expected = format!(
            "EDITION/manifest.json: the edition has format {other}, and this version of Kerben reads format 5; build the edition again"
        );
        assert_eq!(refused_with(of_another), expected);
    }
}

#[test]
fn a_pointer_leads_nowhere_else() {
    let (folder, _edition) = written(&full_parts());
    let outside = "/etc".to_owned();
    for name in ["", "..", "../x", ".", "a/b", "small-0000000000000001/", &outside, "x\0", "gone", " small", "a\nb"] {
        fs::write(folder.path().join("current"), format!("{name}\n")).expect("written");
        let error = read(folder.path(), &Silent).expect_err("no edition").to_string();
        assert!(error.contains("current: it "), "{name:?}: {error}");
    }
    fs::write(folder.path().join("current"), [0xff, 0xfe]).expect("written");
    assert!(read(folder.path(), &Silent).is_err(), "no text");
}

/// Spoils a manifest.
type Spoil = fn(&mut Manifest);

#[test]
fn a_manifest_that_does_not_fit_its_files_is_refused() {
    let cases: [(&str, Spoil); 15] = [
        ("`return_migrants` where `emigrants` belongs", |m| m.counts[0].group = "emigrants".to_owned()),
        ("2022 where 2021 belongs", |m| m.counts[0].years[0] = 2021),
        ("other places, years or categories", |m| m.counts[0].years.truncate(2)),
        ("other places, years or categories", |m| m.counts.clear()),
        ("other places, years or categories", |m| m.counts[0].years = vec![2020; 5000]),
        ("`community` where `admin2` belongs", |m| {
            // Three districts of four years are as many rows as four communities of three.
            m.counts[0].level = PlaceLevel::Admin2;
            m.counts[0].years.push(2025);
        }),
        ("`A` where `B` belongs", |m| m.breakdowns[0].categories.swap(0, 1)),
        ("`hospital` where `school` belongs", |m| m.services.swap(0, 1)),
        ("it does not list the file `admin0.parquet`", |m| m.files.retain(|file| file.name != "admin0.parquet")),
        ("has 12 rows instead of 13", |m| {
            m.files.iter_mut().for_each(|f| f.rows += u64::from(f.name == "counts.parquet"));
        }),
        ("there is no unit `XX` above", |m| m.layers.retain(|layer| layer.level != AdminLevel::Admin0)),
        ("`javascript:alert(1)` is no web address", |m| m.sources[0].url = Some("javascript:alert(1)".into())),
        ("is no web address", |m| m.sources[0].url = Some("https://x\njavascript:alert(1)".into())),
        ("the basemap: `file:///etc/passwd` is no address of an archive", |m| {
            let place = BasemapLocation::Url("file:///etc/passwd".into());
            m.dataset.basemap = Some(Basemap { title: "x".into(), place, sources: Vec::new() });
        }),
        ("the admin layers are not in order", |m| m.layers.insert(0, m.layers[0].clone())),
    ];
    for (expected, change) in cases {
        let (_folder, edition) = written(&full_parts());
        sign(&edition, change);
        let reason = refusal(&edition);
        assert!(reason.contains(expected), "{expected}: {reason}");
    }
}

#[test]
fn a_file_with_other_columns_is_refused() {
    let (_folder, edition) = written(&full_parts());
    fs::copy(edition.join("services.parquet"), edition.join("counts.parquet")).expect("copied");
    sign(&edition, |manifest| {
        let counts = manifest.files.iter_mut().find(|file| file.name == "counts.parquet");
        counts.expect("listed").rows = 12;
    });
    assert_eq!(refusal(&edition), "EDITION/counts.parquet: the columns are not those of an edition");
}

/// The files of an edition, kept in memory for all that is done to them.
static WHOLE: LazyLock<Vec<(OsString, Vec<u8>)>> = LazyLock::new(|| {
    let (_folder, edition) = written(&full_parts());
    let name = |file: &Path| file.file_name().expect("a name").to_owned();
    files(&edition).iter().map(|file| (name(file), fs::read(file).expect("a file"))).collect()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    /// Whoever damages a file and makes all checksums anew gets an answer too: the reader never panics.
    #[test]
    fn a_damaged_file_with_right_checksums_is_read_or_refused(
        file in 0..11_usize,
        position in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        length in prop::option::weighted(0.1, any::<prop::sample::Index>()),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let edition = folder.path();
        for (name, content) in WHOLE.iter() {
            fs::write(edition.join(name), content).expect("written");
        }
        let tables = ["admin0", "admin2", "communities", "facilities", "counts", "breakdowns", "services"];
        let names = [tables.as_slice(), &["covers", "borders", "areas", "left_out"]].concat();
        let path = edition.join(format!("{}.parquet", names[file]));
        let mut content = fs::read(&path).expect("a file");
        let at = position.index(content.len());
        content[at] = byte;
        if let Some(length) = length {
            content.truncate(length.index(content.len()));
        }
        fs::write(&path, content).expect("written");
        sign(edition, |_| ());
        // A flipped bit of a number is a number: what counts is that there is an answer.
        drop(read(edition, &Silent));
    }
}
