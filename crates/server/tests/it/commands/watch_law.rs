//! `law check --watch`: what a change adds and what it mends.

use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

use super::copied_law;

const EDITION: &str = "services/housing-assistance/2023-12-24-order-117.kdl";

/// The program while it watches; it is ended with the test.
struct Watch {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Watch {
    fn on(law: &std::path::Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shanyraq"))
            .arg("--law")
            .arg(law)
            .args(["law", "check", "--watch", "--until", "2027-12-31"])
            .current_dir(law)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// What is printed up to the next line of totals.
    fn next(&mut self) -> (Vec<String>, String) {
        let mut before = Vec::new();
        loop {
            let line = self.lines.next().expect("it goes on watching").unwrap();
            if line.contains("checked until") || line.contains("cannot be understood") {
                return (before, line);
            }
            before.push(line);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[test]
fn a_change_prints_only_what_it_adds_and_its_repair_only_what_is_mended() {
    let folder = copied_law();
    let file = folder.path().join(EDITION);
    let good = std::fs::read_to_string(&file).unwrap();
    let mut watch = Watch::on(folder.path());
    let (_, first) = watch.next();

    let bad = good.replacen(
        "outcome verified to=decision",
        "outcome verified to=verification",
        1,
    );
    assert_ne!(bad, good);
    std::fs::write(&file, bad).unwrap();
    let (new, total) = watch.next();
    assert_ne!(total, first);
    assert!(
        new.iter()
            .any(|line| line.contains("no outcome leads to the stage")),
        "{new:?}"
    );
    assert!(
        !new.iter().any(|line| line.starts_with("mended: problem")),
        "{new:?}"
    );

    std::fs::write(&file, &good).unwrap();
    let (mended, total) = watch.next();
    assert_eq!(total, first, "as it was");
    assert!(
        mended
            .iter()
            .any(|line| line.starts_with("mended: problem: ")),
        "{mended:?}"
    );
    assert!(
        !mended.iter().any(|line| line.starts_with("problem: ")),
        "{mended:?}"
    );
}

#[test]
fn a_file_that_is_no_law_is_told_and_waited_for() {
    let folder = copied_law();
    let file = folder.path().join(EDITION);
    let good = std::fs::read_to_string(&file).unwrap();
    let mut watch = Watch::on(folder.path());
    let (_, first) = watch.next();
    std::fs::write(
        &file,
        good.replacen("stage completeness", "stgae completeness", 1),
    )
    .unwrap();
    let (new, total) = watch.next();
    assert!(total.contains("the law cannot be understood: "), "{total}");
    assert!(
        new.iter()
            .any(|line| line.contains("did you mean `stage`?")),
        "{new:?}"
    );
    std::fs::write(&file, &good).unwrap();
    let (_, total) = watch.next();
    assert_eq!(total, first);
}
