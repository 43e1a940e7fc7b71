//! SQLite: one file that survives kill -9, full disks and older versions of itself. And plain files that do (`whole`).

pub mod journal;
pub mod music;
pub mod whole;

use std::fs::{DirBuilder, OpenOptions, rename};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

/// How long another process may keep the file locked before that is an error.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a file holds, and how it came to be.
pub struct Schema {
    /// As sentences call it.
    pub what: &'static str,
    /// Step `n` leads from version `n` to version `n + 1`. Steps are only ever added.
    pub steps: &'static [&'static str],
}

/// Why the store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{} cannot be created: {why}; check that its folder may be written to", path.display())]
    Create { path: PathBuf, why: std::io::Error },
    #[error("{} is damaged and has to be set aside", path.display())]
    Damaged { path: PathBuf },
    #[error("{} is damaged and cannot be moved out of the way: {why}; move it by hand", path.display())]
    SetAside { path: PathBuf, why: std::io::Error },
    #[error("{} was written by a newer Segue (version {found}, this one knows {known}); update Segue", path.display())]
    Newer { path: PathBuf, found: usize, known: usize },
    #[error("there is no {what} at {} yet; it begins with the first run of Segue", path.display())]
    Absent { path: PathBuf, what: &'static str },
    #[error("the disk is full: {} cannot grow; free some space", path.display())]
    Full { path: PathBuf },
    #[error("{} is in use by another program; close that, or wait", path.display())]
    Busy { path: PathBuf },
    #[error("{} cannot be read or written: {why}", path.display())]
    Sqlite { path: PathBuf, why: rusqlite::Error },
    #[error("an entry cannot be written down: {why}; please report this")]
    Unwritable { why: serde_json::Error },
}

impl StoreError {
    fn sqlite(path: &Path, why: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match why.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { path },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            _ => Self::Sqlite { path, why },
        }
    }
}

/// Opens the file for writing, creates it (mode 0600) and its folder (0700) if need be, finds it sound, and brings it
/// up to date.
///
/// # Errors
/// Any [`StoreError`]; [`StoreError::Damaged`] calls for [`set_aside`].
pub fn open(path: &Path, schema: &Schema) -> Result<Connection, StoreError> {
    let mut connection = connect(path)?;
    check(&connection, path)?;
    migrate(&mut connection, path, schema.steps)?;
    Ok(connection)
}

/// The file as it is, created if need be.
fn connect(path: &Path) -> Result<Connection, StoreError> {
    create(path).map_err(|why| StoreError::Create { path: path.to_owned(), why })?;
    let sqlite = |why| StoreError::sqlite(path, why);
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(sqlite)?;
    prepare(&connection).map_err(sqlite)?;
    Ok(connection)
}

/// Reads the whole file.
fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    match is_sound(connection).map_err(|why| StoreError::sqlite(path, why))? {
        true => Ok(()),
        false => Err(StoreError::Damaged { path: path.to_owned() }),
    }
}

/// Opens the file for reading only. Another process may write it meanwhile.
///
/// # Errors
/// [`StoreError::Absent`] if there is none, else any [`StoreError`].
pub fn open_to_read(path: &Path, schema: &Schema) -> Result<Connection, StoreError> {
    let absent = || StoreError::Absent { path: path.to_owned(), what: schema.what };
    if !path.exists() {
        return Err(absent());
    }
    let sqlite = |why| StoreError::sqlite(path, why);
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(sqlite)?;
    connection.busy_timeout(PATIENCE).map_err(sqlite)?;
    match version(&connection).map_err(sqlite)? {
        0 => Err(absent()),
        found if found > schema.steps.len() => Err(newer(path, found, schema.steps.len())),
        _ => Ok(connection),
    }
}

/// Moves a damaged file, with all that belongs to it, to a dated name beside it, which is returned.
///
/// # Errors
/// [`StoreError::SetAside`] if it cannot be moved.
pub fn set_aside(path: &Path, now: Timestamp) -> Result<PathBuf, StoreError> {
    let date = now.strftime("%Y-%m-%dT%H-%M-%S");
    let names = (1..).map(|n| if n == 1 { format!("damaged-{date}") } else { format!("damaged-{date}-{n}") });
    let aside = names.map(|name| extended(path, &format!(".{name}"))).find(|aside| !aside.exists());
    let aside = aside.unwrap_or_else(|| extended(path, ".damaged"));
    for part in ["-wal", "-shm", ""] {
        match rename(extended(path, part), extended(&aside, part)) {
            Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::SetAside { path: path.to_owned(), why });
            }
            _ => {}
        }
    }
    Ok(aside)
}

