//! Invented pages of an application: documents, and the text that is signed.

#![expect(
    clippy::too_many_lines,
    reason = "an invented page is a list of sentences"
)]

use super::super::{
    ApplyDocuments, ApplyReview, Attachment, Color, DocumentSlot, Link, OtherWays, PartyLine,
    Problem, Problems, Purpose, ReviewSection, Row, Shell, Tag,
};
use super::apply::way;
use super::case::deadline;
use super::portal::signing;
use super::{Sample, add, at, pick};

/// Draws them all.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    add(samples, "apply-documents", ApplyDocuments::samples(shell));
    add(samples, "apply-review", ApplyReview::samples(shell));
}

impl ApplyDocuments {
    /// Nothing attached; much attached, one thing from a registry, one mistake.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let slot = |code: &str, name, files, registry| DocumentSlot {
            code: code.to_owned(),
            name: say(name),
            cite: say([
                "№ 539 бұйрық, 6-тармақ, 2)",
                "приказ № 539, п. 6, пп. 2)",
                "order 539, ¶6(2)",
            ]),
            condition: None,
            from_registry: registry,
            files,
        };
        let income = [
            "Отбасы табысын растайтын құжаттардың көшірмесі",
            "Копия документов о доходах семьи",
            "Copy of the documents confirming the family's income",
        ];
        let alimony = [
            "Алимент туралы мәліметтердің көшірмесі",
            "Копия сведений об алиментах",
            "Copy of information about alimony",
        ];
        let file = Attachment {
            name: "табыс-2021-1-тоқсан.pdf".to_owned(),
            size: shell.words.size(400_000),
            href: Some(shell.to("/drafts/7/files/3")),
            remove: Some("remove-income-proof.3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7".to_owned()),
        };
        let page = |documents, used_bytes, problems| Self {
            shell: at(shell, "/drafts/7/documents"),
            way: way(shell, 5),
            problems: Problems(problems),
            documents,
            limit_bytes: 1_048_576,
            used_bytes,
            used: shell
                .with2(
                    "meter-within",
                    "total",
                    shell.words.size(used_bytes),
                    "limit",
                    shell.words.size(1_048_576),
                )
                .into_owned(),
            upload: shell.to("/drafts/7/documents"),
            action: shell.to("/drafts/7/documents/continue"),
        };
        let conditional = DocumentSlot {
            condition: Some(say([
                "алимент алсаңыз",
                "если получаете алименты",
                "if you receive alimony",
            ])),
            ..slot("alimony", alimony, Vec::new(), None)
        };
        let registry = say([
            "Қосудың қажеті жоқ: мәліметті тіркелімнен аламыз.",
            "Прикладывать не нужно: сведения возьмем из регистра.",
            "You need not attach it: a registry tells us.",
        ]);
        let problem = Problem {
            field: "alimony".to_owned(),
            text: say([
                "PDF, JPG немесе PNG файлын таңдаңыз",
                "Выберите файл PDF, JPG или PNG",
                "Choose a PDF, JPG or PNG file",
            ]),
        };
        vec![
            page(
                vec![slot("income", income, Vec::new(), None)],
                0,
                Vec::new(),
            ),
            page(
                vec![
                    slot("income", income, vec![file], None),
                    conditional,
                    slot(
                        "identity",
                        ["Жеке куәлік", "Удостоверение личности", "Identity card"],
                        Vec::new(),
                        Some(registry),
                    ),
                ],
                400_000,
                vec![problem],
            ),
        ]
    }
}

impl ApplyReview {
    /// Ready to be signed; not ready, with a party that has not agreed.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let text = say([
            "Тұрғын үй көмегін тағайындау туралы өтініш\n\nМен, Нұрланова Айгүл Серікқызы, ЖСН 880101400001, отбасыма (3 адам) тұрғын үй көмегін тағайындауды сұраймын.\n\nМекенжайы: Алматы қаласы, Абай даңғылы, 10-үй, 5-пәтер.\n\nТіркелген файлдар:\n1. табыс-2021-1-тоқсан.pdf, 400000 байт",
            "Заявление о назначении жилищной помощи\n\nЯ, Нурланова Айгуль Сериковна, ИИН 880101400001, прошу назначить моей семье (3 человека) жилищную помощь.\n\nАдрес: город Алматы, проспект Абая, дом 10, квартира 5.\n\nПриложенные файлы:\n1. табыс-2021-1-тоқсан.pdf, 400000 байт",
            "Application for housing assistance\n\nI, Nurlanova Aigul Serikovna, IIN 880101400001, ask that housing assistance be assigned to my family of 3.\n\nAddress: Almaty, Abay avenue, 10, apartment 5.\n\nAttached files:\n1. табыс-2021-1-тоқсан.pdf, 400000 bytes",
        ]);
        let row = |label, value: Vec<String>| Row {
            label: say(label),
            value,
            change: Some(shell.to("/drafts/7/family")),
        };
        let page = |problems, parties| Self {
            shell: at(shell, "/drafts/7/review"),
            way: way(shell, 6),
            problems,
            sections: vec![ReviewSection {
                heading: say(["Отбасыңыз", "Ваша семья", "Your family"]),
                rows: vec![
                    row(
                        ["Отбасы мүшелері", "Члены семьи", "Members of the family"],
                        vec![
                            "Нурланов Дамир, 07.11.2015".to_owned(),
                            "Нурланова Асель, 03.02.2018".to_owned(),
                        ],
                    ),
                    row(["Шот нөмірі", "Номер счета", "Account number"], Vec::new()),
                ],
            }],
            text: text.clone(),
            digest: "3f7c4a1e0b9d5c8827f16ae0c4d1b2938e5f6a7b8c9d0e1f2a3b4c5d6e7f8091".to_owned(),
            size: shell.words.size(1_240),
            registered: say([
                "Өтініш жұма күні 18:30-дан кейін берілсе, келесі жұмыс күні тіркеледі: 2021 ж. 26 наурыз.",
                "Заявление, поданное в пятницу после 18:30, регистрируют на следующий рабочий день: 26 марта 2021 г.",
                "An application sent after 18:30 on Friday is registered on the next working day: 26 March 2021.",
            ]),
            deadline: deadline(shell),
            parties,
            sign: signing(
                shell,
                "/drafts/7/sign",
                Purpose::Document,
                [
                    "Қол қойып, жіберу",
                    "Подписать и отправить",
                    "Sign and send",
                ],
            ),
            others: OtherWays {
                confirm: Some(shell.to("/drafts/7/confirm")),
                qr: Some(shell.to("/drafts/7/qr")),
                payload: "0KLQtdC60YHRgg==".to_owned(),
            },
        };
        let missing = Link {
            text: say([
                "Шот нөмірін жазыңыз",
                "Напишите номер счета",
                "Write the account number",
            ]),
            href: shell.to("/drafts/7/family#account-number"),
        };
        let party = PartyLine {
            name: "Нурланов Ерлан".to_owned(),
            why: say(["Тең меншік иесі", "Сособственник", "Co-owner"]),
            tag: Tag {
                text: say(["Күтілуде", "Ожидается", "Waiting"]),
                color: Color::Yellow,
            },
        };
        vec![
            page(Vec::new(), Vec::new()),
            page(vec![missing], vec![party]),
        ]
    }
}
