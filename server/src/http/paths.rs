//! Which route a path belongs to: the path's segments beside those of each route, in the order of the routes.

use super::route::Route;

/// The position of the route with this path, and the values of the parameters in it.
pub fn find<'p>(routes: &[&Route], path: &'p str) -> Option<(usize, Vec<&'p str>)> {
    routes.iter().enumerate().find_map(|(position, route)| Some((position, values(route.path, path)?)))
}

/// What a path has in the places of a template's `{names}`; none where it does not fit. A name takes in everything up to
/// what follows it in its segment, and is never empty.
fn values<'p>(template: &str, path: &'p str) -> Option<Vec<&'p str>> {
    let mut values = Vec::new();
    let mut segments = path.split('/');
    for expected in template.split('/') {
        let segment = segments.next()?;
        let Some((before, rest)) = expected.split_once('{') else {
            if segment != expected {
                return None;
            }
            continue;
        };
        let (_, after) = rest.split_once('}')?;
        let value = segment.strip_prefix(before)?.strip_suffix(after)?;
        if value.is_empty() {
            return None;
        }
        values.push(value);
    }
    segments.next().is_none().then_some(values)
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
            assert_eq!(find(ROUTES, &path), Some((position, names)), "{path}");
        }
    }

    #[test]
    fn values_are_whole_and_never_empty() {
        let tile = "/tiles/{collection}/{z}/{x}/{y}.mvt";
        assert_eq!(values(tile, "/tiles/admin2/6/45/23.mvt"), Some(vec!["admin2", "6", "45", "23"]));
        assert_eq!(values(tile, "/tiles/a/1/2/3.4.mvt"), Some(vec!["a", "1", "2", "3.4"]));
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
        assert_eq!(values("/", "/"), Some(vec![]));
        assert_eq!(values("/", ""), None);
    }
}
