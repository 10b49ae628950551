//! The how-to of `docs/your-data.md`, walked word by word: its commands are run, its choices written, and what it shows must be said.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use tests::{Server, binary, project};

/// What a reader does, in the order of the document.
#[derive(Debug)]
enum Step {
    /// A block of commands.
    Run(String),
    /// What the last command says.
    Says(String),
    /// Lines of `dataset.toml` and what is written in their place.
    Edit(String),
    /// Rows of a table with a column `match`: the name and the choice.
    Match(Vec<(String, String)>),
}

fn steps() -> Vec<Step> {
    let document = fs::read_to_string(project().join("docs/your-data.md")).expect("the document");
    let (_, how_to) = document.split_once("\n## From a download folder to a map\n").expect("the how-to");
    let (how_to, _) = how_to.split_once("\n### With files of your own\n").expect("its end");
    let (mut steps, mut lines) = (Vec::new(), how_to.lines());
    while let Some(line) = lines.next() {
        let mut block =
            || -> String { lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect() };
        match line {
            "```sh" => steps.push(Step::Run(block())),
            "```text" => steps.push(Step::Says(block())),
            "```diff" => steps.push(Step::Edit(block())),
            _ if line.starts_with("```") => panic!("a block that nobody walks: {line}"),
            "| parent | name | match |" => {
                let rows = lines.by_ref().take_while(|line| line.starts_with('|')).skip(1);
                let cells = rows.map(|row| row.split('|').map(|cell| cell.trim().replace('`', "")).collect::<Vec<_>>());
                steps.push(Step::Match(cells.map(|cells| (cells[2].clone(), cells[3].clone())).collect()));
            }
            _ => {}
        }
    }
    steps
}

/// A line without the comment behind it.
fn bare(line: &str) -> &str {
    line.split("   #").next().unwrap_or(line).trim_end()
}

/// Writes what an editor would: from line to line, further down each time.
fn edit(path: &Path, changes: &str) {
    let text = fs::read_to_string(path).expect("written by `init`");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut at = 0;
    let find = |lines: &[String], at: usize, wanted: &str| {
        let found = lines[at..].iter().position(|line| bare(line) == wanted);
        at + found.unwrap_or_else(|| panic!("`{wanted}` is not below line {at}:\n{text}"))
    };
    // Lines to write stand below those to be replaced.
    let mut replaced = Vec::new();
    for change in changes.lines() {
        let (sign, line) = change.split_at(1);
        match sign {
            "-" => {
                at = find(&lines, at, line);
                replaced.push(at);
                at += 1;
            }
            "+" => {
                assert!(!replaced.is_empty(), "nothing is replaced by {line}");
                lines[replaced.remove(0)] = line.to_owned();
            }
            _ => {
                assert!(replaced.is_empty(), "lines are taken out, and none is written: {change}");
                at = find(&lines, at, line) + 1;
            }
        }
    }
    fs::write(path, lines.join("\n") + "\n").expect("written");
}

/// Fills the column `match`.
fn choose(path: &Path, choices: &[(String, String)]) {
    let content = fs::read(path).expect("written by `check`");
    let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&content);
    let mut reader = csv::Reader::from_reader(content);
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|column| column == name).expect("the column");
    let (name, chosen) = (column("name"), column("match"));
    let mut writer = csv::Writer::from_path(path).expect("written");
    writer.write_record(&header).expect("written");
    let mut filled = 0;
    for row in reader.records() {
        let row = row.expect("a row");
        let choice = choices.iter().find(|(of, _)| *of == row[name]);
        filled += usize::from(choice.is_some());
        let cells =
            row.iter().enumerate().map(|(at, cell)| choice.filter(|_| at == chosen).map_or(cell, |(_, code)| code));
        writer.write_record(cells).expect("written");
    }
    writer.flush().expect("written");
    assert_eq!(filled, choices.len(), "each name of the document is asked for");
}

#[test]
fn five_commands_lead_from_a_download_folder_to_a_served_map() {
    let folder = tempfile::tempdir().expect("a folder");
    symlink(project().join("docs"), folder.path().join("docs")).expect("the documents");
    let described = folder.path().join("sandland");
    let mut commands = Vec::new();
    let (mut server, mut said) = (None, String::new());
    for step in steps() {
        match step {
            Step::Run(line) => {
                let line = line.trim();
                commands.push(line.split(' ').take(2).collect::<Vec<_>>().join(" "));
                said = if line == "kerben serve sandland --listen 127.0.0.1:8080" {
                    // As it says, at a port that is free.
                    server = Some(Server::start(&described));
                    String::new()
                } else if let Some(address) = line.strip_prefix("curl 'http://127.0.0.1:8080") {
                    server.as_ref().expect("it is served").get(address.trim_end_matches('\'')).text()
                } else {
                    run(folder.path(), line)
                };
            }
            Step::Says(text) => {
                for line in text.lines() {
                    assert!(said.lines().any(|of| of.starts_with(line)), "`{line}` is not said:\n{said}");
                }
            }
            Step::Edit(changes) => edit(&described.join("dataset.toml"), &changes),
            Step::Match(choices) => choose(&described.join("matches.csv"), &choices),
        }
    }
    assert_eq!(commands.len(), 5, "{commands:?}");
    let expected = ["kerben init", "kerben check", "kerben check", "kerben serve", "curl 'http://127"];
    assert!(commands.iter().zip(expected).all(|(command, expected)| command.starts_with(expected)), "{commands:?}");

    let server = server.expect("it is served");
    // The other spellings were found; the two districts with one name are told apart.
    let values = server.json("/indicators/return_migrants/values?by=admin2&year=2023");
    let of = |code: &str| {
        let row = values["rows"].as_array().expect("rows").iter().find(|row| row["pcode"] == code);
        row.unwrap_or_else(|| panic!("{code}: {values}"))["value"].as_u64()
    };
    let figures = ["ZZ0101", "ZZ0102", "ZZ0104", "ZZ0202", "ZZ0203", "ZZ0301", "ZZ0303"].map(of);
    assert_eq!(figures, [Some(143), Some(97), Some(29), Some(81), Some(190), None, Some(35)]);
    assert_eq!(values["total"]["value"], 959, "the total that the workbook states");
    let map = server.json("/maps/return_migrants?year=2023");
    assert_eq!(map["title"].as_str().map(|title| title.contains("2023")), Some(true), "{}", map["title"]);
    // The village whose form was sent twice has the later number.
    let villages = server.json("/collections/communities/items?limit=100");
    assert_eq!(villages["numberMatched"], 20);
    let twice = villages["features"].as_array().expect("villages").iter().find(|village| village["id"] == "V004");
    let twice = &twice.expect("the village")["properties"];
    assert_eq!((&twice["name"], &twice["households"]), (&"Dobo".into(), &183.into()), "{twice}");
}

/// Runs a line in a shell, where `kerben` is the binary under test.
fn run(folder: &Path, line: &str) -> String {
    let binaries = folder.join("bin");
    fs::create_dir_all(&binaries).expect("a folder");
    let _ = symlink(binary(), binaries.join("kerben"));
    let path = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap_or_default());
    let output =
        Command::new("bash").args(["-c", line]).current_dir(folder).env("PATH", path).stdin(Stdio::null()).output();
    let output = output.expect("a shell");
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
