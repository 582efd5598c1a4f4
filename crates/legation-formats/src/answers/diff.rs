//! What is known otherwise, for reading and as rows.

use anstyle::Style;
use legation_core::day_in_words;
use legation_ledger::view::{ChangeView, Diff, EvidenceView};

use super::Answer;
use super::table::{Page, evidence_lines, seen_from};
use crate::output::TableStyle;

/// Sentences beside the decisive ones that are told in a table; rows and JSON have all.
const BESIDE: usize = 3;

impl Answer for Diff {
    fn table(&self, style: TableStyle) -> String {
        let mut page = Page::new(style);
        let dates = format!("{} against {}", seen_from(self.on, self.to), day_in_words(self.from));
        page.about("What is known otherwise", [&self.actor, &self.other], &dates);
        if self.changes.is_empty() {
            page.say("", "", &[("Every level is known as before.", Style::new())]);
        }
        for (n, change) in self.changes.iter().enumerate() {
            if n > 0 {
                page.out.push('\n');
            }
            change_lines(&mut page, change);
        }
        page.out
    }

    fn rows(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let head = vec![
            "host",
            "government",
            "axis",
            "before",
            "after",
            "role",
            "claim",
            "sentence",
            "publisher",
            "published",
            "url",
            "document",
            "recorded",
            "confidence",
            "why",
            "who",
            "when",
        ];
        let mut rows = Vec::new();
        for change in &self.changes {
            rows.extend(change.because.iter().map(|e| row(change, "because", e, ["", "", ""])));
            rows.extend(change.beside.iter().map(|e| row(change, "beside", e, ["", "", ""])));
            rows.extend(
                change.ended.iter().map(|e| row(change, &e.how, &e.evidence, [&e.why, &e.who, &e.when])),
            );
        }
        (head, rows)
    }
}

fn change_lines(page: &mut Page, change: &ChangeView) {
    let (bold, dim) = (page.bold(), page.dim());
    let pair = format!("{} → {}", change.host.name, change.government.name);
    page.say("", "  ", &[(&pair, bold), ("  ", dim), (&change.axis, dim)]);
    let levels = format!(
        "{} {} → {} {}",
        change.before.level, change.before.name, change.after.level, change.after.name
    );
    page.say("  ", "  ", &[(&levels, bold)]);
    part(page, "rests on", &change.because, change.because.len());
    for ended in &change.ended {
        let who = if ended.who.is_empty() { String::new() } else { format!(" by {}", ended.who) };
        let how = format!("{}{who}: {}", ended.how, ended.why);
        page.say("    ", "    ", &[(&how, dim)]);
        evidence_lines(page, &ended.evidence);
    }
    part(page, "also told in between", &change.beside, BESIDE);
}

/// The first sentences of a list, under what they are.
fn part(page: &mut Page, name: &str, all: &[EvidenceView], most: usize) {
    if all.is_empty() {
        return;
    }
    let dim = page.dim();
    page.say("    ", "    ", &[(name, dim)]);
    for evidence in all.iter().take(most) {
        evidence_lines(page, evidence);
    }
    if all.len() > most {
        let rest = format!("and {} more (--format json gives all)", all.len() - most);
        page.say("      ", "      ", &[(&rest, dim)]);
    }
}

fn row(change: &ChangeView, role: &str, e: &EvidenceView, ending: [&str; 3]) -> Vec<String> {
    let mut row = vec![
        change.host.id.clone(),
        change.government.id.clone(),
        change.axis.clone(),
        change.before.level.clone(),
        change.after.level.clone(),
        role.to_owned(),
        e.claim.clone(),
        e.sentence.clone(),
        e.publisher.clone().unwrap_or_default(),
        e.published.clone().unwrap_or_default(),
        e.url.clone().unwrap_or_default(),
        e.document.clone(),
        e.recorded.clone(),
        e.confidence.to_string(),
    ];
    row.extend(ending.map(str::to_owned));
    row
}
