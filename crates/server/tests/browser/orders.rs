//! The whole job under two orders: from the catalog to the deed that is checked at home.

use crate::citizen::Citizen;
use crate::page_checks::picture;
use crate::plant::Plant;

struct World {
    moment: &'static str,
    day: &'static str,
    language: &'static str,
    /// What the case page says of the edition.
    act: &'static str,
}

const ORDER_117: World = World {
    moment: "2026-11-17T10:00:00+05:00",
    day: "2026-11-17",
    language: "ru",
    act: "117",
};
const ORDER_539: World = World {
    moment: "2021-03-02T10:00:00+06:00",
    day: "2021-03-02",
    language: "kk",
    act: "539",
};

async fn whole_job(world: &World) {
    let plant = Plant::start(world.moment);
    let mut citizen = Citizen::at(&plant, world.language, true).await;
    citizen.begin().await;
    citizen.fill_sections(true).await;
    let files = plant.documents("madina", world.day);
    citizen.attach(&files).await;
    citizen.review().await;
    picture(&citizen.tab, &format!("review-{}", world.language), 1400).await;
    let signed = citizen.payload().await;
    let number = citizen.sign().await;
    plant.job_done("register-case");
    citizen.go(&format!("/cases/{number}")).await;
    let page = citizen.tab.text("main").await;
    assert!(page.contains("АСТ-"), "no registration number: {page}");
    assert!(page.contains(world.act), "{page}");
    assert!(citizen.tab.count(".sq-derivation tr").await > 2);
    let kept = citizen
        .tab
        .fetch(&format!(
            "/{}/cases/{number}/files/application",
            world.language
        ))
        .await;
    assert_eq!(kept, signed);
}

#[tokio::test(flavor = "multi_thread")]
async fn assistance_is_assigned_under_order_117() {
    whole_job(&ORDER_117).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn assistance_is_assigned_under_order_539_in_2021() {
    whole_job(&ORDER_539).await;
}
