//! `manifest.json`: the metadata of an edition, its sources, and the checksums of its files.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::EditionError;
use super::checksum::sha256;
use super::storage::{EditionFiles, MANIFEST, MANIFEST_SUM};
use crate::model::DatasetInfo;
use crate::model::{
    AdminLevel, BoundaryStatus, CodeKind, ContextKind, Derivation, DistanceDetail, Labels, Language, PlaceLevel, Round,
    RoundId, Source, Vocabulary,
};

/// Goes up whenever an older Kerben would read an edition wrongly, or not at all.
pub(super) const FORMAT: u64 = 5;
/// The oldest that is read: it has everything but a vocabulary.
const OLDEST_FORMAT: u64 = 4;
/// Before this format all places had English names, whatever languages a dataset named.
const FORMAT_WITH_MAIN_LANGUAGE: u64 = 5;
/// Maximum bytes of a manifest. Nothing in it grows with the data.
const MAX_BYTES: u64 = 16 << 20;

/// Everything of an atlas that is not a column, and everything that must be known of the files that are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// The version of the form of editions.
    pub(super) format: u64,
    /// The version of Kerben that wrote it.
    pub(super) kerben: String,
    /// The fingerprint of the sources that it was built from.
    pub(super) fingerprint: Fingerprint,
    pub(super) dataset: DatasetInfo,
    /// An edition of before has the usual one.
    #[serde(default)]
    pub(super) vocabulary: Vocabulary,
    pub(super) sources: Vec<Source>,
    pub(super) rounds: Vec<Round<String>>,
    pub(super) layers: Vec<LayerEntry>,
    pub(super) communities: PointsEntry,
    pub(super) facilities: PointsEntry,
    /// None in editions of datasets without, and in those of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) international_borders: Option<BordersEntry>,
    /// Not in editions of before, nor where all is from Natural Earth.
    #[serde(default, skip_serializing_if = "ContextEntry::is_usual")]
    pub(super) context: ContextEntry,
    pub(super) counts: Vec<CountsEntry>,
    /// Counts of larger places that sources state, behind the others in the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) stated_counts: Vec<CountsEntry>,
    pub(super) breakdowns: Vec<BreakdownEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) stated_breakdowns: Vec<BreakdownEntry>,
    pub(super) services: Vec<ServiceEntry>,
    pub(super) files: Vec<FileEntry>,
}

/// One admin layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayerEntry {
    pub(super) level: AdminLevel,
    /// None where they are P-codes, as in editions of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) codes: Option<CodeKind>,
    pub(super) boundaries: BoundaryStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<Labels>,
    pub(super) sources: Vec<String>,
}

/// One layer of points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PointsEntry {
    pub(super) sources: Vec<String>,
    /// The level that communities state their unit at; none where it is admin2, as in editions of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) level: Option<AdminLevel>,
    /// Whether the file has the column `households_status`, since those of some community are suppressed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) households_status: bool,
    /// Whether the columns of geometry are optional, since some community has no coordinates.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) optional_geometry: bool,
}

/// The borders between countries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BordersEntry {
    pub(super) sources: Vec<String>,
}

/// What lies in and around the country.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContextEntry {
    pub(super) countries: ContextLayerEntry,
    pub(super) lakes: ContextLayerEntry,
    pub(super) rivers: ContextLayerEntry,
    pub(super) places: ContextLayerEntry,
}

/// Where one kind of it is from; what is the dataset's own is in a file.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ContextLayerEntry {
    #[default]
    NaturalEarth,
    Nothing,
    Own {
        sources: Vec<String>,
    },
}

impl ContextEntry {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The kinds that have a file.
    pub(super) fn own(&self) -> impl Iterator<Item = ContextKind> {
        let Self { countries, lakes, rivers, places } = self;
        let layers = ContextKind::ALL.into_iter().zip([countries, lakes, rivers, places]);
        layers.filter(|(_, layer)| matches!(layer, ContextLayerEntry::Own { .. })).map(|(kind, _)| kind)
    }
}

impl PointsEntry {
    /// The level that communities state their unit at.
    pub(super) fn community_level(&self) -> AdminLevel {
        self.level.unwrap_or(AdminLevel::Admin2)
    }
}

