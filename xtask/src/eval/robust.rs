//! The coder on every text there is and ten times as many that have been tampered with: it never panics, says the same
//! twice, and makes no claim that is unsound.

use crate::corpus;
use anyhow::{Context, Result, ensure};
use legation_coder::{Coder, soundness, variation};
use legation_core::{Claim, Document};
use legation_formats::{
    documents::Found,
    ordered::in_order,
    output::{Format, TableStyle, Writer},
};
use legation_language::Parser;
use legation_lexicon::Lexicon;
use std::{
    any::Any,
    cell::RefCell,
    collections::BTreeMap,
    io::Write,
    ops::ControlFlow,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
};

/// Publication days, in turn, and none.
const DAYS: [Option<&str>; 6] =
    [None, Some("2025-06-15"), Some("2024-02-29"), Some("2023-11"), Some("0000"), Some("9999-12-31")];

/// One text in so many is coded a second time.
const AGAIN: usize = 8;

/// Files that are no running text are taken in pieces of about so many bytes.
const PIECE: usize = 2_000;

/// Options of `eval robust`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder that holds the treebanks, the PLOVER sentences and the PETRARCH dictionaries.
    #[arg(long, env = "LEGATION_DATA", default_value = "../shared/data")]
    data: PathBuf,
    /// Variants of each text.
    #[arg(long, default_value_t = 10)]
    variants: u64,
    /// Threads.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
}

/// A text that failed.
struct Failure {
    /// What went wrong, without what differs from text to text.
    cause: String,
    problem: String,
    name: String,
    text: String,
}

/// The failures of one cause.
#[derive(Default)]
struct Cause {
    count: usize,
    /// The one of the shortest text, which is the easiest to understand.
    shortest: Option<Failure>,
}

/// Codes everything; an error if anything fails.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut texts = own_texts()?;
    let mut out = std::io::stdout().lock();
    if options.data.is_dir() {
        texts.extend(data_texts(&options.data)?);
    } else {
        writeln!(out, "{} is absent: only the repository's own texts are read", options.data.display())?;
    }
    let coder = Coder::new(Parser::embedded(), Lexicon::embedded());
    let standard = panic::take_hook();
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
        LAST_PANIC.with(|last| *last.borrow_mut() = Some(place));
    }));
    let documents = texts.iter().enumerate().flat_map(|(n, (name, text))| {
        (0..=options.variants).map(move |number| {
            let text = if number == 0 { text.clone() } else { variation::vary(text, number) };
            let day = DAYS[(n + number as usize) % DAYS.len()];
            corpus::document(format!("{name}#{number}"), text, day)
        })
    });
    let (mut coded, mut characters, mut claims) = (0, 0, 0);
    let mut causes: BTreeMap<String, Cause> = BTreeMap::new();
    let work = |(n, document): (usize, Document)| {
        let result = try_document(&coder, &document, n.is_multiple_of(AGAIN));
        (document.text.len(), result)
    };
    in_order(documents.enumerate(), options.jobs, work, |(length, result)| {
        coded += 1;
        characters += length;
        match result {
            Ok(count) => claims += count,
            Err(failure) => {
                let cause = causes.entry(failure.cause.clone()).or_default();
                cause.count += 1;
                if cause.shortest.as_ref().is_none_or(|s| failure.text.len() < s.text.len()) {
                    cause.shortest = Some(failure);
                }
            }
        }
        ControlFlow::Continue(())
    });
    panic::set_hook(standard);
    writeln!(
        out,
        "{} texts with {} variants each: {coded} coded, {:.1} MB, {claims} claims; a text in {AGAIN} coded twice",
        texts.len(),
        options.variants,
        characters as f64 / 1e6
    )?;
    for Cause { count, shortest } in causes.values() {
        if let Some(Failure { problem, name, text, .. }) = shortest {
            writeln!(out, "\n{count} texts fail: {problem}\n  the shortest, {name}: {text:?}")?;
        }
    }
    let failed: usize = causes.values().map(|c| c.count).sum();
    ensure!(failed == 0, "{failed} of {coded} texts fail");
    writeln!(out, "no panic, and every claim is sound")?;
    Ok(())
}

