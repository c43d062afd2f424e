//! `shanyraq law check`: is the law sound, and what must a lawyer confirm?

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use clap::Args;
use jiff::civil::{Date, date};
use law::check::{Finding, Node, Report, Severity, check};
use law::{Law, Problem};
use serde_json::{Value as Json, json};

mod watch;

use super::{Setting, Verdict};
use crate::library::{self, LibraryError, seen_from_here};

/// Reads every file of the law and walks every path of every edition.
///
/// Problems must be put right. Findings are faults of the law itself, or risks. Then come the nodes that no
/// text says (inferred) and those taken over from an act that has ended (carried over), for a lawyer to
/// confirm before go-live.
///
/// Exit 0 if there is no problem, 1 if an edition is not sound, 2 if a file cannot be read or understood.
#[derive(Debug, Args)]
pub struct CheckLaw {
    /// The last day that must have an edition and a calendar; the end of next year if left out.
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// Check again whenever a file of the law changes, and print what is new and what is mended; Ctrl-C ends.
    #[arg(long)]
    watch: bool,
}

/// Runs the command.
pub fn check_law(args: &CheckLaw, setting: &Setting) -> anyhow::Result<Verdict> {
    let folder = setting.law_folder()?;
    if args.watch {
        return watch::watch(&folder, args.until, setting);
    }
    let law = match library::load(&folder) {
        Ok(law) => law,
        Err(LibraryError::Faulty { problems, .. }) => return unreadable(&problems, setting),
        Err(error @ LibraryError::Unreadable { .. }) => return Err(error.into()),
    };
    let until = until(args.until, setting, &law)?;
    let report = in_folder(check(&law, until), &folder);
    let is_sound = report.problems.is_empty();
    setting
        .output()
        .print(&in_json(&report, until), || in_words(&report, &law, until))?;
    Ok(is_sound.into())
}

/// The last day to check: the one asked for, else the end of next year.
pub(super) fn until(asked: Option<Date>, setting: &Setting, law: &Law) -> anyhow::Result<Date> {
    match asked {
        Some(day) => Ok(day),
        None => Ok(date(
            setting.day(None, law)?.year().saturating_add(1),
            12,
            31,
        )),
    }
}

/// What is wrong with the files; nothing more can be said of such a law.
fn unreadable(problems: &[Problem], setting: &Setting) -> anyhow::Result<Verdict> {
    let listed: Vec<Json> = problems.iter().map(problem).collect();
    setting.output().print(&json!({ "problems": listed }), || {
        let mut text = String::new();
        for problem in problems {
            text.push_str(&problem.render());
            text.push('\n');
        }
        text
    })?;
    anyhow::bail!(
        "the law cannot be understood: {} to put right",
        counted(problems.len(), "fault")
    )
}

fn in_folder(report: Report, folder: &Path) -> Report {
    let here = |problem| seen_from_here(folder, problem);
    let node = |node: Node| Node {
        file: folder.join(&node.file).display().to_string(),
        ..node
    };
    let finding = |finding: Finding| Finding {
        problem: here(finding.problem),
        ..finding
    };
    Report {
        problems: report.problems.into_iter().map(here).collect(),
        findings: report.findings.into_iter().map(finding).collect(),
        inferred: report.inferred.into_iter().map(node).collect(),
        carried_over: report.carried_over.into_iter().map(node).collect(),
        ways: report.ways,
    }
}

fn in_json(report: &Report, until: Date) -> Json {
    let findings: Vec<Json> = report
        .findings
        .iter()
        .map(|finding| json!({ "severity": severity(finding.severity), "what": problem(&finding.problem) }))
        .collect();
    let nodes = |nodes: &[Node]| nodes.iter().map(node).collect::<Vec<Json>>();
    json!({
        "until": until,
        "problems": report.problems.iter().map(problem).collect::<Vec<Json>>(),
        "findings": findings,
        "inferred": nodes(&report.inferred),
        "carried_over": nodes(&report.carried_over),
        "ways": report.ways,
    })
}

fn problem(problem: &Problem) -> Json {
    json!({
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "length": problem.length,
        "message": problem.message,
        "help": problem.help,
        "excerpt": problem.excerpt,
    })
}

fn node(node: &Node) -> Json {
    json!({
        "file": node.file,
        "line": node.line,
        "node": node.node,
        "cite": node.cite,
        "from": node.from,
        "why": node.why,
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
    }
}

fn in_words(report: &Report, law: &Law, until: Date) -> String {
    let mut text = String::new();
    write(&mut text, report, law, until).map_or_else(|_| String::new(), |()| text)
}

fn write(text: &mut String, report: &Report, law: &Law, until: Date) -> std::fmt::Result {
    for problem in &report.problems {
        writeln!(text, "problem: {}", problem.render())?;
    }
    for finding in &report.findings {
        writeln!(
            text,
            "{}: {}",
            severity(finding.severity),
            finding.problem.render()
        )?;
    }
    nodes(
        text,
        "Inferred: no text says it, a lawyer confirms it before go-live",
        &report.inferred,
    )?;
    nodes(
        text,
        "Carried over from an act that has ended",
        &report.carried_over,
    )?;
    writeln!(text, "{}", total(report, law, until))
}

/// What was checked and what was found, in one line.
fn total(report: &Report, law: &Law, until: Date) -> String {
    format!(
        "{} of {}, {}, {}, {} walked, checked until {until}: {}, {}, {}, {} carried over",
        counted(law.all_editions().count(), "edition"),
        counted(law.services().count(), "service"),
        counted(law.figures().iter().count(), "figure"),
        counted(law.places().iter().count(), "place"),
        counted(report.ways, "path"),
        counted(report.problems.len(), "problem"),
        counted(report.findings.len(), "finding"),
        counted(report.inferred.len(), "node") + " inferred",
        report.carried_over.len(),
    )
}

/// The nodes under their files; an edition is one file.
fn nodes(text: &mut String, title: &str, nodes: &[Node]) -> std::fmt::Result {
    let mut by_file: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for node in nodes {
        by_file.entry(&node.file).or_default().push(node);
    }
    if !by_file.is_empty() {
        writeln!(text, "{title}")?;
    }
    for (file, nodes) in by_file {
        writeln!(text, "  {file}: {}", counted(nodes.len(), "node"))?;
        for node in nodes {
            write!(text, "    {}: {}", node.line, node.node)?;
            if let Some(cite) = &node.cite {
                write!(text, "    [{cite}]")?;
            }
            if let Some(from) = &node.from {
                write!(text, "    from {from}")?;
            }
            writeln!(text, "\n      {}", node.why)?;
        }
        writeln!(text)?;
    }
    Ok(())
}

/// `1 problem`, `2 problems`.
fn counted(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}
