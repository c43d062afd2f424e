//! From the first page to the deed in hand, under both orders.

use std::collections::{BTreeMap, BTreeSet};

use app::Error;
use app::view::download::Wanted;
use app::view::lists::{self, Filter, Scope};
use app::view::verify_deed;
use casework::Refusal;
use casework::case::Phase;
use casework::identifier::CaseNumber;
use law::edition::Adverse;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use signature::{Evidence, Expected, ExpectedRole, OcspAnswer, Purpose};

use crate::office::{Citizen, TestOffice, for_each_engine};

/// The files inside a PDF.
pub(crate) fn files_in(pdf: &[u8]) -> BTreeSet<Vec<u8>> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let streams = document
        .objects
        .values()
        .filter_map(|it| it.as_stream().ok());
    streams
        .filter(|stream| {
            let kind = stream.dict.get(b"Type").and_then(lopdf::Object::as_name);
            kind.is_ok_and(|kind| kind == b"EmbeddedFile")
        })
        .map(|stream| {
            let plain = stream.decompressed_content();
            plain.unwrap_or_else(|_not_compressed| stream.content.clone())
        })
        .collect()
}

/// Downloads a deed and checks again, from the files alone, that the head of the organization signed its data.
async fn check_deed(citizen: &Citizen<'_>, number: &CaseNumber, head: &str) -> serde_json::Value {
    let office = citizen.office;
    let case = office.case(number).await;
    let deed = case.deeds.last().expect("a signed deed");
    let file = async |wanted: &Wanted| citizen.download(number, wanted).await.unwrap().bytes;
    let name = deed.number.clone();
    let pdf = file(&Wanted::DeedPdf(name.clone())).await;
    let data = file(&Wanted::DeedData(name.clone())).await;
    let container = file(&Wanted::DeedSignature(name.clone())).await;
    let response = file(&Wanted::DeedOcsp(name)).await;
    let inside = files_in(&pdf);
    assert!(inside.contains(&data), "the signed data are in the PDF");
    assert!(inside.contains(&container), "the signature is in the PDF");
    let expected = Expected {
        purpose: Purpose::Document,
        iin: Some(office.iin(head).as_str().to_owned()),
        bin: Some(deed.bin.as_str().to_owned()),
        role: ExpectedRole::Head,
    };
    let evidence = Evidence {
        ocsp: Some(OcspAnswer {
            response: &response,
            nonce: None,
        }),
        ..Evidence::default()
    };
    let trust = &office.app.trust;
    let now = office.now();
    signature::verify(&container, &data, &expected, trust, &evidence, now).unwrap();
    let app = &office.app;
    let issued = verify_deed::by_number(app, &deed.number).await.unwrap();
    assert_eq!(issued.unwrap().day, deed.day);
    let unknown = verify_deed::by_number(app, "АСТ-2026-000001/9").await;
    assert!(unknown.unwrap().is_none());
    for ours in [&pdf, &data] {
        let found = verify_deed::by_file(app, ours).await.unwrap();
        assert_eq!(found.unwrap().number, deed.number);
    }
    let mut changed = pdf;
    changed.push(b' ');
    let other = verify_deed::by_file(app, &changed).await;
    assert!(other.unwrap().is_none(), "a changed file is not ours");
    serde_json::from_slice(&data).unwrap()
}

/// Notices of a case that ended well, sorted.
const NOTICES_OF_ASSIGNMENT: [&str; 5] = ["deed", "filed", "registered", "stage", "stage"];

async fn assert_assigned(office: &TestOffice, citizen: &Citizen<'_>, number: &CaseNumber) {
    let case = office.case(number).await;
    assert!(
        matches!(&case.phase, Phase::Decided { outcome, adverse: None, .. } if outcome == "assigned")
    );
    assert_eq!(
        office.notice_codes(&citizen.id).await,
        NOTICES_OF_ASSIGNMENT
    );
    let overview = lists::overview(&office.app, &citizen.account).await;
    let overview = overview.unwrap();
    assert_eq!(overview.unread, 5);
    assert_eq!(overview.drafts.len(), 0, "the draft has become the case");
    let shown: Vec<_> = overview.cases.iter().map(|row| &row.closed_as).collect();
    assert_eq!(shown, [&Some("favorable".to_owned())]);
}

