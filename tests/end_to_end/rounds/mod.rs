//! Rounds beside each other: never added up, and compared only by whoever knows what differs.

mod boundaries;
mod compared;
mod scales;
mod trends;
mod unnamed;

use fixtures::Dataset;
use tempfile::TempDir;
use tests::Server;

/// Two rounds of displaced people: the first reached four communities, the second three of them.
fn displaced() -> (Server, TempDir) {
    served(&Dataset::displaced())
}

fn served(dataset: &Dataset) -> (Server, TempDir) {
    let folder = dataset.write();
    (Server::start(folder.path()), folder)
}

/// The same with numbers for all communities in both rounds: they differ in nothing.
fn alike() -> Dataset {
    let mut dataset = Dataset::displaced();
    dataset.edit("round2.csv", "C4,,,,1,0", "C4,11,6,5,1,0");
    dataset
}

/// A second definition for the displaced people of the second round.
fn redefined(dataset: &mut Dataset) {
    let before = dataset.text("dataset.toml").to_owned();
    let (first, second) = before.split_once("id = \"zzz-d2\"").expect("the second round");
    let definition = "People who had to leave their homes and are still away.";
    let second = second.replacen(definition, "People who fled in the last two years.", 1);
    dataset.put("dataset.toml", format!("{first}id = \"zzz-d2\"{second}"));
}
