//! Coreference measured on GUM's chains; skipped where the treebank is not at hand.
//!
//! `cargo test -p legation-language --test coreference_gum -- --nocapture` prints the figures;
//! `LEGATION_SHOW=wrong` lists the anaphors of the dev part that were linked wrongly or not at all.

#![expect(clippy::print_stdout, reason = "the figures are what the test is run for")]

mod gum;

use gum::{GumDocument, read, treebank};
use legation_language::Parser;
use legation_language::coreference::training::{GoldMention, chains_of, gold_mentions, read_entities};
use legation_language::coreference::{
    Coreference, EntityKind, Mention, MentionForm, Weights, find_mentions, resolve_mentions,
};
use std::collections::{BTreeMap, HashSet};

/// Shares of the anaphors linked rightly that the dev part, the harder one, reaches with room to spare.
const GIVEN_FLOOR: f64 = 0.61;
const FOUND_FLOOR: f64 = 0.59;
const PARSED_FLOOR: f64 = 0.5;
const PERSON_FLOOR: f64 = 0.85;

/// Anaphors of one sort.
#[derive(Default, Clone, Copy)]
struct Counts {
    /// With an earlier mention in their chain.
    anaphoric: usize,
    /// Those linked to it.
    right: usize,
    /// Linked at all.
    linked: usize,
    /// Linked to a mention of the right chain.
    linked_right: usize,
}

impl Counts {
    fn recall(self) -> f64 {
        self.right as f64 / self.anaphoric.max(1) as f64
    }

    fn precision(self) -> f64 {
        self.linked_right as f64 / self.linked.max(1) as f64
    }
}

#[test]
fn chains_of_gum() {
    for part in ["train", "dev"] {
        let Some(path) = treebank(part) else {
            eprintln!("skipped: GUM is not at hand (LEGATION_DATA)");
            return;
        };
        let documents = read(&path);
        let (mut given, mut found, mut parsed) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut detection = BTreeMap::new();
        for document in &documents {
            let gold = read_entities(&document.misc);
            let mentions = gold_mentions(&document.sentences, &gold);
            let links = resolve_mentions(&document.sentences, mentions, Weights::shipped());
            score(document, &gold, &links, &mut given, part == "dev");
            let links = resolve_mentions(
                &document.sentences,
                find_mentions(&document.sentences, &[]),
                Weights::shipped(),
            );
            score(document, &gold, &links, &mut found, false);
            detect(document, &gold, &links.mentions, &mut detection);
            // The same tokens, tagged and parsed by the embedded model.
            let sentences = Parser::embedded().parse_tokens(document.sentences.clone());
            let links = resolve_mentions(&sentences, find_mentions(&sentences, &[]), Weights::shipped());
            score(document, &gold, &links, &mut parsed, false);
        }
        for (title, counts) in [
            ("gold mentions", &given),
            ("found mentions", &found),
            ("found mentions on parsed trees", &parsed),
        ] {
            let mut all = Counts::default();
            println!("GUM {part}, {title}:");
            for (class, counts) in counts {
                println!(
                    "  {class:<10} {:>5} anaphoric, right {:.3}; {:>5} linked, right {:.3}",
                    counts.anaphoric,
                    counts.recall(),
                    counts.linked,
                    counts.precision()
                );
                all.anaphoric += counts.anaphoric;
                all.right += counts.right;
                all.linked += counts.linked;
                all.linked_right += counts.linked_right;
            }
            println!(
                "  all        {:>5} anaphoric, right {:.3}; {:>5} linked, right {:.3}",
                all.anaphoric,
                all.recall(),
                all.linked,
                all.precision()
            );
            let floor = match title {
                "gold mentions" => GIVEN_FLOOR,
                "found mentions" => FOUND_FLOOR,
                _ => PARSED_FLOOR,
            };
            assert!(all.recall() > floor && all.precision() > floor, "{title}");
            assert!(counts["he, she"].recall() > PERSON_FLOOR, "{title}");
        }
        for (kind, [gold, system, both, typed]) in &detection {
            let (recall, precision) = (*typed as f64 / *gold as f64, *typed as f64 / *system as f64);
            println!(
                "GUM {part}, {kind:?}: {gold} mentions, found {:.3}; with this kind recall {recall:.3}, precision \
                 {precision:.3}, F1 {:.3}",
                *both as f64 / *gold as f64,
                2.0 * recall * precision / (recall + precision)
            );
        }
    }
}

/// The sort of an anaphor that is scored; `None` for other mentions.
fn class(document: &GumDocument, mention: &Mention) -> Option<&'static str> {
    let token = &document.sentences[mention.sentence].tokens[mention.head];
    match mention.form {
        MentionForm::Pronoun => Some(match token.form.to_lowercase().as_str() {
            "it" | "its" | "itself" => "it",
            "they" | "them" | "their" | "theirs" | "themselves" => "they",
            _ => "he, she",
        }),
        MentionForm::Demonstrative => Some("this"),
        MentionForm::Definite => Some("the .."),
        MentionForm::Pointing => Some("this .."),
        _ => None,
    }
}

