//! Parsing KDL, with our own words for its syntax errors.
//!
//! The parser reports a missing brace at the outermost node. A lawyer indents, so the indentation
//! says where the brace is missing.

use kdl::KdlDocument;

use crate::{
    problem::Problem,
    source_file::{SourceFile, Span},
};

/// The parsed file, or what is wrong with its syntax.
pub(crate) fn parse(file: &SourceFile) -> Result<KdlDocument, Vec<Problem>> {
    let error = match KdlDocument::parse_v2(file.text()) {
        Ok(document) => return Ok(document),
        Err(error) => error,
    };
    if let Some(problem) = unclosed_text(file).or_else(|| unbalanced_brace(file)) {
        return Err(vec![problem]);
    }
    // Braces and texts are in order, so what the parser says of them follows from another fault.
    let (echoes, faults): (Vec<_>, Vec<_>) =
        error.diagnostics.into_iter().partition(|diagnostic| {
            let message = diagnostic.message.as_deref().unwrap_or_default();
            message.contains("end of document") || message.to_lowercase().contains("closing")
        });
    let told = if faults.is_empty() { echoes } else { faults };
    let mut problems: Vec<Problem> = Vec::new();
    for diagnostic in told {
        let span = Span::new(diagnostic.span.offset(), diagnostic.span.len());
        let span = word_of(file.text(), span);
        let (message, help) = explain(file, span, diagnostic.message, diagnostic.help);
        let problem = Problem::at(file, span, message, help);
        if problems.iter().all(|known| known.line != problem.line) {
            problems.push(problem);
        }
    }
    if problems.is_empty() {
        problems.push(Problem::of_file(file.path(), "the file is not KDL 2", None));
    }
    Err(problems)
}

/// The faulty word: a span over several lines comes from the holder of the fault, which is at its end.
fn word_of(text: &str, span: Span) -> Span {
    let covered = text
        .get(span.offset..span.offset + span.length)
        .unwrap_or_default();
    if !covered.trim_end().contains('\n') {
        return span;
    }
    let ends = |c: char| c.is_whitespace() || "{};=".contains(c);
    let begins = covered.char_indices().rev().find(|(_, c)| ends(*c));
    let begins = begins.map_or(0, |(at, c)| at + c.len_utf8());
    let rest = text.get(span.offset + begins..).unwrap_or_default();
    let length = rest.find(ends).unwrap_or(rest.len());
    Span::new(span.offset + begins, length.max(1))
}

/// Our words for the commonest mistakes; the parser's own for the rest.
fn explain(
    file: &SourceFile,
    span: Span,
    message: Option<String>,
    help: Option<String>,
) -> (String, Option<String>) {
    let rest = file.text().get(span.offset..).unwrap_or_default();
    let word: String = rest
        .chars()
        .take_while(|c| !c.is_whitespace() && !"{};=".contains(*c))
        .collect();
    if ["true", "false", "null"].contains(&word.as_str()) {
        return (
            format!("`{word}` must be written with a `#`"),
            Some(format!(
                "write `#{word}`, or \"{word}\" in quotes if it is a text"
            )),
        );
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return (
            format!("`{word}` begins with a digit and is not a number"),
            Some(format!("put it in quotes: \"{word}\"")),
        );
    }
    if rest.starts_with('=') {
        return (
            "there is no name or no value beside `=`".to_owned(),
            Some("write `name=value` without spaces around `=`".to_owned()),
        );
    }
    let message = message.unwrap_or_else(|| "the syntax is wrong here".to_owned());
    (message.trim_end_matches('.').to_lowercase(), help)
}

/// A text in quotes that does not end on its line.
fn unclosed_text(file: &SourceFile) -> Option<Problem> {
    let opened = scan(file.text()).unclosed?;
    Some(Problem::at(
        file,
        Span::new(opened, 1),
        "the text that begins here does not end on its line",
        Some("close it with `\"`; a quotation mark inside a text is written `\\\"`".to_owned()),
    ))
}

