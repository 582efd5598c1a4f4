//! The words of the news in the sentences of the treebanks.
//!
//! The treebanks are mail, reviews, talk and encyclopedia more than they are news: "we sold it" is common in them, "Washington
//! suspended aid to Rwanda" is not, and of most verbs of diplomacy and war they hold no past tense at all. Syntax asks little of
//! what a word means. So a training sentence may have its pronouns and names replaced by names and agents of the lexicon, its
//! verbs by verbs of the frames that take the same arguments, in the same form, and its nouns by nouns of the news; the tree
//! above and around them stays what the annotators made it.

use super::{irregular, random::Random, treebank::Gold};
use legation_language::{Deprel, Upos, Xpos};
use legation_lexicon::Lexicon;
use legation_lexicon::data::{EntityKind, Filler, NameRole, Step};
use std::collections::{BTreeMap, BTreeSet};

/// Chances that a word which can be replaced is.
const PRONOUN: f32 = 0.6;
const NAME: f32 = 0.6;
const VERB: f32 = 0.5;
const NOUN: f32 = 0.3;
/// Chance that a plural object loses its article: "suspended the talks", "suspended talks".
const BARE: f32 = 0.3;
/// Chance that a headline leaves out or shortens a word that it can do without.
const TELEGRAPHIC: f32 = 0.8;
/// Chance that a sentence is dated: "on Friday", "in June 2017".
const DATED: f32 = 0.12;

/// A word of a replacement: its form, its tags, and its head among the replacement's words.
#[derive(Debug, Clone)]
struct Word {
    form: String,
    upos: Upos,
    xpos: Xpos,
    feats: &'static str,
    /// `None` takes the head and the relation of the word that is replaced.
    head: Option<(usize, Deprel)>,
    /// In place of the relation of the word that is replaced.
    label: Option<Deprel>,
}

impl Word {
    fn new(form: impl Into<String>, upos: Upos, xpos: Xpos, feats: &'static str) -> Self {
        Self { form: form.into(), upos, xpos, feats, head: None, label: None }
    }

    fn labelled(mut self, deprel: Deprel) -> Self {
        self.label = Some(deprel);
        self
    }

    fn under(mut self, head: usize, deprel: Deprel) -> Self {
        self.head = Some((head, deprel));
        self
    }
}

/// A verb's base, past and participle.
#[derive(Debug, Clone)]
struct Verb {
    base: String,
    past: String,
    participle: String,
}

/// What replacements are drawn from.
#[derive(Debug)]
pub(super) struct Newsroom {
    /// Names of one or two words that take no article.
    states: Vec<String>,
    capitals: Vec<String>,
    adjectives: Vec<String>,
    /// Names of persons, two words or more.
    persons: Vec<String>,
    /// Names of one word of organisations and groups.
    bodies: Vec<String>,
    /// Singular agents of one or two words.
    agents: Vec<Vec<String>>,
    /// Singular nouns that frames have as objects and predicates.
    nouns: Vec<String>,
    transitive: Vec<Verb>,
    /// Verbs with a preposition, by the preposition.
    prepositional: BTreeMap<String, Vec<Verb>>,
    /// First words of agents of two words that are adjectives.
    modifiers: BTreeSet<String>,
}

const PREPOSITIONS: [&str; 12] =
    ["to", "with", "from", "in", "at", "against", "on", "for", "of", "about", "into", "over"];

fn is_word(text: &str) -> bool {
    text.chars().count() > 2 && text.chars().all(char::is_alphabetic)
}

fn is_small_word(text: &str) -> bool {
    is_word(text) && text.chars().all(char::is_lowercase)
}

