//! The change lab: running cases under another edition, on both engines, without a word written.

use std::path::Path;

use serde_json::{Value as Json, json};
use server::command::replay_law::{Other, Report, replay};

use crate::office::{LAW, TestOffice, for_each_engine, root};

const EDITION: &str = "2023-12-24-order-117.kdl";

/// The edition of order 117 with words replaced, each of which must be there.
fn edition(changes: &[(&str, &str)]) -> anyhow::Result<Other> {
    let law = root().join("law");
    let path = law.join("services/housing-assistance").join(EDITION);
    let mut text = std::fs::read_to_string(path).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from} is not in the edition");
        text = text.replace(from, to);
    }
    Other::load(&law, Path::new(EDITION), text)
}

async fn under(office: &TestOffice, changes: &[(&str, &str)]) -> Report {
    let other = edition(changes).unwrap();
    let store = &office.app.store;
    replay(store, &LAW, &other, office.now()).await.unwrap()
}

fn case<'r>(report: &'r Json, number: &str) -> &'r Json {
    &report["cases"][number]
}

#[tokio::test]
async fn cases_are_laid_under_another_edition_and_stay_as_they_are() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let waiting = office.citizen("madina").await.file().await;
        office.at("2026-11-18T09:30");
        office
            .official("askar")
            .await
            .decide_to_assign(&waiting)
            .await;
        let fresh = office.citizen("kulyash").await.file().await;
        let (first, second) = (waiting.to_string(), fresh.to_string());
        let before = office.kinds(&waiting).await;

        let same = under(office, &[]).await;
        assert!(same.is_same(), "{}", same.words());
        assert_eq!(same.json()["same"], 2);

        // A longer term moves what is still to come.
        let longer = [(
            "term working-days=2 from=registration",
            "term working-days=4 from=registration",
        )];
        let report = under(office, &longer).await.json();
        assert_eq!(report["same"], 1, "{report}");
        let moved = &case(&report, &second)["days"]["completeness"];
        assert_eq!(
            *moved,
            json!({ "before": "2026-11-20", "after": "2026-11-24" })
        );
        assert!(case(&report, &second)["end"].is_null());
        assert!(
            case(&report, &first).is_null(),
            "a stage that has ended moves no more: {report}"
        );

        // A larger share leaves less to pay, and only where facts are established.
        let share = [(
            "\"share * monthly-income\"",
            "\"share * monthly-income * 2\"",
        )];
        let report = under(office, &share).await;
        let words = report.words();
        let report = report.json();
        let sums = case(&report, &first)["assessed"].as_object().unwrap();
        assert!(!sums.is_empty(), "{words}");
        assert!(
            case(&report, &second).is_null(),
            "nothing is established yet"
        );
        assert_eq!(report["totals"]["have_another_sum"], 1);

        // A stage by another name is missing for the case that is at it.
        let renamed = [
            ("stage completeness", "stage fullness"),
            ("stage:completeness", "stage:fullness"),
            ("outcome:completeness/", "outcome:fullness/"),
        ];
        let report = under(office, &renamed).await;
        let words = report.words();
        assert!(words.contains("there is no stage completeness"), "{words}");
        let report = report.json();
        assert_eq!(case(&report, &second)["missing_stage"], "completeness");
        assert!(case(&report, &first)["missing_stage"].is_null());

        let told = report.to_string();
        for person in ["madina", "kulyash"] {
            let iin = office.iin(person);
            assert!(!told.contains(iin.as_str()), "numbers of cases only");
        }
        assert_eq!(office.kinds(&waiting).await, before, "nothing was written");
    })
    .await;
}

#[test]
fn an_edition_with_a_fault_is_refused_with_its_line() {
    let error = edition(&[("stage completeness", "stgae completeness")])
        .err()
        .unwrap();
    let told = format!("{error:#}");
    assert!(told.contains("did you mean `stage`?"), "{told}");
    let nothing = Other::load(
        &root().join("law"),
        Path::new("a.kdl"),
        "nothing".to_owned(),
    );
    assert!(
        nothing
            .err()
            .unwrap()
            .to_string()
            .contains("edition service-code")
    );
}

#[tokio::test]
async fn another_edition_may_refuse_a_case_or_make_it_late() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let waiting = office.citizen("madina").await.file().await;
        office.at("2026-11-18T09:30");
        let askar = office.official("askar").await;
        askar.decide_to_assign(&waiting).await;
        let fresh = office.citizen("kulyash").await.file().await;
        let (first, second) = (waiting.to_string(), fresh.to_string());

        // A requirement that nobody meets refuses the case whose facts are established.
        let refusing = [("\"owned-dwellings <= 1\"", "\"owned-dwellings <= 0\"")];
        let report = under(office, &refusing).await.json();
        let end = &case(&report, &first)["end"];
        assert_eq!(end["before"]["kind"], "favorable", "{end}");
        assert_eq!(end["after"]["kind"], "refused", "{end}");

        // Shorter terms make late what is in time.
        office.at("2026-11-20T09:30");
        let shorter = [(
            "term working-days=2 from=registration",
            "term working-days=1 from=registration",
        )];
        let report = under(office, &shorter).await.json();
        assert_eq!(
            case(&report, &second)["newly_late"],
            json!(["completeness"])
        );
        assert_eq!(report["totals"]["would_be_late_today"], 1);
    })
    .await;
}
