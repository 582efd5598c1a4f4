//! One sentence to raw claims: frames matched, statuses and speakers read, before the document decides who is who.

use std::rc::Rc;

use legation_core::{Quantifier, Status};
use legation_language::time::TimeExpression;
use legation_language::{Deprel, Xpos};
use legation_lexicon::data::{EntityKind, NameRole};
use legation_lexicon::{Lexicon, NameMatch};
use rustc_hash::FxHashSet;

use crate::anaphora::{AnaphoricWords, Links};
use crate::attribution::{self, Saying};
use crate::claims::number;
use crate::clause::Tree;
use crate::frame::{FrameIndex, Match, Matcher, same_party};
use crate::mention::{About, Mention, MentionWords, Mentions, Setting, Who};
use crate::status::{StatusReader, StatusWords};
use crate::told::Record;
use crate::when;

/// What the coder needs beside the sentence.
pub(crate) struct Context<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) index: &'a FrameIndex,
    pub(crate) status: &'a StatusWords<'a>,
    pub(crate) anaphoric: &'a AnaphoricWords<'a>,
    pub(crate) mention_words: &'a MentionWords<'a>,
    /// Day of publication as `yyyymmdd`.
    pub(crate) day: u32,
    pub(crate) named_in_full: &'a FxHashSet<u32>,
    /// For each sentence, the states that the document so far is about.
    pub(crate) about: &'a [About],
}

impl<'a> Context<'a> {
    /// What the mentions of a sentence may draw on.
    pub(crate) fn setting(&self, sentence: usize) -> Setting<'a> {
        Setting {
            day: self.day,
            named_in_full: self.named_in_full,
            about: self.about[sentence],
            words: self.mention_words,
        }
    }
}

/// A claim before its actors are dated and its offsets counted.
#[derive(Debug, Clone)]
pub(crate) struct RawClaim {
    pub(crate) found: Rc<Match>,
    pub(crate) actor: Option<Mention>,
    pub(crate) recipient: Option<Mention>,
    pub(crate) status: Status,
    pub(crate) sayings: Rc<[Saying]>,
    pub(crate) time: Option<TimeExpression>,
    pub(crate) contexts: Rc<[String]>,
    pub(crate) place: Option<(usize, usize, u32)>,
    pub(crate) headline: bool,
    /// The act in place of the frame's own: the other side of the event, or what else the same words tell.
    pub(crate) act: Option<usize>,
}

impl RawClaim {
    /// Whether actor and recipient are one entity, as `standing` says who stands for it.
    pub(crate) fn is_reflexive(&self, standing: &dyn Fn(u32) -> u32) -> bool {
        let entity = |m: &Option<Mention>| match m.as_ref().map(|m| &m.who) {
            Some(Who::Entity { entity, role, .. }) if *role != NameRole::People => Some(standing(*entity)),
            _ => None,
        };
        entity(&self.actor).is_some_and(|a| Some(a) == entity(&self.recipient))
    }
}

