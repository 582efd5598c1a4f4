//! Scores of tags and trees on given words, as the UD evaluation script defines them.

use super::treebank::Gold;
use crate::eval::alignment::{content, relation, universal};
use legation_language::network::{Analysis, Network, Workspace};
use std::fmt;

/// Shares of words, in per cent.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Scores {
    /// Universal tags that are right.
    pub(crate) upos: f64,
    /// Penn tags.
    pub(crate) xpos: f64,
    /// Universal features, all of a word's.
    pub(crate) feats: f64,
    /// Heads.
    pub(crate) uas: f64,
    /// Heads with their relation, without its subtype.
    pub(crate) las: f64,
    /// The same over content words.
    pub(crate) clas: f64,
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { upos, xpos, feats, uas, las, clas } = self;
        write!(f, "UPOS {upos:.2} XPOS {xpos:.2} UFeats {feats:.2} UAS {uas:.2} LAS {las:.2} CLAS {clas:.2}")
    }
}

/// Scores an analysis of `golds`.
pub(crate) fn compare(golds: &[Gold], network: &Network, found: &Analysis) -> Scores {
    let mut right = [0usize; 5];
    let (mut words, mut content_right, mut content_gold, mut content_found) = (0, 0, 0, 0);
    for gold in golds {
        for i in 0..gold.len() {
            let at = words + i;
            let head = found.heads[at].map_or(0, |h| h + 1) == gold.heads[i];
            let (wanted, given) = (relation(gold.deprels[i]), relation(found.deprels[at]));
            let labelled = head && wanted == given;
            right[0] += usize::from(found.upos[at] == gold.upos[i]);
            right[1] += usize::from(found.xpos[at] == gold.xpos[i]);
            right[2] += usize::from(universal(network.feats(found.feats[at])) == universal(&gold.feats[i]));
            right[3] += usize::from(head);
            right[4] += usize::from(labelled);
            content_gold += usize::from(content(wanted));
            content_found += usize::from(content(given));
            content_right += usize::from(labelled && content(wanted));
        }
        words += gold.len();
    }
    let share = |n: usize| 100.0 * n as f64 / words.max(1) as f64;
    Scores {
        upos: share(right[0]),
        xpos: share(right[1]),
        feats: share(right[2]),
        uas: share(right[3]),
        las: share(right[4]),
        clas: 200.0 * content_right as f64 / (content_gold + content_found).max(1) as f64,
    }
}

/// Runs the network over the words of `golds` and scores it.
pub(crate) fn measure(golds: &[Gold], network: &Network) -> Scores {
    let mut found = Analysis::default();
    let mut space = Workspace::default();
    for chunk in golds.chunks(16) {
        let lengths: Vec<usize> = chunk.iter().map(Gold::len).collect();
        let forms: Vec<&str> = chunk.iter().flat_map(|g| g.forms.iter().map(String::as_str)).collect();
        network.analyse(&lengths, &forms, &mut space, &mut found);
    }
    compare(golds, network, &found)
}
