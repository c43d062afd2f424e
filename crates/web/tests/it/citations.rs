//! Citations: every one in `law/` is said whole in the reader's language, or stands whole as it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use web::cite::cited;
use web::locale::{Language, Words};

/// Every `cite` and, of the figures, every `act` in the law.
fn citations() -> Vec<String> {
    fn of(folder: &Path, all: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                of(&path, all);
            } else if path.extension().is_some_and(|it| it == "kdl") {
                let text = fs::read_to_string(&path).unwrap();
                let figures = path.parent().is_some_and(|it| it.ends_with("figures"));
                for line in text.lines().filter(|it| !it.trim_start().starts_with("//")) {
                    let names = if figures { " act=\"" } else { " cite=\"" };
                    all.extend(line.split(names).skip(1).filter_map(|rest| {
                        let (citation, _) = rest.split_once('"')?;
                        Some(citation.to_owned())
                    }));
                }
            }
        }
    }
    let mut all = Vec::new();
    of(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law"),
        &mut all,
    );
    all.sort();
    all.dedup();
    all
}

/// The places whose local councils the figures cite.
const PLACES: [(&str, &str); 10] = [
    ("Almaty", "Алматы"),
    ("Astana", "Астана"),
    ("Atyrau Region", "Атырауская область"),
    ("Balkhash", "Балхаш"),
    ("Ekibastuz", "Екибастуз"),
    ("Karaganda", "Караганда"),
    ("Kostanay", "Костанай"),
    ("Kyzylorda Region", "Кызылординская область"),
    ("Pavlodar", "Павлодар"),
    ("Shymkent", "Шымкент"),
];

/// What no reader is told in other words: remarks of a lawyer to a lawyer.
const WHOLE: [&str; 5] = [
    "Order 677 of 09.09.2024, ¶4: the capital only",
    "header",
    "not at hand: order 237 of 07.06.2012 or what replaced it",
    "not regulated",
    "order 115, http://insecure.zan.kz/eng/docs/V2100023983/compare",
];

fn said(language: Language, citation: &str) -> String {
    let place = |name: &str| {
        let found = PLACES.into_iter().find(|(english, _)| *english == name);
        found.map(|(_, own)| own.to_owned())
    };
    cited(Words::of(language), &place, citation)
}

/// The numbers of a text in their order, without the numbers of the project's own source documents.
fn numbers(text: &str) -> Vec<String> {
    let all = text.split(|it: char| !it.is_ascii_digit());
    let all = all.filter(|it| !it.is_empty() && !["000", "002", "003"].contains(it));
    all.map(|it| if it == "001" { "539" } else { it }.to_owned())
        .collect()
}

/// One way to write a citation: without the kind of act, and with one number for all pages of the portal.
fn plain_form(citation: &str) -> String {
    let lower = citation
        .to_lowercase()
        .replace("002", "000")
        .replace("003", "000");
    let kinds = ["order ", "decree ", "document "];
    let bare = kinds.iter().find_map(|it| lower.strip_prefix(it));
    bare.unwrap_or(&lower).replace("000, ", "000 ")
}

#[test]
fn a_citation_is_said_in_the_language_of_the_reader() {
    let [kk, ru, en] = Language::all().map(|language| said(language, "539 ¶8; 539 app 2, row 3"));
    assert_eq!(kk, "№ 539 бұйрық, 8-тармақ; № 539 бұйрық, 2-қосымша, 3-жол");
    assert_eq!(
        ru,
        "приказ № 539, пункт 8; приказ № 539, приложение 2, строка 3"
    );
    assert_eq!(en, "order 539, ¶8; order 539, appendix 2, row 3");
    let table = [
        (
            "¶6(1), ¶6(2); 000 ¶4",
            "пункты 6(1), 6(2); страница услуги на портале, пункт 4",
        ),
        ("¶12–15", "пункты 12–15"),
        (
            "267 a2 ¶3, row 9",
            "приказ № 267, приложение 2, пункт 3, строка 9",
        ),
        (
            "539 ¶13; art 64(2), 94",
            "приказ № 539, пункт 13; статьи 64(2), 94",
        ),
        ("¶9, documents 2, 5 and 6", "пункт 9, документы 2, 5, 6"),
        (
            "Law art 67; 765",
            "Закон «О жилищных отношениях», статья 67; приказ № 765",
        ),
        ("resolution 2314 ¶1", "постановление № 2314, пункт 1"),
        (
            "Order 117 of 08.12.2023, ¶3, as amended by order 279 of 28.07.2025",
            "приказ № 117 от 08.12.2023, пункт 3, с изменениями по приказу № 279 от 28.07.2025",
        ),
        (
            "Decision of the maslikhat of Astana 104/15-VII of 24.11.2021 as amended by 43/5-VIII of 30.06.2023",
            "решение маслихата (Астана) № 104/15-VII от 24.11.2021, с изменениями по решению № 43/5-VIII от 30.06.2023",
        ),
    ];
    for (citation, russian) in table {
        assert_eq!(said(Language::Ru, citation), russian);
    }
}

#[test]
fn what_is_not_understood_stays_whole() {
    let strange = [
        "order 115, http://insecure.zan.kz/eng/docs/V2100023983/compare",
        "539 ¶8; see above",
        "998 ¶1",
        "539 ¶8, 9",
        "Decision of the maslikhat of Nowhere 1 of 01.01.2021",
        "Lawful art 3",
        "",
    ];
    for language in Language::all() {
        for citation in strange {
            assert_eq!(said(language, citation), citation);
        }
    }
}

#[test]
fn every_citation_of_the_law_is_translated_fully_or_left_whole() {
    let all = citations();
    assert!(all.len() > 500, "{}", all.len());
    for language in [Language::Kk, Language::Ru] {
        let mut meant = BTreeMap::new();
        let mut whole = Vec::new();
        for citation in &all {
            let said = said(language, citation);
            if said == *citation {
                whole.push(citation.as_str());
                continue;
            }
            // The numbers of councils and of laws have Latin letters of their own.
            let plain = ["-VIII", "-VII", "505-6c"]
                .iter()
                .fold(said.clone(), |text, it| text.replace(it, ""));
            let is_ours = |it: char| !it.is_ascii_alphabetic() && it != '¶';
            assert!(
                plain.chars().all(is_ours),
                "{citation} is half said: {said}"
            );
            if language == Language::Ru {
                assert_eq!(numbers(&said), numbers(citation), "{citation}: {said}");
            }
            let mut sorted = [numbers(&said), numbers(citation)];
            for it in &mut sorted {
                it.sort();
            }
            assert_eq!(sorted[0], sorted[1], "{citation}: {said}");
            meant
                .entry(said)
                .or_insert_with(Vec::new)
                .push(citation.as_str());
        }
        assert_eq!(whole, WHOLE);
        // Two citations are said alike only where they are two ways to write one.
        for alike in meant.values() {
            let one: BTreeSet<_> = alike.iter().map(|it| plain_form(it)).collect();
            assert_eq!(one.len(), 1, "{alike:?}");
        }
    }
}
