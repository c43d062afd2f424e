//! Limits on requests: who asks too often is told from when on to try again, and loses nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use web::door::bucket::Limit;
use web::door::{AllLimits, Gate, Limits};

use super::Doors;
use super::browser::Sent;
use crate::office::{Engine, TestOffice, moment};

const THREE: Limit = Limit {
    times: 3,
    seconds: 60,
};

/// A gate and its time, in seconds.
fn gate(limits: AllLimits, proxies: &[&str]) -> (Gate, Arc<AtomicU64>) {
    let seconds = Arc::new(AtomicU64::new(0));
    let time = seconds.clone();
    let proxies = proxies.iter().map(|it| it.parse().unwrap()).collect();
    let elapsed = move || Duration::from_secs(time.load(Ordering::Relaxed));
    (Gate::new(limits, proxies, None, elapsed), seconds)
}

fn by_address(limit: Limit) -> Limits {
    Limits {
        by_address: Some(limit),
        by_account: None,
    }
}

async fn office() -> TestOffice {
    TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await
}

#[tokio::test]
async fn a_guess_at_the_login_is_slowed_down_and_pages_go_on() {
    let office = office().await;
    let limits = AllLimits {
        login: by_address(THREE),
        ..AllLimits::default()
    };
    let (gate, time) = gate(limits, &[]);
    let doors = Doors::with_gate(&office, gate);
    let mut browser = doors.browser();
    let page = browser.get("/login").await;
    let form = page.signed_form();
    let signed = browser.signed(&form, "madina");
    let mut wrong = signed.clone();
    let at = wrong.body.len() - 40;
    wrong.body[at] ^= 1;
    for _guess in 0..3 {
        assert_eq!(browser.send(&wrong).await.status, 422);
    }
    let mut headings = std::collections::BTreeSet::new();
    for language in ["kk", "ru", "en"] {
        let mut sent = signed.clone();
        sent.address = sent.address.replacen("/kk/", &format!("/{language}/"), 1);
        let page = browser.send(&sent).await;
        assert_eq!(page.status, 429);
        assert_eq!(page.header("retry-after"), "21");
        page.shows("21");
        headings.insert(page.text().split(" – ").next().map(str::to_owned));
    }
    assert_eq!(headings.len(), 3, "{headings:?}");
    assert_eq!(browser.get("/verify").await.status, 200, "pages go on");
    assert_eq!(
        browser.get("/account").await.status,
        303,
        "nobody was signed in"
    );
    time.store(21, Ordering::Relaxed);
    assert_eq!(browser.send(&signed).await.status, 303, "as it was said");
}

#[tokio::test]
async fn a_receipt_of_the_counter_is_metered_as_a_download() {
    let office = office().await;
    let place = super::counter::a_receipt(&office).await;
    let limits = AllLimits {
        download: by_address(THREE),
        ..AllLimits::default()
    };
    let (gate, _time) = gate(limits, &[]);
    let doors = Doors::with_gate(&office, gate);
    let mut aliya = doors.signed_in("aliya").await;
    let receipt = format!(
        "/office/{}/counter/receipts/{place}",
        super::counter::BRANCH
    );
    let file = format!("{receipt}/files/pdf");
    for _file in 0..3 {
        assert_eq!(aliya.get(&file).await.status, 200);
    }
    assert_eq!(aliya.get(&file).await.status, 429);
    assert_eq!(aliya.get(&receipt).await.status, 200, "pages go on");
}

#[tokio::test]
async fn a_form_that_was_not_taken_is_kept_on_the_page_and_taken_later() {
    let office = office().await;
    let limits = AllLimits {
        form: Limits {
            by_address: None,
            by_account: Some(THREE),
        },
        ..AllLimits::default()
    };
    let (gate, time) = gate(limits, &[]);
    let doors = Doors::with_gate(&office, gate);
    let mut madina = doors.registered("madina").await;
    let mut bolat = doors.registered("bolat").await;
    let fields = [("phone", "+77010000001"), ("email", "\"><b>")];
    for _form in 0..2 {
        assert_eq!(madina.post("/profile", &fields).await.status, 200);
    }
    let page = madina.post("/profile", &fields).await;
    assert_eq!(page.status, 429, "the registration was the first");
    assert!(
        page.html().contains("value=\"+77010000001\""),
        "{}",
        page.html()
    );
    assert!(
        !page.html().contains("<b>"),
        "what was typed is never markup"
    );
    page.shows("Енгізгеніңіздің бәрі осы бетте сақталды");
    let form = page
        .forms()
        .into_iter()
        .find(|it| it.action == "/kk/profile");
    let form = form.expect("the form again");
    let again = form.fields.iter();
    let again: Vec<_> = again
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let again = Sent::form(&form.action, madina.origin(), &again);
    assert_eq!(madina.send(&again).await.status, 429, "still too early");
    assert_eq!(
        bolat.post("/profile", &fields).await.status,
        200,
        "nobody pays for another"
    );
    assert_eq!(
        madina.get("/account").await.status,
        200,
        "pages are counted apart"
    );
    time.store(60, Ordering::Relaxed);
    let page = madina.send(&again).await;
    assert_eq!(page.status, 200, "taken, and judged");
    assert!(
        page.html().contains("&#34;&#62;&#60;b&#62;"),
        "with all that was typed"
    );
}

#[tokio::test]
async fn downloads_and_public_checks_have_limits_of_their_own() {
    let office = office().await;
    let number = office.citizen("madina").await.file().await;
    let limits = AllLimits {
        download: Limits {
            by_address: None,
            by_account: Some(THREE),
        },
        public: by_address(THREE),
        ..AllLimits::default()
    };
    let (gate, _time) = gate(limits, &[]);
    let doors = Doors::with_gate(&office, gate);
    let mut madina = doors.registered("madina").await;
    let file = format!("/cases/{number}/files/application");
    let list = format!("/office/{}?export=csv", super::ORGANIZATION);
    for _file in 0..3 {
        assert_eq!(madina.get(&file).await.status, 200);
    }
    assert_eq!(madina.get(&file).await.status, 429);
    assert_eq!(
        madina.get(&list).await.status,
        429,
        "a list taken away is a file"
    );
    let mut nobody = doors.browser();
    for _check in 0..3 {
        assert_eq!(nobody.get("/verify?number=1").await.status, 200);
    }
    let page = nobody.get("/verify?number=1").await;
    assert_eq!(page.status, 429);
    assert!(
        page.header("content-security-policy")
            .contains("default-src 'none'")
    );
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(nobody.get("/").await.status, 200);
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_sender_has_its_own_limit() {
    let office = office().await;
    let limits = AllLimits {
        page: by_address(THREE),
        ..AllLimits::default()
    };
    for (proxies, last) in [(&["127.0.0.1"][..], 200), (&[], 429)] {
        let (gate, _time) = gate(limits, proxies);
        let doors = Doors::with_gate(&office, gate);
        let mut browser = doors.browser();
        let of = |address: &str| Sent::get("/kk/").with("x-forwarded-for", Some(address));
        for _page in 0..3 {
            assert_eq!(browser.send(&of("198.51.100.1")).await.status, 200);
        }
        assert_eq!(browser.send(&of("198.51.100.1")).await.status, 429);
        // Made up by the sender in front of what the proxy wrote.
        assert_eq!(browser.send(&of("1.2.3.4, 198.51.100.1")).await.status, 429);
        assert_eq!(browser.send(&of("198.51.100.2")).await.status, last);
    }
}
