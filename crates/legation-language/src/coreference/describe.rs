//! What a mention shows by itself: its form, kind, number and gender.

use super::nouns::noun;
use super::tree::Tree;
use super::{EntityKind, Gender, Mention, MentionForm, Number};
use crate::tree::{Deprel, Token, Upos, Xpos};
use compact_str::CompactString;

/// Describes the mention that covers the words from `first` to `last` and is headed by `head`; a conjunct among the
/// words makes it a coordination.
pub(super) fn describe(tree: &Tree<'_>, sentence: usize, first: usize, last: usize, head: usize) -> Mention {
    let joined = tree
        .children(head)
        .any(|c| c <= last && tree.tokens[c].deprel == Deprel::Conj && tree.tokens[c].upos != Upos::Verb);
    let form = if joined { MentionForm::Coordination } else { form(tree, first, head) };
    describe_as(tree, form, sentence, first, last, head)
}

/// Describes the mention of `head` alone, whatever is joined to it.
pub(super) fn describe_single(
    tree: &Tree<'_>,
    sentence: usize,
    first: usize,
    last: usize,
    head: usize,
) -> Mention {
    describe_as(tree, form(tree, first, head), sentence, first, last, head)
}

fn describe_as(
    tree: &Tree<'_>,
    form: MentionForm,
    sentence: usize,
    first: usize,
    last: usize,
    head: usize,
) -> Mention {
    let token = &tree.tokens[head];
    let (mut kind, mut gender, mut number) = (EntityKind::Other, None, number(token));
    match form {
        MentionForm::Pronoun => {
            (gender, number) = pronoun(token);
            kind = if matches!(gender, Some(Gender::Masculine | Gender::Feminine)) {
                EntityKind::Person
            } else {
                EntityKind::Other
            };
        }
        MentionForm::Speech => kind = EntityKind::Person,
        MentionForm::Relative if token.lemma == "who" => kind = EntityKind::Person,
        MentionForm::Relative | MentionForm::Demonstrative => {}
        MentionForm::Predicate => {
            kind = EntityKind::Event;
            number = Some(Number::Singular);
        }
        MentionForm::Coordination => {
            kind = noun(token.lemma.as_str()).kind.unwrap_or(EntityKind::Other);
            if token.upos == Upos::Propn {
                kind = name(tree, head, head, head).0;
            }
            number = Some(Number::Plural);
        }
        MentionForm::Name => (kind, gender) = name(tree, first, last, head),
        _ => {
            let known = noun(token.lemma.as_str());
            kind = known.kind.unwrap_or_else(|| by_ending(token));
            gender = known.gender;
            number = known.number.or(number);
        }
    }
    if form != MentionForm::Pronoun && gender.is_none() {
        gender = match kind {
            EntityKind::Person | EntityKind::Group => None,
            _ if form == MentionForm::Coordination => None,
            EntityKind::Other if form == MentionForm::Name => None,
            EntityKind::Other if matches!(form, MentionForm::Speech | MentionForm::Relative) => None,
            _ => Some(Gender::Neuter),
        };
    }
    Mention { sentence, first, last, head, form, kind, number, gender, key: None }
}

fn form(tree: &Tree<'_>, first: usize, head: usize) -> MentionForm {
    let token = &tree.tokens[head];
    match token.upos {
        Upos::Pron | Upos::Det => return pronoun_form(tree, head),
        Upos::Propn => return MentionForm::Name,
        Upos::Verb | Upos::Aux => return MentionForm::Predicate,
        _ => {}
    }
    // A title or a description in front of a name belongs to the name: "minister Ana Silva".
    if tree
        .children(head)
        .any(|c| tree.tokens[c].upos == Upos::Propn && tree.tokens[c].deprel == Deprel::Flat)
    {
        return MentionForm::Name;
    }
    if tree.has(head, Deprel::NmodPoss) {
        return MentionForm::Possessed;
    }
    let determiner = tree
        .children(head)
        .find(|&c| matches!(tree.tokens[c].deprel, Deprel::Det | Deprel::DetPredet))
        .or_else(|| (first < head && tree.tokens[first].upos == Upos::Det).then_some(first));
    match determiner.map(|d| tree.tokens[d].lemma.as_str()) {
        Some("the") => MentionForm::Definite,
        Some("this" | "that" | "these" | "those" | "such" | "both") => MentionForm::Pointing,
        _ => MentionForm::Indefinite,
    }
}

fn pronoun_form(tree: &Tree<'_>, head: usize) -> MentionForm {
    let token = &tree.tokens[head];
    if matches!(token.xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss) || is_relative(tree, head) {
        return if is_relative(tree, head) { MentionForm::Relative } else { MentionForm::Indefinite };
    }
    match lower(&token.form).as_str() {
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" | "you"
        | "your" | "yours" | "yourself" | "yourselves" => MentionForm::Speech,
        "this" | "that" | "these" | "those" => MentionForm::Demonstrative,
        "both" => MentionForm::Pointing,
        _ if matches!(token.xpos, Xpos::Prp | Xpos::PrpPoss) && is_third_person(token) => {
            MentionForm::Pronoun
        }
        _ => MentionForm::Indefinite,
    }
}

fn is_third_person(token: &Token) -> bool {
    pronoun(token) != (None, None)
}

/// Whether the word introduces a relative clause.
pub(super) fn is_relative(tree: &Tree<'_>, word: usize) -> bool {
    relative_clause(tree, word).is_some()
}

