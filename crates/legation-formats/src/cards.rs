//! What the lexicon holds, in words: an act's definition and frames, and who a name is on a day.

use std::fmt::Write as _;

use jiff::civil::Date;
use legation_lexicon::Lexicon;
use legation_lexicon::data::{
    ActEntry, Day, Entity, EntityKind, Filler, Frame, Name, NameRole, Step, Validity, path_text,
};

/// A table of all acts: code, PLOVER type, CAMEO code, name.
pub fn acts(lexicon: &Lexicon) -> String {
    let mut out = String::new();
    for diplomatic in [true, false] {
        let entries: Vec<&ActEntry> =
            lexicon.data().acts.iter().filter(|a| a.diplomatic == diplomatic).collect();
        if entries.is_empty() {
            continue;
        }
        out.push_str(if diplomatic { "Diplomatic acts\n" } else { "\nPLOVER types\n" });
        let width = entries.iter().map(|a| a.code.len()).max().unwrap_or(0);
        for a in entries {
            let root = if diplomatic { a.root.as_str() } else { "" };
            let cameo = if a.cameo.is_empty() { "–" } else { &a.cameo };
            let line = if diplomatic {
                format!("  {:width$}  {root:9}  {cameo:6}  {}", a.code, a.name)
            } else {
                format!("  {:width$}  {}", a.code, a.name)
            };
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    out
}

/// An act's definition, codes, frames and examples; `None` where no act has that code.
pub fn act(lexicon: &Lexicon, code: &str) -> Option<String> {
    let entry = lexicon.data().acts.iter().find(|a| a.code.eq_ignore_ascii_case(code))?;
    let mut out = String::new();
    let _ = writeln!(out, "{}: {}\n{}\n", entry.code, entry.name, entry.definition);
    field(&mut out, "type", &entry.root);
    field(&mut out, "CAMEO", &entry.cameo);
    field(&mut out, "source", &entry.source);
    field(&mut out, "opposite", entry.opposite.as_deref().unwrap_or(""));
    for (n, frame) in entry.frames.iter().enumerate() {
        let _ = writeln!(out, "\nframe {}#{}: “{}”", entry.code, n + 1, frame.example);
        describe(&mut out, lexicon, frame);
    }
    for (head, sentences) in [("reports the act", &entry.must), ("does not", &entry.must_not)] {
        if !sentences.is_empty() {
            let _ = writeln!(out, "\n{head}");
            for sentence in sentences {
                let _ = writeln!(out, "  {sentence}");
            }
        }
    }
    Some(out)
}

/// Codes of acts that look like `code`, nearest first, for a message.
pub fn similar_acts<'l>(lexicon: &'l Lexicon, code: &str) -> Vec<&'l str> {
    let wanted = code.to_lowercase();
    let mut scored: Vec<(usize, &str)> = lexicon
        .data()
        .acts
        .iter()
        .map(|a| (distance(&wanted, &a.code.to_lowercase()), a.code.as_str()))
        .collect();
    scored.sort();
    let near = |d: usize, c: &str| d <= wanted.len() / 3 + 1 || c.to_lowercase().contains(&wanted);
    scored.into_iter().filter(|(d, c)| near(*d, c)).map(|(_, c)| c).take(3).collect()
}

/// Levenshtein's distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, c) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, d) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(c != *d);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

fn field(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "  {name:<10} {value}");
    }
}

fn describe(out: &mut String, lexicon: &Lexicon, f: &Frame) {
    let phrases = |list: &[Vec<String>]| list.iter().map(|w| w.join(" ")).collect::<Vec<_>>().join(", ");
    let paths = |list: &[Vec<Step>]| list.iter().map(|p| path_text(p)).collect::<Vec<_>>().join(", ");
    field(out, "verbs", &phrases(&f.verbs));
    field(out, "nouns", &phrases(&f.nouns));
    field(out, "adjectives", &phrases(&f.adjectives));
    for (step, filling) in &f.arguments {
        field(out, &step.to_string(), &fillers(lexicon, filling));
    }
    field(out, "near", &fillers(lexicon, &f.near));
    field(out, "unless", &fillers(lexicon, &f.unless));
    field(out, "actor", &paths(&f.actor));
    field(out, "recipient", &paths(&f.recipient));
    field(out, "actor is", &f.actor_is.join(", "));
    field(out, "recip. is", &f.recipient_is.join(", "));
    field(out, "symmetric", if f.symmetric { "each does it to the other" } else { "" });
    field(out, "code", f.code.as_deref().unwrap_or(""));
    field(out, "mode", f.mode.as_deref().unwrap_or(""));
    field(out, "contexts", &f.contexts.join(", "));
    field(out, "intensity", &format!("{:+.1}", f.intensity));
    field(out, "status", f.status.as_deref().unwrap_or(""));
}

