//! The arguments, and the help texts that teach them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use legation_core::{Status, TimeSpan, parse_published};
use legation_ledger::conflict::Kind;
use legation_ledger::correction::Amendment;

/// Reads English news and writes coded political claims: who did what to whom, when, says who, how sure, in which sentence.
#[derive(Debug, Parser)]
#[command(name = "legation", version, propagate_version = true, arg_required_else_help = true)]
#[command(after_help = "\
Start with:
  legation code article.txt --published 2025-06      claims of an article, as a table
  legation code news/ -o claims.csv                  a folder of articles, as CSV
  legation code article.txt -o report.html           a page with its claims marked

Exit codes: 0 all done; 1 some inputs could not be coded (each is named, the rest is done); 2 wrong usage.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Code(CodeArguments),
    Parse(ParseArguments),
    Add(AddArguments),
    Demo(DemoArguments),
    Show(ShowArguments),
    Timeline(TimelineArguments),
    Why(WhyArguments),
    Map(MapArguments),
    Conflicts(ConflictsArguments),
    Diff(DiffArguments),
    Retract(RetractArguments),
    Correct(CorrectArguments),
    Export(ExportArguments),
    /// List the acts that the coder knows, with their PLOVER type and CAMEO code.
    Acts,
    Act(ActArguments),
    Lexicon(LexiconArguments),
}

/// Code articles: who did what to whom.
///
/// Reads text files, folders (with their subfolders), standard input, and JSON lines: one document a line with `text`, and
/// where known `id`, `title`, `published`, `url`, `publisher`. Text may be in UTF-8, UTF-16 or an older encoding, which is
/// detected. What cannot be coded (empty, binary, not English, too long, a broken line) is named on standard error, and the
/// rest is coded.
#[derive(Debug, Args)]
#[command(after_help = "\
The table marks the words that fired: bold and coloured the act, underlined the actor and recipient; \
without colour, *asterisks* and [brackets]. Each claim then says: who → whom (country and sector), act, \
PLOVER type, status, confidence, event; when, where, and who says so. Claims with one event number tell \
the same event.

Examples:
  legation code article.txt --published 2025-06
  legation code articles/ --format csv > claims.csv
  legation code articles/ -o report.html
  cat documents.jsonl | legation code - --min-confidence 0.6 > claims.jsonl")]
pub(crate) struct CodeArguments {
    /// Files and folders; `-` is standard input, which is also read where none is given.
    pub(crate) paths: Vec<PathBuf>,

    /// How to write the claims. By default as the ending of --output says, else a table on a terminal and JSON lines to a
    /// pipe.
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<FormatName>,

    /// Publication date of documents that give none: a day (2025-06-15), a month (2025-06) or a year (2025). "On Thursday"
    /// and "last week" are reckoned from it.
    #[arg(short, long, value_name = "DATE", value_parser = published)]
    pub(crate) published: Option<TimeSpan>,

    /// Add names of your own, in the lexicon's formats or as PETRARCH actor, agent or discard files; may be given again. They
    /// hide the lexicon's names of the same words. A line that cannot be used is named, and the rest is used.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) dictionary: Vec<PathBuf>,

    /// Leave out claims of less confidence, from 0 to 1.
    #[arg(short = 'c', long, value_name = "P", default_value_t = 0.0, value_parser = probability)]
    pub(crate) min_confidence: f64,

    /// Threads. The output is the same at any number. [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,

    /// Longest document, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub(crate) max_size: u64,

    /// Colour in the table. `auto` is for terminals where NO_COLOR is not set.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(crate) color: When,

