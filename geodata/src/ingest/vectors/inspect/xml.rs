//! GML and KML: document types with entities, reference systems that are addresses, schemas that include others.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::super::crs;
use super::super::error::VectorError;

/// The prefix of codes in GML 2. GDAL resolves it without a request, except for arcs by centre point.
const GML2_REGISTRY: &str = "http://www.opengis.net/gml/srs/epsg.xml#";

/// Inspects an XML document, and converts it to UTF-8.
pub(super) fn inspect(content: &mut Vec<u8>) -> Result<(), VectorError> {
    if let Some(converted) = as_utf8(content)? {
        *content = converted;
    }
    let text = std::str::from_utf8(content).map_err(|_| not_in("UTF-8"))?;
    let mut reader = Reader::from_str(text);
    let malformed =
        |error: &dyn std::fmt::Display| VectorError::new("xml_syntax", format!("the XML cannot be read: {error}"));
    // The text of `SRSName` in a `.gfs` template of GDAL is a reference system, too.
    let mut in_reference = false;
    let (mut has_address, mut has_centre) = (false, false);
    loop {
        match reader.read_event().map_err(|error| malformed(&error))? {
            Event::Eof if has_address && has_centre => return Err(not_a_code(GML2_REGISTRY)),
            Event::Eof => return Ok(()),
            Event::DocType(_) => {
                return Err(VectorError::new(
                    "xml_doctype",
                    "it has a document type (`<!DOCTYPE`), which could name other files; remove it",
                ));
            }
            Event::Start(element) => {
                in_reference = element.local_name().as_ref().eq_ignore_ascii_case("srsname");
                has_centre |= element.local_name().as_ref().ends_with("ByCenterPoint");
                has_address |= attributes(&element)?;
            }
            Event::Empty(element) => {
                has_centre |= element.local_name().as_ref().ends_with("ByCenterPoint");
                has_address |= attributes(&element)?;
            }
            Event::End(_) => in_reference = false,
            Event::Text(words) if in_reference => check_crs(&words)?,
            Event::CData(words) if in_reference => check_crs(&words)?,
            // A character reference would split the text.
            Event::GeneralRef(_) if in_reference => return Err(not_a_code("&…;")),
            _ => {}
        }
    }
}

/// Checks the attributes of an element. True if one is a code with the GML 2 prefix.
fn attributes(element: &BytesStart<'_>) -> Result<bool, VectorError> {
    let mut has_address = false;
    let includes = ["include", "redefine", "override"].contains(&element.local_name().as_ref());
    for attribute in element.attributes() {
        let attribute =
            attribute.map_err(|error| VectorError::new("xml_syntax", format!("the XML cannot be read: {error}")))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| VectorError::new("xml_syntax", format!("the XML cannot be read: {error}")))?;
        let name = attribute.key.local_name();
        if name.as_ref().eq_ignore_ascii_case("srsname") {
            let number = value.strip_prefix(GML2_REGISTRY).filter(|number| number.bytes().all(|b| b.is_ascii_digit()));
            has_address |= number.is_some();
            if number.is_none() {
                check_crs(&value)?;
            }
        } else if includes
            && name.as_ref() == "schemaLocation"
            && (value.contains(':') || value.starts_with(['/', '\\']))
        {
            let message = format!("the schema includes another one (`{value}`), which is not read; put all in one");
            return Err(VectorError::new("schema_elsewhere", message));
        }
    }
    Ok(has_address)
}

/// Refuses a reference system that is not a code.
fn check_crs(name: &str) -> Result<(), VectorError> {
    let name = name.trim();
    if name.is_empty() || crs::is_code(name) { Ok(()) } else { Err(not_a_code(name)) }
}

fn not_a_code(name: &str) -> VectorError {
    let message = format!(
        "`{name}` is given as coordinate reference system; only codes are read (`EPSG:4326`, `urn:ogc:def:crs:EPSG::4326`)"
    );
    VectorError::new("crs_elsewhere", message)
}

