//! `legation parse`: raw text, or words, to trees.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufWriter, Write};
use std::ops::ControlFlow;

use legation_formats::blocks::{ConlluBlocks, RawBlocks};
use legation_formats::encoding::{NotText, decode};
use legation_formats::ordered::in_order;
use legation_formats::{Problem, Reason, sources};
use legation_language::{Parser, conllu};

use crate::arguments::ParseArguments;
use crate::coding::jobs;
use crate::messages::{Exit, Failure, end_if_unread};

pub(crate) fn run(arguments: &ParseArguments) -> Exit {
    let input = match sources::open(&arguments.file) {
        Ok(input) => input,
        Err(problem) => {
            Failure::Input(&problem).say();
            return Exit::SomeFailed;
        }
    };
    let name = match arguments.file.to_str() {
        Some("-") => sources::STDIN.to_owned(),
        _ => arguments.file.display().to_string(),
    };
    let mut job = Job { name, failed: false, out: BufWriter::new(io::stdout().lock()), written: Ok(()) };
    let jobs = jobs(arguments.jobs);
    if arguments.pretokenized {
        job.words(input, jobs)
    } else {
        job.text(input, jobs)
    }
    match job.written.and_then(|()| job.out.flush()) {
        Ok(()) if job.failed => Exit::SomeFailed,
        Ok(()) => Exit::Done,
        Err(e) => {
            end_if_unread(&e);
            Failure::Write(e).say();
            Exit::SomeFailed
        }
    }
}

/// Where the trees go.
struct Job<W: Write> {
    name: String,
    failed: bool,
    out: W,
    written: io::Result<()>,
}

impl<W: Write> Job<W> {
    fn fail(&mut self, line: Option<u64>, reason: Reason) {
        self.failed = true;
        Failure::Input(&Problem { input: self.name.clone(), line, reason }).say();
    }

    fn write(&mut self, text: &str) -> ControlFlow<()> {
        self.written = self.out.write_all(text.as_bytes());
        match &self.written {
            Ok(()) => ControlFlow::Continue(()),
            Err(e) => {
                end_if_unread(e);
                ControlFlow::Break(())
            }
        }
    }

    fn text(&mut self, input: impl BufRead + Send, jobs: usize) {
        let parser = Parser::embedded();
        let parse = |block: io::Result<Vec<u8>>| {
            let block = block.map_err(|e| Reason::Unreadable(e.to_string()))?;
            let text = decode(&block).map_err(|NotText(what)| Reason::Binary(what))?;
            let sentences = parser.parse(&text);
            Ok::<_, Reason>((text, sentences))
        };
        let (mut number, mut at_line_start) = (0, true);
        in_order(RawBlocks::new(input), jobs, parse, |result| {
            let (text, mut sentences) = match result {
                Ok(parsed) => parsed,
                Err(reason) => {
                    self.fail(None, reason);
                    return ControlFlow::Continue(());
                }
            };
            // A block that was cut inside a line does not open a paragraph.
            if let Some(first) = sentences.first_mut() {
                first.opens_paragraph &= at_line_start;
            }
            at_line_start = text.ends_with(['\n', '\r']);
            let mut out = String::new();
            for sentence in &sentences {
                number += 1;
                conllu::write(&mut out, &text, sentence, &number.to_string());
            }
            self.write(&out)
        });
    }

    fn words(&mut self, input: impl BufRead + Send, jobs: usize) {
        let parser = Parser::embedded();
        let parse = |block: io::Result<(usize, Vec<u8>)>| match block {
            Ok((line, bytes)) => trees(parser, line, &String::from_utf8_lossy(&bytes)),
            Err(e) => {
                Trees { sentences: Vec::new(), failed: vec![(None, Reason::Unreadable(e.to_string()))] }
            }
        };
        let mut number = 0;
        in_order(ConlluBlocks::new(input), jobs, parse, |trees| {
            for (line, reason) in trees.failed {
                self.fail(line, reason);
            }
            let mut out = String::new();
            for tree in trees.sentences {
                number += 1;
                if !tree.named {
                    let _ = writeln!(out, "# sent_id = {number}");
                }
                out.push_str(&tree.lines);
            }
            self.write(&out)
        });
    }
}

/// Parsed sentences, and the lines that are none.
#[derive(Default)]
struct Trees {
    sentences: Vec<Tree>,
    failed: Vec<(Option<u64>, Reason)>,
}

struct Tree {
    /// Whether the comments name the sentence.
    named: bool,
    lines: String,
}

/// Parses a block of CoNLL-U whose first line has the number `first`.
fn trees(parser: &Parser, first: usize, block: &str) -> Trees {
    let options = conllu::Options { comments: true, annotation: false };
    let documents = match conllu::read(block, options) {
        Ok(documents) => documents,
        Err(e) => {
            // A sentence at a time, so that a broken one costs itself alone.
            let mut all = Trees::default();
            let sentences = divide(first, block);
            if let [_] = sentences.as_slice() {
                let line = (first + e.line()).saturating_sub(1) as u64;
                let why = e.to_string();
                let why = why.split_once(": ").map_or(why.as_str(), |(_, problem)| problem);
                all.failed.push((Some(line), Reason::Conllu(why.to_owned())));
                return all;
            }
            for (line, sentence) in sentences {
                let one = trees(parser, line, sentence);
                all.sentences.extend(one.sentences);
                all.failed.extend(one.failed);
            }
            return all;
        }
    };
    let mut all = Trees::default();
    for mut document in documents {
        parser.annotate(&mut document.sentences);
        for (sentence, comments) in document.sentences.iter().zip(&document.comments) {
            let mut written = String::new();
            conllu::write(&mut written, &document.text, sentence, "");
            let rows = written.lines().filter(|l| !l.starts_with('#'));
            let mut lines: String = comments.iter().map(|c| format!("# {c}\n")).collect();
            for row in rows {
                lines.push_str(row);
                lines.push('\n');
            }
            all.sentences.push(Tree { named: comments.iter().any(|c| c.starts_with("sent_id")), lines });
        }
    }
    all
}

/// Divides a block at its blank lines into sentences, each with the number of its first line.
fn divide(first: usize, block: &str) -> Vec<(usize, &str)> {
    let mut sentences = Vec::new();
    let (mut start, mut at, mut begun) = (0, 0, first);
    for (n, line) in block.split_inclusive('\n').enumerate() {
        at += line.len();
        if line.trim().is_empty() {
            if !block[start..at].trim().is_empty() {
                sentences.push((begun, &block[start..at]));
            }
            (start, begun) = (at, first + n + 1);
        }
    }
    if !block[start..].trim().is_empty() {
        sentences.push((begun, &block[start..]));
    }
    sentences
}
