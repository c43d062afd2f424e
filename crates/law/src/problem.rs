//! A fault of a law file: where it is, what is wrong and the way out, shown under the word itself.

use std::fmt;

use crate::source_file::{SourceFile, Span};

/// A fault of a text of `law/`. Display shows the line with a caret under the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path of the file, as it was given to `load`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The length of the faulty word in characters, at least 1, never past the line's end.
    pub length: usize,
    /// What is wrong, one lower-case English phrase.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
    /// The line itself.
    pub excerpt: String,
}

impl Problem {
    /// A problem on a span of a file.
    pub fn at(
        file: &SourceFile,
        span: Span,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Self {
        let place = file.locate(span);
        Self {
            file: file.path().to_owned(),
            line: place.line,
            column: place.column,
            length: place.length,
            message: message.into(),
            help,
            excerpt: place.excerpt.to_owned(),
        }
    }

    /// A problem of a file as a whole, or of a file that is not there.
    pub fn of_file(path: &str, message: impl Into<String>, help: Option<String>) -> Self {
        Self {
            file: path.to_owned(),
            line: 1,
            column: 1,
            length: 1,
            message: message.into(),
            help,
            excerpt: String::new(),
        }
    }

    /// The problem as a person reads it on a terminal, with the line and a caret under the word.
    pub fn render(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}:{}:{}: {}",
            self.file, self.line, self.column, self.message
        )?;
        if !self.excerpt.is_empty() {
            let number = self.line.to_string();
            let margin = " ".repeat(number.len());
            // A tab keeps its width above the caret only if the line under it has the same tab.
            let lead: String = self
                .excerpt
                .chars()
                .take(self.column.saturating_sub(1))
                .map(|c| if c == '\t' { '\t' } else { ' ' })
                .collect();
            writeln!(f, "  {number} | {}", self.excerpt)?;
            writeln!(f, "  {margin} | {lead}{}", "^".repeat(self.length.max(1)))?;
        }
        if let Some(help) = &self.help {
            writeln!(f, "  help: {help}")?;
        }
        Ok(())
    }
}

/// The known word nearest to `word`, if it is near enough to be a slip of the pen:
/// at most a third of the letters differ.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The way out of an unknown word: the nearest known word, or the list if it is short.
pub fn suggest<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
) -> Option<String> {
    let known = known.into_iter();
    if let Some(near) = nearest(word, known.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all: Vec<&str> = known.collect();
    (1..=24)
        .contains(&all.len())
        .then(|| format!("expected one of: {}", all.join(", ")))
}

/// How many letters must be put in, taken out, replaced or swapped with the next one.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut last: Option<char> = None;
    for (i, x) in a.chars().enumerate() {
        let mut row = vec![i + 1];
        let mut left = i + 1;
        let mut previous: Option<char> = None;
        for (j, y) in b.iter().copied().enumerate() {
            let diagonal = above.get(j).copied().unwrap_or(0);
            let up = above.get(j + 1).copied().unwrap_or(0);
            let mut best = (diagonal + usize::from(x != y)).min(up + 1).min(left + 1);
            if last == Some(y) && previous == Some(x) {
                let swapped = j.checked_sub(1).and_then(|j| before.get(j)).copied();
                best = best.min(swapped.unwrap_or(usize::MAX - 1) + 1);
            }
            row.push(best);
            left = best;
            previous = Some(y);
        }
        before = std::mem::replace(&mut above, row);
        last = Some(x);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_word() {
        let known = ["stage", "deed", "ground", "assess"];
        assert_eq!(nearest("stgae", known), Some("stage"));
        assert_eq!(nearest("grund", known), Some("ground"));
        assert_eq!(nearest("quorum", known), None);
    }

    #[test]
    fn distance_counts_letters_and_not_bytes() {
        assert_eq!(distance("үй", "уй"), 1);
        assert_eq!(distance("abc", "acb"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
