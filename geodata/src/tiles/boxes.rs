//! Things by the box around them: an R-tree that is packed once and never changes.
//!
//! Boxes are sorted along a Z-order curve and taken together eight by eight, then eight of those, and so on (as in Roussopoulos,
//! Leifker: *Direct spatial search on pictorial databases using packed R-trees*, SIGMOD 1985). Whole coordinates, no pointers:
//! about 17 bytes to a box beside what it stands for.

use super::points::morton::interleave;
use crate::topology::GridBox;

/// Boxes taken together.
const FAN: usize = 8;

/// Where the middle of a box stands on the Z-order curve.
fn along_the_curve(around: &GridBox) -> u64 {
    let middle = |low: i32, high: i32| interleave(i32::midpoint(low, high).cast_unsigned() ^ 1 << 31);
    middle(around.min.x, around.max.x) | middle(around.min.y, around.max.y) << 1
}

/// Things by the box around them.
#[derive(Debug)]
pub(super) struct Boxes<T> {
    things: Vec<T>,
    /// The boxes of the things; then those around each [`FAN`] of the ones before, up to a last few.
    storeys: Vec<Vec<GridBox>>,
}

impl<T: Copy> Boxes<T> {
    pub fn new(mut entries: Vec<(GridBox, T)>) -> Self {
        entries.sort_by_cached_key(|(around, _)| along_the_curve(around));
        let things = entries.iter().map(|(_, thing)| *thing).collect();
        let mut storeys = vec![entries.into_iter().map(|(around, _)| around).collect::<Vec<_>>()];
        while let Some(below) = storeys.last().filter(|below| below.len() > FAN) {
            storeys.push(below.chunks(FAN).filter_map(|few| few.iter().copied().reduce(GridBox::union)).collect());
        }
        Self { things, storeys }
    }

    /// The things whose box meets one, in no order.
    pub fn meeting(&self, around: GridBox) -> Vec<T> {
        let mut found = Vec::new();
        let top = self.storeys.len() - 1;
        self.search(top, 0..self.storeys[top].len(), around, &mut found);
        found
    }

    fn search(&self, storey: usize, range: std::ops::Range<usize>, around: GridBox, found: &mut Vec<T>) {
        let boxes = &self.storeys[storey];
        for position in range.filter(|position| boxes[*position].intersects(around)) {
            match storey.checked_sub(1) {
                Some(below) => {
                    let end = (position * FAN + FAN).min(self.storeys[below].len());
                    self.search(below, position * FAN..end, around, found);
                }
                None => found.push(self.things[position]),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::Coord;
    use proptest::prelude::*;

    fn around((x, y): (i32, i32), (width, height): (i32, i32)) -> GridBox {
        GridBox { min: Coord { x, y }, max: Coord { x: x + width, y: y + height } }
    }

    #[test]
    fn nothing_is_found_among_nothing() {
        assert!(Boxes::<u8>::new(Vec::new()).meeting(around((0, 0), (9, 9))).is_empty());
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_meets(
            boxes in prop::collection::vec(((-500..500i32, -500..500i32), (0..90i32, 0..90i32)), 0..300),
            at in (-500..500i32, -500..500i32),
            size in (0..200i32, 0..200i32),
        ) {
            let boxes: Vec<GridBox> = boxes.into_iter().map(|(at, size)| around(at, size)).collect();
            let asked = around(at, size);
            let tree = Boxes::new(boxes.iter().copied().zip(0usize..).collect());
            let mut found = tree.meeting(asked);
            found.sort_unstable();
            let expected: Vec<usize> = (0..boxes.len()).filter(|number| boxes[*number].intersects(asked)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
