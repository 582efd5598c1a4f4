//! What codes documents, for all commands that do.

use std::any::Any;
use std::borrow::Cow;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::thread;

use legation_coder::Coder;
use legation_core::Claim;
use legation_formats::documents::Found;
use legation_formats::{Problem, Reason, sources};
use legation_language::Parser;
use legation_lexicon::{Lexicon, SourceError};

/// The number of threads asked for, or one for each core.
pub(crate) fn jobs(asked: Option<u16>) -> usize {
    asked.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// The language model and the lexicon, unpacked side by side.
pub(crate) fn load() -> (&'static Parser, &'static Lexicon) {
    thread::scope(|scope| {
        let lexicon = scope.spawn(Lexicon::embedded);
        let parser = Parser::embedded();
        (parser, lexicon.join().unwrap_or_else(|_| Lexicon::embedded()))
    })
}

/// The texts of the user's dictionaries, each with its name.
///
/// # Errors
/// The first that cannot be read: coding without a dictionary that was asked for would give other claims than the user expects.
pub(crate) fn dictionaries(paths: &[PathBuf]) -> Result<Vec<(String, String)>, Problem> {
    paths.iter().map(|p| Ok((sources::shown(p), sources::text(p)?))).collect()
}

/// The lexicon with the user's names, and the lines of theirs that could not be used.
pub(crate) fn with_dictionaries<'l>(
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
pub(crate) fn code(coder: &Coder<'_>, found: &Found) -> Result<Vec<Claim>, Problem> {
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
