//! What other sites show of a page whose address is shared: the metadata of Open Graph and of cards in its head, with a picture of exactly what it shows;
//! its canonical address, and where the line to embed it is (oEmbed).

use maud::{Markup, html};

use crate::http::response::{Body, Format, HandlerResponse};

/// Width and height of the pictures of previews, in pixels.
pub const PICTURE: (u32, u32) = (1200, 630);
/// How many characters a description has at most; sites show less.
const MOST_CHARS: usize = 400;

/// What other sites show of a page.
#[derive(Clone, Debug)]
pub struct Preview {
    pub title: String,
    /// What it shows, in words.
    pub description: String,
    /// The address of its picture, which is [`PICTURE`] wide and high.
    pub picture: String,
    /// The canonical address of the page.
    pub address: String,
    /// Where the line to embed it is.
    pub oembed: String,
    /// Whose data it shows.
    pub site: String,
    /// The code of its language.
    pub language: String,
}

impl Preview {
    /// The page with all of it in its head.
    pub fn put_into(&self, mut page: HandlerResponse) -> HandlerResponse {
        if let Body::Bytes { format: Format::Html, bytes } = &mut page.body
            && let Ok(html) = std::str::from_utf8(bytes)
            && let Some((head, rest)) = html.split_once("</head>")
        {
            // Its own description says what all maps have in common.
            let own = head.split_once("<meta name=\"description\"");
            let own = own.and_then(|(before, rest)| Some((before, rest.split_once('>')?.1)));
            let (before, after) = own.unwrap_or((head, ""));
            *bytes = format!("{before}{after}{}</head>{rest}", self.markup().into_string()).into_bytes();
        }
        page
    }

    fn markup(&self) -> Markup {
        let (title, description, picture) = (&self.title, shortened(&self.description), &self.picture);
        let alternative = shortened(&format!("{title}. {description}"));
        html! {
            meta name="description" content=(description);
            link rel="canonical" href=(self.address);
            link rel="alternate" type="application/json+oembed" href=(self.oembed) title=(title);
            meta property="og:type" content="website";
            meta property="og:site_name" content=(self.site);
            meta property="og:locale" content=(self.language);
            meta property="og:url" content=(self.address);
            meta property="og:title" content=(title);
            meta property="og:description" content=(description);
            meta property="og:image" content=(picture);
            meta property="og:image:type" content="image/png";
            meta property="og:image:width" content=(PICTURE.0);
            meta property="og:image:height" content=(PICTURE.1);
            meta property="og:image:alt" content=(alternative);
            meta name="twitter:card" content="summary_large_image";
            meta name="twitter:title" content=(title);
            meta name="twitter:description" content=(description);
            meta name="twitter:image" content=(picture);
            meta name="twitter:image:alt" content=(alternative);
        }
    }
}

/// A text up to the last word that has room.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(MOST_CHARS) else { return text.to_owned() };
    let kept = &text[..end];
    let kept = kept.rsplit_once(' ').map_or(kept, |(whole, _)| whole);
    format!("{}…", kept.trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview() -> Preview {
        Preview {
            title: "\"Who\" <came> back".to_owned(),
            description: "word ".repeat(200),
            picture: "https://maps.example/a.png?b=1&c=2".to_owned(),
            address: "https://maps.example/embed?b=1&c=2".to_owned(),
            oembed: "https://maps.example/oembed?url=x".to_owned(),
            site: "Sandland".to_owned(),
            language: "en".to_owned(),
        }
    }

    #[test]
    fn a_page_has_one_description_and_everything_is_escaped() {
        let page =
            "<html><head><meta name=\"description\" content=\"All maps\"><title>T</title></head><body></head></body>";
        let page = preview().put_into(HandlerResponse::bytes(Format::Html, page.as_bytes().to_vec()));
        let Body::Bytes { bytes, .. } = page.body else { panic!("a page") };
        let html = String::from_utf8(bytes).expect("text");
        assert_eq!(html.matches("name=\"description\"").count(), 1, "{html}");
        assert!(html.contains("<head><title>T</title><meta name=\"description\" content=\"word word"), "{html}");
        assert!(
            html.contains("content=\"&quot;Who&quot; &lt;came&gt; back\"") && html.contains("b=1&amp;c=2"),
            "{html}"
        );
        assert!(html.contains("word…\"") && html.ends_with("</head><body></head></body>"), "{html}");
    }

    #[test]
    fn a_page_without_a_description_loses_nothing() {
        let page = HandlerResponse::bytes(Format::Html, b"<head><title>T</title></head>".to_vec());
        let Body::Bytes { bytes, .. } = preview().put_into(page).body else { panic!("a page") };
        assert!(String::from_utf8_lossy(&bytes).starts_with("<head><title>T</title><meta"));
    }
}
