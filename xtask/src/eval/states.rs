//! The demonstration corpus against its table of expected states.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use legation_ledger::ask::{Viewpoint, end_of};
use legation_lexicon::Lexicon;

use super::demonstration;

/// Options of `eval states`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder of the demonstration corpus.
    #[arg(long, default_value = "corpus")]
    corpus: PathBuf,
    /// Stories to look at; all where none is named.
    stories: Vec<String>,
    /// Print each expectation that fails, with the claims about its pair.
    #[arg(short, long)]
    verbose: bool,
}

/// One row of the table: a pair, a day, what was known, and the levels that must hold.
struct Expectation {
    line: usize,
    host: String,
    government: String,
    on: Date,
    known: Date,
    /// Expected level codes, in the order of the axes; `None` where not judged.
    levels: Vec<Option<String>>,
    why: String,
}

/// Builds a ledger from the corpus and counts how many expected states hold.
pub(crate) fn run(options: &Options) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let lexicon = Lexicon::embedded();
    let mut ledger = demonstration::ledger(&options.corpus, folder.path())?;
    let mut out = std::io::stdout().lock();
    let (mut rows, mut held, mut all, mut whole) = (0, 0, 0, 0);
    for file in crate::corpus::files(&options.corpus.join("expected"), "tsv")? {
        let story = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        if !options.stories.is_empty() && !options.stories.contains(&story) {
            continue;
        }
        let (mut of_story, mut held_of_story) = (0, 0);
        for e in read(&file)? {
            let at = Viewpoint { on: e.on, known: end_of(e.known) };
            let account = ledger.account(&e.host, &e.government, at)?;
            let mut wrong = Vec::new();
            let mut judged = 0;
            for (standing, expected) in account.state.standings.iter().zip(&e.levels) {
                let Some(expected) = expected else { continue };
                judged += 1;
                let level = &lexicon.data().axes[standing.axis].levels[standing.level].code;
                if level != expected {
                    wrong.push(format!("{level} for {expected}"));
                }
            }
            rows += 1;
            of_story += judged;
            held_of_story += judged - wrong.len();
            whole += usize::from(wrong.is_empty());
            if options.verbose && !wrong.is_empty() {
                writeln!(
                    out,
                    "{story}:{} {} -> {} on {} known {}: {}  ({})",
                    e.line,
                    account.host,
                    account.government,
                    e.on,
                    e.known,
                    wrong.join(", "),
                    e.why
                )?;
                for h in &account.happenings {
                    let day = h.from.map_or_else(|| "..".into(), |d| d.to_string());
                    writeln!(
                        out,
                        "    {day}..{} {} {} > {} {} {:.2} {}",
                        h.by,
                        h.act,
                        h.actor.as_deref().unwrap_or("_"),
                        h.recipient.as_deref().unwrap_or("_"),
                        h.status,
                        h.confidence,
                        h.facts
                            .iter()
                            .map(|&i| account.facts[i].document.document.as_str())
                            .collect::<Vec<_>>()
                            .join(" ")
                    )?;
                }
            }
        }
        writeln!(
            out,
            "{held_of_story:>4} of {of_story:>4}  {:>5.1} %  {story}",
            percent(held_of_story, of_story)
        )?;
        held += held_of_story;
        all += of_story;
    }
    writeln!(
        out,
        "{held:>4} of {all:>4}  {:>5.1} %  levels; {whole} of {rows} rows in full",
        percent(held, all)
    )?;
    Ok(())
}

fn percent(part: usize, of: usize) -> f64 {
    100.0 * part as f64 / of.max(1) as f64
}

fn read(file: &Path) -> Result<Vec<Expectation>> {
    let text = std::fs::read_to_string(file)?;
    let mut out = Vec::new();
    for (n, line) in text.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [host, government, on, known, levels @ .., why] = cells.as_slice() else {
            bail!("{}:{}: too few columns", file.display(), n + 1);
        };
        if levels.len() != 4 {
            bail!("{}:{}: {} columns of levels, not 4", file.display(), n + 1, levels.len());
        }
        let date = |text: &str| -> Result<Date> {
            text.parse().with_context(|| format!("{}:{}: {text:?}", file.display(), n + 1))
        };
        // The table's columns are in the order of the words; the lexicon's axes are in that of the files.
        let order = ["representation", "recognition", "stress", "designation"];
        let axes = &Lexicon::embedded().data().axes;
        let levels = axes
            .iter()
            .map(|a| {
                let at = order.iter().position(|o| *o == a.code)?;
                (levels[at] != "-").then(|| levels[at].to_owned())
            })
            .collect();
        out.push(Expectation {
            line: n + 1,
            host: (*host).to_owned(),
            government: (*government).to_owned(),
            on: date(on)?,
            known: date(known)?,
            levels,
            why: (*why).to_owned(),
        });
    }
    Ok(out)
}
