//! Places for a name within its area.
//!
//! A band as high as the text is cut by the borders that pass it; what is left between them is room, exactly. Bands are tried from
//! the top of the area to its bottom, and in the widest gaps a name stands as near to the centre of the area as it can.

use geo_types::{Coord, MultiPolygon, Rect};

use super::candidate::{Candidate, LEAST_PADDING};
use super::request::Obstacles;
use super::settings::Setting;
use crate::scene::geometry::{self, Segment, distance, distance_to_segment, edges_of};

/// The room between a name and the borders that looks well, in pixels.
const PADDING: f64 = 4.0;
/// What it costs to have less.
const TIGHT: f64 = 0.2;
/// What it costs to stand a square root of the area away from the centre.
const OFF_CENTER: f64 = 1.0;
/// How many bands are tried.
const BANDS: f64 = 24.0;
/// How high the parts of an area are that its borders are sorted into, in pixels, at least.
const ROW: f64 = 4.0;
const MOST_ROWS: f64 = 256.0;
/// How many places for the end of a line are looked for.
const MOST_ANCHORS: usize = 6;
/// How near to the border such a place may be, by the largest distance that there is.
const SHALLOW: f64 = 0.35;
/// How far apart these places are at least, in pixels.
const LEAST_APART: f64 = 6.0;

/// The best place for a name; none where no way to write it fits.
pub(super) fn best(
    area: &MultiPolygon<f64>,
    settings: &[Setting],
    frame: Rect<f64>,
    obstacles: Obstacles<'_>,
) -> Option<Candidate> {
    let mut room = Room::new(area, frame, obstacles)?;
    let mut best: Option<Candidate> = None;
    // No band has more room than the lowest.
    let lowest = settings.iter().map(|setting| setting.height).fold(f64::INFINITY, f64::min) + 2.0 * LEAST_PADDING;
    let widest = room.widest(lowest);
    // What found no room: what is no smaller finds none either.
    let mut too_large: Vec<[f64; 2]> = Vec::new();
    for (number, setting) in settings.iter().enumerate() {
        for (padding, tight) in [(PADDING, 0.0), (LEAST_PADDING, TIGHT)] {
            let least_cost = setting.cost + tight;
            if best.as_ref().is_some_and(|best| best.cost <= least_cost) {
                continue;
            }
            let size = [setting.width + 2.0 * padding, setting.height + 2.0 * padding];
            if size[0] > widest || too_large.iter().any(|known| known[0] <= size[0] && known[1] <= size[1]) {
                continue;
            }
            let Some((center, off)) = room.nearest(size) else {
                too_large.push(size);
                continue;
            };
            let cost = least_cost + OFF_CENTER * off;
            if best.as_ref().is_none_or(|best| cost < best.cost) {
                best = Some(Candidate { setting: number, bounds: setting.around(center), leader: None, cost });
            }
        }
    }
    best
}

/// Places in an area where a line to its name may end: deep inside, the first near its centre.
pub(super) fn anchors(area: &MultiPolygon<f64>, frame: Rect<f64>, obstacles: Obstacles<'_>) -> Vec<Coord<f64>> {
    let Some(mut room) = Room::new(area, frame, obstacles) else { return Vec::new() };
    let edges: Vec<Segment> = edges_of(area).collect();
    let mut found: Vec<(f64, Coord<f64>)> = Vec::new();
    for y in room.bands(1.0) {
        for [left, right] in room.gaps(y, 1.0) {
            if right - left > 2.0 {
                let at = Coord { x: f64::midpoint(left, right), y };
                let clearance = edges.iter().map(|edge| distance_to_segment(at, *edge)).fold(f64::INFINITY, f64::min);
                found.push((clearance, at));
            }
        }
    }
    let deepest = found.iter().map(|(clearance, _)| *clearance).fold(0.0, f64::max);
    let deep = found.into_iter().filter(|(clearance, _)| *clearance > 1.0 && *clearance > SHALLOW * deepest);
    let mut left: Vec<Coord<f64>> = deep.map(|(_, at)| at).collect();
    let mut chosen: Vec<Coord<f64>> = Vec::new();
    // The first is nearest to the centre, each other as far as can be from those before.
    let from_center = |at: &Coord<f64>| distance(*at, room.center);
    while let Some(next) = match chosen.as_slice() {
        [] => (0..left.len()).min_by(|a, b| from_center(&left[*a]).total_cmp(&from_center(&left[*b]))),
        chosen if chosen.len() < MOST_ANCHORS => {
            let apart =
                |at: &usize| chosen.iter().map(|other| distance(*other, left[*at])).fold(f64::INFINITY, f64::min);
            (0..left.len()).max_by(|a, b| apart(a).total_cmp(&apart(b))).filter(|at| apart(at) > LEAST_APART)
        }
        _ => None,
    } {
        chosen.push(left.swap_remove(next));
    }
    chosen
}

