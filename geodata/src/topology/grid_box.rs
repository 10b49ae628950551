use geo_types::Rect;

use super::plane::Vertex;

/// A bounding box of integer coordinates, sides included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridBox {
    /// Its western and northern side.
    pub min: Vertex,
    /// Its eastern and southern side.
    pub max: Vertex,
}

impl GridBox {
    /// The bounding box of some points; `None` if there are none.
    pub fn bounding(points: &[Vertex]) -> Option<Self> {
        let start = points.first().map(|at| Self { min: *at, max: *at })?;
        Some(points.iter().fold(start, |around, at| around.extend(*at)))
    }

    /// The bounding box of both.
    pub fn union(self, other: Self) -> Self {
        Self {
            min: Vertex { x: self.min.x.min(other.min.x), y: self.min.y.min(other.min.y) },
            max: Vertex { x: self.max.x.max(other.max.x), y: self.max.y.max(other.max.y) },
        }
    }

    /// The bounding box of this box and a point.
    pub fn extend(self, at: Vertex) -> Self {
        self.union(Self { min: at, max: at })
    }

    /// The box expanded on each side.
    pub fn expand(self, by: i32) -> Self {
        Self {
            min: Vertex { x: self.min.x - by, y: self.min.y - by },
            max: Vertex { x: self.max.x + by, y: self.max.y + by },
        }
    }

    /// Whether two boxes intersect.
    pub fn intersects(self, other: Self) -> bool {
        self.min.x <= other.max.x && other.min.x <= self.max.x && self.min.y <= other.max.y && other.min.y <= self.max.y
    }

    /// Whether a point lies in the box or on its sides.
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
