//! The nouns of mobility tracking: places, rounds, population groups, figures, services and their sources.
//!
//! Everything here is plain data with its invariants. [`crate::ingest`] reads it from files; [`crate::figures`], [`crate::access`] and
//! [`crate::query`] answer queries with it.

mod admin;
mod basemap;
mod bbox;
mod boundary_edition;
mod community;
mod context;
mod dataset;
mod derivation;
mod dimension;
mod distance;
mod distance_band;
mod facility;
mod figure;
mod international_border;
mod language;
mod left_out;
mod names;
mod population;
mod round;
mod service;
mod source;
mod unit_code;
mod vocabulary;

pub use admin::{AdminLayer, AdminLevel, AdminUnit, BoundaryStatus, PlaceLevel};
pub use basemap::{Basemap, BasemapLocation, is_archive_address};
pub use bbox::BBox;
pub use boundary_edition::{BoundaryEdition, Concordance};
pub use community::{Community, Households, PlaceOrigin};
pub use context::{Bounded, Context, ContextCountry, ContextKind, ContextLayer, ContextPlace, Lake, PlaceRank, River};
pub use dataset::{DatasetInfo, DatasetParts};
pub use derivation::Derivation;
pub use dimension::Dimension;
pub use distance::{Distance, Exceeds, Km};
pub use distance_band::{DistanceBand, DistanceBands};
pub use facility::Facility;
pub(crate) use figure::width_of_years;
pub use figure::{Breakdown, Counts, Value};
pub use international_border::{
    BorderStatus, BoundariesPolicy, BoundaryPolicy, InternationalBorder, InternationalBorders,
};
pub use language::{Language, LanguageError};
pub use left_out::LeftOut;
pub use names::Names;
pub use population::PopulationGroup;
pub use round::{AssessedLocation, GroupCoverage, Period, Round, RoundId};
pub use service::{DistanceDetail, Service, ServiceStatus, ServiceTable};
pub use source::{Source, is_web_address};
pub use unit_code::{CodeKind, UnitCode, UnitCodeError};
pub(crate) use vocabulary::usual_bands;
pub use vocabulary::{
    CategoryDefinition, DimensionDefinition, GroupDefinition, GroupKind, Labels, ServiceDefinition, Vocabulary,
    VocabularyDefinition, VocabularyError, VocabularyPart,
};
