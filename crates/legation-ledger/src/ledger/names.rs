//! Numbers for what many claims share: ends, actors, acts, reasons, coders.

use legation_core::{Act, Actor, Quantifier, RootType, Sector, Span};
use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::store::{Row, Store, Table, Value};

/// Rows of one table by what they hold, and what they hold by their numbers.
#[derive(Debug)]
pub(crate) struct Shared<T> {
    table: Table,
    numbers: FxHashMap<T, i32>,
    rows: Vec<T>,
    /// Rows that the store does not have yet.
    fresh: Vec<Vec<Value>>,
}

/// A row of such a table.
pub(crate) trait Shareable: Clone + Eq + std::hash::Hash {
    const TABLE: Table;
    fn values(&self) -> Vec<Value>;
    fn read(row: &dyn Row) -> Result<Self, Error>;
}

impl<T: Shareable> Shared<T> {
    pub(crate) fn new() -> Self {
        Self { table: T::TABLE, numbers: FxHashMap::default(), rows: Vec::new(), fresh: Vec::new() }
    }

    /// Takes in the rows that the store has and this does not: other writers' among them. Rows are numbered from 1 without gaps.
    pub(crate) fn refresh(&mut self, store: &mut dyn Store) -> Result<(), Error> {
        let columns = &self.table.columns[1..];
        let sql = format!(
            "SELECT {} FROM {} WHERE number > $1 ORDER BY number",
            columns.join(", "),
            self.table.name
        );
        // What was numbered in a batch that failed is not there.
        self.rows.truncate(self.rows.len() - self.fresh.len());
        if !self.fresh.is_empty() {
            self.fresh.clear();
            let known = self.rows.len() as i32;
            self.numbers.retain(|_, n| *n <= known);
        }
        let known = self.rows.len() as i32;
        store.query(&sql, &[known.into()], &mut |row| {
            let item = T::read(row)?;
            self.numbers.insert(item.clone(), self.rows.len() as i32 + 1);
            self.rows.push(item);
            Ok(())
        })
    }

    /// The number of a row, a new one where there is none yet.
    pub(crate) fn number(&mut self, item: T) -> i32 {
        if let Some(&n) = self.numbers.get(&item) {
            return n;
        }
        let n = self.rows.len() as i32 + 1;
        let mut row = vec![Value::Int(n)];
        row.extend(item.values());
        self.fresh.push(row);
        self.rows.push(item.clone());
        self.numbers.insert(item, n);
        n
    }

    /// The number of a row that is there.
    pub(crate) fn find(&self, item: &T) -> Option<i32> {
        self.numbers.get(item).copied()
    }

    /// The row of a number.
    pub(crate) fn get(&self, number: i32) -> Option<&T> {
        self.rows.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// All rows with their numbers.
    pub(crate) fn all(&self) -> impl Iterator<Item = (i32, &T)> {
        (1..).zip(&self.rows)
    }

    /// Writes new rows. They count as the store's only when the batch has been committed.
    pub(crate) fn write(&self, store: &mut dyn Store) -> Result<(), Error> {
        store.insert(&self.table, &self.fresh)
    }

    /// The batch was committed.
    pub(crate) fn committed(&mut self) {
        self.fresh.clear();
    }
}

/// A column that may not be NULL.
pub(crate) fn text(row: &dyn Row, column: usize) -> Result<String, Error> {
    Ok(row.text(column)?.unwrap_or_default().to_owned())
}

fn optional(row: &dyn Row, column: usize) -> Result<Option<String>, Error> {
    Ok(row.text(column)?.map(str::to_owned))
}

/// An end of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct EndRow(pub(crate) String);

impl Shareable for EndRow {
    const TABLE: Table = Table { name: "ends", columns: &["number", "id"] };

    fn values(&self) -> Vec<Value> {
        vec![self.0.as_str().into()]
    }

    fn read(row: &dyn Row) -> Result<Self, Error> {
        Ok(Self(text(row, 0)?))
    }
}

/// An actor without its mention.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ActorRow {
    id: Option<String>,
    name: String,
    country: Option<String>,
    sector: Option<Sector>,
    quantifier: Option<Quantifier>,
}

