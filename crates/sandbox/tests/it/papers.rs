//! Sample documents are real files of their kinds, small enough to attach together.

use jiff::civil::date;
use sandbox::documents::{DocumentsError, samples};
use sandbox::people::Register;

use crate::doors::{get, town};

/// The portal takes at most 1 MB of attachments.
const ALL_TOGETHER: usize = 1_000_000;

#[test]
fn every_home_has_papers_that_begin_as_their_kind_does() {
    let town = Register::load().unwrap();
    for home in &town.households {
        let files = samples(&town, &home.recipient, date(2021, 3, 1)).unwrap();
        for file in &files {
            let (begin, end): (&[u8], &[u8]) = match file.mime {
                "application/pdf" => (b"%PDF-1.4", b"%%EOF\n"),
                "image/png" => (b"\x89PNG\r\n\x1a\n", b"IEND\xAE\x42\x60\x82"),
                "image/jpeg" => (b"\xFF\xD8\xFF\xE0", b"\xFF\xD9"),
                other => panic!("{other}"),
            };
            assert!(
                file.bytes.starts_with(begin) && file.bytes.ends_with(end),
                "{}",
                file.name
            );
            assert!((1_000..40_000).contains(&file.bytes.len()), "{}", file.name);
        }
        let kinds = [
            "income-proof",
            "work-certificate",
            "maintenance-bill",
            "utility-bills",
            "bank-account",
            "identity-card",
        ];
        for kind in kinds {
            assert!(
                files.iter().any(|file| file.name.starts_with(kind)),
                "{} {kind}",
                home.recipient
            );
        }
        assert!(files.iter().map(|file| file.bytes.len()).sum::<usize>() < ALL_TOGETHER);
    }
}

#[test]
fn papers_follow_the_home() {
    let town = Register::load().unwrap();
    let has = |id, name: &str| {
        let files = samples(&town, id, date(2021, 3, 1)).unwrap();
        files.iter().any(|file| file.name == name)
    };
    assert!(has("timur", "rent-bill.pdf") && !has("madina", "rent-bill.pdf"));
    assert!(has("gulnar", "alimony.pdf") && !has("madina", "alimony.pdf"));
    assert!(has("madina", "telecom-receipt.jpg") && !has("nurlan", "telecom-receipt.jpg"));
    assert!(
        has("madina", "income-proof-daniyar.pdf") && !has("madina", "income-proof-alikhan.pdf")
    );
}

#[test]
fn an_official_has_no_papers() {
    let town = Register::load().unwrap();
    let none = samples(&town, "aigerim", date(2021, 3, 1));
    assert!(matches!(none, Err(DocumentsError::NoHome { .. })));
}

#[tokio::test]
async fn a_paper_of_the_towns_day_comes_from_the_card() {
    let (town, _dir) = town().await;
    let paper = get(&town, "/people/madina/documents/income-proof-daniyar.pdf").await;
    assert_eq!(
        (paper.status, paper.kind.as_str()),
        (200, "application/pdf")
    );
    let text = String::from_utf8_lossy(&paper.body).into_owned();
    assert!(text.contains("(2020-12)") && text.contains("(210000 tenge)"));
    assert_eq!(
        get(&town, "/people/madina/documents/none.pdf").await.status,
        404
    );
    town.stop().await;
}