/// One table of counts, in the order of the rows of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountsEntry {
    pub(super) round: RoundId,
    pub(super) group: String,
    pub(super) level: PlaceLevel,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) years: Vec<u16>,
    /// Of a stock. A flow that has no years either is counted over its window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    pub(super) sources: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) derived: Vec<Derivation>,
}

/// One breakdown, in the order of the rows of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BreakdownEntry {
    pub(super) round: RoundId,
    pub(super) group: String,
    pub(super) dimension: String,
    pub(super) level: PlaceLevel,
    pub(super) categories: Vec<String>,
    pub(super) sources: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) derived: Vec<Derivation>,
}

/// What a round says of one service, in the order of the rows of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceEntry {
    pub(super) round: RoundId,
    pub(super) service: String,
    pub(super) detail: DistanceDetail,
    pub(super) sources: Vec<String>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileEntry {
    pub(super) name: String,
    pub(super) rows: u64,
    pub(super) bytes: u64,
    /// In hexadecimal.
    pub(super) sha256: String,
}

/// All that is read before the version is known.
#[derive(Deserialize)]
struct Version {
    format: u64,
}

impl Manifest {
    /// The text of the manifest, and the text beside it with its checksum.
    pub(super) fn texts(&self) -> Result<(String, String), serde_json::Error> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        let sum = format!("{}  {MANIFEST}\n", sha256(text.as_bytes()));
        Ok((text, sum))
    }

    /// Reads the manifest of an edition, and looks whether it is as it was written.
    pub(super) fn read(edition: &EditionFiles<'_>) -> Result<Self, EditionError> {
        let path = edition.path(MANIFEST);
        let text = edition.read(MANIFEST, MAX_BYTES)?;
        // What a person did to it is told before the checksum that it no longer has.
        let version: Version = serde_json::from_slice(&text).map_err(|error| malformed(&path, &error))?;
        if !(OLDEST_FORMAT..=FORMAT).contains(&version.format) {
            return Err(EditionError::Version { path, found: version.format, known: FORMAT });
        }
        let mut manifest: Self = serde_json::from_slice(&text).map_err(|error| malformed(&path, &error))?;
        let languages = &mut manifest.dataset.languages;
        if version.format < FORMAT_WITH_MAIN_LANGUAGE && !languages.contains(&Language::ENGLISH) {
            languages.insert(0, Language::ENGLISH);
        }
        manifest.vocabulary = manifest.vocabulary.in_main_language(manifest.dataset.main_language());
        let sum = edition.read(MANIFEST_SUM, MAX_BYTES)?;
        let found = sha256(&text);
        let expected = std::str::from_utf8(&sum).ok().and_then(|line| line.strip_suffix(&format!("  {MANIFEST}\n")));
        match expected {
            Some(expected) if expected == found => Ok(manifest),
            Some(expected) => Err(EditionError::Checksum { path, expected: expected.to_owned(), found }),
            None => {
                let reason = format!("this is not the checksum of `{MANIFEST}` as sha256sum writes it");
                Err(EditionError::Content { path: edition.path(MANIFEST_SUM), reason })
            }
        }
    }

    /// What the manifest says of a file.
    pub(super) fn file(&self, edition: &EditionFiles<'_>, name: &str) -> Result<&FileEntry, EditionError> {
        self.files.iter().find(|file| file.name == name).ok_or_else(|| EditionError::Manifest {
            path: edition.path(MANIFEST),
            line: None,
            reason: format!("it does not list the file `{name}`"),
        })
    }
}

fn malformed(path: &Path, error: &serde_json::Error) -> EditionError {
    // The place is a field of its own.
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or(&text).to_owned();
    EditionError::Manifest { path: path.to_owned(), line: Some(error.line()).filter(|line| *line > 0), reason }
}

/// A fingerprint is sixteen hexadecimal digits: JSON's numbers are not whole beyond 2⁵³.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Fingerprint(pub(super) u64);

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        format!("{:016x}", fingerprint.0)
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let is_hexadecimal = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = is_hexadecimal.then(|| u64::from_str_radix(&text, 16).ok()).flatten();
        number.map(Self).ok_or_else(|| format!("`{text}` is not a fingerprint of sixteen hexadecimal digits"))
    }
}
