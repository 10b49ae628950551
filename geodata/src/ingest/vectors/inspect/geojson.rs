//! GeoJSON: the member `crs` of the document or of a geometry may be a link, which GDAL would follow.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::super::super::text::line_number;
use super::super::crs;
use super::super::error::VectorError;
use super::check_definition;

const RECORD_SEPARATOR: u8 = 0x1e;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Removes links to reference systems. Text that is not UTF-8 is an error. Returns the stated reference system if it cannot be
/// resolved: GDAL would silently assume longitude and latitude.
pub(super) fn inspect(content: &mut [u8]) -> Result<Option<String>, VectorError> {
    let start = if content.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    if let Err(error) = std::str::from_utf8(&content[start..]) {
        let line = line_number(&content[..start + error.valid_up_to()]);
        let message = format!("the text in line {line} is not UTF-8; save the file as UTF-8");
        return Err(VectorError::new("not_utf8", message));
    }
    if !may_state_a_reference(&content[start..]) {
        return Ok(None);
    }
    // The record separator of a text sequence is replaced by white space for the parser.
    let text: Vec<u8> =
        content[start..].iter().map(|byte| if *byte == RECORD_SEPARATOR { b' ' } else { *byte }).collect();
    let (mut links, mut unread) = (Vec::new(), None);
    for CrsMember { crs: stated, is_of_the_whole } in find_crs_members(&text)? {
        let crs: Json = serde_json::from_str(stated.get()).unwrap_or_default();
        check_definition(crs.to_string().as_bytes())?;
        // GDAL ignores case, and letters after these.
        let kind = word(&crs, "type").unwrap_or_default().to_ascii_lowercase();
        let properties = member(&crs, "properties").unwrap_or(&Json::Null);
        if kind.starts_with("link") || kind.starts_with("url") {
            unread = word(properties, "href").or_else(|| word(properties, "url")).or(Some("link")).map(str::to_owned);
            let from = stated.get().as_ptr() as usize - text.as_ptr() as usize;
            links.push(start + from..start + from + stated.get().len());
            continue;
        }
        let name = if kind.starts_with("name") {
            word(properties, "name").map(str::to_owned)
        } else if kind.starts_with("epsg") {
            number(properties, "code").map(|code| format!("EPSG:{code}"))
        } else if kind.starts_with("ogc") {
            word(properties, "urn").map(str::to_owned)
        } else {
            None
        };
        // Features may have members `crs` with any meaning.
        let is_meant = is_of_the_whole && !crs.is_null() || name.is_some();
        if is_meant && name.as_ref().is_none_or(|name| crs::read(name).is_err()) {
            unread = Some(name.unwrap_or_else(|| stated.get().to_owned()));
        }
    }
    for link in links {
        content[link.clone()].fill(b' ');
        content[link.start..link.start + 4].copy_from_slice(b"null");
    }
    Ok(unread)
}

/// Whether there is a member `crs` anywhere, also one with escaped letters. Most files have none and need not be parsed.
fn may_state_a_reference(content: &[u8]) -> bool {
    content
        .windows(4)
        .any(|four| four[..3].eq_ignore_ascii_case(b"crs") && matches!(four[3], b'"' | b'\'') || four == b"\\u00")
}

/// A member `crs`.
struct CrsMember<'t> {
    crs: &'t RawValue,
    /// Whether it is a member of the outermost object.
    is_of_the_whole: bool,
}

/// Finds the members `crs` of all objects.
fn find_crs_members(text: &[u8]) -> Result<Vec<CrsMember<'_>>, VectorError> {
    let mut found = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    loop {
        let walked = CrsVisitor { found: &mut found, is_outermost: true }.deserialize(&mut deserializer);
        walked.map_err(|error| VectorError::new("json_syntax", format!("the JSON cannot be read: {error}")))?;
        if deserializer.end().is_ok() {
            return Ok(found);
        }
    }
}

/// A member of an object, by its name in any case, like GDAL.
fn member<'j>(json: &'j Json, name: &str) -> Option<&'j Json> {
    json.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn word<'j>(json: &'j Json, name: &str) -> Option<&'j str> {
    member(json, name)?.as_str()
}

/// A whole number, which may be written as a text.
fn number(json: &Json, name: &str) -> Option<u64> {
    let number = member(json, name)?;
    number.as_u64().or_else(|| number.as_str()?.parse().ok())
}

/// Visits JSON and collects the members `crs`.
struct CrsVisitor<'f, 'de> {
    found: &'f mut Vec<CrsMember<'de>>,
    is_outermost: bool,
}

impl<'de> CrsVisitor<'_, 'de> {
    /// The visitor for nested values.
    fn inside(&mut self) -> CrsVisitor<'_, 'de> {
        CrsVisitor { found: &mut *self.found, is_outermost: false }
    }
}

