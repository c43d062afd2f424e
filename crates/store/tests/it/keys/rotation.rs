//! Keys that change while the office runs.

use super::*;

/// The ring of the desk with one more key of a kind, and the id of that key.
fn with_one_more(desk: &Desk, kind: KeyKind) -> (String, Keys, String) {
    let entry = Keys::fresh_entry(kind).unwrap();
    let id = entry.split(' ').nth(1).unwrap().to_owned();
    let text = format!("{}{entry}\n", desk.ring);
    let keys = Keys::parse(&text).unwrap();
    (text, keys, id)
}

fn old_id(desk: &Desk, kind: KeyKind) -> String {
    let all = desk.keys.all();
    let mut old = all.iter().filter(|(of, _id)| *of == kind);
    old.next().unwrap().1.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn master_keys_change_while_commits_go_on_and_after_an_interruption() {
    on_each_engine("rotate", async |desk| {
        fill(&desk.store).await;
        for random in 10..30 {
            note(
                &desk.store,
                &StreamId::case(&number(random)),
                0,
                &["before"],
            )
            .await
            .unwrap();
        }
        let old = old_id(desk, KeyKind::Master);
        let (_text, keys, new) = with_one_more(desk, KeyKind::Master);
        let store = desk.store_with(keys.clone());
        assert_eq!(
            store.rotate_keys(KeyKind::Master, &new).await,
            Ok(false),
            "not brought in"
        );
        store.check_keys().await.unwrap();
        assert_eq!(store.rotate_keys(KeyKind::Master, &new).await, Ok(true));
        // The first batch, and then the operator's machine loses its power.
        assert_eq!(store.rewrap_data_keys(7).await, Ok(7));
        let refused = store.retire_key(KeyKind::Master, &old).await;
        assert_eq!(refused, Err(Fault::KeyNeeded { key: old.clone() }));
        let refused = store.retire_key(KeyKind::Master, &new).await;
        assert_eq!(refused, Err(Fault::KeyNeeded { key: new.clone() }));
        // Another node, and commits all the while: to streams that are there and to new ones.
        let node = desk.store_with(keys.clone());
        let commits = async {
            for random in 10..30 {
                note(&node, &StreamId::case(&number(random)), 1, &["during"])
                    .await
                    .unwrap();
                note(&node, &StreamId::case(&number(random + 100)), 0, &["new"])
                    .await
                    .unwrap();
            }
        };
        let again = desk.store_with(keys);
        let rotation = async { while again.rewrap_data_keys(3).await.unwrap() > 0 {} };
        futures::join!(commits, rotation);
        assert_eq!(again.rewrap_data_keys(3).await, Ok(0));
        again.retire_key(KeyKind::Master, &old).await.unwrap();
        let status = again.key_status().await.unwrap();
        let masters: Vec<_> = status
            .iter()
            .filter(|key| key.kind == KeyKind::Master)
            .collect();
        assert_eq!(masters.len(), 1);
        assert_eq!(
            (masters[0].id.as_str(), masters[0].is_current),
            (new.as_str(), true)
        );
        // Two streams of the sample, its draft, and forty more.
        assert_eq!(masters[0].count, 43);
        let report = again.verify().await.unwrap();
        assert!(report.is_sound(), "{report:?}");
        assert_eq!((report.events, report.unread), (62, 0));
        assert_all_is_read(&again).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn register_keys_change_and_people_are_found_all_the_while() {
    on_each_engine("register", async |desk| {
        fill(&desk.store).await;
        let old = old_id(desk, KeyKind::Register);
        let (text, keys, new) = with_one_more(desk, KeyKind::Register);
        let store = desk.store_with(keys.clone());
        store.check_keys().await.unwrap();
        assert_eq!(store.rotate_keys(KeyKind::Register, &new).await, Ok(true));
        assert_all_is_read(&store).await;
        // Between two batches a person is written under the new key, an officer again, and a node knows both.
        let batch = Batch {
            rows: rows().into_iter().skip(1).take(2).collect(),
            ..Batch::default()
        };
        let stream = StreamId::person("p1");
        store.commit(plain(stream, 1, batch)).await.unwrap();
        assert_all_is_read(&store).await;
        let refused = store.retire_key(KeyKind::Register, &old).await;
        assert_eq!(refused, Err(Fault::KeyNeeded { key: old.clone() }));
        let count = store.reseal_registers(1).await.unwrap();
        assert!(count >= 10, "{count}");
        assert_eq!(store.reseal_registers(1).await, Ok(0), "twice is once");
        store.retire_key(KeyKind::Register, &old).await.unwrap();
        // The key of before is taken out of the ring.
        let left: Vec<&str> = text.lines().filter(|line| !line.contains(&old)).collect();
        let left = left.join("\n");
        let fresh = desk.store_with(Keys::parse(&left).unwrap());
        fresh.check_keys().await.unwrap();
        assert_all_is_read(&fresh).await;
        let status = fresh.key_status().await.unwrap();
        assert!(status.iter().all(|key| key.id != old));
        // The node that was not told goes on with the key of before, finds nobody, and says so at its next start.
        let refused = desk.store.check_keys().await;
        assert_eq!(refused, Err(Fault::KeyMissing { key: new }));
    })
    .await;
}
