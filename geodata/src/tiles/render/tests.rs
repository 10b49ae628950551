use std::path::Path;
use std::sync::{Arc, LazyLock};

use fast_mvt::MvtReaderRef;

use super::*;
use crate::atlas::Atlas;
use crate::atlas::tests::{group, service};
use crate::figures::{Indicator, Normalisation};
use crate::ingest::read_dataset;
use crate::model::{AdminLevel, Period};
use crate::progress::Silent;
use crate::tiles::points::ClusterMode;
use crate::tiles::{AttributeSelection, IndicatorSpec, JoinSpec, LayerParts, SimplifiedCoverages, Tileset};

static SAMPLE: LazyLock<TileData> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/kyrgyzstan");
    let read = read_dataset(&folder, &Silent);
    let coverages = SimplifiedCoverages::new(&read.topology.unwrap(), &Silent);
    TileData::new(Arc::new(Atlas::of_parts(read.parts.unwrap())), coverages, 64 << 20)
});

const PROVINCES: Collection = Collection::Admin(AdminLevel::Admin1);

fn request(collection: Collection) -> LayerRequest {
    LayerRequest::of_default_round(&SAMPLE.atlas, collection)
}

fn joined(collection: Collection, change: impl FnOnce(&mut JoinSpec)) -> LayerRequest {
    let mut request = request(collection);
    if let AttributeSelection::Joined(joined) = &mut request.attributes {
        change(joined);
    }
    request
}

fn tile(layers: &[LayerRequest]) -> Result<Option<Vec<u8>>, TileError> {
    render(&SAMPLE, &TileRequest { id: TileId::new(6, 45, 23).unwrap(), layers })
}

/// Each layer of a tile with its keys.
fn layers(tile: &[u8]) -> Vec<(String, Vec<String>)> {
    let reader = MvtReaderRef::new(tile).unwrap();
    reader
        .layers()
        .map(|layer| (layer.name().to_owned(), layer.keys().iter().map(|key| (*key).to_owned()).collect()))
        .collect()
}

#[test]
fn a_tile_is_the_layers_of_its_collections_one_after_the_other() {
    let (provinces, communities) = (request(PROVINCES), request(Collection::Communities));
    let both = tile(&[provinces.clone(), communities.clone()]).unwrap().unwrap();
    let parts = [provinces, communities].map(|one| tile(&[one]).unwrap().unwrap());
    assert_eq!(both, parts.concat());
    let names: Vec<String> = layers(&both).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["admin1", "admin1_borders", "admin1_labels", "communities"]);
    assert_eq!(tile(&[]), Ok(None));
}

#[test]
fn a_tile_has_the_layers_and_fields_that_the_description_of_its_set_lists() {
    let borders = LayerParts { areas: false, borders: true, labels: false, points: false };
    let indicator = IndicatorSpec {
        indicator: Indicator::Group(group("return_migrants")),
        period: Period::Year(2023),
        per: Normalisation::None,
    };
    let named = |joined: &mut JoinSpec| joined.properties = Some(vec!["name".to_owned(), "status".to_owned()]);
    let clusters = LayerRequest { clusters: Some(ClusterMode::Always), ..request(Collection::Communities) };
    for request in [
        request(PROVINCES),
        LayerRequest { parts: Some(borders), ..request(PROVINCES) },
        LayerRequest { parts: Some(LayerParts { points: true, ..LayerParts::USUAL }), ..request(PROVINCES) },
        LayerRequest { attributes: AttributeSelection::KeyOnly, ..request(PROVINCES) },
        joined(PROVINCES, |joined| {
            joined.indicator = Some(indicator);
            named(joined);
        }),
        clusters,
    ] {
        let tileset = Tileset::describe(&SAMPLE, std::slice::from_ref(&request)).unwrap();
        let tile = tile(std::slice::from_ref(&request)).unwrap().unwrap();
        let listed: Vec<&str> = tileset.layers().map(|layer| layer.id.as_str()).collect();
        let drawn = layers(&tile);
        assert_eq!(drawn.iter().map(|(name, _)| name).collect::<Vec<_>>(), listed, "{request:?}");
        for (layer, (name, keys)) in tileset.layers().zip(&drawn) {
            let is_listed = |key: &String| layer.fields.iter().any(|field| field.name == *key);
            assert!(!keys.is_empty() && keys.iter().all(is_listed), "{name}: {keys:?}");
        }
    }
}

#[test]
fn unknown_attributes_of_a_collection_are_errors_at_any_zoom_despite_the_cache() {
    let parts = LayerRequest { parts: Some(LayerParts::USUAL), ..request(Collection::Communities) };
    assert_eq!(tile(&[parts]), Err(TileError::OneLayer(Collection::Communities)));
    let clusters = LayerRequest { clusters: Some(ClusterMode::Auto), ..request(PROVINCES) };
    assert_eq!(tile(&[clusters]), Err(TileError::NotPoints(PROVINCES)));
    let lost = joined(PROVINCES, |joined| joined.round.0 = "lost".to_owned());
    assert_eq!(tile(&[lost]), Err(TileError::Figures(crate::figures::FigureError::UnknownRound("lost".to_owned()))));
    // A column of clusters can be named where there may be clusters, and only there.
    let expansion = |clusters| LayerRequest {
        clusters: Some(clusters),
        ..joined(Collection::Communities, |joined| joined.properties = Some(vec!["expansion_zoom".to_owned()]))
    };
    assert!(tile(&[expansion(ClusterMode::Always)]).is_ok());
    assert!(matches!(tile(&[expansion(ClusterMode::Never)]), Err(TileError::Columns(_))));
    // Kept attributes do not hide that an indicator has no value for the period.
    let beyond = |period| {
        let lacking = Indicator::CommunitiesLacking(service("hospital"));
        let spec = IndicatorSpec { indicator: lacking, period, per: Normalisation::None };
        joined(PROVINCES, |joined| {
            joined.period = Period::Year(2023);
            joined.indicator = Some(spec);
        })
    };
    assert!(tile(&[beyond(Period::Window)]).is_ok());
    assert!(tile(&[beyond(Period::Year(2023))]).is_err());
}
