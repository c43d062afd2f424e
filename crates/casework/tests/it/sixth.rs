//! An invented sixth service: its act has a stage for hearings and an extension of its own.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use casework::story::{Pure, Story, run};
use law::{Law, Problem};

use crate::library::{files, root};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sixth")
}

/// The calendar and the Code are the real ones; the service, its figures, registers and place are invented.
static LAW: LazyLock<Law> = LazyLock::new(|| {
    let mut all = files(&folder().join("law"));
    let real = files(&root().join("law")).into_iter();
    all.extend(real.filter(|(path, _)| {
        path.starts_with("calendar/")
            || path.starts_with("code/")
            || path == "figures/conventions.kdl"
    }));
    match law::load(all) {
        Ok(law) => law,
        Err(problems) => {
            let shown: Vec<String> = problems.iter().map(Problem::render).collect();
            panic!("the sixth service does not load:\n{}", shown.join("\n"));
        }
    }
});

#[test]
fn every_story_of_the_sixth_service_holds() {
    let mut wrong = Vec::new();
    let stories = files(&folder().join("stories"));
    assert!(!stories.is_empty(), "there are no stories");
    for (name, text) in stories {
        match Story::parse(&text) {
            Err(error) => wrong.push(format!("{name}: {error}")),
            Ok(story) => {
                let failures = run(&story, &LAW, &mut Pure::new(&LAW, &story));
                wrong.extend(failures.iter().map(|failure| format!("{name}: {failure}")));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
