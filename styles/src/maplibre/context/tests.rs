use std::path::Path;
use std::sync::LazyLock;

use geodata::atlas::Atlas;
use geodata::model::{ContextLayer, DatasetParts};
use geodata::progress::Silent;
use geodata::protection::{Policy, protect};

use super::super::WIDE;
use super::*;

static PARTS: LazyLock<DatasetParts> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../geodata/samples/kyrgyzstan");
    geodata::ingest::read_dataset(&folder, &Silent).parts.unwrap()
});

fn atlas(context: Context) -> Atlas {
    Atlas::new(protect(DatasetParts { context, ..PARTS.clone() }, Policy::None))
}

fn ids(layers: &[Json]) -> Vec<&str> {
    layers.iter().filter_map(|layer| layer["id"].as_str()?.strip_prefix("kerben-context-")).collect()
}

fn parts<'a>(atlas: &'a Atlas, language: &str, theme: Theme, on_basemap: bool) -> ContextParts<'a> {
    let language = Language::from_code(language).unwrap();
    ContextParts::of(atlas, language, "http://host/tiles", None, (theme, on_basemap)).unwrap()
}

#[test]
fn neighbours_are_below_the_units_and_lakes_above_them() {
    let atlas = atlas(Context::default());
    let parts = parts(&atlas, "ru", Theme::Light, false);
    assert_eq!(ids(&parts.below()), ["neighbours", "land", "borders", "rivers"]);
    assert_eq!(ids(&parts.lakes()), ["lakes", "shores"]);
    let names = parts.names();
    assert_eq!(
        ids(&names),
        [
            "country",
            "sea",
            "lake",
            "cities",
            "cities-names",
            "large-cities",
            "large-cities-names",
            "capitals",
            "capitals-names"
        ]
    );
    assert_eq!(names[0]["layout"]["text-field"], json!(["get", "name_ru"]));
    assert_eq!(parts.source()["attribution"], "Made with Natural Earth.");
    // The ground is land, for who reads the source of the units alone; seas lie on it, below all countries.
    let colours = Theme::Light.colours();
    assert_eq!(parts.ground(), Some(colours.neighbours));
    let below = parts.below();
    assert_eq!((&below[0]["id"], &below[0]["paint"]["fill-color"]), (&json!(SEA), &json!(colours.water)));
    assert_eq!(parts.sea_source().unwrap()["data"]["geometry"]["coordinates"][0][2], json!([180.0, 85.06]));
    // A longer name needs more room.
    assert_eq!(names[0]["filter"][2][2][2][2][2], json!(["*", 5.2 / WIDE, ["length", ["get", "name_ru"]]]));
}

#[test]
fn its_colours_are_those_of_the_theme() {
    let atlas = atlas(Context::default());
    for theme in Theme::ALL {
        let parts = parts(&atlas, "en", theme, false);
        let colours = theme.colours();
        assert_eq!(parts.below()[1]["paint"]["fill-color"], colours.neighbours.to_string());
        assert_eq!(parts.lakes()[0]["paint"]["fill-color"], colours.water.to_string());
    }
}

#[test]
fn a_basemap_has_the_rest_and_lakes_still_cover_units() {
    let atlas = atlas(Context::default());
    let parts = parts(&atlas, "en", Theme::Light, true);
    assert_eq!((ids(&parts.below()), ids(&parts.lakes())), (vec![], vec!["lakes", "shores"]));
    assert_eq!((parts.ground(), ids(&parts.names())), (None, vec!["sea", "lake"]));
}

#[test]
fn what_a_dataset_leaves_out_has_no_layers() {
    let atlas = atlas(Context { countries: ContextLayer::Nothing, lakes: ContextLayer::Nothing, ..Context::default() });
    let parts = parts(&atlas, "en", Theme::Light, false);
    assert_eq!((ids(&parts.below()), ids(&parts.lakes()), parts.ground()), (vec!["rivers"], vec![], None));
    let nothing = Context { rivers: ContextLayer::Nothing, places: ContextLayer::Nothing, ..atlas.context.clone() };
    let atlas = self::atlas(nothing);
    assert!(ContextParts::of(&atlas, Language::ENGLISH, "", None, (Theme::Light, false)).is_none());
}

/// Names are in the languages of the dataset; where it lacks the one that is asked for, as those of its units.
#[test]
fn another_language_gets_the_main_one() {
    let atlas = atlas(Context::default());
    let parts = parts(&atlas, "fr", Theme::Light, false);
    assert_eq!(parts.names()[0]["layout"]["text-field"], json!(["get", "name"]));
}