impl Newsroom {
    /// Collects the words of a lexicon; `known` are the treebanks' adjectives, lower case.
    pub(super) fn new(lexicon: &Lexicon, known_adjectives: &BTreeSet<String>) -> Self {
        let data = lexicon.data();
        let mut room = Self {
            states: Vec::new(),
            capitals: Vec::new(),
            adjectives: Vec::new(),
            persons: Vec::new(),
            bodies: Vec::new(),
            agents: Vec::new(),
            nouns: Vec::new(),
            transitive: Vec::new(),
            prepositional: BTreeMap::new(),
            modifiers: known_adjectives.clone(),
        };
        let mut bodies = BTreeSet::new();
        for name in data.names.iter().filter(|n| !n.ambiguous) {
            let entity = &data.entities[name.entity as usize];
            let words: Vec<&str> = name.text.split(' ').collect();
            let plain = words.iter().all(|w| is_word(w) && w.starts_with(char::is_uppercase));
            match (entity.kind, name.role) {
                (EntityKind::State, NameRole::Name) if plain && words.len() <= 2 => {
                    room.states.push(name.text.clone());
                }
                (EntityKind::State, NameRole::Capital) if plain && words.len() == 1 => {
                    room.capitals.push(name.text.clone());
                }
                (EntityKind::State, NameRole::Adjective) if plain && words.len() == 1 => {
                    room.adjectives.push(name.text.clone());
                }
                // Every eighth is variety enough, and keeps the embedding table small.
                (EntityKind::Person, NameRole::Name)
                    if plain && (2..=3).contains(&words.len()) && name.entity % 8 == 0 =>
                {
                    room.persons.push(name.text.clone());
                }
                (EntityKind::Organisation | EntityKind::Group, NameRole::Name)
                    if words.len() == 1
                        && is_word(&name.text)
                        && name.text.starts_with(char::is_uppercase) =>
                {
                    bodies.insert(name.text.clone());
                }
                _ => {}
            }
        }
        room.bodies = bodies.into_iter().collect();
        for agent in &data.agents {
            let words: Vec<String> = agent.phrase.split(' ').map(str::to_owned).collect();
            if words.len() <= 2 && words.iter().all(|w| is_small_word(w)) {
                room.agents.push(words);
            }
        }
        let (mut nouns, mut transitive) = (BTreeSet::new(), BTreeSet::new());
        let mut prepositional: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for frame in data.acts.iter().flat_map(|a| &a.frames) {
            for (step, fillers) in &frame.arguments {
                if *step == Step::Object {
                    for filler in fillers {
                        match filler {
                            Filler::Word(w) if is_small_word(w) => {
                                nouns.insert(w.clone());
                            }
                            Filler::Class(c) => {
                                let words = &data.classes[*c as usize].words;
                                nouns.extend(words.iter().filter(|w| is_small_word(w)).cloned());
                            }
                            _ => {}
                        }
                    }
                }
            }
            nouns.extend(
                frame.nouns.iter().filter(|n| n.len() == 1 && is_small_word(&n[0])).map(|n| n[0].clone()),
            );
            let takes_object = frame.arguments.iter().any(|(s, _)| *s == Step::Object)
                || frame.recipient.first().is_some_and(|p| p.first() == Some(&Step::Object));
            for verb in &frame.verbs {
                match verb.as_slice() {
                    [one] if takes_object && is_small_word(one) => {
                        transitive.insert(one.clone());
                    }
                    [one, preposition]
                        if PREPOSITIONS.contains(&preposition.as_str()) && is_small_word(one) =>
                    {
                        prepositional.entry(preposition.clone()).or_default().insert(one.clone());
                    }
                    _ => {}
                }
            }
        }
        // What is written alike in the plural, or is no count noun in the first place, would teach a wrong tag.
        room.nouns = nouns.into_iter().filter(|n| !n.ends_with('s') && !n.ends_with("ing")).collect();
        room.transitive =
            transitive.iter().filter(|v| !AUXILIARY.contains(&v.as_str())).map(|v| verb(v)).collect();
        room.prepositional = prepositional
            .into_iter()
            .map(|(p, verbs)| {
                let verbs =
                    verbs.iter().filter(|v| !AUXILIARY.contains(&v.as_str())).map(|v| verb(v)).collect();
                (p, verbs)
            })
            .collect();
        room
    }

