//! `kerben init`: looks at files and proposes a `dataset.toml` for them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use geodata::ingest::{
    Folder, Proposal, ProposedFile, Unused, belonging_to, is_readable_kind, propose, readable_kinds,
};

use super::progress::TerminalProgress;
use super::terminal;

/// The file that is written.
const DESCRIPTION: &str = "dataset.toml";
/// Folders inside of each other that are looked through.
const MAX_DEPTH: usize = 4;
/// Files that are looked at.
const MAX_FILES: usize = 1_000;

/// Options of `kerben init`.
#[derive(Debug, Args)]
pub struct Options {
    /// The files: boundaries and tables, in any order. Of a folder, the files in it.
    #[arg(required = true, value_name = "FILES")]
    files: Vec<PathBuf>,
    /// The folder of the dataset, in which `dataset.toml` is written; created if it does not exist. Files that are
    /// elsewhere are copied into it. Without this option, it is the current folder.
    #[arg(short = 'o', long = "output", value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Overwrite an existing `dataset.toml`, and files of the same names as those that are copied.
    #[arg(long)]
    force: bool,
}

/// A file to look at, and where it is.
struct Input {
    file: ProposedFile,
    /// The folder that its name is in.
    folder: PathBuf,
    /// Whether it is in the folder of the dataset already.
    is_inside: bool,
}

/// Proposes a description, writes it, and prints what was recognised.
pub fn run(options: &Options) -> ExitCode {
    match init(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            terminal::print_error(reason);
            ExitCode::FAILURE
        }
    }
}

fn init(options: &Options) -> Result<(), String> {
    let dir = options.dir.clone().unwrap_or_else(|| PathBuf::from("."));
    let target = dir.join(DESCRIPTION);
    if target.symlink_metadata().is_ok() && !options.force {
        return Err(format!("{} exists already; --force overwrites it", target.display()));
    }
    if dir.exists() && !dir.is_dir() {
        return Err(format!("{} is not a folder", dir.display()));
    }
    let mut skipped = Vec::new();
    let inputs = gather(&options.files, &dir, &mut skipped)?;
    if inputs.is_empty() {
        return Err(format!("none of the files is of a kind that is read: {}", readable_kinds()));
    }
    let files: Vec<ProposedFile> = inputs.iter().map(|input| input.file.clone()).collect();
    let proposal = propose(&files, &id_of(&dir), &TerminalProgress::default()).map_err(|nothing| {
        for unused in &nothing.unused {
            terminal::print_error(format!("{}: {}", unused.what, unused.reason));
        }
        nothing.to_string()
    })?;
    let copied = copy(&inputs, &proposal, &dir, options.force)?;
    write(&target, &proposal.text).map_err(|error| format!("{} cannot be written: {error}", target.display()))?;
    terminal::print(&summary(&proposal, &skipped, &copied, &dir));
    Ok(())
}

/// The files to look at, sorted by name.
fn gather(paths: &[PathBuf], dir: &Path, skipped: &mut Vec<Unused>) -> Result<Vec<Input>, String> {
    let inside = dir.canonicalize().ok();
    let mut found: BTreeMap<String, (PathBuf, PathBuf)> = BTreeMap::new();
    for path in paths {
        let unreadable = |error: io::Error| format!("{} cannot be read: {error}", path.display());
        let resolved = path.canonicalize().map_err(unreadable)?;
        let mut files = Vec::new();
        // The folder that the names of its files are in.
        let base = if is_folder(&resolved) {
            walk(&resolved, 0, &mut files).map_err(unreadable)?;
            resolved.clone()
        } else {
            files.push(resolved.clone());
            resolved.parent().map(Path::to_owned).unwrap_or_default()
        };
        for file in files {
            let base = inside.as_ref().filter(|inside| file.starts_with(inside)).unwrap_or(&base);
            let name = file.strip_prefix(base).ok().and_then(Path::to_str);
            let Some(name) = name else {
                return Err(format!("the name of {} is not UTF-8", file.display()));
            };
            if !is_readable_kind(name) {
                // What stands beside it in a folder is of no interest, nor are the parts of a shapefile.
                if file == resolved && !is_part(&file) {
                    let reason = format!("it is not a kind of file that is read: {}", readable_kinds());
                    skipped.push(Unused { what: name.to_owned(), reason });
                }
                continue;
            }
            match found.insert(name.to_owned(), (base.clone(), file.clone())) {
                Some((_, other)) if other != file => {
                    return Err(format!(
                        "{} and {} would have the same name in the dataset; rename one",
                        other.display(),
                        file.display()
                    ));
                }
                _ => {}
            }
        }
        if found.len() > MAX_FILES {
            return Err(format!(
                "these are more than {MAX_FILES} files, the most that are looked at; name those that matter"
            ));
        }
    }
    let mut folders: BTreeMap<PathBuf, Arc<Folder>> = BTreeMap::new();
    let mut inputs = Vec::new();
    for (name, (base, _)) in found {
        let folder = if let Some(folder) = folders.get(&base) {
            Arc::clone(folder)
        } else {
            let opened = Folder::open(&base).map_err(|error| format!("{} cannot be read: {error}", base.display()))?;
            let opened = Arc::new(opened);
            folders.insert(base.clone(), Arc::clone(&opened));
            opened
        };
        let is_inside = inside.as_ref() == Some(&base);
        inputs.push(Input { file: ProposedFile { folder, name }, folder: base, is_inside });
    }
    Ok(inputs)
}

/// Whether a path is a folder of files, and not a geodatabase, which is one file for people.
fn is_folder(path: &Path) -> bool {
    path.is_dir() && !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gdb"))
}

