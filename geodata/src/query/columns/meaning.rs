//! The meaning of a column, as a code with parameters. The crate `styles` has the words for readers.

use crate::figures::{Indicator, Normalisation};
use crate::model::{AdminLevel, CodeKind, Language, PopulationGroup, Service};
use crate::query::Collection;

/// The meaning of a column of features, of clusters, or of the border and label layers of tiles.
///
/// ```
/// use geodata::model::Vocabulary;
/// use geodata::query::Meaning;
///
/// let vocabulary = Vocabulary::default();
/// let emigrants = vocabulary.group("emigrants").expect("a group");
/// assert_ne!(Meaning::Count(emigrants.clone()), Meaning::CountStatus(emigrants.clone()));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// The code of a unit, or its provisional id.
    Code(CodeKind),
    /// Whether the code is one of its kind, and no provisional id.
    HasOfficialCode(CodeKind),
    /// The name in a language.
    Name(Language),
    /// The code of the unit above.
    ParentCode(CodeKind),
    /// The name of the unit above.
    ParentName,
    /// Inhabitants of a unit.
    Population,
    /// Square kilometres of a unit.
    Area,
    /// How far the boundary of a unit may be trusted.
    Boundaries,
    /// How many communities of a unit were assessed.
    AssessedCommunities,
    /// Households of the assessed communities of a unit.
    HouseholdsOfUnit,
    /// The key of a community.
    CommunityId,
    /// Whether a community is real or generated.
    Origin,
    /// The code of the unit of a level that a community belongs to.
    CodeOfUnit(AdminLevel, CodeKind),
    /// The name of that unit.
    NameOfUnit(AdminLevel),
    /// Households of a community.
    Households,
    /// The status of households: whether they are known, or suppressed.
    HouseholdsStatus,
    /// Whether a community has a service.
    Access(Service),
    /// Kilometres to the nearest, where it lacks the service.
    AccessKm(Service),
    /// The distance band to the nearest, where it lacks the service.
    AccessBand(Service),
    /// The key of a facility.
    FacilityId,
    /// The service that a facility offers.
    FacilityService,
    /// The key of a border between countries.
    BorderId,
    /// How far it is settled.
    BorderStatus,
    /// For when that is stated.
    BorderAsOf,
    /// The round of the counts.
    Round,
    /// The year of the counts, or the window.
    Year,
    /// The day of the counts of stocks.
    Date,
    /// Whether the counts cover only a part of the year.
    Partial,
    /// Whether the numbers were generated.
    Illustrative,
    /// The count of a group of people.
    Count(PopulationGroup),
    /// The status of that count.
    CountStatus(PopulationGroup),
    /// The value of an indicator.
    IndicatorValue(Indicator, Normalisation),
    /// The value of an indicator for all members of a cluster together.
    IndicatorValueOfCluster(Indicator, Normalisation),
    /// The status of an indicator's value.
    IndicatorStatus,
    /// Whether a feature is a cluster of points.
    Cluster,
    /// How many features of a collection a cluster has.
    ClusterMembers(Collection),
    /// The first zoom that shows the members of a cluster apart.
    ExpansionZoom,
    /// Households of the assessed communities of a cluster.
    HouseholdsOfCluster,
    /// The highest level whose units a border separates.
    BorderLevel,
    /// Whether no unit is on the other side of a border.
    BorderOuter,
    /// The code of the unit on the left of a border.
    BorderLeft(CodeKind),
    /// The code of the unit on its right.
    BorderRight(CodeKind),
    /// How far the drawing of a border may be trusted.
    BorderBoundaries,
    /// The code of the unit that a label names.
    LabelCode(CodeKind),
    /// Kilometres from a label to the nearest border of its unit.
    LabelClearance,
    /// The position of a label among those of its layer, by the room that it has.
    LabelRank,
    /// ISO 3166-1 alpha-2 code of a country around, or of that of a place.
    ContextCode,
    /// Whether a country or place around is the dataset's own.
    ContextOwn,
    /// How much a place around stands out.
    ContextRank,
    /// How much room a name around has above and below.
    ContextRoom,
    /// What a name around belongs to.
    ContextLabelKind,
}
