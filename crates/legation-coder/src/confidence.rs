//! How sure a claim is: a logistic model over what is known of the words, the frame and the parties.
//!
//! The model is fitted to the casebook, and what it says is the share of such claims that are right there. Claims that are
//! more likely wrong than right by far are no claims: the words told of no event, or of another. Features are named, and the
//! weights lie in `models/confidence.tsv`, a line each, for a reader to look up.

use std::fmt::Write as _;
use std::sync::LazyLock;

use legation_core::{Actor, Fingerprint, Status};
use legation_language::{Deprel, Upos, Xpos};
use legation_lexicon::Lexicon;
use legation_lexicon::data::{ActEntry, NameRole};
use rustc_hash::FxHashMap;

use crate::clause::Tree;
use crate::mention::{Mention, Who};
use crate::predicate::Form;
use crate::sentence::RawClaim;

/// Claims that are right less often than this are not made.
pub const LEAST: f64 = 0.3;

/// The feature that every claim has.
pub const ALWAYS: &str = "always";

/// Weights are stored in thousandths.
const SCALE: f64 = 1000.0;

/// The weights of the model by the names of its features.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weights {
    values: FxHashMap<String, i32>,
    /// The frames that they were fitted with; see [`frames`].
    frames: String,
}

/// A fingerprint of the lexicon's frames: the weights name frames by number, and hold for these alone.
pub fn frames(lexicon: &Lexicon) -> String {
    let mut print = Fingerprint::new();
    for act in &lexicon.data().acts {
        print = act.frames.iter().fold(print.field(&act.code), |p, frame| p.field(&frame.example));
    }
    print.finish()
}

/// A line of a weights file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the confidence weights: {text:?} is no feature and weight")]
pub struct WeightsError {
    line: usize,
    text: String,
}

impl Weights {
    /// The weights that come with the program.
    ///
    /// # Panics
    /// Never in a build that passed its own tests: one of them reads the file.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Weights> = LazyLock::new(|| {
            Weights::from_text(include_str!("../../../models/confidence.tsv"))
                .expect("the shipped weights are sound")
        });
        &SHIPPED
    }

    /// Weights from values fitted with the frames of a lexicon, in natural units; those that round to zero are left out.
    pub fn from_values<'v>(lexicon: &Lexicon, values: impl IntoIterator<Item = (&'v str, f64)>) -> Self {
        let rounded =
            values.into_iter().map(|(name, value)| (name.to_owned(), (value * SCALE).round() as i32));
        Self { values: rounded.filter(|(_, value)| *value != 0).collect(), frames: frames(lexicon) }
    }

    /// Whether they were fitted with the frames of this lexicon.
    pub fn fit(&self, lexicon: &Lexicon) -> bool {
        self.frames == frames(lexicon)
    }

    /// Reads lines of feature and weight in thousandths, divided by a tab; `#` begins a comment, `# frames` the fingerprint of
    /// the frames.
    ///
    /// # Errors
    /// The first line that is neither.
    pub fn from_text(text: &str) -> Result<Self, WeightsError> {
        let mut values = FxHashMap::default();
        let mut frames = String::new();
        for (at, line) in text.lines().enumerate() {
            if let Some(fingerprint) = line.strip_prefix("# frames ") {
                fingerprint.clone_into(&mut frames);
            }
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let read =
                line.split_once('\t').and_then(|(name, value)| Some((name.to_owned(), value.parse().ok()?)));
            let (name, value) = read.ok_or_else(|| WeightsError { line: at + 1, text: line.to_owned() })?;
            values.insert(name, value);
        }
        Ok(Self { values, frames })
    }

    /// The weights as their file holds them, in the order of the features' names.
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "# How much each feature speaks for a claim, in thousandths of a logit. Made by `cargo xtask train-confidence`.\n\
             # frames {}\n",
            self.frames
        );
        let mut lines: Vec<(&String, &i32)> = self.values.iter().collect();
        lines.sort_unstable();
        for (name, value) in lines {
            let _ = writeln!(text, "{name}\t{value}");
        }
        text
    }

    /// The probability that a claim with these features is right.
    pub fn probability(&self, features: &[String]) -> f64 {
        let sum: i64 = features.iter().filter_map(|f| self.values.get(f)).map(|&v| i64::from(v)).sum();
        logistic(sum as f64 / SCALE)
    }
}

/// 1 / (1 + e^-x) in plain arithmetic, the same on every machine.
pub fn logistic(x: f64) -> f64 {
    if x >= 0.0 { 1.0 / (1.0 + exp(-x)) } else { exp(x) / (1.0 + exp(x)) }
}

/// e to the power of `x` up to 0, by squaring.
fn exp(x: f64) -> f64 {
    if x < -40.0 {
        return 0.0;
    }
    let mut value = 1.0 + x / 4096.0 + x * x / (2.0 * 4096.0 * 4096.0);
    for _ in 0..12 {
        value *= value;
    }
    value
}

/// What the model may know of a claim besides its words.
pub(crate) struct Known<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) act: &'a ActEntry,
    pub(crate) code: &'a str,
    pub(crate) actor: Option<&'a Actor>,
    pub(crate) recipient: Option<&'a Actor>,
    /// Names that the sentence holds.
    pub(crate) names: usize,
    pub(crate) stated_time: bool,
    pub(crate) attributed: bool,
}

