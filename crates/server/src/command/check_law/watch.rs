//! `law check --watch`: what a change of a file adds to the report and what it mends.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use jiff::civil::Date;
use law::check::check;
use serde_json::json;

use super::{counted, in_folder, severity, total, until};
use crate::command::{Setting, Verdict};
use crate::library::{self, LibraryError};

/// How often the files are looked at. They are few and small, so that reading them costs less than a
/// notification of the system is worth, and works on every file system.
const EVERY: Duration = Duration::from_millis(300);

/// Checks the law whenever its files have changed and have then stood still for one look. Ends with Ctrl-C.
pub(super) fn watch(
    folder: &Path,
    asked: Option<Date>,
    setting: &Setting,
) -> anyhow::Result<Verdict> {
    let mut checked: Option<BTreeMap<String, String>> = None;
    let mut known = BTreeSet::new();
    let mut before = library::read(folder).ok();
    loop {
        let now = library::read(folder);
        let stands_still = match (&now, &before) {
            (Ok(now), Some(before)) => now == before,
            // A file that is being written may be half there.
            (Ok(_), None) | (Err(_), _) => false,
        };
        let files = match now {
            Ok(files) => Some(files),
            // The folder itself must be there; a file in it may come and go.
            Err(LibraryError::Unreadable { path, source }) if path == folder => {
                return Err(LibraryError::Unreadable { path, source }.into());
            }
            Err(_) => None,
        };
        if stands_still && files != checked {
            let (found, summary) = look(folder, files.clone().unwrap_or_default(), asked, setting)?;
            tell(&known, &found, &summary, setting)?;
            known = found;
            checked.clone_from(&files);
        }
        before = files;
        std::thread::sleep(EVERY);
    }
}

/// Everything that is to be said of these files, and the line of totals.
fn look(
    folder: &Path,
    files: BTreeMap<String, String>,
    asked: Option<Date>,
    setting: &Setting,
) -> anyhow::Result<(BTreeSet<String>, String)> {
    match library::understand(folder, files) {
        Ok(law) => {
            let until = until(asked, setting, &law)?;
            let report = in_folder(check(&law, until), folder);
            let problems = report.problems.iter();
            let mut found: BTreeSet<String> = problems
                .map(|problem| format!("problem: {}", problem.render()))
                .collect();
            found.extend(report.findings.iter().map(|finding| {
                format!(
                    "{}: {}",
                    severity(finding.severity),
                    finding.problem.render()
                )
            }));
            Ok((found, total(&report, &law, until)))
        }
        Err(LibraryError::Faulty { problems, .. }) => {
            let faults = problems
                .iter()
                .map(|problem| format!("fault: {}", problem.render()));
            let summary = counted(problems.len(), "fault");
            let summary = format!("the law cannot be understood: {summary} to put right");
            Ok((faults.collect(), summary))
        }
        Err(error @ LibraryError::Unreadable { .. }) => Err(error.into()),
    }
}

/// Prints what is new and what is gone.
fn tell(
    known: &BTreeSet<String>,
    found: &BTreeSet<String>,
    summary: &str,
    setting: &Setting,
) -> anyhow::Result<()> {
    let new: Vec<&str> = found
        .difference(known)
        .map(|text| text.trim_end())
        .collect();
    let mended: Vec<&str> = known
        .difference(found)
        .filter_map(|text| text.lines().next())
        .collect();
    let report = json!({ "new": new, "mended": mended, "total": summary });
    setting.output().print(&report, || {
        let mended = mended.iter().map(|line| format!("mended: {line}"));
        let lines = new.iter().map(|text| (*text).to_owned()).chain(mended);
        lines
            .chain([summary.to_owned()])
            .collect::<Vec<_>>()
            .join("\n")
    })
}
