//! Whom to cite, as HTML: maps show the attribution of a source as markup (TileJSON 3.0, section 3.3; MapLibre style, `attribution`).
//!
//! What is written here is put together from words and from links of our own: no markup of anybody else gets through, whatever it is.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// What stands between citations.
const BETWEEN: &str = " | ";

/// Citations, which are plain text: nothing in them is markup. MapUrls of the web in them become links.
pub fn of_citations<'a>(citations: impl IntoIterator<Item = &'a str>) -> String {
    citations.into_iter().map(of_text).collect::<Vec<_>>().join(BETWEEN)
}

fn of_text(mut text: &str) -> String {
    let mut html = String::new();
    while let Some(start) = ["http://", "https://"].iter().filter_map(|scheme| text.find(scheme)).min() {
        let (before, from) = text.split_at(start);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"'".contains(c)).unwrap_or(from.len());
        // What ends a sentence or a parenthesis is rarely the end of an address.
        let address = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
        push_text(&mut html, before);
        push_link(&mut html, address);
        push_text(&mut html, address);
        html.push_str("</a>");
        text = &from[address.len()..];
    }
    push_text(&mut html, text);
    html
}

/// What somebody else's archive says of whom to cite, which is HTML: its words, and its links to the web.
pub fn of_html(html: &str) -> String {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Words::default(), TokenizerOpts::default());
    // It stops where a document would be read differently from there on, which makes no difference to its words.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let Written { mut html, is_in_link, .. } = tokenizer.sink.written.take();
    if is_in_link {
        html.push_str("</a>");
    }
    html.trim().to_owned()
}

/// The words and links of an HTML text.
#[derive(Default)]
struct Words {
    written: RefCell<Written>,
}

#[derive(Default)]
struct Written {
    html: String,
    is_in_link: bool,
    /// Inside of an element whose contents are no words.
    is_hidden: bool,
}

impl TokenSink for Words {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut written = self.written.borrow_mut();
        match token {
            Token::CharacterTokens(words) if !written.is_hidden => push_text(&mut written.html, &words),
            Token::TagToken(tag) => return written.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Written {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let is_start = tag.kind == TagKind::StartTag;
        match &*tag.name {
            "a" => {
                if self.is_in_link {
                    self.html.push_str("</a>");
                }
                let href = tag.attrs.iter().find(|attribute| &*attribute.name.local == "href");
                let address = href.map(|href| href.value.trim()).filter(|address| is_start && is_of_the_web(address));
                self.is_in_link = address.is_some();
                if let Some(address) = address {
                    push_link(&mut self.html, address);
                }
            }
            "script" | "style" => {
                self.is_hidden = is_start;
                if is_start {
                    let kind = if &*tag.name == "script" { RawKind::ScriptData } else { RawKind::Rawtext };
                    return TokenSinkResult::RawData(kind);
                }
            }
            "br" | "p" | "div" | "li" => self.html.push(' '),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn is_of_the_web(address: &str) -> bool {
    let has = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    has("http://") || has("https://")
}

fn push_link(html: &mut String, address: &str) {
    html.push_str("<a href=\"");
    for letter in address.chars() {
        match letter {
            '"' => html.push_str("&quot;"),
            letter => push_letter(html, letter),
        }
    }
    html.push_str("\" target=\"_blank\" rel=\"noopener noreferrer\">");
}

fn push_text(html: &mut String, text: &str) {
    for letter in text.chars() {
        push_letter(html, letter);
    }
}

fn push_letter(html: &mut String, letter: char) {
    match letter {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        letter => html.push(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "target=\"_blank\" rel=\"noopener noreferrer\"";

    #[test]
    fn nothing_in_a_citation_is_markup() {
        let citation = "<script>alert(1)</script> Smith & Sons, \"A <b>map</b>\" <img src=x onerror=alert(1)> &lt;";
        let expected = "&lt;script&gt;alert(1)&lt;/script&gt; Smith &amp; Sons, \"A &lt;b&gt;map&lt;/b&gt;\" \
                        &lt;img src=x onerror=alert(1)&gt; &amp;lt;";
        assert_eq!(of_citations([citation]), expected);
        assert_eq!(
            of_citations(["IOM, April 2024.", "Made with Natural Earth."]),
            "IOM, April 2024. | Made with Natural Earth."
        );
        assert_eq!(of_citations([]), "");
    }

    #[test]
    fn addresses_of_the_web_in_a_citation_are_links_and_others_are_not() {
        let html = of_citations(["See (https://x.example/a?b=1&c=\"d), http://y.example. javascript:alert(1) ftp://z"]);
        let expected = format!(
            "See (<a href=\"https://x.example/a?b=1&amp;c=\" {LINK}>https://x.example/a?b=1&amp;c=</a>\"d), \
             <a href=\"http://y.example\" {LINK}>http://y.example</a>. javascript:alert(1) ftp://z"
        );
        assert_eq!(html, expected);
        assert_eq!(of_citations(["https://"]).matches("<a").count(), 1, "even an empty one ends");
    }

    #[test]
    fn foreign_html_keeps_text_and_web_links_only() {
        let cases = [
            ("© Somebody", "© Somebody".to_owned()),
            ("&copy; A &amp; B &lt;c&gt;", "© A &amp; B &lt;c&gt;".to_owned()),
            (
                "<a href='https://www.openstreetmap.org/copyright' target=_blank onclick=\"alert(1)\">&copy; OpenStreetMap</a>",
                format!("<a href=\"https://www.openstreetmap.org/copyright\" {LINK}>© OpenStreetMap</a>"),
            ),
            (
                "<A HREF=\" HTTPS://x.example/?a&quot;b \">x",
                format!("<a href=\"HTTPS://x.example/?a&quot;b\" {LINK}>x</a>"),
            ),
            ("<a href=\"javascript:alert(1)\">x</a>", "x".to_owned()),
            ("<a href=\"java&#115;cript:alert(1)\">x</a> <a href=\"//x.example\">y</a>", "x y".to_owned()),
            ("<a href=\"ht\ntps://x.example\">x</a>", "x".to_owned()),
            (
                "a<script>alert('</b>')</script>b<style>p{}</style>c<img src=x onerror=alert(1)><svg onload=alert(1)>d",
                "abcd".to_owned(),
            ),
            ("<!-- c --><noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">e", "e".to_owned()),
            ("a<br>b", "a b".to_owned()),
            ("a < b & c", "a &lt; b &amp; c".to_owned()),
            ("<script>never ends", String::new()),
            ("<", "&lt;".to_owned()),
        ];
        for (html, expected) in cases {
            let made = of_html(html);
            assert_eq!(made, expected, "{html}");
            assert_eq!(of_html(&made), made, "it stays as it is: {html}");
        }
    }

    #[test]
    fn own_html_is_unchanged() {
        let own = of_citations(["<b>A & B</b> \"C\" https://x.example/?a=1&b=2, D", "E"]);
        assert_eq!(of_html(&own), own);
    }
}
