//! Finding the expressions that refer.

use super::describe::{describe, describe_single};
use super::tree::Tree;
use super::{EntityKind, Gender, KnownMention, Mention, MentionForm, Number};
use crate::tree::{Deprel, Sentence, Upos, Xpos};

/// Finds the mentions of a document, in the order of the text, the longer first where two start together. What the
/// caller knows takes precedence over what the words show; a known mention that no phrase heads is added.
pub fn find_mentions(sentences: &[Sentence], known: &[KnownMention]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut known: Vec<&KnownMention> = known.iter().collect();
    known.sort_by_key(|k| (k.sentence, k.first, k.last));
    for (index, sentence) in sentences.iter().enumerate() {
        let tree = Tree::new(sentence);
        let from = mentions.len();
        for head in 0..sentence.tokens.len() {
            if refers(&tree, head) {
                let (first, last) = tree.phrase(head);
                mentions.push(describe_single(&tree, index, first, last, head));
            }
        }
        let here =
            known.partition_point(|k| k.sentence < index)..known.partition_point(|k| k.sentence <= index);
        for known in known[here].iter().filter(|k| k.last < sentence.tokens.len() && k.first <= k.last) {
            apply(&tree, known, from, &mut mentions);
        }
        coordinations(&tree, from, &mut mentions);
        predicates(&tree, index, from, &mut mentions);
        sort(&mut mentions[from..]);
    }
    mentions
}

/// Adds clauses as possible antecedents where they are not mentions already.
pub(super) fn predicates(tree: &Tree<'_>, sentence: usize, from: usize, mentions: &mut Vec<Mention>) {
    for (head, token) in tree.tokens.iter().enumerate() {
        let clause = matches!(
            token.deprel,
            Deprel::Root
                | Deprel::Ccomp
                | Deprel::Conj
                | Deprel::Parataxis
                | Deprel::Advcl
                | Deprel::Csubj
                | Deprel::Acl
                | Deprel::Xcomp
                | Deprel::AclRelcl
        );
        let predicate = token.upos == Upos::Verb || clause && tree.has(head, Deprel::Cop);
        let taken = |m: &Mention| m.head == head && m.form == MentionForm::Predicate;
        if clause && predicate && !mentions[from..].iter().any(taken) {
            mentions.push(Mention {
                sentence,
                first: head,
                last: head,
                head,
                form: MentionForm::Predicate,
                kind: EntityKind::Event,
                number: Some(Number::Singular),
                gender: Some(Gender::Neuter),
                key: None,
            });
        }
    }
}

/// Puts mentions of one sentence into the order of the text.
pub(super) fn sort(mentions: &mut [Mention]) {
    mentions.sort_by_key(|m| {
        (m.sentence, m.first, std::cmp::Reverse(m.last), m.form == MentionForm::Predicate, m.head)
    });
}

/// Whether the word heads an expression that refers.
fn refers(tree: &Tree<'_>, head: usize) -> bool {
    let token = &tree.tokens[head];
    let inside_name =
        matches!(token.deprel, Deprel::Flat | Deprel::Fixed | Deprel::Goeswith | Deprel::Reparandum);
    if inside_name || token.deprel == Deprel::Expl {
        return false;
    }
    match token.upos {
        Upos::Noun => !matches!(token.deprel, Deprel::Compound | Deprel::Case | Deprel::Cc | Deprel::Mark),
        // "Taliban envoy": a name before a common noun is a mention of its own; inside a longer name it is not.
        Upos::Propn => match token.deprel {
            Deprel::Compound | Deprel::NmodDesc => {
                tree.head(head).is_some_and(|h| tree.tokens[h].upos == Upos::Noun)
            }
            Deprel::Amod => token.xpos == Xpos::Nnp,
            _ => true,
        },
        Upos::Pron => token.xpos != Xpos::Ex && !matches!(token.lemma.as_str(), "what" | "each" | "other"),
        Upos::Det => {
            matches!(
                token.deprel,
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Root
            )
        }
        Upos::Num => {
            matches!(
                token.deprel,
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::Nmod
            ) && tree.has(head, Deprel::Det)
        }
        Upos::Adj => {
            matches!(
                token.deprel,
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::Nmod
            ) && tree.children(head).any(|c| tree.tokens[c].lemma == "the")
        }
        _ => false,
    }
}

/// Adds "X and Y" for phrases joined by *and* or *or*.
fn coordinations(tree: &Tree<'_>, from: usize, mentions: &mut Vec<Mention>) {
    let single = mentions.len();
    for at in from..single {
        let first = mentions[at].clone();
        if !matches!(tree.tokens[first.head].upos, Upos::Noun | Upos::Propn | Upos::Pron)
            || first.form == MentionForm::Speech
        {
            continue;
        }
        let mut last = first.last;
        let mut kind = first.kind;
        let mut joined = false;
        for conjunct in tree.children(first.head).filter(|&c| tree.tokens[c].deprel == Deprel::Conj) {
            let Some(other) = mentions[from..single].iter().find(|m| m.head == conjunct) else { continue };
            joined = true;
            last = last.max(other.last);
            if other.kind != kind {
                kind = EntityKind::Other;
            }
        }
        if joined {
            mentions.push(Mention {
                last,
                form: MentionForm::Coordination,
                kind,
                number: Some(Number::Plural),
                gender: None,
                key: None,
                ..first
            });
        }
    }
}

/// Lets the caller's knowledge override a mention, or adds it.
fn apply(tree: &Tree<'_>, known: &KnownMention, from: usize, mentions: &mut Vec<Mention>) {
    let inside = |i: usize| (known.first..=known.last).contains(&i);
    let head =
        (known.first..=known.last).find(|&i| tree.head(i).is_none_or(|h| !inside(h))).unwrap_or(known.last);
    let found = mentions[from..].iter().position(|m| {
        m.head == head && !matches!(m.form, MentionForm::Coordination | MentionForm::Predicate)
    });
    let at = match found {
        Some(at) => from + at,
        None => {
            mentions.push(describe(tree, known.sentence, known.first, known.last, head));
            mentions.len() - 1
        }
    };
    let mention = &mut mentions[at];
    mention.kind = known.kind;
    mention.number = known.number.or(mention.number);
    mention.gender = known.gender.or(match known.kind {
        EntityKind::Person | EntityKind::Group => mention.gender.filter(|&g| g != Gender::Neuter),
        _ => Some(Gender::Neuter),
    });
    mention.key = Some(known.key);
    if matches!(mention.form, MentionForm::Predicate) {
        mention.form = MentionForm::Name;
    }
}