/// The raw claims of one sentence.
pub(crate) fn code(
    context: &Context<'_>,
    trees: &[Option<Tree<'_>>],
    index: usize,
    names: &[NameMatch],
    times: &[TimeExpression],
    links: &Links,
    record: &mut Record,
) -> Vec<RawClaim> {
    let Some(tree) = &trees[index] else { return Vec::new() };
    let setting = context.setting(index);
    let mentions = Mentions::new(tree, context.lexicon, names, tree.sentence.start, setting);
    let matcher = Matcher {
        tree,
        mentions: &mentions,
        lexicon: context.lexicon,
        index: context.index,
        anaphoric: context.anaphoric,
        trees,
        sentence: index,
        links: &links.parties,
        acts: &links.acts,
        nouns: &links.nouns,
    };
    let headline = is_headline(tree);
    let reader = StatusReader { tree, words: context.status, headline };
    let mut out = Vec::new();
    for mut found in matcher.matches(record) {
        let frame = &context.lexicon.data().acts[found.id.act].frames[found.id.frame];
        let heads = |list: &[Mention]| list.iter().map(|m| m.head).collect::<Vec<_>>();
        let mut status =
            reader.read(&found.predicate, &heads(&found.actors), &heads(&found.recipients), &found.words);
        if status == Status::Done
            && let Some(own) = frame.status.as_deref().and_then(Status::from_code)
        {
            status = own;
        }
        if frame.status.as_deref() == Some(Status::Done.as_str()) {
            // Its own negation is part of what is done: "will never accept" is a refusal.
            let none =
                found.actors.iter().chain(&found.recipients).any(|m| m.quantifier == Some(Quantifier::None));
            status = if none { Status::Denied } else { reader.beyond(&found.predicate) };
        }
        let mut sayings = attribution::chain(tree, found.predicate.anchor, context.status);
        if !sayings.is_empty()
            && let Some(source) = attribution::quoted(tree, context.status)
            && (mentions.actor(source.head).is_some() || tree.in_set(source.head, context.status.sources))
            && !sayings.iter().any(|s| s.head == source.head)
        {
            // What is passed on was said by the source first.
            sayings.insert(0, source);
        }
        for saying in &mut sayings {
            let linked = links.parties.get(&saying.head).and_then(|behind| behind.first()).cloned();
            let named = linked.or_else(|| mentions.actor(saying.head));
            saying.named = named.filter(|m| matches!(m.who, Who::Entity { .. }));
        }
        if context.lexicon.data().acts[found.id.act].diplomatic && found.actors.is_empty() {
            // "Contacts with Moscow are suspended, Micronesia's president said": whoever says so of his state's own ties did it.
            let speaker =
                sayings.iter().flat_map(|s| mentions.actors(s.head)).find(|m| mentions.is_official(m));
            if let Some(speaker) = speaker {
                let country = mentions.country(&speaker).map(str::to_owned);
                let own = |m: &Mention| mentions.country(m).map(str::to_owned) == country;
                let others: Vec<Mention> = found.recipients.iter().filter(|m| !own(m)).cloned().collect();
                if !others.is_empty() && found.predicate.passive {
                    found.actors = vec![speaker];
                    found.recipients = others;
                    found.actor_path = "speaker".into();
                }
            }
        }
        let time = when::expression(tree, &found.predicate, times)
            .or_else(|| when::of_report(tree, &found.predicate, times, context.status.reporting))
            .copied();
        // "visits Tunis tomorrow": a present with a time to come.
        let to_come = time.is_some_and(|t| t.from.is_some_and(|d| number(d) > context.day));
        let present = matches!(tree.token(found.predicate.anchor).xpos, Xpos::Vbz | Xpos::Vbp);
        if status == Status::Done && to_come && present {
            status = Status::Intended;
        }
        let contexts = contexts(context, tree, &found, &frame.contexts);
        let place = place(tree, &mentions, &found);
        let act = &context.lexicon.data().acts[found.id.act];
        let converse =
            act.converse.as_ref().and_then(|c| context.lexicon.data().acts.iter().position(|a| a.code == *c));
        let among_all =
            frame.symmetric && (frame.parties > 2 || frame.mode.as_deref() == Some("multilateral"));
        let (sayings, contexts): (Rc<[Saying]>, Rc<[String]>) = (sayings.into(), contexts.into());
        let found = Rc::new(found);
        for (actor, recipient) in pairs(&found, frame.symmetric, among_all) {
            if act.diplomatic
                && !act.falls_on_anyone
                && let (Some(a), Some(r)) = (&actor, &recipient)
                && let (Some(x), Some(y)) = (mentions.country(a), mentions.country(r))
                && x == y
            {
                continue;
            }
            let claim = RawClaim {
                act: None,
                found: Rc::clone(&found),
                actor,
                recipient,
                status,
                sayings: Rc::clone(&sayings),
                time,
                contexts: Rc::clone(&contexts),
                place,
                headline,
            };
            out.push(claim.clone());
            if converse.is_some() && claim.actor.is_some() && claim.recipient.is_some() {
                let (actor, recipient) = (claim.recipient.clone(), claim.actor.clone());
                out.push(RawClaim { act: converse, actor, recipient, ..claim.clone() });
            }
            for &other in &frame.also {
                out.push(RawClaim { act: Some(other as usize), ..claim.clone() });
            }
        }
    }
    out
}

/// Every actor with every recipient; for a symmetric act both ways, and `among_all` those who took part each with each.
fn pairs(found: &Match, symmetric: bool, among_all: bool) -> Vec<(Option<Mention>, Option<Mention>)> {
    let (actors, recipients) = (&found.actors, &found.recipients);
    let mut out: Vec<(Option<Mention>, Option<Mention>)> = Vec::new();
    // "Kenya and Chad blamed each other": nobody does it to himself.
    let own = |a: &Mention, r: &Mention| actors.len() > 1 && r.resolved && same_party(a, r);
    let mut push = |a: Option<&Mention>, r: Option<&Mention>| {
        let same = matches!((a, r), (Some(a), Some(r)) if a.who == r.who && a.head == r.head || own(a, r));
        let pair = (a.cloned(), r.cloned());
        if !same && !out.contains(&pair) {
            out.push(pair);
        }
    };
    if among_all {
        let all: Vec<&Mention> = actors.iter().chain(recipients).collect();
        for (at, a) in all.iter().enumerate() {
            for r in &all[at + 1..] {
                push(Some(a), Some(r));
                push(Some(r), Some(a));
            }
        }
        if all.len() == 1 {
            push(actors.first(), recipients.first());
        }
    } else if symmetric {
        for a in actors {
            for r in recipients {
                push(Some(a), Some(r));
                push(Some(r), Some(a));
            }
        }
        if recipients.is_empty() {
            for a in actors {
                push(Some(a), None);
            }
        }
    } else {
        match (actors.is_empty(), recipients.is_empty()) {
            (true, _) => recipients.iter().for_each(|r| push(None, Some(r))),
            (_, true) => actors.iter().for_each(|a| push(Some(a), None)),
            _ => actors.iter().for_each(|a| recipients.iter().for_each(|r| push(Some(a), Some(r)))),
        }
    }
    out
}

/// A headline: no final stop, and in title case, in capitals, or short.
fn is_headline(tree: &Tree<'_>) -> bool {
    let Some(last) = tree.lower.last() else { return false };
    if matches!(last.as_str(), "." | "!" | "?" | "\"" | "”" | ":" | ";" | "…") {
        return false;
    }
    let words: Vec<&str> = tree
        .sentence
        .tokens
        .iter()
        .map(|t| t.form.as_str())
        .filter(|w| w.chars().all(char::is_alphabetic) && w.chars().count() > 3)
        .collect();
    let capital = words.iter().filter(|w| w.chars().next().is_some_and(char::is_uppercase)).count();
    tree.len() <= 22 && (capital * 10 >= words.len() * 7 || tree.len() <= 16)
}

fn contexts(context: &Context<'_>, tree: &Tree<'_>, found: &Match, own: &[String]) -> Vec<String> {
    let scope = tree.clause(found.predicate.anchor);
    let mut out: Vec<String> = own.to_vec();
    for class in context.lexicon.contexts() {
        if out.contains(&class.name) {
            continue;
        }
        let set = context.lexicon.context_set(&class.name);
        if set.is_some_and(|set| scope.iter().any(|&i| tree.in_set(i, set))) {
            out.push(class.name.clone());
        }
    }
    out.sort();
    out
}

/// Where the act took place: a place under a locative preposition of the predicate, or else of one of its arguments; its words,
/// and the entity that it is or lies in.
fn place(tree: &Tree<'_>, mentions: &Mentions<'_>, found: &Match) -> Option<(usize, usize, u32)> {
    let p = &found.predicate;
    let located = |w: usize| {
        matches!(
            tree.case(w),
            Some("in" | "at" | "near" | "outside" | "inside" | "across" | "throughout" | "through")
        )
        .then(|| place_name(tree, mentions, w))
        .flatten()
    };
    let below = |word: usize| tree.children(word).iter().copied();
    let near: Vec<usize> = [p.word, p.anchor].into_iter().flat_map(below).collect();
    // "Police in Nairobi arrested": where a party or a thing of the act is.
    let parts = near.iter().copied().filter(|&c| {
        matches!(
            tree.deprel(c),
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::OblAgent
        )
    });
    near.iter().copied().chain(parts.flat_map(below)).find_map(located)
}

/// The place that a noun names, by itself or as "the town of Kismayo".
fn place_name(tree: &Tree<'_>, mentions: &Mentions<'_>, word: usize) -> Option<(usize, usize, u32)> {
    if let Some((Who::Entity { entity, role, .. }, first, last)) = mentions.name_at(word) {
        let is_place = mentions.lexicon.entity(entity).kind == EntityKind::State
            && !matches!(role, NameRole::Adjective | NameRole::People);
        return is_place.then_some((first, last, entity));
    }
    let settlement = mentions.words.settlements.has(&tree.lemma[word]);
    let inside = settlement.then(|| {
        tree.under(word, &[Deprel::Nmod, Deprel::Appos]).find_map(|c| place_name(tree, mentions, c))
    });
    inside.flatten().or_else(|| {
        // A town that the lexicon lacks lies in the state beside it: "the Somali town".
        let state = settlement.then(|| mentions.owner(word)).flatten()?;
        (mentions.lexicon.entity(state).kind == EntityKind::State).then(|| {
            let modifiers = tree.under(word, &[Deprel::Amod, Deprel::Compound, Deprel::NmodPoss]);
            (modifiers.filter(|&m| m < word).min().unwrap_or(word), word, state)
        })
    })
}
