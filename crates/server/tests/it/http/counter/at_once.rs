//! Two presses in one moment.

use app::import_office::import_office;
use store::StreamId;

use super::super::Doors;
use super::{BRANCH, ISSUE, fresh, issued, kinds, send, typed};
use crate::office::{TestOffice, for_each_engine, providers};

/// Names the branch anew; another commit may be first.
async fn rename(office: &TestOffice, name: &str) {
    let mut branch = providers(office)
        .into_iter()
        .find(|it| it.organization.code == BRANCH)
        .unwrap();
    branch.organization.name = law::Text::of(|_| name.to_owned());
    match import_office(&office.app, branch, office.now()).await {
        Ok(_) | Err(app::Error::Conflict) => {}
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn every_receipt_names_the_branch_as_the_journal_has_it_there() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        for round in 0..8 {
            let names = async {
                for turn in 0..3 {
                    rename(office, &format!("Филиал {round}.{turn}")).await;
                }
            };
            let fields = typed(&fresh(&mut aliya).await, &[]);
            let (page, ()) = futures::join!(send(&mut aliya, ISSUE, &fields), names);
            assert!(matches!(page.status, 303 | 409), "{}", page.text());
        }
        let stream = StreamId::organization(BRANCH);
        let events = office.app.store.read_stream(&stream).await.unwrap();
        let (mut name, mut receipts) = (serde_json::Value::Null, 0);
        for event in events {
            let body: serde_json::Value = serde_json::from_str(&event.body.unwrap()).unwrap();
            let says = body["organization"]["name"].clone();
            if event.kind == "intake-refused" {
                assert_eq!(says, name, "receipt {}", event.seq);
                receipts += 1;
            } else {
                name = says;
            }
        }
        assert!(receipts > 0);
    })
    .await;
}

#[tokio::test]
async fn two_presses_in_one_moment_are_one_receipt_and_two_forms_are_two() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut one = doors.signed_in("aliya").await;
        let mut two = doors.signed_in("aliya").await;
        let form = fresh(&mut one).await;
        let fields = typed(&form, &[]);
        let (first, second) = futures::join!(
            send(&mut one, ISSUE, &fields),
            send(&mut two, ISSUE, &fields)
        );
        assert_eq!(first.location(), second.location());
        assert_eq!(kinds(office).await.len(), 2, "one receipt");
        let (first, second) = futures::join!(issued(&mut one, &[]), issued(&mut two, &[]));
        assert_ne!(first, second);
        assert_eq!(kinds(office).await.len(), 4, "a form each, a receipt each");
    })
    .await;
}
