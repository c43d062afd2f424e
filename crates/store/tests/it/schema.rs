//! The schema: the same tables on both engines, brought up to date once, refused if it is newer.

use store::{Fault, StreamId};

use crate::desk::{Desk, bare, on_each_engine};
use crate::samples::at;

/// Table, column, type and whether it may be null, as both engines can say it.
async fn columns(desk: &Desk) -> Vec<Vec<Option<String>>> {
    let sql = match desk.store.engine_name() {
        "sqlite" => {
            "SELECT m.name, p.name, p.type, CASE WHEN p.\"notnull\" = 1 OR p.pk > 0 THEN 'NO' ELSE 'YES' END \
             FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table' ORDER BY 1, 2"
        }
        _ => {
            "SELECT CAST(table_name AS TEXT) COLLATE \"C\", CAST(column_name AS TEXT) COLLATE \"C\", \
             CASE data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'bytea' THEN 'BLOB' ELSE UPPER(data_type) END, \
             CAST(is_nullable AS TEXT) FROM information_schema.columns \
             WHERE table_schema = current_schema() ORDER BY 1, 2"
        }
    };
    desk.act(sql).await
}

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_have_the_same_tables_and_columns() {
    let reference = Desk::sqlite();
    reference.store.migrate().await.unwrap();
    let expected = columns(&reference).await;
    let event: Vec<_> = expected
        .iter()
        .filter(|row| row[0].as_deref() == Some("event"))
        .collect();
    assert_eq!(event.len(), 7);
    on_each_engine("parity", async |desk| {
        assert_eq!(columns(desk).await, expected);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn migrating_again_changes_nothing() {
    on_each_engine("again", async |desk| {
        let before = desk
            .act("SELECT name, digest FROM migration ORDER BY name")
            .await;
        assert!(before.len() >= 4);
        desk.store.migrate().await.unwrap();
        let other = desk.another_store();
        let (one, two) = futures::join!(desk.store.migrate(), other.migrate());
        assert_eq!((one, two), (Ok(()), Ok(())));
        assert_eq!(
            desk.act("SELECT name, digest FROM migration ORDER BY name")
                .await,
            before
        );
        assert_eq!(other.ping().await, Ok(()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn newer_or_changed_schema_is_refused() {
    on_each_engine("newer", async |desk| {
        desk.act("INSERT INTO migration (name, digest) VALUES ('299901010000_future', 'x')")
            .await;
        let newer = desk.store.migrate().await.unwrap_err();
        assert_eq!(
            newer,
            Fault::NewerSchema {
                migration: "299901010000_future".to_owned()
            }
        );
        desk.act("DELETE FROM migration WHERE name LIKE '2999%'")
            .await;
        assert_eq!(desk.store.migrate().await, Ok(()));
        desk.act("UPDATE migration SET digest = 'x' WHERE name LIKE '%_journal'")
            .await;
        let changed = desk.store.migrate().await.unwrap_err();
        assert_eq!(
            changed,
            Fault::ChangedMigration {
                migration: "202611210900_journal".to_owned()
            }
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn store_that_is_not_there_is_said_to_be_unreachable() {
    let nowhere = store::Config::Sqlite {
        path: "/nonexistent/folder/store.db".into(),
        readers: 1,
    };
    assert!(matches!(
        store::Store::open(&nowhere, store::Keys::none()),
        Err(Fault::Unreachable { .. })
    ));
    // Port 1 is reserved; nothing listens there.
    let url = "postgres://user:secret@127.0.0.1:1/none".to_owned();
    let config = store::Config::Postgres { url, pool_size: 1 };
    assert!(!format!("{config:?}").contains("secret"));
    let refused = store::Store::open(&config, store::Keys::none())
        .unwrap()
        .ping()
        .await
        .unwrap_err();
    assert!(matches!(refused, Fault::Unreachable { .. }), "{refused:?}");
}

/// The first schema, as its migrations made it, with rows of that day.
async fn first_schema(desk: &Desk) {
    let steps = [
        include_str!("../../migrations/202611210900_journal.sql"),
        include_str!("../../migrations/202611210910_projections.sql"),
        include_str!("../../migrations/202611210920_registers.sql"),
        include_str!("../../migrations/202611210930_work_in_progress.sql"),
    ];
    let is_sqlite = desk.store.engine_name() == "sqlite";
    let table = "CREATE TABLE migration (name {text} NOT NULL PRIMARY KEY, digest {text} NOT NULL){strict};";
    let mut sql = format!("{table}\n{}", steps.concat());
    for (word, sqlite, postgres) in [
        ("{text}", "TEXT", "TEXT COLLATE \"C\""),
        ("{integer}", "INTEGER", "BIGINT"),
        ("{blob}", "BLOB", "BYTEA"),
        ("{strict}", " STRICT", ""),
        ("{clustered}", " STRICT, WITHOUT ROWID", ""),
    ] {
        sql = sql.replace(word, if is_sqlite { sqlite } else { postgres });
    }
    desk.act_all(&sql).await;
    let rows = include_str!("../fixtures/first_schema.sql").replace("{bytes:", "{bytes}'");
    let (opening, closing) = if is_sqlite {
        ("X'", "'")
    } else {
        ("'\\x", "'")
    };
    let rows: String = rows
        .split("{bytes}'")
        .enumerate()
        .map(|(at, part)| match at {
            0 => part.to_owned(),
            _ => opening.to_owned() + &part.replacen('}', closing, 1),
        })
        .collect();
    desk.act_all(&rows).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn store_of_the_first_schema_is_upgraded_with_all_that_it_holds() {
    for desk in bare("first").await {
        first_schema(&desk).await;
        let store = &desk.store;
        let older = store.check_schema().await.unwrap_err();
        let next = "202611212330_deed_by_digest".to_owned();
        assert_eq!(older, Fault::OlderSchema { migration: next });
        let folder = tempfile::tempdir().unwrap();
        let refused = store.backup(&folder.path().join("b"), at(0)).await;
        assert!(
            refused.is_err(),
            "a backup is made by the program of the schema"
        );

        store.migrate().await.unwrap();
        assert_eq!(store.check_schema().await, Ok(()));
        let report = store.verify().await.unwrap();
        assert!(report.is_sound(), "{:?}", report.faults);
        assert_eq!((report.streams, report.events), (2, 3));
        let events = store.read_stream(&StreamId::office()).await;
        let texts: Vec<_> = events
            .unwrap()
            .into_iter()
            .map(|it| it.body.unwrap())
            .collect();
        assert!(texts[1].contains(r#""text":"Тіркелді""#), "{}", texts[1]);
        assert!(store.deed("A-1/1").await.unwrap().is_some());
        let data = "3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7";
        assert!(store.deed_by_digest(data).await.unwrap().is_some());
        assert_eq!(store.person("p").await.unwrap().unwrap().name, "Алия");
        assert_eq!(store.jobs_left().await, Ok(1));
        desk.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn store_without_a_schema_is_said_to_be_older() {
    for desk in bare("without").await {
        let older = desk.store.check_schema().await.unwrap_err();
        let first = "202611210900_journal".to_owned();
        assert_eq!(older, Fault::OlderSchema { migration: first });
        desk.store.migrate().await.unwrap();
        assert_eq!(desk.store.check_schema().await, Ok(()));
        desk.act("INSERT INTO migration (name, digest) VALUES ('299901010000_future', 'x')")
            .await;
        let newer = desk.store.check_schema().await.unwrap_err();
        assert!(matches!(newer, Fault::NewerSchema { .. }), "{newer}");
        desk.close().await;
    }
}
