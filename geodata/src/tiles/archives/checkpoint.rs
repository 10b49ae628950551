//! The tiles that an export has rendered so far, in a file beside its target.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};
use xxhash_rust::xxh3::xxh3_128;

use super::error::ArchiveError;
use super::order::first_of;

/// Rendered tiles, equal ones once: an SQLite file, consistent after every batch however the process ends.
///
/// It belongs to one request. Opened for another one, it starts empty.
#[derive(Debug)]
pub struct CheckpointDb {
    path: PathBuf,
    connection: Connection,
    /// How many tiles were visited when it was opened.
    resumed: u64,
}

const SCHEMA: &str = "
    CREATE TABLE question (key TEXT NOT NULL);
    CREATE TABLE contents (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL);
    -- Every tile that shows something; those of zooms that are not wanted have no content.
    CREATE TABLE tiles (position INTEGER PRIMARY KEY, content INTEGER);
    CREATE TABLE visited (zoom INTEGER PRIMARY KEY, tiles INTEGER NOT NULL);
";

/// A path with a suffix.
pub(super) fn path_beside(target: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(target);
    name.push(suffix);
    name.into()
}

impl CheckpointDb {
    /// Opens the checkpoint of a target, or creates one. `question` identifies everything that the tiles depend on.
    pub fn open(target: &Path, question: &str) -> Result<Self, ArchiveError> {
        let path = path_beside(target, ".part");
        if path.exists() {
            // An unreadable file is not ours, or is damaged: either way there is nothing to resume from.
            match Self::reopen(&path, question) {
                Ok(Some(work)) => return Ok(work),
                Err(busy @ ArchiveError::Busy { .. }) => return Err(busy),
                Ok(None) | Err(_) => std::fs::remove_file(&path).map_err(ArchiveError::io(&path))?,
            }
        }
        // Left by a checkpoint that is gone.
        let _ = std::fs::remove_file(path_beside(&path, "-journal"));
        let connection = connect(&path)?;
        let begin = || -> rusqlite::Result<()> {
            connection.execute_batch(&format!("BEGIN EXCLUSIVE; {SCHEMA}"))?;
            connection.execute("INSERT INTO question VALUES (?)", [question])?;
            connection.execute_batch("COMMIT")
        };
        begin().map_err(ArchiveError::sqlite(&path))?;
        Ok(Self { path, connection, resumed: 0 })
    }

    fn reopen(path: &Path, question: &str) -> Result<Option<Self>, ArchiveError> {
        let connection = connect(path)?;
        let failed = || ArchiveError::sqlite(path);
        // Taking the lock shows whether another process holds it.
        connection.execute_batch("BEGIN EXCLUSIVE; COMMIT").map_err(failed())?;
        let key: Option<String> =
            connection.query_row("SELECT key FROM question", [], |row| row.get(0)).optional().map_err(failed())?;
        if key.as_deref() != Some(question) {
            return Ok(None);
        }
        let visited = connection.query_row("SELECT total(tiles) FROM visited", [], |row| row.get::<_, f64>(0));
        let visited = visited.map_err(failed())? as u64;
        Ok(Some(Self { path: path.to_owned(), connection, resumed: visited }))
    }

    /// How many tiles were visited when it was opened: it goes on from there.
    pub fn resumed_after(&self) -> u64 {
        self.resumed
    }

    /// How many tiles of a zoom were visited.
    pub(super) fn visited(&self, z: u8) -> Result<usize, ArchiveError> {
        let tiles =
            self.connection.query_row("SELECT tiles FROM visited WHERE zoom = ?", [z], |row| row.get::<_, i64>(0));
        Ok(tiles.optional().map_err(ArchiveError::sqlite(&self.path))?.unwrap_or(0) as usize)
    }