    /// Write to a file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatName {
    /// For reading: each sentence with its claims.
    Table,
    /// One claim a line, all fields (docs/claim.schema.json).
    Jsonl,
    /// One claim a row, all fields, for spreadsheets and R.
    Csv,
    /// One page: the articles with their claims marked, and a summary.
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

/// Which ledger a command works on.
#[derive(Debug, Args)]
pub(crate) struct LedgerArguments {
    /// The ledger: a file, or a postgres:// address.
    #[arg(short, long, value_name = "LEDGER", default_value = "legation.db", env = "LEGATION_LEDGER")]
    pub(crate) ledger: String,
}

/// The two dates of a question.
#[derive(Debug, Args)]
pub(crate) struct DateArguments {
    /// The day asked about. [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Date>,

    /// What the ledger had recorded by the end of this day (UTC) counts. [default: all]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) known: Option<Date>,
}

/// The dates that a question is asked about, and the form of its answer.
#[derive(Debug, Args)]
pub(crate) struct QuestionArguments {
    #[command(flatten)]
    pub(crate) dates: DateArguments,

    #[command(flatten)]
    pub(crate) answer: AnswerArguments,
}

/// The form of an answer, and the ledger that gives it.
#[derive(Debug, Args)]
pub(crate) struct AnswerArguments {
    /// How to answer. By default a table on a terminal and JSON to a pipe.
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<AnswerFormat>,

    /// Colour in the table. `auto` is for terminals where NO_COLOR is not set.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(crate) color: When,

    #[command(flatten)]
    pub(crate) ledger: LedgerArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For reading.
    Table,
    /// One JSON object.
    Json,
    /// Rows for spreadsheets and R.
    Csv,
}

/// Code articles and record them in a ledger.
///
/// Reads what `legation code` reads. A document that is there already, word for word, changes nothing; a new text under the same
/// address (or the same id, where there is no address) is a new version, whose claims take the place of the old ones, which
/// stay visible as superseded. What was acknowledged is safe; a document that fails leaves nothing behind. How many contradictions
/// they bring is said at the end.
///
/// With --claims, nothing is coded: the claims of a file are recorded, in the form that `legation code --format jsonl` writes
/// (docs/claim.schema.json), one a line, each naming its coder: a person, another program, a language model. Each is held, field
/// by field, against the text of its document and against the lexicon; what does not agree is refused by line, and the rest is
/// recorded.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  legation add articles/ --published 2025-06
  legation add archive.jsonl --recorded published --ledger archive.db
  legation add --claims by-hand.jsonl articles.jsonl
  legation add --claims by-hand.jsonl                 claims of documents that the ledger has")]
pub(crate) struct AddArguments {
    /// Files and folders; `-` is standard input. With --claims, where the documents are that the ledger does not have.
    #[arg(required_unless_present = "claims")]
    pub(crate) paths: Vec<PathBuf>,

    /// Record claims that were coded elsewhere, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) claims: Option<PathBuf>,

    /// Publication date of documents that give none: a day, a month or a year.
    #[arg(short, long, value_name = "DATE", value_parser = published)]
    pub(crate) published: Option<TimeSpan>,

    /// When the documents count as known: `now`, or for an archive that is loaded later the day each was `published`.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Recording::Now)]
    pub(crate) recorded: Recording,

    /// Add names of your own, as in `legation code`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) dictionary: Vec<PathBuf>,

    /// Threads. [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,

