//! A recipient's deeds and notices.

use store::{Batch, DeedRow, NoticeKey, NoticeRow, Row, Store, StreamId};

use crate::{
    desk::on_each_engine,
    samples::{at, day, iin, number, plain},
};

async fn keep(store: &Store, rows: Vec<Row>) {
    let batch = Batch {
        rows,
        ..Batch::default()
    };
    store
        .commit(plain(StreamId::system(), 0, batch))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn deed_keeps_its_pdf() {
    on_each_engine("deeds", async |desk| {
        let store = &desk.store;
        let deed = DeedRow {
            number: "ЖК-2026/1-1".to_owned(),
            case_number: number(1),
            organization: "a".to_owned(),
            code: "refusal".to_owned(),
            titles: serde_json::json!({ "kk": "Бас тарту", "ru": "Отказ" }),
            day: day("2026-07-01"),
            data_digest: "d".repeat(64),
            container_digest: "c".repeat(64),
            pdf_digest: None,
            recipient: iin(17),
        };
        let row = || vec![Row::Deed(Box::new(deed.clone()))];
        let pdf = "f".repeat(64);
        keep(store, row()).await;
        assert_eq!(store.deed(&deed.number).await.unwrap(), Some(deed.clone()));
        assert!(store.set_deed_pdf(&deed.number, &pdf).await.unwrap());
        assert!(!store.set_deed_pdf("no such", &pdf).await.unwrap());
        keep(store, row()).await;
        let kept = [DeedRow {
            pdf_digest: Some(pdf),
            ..deed.clone()
        }];
        assert_eq!(store.deeds_of_case(&number(1)).await.unwrap(), kept);
        assert_eq!(store.deeds_of_recipient(&iin(17), 5).await.unwrap(), kept);
        assert_eq!(store.deeds_of_recipient(&iin(18), 5).await.unwrap(), []);
        assert_eq!(store.deeds_of_case(&number(2)).await.unwrap(), []);
    })
    .await;
}

fn notice(id: &str, seconds: i64) -> NoticeRow {
    NoticeRow {
        id: id.to_owned(),
        recipient: iin(17),
        case_number: number(1),
        code: "deed-signed".to_owned(),
        facts: serde_json::json!({ "deed": "refusal" }),
        at: at(seconds),
        read_at: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn notice_that_was_read_stays_read() {
    on_each_engine("notices", async |desk| {
        let store = &desk.store;
        let rows = || {
            ["m", "n"]
                .into_iter()
                .zip(1..)
                .map(|(id, s)| Row::Notice(Box::new(notice(id, s))))
        };
        keep(store, rows().collect()).await;
        assert_eq!(store.unread_notices(&iin(17)).await.unwrap(), 2);
        assert!(!store.mark_notice_read(&iin(55), "m", at(5)).await.unwrap());
        assert!(store.mark_notice_read(&iin(17), "m", at(5)).await.unwrap());
        assert!(!store.mark_notice_read(&iin(17), "m", at(6)).await.unwrap());
        keep(store, rows().collect()).await;
        let read = NoticeRow {
            read_at: Some(at(5)),
            ..notice("m", 1)
        };
        assert_eq!(
            store.notices(&iin(17), None, 5).await.unwrap(),
            [notice("n", 2), read.clone()]
        );
        let after = NoticeKey {
            at: at(2),
            id: "n".to_owned(),
        };
        assert_eq!(
            store.notices(&iin(17), Some(&after), 5).await.unwrap(),
            [read]
        );
        assert_eq!(store.unread_notices(&iin(17)).await.unwrap(), 1);
        assert_eq!(store.unread_notices(&iin(55)).await.unwrap(), 0);
    })
    .await;
}
