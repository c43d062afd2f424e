//! The folder `law/` on disk, read into the library.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use law::{Law, Problem};

/// Why the law cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// A file or folder could not be read.
    #[error("cannot read {}; name the folder of the law with --law", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The files are there, and at least one of them is wrong.
    #[error("the law is wrong in {} places; the first is {}; see `shanyraq law check`", problems.len(), first(problems))]
    Faulty {
        /// Every fault, each with the path as seen from here.
        problems: Vec<Problem>,
    },
}

/// The first fault with its file and line, for whoever has only this sentence: the program that does not start.
fn first(problems: &[Problem]) -> String {
    problems.first().map_or_else(String::new, |it| {
        format!("{}:{}: {}", it.file, it.line, it.message)
    })
}

/// Reads and checks the words of every file below `folder`; names that begin with a dot are passed over.
pub fn load(folder: &Path) -> Result<Law, LibraryError> {
    understand(folder, read(folder)?)
}

/// The law that these files are; the faults are named as seen from here.
pub fn understand(
    folder: &Path,
    files: impl IntoIterator<Item = (String, String)>,
) -> Result<Law, LibraryError> {
    law::load(files).map_err(|problems| LibraryError::Faulty {
        problems: problems
            .into_iter()
            .map(|problem| seen_from_here(folder, problem))
            .collect(),
    })
}

/// The texts of every file below `folder`, by their paths in it.
pub fn read(folder: &Path) -> Result<BTreeMap<String, String>, LibraryError> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for path in entries(&next)? {
            if path.is_dir() {
                open.push(path);
            } else {
                let text =
                    std::fs::read_to_string(&path).map_err(|source| LibraryError::Unreadable {
                        path: path.clone(),
                        source,
                    })?;
                files.insert(name_in(folder, &path), text);
            }
        }
    }
    Ok(files)
}

/// The problem with its file as a person in the present folder would open it.
pub fn seen_from_here(folder: &Path, problem: Problem) -> Problem {
    let file = folder.join(&problem.file).display().to_string();
    Problem { file, ..problem }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, LibraryError> {
    let unreadable = |source| LibraryError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    Ok(paths)
}

/// The path inside `folder`, its parts joined by `/` on every system.
fn name_in(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