    #[command(flatten)]
    pub(crate) ledger: LedgerArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Recording {
    /// The clock's time.
    Now,
    /// The end of the day of publication.
    Published,
}

/// Build the demonstration ledger from the corpus that comes with the program.
///
/// Some hundred dated briefs tell of Afghanistan's government and the world since 2021, the Gulf rift, Saudi Arabia and Iran, the
/// United States and Cuba, Venezuela and more; each counts as known from the day of its publication.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  legation demo
  legation show RUS AFG --on 2025-07-10 --known 2025-06-15")]
pub(crate) struct DemoArguments {
    #[command(flatten)]
    pub(crate) ledger: LedgerArguments,
}

/// Say where a pair of governments stands: representation, recognition, stress, designation.
#[derive(Debug, Args)]
#[command(after_help = "\
HOST receives the other's mission, recognises it, takes measures against it, lists it; the other way round is another question. \
Both are names (Russia, 'Islamic Emirate of Afghanistan') or ids (RUS, AFG.islamic-emirate); a state stands for the government \
that held it on the day.

Examples:
  legation show Russia Afghanistan --on 2025-07-10
  legation show RUS AFG --on 2025-07-10 --known 2025-06-15 --format json")]
pub(crate) struct ShowArguments {
    /// The government that receives.
    pub(crate) host: String,
    /// The government that it deals with.
    pub(crate) government: String,
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
}

/// List the diplomatic acts between two governments, either way, or all acts of one government and on it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  legation timeline Russia Afghanistan
  legation timeline RUS --act recognise-government --act SANCTION --since 2025-01-01
  legation timeline AFG --status intended --status requested")]
pub(crate) struct TimelineArguments {
    /// One government.
    pub(crate) one: String,
    /// The other; without it, all acts of the one.
    pub(crate) other: Option<String>,

    /// Only this act, or all acts of this PLOVER type; may be given again.
    #[arg(long, value_name = "ACT")]
    pub(crate) act: Vec<String>,

    /// Only acts of this status: done, denied, intended, requested, conditional, possible, generic; may be given again.
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub(crate) status: Vec<Status>,

    /// Only acts that can have taken place on this day or later.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) since: Option<Date>,

    #[command(flatten)]
    pub(crate) question: QuestionArguments,
}

/// Say why a pair stands where it does: levels, acts, claims, sentences with their sources.
#[derive(Debug, Args)]
pub(crate) struct WhyArguments {
    /// The government that receives.
    pub(crate) host: String,
    /// The government that it deals with.
    pub(crate) government: String,
    #[command(flatten)]
    pub(crate) question: QuestionArguments,
}

/// Draw a world map of where one government stands with all others, for a paper or a page.
///
/// Colour shows representation, marks show recognition, stress and designation; disputed areas are hatched, and the legend says
/// what each level means. Governments that do not hold their state, organisations and groups are named below the map.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  legation map --focus Afghanistan --on 2025-07-10 -o afghanistan.svg
  legation map --focus Taiwan --format table
  legation map --focus USA --way hosts --format csv > hosted-by-the-us.csv")]
pub(crate) struct MapArguments {
    /// The focal government: a name or an id, as in `legation show`. [default: the one of which the ledger knows the most pairs]
    #[arg(long, value_name = "GOVERNMENT")]
    pub(crate) focus: Option<String>,

    /// Whether the focal government is hosted by the others, or hosts them.
    #[arg(long, value_enum, value_name = "WAY", default_value_t = Way::Hosted)]
    pub(crate) way: Way,

    #[command(flatten)]
    pub(crate) dates: DateArguments,

    /// How to answer. By default as the ending of --output says, else a table on a terminal and SVG to a pipe.
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<MapFormat>,

    /// Colour in the table. `auto` is for terminals where NO_COLOR is not set.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(crate) color: When,

    /// Write to a file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) ledger: LedgerArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Way {
    /// The others receive it, recognise it, take measures against it, list it.
    Hosted,
    /// It receives the others, recognises them, takes measures against them, lists them.
    Hosts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MapFormat {
    /// The map, ready to print.
    Svg,
    /// One JSON object.
    Json,
    /// One government a row.
    Csv,
    /// For reading: the governments by their level of representation.
    Table,
}

/// List what contradicts what: both sentences with their sources, and why they cannot both be right.
///
/// Nothing is ever resolved. A contradiction that somebody has looked at can be marked as reviewed, with the reason; it is then
/// listed only with --all, until more claims join it. Claims that only lack support contradict nothing, and are listed with
/// --unsupported.
#[derive(Debug, Args)]
#[command(after_help = "\
Kinds: exclusive-dates, stage-confusion, negated-universal, impossible-order, rival-counts, wrong-government, done-denied, and \
unsupported.

Examples:
  legation conflicts
  legation conflicts Russia Afghanistan --kind exclusive-dates
  legation conflicts --review 1f0c47a2be55d0a9c3e8b671 --why 'the second report is a slip' --who ann
  legation conflicts --all --format csv > conflicts.csv")]
pub(crate) struct ConflictsArguments {
    /// A government, or two: only what is about it, or about the two.
    #[arg(num_args = 0..=2, value_name = "GOVERNMENT")]
    pub(crate) ends: Vec<String>,

