//! What every vocabulary must be: ids become columns, keys and parts of addresses, labels become parts of titles.

use std::collections::HashSet;

use super::{GroupDefinition, VocabularyDefinition};
use crate::model::Language;

/// A word that cannot be one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{part}{message}")]
pub struct VocabularyError {
    /// Where it stands.
    pub part: VocabularyPart,
    /// Why.
    pub message: String,
}

/// A part of a vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VocabularyPart {
    /// The list of groups as a whole.
    Groups,
    /// The group at a position.
    Group(usize),
    /// The list of dimensions as a whole.
    Dimensions,
    /// The dimension at a position.
    Dimension(usize),
    /// The list of services as a whole.
    Services,
    /// The service at a position.
    Service(usize),
    /// The bands.
    Bands,
    /// The service that is shown where none is chosen.
    UsualService,
}

impl std::fmt::Display for VocabularyPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Groups => f.write_str("groups: "),
            Self::Group(position) => write!(f, "group {}: ", position + 1),
            Self::Dimensions => f.write_str("dimensions: "),
            Self::Dimension(position) => write!(f, "dimension {}: ", position + 1),
            Self::Services => f.write_str("services: "),
            Self::Service(position) => write!(f, "service {}: ", position + 1),
            Self::Bands => f.write_str("bands: "),
            Self::UsualService => f.write_str("usual_service: "),
        }
    }
}

/// The most groups, and the most services: each is a column of every row.
const MAX_WORDS: usize = 100;
/// The most categories of a dimension that have labels.
const MAX_CATEGORIES: usize = 1_000;
/// The most edges of bands.
const MAX_EDGES: usize = 20;
/// The longest distance in kilometres: half way around the globe.
const MAX_KM: f64 = 20_000.0;
/// The longest id, in bytes.
const MAX_ID: usize = 48;

/// The indicators of services, which stand beside groups in addresses.
const INDICATORS: [&str; 2] = ["communities_lacking", "households_beyond"];

/// The columns that features have besides those of groups and services.
const COLUMNS: [&str; 39] = [
    "admin0",
    "admin1",
    "admin1_name",
    "admin2",
    "admin2_name",
    "admin3",
    "admin3_name",
    "area_km2",
    "boundaries",
    "cluster",
    "communities",
    "date",
    "expansion_zoom",
    "facilities",
    "fid",
    "geom",
    "geometry",
    "households",
    "households_status",
    "id",
    "illustrative",
    "international_borders",
    "latitude",
    "longitude",
    "name",
    "origin",
    "parent",
    "parent_name",
    "partial",
    "pcode",
    "pcode_official",
    "population",
    "round",
    "service",
    "status",
    "value",
    "x",
    "y",
    "year",
];

/// The columns of tables of values besides that of a dimension; but `reason`, which has long been the name of a dimension too.
const COLUMNS_OF_VALUES: [&str; 16] = [
    "category",
    "communities",
    "communities_confirming",
    "communities_counted",
    "communities_without_data",
    "date",
    "id",
    "illustrative",
    "name",
    "partial",
    "pcode",
    "round",
    "status",
    "unit",
    "value",
    "year",
];

/// Everything that is wrong with a vocabulary.
pub(super) fn faults(vocabulary: &VocabularyDefinition, main: Option<Language>) -> Vec<VocabularyError> {
    let mut faults = Vec::new();
    let mut report = |part: VocabularyPart, message: String| faults.push(VocabularyError { part, message });
    let lists = [
        (VocabularyPart::Groups, vocabulary.groups.len(), "groups"),
        (VocabularyPart::Dimensions, vocabulary.dimensions.len(), "dimensions"),
        (VocabularyPart::Services, vocabulary.services.len(), "services"),
    ];
    for (part, count, what) in lists {
        if count > MAX_WORDS {
            report(part, format!("there are {count} {what}, and at most {MAX_WORDS} are read"));
        }
    }
    if vocabulary.groups.is_empty() {
        report(VocabularyPart::Groups, "the vocabulary has no group; declare at least one".to_owned());
    }
    let mut columns: HashSet<String> = COLUMNS.map(str::to_owned).into();
    for (position, group) in vocabulary.groups.iter().enumerate().take(MAX_WORDS) {
        let part = VocabularyPart::Group(position);
        if let Some(fault) = fault_of_id(&group.id, &["", "_status"], &mut columns) {
            report(part, fault);
        }
        let labels = [Some(&group.label), group.in_sentence.as_ref()];
        if let Some(fault) = labels.into_iter().flatten().find_map(|labels| labels.fault(main)) {
            report(part, format!("the label of `{}`: {fault}", group.id));
        }
    }
    for (position, group) in vocabulary.groups.iter().enumerate().take(MAX_WORDS) {
        if let Some(fault) = fault_of_estimate(group, &vocabulary.groups) {
            report(VocabularyPart::Group(position), fault);
        }
    }
    let mut of_values: HashSet<String> = COLUMNS_OF_VALUES.map(str::to_owned).into();
    for (position, dimension) in vocabulary.dimensions.iter().enumerate().take(MAX_WORDS) {
        let part = VocabularyPart::Dimension(position);
        if let Some(fault) = fault_of_id(&dimension.id, &[""], &mut of_values) {
            report(part, fault);
        }
        if let Some(fault) = dimension.label.fault(main) {
            report(part, format!("the label of `{}`: {fault}", dimension.id));
        }
        if dimension.categories.len() > MAX_CATEGORIES {
            let count = dimension.categories.len();
            report(part, format!("there are {count} categories, and at most {MAX_CATEGORIES} are read"));
        }
        let mut categories = HashSet::new();
        for category in dimension.categories.iter().take(MAX_CATEGORIES) {
            if category.id.trim().is_empty() || !categories.insert(&category.id) {
                report(part, format!("the category `{}` is given twice, or has no name", category.id));
            }
            if let Some(fault) = category.label.fault(main) {
                report(part, format!("the label of the category `{}`: {fault}", category.id));
            }
        }
    }
    for (position, service) in vocabulary.services.iter().enumerate().take(MAX_WORDS) {
        let part = VocabularyPart::Service(position);
        if let Some(fault) = fault_of_id(&service.id, &["", "_km", "_band"], &mut columns) {
            report(part, fault);
        }
        let labels = [Some(&service.label), service.in_sentence.as_ref()];
        if let Some(fault) = labels.into_iter().flatten().find_map(|labels| labels.fault(main)) {
            report(part, format!("the label of `{}`: {fault}", service.id));
        }
    }
    if let Some(usual) = &vocabulary.usual_service
        && !vocabulary.services.iter().any(|service| service.id == *usual)
    {
        let declared: Vec<&str> = vocabulary.services.iter().map(|service| service.id.as_str()).collect();
        let message = match &declared[..] {
            [] => format!("`{usual}` is no service: the vocabulary declares none"),
            _ => format!("`{usual}` is no service of the vocabulary; it declares {}", declared.join(", ")),
        };
        report(VocabularyPart::UsualService, message);
    }
    if let Some(fault) = fault_of_bands(&vocabulary.bands) {
        report(VocabularyPart::Bands, fault);
    }
    faults
}