    /// The sentence with words of the news, or as a headline: replaced verbs in the present tense, without articles and passive auxiliaries,
    /// with a comma for "and" between its parties.
    pub(super) fn vary(&self, gold: &Gold, headline: bool, random: &mut Random) -> Gold {
        let mut pieces: Vec<Vec<Word>> = (0..gold.len()).map(|i| vec![kept(gold, i)]).collect();
        let mut children = vec![Vec::new(); gold.len()];
        for (i, &head) in gold.heads.iter().enumerate() {
            if head > 0 {
                children[head - 1].push(i);
            }
        }
        for i in 0..gold.len() {
            let bare = children[i]
                .iter()
                .all(|&c| gold.deprels[c] == Deprel::Case || gold.deprels[c] == Deprel::Punct);
            let argument = matches!(
                gold.deprels[i],
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::Nmod
            );
            match gold.upos[i] {
                Upos::Pron if gold.xpos[i] == Xpos::Prp && bare && argument && random.chance(PRONOUN) => {
                    if let Some(plural) = number_of_subject(gold, &children, i) {
                        pieces[i] = self.party(plural, random);
                    }
                }
                Upos::Propn if bare && argument && gold.xpos[i] == Xpos::Nnp && random.chance(NAME) => {
                    pieces[i] = self.name(random);
                }
                Upos::Verb if random.chance(VERB) => {
                    let present = headline.then(|| present_of(gold, &children, i)).flatten();
                    if let Some(form) =
                        self.verb_for(gold, &children, i, present.map(|(xpos, _)| xpos), random)
                    {
                        pieces[i][0].form = like(&gold.forms[i], form);
                        if let Some((xpos, feats)) = present {
                            (pieces[i][0].xpos, pieces[i][0].feats) = (xpos, feats);
                        }
                    }
                }
                Upos::Det | Upos::Aux
                    if headline
                        && gold.heads[i] > 0
                        && children[i].is_empty()
                        && (gold.deprels[i] == Deprel::AuxPass
                            || matches!(gold.forms[i].to_lowercase().as_str(), "the" | "a" | "an"))
                        && random.chance(TELEGRAPHIC) =>
                {
                    pieces[i].clear();
                }
                Upos::Cconj
                    if headline
                        && gold.forms[i] == "and"
                        && is_nominal_coordination(gold, i)
                        && random.chance(TELEGRAPHIC) =>
                {
                    pieces[i] = vec![Word::new(",", Upos::Punct, Xpos::Comma, "").labelled(Deprel::Punct)];
                }
                Upos::Noun
                    if matches!(gold.xpos[i], Xpos::Nn | Xpos::Nns)
                        && gold.deprels[i] != Deprel::Compound
                        && gold.forms[i].chars().all(char::is_lowercase)
                        && random.chance(NOUN) =>
                {
                    let noun = &self.nouns[random.below(self.nouns.len())];
                    pieces[i][0].form = if gold.xpos[i] == Xpos::Nns { plural(noun) } else { noun.clone() };
                }
                Upos::Det
                    if gold.heads[i] > 0
                        && children[i].is_empty()
                        && matches!(gold.forms[i].as_str(), "the" | "these" | "some" | "those")
                        && gold.xpos[gold.heads[i] - 1] == Xpos::Nns
                        && gold.deprels[gold.heads[i] - 1] == Deprel::Obj
                        && random.chance(BARE) =>
                {
                    pieces[i].clear();
                }
                _ => {}
            }
        }
        self.date(gold, &mut pieces, random);
        joined(gold, pieces)
    }

    /// The forms of the verbs and nouns, with their bases: for the lemmatiser.
    pub(super) fn forms(&self) -> Vec<(Upos, Xpos, String, String)> {
        let mut out = Vec::new();
        for v in self.transitive.iter().chain(self.prepositional.values().flatten()) {
            for (xpos, form) in [
                (Xpos::Vbd, v.past.clone()),
                (Xpos::Vbn, v.participle.clone()),
                // Taggers confuse the two tags, and the lemma is the same.
                (Xpos::Vbd, v.participle.clone()),
                (Xpos::Vbn, v.past.clone()),
                (Xpos::Vbg, gerund(&v.base)),
                (Xpos::Vbz, plural(&v.base)),
            ] {
                out.push((Upos::Verb, xpos, form, v.base.clone()));
            }
        }
        for noun in self.nouns.iter().chain(self.agents.iter().filter_map(|a| a.last())) {
            out.push((Upos::Noun, Xpos::Nns, plural(noun), noun.clone()));
        }
        out.sort_unstable_by(|a, b| (&a.2, &a.3, a.1 as u8).cmp(&(&b.2, &b.3, b.1 as u8)));
        out.dedup();
        out
    }

