//! The schema: the same tables on both engines, brought up to date once, refused if it is newer.

use store::Fault;

use crate::desk::{Desk, on_each_engine};

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
