//! The real `law/`, the invented services beside it, and their stories.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use casework::story::{Pure, Story, run};
use law::{Law, Problem};

use crate::folder::files_below;

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The real law.
pub(crate) static LAW: LazyLock<Law> = LazyLock::new(|| load(files_below(&root().join("law"))));

/// The folder of an invented service: `law/` and `stories/`.
pub(crate) fn invented(service: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(service)
}

/// The law of an invented service: the calendar and the Code are the real ones; the service, its figures, registers and
/// place are invented.
pub(crate) fn invented_law(service: &str) -> Law {
    let mut all = files_below(&invented(service).join("law"));
    let real = files_below(&root().join("law")).into_iter();
    all.extend(real.filter(|(path, _)| {
        path.starts_with("calendar/")
            || path.starts_with("code/")
            || path == "figures/conventions.kdl"
    }));
    load(all)
}

fn load(files: Vec<(String, String)>) -> Law {
    match law::load(files) {
        Ok(law) => law,
        Err(problems) => {
            let shown: Vec<String> = problems.iter().map(Problem::render).collect();
            panic!("the law does not load:\n{}", shown.join("\n"));
        }
    }
}

/// The ending of a story's file.
const STORY: &str = ".story";

/// Tells every story of a folder to the rulebook alone.
pub(crate) fn hold(folder: &Path, law: &Law) {
    let mut wrong = Vec::new();
    let mut stories = files_below(folder);
    stories.retain(|(name, _)| name.ends_with(STORY));
    assert!(!stories.is_empty(), "there are no stories");
    for (name, text) in stories {
        match Story::parse(&text) {
            Err(error) => wrong.push(format!("{name}: {error}")),
            Ok(story) => {
                let mut driver = Pure::new(law, &story);
                let failures = run(&story, law, &mut driver);
                wrong.extend(failures.iter().map(|failure| format!("{name}: {failure}")));
                driver.events().iter().for_each(crate::canonical::alike);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
