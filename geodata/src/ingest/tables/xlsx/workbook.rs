//! The list of sheets of a workbook, and where its other parts are.

use std::collections::HashMap;
use std::io::{Read, Seek};
use std::rc::Rc;

use quick_xml::events::Event;

use super::super::limits::MAX_PART_BYTES;
use super::super::package::{Package, WorkbookError, attribute, is_set};
use super::super::sheets::SheetEntry;

/// The contents of `workbook.xml` that are used.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// The sheets with cells, in their order, each
    /// with the name of its part; shared, since thousands of sheets can name one part with a long name.
    pub(super) sheets: Vec<SheetEntry<Rc<str>>>,
    /// The workbook asks to be recalculated on load: stored results may be stale.
    pub(super) must_be_calculated: bool,
    /// Days are counted from 1904, as the first Excel of the Macintosh did.
    pub(super) counts_from_1904: bool,
    pub(super) shared_strings: Option<Rc<str>>,
    pub(super) styles: Option<Rc<str>>,
}

/// A relationship of a part (OPC).
struct Relation {
    /// The last word of its type: `worksheet`, `styles`.
    kind: String,
    part: Rc<str>,
}

impl Workbook {
    pub(super) fn read<R: Read + Seek>(package: &mut Package<R>) -> Result<Self, WorkbookError> {
        let root = relations(package, "")?;
        let own = root.into_values().find(|relation| relation.kind == "officeDocument");
        let own = own.map_or_else(|| "xl/workbook.xml".into(), |relation| relation.part);
        let relations = relations(package, &own)?;
        let mut workbook = Self::default();
        let mut part = package.part(&own, MAX_PART_BYTES)?;
        loop {
            match part.next()? {
                Event::Start(element) if element.local_name().as_ref() == "sheet" => {
                    let Some(relation) = attribute(&element, "id").and_then(|id| relations.get(&id)) else { continue };
                    // Sheets of charts and dialogs have no cells.
                    if relation.kind == "worksheet" {
                        workbook.sheets.push(SheetEntry {
                            name: attribute(&element, "name").unwrap_or_default(),
                            is_hidden: attribute(&element, "state").is_some_and(|state| state != "visible"),
                            part: Rc::clone(&relation.part),
                        });
                    }
                }
                Event::Start(element) if element.local_name().as_ref() == "calcPr" => {
                    workbook.must_be_calculated |= is_set(&element, "fullCalcOnLoad");
                }
                Event::Start(element) if element.local_name().as_ref() == "workbookPr" => {
                    workbook.counts_from_1904 |= is_set(&element, "date1904");
                }
                Event::Eof => break,
                _ => {}
            }
        }
        drop(part);
        let part_of = |kind: &str| {
            relations.values().find(|relation| relation.kind == kind).map(|relation| Rc::clone(&relation.part))
        };
        (workbook.shared_strings, workbook.styles) = (part_of("sharedStrings"), part_of("styles"));
        Ok(workbook)
    }
}

/// The relationships of a part by their ids, without external ones. Empty if the part has none.
fn relations<R: Read + Seek>(package: &mut Package<R>, of: &str) -> Result<HashMap<String, Relation>, WorkbookError> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let list = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut part = match package.part(&list, MAX_PART_BYTES) {
        Err(WorkbookError::Missing { .. }) => return Ok(HashMap::new()),
        part => part?,
    };
    let mut relations = HashMap::new();
    loop {
        match part.next()? {
            Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let (id, kind, target) =
                    (attribute(&element, "Id"), attribute(&element, "Type"), attribute(&element, "Target"));
                if let (Some(id), Some(kind), Some(target)) = (id, kind, target)
                    && attribute(&element, "TargetMode").is_none_or(|mode| mode != "External")
                {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    relations.insert(id, Relation { kind, part: resolve(folder, &target).into() });
                }
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// Resolves the target of a relationship against the folder of its part.
fn resolve(folder: &str, target: &str) -> String {
    let (base, path) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target),
    };
    let mut steps: Vec<&str> = base.split('/').filter(|step| !step.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_relative_to_the_folder_or_absolute() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "../other/./sheet1.xml"), "other/sheet1.xml");
        assert_eq!(resolve("", "xl/workbook.xml"), "xl/workbook.xml");
    }
}
