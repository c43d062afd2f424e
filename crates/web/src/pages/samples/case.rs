//! Invented pages of the account: cases under way, late and over; notices; history.

#![expect(
    clippy::too_many_lines,
    reason = "an invented page is a list of sentences"
)]

use jiff::civil::date;

use super::super::{
    Account, Answers, Attachment, CaseLine, CasePage, CaseState, Color, CountedDay, Deadline,
    DeedLine, Download, Flash, History, HistoryLine, Link, NoticeLine, Notices, Pager, Problem,
    Problems, Progress, Row, RulePart, Shell, Stage, Tag,
};
use super::apply::draft;
use super::portal::{service_names, stages};
use super::{Sample, add, at, pick, views};
use crate::rule::FORMS_OF_RECIPIENT;

/// Draws them all.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    add(samples, "account", Account::samples(shell));
    add(samples, "case", CasePage::samples(shell));
    add(samples, "history", History::samples(shell));
    add(samples, "notices", Notices::samples(shell));
}

/// Eight working days from a registration before the days of Nauryz.
pub(super) fn deadline(shell: &Shell) -> Deadline {
    let say = |texts| pick(shell.words, texts);
    let weekend = say(["демалыс күні", "выходной", "weekend"]);
    let working = say(["жұмыс күні", "рабочий день", "working day"]);
    let nauryz = say(["Наурыз мейрамы", "Наурыз мейрамы", "Nauryz holiday"]);
    let start = say([
        "тіркелген күн; мерзім келесі күннен басталады",
        "день регистрации; срок считают со следующего дня",
        "day of registration; the term runs from the next day",
    ]);
    let days = [
        (3, 19, None, &start),
        (3, 20, None, &weekend),
        (3, 21, None, &nauryz),
        (3, 22, None, &nauryz),
        (3, 23, None, &nauryz),
        (3, 24, Some(1), &working),
        (3, 25, Some(2), &working),
        (3, 26, Some(3), &working),
    ];
    let counted = |(month, day, number, why): (i8, i8, Option<u32>, &String)| CountedDay {
        day: shell.words.day_with_weekday(date(2021, month, day)),
        number,
        why: why.clone(),
    };
    Deadline {
        day: shell.words.day_with_weekday(date(2021, 4, 2)),
        rule: say([
            "Тіркелгеннен кейін 8 жұмыс күні (№ 539 бұйрық, 8-тармақ)",
            "8 рабочих дней после регистрации (приказ № 539, п. 8)",
            "8 working days after registration (order 539, ¶8)",
        ]),
        days: days.into_iter().map(counted).collect(),
    }
}

fn under_way(shell: &Shell) -> Tag {
    Tag {
        text: pick(shell.words, ["Қаралуда", "Рассматривается", "Under way"]),
        color: Color::Blue,
    }
}

fn assigned(shell: &Shell) -> Tag {
    Tag {
        text: pick(shell.words, ["Тағайындалды", "Назначена", "Assigned"]),
        color: Color::Green,
    }
}

fn downloads(shell: &Shell) -> Vec<Download> {
    let file = |text: [&str; 3], end: &str, bytes| Download {
        text: pick(shell.words, text),
        href: shell.to(&format!("/deeds/41/{end}")),
        size: shell.words.size(bytes),
    };
    vec![
        file(
            ["Хабарлама (PDF)", "Уведомление (PDF)", "Notice (PDF)"],
            "pdf",
            84_000,
        ),
        file(
            ["Деректер (JSON)", "Данные (JSON)", "Data (JSON)"],
            "json",
            2_100,
        ),
        file(
            ["Қолтаңба (CMS)", "Подпись (CMS)", "Signature (CMS)"],
            "cms",
            6_300,
        ),
        file(
            ["Дәлелдемелер", "Доказательства", "Evidence"],
            "evidence",
            1_260_000,
        ),
    ]
}

