use geo_types::Rect;

use super::plane::Vertex;

/// A box of whole coordinates, its sides counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridBox {
    /// Its western and northern side.
    pub min: Vertex,
    /// Its eastern and southern side.
    pub max: Vertex,
}

impl GridBox {
    /// The smallest box around some places; None around none.
    pub fn bounding(points: &[Vertex]) -> Option<Self> {
        let start = points.first().map(|at| Self { min: *at, max: *at })?;
        Some(points.iter().fold(start, |around, at| around.extend(*at)))
    }

    /// The smallest box around both.
    pub fn union(self, other: Self) -> Self {
        Self {
            min: Vertex { x: self.min.x.min(other.min.x), y: self.min.y.min(other.min.y) },
            max: Vertex { x: self.max.x.max(other.max.x), y: self.max.y.max(other.max.y) },
        }
    }

    /// The smallest box around this one and a place.
    pub fn extend(self, at: Vertex) -> Self {
        self.union(Self { min: at, max: at })
    }

    /// The box with a margin around it.
    pub fn expand(self, by: i32) -> Self {
        Self {
            min: Vertex { x: self.min.x - by, y: self.min.y - by },
            max: Vertex { x: self.max.x + by, y: self.max.y + by },
        }
    }

    /// Whether they have a place in common.
    pub fn intersects(self, other: Self) -> bool {
        self.min.x <= other.max.x && other.min.x <= self.max.x && self.min.y <= other.max.y && other.min.y <= self.max.y
    }

    /// Whether a place lies in it, or on a side.
    pub fn contains(self, at: Vertex) -> bool {
        self.min.x <= at.x && at.x <= self.max.x && self.min.y <= at.y && at.y <= self.max.y
    }
}

impl From<GridBox> for Rect<f64> {
    fn from(around: GridBox) -> Self {
        let float = |at: Vertex| (f64::from(at.x), f64::from(at.y));
        Self::new(float(around.min), float(around.max))
    }
}
