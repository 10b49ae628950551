//! The legend: a column of swatches on the map, the highest class on top; or, in narrow pictures, a bar below it.

mod two_variables;

use geo_types::{Coord, Rect};

use super::composer::Composer;
use super::fills::{NO_DATA, SUPPRESSED};
use crate::circles::CircleScale;
use crate::classes::{Class, ClassKind};
use crate::legend::{LegendEntry, is_filled};
use crate::map_request::{LegendKind, Marks};
use crate::presentation::Part;
use crate::scene::mirror::mirrored_group;
use crate::scene::text::{CAP_HEIGHT, Face, LINE_HEIGHT};
use crate::scene::{Anchor, Circle, Fill, ForWidth, Group, Node, Paint, Path, Stroke, Text};

/// A legend, with its top left at zero.
pub struct Key {
    pub width: f64,
    pub height: f64,
    /// Whether it is a bar below the map.
    pub is_bar: bool,
    nodes: Vec<Node>,
}

/// What is drawn so far, and how far it reaches.
struct Pen<'a> {
    composer: &'a Composer<'a>,
    /// Whether the numbers of units are written.
    has_counts: bool,
    nodes: Vec<Node>,
    at: Coord<f64>,
    widest: f64,
}

impl Key {
    /// The legend of a map. `bar` is the width of the bar, if it is one.
    pub fn new(composer: &Composer<'_>, bar: Option<f64>) -> Self {
        Self::with(composer, bar, true)
    }

    /// The legend of several maps: a bar so wide, without numbers of units, which differ between them.
    pub fn of_several(composer: &Composer<'_>, width: f64) -> Self {
        Self::with(composer, Some(width), false)
    }