    /// A party: a name, or a noun phrase of the asked number where one is asked.
    fn party(&self, plural: Option<bool>, random: &mut Random) -> Vec<Word> {
        match plural {
            Some(true) => {
                if random.chance(0.4) {
                    self.pair(random)
                } else {
                    self.agent(true, random)
                }
            }
            Some(false) => match random.below(3) {
                0 => self.agent(false, random),
                _ => self.name(random),
            },
            None => match random.below(10) {
                0..=4 => self.name(random),
                5 | 6 => self.agent(false, random),
                7 | 8 => self.agent(true, random),
                _ => self.pair(random),
            },
        }
    }

    fn name(&self, random: &mut Random) -> Vec<Word> {
        match random.below(10) {
            0..=4 => state(pick(&self.states, random)),
            5 | 6 => vec![proper(pick(&self.capitals, random))],
            7 => vec![proper(pick(&self.bodies, random))],
            _ => person(pick(&self.persons, random)),
        }
    }

    /// "Germany and Jordan", "Egypt, Jordan and Iraq".
    fn pair(&self, random: &mut Random) -> Vec<Word> {
        let mut out = self.name(random);
        let first = head_of(&out);
        let more = 1 + random.below(2);
        for n in 0..more {
            let next = state(pick(&self.states, random));
            let before = out.len();
            let head = before + 1 + head_of(&next);
            if n + 1 == more {
                out.push(Word::new("and", Upos::Cconj, Xpos::Cc, "").under(head, Deprel::Cc));
            } else {
                out.push(Word::new(",", Upos::Punct, Xpos::Comma, "").under(head, Deprel::Punct));
            }
            append(&mut out, next, first, Deprel::Conj);
        }
        out
    }

    /// "the Polish foreign ministry", "Russian troops", "Egypt's president".
    fn agent(&self, plural_wanted: bool, random: &mut Random) -> Vec<Word> {
        let agent = &self.agents[random.below(self.agents.len())];
        let (modifier, noun) = match agent.as_slice() {
            [one] => (None, one),
            [first, second, ..] => (Some(first), second),
            [] => return self.name(random),
        };
        let mut words = Vec::new();
        let style = random.below(4);
        // The head's place is known only at the end: relations to it are filled in then.
        let pending = usize::MAX;
        match style {
            0 => {
                let owner = state(pick(&self.states, random));
                let at = head_of(&owner);
                words.extend(owner);
                words[at].head = Some((pending, Deprel::NmodPoss));
                words.push(Word::new("'s", Upos::Part, Xpos::Pos, "").under(at, Deprel::Case));
            }
            1 if !plural_wanted => words.push(article("the").under(pending, Deprel::Det)),
            _ => {
                if !plural_wanted {
                    words.push(
                        article(if random.chance(0.6) { "the" } else { "a" }).under(pending, Deprel::Det),
                    );
                }
                let adjective = pick(&self.adjectives, random);
                words.push(
                    Word::new(adjective, Upos::Adj, Xpos::Jj, "Degree=Pos").under(pending, Deprel::Amod),
                );
            }
        }
        if let Some(modifier) = modifier {
            words.push(if self.modifiers.contains(modifier) {
                Word::new(modifier, Upos::Adj, Xpos::Jj, "Degree=Pos").under(pending, Deprel::Amod)
            } else {
                Word::new(modifier, Upos::Noun, Xpos::Nn, "Number=Sing").under(pending, Deprel::Compound)
            });
        }
        let head = words.len();
        for word in &mut words {
            if let Some((h, _)) = &mut word.head
                && *h == pending
            {
                *h = head;
            }
        }
        words.push(if plural_wanted {
            Word::new(plural(noun), Upos::Noun, Xpos::Nns, "Number=Plur")
        } else {
            Word::new(noun, Upos::Noun, Xpos::Nn, "Number=Sing")
        });
        words
    }

