//! Invented pages of the office: facts, assessment, deed.

use super::super::field::{Field, FieldKind, Line};
use super::super::office::{
    CostLine, DeedAct, DerivedValue, FactLine, GroundLine, OfficeAssessment, OfficeDeed,
    OfficeVerification, Outcome, SourceOption, SourceValue, Step,
};
use super::super::{Link, Problem, Problems, Purpose, Row, Shell, SignForm};
use super::office::{head, official};
use super::portal::signing;
use super::{Sample, add, at, pick};

/// Draws them all.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    let shell = official(shell);
    add(
        samples,
        "office-verification",
        OfficeVerification::samples(&shell),
    );
    add(
        samples,
        "office-assessment",
        OfficeAssessment::samples(&shell),
    );
    add(samples, "office-deed", OfficeDeed::samples(&shell));
}

fn income(shell: &Shell) -> String {
    pick(
        shell.words,
        [
            "Отбасының тоқсандық табысы, теңге",
            "Доход семьи за квартал, тенге",
            "Income of the family, tenge per quarter",
        ],
    )
}

impl OfficeVerification {
    /// Nothing recorded, with a mistake; everything recorded; a service without costs.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let wrong = say([
            "Табысты теңгемен жазыңыз",
            "Напишите доход в тенге",
            "Write the income in tenge",
        ]);
        let problem = Problem {
            field: "family-income-value".to_owned(),
            text: wrong.clone(),
        };
        let page = |found: Option<String>, problems, costs, add_cost: Option<String>| Self {
            shell: at(shell, "/office/cases/7KQ2-M4XA/verification"),
            head: head(shell, 1),
            problems: Problems(problems),
            recorded: u64::from(found.is_some()),
            total: 1,
            next: found
                .is_some()
                .then(|| shell.to("/office/cases/7KQ2-M4XA/assessment")),
            facts: vec![fact(shell, found, &wrong)],
            costs,
            cost_fields: add_cost.iter().map(|_| billed(shell)).collect(),
            add_cost,
        };
        let cost = |cap| CostLine {
            name: say(["Жылыту", "Отопление", "Heating"]),
            billed: shell.words.money(1_450_000),
            cap,
            document: "шот-03.pdf".to_owned(),
            remove: Some(shell.to("/office/cases/7KQ2-M4XA/costs/1/remove")),
        };
        let found = format!(
            "{} · табыс-2021-1-тоқсан.pdf",
            shell.words.money(45_000_000)
        );
        let to = Some(shell.to("/office/cases/7KQ2-M4XA/costs"));
        vec![
            page(None, vec![problem], Vec::new(), to.clone()),
            page(
                Some(found.clone()),
                Vec::new(),
                vec![cost(Some(shell.words.money(1_200_000))), cost(None)],
                to,
            ),
            page(Some(found), Vec::new(), Vec::new(), None),
        ]
    }
}

fn billed(shell: &Shell) -> Field {
    Field {
        id: "billed".to_owned(),
        name: "billed".to_owned(),
        label: pick(
            shell.words,
            ["Шот бойынша сома", "Сумма по счету", "Amount billed"],
        ),
        hint: None,
        error: None,
        kind: FieldKind::Money {
            value: String::new(),
        },
    }
}

fn fact(shell: &Shell, found: Option<String>, wrong: &str) -> FactLine {
    let say = |texts| pick(shell.words, texts);
    let source = |value: &str, text| SourceOption {
        value: value.to_owned(),
        text: say(text),
        is_chosen: value == "document",
    };
    FactLine {
        code: "family-income".to_owned(),
        name: income(shell),
        cite: "¶6(2)".to_owned(),
        declared: Some(shell.words.money(45_000_000)),
        sources: vec![
            source("document", ["Құжат", "Документ", "Document"]),
            source("registry", ["Тіркелім", "Регистр", "Registry"]),
        ],
        fields: vec![
            Field {
                id: "family-income-value".to_owned(),
                name: "value".to_owned(),
                label: say(["Мәні", "Значение", "Value"]),
                hint: None,
                error: found.is_none().then(|| wrong.to_owned()),
                kind: FieldKind::Money {
                    value: String::new(),
                },
            },
            Field {
                id: "family-income-note".to_owned(),
                name: "note".to_owned(),
                label: say(["Ескертпе", "Примечание", "Note"]),
                hint: None,
                error: None,
                kind: FieldKind::Text {
                    value: String::new(),
                    line: Line::Words,
                },
            },
        ],
        action: shell.to("/office/cases/7KQ2-M4XA/findings/family-income"),
        found,
    }
}