fn score(
    document: &GumDocument,
    gold: &[GoldMention],
    found: &Coreference,
    counts: &mut BTreeMap<&str, Counts>,
    show: bool,
) {
    // A mention found stands for the gold mention with its words, or else with its head.
    let described = gold_mentions(&document.sentences, gold);
    let mut by_head: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (mention, gold) in described.iter().zip(gold) {
        by_head.entry((mention.sentence, mention.head)).or_insert(gold.chain);
    }
    let exact = chains_of(found, gold);
    let chain = |at: usize| {
        let mention = &found.mentions[at];
        exact[at].or_else(|| by_head.get(&(mention.sentence, mention.head)).copied())
    };
    let mut earlier: HashSet<usize> = HashSet::new();
    let mut first_of: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for gold in gold {
        let place = (gold.sentence, gold.first);
        first_of.entry(gold.chain).and_modify(|p| *p = (*p).min(place)).or_insert(place);
    }
    for at in 0..found.mentions.len() {
        let mention = &found.mentions[at];
        let own = chain(at);
        if let Some(class) = class(document, mention) {
            let counts = counts.entry(class).or_default();
            let anaphoric = own.is_some_and(|c| first_of[&c] < (mention.sentence, mention.first));
            let link = found.link_of(at);
            let right = link.is_some_and(|l| own.is_some() && l.antecedents.iter().any(|&a| chain(a) == own));
            counts.anaphoric += usize::from(anaphoric);
            counts.right += usize::from(anaphoric && right);
            counts.linked += usize::from(link.is_some());
            counts.linked_right += usize::from(right);
            if show && anaphoric != right && std::env::var("LEGATION_SHOW").is_ok_and(|s| s == "wrong") {
                let words = |m: &Mention| {
                    let tokens = &document.sentences[m.sentence].tokens;
                    document.text[tokens[m.first].start..tokens[m.last].end].to_owned()
                };
                let chosen = link.map_or("-".to_owned(), |l| {
                    format!("{} ({:?} {:.2})", words(&found.mentions[l.antecedents[0]]), l.basis, l.score)
                });
                let wanted = gold
                    .iter()
                    .filter(|g| {
                        Some(g.chain) == own && (g.sentence, g.first) < (mention.sentence, mention.first)
                    })
                    .map(|g| {
                        let tokens = &document.sentences[g.sentence].tokens;
                        format!(
                            "{}:{}",
                            g.sentence,
                            &document.text[tokens[g.first].start..tokens[g.last].end]
                        )
                    })
                    .next_back()
                    .unwrap_or_default();
                let sentence = &document.sentences[mention.sentence];
                println!(
                    "{class} {} {}: [{}] -> {chosen}; gold {wanted}\n      {}",
                    document.id,
                    mention.sentence,
                    words(mention),
                    &document.text[sentence.start..sentence.end]
                );
            }
        }
        earlier.extend(own);
    }
}

/// Counts, for each kind: gold mentions; mentions found of the kind; gold mentions found; those found with the kind.
///
/// A mention is told by its head. GUM calls countries places and a team's members persons.
fn detect(
    document: &GumDocument,
    gold: &[GoldMention],
    found: &[Mention],
    counts: &mut BTreeMap<EntityKind, [usize; 4]>,
) {
    let described = gold_mentions(&document.sentences, gold);
    let heads: BTreeMap<(usize, usize), EntityKind> = found
        .iter()
        .filter(|m| {
            !matches!(m.form, MentionForm::Predicate | MentionForm::Coordination | MentionForm::Relative)
        })
        .map(|m| ((m.sentence, m.head), m.kind))
        .collect();
    let mut gold_heads: BTreeMap<(usize, usize), EntityKind> = BTreeMap::new();
    for (mention, gold) in described.iter().zip(gold).filter(|(m, _)| m.form != MentionForm::Coordination) {
        gold_heads.entry((mention.sentence, mention.head)).or_insert(gold.kind);
    }
    // Pronouns show no kind by themselves.
    let pronoun =
        |at: &(usize, usize)| matches!(document.sentences[at.0].tokens[at.1].upos.as_str(), "PRON" | "DET");
    let alike = |kind: EntityKind, found: EntityKind| match kind {
        EntityKind::Person => matches!(found, EntityKind::Person | EntityKind::Group),
        EntityKind::Organisation => {
            matches!(found, EntityKind::Organisation | EntityKind::Government | EntityKind::Group)
        }
        _ => matches!(found, EntityKind::Place | EntityKind::Government),
    };
    for kind in [EntityKind::Person, EntityKind::Organisation, EntityKind::Place] {
        let counts = counts.entry(kind).or_default();
        for (at, gold) in gold_heads.iter().filter(|(at, gold)| **gold == kind && !pronoun(at)) {
            counts[0] += 1;
            counts[2] += usize::from(heads.contains_key(at));
            counts[3] += usize::from(heads.get(at).is_some_and(|&k| alike(*gold, k)));
        }
        counts[1] += heads
            .iter()
            .filter(|(at, found)| {
                let right = gold_heads.get(at).is_some_and(|&gold| gold == kind && alike(kind, **found));
                !pronoun(at) && (**found == kind || right)
            })
            .count();
    }
}