    /// A verb of the news in the form of the one at `i`, where its arguments are such as some verb of the news takes.
    fn verb_for(
        &self,
        gold: &Gold,
        children: &[Vec<usize>],
        i: usize,
        tag: Option<Xpos>,
        random: &mut Random,
    ) -> Option<String> {
        let has = |d: &[Deprel]| children[i].iter().any(|&c| d.contains(&gold.deprels[c]));
        if has(&[
            Deprel::Ccomp,
            Deprel::Xcomp,
            Deprel::CompoundPrt,
            Deprel::Iobj,
            Deprel::Expl,
            Deprel::Csubj,
        ]) || gold.deprels[i] == Deprel::Amod
        {
            return None;
        }
        let verbs = if has(&[Deprel::Obj]) || has(&[Deprel::NsubjPass, Deprel::AuxPass]) {
            &self.transitive
        } else {
            let oblique = children[i].iter().find(|&&c| gold.deprels[c] == Deprel::Obl)?;
            let case = children[*oblique].iter().find(|&&c| gold.deprels[c] == Deprel::Case)?;
            self.prepositional.get(&gold.forms[*case].to_lowercase())?
        };
        if verbs.is_empty() {
            return None;
        }
        let verb = &verbs[random.below(verbs.len())];
        Some(match tag.unwrap_or(gold.xpos[i]) {
            Xpos::Vbd => verb.past.clone(),
            Xpos::Vbn => verb.participle.clone(),
            Xpos::Vbg => gerund(&verb.base),
            Xpos::Vbz => plural(&verb.base),
            Xpos::Vb | Xpos::Vbp => verb.base.clone(),
            _ => return None,
        })
    }

    /// Dates the sentence before its final stop.
    fn date(&self, gold: &Gold, pieces: &mut [Vec<Word>], random: &mut Random) {
        const DAYS: [&str; 7] =
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let last = gold.len() - 1;
        let Some(root) = gold.heads.iter().position(|&h| h == 0) else { return };
        let past = gold.upos[root] == Upos::Verb && gold.xpos[root] == Xpos::Vbd;
        if gold.forms[last] != "." || !past || gold.forms.contains(&"\"".to_owned()) || !random.chance(DATED)
        {
            return;
        }
        let (preposition, noun, year) = if random.chance(0.6) {
            ("on", DAYS[random.below(7)], None)
        } else {
            ("in", legation_core::MONTHS[random.below(12)], Some(1990 + random.below(40)))
        };
        let mut date = vec![
            Word::new(preposition, Upos::Adp, Xpos::In, "").under(1, Deprel::Case),
            Word::new(noun, Upos::Propn, Xpos::Nnp, "Number=Sing"),
        ];
        if let Some(year) = year.filter(|_| random.chance(0.7)) {
            date.push(
                Word::new(year.to_string(), Upos::Num, Xpos::Cd, "NumForm=Digit|NumType=Card")
                    .under(1, Deprel::NmodUnmarked),
            );
        }
        // The date stands before the stop, in the stop's piece; the stop's own word stays the last.
        let stop = pieces[last].pop();
        for word in date {
            let word = match word.head {
                // Marked by the place of the root, which `joined` resolves.
                None => Word { head: Some((ROOT, Deprel::Obl)), ..word },
                Some(_) => word,
            };
            pieces[last].push(word);
        }
        pieces[last].extend(stop);
    }
}

/// In place of a head inside a replacement: the root of the sentence.
const ROOT: usize = usize::MAX - 1;

/// Verbs that also stand as auxiliaries, or whose arguments are too much their own.
const AUXILIARY: [&str; 10] = ["be", "have", "do", "go", "get", "let", "make", "say", "see", "come"];

