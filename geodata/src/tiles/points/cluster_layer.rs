//! The clusters of a collection of points as a request wants them.

use super::clustering::{ClusterMode, ClusterZooms};
use super::columns::{ClusterColumn, ClusterColumns, IndicatorSums};
use super::layer::clustered_point_layer;
use super::z_order::ZOrderPoints;
use crate::grid::TileId;
use crate::query::{Columns, ColumnsError};
use crate::tiles::{DEEPEST_ZOOM, EncodedRow, TileField};
use std::sync::Arc;

/// Points, the mode in which they are clustered, and the columns of the clusters.
pub struct ClusterLayer<'a> {
    /// The mode.
    pub mode: ClusterMode,
    /// The points.
    pub points: &'a ZOrderPoints,
    /// What the clusters say.
    pub columns: ClusterColumns<'a>,
}

/// Where a tileset has clusters, and what they say.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterInfo {
    /// The mode.
    pub mode: ClusterMode,
    /// The zooms that have clusters; none where there are none.
    pub zooms: Option<ClusterZooms>,
    /// What clusters say, where there are any.
    pub fields: Vec<TileField>,
}

impl<'a> ClusterLayer<'a> {
    /// Takes only the named columns, of single points and of clusters. A property must be one of either.
    pub fn select<'c>(
        mut self,
        mut of_points: Columns<'c>,
        groups: Option<&[String]>,
        properties: Option<&[String]>,
    ) -> Result<(Columns<'c>, Self), ColumnsError> {
        if let Some(groups) = groups {
            of_points = of_points.with_groups(groups)?;
            self = self.with_columns(Some(groups), None);
        }
        let Some(names) = properties else { return Ok((of_points, self)) };
        let own: Vec<String> = self.own_columns(&of_points).map(|column| column.name.clone()).collect();
        let others: Vec<String> = names.iter().filter(|name| !own.contains(name)).cloned().collect();
        let of_points = of_points.select(&others).map_err(|error| match error {
            ColumnsError::UnknownColumn { name, known } => {
                ColumnsError::UnknownColumn { name, known: known.into_iter().chain(own).collect() }
            }
            other => other,
        })?;
        Ok((of_points, self.with_columns(None, Some(names))))
    }

    /// The same for clusters alone, where the names are known to be right.
    pub fn with_columns(mut self, groups: Option<&[String]>, properties: Option<&[String]>) -> Self {
        if let Some(groups) = groups {
            self.columns = self.columns.with_groups(groups);
        }
        if let Some(names) = properties {
            self.columns = self.columns.select(names);
        }
        self
    }

    /// With the sums of an indicator, so that a cluster of any size takes little time. They are computed only for indicators that need
    /// them.
    pub fn with_indicator_sums(mut self, sums: impl FnOnce(&ClusterColumns<'a>) -> Arc<IndicatorSums>) -> Self {
        if self.columns.needs_indicator_sums() {
            let sums = sums(&self.columns);
            self.columns = self.columns.with_indicator_sums(sums);
        }
        self
    }

    /// Without the columns that depend on the round.
    pub fn geometry_only(mut self) -> Self {
        self.columns = self.columns.geometry_only();
        self
    }

    /// A tile of a zoom that has clusters; None where it shows nothing.
    pub fn tile<'s>(
        &self,
        name: &str,
        tile: TileId,
        zooms: ClusterZooms,
        single: impl FnMut(usize) -> Option<EncodedRow<'s>>,
    ) -> Option<Vec<u8>> {
        clustered_point_layer(name, self.points, tile, zooms, single, |cluster| self.columns.attributes(cluster))
    }

    /// The fields that clusters have and single points have not.
    pub fn own_fields(&self, of_points: &Columns<'_>) -> Vec<TileField> {
        match self.zooms(of_points) {
            Some(_) => self.own_columns(of_points).map(ClusterColumn::field).collect(),
            None => Vec::new(),
        }
    }

    /// At which zooms there are clusters, and what they say.
    pub fn info(&self, of_points: &Columns<'_>) -> ClusterInfo {
        let zooms = self.zooms(of_points);
        let columns = if zooms.is_some() { self.columns.columns() } else { &[] };
        ClusterInfo { mode: self.mode, zooms, fields: columns.iter().map(ClusterColumn::field).collect() }
    }

    /// The columns that only clusters have.
    fn own_columns(&self, of_points: &Columns<'_>) -> impl Iterator<Item = &ClusterColumn> {
        let shown = if self.mode == ClusterMode::Never { &[][..] } else { self.columns.columns() };
        shown.iter().filter(|column| of_points.position(&column.name).is_none())
    }

    fn zooms(&self, of_points: &Columns<'_>) -> Option<ClusterZooms> {
        self.mode.zooms(self.points, of_points.columns().len(), DEEPEST_ZOOM)
    }
}
