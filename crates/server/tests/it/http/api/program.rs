//! The real program under schemathesis: every operation with data that fit its shapes and data that do not.
//!
//! It runs where `SHANYRAQ_PYTHON` names an interpreter that has the package (scripts/python.sh makes one).

use std::path::Path;
use std::process::Command;

use super::super::Program;
use super::{Client, json_of};
use crate::office::{Engine, TestOffice, moment, root};

/// Runs schemathesis on the program; what it said if it found something.
fn checked(python: &str, program: &Program<'_>, token: Option<&str>) -> Option<String> {
    let address = program.address;
    let schemathesis = Path::new(python).with_file_name("schemathesis");
    let rules = root().join("scripts/schemathesis.toml");
    // What it keeps of its findings goes away with the test.
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(schemathesis);
    command
        .current_dir(folder.path())
        .arg("--config-file")
        .arg(rules.canonicalize().unwrap())
        .arg("run")
        .arg(format!("http://{address}/api/openapi.json"))
        .args(["--checks", "all", "--seed", "20261117", "--no-color"])
        .args(["--max-examples", "4", "--generation-database", "none"]);
    if let Some(token) = token {
        let header = format!("Authorization: Bearer {token}");
        // Whoever logs out cannot be asked any further; without a token it is tried as everything else.
        command.args(["--header", &header, "--exclude-operation-id", "logOut"]);
    }
    let run = command.output().expect("schemathesis runs");
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(said.contains("Seed: 20261117"), "{said}");
    (!run.status.success()).then(|| said + &String::from_utf8_lossy(&run.stderr))
}

#[tokio::test(flavor = "multi_thread")]
#[expect(
    clippy::disallowed_methods,
    reason = "the environment names the Python that has the oracle"
)]
async fn schemathesis_finds_nothing_with_a_token_and_without() {
    let Ok(python) = std::env::var("SHANYRAQ_PYTHON") else {
        return;
    };
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let number = office.citizen("madina").await.file().await;
    let program = Program::start(&office, None);
    let mut askar = Client::new(&office, program.browser());
    askar.log_in("askar").await;
    askar.register().await;
    let account = json_of(&askar.get("/account").await);
    assert_eq!(account["is_registered"], true);
    let token = askar.token.clone();
    for token in [None, token.as_deref()] {
        if let Some(said) = checked(&python, &program, token) {
            panic!("{said}");
        }
    }
    assert_eq!(
        askar.get("/account").await.status,
        200,
        "the token still counts"
    );
    assert_eq!(office.kinds(&number).await, ["filed", "registered"]);
}