fn kept(gold: &Gold, i: usize) -> Word {
    // The features stay with the sentence: `joined` takes them from there.
    Word::new(gold.forms[i].clone(), gold.upos[i], gold.xpos[i], KEPT)
}

/// Marks a word that keeps the features of the one it stands for.
const KEPT: &str = "\u{0}";

fn article(form: &str) -> Word {
    let feats = if form == "the" { "Definite=Def|PronType=Art" } else { "Definite=Ind|PronType=Art" };
    Word::new(form, Upos::Det, Xpos::Dt, feats)
}

fn proper(name: &str) -> Word {
    Word::new(name, Upos::Propn, Xpos::Nnp, "Number=Sing")
}

fn pick<'a>(list: &'a [String], random: &mut Random) -> &'a str {
    list.get(random.below(list.len().max(1))).map_or("France", String::as_str)
}

/// A state's name as the treebanks analyse such names.
fn state(name: &str) -> Vec<Word> {
    let words: Vec<&str> = name.split(' ').collect();
    let plural = words.last().is_some_and(|w| {
        matches!(
            *w,
            "States"
                | "Emirates"
                | "Nations"
                | "Netherlands"
                | "Philippines"
                | "Maldives"
                | "Bahamas"
                | "Seychelles"
        )
    });
    let with_article = plural || name == "United Kingdom";
    let mut out = Vec::new();
    let head = words.len() - 1 + usize::from(with_article);
    if with_article {
        out.push(article("the").under(head, Deprel::Det));
    }
    for word in &words[..words.len() - 1] {
        let adjective = matches!(*word, "United" | "New" | "Saudi");
        out.push(if adjective {
            Word::new(*word, Upos::Adj, Xpos::Nnp, "Degree=Pos").under(head, Deprel::Amod)
        } else {
            proper(word).under(head, Deprel::Compound)
        });
    }
    let last = words[words.len() - 1];
    out.push(if plural { Word::new(last, Upos::Propn, Xpos::Nnps, "Number=Plur") } else { proper(last) });
    out
}

fn person(name: &str) -> Vec<Word> {
    let mut out = Vec::new();
    for (n, word) in name.split(' ').enumerate() {
        out.push(if n == 0 { proper(word) } else { proper(word).under(0, Deprel::Flat) });
    }
    out
}

fn head_of(words: &[Word]) -> usize {
    words.iter().position(|w| w.head.is_none()).unwrap_or(0)
}

/// Appends a phrase whose head hangs on `head`.
fn append(out: &mut Vec<Word>, phrase: Vec<Word>, head: usize, deprel: Deprel) {
    let base = out.len();
    for mut word in phrase {
        word.head = Some(match word.head {
            Some((h, d)) => (base + h, d),
            None => (head, deprel),
        });
        out.push(word);
    }
}

