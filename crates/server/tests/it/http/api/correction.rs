//! A slip in a signed deed over the API: asked for, declined, corrected.

use casework::identifier::CaseNumber;
use serde_json::{Value, json};

use super::super::{Doors, ORGANIZATION, case_before_its_signature};
use super::document::conforms;
use super::{Client, json_of, problem, sign, text};
use crate::office::{TestOffice, for_each_engine};

const RIGHT: &str = "Ахметова Мадина Еркінқызы";

/// A signed deed with a slip in it, and who speaks of it.
struct Slip<'o> {
    office: &'o TestOffice,
    number: CaseNumber,
    desk: String,
    deed: String,
}

impl<'o> Slip<'o> {
    async fn in_a_signed_deed(office: &'o TestOffice) -> Self {
        let number = case_before_its_signature(office, "madina").await;
        let head = office.official("aigerim").await;
        Box::pin(head.sign(&number)).await.unwrap();
        office.drain_jobs().await;
        Self {
            desk: format!("/offices/{ORGANIZATION}/cases/{number}"),
            deed: office.case(&number).await.deeds[0].number.clone(),
            office,
            number,
        }
    }

    async fn client(&self, doors: &'o Doors<'o>, person: &str) -> Client<'o> {
        let mut client = Client::new(self.office, doors.browser());
        client.log_in(person).await;
        client
    }

    /// How often the office has the correction of its own and as asked.
    async fn asked_and_made(&self) -> (usize, usize) {
        let rules = self.office.case(&self.number).await.rules;
        (rules.corrections_asked.len(), rules.corrections.len())
    }

    async fn seq(&self) -> u64 {
        self.office.case(&self.number).await.seq
    }

    async fn ask(&self, madina: &mut Client<'_>) {
        let ask = json!({ "act": "ask-correction", "deed": self.deed, "field": "recipient", "is": RIGHT, "text": "" });
        let path = format!("/cases/{}/acts", self.number);
        let page = madina.post(&path, &ask).await;
        assert!(page.status < 300, "{}", page.html());
    }

    fn correction(&self, field: &str) -> Value {
        json!({ "deed": self.deed, "field": field, "is": RIGHT, "reason": "A slip of the pen." })
    }
}

#[tokio::test]
async fn slip_is_asked_about_declined_and_corrected_over_the_api() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let slip = Slip::in_a_signed_deed(office).await;
        let doors = Doors::of(office);
        let mut madina = slip.client(&doors, "madina").await;
        madina.register().await;
        let mut head = slip.client(&doors, "aigerim").await;
        let acts = format!("{}/acts", slip.desk);
        let prepare = format!("{}/corrections", slip.desk);

        // Asked for, and declined with a reason.
        slip.ask(&mut madina).await;
        // It is closed and open work at once, and each list says so.
        for scope in ["open", "closed", "all"] {
            let list = format!("/offices/{ORGANIZATION}/work?scope={scope}");
            let list = json_of(&head.get(&list).await);
            let cases = list["cases"].as_array().unwrap();
            let number = slip.number.to_string();
            let found = cases.iter().filter(|it| it["number"] == number.as_str());
            assert_eq!(found.count(), 1, "{scope}: {list}");
        }
        assert_eq!(slip.asked_and_made().await, (1, 0));
        let decline = json!({ "act": "decline-correction", "deed": slip.deed, "field": "recipient",
            "reason": "It stands so in the identity card." });
        json_of(&head.command(&acts, slip.seq().await, Some(&decline)).await);
        assert_eq!(slip.asked_and_made().await, (0, 0));

        // Asked for again: the corrected deed is read as it will be signed.
        slip.ask(&mut madina).await;
        let body = slip.correction("recipient");
        let late = head
            .command(&prepare, slip.seq().await - 1, Some(&body))
            .await;
        assert_eq!(
            problem(&late, 409)["happened"]["events"][0]["event"],
            "correction-asked"
        );
        let ready = json_of(&head.command(&prepare, slip.seq().await, Some(&body)).await);
        let read = text(&ready, "text_base64").to_owned();
        let written = base64_text(&read);
        assert!(
            written.contains(RIGHT) && written.contains(&slip.deed),
            "{written}"
        );
        assert_eq!(slip.asked_and_made().await, (1, 0), "not signed yet");

        // Signed by the head alone, over exactly these bytes.
        let path = format!("{prepare}/{}/sign", text(&ready, "record"));
        let of =
            |signature: String| json!({ "deed": text(&ready, "deed"), "signature": signature });
        let wrong = of(sign(office, "askar", &read));
        problem(&head.post(&path, &wrong).await, 422);
        let right = of(sign(office, "aigerim", &read));
        let mut other_session = slip.client(&doors, "aigerim").await;
        let elsewhere = other_session.post(&path, &right).await;
        assert!(elsewhere.status >= 400, "a record is of one session");
        assert_eq!(slip.asked_and_made().await, (1, 0));
        json_of(&head.post(&path, &right).await);
        assert_eq!(slip.asked_and_made().await, (0, 1));
        office.drain_jobs().await;
        let again = head.post(&path, &right).await;
        assert!(again.status >= 400, "once");
        assert_eq!(slip.asked_and_made().await, (0, 1));
        for client in [&madina, &head] {
            conforms(&client.seen);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_but_the_head_corrects_and_only_words() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let slip = Slip::in_a_signed_deed(office).await;
        let doors = Doors::of(office);
        let prepare = format!("{}/corrections", slip.desk);
        let seq = slip.seq().await;
        let body = slip.correction("recipient");
        for (person, status) in [("askar", 409), ("marat", 404), ("madina", 404)] {
            let mut client = slip.client(&doors, person).await;
            problem(&client.command(&prepare, seq, Some(&body)).await, status);
        }
        let mut head = slip.client(&doors, "aigerim").await;
        for field in ["amount", "nothing"] {
            let body = slip.correction(field);
            problem(&head.command(&prepare, seq, Some(&body)).await, 409);
        }
        for (is, status, code) in [
            ("Ахметова\u{200b}Мадина", 422, "/errors/0/code=text-unseen"),
            ("Ахметова 🏠", 409, "/code=unprintable"),
        ] {
            let (pointer, code) = code.split_once('=').unwrap();
            let body =
                json!({ "deed": slip.deed, "field": "recipient", "is": is, "reason": "A slip." });
            let told = problem(&head.command(&prepare, seq, Some(&body)).await, status);
            assert_eq!(told.pointer(pointer).unwrap(), code);
        }
        let silent = json!({ "deed": slip.deed, "field": "recipient", "is": RIGHT, "reason": "" });
        problem(&head.command(&prepare, seq, Some(&silent)).await, 422);
        assert_eq!(slip.asked_and_made().await, (0, 0));
        assert_eq!(slip.seq().await, seq, "nothing was written");
        conforms(&head.seen);
    })
    .await;
}

fn base64_text(text: &str) -> String {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD.decode(text);
    String::from_utf8(bytes.unwrap()).unwrap()
}
