//! Variants of training sentences that news holds and the treebanks lack: its words, headlines, capitals, no full stop.

use super::{news::Newsroom, random::Random, treebank::Gold};
use legation_language::{Deprel, Upos};

/// Shares of sentences that are varied in each way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shares {
    /// With words of the news.
    pub(super) news: f32,
    /// With words of the news, as a headline.
    pub(super) headline: f32,
    /// All in capitals.
    pub(super) capitals: f32,
    /// Words with a capital, as in a headline.
    pub(super) title: f32,
    /// All in lower case.
    pub(super) lower: f32,
    /// Without the final mark.
    pub(super) open: f32,
}

fn titled(word: &str) -> String {
    let mut characters = word.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// The sentence, or a variant of it.
pub(super) fn vary(gold: &Gold, shares: &Shares, newsroom: Option<&Newsroom>, random: &mut Random) -> Gold {
    let kind = random.unit();
    if let Some(room) = newsroom.filter(|_| kind < shares.headline) {
        let mut varied = room.vary(gold, true, random);
        drop_final_mark(&mut varied);
        if random.chance(0.4) {
            raise(&mut varied, random);
        }
        return varied;
    }
    let mut varied = match newsroom {
        Some(room) if kind < shares.headline + shares.news => room.vary(gold, false, random),
        _ => gold.clone(),
    };
    let draw = random.unit();
    if draw < shares.capitals {
        for form in &mut varied.forms {
            *form = form.to_uppercase();
        }
    } else if draw < shares.capitals + shares.title {
        raise(&mut varied, random);
    } else if draw < shares.capitals + shares.title + shares.lower {
        for form in &mut varied.forms {
            *form = form.to_lowercase();
        }
    }
    if random.chance(shares.open) {
        drop_final_mark(&mut varied);
    }
    varied
}

/// Gives the words a headline's capitals: some styles raise every word, some leave the short function words.
fn raise(gold: &mut Gold, random: &mut Random) {
    let every = random.chance(0.5);
    for (i, form) in gold.forms.iter_mut().enumerate() {
        let small = matches!(gold.upos[i], Upos::Adp | Upos::Cconj | Upos::Det | Upos::Part | Upos::Sconj);
        if every || !small || i == 0 {
            *form = titled(form);
        }
    }
}

fn drop_final_mark(gold: &mut Gold) {
    let last = gold.len() - 1;
    if last > 0
        && gold.deprels[last] == Deprel::Punct
        && gold.forms[last] == "."
        && !gold.heads.contains(&(last + 1))
    {
        gold.forms.pop();
        gold.upos.pop();
        gold.xpos.pop();
        gold.feats.pop();
        gold.heads.pop();
        gold.deprels.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use legation_language::Xpos;

    fn sentence() -> Gold {
        Gold {
            forms: ["Envoys", "of", "Iraq", "left", "."].map(String::from).to_vec(),
            upos: vec![Upos::Noun, Upos::Adp, Upos::Propn, Upos::Verb, Upos::Punct],
            xpos: vec![Xpos::Nns, Xpos::In, Xpos::Nnp, Xpos::Vbd, Xpos::Period],
            feats: vec![String::new(); 5],
            heads: vec![4, 3, 1, 0, 4],
            deprels: vec![Deprel::Nsubj, Deprel::Case, Deprel::Nmod, Deprel::Root, Deprel::Punct],
        }
    }

    #[test]
    fn variants_change_spelling_and_keep_the_tree() {
        let none = Shares { news: 0.0, headline: 0.0, capitals: 0.0, title: 0.0, lower: 0.0, open: 0.0 };
        let mut random = Random::new(1);
        assert_eq!(vary(&sentence(), &none, None, &mut random).forms, sentence().forms);
        let capitals = vary(&sentence(), &Shares { capitals: 1.0, ..none }, None, &mut random);
        assert_eq!(capitals.forms[..2], ["ENVOYS", "OF"]);
        assert_eq!(capitals.heads, sentence().heads);
        let title = vary(&sentence(), &Shares { title: 1.0, ..none }, None, &mut random);
        assert_eq!(title.forms[3], "Left");
        let open = vary(&sentence(), &Shares { open: 1.0, ..none }, None, &mut random);
        assert_eq!((open.len(), open.deprels.len()), (4, 4));
    }
}
