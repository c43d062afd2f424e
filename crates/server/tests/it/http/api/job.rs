//! The whole job over the API alone: a citizen files, officials work the case through, the head signs, the PDF is there.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::super::{Doors, ORGANIZATION};
use super::document::conforms;
use super::{Client, json_of, problem, sign, text};
use crate::office::{ASTANA, SERVICE, TestOffice, for_each_engine};

/// The sections and the files of the draft that the story's own citizen would fill in.
async fn fill_in(madina: &mut Client<'_>, office: &TestOffice, draft: &str) {
    let citizen = office.citizen("madina").await;
    let model = citizen.fill_in().await;
    let model = citizen.draft(&model).await.unwrap();
    let form = json_of(&madina.get(&format!("/services/{SERVICE}/form")).await);
    for section in form["sections"].as_array().unwrap() {
        let code = text(section, "code");
        let answers: serde_json::Map<String, Value> = section["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| text(field, "code"))
            .map(|field| {
                let answer = &model.answers[&format!("{code}.{field}")];
                (field.to_owned(), serde_json::to_value(answer).unwrap())
            })
            .collect();
        let body = json!({ "answers": answers });
        let path = format!("/drafts/{draft}/sections/{code}");
        let sent = madina.with_body("PUT", &path, &body);
        json_of(&madina.send(&sent).await);
    }
    for file in &model.attachments {
        let bytes = app::draft::file(&office.app, &model, &file.sha256).await;
        let body = json!({
            "document": file.document, "name": file.name,
            "content_base64": STANDARD.encode(bytes.unwrap().bytes),
        });
        let path = format!("/drafts/{draft}/attachments");
        let page = madina.post(&path, &body).await;
        assert_eq!(page.status, 201, "{}", page.html());
    }
}

async fn file(madina: &mut Client<'_>, office: &TestOffice) -> String {
    let body = json!({ "service": SERVICE, "place": ASTANA });
    let begin = madina.with_body("POST", "/drafts", &body);
    let begin = begin.with("idempotency-key", Some("one-application"));
    let draft = json_of(&madina.send(&begin).await);
    let again = json_of(&madina.send(&begin).await);
    assert_eq!(draft["id"], again["id"], "a retry makes nothing twice");
    let draft = text(&draft, "id").to_owned();
    let half = madina.get(&format!("/drafts/{draft}/review")).await;
    let half = problem(&half, 422);
    assert!(!half["errors"].as_array().unwrap().is_empty(), "{half}");
    fill_in(madina, office, &draft).await;
    let review = json_of(&madina.get(&format!("/drafts/{draft}/review")).await);
    assert_eq!(review["unattached"], json!([]));
    let signature = sign(office, "madina", text(&review, "text_base64"));
    let body = json!({ "sha256": review["sha256"], "signature": signature });
    let path = format!("/drafts/{draft}/sign");
    let filed = json_of(&madina.post(&path, &body).await);
    let again = json_of(&madina.post(&path, &body).await);
    assert_eq!(filed, again, "sent again, the answer names the same case");
    let reborn = madina.send(&begin).await;
    assert_eq!(reborn.status, 409, "its signature would file a second time");
    text(&filed, "number").to_owned()
}

/// An official's command, on the case as it is; the case after it.
async fn command(client: &mut Client<'_>, case: &str, verb: &str, body: Option<&Value>) -> Value {
    let seq = json_of(&client.get(case).await)["case"]["seq"].clone();
    let path = format!("{case}{verb}");
    json_of(&client.command(&path, seq.as_u64().unwrap(), body).await)
}

async fn decide(askar: &mut Client<'_>, case: &str) {
    let told = command(askar, case, "/take", None).await;
    let marks: Vec<Value> = told["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!({ "document": it, "presence": "present", "note": "" }))
        .collect();
    let body = json!({ "stage": "completeness", "outcome": "complete", "marks": marks });
    let told = command(askar, case, "/completeness", Some(&body)).await;
    assert_eq!(told["case"]["stage"], "verification");
    let unknown = json_of(&askar.get(&format!("{case}/assessment")).await);
    assert_eq!(unknown["conclusion"], "unknown");
    let given = told["case"]["attachments"].as_array().unwrap();
    for fact in told["facts"].as_array().unwrap() {
        let usual = match text(fact, "code") {
            "owned-dwellings" => json!(1),
            "court-ban" | "court-deprivation" => json!(false),
            _ => json!(true),
        };
        let is_declared = !fact["declared"].is_null();
        let value = if is_declared {
            &fact["declared"]
        } else {
            &usual
        };
        let of = |source: &Value, file: &Value| {
            source.as_str().unwrap().strip_prefix("document:") == file["document"].as_str()
        };
        let sources = fact["sources"].as_array().unwrap().iter();
        let proof = sources
            .flat_map(|source| given.iter().map(move |file| (source, file)))
            .find(|(source, file)| of(source, file));
        let body = match proof {
            Some((source, file)) => json!({ "fact": fact["code"], "value": value, "source": source,
                "attachment": file["sha256"], "note": "" }),
            None => {
                json!({ "fact": fact["code"], "value": value, "source": "officer", "note": "" })
            }
        };
        command(askar, case, "/findings", Some(&body)).await;
    }
    let assessed = json_of(&askar.get(&format!("{case}/assessment")).await);
    assert_ne!(assessed["conclusion"], "unknown", "{assessed}");
    for (stage, outcome) in [("verification", "verified"), ("decision", "assigned")] {
        let body = json!({ "stage": stage, "outcome": outcome, "note": "" });
        command(askar, case, "/outcome", Some(&body)).await;
    }
}

#[tokio::test]
async fn family_is_assigned_help_over_the_api_alone() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let client = || Client::new(office, doors.browser());
        let (mut madina, mut askar, mut aigerim) = (client(), client(), client());
        for (person, client) in [
            ("madina", &mut madina),
            ("askar", &mut askar),
            ("aigerim", &mut aigerim),
        ] {
            client.log_in(person).await;
        }
        let early = madina.get("/cases").await;
        assert_eq!(problem(&early, 403)["code"], "not-registered");
        madina.register().await;
        let number = file(&mut madina, office).await;
        let case = format!("/offices/{ORGANIZATION}/cases/{number}");
        let work = json_of(
            &askar
                .get(&format!("/offices/{ORGANIZATION}/work?holder=nobody"))
                .await,
        );
        assert_eq!(work["cases"][0]["number"], number.as_str());

        let first = json_of(&aigerim.get(&case).await)["case"]["seq"]
            .as_u64()
            .unwrap();
        decide(&mut askar, &case).await;
        // The head looked before the executor took it: who was first is said, and nothing is done.
        let late = aigerim.command(&format!("{case}/deed"), first, None).await;
        let late = problem(&late, 409);
        assert_eq!(late["code"], "somebody-was-first");
        assert_eq!(late["happened"]["events"][0]["event"], "taken");
        assert!(text(&late["happened"]["events"][0], "by").len() > 3);
        let told = json_of(&aigerim.get(&case).await);
        let seq = told["case"]["seq"].as_u64().unwrap();
        let deed = json_of(&aigerim.command(&format!("{case}/deed"), seq, None).await);
        let path = format!("{case}/deed/{}/sign", text(&deed, "record"));
        let wrong = json!({ "signature": sign(office, "askar", text(&deed, "text_base64")) });
        problem(&aigerim.post(&path, &wrong).await, 422);
        let right = json!({ "signature": sign(office, "aigerim", text(&deed, "text_base64")) });
        let told = json_of(&aigerim.post(&path, &right).await);
        assert_eq!(told["case"]["phase"], "decided");
        office.drain_jobs().await;

        let mine = json_of(&madina.get(&format!("/cases/{number}")).await);
        assert_eq!(
            (&mine["outcome"], &mine["is_adverse"]),
            (&json!("assigned"), &json!(false))
        );
        let files = mine["files"].as_array().unwrap();
        let pdf = files.iter().find(|it| it["what"] == "deed.pdf").unwrap();
        let path = text(pdf, "href").strip_prefix("/api/v1").unwrap();
        let pdf = madina.get(path).await;
        assert_eq!(pdf.status, 200);
        assert!(pdf.body.starts_with(b"%PDF-"), "a PDF");
        let deed = text(&mine["deeds"][0], "number").to_owned();
        let notices = json_of(&madina.get("/notices").await);
        assert_eq!(notices["notices"].as_array().unwrap().len(), 5);
        let digest = text(&deed_of(&mut client(), &deed).await, "data_sha256").to_owned();
        assert_eq!(
            office.case(&number.parse_number()).await.deeds[0].data_digest,
            digest
        );
        for client in [&madina, &askar, &aigerim] {
            conforms(&client.seen);
        }
    })
    .await;
}

/// The public check of a deed.
async fn deed_of(anybody: &mut Client<'_>, number: &str) -> Value {
    let number = super::super::browser::encode(number);
    json_of(&anybody.get(&format!("/deeds?number={number}")).await)
}

trait ParseNumber {
    fn parse_number(&self) -> casework::identifier::CaseNumber;
}

impl ParseNumber for String {
    fn parse_number(&self) -> casework::identifier::CaseNumber {
        casework::identifier::CaseNumber::parse(self).unwrap()
    }
}
