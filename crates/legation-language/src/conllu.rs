//! CoNLL-U, the treebanks' table format, in and out (<https://universaldependencies.org/format.html>).

use std::fmt::Write as _;

use compact_str::CompactString;

use crate::tree::{Deprel, Multiword, Sentence, Token, Upos, Xpos};

/// One document of a CoNLL-U file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The `newdoc id`, where the file gives one.
    pub id: Option<CompactString>,
    /// The running text, rebuilt from the forms: paragraphs divided by a blank line, sentences by a space unless the
    /// last token says `SpaceAfter=No`. The sentences' offsets point into it.
    pub text: String,
    /// The sentences in order.
    pub sentences: Vec<Sentence>,
    /// For each sentence, its comment lines without the leading `# `; empty lists where comments are not kept.
    pub comments: Vec<Vec<String>>,
}

/// What to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Keep comment lines.
    pub comments: bool,
    /// Read lemmas, tags, features and trees. Without them only the tokens are read, the other columns may hold
    /// anything, and the tokens come out blank: `X`, `FW`, `dep`, no head.
    pub annotation: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { comments: true, annotation: true }
    }
}

/// A line that is not CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ConlluError {
    line: usize,
    problem: String,
}

impl ConlluError {
    /// The number of the line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }
}

/// A row of the table with its line number.
struct Row<'a> {
    line: usize,
    columns: [&'a str; 10],
}

impl Row<'_> {
    fn error(&self, problem: impl Into<String>) -> ConlluError {
        ConlluError { line: self.line, problem: problem.into() }
    }

    fn space_after(&self) -> bool {
        !self.columns[9].split('|').any(|m| m == "SpaceAfter=No")
    }

    /// A column where `_` stands for nothing.
    fn optional(&self, column: usize) -> &str {
        if self.columns[column] == "_" { "" } else { self.columns[column] }
    }
}

/// Reads a CoNLL-U file into its documents; sentences before the first `newdoc` form a document without id.
///
/// Empty nodes (`8.1`) are skipped. A missing tag (`_`) is read as `X`, a missing Penn tag as `FW`, a missing relation as
/// `dep`, a missing head as none.
///
/// # Errors
/// At the first line that breaks the format: the error gives its number and what was expected.
pub fn read(input: &str, options: Options) -> Result<Vec<Document>, ConlluError> {
    let mut documents: Vec<Document> = Vec::new();
    let (mut comments, mut rows) = (Vec::new(), Vec::new());
    let mut space_before = false;
    let lines = input.strip_prefix('\u{feff}').unwrap_or(input).lines();
    for (index, line) in lines.chain([""]).enumerate() {
        let line_number = index + 1;
        if let Some(comment) = line.strip_prefix('#') {
            if !rows.is_empty() {
                let problem = "a comment inside a sentence; expected a token row or a blank line".into();
                return Err(ConlluError { line: line_number, problem });
            }
            comments.push(comment.trim());
        } else if line.trim().is_empty() {
            if !rows.is_empty() {
                space_before = sentence(&comments, &rows, options, space_before, &mut documents)?;
                comments.clear();
                rows.clear();
            }
        } else {
            rows.push(row(line, line_number)?);
        }
    }
    Ok(documents)
}

fn row(line: &str, number: usize) -> Result<Row<'_>, ConlluError> {
    let mut columns = [""; 10];
    let mut count = 0;
    for column in line.split('\t') {
        if count < 10 {
            columns[count] = column;
        }
        count += 1;
    }
    let row = Row { line: number, columns };
    if count != 10 {
        return Err(row.error(format!("{count} columns; expected 10, divided by tabs")));
    }
    if columns[1].is_empty() {
        return Err(row.error("the form is empty"));
    }
    Ok(row)
}

