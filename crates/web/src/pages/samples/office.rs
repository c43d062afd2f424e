//! Invented pages of the office: the work list, one case in each state.

use jiff::civil::date;

use super::super::office::{
    Act, CaseHead, CasePageLink, CheckLine, Completeness, DueGroup, FilterOption, OfficeCase,
    OfficeChoice, OfficeFinding, OfficeWorklist, OutcomeButton, Presence, SignatureVerdict,
    WorkCount, WorkLine,
};
use super::super::{Attachment, Color, Link, Nav, Problem, Problems, Row, Shell, Tag};
use super::case::{deadline, walked};
use super::portal::service_names;
use super::{Sample, add, at, pick};

/// Draws them all.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    let shell = official(shell);
    add(samples, "office-worklist", OfficeWorklist::samples(&shell));
    add(samples, "office-case", OfficeCase::samples(&shell));
    let organizations = vec![Link {
        text: pick(
            shell.words,
            ["Алматы қаласы", "город Алматы", "city of Almaty"],
        ),
        href: shell.to("/office/almaty"),
    }];
    let choice = OfficeChoice {
        shell,
        organizations,
    };
    add(samples, "office-choice", vec![choice]);
}

/// The surroundings of a page for an official.
pub(super) fn official(shell: &Shell) -> Shell {
    let say = |texts| pick(shell.words, texts);
    Shell {
        person: Some(say(["Г. Оспанова", "Г. Оспанова", "G. Ospanova"])),
        nav: Nav::Office {
            organization: say(["Алматы қаласы", "город Алматы", "city of Almaty"]),
            role: say(["жауапты орындаушы", "ответственный исполнитель", "executor"]),
            counter: None,
        },
        ..at(shell, "/office")
    }
}

fn tag(shell: &Shell, text: [&str; 3], color: Color) -> Tag {
    Tag {
        text: pick(shell.words, text),
        color,
    }
}

/// The top of a case, with the page of this number open.
pub(super) fn head(shell: &Shell, open: usize) -> CaseHead {
    let say = |texts| pick(shell.words, texts);
    let [service, ..] = service_names(shell);
    let pages = [
        (["Өтініш", "Заявление", "Application"], ""),
        (["Мәліметтер", "Сведения", "Facts"], "/verification"),
        (["Есептеу", "Расчет", "Assessment"], "/assessment"),
        (["Құжат", "Документ", "Document"], "/deed"),
    ];
    let page = |(number, (text, end)): (usize, ([&str; 3], &str))| CasePageLink {
        link: Link {
            text: pick(shell.words, text),
            href: shell.to(&format!("/office/cases/7KQ2-M4XA{end}")),
        },
        is_current: number == open,
    };
    CaseHead {
        list: shell.to("/office/almaty"),
        service,
        number: "7KQ2-M4XA".to_owned(),
        applicant: say([
            "Нұрланова Айгүл Серікқызы",
            "Нурланова Айгуль Сериковна",
            "Nurlanova Aigul Serikovna",
        ]),
        stage: say([
            "Құжаттардың толықтығын тексеру",
            "Проверка полноты документов",
            "Check that the documents are complete",
        ]),
        due: Some(shell.words.day_with_weekday(date(2021, 3, 25))),
        tag: tag(
            shell,
            ["2 күн қалды", "осталось 2 дня", "2 days left"],
            Color::Yellow,
        ),
        pages: pages.into_iter().enumerate().map(page).collect(),
    }
}

