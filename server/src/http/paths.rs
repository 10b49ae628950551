//! Which route a path belongs to: the path's segments beside those of each route, in the order of the routes.
//!
//! Segments are separated first and percent-decoded then, once (RFC 3986, section 2.4): `%2F` is part of a segment, and `%2B` is `+`.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is written otherwise in a segment: all but the unreserved characters (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The position of the template with this path, and the values of the parameters in it.
pub fn find<'t>(templates: impl Iterator<Item = &'t str>, path: &str) -> Option<(usize, Vec<String>)> {
    let segments = segments(path)?;
    templates.enumerate().find_map(|(position, template)| Some((position, values(template, &segments)?)))
}

/// The path of a template with these values: one path for each list of values, however a client wrote it.
pub fn written(template: &str, values: &[String]) -> String {
    let mut values = values.iter();
    let mut path = String::new();
    let mut rest = template;
    while let Some((before, (_, after))) =
        rest.split_once('{').and_then(|(before, named)| Some((before, named.split_once('}')?)))
    {
        path.push_str(before);
        path.extend(values.next().map(|value| encoded(value)));
        rest = after;
    }
    path + rest
}

/// A text as a segment of a path.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The segments of a path, decoded; none where they are no text.
fn segments(path: &str) -> Option<Vec<Cow<'_, str>>> {
    path.split('/').map(|segment| percent_decode_str(segment).decode_utf8().ok()).collect()
}

/// What a path has in the places of a template's `{names}`; none where it does not fit. A name takes in everything up to
/// what follows it in its segment, and is never empty.
fn values(template: &str, path: &[Cow<'_, str>]) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut segments = path.iter();
    for expected in template.split('/') {
        in_segment(expected, segments.next()?, &mut values)?;
    }
    segments.next().is_none().then_some(values)
}

/// The same for one segment, which may have several names with something between them.
fn in_segment(template: &str, segment: &str, values: &mut Vec<String>) -> Option<()> {
    let Some((before, rest)) = template.split_once('{') else { return (segment == template).then_some(()) };
    let (segment, (_, after)) = (segment.strip_prefix(before)?, rest.split_once('}')?);
    let between = after.split_once('{').map(|(between, _)| between);
    let (value, remaining) = match between {
        Some(between) => segment.split_once(between)?,
        None => (segment.strip_suffix(after)?, ""),
    };
    if value.is_empty() {
        return None;
    }
    values.push(value.to_owned());
    between.map_or(Some(()), |between| in_segment(&after[between.len()..], remaining, values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::ROUTES;

    #[test]
    fn every_route_finds_itself() {
        for (position, route) in ROUTES.iter().enumerate() {
            let names: Vec<&str> = route.path_parameters.iter().map(|parameter| parameter.name).collect();
            let path =
                names.iter().fold(route.path.to_owned(), |path, name| path.replace(&format!("{{{name}}}"), name));
            let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
            assert_eq!(written(route.path, &names), path);
            assert_eq!(find(ROUTES.iter().map(|route| route.path), &path), Some((position, names)), "{path}");
        }
    }

    #[test]
    fn segments_are_decoded_once_after_they_are_separated() {
        let item = "/collections/{collection}/items/{feature}";
        for (path, feature) in [
            ("/collections/a/items/K%2B1", "K+1"),
            ("/collections/a/items/K+1", "K+1"),
            ("/%63ollections/a/items/%4B1", "K1"),
            ("/collections/a/items/a%2Fb", "a/b"),
            ("/collections/a/items/a%252Fb", "a%2Fb"),
            ("/collections/a/items/%D0%9E%D1%88", "Ош"),
            ("/collections/a/items/100%", "100%"),
        ] {
            let found = segments(path).and_then(|segments| values(item, &segments));
            assert_eq!(found, Some(vec!["a".to_owned(), feature.to_owned()]), "{path}");
            let again = segments(&written(item, &["a".to_owned(), feature.to_owned()])).expect("text").join("|");
            assert_eq!(again, format!("|collections|a|items|{feature}"));
        }
        assert_eq!(segments("/a/%FF"), None, "no text");
    }

    #[test]
    fn values_are_whole_and_never_empty() {
        let values = |template: &str, path: &str| super::values(template, &segments(path).expect("text"));
        let list = |values: &[&str]| Some(values.iter().map(|&value| value.to_owned()).collect::<Vec<_>>());
        let tile = "/tiles/{collection}/{z}/{x}/{y}.mvt";
        assert_eq!(values(tile, "/tiles/admin2/6/45/23.mvt"), list(&["admin2", "6", "45", "23"]));
        assert_eq!(values(tile, "/tiles/a/1/2/3.4.mvt"), list(&["a", "1", "2", "3.4"]));
        for path in [
            "/tiles/admin2/6/45/23",
            "/tiles/admin2/6/45/.mvt",
            "/tiles//6/45/23.mvt",
            "/tiles/admin2/6/45/23.mvt/",
            "/tiles/admin2/6/45",
            "tiles/admin2/6/45/23.mvt",
            "/tiles/admin2/6/45/23.mvt/x",
            "/Tiles/admin2/6/45/23.mvt",
        ] {
            assert_eq!(values(tile, path), None, "{path}");
        }
        let stored = "/tiles/{name}/{y}.{extension}";
        assert_eq!(values(stored, "/tiles/a/23.png"), list(&["a", "23", "png"]));
        assert_eq!((values(stored, "/tiles/a/23"), values(stored, "/tiles/a/23.")), (None, None));
        assert_eq!(values("/", "/"), list(&[]));
        assert_eq!(values("/", ""), None);
    }
}
