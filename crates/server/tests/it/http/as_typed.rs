//! What people type is found as they mean it: a service by another form of its word, a deed by letters that look alike.

use super::bad_inputs::office;
use super::{Doors, case_before_its_signature};
use crate::office::for_each_engine;

const ASSISTANCE: &str = "/services/housing-assistance\"";

#[tokio::test]
async fn service_is_found_by_any_form_of_its_word_in_any_language() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut anybody = doors.browser();
    for word in [
        "көмек",
        "көмегін",
        "көмекке",
        "ПОМОЩЬ",
        "жилищная помощь",
        "assistance",
    ] {
        let page = anybody
            .get(&format!("/?q={}", word.replace(' ', "+")))
            .await;
        assert!(page.html().contains(ASSISTANCE), "{word}");
    }
    for word in ["шағым", "регион", "көк", "помощь шағым", "zzz"] {
        let page = anybody
            .get(&format!("/?q={}", word.replace(' ', "+")))
            .await;
        assert!(!page.html().contains(ASSISTANCE), "{word}");
    }
}

#[tokio::test]
async fn genuine_deed_is_found_by_letters_that_look_alike_and_no_other() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let number = case_before_its_signature(office, "madina").await;
        Box::pin(office.official("aigerim").await.sign(&number))
            .await
            .unwrap();
        let deed = office.case(&number).await.deeds[0].number.clone();
        let rest = deed.strip_prefix("АСТ").unwrap();
        let doors = Doors::of(office);
        let mut anybody = doors.browser();
        let dashes = rest.replace('-', "–");
        for typed in [
            deed.clone(),
            format!("ACT{rest}"),
            format!("act{rest}"),
            format!("аст{rest}"),
            format!(" AСТ {} ", dashes.replace('/', " / ")),
        ] {
            let asked = typed.replace(' ', "+");
            let page = anybody.get(&format!("/verify?number={asked}")).await;
            page.shows("Құжат түпнұсқа");
            page.shows(&deed);
        }
        for typed in [
            format!("ACT{rest}1"),
            format!("AСM{rest}"),
            format!("ACTT{rest}"),
            format!("ACT{}", rest.replace('/', "-")),
        ] {
            let page = anybody.get(&format!("/verify?number={typed}")).await;
            let text = page.text();
            assert!(!text.contains("Құжат түпнұсқа"), "{typed}");
            assert!(!text.contains(&deed), "{typed}");
        }
    })
    .await;
}
