//! `law lsp`: an editor talks to the program over pipes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value as Json, json};

use super::copied_law;

const EDITION: &str = "services/housing-assistance/2023-12-24-order-117.kdl";
const GOOD: &str = "stage completeness actor=executor";
const BAD: &str = "stgae completeness actor=executor";

/// An editor with the program at the other end of its pipes.
struct Editor {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    asked: u64,
}

impl Editor {
    fn on(law: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shanyraq"))
            .arg("--law")
            .arg(law)
            .args(["law", "lsp"])
            .current_dir(law)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = child.stdin.take().unwrap();
        let from = BufReader::new(child.stdout.take().unwrap());
        let mut editor = Self {
            child,
            to,
            from,
            asked: 0,
        };
        let able = editor.ask("initialize", &json!({ "capabilities": {} }));
        assert_eq!(able["capabilities"]["hoverProvider"], true);
        assert_eq!(able["capabilities"]["textDocumentSync"]["change"], 1);
        editor.tell("initialized", &json!({}));
        editor
    }

    fn send(&mut self, message: &Json) {
        let body = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.to.flush().unwrap();
    }

    fn receive(&mut self) -> Json {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.from.read_line(&mut line).unwrap();
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", number)) => length = number.parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn tell(&mut self, method: &str, params: &Json) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The answer; what the program tells meanwhile is passed over.
    fn ask(&mut self, method: &str, params: &Json) -> Json {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id {
                assert!(message.get("error").is_none(), "{message}");
                return message["result"].clone();
            }
        }
    }

    /// The next faults of a file.
    fn faults(&mut self, uri: &str) -> Vec<Json> {
        loop {
            let message = self.receive();
            if message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
            {
                return message["params"]["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    fn change(&mut self, uri: &str, version: u32, text: &str) {
        let document = json!({ "uri": uri, "version": version });
        let changes = json!([{ "text": text }]);
        self.tell(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": changes }),
        );
    }

    fn at(&mut self, method: &str, uri: &str, (line, character): (usize, usize)) -> Json {
        let place = json!({ "line": line, "character": character });
        self.ask(
            method,
            &json!({ "textDocument": { "uri": uri }, "position": place }),
        )
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The line and the character of the end of the first `word`; the lines asked about are ASCII up to it.
fn behind(text: &str, word: &str) -> (usize, usize) {
    let end = text.find(word).unwrap() + word.len();
    let before = text.get(..end).unwrap();
    let line = before.rsplit('\n').next().unwrap();
    (before.matches('\n').count(), line.chars().count())
}

fn labels(items: &Json) -> Vec<&str> {
    let items = items.as_array().unwrap().iter();
    items.map(|item| item["label"].as_str().unwrap()).collect()
}

#[test]
fn a_misspelt_stage_is_marked_on_its_word_until_it_is_mended() {
    let folder = copied_law();
    let law = folder.path().canonicalize().unwrap();
    let good = std::fs::read_to_string(law.join(EDITION)).unwrap();
    let uri = format!("file://{}/{EDITION}", law.display());
    let mut editor = Editor::on(&law);
    let bad = good.replacen(GOOD, BAD, 1);
    let document = json!({ "uri": uri, "languageId": "kdl", "version": 1, "text": bad });
    editor.tell("textDocument/didOpen", &json!({ "textDocument": document }));

    let mut faults = Vec::new();
    while !faults.iter().any(|fault: &Json| fault["severity"] == 1) {
        faults = editor.faults(&uri);
    }
    let fault = faults
        .iter()
        .find(|fault| {
            fault["message"]
                .as_str()
                .unwrap()
                .contains("did you mean `stage`?")
        })
        .unwrap_or_else(|| panic!("{faults:?}"));
    let (line, end) = behind(&bad, "stgae");
    let range = json!({
        "start": { "line": line, "character": end - "stgae".len() },
        "end": { "line": line, "character": end },
    });
    assert_eq!(fault["range"], range);

    let items = editor.at("textDocument/completion", &uri, behind(&bad, "stgae"));
    assert!(labels(&items).contains(&"stage"), "{items}");
    assert!(
        !labels(&items).contains(&"outcome"),
        "it stands in a stage: {items}"
    );
    let stage = items
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["label"] == "stage")
        .unwrap();
    assert_eq!(
        stage["textEdit"]["range"], range,
        "the whole word is replaced"
    );

    editor.change(&uri, 2, &good);
    let faults = editor.faults(&uri);
    assert!(
        faults.iter().all(|fault| fault["severity"] != 1),
        "{faults:?}"
    );
    let disk = std::fs::read_to_string(law.join(EDITION)).unwrap();
    assert_eq!(disk, good, "the program writes no file");
}

#[test]
fn a_name_is_explained_and_found() {
    let folder = copied_law();
    let law = folder.path().canonicalize().unwrap();
    let text = std::fs::read_to_string(law.join(EDITION)).unwrap();
    let uri = format!("file://{}/{EDITION}", law.display());
    let mut editor = Editor::on(&law);
    let place = behind(&text, "outcome complete to=verification");
    let hover = editor.at("textDocument/hover", &uri, place);
    let words = hover["contents"]["value"].as_str().unwrap();
    for part in ["stage verification", "kk: ", "ru: ", "en: ", "["] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let found = editor.at("textDocument/definition", &uri, place);
    assert_eq!(found["uri"], uri);
    let (line, end) = behind(&text, "stage verification");
    assert_eq!(
        found["range"]["end"],
        json!({ "line": line, "character": end })
    );

    // A place without a name has no answer.
    assert!(editor.at("textDocument/hover", &uri, (0, 0)).is_null());
    assert!(
        editor
            .at("textDocument/definition", "file:///elsewhere.kdl", (0, 0))
            .is_null()
    );
    assert!(editor.ask("shutdown", &Json::Null).is_null());
    editor.tell("exit", &Json::Null);
    assert!(editor.child.wait().unwrap().success());
}
