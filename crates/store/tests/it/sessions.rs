//! Sessions: begun, found while they last, rotated, ended.

use store::SessionRow;

use crate::{
    desk::on_each_engine,
    samples::{at, iin},
};

fn session(token: &str, begin: i64, end: i64) -> SessionRow {
    SessionRow {
        token_digest: token.to_owned(),
        iin: None,
        kind: "anonymous".to_owned(),
        csrf: "c".to_owned(),
        created_at: at(begin),
        expires_at: at(end),
        data: "{}".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn session_is_found_until_it_ends() {
    on_each_engine("lasting", async |desk| {
        let store = &desk.store;
        store.create_session(&session("t", 0, 10)).await.unwrap();
        assert_eq!(
            store.session("t", at(9)).await.unwrap(),
            Some(session("t", 0, 10))
        );
        assert_eq!(store.session("t", at(10)).await.unwrap(), None);
        assert!(store.touch_session("t", at(9), at(20)).await.unwrap());
        assert!(store.session("t", at(10)).await.unwrap().is_some());
        assert!(!store.touch_session("t", at(20), at(30)).await.unwrap());
        assert!(
            store
                .set_session_data("t", r#"{"place":"71"}"#)
                .await
                .unwrap()
        );
        let data = store.session("t", at(11)).await.unwrap().unwrap().data;
        assert_eq!(data, r#"{"place":"71"}"#);
        store.delete_session("t").await.unwrap();
        assert_eq!(store.session("t", at(11)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rotated_session_leaves_no_old_token() {
    on_each_engine("rotated", async |desk| {
        let store = &desk.store;
        store.create_session(&session("old", 0, 10)).await.unwrap();
        let signed_in = SessionRow {
            iin: Some(iin(17)),
            kind: "citizen".to_owned(),
            ..session("new", 5, 50)
        };
        assert!(store.rotate_session("old", &signed_in).await.unwrap());
        assert_eq!(store.session("old", at(6)).await.unwrap(), None);
        assert_eq!(
            store.session("new", at(6)).await.unwrap(),
            Some(signed_in.clone())
        );
        assert!(
            !store
                .rotate_session("old", &session("thief", 5, 50))
                .await
                .unwrap()
        );
        assert!(
            !store
                .rotate_session("new", &session("late", 50, 90))
                .await
                .unwrap()
        );
        assert_eq!(store.session("thief", at(6)).await.unwrap(), None);
        assert_eq!(store.delete_sessions_of(&iin(17)).await.unwrap(), 1);
        assert_eq!(store.session("new", at(6)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_sessions_are_removed_in_bounded_runs() {
    on_each_engine("ended", async |desk| {
        let store = &desk.store;
        for (token, end) in [("a", 1), ("b", 2), ("c", 3), ("d", 9)] {
            store.create_session(&session(token, 0, end)).await.unwrap();
        }
        assert_eq!(store.delete_ended_sessions(at(3), 2).await.unwrap(), 2);
        assert_eq!(store.delete_ended_sessions(at(3), 2).await.unwrap(), 1);
        assert_eq!(store.delete_ended_sessions(at(3), 2).await.unwrap(), 0);
        assert!(store.session("d", at(3)).await.unwrap().is_some());
    })
    .await;
}
