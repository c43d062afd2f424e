//! What people see on the pages: words, tables, footers, the QR code.

use paper::{Block, LanguagePart, Sheet, Table};
use qrcode::{Color, EcLevel, QrCode};

use crate::{
    deeds::{assignment, refusal},
    reader::{Printed, elements, flat, print},
};

const KAZAKH: &str = "Аа Әә Бб Вв Гг Ғғ Дд Ее Ёё Жж Зз Ии Йй Кк Ққ Лл Мм Нн Ңң Оо Өө Пп Рр Сс Тт \
    Уу Ұұ Үү Фф Хх Һһ Цц Чч Шш Щщ Ъъ Ыы Іі Ьь Ээ Юю Яя ₸ № «» — –";

/// One Kazakh part with these blocks and nothing attached.
fn only(blocks: Vec<Block>) -> Sheet {
    let mut sheet = refusal();
    sheet.languages.truncate(1);
    sheet.languages[0] = LanguagePart {
        blocks,
        draft: None,
        ..sheet.languages[0].clone()
    };
    sheet
}

fn paragraphs(part: &LanguagePart) -> impl Iterator<Item = &String> {
    part.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(text) | Block::Heading(text) => vec![text],
        Block::List(items) => items.iter().collect(),
        Block::Facts(facts) => facts
            .iter()
            .flat_map(|(label, value)| [label, value])
            .collect(),
        Block::Table(_) => Vec::new(),
    })
}

#[test]
fn every_kazakh_letter_comes_back_regular_and_bold() {
    let mut sheet = only(vec![Block::Paragraph(KAZAKH.to_owned())]);
    sheet.languages[0].title = format!("Т {KAZAKH}");
    let words = print(&sheet).all_words();
    assert_eq!(words.matches(KAZAKH).count(), 2, "{words}");
}

#[test]
fn both_languages_come_back_kazakh_first_each_on_its_own_pages() {
    let sheet = assignment();
    let printed = print(&sheet);
    let pages = printed.pages();
    assert_eq!(pages, 4);
    for (part, (first, last)) in sheet.languages.iter().zip([(1, 2), (3, 4)]) {
        let words = printed.words(first, last);
        let other = printed.words(
            if first == 1 { 3 } else { 1 },
            if first == 1 { 4 } else { 2 },
        );
        let sure = [
            &part.title,
            &part.organization,
            &part.verify_note,
            &sheet.qr,
        ];
        for text in sure.into_iter().chain(&part.signatures[0].lines) {
            assert!(words.contains(&flat(text)), "{text}\nis not in\n{words}");
        }
        for text in paragraphs(part).filter(|text| text.chars().count() > 60) {
            // A text over two pages meets the footer in between: its beginning is enough.
            let start: String = text.chars().take(50).collect();
            let start = flat(&start.replace('\u{2212}', "–"));
            assert!(words.contains(&start), "{start}\nis not in\n{words}");
            assert!(!other.contains(&start), "{start}");
        }
    }
}

#[test]
fn every_page_cites_the_law_and_counts_itself() {
    let sheet = assignment();
    let printed = print(&sheet);
    let footers = [0, 0, 1, 1].map(|part: usize| flat(&sheet.languages[part].footer));
    for (index, footer) in footers.iter().enumerate() {
        let words = printed.words(index + 1, index + 1);
        assert!(words.contains(footer), "{words}");
        // Poppler reads digits around a slash as a fraction and drops the spaces.
        let folio = format!("{}{}/4", flat(&sheet.number), index + 1).replace(' ', "");
        assert!(words.replace(' ', "").ends_with(&folio), "{words}");
    }
}

#[test]
fn a_draft_says_so_on_every_page_and_a_deed_never() {
    let draft = print(&refusal());
    assert_eq!(draft.pages(), 2);
    for (page, word) in [(1, "ЖОБА"), (2, "ПРОЕКТ")] {
        assert!(draft.words(page, page).contains(word));
    }
    let mut signed = refusal();
    for part in &mut signed.languages {
        part.draft = None;
    }
    let words = print(&signed).all_words();
    assert!(
        !words.contains("ЖОБА") && !words.contains("ПРОЕКТ"),
        "{words}"
    );
}