fn fillers(lexicon: &Lexicon, list: &[Filler]) -> String {
    let one = |f: &Filler| match f {
        Filler::Word(word) => word.clone(),
        Filler::NotWord(word) => format!("not {word}"),
        Filler::NotClass(n) => format!("not {}", fillers(lexicon, &[Filler::Class(*n)])),
        Filler::Class(n) => {
            lexicon.data().classes.get(*n as usize).map_or_else(|| "@?".into(), |c| format!("@{}", c.name))
        }
        Filler::Any => "(anything)".into(),
        Filler::Actor => "(an actor)".into(),
        Filler::Absent => "(nothing)".into(),
    };
    list.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Who a name is, on a day or ever: one entry for each reading. Readings that do not hold on the day are left out where
/// others do. `None` where the lexicon does not know the name.
pub fn name(lexicon: &Lexicon, text: &str, on: Option<Date>) -> Option<String> {
    let day = on.map(number);
    let blank = |part: &str| part.trim().is_empty();
    let whole = lexicon.names_in(text).into_iter().find(|m| blank(&text[..m.start]) && blank(&text[m.end..]));
    let all: Vec<&Name> = whole.iter().flat_map(|m| &m.names).map(|n| lexicon.name(*n)).collect();
    let mut readings: Vec<&Name> =
        all.iter().copied().filter(|n| day.is_none_or(|d| holds(lexicon, n, d))).collect();
    if readings.is_empty() {
        readings = all;
    }
    let mut out = String::new();
    for name in readings {
        if !out.is_empty() {
            out.push('\n');
        }
        entity(&mut out, lexicon, lexicon.entity(name.entity), name.role, day);
        if name.validity != Validity::ALWAYS {
            let used = match day {
                Some(d) if !name.validity.meets(d, d) => ", not on that day",
                _ => "",
            };
            field(&mut out, "name used", &format!("{}{used}", span(name.validity)));
        }
        if name.ambiguous {
            field(&mut out, "note", "the name often means something else, and is taken with care");
        }
    }
    if let Some(agent) = lexicon.agent(&text.to_lowercase().replace('-', " ")) {
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "{}: a common noun that makes an actor", agent.phrase);
        field(&mut out, "sector", &agent.sector);
        field(&mut out, "branch", if agent.branch { "stands for the government itself" } else { "" });
        field(
            &mut out,
            "owner",
            if agent.needs_owner { "an actor only with one (“Afghan ...”)" } else { "" },
        );
    }
    (!out.is_empty()).then_some(out)
}

/// Whether a name stands for its entity on a day: it is in use, and a government that it gives a seat to governs.
fn holds(lexicon: &Lexicon, name: &Name, day: Day) -> bool {
    let e = lexicon.entity(name.entity);
    let seat = matches!(name.role, NameRole::Capital | NameRole::Metonym);
    let governs = e.kind != EntityKind::Government || e.holds.iter().any(|v| v.meets(day, day));
    name.validity.meets(day, day) && (governs || !seat)
}

fn entity(out: &mut String, lexicon: &Lexicon, e: &Entity, role: NameRole, day: Option<Day>) {
    let kind = match e.kind {
        EntityKind::State => "state or territory",
        EntityKind::Government => "government",
        EntityKind::Organisation => "organisation",
        EntityKind::Group => "group",
        EntityKind::Person => "person",
        EntityKind::Party => "party or domestic body",
    };
    let role = match role {
        NameRole::Name => "",
        NameRole::Adjective => "adjective of it",
        NameRole::People => "its people",
        NameRole::Capital => "its capital: the government where it acts, a place in a place phrase",
        NameRole::Metonym => "a seat of power that stands for the government",
        NameRole::Branch => "a branch of it",
        NameRole::Legislature => "its legislature",
        NameRole::Military => "its forces or services",
        NameRole::Surname => "surname, where the text has named the person or the office is held",
        NameRole::Place => "a place in it, never the government",
    };
    let _ = writeln!(out, "{}: {}", e.id, e.name);
    field(out, "is a", kind);
    field(out, "named as", role);
    field(out, "countries", &e.countries.join(", "));
    field(out, "sector", &e.sector);
    field(out, "parent", e.parent.as_deref().unwrap_or(""));
    let during = |v: &Validity| day.is_none_or(|d| v.meets(d, d));
    for v in e.holds.iter().filter(|v| during(v)) {
        field(out, "governs", &span(*v));
    }
    if !e.terms.is_empty() && !e.terms.iter().any(|t| during(&t.validity)) {
        field(out, "office", "none known on that day");
    }
    for t in e.terms.iter().filter(|t| during(&t.validity)) {
        let owner = lexicon.entity_by_id(&t.owner).map_or(t.owner.as_str(), |(_, o)| o.name.as_str());
        let held = format!("{} of {owner}, {}", t.title, span(t.validity));
        field(out, "office", &held);
    }
    if e.kind == EntityKind::State {
        let governments = lexicon.data().entities.iter().filter(|g| {
            g.kind == EntityKind::Government && g.countries.first() == Some(&e.id) && !g.holds.is_empty()
        });
        for g in governments {
            for v in g.holds.iter().filter(|v| during(v)) {
                field(out, "held by", &format!("{} ({}), {}", g.name, g.id, span(*v)));
            }
        }
    }
}

fn number(d: Date) -> Day {
    u32::from(d.year().unsigned_abs()) * 10_000
        + u32::from(d.month().unsigned_abs()) * 100
        + u32::from(d.day().unsigned_abs())
}

/// Days in words: `since 2021-08-15`.
fn span(v: Validity) -> String {
    let day = |d: Day| format!("{:04}-{:02}-{:02}", d / 10_000, d / 100 % 100, d % 100);
    let always = Validity::ALWAYS;
    match (v.from == always.from, v.to == always.to) {
        (true, true) => "always".into(),
        (true, false) => format!("until {}", day(v.to)),
        (false, true) => format!("since {}", day(v.from)),
        (false, false) => format!("{} to {}", day(v.from), day(v.to)),
    }
}
