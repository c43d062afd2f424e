//! What clippy cannot say: arrows, sizes, names, licences, sleeping tests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

/// Lines of a Rust file, at most.
const LINES_MAX: usize = 500;
const FORBIDDEN_NAMES: [&str; 4] = ["utils", "helpers", "common", "misc"];
/// Licences that a public body may take into its program without asking, and reciprocal ones at file level.
const LICENCES: [&str; 16] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MIT-0",
    "OpenSSL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

fn metadata() -> Metadata {
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(vec!["--offline".into(), "--filter-platform".into(), host])
        .exec()
        .unwrap()
}

/// Files below `folder` that end in `ending`, except what is built or fetched.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", "node_modules", "dist", "var", ".git"].contains(&name.as_str()) {
                found.extend(files(&path, ending));
            }
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Our crates' normal and build dependencies, by crate.
fn arrows(metadata: &Metadata) -> BTreeMap<String, BTreeSet<String>> {
    metadata
        .workspace_packages()
        .iter()
        .map(|package| {
            let to = package
                .dependencies
                .iter()
                .filter(|dependency| dependency.kind != DependencyKind::Development)
                .map(|dependency| dependency.name.clone())
                .collect();
            (package.name.to_string(), to)
        })
        .collect()
}

/// The block of arrows as it stands in ARCHITECTURE.md: `room → room, room`.
fn written_arrows() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let block = text
        .split("```arrows\n")
        .nth(1)
        .expect("ARCHITECTURE.md has a block of arrows");
    let block = block.split("```").next().unwrap();
    block
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let (from, to) = line
                .split_once('→')
                .expect("a line of the block is `room → rooms`");
            let to = to
                .split(',')
                .map(|room| room.trim().to_owned())
                .filter(|room| room != "none");
            (from.trim().to_owned(), to.collect())
        })
        .collect()
}

#[test]
fn arrows_are_those_of_the_architecture() {
    let metadata = metadata();
    let ours: BTreeSet<String> = metadata
        .workspace_packages()
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    let drawn: BTreeMap<_, BTreeSet<_>> = arrows(&metadata)
        .into_iter()
        .map(|(from, to)| (from, to.intersection(&ours).cloned().collect()))
        .collect();
    assert_eq!(drawn, written_arrows());
}

#[test]
fn forbidden_arrows_do_not_exist() {
    let arrows = arrows(&metadata());
    let forbidden: [(&str, &[&str]); 8] = [
        ("web", &["store", "signature", "rusqlite", "tokio-postgres"]),
        ("app", &["axum", "rusqlite", "tokio-postgres"]),
        (
            "casework",
            &["tokio", "rusqlite", "tokio-postgres", "hyper"],
        ),
        (
            "law",
            &["tokio", "rusqlite", "tokio-postgres", "hyper", "casework"],
        ),
        (
            "signature",
            &["law", "casework", "tokio", "hyper", "hyper-util"],
        ),
        ("paper", &["tokio", "store", "app"]),
        ("store", &["app", "signature", "axum"]),
        ("server", &["sandbox"]),
    ];
    for (from, to) in forbidden {
        for target in to {
            assert!(
                !arrows[from].contains(*target),
                "{from} must not depend on {target}"
            );
        }
    }
    // The scales measure the programs themselves; nobody depends on the scales.
    for (from, to) in arrows.iter().filter(|(from, _)| *from != "bench") {
        for nobody in ["server", "sandbox", "bench"] {
            assert!(!to.contains(nobody), "{from} must not depend on {nobody}");
        }
    }
}

/// The crates of other people that the root Cargo.toml names.
fn workspace_dependencies() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = toml::from_str(&text).unwrap();
    let dependencies = manifest["workspace"]["dependencies"].as_table().unwrap();
    dependencies
        .iter()
        .filter(|(_, told)| told.get("path").is_none())
        .map(|(name, _)| name.clone())
        .collect()
}