#[test]
fn the_code_never_stands_alone_on_the_last_page() {
    // One more line after the other moves the end of the text over the end of the page.
    let text = |lines: usize| Block::Paragraph(vec!["Сөз"; lines].join("\n"));
    let mut turned = 0;
    for lines in 20..50 {
        for is_signed in [true, false] {
            let mut sheet = only(vec![
                text(lines),
                Block::Paragraph("Соңғы сөйлем.".to_owned()),
            ]);
            let part = &mut sheet.languages[0];
            let before = if is_signed {
                part.signatures[0].lines[0].clone()
            } else {
                part.signatures.clear();
                "Соңғы сөйлем.".to_owned()
            };
            let printed = print(&sheet);
            let pages = printed.pages();
            let last = printed.words(pages, pages);
            assert!(last.contains(&flat(&sheet.qr)), "{lines}: {last}");
            assert!(last.contains(&flat(&before)), "{lines} {is_signed}: {last}");
            turned += usize::from(pages > 1);
        }
    }
    assert!(
        (4..60).contains(&turned),
        "{turned}: the page was turned now and then"
    );
}

#[test]
fn a_long_table_goes_over_pages_and_its_header_comes_again() {
    let rows = (1..=120).map(|row| vec![format!("қатар-{row:03}"), format!("{row}\u{a0}000")]);
    let table = Table {
        caption: "Ұзын кесте".to_owned(),
        header: vec!["Бірінші баған".to_owned(), "Екінші баған".to_owned()],
        rows: rows.collect(),
        align: Vec::new(),
    };
    let printed = print(&only(vec![Block::Table(table)]));
    let pages = printed.pages();
    assert!(pages >= 3, "{pages}");
    for page in 1..=pages {
        let words = printed.words(page, page);
        let seen = words.matches("Бірінші баған").count();
        assert_eq!(
            seen,
            usize::from(words.contains("қатар-")),
            "page {page}: {words}"
        );
    }
    let words = printed.all_words();
    for row in 1..=120 {
        assert_eq!(
            words.matches(&format!("қатар-{row:03}")).count(),
            1,
            "row {row}"
        );
    }
    // Seen on every page, but read out once.
    assert_eq!(elements(&printed.parsed(), "TH").len(), 2);
    assert_eq!(elements(&printed.parsed(), "TR").len(), 121);
}

#[test]
fn a_row_taller_than_a_page_keeps_every_word() {
    let cell = (0..1500)
        .map(|word| format!("сөз{word:04}"))
        .collect::<Vec<_>>()
        .join(" ");
    let table = Table {
        header: vec!["Қысқа".to_owned(), "Ұзын".to_owned()],
        rows: vec![vec!["бір".to_owned(), cell]],
        ..Table::default()
    };
    let printed = print(&only(vec![Block::Table(table)]));
    assert!(printed.pages() >= 3);
    let words = printed.all_words();
    for word in 0..1500 {
        assert_eq!(
            words.matches(&format!("сөз{word:04}")).count(),
            1,
            "word {word}"
        );
    }
}

#[test]
fn a_word_longer_than_the_line_is_broken_and_not_lost() {
    let long: String = "ұзынсөз".chars().cycle().take(700).collect();
    let blocks = vec![
        Block::Paragraph(long.clone()),
        Block::Facts(vec![(long.clone(), long.clone())]),
        Block::List(vec![long.clone()]),
    ];
    let words = print(&only(blocks)).all_words().replace(' ', "");
    assert_eq!(words.matches(&long).count(), 4, "{words}");
}