#[tokio::test]
async fn family_is_assigned_help_today_and_holds_the_deed() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let number = madina.file().await;
        let case = office.case(&number).await;
        assert_eq!(
            case.filed.edition.0,
            "housing-assistance/2023-12-24-order-117"
        );
        assert_eq!(case.registration.unwrap().number, "АСТ-2026-000001");
        assert_eq!(
            office.kinds(&number).await,
            ["filed", "registered"],
            "nothing else happened yet"
        );

        office.at("2026-11-18T09:30");
        let askar = office.official("askar").await;
        askar.decide_to_assign(&number).await;
        let case = office.case(&number).await;
        let Phase::AwaitingSignature { proposal } = &case.phase else {
            panic!("a deed waits");
        };
        assert_eq!(proposal.deed, "notice-of-assignment");
        assert_eq!(proposal.values["amount-month"].ru, "17 000\u{a0}₸");
        assert_eq!(
            madina.view(&number).await.unwrap().deeds,
            [],
            "nothing is issued before it is signed"
        );

        office.at("2026-11-20T16:20");
        let aigerim = office.official("aigerim").await;
        aigerim.sign(&number).await.unwrap();
        office.drain_jobs().await;
        let deed = check_deed(&madina, &number, "aigerim").await;
        assert_eq!(deed["number"], "АСТ-2026-000001/1");
        assert_eq!(deed["day"], "2026-11-20");
        assert_assigned(office, &madina, &number).await;
        let notices = office.notices("madina").await;
        let facts: BTreeMap<_, _> = notices
            .iter()
            .map(|it| (it.code.as_str(), &it.facts))
            .collect();
        assert_eq!(*facts["filed"], json!({ "day": "2026-11-17" }));
        let registered = json!({ "number": "АСТ-2026-000001", "day": "2026-11-17" });
        assert_eq!(*facts["registered"], registered);
        let issued = json!({ "deed": "notice-of-assignment", "number": "АСТ-2026-000001/1" });
        assert_eq!(*facts["deed"], issued);

        let again = askar.take(&number).await;
        assert!(matches!(again, Err(Error::Refused(Refusal::Ended { .. }))));
    })
    .await;
}

#[tokio::test]
async fn family_is_assigned_help_under_order_539_in_2021() {
    for_each_engine("2021-03-02T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let number = madina.file().await;
        let case = office.case(&number).await;
        assert_eq!(
            case.filed.edition.0,
            "housing-assistance/2020-11-06-order-539"
        );
        assert_eq!(case.registration.unwrap().number, "АСТ-2021-000001");
        let deadlines = madina.view(&number).await.unwrap().deadlines;
        // Eight working days; 8 March is a holiday.
        assert_eq!(deadlines.answer.day.to_string(), "2021-03-15");
        office.at("2021-03-03T09:30");
        office
            .official("askar")
            .await
            .decide_to_assign(&number)
            .await;
        office
            .official("aigerim")
            .await
            .sign(&number)
            .await
            .unwrap();
        office.drain_jobs().await;
        let deed = check_deed(&madina, &number, "aigerim").await;
        assert_eq!(deed["edition"], "housing-assistance/2020-11-06-order-539");
        assert_assigned(office, &madina, &number).await;
    })
    .await;
}

