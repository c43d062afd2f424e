//! The whole job under two orders: from the catalog to the deed that is checked at home.

use crate::chromium::{DESK, PHONE};
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
    picture(&citizen.tab, &format!("review-{}", world.language), 1200).await;
    let signed = citizen.payload().await;
    let number = citizen.sign().await;
    citizen.go(&format!("/cases/{number}")).await;
    let page = citizen.tab.text("main").await;
    assert!(page.contains("АСТ-"), "no registration number: {page}");
    assert!(page.contains(world.act), "{page}");
    assert!(citizen.tab.count(".sq-derivation tr").await > 2);
    let application = format!("/{}/cases/{number}/files/application", world.language);
    assert_eq!(citizen.tab.fetch(&application).await, signed);
    citizen.log_out().await;
    citizen.check_documents(&number).await;
    citizen.verify_facts(&number).await;
    citizen.decide(&number).await;
    citizen.log_out().await;
    citizen.sign_deed(&number).await;
    plant.job_done("print-deed");
    citizen.log_out().await;
    take_home(&mut citizen, &number).await;
    plant.told(&["journal", "verify"]);
}

/// The citizen sees the notice, takes the deed home and checks it there, without us.
async fn take_home(citizen: &mut Citizen<'_>, number: &str) {
    citizen.log_in("madina", "/notices").await;
    assert!(citizen.tab.count("main li.sq-unread").await >= 1);
    citizen.go("/account").await;
    citizen.go(&format!("/cases/{number}")).await;
    let language = citizen.language;
    picture(&citizen.tab, &format!("case-{language}"), 900).await;
    citizen.tab.resize(PHONE, 844).await;
    picture(&citizen.tab, &format!("phone-{language}"), 1400).await;
    citizen.tab.resize(DESK, 900).await;
    let folder = citizen.plant.folder().to_owned();
    for name in ["deed.pdf", "deed.json", "deed.p7s", "deed.ocsp"] {
        let link = format!(
            "document.querySelector(\"main a[href*='{name}']\")?.pathname + document.querySelector(\"main a[href*='{name}']\")?.search"
        );
        let address = citizen.tab.eval(&link).await;
        let bytes = citizen.tab.fetch(address.as_str().unwrap()).await;
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let pdf = lopdf::Document::load(folder.join("deed.pdf")).unwrap();
    assert!(!pdf.get_pages().is_empty());
    let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (container, signed, ocsp) = (at("deed.p7s"), at("deed.json"), at("deed.ocsp"));
    let trust = at("town/trust");
    let mut arguments = vec!["signature", "verify", "--trust", &trust, "--ocsp", &ocsp];
    arguments.extend(["--container", &container, "--signed", &signed]);
    let said = citizen.plant.told(&arguments);
    assert!(said.contains("valid"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn assistance_is_assigned_under_order_117() {
    whole_job(&ORDER_117).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn assistance_is_assigned_under_order_539_in_2021() {
    whole_job(&ORDER_539).await;
}
