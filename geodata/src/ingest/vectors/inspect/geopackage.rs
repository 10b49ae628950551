//! GeoPackages are databases: a table may be a view whose query never ends, or that calls a function.
//!
//! GDAL queries the `gpkg_` tables while it opens the file, so these must be plain tables. A layer that is a view is not read.

use rusqlite::{Connection, MAIN_DB};

use super::super::error::VectorError;
use super::check_definition;

/// The journal versions in the header of a database, and the number for a rollback journal.
const JOURNAL_VERSIONS: std::ops::Range<usize> = 18..20;
const ROLLBACK_JOURNAL: u8 = 1;
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Inspects the schema and the reference systems. Returns the names of views and other tables that are not plain.
pub(super) fn inspect(content: &mut [u8]) -> Result<Vec<String>, VectorError> {
    if !content.starts_with(MAGIC) || content.len() < JOURNAL_VERSIONS.end {
        return Err(VectorError::new("vector_unreadable", "it is not a GeoPackage"));
    }
    // A database in WAL mode cannot be read from memory. The log is empty, or the file was refused before.
    content[JOURNAL_VERSIONS].fill(ROLLBACK_JOURNAL);
    inspect_schema(content)
        .map_err(|error| VectorError::new("vector_unreadable", format!("the GeoPackage cannot be read: {error}")))?
}

fn inspect_schema(content: &[u8]) -> rusqlite::Result<Result<Vec<String>, VectorError>> {
    let mut database = Connection::open_in_memory()?;
    database.pragma_update(None, "trusted_schema", false)?;
    database.deserialize_read_exact(MAIN_DB, content, content.len(), true)?;
    let mut schema = database.prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_master")?;
    let mut rows = schema.query([])?;
    let mut others = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, name, sql): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if kind == "index" || kind == "trigger" || is_plain_table(&database, &kind, &name, &sql)? {
            continue;
        }
        // GDAL queries it while it opens the file.
        if name.to_ascii_lowercase().starts_with("gpkg_") {
            let message = format!("`{name}` in it is not a plain table; write the GeoPackage anew");
            return Ok(Err(VectorError::new("geopackage_not_plain", message)));
        }
        others.push(name);
    }
    let mut systems = database.prepare("SELECT * FROM gpkg_spatial_ref_sys")?;
    let columns = systems.column_count();
    let mut rows = systems.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            if let rusqlite::types::ValueRef::Text(text) = row.get_ref(column)?
                && let Err(fault) = check_definition(text)
            {
                return Ok(Err(fault));
            }
        }
    }
    Ok(Ok(others))
}

/// Whether a table is plain: not a view, not virtual, without computed columns.
fn is_plain_table(database: &Connection, kind: &str, name: &str, sql: &str) -> rusqlite::Result<bool> {
    if kind != "table" || sql.trim_start().to_ascii_uppercase().starts_with("CREATE VIRTUAL") {
        return Ok(false);
    }
    // 2 and 3 are computed columns.
    let query = "SELECT count(*) FROM pragma_table_xinfo(?1) WHERE hidden IN (2, 3)";
    database.query_row(query, [name], |row| Ok(row.get::<_, i64>(0)? == 0))
}