impl OfficeWorklist {
    /// A busy list; a search that finds nothing.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let counts = || {
            [
                (DueGroup::Overdue, 2),
                (DueGroup::Today, 5),
                (DueGroup::Week, 31),
                (DueGroup::Any, 246),
            ]
            .map(|(group, count)| WorkCount {
                group,
                count,
                href: shell.to("/office?due=today"),
                is_current: group == DueGroup::Today,
            })
            .into()
        };
        let option = |value: &str, text| FilterOption {
            value: value.to_owned(),
            text: say(text),
            is_chosen: value.is_empty(),
        };
        let page = |query: String, lines, next: Option<String>| Self {
            shell: shell.clone(),
            action: shell.to("/office/almaty"),
            due: next
                .as_ref()
                .map_or_else(String::new, |_| "today".to_owned()),
            first: next.clone(),
            export: shell.to("/office/almaty?export=csv"),
            next,
            counts: counts(),
            query,
            stages: vec![
                option("", ["Барлық кезең", "Все этапы", "All stages"]),
                option(
                    "check",
                    [
                        "Құжаттарды тексеру",
                        "Проверка документов",
                        "Check of documents",
                    ],
                ),
            ],
            holders: vec![
                option("", ["Бәрі", "Все", "Everybody"]),
                option("me", ["Менде", "У меня", "Me"]),
            ],
            lines,
        };
        vec![
            page(
                String::new(),
                work(shell),
                Some(shell.to("/office/almaty?after=2021-03-19_7KQ2")),
            ),
            page("880101400001".to_owned(), Vec::new(), None),
        ]
    }
}

fn work(shell: &Shell) -> Vec<WorkLine> {
    let say = |texts| pick(shell.words, texts);
    let services = service_names(shell);
    let tags = [
        (
            tag(
                shell,
                ["2 күн кешікті", "опоздание 2 дня", "2 days late"],
                Color::Red,
            ),
            17,
        ),
        (tag(shell, ["бүгін", "сегодня", "today"], Color::Yellow), 19),
        (
            tag(
                shell,
                ["5 күн қалды", "осталось 5 дней", "5 days left"],
                Color::Blue,
            ),
            24,
        ),
        (
            tag(
                shell,
                ["9 күн қалды", "осталось 9 дней", "9 days left"],
                Color::Grey,
            ),
            28,
        ),
    ];
    services
        .into_iter()
        .zip(tags)
        .enumerate()
        .map(|(number, (service, (tag, day)))| WorkLine {
            href: shell.to("/office/cases/7KQ2-M4XA"),
            number: format!("7KQ{number}-M4XA"),
            service,
            applicant: say([
                "Нұрланова Айгүл Серікқызы",
                "Нурланова Айгуль Сериковна",
                "Nurlanova Aigul Serikovna",
            ]),
            place: say(["Алматы", "Алматы", "Almaty"]),
            stage: say([
                "Құжаттардың толықтығын тексеру",
                "Проверка полноты документов",
                "Check that the documents are complete",
            ]),
            holder: (number % 2 == 0).then(|| "Г. Оспанова".to_owned()),
            due: shell.words.day(date(2021, 3, day)),
            tag,
            events: 4,
            take: (number % 2 == 1).then(|| shell.to("/office/cases/7KQ2-M4XA/take")),
        })
        .collect()
}

impl OfficeCase {
    /// To be taken; to be checked, with a mistake; to go on with; nothing to do.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let on = Link {
            text: say([
                "Мәліметтерді тексеру",
                "Проверить сведения",
                "Verify the facts",
            ]),
            href: shell.to("/office/cases/7KQ2-M4XA/verification"),
        };
        let other = say([
            "Бұл іс басқа орындаушыда.",
            "Это дело у другого исполнителя.",
            "Another executor has this case.",
        ]);
        let problem = Problem {
            field: "income".to_owned(),
            text: say([
                "Табыс құжаттары бар-жоғын таңдаңыз",
                "Выберите, есть ли документы о доходах",
                "Choose whether the documents on income are present",
            ]),
        };
        vec![
            page(
                shell,
                Act::Take {
                    action: shell.to("/office/cases/7KQ2-M4XA/take"),
                },
                Vec::new(),
            ),
            page(shell, Act::Check(check(shell)), vec![problem]),
            page(shell, Act::GoOn(on), Vec::new()),
            page(shell, Act::Nothing { why: other }, Vec::new()),
        ]
    }
}

