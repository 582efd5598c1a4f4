//! Files, folders and standard input, in a fixed order.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::documents::{Documents, Found, Options};
use crate::encoding::{NotText, decode};
use crate::{Problem, Reason};

/// The name of standard input in messages.
pub const STDIN: &str = "<stdin>";

/// The documents of files, of folders (with their subfolders, in the order of names; hidden entries left out), and of
/// standard input (`-`). A file that `except` names is passed over: it is the output.
pub fn documents<'a>(
    paths: &[PathBuf],
    except: Option<&Path>,
    options: &'a Options,
) -> impl Iterator<Item = Result<Found, Problem>> + Send + 'a {
    let except = except.and_then(|p| fs::canonicalize(p).ok());
    let walk = Walk { waiting: paths.iter().rev().map(|p| (p.clone(), false)).collect(), except };
    walk.flat_map(move |source| -> Box<dyn Iterator<Item = Result<Found, Problem>> + Send + 'a> {
        match source.and_then(|path| open(&path).map(|input| (path, input))) {
            Ok((path, input)) => Box::new(Documents::new(input, &shown(&path), options)),
            Err(problem) => Box::new(std::iter::once(Err(problem))),
        }
    })
}

/// Opens a file, or standard input for `-`.
///
/// # Errors
/// Where it is missing, a folder, or may not be read.
pub fn open(path: &Path) -> Result<BufReader<Box<dyn Read + Send>>, Problem> {
    const BUFFER: usize = 256 << 10;
    let input: Box<dyn Read + Send> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        let file = File::open(path).map_err(|e| system(path, &e))?;
        if file.metadata().is_ok_and(|m| m.is_dir()) {
            return Err(Problem::new(&shown(path), Reason::Unreadable("it is a folder".into())));
        }
        Box::new(file)
    };
    Ok(BufReader::with_capacity(BUFFER, input))
}

/// Reads a whole file, such as a dictionary, in whatever encoding it is.
///
/// # Errors
/// Where it cannot be read, or is no text.
pub fn text(path: &Path) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes).map_err(|e| system(path, &e))?;
    decode(&bytes).map_err(|NotText(what)| Problem::new(&shown(path), Reason::Binary(what)))
}

/// A path as messages show it.
pub fn shown(path: &Path) -> String {
    if path == Path::new("-") { STDIN.to_owned() } else { path.display().to_string() }
}

fn system(path: &Path, e: &io::Error) -> Problem {
    let reason = match e.kind() {
        io::ErrorKind::NotFound => Reason::Missing,
        // The system's words, without the number that Rust adds.
        _ => Reason::Unreadable(e.to_string().split(" (os error").next().unwrap_or_default().to_lowercase()),
    };
    Problem::new(&shown(path), reason)
}

/// Paths still to visit, the next one last, with whether each was found in a folder.
struct Walk {
    waiting: Vec<(PathBuf, bool)>,
    except: Option<PathBuf>,
}

impl Iterator for Walk {
    type Item = Result<PathBuf, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some((path, found)) = self.waiting.pop() {
            if path == Path::new("-") && !found {
                return Some(Ok(path));
            }
            let kind = match fs::metadata(&path) {
                Ok(kind) => kind,
                Err(e) => return Some(Err(system(&path, &e))),
            };
            if !kind.is_dir() {
                if found && self.except.is_some() && fs::canonicalize(&path).ok() == self.except {
                    continue;
                }
                return Some(Ok(path));
            }
            // A link to a folder above would be walked for ever.
            if found && fs::symlink_metadata(&path).is_ok_and(|m| m.is_symlink()) {
                continue;
            }
            let entries = fs::read_dir(&path).and_then(|entries| {
                entries.map(|e| e.map(|e| e.path())).collect::<io::Result<Vec<PathBuf>>>()
            });
            match entries {
                Err(e) => return Some(Err(system(&path, &e))),
                Ok(mut entries) => {
                    let hidden =
                        |p: &PathBuf| p.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"."));
                    entries.retain(|p| !hidden(p));
                    if entries.is_empty() && !found {
                        return Some(Err(Problem::new(&shown(&path), Reason::EmptyFolder)));
                    }
                    entries.sort();
                    self.waiting.extend(entries.into_iter().rev().map(|p| (p, true)));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_read_in_the_order_of_names_without_hidden_files() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("b/deep")).unwrap();
        fs::create_dir(at(".hidden")).unwrap();
        for name in ["c.txt", "a.txt", "b/deep/x.txt", "b/y.txt", ".hidden/z.txt", ".dot", "out.txt"] {
            fs::write(at(name), format!("This is {name}.")).unwrap();
        }
        let options = Options::default();
        let paths = [at("c.txt"), folder.path().to_owned(), at("missing.txt")];
        let texts: Vec<String> = documents(&paths, Some(&at("out.txt")), &options)
            .map(|r| r.map_or_else(|p| format!("{:?}", p.reason), |f| f.document.text))
            .collect();
        assert_eq!(
            texts,
            [
                "This is c.txt.",
                "This is a.txt.",
                "This is b/deep/x.txt.",
                "This is b/y.txt.",
                "This is c.txt.",
                "Missing"
            ]
        );
    }

    #[test]
    fn an_empty_folder_is_said_so() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options::default();
        let all: Vec<_> = documents(&[folder.path().to_owned()], None, &options).collect();
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].as_ref().unwrap_err().reason, Reason::EmptyFolder);
    }
}