/// The files in a folder and in those inside of it, without hidden ones.
fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<PathBuf> = Vec::new();
    for entry in folder.read_dir()? {
        entries.push(entry?.path());
    }
    entries.sort();
    for path in entries {
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let is_link = path.is_symlink();
        if is_hidden || is_link || files.len() > MAX_FILES {
            continue;
        }
        if !is_folder(&path) {
            files.push(path);
        } else if depth < MAX_DEPTH {
            walk(&path, depth + 1, files)?;
        }
    }
    Ok(())
}

/// Whether a file is a part of another, such as the table of a shapefile.
fn is_part(file: &Path) -> bool {
    const ENDINGS: [&str; 18] = [
        "dbf", "shx", "prj", "cpg", "sbn", "sbx", "qix", "qmd", "xml", "dat", "map", "id", "ind", "mid", "xsd", "gfs",
        "fix", "toml",
    ];
    file.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| ENDINGS.contains(&extension.to_lowercase().as_str()))
}

/// The id of the dataset: the name of its folder.
fn id_of(dir: &Path) -> String {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let named = absolute.components().next_back();
    let name = named.map(|name| name.as_os_str().to_string_lossy().to_lowercase()).unwrap_or_default();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let id: String = name.chars().map(|c| if fits(c) { c } else { '-' }).take(64).collect();
    let id = id.trim_matches('-');
    if id.is_empty() { "dataset".to_owned() } else { id.to_owned() }
}

/// Copies the files that the description names, and that are not in the folder yet. Returns their names.
fn copy(inputs: &[Input], proposal: &Proposal, dir: &Path, force: bool) -> Result<Vec<String>, String> {
    let is_named = |input: &&Input| !input.is_inside && proposal.files.contains(&input.file.name);
    let parts: Vec<(PathBuf, PathBuf, String)> = inputs
        .iter()
        .filter(is_named)
        .flat_map(|input| {
            let names = belonging_to(&input.file.folder, &input.file.name);
            names.into_iter().map(|name| (input.folder.join(&name), dir.join(&name), name))
        })
        .collect();
    // Nothing is written before it is known that all can be.
    for (from, to, _) in &parts {
        if to.symlink_metadata().is_ok() && !force && !is_same(from, to) {
            return Err(format!(
                "{} is to be copied, but {} exists and is another; --force overwrites it",
                from.display(),
                to.display()
            ));
        }
    }
    fs::create_dir_all(dir).map_err(|error| format!("{} cannot be created: {error}", dir.display()))?;
    let mut copied = Vec::new();
    for (from, to, name) in parts {
        if is_same(&from, &to) {
            continue;
        }
        let place = || to.parent().map_or(Ok(()), fs::create_dir_all);
        // A copy is a file of its own: not one that is read-only, since the original may be on a medium that is.
        let copy = || place().and_then(|()| io::copy(&mut fs::File::open(&from)?, &mut fs::File::create(&to)?));
        copy().map_err(|error| format!("{} cannot be copied to {}: {error}", from.display(), to.display()))?;
        copied.push(name);
    }
    Ok(copied)
}

/// Whether two files have the same content.
fn is_same(a: &Path, b: &Path) -> bool {
    let size = |path: &Path| path.metadata().map(|metadata| metadata.len()).ok();
    if size(a).is_none() || size(a) != size(b) {
        return false;
    }
    let (Ok(mut a), Ok(mut b)) = (fs::File::open(a), fs::File::open(b)) else { return false };
    let (mut of_a, mut of_b) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let (Ok(read_a), Ok(read_b)) = (fill(&mut a, &mut of_a), fill(&mut b, &mut of_b)) else { return false };
        if of_a[..read_a] != of_b[..read_b] {
            return false;
        }
        if read_a == 0 {
            return true;
        }
    }
}

fn fill(file: &mut impl io::Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match file.read(&mut buffer[length..])? {
            0 => break,
            more => length += more,
        }
    }
    Ok(length)
}

/// Writes a file as a whole: beside its place, and then there.
fn write(target: &Path, text: &str) -> io::Result<()> {
    let beside = target.with_extension("toml.part");
    let mut file = fs::File::create(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, target)
}

/// What was recognised, and what comes next.
fn summary(proposal: &Proposal, skipped: &[Unused], copied: &[String], dir: &Path) -> String {
    let mut lines = vec!["Recognised".to_owned()];
    lines.extend(proposal.recognised.iter().map(|line| format!("  {line}")));
    if !proposal.unused.is_empty() || !skipped.is_empty() {
        lines.push("Not used".to_owned());
        lines.extend(
            proposal.unused.iter().chain(skipped).map(|unused| format!("  {}: {}", unused.what, unused.reason)),
        );
    }
    if !copied.is_empty() {
        let noun = if copied.len() == 1 { "file" } else { "files" };
        lines.push(format!(
            "Copied {} {noun} into {}, since a dataset opens nothing outside its folder",
            copied.len(),
            dir.display()
        ));
        lines.extend(copied.iter().map(|name| format!("  {name}")));
    }
    let open = match proposal.open_choices {
        0 => "nothing is left open".to_owned(),
        1 => "one choice is left open (`\"?\"`)".to_owned(),
        count => format!("{count} choices are left open (`\"?\"`)"),
    };
    lines.push(format!("Wrote {}: {open}. Read it, fill in what is open, then:", dir.join(DESCRIPTION).display()));
    lines.push(format!("  kerben check {}", dir.display()));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_the_name_of_the_folder() {
        assert_eq!(id_of(Path::new("/data/KGZ Round 3")), "kgz-round-3");
        assert_eq!(id_of(Path::new("Кыргызстан")), "dataset");
        assert_eq!(id_of(Path::new("/")), "dataset");
        assert_eq!(id_of(Path::new("a/b/..")), "dataset", "what the folder is called is not known");
    }
}
