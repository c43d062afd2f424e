//! The operator's commands, run as an operator runs them: the built program, its output, its exit code.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

mod assess_law;
mod check_law;
mod compare_law;
mod draw_law;
mod lsp_law;
mod show_law;
mod term_law;
mod verify_signature;
mod watch_law;

/// The service of these tests.
const SERVICE: &str = "housing-assistance";

/// What a run of the program left behind.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn json(&self) -> Json {
        serde_json::from_str(&self.out).expect(&self.err)
    }
}

fn real_law() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../law")
        .canonicalize()
        .unwrap()
}

/// A copy of the law that may be changed.
fn copied_law() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&real_law(), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// Runs `shanyraq` on the real law, in an empty folder, so that no configuration of the tree is found.
fn shanyraq(arguments: &[&str], input: &str) -> Run {
    shanyraq_on(&real_law(), arguments, input)
}

fn shanyraq_on(law: &Path, arguments: &[&str], input: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_shanyraq"))
        .arg("--law")
        .arg(law)
        .args(arguments)
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its command line does not read: the pipe may be closed.
    child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().expect("the program ends by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn an_unknown_service_is_answered_with_the_nearest_name() {
    let commands: [&[&str]; 4] = [
        &["law", "show", "housing-asistance", "--on", "2026-01-10"],
        &["law", "facts", "housing-asistance", "--on", "2026-01-10"],
        &[
            "law",
            "assess",
            "housing-asistance",
            "--on",
            "2026-01-10",
            "--facts",
            "-",
        ],
        &[
            "law",
            "term",
            "housing-asistance",
            "--filed",
            "2026-01-12T10:00:00+05:00",
        ],
    ];
    for command in commands {
        let run = shanyraq(command, "{}");
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{command:?}");
        assert_eq!(
            run.err,
            "error: there is no service housing-asistance: did you mean `housing-assistance`?\n"
        );
    }
}

#[test]
fn a_day_before_the_first_edition_names_the_first_day() {
    let run = shanyraq(&["law", "show", SERVICE, "--on", "2019-01-01"], "");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("ask for 2020-11-06 or a later day"),
        "{}",
        run.err
    );
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let run = shanyraq_on(Path::new("nowhere"), &["law", "check"], "");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(
        run.err
            .contains("cannot read nowhere; name the folder of the law with --law")
    );
}
