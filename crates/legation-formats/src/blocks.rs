//! A stream of text cut into blocks that can be parsed one by one, so that memory is bounded whatever the length.

use std::io::{self, BufRead, Read};

/// Bytes after which raw text is cut at the next blank line.
const SOFT: usize = 64 << 10;
/// Bytes after which it is cut at the end of any line.
const FIRM: usize = 256 << 10;
/// Bytes after which it is cut at white space, even inside a line.
const HARD: usize = 1 << 20;

/// Raw text in blocks that end, wherever the text allows it, with a paragraph. The blocks together are the text.
#[derive(Debug)]
pub struct RawBlocks<R> {
    input: R,
    rest: Vec<u8>,
    done: bool,
}

impl<R: BufRead> RawBlocks<R> {
    /// Reads `input`, which must be UTF-8.
    pub const fn new(input: R) -> Self {
        Self { input, rest: Vec::new(), done: false }
    }
}

impl<R: BufRead> Iterator for RawBlocks<R> {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut block = std::mem::take(&mut self.rest);
        while !self.done {
            let before = block.len();
            let room = (HARD + 1).saturating_sub(block.len()).max(1) as u64;
            match (&mut self.input).take(room).read_until(b'\n', &mut block) {
                Ok(0) => self.done = true,
                Ok(_) => {}
                Err(e) => {
                    self.done = true;
                    return Some(Err(e));
                }
            }
            let blank = block[before..].iter().all(u8::is_ascii_whitespace);
            let whole = block.ends_with(b"\n");
            if whole && (blank && block.len() >= SOFT || block.len() >= FIRM) {
                break;
            }
            if block.len() > HARD {
                // The line goes on: cut after white space, or between characters where there is none.
                let space = block.iter().rposition(u8::is_ascii_whitespace).filter(|&at| at > HARD / 2);
                let cut = space
                    .map(|at| at + 1)
                    .or_else(|| block.iter().rposition(|b| b & 0xC0 != 0x80))
                    .filter(|&at| at > 0)
                    .unwrap_or(block.len());
                self.rest = block.split_off(cut);
                break;
            }
        }
        (!block.is_empty()).then_some(Ok(block))
    }
}

/// Sentences of a CoNLL-U stream in blocks, each with the number of its first line, from 1.
#[derive(Debug)]
pub struct ConlluBlocks<R> {
    input: R,
    line: usize,
    done: bool,
}

/// Sentences in a block of CoNLL-U.
const SENTENCES: usize = 64;
/// Bytes after which a CoNLL-U sentence is given up as none.
const LONGEST: u64 = 16 << 20;

impl<R: BufRead> ConlluBlocks<R> {
    /// Reads `input`.
    pub const fn new(input: R) -> Self {
        Self { input, line: 0, done: false }
    }
}

impl<R: BufRead> Iterator for ConlluBlocks<R> {
    type Item = io::Result<(usize, Vec<u8>)>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut block, mut sentences, mut rows) = (Vec::new(), 0, false);
        let first = self.line + 1;
        while !self.done && sentences < SENTENCES {
            let before = block.len();
            match (&mut self.input).take(LONGEST).read_until(b'\n', &mut block) {
                Ok(0) => self.done = true,
                Ok(_) => self.line += 1,
                Err(e) => {
                    self.done = true;
                    return Some(Err(e));
                }
            }
            let line = &block[before..];
            if line.iter().all(u8::is_ascii_whitespace) {
                sentences += usize::from(rows);
                rows = false;
            } else {
                rows |= line[0] != b'#';
            }
            if block.len() as u64 > LONGEST {
                self.done = true;
                return Some(Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("line {}: a sentence of more than {} MiB", self.line, LONGEST >> 20),
                )));
            }
        }
        (!block.is_empty()).then_some(Ok((first, block)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        RawBlocks::new(text.as_bytes())
            .map(|b| String::from_utf8(b.unwrap()).expect("cut between characters"))
            .collect()
    }

    #[test]
    fn blocks_are_the_text() {
        let paragraph = format!("{}\n\n", "One sentence stands here. ".repeat(40));
        for text in [
            String::new(),
            "short".into(),
            paragraph.repeat(300),
            "a line\n".repeat(100_000),
            "word ".repeat(700_000),
            "é漢".repeat(900_000),
        ] {
            let blocks = cut(&text);
            assert_eq!(blocks.concat(), text);
            assert!(blocks.iter().all(|b| b.len() <= HARD + 1));
        }
    }

    #[test]
    fn prefers_the_ends_of_paragraphs() {
        let text = format!("{}\n\n", "Some words. ".repeat(100)).repeat(200);
        let blocks = cut(&text);
        assert!(blocks.len() > 1);
        assert!(blocks.iter().all(|b| b.ends_with("\n\n")));
    }

    #[test]
    fn conllu_blocks_hold_whole_sentences_and_their_lines() {
        let sentence = "# text = A\n1\tA\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
        let text = sentence.repeat(150);
        let blocks: Vec<_> = ConlluBlocks::new(text.as_bytes()).map(Result::unwrap).collect();
        let lines: Vec<usize> = blocks.iter().map(|b| b.0).collect();
        assert_eq!(lines, [1, 193, 385]);
        assert_eq!(blocks.iter().flat_map(|b| b.1.clone()).collect::<Vec<_>>(), text.as_bytes());
    }
}
