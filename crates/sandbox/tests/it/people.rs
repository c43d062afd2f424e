//! Thirty-one people, three providers, a counter, and the file that tells the office about them.

use std::collections::BTreeSet;

use jiff::civil::date;
use sandbox::identifiers::{has_right_check_digit, is_iban};
use sandbox::office::{OfficeFile, office_file};
use sandbox::people::{OfficerRole, Register, TownFileError, account};
use serde_json::{Value, json};

use crate::doors::{control, get, post, town};

#[test]
fn the_town_has_exactly_thirty_one_people_with_right_and_different_numbers() {
    let town = Register::load().unwrap();
    assert_eq!(town.people.len(), 31);
    let numbers: BTreeSet<String> = town
        .people
        .iter()
        .map(|person| person.iin().unwrap())
        .collect();
    assert_eq!(numbers.len(), 31);
    assert!(numbers.iter().all(|iin| has_right_check_digit(iin)));
    for person in &town.people {
        let home = town.household_of(&person.id).is_some();
        let post = town.post_of(&person.id).is_some();
        assert!(
            home != post,
            "{} lives or works in the town, not both",
            person.id
        );
        assert!(!town.place_of(&person.id).is_empty());
    }
}

#[test]
fn every_home_has_an_account_bills_and_an_adult_recipient() {
    let town = Register::load().unwrap();
    assert_eq!(town.households.len(), 9);
    for home in &town.households {
        let recipient = town.person(&home.recipient).unwrap();
        assert!(is_iban(&account(recipient, &home.bank).unwrap()));
        assert!(recipient.age_on(date(2020, 1, 1)) >= 18);
        assert!(home.month_bills() > 0);
    }
}

#[test]
fn the_stories_have_the_amounts_they_tell() {
    let town = Register::load().unwrap();
    let amounts = |id| {
        let home = town.household_of(id).unwrap();
        (home.quarter_income(), home.month_bills())
    };
    assert_eq!(amounts("madina"), (630_000, 38_000));
    assert_eq!(amounts("arman"), (3_600_000, 48_000));
    assert_eq!(amounts("olga"), (0, 18_000));
    assert_eq!(amounts("bolat"), (300_000, 13_300));
    assert_eq!(amounts("gulnar").0, 3 * (145_000 + 40_000));
    assert_eq!(town.household_of("viktor").unwrap().other_dwelling.len(), 1);
    assert_eq!(town.household_of("kulyash").unwrap().dwelling.area_m2, 45);
}

#[test]
fn the_office_file_reads_back_with_every_role_at_every_provider() {
    let town = Register::load().unwrap();
    let file: OfficeFile = toml::from_str(&office_file(&town).unwrap()).unwrap();
    let places: Vec<&str> = file
        .organization
        .iter()
        .map(|provider| provider.kato.as_str())
        .collect();
    assert_eq!(places, ["710000000", "750000000", "231010000", "710000000"]);
    let is_branch = |it: &&sandbox::office::Provider| it.services.is_empty();
    let branches: Vec<_> = file.organization.iter().filter(is_branch).collect();
    let [branch] = branches.as_slice() else {
        panic!("one counter")
    };
    assert!(has_right_check_digit(&branch.bin));
    let operators = branch
        .officer
        .iter()
        .filter(|it| has_right_check_digit(&it.iin));
    let roles: Vec<_> = operators.flat_map(|it| it.roles.clone()).collect();
    assert_eq!(roles, [OfficerRole::Operator]);
    assert_eq!(branch.hours.lunch, None);
    for provider in file.organization.iter().filter(|it| !is_branch(it)) {
        assert!(has_right_check_digit(&provider.bin));
        for role in [OfficerRole::Clerk, OfficerRole::Executor, OfficerRole::Head] {
            assert!(
                provider
                    .officer
                    .iter()
                    .any(|officer| officer.roles.contains(&role))
            );
        }
        assert!(
            provider
                .officer
                .iter()
                .all(|officer| has_right_check_digit(&officer.iin))
        );
    }
}

#[test]
fn a_town_with_a_stranger_in_a_home_is_refused() {
    let text =
        include_str!("../../town.toml").replace("{ person = \"saule\"", "{ person = \"nobody\"");
    let refused = Register::read(&text);
    assert!(matches!(refused, Err(TownFileError::Reference { id }) if id == "nobody"));
}

#[tokio::test]
async fn every_page_opens_and_names_people_in_their_own_letters() {
    let (town, _dir) = town().await;
    for path in ["/", "/keys", "/people", "/clock", "/ocsp-mode"] {
        let page = get(&town, path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text().contains("width=device-width"));
    }
    for person in &town.register().people {
        let card = get(&town, &format!("/people/{}", person.id)).await;
        assert_eq!(card.status, 200);
        assert!(card.text().contains(&person.name.full()));
        assert!(card.text().contains(&person.iin().unwrap()));
    }
    assert_eq!(get(&town, "/people/nobody").await.status, 404);
    town.stop().await;
}

#[tokio::test]
async fn the_form_and_the_api_choose_who_answers() {
    let (town, _dir) = town().await;
    let form = "application/x-www-form-urlencoded";
    let chosen = post(
        &town,
        "/keys",
        form,
        "person=aigerim&key=revoked&conduct=cancel",
    )
    .await;
    assert_eq!(chosen.status, 303);
    let page = get(&town, "/keys").await.text();
    assert!(page.contains("Now: <strong>Сәрсенова Айгерім Бақытқызы (head, Department"));
    assert!(page.contains("revoked yesterday. Then: cancel"));

    assert_eq!(
        control(&town, "/api/choose", json!({"person": "kulyash"}))
            .await
            .status,
        200
    );
    assert!(
        get(&town, "/keys")
            .await
            .text()
            .contains("Now: <strong>Нұрпейісова")
    );
    for wrong in [
        json!({"person": "nobody"}),
        json!({"person": "ayala"}),
        json!({"person": "olga", "key": "golden"}),
    ] {
        assert_eq!(control(&town, "/api/choose", wrong).await.status, 422);
    }
    assert!(
        get(&town, "/keys")
            .await
            .text()
            .contains("Now: <strong>Нұрпейісова")
    );

    let people: Value = serde_json::from_slice(&get(&town, "/api/people").await.body).unwrap();
    assert_eq!(people.as_array().unwrap().len(), 31);
    assert_eq!(people[3]["has_key"], false);
    town.stop().await;
}
