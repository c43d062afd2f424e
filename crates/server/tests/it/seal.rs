//! The daily seal: once a legal day, signed, stamped, published, and compared with what somebody kept.

use app::note_key::is_signed_by;
use app::seal::{checkpoint_of, published, seal_day};
use casework::seal::{Note, proof};
use jiff::SignedDuration;
use sandbox::choice::TsaMode;

use crate::http::{Doors, Program, Sent};
use crate::office::{TestOffice, for_each_engine};

async fn sealed(office: &TestOffice) -> Option<String> {
    let sealed = seal_day(&office.app, office.now()).await.unwrap();
    office.drain_jobs().await;
    sealed.map(|checkpoint| checkpoint.day.to_string())
}

/// Lets time pass until the authority has stamped the seal, however slow this machine is.
pub(crate) async fn stamped(office: &TestOffice) {
    for _minute in 0..60 {
        if office.app.store.jobs_left().await.unwrap() == 0 {
            return;
        }
        office.later(SignedDuration::from_mins(1));
        office.drain_jobs().await;
    }
}

#[tokio::test]
async fn day_is_sealed_once_by_the_clock_of_the_capital_and_a_standstill_is_caught_up() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        madina.file().await;
        assert_eq!(sealed(office).await.as_deref(), Some("2026-11-17"));
        assert_eq!(sealed(office).await, None);
        let store = &office.app.store;
        let first = store.latest_seal().await.unwrap().unwrap();
        let size = first.size.to_string();
        office.at("2026-11-17T23:59");
        assert_eq!(sealed(office).await, None);
        // In Greenwich it is still the day before.
        office.at("2026-11-18T00:01");
        assert_eq!(sealed(office).await.as_deref(), Some("2026-11-18"));
        office.at("2026-11-23T12:00");
        assert_eq!(sealed(office).await.as_deref(), Some("2026-11-23"));
        assert_eq!(store.seals().await.unwrap().len(), 3);

        let last = store.latest_seal().await.unwrap().unwrap();
        let (old, new) = (
            checkpoint_of(&first).unwrap(),
            checkpoint_of(&last).unwrap(),
        );
        let spans = proof::consistency(old.size, new.size).unwrap();
        let path = store.seal_path(&spans).await.unwrap();
        let sizes = (old.size, new.size);
        assert!(proof::is_continued(sizes, (&old.root, &new.root), &path));
        let (_, request) = Program::told(office, &["journal", "checkpoint", "--old", &size]);
        let (asked, note) = request.split_once("\n\n").unwrap();
        assert_eq!(note.trim_end(), last.note.trim_end());
        assert_eq!(asked.lines().next(), Some(format!("old {size}").as_str()));
        assert_eq!(asked.lines().count(), path.len() + 1);
        let ahead = Program::told(office, &["journal", "checkpoint", "--old", "999999"]);
        assert_eq!(ahead.0, Some(2), "{ahead:?}");
        let report = store
            .verify_seals(0, &[old, new], &mut |_| {})
            .await
            .unwrap();
        assert!(report.is_sound(), "{:?}", report.faults);
    })
    .await;
}

#[tokio::test]
async fn checkpoint_is_signed_by_our_key_and_published_for_everybody() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let early = doors.browser().send(&Sent::get("/checkpoint")).await;
        assert_eq!(early.status, 404);
        sealed(office).await;
        stamped(office).await;
        let text = published(&office.app).await.unwrap().unwrap();
        let note = Note::parse(&text).unwrap();
        assert!(text.starts_with("127.0.0.1:8080/journal\n"), "{text}");
        let key = office.app.settings.note_key.clone().unwrap();
        assert!(is_signed_by(&note, key.public()));
        let page = doors.browser().send(&Sent::get("/checkpoint")).await;
        assert_eq!(page.status, 200);
        assert_eq!(String::from_utf8(page.body).unwrap(), text);
    })
    .await;
}

#[tokio::test]
async fn time_stamp_over_the_seal_comes_late_where_the_authority_is_silent() {
    for_each_engine("2026-11-17T10:00", async |office| {
        office.tsa(TsaMode::Down);
        sealed(office).await;
        let store = &office.app.store;
        let row = store.latest_seal().await.unwrap().unwrap();
        assert_eq!(row.token_digest, None);
        assert_eq!(store.jobs_left().await.unwrap(), 1, "it asks on");
        office.tsa(TsaMode::Normal);
        office.at("2026-11-17T11:00");
        office.drain_jobs().await;
        let row = store.latest_seal().await.unwrap().unwrap();
        let token = store.blob(&row.token_digest.unwrap(), 1 << 20).await;
        let token = token.unwrap().unwrap();
        let text = checkpoint_of(&store.latest_seal().await.unwrap().unwrap());
        let text = text.unwrap().text();
        let (trust, now) = (&office.app.trust, office.now());
        let fits =
            |text: &str| signature::check_token(&token, text.as_bytes(), trust, None, now).is_ok();
        assert!(fits(&text));
        assert!(!fits(&text.replace("11-17", "11-16")));
    })
    .await;
}

