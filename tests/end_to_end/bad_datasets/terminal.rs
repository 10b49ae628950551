//! What data hold is shown by the terminal, not obeyed: reports, errors, and what is printed before a server is ready.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use fixtures::Dataset;
use tests::binary;

/// Clear the screen, a colour in one character, a bell, the other direction, and a line that looks like one of ours.
const ATTACK: &str = "x\u{1b}[2J\u{9b}31m\u{7}\u{202e}y";

/// What a terminal would obey.
fn obeyed(text: &str) -> Vec<char> {
    let acts =
        |c: &char| (c.is_control() && *c != '\n') || matches!(*c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(acts).collect()
}

fn run(arguments: &[&str]) -> (String, String) {
    let output = Command::new(binary()).args(arguments).output().expect("the binary runs");
    [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("text")).into()
}

/// The valid dataset, attacking in a title, in cells, and in names of columns.
fn attacking() -> tempfile::TempDir {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "74.2,42.5", format!("{ATTACK},42.5"));
    dataset.describe("title = \"Sandland", "title = \"x\\u001b[2J\\u009b31m\\u202ey Sandland");
    dataset.write()
}

#[test]
fn control_characters_of_the_data_are_escaped_in_reports_and_errors() {
    let folder = attacking();
    let path = folder.path().to_string_lossy().into_owned();
    let (text, _) = run(&["check", &path]);
    assert!(text.contains(r"x\u001b[2J\u009b31m\u0007\u202ey"), "{text}");
    assert!(text.contains(r"x\u001b[2J\u009b31m\u202ey "), "the title: {text}");
    let (json, _) = run(&["check", &path, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let message = report["findings"][0]["message"].as_str();
    assert!(message.is_some_and(|message| message.contains(ATTACK)), "the same text: {report}");
    for arguments in [vec!["build", &path, "-o", "nowhere"], vec!["serve", &path, "--listen", "127.0.0.1:0"]] {
        let (stdout, stderr) = run(&arguments);
        assert_eq!((stdout.as_str(), obeyed(&stderr)), ("", Vec::new()));
        assert!(stderr.contains("fix the errors"), "{stderr}");
    }
    assert_eq!((obeyed(&text), obeyed(&json)), (Vec::new(), Vec::new()));
    // Names of files, also of archives, and in logs.
    for name in [format!("{ATTACK}.pmtiles"), format!("{ATTACK}.mbtiles"), ATTACK.to_owned()] {
        std::fs::write(folder.path().join(&name), "no archive\n").expect("written");
        let (_, stderr) = run(&["serve", &folder.path().join(&name).to_string_lossy()]);
        assert!(obeyed(&stderr).is_empty() && stderr.contains(r"\u001b[2J"), "{stderr}");
    }
}

/// Scripts read the first line: no warning and no note comes before it.
#[test]
fn the_first_line_of_stdout_is_the_address_despite_warnings() {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "74.2,42.5", "74.6,42.5");
    let folder = dataset.write();
    let path = folder.path().to_string_lossy().into_owned();
    assert!(run(&["check", &path]).0.contains("Warnings"), "there is something to say");
    let mut child = Command::new(binary())
        .args(["serve", &path, "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut first = String::new();
    let mut stdout = BufReader::new(child.stdout.take().expect("stdout"));
    stdout.read_line(&mut first).expect("a line");
    child.kill().expect("stopped");
    child.wait().expect("an exit status");
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).expect("text");
    assert!(first.starts_with("Kerben is ready: http://127.0.0.1:"), "{first}");
    assert_eq!(rest, "", "and the only one");
}

/// Files and pipes get plain text, unless the environment or the command line says otherwise; so do scripts.
#[test]
fn reports_have_colours_only_where_they_are_wanted() {
    let mut dataset = Dataset::sandland();
    dataset.edit("counts.csv", "C2,0,3,1", "C2,0,-3,1");
    let folder = dataset.write();
    let coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let output = Command::new(binary())
            .arg("check")
            .arg(folder.path())
            .args(arguments)
            .env_remove("NO_COLOR")
            .envs(environment.iter().copied())
            .output()
            .expect("the binary runs");
        let text = String::from_utf8(output.stdout).expect("text");
        assert!(text.contains("is negative; expected 0 or more"), "{text}");
        text.contains("\u{1b}[31m")
    };
    assert!(!coloured(&[], &[]), "a pipe is no terminal");
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["--format", "json", "--color", "always"], &[]), "JSON has no colours");
}