    fn with(composer: &Composer<'_>, bar: Option<f64>, has_counts: bool) -> Self {
        let mut pen = Pen { composer, has_counts, nodes: Vec::new(), at: Coord::zero(), widest: 0.0 };
        let padding = if bar.is_some() { 0.0 } else { composer.sizes.legend * 0.8 };
        pen.at = Coord { x: padding, y: padding };
        let most = bar.unwrap_or(composer.sizes.legend * 19.0);
        let (values, marks) = (composer.values, composer.request.marks);
        // What patterns of places without a number mean is always there.
        let is_shown = !composer.hides(Part::Legend);
        if let Some(two) = values.two.as_ref().filter(|_| is_shown) {
            pen.fields(two, most);
            pen.unit(values.legend.method.as_deref().unwrap_or_default(), most);
        } else if is_shown {
            pen.title(&values.legend.title, most);
        }
        if let Some((scale, legend)) = values.circles.zip(values.legend.circles.as_ref()).filter(|_| is_shown) {
            pen.unit(&legend.unit, most);
            pen.nested(scale);
        }
        let (of_classes, others): (Vec<&LegendEntry>, Vec<&LegendEntry>) =
            values.legend.entries.iter().partition(|entry| entry.kind == LegendKind::Class);
        let classes: Vec<(&Class, &LegendEntry)> =
            values.classes.iter().filter(|class| is_filled(class, marks)).zip(of_classes).collect();
        let (zeros, ranges): (Vec<_>, Vec<_>) =
            classes.into_iter().partition(|(class, _)| class.kind == ClassKind::Zero);
        if is_shown && marks != Marks::Circles && values.two.is_none() {
            pen.unit(&values.legend.unit_and_method(), most);
            match bar {
                Some(width) => pen.bar(&ranges, width),
                None => ranges.iter().rev().for_each(|(_, entry)| pen.swatch(entry, fill(entry))),
            }
        }
        for (_, entry) in zeros.into_iter().filter(|_| is_shown) {
            pen.swatch(entry, fill(entry));
        }
        for entry in others {
            pen.swatch(entry, fill(entry));
        }
        Self {
            width: bar.unwrap_or(pen.widest + padding),
            height: pen.at.y + padding,
            is_bar: bar.is_some(),
            nodes: pen.nodes,
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The legend with its top left at a place, on a ground of its own where it lies on the map.
    pub fn at(self, at: Coord<f64>, composer: &Composer<'_>) -> Group {
        let theme = composer.theme();
        let size = Rect::new((0.0, 0.0), (self.width, self.height));
        let ground = Path::rect(size, Paint::filled(&theme.page.to_string()).opacity(0.9));
        let ground = (!self.is_bar).then_some(Node::Path(ground));
        let nodes = ground.into_iter().chain(self.nodes).map(|node| moved(node, at));
        let legend = Group { class: "legend", nodes: nodes.collect(), ..Group::default() };
        if composer.words.is_right_to_left() { mirrored_group(legend, [at.x, at.x + self.width]) } else { legend }
    }
}

impl Pen<'_> {
    fn text(&mut self, text: &str, at: Coord<f64>, (size, face, is_strong): (f64, Face, bool), anchor: Anchor) {
        if text.is_empty() {
            return;
        }
        let theme = self.composer.theme();
        let width = face.width(text, size);
        let end = match anchor {
            Anchor::Start => at.x + width,
            Anchor::Middle => at.x + width / 2.0,
            Anchor::End => at.x,
        };
        self.widest = self.widest.max(end);
        let colour = if is_strong { theme.text } else { theme.quiet_text }.to_string();
        self.nodes.push(Node::Text(Text::plain(text.to_owned(), at, anchor, (size, face, colour))));
    }

    /// What is shown.
    fn title(&mut self, title: &str, most: f64) {
        let sizes = self.composer.sizes;
        for line in Face::Bold.wrap(title, sizes.legend, most) {
            self.at.y += sizes.legend;
            self.text(&line, self.at, (sizes.legend, Face::Bold, true), Anchor::Start);
            self.at.y += sizes.legend * (LINE_HEIGHT - 1.0);
        }
    }

    /// What it is counted in.
    fn unit(&mut self, unit: &str, most: f64) {
        let sizes = self.composer.sizes;
        for line in Face::Regular.wrap(unit, sizes.legend_small, most) {
            self.at.y += sizes.legend_small;
            self.text(&line, self.at, (sizes.legend_small, Face::Regular, false), Anchor::Start);
            self.at.y += sizes.legend_small * (LINE_HEIGHT - 1.0);
        }
        self.at.y += sizes.legend_small * 0.5;
    }

    /// A swatch with its words and, in grey, its number of units.
    fn swatch(&mut self, entry: &LegendEntry, fill: Fill) {
        let size = self.composer.sizes.legend_small;
        let (width, height) = (size * 1.8, size * 1.15);
        let swatch = Rect::new((self.at.x, self.at.y), (self.at.x + width, self.at.y + height));
        let outline = self.composer.theme().quiet_text.to_string();
        let paint = Paint { fill: Some(fill), stroke: Some(Stroke::new(&outline, 0.4)), opacity: None };
        self.nodes.push(Node::Path(Path::rect(swatch, paint)));
        let baseline = self.at.y + f64::midpoint(height, size * CAP_HEIGHT);
        let label = Coord { x: self.at.x + width + size * 0.6, y: baseline };
        self.text(&entry.label, label, (size, Face::Regular, true), Anchor::Start);
        let units = if self.has_counts { self.composer.words.count(entry.units) } else { String::new() };
        let after = label.x + Face::Regular.width(&entry.label, size) + size * 0.7;
        self.text(&units, Coord { x: after, y: baseline }, (size, Face::Regular, false), Anchor::Start);
        self.at.y += height + size * 0.22;
    }

    /// Swatches side by side, with what parts them written between.
    fn bar(&mut self, classes: &[(&Class, &LegendEntry)], width: f64) {
        if classes.is_empty() {
            return;
        }
        let size = self.composer.sizes.legend_small;
        let each = width / classes.len() as f64;
        for (at, (_, entry)) in classes.iter().enumerate() {
            let left = self.at.x + each * at as f64;
            let swatch = Rect::new((left, self.at.y), (left + each, self.at.y + size));
            let between = self.composer.theme().page.to_string();
            let paint = Paint { fill: Some(fill(entry)), stroke: Some(Stroke::new(&between, 1.0)), opacity: None };
            self.nodes.push(Node::Path(Path::rect(swatch, paint)));
            let middle = left + each / 2.0;
            let below = self.at.y + size * 2.2;
            let units = if self.has_counts { self.composer.words.count(entry.units) } else { String::new() };
            let units_at = Coord { x: middle, y: below + size * 1.15 };
            self.text(&units, units_at, (size * 0.95, Face::Regular, false), Anchor::Middle);
        }
        let range = |at: usize| classes.get(at).map(|(class, _)| class).filter(|class| !class.is_one_value());
        let y = self.at.y + size * 2.1;
        for at in 0..=classes.len() {
            let x = self.at.x + each * at as f64;
            let anchor = match at {
                0 => Anchor::Start,
                at if at == classes.len() => Anchor::End,
                _ => Anchor::Middle,
            };
            let above = range(at).map(|class| class.low);
            let below = at.checked_sub(1).and_then(range).map(|class| class.high);
            if let Some(end) = above.or(below) {
                let label = self.composer.words.class_end(end, self.composer.request.per);
                self.text(&label, Coord { x, y }, (size, Face::Regular, true), anchor);
            }
            // One value is no range: it stands below its swatch.
            if let Some((_, entry)) = classes.get(at).filter(|(class, _)| class.is_one_value()) {
                let middle = Coord { x: x + each / 2.0, y };
                self.text(&entry.label, middle, (size, Face::Regular, true), Anchor::Middle);
            }
        }
        self.at.y += size * if self.has_counts { 3.8 } else { 2.8 };
    }

    /// Circles inside each other, with what they stand for beside them.
    fn nested(&mut self, scale: CircleScale) {
        let sizes = self.composer.sizes;
        let largest = self.composer.largest_circle();
        let radius = |value: f64| scale.radius(value, largest);
        let values = scale.examples();
        let Some(first) = values.first().map(|value| radius(*value)) else { return };
        let (center, bottom) = (self.at.x + first, self.at.y + 2.0 * first + sizes.legend_small * 0.3);
        let right = self.at.x + 2.0 * first + sizes.legend_small;
        let colour = self.composer.request.circle_colour().to_string();
        let mut lowest_label = f64::MIN;
        for value in values {
            let (radius, label) = (radius(value), self.composer.words.amount(value, 0));
            let top = bottom - 2.0 * radius;
            let paint = Paint::line(&colour, sizes.line(1.2));
            self.nodes.push(Node::Circle(Circle {
                center: Coord { x: center, y: top + radius },
                radius,
                paint,
                unit: None,
            }));
            let beside = top.max(lowest_label + sizes.legend_small * 1.1);
            lowest_label = beside;
            let (from, to) = (Coord { x: center, y: top }, Coord { x: right, y: beside });
            self.nodes.push(Node::Path(Path::segment(from, to, Paint::line(&colour, sizes.line(0.6)))));
            let at = Coord { x: right + sizes.legend_small * 0.3, y: beside + sizes.legend_small * CAP_HEIGHT / 2.0 };
            self.text(&label, at, (sizes.legend_small, Face::Regular, true), Anchor::Start);
        }
        self.at.y = bottom.max(lowest_label + sizes.legend_small * 0.5) + sizes.legend_small * 0.8;
    }
}

/// What a swatch is filled with.
fn fill(entry: &LegendEntry) -> Fill {
    match entry.kind {
        LegendKind::NoData => Fill::Pattern(NO_DATA),
        LegendKind::Suppressed => Fill::Pattern(SUPPRESSED),
        LegendKind::Class | LegendKind::NotApplicable => Fill::Colour(entry.color.clone()),
    }
}

/// A node with its zero at a place.
fn moved(node: Node, by: Coord<f64>) -> Node {
    match node {
        Node::Group(group) => {
            let nodes = group.nodes.into_iter().map(|node| moved(node, by)).collect();
            Node::Group(Group { nodes, ..group })
        }
        Node::Path(mut path) => {
            path.lines.iter_mut().flat_map(|line| &mut line.points).for_each(|point| *point = *point + by);
            Node::Path(path)
        }
        Node::Circle(circle) => Node::Circle(Circle { center: circle.center + by, ..circle }),
        Node::Text(text) => Node::Text(Text { at: text.at + by, ..text }),
        Node::ForWidth(part) => {
            let nodes = part.nodes.into_iter().map(|node| moved(node, by / part.scale)).collect();
            Node::ForWidth(ForWidth { nodes, ..part })
        }
    }
}
