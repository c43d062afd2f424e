//! Downloads: all that was signed, for its owner and the organization; for nobody else.

use std::collections::BTreeSet;

use axum::http::header;
use casework::canonical::sha256_hex;
use casework::event::{DeedSigned, Filed};

use super::browser::{Browser, Sent};
use super::{Doors, ORGANIZATION, case_before_its_signature};
use crate::office::{TestOffice, for_each_engine};
use crate::whole_path::files_in;

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one case, and every file of it for everybody"
)]
async fn everything_signed_is_downloaded_by_its_owner_and_nobody_else() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = case_before_its_signature(office, "madina").await;
        office
            .official("aigerim")
            .await
            .sign(&number)
            .await
            .unwrap();
        let doors = Doors::of(office);
        let mut madina = doors.registered("madina").await;
        // The signature was answered before the PDF was made; the page says so until it is there.
        let page = madina.get(&format!("/cases/{number}")).await;
        page.shows("PDF дайындалуда");
        assert!(!page.links().iter().any(|link| link.contains("deed.pdf")));
        office.drain_jobs().await;
        let page = madina.get(&format!("/cases/{number}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.text().contains("PDF дайындалуда"));
        let links: BTreeSet<String> = page
            .links()
            .into_iter()
            .filter(|link| link.contains("/files/"))
            .collect();
        let case = office.case(&number).await;
        let (filed, deed) = (&case.filed, &case.deeds[0]);
        assert_eq!(links.len(), 11 + filed.attachments.len(), "{links:?}");

        let mut bolat = doors.registered("bolat").await;
        let mut nobody = doors.browser();
        let mut elsewhere = doors.registered("marat").await;
        let mut digests = BTreeSet::new();
        for link in &links {
            let file = madina.send(&Sent::get(link)).await;
            assert_eq!(file.status, 200, "{link}");
            assert_kept_as_a_file(&file);
            digests.insert(sha256_hex(&file.body));
            let hidden = bolat.send(&Sent::get(link)).await;
            assert_eq!(hidden.status, 404, "{link}");
            let hidden = elsewhere.send(&Sent::get(link)).await;
            assert_eq!(hidden.status, 404, "{link}");
            let hidden = nobody.send(&Sent::get(link)).await;
            assert!(hidden.location().starts_with("/kk/login?"), "{link}");
        }
        for kept in filed.attachments.iter().map(|file| &file.sha256) {
            assert!(digests.contains(kept), "an attachment as it was given");
        }
        for kept in [
            &filed.signed_digest,
            &filed.container_digest,
            &deed.data_digest,
            &deed.container_digest,
            &deed.evidence.ocsp_digest,
        ] {
            assert!(digests.contains(kept), "the bytes that the journal names");
        }
        let (data, cms) = (file(&links, "deed.json"), file(&links, "deed.p7s"));
        let (data, cms) = (
            madina.send(&Sent::get(&data)).await.body,
            madina.send(&Sent::get(&cms)).await.body,
        );
        let pdf = madina.send(&Sent::get(&file(&links, "deed.pdf"))).await;
        assert_eq!(files_in(&pdf.body), BTreeSet::from([data, cms]));

        cards_hold_their_package(office, (&mut madina, &links), filed, deed).await;

        for wrong in [
            "deed.exe",
            "attachment?of=..%2F..",
            "deed.pdf?of=none",
            "attachment",
        ] {
            let page = madina.get(&format!("/cases/{number}/files/{wrong}")).await;
            assert_eq!(page.status, 404, "{wrong}");
        }
    })
    .await;
}

