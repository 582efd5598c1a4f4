//! The coder from raw text to claims, through the program as released: sentences a second, memory, time to the first claim.

use super::child::{self, Cost};
use crate::corpus;
use anyhow::{Context, Result};
use legation_core::{Document, v1::published_to_text};
use legation_language::Parser;
use legation_lexicon::Lexicon;
use std::{
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
    time::Duration,
};

/// Sentences a second that one core must code.
const LEAST_RATE: f64 = 3_000.0;
/// Time in which the first claim of an article must stand there, from the start of the process.
const LATEST_CLAIM: Duration = Duration::from_millis(100);
/// Resident memory that must not be exceeded, in bytes.
const MOST_MEMORY: u64 = 200_000_000;

/// Sentences that a run codes, at least: seconds of work, beside which the start weighs little.
const SENTENCES: usize = 40_000;

/// Genres of the treebanks that read like news: newspapers, and what people write about them.
const NEWS: [&str; 3] = ["GUM_news", "newsgroup", "weblog"];

/// Options of `bench coder`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder that holds the treebanks.
    #[arg(long, env = "LEGATION_DATA", default_value = "../shared/data")]
    data: PathBuf,
    /// Runs of each command, of which the best counts.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

/// Documents in the forms that the commands take.
struct Input {
    name: &'static str,
    /// One document a line, for `code`.
    lines: PathBuf,
    /// Running text, for `parse`.
    text: PathBuf,
    sentences: usize,
    /// Sentences in which the lexicon finds a name.
    named: usize,
}

/// A command over an input: the least of its rounds' times, the most of their memory.
struct Measured {
    cost: Cost,
    /// Sentences that were worked on.
    sentences: usize,
    /// Claims or trees that came out.
    results: usize,
}

impl Measured {
    fn wall_rate(&self) -> f64 {
        self.sentences as f64 / self.cost.wall.as_secs_f64()
    }

    /// Sentences in a second of one core; by the clock where the system does not tell processor time.
    fn core_rate(&self) -> f64 {
        self.sentences as f64 / self.cost.processor.unwrap_or(self.cost.wall).as_secs_f64()
    }
}

/// Measures, and prints the table.
pub(crate) fn run(options: &Options) -> Result<()> {
    let program = child::build()?;
    let folder = tempfile::tempdir()?;
    let casebook = corpus::casebook()?;
    let mut inputs = vec![write(folder.path(), "casebook", &casebook)?];
    let mut out = std::io::stdout().lock();
    if options.data.is_dir() {
        let mut documents = casebook;
        documents.extend(
            corpus::treebanks(&options.data, &NEWS)?
                .into_iter()
                .map(|d| corpus::document(d.id.unwrap_or_default().into(), d.text, None)),
        );
        inputs.insert(0, write(folder.path(), "news and casebook", &documents)?);
    } else {
        writeln!(out, "{} is absent: the treebanks' news is left out\n", options.data.display())?;
    }
    writeln!(
        out,
        "| text | sentences | with a name | command | seconds | sentences/s | of processor time | claims | peak MB |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|")?;
    let mut verdicts = Vec::new();
    for input in &inputs {
        let [one, two, parse] = measure(&program, folder.path(), input, options.rounds)?;
        for (command, measured) in
            [("code --jobs 1", &one), ("code --jobs 2", &two), ("parse --jobs 1", &parse)]
        {
            writeln!(
                out,
                "| {} | {} | {:.0} % | {command} | {:.2} | {:.0} | {:.0} | {} | {} |",
                input.name,
                measured.sentences,
                100.0 * input.named as f64 / input.sentences as f64,
                measured.cost.wall.as_secs_f64(),
                measured.wall_rate(),
                measured.core_rate(),
                if std::ptr::eq(measured, &parse) { "-".to_owned() } else { measured.results.to_string() },
                measured.cost.peak.map_or("-".to_owned(), |bytes| format!("{:.0}", bytes as f64 / 1e6)),
            )?;
        }
        verdicts.push(format!(
            "{}: {:.0} sentences a second on one core (floor {LEAST_RATE:.0}): {}; two threads give {:.2} times one; \
             code runs at {:.2} of parse's rate",
            input.name,
            one.core_rate(),
            held(one.core_rate() >= LEAST_RATE),
            two.wall_rate() / one.wall_rate(),
            one.core_rate() / parse.core_rate(),
        ));
        match one.cost.peak.max(two.cost.peak) {
            Some(peak) => verdicts.push(format!(
                "{}: {:.0} MB at most (floor {:.0}): {}",
                input.name,
                peak as f64 / 1e6,
                MOST_MEMORY as f64 / 1e6,
                held(peak <= MOST_MEMORY)
            )),
            None => verdicts.push(format!("{}: this system does not tell a process's memory", input.name)),
        }
    }
    let starts = starts(&program)?;
    let (median, worst) = (starts[starts.len() / 2], starts[starts.len() - 1]);
    verdicts.push(format!(
        "first claim of {ARTICLE} after {:.0} ms, at worst {:.0} ms of {} starts (floor {}): {}",
        median.as_secs_f64() * 1e3,
        worst.as_secs_f64() * 1e3,
        starts.len(),
        LATEST_CLAIM.as_millis(),
        held(median <= LATEST_CLAIM)
    ));
    writeln!(out)?;
    for verdict in verdicts {
        writeln!(out, "- {verdict}")?;
    }
    Ok(())
}

