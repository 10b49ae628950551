//! The page of a problem: what went wrong in general, in the language of the reader, and the details as programs get them, in English and marked so.
//!
//! ```text
//! Бул даректе эч нерсе жок
//! Дарек ката жазылган болушу мүмкүн …
//! Жооптун коду   404 Not Found
//! Кененирээк     there is nothing at /nope
//! Башкы барак
//! ```

use actix_web::http::StatusCode;
use geodata::model::Language;
use maud::{Markup, html};
use styles::words::{Words, say};

use super::own_language::attribute;
use super::{PageHeader, page};
use crate::http::problem::Problem;

/// Renders a problem: what is wrong, and what is accepted.
pub fn problem(problem: &Problem, header: &PageHeader) -> String {
    let words = header.words();
    let (title, about) = in_general(problem.status, words);
    let content = html! {
        p class="lead" { (about) }
        dl {
            dt { (say!(words, "problem-status")) }
            dd { (english(&problem.status.to_string(), words)) }
            dt { (say!(words, "problem-detail")) }
            dd { (english(&problem.detail, words)) }
            @if let Some(accepted) = &problem.accepted {
                dt { (say!(words, "problem-accepted")) }
                dd { (english(accepted, words)) }
            }
        }
        p { a href=(header.home()) { (say!(words, "link-start-page")) } }
    };
    page(&title, &content, header)
}

/// What a status means for readers: a title, and a sentence that says what can be done.
fn in_general(status: StatusCode, words: Words) -> (String, String) {
    match status.as_u16() {
        404 | 410 => (say!(words, "problem-not-found"), say!(words, "problem-not-found-about")),
        405 => (say!(words, "problem-method"), say!(words, "problem-method-about")),
        406 => (say!(words, "problem-format"), say!(words, "problem-format-about")),
        413 | 414 | 431 => (say!(words, "problem-too-large"), say!(words, "problem-too-large-about")),
        429 | 503 => (say!(words, "problem-busy"), say!(words, "problem-busy-about")),
        500.. => (say!(words, "problem-server"), say!(words, "problem-server-about")),
        _ => (say!(words, "problem-request"), say!(words, "problem-request-about")),
    }
}

/// An English text. On a page in another language it says so, and on one that is read from right to left it runs the other way.
fn english(text: &str, words: Words) -> Markup {
    if let Some(code) = attribute(Some(Language::ENGLISH), words) {
        html! { span lang=(code) dir=[words.is_right_to_left().then_some("ltr")] { (text) } }
    } else {
        html! { (text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(status: StatusCode, code: &str) -> String {
        let language = Language::from_code(code).expect("a language");
        let found = Problem { accepted: Some("one of a, b".to_owned()), ..Problem::new(status, "what was wrong") };
        problem(&found, &PageHeader::default().in_language(language))
    }

    #[test]
    fn details_are_marked_as_english_where_the_page_is_not() {
        let english = written(StatusCode::NOT_FOUND, "en");
        assert!(english.contains("<html lang=\"en\" dir=\"ltr\">") && !english.contains("<span lang"), "{english}");
        assert!(english.contains("<dd>404 Not Found</dd>") && english.contains("<dd>what was wrong</dd>"), "{english}");
        for (code, direction, own) in [("ky", "ltr", ""), ("ar", "rtl", " dir=\"ltr\"")] {
            let html = written(StatusCode::NOT_FOUND, code);
            assert!(html.contains(&format!("<html lang=\"{code}\" dir=\"{direction}\">")), "{html}");
            for detail in ["404 Not Found", "what was wrong", "one of a, b"] {
                assert!(html.contains(&format!("<span lang=\"en\"{own}>{detail}</span>")), "{code}: {html}");
            }
        }
    }

    #[test]
    fn each_kind_of_status_has_a_title_of_its_own() {
        let title =
            |status: u16| in_general(StatusCode::from_u16(status).expect("a status"), Words::of(Language::ENGLISH)).0;
        let kinds: [&[u16]; 7] = [&[400, 408], &[404], &[405], &[406], &[413, 414, 431], &[429, 503], &[500, 501, 502]];
        let mut titles = std::collections::BTreeSet::new();
        for kind in kinds {
            assert!(kind.iter().all(|status| title(*status) == title(kind[0])), "{kind:?}");
            assert!(titles.insert(title(kind[0])), "{kind:?}");
        }
    }
}
