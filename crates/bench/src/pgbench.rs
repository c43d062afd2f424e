//! The peer of the store on PostgreSQL: pgbench with the statements of one submission on our schema.
//!
//! The rows are read back from a submission that our store wrote, so that both write the same widths and as many
//! search words; only what must be unique differs.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::Context as _;

use crate::engine::Engine;
use crate::scale::Scale;
use crate::submission;

/// A script of pgbench and whom it asks.
pub(crate) struct Script {
    program: String,
    file: PathBuf,
    address: String,
}

/// A text between quotes. pgbench looks for its variables inside of quotes too, so that no colon may stand there.
fn quoted(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('\'', "''")
        .replace(':', "\\x3a");
    format!("E'{escaped}'")
}

/// Writes the script, if this is PostgreSQL and pgbench is at hand.
pub(crate) async fn script(engine: &Engine, scale: &Scale) -> anyhow::Result<Option<Script>> {
    let address = engine.address();
    let Some(program) = scale.pgbench.clone().filter(|_program| !address.is_empty()) else {
        return Ok(None);
    };
    let store = engine.open(1).await?;
    let row = submission::row(2, 0)?;
    let number = row.number.to_string();
    store.commit(submission::commit(2, 0)?).await?;
    let events = engine
        .ask(&format!("SELECT seq, encode(hash, 'hex'), envelope, body, encode(salt, 'hex') FROM event WHERE stream = 'case/{number}' ORDER BY seq"))
        .await?;
    let columns = "organization, service, place, recipient, recipient_name, registration_number, filed_at, stage, turn, \
         officer, officer_name, due, answer_due, closed_as, closed_day, seq, registers_on, due_key";
    let case = engine
        .ask(&format!(
            "SELECT {columns} FROM case_row WHERE number = '{number}'"
        ))
        .await?;
    let tokens = engine
        .ask(&format!("SELECT organization, token FROM case_token WHERE case_number = '{number}' ORDER BY token"))
        .await?;
    let text = text(
        &events,
        (columns, case.first().context("the case")?),
        &tokens,
    );
    let file = scale.work.join("pgbench.sql");
    std::fs::write(&file, text)?;
    Ok(Some(Script {
        program,
        file,
        address,
    }))
}

/// The transaction: the head of the stream, three events in one statement, the case, its search words.
fn text(
    events: &[Vec<String>],
    (columns, case): (&str, &[String]),
    tokens: &[Vec<String>],
) -> String {
    let cell = |row: &[String], at: usize| quoted(row.get(at).map_or("", String::as_str));
    let rows: Vec<String> = events
        .iter()
        .map(|row| {
            let bytes = |at| format!("decode({}, 'hex')", cell(row, at));
            let seq = row.first().map_or("0", String::as_str);
            format!(
                "('case/' || :n, {seq}, {}, {}, {}, {})",
                bytes(1),
                cell(row, 2),
                cell(row, 3),
                bytes(4)
            )
        })
        .collect();
    let of_case: Vec<String> = columns
        .split(", ")
        .zip(case)
        .map(|(column, value)| match column.trim() {
            "filed_at" | "seq" => value.clone(),
            "registration_number" => "'R' || :n".to_owned(),
            _ if value.is_empty() => "NULL".to_owned(),
            _ => quoted(value),
        })
        .collect();
    let updated: Vec<String> = columns
        .split(", ")
        .map(str::trim)
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    let words: Vec<String> = tokens
        .iter()
        .map(|row| format!("({}, {}, 'P' || :n)", cell(row, 0), cell(row, 1)))
        .collect();
    let list: Vec<&str> = tokens
        .iter()
        .filter_map(|row| row.get(1))
        .map(String::as_str)
        .collect();
    let organization = case.first().map(String::as_str).unwrap_or_default();
    format!(
        "\\set n random(1, 9000000000000000)\nBEGIN;\n\
         SELECT seq, hash FROM event WHERE stream = 'case/' || :n ORDER BY seq DESC LIMIT 1;\n\
         INSERT INTO event (stream, seq, hash, envelope, body, salt) VALUES {};\n\
         INSERT INTO case_row (number, {columns}) VALUES ('P' || :n, {}) ON CONFLICT (number) DO UPDATE SET {};\n\
         DELETE FROM case_token WHERE case_number = 'P' || :n AND (organization <> {} OR ' {} ' NOT LIKE '% ' || token || ' %');\n\
         INSERT INTO case_token (organization, token, case_number) VALUES {} ON CONFLICT DO NOTHING;\n\
         COMMIT;\n",
        rows.join(", "),
        of_case.join(", "),
        updated.join(", "),
        quoted(organization),
        list.join(" "),
        words.join(", "),
    )
}

impl Script {
    /// Runs it; transactions in a second.
    pub(crate) fn run(&self, clients: usize, lasting: Duration) -> anyhow::Result<u64> {
        let seconds = lasting.as_secs().max(1).to_string();
        let clients = clients.to_string();
        let threads = if clients == "1" { "1" } else { "2" };
        let output = Command::new(&self.program)
            .args([
                "-n", "-M", "prepared", "-c", &clients, "-j", threads, "-T", &seconds, "-f",
            ])
            .arg(&self.file)
            .arg(&self.address)
            .output()
            .context("cannot run pgbench")?;
        let said = String::from_utf8_lossy(&output.stdout);
        let tps = said.lines().find_map(|line| line.strip_prefix("tps = "));
        let whole = tps.and_then(|text| text.split('.').next()?.parse().ok());
        whole.with_context(|| {
            format!(
                "pgbench said {said} {}",
                String::from_utf8_lossy(&output.stderr)
            )
        })
    }
}
