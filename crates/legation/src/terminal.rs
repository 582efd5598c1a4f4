//! The terminal: its width, its colours, and progress on it.

use std::fs::File;
use std::io::{self, IsTerminal as _, Write};
use std::path::Path;
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use legation_formats::Problem;
use legation_formats::output::TableStyle;

use crate::arguments::When;
use crate::messages::Failure;

/// Columns where neither the terminal nor COLUMNS gives a number.
const COLUMNS: usize = 100;

/// How tables are set on standard output.
pub(crate) fn table_style(color: When, to_file: bool) -> TableStyle {
    let terminal = io::stdout().is_terminal() && !to_file;
    let colour = match color {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && !is_dumb(),
    };
    let given = || std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let measured = || terminal_size::terminal_size().map(|(w, _)| usize::from(w.0));
    let width = if terminal { measured().or_else(given) } else { given() };
    TableStyle { width: width.unwrap_or(COLUMNS), colour }
}

/// Where an answer goes: the file that was named, or standard output. `None` where the file cannot be made, which is said.
pub(crate) fn output(path: Option<&Path>) -> Option<Box<dyn Write>> {
    match path {
        None => Some(Box::new(io::stdout().lock())),
        Some(path) => match File::create(path) {
            Ok(file) => Some(Box::new(file)),
            Err(e) => {
                Failure::Create(path, e).say();
                None
            }
        },
    }
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|t| t == "dumb")
}

/// Progress of long work, shown on standard error where that is a terminal and the output is not.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    documents: u64,
    claims: u64,
}

impl Progress {
    /// Progress that shows itself once the work has taken a while.
    pub(crate) fn new(output_is_terminal: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if io::stderr().is_terminal() && !output_is_terminal {
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed}, {per_sec})") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar, documents: 0, claims: 0 }
    }

    /// Another document is done.
    pub(crate) fn add(&mut self, claims: usize) {
        self.documents += 1;
        self.claims += claims as u64;
        self.bar.inc(1);
        if !self.bar.is_hidden() {
            let (d, c) = (HumanCount(self.documents), HumanCount(self.claims));
            self.bar.set_message(format!("{d} documents, {c} claims"));
        }
    }

    /// Names an input that failed.
    pub(crate) fn problem(&self, problem: &Problem) {
        self.bar.suspend(|| Failure::Input(problem).say());
    }

    /// Takes the line away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
