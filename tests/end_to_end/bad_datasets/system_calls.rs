//! What the process asks of the system while it reads a dataset: no file but those of the folder and of the libraries, and no connection.

use std::path::Path;
use std::process::Command;

use fixtures::Dataset;
use tests::binary;

/// Where libraries, their data and the system are.
const ALLOWED: [&str; 9] = [
    "/lib",
    "/usr/lib",
    "/usr/local/lib",
    "/usr/share/proj/",
    "/usr/share/gdal/",
    "/proc/",
    "/sys/",
    "/etc/ld.so",
    "/dev/null",
];

/// The home of nobody, for which PROJ takes another place.
const HOME: &str = "/nonexistent";
/// Where GDAL and PROJ look for settings of the user and of the system.
const SETTINGS: [&str; 3] = ["/nonexistent/", "/tmp/proj/", "/etc/gdal/"];

/// Runs `check` under strace. None where strace is not there or may not trace, which is said.
fn traced(folder: &Path) -> Option<(String, Vec<String>)> {
    let log = tempfile::NamedTempFile::new().expect("a file");
    let run = Command::new("strace")
        .args([
            "-f",
            "-qq",
            "-s",
            "4096",
            "-e",
            "trace=open,openat,openat2,socket,connect,execve,unlink,unlinkat,rename,mkdir,mkdirat",
        ])
        .arg("-o")
        .arg(log.path())
        .arg(binary())
        .arg("check")
        .arg(folder)
        // Nothing that the environment says may change it: a proxy that is left out, or a working folder with files of GDAL.
        .envs([("NO_PROXY", "*"), ("no_proxy", "*"), ("HOME", HOME)])
        .env_remove("XDG_DATA_HOME")
        // Of cargo, which has libraries looked for in its own folders.
        .env_remove("LD_LIBRARY_PATH")
        .current_dir(folder)
        .output();
    let calls = std::fs::read_to_string(log.path()).unwrap_or_default();
    match run {
        Ok(run) if calls.contains("execve") => {
            let text = String::from_utf8_lossy(&run.stdout).into_owned();
            Some((text, calls.lines().map(str::to_owned).collect()))
        }
        Ok(run) => {
            eprintln!("SKIPPED: strace cannot trace here: {}", String::from_utf8_lossy(&run.stderr));
            None
        }
        Err(error) => {
            eprintln!("SKIPPED: strace is not there (.ci/install test): {error}");
            None
        }
    }
}

/// The calls that a dataset should not lead to. What is opened by the descriptor of a folder is one step in it.
fn wrong<'c>(calls: &'c [String], folder: &Path) -> Vec<&'c String> {
    let folder = folder.canonicalize().expect("a path").to_string_lossy().into_owned();
    let binary = binary().to_string_lossy().into_owned();
    let is_wrong = |call: &&String| {
        let call = call.split_once(' ').map_or("", |(_, call)| call.trim_start());
        let path = call.split('"').nth(1).unwrap_or_default();
        let is_allowed = ALLOWED.iter().any(|allowed| path.starts_with(allowed))
            || path == folder
            || path.starts_with(&format!("{folder}/"))
            || path == binary;
        // Settings of who runs it, which are looked for and not there.
        let is_setting = call.contains("ENOENT") && SETTINGS.iter().any(|settings| path.starts_with(settings));
        if call.starts_with("socket(") || call.starts_with("connect(") {
            return true;
        }
        if call.starts_with("openat(AT_FDCWD") || call.starts_with("open(") {
            return !is_allowed && !is_setting
                || call.contains("O_CREAT")
                || call.contains("O_WRONLY")
                || call.contains("O_RDWR");
        }
        if call.starts_with("openat(") || call.starts_with("openat2(") {
            return path.contains('/') || path == ".." || call.contains("O_CREAT");
        }
        call.starts_with("unlink") || call.starts_with("rename") || call.starts_with("mkdir")
    };
    // A few tell as much as all.
    calls.iter().filter(is_wrong).take(9).collect()
}

