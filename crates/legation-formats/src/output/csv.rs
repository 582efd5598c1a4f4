//! Claims as CSV (RFC 4180): every field of the JSON form, flattened, in columns that do not change.

use std::io;

use legation_core::{Actor, Claim, v1};

/// The columns, in order. A list is one cell: contexts joined by `;`, the attribution chain as three cells of links joined
/// by ` | `, innermost speaker first.
pub const COLUMNS: [&str; 54] = [
    "id",
    "event",
    "document_id",
    "document_title",
    "document_url",
    "document_publisher",
    "document_published",
    "sentence_index",
    "sentence_start",
    "sentence_end",
    "sentence_text",
    "actor_id",
    "actor_name",
    "actor_country",
    "actor_sector",
    "actor_quantifier",
    "actor_text",
    "actor_start",
    "actor_end",
    "recipient_id",
    "recipient_name",
    "recipient_country",
    "recipient_sector",
    "recipient_quantifier",
    "recipient_text",
    "recipient_start",
    "recipient_end",
    "act_code",
    "act_type",
    "act_mode",
    "act_contexts",
    "act_intensity",
    "act_quad",
    "act_text",
    "act_start",
    "act_end",
    "status",
    "attribution_who",
    "attribution_verb",
    "attribution_spans",
    "time_from",
    "time_to",
    "time_precision",
    "time_basis",
    "time_text",
    "place_name",
    "place_country",
    "place_start",
    "place_end",
    "confidence",
    "because_frame",
    "because_path",
    "coder_name",
    "coder_version",
];

/// Turns claims into rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    cells: Vec<String>,
}

impl Rows {
    /// The head row.
    pub(super) fn head(&mut self) -> io::Result<Vec<u8>> {
        let mut out = writer();
        out.write_record(COLUMNS)?;
        bytes(out)
    }

    /// A row for each claim.
    pub(super) fn claims(&mut self, claims: &[Claim]) -> io::Result<Vec<u8>> {
        let mut out = writer();
        for claim in claims {
            self.fill(claim);
            debug_assert_eq!(self.cells.len(), COLUMNS.len());
            out.write_record(&self.cells)?;
        }
        bytes(out)
    }

    fn fill(&mut self, c: &Claim) {
        self.cells.clear();
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let (d, s, a, t) = (&c.document, &c.sentence, &c.act, &c.time);
        self.cells.extend([
            c.id.clone(),
            c.event.clone(),
            d.id.clone(),
            optional(&d.title),
            optional(&d.url),
            optional(&d.publisher),
            d.published.as_ref().and_then(v1::published_to_text).unwrap_or_default(),
            s.index.to_string(),
            s.span.start.to_string(),
            s.span.end.to_string(),
            s.span.text.clone(),
        ]);
        self.actor(c.actor.as_ref());
        self.actor(c.recipient.as_ref());
        let chain = |part: &dyn Fn(&legation_core::Speaker) -> String| {
            c.attribution.iter().map(part).collect::<Vec<_>>().join(" | ")
        };
        self.cells.extend([
            a.code.clone(),
            a.root.as_str().to_owned(),
            optional(&a.mode),
            a.contexts.join(";"),
            a.intensity.to_string(),
            a.root.quad().number().to_string(),
            a.span.text.clone(),
            a.span.start.to_string(),
            a.span.end.to_string(),
            c.status.as_str().to_owned(),
            chain(&|s| s.who.clone()),
            chain(&|s| s.verb.clone()),
            chain(&|s| format!("{}-{}", s.span.start, s.span.end)),
            t.from.map(|d| d.to_string()).unwrap_or_default(),
            t.to.map(|d| d.to_string()).unwrap_or_default(),
            t.precision.as_str().to_owned(),
            t.basis.as_str().to_owned(),
            t.text.clone(),
        ]);
        match &c.place {
            Some(p) => self.cells.extend([
                p.name.clone(),
                optional(&p.country),
                p.start.to_string(),
                p.end.to_string(),
            ]),
            None => self.cells.extend([const { String::new() }; 4]),
        }
        self.cells.extend([
            c.confidence.to_string(),
            c.because.frame.clone(),
            c.because.path.clone(),
            c.coder.name.clone(),
            c.coder.version.clone(),
        ]);
    }

    fn actor(&mut self, actor: Option<&Actor>) {
        let Some(a) = actor else {
            self.cells.extend([const { String::new() }; 8]);
            return;
        };
        self.cells.extend([
            a.id.clone().unwrap_or_default(),
            a.name.clone(),
            a.country.clone().unwrap_or_default(),
            a.sector.map(|s| s.as_str().to_owned()).unwrap_or_default(),
            a.quantifier.map(|q| q.as_str().to_owned()).unwrap_or_default(),
            a.span.text.clone(),
            a.span.start.to_string(),
            a.span.end.to_string(),
        ]);
    }
}

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new())
}

fn bytes(out: csv::Writer<Vec<u8>>) -> io::Result<Vec<u8>> {
    out.into_inner().map_err(|e| io::Error::other(e.to_string()))
}
