//! Which rounds make one line, and where it breaks.

use super::{Caveat, RoundDifference, RoundOf, differences};
use crate::atlas::Atlas;
use crate::figures::Indicator;
use crate::model::{Period, Round};

/// Rounds that follow each other and count the same thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment<'a> {
    /// The rounds, the earliest first.
    pub rounds: Vec<&'a Round>,
    /// What differs between its first round and the last one of the segment before: why there is a break. Nothing for the first segment.
    pub breaks: Vec<RoundDifference>,
    /// For each of its rounds after the first, what differs from the round before and does not break the line: which places were reached.
    pub remarks: Vec<Vec<RoundDifference>>,
}

/// Rounds in their order, cut where definition, method or time change. That other places were reached is no break, since it changes with
/// nearly every round, and is returned as a remark.
pub fn segments<'a>(atlas: &Atlas, indicator: &Indicator, period: Period, rounds: &[&'a Round]) -> Vec<Segment<'a>> {
    let mut segments: Vec<Segment<'a>> = Vec::new();
    for round in rounds {
        let last = segments.last_mut();
        let before = last.as_ref().and_then(|segment| segment.rounds.last().copied());
        let of = |round| RoundOf { atlas, round, indicator };
        let found = before.map_or_else(Vec::new, |before| differences(period, [of(before), of(round)]));
        let is_broken = found.iter().any(|difference| difference.caveat() != Caveat::Population);
        match last {
            Some(segment) if !is_broken => {
                segment.rounds.push(round);
                segment.remarks.push(found);
            }
            _ => segments.push(Segment { rounds: vec![round], breaks: found, remarks: Vec::new() }),
        }
    }
    segments
}
