//! A program asks a party for their consent: read, signed, confirmed by a code, declined.

use casework::event::work::Proof;
use casework::identifier::CaseNumber;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{code_of, consents, given, when_asked, wrong};
use crate::http::Doors;
use crate::http::api::document::conforms;
use crate::http::api::{Client, json_of, problem, sign as signed, text};
use crate::office::TestOffice;

/// A program in which somebody has logged in.
async fn client<'o>(office: &'o TestOffice, doors: &'o Doors<'_>, person: &str) -> Client<'o> {
    let mut client = Client::new(office, doors.browser());
    client.log_in(person).await;
    client
}

/// The address below which the words stand that were fixed for a party now.
async fn fixed(client: &mut Client<'_>, number: &CaseNumber, party: &str) -> (String, Value) {
    let path = format!("/cases/{number}/consents/{party}");
    let fixed = json_of(&client.post(&path, &json!({})).await);
    (format!("{path}/{}", text(&fixed, "record")), fixed)
}

fn typed(code: &str) -> Value {
    json!({ "code": code })
}

#[test]
fn party_reads_and_signs_a_consent_over_the_api_and_nobody_else_does() {
    when_asked(&async |office: &TestOffice, number: &CaseNumber| {
        let doors = Doors::of(office);
        let path = format!("/cases/{number}/consents/owner");
        let mut viktor = client(office, &doors, "viktor").await;
        let read = json_of(&viktor.get(&path).await);
        let asked = text(&read, "text").to_owned();
        assert!(asked.contains("Кузнецов Виктор"), "{asked}");
        let is_named = |name: &str| read["means"].as_array().unwrap().contains(&json!(name));
        assert!(is_named("signature") && !is_named("in-person"), "{read}");
        let fixed = json_of(&viktor.post(&path, &json!({})).await);
        let bytes = text(&fixed, "text_base64");
        let sign_at = format!("{path}/{}/sign", text(&fixed, "record"));
        for stranger in ["bolat", "madina"] {
            let mut stranger = client(office, &doors, stranger).await;
            problem(&stranger.get(&path).await, 404);
            problem(&stranger.post(&path, &json!({})).await, 404);
            let note = json!({ "note": "" });
            let declined = stranger.post(&format!("{path}/decline"), &note).await;
            // Both know of the case, and of this party they are not.
            assert_eq!(problem(&declined, 409)["code"], "not-asked");
        }
        let wrong = json!({ "signature": signed(office, "bolat", bytes) });
        problem(&viktor.post(&sign_at, &wrong).await, 422);
        assert_eq!(given(office, number).await, 0);
        let right = json!({ "signature": signed(office, "viktor", bytes) });
        assert_eq!(viktor.post(&sign_at, &right).await.status, 204);
        assert_eq!(given(office, number).await, 1);
        let again = viktor.post(&sign_at, &right).await;
        assert_eq!(problem(&again, 422)["code"], "signature-replayed", "once");
        let over = problem(&viktor.get(&path).await, 409);
        assert_eq!(over["code"], "answered-already");
        assert_eq!(given(office, number).await, 1, "it counts twice");
        conforms(&viktor.seen);
    });
}

#[test]
fn consent_is_declined_over_the_api_without_a_signature() {
    when_asked(&async |office: &TestOffice, number: &CaseNumber| {
        let doors = Doors::of(office);
        let mut viktor = client(office, &doors, "viktor").await;
        let path = format!("/cases/{number}/consents/owner/decline");
        let unread = viktor.post(&path, &json!({ "why": "?" })).await;
        problem(&unread, 422);
        let note = json!({ "note": "We have not agreed on it." });
        assert_eq!(viktor.post(&path, &note).await.status, 204);
        assert_eq!(given(office, number).await, 0);
        let case = office.case(number).await;
        let declined = &consents(&case).declined;
        assert_eq!(declined.len(), 1, "the journal has it");
        let again = problem(&viktor.post(&path, &note).await, 409);
        assert_eq!(again["code"], "answered-already", "once");
        let case = office.case(number).await;
        assert_eq!(consents(&case).declined.len(), 1, "it is declined twice");
    });
}

