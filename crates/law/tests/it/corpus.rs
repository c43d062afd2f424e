//! The real `law/` folder: it loads, and every day has its answers.

use std::{path::Path, sync::LazyLock};

use law::{Law, Problem};

/// The files of `law/` as `load` wants them.
#[expect(
    clippy::disallowed_methods,
    reason = "only the room itself does no IO; its test reads"
)]
pub(crate) fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law");
    let mut open = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(&root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files
}

/// The real law, loaded once.
pub(crate) static LAW: LazyLock<Law> = LazyLock::new(|| match law::load(files()) {
    Ok(law) => law,
    Err(problems) => {
        let shown: Vec<String> = problems.iter().map(Problem::render).collect();
        panic!("law/ does not load:\n{}", shown.join("\n"));
    }
});

#[test]
fn the_real_law_loads() {
    assert!(LAW.calendar().years().count() >= 8);
    assert!(LAW.places().iter().count() >= 36);
    assert_eq!(LAW.digest().len(), 64);
}