impl OfficeAssessment {
    /// In favor; against; not enough is known.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let ground = say([
            "талаптарға сәйкес келмеуі",
            "несоответствие требованиям",
            "non-compliance with the requirements",
        ]);
        let page = |is_known, outcome, facts: Vec<String>| Self {
            shell: at(shell, "/office/cases/7KQ2-M4XA/assessment"),
            head: head(shell, 2),
            steps: steps(shell, is_known),
            grounds: vec![
                GroundLine {
                    code: "inaccurate".to_owned(),
                    text: say([
                        "құжаттардың анық еместігі",
                        "недостоверность документов",
                        "inaccuracy of the documents",
                    ]),
                    cite: "¶12(1)".to_owned(),
                    facts: Vec::new(),
                },
                GroundLine {
                    code: "non-compliance".to_owned(),
                    text: ground.clone(),
                    cite: "¶12(2)".to_owned(),
                    facts,
                },
            ],
            outcome,
            propose: is_known.then(|| shell.to("/office/cases/7KQ2-M4XA/propose")),
        };
        let over = say([
            "шекті шығын шеккен шығыннан көп",
            "предел расходов больше самих расходов",
            "the limit is higher than the costs",
        ]);
        let missing = Link {
            text: income(shell),
            href: shell.to("/office/cases/7KQ2-M4XA/verification#family-income"),
        };
        let result = say(["айына 4 500 ₸", "4 500 ₸ в месяц", "4 500 ₸ a month"]);
        vec![
            page(true, Outcome::Give { result }, Vec::new()),
            page(
                true,
                Outcome::Refuse {
                    ground: ground.clone(),
                },
                vec![over],
            ),
            page(
                false,
                Outcome::Unknown {
                    missing: vec![missing],
                },
                Vec::new(),
            ),
        ]
    }
}

fn steps(shell: &Shell, is_known: bool) -> Vec<Step> {
    let say = |texts| pick(shell.words, texts);
    let declared = is_known.then(|| shell.words.money(45_000_000));
    let result = if is_known {
        DerivedValue::Known(shell.words.money(750_000))
    } else {
        DerivedValue::Unknown(vec![income(shell)])
    };
    vec![Step {
        label: say([
            "Отбасының шекті шығыны",
            "Предельные расходы семьи",
            "What the family must bear itself",
        ]),
        formula: say(["үлес × табыс ÷ 3", "доля × доход ÷ 3", "share × income ÷ 3"]),
        cite: say([
            "№ 2314 қаулы, 1-тармақ",
            "постановление № 2314, п. 1",
            "resolution 2314, ¶1",
        ]),
        values: vec![
            SourceValue {
                name: income(shell),
                value: declared,
                source: "табыс-2021-1-тоқсан.pdf".to_owned(),
            },
            SourceValue {
                name: say(["Үлес", "Доля", "Share"]),
                value: Some("5 %".to_owned()),
                source: say([
                    "мәслихат шешімі",
                    "решение маслихата",
                    "decision of the maslikhat",
                ]),
            },
        ],
        result,
    }]
}

impl OfficeDeed {
    /// For the head to sign; for the executor to send; signed.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let page = |is_adverse, act| {
            Self {
            shell: at(shell, "/office/cases/7KQ2-M4XA/deed"),
            head: head(shell, 3),
            name: if is_adverse {
 say(["Дәлелді бас тарту", "Мотивированный отказ", "Reasoned refusal"])
 } else {
 say(["Тұрғын үй көмегін тағайындау туралы хабарлама", "Уведомление о назначении жилищной помощи", "Notice of the assignment of housing assistance"])
 },
            is_adverse,
            text_kk: "Құрметті Айгүл Серікқызы!\n\nСізге айына 4 500 теңге мөлшерінде тұрғын үй көмегі тағайындалды.".to_owned(),
            text_ru: "Уважаемая Айгуль Сериковна!\n\nВам назначена жилищная помощь в размере 4 500 тенге в месяц.".to_owned(),
            data: vec![Row::new(say(["Мөлшері", "Размер", "Amount"]), shell.words.money(450_000))],
            digest: "3f7c4a1e0b9d5c8827f16ae0c4d1b2938e5f6a7b8c9d0e1f2a3b4c5d6e7f8091".to_owned(),
            act,
        }
        };
        let form = SignForm {
            iin: "750505300002".to_owned(),
            bin: "990740000003".to_owned(),
            ..signing(
                shell,
                "/office/cases/7KQ2-M4XA/deed/sign",
                Purpose::Document,
                ["Қол қою", "Подписать", "Sign"],
            )
        };
        let send_back = shell.to("/office/cases/7KQ2-M4XA/deed/back");
        let why = say([
            "Құжатқа 2021 ж. 1 сәуірде қол қойылды.",
            "Документ подписан 1 апреля 2021 г.",
            "The document was signed on 1 April 2021.",
        ]);
        vec![
            page(
                false,
                DeedAct::Sign {
                    form: Box::new(form),
                    send_back,
                },
            ),
            page(
                true,
                DeedAct::Send {
                    action: shell.to("/office/cases/7KQ2-M4XA/deed/send"),
                },
            ),
            page(false, DeedAct::Nothing { why }),
        ]
    }
}
