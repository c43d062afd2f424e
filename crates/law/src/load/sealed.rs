//! `sealed.txt`: a sealed file of `law/` is never changed.

use super::place_of;
use crate::{
    problem::Problem,
    source_file::{SourceFile, Span},
};

/// Every sealed path whose file is another one, or is not there.
pub(crate) fn check(files: &[SourceFile]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for seals in files
        .iter()
        .filter(|file| place_of(file.path()) == "sealed.txt")
    {
        let mut offset = 0;
        for line in seals.text().split_inclusive('\n') {
            let span = Span::new(offset, line.trim_end().len());
            offset += line.len();
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            problems.extend(one(seals, span, line, files));
        }
    }
    problems
}

/// `<sha256>  <path under law/>  <day>  <who>`.
fn one(seals: &SourceFile, span: Span, line: &str, files: &[SourceFile]) -> Option<Problem> {
    let mut words = line.split_whitespace();
    let (Some(digest), Some(path)) = (words.next(), words.next()) else {
        let help = "write the digest, the path under law/, the day and who sealed it".to_owned();
        return Some(Problem::at(
            seals,
            span,
            "a seal without a path",
            Some(help),
        ));
    };
    let sealed = files.iter().find(|file| place_of(file.path()) == path);
    let (message, help) = match sealed {
        None => (
            format!("the sealed file {path} is not there"),
            "put it back: cases are pinned to it".to_owned(),
        ),
        Some(file) if file.digest() != digest => (
            format!("{path} was changed after it had been sealed"),
            format!(
                "put it back and write a new edition; it is now {}",
                file.digest()
            ),
        ),
        Some(_) => return None,
    };
    Some(Problem::at(seals, span, message, Some(help)))
}
