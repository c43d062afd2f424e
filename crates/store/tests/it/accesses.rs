//! Who looked at a case.

use store::{AccessKey, AccessRow, StreamId, Subject};

use crate::{
    desk::on_each_engine,
    samples::{at, number},
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