#[test]
fn party_confirms_the_fixed_words_by_a_code_over_the_api_once() {
    when_asked(&async |office: &TestOffice, number: &CaseNumber| {
        let doors = Doors::of(office);
        let mut viktor = client(office, &doors, "viktor").await;
        let (path, words) = fixed(&mut viktor, number, "owner").await;
        let (send_at, confirm_at) = (
            format!("{path}/password"),
            format!("{path}/password/confirm"),
        );
        let early = problem(&viktor.post(&confirm_at, &typed("123456")).await, 422);
        assert_eq!(early["code"], "signature-code-expired", "none was sent");
        let page = viktor.post(&send_at, &json!({})).await;
        assert_eq!(page.status, 201, "{}", page.html());
        let sent = json_of(&page);
        assert!(path.ends_with(text(&sent, "record")));
        let messages = office.town.messages();
        let phone = office.town.register().person("viktor").unwrap().phone();
        assert_eq!((messages.len(), &messages[0].to), (1, &phone));
        assert!(messages[0].text.contains("келісімді растау"));
        assert!(messages[0].text.contains(number.as_str()), "of which case?");
        assert!(phone.ends_with(text(&sent, "phone_end")));
        assert!(!page.html().contains(&phone), "the answer tells the phone");
        let code = code_of(office);
        assert!(!page.html().contains(&code), "the answer tells the code");

        let odd = problem(&viktor.post(&confirm_at, &typed("12 34")).await, 422);
        assert_eq!(odd["errors"][0]["pointer"], "/code");
        let missed = problem(&viktor.post(&confirm_at, &typed(&wrong(&code))).await, 422);
        assert_eq!(missed["code"], "password-wrong");
        assert!(text(&missed, "detail").contains('4'), "{missed}");
        office.later(SignedDuration::from_secs(15));
        let soon = viktor.post(&send_at, &json!({})).await;
        assert_eq!(problem(&soon, 429)["code"], "signature-too-soon");
        assert_eq!(soon.header("retry-after"), "45", "one a minute");
        assert_eq!(given(office, number).await, 0);
        let taken = viktor.post(&confirm_at, &typed(&code)).await;
        assert_eq!(taken.status, 204, "{}", taken.html());

        let case = office.case(number).await;
        let Proof::OneTimePassword { challenge_digest } = &consents(&case).given[0].proof else {
            panic!("a code passes for something else");
        };
        let kept = office.app.store.blob(challenge_digest, 1 << 20).await;
        let kept: Value = serde_json::from_slice(&kept.unwrap().unwrap()).unwrap();
        assert_eq!(kept["document"], words["sha256"], "bound to what was fixed");
        let again = viktor.post(&confirm_at, &typed(&code)).await;
        assert_eq!(problem(&again, 422)["code"], "signature-replayed");
        let further = problem(&viktor.post(&send_at, &json!({})).await, 422);
        assert_eq!(further["code"], "signature-replayed");
        assert_eq!(given(office, number).await, 1, "it counts twice");
        assert_eq!(office.town.messages().len(), 1);
        conforms(&viktor.seen);
    });
}