    /// Only this kind; may be given again.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub(crate) kind: Vec<Kind>,

    /// Also those that have been reviewed.
    #[arg(long)]
    pub(crate) all: bool,

    /// Also claims that no other source supports.
    #[arg(long)]
    pub(crate) unsupported: bool,

    /// Mark the contradiction with this id as reviewed.
    #[arg(long, value_name = "ID", requires = "why", conflicts_with_all = ["ends", "kind", "all", "unsupported"])]
    pub(crate) review: Option<String>,

    /// What the review found.
    #[arg(long, requires = "review", value_parser = reason)]
    pub(crate) why: Option<String>,

    /// Who reviewed it.
    #[arg(long, default_value = "", env = "USER", hide_env_values = true)]
    pub(crate) who: String,

    #[command(flatten)]
    pub(crate) question: QuestionArguments,
}

/// Say what is known otherwise on one day than on another: the levels that differ, and the sentences that did it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  legation diff --from 2025-06-30 --to 2025-07-31
  legation diff Russia Afghanistan --from 2025-06-30 --on 2025-07-10")]
pub(crate) struct DiffArguments {
    /// A government, or two: only its pairs, or only this pair.
    #[arg(num_args = 0..=2, value_name = "GOVERNMENT")]
    pub(crate) ends: Vec<String>,

    /// What the ledger had recorded by the end of this day (UTC) is compared ..
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) from: Date,

    /// .. with what it had by the end of this one. [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) to: Option<Date>,

    /// The day whose levels are compared. [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Date>,

    #[command(flatten)]
    pub(crate) answer: AnswerArguments,
}

/// Which claim is meant, why it ends, and who says so.
#[derive(Debug, Args)]
pub(crate) struct EndingArguments {
    /// The claim's id; `legation why` and `legation conflicts` show it.
    pub(crate) claim: String,

    /// The document, by its id or address, where several have a claim of this id.
    #[arg(long, value_name = "ID")]
    pub(crate) document: Option<String>,

    /// The reason.
    #[arg(long, value_parser = reason)]
    pub(crate) why: String,

    /// Who says so.
    #[arg(long, default_value = "", env = "USER", hide_env_values = true)]
    pub(crate) who: String,

    #[command(flatten)]
    pub(crate) ledger: LedgerArguments,
}

/// Record that a claim was never true. Nothing is deleted: what was known before stays as it was.
///
/// That is not the same as an act that was true and ended, which is told by another act.
#[derive(Debug, Args)]
pub(crate) struct RetractArguments {
    #[command(flatten)]
    pub(crate) ending: EndingArguments,
}

/// Record your own reading of a claim's sentence, which takes the place of the coder's.
///
/// The coder's claim stays visible as corrected. The new one has you as its coder, and its id is written to standard output.
/// `legation export --format casebook` turns corrections into labelled sentences. A correction that sets the confidence alone
/// confirms the reading.
#[derive(Debug, Args)]
#[command(after_help = "\
Fields:
  act         an act's code (grant-agrement), or TYPE:mode (COERCE:arrest); type, quadrant, mode and contexts follow
  status      done, denied, intended, requested, conditional, possible, generic
  actor       an id (AFG.islamic-emirate) or a name (Afghanistan), or null
  recipient   the same
  time        2025-06-15, 2025-06, 2025, 2021-08-15.., 2024-01..2024-03, or null
  confidence  from 0 to 1 [default: 1]

Examples:
  legation correct 180ef87fb6e9bdc7f29e6b5b --set status=intended --why 'it only plans to'
  legation correct 180ef87fb6e9bdc7f29e6b5b --set act=copy-credentials --set time=2025-06-12 \\
    --why 'the copy, not the letters' --who ann")]
pub(crate) struct CorrectArguments {
    #[command(flatten)]
    pub(crate) ending: EndingArguments,

