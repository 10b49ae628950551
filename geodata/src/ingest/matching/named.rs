//! What a name names, and where it is looked for.

use super::unit_type::Vague;

/// A unit of any level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::ingest) struct UnitId {
    /// The position of its level.
    pub(super) level: usize,
    /// Its position in its layer.
    pub(in crate::ingest) unit: usize,
}

/// How a unit was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum How {
    /// By its code in another spelling. Codes as they are written are looked up before.
    Code,
    /// By one of its names.
    Name,
    /// By another name, from the boundaries or from `[[aliases]]`.
    Alias,
    /// By what `matches.csv` says.
    Decision,
}

/// The units that a name must lie in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) enum Within {
    /// Nothing is stated.
    Anywhere,
    /// For each stated parent the units that it may be.
    Units(Vec<Vec<UnitId>>),
}

/// Why a name names no unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) enum Unnamed {
    /// Several units have it.
    Several(Vec<UnitId>),
    /// One unit has it, but so has one of a level above, which may be meant.
    LevelUnclear(UnitId, UnitId),
    /// The units that have it are of another type.
    OtherType(Vec<UnitId>),
    /// It says itself that no unit is meant.
    Vague(Vague),
    /// None has it.
    NoUnit,
}

/// What a row is about that cites a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum About {
    /// The unit: a row of a larger unit with the same name may stand in the same column.
    Unit,
    /// Something in the unit.
    Part,
}
