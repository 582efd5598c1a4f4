//! `legation code`: documents to claims.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use legation_coder::Coder;
use legation_formats::documents::{Found, Options};
use legation_formats::ordered::in_order;
use legation_formats::output::{Format, Writer};
use legation_formats::{Problem, sources};

use crate::arguments::{CodeArguments, FormatName};
use crate::coding::{code, dictionaries, jobs, load, with_dictionaries};
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
    let dictionaries = match dictionaries(&arguments.dictionary) {
        Ok(dictionaries) => dictionaries,
        Err(problem) => {
            Failure::Input(&problem).say();
            return Exit::Usage;
        }
    };
    let output = arguments.output.as_deref();
    let to_terminal = output.is_none() && io::stdout().is_terminal();
    let Some(out) = crate::terminal::output(output) else { return Exit::SomeFailed };
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
