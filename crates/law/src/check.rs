//! Legality by machine: what is proved of the law before anybody is decided upon by it.
//!
//! A law that was loaded is whole in itself: every text stands in three languages, every node cites
//! its paragraph, every formula is typed, every name leads somewhere. What remains is checked here.

use jiff::civil::Date;

use crate::{
    edition::{Basis, Edition},
    law::Law,
    problem::Problem,
};

mod asked;
mod coverage;
mod ends;
mod hearings;
mod notice;
mod readings;
mod signers;
mod terms;
mod walk;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Somebody should decide about it before go-live.
    Warning,
}

/// A fault of the law itself, or a risk; no error of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is and where.
    pub problem: Problem,
}

/// A node that a lawyer must confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The node with its first word: `stage verification`. All nodes inside it stand on it too,
    /// unless they say otherwise.
    pub node: String,
    /// The paragraph or act, if the node itself names one.
    pub cite: Option<String>,
    /// The act that it was carried over from.
    pub from: Option<String>,
    /// Why it is believed.
    pub why: String,
}

/// What the check has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What must be put right.
    pub problems: Vec<Problem>,
    /// What should be known.
    pub findings: Vec<Finding>,
    /// What no text says: the list that a lawyer must confirm before go-live.
    pub inferred: Vec<Node>,
    /// What was taken over from an act that is no longer in force.
    pub carried_over: Vec<Node>,
    /// How many ways from registration to an end were walked.
    pub ways: usize,
}

/// Checks everything from the first edition of each service to `until` inclusive.
pub fn check(law: &Law, until: Date) -> Report {
    let mut report = Report::default();
    coverage::check(law, until, &mut report);
    crate::seal::check(law, &mut report);
    for edition in law.all_editions() {
        let checked = Checked {
            law,
            edition,
            until,
        };
        checked.whole(&mut report);
    }
    examples(law, &mut report);
    report.findings = together(std::mem::take(&mut report.findings));
    for (file, stands) in law.stands() {
        let node = |from: Option<&String>, why: &str| Node {
            file: file.path().to_owned(),
            line: file.locate(stands.span).line,
            node: stands.node.clone(),
            cite: stands.cite.clone(),
            from: from.cloned(),
            why: why.to_owned(),
        };
        match &stands.basis {
            Basis::Inferred { why } => report.inferred.push(node(None, why)),
            Basis::CarriedOver { from, why } => report.carried_over.push(node(Some(from), why)),
            Basis::Source | Basis::Found { .. } => {}
        }
    }
    report
}

/// Findings that say the same of several tracks, each once: `communal`, `republican-institution`: ….
fn together(findings: Vec<Finding>) -> Vec<Finding> {
    let mut joined: Vec<(Option<String>, Finding)> = Vec::new();
    for mut finding in findings {
        let (tracks, message) = match finding.problem.message.split_once("`: ") {
            Some((tracks, rest)) if tracks.starts_with('`') => {
                (Some(format!("{tracks}`")), rest.to_owned())
            }
            Some(_) | None => (None, finding.problem.message.clone()),
        };
        finding.problem.message = message;
        let same = joined.iter_mut().find(|(_, known)| *known == finding);
        match (same, tracks) {
            (Some((Some(known), _)), Some(tracks)) => {
                known.push_str(", ");
                known.push_str(&tracks);
            }
            (Some((None, _)), None) => {}
            (_, tracks) => joined.push((tracks, finding)),
        }
    }
    let whole = joined.into_iter().map(|(tracks, mut finding)| {
        if let Some(tracks) = tracks {
            finding.problem.message = format!("{tracks}: {}", finding.problem.message);
        }
        finding
    });
    whole.collect()
}

/// The worked cases of each service, computed by the law as it stands.
fn examples(law: &Law, report: &mut Report) {
    for example in crate::examples::run(law) {
        for fault in &example.problems {
            let message = format!(
                "the example `{}` comes out otherwise: {fault}",
                example.name
            );
            let help = "mend the edition, or the example if the lawyer was wrong".to_owned();
            let mut problem = Problem::of_file(&example.file, message, Some(help));
            problem.line = example.line;
            report.problems.push(problem);
        }
    }
}

/// An edition under check.
struct Checked<'l> {
    law: &'l Law,
    edition: &'l Edition,
    until: Date,
}

impl Checked<'_> {
    /// Everything about one edition.
    fn whole(&self, report: &mut Report) {
        for path in self.edition.paths() {
            let ways = walk::ways(self, &path, report);
            ends::results(self, &path, &ways, report);
            terms::check(self, &path, report);
        }
        if self.edition.stages.is_empty() {
            let message = "the edition has no stages: nobody could decide";
            let help = Some("add a `stage`".to_owned());
            report
                .problems
                .push(self.problem("in-force", message, help));
        }
        ends::idle(self, report);
        notice::check(self, report);
        notice::unused_facts(self, report);
        asked::check(self, report);
        signers::check(self, report);
        self.ended(report);
    }

    /// The end of an edition, where its day is only concluded.
    fn ended(&self, report: &mut Report) {
        let (Some(repealed), Some(by)) = (&self.edition.repealed, &self.edition.repealed_by) else {
            return;
        };
        if let Basis::Inferred { why } = &repealed.source.basis {
            let message = format!(
                "`{}` is repealed by `{by}`; the day, {}, is inferred: {why}",
                self.edition.act.code, repealed.day
            );
            let help = Some("confirm the day of effect by the day of publication".to_owned());
            report
                .findings
                .push(self.warning("repealed", message, help));
        }
    }

    /// A problem on the word at `path` of the edition's file.
    fn problem(&self, path: &str, message: impl Into<String>, help: Option<String>) -> Problem {
        problem(self.law, self.edition, path, message, help)
    }

    fn warning(&self, path: &str, message: impl Into<String>, help: Option<String>) -> Finding {
        Finding {
            severity: Severity::Warning,
            problem: self.problem(path, message, help),
        }
    }

    fn note(&self, path: &str, message: impl Into<String>, help: Option<String>) -> Finding {
        Finding {
            severity: Severity::Note,
            problem: self.problem(path, message, help),
        }
    }

    /// The last day of the edition that is checked.
    fn last_day(&self) -> Date {
        let end = self
            .edition
            .repealed
            .as_ref()
            .and_then(|repealed| repealed.day.yesterday().ok());
        end.map_or(self.until, |end| end.min(self.until))
    }
}

/// A problem on the word at `path` of an edition's file.
fn problem(
    law: &Law,
    edition: &Edition,
    path: &str,
    message: impl Into<String>,
    help: Option<String>,
) -> Problem {
    match law.file_of(edition) {
        Some(file) => {
            let span = law.span(file, path).unwrap_or_default();
            Problem::at(file, span, message, help)
        }
        None => Problem::of_file(&edition.id.0, message, help),
    }
}