/// The number that a subject must have: `None` where a replacement would not agree, `Some(None)` where any does.
fn number_of_subject(gold: &Gold, children: &[Vec<usize>], i: usize) -> Option<Option<bool>> {
    if gold.forms[i].eq_ignore_ascii_case("it") && gold.deprels[i] != Deprel::Obj {
        // Too often nobody: "it seems", "it is clear that".
        return None;
    }
    if !matches!(gold.deprels[i], Deprel::Nsubj | Deprel::NsubjPass) {
        return Some(None);
    }
    let head = gold.heads[i].checked_sub(1)?;
    let finite = children[head]
        .iter()
        .copied()
        .filter(|&c| matches!(gold.deprels[c], Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
        .find(|&c| c > i)
        .unwrap_or(head);
    match (gold.xpos[finite], gold.forms[finite].to_lowercase().as_str()) {
        (_, "am" | "'m" | "'re" | "'s" | "'ve" | "'d" | "'ll") => None,
        (Xpos::Md, _) => Some(None),
        (Xpos::Vbd, "was") => Some(Some(false)),
        (Xpos::Vbd, "were") => Some(Some(true)),
        (Xpos::Vbd, _) => Some(None),
        (Xpos::Vbz, _) => Some(Some(false)),
        (Xpos::Vbp, _) => Some(Some(true)),
        _ => None,
    }
}

/// The tag and the features of a past tense put into the present, where its subject stands before it and is not spoken to.
fn present_of(gold: &Gold, children: &[Vec<usize>], i: usize) -> Option<(Xpos, &'static str)> {
    if gold.xpos[i] != Xpos::Vbd {
        return None;
    }
    let subject = children[i].iter().copied().find(|&c| gold.deprels[c] == Deprel::Nsubj)?;
    let joined = children[subject].iter().any(|&c| gold.deprels[c] == Deprel::Conj);
    match gold.xpos[subject] {
        Xpos::Nns | Xpos::Nnps => Some((Xpos::Vbp, PRESENT_PLURAL)),
        Xpos::Nn | Xpos::Nnp if joined => Some((Xpos::Vbp, PRESENT_PLURAL)),
        Xpos::Nn | Xpos::Nnp => Some((Xpos::Vbz, PRESENT_SINGULAR)),
        _ => None,
    }
}

const PRESENT_SINGULAR: &str = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
const PRESENT_PLURAL: &str = "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin";

/// Whether a conjunction joins two nouns and nothing more.
fn is_nominal_coordination(gold: &Gold, cc: usize) -> bool {
    let Some(second) = gold.heads[cc].checked_sub(1) else { return false };
    let Some(first) = gold.heads[second].checked_sub(1) else { return false };
    let nominal = |w: usize| matches!(gold.upos[w], Upos::Noun | Upos::Propn);
    nominal(first) && nominal(second) && gold.deprels[second] == Deprel::Conj
}

/// The words of all pieces as one sentence.
fn joined(gold: &Gold, pieces: Vec<Vec<Word>>) -> Gold {
    // Where each word of the sentence stands now: its piece's head.
    let mut at = Vec::with_capacity(pieces.len());
    let mut length = 0;
    for piece in &pieces {
        at.push(length + head_of(piece));
        length += piece.len();
    }
    let root = gold.heads.iter().position(|&h| h == 0).unwrap_or(0);
    let mut out = Gold::default();
    let mut changed = Vec::new();
    let mut base = 0;
    for (i, piece) in pieces.into_iter().enumerate() {
        let size = piece.len();
        for word in piece {
            let (head, deprel) = match word.head {
                Some((ROOT, deprel)) => (at[root] + 1, deprel),
                Some((head, deprel)) => (base + head + 1, deprel),
                None if gold.heads[i] == 0 => (0, gold.deprels[i]),
                None => (at[gold.heads[i] - 1] + 1, word.label.unwrap_or(gold.deprels[i])),
            };
            changed.push(word.feats != KEPT || word.form != gold.forms[i]);
            out.feats.push(if word.feats == KEPT { gold.feats[i].clone() } else { word.feats.to_owned() });
            out.forms.push(word.form);
            out.upos.push(word.upos);
            out.xpos.push(word.xpos);
            out.heads.push(head);
            out.deprels.push(deprel);
        }
        base += size;
    }
    for i in 0..out.len().saturating_sub(1) {
        // An annotator's "an hour" is right whatever the letters say.
        if changed[i + 1] && matches!(out.forms[i].as_str(), "a" | "an") {
            let vowel = out.forms[i + 1].chars().next().is_some_and(|c| "aeiouAEIO".contains(c));
            out.forms[i] = if vowel { "an" } else { "a" }.to_owned();
        }
    }
    if let (Some(first), Some(old)) = (out.forms.first_mut(), gold.forms.first()) {
        *first = like(old, std::mem::take(first));
    }
    out
}

/// A word with the capital of the one that it replaces.
fn like(old: &str, new: String) -> String {
    let mut characters = new.chars();
    match (old.chars().next().is_some_and(char::is_uppercase), characters.next()) {
        (true, Some(first)) => first.to_uppercase().chain(characters).collect(),
        _ => new,
    }
}

fn verb(base: &str) -> Verb {
    let (past, participle) = irregular::past(base).map_or_else(
        || {
            let regular = past(base);
            (regular.clone(), regular)
        },
        |(past, participle)| (past.to_owned(), participle.to_owned()),
    );
    Verb { base: base.to_owned(), past, participle }
}

fn ends_in_consonant_and_y(word: &str) -> bool {
    word.ends_with('y') && !word.chars().rev().nth(1).is_some_and(|c| "aeiou".contains(c))
}

fn past(base: &str) -> String {
    if base.ends_with('e') {
        format!("{base}d")
    } else if ends_in_consonant_and_y(base) {
        format!("{}ied", &base[..base.len() - 1])
    } else {
        format!("{}ed", irregular::doubled(base))
    }
}

fn gerund(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        format!("{stem}ying")
    } else if base.ends_with('e') && !base.ends_with("ee") && base != "be" {
        format!("{}ing", &base[..base.len() - 1])
    } else {
        format!("{}ing", irregular::doubled(base))
    }
}

/// The plural of a noun; the third person of a verb is made alike.
fn plural(noun: &str) -> String {
    if let Some(plural) = irregular::plural(noun) {
        return plural.to_owned();
    }
    if ends_in_consonant_and_y(noun) {
        format!("{}ies", &noun[..noun.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|e| noun.ends_with(e)) {
        format!("{noun}es")
    } else {
        match noun.strip_suffix("man") {
            Some(stem) => format!("{stem}men"),
            None => format!("{noun}s"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold() -> Gold {
        Gold {
            forms: ["They", "sold", "the", "cars", "to", "him", "."].map(String::from).to_vec(),
            upos: vec![Upos::Pron, Upos::Verb, Upos::Det, Upos::Noun, Upos::Adp, Upos::Pron, Upos::Punct],
            xpos: vec![Xpos::Prp, Xpos::Vbd, Xpos::Dt, Xpos::Nns, Xpos::In, Xpos::Prp, Xpos::Period],
            feats: vec![String::new(); 7],
            heads: vec![2, 0, 4, 2, 6, 2, 2],
            deprels: vec![
                Deprel::Nsubj,
                Deprel::Root,
                Deprel::Det,
                Deprel::Obj,
                Deprel::Case,
                Deprel::Obl,
                Deprel::Punct,
            ],
        }
    }

    #[test]
    fn replacements_keep_one_tree_over_the_same_relations() {
        let room = Newsroom::new(Lexicon::embedded(), &BTreeSet::from(["foreign".to_owned()]));
        let mut changed = 0;
        for seed in 0..500 {
            let varied = room.vary(&gold(), seed % 4 == 0, &mut Random::new(seed));
            changed += usize::from(varied.forms != gold().forms);
            assert_eq!(varied.heads.iter().filter(|&&h| h == 0).count(), 1, "{varied:?}");
            for i in 0..varied.len() {
                let (mut at, mut steps) = (i + 1, 0);
                while varied.heads[at - 1] != 0 {
                    at = varied.heads[at - 1];
                    steps += 1;
                    assert!(steps <= varied.len(), "a cycle in {varied:?}");
                }
            }
            let root = varied.heads.iter().position(|&h| h == 0).unwrap();
            assert!(matches!(varied.xpos[root], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp));
            for relation in [Deprel::Nsubj, Deprel::Obj] {
                let word = varied.deprels.iter().position(|&d| d == relation).unwrap();
                assert_eq!(varied.heads[word], root + 1, "{varied:?}");
            }
        }
        assert!(changed > 450, "{changed}");
    }

    #[test]
    fn words_are_inflected() {
        let forms: Vec<[String; 3]> =
            ["suspend", "sever", "slap", "ban", "deny", "agree", "withdraw", "free"]
                .map(|v| [verb(v).past, verb(v).participle, gerund(v)])
                .to_vec();
        let flat: Vec<String> = forms.concat();
        assert_eq!(
            flat.join(" "),
            "suspended suspended suspending severed severed severing slapped slapped slapping banned banned banning \
             denied denied denying agreed agreed agreeing withdrew withdrawn withdrawing freed freed freeing"
        );
        assert_eq!(
            ["ally", "embassy", "box", "policeman"].map(plural),
            ["allies", "embassies", "boxes", "policemen"]
        );
    }
}
