//! A team's ledger, by PostgreSQL.

use std::error::Error as _;
use std::io::Write as _;

use postgres::types::{ToSql, Type as PgType};
use postgres::{Client, NoTls};

use super::{Row, SCHEMA, Store, Table, Value, migrations};
use crate::error::{Error, Kind};

/// The key of the lock that writers of a ledger hold.
const WRITERS: i64 = 0x4C45_474E;

/// A connection to a ledger.
pub(crate) struct Postgres {
    client: Client,
    /// The address without its password, for messages.
    address: String,
    writing: bool,
}

impl Postgres {
    pub(crate) fn open(address: &str) -> Result<Self, Error> {
        let shown = without_password(address);
        let open = |problem: String| Error::from(Kind::Open { address: shown.clone(), problem });
        let mut client = Client::connect(address, NoTls).map_err(|e| open(message(&e)))?;
        let history =
            "SELECT to_regclass('refinery_schema_history') IS NOT NULL, to_regclass('claims') IS NOT NULL";
        let row = client.query_one(history, &[]).map_err(|e| open(message(&e)))?;
        let (history, claims): (bool, bool) = (row.get(0), row.get(1));
        if claims && !history {
            let problem = "it has tables of some other program".into();
            return Err(Kind::Foreign { address: shown, problem }.into());
        }
        if history {
            let row = client
                .query_one("SELECT max(version)::bigint FROM refinery_schema_history", &[])
                .map_err(|e| open(message(&e)))?;
            let found = row.get::<_, Option<i64>>(0).unwrap_or_default();
            if found > SCHEMA {
                return Err(Kind::Newer { address: shown, found, known: SCHEMA }.into());
            }
        }
        // Two programs that open a new ledger at once must not both make its tables.
        client.execute("SELECT pg_advisory_lock($1)", &[&WRITERS]).map_err(|e| open(message(&e)))?;
        let migrated = migrations::migrations::runner().run(&mut client);
        client.execute("SELECT pg_advisory_unlock($1)", &[&WRITERS]).map_err(|e| open(message(&e)))?;
        migrated.map_err(|e| open(e.to_string()))?;
        Ok(Self { client, address: shown, writing: false })
    }

    fn fail(&self, e: &postgres::Error) -> Error {
        let problem = if e.is_closed() { "the connection was lost".to_owned() } else { message(e) };
        Kind::Store { address: self.address.clone(), problem }.into()
    }

    fn run(&mut self, sql: &str) -> Result<(), Error> {
        self.client.batch_execute(sql).map_err(|e| {
            let problem = if e.is_closed() { "the connection was lost".to_owned() } else { message(&e) };
            Kind::Store { address: self.address.clone(), problem }.into()
        })
    }
}

/// The error with its cause: the driver's own text says only "db error".
fn message(e: &postgres::Error) -> String {
    match (e.as_db_error(), e.source()) {
        (Some(db), _) => db.message().to_owned(),
        (None, Some(cause)) => format!("{e}: {cause}"),
        (None, None) => e.to_string(),
    }
}

fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let Some((user, place)) = rest.split_once('@') else { return address.to_owned() };
    let user = user.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}@{place}")
}

struct PostgresRow<'r> {
    row: &'r postgres::Row,
    store: &'r str,
}

impl PostgresRow<'_> {
    fn get<'a, T: postgres::types::FromSql<'a>>(&'a self, column: usize) -> Result<Option<T>, Error> {
        self.row
            .try_get(column)
            .map_err(|e| Kind::Store { address: self.store.to_owned(), problem: message(&e) }.into())
    }
}

impl Row for PostgresRow<'_> {
    fn int(&self, column: usize) -> Result<Option<i32>, Error> {
        self.get(column)
    }

    fn long(&self, column: usize) -> Result<Option<i64>, Error> {
        self.get(column)
    }

    fn real(&self, column: usize) -> Result<Option<f64>, Error> {
        self.get(column)
    }

    fn text(&self, column: usize) -> Result<Option<&str>, Error> {
        self.get(column)
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &PgType,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(postgres::types::IsNull::Yes),
            Self::Int(n) if *ty == PgType::INT8 => i64::from(*n).to_sql(ty, out),
            Self::Int(n) => n.to_sql(ty, out),
            Self::Long(n) if *ty == PgType::INT4 => i32::try_from(*n)?.to_sql(ty, out),
            Self::Long(n) => n.to_sql(ty, out),
            Self::Real(x) => x.to_sql(ty, out),
            Self::Text(text) => text.to_sql(ty, out),
        }
    }

    fn accepts(ty: &PgType) -> bool {
        matches!(*ty, PgType::INT4 | PgType::INT8 | PgType::FLOAT8 | PgType::TEXT | PgType::VARCHAR)
    }

    postgres::types::to_sql_checked!();
}

impl Store for Postgres {
    fn query(
        &mut self,
        sql: &str,
        parameters: &[Value],
        each: &mut dyn FnMut(&dyn Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let parameters: Vec<&(dyn ToSql + Sync)> =
            parameters.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
        let rows = self.client.query(sql, &parameters).map_err(|e| self.fail(&e))?;
        for row in &rows {
            each(&PostgresRow { row, store: &self.address })?;
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Error> {
        self.run("BEGIN")?;
        self.writing = true;
        self.run(&format!("SELECT pg_advisory_xact_lock({WRITERS})"))
    }

    fn commit(&mut self) -> Result<(), Error> {
        self.writing = false;
        self.run("COMMIT")
    }

    fn roll_back(&mut self) {
        if std::mem::take(&mut self.writing) {
            // A lost connection has rolled back by itself.
            let _ = self.run("ROLLBACK");
        }
    }

    fn insert(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let copy = format!("COPY {} ({}) FROM STDIN", table.name, table.columns.join(", "));
        let mut text = String::new();
        for row in rows {
            for (n, value) in row.iter().enumerate() {
                if n > 0 {
                    text.push('\t');
                }
                field(&mut text, value);
            }
            text.push('\n');
        }
        let address = self.address.clone();
        let fail = |problem: String| Error::from(Kind::Store { address: address.clone(), problem });
        let mut writer = self.client.copy_in(&copy).map_err(|e| fail(message(&e)))?;
        writer.write_all(text.as_bytes()).map_err(|e| fail(e.to_string()))?;
        writer.finish().map_err(|e| fail(message(&e)))?;
        Ok(())
    }
}

/// One field of COPY's text format.
fn field(out: &mut String, value: &Value) {
    use std::fmt::Write as _;
    match value {
        Value::Null => out.push_str("\\N"),
        Value::Int(n) => _ = write!(out, "{n}"),
        Value::Long(n) => _ = write!(out, "{n}"),
        // The shortest text that reads back as the same number.
        Value::Real(x) => _ = write!(out, "{x:?}"),
        Value::Text(text) => {
            for c in text.chars() {
                match c {
                    '\\' => out.push_str("\\\\"),
                    '\t' => out.push_str("\\t"),
                    '\n' => out.push_str("\\n"),
                    '\r' => out.push_str("\\r"),
                    c => out.push(c),
                }
            }
        }
    }
}
