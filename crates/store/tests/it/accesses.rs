//! Who looked at a case.

use casework::canonical::sha256_hex;
use store::{AccessKey, AccessRow, Batch, Fault, ReceiptRow, Row, StreamId, Subject};

use crate::{
    desk::{Desk, on_each_engine},
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
            look(1, "o", "deed", 30),
            look(1, "p", "case", 30),
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
            // Twenty officers of one moment are more than two pages.
            .map(|n| look(1, &format!("officer-{n:02}"), "case", 60 * (n / 20)))
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
            let next = AccessKey::after(&page, after.as_ref(), |row| &row.detail);
            let Some(next) = next else { break };
            let said = format!("{next:?}");
            assert!(
                page.iter().all(|row| !said.contains(&row.officer)),
                "{said}"
            );
            after = Some(next);
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
            let subject = |row: &AccessRow| row.subject.as_str().to_owned();
            let Some(last) = page.last().map(subject) else {
                break;
            };
            after = AccessKey::after(&page, after.as_ref(), |row| row.subject.as_str());
            assert_eq!(after.as_ref().unwrap().detail, last);
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

#[tokio::test(flavor = "multi_thread")]
async fn officer_is_told_apart_by_what_nobody_turns_back_without_the_key() {
    on_each_engine("officers_apart", async |desk| {
        let store = &desk.store;
        let of = |organization: &str, person| store.officer_apart(organization, &iin(person));
        let name = of("astana", 17).unwrap();
        assert_eq!(of("astana", 17).unwrap(), name);
        assert_ne!(of("astana", 18).unwrap(), name);
        assert_ne!(of("almaty", 17).unwrap(), name);
        let number = iin(17);
        // Whoever has the row tries every number in every way that this program ever wrote one.
        for tried in [
            format!("shanyraq/officer/1 astana {}", number.as_str()),
            format!("access astana {}", number.as_str()),
        ] {
            assert_ne!(sha256_hex(tried.as_bytes()), name);
        }
        let other = Desk::sqlite().store;
        assert_ne!(other.officer_apart("astana", &number).unwrap(), name);
    })
    .await;
}

/// Three receipts of a branch, the second of which does not open, all of them tied to one person.
async fn three_receipts(desk: &Desk) -> StreamId {
    let branch = StreamId::organization("astana-branch");
    let tie = |seq| {
        let subject = Subject::event(&branch, seq);
        let recipient = iin(17);
        Row::Receipt(Box::new(ReceiptRow { subject, recipient }))
    };
    let batch = Batch {
        events: vec![noted("1"), noted("2"), noted("3")],
        rows: vec![tie(1), tie(2), tie(3)],
        ..Batch::default()
    };
    desk.store
        .commit(plain(branch.clone(), 0, batch))
        .await
        .unwrap();
    // A body that was moved to another place.
    desk.act(
        "UPDATE event SET sealed = (SELECT sealed FROM event e WHERE e.stream = event.stream AND e.seq = 1) \
         WHERE stream = 'organization/astana-branch' AND seq = 2",
    )
    .await;
    let look = |seq| AccessRow {
        subject: Subject::event(&branch, seq),
        ..look(1, "o", "receipt", 10)
    };
    let looks = (1..=3).map(look).collect();
    desk.store.record_accesses(looks).await.unwrap();
    branch
}

#[tokio::test(flavor = "multi_thread")]
async fn event_that_does_not_open_keeps_nobody_from_the_others() {
    on_each_engine("shut_among_others", async |desk| {
        let branch = three_receipts(desk).await;
        let places = [1, 2, 3, 9].map(|seq| (branch.clone(), seq));
        let at = desk.store.events_at(&places).await.unwrap();
        let before = desk.store.events_before(&branch, None, 9).await.unwrap();
        assert_eq!(desk.store.events_at(&[]).await.unwrap().len(), 0);
        let latest = desk.store.events_before(&branch, Some(3), 1).await.unwrap();
        assert_eq!(latest.iter().map(|it| it.place).collect::<Vec<_>>(), [2]);
        for found in [at, before] {
            assert_eq!(found.len(), 3);
            for one in found {
                assert_eq!(one.stream, branch);
                let is_shut = matches!(one.event, Err(Fault::Shut { .. }));
                assert_eq!(is_shut, one.place == 2);
                assert_eq!(one.event.is_ok(), one.place != 2);
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ties_of_erased_receipts_go_and_those_of_other_branches_stay() {
    on_each_engine("untied", async |desk| {
        let store = &desk.store;
        let branch = three_receipts(desk).await;
        let stray = |stream: &StreamId, seq| ReceiptRow {
            subject: Subject::event(stream, seq),
            recipient: iin(18),
        };
        // One whose event is gone, of this branch and of one whose name begins alike.
        let alike = StreamId::organization("astana-branch-2");
        let strays = [stray(&branch, 7), stray(&alike, 1)];
        store.tie_receipts(&strays).await.unwrap();
        assert_eq!(store.untie_strays().await, Ok(2));
        assert_eq!(store.untie_strays().await, Ok(0), "twice is once");
        let looks = async || store.accesses_of_receipts(&iin(17), None, 9).await.unwrap();
        assert_eq!(looks().await.len(), 3, "one that does not open is there");

        store.tie_receipts(&strays).await.unwrap();
        assert_eq!(store.erase(&branch).await, Ok(3));
        assert_eq!(looks().await, []);
        let left = desk.act("SELECT subject FROM receipt").await;
        assert_eq!(left, [[Some("organization/astana-branch-2 1".to_owned())]]);
        let again = (1..=3).map(|seq| stray(&branch, seq)).collect::<Vec<_>>();
        store.tie_receipts(&again).await.unwrap();
        assert_eq!(
            store.untie_strays().await,
            Ok(4),
            "an erased body names nobody"
        );
    })
    .await;
}
