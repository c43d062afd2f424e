//! What the documents say of the tree and of the program is true: links lead somewhere, commands and their options exist.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use crate::tidy::{files, root};

/// Lines of the map, at most.
const MAP_LINES_MAX: usize = 300;
/// Pictures of the pages; the test with a browser makes them.
const PICTURES: &str = "docs/screenshots/";
/// Commands that only hold other commands.
const GROUPS: [&str; 6] = ["case", "journal", "keys", "law", "office", "signature"];

/// Every document with its path and its text.
fn documents() -> Vec<(std::path::PathBuf, String)> {
    files(&root(), ".md")
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect()
}

#[test]
fn the_map_is_short() {
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    assert!(map.lines().count() <= MAP_LINES_MAX);
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    for (path, text) in documents() {
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            let target = target.split('#').next().unwrap_or_default();
            let is_elsewhere = target.contains("://") || target.starts_with(PICTURES);
            if !is_elsewhere && !path.parent().unwrap().join(target).exists() {
                broken.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

/// The commands that a document tells to type, each with its options: `law show` with `--on`.
fn commands(text: &str) -> Vec<(Vec<String>, BTreeSet<String>)> {
    let text = text.replace("\\\n", " ");
    let mut commands = Vec::new();
    for (before, line) in text.match_indices("shanyraq ").map(|(at, found)| {
        (
            text.get(..at).unwrap(),
            text.get(at + found.len()..).unwrap(),
        )
    }) {
        if !before.is_empty() && !before.ends_with(['\n', '`', '(', ' ']) {
            continue;
        }
        // A command ends with its line, its code, a pipe, a remark or a bracket.
        let line = line
            .split(['\n', '`', '|', '#', ')', '>'])
            .next()
            .unwrap_or_default();
        let mut words = line.split_whitespace();
        let mut path: Vec<String> = words.next().map(str::to_owned).into_iter().collect();
        if path.iter().any(|first| GROUPS.contains(&first.as_str())) {
            path.extend(words.next().map(str::to_owned));
        }
        let options = words
            .filter(|word| word.starts_with("--"))
            .map(str::to_owned);
        let options = options.collect();
        // A group alone, `shanyraq law …`, or the name of the program in a sentence.
        if path
            .iter()
            .all(|word| word.chars().all(|c| c.is_ascii_lowercase()))
        {
            commands.push((path, options));
        }
    }
    commands
}

#[test]
fn every_command_that_a_document_tells_exists_with_its_options() {
    let mut helps: BTreeMap<Vec<String>, Option<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (path, text) in documents() {
        for (command, options) in commands(&text) {
            let help = helps
                .entry(command.clone())
                .or_insert_with(|| help(&command));
            let shown = path.strip_prefix(root()).unwrap_or(Path::new("")).display();
            match help {
                None => wrong.push(format!("{shown}: {command:?} does not exist")),
                Some(help) => wrong.extend(
                    options
                        .iter()
                        .filter(|option| !help.contains(option.as_str()))
                        .map(|option| format!("{shown}: {command:?} has no {option}")),
                ),
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(
        helps.len() > 8,
        "the documents tell {} commands only",
        helps.len()
    );
    assert_eq!(help(&["law".to_owned(), "brew".to_owned()]), None);
}

fn help(command: &[String]) -> Option<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_shanyraq"))
        .args(command)
        .arg("--help")
        .output()
        .unwrap();
    let is_known = output.status.success();
    is_known.then(|| String::from_utf8(output.stdout).unwrap())
}