/// The names of a claim's features.
pub(crate) fn features(raw: &RawClaim, known: &Known<'_>) -> Vec<String> {
    let tree = known.tree;
    let p = &raw.found.predicate;
    let root = known.act.root.as_str();
    let form = match p.form {
        Form::Verb if p.passive => "passive",
        Form::Verb => "verb",
        Form::Noun => "noun",
        Form::Adjective => "adjective",
    };
    let actor = kind(raw.actor.as_ref(), known.actor);
    let recipient = kind(raw.recipient.as_ref(), known.recipient);
    let word = tree.lemma[p.word].as_str();
    let frame = format!("{}#{}", known.act.code, raw.found.id.frame + 1);
    let constraints = raw.found.constraints.min(7);
    let mut out = vec![
        ALWAYS.to_owned(),
        format!("act={}", known.code),
        format!("frame={frame}"),
        format!("form={form}"),
        format!("form={form} root={root}"),
        format!("constraints={constraints}"),
        format!("constraints={constraints} form={form}"),
        format!("word={word} act={}", known.code),
        format!("actor={actor}"),
        format!("recipient={recipient}"),
        format!("actor={actor} recipient={recipient}"),
        format!("actor={actor} root={root}"),
        format!("recipient={recipient} root={root}"),
        format!("actor-path={}", raw.found.actor_path),
        format!("recipient-path={}", raw.found.recipient_path),
        format!("status={}", raw.status),
        format!("status={} root={root}", raw.status),
        format!("names={}", known.names.min(4)),
        format!("relation={}", tree.deprel(p.anchor)),
        format!("relation={} form={form}", tree.deprel(p.anchor)),
        format!("contexts={}", raw.contexts.len().min(4)),
        format!("contexts={} root={root}", raw.contexts.len().min(2)),
        format!("length={}", (tree.len() / 8).min(5)),
        format!("time={} attributed={}", known.stated_time, known.attributed),
    ];
    for &o in p.object.iter().take(1) {
        out.push(format!("object={} root={root}", tree.lemma[o]));
    }
    if raw.headline {
        out.push("headline".into());
    }
    if tree
        .lower
        .iter()
        .any(|w| matches!(w.as_str(), "i" | "my" | "you" | "your" | "me" | "us" | "our" | "we"))
    {
        out.push(if known.attributed { "spoken" } else { "private" }.into());
    }
    if tree.lower.last().is_some_and(|w| w == "?" || w == "!") {
        out.push("question or exclamation".into());
    }
    if matches!(tree.token(p.anchor).xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vb) && raw.status == Status::Done {
        out.push("present".into());
    }
    // Of a kind or of anybody: "a dentist agreed", "ministers meet".
    for (role, mention) in [("actor", raw.actor.as_ref()), ("recipient", raw.recipient.as_ref())] {
        let Some(m) = mention else { continue };
        let article =
            tree.under(m.head, &[Deprel::Det]).next().map_or("none", |d| match tree.lower[d].as_str() {
                "a" | "an" => "a",
                "the" => "the",
                _ => "other",
            });
        let named = matches!(tree.upos(m.head), Upos::Propn);
        if !named {
            out.push(format!("{role}-article={article} number={}", tree.token(m.head).xpos));
            out.push(format!("{role}-noun={} root={root}", tree.lemma[m.head]));
        }
        if m.resolved {
            out.push(format!("{role} resolved"));
        }
    }
    out
}

/// What kind of party a mention is.
fn kind(mention: Option<&Mention>, actor: Option<&Actor>) -> String {
    let Some(mention) = mention else { return "nobody".into() };
    let country = actor.is_some_and(|a| a.country.is_some());
    match &mention.who {
        Who::Entity { role: NameRole::People, .. } => "people".into(),
        Who::Entity { role: NameRole::Capital, .. } => "capital".into(),
        Who::Entity { role: NameRole::Adjective, .. } => "adjective".into(),
        Who::Entity { .. } => {
            let id = actor.and_then(|a| a.id.as_deref()).unwrap_or_default();
            match id.split('.').next() {
                Some("person") => "person".into(),
                Some("org") => "organisation".into(),
                Some("group") => "group".into(),
                _ => "state".into(),
            }
        }
        Who::Agent { sector, .. } => format!("{sector}{}", if country { " of a state" } else { "" }),
        Who::States => "states".into(),
        Who::Named => "unknown name".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_are_well_formed_and_not_empty() {
        let weights =
            Weights::from_text(include_str!("../../../models/confidence.tsv")).expect("a feature a line");
        assert!(weights.values.len() > 500);
        assert!(weights.fit(Lexicon::embedded()), "frames have changed: run `cargo xtask train-confidence`");
        assert_eq!(Weights::from_text(&weights.to_text()), Ok(weights));
        assert_eq!(Weights::from_text("act=expel\tmuch").unwrap_err().line, 1);
    }

    #[test]
    fn the_logistic_function_is_near() {
        for (x, expected) in [(0.0, 0.5), (1.0, 0.731_059), (-3.0, 0.047_426), (-50.0, 0.0), (50.0, 1.0)] {
            assert!((logistic(x) - expected).abs() < 1e-5, "{x}: {}", logistic(x));
        }
    }
}
