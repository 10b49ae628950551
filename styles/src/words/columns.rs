//! What the columns of features say, and what they are called.

use geodata::query::Meaning;
use geodata::tiles::{LayerContent, VectorLayer};

use super::Words;
use super::catalogue::say;

/// Calls `$say` with the message of a meaning: its value is the description of a column, its attribute `title` the title.
macro_rules! column {
    ($words:expr, $meaning:expr, $say:ident) => {
        match $meaning {
            Meaning::Code(kind) => $say!($words, "column-pcode", code = $words.code(*kind)),
            Meaning::HasOfficialCode(kind) => $say!($words, "column-pcode-official", kind = kind.id()),
            Meaning::Name(language) => $say!($words, "column-name", language = $words.name_of_language(*language)),
            Meaning::ParentCode(kind) => $say!($words, "column-parent", code = $words.code(*kind)),
            Meaning::ParentName => $say!($words, "column-parent-name"),
            Meaning::Population => $say!($words, "column-population"),
            Meaning::Area => $say!($words, "column-area"),
            Meaning::Boundaries => $say!($words, "column-boundaries"),
            Meaning::AssessedCommunities => $say!($words, "column-communities"),
            Meaning::HouseholdsOfUnit => $say!($words, "column-households-of-unit"),
            Meaning::CommunityId => $say!($words, "column-community-id"),
            Meaning::Origin => $say!($words, "column-origin"),
            Meaning::CodeOfUnit(level, kind) => {
                $say!($words, "column-unit-pcode", level = $words.own_level((*level).into()), code = $words.code(*kind))
            }
            Meaning::NameOfUnit(level) => $say!($words, "column-unit-name", level = $words.own_level((*level).into())),
            Meaning::Households => $say!($words, "column-households"),
            Meaning::HouseholdsStatus => $say!($words, "column-households-status"),
            Meaning::Access(service) => $say!($words, "column-access", service = $words.service(service)),
            Meaning::AccessKm(service) => $say!($words, "column-access-km", service = $words.service(service)),
            Meaning::AccessBand(service) => $say!($words, "column-access-band", service = $words.service(service)),
            Meaning::FacilityId => $say!($words, "column-facility-id"),
            Meaning::FacilityService => $say!($words, "column-facility-service"),
            Meaning::BorderId => $say!($words, "column-international-border-id"),
            Meaning::BorderStatus => $say!($words, "column-international-border-status"),
            Meaning::BorderAsOf => $say!($words, "column-international-border-as-of"),
            Meaning::Round => $say!($words, "column-round"),
            Meaning::Year => $say!($words, "column-year"),
            Meaning::Date => $say!($words, "column-date"),
            Meaning::Partial => $say!($words, "column-partial"),
            Meaning::Illustrative => $say!($words, "column-illustrative"),
            Meaning::Count(group) => $say!($words, "column-count", group = $words.group(group)),
            Meaning::CountStatus(group) => {
                $say!($words, "column-count-status", group = $words.group(group), id = group.id())
            }
            Meaning::IndicatorValue(indicator, per) => $say!(
                $words,
                "column-value",
                indicator = $words.indicator(indicator),
                unit = $words.unit(indicator, *per)
            ),
            Meaning::IndicatorValueOfCluster(indicator, per) => $say!(
                $words,
                "column-value-of-cluster",
                indicator = $words.indicator(indicator),
                unit = $words.unit(indicator, *per)
            ),
            Meaning::IndicatorStatus => $say!($words, "column-status"),
            Meaning::Cluster => $say!($words, "column-cluster"),
            Meaning::ClusterMembers(collection) => {
                $say!($words, "column-cluster-members", collection = collection.id())
            }
            Meaning::ExpansionZoom => $say!($words, "column-expansion-zoom"),
            Meaning::HouseholdsOfCluster => $say!($words, "column-households-of-cluster"),
            Meaning::BorderLevel => $say!($words, "column-border-level"),
            Meaning::BorderOuter => $say!($words, "column-border-outer"),
            Meaning::BorderLeft(kind) => $say!($words, "column-border-left", code = $words.code(*kind)),
            Meaning::BorderRight(kind) => $say!($words, "column-border-right", code = $words.code(*kind)),
            Meaning::BorderBoundaries => $say!($words, "column-border-boundaries"),
            Meaning::LabelCode(kind) => $say!($words, "column-label-pcode", code = $words.code(*kind)),
            Meaning::LabelClearance => $say!($words, "column-label-clearance"),
            Meaning::LabelRank => $say!($words, "column-label-rank"),
            Meaning::ContextCode => $say!($words, "column-context-code"),
            Meaning::ContextOwn => $say!($words, "column-context-own"),
            Meaning::ContextRank => $say!($words, "column-context-rank"),
            Meaning::ContextRoom => $say!($words, "column-context-room"),
            Meaning::ContextLabelKind => $say!($words, "column-context-label-kind"),
        }
    };
}

macro_rules! title {
    ($words:expr, $id:literal $(, $name:ident = $value:expr)*) => {
        $words.message(concat!($id, ".title"), &[$((stringify!($name), fluent_bundle::FluentValue::from($value))),*])
    };
}

impl Words {
    /// What a column says, in a sentence.
    pub fn column(&self, meaning: &Meaning) -> String {
        column!(self, meaning, say)
    }

    /// What a column is called.
    pub fn column_title(&self, meaning: &Meaning) -> String {
        column!(self, meaning, title)
    }

    /// What a layer of tiles is called.
    pub fn vector_layer(&self, layer: &VectorLayer) -> String {
        let collection = self.collection(layer.collection);
        match layer.content {
            LayerContent::Features => collection,
            LayerContent::Borders => say!(self, "layer-borders", collection = collection),
            LayerContent::Points => say!(self, "layer-points", collection = collection),
            LayerContent::Labels => say!(self, "layer-labels", collection = collection),
        }
    }
}

#[cfg(test)]
mod tests {
    use geodata::model::{AdminLevel, CodeKind, Language, Vocabulary};

    use super::*;

    #[test]
    fn a_column_has_a_title_and_a_description() {
        let words = Words::of(Language::ENGLISH);
        let status = Meaning::CountStatus(Vocabulary::default().group("emigrants").expect("a group").clone());
        assert_eq!(words.column_title(&status), "Emigrants: status");
        assert_eq!(words.column(&status), "Status of emigrants: reported, no_data or suppressed");
        let province = |kind| words.column_title(&Meaning::CodeOfUnit(AdminLevel::Admin1, kind));
        assert_eq!(province(CodeKind::PCode), "P-code of its province");
        assert_eq!(province(CodeKind::Iso3166), "ISO 3166 code of its province");
        assert_eq!(
            words.column_title(&Meaning::Name(Language::from_code("ru").expect("a language"))),
            "Name in Russian"
        );
    }
}