impl<'de> DeserializeSeed<'de> for CrsVisitor<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for CrsVisitor<'_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<Cow<'de, str>>()? {
            // In any case, like GDAL.
            if key.eq_ignore_ascii_case("crs") {
                self.found.push(CrsMember { crs: members.next_value()?, is_of_the_whole: self.is_outermost });
            } else {
                members.next_value_seed(self.inside())?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        while elements.next_element_seed(self.inside())?.is_some() {}
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inspected(text: &str) -> Result<String, &'static str> {
        let mut content = text.as_bytes().to_vec();
        inspect(&mut content).map_err(|fault| fault.code)?;
        Ok(String::from_utf8(content).expect("text"))
    }

    #[test]
    fn links_become_null_and_names_stay() {
        let name = r#"{"type":"x","crs":{"type":"name","properties":{"name":"EPSG:4326"}},"features":[]}"#;
        assert_eq!(inspected(name).as_deref(), Ok(name));
        for link in [
            r#"{"type":"link","properties":{"href":"http://127.0.0.1/"}}"#,
            r#"{"properties":{"url":"http://127.0.0.1/"},"TYPE":"URL"}"#,
            r#"{"type":"Link2","properties":{"href":"http://127.0.0.1/"}}"#,
        ] {
            for key in ["crs", "CRS", "c\\u0072s", "\\u0063\\u0072\\u0073"] {
                let text = format!(r#"{{"{key}": {link}, "features":[{{"a":{{"crs":1}}}}]}}"#);
                let expected = text.replace(link, &format!("null{}", " ".repeat(link.len() - 4)));
                assert_eq!(inspected(&text), Ok(expected), "{key}");
            }
        }
        let unread = |text: &str| inspect(&mut text.as_bytes().to_vec()).map_err(|fault| fault.code);
        assert_eq!(
            unread(r#"{"crs":{"type":"link","properties":{"href":"http://a/"}}}"#),
            Ok(Some("http://a/".into()))
        );
        assert_eq!(unread(r#"{"crs":{"type":"name","properties":{"name":"KYRG-06"}}}"#), Ok(Some("KYRG-06".into())));
        assert_eq!(unread(r#"{"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32643"}}}"#), Ok(None));
        for known in [
            "null",
            r#"{"type":"EPSG","properties":{"code":32643}}"#,
            r#"{"type":"EPSG","properties":{"code":"32643"}}"#,
            r#"{"type":"OGC","properties":{"urn":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#,
        ] {
            assert_eq!(unread(&format!(r#"{{"crs":{known}}}"#)), Ok(None), "{known}");
        }
        // GDAL ignores these, and assumes longitude and latitude.
        for (other, name) in [
            (r#"{"type":"EPSG","properties":{"code":999999}}"#, Some("EPSG:999999")),
            (r#"{"type":"OGC","properties":{"urn":"urn:x"}}"#, Some("urn:x")),
            (r#""EPSG:32643""#, None),
            ("32643", None),
            ("[]", None),
            (r#"{"name":"EPSG:32643"}"#, None),
            (r#"{"type":"name","properties":{"name":4284}}"#, None),
        ] {
            let whole = Some(name.unwrap_or(other).to_owned());
            assert_eq!(unread(&format!(r#"{{"crs":{other}}}"#)), Ok(whole), "{other}");
            let deep = format!(r#"{{"features":[{{"properties":{{"crs":{other}}}}}]}}"#);
            assert_eq!(unread(&deep), Ok(name.map(str::to_owned)), "{other}");
        }
        let link = r#"{"type":"link","properties":{"href":"http://127.0.0.1/"}}"#;
        for deep in [
            r#"{"features":[{"geometry":{"type":"Point","crs":LINK,"coordinates":[1,2.5]},"a":[null,true,"x"]}]}"#,
            "{\"a\":1}\n{\"geometry\":{\"crs\":LINK}}\n{}",
            "\u{1e}{\"a\":1}\n\u{1e}{\"crs\":LINK}\n",
            "\u{feff}{\"crs\":LINK}",
        ] {
            let expected = deep.replace("LINK", &format!("null{}", " ".repeat(link.len() - 4)));
            assert_eq!(inspected(&deep.replace("LINK", link)), Ok(expected));
        }
        let hidden = r#"{"crs":{"type":"name","properties":{"name":"+proj=longlat +nadgr\u0069ds=/etc/passwd"}}}"#;
        assert_eq!(inspected(hidden), Err("crs_names_a_file"));
    }

    #[test]
    fn json_that_cannot_be_inspected_is_an_error_and_json_without_crs_passes() {
        assert_eq!(inspected(r#"{"crs":{"type":"link"#), Err("json_syntax"));
        assert_eq!(inspected(r"{'crs':{'type':'link'}}"), Err("json_syntax"));
        assert_eq!(inspected(&format!("{{\"crs\":{}", "[".repeat(1_000_000))), Err("json_syntax"));
        let lenient = r#"{"type":"FeatureCollection","features":[{"population":NaN}]}"#;
        assert_eq!(inspected(lenient).as_deref(), Ok(lenient));
        assert_eq!(
            inspect(&mut b"{\n\"a\":\"\xce\xf8\"}".to_vec()).map_err(|fault| fault.message),
            Err("the text in line 2 is not UTF-8; save the file as UTF-8".into())
        );
    }
}