#[test]
fn empty_and_crowded_tables_are_printed_or_left_out_but_never_fatal() {
    let narrow = Table {
        header: (0..60).map(|column| format!("баған{column}")).collect(),
        rows: vec![vec!["мән".to_owned()], Vec::new(), vec![String::new(); 61]],
        ..Table::default()
    };
    let header = Table {
        header: vec!["Жалғыз баған".to_owned()],
        ..Table::default()
    };
    let blocks = vec![
        Block::Table(Table::default()),
        Block::Table(Table {
            rows: vec![Vec::new()],
            ..Table::default()
        }),
        Block::Facts(Vec::new()),
        Block::List(Vec::new()),
        Block::Paragraph(String::new()),
        Block::Table(header),
        Block::Table(narrow),
        Block::Paragraph("Соңы".to_owned()),
    ];
    let printed = print(&only(blocks));
    let words = printed.all_words();
    assert!(
        words.contains("Жалғыз баған") && words.contains("Соңы"),
        "{words}"
    );
    assert_eq!(elements(&printed.parsed(), "Table").len(), 2);
}

#[test]
fn the_qr_code_on_paper_is_the_address_module_by_module() {
    let printed = print(&refusal());
    let code = QrCode::with_error_correction_level(&refusal().qr, EcLevel::M).unwrap();
    let page = Pixels::of(&printed, 2);
    // 300 dots an inch; the code is 73.7 points wide and stands 85.04 points from the left.
    let module = 73.7 / 72.0 * 300.0 / f64::from(u16::try_from(code.width()).unwrap());
    let at = |count: f64| 85.04 / 72.0 * 300.0 + count * module;
    // The upper edge is where seven dark modules of the finder are followed by a light one.
    let finder = |y: &usize| {
        (0..7).all(|column| page.is_dark(at(f64::from(column) + 0.5), *y))
            && !page.is_dark(at(7.5), *y)
    };
    let top = (0..page.height)
        .find(finder)
        .expect("the page shows a QR code");
    let dark = code.to_colors();
    for (index, color) in dark.iter().enumerate() {
        let (row, column) = (index / code.width(), index % code.width());
        let middle = |count: usize| f64::from(u16::try_from(count).unwrap()) + 0.5;
        let y = (0..page.height)
            .find(|y| at_least(*y, top, middle(row) * module))
            .unwrap();
        let seen = page.is_dark(at(middle(column)), y);
        assert_eq!(seen, *color == Color::Dark, "row {row}, column {column}");
    }
}

fn at_least(y: usize, top: usize, distance: f64) -> bool {
    f64::from(u16::try_from(y.saturating_sub(top)).unwrap()) >= distance
}

/// A page in shades of grey.
struct Pixels {
    width: usize,
    height: usize,
    shades: Vec<u8>,
}

impl Pixels {
    fn of(printed: &Printed, page: usize) -> Self {
        let page = page.to_string();
        let arguments = [
            "-gray",
            "-r",
            "300",
            "-f",
            &page,
            "-l",
            &page,
            "-singlefile",
        ];
        printed.ask(
            "pdftoppm",
            &[&arguments[..], &["deed.pdf", "page"]].concat(),
        );
        let bytes = std::fs::read(printed.folder.path().join("page.pgm")).unwrap();
        let mut fields = bytes.splitn(4, u8::is_ascii_whitespace);
        let mut number = || {
            let field = std::str::from_utf8(fields.next().unwrap()).unwrap();
            field
                .trim_start_matches("P5")
                .parse::<usize>()
                .unwrap_or_default()
        };
        let (_, width, height) = (number(), number(), number());
        let shades = bytes[bytes.len() - width * height..].to_vec();
        Self {
            width,
            height,
            shades,
        }
    }

    fn is_dark(&self, x: f64, y: usize) -> bool {
        let before = |column: &usize| f64::from(u16::try_from(*column).unwrap()) <= x;
        let column = (0..self.width).take_while(before).last().unwrap();
        self.shades[y * self.width + column] < 128
    }
}
