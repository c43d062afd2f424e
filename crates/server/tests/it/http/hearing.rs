//! A refusal through the doors: two dwellings in 2026 (HA-C17), where the person is heard first.

use casework::case::Phase;
use casework::command::RecordFinding;
use casework::identifier::CaseNumber;
use law::edition::Origin;
use serde_json::json;

use super::browser::Browser;
use super::{Doors, ORGANIZATION};
use crate::office::{TestOffice, for_each_engine};

/// A case of Madina at its decision, whose family owns two dwellings.
async fn two_dwellings(office: &TestOffice) -> CaseNumber {
    let number = office.citizen("madina").await.file().await;
    let askar = office.official("askar").await;
    askar.take(&number).await.unwrap();
    let complete = ("completeness", "complete");
    askar.find(&number, complete, &[]).await.unwrap();
    askar.establish(&number).await;
    let two = RecordFinding {
        fact: "owned-dwellings".to_owned(),
        value: json!(2),
        origin: Origin::Officer,
        attachment: None,
        note: String::new(),
    };
    askar.record(&number, two).await.unwrap();
    let verified = ("verification", "verified");
    askar.find(&number, verified, &[]).await.unwrap();
    number
}

/// Sends a form of a hearing; where it leads.
async fn send(browser: &mut Browser<'_>, at: &str, fields: &[(&str, &str)]) -> String {
    browser.get("/account").await;
    let page = browser.post(at, fields).await;
    page.location().to_owned()
}

const PRELIMINARY: [(&str, &str); 3] = [
    ("stage", "decision"),
    ("outcome", "refused"),
    ("means", "account"),
];

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one case told from its filing to its refusal"
)]
async fn family_with_two_dwellings_is_refused_only_after_it_was_heard() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let number = two_dwellings(office).await;
        let doors = Doors::of(office);
        let desk = format!("/office/{ORGANIZATION}/cases/{number}");
        let mine = format!("/cases/{number}");
        let mut askar = doors.signed_in("askar").await;
        let assessment = format!("{desk}/assessment");
        let page = askar.get(&assessment).await;
        let refuse = "value=\"refused\" data-module";
        assert!(!page.html().contains(refuse), "no refusal is offered");
        assert!(page.html().contains(&format!("{desk}/rules/preliminary")));
        page.shows("2026 ж. 11 наурыз");
        let refused = [("stage", "decision"), ("outcome", "refused")];
        let page = askar.post(&assessment, &refused).await;
        assert_eq!(page.status, 409, "the rulebook declines it all the same");

        let half = [
            ("stage", "decision"),
            ("outcome", "refused"),
            ("place", "101"),
        ];
        let preliminary = format!("{desk}/rules/preliminary");
        let page = askar.post(&preliminary, &half).await;
        assert_eq!(page.status, 422, "a hearing needs its day");
        assert!(
            page.html().contains("value=\"101\""),
            "what was typed is kept"
        );
        send(&mut askar, &preliminary, &PRELIMINARY).await;
        let notice = office.case(&number).await.rules.hearings[0]
            .preliminary
            .number
            .clone();
        let about = [("number", notice.as_str())];
        let page = askar.get(&assessment).await;
        assert!(!page.html().contains(refuse), "the hearing is under way");

        let mut madina = doors.registered("madina").await;
        let page = madina.get(&mine).await;
        assert!(page.html().contains("/rules/open"));
        assert!(!page.html().contains("/rules/object"), "it is not opened");
        assert_eq!(office.case(&number).await.rules.hearings[0].receipt, None);
        send(&mut madina, &format!("{mine}/rules/open"), &about).await;
        for language in ["kk", "ru", "en"] {
            madina.language = language;
            let page = madina.get(&mine).await;
            for act in ["object", "hear", "waive", "withdraw"] {
                assert!(
                    page.html().contains(&format!("/rules/{act}\"")),
                    "{language} {act}"
                );
            }
        }
        madina.language = "kk";
        let object = format!("{mine}/rules/object");
        let page = madina.post(&object, &about).await;
        assert_eq!(page.status, 422, "objections say something");

        // Nobody else may speak for her.
        let words = [about[0], ("text", "Біз біреуінде ғана тұрамыз.")];
        let mut viktor = doors.registered("viktor").await;
        viktor.get("/account").await;
        for act in ["object", "open", "waive", "withdraw", "nothing"] {
            let page = viktor.post(&format!("{mine}/rules/{act}"), &words).await;
            assert_eq!(page.status, 404, "{act}");
        }
        let mut marat = doors.signed_in("ruslan").await;
        marat.get("/office").await;
        let page = marat.post(&format!("{desk}/rules/silence"), &about).await;
        assert_eq!(page.status, 404);
        let hearing = &office.case(&number).await.rules.hearings[0];
        assert!(hearing.objections.is_empty() && hearing.end.is_none());

        send(&mut madina, &object, &words).await;
        let consider = format!("{desk}/rules/consider");
        let considered = [about[0], ("note", "Екінші тұрғын үй меншікте қалады.")];
        let page = askar.post(&consider, &considered).await;
        assert_eq!(page.status, 409, "more may come until the 10th");
        office.at("2026-03-12T09:30");
        let mut askar = doors.signed_in("askar").await;
        let page = askar.get(&desk).await;
        assert!(page.html().contains("/rules/consider"));
        page.shows("Біз біреуінде ғана тұрамыз.");
        send(&mut askar, &consider, &considered).await;
        let page = askar.get(&assessment).await;
        assert!(page.html().contains(refuse), "now it may be drawn up");
        let page = askar.post(&assessment, &refused).await;
        assert!(page.location().ends_with("/deed?done=drafted"));
        Box::pin(office.official("aigerim").await.sign(&number))
            .await
            .unwrap();
        office.drain_jobs().await;
        assert!(matches!(
            office.case(&number).await.phase,
            Phase::Decided {
                adverse: Some(_),
                ..
            }
        ));
    })
    .await;
}

#[tokio::test]
async fn withdrawal_ends_a_case_and_is_told() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let number = two_dwellings(office).await;
        let doors = Doors::of(office);
        let mut madina = doors.registered("madina").await;
        let mine = format!("/cases/{number}");
        let page = madina.get(&mine).await;
        assert!(page.html().contains("/rules/withdraw"));
        let withdraw = format!("{mine}/rules/withdraw");
        let to = send(&mut madina, &withdraw, &[("text", "")]).await;
        assert_eq!(to, format!("/kk{mine}?done=saved"));
        assert!(matches!(
            office.case(&number).await.phase,
            Phase::Withdrawn { .. }
        ));
        assert_eq!(
            office
                .notice_codes("madina")
                .await
                .iter()
                .filter(|it| *it == "withdrawn")
                .count(),
            1
        );
        let page = madina.get(&mine).await;
        assert!(!page.html().contains("/rules/withdraw"), "once");
        page.shows("Өтініш қайтарып алынды");
        assert_eq!(madina.post(&withdraw, &[]).await.status, 409);
        let mut askar = doors.signed_in("askar").await;
        let desk = format!("/office/{ORGANIZATION}/cases/{number}");
        let page = askar.get(&format!("{desk}/assessment")).await;
        assert!(!page.html().contains("/rules/preliminary"));
        let page = askar
            .post(&format!("{desk}/rules/preliminary"), &PRELIMINARY)
            .await;
        assert_eq!(page.status, 409, "nothing more may happen");
        let events = office.kinds(&number).await;
        assert_eq!(events.last().copied(), Some("withdrawn"));
    })
    .await;
}
