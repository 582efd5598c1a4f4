//! Where a ledger is kept: one schema and one set of statements, run by SQLite or PostgreSQL.

mod postgres;
mod sqlite;

use crate::error::Error;

/// A value of a statement's parameter or column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// No value.
    Null,
    /// A number that fits the schema's INTEGER: counts, days, offsets, references.
    Int(i32),
    /// A number of the schema's BIGINT: times, fingerprints.
    Long(i64),
    /// A probability or intensity.
    Real(f64),
    /// Text.
    Text(String),
}

impl From<i32> for Value {
    fn from(n: i32) -> Self {
        Self::Int(n)
    }
}
impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Long(n)
    }
}
impl From<f64> for Value {
    fn from(x: f64) -> Self {
        Self::Real(x)
    }
}
impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer.
pub(crate) trait Row {
    /// An INTEGER column.
    fn int(&self, column: usize) -> Result<Option<i32>, Error>;
    /// A BIGINT column.
    fn long(&self, column: usize) -> Result<Option<i64>, Error>;
    /// A DOUBLE PRECISION column.
    fn real(&self, column: usize) -> Result<Option<f64>, Error>;
    /// A TEXT column.
    fn text(&self, column: usize) -> Result<Option<&str>, Error>;
}

/// A table that rows are added to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its columns, in the rows' order.
    pub(crate) columns: &'static [&'static str],
}

/// A store: what runs the statements. Parameters are written `$1`, `$2` .. in the order of their first use.
pub(crate) trait Store: Send {
    /// Calls `each` with every row of the answer.
    fn query(
        &mut self,
        sql: &str,
        parameters: &[Value],
        each: &mut dyn FnMut(&dyn Row) -> Result<(), Error>,
    ) -> Result<(), Error>;

    /// Begins to write: waits for other writers, and shuts them out until the end.
    fn begin(&mut self) -> Result<(), Error>;

    /// Ends writing; what was written is safe on return.
    fn commit(&mut self) -> Result<(), Error>;

    /// Forgets what was written since the beginning.
    fn roll_back(&mut self);

    /// Adds rows.
    fn insert(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<(), Error>;
}

/// The newest schema that this version knows: the number of the last migration.
pub(crate) const SCHEMA: i64 = 1;

/// The migrations, the same for every store.
pub(crate) mod migrations {
    refinery::embed_migrations!("migrations");
}

/// Opens a store by its address: a `postgres://` address, or a file of SQLite. `create` makes it where it is missing.
pub(crate) fn open(address: &str, create: bool) -> Result<Box<dyn Store>, Error> {
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        Ok(Box::new(postgres::Postgres::open(address)?))
    } else {
        Ok(Box::new(sqlite::Sqlite::open(address, create)?))
    }
}