/// A layer with something that leads elsewhere: file name, content, further keys.
const LED: [(&str, &str, &str); 15] = [
    (
        "a.geojson",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2],"crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/"}}}}]}"#,
        "",
    ),
    (
        "a.geojson",
        r#"{"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/"}},"features":[]}"#,
        "",
    ),
    ("a.geojson", "<OGRWFSDataSource><URL>http://127.0.0.1:9/wfs?SERVICE=WFS</URL></OGRWFSDataSource>", ""),
    (
        "a.geojson",
        r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"/etc/passwd"}},"features":[]}"#,
        "",
    ),
    ("a.geojson", r#"{"type":"FeatureCollection","features":[]}"#, "crs = \"/etc/passwd\""),
    ("a.geojson", r#"{"type":"FeatureCollection","features":[]}"#, "crs = \"+proj=longlat +nadgrids=/etc/passwd\""),
    ("a.geojson", r#"{"type":"FeatureCollection","features":[]}"#, "crs = \"+init=/etc/passwd:1\""),
    // A schema that GDAL's own register knows by the name space.
    (
        "a.gml",
        r#"<a:b xmlns:a="http://x" xmlns:gml="http://www.opengis.net/gml" xmlns:ktjkiiwfs="http://xml.nls.fi/ktjkiiwfs/2010/02"><gml:featureMember><ktjkiiwfs:PalstanTietoja><ktjkiiwfs:x>1</ktjkiiwfs:x></ktjkiiwfs:PalstanTietoja></gml:featureMember></a:b>"#,
        "",
    ),
    (
        "a.gml",
        r#"<!DOCTYPE a [<!ENTITY x SYSTEM "/etc/passwd">]><a xmlns:gml="http://www.opengis.net/gml">&x;</a>"#,
        "",
    ),
    (
        "a.gml",
        r#"<a xmlns:gml="http://www.opengis.net/gml"><gml:featureMember><b><gml:CircleByCenterPoint srsName="/etc/passwd"/></b></gml:featureMember></a>"#,
        "",
    ),
    (
        "a.kml",
        r#"<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><styleUrl>/etc/passwd#a</styleUrl><Point><coordinates>1,2</coordinates></Point></Placemark><NetworkLink><Link><href>http://127.0.0.1:9/</href></Link></NetworkLink></Document></kml>"#,
        "",
    ),
    ("a.mif", "Version 300\nCoordSys Earth Projection 1, 0\nColumns 1\n a char(9)\nData\n", ""),
    (
        "a.tab",
        "!table\n!version 300\nDefinition Table\n  Type NATIVE\n  Fields 1\n    a Char (9) ;\nopen table \"/etc/passwd\"\n",
        "",
    ),
    (
        "a,xsd=passwd.gml",
        "<a xmlns:gml=\"http://www.opengis.net/gml\"><gml:featureMember><b/></gml:featureMember></a>",
        "",
    ),
    (
        "a.geojsonl",
        r#"{"type":"Feature","properties":{},"geometry":null,"crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/"}}}"#,
        "",
    ),
];

#[test]
fn reading_a_dataset_opens_no_other_file_and_no_socket() {
    let folder = Dataset::sandland().write();
    let Some((text, calls)) = traced(folder.path()) else { return };
    assert!(text.contains("0 errors"), "{text}");
    let opened =
        |name: &str| calls.iter().any(|call| call.contains("openat(") && call.contains(&format!("\"{name}\"")));
    assert!(
        opened("admin0.geojson") && opened("dataset.toml") && opened("communities.csv"),
        "the trace has what is read: {calls:#?}"
    );
    assert_eq!(wrong(&calls, folder.path()), Vec::<&String>::new());

    for (file, content, more) in LED {
        let mut dataset = Dataset::sandland();
        dataset.describe("file = \"admin0.geojson\"", &format!("file = \"{file}\"\n{more}"));
        for (file, content) in [
            (file, content),
            ("a.mid", "x\n"),
            ("a.dat", "x"),
            ("a.map", "x"),
            ("a.id", "x"),
            ("gml_registry.xml", "<x/>"),
        ] {
            dataset.put(file, content);
        }
        let folder = dataset.write();
        let Some((text, calls)) = traced(folder.path()) else { return };
        assert_eq!(wrong(&calls, folder.path()), Vec::<&String>::new(), "{file}: {content} {more}\n{text}");
    }
}
