//! The real `law/` and the stories, read once for all tests.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use law::{Law, Problem};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files below a folder: their paths within it, in order, and their texts.
#[expect(
    clippy::disallowed_methods,
    reason = "only the room itself does no IO; its tests read"
)]
pub(crate) fn files(folder: &Path) -> Vec<(String, String)> {
    let mut open = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(inner) = open.pop() {
        for entry in std::fs::read_dir(inner).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                files.push((name.to_owned(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The real law.
pub(crate) static LAW: LazyLock<Law> =
    LazyLock::new(|| match law::load(files(&root().join("law"))) {
        Ok(law) => law,
        Err(problems) => {
            let shown: Vec<String> = problems.iter().map(Problem::render).collect();
            panic!("law/ does not load:\n{}", shown.join("\n"));
        }
    });
