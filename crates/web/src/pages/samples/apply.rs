//! Invented pages of an application: first visit, start, sections.

#![expect(
    clippy::too_many_lines,
    reason = "an invented page is a list of sentences"
)]

use super::super::field::{Choice, Field, FieldKind, FieldRow, Line};
use super::super::{
    Again, ApplyMeanwhile, ApplySection, ApplyStart, Difference, Draft, PlaceOption, Problem,
    Problems, Profile, Register, Shell, Way,
};
use super::portal::service_names;
use super::{Sample, add, at, pick};

/// Draws them all.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    add(samples, "register", Register::samples(shell));
    add(samples, "profile", vec![profile(shell)]);
    add(samples, "apply-start", ApplyStart::samples(shell));
    add(samples, "apply-section", ApplySection::samples(shell));
    add(samples, "apply-meanwhile", vec![meanwhile(shell)]);
}

fn field(id: &str, label: String, kind: FieldKind) -> Field {
    Field {
        id: id.to_owned(),
        name: id.to_owned(),
        label,
        hint: None,
        error: None,
        kind,
    }
}

fn line(value: &str, line: Line) -> FieldKind {
    FieldKind::Text {
        value: value.to_owned(),
        line,
    }
}

/// How a person can be reached, with or without a mistake in the telephone.
fn contacts(shell: &Shell, error: Option<&str>) -> Vec<Field> {
    let say = |texts| pick(shell.words, texts);
    let phone = Field {
        hint: Some(say([
            "Мысалы, +7 701 000 00 00",
            "Например, +7 701 000 00 00",
            "For example, +7 701 000 00 00",
        ])),
        error: error.map(ToOwned::to_owned),
        ..field(
            "phone",
            say(["Ұялы телефон", "Мобильный телефон", "Mobile telephone"]),
            line(if error.is_some() { "701" } else { "" }, Line::Phone),
        )
    };
    let options =
        [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")].map(|(value, text)| Choice {
            value: value.to_owned(),
            text: text.to_owned(),
            hint: None,
            is_chosen: value == shell.lang(),
        });
    vec![
        phone,
        field(
            "email",
            say(["Электрондық пошта", "Электронная почта", "E-mail"]),
            line("", Line::Email),
        ),
        field(
            "language",
            say([
                "Хабарламалар тілі",
                "Язык уведомлений",
                "Language of notices",
            ]),
            FieldKind::Choice {
                options: options.to_vec(),
            },
        ),
    ]
}

fn profile(shell: &Shell) -> Profile {
    Profile {
        shell: at(shell, "/profile"),
        problems: Problems::default(),
        name: shell.person.clone().unwrap_or_default(),
        iin: "880101 400 001".to_owned(),
        fields: contacts(shell, None),
        action: shell.to("/profile"),
    }
}

impl Register {
    /// The form as it first appears, and after a mistake.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let wrong = say([
            "Телефонды +7 және 10 цифр түрінде жазыңыз",
            "Напишите телефон в виде +7 и 10 цифр",
            "Write the telephone as +7 and ten digits",
        ]);
        let page = |error: Option<&str>| {
            let mut fields = contacts(shell, error);
            fields.push(field(
                "proper",
                say([
                    "Осы телефон мен поштаға келген хабарлама тиісінше жеткізілген деп саналатынымен келісемін",
                    "Согласен, что уведомление на этот телефон и почту считается надлежащим",
                    "I agree that a notice sent to this telephone and e-mail is proper notice",
                ]),
                FieldKind::Checkbox { is_checked: error.is_some() },
            ));
            let problems = error.map(|text| Problem {
                field: "phone".to_owned(),
                text: text.to_owned(),
            });
            Self {
                shell: at(shell, "/register"),
                problems: Problems(problems.into_iter().collect()),
                name: shell.person.clone().unwrap_or_default(),
                iin: "880101 400 001".to_owned(),
                fields,
                action: shell.to("/register"),
            }
        };
        vec![page(None), page(Some(&wrong))]
    }
}

/// A draft of the first service.
pub(super) fn draft(shell: &Shell) -> Draft {
    let [service, ..] = service_names(shell);
    Draft {
        service,
        saved: shell
            .words
            .moment(jiff::civil::date(2021, 3, 19).at(14, 5, 0, 0)),
        kept_until: shell.words.day(jiff::civil::date(2021, 4, 18)),
        href: shell.to("/drafts/7"),
        delete: shell.to("/drafts/7/delete"),
    }
}

