//! The boundaries of an atlas as each zoom draws them. They are derived once, when an edition is built, since it takes long.

use super::labels::LabelAnchors;
use crate::progress::Progress;
use crate::topology::{Topology, ZoomLevel};

/// The boundaries of all levels as every zoom draws them.
#[derive(Debug, Default, PartialEq)]
pub struct SimplifiedCoverages {
    /// Their borders, simplified, by zoom from 0.
    pub borders: Vec<ZoomLevel>,
    /// Where the names of units stand.
    pub labels: LabelAnchors,
}

impl SimplifiedCoverages {
    /// Derives them, on as many threads as the machine has cores.
    pub fn new(topology: &Topology, progress: &dyn Progress) -> Self {
        let borders = topology.zooms_watched(progress);
        let labels = LabelAnchors::find(&borders, progress);
        Self { borders, labels }
    }
}