thread_local! {
    /// Where the last panic of this thread was.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Codes a document and writes its claims; gives their number.
fn try_document(coder: &Coder<'_>, document: &Document, again: bool) -> Result<usize, Failure> {
    let fail = |cause: String, problem: String| Failure {
        cause,
        problem,
        name: document.id.clone(),
        text: document.text.clone(),
    };
    let caught = |what: &str, payload: Box<dyn Any + Send>| {
        let place = LAST_PANIC.with(|last| last.borrow_mut().take()).unwrap_or_default();
        let words = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
            .unwrap_or_default();
        fail(format!("{what} panics at {place}"), format!("{what} panics at {place}: {words}"))
    };
    let code =
        || panic::catch_unwind(AssertUnwindSafe(|| coder.code(document))).map_err(|p| caught("the coder", p));
    let claims = code()?;
    soundness::check(document, &claims).map_err(|e| fail(format!("unsound {}", e.part), e.to_string()))?;
    if again && code()? != claims {
        return Err(fail("unlike".into(), "the second time the claims are others".into()));
    }
    match panic::catch_unwind(AssertUnwindSafe(|| write(document, &claims))) {
        Err(payload) => Err(caught("a writer", payload)),
        Ok(Err(e)) => Err(fail("unwritten".into(), format!("the claims cannot be written: {e}"))),
        Ok(Ok(())) => Ok(claims.len()),
    }
}

/// Writes claims in every format, to nowhere.
fn write(document: &Document, claims: &[Claim]) -> std::io::Result<()> {
    let found = Found { document: document.clone(), input: "text".into(), line: None };
    // Text in another language is turned away before it is coded; that must not fail either.
    let _ = found.check();
    for format in [Format::Table(TableStyle { width: 60, colour: true }), Format::Csv, Format::Html] {
        let mut writer = Writer::new(format, std::io::sink())?;
        writer.add(&found, claims)?;
        writer.finish()?;
    }
    Ok(())
}

/// The casebook, the examples, the lexicon's files and the manuals, each with its name.
fn own_texts() -> Result<Vec<(String, String)>> {
    let root = corpus::root();
    let mut texts: Vec<_> = corpus::casebook()?.into_iter().map(|d| (d.id, d.text)).collect();
    for ending in ["toml", "tsv", "md"] {
        for file in corpus::files(&root.join("lexicon"), ending)? {
            texts.extend(pieces(&file)?);
        }
    }
    for (folder, ending) in [("examples", "txt"), ("examples", "jsonl"), ("examples", "md"), ("models", "md")]
    {
        for file in corpus::files(&root.join(folder), ending)? {
            texts.push((file.display().to_string(), read(&file)?));
        }
    }
    Ok(texts)
}

/// The treebanks' documents, the PLOVER sentences, the PETRARCH dictionaries and the record of engagement.
fn data_texts(data: &Path) -> Result<Vec<(String, String)>> {
    let mut texts = Vec::new();
    for document in corpus::treebanks(data, &[])? {
        texts.push((document.id.unwrap_or_default().into(), document.text));
    }
    let sentences = read(&data.join("plover/plv-dev.tsv"))?;
    for (n, line) in sentences.lines().enumerate().skip(1) {
        let sentence = line.split('\t').next().unwrap_or_default();
        texts.push((format!("plv-dev.tsv:{}", n + 1), sentence.to_owned()));
    }
    for (folder, ending) in [("petrarch", "txt"), ("diplomacy", "tsv")] {
        for file in corpus::files(&data.join(folder), ending)? {
            texts.extend(pieces(&file)?);
        }
    }
    Ok(texts)
}

fn read(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A file in pieces that end with a line, each named by its first.
fn pieces(path: &Path) -> Result<Vec<(String, String)>> {
    let text = read(path)?;
    let mut pieces: Vec<(String, String)> = Vec::new();
    for (n, line) in text.split_inclusive('\n').enumerate() {
        match pieces.last_mut().filter(|(_, piece)| piece.len() + line.len() <= PIECE) {
            Some((_, piece)) => piece.push_str(line),
            None => pieces.push((format!("{}:{}", path.display(), n + 1), line.to_owned())),
        }
    }
    Ok(pieces)
}