    /// A field and what it should be; may be given again.
    #[arg(long, value_name = "FIELD=VALUE", required = true, value_parser = amendment)]
    pub(crate) set: Vec<Amendment>,
}

/// Write what a ledger knows: its claims, or its corrections as labelled sentences.
#[derive(Debug, Args)]
#[command(after_help = "\
Retractions are no cases: a false report that was read rightly can be retracted too.

Examples:
  legation export --format jsonl --known 2025-06-30 > claims.jsonl
  legation export --format casebook -o corrections.case")]
pub(crate) struct ExportArguments {
    /// What to write.
    #[arg(short, long, value_enum)]
    pub(crate) format: ExportFormat,

    /// What the ledger had recorded by the end of this day (UTC) counts. [default: all]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) known: Option<Date>,

    /// Write to a file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) ledger: LedgerArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// All claims that count, one a line, all fields (docs/claim.schema.json).
    Jsonl,
    /// Corrected and confirmed readings as cases: the sentence with what it must and must not give (casebook/README.md).
    Casebook,
}

/// Parse English: raw text to CoNLL-U.
///
/// Divides text into sentences and words in the Universal Dependencies scheme, and gives each word its lemma, tags, features
/// and place in the dependency tree. With --pretokenized, reads CoNLL-U, keeps its sentences, words and comments, and fills
/// in the rest.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  echo 'Russia accepted the nomination.' | legation parse
  legation parse article.txt > article.conllu
  legation parse --pretokenized gold.conllu > parsed.conllu")]
pub(crate) struct ParseArguments {
    /// A file; `-`, or none, is standard input.
    #[arg(default_value = "-")]
    pub(crate) file: PathBuf,

    /// The input is CoNLL-U whose sentences and words are kept.
    #[arg(long)]
    pub(crate) pretokenized: bool,

    /// Threads. The output is the same at any number. [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

/// Show an act: its definition, its codes, the frames by which it is read, and examples.
#[derive(Debug, Args)]
pub(crate) struct ActArguments {
    /// The act's code, such as grant-agrement or SANCTION; `legation acts` lists them.
    pub(crate) code: String,
}

/// Say who a name is: its identity, offices and governments, ever or on a day.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  legation lexicon Kabul --on 2025-06-12
  legation lexicon 'Amir Khan Muttaqi'")]
pub(crate) struct LexiconArguments {
    /// A name as news writes it; several words need no quotes.
    #[arg(required = true)]
    pub(crate) name: Vec<String>,

    /// Only what holds on this day (2025-06-12).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Date>,
}

fn published(text: &str) -> Result<TimeSpan, String> {
    parse_published(text).map_err(|_| {
        "write a day of the calendar (2025-06-15), a month (2025-06) or a year (2025)".to_owned()
    })
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write a day of the calendar, such as 2025-06-15".to_owned())
}

fn probability(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|p| (0.0..=1.0).contains(p))
        .ok_or_else(|| "write a number from 0 to 1".to_owned())
}

fn status(text: &str) -> Result<Status, String> {
    let all = || Status::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(", ");
    Status::from_code(text).ok_or_else(|| format!("the statuses are {}", all()))
}

fn kind(text: &str) -> Result<Kind, String> {
    let all = || Kind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>().join(", ");
    Kind::from_code(text).ok_or_else(|| format!("the kinds are {}", all()))
}

fn reason(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("say why".to_owned()) } else { Ok(text.trim().to_owned()) }
}

fn amendment(text: &str) -> Result<Amendment, String> {
    Amendment::parse(text).map_err(|e| e.to_string())
}
