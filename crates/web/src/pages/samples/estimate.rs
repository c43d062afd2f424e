//! Invented answers to "would my family get help": none yet, yes, no, open, and a mistake.

use super::super::field::{Choice, Field, FieldKind};
use super::super::office::{DerivedValue, RequirementLine, SourceValue, Step};
use super::super::{
    Change, Color, Estimate, EstimateAnswer, EstimateVerdict, Link, Problem, Problems,
    QuestionGroup, Row, Shell, Tag,
};
use super::{Sample, add, at, pick};

/// Draws them all.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    add(samples, "estimate", Estimate::samples(shell));
}

impl Estimate {
    /// Every state.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let yes = EstimateVerdict::Yes {
            results: vec![Row::new(
                say(["Көмек, айына", "Помощь, в месяц", "Assistance, per month"]),
                "15 000 ₸",
            )],
            provided: vec![say([
                "Тұрғын үйде тұрады",
                "Живёт в жилище",
                "Lives in the dwelling",
            ])],
        };
        let no = EstimateVerdict::No {
            grounds: vec![say([
                "Талаптарға сай келмейді (¶12)",
                "Не отвечает требованиям (¶12)",
                "Does not meet the requirements (¶12)",
            ])],
        };
        let open = EstimateVerdict::Open {
            missing: vec![say([
                "Отбасы табысы",
                "Доход семьи",
                "Income of the family",
            ])],
        };
        let mut mistaken = page(shell, None);
        mistaken.problems = Problems(vec![Problem {
            field: "fact-income".to_owned(),
            text: say(["Соманы енгізіңіз", "Введите сумму", "Enter an amount"]),
        }]);
        mistaken.show_problems();
        let answered = |verdict| page(shell, Some(answer(shell, verdict)));
        let mut nothing_helps = answered(open);
        if let Some(answer) = &mut nothing_helps.answer {
            answer.changes.clear();
        }
        vec![
            page(shell, None),
            mistaken,
            answered(yes),
            answered(no),
            nothing_helps,
        ]
    }
}

fn page(shell: &Shell, answer: Option<EstimateAnswer>) -> Estimate {
    let say = |texts| pick(shell.words, texts);
    let places = (0..9).map(|number| Choice {
        value: number.to_string(),
        text: format!("{} {number}", say(["Қала", "Город", "City"])),
        hint: None,
        is_chosen: number == 3,
    });
    let field = |id: &str, label, kind| Field {
        id: format!("fact-{id}"),
        name: format!("fact.{id}"),
        label: say(label),
        hint: None,
        error: None,
        kind,
    };
    let income = FieldKind::Money {
        value: "600 000".to_owned(),
    };
    Estimate {
        shell: Shell {
            person: None,
            ..at(shell, "/services/housing-assistance/estimate")
        },
        service: Link {
            text: say([
                "Тұрғын үй көмегін тағайындау",
                "Назначение жилищной помощи",
                "Assignment of housing assistance",
            ]),
            href: shell.to("/services/housing-assistance"),
        },
        act: say(["№ 117 бұйрық", "Приказ № 117", "Order 117"]),
        problems: Problems::default(),
        groups: vec![QuestionGroup {
            heading: say(["Өтініште", "В заявлении", "In the application"]),
            lead: None,
            fields: vec![
                field(
                    "place",
                    ["Қай жерде тұрасыз?", "Где вы живёте?", "Where do you live?"],
                    FieldKind::Choice {
                        options: places.collect(),
                    },
                ),
                field(
                    "income",
                    ["Отбасы табысы", "Доход семьи", "Income of the family"],
                    income,
                ),
            ],
        }],
        action: shell.to("/services/housing-assistance/estimate"),
        answer,
    }
}

fn answer(shell: &Shell, verdict: EstimateVerdict) -> EstimateAnswer {
    let say = |texts| pick(shell.words, texts);
    let is_refused = !matches!(verdict, EstimateVerdict::No { .. });
    let name = say(["Отбасы табысы", "Доход семьи", "Income of the family"]);
    EstimateAnswer {
        verdict,
        day: shell.words.day(jiff::civil::date(2026, 11, 17)),
        steps: vec![Step {
            label: say(["Отбасының шегі", "Предел семьи", "The family's own limit"]),
            formula: "share * monthly-income".to_owned(),
            line: "5 % × 200 000".to_owned(),
            cite: "¶3".to_owned(),
            values: vec![SourceValue {
                name: name.clone(),
                value: Some("600 000 ₸".to_owned()),
                source: String::new(),
            }],
            result: DerivedValue::Known("10 000 ₸".to_owned()),
            rounded: None,
            rows: Vec::new(),
        }],
        requirements: vec![RequirementLine {
            text: say([
                "Бір ғана тұрғын үй",
                "Единственное жилище",
                "One dwelling only",
            ]),
            cite: "¶12(2)".to_owned(),
            tag: Tag {
                text: say(["белгісіз", "неизвестно", "not known"]),
                color: Color::Yellow,
            },
            facts: Vec::new(),
        }],
        changes: vec![Change {
            name,
            to: "1 499 971 ₸".to_owned(),
            now: Some("600 000 ₸".to_owned()),
            is_refused,
        }],
    }
}