impl ActorRow {
    pub(crate) fn of(actor: &Actor) -> Self {
        Self {
            id: actor.id.clone(),
            name: actor.name.clone(),
            country: actor.country.clone(),
            sector: actor.sector,
            quantifier: actor.quantifier,
        }
    }

    /// How many of a class it speaks of.
    pub(crate) fn quantifier(&self) -> Option<Quantifier> {
        self.quantifier
    }

    pub(crate) fn with(&self, span: Span) -> Actor {
        Actor {
            id: self.id.clone(),
            name: self.name.clone(),
            country: self.country.clone(),
            sector: self.sector,
            quantifier: self.quantifier,
            span,
        }
    }
}

impl Shareable for ActorRow {
    const TABLE: Table =
        Table { name: "actors", columns: &["number", "id", "name", "country", "sector", "quantifier"] };

    fn values(&self) -> Vec<Value> {
        vec![
            self.id.clone().into(),
            self.name.as_str().into(),
            self.country.clone().into(),
            self.sector.map(Sector::as_str).into(),
            self.quantifier.map(Quantifier::as_str).into(),
        ]
    }

    fn read(row: &dyn Row) -> Result<Self, Error> {
        Ok(Self {
            id: optional(row, 0)?,
            name: text(row, 1)?,
            country: optional(row, 2)?,
            sector: row.text(3)?.and_then(Sector::from_code),
            quantifier: row.text(4)?.and_then(Quantifier::from_code),
        })
    }
}

/// An act without its words. The intensity is kept by its bits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ActRow {
    pub(crate) code: String,
    root: RootType,
    mode: Option<String>,
    contexts: Vec<String>,
    intensity: u64,
}

impl ActRow {
    pub(crate) fn of(act: &Act) -> Self {
        Self {
            code: act.code.clone(),
            root: act.root,
            mode: act.mode.clone(),
            contexts: act.contexts.clone(),
            intensity: act.intensity.to_bits(),
        }
    }

    pub(crate) fn with(&self, span: Span) -> Act {
        Act {
            code: self.code.clone(),
            root: self.root,
            mode: self.mode.clone(),
            contexts: self.contexts.clone(),
            intensity: f64::from_bits(self.intensity),
            span,
        }
    }
}

impl Shareable for ActRow {
    const TABLE: Table =
        Table { name: "acts", columns: &["number", "code", "type", "mode", "contexts", "intensity"] };

    fn values(&self) -> Vec<Value> {
        vec![
            self.code.as_str().into(),
            self.root.as_str().into(),
            self.mode.clone().into(),
            self.contexts.join(" ").into(),
            f64::from_bits(self.intensity).into(),
        ]
    }

    fn read(row: &dyn Row) -> Result<Self, Error> {
        let root = text(row, 1)?;
        Ok(Self {
            code: text(row, 0)?,
            root: RootType::from_code(&root)
                .ok_or_else(|| Error::invalid("type in the ledger", root, "no such PLOVER type"))?,
            mode: optional(row, 2)?,
            contexts: text(row, 3)?.split_whitespace().map(str::to_owned).collect(),
            intensity: row.real(4)?.unwrap_or_default().to_bits(),
        })
    }
}

/// Why a claim was made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ReasonRow(pub(crate) String, pub(crate) String);

impl Shareable for ReasonRow {
    const TABLE: Table = Table { name: "reasons", columns: &["number", "frame", "path"] };

    fn values(&self) -> Vec<Value> {
        vec![self.0.as_str().into(), self.1.as_str().into()]
    }

    fn read(row: &dyn Row) -> Result<Self, Error> {
        Ok(Self(text(row, 0)?, text(row, 1)?))
    }
}

/// Who coded a claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct CoderRow(pub(crate) String, pub(crate) String);

impl Shareable for CoderRow {
    const TABLE: Table = Table { name: "coders", columns: &["number", "name", "version"] };

    fn values(&self) -> Vec<Value> {
        vec![self.0.as_str().into(), self.1.as_str().into()]
    }

    fn read(row: &dyn Row) -> Result<Self, Error> {
        Ok(Self(text(row, 0)?, text(row, 1)?))
    }
}
