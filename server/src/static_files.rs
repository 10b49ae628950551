//! The files of `server/web`, built by Vite and carried in the binary: HTML pages, and the scripts, styles and pictures that they load.
//! The words of the pages are put into them here, so that they can be read without scripts.

use geodata::model::Language;
use maud::{Markup, PreEscaped, Render, html};
use rust_embed::RustEmbed;
use styles::words::Words;

use crate::html::PageHeader;
use crate::http::response::{CachePolicy, Format, HandlerResponse};

#[derive(RustEmbed)]
#[folder = "web/dist"]
struct Files;

/// Everything comes from the server itself; maplibre-gl makes its worker and its images from blobs. No script and no style stands in the page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; \
     object-src 'none'";

/// The same of a page that others frame: in a frame without an origin of its own the worker is made from data.
const POLICY_OF_MAP: &str = "default-src 'self'; worker-src 'self' blob: data:; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; \
     object-src 'none'";

/// The start page, in a language, for an address from which the API root is reached by `root`, such as `..`: what the page refers to, and
/// asks for data, lies below it. `datasets` stands where the page has a place for the other datasets of the server.
pub fn start_page(
    language: Language,
    root: &str,
    (header, datasets): (&PageHeader, &str),
    map: Option<&WrittenMap<'_>>,
) -> HandlerResponse {
    let html = read_page("index.html", language, root);
    let html = html.replace(PLACE_OF_HEADER, &header.markup(None).into_string()).replace(PLACE_OF_DATASETS, datasets);
    let Some(map) = map else { return secured(html, CONTENT_SECURITY_POLICY) };
    let address = Files::iter().find(|name| name.starts_with(STYLE_OF_CARDS) && name.ends_with(".css"));
    let address = address.map(|name| format!("{root}/{name}")).unwrap_or_default();
    let early = html! { link rel="preload" as="style" crossorigin href=(address) {} }.into_string();
    let sheet = html! { link rel="stylesheet" crossorigin href=(address) {} }.into_string();
    let html = html.replace("</head>", &format!("{early}</head>"));
    secured(map.put_into(&html, &sheet), CONTENT_SECURITY_POLICY)
}

/// What the name of the style sheet of maps begins with, for pages which have another one.
const STYLE_OF_CARDS: &str = "assets/card-";

/// One of the other pages, which lies at `path` below the API root.
pub fn page(name: &str, language: Language, root: &str, (header, path): (&PageHeader, &str)) -> HandlerResponse {
    let header = header.markup(Some(path)).into_string();
    secured(read_page(name, language, root).replace(PLACE_OF_HEADER, &header), CONTENT_SECURITY_POLICY)
}

/// Where a page has the header of the site.
const PLACE_OF_HEADER: &str = "<header class=\"site\"></header>";

/// Where a page tells of the other datasets.
const PLACE_OF_DATASETS: &str = "<div id=\"datasets\" hidden></div>";

/// A map that was written before the page asks for it: `attributes` of the element, and its card.
#[derive(Debug)]
pub struct WrittenMap<'a> {
    pub attributes: Vec<(&'a str, &'a str)>,
    pub card: Markup,
}

impl WrittenMap<'_> {
    /// The page with the map in its element, which has a style sheet.
    fn put_into(&self, page: &str, sheet: &str) -> String {
        let attributes = self.attributes.iter();
        let attributes = attributes.map(|(name, value)| {
            html! { (PreEscaped(format!(" {name}=\""))) (value) (PreEscaped("\"")) }.into_string()
        });
        let Some((before, (own, after))) =
            page.split_once("<kerben-map").and_then(|(before, rest)| Some((before, rest.split_once('>')?)))
        else {
            return page.to_owned();
        };
        let open = format!("<kerben-map{own}{}><template shadowrootmode=\"open\">", attributes.collect::<String>());
        format!("{before}{open}{sheet}{}</template>{after}", self.card.0)
    }
}

/// The page of a map, which has the style sheet of the page. It is called by the title of the map.
pub fn page_of_map(language: Language, root: &str, title: &str, map: &WrittenMap<'_>) -> HandlerResponse {
    let html = read_page("embed.html", language, root);
    let sheet = element(&html, "<link rel=\"stylesheet\"", ">").unwrap_or_default();
    let title = html! { title { (title) } }.into_string();
    let usual = element(&html, "<title>", "</title>").unwrap_or_default();
    // A page that isolates itself frames only what does so too.
    secured(map.put_into(&html.replacen(usual, &title, 1), sheet), POLICY_OF_MAP)
        .header("Cross-Origin-Embedder-Policy", "require-corp".to_owned())
}

