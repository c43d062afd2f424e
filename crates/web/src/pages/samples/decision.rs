//! Invented pages of the office: facts, assessment, deed.

use super::super::field::{Choice, Field, FieldKind, Line};
use super::super::office::{
    DeedAct, DerivedValue, FactForm, FactLine, Found, GroundLine, MissingLine, OfficeAssessment,
    OfficeCorrection, OfficeDeed, OfficeVerification, Outcome, OutcomeButton, Propose,
    RequirementLine, SendBack, SignedBytes, SourceOption, SourceValue, Step, Table,
};
use super::super::{
    Color, Download, OtherWays, Problem, Problems, Purpose, Row, RulePart, Shell, SignForm, Tag,
};
use super::office::{head, official};
use super::portal::signing;
use super::{Sample, add, at, pick};

/// Where the case of the samples is.
const CASE: &str = "/office/almaty/cases/7KQ2-M4XA";

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
    add(
        samples,
        "office-correction",
        OfficeCorrection::samples(&shell),
    );
}

fn income(shell: &Shell) -> String {
    pick(
        shell.words,
        [
            "Отбасының тоқсандық табысы",
            "Доход семьи за квартал",
            "Income of the family in the quarter",
        ],
    )
}

impl OfficeVerification {
    /// Nothing recorded, with a mistake; everything recorded; nobody may record.
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
        let closed = say([
            "Мәліметтерді істі алған орындаушы ғана жазады.",
            "Сведения записывает только исполнитель, у которого дело.",
            "Only the executor who has the case records facts.",
        ]);
        let page = |facts: Vec<FactLine>, problems, closed| Self {
            shell: at(shell, &format!("{CASE}/verification")),
            head: head(shell, 1),
            problems: Problems(problems),
            closed,
            recorded: facts.iter().filter(|fact| fact.found.is_some()).count(),
            total: facts.len(),
            next: facts
                .iter()
                .all(|fact| fact.found.is_some())
                .then(|| shell.to(&format!("{CASE}/assessment"))),
            facts,
        };
        let found = || {
            Some(Found {
                value: vec![shell.words.money(45_000_000)],
                source: "табыс-2021-1-тоқсан.pdf · Г. Оспанова".to_owned(),
            })
        };
        let readable = |found| FactLine {
            form: None,
            ..fact(shell, found, None)
        };
        vec![
            page(
                vec![fact(shell, None, Some(wrong)), costs(shell)],
                vec![problem],
                None,
            ),
            page(vec![fact(shell, found(), None)], Vec::new(), None),
            page(vec![readable(found())], Vec::new(), Some(closed)),
        ]
    }
}

fn fact(shell: &Shell, found: Option<Found>, wrong: Option<String>) -> FactLine {
    let say = |texts| pick(shell.words, texts);
    let source = |value: &str, text| SourceOption {
        value: value.to_owned(),
        text: say(text),
        is_chosen: value == "document",
    };
    let field = |end: &str, label, error, kind| Field {
        id: format!("family-income-{end}"),
        name: end.to_owned(),
        label: say(label),
        hint: None,
        error,
        kind,
    };
    FactLine {
        code: "family-income".to_owned(),
        name: income(shell),
        cite: "¶6(2)".to_owned(),
        declared: vec![shell.words.money(45_000_000)],
        form: Some(FactForm {
            action: shell.to(&format!("{CASE}/findings/family-income")),
            sources: vec![
                source("document", ["Құжат", "Документ", "Document"]),
                source("registry", ["Тіркелім", "Регистр", "Registry"]),
            ],
            is_confirmable: true,
            is_open: wrong.is_some(),
            fields: vec![
                field(
                    "value",
                    ["Мәні", "Значение", "Value"],
                    wrong,
                    FieldKind::Money {
                        value: "450 тыс".to_owned(),
                    },
                ),
                field(
                    "note",
                    ["Ескертпе", "Примечание", "Note"],
                    None,
                    FieldKind::Text {
                        value: String::new(),
                        line: Line::Words,
                    },
                ),
            ],
            table: None,
        }),
        found,
    }
}