const fn held(held: bool) -> &'static str {
    if held { "held" } else { "NOT HELD" }
}

/// Writes documents for the commands to read, again and again until there is enough of them.
fn write(folder: &Path, name: &'static str, documents: &[Document]) -> Result<Input> {
    let (parser, lexicon) = (Parser::embedded(), Lexicon::embedded());
    let (mut sentences, mut named) = (0, 0);
    for document in documents {
        for sentence in parser.segment(&document.text) {
            sentences += 1;
            named += usize::from(!lexicon.names_in(&document.text[sentence.start..sentence.end]).is_empty());
        }
    }
    let times = SENTENCES.div_ceil(sentences.max(1));
    let file = |ending: &str| folder.join(format!("{}.{ending}", name.replace(' ', "-")));
    let (lines, text) = (file("jsonl"), file("txt"));
    let mut lines_out = BufWriter::new(File::create(&lines)?);
    let mut text_out = BufWriter::new(File::create(&text)?);
    for _ in 0..times {
        for document in documents {
            let published = document.published.as_ref().and_then(published_to_text);
            let line = serde_json::json!({"id": document.id, "text": document.text, "published": published});
            writeln!(lines_out, "{line}")?;
            writeln!(text_out, "{}\n", document.text)?;
        }
    }
    lines_out.flush()?;
    text_out.flush()?;
    Ok(Input { name, lines, text, sentences: sentences * times, named: named * times })
}

/// `code` on one thread and on two, and `parse` on one. The commands take turns, so that a busy moment of the machine does
/// not fall on one of them alone.
fn measure(program: &Path, folder: &Path, input: &Input, rounds: u32) -> Result<[Measured; 3]> {
    let (lines, text) = (input.lines.display().to_string(), input.text.display().to_string());
    let commands =
        [["code", &lines, "--jobs", "1"], ["code", &lines, "--jobs", "2"], ["parse", &text, "--jobs", "1"]];
    let out = folder.join("out");
    let mut best: [Option<Measured>; 3] = [None, None, None];
    for _ in 0..rounds {
        for (command, best) in commands.iter().zip(&mut best) {
            let mut cost = child::run(program, command, File::create(&out)?)?;
            let results = results(&out, command[0] == "parse")?;
            if let Some(before) = best {
                cost.wall = cost.wall.min(before.cost.wall);
                cost.processor = cost.processor.min(before.cost.processor);
                cost.peak = cost.peak.max(before.cost.peak);
            }
            // Without the documents' bounds some sentences are divided otherwise: `parse` counts its own.
            let sentences = if command[0] == "parse" { results } else { input.sentences };
            *best = Some(Measured { cost, sentences, results });
        }
    }
    fs::remove_file(&out)?;
    let mut all = Vec::from(best).into_iter().flatten();
    let mut next = || all.next().context("no round was run");
    Ok([next()?, next()?, next()?])
}

/// Counts the claims, one a line, or the trees, one for each `sent_id`.
fn results(path: &Path, trees: bool) -> Result<usize> {
    let mut count = 0;
    for line in BufReader::new(File::open(path)?).split(b'\n') {
        let line = line?;
        count += usize::from(!trees || line.starts_with(b"# sent_id"));
    }
    Ok(count)
}

/// The article whose first claim is waited for.
const ARTICLE: &str = "examples/embassy-reopens.txt";

/// Times to the first claim, the shortest first.
fn starts(program: &Path) -> Result<Vec<Duration>> {
    let arguments = ["code", ARTICLE, "--published", "2025-10-21"];
    let mut times = (0..21).map(|_| child::first_line(program, &arguments)).collect::<Result<Vec<_>>>()?;
    times.sort();
    Ok(times)
}
