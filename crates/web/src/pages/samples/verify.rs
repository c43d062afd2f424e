//! Invented checks of a deed: before any, genuine, superseded, not ours, and with something wrong.

#![expect(
    clippy::too_many_lines,
    reason = "an invented page is a list of sentences"
)]

use super::super::{Download, Problem, Problems, Row, Shell, Verdict, Verify};
use super::{at, pick};

impl Verify {
    /// Before a check, after a mistake, and every verdict.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let facts = || {
            vec![
                Row::new(
                    say(["Құжат", "Документ", "Document"]),
                    say([
                        "Тұрғын үй көмегін тағайындау туралы хабарлама",
                        "Уведомление о назначении жилищной помощи",
                        "Notice of the assignment of housing assistance",
                    ]),
                ),
                Row::new(say(["Қол қойды", "Подписал", "Signed by"]), "Д. Ахметов"),
            ]
        };
        let file = Download {
            text: "PDF".to_owned(),
            href: shell.to("/deeds/41/pdf"),
            size: shell.words.size(84_000),
        };
        let why = say([
            "2021 ж. 9 сәуірде түзетілген құжатпен ауыстырылды.",
            "Заменен исправленным документом 9 апреля 2021 г.",
            "Replaced by a corrected document on 9 April 2021.",
        ]);
        let page = |problems, outcome| Self {
            shell: Shell {
                person: None,
                town: None,
                ..at(shell, "/verify")
            },
            problems: Problems(problems),
            number: if Option::is_some(&outcome) {
                "HN-2021-000118".to_owned()
            } else {
                String::new()
            },
            outcome,
        };
        let problem = |field: &str, text| Problem {
            field: field.to_owned(),
            text: say(text),
        };
        vec![
            page(Vec::new(), None),
            page(
                vec![
                    problem(
                        "number",
                        [
                            "Құжат нөмірін жазыңыз",
                            "Напишите номер документа",
                            "Write the number of the document",
                        ],
                    ),
                    problem(
                        "file",
                        [
                            "PDF файлын таңдаңыз",
                            "Выберите файл PDF",
                            "Choose a PDF file",
                        ],
                    ),
                ],
                None,
            ),
            page(
                Vec::new(),
                Some(Verdict::Genuine {
                    facts: facts(),
                    downloads: vec![file],
                }),
            ),
            page(
                Vec::new(),
                Some(Verdict::Superseded {
                    facts: facts(),
                    why,
                }),
            ),
            page(Vec::new(), Some(Verdict::NotOurs)),
        ]
    }
}
