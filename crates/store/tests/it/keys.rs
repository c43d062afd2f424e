//! Keys: what a thief of the database does not read, what a wrong key does not open, and keys that change under way.

use casework::identifier::CaseNumber;
use jiff::SignedDuration;
use store::{
    AccessRow, Batch, Blob, Body, CaseEntry, DeedRow, DraftRow, EventDraft, Fault, KeyKind, Keys,
    NoticeRow, OfficerRow, OneTimePasswordRow, OrganizationRow, PersonRow, ReceiptRow, Row,
    SendLimit, SessionRow, SigningRow, Store, StreamId, Subject,
};

use crate::{
    desk::{Desk, on_each_engine},
    samples::{at, case, day, iin, note, noted, number, plain},
};

/// Stands in every text that must not be read.
const MARK: &str = "Ақсүйек-marker";

/// One of every kind of row that speaks of a person.
async fn fill(store: &Store) {
    let blob = Blob::new(format!("attachment {MARK}").into_bytes());
    let draft = DraftRow {
        id: "d1".to_owned(),
        person_id: "p1".to_owned(),
        service: "housing-assistance".to_owned(),
        place: None,
        answers: format!("{{\"a\":\"{MARK}\"}}"),
        attachments: format!("[\"{MARK}\"]"),
        updated_at: at(0),
        version: 1,
    };
    store.create_draft(&draft).await.unwrap();
    let kept = store.put_draft_blob("p1", "d1", blob.clone()).await;
    assert_eq!(kept, Ok(true));
    let other = store.put_draft_blob("p2", "d1", blob.clone()).await;
    assert_eq!(other, Ok(false), "a draft of somebody else");
    store.create_session(&session()).await.unwrap();
    store.create_signing(&signing()).await.unwrap();
    store.offer_qr_signing("s1", at(0), at(60)).await.unwrap();
    let container = MARK.as_bytes().to_vec();
    let taken = store.receive_qr_signature("s1", container, at(1)).await;
    assert_eq!(taken, Ok(true));
    let limit = SendLimit {
        pause: SignedDuration::from_mins(1),
        count: 5,
        within: SignedDuration::from_hours(1),
    };
    let sent = store.create_one_time_password(&password(), limit).await;
    assert_eq!(sent, Ok(true));
    let batch = Batch {
        events: vec![EventDraft {
            body: Body::of(&serde_json::json!({ "iin": iin(17).as_str(), "name": MARK })),
            ..noted("filed")
        }],
        rows: rows(),
        blobs: vec![Blob::new(format!("evidence {MARK}").into_bytes())],
        ..Batch::default()
    };
    store
        .commit(plain(StreamId::case(&number(1)), 0, batch))
        .await
        .unwrap();
    let batch = Batch {
        events: vec![EventDraft {
            body: Body::of(&serde_json::json!({ "name": MARK })),
            ..noted("person")
        }],
        ..Batch::default()
    };
    store
        .commit(plain(StreamId::person("p1"), 0, batch))
        .await
        .unwrap();
    store.record_accesses(vec![look()]).await.unwrap();
}

/// Somebody looked at the receipt.
fn look() -> AccessRow {
    AccessRow {
        subject: Subject::event(&StreamId::organization("ASTANA"), 1),
        period: at(0),
        officer: "o".to_owned(),
        what: "receipt".to_owned(),
        detail: String::new(),
        organization: "ASTANA".to_owned(),
        officer_name: "Officer".to_owned(),
        roles: "operator".to_owned(),
        at: at(0),
    }
}

fn session() -> SessionRow {
    SessionRow {
        token_digest: "t1".to_owned(),
        iin: Some(iin(17)),
        kind: "citizen".to_owned(),
        csrf: "c".to_owned(),
        created_at: at(0),
        expires_at: at(3600),
        data: MARK.to_owned(),
    }
}

fn signing() -> SigningRow {
    SigningRow {
        id: "s1".to_owned(),
        purpose: "submit".to_owned(),
        subject: iin(17),
        session_digest: "t1".to_owned(),
        digest: "0".repeat(64),
        bytes: MARK.as_bytes().to_vec(),
        created_at: at(0),
        expires_at: at(600),
        used_at: None,
    }
}

fn password() -> OneTimePasswordRow {
    OneTimePasswordRow {
        id: "o1".to_owned(),
        record: "s1".to_owned(),
        iin: iin(17),
        phone: "+77011234567".to_owned(),
        seal: "x".to_owned(),
        tries: 0,
        sent_at: at(0),
        expires_at: at(300),
        used_at: None,
    }
}

