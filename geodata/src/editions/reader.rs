//! An edition while it is read.

use std::sync::Arc;

use super::EditionError;
use super::manifest::Manifest;
use super::prefetch::Prefetch;
use super::storage::EditionFiles;
use super::table::{Budget, Schema, TableReader};
use crate::model::{Dimension, PopulationGroup, Service};
use crate::progress::Progress;

/// The files of an edition, and what its manifest says.
pub(super) struct EditionReader<'a> {
    edition: &'a EditionFiles<'a>,
    manifest: &'a Manifest,
    ahead: Prefetch,
    budget: Arc<Budget>,
    pub(super) progress: &'a dyn Progress,
}

impl<'a> EditionReader<'a> {
    pub(super) fn new(
        edition: &'a EditionFiles<'a>,
        manifest: &'a Manifest,
        ahead: Prefetch,
        progress: &'a dyn Progress,
    ) -> Self {
        Self { edition, manifest, ahead, budget: Arc::default(), progress }
    }

    pub(super) fn manifest(&self) -> &Manifest {
        self.manifest
    }

    /// Opens a file after making sure that it is as it was written.
    pub(super) fn open(&self, name: &str, schema: &Schema) -> Result<TableReader, EditionError> {
        let content = self.ahead.take(self.edition, self.manifest, name)?;
        let rows = self.manifest.file(self.edition, name)?.rows;
        TableReader::open(self.edition.path(name), content, schema, rows, Arc::clone(&self.budget))
    }

    /// The population group with this name.
    pub(super) fn group(&self, id: &str) -> Result<PopulationGroup, EditionError> {
        let found = self.manifest.vocabulary.group(id).cloned();
        found.ok_or_else(|| self.inconsistent(format!("there is no population group `{id}` in its vocabulary")))
    }

    /// The service with this name.
    pub(super) fn service(&self, id: &str) -> Result<Service, EditionError> {
        let found = self.manifest.vocabulary.service(id).cloned();
        found.ok_or_else(|| self.inconsistent(format!("there is no service `{id}` in its vocabulary")))
    }

    /// The dimension with this name.
    pub(super) fn dimension(&self, id: &str) -> Result<Dimension, EditionError> {
        let found = self.manifest.vocabulary.dimension(id).cloned();
        found.ok_or_else(|| self.inconsistent(format!("there is no dimension `{id}` in its vocabulary")))
    }

    /// An error about parts that do not fit together.
    pub(super) fn inconsistent(&self, reason: String) -> EditionError {
        EditionError::inconsistent(&self.edition.shown())(reason)
    }
}
