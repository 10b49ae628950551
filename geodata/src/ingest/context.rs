//! Reads what lies in and around the country, where the dataset has files of its own for that.

use std::cell::RefCell;

use geo::BoundingRect;
use geo_types::{Geometry, LineString, Point, Polygon, Rect};

use super::config::{ColumnName, ContextConfig, ContextFile, ContextLayerConfig, NameColumns};
use super::fingerprint::Fingerprint;
use super::layers::names;
use super::names::NameFields;
use super::report::Findings;
use super::tables::Cell;
use super::text::listed;
use super::vectors::{FeatureRecord, Features, Field};
use crate::model::{Bounded, Context, ContextCountry, ContextLayer, ContextPlace, Lake, Names, PlaceRank, River};
use crate::progress::Progress;

/// Reads the files that are named. What has an error is left out of the context; the error is reported.
pub(super) fn read(
    config: &ContextConfig,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Context {
    let mut reader = Reader { fingerprint, progress, findings };
    Context {
        countries: reader.layer(&config.countries, Naming::Free, |feature| {
            let polygons = feature.polygons()?;
            let alpha2 = feature.country()?;
            ContextCountry::new(alpha2, feature.names, polygons)
        }),
        lakes: reader.layer(&config.lakes, Naming::Free, |feature| {
            let polygons = feature.polygons()?;
            Lake::new(feature.names, polygons)
        }),
        rivers: reader.layer(&config.rivers, Naming::Free, |feature| {
            let lines = feature.lines()?;
            Some(River { names: feature.names, lines })
        }),
        places: reader.layer(&config.places, Naming::Needed, |feature| {
            let (at, country, rank) = (feature.point(), feature.country(), feature.rank());
            Some(ContextPlace { names: feature.names, at: at?, country: country?, rank: rank? })
        }),
    }
}

/// Whether features have a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// One without is an error.
    Needed,
    /// Some have one.
    Free,
}

struct Reader<'a> {
    fingerprint: &'a mut Fingerprint,
    progress: &'a dyn Progress,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn layer<T>(
        &mut self,
        config: &ContextLayerConfig,
        naming: Naming,
        make: impl Fn(Feature<'_>) -> Option<T>,
    ) -> ContextLayer<T> {
        match config {
            ContextLayerConfig::NaturalEarth => ContextLayer::NaturalEarth,
            ContextLayerConfig::Nothing => ContextLayer::Nothing,
            ContextLayerConfig::File(file) => {
                let list = self.features(file, naming, make).unwrap_or_default();
                ContextLayer::Own { list, sources: file.sources.clone() }
            }
        }
    }

    fn features<T>(
        &mut self,
        file: &ContextFile,
        naming: Naming,
        make: impl Fn(Feature<'_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut wanted: Vec<&ColumnName> = file.country.iter().chain(&file.rank).collect();
        wanted.extend(file.names.iter().flat_map(NameColumns::all));
        let (features, found) = Features::read(&file.vector, &wanted, self.fingerprint, self.progress, self.findings)?;
        let field = |wanted: &ColumnName| found.iter().find(|field| field.name == wanted.name).cloned();
        let name_fields = file.names.as_ref().and_then(|names| NameFields::find(names, field));
        let (country, rank) = (file.country.as_ref().and_then(field), file.rank.as_ref().and_then(field));
        let mut list = Vec::with_capacity(features.list.len());
        for record in &features.list {
            let names = match &name_fields {
                Some(fields) if naming == Naming::Needed => names(&features, record, fields, self.findings),
                // A lake without a name is a lake.
                Some(fields) => {
                    let text = |field: &Field| features.value(record, field, self.findings, Cell::text).flatten();
                    Some(optional_names(fields, text))
                }
                None => Some(Names::default()),
            };
            let Some(names) = names else { continue };
            let feature = Feature {
                features: &features,
                record,
                names,
                country: country.as_ref(),
                rank: rank.as_ref(),
                findings: RefCell::new(&mut *self.findings),
            };
            list.extend(make(feature));
        }
        Some(list)
    }
}

