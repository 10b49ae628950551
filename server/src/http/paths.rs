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
        in_segment(expected, segments.next()?, &mut values)?;
    }
    segments.next().is_none().then_some(values)
}

/// The same for one segment, which may have several names with something between them.
fn in_segment<'p>(template: &str, segment: &'p str, values: &mut Vec<&'p str>) -> Option<()> {
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
    values.push(value);
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
        let stored = "/tiles/{name}/{y}.{extension}";
        assert_eq!(values(stored, "/tiles/a/23.png"), Some(vec!["a", "23", "png"]));
        assert_eq!((values(stored, "/tiles/a/23"), values(stored, "/tiles/a/23.")), (None, None));
        assert_eq!(values("/", "/"), Some(vec![]));
        assert_eq!(values("/", ""), None);
    }
}
