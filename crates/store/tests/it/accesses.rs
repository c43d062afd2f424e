//! Who looked at a case.

use store::{AccessKey, AccessRow, Batch, ReceiptRow, Row, StreamId, Subject};

use crate::{
    desk::on_each_engine,
    samples::{at, iin, noted, number, plain},
};

fn look(random: u64, officer: &str, what: &str, seconds: i64) -> AccessRow {
    AccessRow {
        subject: Subject::case(&number(random)),
        period: at(seconds - seconds % 3_600),
        officer: officer.to_owned(),
        what: what.to_owned(),
        detail: String::new(),
        organization: "a".to_owned(),
        officer_name: "Асқар".to_owned(),
        roles: "executor head".to_owned(),
        at: at(seconds),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_of_one_hour_are_one_row_with_the_moment_of_the_first() {
    on_each_engine("looks", async |desk| {
        let store = &desk.store;
        for seconds in [10, 20, 3_599, 3_600] {
            let rows = vec![look(1, "o", "case", seconds)];
            store.record_accesses(rows).await.unwrap();
        }
        let two = vec![look(1, "o", "deed", 30), look(2, "o", "case", 30)];
        store.record_accesses(two).await.unwrap();
        let other = vec![look(1, "p", "case", 30)];
        store.record_accesses(other).await.unwrap();
        let found = store.accesses(&number(1), None, 10).await.unwrap();
        let expected = [
            look(1, "o", "case", 3_600),
            look(1, "p", "case", 30),
            look(1, "o", "deed", 30),
            look(1, "o", "case", 10),
        ];
        assert_eq!(found, expected);
        assert_eq!(store.accesses(&number(3), None, 10).await.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_of_looks_is_read_page_by_page_without_loss() {
    on_each_engine("looks_paged", async |desk| {
        let store = &desk.store;
        let many: Vec<_> = (0..60)
            .map(|n| look(1, &format!("o{n}"), "case", 60 * (n / 7)))
            .collect();
        store.record_accesses(many.clone()).await.unwrap();
        // A second time, with one more: the rest is there already.
        let mut again = many.clone();
        again.push(look(1, "new", "case", 0));
        store.record_accesses(again).await.unwrap();
        let mut read = Vec::new();
        let mut after = None;
        loop {
            let page = store.accesses(&number(1), after.as_ref(), 8).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(AccessKey {
                at: last.at,
                officer: last.officer.clone(),
                what: last.what.clone(),
                detail: last.detail.clone(),
            });
            read.extend(page);
        }
        assert_eq!(read.len(), 61);
        assert!(read.is_sorted_by(|a, b| (a.at, &a.officer) > (b.at, &b.officer)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_at_an_entry_of_a_journal_are_those_of_that_entry() {
    on_each_engine("looks_at_an_entry", async |desk| {
        let store = &desk.store;
        let entry = |seq| Subject::event(&StreamId::organization("astana-branch"), seq);
        let look = |seq, what: &str| AccessRow {
            subject: entry(seq),
            ..look(1, "o", what, 10)
        };
        let rows = vec![look(1, "receipt"), look(12, "receipt"), look(12, "list")];
        store.record_accesses(rows).await.unwrap();
        let found = store.accesses_of(&entry(12), None, 10).await.unwrap();
        assert_eq!(found, [look(12, "receipt"), look(12, "list")]);
        assert_eq!(store.accesses_of(&entry(2), None, 10).await.unwrap(), []);
        assert_eq!(store.accesses(&number(1), None, 10).await.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_at_receipts_are_found_by_whom_they_name_page_by_page() {
    on_each_engine("looks_at_receipts", async |desk| {
        let store = &desk.store;
        let branch = StreamId::organization("astana-branch");
        let receipt = |seq: u64, recipient: u32| ReceiptRow {
            subject: Subject::event(&branch, seq),
            recipient: iin(recipient),
        };
        let batch = Batch {
            events: vec![noted("1")],
            rows: vec![Row::Receipt(Box::new(receipt(1, 17)))],
            ..Batch::default()
        };
        store.commit(plain(branch.clone(), 0, batch)).await.unwrap();
        let others: Vec<_> = (2..=20)
            .map(|seq| receipt(seq, if seq == 9 { 18 } else { 17 }))
            .collect();
        store.tie_receipts(&others).await.unwrap();
        store.tie_receipts(&others).await.unwrap();
        // One look at the list names all of them at once, and a person may be named on several.
        let look = |seq| AccessRow {
            subject: Subject::event(&branch, seq),
            ..look(1, "o", "receipts", 10)
        };
        let looks = (1..=21).map(look).collect();
        store.record_accesses(looks).await.unwrap();
        let later = AccessRow {
            subject: Subject::event(&branch, 7),
            ..self::look(1, "p", "receipt", 20)
        };
        store.record_accesses(vec![later.clone()]).await.unwrap();
        let mut read = Vec::new();
        let mut after = None;
        loop {
            let named = iin(17);
            let page = store.accesses_of_receipts(&named, after.as_ref(), 4);
            let page = page.await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(AccessKey {
                at: last.at,
                officer: last.officer.clone(),
                what: last.what.clone(),
                detail: last.subject.as_str().to_owned(),
            });
            read.extend(page);
        }
        assert_eq!(read.len(), 20);
        assert_eq!(read[0], later, "the newest first");
        let mut places: Vec<_> = read[1..]
            .iter()
            .map(|row| row.subject.place_in(&branch).unwrap())
            .collect();
        places.sort_unstable();
        let theirs: Vec<u64> = (1..=20).filter(|seq| *seq != 9).collect();
        assert_eq!(places, theirs);
        let other = store.accesses_of_receipts(&iin(18), None, 9).await.unwrap();
        assert_eq!(other, [look(9)]);
        let nobody = store.accesses_of_receipts(&iin(19), None, 9).await.unwrap();
        assert_eq!(nobody, []);
        let elsewhere = StreamId::organization("astana");
        assert_eq!(look(9).subject.place_in(&elsewhere), None);
    })
    .await;
}
