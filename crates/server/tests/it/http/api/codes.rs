//! Codes over the API: a program is told when to ask again, apart from what no waiting mends.

use std::sync::Arc;
use std::time::Duration;

use app::Office;
use app::office::Phones;
use gateway::{MobileCitizens, SmsSender};
use jiff::SignedDuration;
use serde_json::{Value, json};
use web::door::bucket::Limit;
use web::door::{AllLimits, Gate, Limits};

use super::super::Doors;
use super::super::page::Page;
use super::{Client, conforms, json_of, problem, text};
use crate::office::{TestOffice, for_each_engine};

const MORNING: &str = "2026-11-17T10:00";

/// A program before a whole application: the address that sends a code for it, and what goes there.
async fn at_review<'o>(
    office: &'o TestOffice,
    doors: &'o Doors<'_>,
    person: &str,
) -> (Client<'o>, String, Value) {
    let draft = office.citizen(person).await.fill_in().await;
    let mut client = Client::new(office, doors.browser());
    client.log_in(person).await;
    let read = json_of(&client.get(&format!("/drafts/{draft}/review")).await);
    let what = json!({ "sha256": text(&read, "sha256") });
    (client, format!("/drafts/{draft}/password"), what)
}

/// The code of a problem, its status, and in how many seconds to ask again.
fn told(page: &Page, status: u16) -> (String, String) {
    let problem = problem(page, status);
    let code = text(&problem, "code").to_owned();
    (code, page.header("retry-after").to_owned())
}

fn said(code: &str, seconds: &str) -> (String, String) {
    (code.to_owned(), seconds.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn program_that_asks_for_codes_too_often_is_told_when_it_may_ask_again() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let (mut madina, send_at, what) = at_review(office, &doors, "madina").await;
        assert_eq!(madina.post(&send_at, &what).await.status, 201);
        office.later(SignedDuration::from_millis(29_500));
        let soon = madina.post(&send_at, &what).await;
        // Half a second more than 30 is left: a whole second is waited for it.
        assert_eq!(told(&soon, 429), said("signature-too-soon", "31"));
        office.later(SignedDuration::from_secs(31));
        for _code in 1..5 {
            assert_eq!(madina.post(&send_at, &what).await.status, 201);
            office.later(SignedDuration::from_mins(1));
        }
        let sixth = madina.post(&send_at, &what).await;
        assert_eq!(told(&sixth, 429), said("signature-too-many", "3540"));
        assert_eq!(office.town.messages().len(), 5);
        let draft = send_at.strip_suffix("/password").unwrap();
        let kept = madina.get(draft).await;
        assert_eq!(kept.status, 200, "the draft is lost");
        office.later(SignedDuration::from_secs(3540));
        madina.token = None;
        madina.log_in("madina").await;
        let sent = madina.post(&send_at, &what).await;
        assert_eq!(sent.status, 201, "as it was said: {}", sent.html());
        conforms(&madina.seen);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_door_of_codes_is_no_mistake_of_the_program() {
    for_each_engine(MORNING, async |office| {
        let limit = Duration::from_secs(1);
        let (dead, live) = ("http://127.0.0.1:9/", &office.town.http_url);
        let good = format!("{live}api/mobile-citizens");
        for (why, citizens) in [
            ("silent database", dead),
            ("silent messages", good.as_str()),
        ] {
            let citizens = MobileCitizens::new(citizens, limit).unwrap();
            let sms = SmsSender::new(dead, limit).unwrap();
            let app = Office {
                phones: Some(Arc::new(Phones { citizens, sms })),
                ..office.app.clone()
            };
            let doors = Doors::with(office, app);
            let (mut madina, send_at, what) = at_review(office, &doors, "madina").await;
            let silent = madina.post(&send_at, &what).await;
            assert_eq!(
                told(&silent, 503),
                said("signature-not-sent", "60"),
                "{why}"
            );
            conforms(&madina.seen);
        }
        assert!(office.town.messages().is_empty(), "a message was sent");

        // No waiting brings a phone into the database.
        let doors = Doors::of(office);
        let nobody = sandbox::sms::NOT_IN_THE_BASE;
        let (mut olga, send_at, what) = at_review(office, &doors, nobody).await;
        let without = olga.post(&send_at, &what).await;
        assert_eq!(told(&without, 422), said("signature-no-phone", ""));
        assert!(office.town.messages().is_empty(), "a message was sent");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn program_of_an_account_that_asks_too_often_is_told_when_it_may_ask_again() {
    for_each_engine(MORNING, async |office| {
        let once = Limit {
            times: 1,
            seconds: 60,
        };
        let limits = AllLimits {
            form: Limits {
                by_address: None,
                by_account: Some(once),
            },
            ..AllLimits::default()
        };
        let gate = Gate::new(limits, Vec::new(), None, || Duration::ZERO);
        let doors = Doors::with_gate(office, gate);
        let (mut madina, send_at, what) = at_review(office, &doors, "madina").await;
        assert_eq!(madina.post(&send_at, &what).await.status, 201);
        let metered = madina.post(&send_at, &what).await;
        assert_eq!(told(&metered, 429), said("too-many", "61"));
        conforms(&madina.seen);
    })
    .await;
}

#[test]
fn document_names_when_to_ask_again_wherever_an_operation_may_say_it() {
    let paths = web::api::document()["paths"].as_object().unwrap();
    let operations = paths
        .values()
        .flat_map(|it| it.as_object().unwrap().values());
    for operation in operations {
        for status in ["429", "503"] {
            let told = &operation["responses"][status];
            let after = &told["headers"]["Retry-After"]["schema"]["type"];
            assert_eq!(after, "integer", "{status} of {}", operation["operationId"]);
        }
        let other = &operation["responses"]["422"]["headers"];
        assert!(other.is_null(), "{}", operation["operationId"]);
    }
}
