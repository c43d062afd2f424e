//! A program does at the counter what an operator does on its pages.

use serde_json::{Value, json};

use super::super::Doors;
use super::super::api::{Client, conforms, json_of, problem};
use super::{bolat, kinds};
use crate::office::for_each_engine;

/// The list of a counter: its receipt, where it goes on, and nothing for whom it names but that it was looked at.
async fn lists_its_receipts_to_operators_alone(
    doors: &Doors<'_>,
    aliya: &mut Client<'_>,
    list: &str,
    place: &Value,
) {
    let told = json_of(&aliya.get(list).await);
    assert_eq!(told["receipts"].as_array().unwrap().len(), 1);
    assert_eq!(&told["receipts"][0]["place"], place);
    assert_eq!(told["receipts"][0]["recipient"], bolat().1);
    assert_eq!(told["next"], json!(null));
    let earlier = aliya.get(&format!("{list}?before={place}")).await;
    assert_eq!(json_of(&earlier)["receipts"], json!([]));
    problem(&aliya.get(&format!("{list}?before=0")).await, 400);
    let mut named = Client::new(doors.office, doors.browser());
    named.log_in("bolat").await;
    problem(&named.get(list).await, 404);
    let looks = json_of(&named.get("/views").await);
    assert!(
        looks["views"]
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["what"] == "receipts"),
        "a list is a look too: {looks}"
    );
}

#[tokio::test]
async fn a_program_of_the_counter_issues_a_receipt_too() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut aliya = Client::new(office, doors.browser());
        aliya.log_in("aliya").await;
        let counter = "/offices/astana-branch/counter";
        let told = json_of(&aliya.get(counter).await);
        let service = &told["services"][0];
        assert_eq!(service["service"], "housing-assistance");
        assert_eq!(service["is_given"], true);
        assert_eq!(service["documents"].as_array().unwrap().len(), 10);
        let mut body = json!({
            "form": told["form"], "service": "housing-assistance", "recipient_iin": bolat().0,
            "recipient_name": bolat().1, "address": "Атырау", "applies": "first",
            "lacking": [{ "document": "income-proof", "lack": "expired" }],
            "department": "3", "executor": "", "telephone": "",
        });
        let refusals = format!("{counter}/refusals");
        let once = json_of(&aliya.post(&refusals, &body).await);
        let again = json_of(&aliya.post(&refusals, &body).await);
        assert_eq!(once, again);
        assert_eq!(once["number"], "ХҚО-ҚБТ-2026-000001");
        let list = format!("{counter}/receipts");
        lists_its_receipts_to_operators_alone(&doors, &mut aliya, &list, &once["place"]).await;
        let file = format!("{counter}/receipts/{}/files/pdf", once["place"]);
        assert!(aliya.get(&file).await.body.starts_with(b"%PDF-"));
        body["form"] = json_of(&aliya.get(counter).await)["form"].clone();
        body["recipient_name"] = json!("Қуанышев\u{202e}Болат");
        let told = problem(&aliya.post(&refusals, &body).await, 422);
        assert_eq!(told["errors"][0]["pointer"], "/recipient_name");
        assert_eq!(told["errors"][0]["code"], "text-unseen");
        body["recipient_name"] = json!("Болат 🏠");
        let told = problem(&aliya.post(&refusals, &body).await, 409);
        assert_eq!(told["code"], "unprintable");
        assert_eq!(told["facts"], json!(["U+1F3E0"]));
        body["recipient_name"] = json!(bolat().1);
        body["lacking"] = json!([]);
        let told = problem(&aliya.post(&refusals, &body).await, 409);
        assert_eq!(told["code"], "nothing-lacking");
        body["recipient_iin"] = json!("790502390137");
        let told = problem(&aliya.post(&refusals, &body).await, 422);
        assert_eq!(told["errors"][0]["pointer"], "/recipient_iin");
        let mut askar = Client::new(office, doors.browser());
        askar.log_in("askar").await;
        problem(&askar.get(counter).await, 404);
        problem(&askar.get(&list).await, 404);
        problem(&askar.post(&refusals, &body).await, 404);
        problem(&askar.get(&file).await, 404);
        assert_eq!(kinds(office).await.len(), 2);
        conforms(&aliya.seen);
    })
    .await;
}