fn check(shell: &Shell) -> Completeness {
    let say = |texts| pick(shell.words, texts);
    let line = |code: &str, name, files, presence: Option<Presence>| CheckLine {
        code: code.to_owned(),
        name: say(name),
        cite: "¶6(2)".to_owned(),
        when: presence.map(|_| {
            say([
                "Алимент алсаңыз",
                "Если получаете алименты",
                "If you receive alimony",
            ])
        }),
        files,
        presence,
        note: String::new(),
    };
    Completeness {
        action: shell.to("/office/cases/7KQ2-M4XA/completeness"),
        stage: "completeness".to_owned(),
        outcomes: outcomes(shell),
        lines: vec![
            line(
                "income",
                [
                    "Отбасы табысын растайтын құжаттар",
                    "Документы о доходах семьи",
                    "Documents confirming the family's income",
                ],
                vec![file(shell)],
                None,
            ),
            line(
                "alimony",
                [
                    "Алимент туралы мәліметтер",
                    "Сведения об алиментах",
                    "Information about alimony",
                ],
                Vec::new(),
                Some(Presence::NotNeeded),
            ),
        ],
        is_rest_present: true,
        rule: say([
            "Тіркелген күннен бастап екі жұмыс күні ішінде (№ 539 бұйрық, 9-тармақ, 2)).",
            "В течение двух рабочих дней после регистрации (приказ № 539, п. 9, пп. 2)).",
            "Within two working days of registration (order 539, ¶9(2)).",
        ]),
    }
}

fn outcomes(shell: &Shell) -> Vec<OutcomeButton> {
    let say = |texts| pick(shell.words, texts);
    vec![
        OutcomeButton {
            code: "complete".to_owned(),
            text: say([
                "Құжаттар топтамасы толық",
                "Пакет документов полный",
                "The package is complete",
            ]),
            is_adverse: false,
        },
        OutcomeButton {
            code: "incomplete".to_owned(),
            text: say([
                "Құжаттар топтамасы толық емес",
                "Пакет документов неполный",
                "The package is incomplete",
            ]),
            is_adverse: true,
        },
    ]
}

fn file(shell: &Shell) -> Attachment {
    Attachment {
        name: "табыс-2021-1-тоқсан.pdf".to_owned(),
        size: shell.words.size(400_000),
        href: Some(shell.to("/office/cases/7KQ2-M4XA/files/1")),
        remove: None,
    }
}

fn page(shell: &Shell, act: Act, problems: Vec<Problem>) -> OfficeCase {
    let say = |texts| pick(shell.words, texts);
    let is_known = matches!(act, Act::GoOn(_));
    let finding = || OfficeFinding {
        fact: say(["Отбасы табысы", "Доход семьи", "Income of the family"]),
        value: vec![shell.words.money(45_000_000)],
        source: say([
            "табыс-2021-1-тоқсан.pdf, орындаушы",
            "табыс-2021-1-тоқсан.pdf, исполнитель",
            "табыс-2021-1-тоқсан.pdf, executor",
        ]),
    };
    OfficeCase {
        shell: at(shell, "/office/cases/7KQ2-M4XA"),
        head: head(shell, 0),
        rule: match &act {
            Act::GoOn(_) => super::rule::part(shell, &crate::rule::FORMS_OF_OFFICER),
            // A hearing that nobody has appointed yet.
            Act::Nothing { .. } => super::rule::of_first_hearing(shell),
            Act::Take { .. } | Act::Check(_) => super::super::RulePart::default(),
        },
        act,
        returned: is_known.then(|| {
            say([
                "Сома қайта есептелсін.",
                "Пересчитайте сумму.",
                "Compute the sum again.",
            ])
        }),
        problems: Problems(problems),
        facts: vec![Row::new(
            say([
                "Тіркеу нөмірі",
                "Регистрационный номер",
                "Registration number",
            ]),
            "HA-2021-118",
        )],
        deadline: Some(deadline(shell)),
        application: say([
            "Тұрғын үй көмегін тағайындауды сұраймын.",
            "Прошу назначить жилищную помощь.",
            "I ask that housing assistance be assigned.",
        ]),
        signature: SignatureVerdict {
            tag: tag(shell, ["дұрыс", "верна", "holds"], Color::Green),
            rows: vec![Row::new(
                say(["Қол қойған", "Подписал", "Signed by"]),
                "НУРЛАНОВА АЙГУЛЬ, 880101400001",
            )],
        },
        attachments: if is_known {
            vec![file(shell)]
        } else {
            Vec::new()
        },
        stages: walked(shell, false),
        findings: if is_known {
            vec![finding()]
        } else {
            Vec::new()
        },
    }
}
