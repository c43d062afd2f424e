//! What makes the file an archive's: profile, metadata, structure, attachments.

use std::fs;

use lopdf::{Document, Object};

use crate::{
    deeds::{assignment, refusal},
    reader::{elements, print},
};

fn stream(document: &Document, object: &Object) -> Vec<u8> {
    let (_, object) = document.dereference(object).unwrap();
    let stream = object.as_stream().unwrap();
    stream
        .decompressed_content()
        .unwrap_or_else(|_| stream.content.clone())
}

#[test]
fn the_file_says_pdf_a_3a_and_pdf_ua_1_and_qpdf_finds_no_fault() {
    let printed = print(&assignment());
    let document = printed.parsed();
    let catalog = document.catalog().unwrap();
    let xmp = String::from_utf8(stream(&document, catalog.get(b"Metadata").unwrap())).unwrap();
    assert!(xmp.contains("<pdfaid:part>3</pdfaid:part>"), "{xmp}");
    assert!(
        xmp.contains("<pdfaid:conformance>A</pdfaid:conformance>"),
        "{xmp}"
    );
    assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), "{xmp}");
    assert!(
        xmp.contains("Тұрғын үй көмегін тағайындау туралы хабарлама"),
        "{xmp}"
    );
    assert!(xmp.contains("2026-11-20T09:41:07"), "{xmp}");
    assert!(catalog.has(b"OutputIntents"));
    assert!(!document.is_encrypted());
    let said = String::from_utf8(printed.ask("qpdf", &["--check", "deed.pdf"])).unwrap();
    assert!(
        said.contains("No syntax or stream encoding errors found"),
        "{said}"
    );
    let info = String::from_utf8(printed.ask("pdfinfo", &["deed.pdf"])).unwrap();
    assert!(info.contains("Tagged:          yes"), "{info}");
    assert!(info.contains("(A4)"), "{info}");
}

#[test]
fn every_font_is_embedded_as_a_subset_with_its_letters() {
    let printed = print(&assignment());
    let fonts = String::from_utf8(printed.ask("pdffonts", &["deed.pdf"])).unwrap();
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(rows.len(), 2, "{fonts}");
    for row in rows {
        assert!(row.contains("yes yes yes"), "{row}");
    }
}

#[test]
fn attachments_come_back_byte_for_byte_with_their_relationship() {
    let sheet = assignment();
    let printed = print(&sheet);
    printed.ask("pdfdetach", &["-saveall", "deed.pdf"]);
    for attachment in &sheet.attachments {
        let back = fs::read(printed.folder.path().join(&attachment.name)).unwrap();
        assert!(back == attachment.bytes, "{}", attachment.name);
    }
    let document = printed.parsed();
    let files = document.catalog().unwrap().get(b"AF").unwrap();
    let (_, files) = document.dereference(files).unwrap();
    let mut said: Vec<(String, String)> = files
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            let file = document.dereference(file).unwrap().1.as_dict().unwrap();
            let name = file.get(b"F").unwrap().as_str().unwrap().to_vec();
            let relationship = file
                .get(b"AFRelationship")
                .unwrap()
                .as_name()
                .unwrap()
                .to_vec();
            (
                String::from_utf8(name).unwrap(),
                String::from_utf8(relationship).unwrap(),
            )
        })
        .collect();
    said.sort();
    let pair = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
    assert_eq!(
        said,
        [
            pair("deed.json", "Data"),
            pair("deed.json.cms", "Supplement")
        ]
    );
}

#[test]
fn a_deed_without_attachments_has_none() {
    let printed = print(&refusal());
    let list = String::from_utf8(printed.ask("pdfdetach", &["-list", "deed.pdf"])).unwrap();
    assert!(list.starts_with("0 embedded files"), "{list}");
}

#[test]
fn a_screen_reader_meets_languages_headings_tables_and_the_way_to_check() {
    let document = print(&assignment()).parsed();
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"kk-KZ");
    let mut languages: Vec<Vec<u8>> = elements(&document, "Part")
        .iter()
        .map(|part| part.get(b"Lang").unwrap().as_str().unwrap().to_vec())
        .collect();
    languages.sort();
    assert_eq!(languages, [b"kk-KZ".to_vec(), b"ru-KZ".to_vec()]);
    // Per language: one title, two headings, eight facts with one header each, five columns,
    // three points.
    for (kind, count) in [
        ("H1", 2),
        ("H2", 4),
        ("Table", 4),
        ("TH", 26),
        ("LI", 6),
        ("Figure", 2),
        ("Link", 2),
    ] {
        assert_eq!(elements(&document, kind).len(), count, "{kind}");
    }
    for figure in elements(&document, "Figure") {
        let alt = figure.get(b"Alt").unwrap().as_str().unwrap();
        assert_eq!(alt, b"QR: https://shanyraq.example/d/7Q2M-K4XA-9TRC");
    }
    assert!(catalog.has(b"Outlines"));
}

#[test]
fn the_same_sheet_prints_the_same_bytes_and_another_does_not() {
    let first = print(&assignment()).bytes;
    assert!(first == print(&assignment()).bytes);
    let mut other = assignment();
    other.attachments[0].bytes.push(b' ');
    assert!(first != print(&other).bytes);
}