/// What an operator printed, kept outside of the installation for an auditor.
struct Kept {
    folder: tempfile::TempDir,
}

impl Kept {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// The operator prints the checkpoint, which is to the last byte what is published, with its token and its key.
    async fn by_the_operator(&self, office: &TestOffice) {
        let token = self.file("t.tst");
        let (code, printed) = Program::told(office, &["journal", "checkpoint", "--token", &token]);
        assert_eq!(code, Some(0), "{printed}");
        assert!(std::path::Path::new(&token).exists());
        let published = published(&office.app).await.unwrap().unwrap();
        assert_eq!(printed.trim_end(), published.trim_end());
        std::fs::write(self.file("checkpoint.txt"), printed).unwrap();
        let key = office.app.settings.note_key.clone().unwrap();
        std::fs::write(self.file("key"), key.public().line()).unwrap();
    }

    /// A checkpoint of another day, as somebody might forge it.
    fn forge(&self) {
        let kept = std::fs::read_to_string(self.file("checkpoint.txt")).unwrap();
        let other = kept.replace("day 2026-11-17", "day 2026-11-16");
        assert_ne!(kept, other);
        std::fs::write(self.file("forged"), other).unwrap();
    }

    /// The auditor compares the journal with a kept checkpoint: the exit code, and what was said.
    fn compared(&self, office: &TestOffice, checkpoint: &str) -> (Option<i32>, String) {
        let (checkpoint, key) = (self.file(checkpoint), self.file("key"));
        let verify = ["journal", "verify", "--checkpoint", &checkpoint];
        Program::told(office, &[&verify[..], &["--key", &key]].concat())
    }
}

#[tokio::test]
async fn operator_and_auditor_compare_the_journal_with_a_checkpoint_kept_outside() {
    let kept = Kept::new();
    for_each_engine("2026-11-17T10:00", async |office| {
        let nothing = Program::told(office, &["journal", "checkpoint"]);
        assert_eq!(nothing.0, Some(1), "{nothing:?}");
        office.citizen("madina").await.file().await;
        sealed(office).await;
        stamped(office).await;
        kept.by_the_operator(office).await;
        let clean = kept.compared(office, "checkpoint.txt");
        assert_eq!(clean.0, Some(0), "{clean:?}");
        let newest = "1 seals, the newest of 2026-11-17";
        assert!(clean.1.contains(newest), "{clean:?}");
        let quick = Program::told(office, &["journal", "verify", "--since", "2026-11-18"]);
        assert_eq!(quick.0, Some(0), "{quick:?}");
        kept.forge();
        for unusable in ["forged", "none"] {
            let found = kept.compared(office, unusable);
            assert_eq!(found.0, Some(2), "{unusable}: {found:?}");
        }
    })
    .await;
    for_each_engine("2026-11-17T10:00", async |office| {
        another_installation_is_not_the_one_of(&kept, office).await;
    })
    .await;
}

/// Another installation has a journal of its own.
async fn another_installation_is_not_the_one_of(kept: &Kept, office: &TestOffice) {
    office.citizen("viktor").await;
    sealed(office).await;
    stamped(office).await;
    let checkpoint = kept.file("checkpoint.txt");
    let verify = ["journal", "verify", "--checkpoint", &checkpoint];
    let found = Program::told(office, &verify);
    assert_eq!(found.0, Some(1), "{found:?}");
    assert!(found.1.contains("checkpoint of 2026-11-17"), "{found:?}");
    let alone = Program::told(office, &["journal", "verify"]);
    assert_eq!(alone.0, Some(0), "{alone:?}");
}

#[tokio::test]
async fn program_seals_by_itself_when_it_starts() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let program = Program::start(office, None);
        let mut browser = program.browser();
        let published = async {
            loop {
                let page = browser.send(&Sent::get("/checkpoint")).await;
                if page.status == 200 {
                    return String::from_utf8(page.body).unwrap();
                }
            }
        };
        let patience = std::time::Duration::from_mins(1);
        let text = tokio::time::timeout(patience, published).await.unwrap();
        assert!(text.contains("\nday 2026-11-17\n"), "{text}");
        program.finish_jobs().await;
    })
    .await;
}
