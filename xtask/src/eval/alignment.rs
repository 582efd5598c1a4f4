//! The comparison of two analyses of one text, after the evaluation script of the CoNLL 2018 shared task on UD parsing.

use compact_str::CompactString;
use legation_language::{Deprel, Sentence, Token};
use std::cmp::Ordering;

/// A word placed in the text without its white space.
struct Word<'a> {
    /// First character.
    start: usize,
    /// Past the last character; words of one multiword token share its span.
    end: usize,
    multiword: bool,
    lower: CompactString,
    token: &'a Token,
    /// The head's number among all words; `None` at a root.
    head: Option<usize>,
}

/// An analysis flattened: spans of tokens and sentences, and the words.
struct Flat<'a> {
    characters: Vec<char>,
    tokens: Vec<(usize, usize)>,
    sentences: Vec<(usize, usize)>,
    words: Vec<Word<'a>>,
}

impl<'a> Flat<'a> {
    fn of(sentences: &'a [Sentence]) -> Self {
        let mut flat =
            Self { characters: Vec::new(), tokens: Vec::new(), sentences: Vec::new(), words: Vec::new() };
        for sentence in sentences.iter().filter(|s| !s.tokens.is_empty()) {
            let sentence_start = flat.characters.len();
            let base = flat.words.len();
            let mut multiwords = sentence.multiwords.iter().peekable();
            let mut i = 0;
            while i < sentence.tokens.len() {
                let held = multiwords.next_if(|m| m.first == i).filter(|m| m.last < sentence.tokens.len());
                let (form, last) = match held {
                    Some(m) => (m.form.as_str(), m.last),
                    None => (sentence.tokens[i].form.as_str(), i),
                };
                let start = flat.characters.len();
                flat.characters.extend(form.chars().filter(|c| !c.is_whitespace()));
                let end = flat.characters.len();
                flat.tokens.push((start, end));
                for token in &sentence.tokens[i..=last] {
                    flat.words.push(Word {
                        start,
                        end,
                        multiword: held.is_some(),
                        lower: token.form.to_lowercase(),
                        token,
                        head: token.head.map(|head| base + head),
                    });
                }
                i = last + 1;
            }
            flat.sentences.push((sentence_start, flat.characters.len()));
        }
        flat
    }
}

/// Counts of one measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Units in the treebank.
    pub(super) gold: usize,
    /// Units found.
    pub(super) found: usize,
    /// Units that agree.
    pub(super) right: usize,
}

impl Count {
    /// Harmonic mean of precision and recall, in per cent.
    pub(super) fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }

    fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
    }
}

/// Names of the measures, in the order of [`Counts`].
pub(super) const MEASURES: [&str; 10] =
    ["Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS"];

/// Counts of all measures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts(pub(super) [Count; MEASURES.len()]);

impl Counts {
    /// Adds another text's counts.
    pub(super) fn add(&mut self, other: &Self) {
        for (count, more) in self.0.iter_mut().zip(&other.0) {
            count.add(*more);
        }
    }
}

/// Spans that both lists hold. Spans tile the text, so that the order of pairs is the order of places.
fn common(gold: &[(usize, usize)], found: &[(usize, usize)]) -> Count {
    let (mut g, mut f, mut right) = (0, 0, 0);
    while g < gold.len() && f < found.len() {
        match gold[g].cmp(&found[f]) {
            Ordering::Equal => {
                right += 1;
                g += 1;
                f += 1;
            }
            Ordering::Less => g += 1,
            Ordering::Greater => f += 1,
        }
    }
    Count { gold: gold.len(), found: found.len(), right }
}

/// For each found word the gold word that it stands for.
fn align(gold: &[Word<'_>], found: &[Word<'_>]) -> Vec<Option<usize>> {
    let mut partner = vec![None; found.len()];
    let (mut g, mut f) = (0, 0);
    while g < gold.len() && f < found.len() {
        if gold[g].multiword || found[f].multiword {
            let (g_start, f_start, g_end, f_end) = multiword_region(gold, found, g, f);
            let pairs = longest_common(&gold[g_start..g_end], &found[f_start..f_end]);
            for (a, b) in pairs {
                partner[f_start + b] = Some(g_start + a);
            }
            (g, f) = (g_end, f_end);
        } else if (gold[g].start, gold[g].end) == (found[f].start, found[f].end) {
            partner[f] = Some(g);
            g += 1;
            f += 1;
        } else if gold[g].start <= found[f].start {
            g += 1;
        } else {
            f += 1;
        }
    }
    partner
}