/// Where names have room in an area.
struct Room<'a> {
    frame: Rect<f64>,
    obstacles: Obstacles<'a>,
    /// The lakes that may be in the area.
    waters: Vec<Segment>,
    edges: Vec<Segment>,
    top: f64,
    bottom: f64,
    row: f64,
    /// For each row of pixels of the area: the edges in it.
    rows: Vec<Vec<u32>>,
    center: Coord<f64>,
    /// The square root of the area.
    size: f64,
    /// What is known of bands that were asked for before.
    known: Vec<Bands>,
    /// Room for the work of [`Self::gaps`].
    taken: Vec<Taken>,
}

/// The bands of some height.
struct Bands {
    height: f64,
    /// The middle of each, and its gaps once they are found.
    bands: Vec<(f64, Option<Vec<[f64; 2]>>)>,
}

/// A stretch of a band that is not free.
#[derive(Clone, Copy)]
struct Taken {
    from: f64,
    to: f64,
    /// Whether a border of the area crosses the middle of the band here.
    crosses: bool,
    /// Whether the shore of a lake does.
    crosses_shore: bool,
}

impl<'a> Room<'a> {
    fn new(area: &MultiPolygon<f64>, frame: Rect<f64>, obstacles: Obstacles<'a>) -> Option<Self> {
        let edges: Vec<Segment> = edges_of(area).collect();
        let (center, square) = centroid(area)?;
        let bounds = geometry::bounds(area)?;
        let (top, bottom) = (bounds.min().y.max(frame.min().y), bounds.max().y.min(frame.max().y));
        if top >= bottom {
            return None;
        }
        let row = ROW.max((bottom - top) / MOST_ROWS);
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); ((bottom - top) / row) as usize + 1];
        for (number, [a, b]) in (0u32..).zip(&edges) {
            let (high, low) = (a.y.min(b.y), a.y.max(b.y));
            if low >= top && high <= bottom {
                let index = |y: f64| ((y - top).max(0.0) / row) as usize;
                let last = index(low).min(rows.len() - 1);
                rows[index(high).min(last)..=last].iter_mut().for_each(|row| row.push(number));
            }
        }
        let shores = obstacles.waters.iter().flat_map(edges_of);
        let beside = |[a, b]: &Segment| a.y.max(b.y) >= top && a.y.min(b.y) <= bottom;
        let waters = shores.filter(beside).collect();
        Some(Self {
            frame,
            obstacles,
            waters,
            edges,
            top,
            bottom,
            row,
            rows,
            center,
            size: square.sqrt(),
            known: Vec::new(),
            taken: Vec::new(),
        })
    }

    /// The middles of the bands of some height that are tried.
    fn bands(&self, height: f64) -> impl Iterator<Item = f64> + use<> {
        let (first, last) = (self.top + height / 2.0, self.bottom - height / 2.0);
        let count = (last - first).clamp(0.0, BANDS);
        let bands = if last < first { 0 } else { count as usize + 1 };
        let step = (last - first) / count.floor().max(1.0);
        (0..bands).map(move |band| first + step * band as f64)
    }

    /// How wide the widest gap is of all bands of some height.
    fn widest(&mut self, height: f64) -> f64 {
        let bands = self.bands_of(height);
        let mut widest = 0.0_f64;
        for band in 0..self.known[bands].bands.len() {
            let (_, gaps) = self.band(bands, band);
            widest = gaps.iter().map(|[left, right]| right - left).fold(widest, f64::max);
        }
        widest
    }

    /// The place for a box that is nearest to the centre, and how far from it that is, by the square root of the area.
    fn nearest(&mut self, [width, height]: [f64; 2]) -> Option<(Coord<f64>, f64)> {
        let bands = self.bands_of(height);
        let (center, size) = (self.center, self.size);
        let mut best: Option<(Coord<f64>, f64)> = None;
        for band in 0..self.known[bands].bands.len() {
            let y = self.known[bands].bands[band].0;
            if best.is_some_and(|(_, known)| (y - center.y).abs() / size >= known) {
                continue;
            }
            let (_, gaps) = self.band(bands, band);
            for [left, right] in gaps.iter().filter(|[left, right]| right - left >= width) {
                let x = center.x.clamp(left + width / 2.0, right - width / 2.0);
                let off = distance(Coord { x, y }, center) / size;
                if best.is_none_or(|(_, known)| off < known) {
                    best = Some((Coord { x, y }, off));
                }
            }
        }
        best
    }

    /// The position of the bands of some height among those that are known.
    fn bands_of(&mut self, height: f64) -> usize {
        let known = self.known.iter().position(|known| (known.height - height).abs() < 1e-9);
        known.unwrap_or_else(|| {
            let bands = self.bands(height).map(|y| (y, None)).collect();
            self.known.push(Bands { height, bands });
            self.known.len() - 1
        })
    }

    /// The middle of a band and its gaps, which are found once.
    fn band(&mut self, bands: usize, band: usize) -> (f64, &[[f64; 2]]) {
        let (height, (y, gaps)) = (self.known[bands].height, &self.known[bands].bands[band]);
        let y = *y;
        if gaps.is_none() {
            let found = self.gaps(y, height);
            self.known[bands].bands[band].1 = Some(found);
        }
        (y, self.known[bands].bands[band].1.as_deref().unwrap_or_default())
    }

    /// The stretches of a band that are in the area and free of everything.
    fn gaps(&mut self, y: f64, height: f64) -> Vec<[f64; 2]> {
        let band = [y - height / 2.0, y + height / 2.0];
        let mut taken = std::mem::take(&mut self.taken);
        taken.clear();
        let index = |y: f64| (((y - self.top).max(0.0) / self.row) as usize).min(self.rows.len() - 1);
        let (first, last) = (index(band[0]), index(band[1]));
        for row in first..=last {
            for number in &self.rows[row] {
                let edge = self.edges[*number as usize];
                // An edge in several rows counts in the first of them.
                if row > first && index(edge[0].y.min(edge[1].y)) < row {
                    continue;
                }
                let Some([from, to]) = in_band(edge, band) else { continue };
                let crosses = (edge[0].y <= y) != (edge[1].y <= y);
                match taken.last_mut() {
                    // Most edges go on where the one before ended.
                    Some(last) if from <= last.to && to >= last.from => {
                        *last = Taken {
                            from: from.min(last.from),
                            to: to.max(last.to),
                            crosses: crosses ^ last.crosses,
                            ..*last
                        };
                    }
                    _ => taken.push(Taken { from, to, crosses, crosses_shore: false }),
                }
            }
        }
        for shore in &self.waters {
            taken.extend(in_band(*shore, band).map(|[from, to]| Taken {
                from,
                to,
                crosses: false,
                crosses_shore: (shore[0].y <= y) != (shore[1].y <= y),
            }));
        }
        let obstacle = |[from, to]: [f64; 2]| Taken { from, to, crosses: false, crosses_shore: false };
        for rect in self.obstacles.boxes {
            if rect.min().y < band[1] && rect.max().y > band[0] {
                taken.push(obstacle([rect.min().x, rect.max().x]));
            }
        }
        for circle in self.obstacles.circles {
            let off = circle.center.y - circle.center.y.clamp(band[0], band[1]);
            if off.abs() < circle.radius {
                let half = (circle.radius * circle.radius - off * off).sqrt();
                taken.push(obstacle([circle.center.x - half, circle.center.x + half]));
            }
        }
        taken.extend(self.obstacles.lines.iter().filter_map(|line| in_band(*line, band)).map(obstacle));
        taken.sort_unstable_by(|a, b| a.from.total_cmp(&b.from));

        let mut gaps = Vec::new();
        let (mut inside, mut on_water) = (false, false);
        let mut reached = f64::NEG_INFINITY;
        for stretch in &taken {
            if stretch.from > reached && inside && !on_water {
                let (left, right) = (reached.max(self.frame.min().x), stretch.from.min(self.frame.max().x));
                if left < right {
                    gaps.push([left, right]);
                }
            }
            reached = reached.max(stretch.to);
            inside ^= stretch.crosses;
            on_water ^= stretch.crosses_shore;
        }
        self.taken = taken;
        gaps
    }
}