/// Why a group cannot be an estimate of another, if it says so.
fn fault_of_estimate(group: &GroupDefinition, groups: &[GroupDefinition]) -> Option<String> {
    let (id, of) = (&group.id, group.estimate_of.as_ref()?);
    let Some(estimated) = groups.iter().find(|other| other.id == *of) else {
        let declared: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
        return Some(format!(
            "`{id}` is to be an estimate of `{of}`, which is no group of the vocabulary; it declares {}",
            declared.join(", ")
        ));
    };
    if estimated.estimate_of.is_some() {
        return Some(format!(
            "`{id}` is to be an estimate of `{of}`, which is an estimate itself; name the group that is counted"
        ));
    }
    (estimated.kind != group.kind).then(|| {
        format!(
            "`{id}` is a {} and `{of}`, of which it is to be an estimate, a {}: give both the same `kind`",
            group.kind.id(),
            estimated.kind.id()
        )
    })
}

/// Whether a text has the form of an id.
pub(super) fn is_id(id: &str) -> bool {
    let fits = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
    id.len() <= MAX_ID && id.bytes().all(fits) && id.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Why a text is no id, if it is none; otherwise its columns are taken.
fn fault_of_id(id: &str, endings: &[&str], columns: &mut HashSet<String>) -> Option<String> {
    if !is_id(id) {
        return Some(format!(
            "`{id}` cannot be an id; expected 1 to {MAX_ID} lower case letters a to z, digits and `_`, a letter first"
        ));
    }
    if INDICATORS.contains(&id) {
        return Some(format!("`{id}` is the name of an indicator of services"));
    }
    if columns.contains(id) && !COLUMNS.contains(&id) && !COLUMNS_OF_VALUES.contains(&id) {
        return Some(format!(
            "`{id}` is the id, or a column, of another word already; every group, service and dimension needs its own"
        ));
    }
    let mut taken = endings.iter().map(|ending| format!("{id}{ending}")).filter(|column| columns.contains(column));
    if let Some(column) = taken.next() {
        return Some(format!("`{id}` cannot be an id: there already is a column `{column}`; choose another word"));
    }
    if id.starts_with("name_") {
        return Some(format!("`{id}` cannot be an id: columns of names begin with `name_`; choose another word"));
    }
    columns.extend(endings.iter().map(|ending| format!("{id}{ending}")));
    None
}

fn fault_of_bands(edges: &[f64]) -> Option<String> {
    let expected = "expected the upper edges of the bands in kilometres, ascending, as in [0.5, 2]";
    if edges.is_empty() || edges.len() > MAX_EDGES {
        return Some(format!("there are {} edges; {expected}, at least 1 and at most {MAX_EDGES}", edges.len()));
    }
    for (position, edge) in edges.iter().enumerate() {
        let metres = edge * 1000.0;
        if !(metres >= 0.5 && *edge <= MAX_KM) || (metres - metres.round()).abs() > 1e-6 {
            return Some(format!("{edge} is no edge of a band; {expected}, in whole metres, at most {MAX_KM}"));
        }
        if position.checked_sub(1).is_some_and(|before| (edges[before] * 1000.0).round() >= metres.round()) {
            return Some(format!("{edge} does not come after the edge before it; {expected}"));
        }
    }
    None
}
