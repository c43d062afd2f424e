//! Seals: an edition that a lawyer has signed off does not change unseen.
//!
//! `sealed.txt` has one line for each sealed file: its SHA-256, its path under `law/`, the day and the name
//! of whoever answers for it. Lines that begin with `#` are remarks.

use jiff::civil::Date;

use crate::{
    check::{Finding, Report, Severity},
    edition::Edition,
    law::Law,
    problem::{Problem, suggest},
    source_file::{SourceFile, Span},
};

/// The file of the seals, under `law/`.
pub const SEALS: &str = "sealed.txt";

/// A line of `sealed.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// SHA-256 of the sealed file, lower-case hexadecimal.
    pub digest: String,
    /// The path under `law/`.
    pub path: String,
    /// The day on which it was sealed.
    pub day: Date,
    /// Who answers for it.
    pub by: String,
}

/// Why an edition cannot be sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSealed {
    /// It is sealed already; a seal is not renewed.
    #[error("{path} was sealed on {day} by {by}")]
    Already {
        /// The file.
        path: String,
        /// When.
        day: Date,
        /// By whom.
        by: String,
    },
    /// Nobody answers for it.
    #[error("a seal needs a name on one line")]
    Nameless,
    /// The edition is not of this law.
    #[error("the law has no file of this edition")]
    Unknown,
}

impl std::fmt::Display for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            digest,
            path,
            day,
            by,
        } = self;
        write!(f, "{digest}  {path}  {day}  {by}")
    }
}

/// The seal that `by` would put on `edition` on `day`: one line for `sealed.txt`.
///
/// # Errors
/// If it is sealed already, or nobody is named.
pub fn seal(law: &Law, edition: &Edition, by: &str, day: Date) -> Result<Seal, NotSealed> {
    let file = law.file_of(edition).ok_or(NotSealed::Unknown)?;
    if let Some(Seal { path, day, by, .. }) = sealed(law, edition) {
        return Err(NotSealed::Already { path, day, by });
    }
    let by = by.trim();
    if by.is_empty() || by.contains(char::is_control) {
        return Err(NotSealed::Nameless);
    }
    Ok(Seal {
        digest: file.digest().to_owned(),
        path: under_law(file.path()).to_owned(),
        day,
        by: by.to_owned(),
    })
}

/// The seal of an edition, if it has one.
pub fn sealed(law: &Law, edition: &Edition) -> Option<Seal> {
    let path = under_law(law.file_of(edition)?.path());
    let seals = law.files().iter().find(|file| is_of_seals(file))?;
    lines(seals)
        .filter_map(|(_, line)| parse(line))
        .find(|seal| seal.path == path)
}

/// Whether the file is the list of seals.
fn is_of_seals(file: &SourceFile) -> bool {
    under_law(file.path()) == SEALS
}

fn under_law(path: &str) -> &str {
    let path = path.strip_prefix("./").unwrap_or(path);
    path.strip_prefix("law/").unwrap_or(path)
}

/// The lines that say something, each with its place.
fn lines(file: &SourceFile) -> impl Iterator<Item = (Span, &str)> {
    let mut offset = 0;
    file.text().split('\n').filter_map(move |line| {
        let span = Span::new(offset, line.len());
        offset += line.len() + 1;
        let line = line.trim();
        (!line.is_empty() && !line.starts_with('#')).then_some((span, line))
    })
}

fn parse(line: &str) -> Option<Seal> {
    let mut words = line.split_whitespace();
    let digest = words.next().filter(|digest| is_digest(digest))?;
    let path = words.next()?;
    let day = words.next()?.parse().ok()?;
    let by: Vec<&str> = words.collect();
    (!by.is_empty()).then(|| Seal {
        digest: digest.to_owned(),
        path: under_law(path).to_owned(),
        day,
        by: by.join(" "),
    })
}

fn is_digest(word: &str) -> bool {
    word.len() == 64
        && word
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// What is wrong with the seals of these files: a sealed file that changed or is gone, a line that is no seal.
pub(crate) fn problems(files: &[SourceFile]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for list in files.iter().filter(|file| is_of_seals(file)) {
        let mut known: Vec<String> = Vec::new();
        for (span, line) in lines(list) {
            let Some(seal) = parse(line) else {
                let help = "write the SHA-256 of the file, its path under law/, the day and the name; \
                            `shanyraq law seal` writes it for you";
                let message = "this line is no seal";
                problems.push(Problem::at(list, span, message, Some(help.to_owned())));
                continue;
            };
            if known.contains(&seal.path) {
                let help = "keep the line of the day on which it was sealed and remove the other";
                let message = format!("{} is sealed twice", seal.path);
                problems.push(Problem::at(list, span, message, Some(help.to_owned())));
                continue;
            }
            problems.extend(broken(list, span, &seal, files));
            known.push(seal.path);
        }
    }
    problems
}

/// The seal does not fit the files.
fn broken(list: &SourceFile, span: Span, seal: &Seal, files: &[SourceFile]) -> Option<Problem> {
    let Seal {
        digest,
        path,
        day,
        by,
    } = seal;
    let Some(file) = files.iter().find(|file| under_law(file.path()) == path) else {
        let paths = files.iter().map(|file| under_law(file.path()));
        let way_out = suggest(path, paths.collect::<Vec<_>>()).unwrap_or_default();
        let help = format!(
            "bring the file back, or remove this line and say in the commit why a sealed edition goes; {way_out}"
        );
        let message = format!("{path}, sealed on {day} by {by}, is missing");
        return Some(Problem::at(list, span, message, Some(help)));
    };
    if file.digest() == digest {
        return None;
    }
    let message = format!(
        "{path} was changed after it was sealed on {day} by {by} (line {} of {SEALS})",
        list.locate(span).line
    );
    let help = format!(
        "bring it back to {digest} and write the change as a new edition from a day on; \
         or unseal: remove the line and say why in the commit"
    );
    Some(Problem::at(file, Span::default(), message, Some(help)))
}

/// A note on every edition that nobody has sealed.
pub(crate) fn check(law: &Law, report: &mut Report) {
    for edition in law.all_editions() {
        if sealed(law, edition).is_some() {
            continue;
        }
        let Some(file) = law.file_of(edition) else {
            continue;
        };
        let span = law.span(file, "in-force").unwrap_or_default();
        let help = format!(
            "once confirmed: `shanyraq law seal {} --by NAME`",
            edition.id
        );
        report.findings.push(Finding {
            severity: Severity::Note,
            problem: Problem::at(file, span, "the edition is not sealed", Some(help)),
        });
    }
}
