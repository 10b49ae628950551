//! Builds workbooks from XML, also such as no spreadsheet writes.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook of these parts.
pub(super) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("started");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

/// A workbook of one sheet with this content, and more parts, which replace default parts of the same name.
pub(super) fn workbook(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    const RELATIONS: &str = r#"<Relationships>
<Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>"#;
    const WORKBOOK: &str =
        r#"<workbook xmlns:r="x"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    const ROOT: &str =
        r#"<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let usual: [(&str, &[u8]); 6] = [
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/sharedStrings.xml", b"<sst><si><t>shared</t></si></sst>"),
        ("xl/styles.xml", b"<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    let replaced = |name: &str| more.iter().any(|(other, _)| *other == name);
    let parts: Vec<_> = usual.into_iter().filter(|(name, _)| !replaced(name)).chain(more.iter().copied()).collect();
    package(&parts)
}

/// A sheet with these rows.
pub(super) fn sheet(rows: &str) -> String {
    format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>")
}

/// The usual header: `id` and `n`.
pub(super) const HEADER: &str =
    r#"<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>n</t></is></c></row>"#;