/// The words on both sides that a multiword token on either side touches.
fn multiword_region(
    gold: &[Word<'_>],
    found: &[Word<'_>],
    mut g: usize,
    mut f: usize,
) -> (usize, usize, usize, usize) {
    let mut end;
    if gold[g].multiword {
        end = gold[g].end;
        if !found[f].multiword && found[f].start < gold[g].start {
            f += 1;
        }
    } else {
        end = found[f].end;
        if !gold[g].multiword && gold[g].start < found[f].start {
            g += 1;
        }
    }
    let beyond = |words: &[Word<'_>], i: usize, end: usize| {
        words.get(i).is_none_or(|w| if w.multiword { w.start >= end } else { w.end > end })
    };
    let (g_start, f_start) = (g, f);
    while !beyond(gold, g, end) || !beyond(found, f, end) {
        let from_gold = g < gold.len() && (f >= found.len() || gold[g].start <= found[f].start);
        let word = if from_gold { &gold[g] } else { &found[f] };
        if word.multiword && word.end > end {
            end = word.end;
        }
        if from_gold { g += 1 } else { f += 1 }
    }
    (g_start, f_start, g, f)
}

/// A longest common subsequence of the words' lower-case forms, as pairs of places.
fn longest_common(gold: &[Word<'_>], found: &[Word<'_>]) -> Vec<(usize, usize)> {
    let width = found.len() + 1;
    let mut best = vec![0usize; (gold.len() + 1) * width];
    for g in (0..gold.len()).rev() {
        for f in (0..found.len()).rev() {
            let skip = best[(g + 1) * width + f].max(best[g * width + f + 1]);
            let take = if gold[g].lower == found[f].lower { 1 + best[(g + 1) * width + f + 1] } else { 0 };
            best[g * width + f] = take.max(skip);
        }
    }
    let (mut g, mut f) = (0, 0);
    let mut pairs = Vec::new();
    while g < gold.len() && f < found.len() {
        if gold[g].lower == found[f].lower {
            pairs.push((g, f));
            g += 1;
            f += 1;
        } else if best[g * width + f] == best[(g + 1) * width + f] {
            g += 1;
        } else {
            f += 1;
        }
    }
    pairs
}

/// Features that the script compares.
const UNIVERSAL: [&str; 21] = [
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case",
    "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person",
    "Polite",
];

/// The universal features of a bundle, in order.
pub(crate) fn universal(feats: &str) -> Vec<&str> {
    let known = |f: &&str| f.split_once('=').is_some_and(|(name, _)| UNIVERSAL.contains(&name));
    let mut kept: Vec<&str> = feats.split('|').filter(known).collect();
    kept.sort_unstable();
    kept
}

/// A relation without its subtype.
pub(crate) fn relation(deprel: Deprel) -> &'static str {
    deprel.as_str().split(':').next().unwrap_or_default()
}

/// Whether the script counts a relation, given without subtype, as a content word's.
pub(crate) fn content(relation: &str) -> bool {
    !matches!(relation, "aux" | "case" | "cc" | "clf" | "cop" | "det" | "mark" | "punct")
}

/// Compares an analysis with the gold one of the same text.
///
/// # Errors
/// Says where the two texts differ, white space apart.
pub(super) fn compare(gold: &[Sentence], found: &[Sentence]) -> Result<Counts, String> {
    let (gold, found) = (Flat::of(gold), Flat::of(found));
    if gold.characters != found.characters {
        let at = gold.characters.iter().zip(&found.characters).take_while(|(a, b)| a == b).count();
        let near = |c: &[char]| c[at.min(c.len())..].iter().take(20).collect::<String>();
        return Err(format!(
            "the texts differ at character {at}: {:?} for {:?}",
            near(&found.characters),
            near(&gold.characters)
        ));
    }
    let partner = align(&gold.words, &found.words);
    let mut right = [0; 7];
    let mut content_right = 0;
    for (i, word) in found.words.iter().enumerate() {
        let Some(other) = partner[i].map(|g| &gold.words[g]) else { continue };
        let (mine, theirs) = (word.token, other.token);
        let head = match (word.head, other.head) {
            (None, None) => true,
            (Some(f), Some(g)) => partner[f] == Some(g),
            _ => false,
        };
        let labelled = head && relation(mine.deprel) == relation(theirs.deprel);
        for (count, agrees) in right.iter_mut().zip([
            true,
            mine.upos == theirs.upos,
            mine.xpos == theirs.xpos,
            universal(&mine.feats) == universal(&theirs.feats),
            theirs.lemma.is_empty() || mine.lemma == theirs.lemma,
            head,
            labelled,
        ]) {
            *count += usize::from(agrees);
        }
        content_right += usize::from(labelled && content(relation(theirs.deprel)));
    }
    let contents = |words: &[Word<'_>]| words.iter().filter(|w| content(relation(w.token.deprel))).count();
    let mut counts = Counts::default();
    counts.0[0] = common(&gold.tokens, &found.tokens);
    counts.0[1] = common(&gold.sentences, &found.sentences);
    for (count, right) in counts.0[2..9].iter_mut().zip(right) {
        *count = Count { gold: gold.words.len(), found: found.words.len(), right };
    }
    counts.0[9] = Count { gold: contents(&gold.words), found: contents(&found.words), right: content_right };
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use legation_language::conllu;

    fn read(lines: &[&str]) -> Vec<Sentence> {
        let text: String = lines
            .iter()
            .map(|line| if line.is_empty() { "\n".to_owned() } else { line.replace(' ', "\t") + "\n" })
            .collect();
        let documents = conllu::read(&(text + "\n"), conllu::Options::default()).expect("CoNLL-U");
        documents.into_iter().flat_map(|d| d.sentences).collect()
    }

    const GOLD: [&str; 7] = [
        "1 They they PRON PRP Number=Plur 4 nsubj _ _",
        "2-3 don't _ _ _ _ _ _ _ _",
        "2 do do AUX VBP _ 4 aux _ _",
        "3 n't not PART RB _ 4 advmod _ _",
        "4 agree agree VERB VB VerbForm=Inf 0 root _ SpaceAfter=No",
        "5 . . PUNCT . _ 4 punct _ _",
        "",
    ];

    #[test]
    fn an_analysis_agrees_with_itself() {
        let counts = compare(&read(&GOLD), &read(&GOLD)).expect("one text");
        assert!(counts.0.iter().all(|c| c.right == c.gold && c.gold == c.found), "{counts:?}");
        assert_eq!((counts.0[0].gold, counts.0[2].gold, counts.0[9].gold), (4, 5, 3));
    }

    #[test]
    fn words_are_matched_where_the_tokens_differ() {
        let mut lines = GOLD;
        // One word for the multiword token, another head for the pronoun, another subtype for the subject.
        lines[0] = "1 They they PRON PRP Number=Sing 2 nsubj:pass _ _";
        let found = read(&[
            lines[0],
            "2 don't do AUX VBP _ 3 aux _ _",
            "3 agree agree VERB VB VerbForm=Inf 0 root _ SpaceAfter=No",
            "4 . . PUNCT . _ 3 punct _ _",
            "",
        ]);
        let counts = compare(&read(&GOLD), &found).expect("one text");
        let rights: Vec<usize> = counts.0.iter().map(|c| c.right).collect();
        assert_eq!(rights, [4, 1, 3, 3, 3, 2, 3, 2, 2, 1]);
        assert_eq!(counts.0[2], Count { gold: 5, found: 4, right: 3 });
    }

    #[test]
    fn other_texts_are_refused() {
        let found = read(&["1 We we PRON PRP _ 0 root _ _", ""]);
        assert!(compare(&read(&GOLD), &found).is_err());
    }

    #[test]
    fn only_universal_features_count() {
        assert_eq!(universal("Number=Sing|Typo=Yes|Case=Nom"), ["Case=Nom", "Number=Sing"]);
        assert!(universal("").is_empty());
        assert!(content("nsubj") && !content("punct"));
    }
}