fn notice(shell: &Shell, is_read: bool) -> NoticeLine {
    let say = |texts| pick(shell.words, texts);
    NoticeLine {
        subject: say([
            "Өтінішіңіз тіркелді",
            "Ваше заявление зарегистрировано",
            "Your application is registered",
        ]),
        text: say([
            "Тіркеу нөмірі – ТҮК-2021-118. Жауап 2 сәуірге дейін беріледі.",
            "Регистрационный номер – ЖП-2021-118. Ответят не позднее 2 апреля.",
            "Its registration number is HA-2021-118. The answer is due by 2 April.",
        ]),
        sent: shell.words.moment(date(2021, 3, 19).at(15, 2, 0, 0)),
        read: is_read.then(|| shell.words.moment(date(2021, 3, 19).at(15, 40, 0, 0))),
        case: "7KQ2-M4XA".to_owned(),
        href: shell.to("/cases/7KQ2-M4XA"),
        open: shell.to("/notices/01JZ"),
        also: Some("SMS +7 701 ••• 00 01".to_owned()),
    }
}

fn history_line(shell: &Shell) -> HistoryLine {
    let [service, ..] = service_names(shell);
    HistoryLine {
        service,
        href: shell.to("/cases/2HD8-P9TC"),
        number: "2HD8-P9TC".to_owned(),
        day: shell.words.day(date(2020, 12, 4)),
        tag: assigned(shell),
        downloads: downloads(shell),
    }
}

impl Account {
    /// Nothing yet; something of everything.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let [assistance, residence, ..] = service_names(shell);
        let line = |service: &str, tag| CaseLine {
            service: service.to_owned(),
            href: shell.to("/cases/7KQ2-M4XA"),
            number: "7KQ2-M4XA".to_owned(),
            stage: say(["Мәліметтерді тексеру", "Проверка сведений", "Verification"]),
            holder: say(["Жауапты орындаушы", "Ответственный исполнитель", "Executor"]),
            due: shell.words.day(date(2021, 4, 2)),
            tag,
        };
        let waits = Tag {
            text: say(["Сізді күтуде", "Ждет вас", "Waits for you"]),
            color: Color::Yellow,
        };
        let page = |unread, cases, drafts, history| Self {
            shell: at(shell, "/account"),
            unread,
            cases,
            drafts,
            history,
        };
        vec![
            page(Vec::new(), Vec::new(), Vec::new(), Vec::new()),
            page(
                vec![notice(shell, false)],
                vec![line(&residence, waits), line(&assistance, under_way(shell))],
                vec![draft(shell)],
                vec![history_line(shell)],
            ),
        ]
    }
}

impl CasePage {
    /// Under way; late and waiting for the person; refused.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let due = Some(deadline(shell));
        let task = Link {
            text: say(["Құжатты қосу", "Приложить документ", "Attach the document"]),
            href: shell.to("/cases/7KQ2-M4XA/attach"),
        };
        let refusal = DeedLine {
            name: say([
                "Дәлелді бас тарту",
                "Мотивированный отказ",
                "Reasoned refusal",
            ]),
            number: "RR-2021-000041".to_owned(),
            signed: say([
                "2021 ж. 1 сәуірде басшы Д. Ахметов қол қойды",
                "подписал руководитель Д. Ахметов 1 апреля 2021 г.",
                "signed by the head, D. Akhmetov, on 1 April 2021",
            ]),
            is_adverse: true,
            downloads: downloads(shell),
        };
        let red = Tag {
            text: say(["Бас тартылды", "Отказано", "Refused"]),
            color: Color::Red,
        };
        let late = Tag {
            text: say(["Мерзімі өтті", "Просрочено", "Overdue"]),
            color: Color::Red,
        };
        vec![
            case_page(
                shell,
                under_way(shell),
                (due.clone(), None, CaseState::Open),
                None,
                Vec::new(),
            ),
            case_page(
                shell,
                late,
                (due, None, CaseState::Late),
                Some(task),
                Vec::new(),
            ),
            case_page(
                shell,
                red,
                (
                    None,
                    Some(say([
                        "Дәлелді бас тарту, 2021 ж. 1 сәуір",
                        "Мотивированный отказ, 1 апреля 2021 г.",
                        "Reasoned refusal, 1 April 2021",
                    ])),
                    CaseState::Closed,
                ),
                None,
                vec![refusal],
            ),
        ]
    }
}