fn person() -> PersonRow {
    PersonRow {
        id: "p1".to_owned(),
        iin: iin(17),
        name: MARK.to_owned(),
        phone: Some("+77011234567".to_owned()),
        email: Some(format!("{MARK}@example.kz")),
        language: "kk".to_owned(),
        acknowledged_at: None,
    }
}

fn notice() -> NoticeRow {
    NoticeRow {
        id: "n1".to_owned(),
        recipient: iin(17),
        case_number: number(1),
        code: "hearing".to_owned(),
        facts: serde_json::json!({ "place": MARK }),
        at: at(0),
        read_at: None,
    }
}

fn rows() -> Vec<Row> {
    let mut row = case(1, "ASTANA", "Name that stays plain", Some("2026-07-09"));
    row.officer = Some(iin(18));
    row.officer_name = Some("Officer".to_owned());
    let entry = CaseEntry {
        row,
        registers_on: None,
    };
    vec![
        Row::Organization(Box::new(OrganizationRow {
            code: "ASTANA".to_owned(),
            bin: "123456789012".to_owned(),
            kato: "710000000".to_owned(),
            register: "A".to_owned(),
            json: serde_json::json!({}),
            offers: Vec::new(),
        })),
        Row::Officer(Box::new(OfficerRow {
            organization: "ASTANA".to_owned(),
            iin: iin(18),
            name: "Officer".to_owned(),
            roles: vec!["executor".to_owned()],
        })),
        Row::Person(Box::new(person())),
        Row::Case(Box::new(entry)),
        Row::Notice(Box::new(notice())),
        Row::Deed(Box::new(deed())),
        Row::Receipt(Box::new(ReceiptRow {
            subject: Subject::event(&StreamId::organization("ASTANA"), 1),
            recipient: iin(17),
        })),
        Row::DeleteDraft {
            id: "d1".to_owned(),
        },
    ]
}

fn deed() -> DeedRow {
    DeedRow {
        number: "D-1".to_owned(),
        case_number: number(1),
        organization: "ASTANA".to_owned(),
        code: "approval".to_owned(),
        titles: serde_json::json!({}),
        day: day("2026-07-02"),
        data_digest: "1".repeat(64),
        container_digest: "2".repeat(64),
        pdf_digest: None,
        recipient: iin(17),
    }
}

/// Asserts that everything that was filled in is read as it was written.
async fn assert_all_is_read(store: &Store) {
    let found = store.person_by_iin(&iin(17)).await.unwrap();
    assert!(found == Some(person()));
    assert!(store.person("p1").await.unwrap() == Some(person()));
    assert!(store.session("t1", at(1)).await.unwrap() == Some(session()));
    assert!(store.signing("s1").await.unwrap() == Some(signing()));
    let qr = store.qr_signing("s1").await.unwrap().unwrap();
    assert_eq!(qr.container.as_deref(), Some(MARK.as_bytes()));
    let last = store.last_password_of(&iin(17)).await.unwrap();
    assert!(last == Some(password()));
    let notices = store.notices(&iin(17), None, 10).await.unwrap();
    assert!(notices == [notice()]);
    assert_eq!(store.unread_notices(&iin(17)).await, Ok(1));
    let deeds = store.deeds_of_recipient(&iin(17), 10).await.unwrap();
    assert!(deeds == [deed()]);
    let looks = store.accesses_of_receipts(&iin(17), None, 10).await;
    assert_eq!(looks.unwrap(), [look()]);
    let cases = store.cases_of_recipient(&iin(17), None, 10).await.unwrap();
    assert_eq!(cases[0].officer, Some(iin(18)));
    assert_eq!(cases.len(), 1);
    let officers = store.officers_by_iin(&iin(18)).await.unwrap();
    assert_eq!(officers[0].iin, iin(18));
    assert_eq!(officers.len(), 1);
    let officer = iin(18);
    let counts = store.work_counts("ASTANA", Some(&officer), day("2026-07-01"));
    assert_eq!(counts.await.unwrap().open, 1);
    let events = store
        .read_stream(&StreamId::case(&number(1)))
        .await
        .unwrap();
    assert!(events[0].body.as_ref().unwrap().contains(MARK));
    for text in ["attachment", "evidence"] {
        let blob = Blob::new(format!("{text} {MARK}").into_bytes());
        let found = store.blob(blob.digest(), 1000).await.unwrap();
        assert_eq!(found.as_deref(), Some(blob.bytes()), "{text}");
    }
    assert!(store.verify().await.unwrap().is_sound());
}

