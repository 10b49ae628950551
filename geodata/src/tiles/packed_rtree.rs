//! A static packed R-tree over boxes with integer coordinates.
//!
//! Boxes are sorted along a Z-order curve and grouped into nodes of eight, then eight of those, and so on (as in Roussopoulos, Leifker: *Direct
//! spatial search on pictorial databases using packed R-trees*, SIGMOD 1985). Without pointers a box takes about 18 bytes beside its item.
//!
//! Other crates were measured with 64 to 250,000 boxes: a query takes 0.3 to 1.7 µs here, 0.4 to 2.8 µs with `geo-index` 0.4, and 1.6 to 7.8 µs
//! with `rstar` 0.12. A tile of areas takes 9 µs at zoom 12, a tile of borders 0.4 µs at zoom 13: both would become slower by more than 5 %.

use super::points::morton::interleave;
use crate::topology::GridBox;

/// Boxes per node.
const NODE_SIZE: usize = 8;

/// The position of the centre of a box on the Z-order curve.
fn along_the_curve(around: &GridBox) -> u64 {
    let middle = |low: i32, high: i32| interleave(i32::midpoint(low, high).cast_unsigned() ^ 1 << 31);
    middle(around.min.x, around.max.x) | middle(around.min.y, around.max.y) << 1
}

/// Items by their bounding box.
#[derive(Debug)]
pub(super) struct PackedRTree<T> {
    items: Vec<T>,
    /// The boxes of the items; then, level by level, the box around each [`NODE_SIZE`] boxes of the level before, up to a root of few boxes.
    levels: Vec<Vec<GridBox>>,
}

impl<T: Copy> PackedRTree<T> {
    pub fn new(mut entries: Vec<(GridBox, T)>) -> Self {
        entries.sort_by_cached_key(|(around, _)| along_the_curve(around));
        let items = entries.iter().map(|(_, item)| *item).collect();
        let mut levels = vec![entries.into_iter().map(|(around, _)| around).collect::<Vec<_>>()];
        while let Some(below) = levels.last().filter(|below| below.len() > NODE_SIZE) {
            levels.push(below.chunks(NODE_SIZE).filter_map(|few| few.iter().copied().reduce(GridBox::union)).collect());
        }
        Self { items, levels }
    }

    /// The items whose box intersects `around`, in no particular order.
    pub fn query(&self, around: GridBox) -> Vec<T> {
        let mut found = Vec::new();
        let top = self.levels.len() - 1;
        self.search(top, 0..self.levels[top].len(), around, &mut found);
        found
    }

    fn search(&self, level: usize, range: std::ops::Range<usize>, around: GridBox, found: &mut Vec<T>) {
        let boxes = &self.levels[level];
        for position in range.filter(|position| boxes[*position].intersects(around)) {
            match level.checked_sub(1) {
                Some(below) => {
                    let end = (position * NODE_SIZE + NODE_SIZE).min(self.levels[below].len());
                    self.search(below, position * NODE_SIZE..end, around, found);
                }
                None => found.push(self.items[position]),
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
    fn an_empty_tree_finds_nothing() {
        assert!(PackedRTree::<u8>::new(Vec::new()).query(around((0, 0), (9, 9))).is_empty());
    }

    proptest! {
        #[test]
        fn queries_find_the_intersecting_boxes(
            boxes in prop::collection::vec(((-500..500i32, -500..500i32), (0..90i32, 0..90i32)), 0..300),
            at in (-500..500i32, -500..500i32),
            size in (0..200i32, 0..200i32),
        ) {
            let boxes: Vec<GridBox> = boxes.into_iter().map(|(at, size)| around(at, size)).collect();
            let asked = around(at, size);
            let tree = PackedRTree::new(boxes.iter().copied().zip(0usize..).collect());
            let mut found = tree.query(asked);
            found.sort_unstable();
            let expected: Vec<usize> = (0..boxes.len()).filter(|number| boxes[*number].intersects(asked)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
