//! `shanyraq law draw`: SVG for people, BPMN for modeling tools.

use std::io::Write as _;
use std::process::{Command, Stdio};

use super::{SERVICE, shanyraq};
use crate::tidy::root;

/// Reads BPMN from standard input with the package `bpmn-moddle` and prints every warning of it, then the
/// identifiers of the shapes.
const READER: &str = "
import { BpmnModdle } from MODDLE;
let xml = '';
for await (const part of process.stdin.setEncoding('utf8')) xml += part;
const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
for (const warning of warnings) console.log('warning: ' + warning.message);
const plane = rootElement.diagrams[0].plane;
console.log('shown: ' + plane.planeElement.filter((it) => it.bpmnElement).length);
console.log('placed: ' + plane.planeElement.length);
for (const it of rootElement.rootElements) if (it.flowElements) console.log('flow: ' + it.flowElements.length);
";

fn read_by_moddle(bpmn: &str) -> String {
    let package = root().join("assets/node_modules/bpmn-moddle/dist/index.js");
    assert!(
        package.exists(),
        "bpmn-moddle is needed: npm --prefix assets ci"
    );
    let place = serde_json::to_string(&format!("file://{}", package.display())).unwrap();
    let mut node = Command::new("node")
        .args([
            "--input-type=module",
            "-e",
            &READER.replace("MODDLE", &place),
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is needed, as for the assets");
    node.stdin
        .take()
        .unwrap()
        .write_all(bpmn.as_bytes())
        .unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// The number after a word of the reader.
fn count(said: &str, word: &str) -> usize {
    let line = said.lines().find_map(|line| line.strip_prefix(word));
    line.expect(said).trim().parse().unwrap()
}

#[test]
fn a_drawing_is_one_svg_in_the_language_asked_for() {
    for (language, words) in [("kk", "Нәтиже"), ("ru", "Результат"), ("en", "Result")]
    {
        let run = shanyraq(
            &[
                "law",
                "draw",
                SERVICE,
                "--on",
                "2026-01-10",
                "--lang",
                language,
            ],
            "",
        );
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(
            run.out.starts_with("<svg ") && run.out.ends_with("</svg>\n"),
            "{}",
            run.out
        );
        assert!(run.out.contains(&format!(">{words}<")), "{}", run.out);
        assert!(!run.out.contains("style"), "{}", run.out);
    }
}

#[test]
fn a_track_that_does_not_exist_is_refused() {
    let run = shanyraq(
        &[
            "law",
            "draw",
            SERVICE,
            "--on",
            "2026-01-10",
            "--track",
            "communal",
        ],
        "",
    );
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("leave --track out"), "{}", run.err);
}

/// Every service that the law has, read by the reader of the modeling tool without a warning; every element
/// of the process that can be seen is on the diagram.
#[test]
fn a_modeling_tool_reads_the_process_without_a_warning() {
    for day in ["2021-01-10", "2026-01-10"] {
        let run = shanyraq(
            &[
                "law", "draw", SERVICE, "--on", day, "--bpmn", "--lang", "ru",
            ],
            "",
        );
        assert_eq!(run.code, 0, "{}", run.err);
        let said = read_by_moddle(&run.out);
        assert!(!said.contains("warning"), "{said}");
        let (shown, placed, flow) = (
            count(&said, "shown:"),
            count(&said, "placed:"),
            count(&said, "flow:"),
        );
        assert_eq!(shown, placed, "a shape of nothing: {said}");
        // The pool, the lane of the executor and that of the ends are shown beside the flow.
        assert_eq!(placed, flow + 3, "{said}");
        assert!(run.out.contains(">P2D<") && run.out.contains("2 рабочих дня с регистрации"));
    }
}

/// The reader notices what is wrong, so that its silence means something.
#[test]
fn a_process_that_leads_nowhere_is_noticed() {
    let run = shanyraq(
        &["law", "draw", SERVICE, "--on", "2026-01-10", "--bpmn"],
        "",
    );
    let broken = run
        .out
        .replace("targetRef=\"stage_verification\"", "targetRef=\"nowhere\"");
    assert_ne!(broken, run.out);
    assert!(read_by_moddle(&broken).contains("warning: unresolved reference <nowhere>"));
}