    /// Places of the tiles of a zoom that show something, in order.
    pub(super) fn shown(&self, z: u8) -> Result<Vec<u64>, ArchiveError> {
        let read = || -> rusqlite::Result<Vec<u64>> {
            let mut query = self
                .connection
                .prepare_cached("SELECT position FROM tiles WHERE position >= ? AND position < ? ORDER BY position")?;
            let rows = query
                .query_map([first_of(z).cast_signed(), first_of(z + 1).cast_signed()], |row| row.get::<_, i64>(0))?;
            rows.map(|position| Ok(position?.cast_unsigned())).collect()
        };
        read().map_err(ArchiveError::sqlite(&self.path))
    }

    /// Adds what a batch of visited tiles gave: places and compressed bytes. All of it or nothing.
    pub(super) fn add(
        &mut self,
        z: u8,
        visited: usize,
        keep: bool,
        tiles: &[(u64, Vec<u8>)],
    ) -> Result<(), ArchiveError> {
        let connection = &mut self.connection;
        let mut write = || -> rusqlite::Result<()> {
            let batch = connection.transaction()?;
            {
                let mut content =
                    batch.prepare_cached("INSERT INTO contents (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING")?;
                let mut found = batch.prepare_cached("SELECT id FROM contents WHERE hash = ?")?;
                let mut tile = batch.prepare_cached("INSERT INTO tiles VALUES (?, ?)")?;
                for (position, bytes) in tiles {
                    let id: Option<i64> = if keep {
                        let hash = xxh3_128(bytes).to_be_bytes();
                        content.execute(params![hash, bytes])?;
                        Some(found.query_row([hash], |row| row.get(0))?)
                    } else {
                        None
                    };
                    tile.execute(params![position.cast_signed(), id])?;
                }
                batch.execute(
                    "INSERT INTO visited VALUES (?1, ?2) ON CONFLICT DO UPDATE SET tiles = tiles + ?2",
                    params![z, visited.cast_signed() as i64],
                )?;
            }
            batch.commit()
        };
        write().map_err(ArchiveError::sqlite(&self.path))
    }

    /// How many tiles are kept, and how many different ones.
    pub fn tally(&self) -> Result<(u64, u64), ArchiveError> {
        let count = "SELECT (SELECT count(*) FROM tiles WHERE content IS NOT NULL), (SELECT count(*) FROM contents)";
        let count = self
            .connection
            .query_row(count, [], |row| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64)));
        count.map_err(ArchiveError::sqlite(&self.path))
    }

    /// Gives every kept tile to a function: its place in the order, the number of its content, and its bytes.
    pub(super) fn for_each(
        &self,
        mut tile: impl FnMut(u64, i64, &[u8]) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let failed = || ArchiveError::sqlite(&self.path);
        let mut query = self
            .connection
            .prepare(
                "SELECT position, content, bytes FROM tiles JOIN contents ON contents.id = content ORDER BY position",
            )
            .map_err(failed())?;
        let mut rows = query.query([]).map_err(failed())?;
        while let Some(row) = rows.next().map_err(failed())? {
            let read = || -> rusqlite::Result<(i64, i64)> { Ok((row.get(0)?, row.get(1)?)) };
            let (position, content) = read().map_err(failed())?;
            let bytes = row.get_ref(2).and_then(|value| Ok(value.as_blob()?)).map_err(failed())?;
            tile(position.cast_unsigned(), content, bytes)?;
        }
        Ok(())
    }

    /// Takes the file away, once its work is done.
    pub fn remove(self) -> Result<(), ArchiveError> {
        let Self { path, connection, .. } = self;
        connection.close().map_err(|(_, error)| error).map_err(ArchiveError::sqlite(&path))?;
        std::fs::remove_file(&path).map_err(ArchiveError::io(&path))
    }
}

fn connect(path: &Path) -> Result<Connection, ArchiveError> {
    let connection = Connection::open(path).map_err(ArchiveError::sqlite(path))?;
    // The lock is kept while the file is open: two exports into the same file would undo each other's work.
    connection
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;")
        .map_err(ArchiveError::sqlite(path))?;
    Ok(connection)
}