/// A brace too few or too many, placed by the indentation.
fn unbalanced_brace(file: &SourceFile) -> Option<Problem> {
    let found = scan(file.text());
    let mut open: Vec<Brace> = Vec::new();
    for brace in &found.braces {
        if brace.opens {
            open.push(*brace);
            continue;
        }
        match open.last() {
            None => {
                return Some(Problem::at(
                    file,
                    Span::new(brace.offset, 1),
                    "this `}` closes nothing",
                    Some("take it out, or look for a `{` missing above".to_owned()),
                ));
            }
            // A brace that closes on its own line stands under the line that opened it.
            Some(inner) if brace.is_first && brace.indent < inner.indent => {
                return Some(unclosed(file, *inner));
            }
            Some(_) => {
                open.pop();
            }
        }
    }
    // Without closing braces out of place, the first node indented no deeper than its holder tells.
    let outer = open.first()?;
    let inner = open.iter().rev().find(|brace| {
        found
            .lines
            .iter()
            .any(|line| line.offset > brace.offset && line.indent <= brace.indent)
    });
    Some(unclosed(file, *inner.unwrap_or(outer)))
}

fn unclosed(file: &SourceFile, brace: Brace) -> Problem {
    Problem::at(
        file,
        Span::new(brace.offset, 1),
        "this `{` is not closed",
        Some("add a `}` where its block ends, under the beginning of this line".to_owned()),
    )
}

#[derive(Clone, Copy)]
struct Brace {
    offset: usize,
    opens: bool,
    /// The indentation of its line.
    indent: usize,
    /// Whether it is the first thing on its line.
    is_first: bool,
}

struct Line {
    offset: usize,
    indent: usize,
}

#[derive(Default)]
struct Scanned {
    braces: Vec<Brace>,
    /// Lines that begin with a node.
    lines: Vec<Line>,
    /// A quotation mark without its end.
    unclosed: Option<usize>,
}

/// Finds braces and lines outside texts and comments.
fn scan(text: &str) -> Scanned {
    let mut found = Scanned::default();
    let mut offset = 0;
    let mut inside_block = Inside::Nodes;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let begins = line.trim_start().chars().next();
        if matches!(inside_block, Inside::Nodes)
            && begins.is_some_and(|c| !c.is_control() && !"/{}".contains(c))
        {
            found.lines.push(Line {
                offset: offset + indent,
                indent,
            });
        }
        inside_block = scan_line(line, offset, indent, inside_block, &mut found);
        offset += line.len();
    }
    found
}

/// What the beginning of a line stands in.
#[derive(Clone, Copy)]
enum Inside {
    Nodes,
    Comment,
    LongText,
}

fn scan_line(
    line: &str,
    base: usize,
    indent: usize,
    inside: Inside,
    found: &mut Scanned,
) -> Inside {
    let mut inside = inside;
    let mut rest = line;
    loop {
        let at = base + line.len() - rest.len();
        match inside {
            Inside::Comment => match rest.split_once("*/") {
                Some((_, after)) => (rest, inside) = (after, Inside::Nodes),
                None => return inside,
            },
            Inside::LongText => match rest.split_once("\"\"\"") {
                Some((_, after)) => (rest, inside) = (after, Inside::Nodes),
                None => return inside,
            },
            Inside::Nodes => {
                let Some(c) = rest.chars().next() else {
                    return inside;
                };
                if rest.starts_with("//") {
                    return inside;
                }
                if let Some(after) = rest.strip_prefix("/*") {
                    (rest, inside) = (after, Inside::Comment);
                } else if let Some(after) = rest.strip_prefix("\"\"\"") {
                    (rest, inside) = (after, Inside::LongText);
                } else if let Some(after) = rest.strip_prefix('"') {
                    let Some(after) = end_of_text(after) else {
                        found.unclosed.get_or_insert(at);
                        return inside;
                    };
                    rest = after;
                } else {
                    if c == '{' || c == '}' {
                        let is_first = at == base + indent;
                        found.braces.push(Brace {
                            offset: at,
                            opens: c == '{',
                            indent,
                            is_first,
                        });
                    }
                    rest = rest.get(c.len_utf8()..).unwrap_or_default();
                }
            }
        }
    }
}

/// What follows the closing quotation mark.
fn end_of_text(text: &str) -> Option<&str> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return text.get(at + 1..),
            _ => {}
        }
    }
    None
}
