//! `legation code`: documents to claims.

use std::any::Any;
use std::borrow::Cow;
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::thread;

use legation_coder::Coder;
use legation_core::Claim;
use legation_formats::documents::{Found, Options};
use legation_formats::ordered::in_order;
use legation_formats::output::{Format, Writer};
use legation_formats::{Problem, Reason, sources};
use legation_language::Parser;
use legation_lexicon::{Lexicon, SourceError};

use crate::arguments::{CodeArguments, FormatName};
use crate::messages::{Exit, Failure, end_if_unread};
use crate::terminal::{Progress, table_style};

pub(crate) fn run(arguments: &CodeArguments) -> Exit {
    let paths = match arguments.paths.as_slice() {
        [] if io::stdin().is_terminal() => {
            Failure::NothingToRead.say();
            return Exit::Usage;
        }
        [] => vec![PathBuf::from("-")],
        given => given.to_vec(),
    };
    // Coding without a dictionary that was asked for would give other claims than the user expects.
    let dictionaries: Result<Vec<(String, String)>, Problem> =
        arguments.dictionary.iter().map(|p| Ok((sources::shown(p), sources::text(p)?))).collect();
    let dictionaries = match dictionaries {
        Ok(dictionaries) => dictionaries,
        Err(problem) => {
            Failure::Input(&problem).say();
            return Exit::Usage;
        }
    };
    let output = arguments.output.as_deref();
    let to_terminal = output.is_none() && io::stdout().is_terminal();
    let out: Box<dyn Write> = match output {
        None => Box::new(io::stdout().lock()),
        Some(path) => match File::create(path) {
            Ok(file) => Box::new(file),
            Err(e) => {
                Failure::Create(path, e).say();
                return Exit::SomeFailed;
            }
        },
    };
    let format = match arguments.format.or_else(|| output.and_then(by_ending)) {
        Some(FormatName::Jsonl) => Format::Jsonl,
        Some(FormatName::Csv) => Format::Csv,
        Some(FormatName::Html) => Format::Html,
        None if !to_terminal => Format::Jsonl,
        Some(FormatName::Table) | None => Format::Table(table_style(arguments.color, output.is_some())),
    };
    let mut progress = Progress::new(to_terminal);
    let result = write_claims(arguments, &dictionaries, &paths, format, BufWriter::new(out), &mut progress);
    progress.finish();
    match result {
        Ok(0) => Exit::Done,
        Ok(_) => Exit::SomeFailed,
        Err(e) => {
            end_if_unread(&e);
            Failure::Write(e).say();
            Exit::SomeFailed
        }
    }
}

fn by_ending(path: &Path) -> Option<FormatName> {
    Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "jsonl" | "ndjson" => FormatName::Jsonl,
        "csv" => FormatName::Csv,
        "html" | "htm" => FormatName::Html,
        "txt" => FormatName::Table,
        _ => return None,
    })
}

/// Codes the documents and writes their claims; gives the number of inputs that failed.
fn write_claims(
    arguments: &CodeArguments,
    dictionaries: &[(String, String)],
    paths: &[PathBuf],
    format: Format,
    out: impl Write,
    progress: &mut Progress,
) -> io::Result<usize> {
    let options = Options { published: arguments.published.clone(), max_bytes: arguments.max_size << 20 };
    let (parser, lexicon) = load();
    let (lexicon, refused) = with_dictionaries(lexicon, dictionaries);
    for error in &refused {
        Failure::Dictionary(error).say();
    }
    if !refused.is_empty() {
        Failure::DictionaryLines(refused.len()).say();
    }
    let coder = Coder::new(parser, &lexicon);
    let work = |item: Result<Found, Problem>| {
        let found = item?;
        found.check()?;
        let mut claims = code(&coder, &found)?;
        claims.retain(|c| c.confidence >= arguments.min_confidence);
        Ok::<_, Problem>((found, claims))
    };
    let mut writer = Writer::new(format, out)?;
    let (mut failed, mut written) = (refused.len(), Ok(()));
    let documents = sources::documents(paths, arguments.output.as_deref(), &options);
    in_order(documents, jobs(arguments.jobs), work, |result| {
        match result {
            Ok((found, claims)) => {
                written = writer.add(&found, &claims).and_then(|()| writer.flush());
                progress.add(claims.len());
            }
            Err(problem) => {
                failed += 1;
                progress.problem(&problem);
            }
        }
        if let Err(e) = &written {
            end_if_unread(e);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    written?;
    writer.finish()?;
    Ok(failed)
}

/// The number of threads asked for, or one for each core.
pub(crate) fn jobs(asked: Option<u16>) -> usize {
    asked.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// The language model and the lexicon, unpacked side by side.
fn load() -> (&'static Parser, &'static Lexicon) {
    thread::scope(|scope| {
        let lexicon = scope.spawn(Lexicon::embedded);
        let parser = Parser::embedded();
        (parser, lexicon.join().unwrap_or_else(|_| Lexicon::embedded()))
    })
}

/// The lexicon with the user's names, and the lines of theirs that could not be used.
fn with_dictionaries<'l>(
    lexicon: &'l Lexicon,
    files: &[(String, String)],
) -> (Cow<'l, Lexicon>, Vec<SourceError>) {
    if files.is_empty() {
        return (Cow::Borrowed(lexicon), Vec::new());
    }
    let (lexicon, refused) = lexicon.with_dictionaries(files);
    (Cow::Owned(lexicon), refused)
}

thread_local! {
    /// What a panic on this thread said, while one is to be caught.
    static LAST_WORDS: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Codes one document. A fault of the coder costs that document alone.
fn code(coder: &Coder<'_>, found: &Found) -> Result<Vec<Claim>, Problem> {
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| {
        // The message is kept for the report that names the document, in place of the standard one, which cannot.
        panic::set_hook(Box::new(|info| {
            let place = info.location().map(|l| format!(" at {}:{}", l.file(), l.line()));
            let words = format!("{}{}", said(info.payload()), place.unwrap_or_default());
            LAST_WORDS.with(|last| *last.borrow_mut() = Some(words));
        }));
    });
    panic::catch_unwind(AssertUnwindSafe(|| coder.code(&found.document))).map_err(|payload| {
        let words = LAST_WORDS.with(|last| last.borrow_mut().take());
        found.problem(Reason::Failed(words.unwrap_or_else(|| said(&*payload).to_owned())))
    })
}

fn said(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
