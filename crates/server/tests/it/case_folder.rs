//! A case as a folder: exported, then checked with no server; and nothing can be changed in it unseen.

use std::path::Path;

use app::case_folder::{Asked, Checked, Files, MANIFEST, check_files, export_case, verify_case};
use app::refuse_intake::{begin, refuse_intake};
use app::seal::seal_day;
use casework::actor::Officer;
use casework::canonical::sha256_hex;
use casework::deed::refused_intake::{Applies, Lack, Lacking, RefusedIntake};
use casework::identifier::CaseNumber;
use casework::seal::Checkpoint;
use casework::story::cast::Player;
use law::edition::Role;

use crate::http::Program;
use crate::office::{TestOffice, for_each_engine};
use crate::seal::stamped;

/// A decided case with its deed.
async fn decided(office: &TestOffice) -> CaseNumber {
    let number = office.citizen("madina").await.file().await;
    office.at("2026-11-18T09:30");
    office
        .official("askar")
        .await
        .decide_to_assign(&number)
        .await;
    office.at("2026-11-20T16:20");
    let aigerim = office.official("aigerim").await;
    aigerim.sign(&number).await.unwrap();
    office.drain_jobs().await;
    number
}

async fn sealed(office: &TestOffice) -> Checkpoint {
    let sealed = seal_day(&office.app, office.now()).await.unwrap();
    office.drain_jobs().await;
    stamped(office).await;
    sealed.unwrap()
}

async fn exported(office: &TestOffice, number: &CaseNumber) -> Files {
    export_case(&office.app, number, office.now())
        .await
        .unwrap()
}

fn checked(office: &TestOffice, files: &Files, checkpoint: Option<&Checkpoint>) -> Checked {
    let key = office.app.settings.note_key.clone().unwrap();
    let asked = Asked {
        trust: Some(&office.app.trust),
        at: office.now(),
        checkpoint,
        key: Some(key.public()),
        law: Some(office.app.law.digest()),
    };
    verify_case(files, &asked)
}

/// What does not hold, or cannot be said.
fn failing(checked: &Checked) -> Vec<(&'static str, Option<bool>)> {
    let failing = checked.rows.iter().filter(|row| row.holds != Some(true));
    failing.map(|row| (row.what, row.holds)).collect()
}

/// The manifest written anew over what was changed, as a forger would.
fn manifested(mut files: Files) -> Files {
    files.remove(MANIFEST);
    let lines = files
        .iter()
        .map(|(path, bytes)| format!("{}  {path}\n", sha256_hex(bytes)));
    let text: String = lines.collect();
    files.insert(MANIFEST.to_owned(), text.into_bytes());
    files
}

#[tokio::test]
async fn exported_case_proves_itself_and_each_of_its_files() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = decided(office).await;
        let checkpoint = sealed(office).await;
        let files = exported(office, &number).await;
        let whole = checked(office, &files, Some(&checkpoint));
        assert!(whole.holds(), "{:#?}", whole.rows);
        let words: Vec<&str> = whole.rows.iter().map(|row| row.what).collect();
        assert_eq!(
            words,
            [
                "files",
                "journal",
                "law",
                "case",
                "documents",
                "deeds",
                "signatures",
                "seal",
                "outside"
            ]
        );
        for name in ["README.txt", "application/signed.txt", "seal/token.tst"] {
            assert!(files.contains_key(name), "{name} in {:?}", files.keys());
        }
        assert!(files.keys().any(|path| path.ends_with("/deed.pdf")));
        assert!(files.keys().any(|path| path.starts_with("attachments/")));

        // Any bit of any file, any file lost, any file more.
        for (path, bytes) in &files {
            for at in [0, bytes.len() / 2, bytes.len().saturating_sub(1)] {
                let mut changed = files.clone();
                let byte = changed.get_mut(path).unwrap().get_mut(at);
                *byte.expect("no file is empty") ^= 1;
                assert_eq!(check_files(&changed).holds, Some(false), "{path} at {at}");
            }
            let mut lost = files.clone();
            lost.remove(path);
            assert_eq!(check_files(&lost).holds, Some(false), "{path} lost");
        }
        let mut more = files.clone();
        more.insert("files/more".to_owned(), Vec::new());
        assert_eq!(check_files(&more).holds, Some(false));
        assert_eq!(check_files(&files).holds, Some(true));
    })
    .await;
}

/// What a forger does to the file at a path.
type Change = fn(&mut Files, &str);

/// An exported case in the hands of a forger.
struct Forger<'o> {
    office: &'o TestOffice,
    files: Files,
    checkpoint: Checkpoint,
}