fn case_page(
    shell: &Shell,
    tag: Tag,
    (deadline, ended, state): (Option<Deadline>, Option<String>, CaseState),
    task: Option<Link>,
    deeds: Vec<DeedLine>,
) -> CasePage {
    let say = |texts| pick(shell.words, texts);
    let [service, ..] = service_names(shell);
    let sent = [
        "Өтінішіңізді алдық",
        "Мы получили ваше заявление",
        "We have your application",
    ];
    let is_closed = state == CaseState::Closed;
    let flash = (!is_closed).then(|| Flash {
        is_success: true,
        text: say(sent),
        lines: Vec::new(),
    });
    CasePage {
        shell: Shell {
            flash,
            ..at(shell, "/cases/7KQ2-M4XA")
        },
        service,
        number: "7KQ2-M4XA".to_owned(),
        tag,
        answers: Answers {
            stage: say(["Мәліметтерді тексеру", "Проверка сведений", "Verification"]),
            holder: say([
                "Г. Оспанова, жауапты орындаушы",
                "Г. Оспанова, ответственный исполнитель",
                "G. Ospanova, executor",
            ]),
            contact: Some(say([
                "Алматы қаласының Тұрғын үй саясаты басқармасы, +7 727 000 00 00",
                "Управление жилищной политики города Алматы, +7 727 000 00 00",
                "Housing policy department of Almaty, +7 727 000 00 00",
            ])),
            deadline,
            ended,
            state,
        },
        rule: if task.is_some() {
            super::rule::part(shell, &FORMS_OF_RECIPIENT)
        } else {
            RulePart::default()
        },
        problems: if task.is_some() {
            Problems(vec![Problem {
                field: "object-text".to_owned(),
                text: shell.words.text("rule-problem-empty").into_owned(),
            }])
        } else {
            Problems::default()
        },
        task,
        stages: walked(shell, is_closed),
        deeds,
        notices: if is_closed {
            Vec::new()
        } else {
            vec![notice(shell, true), notice(shell, false)]
        },
        facts: vec![
            Row::new(
                say([
                    "Тіркеу нөмірі",
                    "Регистрационный номер",
                    "Registration number",
                ]),
                "HA-2021-118",
            ),
            Row::new(
                say(["Тіркелген күні", "День регистрации", "Day of registration"]),
                shell.words.day(date(2021, 3, 19)),
            ),
        ],
        signed: downloads(shell),
        attachments: vec![Attachment {
            name: "табыс-2021-1-тоқсан.pdf".to_owned(),
            size: shell.words.size(400_000),
            href: Some(shell.to("/cases/7KQ2-M4XA/files/1")),
            remove: None,
        }],
        views: if is_closed {
            Vec::new()
        } else {
            views::of_every_kind(shell).into_iter().take(3).collect()
        },
        views_href: shell.to("/cases/7KQ2-M4XA/views"),
        appeal: vec![say([
            "Қызмет берушінің басшысына үш ай ішінде шағымдануға болады.",
            "Пожаловаться руководителю услугодателя можно в течение трех месяцев.",
            "You may complain to the head of the provider within three months.",
        ])],
        complain: Some(shell.to("/services/complaint/apply?case=7KQ2-M4XA")),
    }
}

/// The stages of a case under way, or of one that ended with a refusal.
pub(super) fn walked(shell: &Shell, is_refused: bool) -> Vec<Stage> {
    let open = [
        Progress::Done,
        Progress::Done,
        Progress::Now,
        Progress::Next,
    ];
    let refused = [
        Progress::Done,
        Progress::Done,
        Progress::Done,
        Progress::Adverse,
    ];
    let progress = if is_refused { refused } else { open };
    let days = [19, 24, 31, 31];
    stages(shell)
        .into_iter()
        .zip(progress.into_iter().zip(days))
        .map(|(stage, (progress, day))| Stage {
            progress,
            day: Some(shell.words.day(date(2021, 3, day))),
            ..stage
        })
        .collect()
}

impl History {
    /// Nothing yet; the second page of three.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let page = |lines, pager| Self {
            shell: at(shell, "/history"),
            lines,
            pager,
        };
        let one = Pager {
            page: 1,
            pages: 1,
            previous: None,
            next: None,
        };
        let middle = Pager {
            page: 2,
            pages: 3,
            previous: Some(shell.to("/history")),
            next: Some(shell.to("/history?page=3")),
        };
        vec![
            page(Vec::new(), one),
            page(vec![history_line(shell), history_line(shell)], middle),
        ]
    }
}

impl Notices {
    /// Nothing yet; one read and one unread.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let page = |lines| Self {
            shell: at(shell, "/notices"),
            lines,
            pager: Pager {
                page: 1,
                pages: 1,
                previous: None,
                next: None,
            },
        };
        vec![
            page(Vec::new()),
            page(vec![notice(shell, false), notice(shell, true)]),
        ]
    }
}
