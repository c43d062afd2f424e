//! The keys of personal data in the whole office: what a thief of the archive reads, and the operator's commands.

use casework::identifier::CaseNumber;
use serde_json::Value;

use crate::http::Program;
use crate::office::{Engine, TestOffice, at_hand, moment};

/// Every byte of an archive that is a file, with its log.
pub(crate) fn stolen(office: &TestOffice) -> Vec<u8> {
    let store::Config::Sqlite { path, .. } = office.archive() else {
        panic!("the archive is a file");
    };
    let log = std::fs::read(path.with_extension("db-wal")).unwrap();
    [std::fs::read(path).unwrap(), log].concat()
}

/// Whether a text lies among bytes.
pub(crate) fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

/// A case from its first page to its deed.
async fn decided(office: &TestOffice) -> CaseNumber {
    let madina = office.citizen("madina").await;
    let number = madina.file().await;
    office.drain_jobs().await;
    let askar = office.official("askar").await;
    askar.take(&number).await.unwrap();
    number
}

#[tokio::test]
async fn a_stolen_archive_of_a_whole_office_holds_no_number_of_a_person_and_no_file() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let madina = office.citizen("madina").await;
    let draft = madina.fill_in().await;
    let left = madina.draft(&draft).await.unwrap();
    let number = decided(&office).await;
    let case = office.case(&number).await;
    let bytes = stolen(&office);
    for person in ["madina", "askar"] {
        let iin = office.iin(person);
        assert!(!holds(&bytes, iin.as_str().as_bytes()), "{person}");
    }
    // Files of people are PDFs, and none is there as itself.
    assert!(left.attachments.len() > 1);
    assert!(!holds(&bytes, b"%PDF-"));
    // That the search finds what is there is shown by what lists need.
    let name = &case.filed.recipient.name;
    assert!(holds(&bytes, name.split(' ').next().unwrap().as_bytes()));
    assert!(holds(&bytes, number.as_str().as_bytes()));
}

fn told(office: &TestOffice, arguments: &[&str]) -> (Option<i32>, Value) {
    let (code, said) = Program::told(office, &[&["--json"], arguments].concat());
    let report = serde_json::from_str(&said);
    (code, report.unwrap_or(Value::String(said)))
}

#[tokio::test]
async fn an_operator_changes_both_keys_while_the_office_goes_on() {
    for engine in at_hand() {
        let mut anew = TestOffice::open(engine, moment("2026-11-17T10:00")).await;
        let office = &anew;
        let number = decided(office).await;
        let (code, status) = told(office, &["keys", "status"]);
        assert_eq!(code, Some(0), "{status}");
        let old = status["keys"].as_array().unwrap().clone();
        assert_eq!(old.len(), 2, "{status}");
        for kind in ["master", "register"] {
            let (code, added) = told(office, &["keys", "add", kind]);
            assert_eq!(code, Some(0), "{added}");
            let (code, status) = told(office, &["keys", "status"]);
            assert_eq!(
                code,
                Some(1),
                "a key that nothing is written with: {status}"
            );
            assert_eq!(status["keys"].as_array().unwrap().len(), 3, "{status}");
            let id = added["id"].as_str().unwrap();
            let before = old.iter().find(|key| key["kind"] == kind).unwrap();
            let before = before["id"].as_str().unwrap();
            let (code, said) = told(office, &["keys", "retire", before]);
            assert_eq!((code, &said["retired"]), (Some(1), &false.into()), "{said}");
            let (code, said) = told(office, &["keys", "rotate", id]);
            assert_eq!((code, &said["current"]), (Some(0), &id.into()), "{said}");
            assert!(said["rewritten"].as_u64().unwrap() > 1, "{said}");
            let (code, said) = told(office, &["keys", "retire", before]);
            assert_eq!((code, &said["retired"]), (Some(0), &true.into()), "{said}");
            // The operator takes it out of the ring.
            let ring = office.town_folder().join("ring");
            let text = std::fs::read_to_string(&ring).unwrap();
            let left: Vec<&str> = text.lines().filter(|line| !line.contains(before)).collect();
            std::fs::write(&ring, left.join("\n")).unwrap();
        }
        let (code, status) = told(office, &["keys", "status"]);
        assert_eq!(code, Some(0), "{status}");
        let (code, said) = told(office, &["keys", "rotate", "nobody"]);
        assert_eq!(code, Some(2), "{said}");
        // A program that starts with the new ring reads what was written before.
        let program = Program::start(office, None);
        program.verify_journal();
        let (code, said) = told(
            office,
            &["signature", "export", number.as_str(), "--to", "package"],
        );
        assert_eq!(code, Some(0), "{said}");
        drop(program);
        // The office of the test has a ring of before: it is told so, and does not go on.
        let refused = office.app.store.check_keys().await.unwrap_err();
        assert!(
            matches!(refused, store::Fault::KeyMissing { .. }),
            "{refused:?}"
        );
        anew.open_again().await;
        anew.finish().await;
    }
}

#[tokio::test]
async fn without_its_ring_nothing_starts_and_the_journal_is_verified_by_its_envelopes() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    decided(&office).await;
    let ring = office.town_folder().join("ring");
    let kept = office.town_folder().join("kept");
    std::fs::rename(&ring, &kept).unwrap();
    let (code, report) = told(&office, &["journal", "verify"]);
    assert_eq!(
        (code, &report["clean"]),
        (Some(0), &true.into()),
        "{report}"
    );
    assert_eq!(report["unread"], report["events"], "{report}");
    // A town makes itself a ring where there is none; to this archive it does not fit.
    let (code, said) = Program::told(&office, &["serve"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("do not fit the database"), "{said}");
    std::fs::rename(&kept, &ring).unwrap();
    let (code, report) = told(&office, &["journal", "verify"]);
    assert_eq!((code, &report["unread"]), (Some(0), &0.into()), "{report}");
}