fn extended(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    name.into()
}

/// SQLite would create the file for everybody to read, and what a person listens to is private.
fn create(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop)
}

/// In WAL mode with `NORMAL` nothing is lost but by a power cut, and then only the last moments.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)
}

fn is_sound(connection: &Connection) -> rusqlite::Result<bool> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(verdict == "ok")
}

/// A number that was never ours counts as newer than all.
fn version(connection: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

fn newer(path: &Path, found: usize, known: usize) -> StoreError {
    StoreError::Newer { path: path.to_owned(), found, known }
}

/// All missing steps in one transaction: a step that fails leaves the file as it was.
fn migrate(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<(), StoreError> {
    let sqlite = |why| StoreError::sqlite(path, why);
    // Immediate: two processes that start together must not both migrate.
    let step = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sqlite)?;
    let found = version(&step).map_err(sqlite)?;
    let missing = steps.get(found..).ok_or_else(|| newer(path, found, steps.len()))?;
    if missing.is_empty() {
        return Ok(());
    }
    missing.iter().try_for_each(|sql| step.execute_batch(sql)).map_err(sqlite)?;
    step.pragma_update(None, "user_version", i64::try_from(steps.len()).unwrap_or(i64::MAX)).map_err(sqlite)?;
    step.commit().map_err(sqlite)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const LETTERS: Schema =
        Schema { what: "alphabet", steps: &["CREATE TABLE a (b)", "CREATE TABLE c (d); CREATE INDEX e ON c (d)"] };

    fn schema(connection: &Connection) -> Vec<String> {
        let mut statement =
            connection.prepare("SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn every_earlier_version_becomes_the_newest() {
        let folder = tempfile::tempdir().unwrap();
        let newest = schema(&open(&folder.path().join("fresh.db"), &LETTERS).unwrap());
        assert!(newest.len() >= LETTERS.steps.len());
        for old in 0..=LETTERS.steps.len() {
            let path = folder.path().join(format!("{old}.db"));
            let mut connection = Connection::open(&path).unwrap();
            migrate(&mut connection, &path, &LETTERS.steps[..old]).unwrap();
            drop(connection);
            let connection = open(&path, &LETTERS).unwrap();
            assert_eq!((version(&connection).unwrap(), schema(&connection)), (LETTERS.steps.len(), newest.clone()));
        }
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        let path = Path::new("x.db");
        migrate(&mut connection, path, &["CREATE TABLE a (b)"]).unwrap();
        let steps = ["CREATE TABLE a (b)", "CREATE TABLE c (d)", "nonsense"];
        assert!(migrate(&mut connection, path, &steps).is_err());
        assert_eq!((version(&connection).unwrap(), schema(&connection).len()), (1, 1));
        migrate(&mut connection, path, &steps[..2]).unwrap();
        assert_eq!((version(&connection).unwrap(), schema(&connection).len()), (2, 2));
    }

    #[test]
    fn a_newer_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.db");
        open(&path, &LETTERS).unwrap().pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(open(&path, &LETTERS), Err(StoreError::Newer { found: 99, .. })));
        assert!(matches!(open_to_read(&path, &LETTERS), Err(StoreError::Newer { found: 99, .. })));
    }

    #[test]
    fn the_file_is_private_and_its_folder_is_made() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a/b/journal.db");
        let connection = open(&path, &LETTERS).unwrap();
        let mode = |path: PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(path.clone()), 0o600);
        assert_eq!(mode(extended(&path, "-wal")), 0o600);
        assert_eq!(mode(root.path().join("a/b")), 0o700);
        let keys: bool = connection.pragma_query_value(None, "foreign_keys", |row| row.get(0)).unwrap();
        assert!(keys);
    }

    #[test]
    fn a_damaged_file_is_told_and_set_aside_under_a_name_not_yet_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let now: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
        for name in ["journal.db.damaged-2026-11-24T10-00-00", "journal.db.damaged-2026-11-24T10-00-00-2"] {
            std::fs::write(&path, "this is no database, and long enough to be taken for one".repeat(100)).unwrap();
            assert!(matches!(open(&path, &LETTERS), Err(StoreError::Damaged { .. })));
            assert_eq!(set_aside(&path, now).unwrap(), folder.path().join(name));
        }
        assert!(open(&path, &LETTERS).is_ok());
    }

    #[test]
    fn where_nothing_can_be_written_a_sentence_says_so() {
        let error = open(Path::new("/dev/null/journal.db"), &LETTERS).unwrap_err();
        assert!(error.to_string().starts_with("/dev/null/journal.db cannot be created"), "{error}");
    }
}
