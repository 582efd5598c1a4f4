//! Answers of the ledger for reading, and as rows. As JSON they are written as they are.

mod conflicts;
mod diff;
pub mod map;
mod table;

use std::io::{self, Write};

use legation_ledger::view::{Show, Timeline, Why};

use crate::output::TableStyle;

/// A form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerFormat {
    /// For reading on a terminal.
    Table(TableStyle),
    /// One JSON object.
    Json,
    /// Rows, RFC 4180.
    Csv,
}

/// Something that can be written in all forms.
pub trait Answer: serde::Serialize {
    /// The table's text.
    fn table(&self, style: TableStyle) -> String;
    /// The names of the columns, and the rows.
    fn rows(&self) -> (Vec<&'static str>, Vec<Vec<String>>);
}

/// Writes an answer.
///
/// # Errors
/// If the output cannot be written.
pub fn write(answer: &impl Answer, format: AnswerFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        AnswerFormat::Table(style) => out.write_all(answer.table(style).as_bytes())?,
        AnswerFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, answer)?;
            out.write_all(b"\n")?;
        }
        AnswerFormat::Csv => {
            let (head, rows) = answer.rows();
            let mut writer = csv::Writer::from_writer(&mut *out);
            writer.write_record(head)?;
            for row in rows {
                writer.write_record(row)?;
            }
            writer.flush()?;
        }
    }
    out.flush()
}

impl Answer for Show {
    fn table(&self, style: TableStyle) -> String {
        table::show(self, style)
    }

    fn rows(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let head = vec![
            "host",
            "government",
            "on",
            "known",
            "axis",
            "level",
            "name",
            "since",
            "supported",
            "stale",
            "implied_by",
            "confidence",
            "sources",
            "claims",
        ];
        let rows = self.axes.iter().map(|(code, axis)| {
            vec![
                self.host.id.clone(),
                self.government.id.clone(),
                self.on.to_string(),
                self.known.to_string(),
                code.clone(),
                axis.level.clone(),
                axis.name.clone(),
                axis.since.clone().unwrap_or_default(),
                axis.supported.map(|d| d.to_string()).unwrap_or_default(),
                axis.stale.to_string(),
                axis.implied_by.clone().unwrap_or_default(),
                axis.confidence.map(|p| p.to_string()).unwrap_or_default(),
                axis.sources.to_string(),
                axis.claims.join(" "),
            ]
        });
        (head, rows.collect())
    }
}

impl Answer for Timeline {
    fn table(&self, style: TableStyle) -> String {
        table::timeline(self, style)
    }

    fn rows(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let head = vec![
            "when",
            "dated",
            "act",
            "actor",
            "recipient",
            "status",
            "confidence",
            "sources",
            "documents",
            "claims",
        ];
        let rows = self.acts.iter().map(|a| {
            let id = |n: &Option<legation_ledger::view::Named>| {
                n.as_ref().map(|n| n.id.clone()).unwrap_or_default()
            };
            vec![
                a.when.clone(),
                a.dated.to_string(),
                a.act.clone(),
                id(&a.actor),
                id(&a.recipient),
                a.status.clone(),
                a.confidence.to_string(),
                a.sources.to_string(),
                a.documents.join(" "),
                a.claims.join(" "),
            ]
        });
        (head, rows.collect())
    }
}

impl Answer for Why {
    fn table(&self, style: TableStyle) -> String {
        table::why(self, style)
    }

    fn rows(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let head = vec![
            "axis",
            "level",
            "from",
            "to",
            "act",
            "when",
            "claim",
            "sentence",
            "says",
            "publisher",
            "published",
            "url",
            "recorded",
            "confidence",
        ];
        let mut rows = Vec::new();
        for (code, chain) in &self.axes {
            for step in chain.steps.iter().chain(&chain.supports) {
                for e in &step.evidence {
                    rows.push(vec![
                        code.clone(),
                        chain.standing.level.clone(),
                        step.from.clone(),
                        step.to.clone(),
                        step.act.act.clone(),
                        step.act.when.clone(),
                        e.claim.clone(),
                        e.sentence.clone(),
                        e.says.join(" < "),
                        e.publisher.clone().unwrap_or_default(),
                        e.published.clone().unwrap_or_default(),
                        e.url.clone().unwrap_or_default(),
                        e.recorded.clone(),
                        e.confidence.to_string(),
                    ]);
                }
            }
        }
        (head, rows)
    }
}