/// The crates that have their line in the record: `| name, name (tests) | why | what else | build |`.
fn recorded_dependencies() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("docs/adr/0002-dependencies.md")).unwrap();
    text.lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
        .filter(|names| *names != "crate")
        .flat_map(|names| names.trim_end_matches(" (tests)").split(", "))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_dependency_has_its_line_and_its_use() {
    let wanted = workspace_dependencies();
    assert_eq!(wanted, recorded_dependencies());
    let metadata = metadata();
    let used: BTreeSet<String> = metadata
        .workspace_packages()
        .iter()
        .flat_map(|package| package.dependencies.iter().map(|it| it.name.clone()))
        .collect();
    let idle: Vec<_> = wanted.difference(&used).collect();
    assert_eq!(idle, Vec::<&String>::new(), "nobody uses these");
}

/// Whether a licence expression can be met by licences of the list; `words` stand in reverse.
fn may_be_taken(words: &mut Vec<&str>) -> bool {
    let mut any = false;
    let mut all = true;
    loop {
        let met = match words.pop().expect("a licence expression is whole") {
            "(" => {
                let met = may_be_taken(words);
                assert_eq!(words.pop(), Some(")"));
                met
            }
            licence if words.last() == Some(&"WITH") => {
                words.pop();
                let exception = words.pop().unwrap();
                LICENCES.contains(&format!("{licence} WITH {exception}").as_str())
            }
            licence => LICENCES.contains(&licence),
        };
        all &= met;
        match words.last() {
            Some(&"AND") => {
                words.pop();
            }
            Some(&"OR") => {
                words.pop();
                any |= all;
                all = true;
            }
            _ => return any || all,
        }
    }
}

#[test]
fn licences_are_known() {
    let metadata = metadata();
    let mut unknown = BTreeSet::new();
    for package in &metadata.packages {
        let Some(licence) = &package.license else {
            unknown.insert(format!("{}: none", package.name));
            continue;
        };
        let spaced = licence
            .replace('/', " OR ")
            .replace('(', " ( ")
            .replace(')', " ) ");
        let mut words: Vec<&str> = spaced.split_whitespace().rev().collect();
        let is_known = may_be_taken(&mut words);
        assert!(words.is_empty(), "{licence} is not a licence expression");
        if !is_known {
            unknown.insert(format!("{}: {licence}", package.name));
        }
    }
    assert_eq!(unknown, BTreeSet::new());
}

#[test]
fn files_are_short_and_open_with_a_sentence() {
    let mut faults = Vec::new();
    for file in files(&root().join("crates"), ".rs") {
        let text = std::fs::read_to_string(&file).unwrap();
        let shown = file.strip_prefix(root()).unwrap().display().to_string();
        let lines = text.lines().count();
        if lines > LINES_MAX {
            faults.push(format!("{shown}: {lines} lines"));
        }
        if !text.starts_with("//! ") {
            faults.push(format!("{shown}: does not open with a `//!` sentence"));
        }
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        if FORBIDDEN_NAMES.contains(&stem.as_str()) {
            faults.push(format!("{shown}: say what is in it"));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn nothing_sleeps_and_nothing_is_ignored() {
    let sleep = concat!("sle", "ep(");
    let ignore = concat!("#[ign", "ore");
    for file in files(&root().join("crates"), ".rs") {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.contains(ignore), "{} ignores a test", file.display());
        let is_test = file.components().any(|part| part.as_os_str() == "tests");
        assert!(
            !is_test || !text.contains(sleep),
            "{} sleeps",
            file.display()
        );
    }
}

#[test]
fn no_function_is_allowed_what_the_lints_forbid() {
    let allow = concat!("#[al", "low(");
    for file in files(&root().join("crates"), ".rs") {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(
            !text.contains(allow),
            "{}: write #[expect(…, reason = \"…\")]",
            file.display()
        );
    }
}
