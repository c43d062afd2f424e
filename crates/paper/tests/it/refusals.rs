//! Sheets that must not become a deed.

use paper::{PaperError, Sheet, render};

use crate::{deeds::assignment, reader::noto};

fn refused(change: impl FnOnce(&mut Sheet)) -> PaperError {
    let mut sheet = assignment();
    change(&mut sheet);
    render(&sheet, &noto()).expect_err("the sheet is refused")
}

#[test]
fn a_character_without_a_glyph_is_refused_and_named_without_its_sentence() {
    let error = refused(|sheet| sheet.languages[1].title = "Дом 🏠 Каирбековой".to_owned());
    assert!(
        matches!(error, PaperError::Unprintable { character: '🏠' }),
        "{error}"
    );
    assert_eq!(
        error.to_string(),
        "the fonts cannot show the character U+1F3E0"
    );
    assert!(!format!("{error:?}").contains("Каирбековой"));
}

#[test]
fn a_sheet_without_a_language_or_in_a_foreign_one_is_refused() {
    assert!(matches!(
        refused(|sheet| sheet.languages.clear()),
        PaperError::NoLanguage
    ));
    let error = refused(|sheet| sheet.languages[0].language = "tr");
    assert!(
        matches!(error, PaperError::UnknownLanguage { language: "tr" }),
        "{error}"
    );
}

#[test]
fn attachment_names_that_lead_elsewhere_or_come_twice_are_refused() {
    for name in [
        "",
        "../deed.json",
        "a/b",
        "дерек.json",
        "a b",
        "deed.json.cms",
    ] {
        let error = refused(|sheet| sheet.attachments[0].name = name.to_owned());
        assert!(
            matches!(error, PaperError::AttachmentName { .. }),
            "{name}: {error}"
        );
    }
    let error = refused(|sheet| sheet.attachments[0].name = "a".repeat(128));
    assert!(
        matches!(error, PaperError::AttachmentName { .. }),
        "{error}"
    );
}

#[test]
fn an_attachment_nobody_describes_is_refused() {
    let error = refused(|sheet| sheet.attachments[1].description.clear());
    assert!(
        matches!(error, PaperError::AttachmentUndescribed { .. }),
        "{error}"
    );
    let error = refused(|sheet| sheet.attachments[1].mime = "json".to_owned());
    assert!(
        matches!(error, PaperError::AttachmentUndescribed { .. }),
        "{error}"
    );
}

#[test]
fn an_address_too_long_for_a_qr_code_is_refused() {
    let error = refused(|sheet| sheet.qr = "https://shanyraq.example/".repeat(200));
    assert!(
        matches!(error, PaperError::QrTooLong { bytes: 5000 }),
        "{error}"
    );
}

#[test]
fn a_footer_that_leaves_no_room_is_refused() {
    let error = refused(|sheet| sheet.languages[0].footer = "Заң ".repeat(3000));
    assert!(matches!(error, PaperError::FooterTooLong { .. }), "{error}");
}
