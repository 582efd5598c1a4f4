//! A ledger in one file, by SQLite.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};

use super::{Row, SCHEMA, Store, Table, Value, migrations};
use crate::error::{Error, Kind};

/// Says in the file's header that it is a ledger: "LEGN".
const APPLICATION: i64 = 0x4C45_474E;
/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(60);

/// A ledger's file.
#[derive(Debug)]
pub(crate) struct Sqlite {
    connection: Connection,
    address: String,
}

impl Sqlite {
    pub(crate) fn open(path: &str, create: bool) -> Result<Self, Error> {
        let fresh = !Path::new(path).exists();
        let open = |problem: String| Error::from(Kind::Open { address: path.to_owned(), problem });
        if fresh && !create {
            return Err(open("there is no such file; `legation add` and `legation demo` make one".into()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | if create { OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::empty() };
        let mut connection = Connection::open_with_flags(path, flags).map_err(|e| open(e.to_string()))?;
        let foreign = |problem: String| Error::from(Kind::Foreign { address: path.to_owned(), problem });
        connection.busy_timeout(PATIENCE).map_err(|e| open(e.to_string()))?;
        let number = |connection: &Connection, sql: &str| {
            connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(|e| {
                match e.sqlite_error_code() {
                    Some(rusqlite::ErrorCode::NotADatabase) => foreign("it is not a file of SQLite".into()),
                    _ => open(e.to_string()),
                }
            })
        };
        let application = number(&connection, "PRAGMA application_id")?;
        let tables = number(&connection, "SELECT count(*) FROM sqlite_master")?;
        if tables > 0 && application != APPLICATION {
            return Err(foreign("it is a file of SQLite that some other program made".into()));
        }
        if tables > 0 {
            let found = number(&connection, "SELECT max(version) FROM refinery_schema_history")?;
            if found > SCHEMA {
                return Err(Kind::Newer { address: path.to_owned(), found, known: SCHEMA }.into());
            }
        }
        // Readers go on while a writer writes; what is acknowledged survives a crash of the machine.
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;",
            )
            .map_err(|e| open(e.to_string()))?;
        if create {
            connection
                .execute_batch(&format!("PRAGMA application_id = {APPLICATION}"))
                .map_err(|e| open(e.to_string()))?;
            migrations::migrations::runner().run(&mut connection).map_err(|e| open(e.to_string()))?;
        }
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self { connection, address: path.to_owned() })
    }

    fn fail(&self, e: &rusqlite::Error) -> Error {
        let problem = match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => "the disk is full".to_owned(),
            Some(rusqlite::ErrorCode::ReadOnly) => "the file is read-only".to_owned(),
            Some(rusqlite::ErrorCode::DatabaseBusy) => {
                "another program has been writing for too long".to_owned()
            }
            _ => e.to_string(),
        };
        Kind::Store { address: self.address.clone(), problem }.into()
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(n) => ValueRef::Integer(i64::from(*n)),
            Self::Long(n) => ValueRef::Integer(*n),
            Self::Real(x) => ValueRef::Real(*x),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

struct SqliteRow<'r, 's> {
    row: &'r rusqlite::Row<'s>,
    store: &'r Sqlite,
}

impl Row for SqliteRow<'_, '_> {
    fn int(&self, column: usize) -> Result<Option<i32>, Error> {
        self.row.get(column).map_err(|e| self.store.fail(&e))
    }

    fn long(&self, column: usize) -> Result<Option<i64>, Error> {
        self.row.get(column).map_err(|e| self.store.fail(&e))
    }

    fn real(&self, column: usize) -> Result<Option<f64>, Error> {
        self.row.get(column).map_err(|e| self.store.fail(&e))
    }

    fn text(&self, column: usize) -> Result<Option<&str>, Error> {
        let value = self.row.get_ref(column).map_err(|e| self.store.fail(&e))?;
        value.as_str_or_null().map_err(|e| self.store.fail(&e.into()))
    }
}

impl Store for Sqlite {
    fn query(
        &mut self,
        sql: &str,
        parameters: &[Value],
        each: &mut dyn FnMut(&dyn Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|e| self.fail(&e))?;
        let mut rows = statement.query(rusqlite::params_from_iter(parameters)).map_err(|e| self.fail(&e))?;
        while let Some(row) = rows.next().map_err(|e| self.fail(&e))? {
            each(&SqliteRow { row, store: self })?;
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Error> {
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(|e| self.fail(&e))
    }

    fn commit(&mut self) -> Result<(), Error> {
        self.connection.execute_batch("COMMIT").map_err(|e| self.fail(&e))
    }

    fn roll_back(&mut self) {
        // Where the failure was such that SQLite rolled back by itself, there is nothing left to do.
        let _ = self.connection.execute_batch("ROLLBACK");
    }

    fn insert(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let marks: Vec<String> = (1..=table.columns.len()).map(|n| format!("?{n}")).collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            table.name,
            table.columns.join(", "),
            marks.join(", ")
        );
        let mut statement = self.connection.prepare_cached(&sql).map_err(|e| self.fail(&e))?;
        for row in rows {
            statement.execute(rusqlite::params_from_iter(row)).map_err(|e| self.fail(&e))?;
        }
        Ok(())
    }
}