/// What a text begins with somewhere, up to its end.
fn element<'h>(html: &'h str, begin: &str, end: &str) -> Option<&'h str> {
    let start = html.find(begin)?;
    let length = html[start..].find(end)? + end.len();
    Some(&html[start..start + length])
}

fn secured(html: String, policy: &str) -> HandlerResponse {
    HandlerResponse::bytes(Format::Html, html.into_bytes()).header("Content-Security-Policy", policy.to_owned())
}

/// A page with its words, and what it refers to below the API root. What is put into it later is left as it is.
fn read_page(name: &str, language: Language, root: &str) -> String {
    let template = Files::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned());
    with_words(&template.unwrap_or_default(), Words::of(language)).replace("=\"./", &format!("=\"{root}/"))
}

/// HTML with messages of the catalogue in place of `{{id}}`. In place of `{{id address}}` what the message encloses in `<a>` and `</a>` is
/// a link to the address. Nothing else in a message is HTML.
fn with_words(template: &str, words: Words) -> String {
    let mut html = String::with_capacity(2 * template.len());
    let mut rest = template;
    while let Some((before, (placeholder, after))) = next_placeholder(rest) {
        let (id, address) = placeholder.split_once(' ').unwrap_or((placeholder, ""));
        let message = words.message(id, &[]).render().into_string();
        let link = format!("<a href=\"{address}\">");
        html.push_str(before);
        html.push_str(&message.replace("&lt;a&gt;", &link).replace("&lt;/a&gt;", "</a>"));
        rest = after;
    }
    html + rest
}

/// What is before a placeholder, the placeholder, and what is after it.
fn next_placeholder(html: &str) -> Option<(&str, (&str, &str))> {
    let (before, rest) = html.split_once("{{")?;
    Some((before, rest.split_once("}}")?))
}

/// Files that keep their names when they change: others ask for them by name. The names of all others change with their contents.
const STABLE_NAMES: [&str; 7] =
    ["kerben-map.js", "kerben-map.d.ts", "site.css", "data.css", "datasets.css", "favicon.ico", "robots.txt"];

/// What addresses of files begin with; `src` is that of the development server, from which scripts also find their way to the root.
pub fn first_segments() -> impl Iterator<Item = String> {
    STABLE_NAMES.into_iter().chain(["assets", "src"]).map(str::to_owned)
}

/// The name of the file at a path: scripts, styles, pictures; the pages have routes of their own.
fn name(path: &str) -> Option<&str> {
    path.strip_prefix('/').filter(|name| name.starts_with("assets/") || STABLE_NAMES.contains(name))
}

/// Whether there is a file at a path.
pub fn has_file(path: &str) -> bool {
    name(path).is_some_and(|name| Files::iter().any(|file| file == name))
}

/// The file at a path.
pub fn file(path: &str) -> Option<HandlerResponse> {
    let name = name(path)?;
    let file = Files::get(name)?;
    let format = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js") => Format::Javascript,
        Some("css") => Format::Css,
        Some("txt" | "ts") => Format::File("text/plain; charset=utf-8"),
        Some("svg") => Format::File("image/svg+xml"),
        Some("ico") => Format::File("image/x-icon"),
        Some("png") => Format::File("image/png"),
        Some("json") => Format::File("application/json"),
        _ => Format::File("application/octet-stream"),
    };
    let caching = if name.starts_with("assets/") { CachePolicy::Forever } else { CachePolicy::Data };
    let response = HandlerResponse::bytes(format, file.data.into_owned()).caching(caching);
    // The worker of a page that isolates itself has to do so too.
    let is_worker = name.contains("-worker-");
    Some(if is_worker { response.header("Cross-Origin-Embedder-Policy", "require-corp".to_owned()) } else { response })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_stand_in_place_of_their_ids() {
        let words = Words::of(Language::ENGLISH);
        let html = with_words("<h1>{{start-title}}</h1> { } {{start-api.about}}", words);
        assert_eq!(html, "<h1>Maps of people on the move</h1> { } OpenAPI 3");
        let html = with_words("<p>{{start-needs-script ./indicators?f=html}}</p>", words);
        assert!(html.ends_with(" also <a href=\"./indicators?f=html\">here</a>.</p>"), "{html}");
    }

    #[test]
    fn no_placeholder_is_left_in_a_page() {
        let without_catalogue = Language::from_code("mt").expect("Maltese");
        for (name, language) in [
            ("index.html", Language::ENGLISH),
            ("explore.html", Language::ENGLISH),
            ("planner.html", Language::ENGLISH),
            ("builder.html", Language::ENGLISH),
            ("embed.html", without_catalogue),
        ] {
            let html = read_page(name, language, ".");
            assert!(html.contains("<html lang=\"en\" dir=\"ltr\">") && !html.contains("{{"), "{html}");
        }
    }
}