fn costs(shell: &Shell) -> FactLine {
    let say = |texts| pick(shell.words, texts);
    let heating = || say(["Жылыту", "Отопление", "Heating"]);
    let cell = |end: &str, label, kind| Field {
        id: format!("costs-0-{end}"),
        name: format!("row-0-{end}"),
        label: say(label),
        hint: None,
        error: None,
        kind,
    };
    let kind = FieldKind::Choice {
        options: vec![Choice {
            value: "heat".to_owned(),
            text: heating(),
            hint: None,
            is_chosen: true,
        }],
    };
    let (what, billed) = (
        ["Не үшін", "За что", "For what"],
        ["Шот бойынша", "По счету", "Billed"],
    );
    let money = FieldKind::Money {
        value: "14500".to_owned(),
    };
    let quantity = FieldKind::Text {
        value: "2,5".to_owned(),
        line: Line::Words,
    };
    let fact = fact(shell, None, None);
    FactLine {
        code: "costs".to_owned(),
        name: say(["Шығындар", "Расходы", "Costs"]),
        declared: vec![format!("{}: {}", heating(), shell.words.money(1_450_000))],
        form: fact.form.map(|form| FactForm {
            fields: Vec::new(),
            table: Some(Table {
                columns: vec![say(what), say(billed), say(["Көлемі", "Объем", "Quantity"])],
                rows: vec![vec![
                    cell("kind", what, kind),
                    cell("billed", billed, money),
                    cell("quantity", ["Көлемі", "Объем", "Quantity"], quantity),
                ]],
            }),
            ..form
        }),
        ..fact
    }
}

impl OfficeAssessment {
    /// In favor; against, declined; not enough is known.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let ground = say([
            "талаптарға сәйкес келмеуі",
            "несоответствие требованиям",
            "non-compliance with the requirements",
        ]);
        let over = say([
            "шекті шығын шеккен шығыннан көп",
            "предел расходов больше самих расходов",
            "the limit is higher than the costs",
        ]);
        let page = |is_known, outcome, facts: Vec<String>| Self {
            shell: at(shell, &format!("{CASE}/assessment")),
            head: head(shell, 2),
            problems: Problems::default(),
            returned: None,
            steps: steps(shell, is_known),
            requirements: vec![RequirementLine {
                text: say([
                    "Шығыстар шектен асады",
                    "Расходы больше предела",
                    "Costs exceed the limit",
                ]),
                cite: "¶12(2)".to_owned(),
                tag: Tag {
                    text: say(["орындалды", "выполнено", "met"]),
                    color: Color::Green,
                },
                facts: vec![income(shell)],
            }],
            grounds: vec![GroundLine {
                text: ground.clone(),
                cite: "¶12(2)".to_owned(),
                facts,
            }],
            rule: before(shell, &outcome),
            waits: waits(shell, is_known),
            outcome,
            propose: is_known.then(|| propose(shell)),
        };
        let results = vec![Row::new(
            say(["Көмек", "Помощь", "Assistance"]),
            say(["айына 4 500 ₸", "4 500 ₸ в месяц", "4 500 ₸ a month"]),
        )];
        let missing = |href| MissingLine {
            text: income(shell),
            href,
        };
        let to = shell.to(&format!("{CASE}/verification#family-income"));
        let declined = Problem {
            field: "main".to_owned(),
            text: shell.t("refusal-hearing-needed").into_owned(),
        };
        let grounds = vec![ground.clone()];
        let refusal = Outcome::Refuse { grounds };
        vec![
            page(true, Outcome::Give { results }, Vec::new()),
            Self {
                problems: Problems(vec![declined]),
                returned: Some(over.clone()),
                ..page(true, refusal, vec![over])
            },
            page(
                false,
                Outcome::Unknown {
                    missing: vec![missing(Some(to)), missing(None)],
                },
                Vec::new(),
            ),
        ]
    }
}

fn propose(shell: &Shell) -> Propose {
    Propose {
        action: shell.to(&format!("{CASE}/assessment")),
        stage: "decision".to_owned(),
        outcomes: vec![OutcomeButton {
            code: "assigned".to_owned(),
            text: pick(
                shell.words,
                [
                    "Көмек тағайындалды",
                    "Помощь назначена",
                    "Assistance is assigned",
                ],
            ),
            is_adverse: false,
        }],
        note: String::new(),
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
        formula: "share * monthly-income".to_owned(),
        line: "5 % × 150 000".to_owned(),
        cite: say([
            "№ 2314 қаулы, 1-тармақ",
            "постановление № 2314, п. 1",
            "resolution 2314, ¶1",
        ]),
        values: vec![SourceValue {
            name: income(shell),
            value: declared,
            source: "табыс-2021-1-тоқсан.pdf".to_owned(),
        }],
        result,
        rounded: is_known.then(|| shell.words.money(750_000)),
        rows: vec![format!("1. {}", shell.words.money(750_000))],
    }]
}