/// The text in UTF-8, if its byte order mark or declaration says another encoding.
fn as_utf8(content: &[u8]) -> Result<Option<Vec<u8>>, VectorError> {
    let declared = declared(content);
    let encoding = match (Encoding::for_bom(content), &declared) {
        (Some((encoding, _)), _) => encoding,
        (None, Some(name)) => Encoding::for_label(name.as_bytes()).ok_or_else(|| {
            VectorError::new(
                "encoding_unknown",
                format!("the XML is in an encoding that is not known: `{name}`; save it as UTF-8"),
            )
        })?,
        (None, None) => UTF_8,
    };
    if encoding == UTF_8 {
        return Ok(None);
    }
    let (text, _, has_errors) = encoding.decode(content);
    if has_errors {
        return Err(not_in(encoding.name()));
    }
    // Without the declaration, whose encoding would be wrong now.
    let body = match (text.trim_start().starts_with("<?xml"), text.find("?>")) {
        (true, Some(end)) => Cow::Borrowed(&text[end + 2..]),
        _ => text,
    };
    Ok(Some(body.into_owned().into_bytes()))
}

fn not_in(encoding: &str) -> VectorError {
    VectorError::new(
        "not_in_encoding",
        format!("the text is not in {encoding}, in which it should be; save it as UTF-8"),
    )
}

/// The encoding that the XML declaration states.
fn declared(content: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&content[..content.len().min(200)]);
    let declaration =
        head.trim_start_matches('\u{feff}').trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inspected(text: &str) -> Result<Vec<u8>, &'static str> {
        let mut content = text.as_bytes().to_vec();
        inspect(&mut content).map_err(|fault| fault.code)?;
        Ok(content)
    }

    #[test]
    fn references_to_files_and_addresses_are_refused() {
        for (xml, code) in [
            (r#"<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>"#, "xml_doctype"),
            (r#"<a srsName="/etc/passwd"/>"#, "crs_elsewhere"),
            (r#"<a><g:b g:srsName="http://127.0.0.1/4326"></g:b></a>"#, "crs_elsewhere"),
            (r#"<a srsName="+proj=longlat +nadgr&#105;ds=/etc/passwd"/>"#, "crs_elsewhere"),
            (r"<a><SRSName>/etc/passwd</SRSName></a>", "crs_elsewhere"),
            (r"<a><SRSName><![CDATA[/etc/passwd]]></SRSName></a>", "crs_elsewhere"),
            (r"<a><SRSName>EPSG:4&#51;26</SRSName></a>", "crs_elsewhere"),
            (r#"<xs:schema><xs:include schemaLocation="http://127.0.0.1/a.xsd"/></xs:schema>"#, "schema_elsewhere"),
            (r#"<schema><include schemaLocation="/etc/passwd"/></schema>"#, "schema_elsewhere"),
            (r#"<a srsName="http://www.opengis.net/gml/srs/epsg.xml#4326"><ArcByCenterPoint/></a>"#, "crs_elsewhere"),
            (r#"<a b="<"#, "xml_syntax"),
        ] {
            assert_eq!(inspected(xml).err(), Some(code), "{xml}");
        }
        for xml in [
            r#"<a xsi:schemaLocation="http://x http://y"><xs:import schemaLocation="http://z"/></a>"#,
            r#"<a srsName="urn:ogc:def:crs:EPSG::4326"/>"#,
            r#"<a srsName="http://www.opengis.net/def/crs/EPSG/0/4326"/>"#,
            r#"<a srsName="http://www.opengis.net/gml/srs/epsg.xml#4326"/>"#,
            r#"<a srsName="EPSG:4326"><b>&#1054;&#1096;</b></a>"#,
        ] {
            assert_eq!(inspected(xml).as_deref(), Ok(xml.as_bytes()));
        }
    }

    #[test]
    fn other_encodings_become_utf_8() {
        let mut cyrillic = b"<?xml version=\"1.0\" encoding='windows-1251'?><a>\xce\xf8</a>".to_vec();
        inspect(&mut cyrillic).expect("sound");
        assert_eq!(cyrillic, "<a>Ош</a>".as_bytes());
        let mut wide: Vec<u8> = vec![0xff, 0xfe];
        wide.extend(r#"<a srsName="/etc/passwd"/>"#.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(inspect(&mut wide).map_err(|fault| fault.code), Err("crs_elsewhere"));
        assert_eq!(inspected("<?xml encoding=\"none\"?><a/>").err(), Some("encoding_unknown"));
    }
}