/// From where to where a line is in a band of heights.
fn in_band([a, b]: Segment, [top, bottom]: [f64; 2]) -> Option<[f64; 2]> {
    let (high, low) = if a.y <= b.y { (a, b) } else { (b, a) };
    if high.y > bottom || low.y < top {
        return None;
    }
    let x_at = |y: f64| high.x + (low.x - high.x) * ((y - high.y) / (low.y - high.y));
    let enter = if high.y < top { x_at(top) } else { high.x };
    let leave = if low.y > bottom { x_at(bottom) } else { low.x };
    Some([enter.min(leave), enter.max(leave)])
}

/// The centroid of the largest polygon, and the area of that.
fn centroid(area: &MultiPolygon<f64>) -> Option<(Coord<f64>, f64)> {
    let of_polygon = |polygon: &geo_types::Polygon<f64>| {
        let first = *polygon.exterior().0.first()?;
        let (mut doubled, mut moment) = (0.0, Coord { x: 0.0, y: 0.0 });
        for line in polygon.exterior().lines() {
            let (a, b) = (line.start - first, line.end - first);
            let cross = a.x * b.y - a.y * b.x;
            doubled += cross;
            moment = moment + (a + b) * cross;
        }
        (doubled != 0.0).then(|| (first + moment / (3.0 * doubled), f64::abs(doubled) / 2.0))
    };
    area.iter().filter_map(of_polygon).max_by(|a, b| a.1.total_cmp(&b.1))
}