#[test]
fn code_of_a_consent_counts_for_its_party_in_its_session_alone_and_not_for_ever() {
    when_asked(&async |office: &TestOffice, number: &CaseNumber| {
        let doors = Doors::of(office);
        let mut viktor = client(office, &doors, "viktor").await;
        let (path, _words) = fixed(&mut viktor, number, "owner").await;
        let (send_at, confirm_at) = (
            format!("{path}/password"),
            format!("{path}/password/confirm"),
        );
        for stranger in ["bolat", "madina"] {
            let mut stranger = client(office, &doors, stranger).await;
            problem(&stranger.post(&send_at, &json!({})).await, 404);
        }
        let mut elsewhere = client(office, &doors, "viktor").await;
        problem(&elsewhere.post(&send_at, &json!({})).await, 422);
        let mut nobody = Client::new(office, doors.browser());
        problem(&nobody.post(&send_at, &json!({})).await, 401);
        assert!(office.town.messages().is_empty(), "a code was sent");

        assert_eq!(viktor.post(&send_at, &json!({})).await.status, 201);
        let code = code_of(office);
        let (other, _words) = fixed(&mut viktor, number, "owner").await;
        let other = format!("{other}/password/confirm");
        problem(&viktor.post(&other, &typed(&code)).await, 422);
        problem(&elsewhere.post(&confirm_at, &typed(&code)).await, 422);
        let mut bolat = client(office, &doors, "bolat").await;
        problem(&bolat.post(&confirm_at, &typed(&code)).await, 422);
        let as_adult = confirm_at.replace("/owner/", "/adult/");
        problem(&viktor.post(&as_adult, &typed(&code)).await, 422);
        problem(&nobody.post(&confirm_at, &typed(&code)).await, 401);
        for left in [4, 3, 2, 1] {
            let missed = problem(&viktor.post(&confirm_at, &typed(&wrong(&code))).await, 422);
            assert!(text(&missed, "detail").contains(&left.to_string()));
        }
        for code in [wrong(&code), code] {
            let over = problem(&viktor.post(&confirm_at, &typed(&code)).await, 422);
            assert_eq!(over["code"], "signature-tried-too-often");
        }
        office.later(SignedDuration::from_mins(1));
        assert_eq!(viktor.post(&send_at, &json!({})).await.status, 201);
        office.later(SignedDuration::from_mins(5));
        let late = typed(&code_of(office));
        let late = problem(&viktor.post(&confirm_at, &late).await, 422);
        assert_eq!(late["code"], "signature-code-expired");
        assert_eq!(given(office, number).await, 0);
        conforms(&viktor.seen);
    });
}

#[test]
fn message_with_a_code_names_the_case_in_every_language() {
    when_asked(&async |office: &TestOffice, number: &CaseNumber| {
        let doors = Doors::of(office);
        let mut viktor = client(office, &doors, "viktor").await;
        let (path, _words) = fixed(&mut viktor, number, "owner").await;
        let send_at = format!("{path}/password");
        for (language, named) in [
            ("kk", format!("{number} ісі")),
            ("ru", format!("по делу {number}")),
            ("en", format!("in case {number}")),
        ] {
            let sent = viktor.with_body("POST", &send_at, &json!({}));
            let sent = sent.with("accept-language", Some(language));
            assert_eq!(viktor.send(&sent).await.status, 201);
            let said = office.town.messages()[0].text.clone();
            assert!(said.contains(&named), "{said}");
            assert!(said.contains(&code_of(office)), "{said}");
            office.later(SignedDuration::from_mins(1));
        }
    });
}

#[test]
fn no_code_goes_out_over_the_api_where_the_edition_wants_a_signature() {
    when_asked(&async |office: &TestOffice, number: &CaseNumber| {
        let doors = Doors::of(office);
        let mut bolat = client(office, &doors, "bolat").await;
        let (path, _words) = fixed(&mut bolat, number, "adult").await;
        let send_at = format!("{path}/password");
        let told = problem(&bolat.post(&send_at, &json!({})).await, 409);
        assert_eq!(told["code"], "means-not-allowed");
        let confirm_at = format!("{send_at}/confirm");
        problem(&bolat.post(&confirm_at, &typed("000000")).await, 422);
        assert!(office.town.messages().is_empty(), "a code was sent");
        assert_eq!(given(office, number).await, 0);
        conforms(&bolat.seen);
    });
}
