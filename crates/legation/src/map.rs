//! `legation map`: the world as one government sees it, or as it is seen.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use legation_formats::answers::{self, AnswerFormat};
use legation_ledger::view::{self, WorldView};
use legation_ledger::{Error, Ledger};
use legation_lexicon::Lexicon;

use crate::arguments::{MapArguments, MapFormat, Way};
use crate::ask::days;
use crate::messages::{Exit, Failure, end_if_unread};
use crate::terminal::table_style;

pub(crate) fn run(arguments: &MapArguments) -> Exit {
    let view = match ask(arguments) {
        Ok(view) => view,
        Err(e) => {
            Failure::Ledger(&e).say();
            return Exit::SomeFailed;
        }
    };
    let Some(out) = crate::terminal::output(arguments.output.as_deref()) else { return Exit::SomeFailed };
    let written = write(&view, arguments, &mut BufWriter::new(out));
    match written {
        Ok(()) => Exit::Done,
        Err(e) => {
            end_if_unread(&e);
            Failure::Write(e).say();
            Exit::SomeFailed
        }
    }
}

fn ask(arguments: &MapArguments) -> Result<WorldView, Error> {
    let (on, known) = days(&arguments.dates);
    let way = match arguments.way {
        Way::Hosts => view::Way::Hosts,
        Way::Hosted => view::Way::Hosted,
    };
    let mut ledger = Ledger::open(&arguments.ledger.ledger, Lexicon::embedded())?;
    ledger.map(arguments.focus.as_deref(), way, on, known)
}

fn write(view: &WorldView, arguments: &MapArguments, out: &mut dyn Write) -> io::Result<()> {
    let output = arguments.output.as_deref();
    let format = match format(arguments.format, output) {
        MapFormat::Svg => {
            out.write_all(answers::map::svg(view).as_bytes())?;
            return out.flush();
        }
        MapFormat::Json => AnswerFormat::Json,
        MapFormat::Csv => AnswerFormat::Csv,
        MapFormat::Table => AnswerFormat::Table(table_style(arguments.color, output.is_some())),
    };
    answers::write(view, format, out)
}

/// The form that is asked for, by name, by the file's ending, or by where the answer goes.
fn format(named: Option<MapFormat>, output: Option<&Path>) -> MapFormat {
    let by_ending = || match output?.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "json" => Some(MapFormat::Json),
        "csv" => Some(MapFormat::Csv),
        "txt" => Some(MapFormat::Table),
        _ => Some(MapFormat::Svg),
    };
    let by_place = || match output {
        None if io::stdout().is_terminal() => MapFormat::Table,
        _ => MapFormat::Svg,
    };
    named.or_else(by_ending).unwrap_or_else(by_place)
}