/// The predicate of the relative clause that the word introduces.
pub(super) fn relative_clause(tree: &Tree<'_>, word: usize) -> Option<usize> {
    let token = &tree.tokens[word];
    let relative = matches!(token.xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss);
    if !relative || !matches!(token.lemma.as_str(), "who" | "which" | "that" | "whom" | "whose" | "whoever") {
        return None;
    }
    let clause = tree
        .ancestors(word)
        .take(4)
        .find(|&a| matches!(tree.tokens[a].deprel, Deprel::AclRelcl | Deprel::AdvclRelcl))?;
    // The pronoun stands before its clause and after the noun.
    let modified = tree.head(clause)?;
    (modified < word).then_some(clause)
}

/// Gender and number of a third-person pronoun; nothing for other words.
pub(super) fn pronoun(token: &Token) -> (Option<Gender>, Option<Number>) {
    match lower(&token.form).as_str() {
        "he" | "him" | "his" | "himself" => (Some(Gender::Masculine), Some(Number::Singular)),
        "she" | "her" | "hers" | "herself" => (Some(Gender::Feminine), Some(Number::Singular)),
        "it" | "its" | "itself" => (Some(Gender::Neuter), Some(Number::Singular)),
        "they" | "them" | "their" | "theirs" | "themselves" | "themself" | "'em" | "em" => {
            (None, Some(Number::Plural))
        }
        _ => (None, None),
    }
}

fn number(token: &Token) -> Option<Number> {
    match token.xpos {
        Xpos::Nns | Xpos::Nnps => Some(Number::Plural),
        Xpos::Nn | Xpos::Nnp => Some(Number::Singular),
        Xpos::Cd => {
            Some(if token.lemma == "1" || token.lemma == "one" { Number::Singular } else { Number::Plural })
        }
        Xpos::Dt => match lower(&token.form).as_str() {
            "these" | "those" | "both" | "all" => Some(Number::Plural),
            "this" | "that" => Some(Number::Singular),
            _ => None,
        },
        _ => None,
    }
}

/// A kind for a noun that the list lacks, where its ending gives one.
fn by_ending(token: &Token) -> EntityKind {
    let lemma = token.lemma.as_str();
    let ends = |ending: &str| lemma.len() > ending.len() + 2 && lemma.ends_with(ending);
    if ends("ist") || ends("man") || ends("woman") || ends("ician") || ends("maker") || ends("seeker") {
        EntityKind::Person
    } else if ends("tion") || ends("sion") || ends("ment") || token.xpos == Xpos::Vbg {
        EntityKind::Event
    } else {
        EntityKind::Other
    }
}

/// The words of a name around its head, in order: compounds and flat parts.
pub(super) fn name_words(tree: &Tree<'_>, first: usize, last: usize, head: usize) -> (usize, usize) {
    let (mut from, mut to) = (head, head);
    let part = |i: usize| {
        let token = &tree.tokens[i];
        matches!(token.upos, Upos::Propn | Upos::Num | Upos::X)
            && tree.ancestors(i).take(4).any(|a| a == head)
            || matches!(
                token.form.as_str(),
                "of" | "the" | "for" | "and" | "&" | "-" | "." | "al" | "de" | "van" | "von" | "bin"
            )
            || matches!(token.upos, Upos::Noun | Upos::Adj)
                && token.form.chars().next().is_some_and(char::is_uppercase)
    };
    while from > first && part(from - 1) {
        from -= 1;
    }
    while to < last && part(to + 1) {
        to += 1;
    }
    // Linking words do not stand at the edge of a name.
    let link = |i: usize| !tree.tokens[i].form.chars().next().is_some_and(char::is_uppercase);
    while from < head && link(from) {
        from += 1;
    }
    while to > head && link(to) {
        to -= 1;
    }
    (from, to)
}

/// Kind and gender of a name.
fn name(tree: &Tree<'_>, first: usize, last: usize, head: usize) -> (EntityKind, Option<Gender>) {
    let (from, to) = name_words(tree, first, last, head);
    let (mut kind, mut gender) = (None, None);
    let mut person = false;
    for at in from..=to {
        let known = noun(lower(&tree.tokens[at].form).as_str());
        if known.title && at < to || known.given && (at < to || from == to) {
            person = true;
            gender = gender.or(known.gender);
        }
        kind = known.name_kind.or(kind);
        if at == to && known.kind == Some(EntityKind::Time) {
            return (EntityKind::Time, Some(Gender::Neuter));
        }
    }
    // A title or an occupation in front: "spokesman Li Wei".
    for child in tree.children(head).filter(|&c| c < from) {
        let known = noun(tree.tokens[child].lemma.as_str());
        if known.title || known.kind == Some(EntityKind::Person) {
            person = true;
            gender = gender.or(known.gender);
        }
    }
    if let Some(kind) = kind.filter(|_| !person || to > from && tree.tokens[to].upos == Upos::Propn) {
        let last_word = noun(lower(&tree.tokens[to].form).as_str());
        if !person || last_word.name_kind.is_some() {
            return (kind, Some(Gender::Neuter));
        }
    }
    if person {
        return (EntityKind::Person, gender);
    }
    let form = tree.tokens[head].form.as_str();
    if from == to && (2..=6).contains(&form.len()) && form.bytes().all(|b| b.is_ascii_uppercase()) {
        return (EntityKind::Organisation, Some(Gender::Neuter));
    }
    let preposition = tree.child(head, Deprel::Case).map(|c| tree.tokens[c].lemma.as_str());
    if matches!(preposition, Some("in" | "near" | "across" | "throughout" | "outside" | "inside")) {
        return (EntityKind::Place, Some(Gender::Neuter));
    }
    (EntityKind::Other, None)
}

/// The text in lower case.
pub(super) fn lower(text: &str) -> CompactString {
    if text.is_ascii() {
        let mut lower = CompactString::from(text);
        lower.make_ascii_lowercase();
        lower
    } else {
        CompactString::from(text.to_lowercase())
    }
}
