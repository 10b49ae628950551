//! Exports of forms: which workbook is the form itself, which table answers its questions, to which submissions the rows of a repeated group
//! belong, and when a submission was sent.

use std::collections::HashMap;

use super::super::tables::{Cell, REPEAT_LINKS, submission_time};
use super::super::text::collapsed;
use super::column::Column;
use super::inventory::Inventory;
use super::table::{Parent, Table};
use super::words::words_of;

/// The sheets of a form that are no tables.
const SHEETS: [&str; 5] = ["survey", "choices", "settings", "external_choices", "entities"];

/// A form: its questions by their names.
struct Form {
    file: String,
    questions: HashMap<String, Question>,
}

struct Question {
    labels: Vec<String>,
    /// The names of what can be chosen, if several can.
    choices: Vec<String>,
}

/// Finds forms and exports among the tables, and joins what belongs together.
pub(super) fn recognise(inventory: &mut Inventory) {
    let forms: Vec<Form> = inventory.tables.iter().filter_map(|table| Form::of(table, &inventory.tables)).collect();
    let is_of_form = |table: &Table| {
        forms.iter().any(|form| form.file == table.file) && table.sheets.iter().all(|sheet| SHEETS.contains(&&**sheet))
    };
    inventory.tables.retain(|table| !is_of_form(table));
    inventory.unused.retain(|unused| {
        let is_sheet = |form: &Form| SHEETS.iter().any(|sheet| unused.what == format!("{}, sheet {sheet}", form.file));
        !forms.iter().any(is_sheet)
    });
    for table in &mut inventory.tables {
        table.submitted = submission_time(table.columns.iter().map(|column| column.name.as_str())).map(str::to_owned);
        let best = forms.iter().map(|form| (form.answered_by(table), form)).max_by_key(|(answered, _)| *answered);
        if let Some((_, form)) = best.filter(|(answered, _)| *answered > 0) {
            form.label(table);
            table.form = Some(form.file.clone());
        }
    }
    for form in &forms {
        if inventory.tables.iter().all(|table| table.form.as_ref() != Some(&form.file)) {
            inventory.unused(form.file.clone(), "it is a form, and no table has answers to it".to_owned());
        }
    }
    join_repeats(&mut inventory.tables);
}

impl Form {
    /// The form whose questions a sheet lists.
    fn of(table: &Table, tables: &[Table]) -> Option<Self> {
        let is_survey = matches!(&table.sheets[..], [sheet] if sheet == "survey");
        let (kinds, names) = (table.column("type").filter(|_| is_survey)?, table.column("name")?);
        let labels: Vec<&Column> =
            table.columns.iter().filter(|column| column.name.to_lowercase().starts_with("label")).collect();
        let questions = (0..table.rows).filter_map(|row| {
            let labels = labels.iter().filter_map(|column| column.text(row)).map(|label| collapsed(&label));
            let kind = kinds.text(row).unwrap_or_default();
            let list = kind.strip_prefix("select_multiple ").or_else(|| kind.strip_prefix("select multiple "));
            let choices = list.map(|list| choices_of(list, &table.file, tables)).unwrap_or_default();
            Some((names.text(row)?, Question { labels: labels.collect(), choices }))
        });
        Some(Self { file: table.file.clone(), questions: questions.collect() })
    }

    /// The labels of the question that a header names, if it does; in groups it names them, too.
    fn question(&self, header: &str) -> Option<&Question> {
        let is_separator = ['/', '.', '-', ':'];
        let by_name = || header.rsplit(is_separator).find_map(|part| self.questions.get(part));
        let header = collapsed(header);
        let is_label = |question: &&Question| {
            let fits = |label: &String| {
                header == *label || header.ends_with(&format!("/{label}")) || header.starts_with(&format!("{label}/"))
            };
            question.labels.iter().any(fits)
        };
        by_name().or_else(|| self.questions.values().find(is_label))
    }

    /// How many columns of a table answer its questions, if these are most of what was asked.
    fn answered_by(&self, table: &Table) -> usize {
        let asked = || table.columns.iter().filter(|column| !is_added(&column.name));
        let answered = asked().filter(|column| self.question(&column.name).is_some()).count();
        if answered > 1 && answered * 2 > asked().count() { answered } else { 0 }
    }

    /// Adds what is asked to the headers of a table that name questions.
    fn label(&self, table: &mut Table) {
        for column in &mut table.columns {
            let Some(question) = self.question(&column.name) else { continue };
            column.choices.clone_from(&question.choices);
            for label in &question.labels {
                if !collapsed(&column.title).contains(label.as_str()) {
                    column.words.extend(words_of(label));
                    column.title = format!("{}: {label}", column.title);
                }
            }
        }
    }
}

