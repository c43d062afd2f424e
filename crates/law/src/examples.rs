//! Worked cases: what a lawyer computed by hand beforehand, compared with what the law gives.

use crate::{
    law::Law,
    source_file::{SourceFile, Span},
};

mod case;
mod expect;
mod read;

use read::Example;

/// What came out of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleResult {
    /// `PRIV-R1`.
    pub name: String,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What differs or cannot be read; nothing = it comes out as expected.
    pub problems: Vec<String>,
}

/// Works every example of every service, in the order of files and lines.
pub fn run(law: &Law) -> Vec<ExampleResult> {
    let mut results = Vec::new();
    for file in law.files() {
        let parts: Vec<&str> = crate::load::place_of(file.path()).split('/').collect();
        let ["services", service, "examples.kdl"] = parts.as_slice() else {
            continue;
        };
        results.extend(of_file(law, file, service));
    }
    results
}

fn of_file(law: &Law, file: &SourceFile, service: &str) -> Vec<ExampleResult> {
    let document = match crate::load::parse(file) {
        Ok(document) => document,
        Err(problems) => {
            return problems
                .into_iter()
                .map(|problem| ExampleResult {
                    name: String::new(),
                    file: problem.file,
                    line: problem.line,
                    problems: vec![problem.message],
                })
                .collect();
        }
    };
    let mut results = Vec::new();
    for node in document.nodes() {
        let span = Span::new(node.name().span().offset(), node.name().span().len());
        let (name, problems) = match Example::read(node) {
            Ok(example) => {
                let problems = case::work(law, service, &example).unwrap_or_else(|problem| {
                    // What cannot be begun is one problem, whatever was expected.
                    vec![problem]
                });
                (example.name, problems)
            }
            Err(problem) => (String::new(), vec![problem]),
        };
        results.push(ExampleResult {
            name,
            file: file.path().to_owned(),
            line: file.locate(span).line,
            problems,
        });
    }
    results
}
