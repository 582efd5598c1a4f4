//! The casebook's pass rates, and what fails.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use crate::corpus;
use anyhow::{Context as _, Result, anyhow};
use legation_coder::casebook::{self, Miss};
use legation_coder::confidence::LEAST;
use legation_coder::{Coder, examples};
use legation_core::{Actor, Claim};
use legation_language::Parser;
use legation_lexicon::Lexicon;

/// Options of `eval casebook`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Print the texts of which something does not hold, with the claims that were made. Those of the held-out tenth
    /// are left out: whoever mends the coder after them has nothing left to tell what it learned by heart.
    #[arg(short, long)]
    verbose: bool,
    /// Print the held-out texts too.
    #[arg(long)]
    held_out: bool,
    /// Rewrite the files so that just the expectations that fail carry the mark of a known failure.
    #[arg(long)]
    mark: bool,
    /// Compile the lexicon from this folder instead of taking the embedded one: a change to an act or a word is tried
    /// without building anything.
    #[arg(long)]
    lexicon: Option<PathBuf>,
    /// A model file in place of the embedded model.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Casebook files or folders of them.
    #[arg(default_value = "casebook")]
    paths: Vec<PathBuf>,
}

/// Options of `eval acts`.
#[derive(Debug, clap::Args)]
pub(crate) struct ActOptions {
    /// Compile the lexicon from this folder instead of taking the embedded one.
    #[arg(long)]
    lexicon: Option<PathBuf>,
    /// Codes of the acts to run; all if none is named.
    acts: Vec<String>,
}

/// Prints how many of the acts' own examples hold, and those that fail.
pub(crate) fn run_acts(options: &ActOptions) -> Result<()> {
    let own = options.lexicon.as_deref().map(super::lexicon_from).transpose()?;
    let coder = Coder::new(Parser::embedded(), own.as_ref().unwrap_or_else(|| Lexicon::embedded()));
    let mut out = std::io::stdout().lock();
    let (mut plain, mut hard) = (Rate::default(), Rate::default());
    for o in examples::check(&coder) {
        if !options.acts.is_empty() && !options.acts.contains(&o.act) {
            continue;
        }
        if o.hard { &mut hard } else { &mut plain }.add(o.held);
        let said = match (o.held, o.hard) {
            (false, false) => "FAILED",
            (true, true) => "no longer hard",
            (false, true) => "hard",
            (true, false) => continue,
        };
        writeln!(out, "{said}: {} must{} {:?}", o.act, if o.wanted { "" } else { " not" }, o.text)?;
        for c in &o.claims {
            writeln!(out, "    got {}", line(c))?;
        }
    }
    writeln!(out, "\n{plain}  examples\n{hard}  known to be hard")?;
    Ok(())
}

/// How many of how many.
#[derive(Debug, Default, Clone, Copy)]
struct Rate {
    held: usize,
    all: usize,
}

impl Rate {
    fn add(&mut self, held: bool) {
        self.held += usize::from(held);
        self.all += 1;
    }

    fn percent(self) -> f64 {
        100.0 * self.held as f64 / self.all.max(1) as f64
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:4} of {:4} {:5.1} %", self.held, self.all, self.percent())
    }
}

/// Prints the rates.
pub(crate) fn run(options: &Options) -> Result<()> {
    let own = options.lexicon.as_deref().map(super::lexicon_from).transpose()?;
    let model = options.model.as_deref().map(super::parser_from).transpose()?;
    let parser = model.as_ref().unwrap_or_else(|| Parser::embedded());
    let coder = Coder::new(parser, own.as_ref().unwrap_or_else(|| Lexicon::embedded()));
    let mut files = Vec::new();
    for path in &options.paths {
        files.extend(corpus::files(path, "case")?);
    }
    let mut out = std::io::stdout().lock();
    let mut misses: BTreeMap<Miss, usize> = BTreeMap::new();
    let (mut seen, mut held_out, mut texts) = (Rate::default(), Rate::default(), Rate::default());
    for file in &files {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
        let cases = casebook::read(&text).map_err(|e| anyhow!("{name}: {e}"))?;
        let mut rate = Rate::default();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for case in &cases {
            let claims = coder.code(&case.document(&name));
            let outcomes = case.check(&claims);
            let apart = case.is_held_out();
            texts.add(outcomes.iter().all(|o| o.held));
            for o in &outcomes {
                rate.add(o.held);
                if apart { &mut held_out } else { &mut seen }.add(o.held);
                if let Some(miss) = o.miss {
                    *misses.entry(miss).or_default() += 1;
                }
                if o.held == o.known_failure {
                    mark(&mut lines[o.line - 1], o.held);
                }
            }
            if options.verbose && outcomes.iter().any(|o| !o.held) && (options.held_out || !apart) {
                writeln!(out, "{name}:{} {}", case.line, case.text)?;
                for o in outcomes.iter().filter(|o| !o.held) {
                    writeln!(out, "    FAILED {:9} {}", o.miss.map_or("", Miss::as_str), o.written)?;
                }
                for c in &claims {
                    writeln!(out, "    got {}", line(c))?;
                }
                for (c, _) in coder.candidates(&case.document(&name)) {
                    if c.confidence < LEAST {
                        writeln!(out, "    not sure of {}", line(&c))?;
                    }
                }
            }
        }
        if options.mark {
            std::fs::write(file, lines.join("\n") + "\n").with_context(|| format!("cannot write {name}"))?;
        }
        writeln!(out, "{rate}  {name}")?;
    }
    writeln!(out, "\nexpectations to learn from  {seen}\nexpectations held out       {held_out}")?;
    writeln!(out, "texts in full               {texts}\n\nwhat is missed:")?;
    for (miss, count) in misses {
        writeln!(out, "{count:5} {}", miss.as_str())?;
    }
    Ok(())
}

/// Puts the mark of a known failure on an expectation's line, or takes it off.
fn mark(line: &mut String, held: bool) {
    let at = line.len() - line.trim_start().len();
    *line = match (line.trim_end(), held) {
        (w, false) if w.ends_with("none") || w.ends_with("only") => format!("{w}!"),
        (w, true) if w.ends_with("none!") || w.ends_with("only!") => w[..w.len() - 1].to_owned(),
        (w, false) => format!("{}!{}", &w[..at + 1], &w[at + 1..]),
        (w, true) => format!("{}{}", &w[..at + 1], &w[at + 2..]),
    };
}

/// A claim on a line.
fn line(c: &Claim) -> String {
    let party = |a: Option<&Actor>| {
        a.map_or("_".into(), |a| {
            let id = a.id.as_deref().or(a.country.as_deref()).unwrap_or_default();
            let sector = a.sector.map_or("", |s| s.as_str());
            format!("{id}/{sector} \"{}\"", a.span.text)
        })
    };
    let mode = c.act.mode.as_ref().map_or(String::new(), |m| format!(":{m}"));
    let sources: Vec<&str> = c.attribution.iter().map(|s| s.who.as_str()).collect();
    format!(
        "{:.2} {}{mode} {} > {} {} [{}] time={}..{} {:?} source={sources:?} {} {}",
        c.confidence,
        c.act.code,
        party(c.actor.as_ref()),
        party(c.recipient.as_ref()),
        c.status,
        c.act.span.text,
        c.time.from.map_or(String::new(), |d| d.to_string()),
        c.time.to.map_or(String::new(), |d| d.to_string()),
        c.time.text,
        c.because.frame,
        c.because.path,
    )
}