impl<'o> Forger<'o> {
    async fn at(office: &'o TestOffice) -> Self {
        let number = decided(office).await;
        let checkpoint = sealed(office).await;
        let files = exported(office, &number).await;
        Self {
            office,
            files,
            checkpoint,
        }
    }

    /// Changes the first file whose path ends so, writes the manifest anew; what does not hold then.
    fn forge(&self, ending: &str, change: Change) -> Vec<(&'static str, Option<bool>)> {
        let mut paths = self.files.keys();
        let path = paths.find(|path| path.ends_with(ending));
        let path = path.unwrap_or_else(|| panic!("no {ending}"));
        let mut changed = self.files.clone();
        change(&mut changed, path);
        assert!(changed != self.files, "{path}");
        let found = checked(self.office, &manifested(changed), Some(&self.checkpoint));
        assert!(!found.holds(), "{path}");
        failing(&found)
    }
}

fn flip(files: &mut Files, path: &str) {
    let bytes = files.get_mut(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
}

fn remove(files: &mut Files, path: &str) {
    files.remove(path);
}

/// Puts a file that the journal does not know beside one that it does.
fn slip_in(files: &mut Files, path: &str) {
    files.insert(format!("{path}.txt"), b"more".to_vec());
}

/// Takes away all files that begin as this one does, up to its last part.
fn remove_all(files: &mut Files, path: &str) {
    let (begin, _) = path.rsplit_once(['/', '-']).unwrap();
    files.retain(|path, _| !path.starts_with(begin));
}

fn move_day(files: &mut Files, path: &str) {
    let text = String::from_utf8(files[path].clone()).unwrap();
    let moved = text.replace("2026-11-20", "2026-11-21");
    files.insert(path.to_owned(), moved.into_bytes());
}

#[tokio::test]
async fn forgery_under_a_new_manifest_shows_in_what_it_forges() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let forger = Forger::at(office).await;
        let attachment = forger
            .files
            .keys()
            .find(|it| it.starts_with("attachments/"));
        let attachment = attachment.unwrap().clone();
        let package = forger.files.keys().find(|it| it.starts_with("signatures/"));
        let package = package.unwrap().clone();
        let table: &[(&str, Change, &str)] = &[
            ("-envelope.json", flip, "journal"),
            ("-body.json", flip, "journal"),
            ("-salt.bin", flip, "journal"),
            (&attachment, flip, "documents"),
            (&attachment, remove, "documents"),
            ("application/signed.txt", flip, "documents"),
            ("application/signature.p7s", flip, "documents"),
            ("/data.json", flip, "documents"),
            ("application/signed.txt", slip_in, "documents"),
            ("/verdict.json", flip, "signatures"),
            ("/signed.bin", flip, "signatures"),
            (&package, remove_all, "signatures"),
            ("seal/token.tst", flip, "outside"),
            ("seal/proof.json", remove, "seal"),
            ("case.json", move_day, "case"),
        ];
        for (ending, change, row) in table {
            assert_eq!(
                forger.forge(ending, *change),
                [(*row, Some(false))],
                "{ending}"
            );
        }
        let found = forger.forge("seal/checkpoint.txt", move_day);
        assert_eq!(found, [("seal", Some(false)), ("outside", Some(false))]);

        // The last event is taken away with all that is its own: the chain holds, and the seal does not.
        let last = forger.files.keys().rfind(|it| it.starts_with("journal/"));
        let found = forger.forge(&last.unwrap().clone(), remove_all);
        assert!(found.contains(&("seal", Some(false))), "{found:?}");
        assert!(!found.contains(&("journal", Some(false))), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn receipts_of_a_counter_are_no_part_of_the_folder_of_a_case() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let before = exported(office, &number).await;
        let operator = Player::find("askar").unwrap().person().unwrap();
        let officer = Officer {
            person: operator,
            organization: office.case(&number).await.filed.organization,
            roles: [Role::Operator].into(),
        };
        let asked = RefusedIntake {
            recipient: Player::find("bolat").unwrap().person().unwrap(),
            address: "Астана".to_owned(),
            applies: Applies::First,
            lacking: vec![Lacking {
                document: "income-proof".to_owned(),
                lack: Lack::Missing,
            }],
            department: "3".to_owned(),
            executor: String::new(),
            telephone: String::new(),
        };
        let (app, now) = (&office.app, office.now());
        let form = begin(app, &officer, now).await.unwrap();
        let asked = ("housing-assistance", &asked);
        refuse_intake(app, &officer, &form, asked, now)
            .await
            .unwrap();
        let after = exported(office, &number).await;
        assert_eq!(
            before.get("organization.json"),
            after.get("organization.json")
        );
        let told = String::from_utf8(after["organization.json"].clone()).unwrap();
        assert_eq!(told.matches("\"since\"").count(), 1, "{told}");
    })
    .await;
}