/// Every byte of the database that a thief could have.
async fn stolen(desk: &Desk) -> Vec<u8> {
    if desk.store.engine_name() == "sqlite" {
        desk.act("PRAGMA wal_checkpoint(TRUNCATE)").await;
        desk.act("VACUUM").await;
        desk.act("PRAGMA wal_checkpoint(TRUNCATE)").await;
        return desk.file();
    }
    let tables = desk
        .act("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
        .await;
    let mut all = String::new();
    for table in tables.into_iter().flatten().flatten() {
        let sql = format!("SELECT t::text FROM {table} t");
        for cell in desk.act(&sql).await.into_iter().flatten().flatten() {
            all.push_str(&cell);
            all.push('\n');
        }
    }
    all.into_bytes()
}

/// Whether the bytes hold the text, or the hexadecimal digits that PostgreSQL prints for it.
fn holds(bytes: &[u8], text: &str) -> bool {
    let digits: Vec<String> = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    [text.as_bytes(), digits.concat().as_bytes()]
        .iter()
        .any(|text| bytes.windows(text.len()).any(|window| window == *text))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thief_of_the_database_reads_no_number_no_body_and_no_file() {
    on_each_engine("thief", async |desk| {
        fill(&desk.store).await;
        assert_all_is_read(&desk.store).await;
        let bytes = stolen(desk).await;
        for secret in [MARK, "-marker", "+7701", "01123456"] {
            assert!(!holds(&bytes, secret), "{secret}");
        }
        for iin in [iin(17), iin(18)] {
            assert!(!holds(&bytes, iin.as_str()));
        }
        let tied = "SELECT COUNT(*) FROM receipt WHERE recipient IN (SELECT recipient FROM case_row \
             UNION ALL SELECT recipient FROM deed UNION ALL SELECT iin FROM person)";
        let tied = desk.act(tied).await;
        assert_eq!(tied[0][0].as_deref(), Some("0"), "a receipt is told to be somebody's");
        // What work lists are searched by is the exception, and shows that the search is one.
        assert!(holds(&bytes, "Name that stays plain"));
        assert!(holds(&bytes, "housing-assistance"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_moved_to_another_row_does_not_open() {
    on_each_engine("moved", async |desk| {
        fill(&desk.store).await;
        let two = PersonRow {
            id: "p2".to_owned(),
            iin: iin(2),
            ..person()
        };
        let batch = Batch {
            rows: vec![Row::Person(Box::new(two))],
            ..Batch::default()
        };
        let stream = StreamId::person("p2");
        desk.store.commit(plain(stream, 0, batch)).await.unwrap();
        desk.act("UPDATE person SET phone = (SELECT o.phone FROM person o WHERE o.id = 'p2') WHERE id = 'p1'")
            .await;
        assert!(matches!(desk.store.person("p1").await, Err(Fault::Shut { .. })));
        assert!(desk.store.person("p2").await.is_ok());

        let one = Blob::new(format!("attachment {MARK}").into_bytes());
        let other = Blob::new(format!("evidence {MARK}").into_bytes());
        desk.act(&format!(
            "UPDATE sealed_blob SET bytes = (SELECT o.bytes FROM sealed_blob o WHERE o.digest = '{}') WHERE digest = '{}'",
            other.digest(),
            one.digest()
        ))
        .await;
        let refused = desk.store.blob(one.digest(), 1000).await.unwrap_err();
        assert!(matches!(refused, Fault::Altered { .. }), "{refused:?}");
        assert!(desk.store.blob(other.digest(), 1000).await.is_ok());
        // The key of one case put in the place of another's opens nothing there.
        note(&desk.store, &StreamId::case(&number(2)), 0, &["x"]).await.unwrap();
        desk.act(&format!(
            "UPDATE data_key SET wrapped = (SELECT o.wrapped FROM data_key o WHERE o.owner = '{}') WHERE owner = '{}'",
            StreamId::case(&number(1)),
            StreamId::case(&number(2)),
        ))
        .await;
        let refused = desk.store.read_stream(&StreamId::case(&number(2))).await;
        assert!(matches!(refused, Err(Fault::Shut { .. })));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_or_a_lost_key_stops_the_start_by_its_name() {
    on_each_engine("wrong_key", async |desk| {
        fill(&desk.store).await;
        let lost = desk.store_with(Keys::fresh().unwrap()).check_keys().await;
        assert!(matches!(lost, Err(Fault::KeyMissing { .. })), "{lost:?}");
        // A ring that was refused leaves no trace.
        assert_eq!(desk.store.check_keys().await, Ok(()));
        let id = desk.keys.all()[0].1;
        let other = "ab".repeat(32);
        let register = desk.keys.all()[1].1;
        let text = format!("master {id} {other}\nregister {register} {other}");
        let wrong = desk.store_with(Keys::parse(&text).unwrap());
        let refused = wrong.check_keys().await.unwrap_err();
        assert_eq!(refused, Fault::KeyWrong { key: id.to_owned() });
        assert!(!refused.to_string().contains("abab"));
        let none = desk.store_with(Keys::none());
        assert_eq!(none.check_keys().await, Err(Fault::NoKeys));
        assert_eq!(none.migrate().await, Err(Fault::NoKeys));
        let stream = StreamId::case(&number(1));
        assert_eq!(none.read_stream(&stream).await, Err(Fault::NoKeys));
        assert!(note(&none, &stream, 1, &["x"]).await.is_err());
        assert!(none.person_by_iin(&iin(17)).await.is_err());
        // Envelopes are verified all the same, and the report says what was not looked at.
        let report = none.verify().await.unwrap();
        assert!(report.is_sound());
        assert_eq!((report.events, report.unread, report.erased), (2, 2, 0));
        assert_eq!(desk.store.verify().await.unwrap().unread, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_takes_bodies_and_files_and_the_journal_stays_sound() {
    on_each_engine("erase", async |desk| {
        fill(&desk.store).await;
        let (one, two) = (number(1), number(2));
        let stream = |number: &CaseNumber| StreamId::case(number);
        let shared = Blob::new(format!("evidence {MARK}").into_bytes());
        let batch = Batch {
            events: vec![noted("other case")],
            blobs: vec![shared.clone()],
            ..Batch::default()
        };
        desk.store
            .commit(plain(stream(&two), 0, batch))
            .await
            .unwrap();
        assert_eq!(desk.store.erase(&stream(&one)).await, Ok(1));
        let report = desk.store.verify().await.unwrap();
        assert!(report.is_sound(), "{report:?}");
        assert_eq!((report.events, report.erased), (3, 1));
        let events = desk.store.read_stream(&stream(&one)).await.unwrap();
        assert_eq!(events[0].body, None);
        let attached = Blob::new(format!("attachment {MARK}").into_bytes());
        assert_eq!(desk.store.blob(attached.digest(), 1000).await, Ok(None));
        // The same bytes in another case belong to that case too.
        assert!(
            desk.store
                .blob(shared.digest(), 1000)
                .await
                .unwrap()
                .is_some()
        );
        let left = desk.store.read_stream(&stream(&two)).await.unwrap();
        assert!(left[0].body.is_some());
        assert_eq!(
            desk.store.erase(&stream(&one)).await,
            Ok(1),
            "twice is once"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_is_thrown_away_leaves_nothing() {
    on_each_engine("no_draft", async |desk| {
        fill(&desk.store).await;
        let draft = DraftRow {
            id: "d2".to_owned(),
            person_id: "p1".to_owned(),
            service: "s".to_owned(),
            place: None,
            answers: "{}".to_owned(),
            attachments: "[]".to_owned(),
            updated_at: at(0),
            version: 1,
        };
        desk.store.create_draft(&draft).await.unwrap();
        let blob = Blob::new(b"thrown away".to_vec());
        let kept = desk.store.put_draft_blob("p1", "d2", blob.clone()).await;
        assert_eq!(kept, Ok(true));
        assert_eq!(desk.store.delete_draft("p2", "d2").await, Ok(false));
        assert!(desk.store.blob(blob.digest(), 100).await.unwrap().is_some());
        assert_eq!(desk.store.delete_draft("p1", "d2").await, Ok(true));
        assert_eq!(desk.store.blob(blob.digest(), 100).await, Ok(None));
        let left = desk
            .act("SELECT owner FROM data_key WHERE owner LIKE 'draft/%'")
            .await;
        assert_eq!(left.len(), 0);
        assert_all_is_read(&desk.store).await;
    })
    .await;
}

mod rotation;
mod upgrade;
