//! `manifest.json`: what an edition is, what it was built from, and what its files must be.

use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::EditionError;
use super::checksum::sha256;
use crate::model::DatasetInfo;
use crate::model::{
    AdminLevel, BoundaryStatus, Dimension, DistanceDetail, PlaceLevel, PopulationGroup, Round, RoundId, Service, Source,
};

/// Goes up whenever an older Kerben would read an edition wrongly, or not at all.
pub(super) const FORMAT: u64 = 4;
/// The name of the manifest in the folder of the edition.
pub(super) const MANIFEST: &str = "manifest.json";
/// The checksum of the manifest, as `sha256sum` writes and checks it.
pub(super) const MANIFEST_SUM: &str = "manifest.json.sha256";

/// Bytes of a manifest. What grows with the data is not in it.
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
    pub(super) sources: Vec<Source>,
    pub(super) rounds: Vec<Round>,
    pub(super) layers: Vec<LayerEntry>,
    pub(super) communities: PointsEntry,
    pub(super) facilities: PointsEntry,
    pub(super) counts: Vec<CountsEntry>,
    pub(super) breakdowns: Vec<BreakdownEntry>,
    pub(super) services: Vec<ServiceEntry>,
    pub(super) files: Vec<FileEntry>,
}

/// One admin layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayerEntry {
    pub(super) level: AdminLevel,
    pub(super) boundaries: BoundaryStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
    pub(super) sources: Vec<String>,
}

/// One layer of points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PointsEntry {
    pub(super) sources: Vec<String>,
}

/// One table of counts, in the order of the rows of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountsEntry {
    pub(super) round: RoundId,
    pub(super) group: PopulationGroup,
    pub(super) level: PlaceLevel,
    pub(super) years: Vec<u16>,
    pub(super) sources: Vec<String>,
}

/// One breakdown, in the order of the rows of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BreakdownEntry {
    pub(super) round: RoundId,
    pub(super) group: PopulationGroup,
    pub(super) dimension: Dimension,
    pub(super) level: PlaceLevel,
    pub(super) categories: Vec<String>,
    pub(super) sources: Vec<String>,
}

/// What a round says of one service, in the order of the rows of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceEntry {
    pub(super) round: RoundId,
    pub(super) service: Service,
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
    pub(super) fn read(edition: &Path) -> Result<Self, EditionError> {
        let path = edition.join(MANIFEST);
        let text = read_file(&path, MAX_BYTES)?;
        // What a person did to it is told before the checksum that it no longer has.
        let version: Version = serde_json::from_slice(&text).map_err(|error| malformed(&path, &error))?;
        if version.format != FORMAT {
            return Err(EditionError::Version { path, found: version.format, known: FORMAT });
        }
        let manifest = serde_json::from_slice(&text).map_err(|error| malformed(&path, &error))?;
        let sum_path = edition.join(MANIFEST_SUM);
        let sum = read_file(&sum_path, MAX_BYTES)?;
        let found = sha256(&text);
        let expected = std::str::from_utf8(&sum).ok().and_then(|line| line.strip_suffix(&format!("  {MANIFEST}\n")));
        match expected {
            Some(expected) if expected == found => Ok(manifest),
            Some(expected) => Err(EditionError::Checksum { path, expected: expected.to_owned(), found }),
            None => {
                let reason = format!("this is not the checksum of `{MANIFEST}` as sha256sum writes it");
                Err(EditionError::Content { path: sum_path, reason })
            }
        }
    }

    /// What the manifest says of a file.
    pub(super) fn file(&self, edition: &Path, name: &str) -> Result<&FileEntry, EditionError> {
        self.files.iter().find(|file| file.name == name).ok_or_else(|| EditionError::Manifest {
            path: edition.join(MANIFEST),
            line: None,
            reason: format!("it does not list the file `{name}`"),
        })
    }
}

/// The content of a file that must be there, and has no more bytes than are expected.
pub(super) fn read_file(path: &Path, most: u64) -> Result<Vec<u8>, EditionError> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => EditionError::Missing { path: path.to_owned() },
        _ => EditionError::io(path)(error),
    };
    let metadata = std::fs::metadata(path).map_err(failed)?;
    // Whoever opens a pipe waits until somebody writes into it.
    if !metadata.is_file() {
        return Err(EditionError::content(path, "it is no regular file"));
    }
    if metadata.len() > most {
        return Err(EditionError::content(path, format!("it has more than {most} bytes")));
    }
    let mut content = Vec::new();
    let file = std::fs::File::open(path).map_err(failed)?;
    file.take(most).read_to_end(&mut content).map_err(failed)?;
    Ok(content)
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
