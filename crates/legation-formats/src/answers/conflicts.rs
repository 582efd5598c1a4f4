//! Contradictions for reading, and as rows.

use anstyle::{AnsiColor, Style};
use legation_ledger::view::{ConflictView, Conflicts, EvidenceView};

use super::Answer;
use super::table::{Page, evidence_lines, seen_from};
use crate::output::TableStyle;

impl Answer for Conflicts {
    fn table(&self, style: TableStyle) -> String {
        let mut page = Page::new(style);
        let dim = page.dim();
        page.about("Contradictions", [&self.actor, &self.other], &seen_from(self.on, self.known));
        if self.conflicts.is_empty() {
            page.say("", "", &[("Nothing is known to contradict.", Style::new())]);
        }
        for (n, conflict) in self.conflicts.iter().enumerate() {
            if n > 0 {
                page.out.push('\n');
            }
            conflict_lines(&mut page, conflict);
        }
        if self.reviewed > 0 {
            page.out.push('\n');
            let verb = if self.reviewed == 1 { "has" } else { "have" };
            let hint = format!("{} more {verb} been reviewed; --all shows them too.", self.reviewed);
            page.say("", "", &[(&hint, dim)]);
        }
        page.out
    }

    fn rows(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let head = vec![
            "conflict",
            "kind",
            "act",
            "since",
            "explanation",
            "side",
            "claim",
            "sentence",
            "says",
            "publisher",
            "published",
            "url",
            "document",
            "recorded",
            "confidence",
            "review",
            "reviewer",
            "reviewed",
        ];
        let mut rows = Vec::new();
        for conflict in &self.conflicts {
            for (side, evidence) in (1..).zip(&conflict.sides) {
                rows.extend(evidence.iter().map(|e| row(conflict, side, e)));
            }
        }
        (head, rows)
    }
}

fn conflict_lines(page: &mut Page, conflict: &ConflictView) {
    let dim = page.dim();
    let red = page.ink(Style::new().bold().fg_color(Some(AnsiColor::Red.into())));
    page.say("", "  ", &[(&conflict.kind, red), ("  ", dim), (&conflict.id, dim)]);
    page.say("  ", "  ", &[(&conflict.explanation, Style::new())]);
    for (n, side) in conflict.sides.iter().filter(|side| !side.is_empty()).enumerate() {
        if n > 0 {
            page.say("    ", "    ", &[("against", dim)]);
        }
        for evidence in side {
            evidence_lines(page, evidence);
        }
    }
    let yellow = page.ink(Style::new().fg_color(Some(AnsiColor::Yellow.into())));
    for review in &conflict.reviews {
        let who = if review.who.is_empty() { String::new() } else { format!(" by {}", review.who) };
        let mark = format!("reviewed{who} at {}:", review.recorded);
        page.say("  ", "  ", &[(&mark, yellow), (" ", dim), (&review.why, Style::new())]);
    }
}

fn row(conflict: &ConflictView, side: usize, e: &EvidenceView) -> Vec<String> {
    let review = conflict.reviews.last();
    let of_review = |field: fn(&legation_ledger::view::ReviewView) -> &String| review.map(field).cloned();
    vec![
        conflict.id.clone(),
        conflict.kind.clone(),
        conflict.act.clone(),
        conflict.since.map(|d| d.to_string()).unwrap_or_default(),
        conflict.explanation.clone(),
        side.to_string(),
        e.claim.clone(),
        e.sentence.clone(),
        e.says.join(" < "),
        e.publisher.clone().unwrap_or_default(),
        e.published.clone().unwrap_or_default(),
        e.url.clone().unwrap_or_default(),
        e.document.clone(),
        e.recorded.clone(),
        e.confidence.to_string(),
        of_review(|r| &r.why).unwrap_or_default(),
        of_review(|r| &r.who).unwrap_or_default(),
        of_review(|r| &r.recorded).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use legation_ledger::view::ReviewView;

    fn evidence(publisher: &str) -> EvidenceView {
        EvidenceView {
            claim: format!("claim-{publisher}"),
            sentence: format!("{publisher} tells it."),
            says: Vec::new(),
            document: "d".into(),
            title: None,
            publisher: Some(publisher.into()),
            url: Some(format!("https://example.org/{publisher}")),
            published: Some("2025-07-04".into()),
            recorded: "2025-07-04T23:59:59Z".into(),
            stated: None,
            confidence: 0.9,
            because: "f".into(),
            coder: "c 1".into(),
        }
    }

    fn answer() -> Conflicts {
        let conflict = ConflictView {
            id: "abc".into(),
            kind: "exclusive-dates".into(),
            act: "recognise-government".into(),
            since: None,
            explanation: "It cannot be both.".into(),
            sides: [vec![evidence("Agency")], vec![evidence("Daily")]],
            reviews: vec![ReviewView { why: "a slip".into(), who: "ann".into(), recorded: "now".into() }],
        };
        let day = "2025-12-01".parse().unwrap();
        Conflicts { actor: None, other: None, on: day, known: day, conflicts: vec![conflict], reviewed: 2 }
    }

    #[test]
    fn a_table_tells_both_sides_and_who_has_looked() {
        let table = answer().table(TableStyle { width: 100, colour: false });
        let parts = [
            "exclusive-dates abc",
            "It cannot be both.",
            "“Agency tells it.”",
            "https://example.org/Agency",
            "against",
            "“Daily tells it.”",
            "4 July 2025",
            "reviewed by ann at now: a slip",
            "2 more have been reviewed; --all",
        ];
        let mut rest = table.as_str();
        for part in parts.iter().filter(|p| **p != "4 July 2025") {
            rest = rest.split_once(part).unwrap_or_else(|| panic!("{part:?} in its place in\n{table}")).1;
        }
        assert!(table.contains("4 July 2025"));
    }

    #[test]
    fn a_sentence_is_a_row() {
        let (head, rows) = answer().rows();
        assert!(rows.len() == 2 && rows.iter().all(|r| r.len() == head.len()));
        let column = |name| head.iter().position(|h| *h == name).unwrap();
        assert_eq!((rows[1][column("side")].as_str(), rows[1][column("publisher")].as_str()), ("2", "Daily"));
        assert_eq!(rows[0][column("reviewer")], "ann");
    }
}