impl OfficeDeed {
    /// To be fixed for signature, with a note missing; to be signed; waiting; signed.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let form = SignForm {
            iin: "750505300002".to_owned(),
            bin: "990740000003".to_owned(),
            ..signing(
                shell,
                &format!("{CASE}/deed/sign?record=1"),
                Purpose::Document,
                ["Қол қою", "Подписать", "Sign"],
            )
        };
        let send_back = || SendBack {
            action: shell.to(&format!("{CASE}/deed/return")),
            deed: "HA-2021-118/1".to_owned(),
            note: String::new(),
        };
        let why = || {
            say([
                "Құжат басшының қол қоюын күтіп тұр.",
                "Документ ждет подписи руководителя.",
                "The document waits for the head.",
            ])
        };
        let download = Download {
            text: say(["Құжат (PDF)", "Документ (PDF)", "Document (PDF)"]),
            href: shell.to(&format!("{CASE}/files/deed.pdf?of=HA-2021-118%2F1")),
            size: String::new(),
        };
        let prepare = DeedAct::Prepare {
            action: shell.to(&format!("{CASE}/deed/prepare")),
            send_back: send_back(),
        };
        let sign = DeedAct::Sign {
            form: Box::new(form),
            others: OtherWays {
                confirm: None,
                qr: Some(shell.to("/office/astana/cases/7/deed/qr?record=1")),
                payload: "0KLQtdC60YHRgg==".to_owned(),
            },
            send_back: Some(send_back()),
        };
        let signed = DeedAct::Signed {
            why: why(),
            downloads: vec![download],
        };
        let problem = Problem {
            field: "note".to_owned(),
            text: shell.t("refusal-note-needed").into_owned(),
        };
        let bytes = SignedBytes {
            text: "{\"amount\":\"4500\"}".to_owned(),
            digest: "3f7c4a1e0b9d5c8827f16ae0c4d1b2938e5f6a7b8c9d0e1f2a3b4c5d6e7f8091".to_owned(),
        };
        vec![
            Self {
                problems: Problems(vec![problem]),
                note: why(),
                ..deed(shell, true, prepare)
            },
            Self {
                signed: Some(bytes),
                ..deed(shell, false, sign)
            },
            deed(shell, true, DeedAct::Nothing { why: why() }),
            deed(shell, false, signed),
        ]
    }
}

impl OfficeCorrection {
    /// A slip in a notice.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        vec![Self {
            shell: at(shell, &format!("{CASE}/correction")),
            head: head(shell, 3),
            problems: Problems::default(),
            rule: super::rule::part(shell, &["correct"]),
        }]
    }
}

fn deed(shell: &Shell, is_adverse: bool, act: DeedAct) -> OfficeDeed {
    let say = |texts| pick(shell.words, texts);
    let name = if is_adverse {
        [
            "Дәлелді бас тарту",
            "Мотивированный отказ",
            "Reasoned refusal",
        ]
    } else {
        [
            "Тұрғын үй көмегін тағайындау туралы хабарлама",
            "Уведомление о назначении жилищной помощи",
            "Notice of the assignment of housing assistance",
        ]
    };
    OfficeDeed {
        shell: at(shell, &format!("{CASE}/deed")),
        head: head(shell, 3),
        problems: Problems::default(),
        name: say(name),
        is_adverse,
        note: String::new(),
        text_kk: "Құрметті Айгүл Серікқызы!\n\nСізге айына 4 500 теңге мөлшерінде тұрғын үй \
                  көмегі тағайындалды."
            .to_owned(),
        text_ru: "Уважаемая Айгуль Сериковна!\n\nВам назначена жилищная помощь в размере 4 500 \
                  тенге в месяц."
            .to_owned(),
        data: vec![Row::new(
            say(["Мөлшері", "Размер", "Amount"]),
            shell.words.money(450_000),
        )],
        signed: None,
        act,
    }
}

/// The preliminary decision that comes before a refusal.
fn before(shell: &Shell, outcome: &Outcome) -> RulePart {
    match outcome {
        Outcome::Refuse { .. } => super::rule::part(shell, &["preliminary"]),
        Outcome::Give { .. } | Outcome::Unknown { .. } => RulePart::default(),
    }
}

/// Why one must wait, where not enough is known.
fn waits(shell: &Shell, is_known: bool) -> Option<String> {
    (!is_known).then(|| shell.t("refusal-hearing-under-way").into_owned())
}
