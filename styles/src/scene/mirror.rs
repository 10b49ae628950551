//! Words, legends and panels for readers who read from right to left: what stood at the left stands at the right. Maps are never mirrored.

use super::{Anchor, Group, Node, PathLine};

/// What is drawn between `left` and `right`, the other way round.
pub(super) fn mirrored(node: Node, between: [f64; 2]) -> Node {
    let sum = between[0] + between[1];
    match node {
        Node::Group(group) => Node::Group(mirrored_group(group, between)),
        Node::Path(mut path) => {
            path.lines
                .iter_mut()
                .flat_map(|line: &mut PathLine| &mut line.points)
                .for_each(|point| point.x = sum - point.x);
            Node::Path(path)
        }
        Node::Circle(mut circle) => {
            circle.center.x = sum - circle.center.x;
            Node::Circle(circle)
        }
        Node::Text(mut text) => {
            text.at.x = sum - text.at.x;
            text.anchor = match text.anchor {
                Anchor::Start => Anchor::End,
                Anchor::Middle => Anchor::Middle,
                Anchor::End => Anchor::Start,
            };
            Node::Text(text)
        }
        // Names for boxes of several widths belong to maps.
        Node::ForWidth(part) => Node::ForWidth(part),
    }
}

/// The same of all that is in a group.
pub(super) fn mirrored_group(group: Group, between: [f64; 2]) -> Group {
    let nodes = group.nodes.into_iter().map(|node| mirrored(node, between)).collect();
    Group { nodes, ..group }
}

#[cfg(test)]
mod tests {
    use geo_types::Coord;

    use super::*;
    use crate::scene::Text;
    use crate::scene::text::Face;

    #[test]
    fn what_stood_at_the_left_stands_at_the_right() {
        let text = |x: f64, anchor| {
            let style = (10.0, Face::Regular, "#000000".to_owned());
            Node::Text(Text::plain("حلب.".to_owned(), Coord { x, y: 5.0 }, anchor, style))
        };
        let Node::Text(mirrored) = mirrored(text(20.0, Anchor::Start), [0.0, 800.0]) else { panic!("a text") };
        assert_eq!((mirrored.at.x, mirrored.anchor), (780.0, Anchor::End));
    }
}
