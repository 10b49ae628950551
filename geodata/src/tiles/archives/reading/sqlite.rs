//! An untrusted SQLite file, opened for reading as its authors advise (<https://www.sqlite.org/security.html>).
//!
//! Its views are programs: they may run forever, call functions, or expand little data to much. So every query has a deadline, only a few
//! functions exist, values have the size limit of tiles, and no schema of the file is trusted.

use std::path::Path;
use std::sync::{Condvar, Mutex};
use std::time::Instant;

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::ReadError;
use super::limits::MOST_METADATA_BYTES;

/// The number of connections. All are opened at once: when the file is moved away later, they still read the opened one.
const CONNECTIONS: usize = 4;
/// Steps of SQLite's virtual machine between two checks of the deadline.
const STEPS: i32 = 2000;
/// Functions that views of archives need. None of them takes long or expands its input.
const FUNCTIONS: [&str; 9] = ["abs", "coalesce", "count", "ifnull", "length", "max", "min", "nullif", "sum"];

const LIMITS: [(Limit, usize); 7] = [
    (Limit::SQLITE_LIMIT_LENGTH, MOST_METADATA_BYTES),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 50),
    (Limit::SQLITE_LIMIT_VDBE_OP, 25_000),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
];

/// Some connections to one file.
#[derive(Debug)]
pub(super) struct Connections {
    idle: Mutex<Vec<Connection>>,
    returned: Condvar,
}

impl Connections {
    pub(super) fn open(path: &Path) -> Result<Self, ReadError> {
        let idle: Result<Vec<Connection>, ReadError> =
            (0..CONNECTIONS).map(|_| connect(path).map_err(|error| failed(&error))).collect();
        Ok(Self { idle: Mutex::new(idle?), returned: Condvar::new() })
    }

    /// Runs `work` with an exclusive connection, until the deadline.
    pub(super) fn with<T>(
        &self,
        deadline: Instant,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, ReadError> {
        let connection = self.take(deadline)?;
        let is_over = move || Instant::now() >= deadline;
        let result = connection.progress_handler(STEPS, Some(is_over)).and_then(|()| work(&connection));
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(connection);
        }
        self.returned.notify_one();
        result.map_err(|error| failed(&error))
    }

    fn take(&self, deadline: Instant) -> Result<Connection, ReadError> {
        let poisoned = || ReadError::Unreadable("the archive cannot be read any more".to_owned());
        let mut idle = self.idle.lock().map_err(|_| poisoned())?;
        loop {
            if let Some(connection) = idle.pop() {
                return Ok(connection);
            }
            let left = deadline.checked_duration_since(Instant::now()).ok_or(ReadError::Late)?;
            idle = self.returned.wait_timeout(idle, left).map_err(|_| poisoned())?.0;
        }
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;")?;
    for (limit, most) in LIMITS {
        connection.set_limit(limit, i32::try_from(most).unwrap_or(i32::MAX))?;
    }
    connection.authorizer(Some(allow))?;
    Ok(connection)
}

/// Reading tables, and what views may do.
fn allow(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } => Authorization::Allow,
        AuthAction::Function { function_name } if FUNCTIONS.contains(&function_name.to_ascii_lowercase().as_str()) => {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}

/// The error of the archive for an error of SQLite.
fn failed(error: &rusqlite::Error) -> ReadError {
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => ReadError::Late,
        Some(ErrorCode::TooBig) => ReadError::TooLong { what: "something in it", most: MOST_METADATA_BYTES },
        Some(ErrorCode::AuthorizationForStatementDenied) => ReadError::malformed(
            "its views do more than to join tables: recursion, and functions that take long, are not run",
        ),
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied
            | ErrorCode::OutOfMemory,
        ) => ReadError::Unreadable(error.to_string()),
        _ => ReadError::malformed(format!("not an MBTiles archive: {error}")),
    }
}