/// Where a person is in the form of the first service.
pub(super) fn way(shell: &Shell, step: u32) -> Way {
    let [service, ..] = service_names(shell);
    Way {
        service,
        step,
        steps: 6,
        back: shell.to("/drafts/7"),
    }
}

impl ApplyStart {
    /// The first time; with a draft and a mistake.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let [service, ..] = service_names(shell);
        let place = |code: &str, name| PlaceOption {
            code: code.to_owned(),
            name: say(name),
            is_chosen: false,
        };
        let page = |drafts, problems| Self {
            shell: at(shell, "/services/housing-assistance/apply"),
            service: service.clone(),
            passport: shell.to("/services/housing-assistance"),
            needs: vec![
                say([
                    "отбасы табысын растайтын құжаттар",
                    "документы о доходах семьи",
                    "documents confirming the family's income",
                ]),
                say([
                    "коммуналдық қызметтер шоттары",
                    "счета за коммунальные услуги",
                    "bills for utilities",
                ]),
            ],
            minutes: say(["шамамен 15 минут", "около 15 минут", "about 15 minutes"]),
            drafts,
            places: vec![
                place("750000000", ["Алматы", "Алматы", "Almaty"]),
                place("710000000", ["Астана", "Астана", "Astana"]),
            ],
            problems: Problems(problems),
            action: shell.to("/services/housing-assistance/apply"),
        };
        let choose = Problem {
            field: "place".to_owned(),
            text: say([
                "Тұрақты тіркелген жеріңізді таңдаңыз",
                "Выберите место постоянной регистрации",
                "Choose where you are permanently registered",
            ]),
        };
        vec![
            page(Vec::new(), Vec::new()),
            page(vec![draft(shell)], vec![choose]),
        ]
    }
}

impl ApplySection {
    /// A section with rows that were saved; every kind of question with mistakes in all of them.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let name = |number: u32| {
            field(
                &format!("family-{number}-name"),
                say([
                    "Тегі, аты, әкесінің аты",
                    "Фамилия, имя, отчество",
                    "Full name",
                ]),
                line("", Line::Name),
            )
        };
        let born = |number: u32| {
            field(
                &format!("family-{number}-born"),
                say(["Туған күні", "Дата рождения", "Date of birth"]),
                FieldKind::Date {
                    day: "7".to_owned(),
                    month: "11".to_owned(),
                    year: "2015".to_owned(),
                },
            )
        };
        let rows = (1..=2).map(|number| FieldRow {
            heading: format!(
                "{} {number}",
                say(["Отбасы мүшесі", "Член семьи", "Family member"])
            ),
            fields: vec![name(number), born(number)],
            remove: format!("remove-row-{number}"),
        });
        let family = field(
            "family",
            say(["Отбасы мүшелері", "Члены семьи", "Members of the family"]),
            FieldKind::Rows {
                rows: rows.collect(),
                add: say(["Тағы біреуін қосу", "Добавить еще одного", "Add another"]),
            },
        );
        let page = |heading, fields: Vec<Field>, saved| {
            let wrong = |it: &Field| {
                it.error.clone().map(|text| Problem {
                    field: it.id.clone(),
                    text,
                })
            };
            Self {
                shell: at(shell, "/drafts/7/family"),
                way: way(shell, 2),
                heading: say(heading),
                lead: None,
                problems: Problems(fields.iter().filter_map(wrong).collect()),
                fields,
                action: shell.to("/drafts/7/family"),
                seen: "0".repeat(32),
                autosave: shell.to("/drafts/7/family/save"),
                saved,
            }
        };
        vec![
            page(
                ["Отбасыңыз", "Ваша семья", "Your family"],
                vec![family.clone()],
                Some("14:05".to_owned()),
            ),
            page(
                ["Тұрғын үй", "Жилье", "The dwelling"],
                mistaken(shell, family),
                None,
            ),
        ]
    }
}