#[tokio::test]
async fn edition_other_than_the_one_of_the_journal_is_not_believed() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let mut files = exported(office, &number).await;
        let case = office.case(&number).await;
        let edition = files
            .iter_mut()
            .find(|(_, bytes)| sha256_hex(bytes) == case.filed.edition_digest);
        edition.expect("the edition is there").1.push(b'\n');
        // Neither is the list of sealed editions: the law would not load.
        files.remove("law/sealed.txt");
        let found = checked(office, &manifested(files), None);
        assert!(
            failing(&found).contains(&("law", Some(false))),
            "{:?}",
            found.rows
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_said_is_no_yes() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let early = checked(office, &exported(office, &number).await, None);
        assert_eq!(failing(&early), [("seal", None), ("outside", None)]);
        let first = sealed(office).await;
        office.at("2026-11-18T09:30");
        office.official("askar").await.take(&number).await.unwrap();
        let files = exported(office, &number).await;
        let later = checked(office, &files, Some(&first));
        assert_eq!(
            failing(&later),
            [("seal", None)],
            "an event came after the seal"
        );
        let second = sealed(office).await;
        let other = checked(office, &files, Some(&second));
        assert_eq!(failing(&other), [("seal", None), ("outside", None)]);
        let files = exported(office, &number).await;
        assert!(checked(office, &files, Some(&second)).holds());
        let asked = Asked {
            trust: None,
            at: office.now(),
            checkpoint: None,
            key: None,
            law: None,
        };
        let untrusted = verify_case(&files, &asked);
        assert_eq!(
            failing(&untrusted),
            [
                ("law", None),
                ("signatures", None),
                ("seal", None),
                ("outside", None)
            ]
        );
    })
    .await;
}

/// Runs `sha256sum -c` as anybody would.
fn sums_hold(folder: &Path) -> bool {
    let run = std::process::Command::new("sha256sum")
        .args(["--strict", "--quiet", "-c", MANIFEST])
        .current_dir(folder)
        .output();
    run.unwrap().status.success()
}

#[tokio::test]
async fn auditor_checks_the_folder_by_the_program_and_by_sha256sum_alone() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = decided(office).await;
        sealed(office).await;
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("case");
        let name = folder.display().to_string();
        let export = ["case", "export", number.as_str(), "--to", &name];
        let run = Program::told(office, &export);
        assert_eq!(run.0, Some(0), "{run:?}");
        assert_eq!(
            Program::told(office, &export).0,
            Some(2),
            "nothing is written over"
        );
        assert!(sums_hold(&folder));
        let trust = office.town.trust_dir.display().to_string();
        let at = office.now().to_string();
        let mut verify = vec!["case", "verify", &name, "--trust", &trust, "--at", &at];
        verify.extend(["--time-policies", sandbox::ca::STAMP_POLICY]);
        let run = Program::told(office, &verify);
        assert_eq!(run.0, Some(1), "{}", run.1);
        assert!(run.1.contains("anybody can make such a seal"), "{}", run.1);
        let key = office.app.settings.note_key.clone().unwrap();
        let key = key.public().line();
        verify.extend(["--law-digest", office.app.law.digest(), "--key", &key]);
        let run = Program::told(office, &verify);
        assert_eq!(run.0, Some(0), "{}", run.1);
        assert!(run.1.contains("all of it holds"), "{}", run.1);

        let file = folder.join("README.txt");
        let mut text = std::fs::read(&file).unwrap();
        text[0] ^= 1;
        std::fs::write(&file, text).unwrap();
        assert!(!sums_hold(&folder));
        let run = Program::told(office, &verify);
        assert_eq!(run.0, Some(1), "{}", run.1);
        assert!(
            run.1
                .contains("DOES NOT HOLD  not as the manifest says: README.txt"),
            "{}",
            run.1
        );
        let none = place.path().join("none").display().to_string();
        assert_eq!(Program::told(office, &["case", "verify", &none]).0, Some(2));
        let nobody = CaseNumber::from_random(99);
        let other = place.path().join("other").display().to_string();
        let run = Program::told(office, &["case", "export", nobody.as_str(), "--to", &other]);
        assert_eq!(run.0, Some(1), "{run:?}");
    })
    .await;
}