/// The names in a list of choices.
fn choices_of(list: &str, file: &str, tables: &[Table]) -> Vec<String> {
    let is_of_choices =
        |table: &&Table| table.file == file && table.sheets.first().is_some_and(|sheet| sheet == "choices");
    let columns = tables.iter().find(is_of_choices).and_then(|table| {
        let lists = table.column("list_name").or_else(|| table.column("list name"))?;
        Some((table.rows, lists, table.column("name")?))
    });
    let Some((rows, lists, names)) = columns else { return Vec::new() };
    let is_of_list = |row: &usize| lists.text(*row).is_some_and(|text| list.split_whitespace().next() == Some(&text));
    (0..rows).filter(is_of_list).filter_map(|row| names.text(row)).collect()
}

/// Whether an export adds a column to those that answer questions.
pub(super) fn is_added(name: &str) -> bool {
    const NAMES: [&str; 27] = [
        "start",
        "end",
        "today",
        "deviceid",
        "_id",
        "_uuid",
        "_index",
        "_submission_time",
        "_validation_status",
        "_notes",
        "_status",
        "_submitted_by",
        "_tags",
        "__version__",
        "_parent_index",
        "_parent_table_name",
        "_attachments",
        "_xform_id_string",
        "_bamboo_dataset_id",
        "SubmissionDate",
        "KEY",
        "PARENT_KEY",
        "meta-instanceID",
        "instanceID",
        "meta/instanceID",
        "formhub/uuid",
        "SET-OF",
    ];
    NAMES.contains(&name) || ["_submission__", "SET-OF-"].iter().any(|start| name.starts_with(start))
}

/// Joins the rows of repeated groups to the submissions that they belong to.
fn join_repeats(tables: &mut [Table]) {
    for at in 0..tables.len() {
        let Some((above, rows)) = submissions_of(at, tables) else { continue };
        let parent = &tables[above];
        let own = &tables[at];
        let joined = parent.columns.iter().filter(|column| own.column(&column.name).is_none()).map(|column| {
            let cell = |row: &Option<usize>| row.and_then(|row| column.cells.get(row).cloned()).unwrap_or(Cell::Empty);
            let mut joined = column.clone();
            joined.set_cells(rows.iter().map(cell).collect());
            joined.is_of_parent = true;
            joined
        });
        let joined: Vec<Column> = joined.collect();
        let file = (parent.file != own.file).then(|| parent.file.clone());
        let (sheet, submitted) = (parent.sheets.first().cloned(), parent.submitted.clone());
        let own = &mut tables[at];
        own.columns.extend(joined);
        own.parent = Some(Parent { file, sheet });
        own.submitted = own.submitted.take().or(submitted);
    }
}

/// The table with the submissions that the rows of a table belong to, and the row there of each.
fn submissions_of(at: usize, tables: &[Table]) -> Option<(usize, Vec<Option<usize>>)> {
    let table = &tables[at];
    for [own, above] in REPEAT_LINKS {
        let Some(own) = table.column(own) else { continue };
        let others = tables.iter().enumerate().filter(|(other, parent)| {
            *other != at
                && parent.parent.is_none()
                && parent.sheets.len() <= 1
                && parent.column(own.name.as_str()).is_none()
        });
        let mut best: Option<(usize, usize, Vec<Option<usize>>)> = None;
        for (other, parent) in others {
            let Some(keys) = parent.column(above) else { continue };
            let known: HashMap<String, usize> =
                (0..parent.rows).filter_map(|row| Some((keys.text(row)?, row))).collect();
            // A group inside of a group has the whole way as its key.
            let row = |key: String| {
                known.get(&key).or_else(|| known.get(key.split_once('/').map(|(submission, _)| submission)?)).copied()
            };
            let rows: Vec<Option<usize>> = (0..table.rows).map(|at| own.text(at).and_then(row)).collect();
            let found = rows.iter().flatten().count();
            // Numbers of rows fit any table of the same length.
            let is_same_file = parent.file == table.file;
            let is_near = is_same_file || above != "_index";
            if is_near && found * 2 > table.rows && best.as_ref().is_none_or(|(most, ..)| found > *most) {
                best = Some((found, other, rows));
            }
        }
        if let Some((_, other, rows)) = best {
            return Some((other, rows));
        }
    }
    None
}