#[tokio::test]
async fn numbers_have_no_gaps_and_are_counted_by_organization_and_year() {
    for_each_engine("2026-12-31T10:00", async |office| {
        let number_of = async |person: &str| {
            let number = office.citizen(person).await.file().await;
            let case = office.case(&number).await;
            case.registration.map(|it| it.number)
        };
        assert_eq!(number_of("madina").await.unwrap(), "АСТ-2026-000001");
        assert_eq!(number_of("olga").await.unwrap(), "АЛМ-2026-000001");
        assert_eq!(number_of("kulyash").await.unwrap(), "АСТ-2026-000002");
        // Filed in the old year after hours, registered in the new one: 1, 2 and 7 January are days off.
        office.at("2026-12-31T19:00");
        assert_eq!(number_of("timur").await, None);
        office.at("2027-01-05T10:00");
        office.drain_jobs().await;
        let timur = office.citizen("timur").await;
        let rows = lists::history(&office.app, &timur.account, None).await;
        let numbers: Vec<_> = rows
            .unwrap()
            .into_iter()
            .map(|row| row.registration_number)
            .collect();
        assert_eq!(numbers, [Some("АСТ-2027-000001".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn incomplete_package_is_refused_by_a_deed_that_names_what_is_missing() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let draft = madina.fill_in().await;
        madina.detach(&draft, "income-proof").await;
        let review = madina.look_over(&draft).await.unwrap();
        let unattached: Vec<_> = review.unattached.iter().map(|it| &it.code).collect();
        assert_eq!(unattached, ["income-proof"]);
        let reviewed = madina.review(&draft).await.unwrap();
        let number = madina.sign_and_submit(&reviewed).await.unwrap();

        let askar = office.official("askar").await;
        askar.take(&number).await.unwrap();
        let incomplete = ("completeness", "incomplete");
        let unnamed = askar.find(&number, incomplete, &[]).await;
        assert!(matches!(
            unnamed,
            Err(Error::Refused(Refusal::NothingMissing))
        ));
        let missing = ["income-proof"];
        askar.find(&number, incomplete, &missing).await.unwrap();
        office
            .official("aigerim")
            .await
            .sign(&number)
            .await
            .unwrap();
        office.drain_jobs().await;
        let deed = check_deed(&madina, &number, "aigerim").await;
        assert_eq!(deed["deed"], "refusal-to-consider");
        let named = deed["words"]["ru"]["list"][0].as_str().unwrap();
        assert!(
            named.contains("Документы, подтверждающие доходы семьи"),
            "{named}"
        );
        let case = office.case(&number).await;
        assert!(matches!(
            case.phase,
            Phase::Decided {
                adverse: Some(Adverse::Incompleteness),
                ..
            }
        ));
        assert_eq!(
            office.notice_codes("madina").await,
            ["deed", "filed", "registered"]
        );
    })
    .await;
}

#[tokio::test]
async fn deed_sent_back_is_drawn_up_again_and_only_the_second_is_issued() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let number = madina.file().await;
        let askar = office.official("askar").await;
        askar.decide_to_assign(&number).await;
        let aigerim = office.official("aigerim").await;
        let first = aigerim.prepare(&number).await.unwrap();
        let silent = aigerim.send_back(&number, " ").await;
        assert!(matches!(silent, Err(Error::Refused(Refusal::NoteNeeded))));
        aigerim
            .send_back(&number, "Count the lift anew.")
            .await
            .unwrap();
        let note = office.case(&number).await.returned.unwrap().note;
        assert_eq!(note, "Count the lift anew.");

        askar
            .find(&number, ("decision", "assigned"), &[])
            .await
            .unwrap();
        // The page of the first deed is still open.
        let bytes = office.sign("aigerim", sandbox::choice::KeyKind::Good, &first.bytes);
        let stale = aigerim.send_signature(&number, &first, &bytes).await;
        assert!(matches!(stale, Err(Error::Refused(Refusal::AnotherDeed))));

        aigerim.sign(&number).await.unwrap();
        office.drain_jobs().await;
        let deed = check_deed(&madina, &number, "aigerim").await;
        assert_eq!(deed["number"], "АСТ-2026-000001/2");
        let issued = madina.view(&number).await.unwrap().deeds;
        assert_eq!(issued.len(), 1, "the first was never issued");
        let gone = Wanted::DeedData("АСТ-2026-000001/1".to_owned());
        let gone = madina.download(&number, &gone).await;
        assert!(matches!(gone, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn case_does_not_exist_for_others() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let number = madina.file().await;
        let viktor = office.citizen("viktor").await;
        assert!(matches!(viktor.view(&number).await, Err(Error::NotFound)));
        assert_eq!(viktor.cases_and_drafts().await, (0, 0));
        assert_eq!(office.notice_codes("viktor").await, Vec::<String>::new());
        let ruslan = office.official("ruslan").await;
        assert!(matches!(ruslan.take(&number).await, Err(Error::NotFound)));
        let marat = office.official("marat").await;
        assert!(matches!(marat.prepare(&number).await, Err(Error::NotFound)));
        let all = Filter {
            scope: Scope::Open,
            ..Filter::default()
        };
        let work = async |officer| {
            let work = lists::work(
                &office.app,
                officer,
                (&all, &app::access::Seen::List),
                None,
                office.now(),
            )
            .await;
            work.unwrap().0.rows.len()
        };
        assert_eq!(work(&ruslan.officer).await, 0);
        let askar = office.official("askar").await;
        assert_eq!(work(&askar.officer).await, 1);
        let file = madina.download(&number, &Wanted::Application).await;
        let digest = Sha256::digest(&file.unwrap().bytes);
        let case = office.case(&number).await;
        assert_eq!(app::office::hex(&digest), case.filed.signed_digest);
    })
    .await;
}
