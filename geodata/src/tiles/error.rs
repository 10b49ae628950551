use crate::figures::FigureError;
use crate::query::{Collection, ColumnsError};

/// Why there is no tile for a request.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TileError {
    /// The attributes cannot be had.
    #[error(transparent)]
    Columns(#[from] ColumnsError),
    /// The indicator cannot be had.
    #[error(transparent)]
    Figures(#[from] FigureError),
    /// Layers were chosen of a collection that has one.
    #[error("{} have one layer; `layers` belongs to levels of units", .0.id())]
    OneLayer(Collection),
    /// Clusters were asked for of areas.
    #[error("{} are areas: only points are grouped", .0.id())]
    NotPoints(Collection),
    /// An indicator was asked for of places that nothing was counted for.
    #[error("{} have no figures", .0.id())]
    NoFigures(Collection),
}