/// A section with an answer that differs, one that is given here alone, and a list.
fn meanwhile(shell: &Shell) -> ApplyMeanwhile {
    let say = |texts| pick(shell.words, texts);
    let difference = |question, saved: &[&str], typed: &[&str]| Difference {
        question: say(question),
        saved: saved.iter().map(|&it| it.to_owned()).collect(),
        typed: typed.iter().map(|&it| it.to_owned()).collect(),
    };
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    ApplyMeanwhile {
        shell: at(shell, "/drafts/7/family"),
        section: say(["Отбасыңыз", "Ваша семья", "Your family"]),
        differences: vec![
            difference(
                ["Отбасы табысы", "Доход семьи", "Family income"],
                &["250 000"],
                &["600 000"],
            ),
            difference(["Банк", "Банк", "Bank"], &[], &["Kaspi Bank"]),
            difference(
                ["Отбасы мүшелері", "Члены семьи", "Members of the family"],
                &["Айгүл · 1988", "Дана · 2015"],
                &["Айгүл · 1988"],
            ),
        ],
        typed: Again {
            action: shell.to("/drafts/7/family"),
            fields: vec![
                field("csrf", &shell.csrf),
                field("seen", &"0".repeat(32)),
                field("family.income", "600 000"),
            ],
        },
        saved: shell.to("/drafts/7/family"),
    }
}

/// Every kind of question, each with a mistake.
fn mistaken(shell: &Shell, family: Field) -> Vec<Field> {
    let say = |texts| pick(shell.words, texts);
    let choice = |value: &str, text| Choice {
        value: value.to_owned(),
        text: say(text),
        hint: None,
        is_chosen: false,
    };
    let owner = FieldKind::Choice {
        options: vec![
            choice("owner", ["Меншік иесі", "Собственник", "Owner"]),
            Choice {
                hint: Some(say([
                    "Мемлекеттік тұрғын үй қорынан",
                    "Из государственного жилищного фонда",
                    "From the state housing stock",
                ])),
                ..choice("tenant", ["Жалдаушы", "Наниматель", "Tenant"])
            },
        ],
    };
    let bad = |id: &str, label, hint, error, kind| Field {
        hint,
        error: Some(say(error)),
        ..field(id, say(label), kind)
    };
    let hint = say([
        "Банк берген 20 таңба",
        "20 знаков, выданных банком",
        "Twenty characters given by the bank",
    ]);
    vec![
        bad(
            "account-number",
            ["Шот нөмірі", "Номер счета", "Account number"],
            Some(hint),
            [
                "Шот нөмірін жазыңыз: 20 таңба",
                "Напишите номер счета: 20 знаков",
                "Write the account number: twenty characters",
            ],
            line("KZ12", Line::Digits),
        ),
        bad(
            "rent",
            ["Жалдау ақысы", "Арендная плата", "Rent"],
            None,
            [
                "Соманы теңгемен жазыңыз, мысалы 45 000",
                "Напишите сумму в тенге, например 45 000",
                "Write an amount in tenge, such as 45 000",
            ],
            FieldKind::Money {
                value: "сорок".to_owned(),
            },
        ),
        bad(
            "since",
            [
                "Қашаннан тұрасыз",
                "С какого дня живете",
                "Living there since",
            ],
            None,
            [
                "Күнін, айын және жылын жазыңыз",
                "Напишите день, месяц и год",
                "Write the day, the month and the year",
            ],
            FieldKind::Date {
                day: "31".to_owned(),
                month: "2".to_owned(),
                year: String::new(),
            },
        ),
        bad(
            "tenure",
            ["Сіз кімсіз", "Кто вы", "You are"],
            None,
            [
                "Меншік иесі не жалдаушы екеніңізді таңдаңыз",
                "Выберите, собственник вы или наниматель",
                "Choose whether you own or rent",
            ],
            owner,
        ),
        bad(
            "why",
            ["Түсіндірме", "Пояснение", "Explanation"],
            None,
            [
                "Түсіндірмені 500 таңбаға дейін қысқартыңыз",
                "Сократите пояснение до 500 знаков",
                "Shorten the explanation to 500 characters",
            ],
            FieldKind::Area {
                value: "<b>…</b>".to_owned(),
            },
        ),
        bad(
            "secret",
            [
                "Ақпараттық жүйелердегі құпия мәліметтерді пайдалануға келісемін",
                "Согласен на использование сведений из информационных систем, составляющих тайну",
                "I agree to the use of secret information held in information systems",
            ],
            None,
            [
                "Келісім белгісін қойыңыз",
                "Отметьте согласие",
                "Tick the box to agree",
            ],
            FieldKind::Checkbox { is_checked: false },
        ),
        Field {
            error: Some(say([
                "Кемінде бір отбасы мүшесін қосыңыз",
                "Добавьте хотя бы одного члена семьи",
                "Add at least one member of the family",
            ])),
            ..family
        },
    ]
}
