//! Writes and normalises URL paths, and decodes their values.
//!
//! A path is split into segments first, and each is percent-decoded once (RFC 3986, section 2.4): `%2F` is part of a
//! segment, `%2B` is `+`, and `%252F` is `%2F`. actix-web decodes a path before routing, except `%25`, `%2B` and
//! `%2F`. In a path in [`canonical`] form only these three remain, and [`value`] decodes them in each value.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Percent-encodes everything but the unreserved characters (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Fills a path template with values. Equal values give equal paths, however the client wrote them.
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

/// Percent-encodes a text as a path segment.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The canonical form of a path, for the router; `None` if it is not UTF-8.
pub fn canonical(path: &str) -> Option<String> {
    let segment = |segment| Some(encoded(&percent_decode_str(segment).decode_utf8().ok()?));
    Some(path.split('/').map(segment).collect::<Option<Vec<_>>>()?.join("/"))
}

/// Decodes a value that the router found in a canonical path, where only `%25`, `%2B` and `%2F` are left.
pub fn value(found: &str) -> String {
    percent_decode_str(found).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use actix_web::dev::{Path, ResourceDef, Url};
    use actix_web::http::uri::{PathAndQuery, Uri};

    use super::*;
    use crate::routes::{ARCHIVE_ROUTES, ROUTES};

    /// What the router finds in the places of a template's names; none where the path does not fit.
    fn values(template: &str, path: &str) -> Option<Vec<String>> {
        let path = PathAndQuery::try_from(canonical(path)?).ok()?;
        let mut path = Path::new(Url::new(Uri::from(path)));
        let is_found = ResourceDef::new(template).capture_match_info(&mut path);
        is_found.then(|| path.iter().map(|(_, found)| value(found)).collect())
    }

    #[test]
    fn every_route_finds_itself() {
        for routes in [ROUTES, ARCHIVE_ROUTES] {
            for (position, route) in routes.iter().enumerate() {
                let names: Vec<&str> = route.path_parameters.iter().map(|parameter| parameter.name).collect();
                let path =
                    names.iter().fold(route.path.to_owned(), |path, name| path.replace(&format!("{{{name}}}"), name));
                let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
                assert_eq!(written(route.path, &names), path);
                let first = routes.iter().position(|route| values(route.path, &path).is_some());
                assert_eq!((first, values(route.path, &path)), (Some(position), Some(names)), "{path}");
            }
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
            ("/collections/a/items/a%2fb", "a/b"),
            ("/collections/a/items/a%252Fb", "a%2Fb"),
            ("/collections/a/items/%D0%9E%D1%88", "Ош"),
            ("/collections/a/items/100%", "100%"),
            ("/collections/a/items/%%34%31", "%41"),
            ("/collections/a/items/%25%34%31", "%41"),
        ] {
            let expected = Some(vec!["a".to_owned(), feature.to_owned()]);
            assert_eq!(values(item, path), expected, "{path}");
            assert_eq!(values(item, &written(item, &["a".to_owned(), feature.to_owned()])), expected, "{path}");
        }
        assert_eq!(canonical("/a/%FF"), None, "no text");
    }

    #[test]
    fn values_are_whole_and_never_empty() {
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
            "/tiles/admin2/6/45/23.mvt/x",
            "/tiles/admin2/6/45%2F23.mvt",
            "/Tiles/admin2/6/45/23.mvt",
        ] {
            assert_eq!(values(tile, path), None, "{path}");
        }
        let stored = "/tiles/{name}/{y}.{extension}";
        assert_eq!(values(stored, "/tiles/a/23.png"), list(&["a", "23", "png"]));
        assert_eq!((values(stored, "/tiles/a/23"), values(stored, "/tiles/a/23.")), (None, None));
        assert_eq!(values("/", "/"), list(&[]));
    }
}
