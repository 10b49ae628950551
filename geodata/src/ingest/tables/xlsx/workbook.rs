//! The list of sheets of a workbook, and where its other parts are.

use std::collections::HashMap;
use std::io::{Read, Seek};
use std::rc::Rc;

use quick_xml::events::Event;

use super::super::super::text::collapsed;
use super::super::limits::MOST_PART_BYTES;
use super::package::{Fault, Package, attribute, is_set};

/// What a workbook says of itself.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// The sheets with cells, in their order.
    pub(super) sheets: Vec<SheetEntry>,
    /// It is to be calculated when it is opened: the results of formulas in it may be anything.
    pub(super) must_be_calculated: bool,
    pub(super) shared_strings: Option<Rc<str>>,
    pub(super) styles: Option<Rc<str>>,
}

/// A sheet.
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    /// Hidden, or hidden so that no menu shows it again.
    pub(super) is_hidden: bool,
    /// The name of its part; shared, since thousands of sheets can name one part with a long name.
    pub(super) part: Rc<str>,
}

/// To what a part refers.
struct Relation {
    /// The last word of its type: `worksheet`, `styles`.
    kind: String,
    part: Rc<str>,
}

impl Workbook {
    pub(super) fn read<R: Read + Seek>(package: &mut Package<R>) -> Result<Self, Fault> {
        let root = relations(package, "")?;
        let own = root.into_values().find(|relation| relation.kind == "officeDocument");
        let own = own.map_or_else(|| "xl/workbook.xml".into(), |relation| relation.part);
        let relations = relations(package, &own)?;
        let mut workbook = Self::default();
        let mut part = package.part(&own, MOST_PART_BYTES)?;
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

    /// The sheets that a name means: the one of exactly this name, or all that are the same up to white space.
    pub(super) fn find(&self, wanted: &str) -> Vec<&SheetEntry> {
        if let Some(exact) = self.sheets.iter().find(|sheet| sheet.name == wanted) {
            return vec![exact];
        }
        let wanted = collapsed(wanted);
        self.sheets.iter().filter(|sheet| collapsed(&sheet.name) == wanted).collect()
    }
}

/// The relations of a part by their ids; none if it has no list of them. Those that lead out of the workbook are left out.
fn relations<R: Read + Seek>(package: &mut Package<R>, of: &str) -> Result<HashMap<String, Relation>, Fault> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let list = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut part = match package.part(&list, MOST_PART_BYTES) {
        Err(Fault::Missing { .. }) => return Ok(HashMap::new()),
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

/// The name of a part that one in a folder refers to.
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
