use tests::wait_until;

use super::{Two, dunes};

#[test]
fn a_dataset_that_is_loaded_again_does_not_disturb_the_other() {
    let two = Two::new();
    let server = two.serve(&["--default", "sandland"]);
    let ready = |id: &str| server.json(&format!("/{id}/health/ready"));
    let before = ready("sandland");
    let titles = || {
        let datasets = server.json("/?f=json")["datasets"].clone();
        [0, 1].map(|position| datasets[position]["title"].as_str().expect("a title").to_owned())
    };
    assert_eq!(titles()[1], "Dunes");
    let mut changed = dunes(120);
    changed.edit("dataset.toml", "\"Dunes\"", "\"Higher dunes\"");
    changed.write_to(two.dunes.path());
    // The other one cannot be loaded: it stays as it is, and the first one changes.
    let description = two.sandland.path().join("dataset.toml");
    let sound = std::fs::read_to_string(&description).expect("text");
    std::fs::write(&description, "no description").expect("written");
    server.signal("HUP");
    wait_until("the dunes are loaded again", || ready("dunes")["communities"] == 120);
    wait_until("the log says which one stays", || {
        server.log().lines().any(|line| line.contains("still served") && line.contains("\"dataset\":\"sandland\""))
    });
    assert_eq!(ready("sandland"), before);
    assert_eq!(titles()[1], "Higher dunes", "the list is of what there is now");
    // Addresses begin with the id: it does not change under way.
    std::fs::write(&description, sound.replace("id = \"sandland\"", "id = \"seaside\"")).expect("written");
    server.signal("HUP");
    wait_until("the log says why", || server.log().contains("the id is `seaside` now, and was `sandland`"));
    assert_eq!(ready("sandland"), before);
}
