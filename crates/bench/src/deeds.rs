//! The figure of the print room: a deed with a table, a QR code and attachments, in two languages.

use std::hint::black_box;
use std::path::Path;

use anyhow::Context as _;
use paper::{
    Align, Attachment, Block, Fonts, LanguagePart, Relationship, Sheet, SignatureBlock, Table,
};

use crate::clock::rate;
use crate::figure::{Figure, Target, Unit};
use crate::notary_work::instant;
use crate::scale::Scale;

/// Where Debian puts the fonts of deeds.
pub(crate) const FONTS: &str = "/usr/share/fonts/truetype/noto";

/// Measures the print room.
pub(crate) fn measure(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let face = |name: &str| {
        let path = Path::new(FONTS).join(name);
        std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let fonts = Fonts::new(face("NotoSans-Regular.ttf")?, face("NotoSans-Bold.ttf")?)?;
    let sheet = sheet()?;
    let bytes = paper::render(&sheet, &fonts)?.len();
    let deeds = rate(scale.lasting(), || {
        black_box(paper::render(&sheet, &fonts)?);
        Ok(())
    })?;
    Ok(vec![
        Figure::new(
            "print room: a deed as PDF/A-3, one core",
            deeds,
            Unit::PerSecond,
        )
        .target(Target::AtLeast(100))
        .beside("Open Forms, 2026-11-21", 3)
        .note(format!(
            "two languages, table, QR code, data and signature attached; {bytes} bytes"
        )),
    ])
}

fn sheet() -> anyhow::Result<Sheet> {
    let attachment = |name: &str, mime: &str, relationship, size| Attachment {
        name: name.to_owned(),
        mime: mime.to_owned(),
        description: "Қол қойылған деректер / Подписанные данные".to_owned(),
        relationship,
        bytes: (0..=u8::MAX).cycle().take(size).collect(),
    };
    Ok(Sheet {
        languages: vec![
            part("kk", "Тұрғын үй көмегін тағайындау туралы хабарлама"),
            part("ru", "Уведомление о назначении жилищной помощи"),
        ],
        number: "АСТ-2026-004218-1".to_owned(),
        document_id: "deed/2026/004218/1".to_owned(),
        qr: "https://shanyraq.example/kk/verify?number=AST-2026-004218-1".to_owned(),
        created: instant()?,
        attachments: vec![
            attachment("deed.json", "application/json", Relationship::Source, 4_000),
            attachment(
                "deed.p7s",
                "application/pkcs7-signature",
                Relationship::Supplement,
                6_000,
            ),
        ],
    })
}

fn part(language: &'static str, title: &str) -> LanguagePart {
    let text = "Семье назначена жилищная помощь на срок три месяца согласно пункту 8 Правил; отбасына тұрғын үй \
         көмегі Қағидалардың 8-тармағына сәйкес үш айға тағайындалды.";
    let rows = (1..=8).map(|row| {
        vec![
            format!("Шығыс {row} / Расход {row}"),
            format!("{row}2 345 ₸"),
            format!("¶{row}"),
        ]
    });
    LanguagePart {
        language,
        organization: "Тұрғын үй қатынастары бөлімі / Отдел жилищных отношений".to_owned(),
        title: title.to_owned(),
        draft: None,
        blocks: vec![
            Block::Paragraph(text.to_owned()),
            Block::Facts(vec![
                (
                    "Алушы / Получатель".to_owned(),
                    "Әлімжанова Мадина Серікқызы".to_owned(),
                ),
                ("Мөлшері / Размер".to_owned(), "13 180 ₸".to_owned()),
            ]),
            Block::Table(Table {
                caption: "Есептеу / Расчет".to_owned(),
                header: ["Жол / Строка", "Сома / Сумма", "Негіз / Основание"]
                    .map(str::to_owned)
                    .into(),
                rows: rows.collect(),
                align: vec![Align::Left, Align::Right, Align::Left],
            }),
            Block::Heading("Шағымдану тәртібі / Порядок обжалования".to_owned()),
            Block::Paragraph(text.to_owned()),
        ],
        signatures: vec![SignatureBlock {
            lines: vec![
                "Басшы / Руководитель".to_owned(),
                "Ахметов Асқар".to_owned(),
            ],
        }],
        verify_note: "Құжатты осы код арқылы тексеруге болады. Проверьте документ по этому коду."
            .to_owned(),
        footer: "Қазақстан Республикасы Цифрлық кодексінің 62-бабы. Статья 62 Цифрового кодекса."
            .to_owned(),
    }
}