/// The names of a feature that may have none: then it has none in other languages either.
fn optional_names(fields: &NameFields<Field>, mut text: impl FnMut(&Field) -> Option<String>) -> Names {
    fields.read(|field, _| text(field)).unwrap_or_default()
}

/// A feature of a file, while it becomes one of the context.
struct Feature<'a> {
    features: &'a Features,
    record: &'a FeatureRecord,
    names: Names,
    country: Option<&'a Field>,
    rank: Option<&'a Field>,
    findings: RefCell<&'a mut Findings>,
}

impl Feature<'_> {
    fn refuse(&self, what: &str) {
        let at = self.features.at_feature(self.record.number);
        self.findings.borrow_mut().error("geometry_type", at, format!("the geometry is not {what}"));
    }

    /// Whether a longitude is beyond the antimeridian, which is an error.
    fn is_off(&self, bounds: Option<Rect<f64>>) -> bool {
        let off = bounds.map(|bounds| if bounds.min().x < -180.0 { bounds.min().x } else { bounds.max().x });
        let Some(off) = off.filter(|x| x.abs() > 180.0) else { return false };
        let message = format!("the longitude {off} is beyond 180 degrees; cut it at the antimeridian");
        let at = self.features.at_feature(self.record.number);
        self.findings.borrow_mut().error("coordinates_out_of_range", at, message);
        true
    }

    fn polygons(&self) -> Option<Vec<Bounded<Polygon<f64>>>> {
        let polygons = match self.record.geometry.as_ref()? {
            Geometry::Polygon(polygon) => vec![polygon.clone()],
            Geometry::MultiPolygon(polygons) => polygons.0.clone(),
            _ => Vec::new(),
        };
        let polygons: Vec<_> = polygons.into_iter().filter_map(Bounded::polygon).collect();
        if polygons.is_empty() {
            self.refuse("an area");
            return None;
        }
        (!self.is_off(self.record.geometry.as_ref()?.bounding_rect())).then_some(polygons)
    }

    fn lines(&self) -> Option<Vec<Bounded<LineString<f64>>>> {
        let lines = match self.record.geometry.as_ref()? {
            Geometry::LineString(line) => vec![line.clone()],
            Geometry::MultiLineString(lines) => lines.0.clone(),
            _ => Vec::new(),
        };
        let lines: Vec<_> = lines.into_iter().filter(|line| line.0.len() >= 2).filter_map(Bounded::line).collect();
        if lines.is_empty() {
            self.refuse("a line");
            return None;
        }
        (!self.is_off(self.record.geometry.as_ref()?.bounding_rect())).then_some(lines)
    }

    fn point(&self) -> Option<Point<f64>> {
        let Geometry::Point(point) = self.record.geometry.as_ref()? else {
            self.refuse("a point");
            return None;
        };
        (!self.is_off(Some(point.bounding_rect()))).then_some(*point)
    }

    fn text(&self, field: &Field) -> Option<String> {
        self.features.value(self.record, field, &mut self.findings.borrow_mut(), Cell::text).flatten()
    }

    /// The code of its country; empty where there is none.
    fn country(&self) -> Option<Box<str>> {
        let Some(field) = self.country else { return Some(Box::default()) };
        let code = self.text(field).unwrap_or_default();
        if code.is_empty() || (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())) {
            return Some(code.into());
        }
        let message = format!("`{code}` is no code of a country; expected ISO 3166-1 alpha-2, as `KG`");
        self.findings.borrow_mut().error("bad_country", self.features.at_field(self.record, field), message);
        None
    }

    /// What a place is: a city where nothing says it.
    fn rank(&self) -> Option<PlaceRank> {
        let Some(field) = self.rank else { return Some(PlaceRank::City) };
        let word = self.text(field).unwrap_or_default();
        let rank = PlaceRank::from_id(&word);
        if rank.is_none() {
            let message =
                format!("`{word}` is no rank of a place; accepted: {}", listed(PlaceRank::ALL.map(PlaceRank::id)));
            self.findings.borrow_mut().error("unknown_rank", self.features.at_field(self.record, field), message);
        }
        rank
    }
}
