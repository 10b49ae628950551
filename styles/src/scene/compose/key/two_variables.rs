//! The legend of two variables: nine fields that stand on a corner, so that more of the first is up to the left, more of the second up to the
//! right, and more of both up; below each arrow what it stands for.
//!
//! ```text
//!             ◇
//!            ◇ ◇        much of both
//!           ◇ ◇ ◇
//!          ↖ ◇ ◇ ↗
//!             ◇
//!   Returns        Distance
//!   ■ 3 to 20      ■ 40 to 90
//!   ■ 1 to 2       ■ 10 to 39
//!   ■ 0            ■ 0 to 9
//! ```

use geo_types::{Coord, Rect};

use super::Pen;
use crate::palette::Colour;
use crate::scene::text::{CAP_HEIGHT, Face, LINE_HEIGHT};
use crate::scene::{Anchor, Node, Paint, Path, PathLine};
use crate::two_variables::{Axis, TwoVariables};

impl Pen<'_> {
    /// The fields, with what each variable is on both sides below; at most so wide.
    pub fn fields(&mut self, two: &TwoVariables, most: f64) {
        let size = self.composer.sizes.legend_small;
        let (left, half) = (self.at.x, size * 1.4);
        let wide = most.min(size * 26.0);
        let middle = left + wide / 2.0;
        let [of_first, of_second] = [0, 1].map(|axis| two.axes[axis].positions.len() as f64);
        let bottom = Coord { x: middle, y: self.at.y + half * (of_first + of_second) };
        for (up_left, first) in two.axes[0].positions.iter().enumerate() {
            for (up_right, second) in two.axes[1].positions.iter().enumerate() {
                let (left, right) = (up_left as f64, up_right as f64);
                let corner = Coord { x: bottom.x + (right - left) * half, y: bottom.y - (left + right) * half };
                self.field(corner, half, (two.colour_of([*first, *second]), two.count([*first, *second])));
            }
        }
        self.arrow(bottom, (-1.0, half * of_first));
        self.arrow(bottom, (1.0, half * of_second));

        let gap = size;
        let column = (wide - gap) / 2.0;
        let top = bottom.y + size * 0.9;
        let beside = [left, middle + gap / 2.0];
        let shades =
            |axis: usize, position: usize| two.colour_of(if axis == 0 { [position, 0] } else { [0, position] });
        let ends = [0, 1].map(|axis| {
            self.at = Coord { x: beside[axis], y: top };
            self.axis(&two.axes[axis], column, &|position| shades(axis, position));
            self.at.y
        });
        self.at = Coord { x: left, y: ends[0].max(ends[1]) + size * 0.5 };
        self.widest = self.widest.max(left + wide);
    }

    /// A field with the number of its units, by its lowest corner.
    fn field(&mut self, corner: Coord<f64>, half: f64, (colour, units): (Colour, usize)) {
        let at = |x: f64, y: f64| corner + Coord { x: x * half, y: y * half };
        let points = vec![at(0.0, 0.0), at(1.0, -1.0), at(0.0, -2.0), at(-1.0, -1.0)];
        let theme = self.composer.theme();
        let paint = Paint::filled(&colour.to_string()).outlined(&theme.page.to_string(), self.composer.sizes.line(0.8));
        self.nodes.push(Node::Path(Path { lines: vec![PathLine { points, is_closed: true }], paint, unit: None }));
        let label = self.composer.words.count(units);
        let usual = self.composer.sizes.legend_small * 0.95;
        // Large numbers are written smaller.
        let size = usual.min(1.3 * half / Face::Regular.width(&label, 1.0));
        let middle = at(0.0, -1.0) + Coord { x: 0.0, y: size * CAP_HEIGHT / 2.0 };
        self.text(&label, middle, (size, Face::Regular, true), Anchor::Middle);
        if let Some(Node::Text(text)) = self.nodes.last_mut() {
            text.colour = self.composer.request.theme.text_over(colour).to_string();
        }
    }

    /// An arrow beside the lower side of the fields that goes up to the left (−1) or right (1), as long as that side.
    fn arrow(&mut self, bottom: Coord<f64>, (side, length): (f64, f64)) {
        let sizes = self.composer.sizes;
        let (away, head) = (sizes.legend_small * 0.4, sizes.legend_small * 0.5);
        let at = |along: f64| Coord { x: bottom.x + side * (along + away), y: bottom.y - along + away };
        let (from, to) = (at(length * 0.08), at(length * 0.97));
        let ink = self.composer.theme().quiet_text.to_string();
        let line = |points: Vec<Coord<f64>>| PathLine { points, is_closed: false };
        let barbs = vec![Coord { x: to.x - side * head, y: to.y }, to, Coord { x: to.x, y: to.y + head }];
        let lines = vec![line(vec![from, to]), line(barbs)];
        self.nodes.push(Node::Path(Path { lines, paint: Paint::line(&ink, sizes.line(1.0)), unit: None }));
    }

    /// What a variable is, and the ranges of its classes, the highest on top, each with its colour where there is little of the other.
    fn axis(&mut self, axis: &Axis, width: f64, shade: &dyn Fn(usize) -> Colour) {
        let size = self.composer.sizes.legend_small;
        for (text, face, is_strong) in [(&axis.name, Face::Bold, true), (&axis.unit, Face::Regular, false)] {
            for line in face.wrap(text, size, width) {
                self.at.y += size;
                self.text(&line, self.at, (size, face, is_strong), Anchor::Start);
                self.at.y += size * (LINE_HEIGHT - 1.0);
            }
        }
        self.at.y += size * 0.3;
        let (side, indent) = (size * 0.8, size * 1.2);
        for (label, position) in axis.labels.iter().zip(&axis.positions).rev() {
            let lines = Face::Regular.wrap(label, size, width - indent);
            for (at, line) in lines.iter().enumerate() {
                if at == 0 {
                    let corner = self.at + Coord { x: 0.0, y: size * 0.2 };
                    let square = Rect::new(corner, corner + Coord { x: side, y: side });
                    let outline = self.composer.theme().quiet_text.to_string();
                    let paint = Paint::filled(&shade(*position).to_string()).outlined(&outline, 0.4);
                    self.nodes.push(Node::Path(Path::rect(square, paint)));
                }
                self.at.y += size;
                let text = Coord { x: self.at.x + indent, y: self.at.y };
                self.text(line, text, (size, Face::Regular, true), Anchor::Start);
                self.at.y += size * (LINE_HEIGHT - 1.0);
            }
        }
    }
}