/// Reads one sentence onto the last document; tells whether white space follows its last token.
fn sentence(
    comments: &[&str],
    rows: &[Row<'_>],
    options: Options,
    space_before: bool,
    documents: &mut Vec<Document>,
) -> Result<bool, ConlluError> {
    let value = |key: &str| {
        comments.iter().find_map(|c| {
            let rest = c.strip_prefix(key)?;
            (rest.is_empty() || rest.starts_with([' ', '=']))
                .then(|| rest.trim_start().trim_start_matches('=').trim())
        })
    };
    let new_document = comments.iter().any(|c| *c == "newdoc" || c.starts_with("newdoc "));
    let new_paragraph = comments.iter().any(|c| *c == "newpar" || c.starts_with("newpar "));
    if new_document || documents.is_empty() {
        let id = value("newdoc id").filter(|id| !id.is_empty()).map(CompactString::new);
        documents.push(Document { id, ..Document::default() });
    }
    let Some(document) = documents.last_mut() else { return Ok(true) };
    let text = &mut document.text;
    let opens_paragraph = new_document || new_paragraph || text.is_empty();
    if !text.is_empty() {
        text.push_str(if opens_paragraph {
            "\n\n"
        } else if space_before {
            " "
        } else {
            ""
        });
    }

    let mut sentence = Sentence { start: text.len(), opens_paragraph, ..Sentence::default() };
    let mut range: Option<(usize, bool)> = None;
    let mut space = true;
    for (index, row) in rows.iter().enumerate() {
        let id = row.columns[0];
        if id.contains('.') {
            continue;
        }
        if let Some((first, last)) = id.split_once('-') {
            let (first, last) = (number(row, first)?, number(row, last)?);
            if first != sentence.tokens.len() + 1 || last <= first {
                return Err(row.error(format!(
                    "token range {id}; expected one that begins at {}",
                    sentence.tokens.len() + 1
                )));
            }
            let surface = row.columns[1];
            place(text, surface, &rows[index + 1..], last + 1 - first, &mut sentence, options)
                .map_err(|problem| row.error(problem))??;
            sentence.multiwords.push(Multiword { first: first - 1, last: last - 1, form: surface.into() });
            space = row.space_after();
            if let Some(token) = sentence.tokens.last_mut() {
                token.space_after = space;
            }
            range = Some((last, space));
        } else {
            let number = number(row, id)?;
            if range.is_some_and(|(last, _)| number <= last) {
                continue;
            }
            if number != sentence.tokens.len() + 1 {
                return Err(row.error(format!("token {id}; expected {}", sentence.tokens.len() + 1)));
            }
            let start = text.len();
            text.push_str(row.columns[1]);
            space = row.space_after();
            sentence.tokens.push(token(row, start, text.len(), space, options)?);
        }
        if space {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end_matches(' ').len().max(sentence.start));
    let Some(last) = sentence.tokens.last() else {
        return Err(rows[0].error("a sentence without words"));
    };
    sentence.end = last.end;
    let count = sentence.tokens.len();
    if let Some(row) =
        rows.iter().find(|r| r.columns[6].parse::<usize>().is_ok_and(|h| h > count) && options.annotation)
    {
        return Err(row.error(format!("head {}; the sentence has {count} words", row.columns[6])));
    }
    document.sentences.push(sentence);
    document.comments.push(if options.comments {
        comments.iter().map(|&c| c.into()).collect()
    } else {
        Vec::new()
    });
    Ok(space)
}

fn number(row: &Row<'_>, id: &str) -> Result<usize, ConlluError> {
    id.parse().ok().filter(|&n| n > 0).ok_or_else(|| {
        row.error(format!(
            "token number {:?}; expected a number, a range such as 3-4, or an empty node such as 8.1",
            row.columns[0]
        ))
    })
}

/// Writes a token of several words into the text and adds its words: each over its own part where the words make up
/// the token, over the whole token where they do not.
fn place(
    text: &mut String,
    surface: &str,
    rows: &[Row<'_>],
    count: usize,
    sentence: &mut Sentence,
    options: Options,
) -> Result<Result<(), ConlluError>, String> {
    let words: Vec<&Row<'_>> = rows.iter().filter(|r| !r.columns[0].contains('.')).take(count).collect();
    if words.len() < count {
        return Err("the sentence ends inside a token range".into());
    }
    let divides = words.iter().map(|r| r.columns[1]).collect::<String>() == surface;
    let start = text.len();
    text.push_str(surface);
    let end = text.len();
    let mut at = start;
    for (i, row) in words.iter().enumerate() {
        if row.columns[0].parse() != Ok(sentence.tokens.len() + 1) {
            return Ok(Err(row.error(format!(
                "token {}; expected {}",
                row.columns[0],
                sentence.tokens.len() + 1
            ))));
        }
        let (from, to) = if divides { (at, at + row.columns[1].len()) } else { (start, end) };
        at = to;
        match token(row, from, to, i + 1 == count, options) {
            Ok(token) => sentence.tokens.push(Token { space_after: false, ..token }),
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Ok(()))
}

fn token(
    row: &Row<'_>,
    start: usize,
    end: usize,
    space_after: bool,
    options: Options,
) -> Result<Token, ConlluError> {
    let c = &row.columns;
    let mut token = Token {
        start,
        end,
        form: c[1].into(),
        lemma: CompactString::const_new(""),
        upos: Upos::X,
        xpos: Xpos::Fw,
        feats: CompactString::const_new(""),
        head: None,
        deprel: Deprel::Dep,
        space_after,
    };
    if !options.annotation {
        return Ok(token);
    }
    // The underscore is its own lemma.
    token.lemma = if c[1] == "_" { "_".into() } else { row.optional(2).into() };
    if c[3] != "_" {
        token.upos =
            c[3].parse().map_err(|_| row.error(format!("UPOS {:?}; expected a universal tag", c[3])))?;
    }
    if c[4] != "_" {
        token.xpos = c[4].parse().map_err(|_| row.error(format!("XPOS {:?}; expected a Penn tag", c[4])))?;
    }
    token.feats = row.optional(5).into();
    if c[6] != "_" {
        let head: usize = c[6]
            .parse()
            .map_err(|_| row.error(format!("head {:?}; expected a word's number, or 0", c[6])))?;
        token.head = head.checked_sub(1);
    }
    if c[7] != "_" {
        token.deprel = c[7]
            .parse()
            .map_err(|_| row.error(format!("relation {:?}; expected one of UD English", c[7])))?;
    }
    Ok(token)
}

/// Appends one sentence, with `sent_id`, `text` and, where it opens a paragraph, `newpar` comments.
///
/// `text` is the text that the sentence's offsets point into. A word without a head is written as the root if its
/// relation says so, and without head and relation otherwise.
pub fn write(out: &mut String, text: &str, sentence: &Sentence, sent_id: &str) {
    if sentence.opens_paragraph {
        out.push_str("# newpar\n");
    }
    let _ = writeln!(out, "# sent_id = {sent_id}");
    out.push_str("# text = ");
    let surface = text.get(sentence.start..sentence.end).unwrap_or("");
    let mut spaced = false;
    for c in surface.chars() {
        // A line break or a tab inside the sentence would break the comment.
        let blank = matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        if !(blank && spaced) {
            out.push(if blank { ' ' } else { c });
        }
        spaced = blank;
    }
    out.push('\n');
    let mut multiwords = sentence.multiwords.iter().peekable();
    let mut inside_until = None;
    for (i, token) in sentence.tokens.iter().enumerate() {
        if let Some(multiword) = multiwords.next_if(|m| m.first == i) {
            let space = sentence.tokens.get(multiword.last).is_none_or(|t| t.space_after);
            let misc = if space { "_" } else { "SpaceAfter=No" };
            let _ = writeln!(
                out,
                "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}",
                i + 1,
                multiword.last + 1,
                multiword.form
            );
            inside_until = Some(multiword.last);
        }
        let inside = inside_until.is_some_and(|last| i <= last);
        let misc = if token.space_after || inside { "_" } else { "SpaceAfter=No" };
        let blank = |s: &'_ str| -> CompactString { if s.is_empty() { "_".into() } else { s.into() } };
        let (head, deprel) = match token.head {
            Some(head) => ((head + 1).to_string(), token.deprel.as_str()),
            None if token.deprel == Deprel::Root => ("0".into(), "root"),
            None => ("_".into(), "_"),
        };
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}\t{head}\t{deprel}\t_\t{misc}",
            i + 1,
            token.form,
            blank(&token.lemma),
            token.upos,
            token.xpos,
            blank(&token.feats),
        );
    }
    out.push('\n');
}
