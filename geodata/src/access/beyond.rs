use crate::atlas::Atlas;
use crate::model::{AdminLevel, Beyond, Km, ServiceStatus, ServiceTable};

/// A number that is known exactly, or between two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Interval {
    /// At least this many.
    pub low: u64,
    /// At most this many.
    pub high: u64,
}

impl Interval {
    /// True where both ends are the same.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }

    fn add(&mut self, amount: u64, beyond: Beyond) {
        match beyond {
            Beyond::Yes => {
                self.low += amount;
                self.high += amount;
            }
            Beyond::Perhaps => self.high += amount,
            Beyond::No => {}
        }
    }
}

/// What lies farther from a service than some distance, in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct BeyondRow {
    /// Position of the unit in its layer.
    pub unit: usize,
    /// Communities.
    pub communities: Interval,
    /// Their households.
    pub households: Interval,
    /// Households of all communities of the unit that lack the service: the denominator of the share.
    pub households_lacking: u64,
}

/// Communities and households of each of `units` that lack the service and are farther from it than `km` (or at least as far, if `inclusive`).
pub fn beyond(
    atlas: &Atlas,
    table: &ServiceTable,
    (km, inclusive): (Km, bool),
    by: AdminLevel,
    units: &[usize],
) -> Vec<BeyondRow> {
    let row = |unit: usize| {
        let mut row = BeyondRow { unit, ..BeyondRow::default() };
        for community in atlas.communities_of(by, unit) {
            let Some(ServiceStatus::Lacking(distance)) = table.status.get(*community) else { continue };
            let households = atlas.communities.get(*community).and_then(|c| c.households).unwrap_or_default().0;
            let answer = distance.beyond(km, inclusive);
            row.communities.add(1, answer);
            row.households.add(households, answer);
            row.households_lacking += households;
        }
        row
    };
    units.iter().map(|unit| row(*unit)).collect()
}