/// Each document card holds the whole evidence package of its signature.
async fn cards_hold_their_package(
    office: &TestOffice,
    (madina, links): (&mut Browser<'_>, &BTreeSet<String>),
    filed: &Filed,
    deed: &DeedSigned,
) {
    for (card, container) in [
        ("application.card", &filed.container_digest),
        ("deed.card", &deed.container_digest),
    ] {
        let card = madina.send(&Sent::get(&file(links, card))).await;
        let package = app::evidence::package_of(&office.app, container).await;
        let Ok(kept) = package.unwrap().unwrap().to_files() else {
            panic!("the package of {container} cannot be written");
        };
        let kept = kept.into_iter().map(|(_, bytes)| bytes).collect();
        assert_eq!(files_in(&card.body), kept, "the whole package is inside");
    }
}

#[tokio::test]
async fn receipt_of_acceptance_is_the_same_file_each_time() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let doors = Doors::of(office);
        let mut madina = doors.registered("madina").await;
        let receipt = format!("/cases/{number}/files/receipt");
        let (once, again) = (madina.get(&receipt).await, madina.get(&receipt).await);
        assert!(once.body.starts_with(b"%PDF-"));
        assert_kept_as_a_file(&once);
        assert_eq!(once.body, again.body, "it is made out of the journal");
        let page = doors.registered("bolat").await.get(&receipt).await;
        assert_eq!(page.status, 404);
    })
    .await;
}

#[tokio::test]
async fn deed_is_read_at_its_own_organization_only() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = case_before_its_signature(office, "madina").await;
        let head = office.official("aigerim").await;
        let case = head.sign(&number).await.unwrap();
        office.drain_jobs().await;
        let of = case.deeds[0].number.replace('/', "%2F");
        let doors = Doors::of(office);
        let path = format!("/office/{ORGANIZATION}/cases/{number}/files/deed.pdf?of={of}");
        for official in ["aigerim", "askar", "elena", "zarina"] {
            let pdf = doors.signed_in(official).await.get(&path).await;
            assert_eq!(pdf.status, 200, "{official}");
            assert!(pdf.body.starts_with(b"%PDF-"));
            assert_kept_as_a_file(&pdf);
        }
        for stranger in ["marat", "dinara", "gaukhar", "bolat", "madina"] {
            let page = doors.signed_in(stranger).await.get(&path).await;
            assert_eq!(page.status, 404, "{stranger}");
        }
        let elsewhere = path.replace(ORGANIZATION, "almaty-social");
        let page = doors.signed_in("marat").await.get(&elsewhere).await;
        assert_eq!(page.status, 404, "the case is not theirs");
    })
    .await;
}

fn file(links: &BTreeSet<String>, what: &str) -> String {
    let link = links.iter().find(|link| link.contains(what));
    link.expect(what).clone()
}

/// A file is never shown inside a page of ours, and never guessed to be something else.
pub(super) fn assert_kept_as_a_file(file: &super::page::Page) {
    let at = &file.address;
    let disposition = file.header(header::CONTENT_DISPOSITION.as_str());
    assert!(
        disposition.starts_with("attachment;"),
        "{at}: {disposition}"
    );
    assert!(!disposition.contains(['\r', '\n']));
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert_eq!(file.header("cache-control"), "no-store");
    let policy = file.header("content-security-policy");
    assert_eq!(
        policy,
        "default-src 'none'; frame-ancestors 'none'; sandbox"
    );
    assert!(!file.is_html(), "{at}");
}

#[tokio::test]
async fn file_of_a_draft_is_its_owners_alone() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let citizen = office.citizen("madina").await;
        let draft = citizen.fill_in().await;
        let kept = citizen.draft(&draft).await.unwrap().attachments;
        let doors = Doors::of(office);
        let mut madina = doors.registered("madina").await;
        let mut bolat = doors.registered("bolat").await;
        let page = madina.get(&format!("/drafts/{draft}/documents")).await;
        for file in &kept {
            let path = format!("/drafts/{draft}/files/{}", file.sha256);
            assert!(page.links().contains(&madina.to(&path)));
            let given = madina.get(&path).await;
            assert_eq!(sha256_hex(&given.body), file.sha256);
            assert_kept_as_a_file(&given);
            assert_eq!(bolat.get(&path).await.status, 404);
        }
        let own = office.citizen("bolat").await.fill_in().await;
        let stolen = format!("/drafts/{own}/files/{}", kept[0].sha256);
        assert_eq!(bolat.get(&stolen).await.status, 404, "not in his draft");
        assert!(!kept.is_empty());
    })
    .await;
}
