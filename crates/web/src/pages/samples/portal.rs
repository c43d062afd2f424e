//! Invented pages of the portal before an application: catalogue, passport, login.

#![expect(
    clippy::too_many_lines,
    reason = "an invented page is a list of sentences"
)]

use super::super::{
    Basis, BasisKind, Doubt, Drawn, EditionFacts, ErrorPage, Flash, Group, Home, IfNow, Item, Link,
    Login, NotOnline, Passport, Place, Progress, Purpose, ServiceCard, Shell, SignForm,
    SignatureProblem, Stage, StandardRow, Verify,
};
use super::{Sample, add, at, pick};

/// Draws them all.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    add(samples, "home", Home::samples(shell));
    add(samples, "passport", Passport::samples(shell));
    add(samples, "login", Login::samples(shell));
    add(samples, "not-online", vec![not_online(shell)]);
    add(
        samples,
        "signature-problem",
        SignatureProblem::samples(shell),
    );
    add(samples, "error", ErrorPage::samples(shell));
    add(samples, "verify", Verify::samples(shell));
}

fn not_online(shell: &Shell) -> NotOnline {
    let [service, ..] = service_names(shell);
    let name = |texts| pick(shell.words, texts);
    NotOnline {
        shell: at(shell, "/services/housing-assistance/apply?place=551000000"),
        service,
        place: name(["Екібастұз", "Экибастуз", "Ekibastuz"]),
        places: vec![Place {
            name: name(["Павлодар", "Павлодар", "Pavlodar"]),
            href: shell.to("/services/housing-assistance/apply"),
        }],
    }
}

impl SignatureProblem {
    /// Every reason that has its own words, and one that has not.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        Self::CODES
            .into_iter()
            .chain(["something-new"])
            .map(|code| Self {
                shell: at(shell, "/drafts/7/sign"),
                code: code.to_owned(),
                reference: (code == "something-new").then(|| "4F2A-91C7".to_owned()),
                back: shell.to("/drafts/7/review"),
            })
            .collect()
    }
}

/// The names of the four services.
pub(super) fn service_names(shell: &Shell) -> [String; 4] {
    let say = |texts| pick(shell.words, texts);
    [
        say([
            "Тұрғын үй көмегін тағайындау",
            "Назначение жилищной помощи",
            "Assignment of housing assistance",
        ]),
        say([
            "Тұрғылықты жері бойынша тіркеу",
            "Регистрация по месту жительства",
            "Registration at the place of residence",
        ]),
        say([
            "Қызметтік тұрғын үйге мұқтаждарды есепке қою",
            "Постановка на учет нуждающихся в служебном жилище",
            "Registration of those in need of a service dwelling",
        ]),
        say([
            "Мемлекеттік тұрғын үй қорынан тұрғынжайларды жекешелендіру",
            "Приватизация жилищ из государственного жилищного фонда",
            "Privatization of dwellings from the state housing stock",
        ]),
    ]
}

impl Home {
    /// The whole catalogue for somebody who is not signed in; a search; a search that finds nothing.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let [assistance, residence, queue, privatization] = service_names(shell);
        let card = |name: &str, summary, code: &str, days: &str| ServiceCard {
            name: name.to_owned(),
            summary: say(summary),
            href: shell.to(&format!("/services/{code}")),
            facts: vec![
                days.to_owned(),
                say(["Тегін", "Бесплатно", "Free"]),
                say(["Онлайн", "Онлайн", "Online"]),
            ],
        };
        let first = || {
            card(
                &assistance,
                [
                    "Табысы аз отбасына тұрғын үйді күтіп-ұстау мен коммуналдық қызметтерге жұмсалған шығынның бір бөлігін өтейді.",
                    "Семье с небольшим доходом возмещают часть расходов на содержание жилья и коммунальные услуги.",
                    "A family with a small income is paid back part of what its home and utilities cost.",
                ],
                "housing-assistance",
                &say(["8 жұмыс күні", "8 рабочих дней", "8 working days"]),
            )
        };
        let whole = vec![
            first(),
            card(
                &residence,
                [
                    "Мекенжайды тұрғындар тіркеліміне енгізеді.",
                    "Адрес вносят в регистр населения.",
                    "Your address is entered in the population register.",
                ],
                "residence-registration",
                &say(["30 минут", "30 минут", "30 minutes"]),
            ),
            card(
                &queue,
                [
                    "Кезектегі орын нөмірі беріледі, оны тексеруге болады.",
                    "Вам дают номер очереди, который можно проверить.",
                    "You are given a place in the queue that can be checked.",
                ],
                "service-dwelling-queue",
                &say([
                    "30 күнтізбелік күн",
                    "30 календарных дней",
                    "30 calendar days",
                ]),
            ),
            card(
                &privatization,
                [
                    "Мемлекеттік тұрғын үй жалдаушының меншігіне өтеді.",
                    "Государственное жилище переходит в собственность нанимателя.",
                    "A state dwelling becomes the property of its tenant.",
                ],
                "privatization",
                &say(["30 жұмыс күні", "30 рабочих дней", "30 working days"]),
            ),
        ];
        let stranger = Shell {
            person: None,
            ..at(shell, "/")
        };
        let page = |shell: &Shell, query: &str, services| Self {
            shell: shell.clone(),
            query: query.to_owned(),
            services,
        };
        let nothing = say(["жер телімі", "земельный участок", "plot of land"]);
        vec![
            page(&stranger, "", whole),
            page(
                &at(shell, "/?q=home"),
                &say(["көмек", "помощь", "assistance"]),
                vec![first()],
            ),
            page(&stranger, &nothing, Vec::new()),
        ]
    }
}

/// A line of the law.
fn item(shell: &Shell, text: [&str; 3], notes: [&str; 3]) -> Item {
    Item {
        text: pick(shell.words, text),
        notes: pick(shell.words, notes),
        cite: "¶6(2)".to_owned(),
    }
}

/// One drawing without a heading, or two tracks.
fn drawings(shell: &Shell, is_tracked: bool) -> Vec<Drawn> {
    let drawn = |code: &str, heading: Option<[&str; 3]>| Drawn {
        heading: heading.map(|texts| pick(shell.words, texts)),
        svg: format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sq-drawing\" viewBox=\"0 0 720 60\" width=\"720\" \
             height=\"60\" role=\"img\" aria-labelledby=\"{code}-title\" fill=\"currentColor\"><title \
             id=\"{code}-title\">{code}</title><rect x=\"10\" y=\"10\" width=\"200\" height=\"40\" rx=\"6\" \
             fill=\"none\" stroke=\"currentColor\"/></svg>"
        ),
    };
    if is_tracked {
        vec![
            drawn(
                "communal",
                Some(["Коммуналдық қор", "Коммунальный фонд", "Communal stock"]),
            ),
            drawn(
                "republican",
                Some([
                    "Республикалық қор",
                    "Республиканский фонд",
                    "Republican stock",
                ]),
            ),
        ]
    } else {
        vec![drawn("assistance", None)]
    }
}

impl Passport {
    /// A repealed edition with inferred rows; an edition carried over that has no online service.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let [name, ..] = service_names(shell);
        let say = |texts| pick(shell.words, texts);
        let why = say([
            "ресми жарияланғаннан кейін он күн; жарияланған күні бізде жоқ",
            "десять дней после официального опубликования; день опубликования нам не известен",
            "ten days after publication; the day of publication is not at hand",
        ]);
        let basis = |kind| {
            Some(Basis {
                kind,
                why: why.clone(),
            })
        };
        let place = |name, code: &str| Place {
            name: say(name),
            href: shell.to(&format!("/services/housing-assistance/apply?place={code}")),
        };
        let page = |apply: Option<String>, kind, editions| Self {
            shell: Shell {
                person: None,
                ..at(shell, "/services/housing-assistance")
            },
            name: name.clone(),
            summary: say([
                "Табысы аз отбасына тұрғын үйді күтіп-ұстау мен коммуналдық қызметтерге жұмсалған шығынның бір бөлігін өтейді.",
                "Семье с небольшим доходом возмещают часть расходов на содержание жилья и коммунальные услуги.",
                "A family with a small income is paid back part of what its home and utilities cost.",
            ]),
            edition: EditionFacts {
                act: say([
                    "2020 жылғы 16 қазандағы № 539 бұйрық",
                    "Приказ от 16 октября 2020 года № 539",
                    "Order No. 539 of 16 October 2020",
                ]),
                in_force: shell.words.day(jiff::civil::date(2020, 11, 6)),
                repealed: Some(shell.words.day(jiff::civil::date(2023, 12, 24))),
                basis: basis(kind),
            },
            standard: standard(shell, basis(BasisKind::Found)),
            stages: stages(shell),
            drawings: drawings(shell, apply.is_none()),
            documents: vec![Group {
                heading: say(["Портал арқылы", "Через портал", "On the portal"]),
                items: vec![
                    item(shell, ["Өтініш", "Заявление", "Application"], ["", "", ""]),
                    item(
                        shell,
                        ["Банк шоты", "Банковский счёт", "Bank account"],
                        [
                            "тізілім жауап берсе, сұралмайды",
                            "не спрашивают, если ответил реестр",
                            "not asked if the register answers",
                        ],
                    ),
                ],
            }],
            fetched: vec![item(
                shell,
                [
                    "Табыс туралы мәліметтер",
                    "Сведения о доходах",
                    "Data on income",
                ],
                ["Отбасы табысы", "Доход семьи", "Income of the family"],
            )],
            appeal: vec![say([
                "Шағымды үш ай ішінде беруге болады.",
                "Жалобу можно подать в течение трёх месяцев.",
                "You have three months to complain.",
            ])],
            doubts: vec![Doubt {
                kind,
                node: "term (¶8)".to_owned(),
                why: why.clone(),
            }],
            now: Some(IfNow {
                registered: shell.words.day_with_weekday(jiff::civil::date(2021, 3, 26)),
                answer_by: shell.words.day_with_weekday(jiff::civil::date(2021, 4, 7)),
                reasons: vec![say([
                    "Жұмыс уақытынан кейін берілген өтініш келесі жұмыс күні тіркеледі; 21–24 наурыз – демалыс және мереке күндері.",
                    "Заявление после конца рабочего дня регистрируют на следующий рабочий день; 21–24 марта – выходные и праздники.",
                    "An application after working hours is registered on the next working day; 21–24 March are days off.",
                ])],
            }),
            places: if apply.is_none() {
                Vec::new()
            } else {
                vec![
                    place(["Алматы", "Алматы", "Almaty"], "750000000"),
                    place(["Астана", "Астана", "Astana"], "710000000"),
                    place(["Қарағанды", "Караганда", "Karagandy"], "351010000"),
                ]
            },
            estimate: apply
                .as_ref()
                .map(|_| shell.to("/services/housing-assistance/estimate")),
            apply,
            editions,
        };
        let other = vec![Link {
            text: say([
                "2023 жылғы 24 желтоқсаннан бастап",
                "С 24 декабря 2023 г.",
                "From 24 December 2023",
            ]),
            href: shell.to("/services/housing-assistance?day=2023-12-24"),
        }];
        vec![
            page(
                Some(shell.to("/services/housing-assistance/apply")),
                BasisKind::Inferred,
                other,
            ),
            page(None, BasisKind::CarriedOver, Vec::new()),
        ]
    }
}

fn standard(shell: &Shell, basis: Option<Basis>) -> Vec<StandardRow> {
    let say = |texts| pick(shell.words, texts);
    let row = |heading, paragraphs: Vec<String>, basis| StandardRow {
        heading: say(heading),
        paragraphs,
        cite: say([
            "№ 539 бұйрық, 2-қосымша",
            "приказ № 539, приложение 2",
            "order 539, appendix 2",
        ]),
        basis,
    };
    vec![
        row(
            [
                "Қызмет берушінің атауы",
                "Наименование услугодателя",
                "Name of the provider",
            ],
            vec![say([
                "Нұр-Сұлтан, Алматы және Шымкент қалаларының, аудандардың және облыстық маңызы бар қалалардың жергілікті атқарушы органдары",
                "Местные исполнительные органы городов Нур-Султан, Алматы и Шымкент, районов и городов областного значения",
                "Local executive bodies of the cities of Nur-Sultan, Almaty and Shymkent, districts and cities of regional significance",
            ])],
            None,
        ),
        row(
            [
                "Мемлекеттік қызметті көрсету мерзімі",
                "Срок оказания государственной услуги",
                "Term of the service",
            ],
            vec![say([
                "8 (сегіз) жұмыс күні",
                "8 (восемь) рабочих дней",
                "8 (eight) working days",
            ])],
            basis,
        ),
    ]
}

/// The stages of order 539, not yet begun.
pub(super) fn stages(shell: &Shell) -> Vec<Stage> {
    let say = |texts| pick(shell.words, texts);
    let stage = |name, actor, term, cite: &str| Stage {
        name: say(name),
        actor: say(actor),
        term: say(term),
        day: None,
        note: None,
        cite: cite.to_owned(),
        progress: Progress::Next,
    };
    let executor = ["Жауапты орындаушы", "Ответственный исполнитель", "Executor"];
    vec![
        stage(
            ["Тіркеу", "Регистрация", "Registration"],
            [
                "Қызмет берушінің кеңсесі",
                "Канцелярия услугодателя",
                "Chancellery of the provider",
            ],
            ["түскен күні", "в день поступления", "on the day of receipt"],
            "¶9(1)",
        ),
        stage(
            [
                "Құжаттардың толықтығын тексеру",
                "Проверка полноты документов",
                "Check that the documents are complete",
            ],
            executor,
            ["2 жұмыс күні", "2 рабочих дня", "2 working days"],
            "¶9(2)",
        ),
        stage(
            ["Мәліметтерді тексеру", "Проверка сведений", "Verification"],
            executor,
            ["5 жұмыс күні", "5 рабочих дней", "5 working days"],
            "¶9(2)",
        ),
        stage(
            [
                "Хабарлама немесе дәлелді бас тарту",
                "Уведомление или мотивированный отказ",
                "Notice or reasoned refusal",
            ],
            ["Басшы", "Руководитель", "Head"],
            ["1 жұмыс күні", "1 рабочий день", "1 working day"],
            "¶9(3)",
        ),
    ]
}

/// A signing form that goes to an address.
pub(super) fn signing(
    shell: &Shell,
    action: &str,
    purpose: Purpose,
    button: [&str; 3],
) -> SignForm {
    SignForm {
        action: shell.to(action),
        ncalayer: "wss://127.0.0.1:13579".to_owned(),
        payload: "U2hhbnlyYXE=".to_owned(),
        purpose,
        iin: String::new(),
        bin: String::new(),
        is_sandbox: true,
        button: pick(shell.words, button),
    }
}

impl Login {
    /// A plain login, and one on the way to an application after a warning.
    pub fn samples(shell: &Shell) -> Vec<Self> {
        let say = |texts| pick(shell.words, texts);
        let page = |wanted, flash| Self {
            shell: Shell {
                person: None,
                flash,
                ..at(shell, "/login")
            },
            sign: signing(
                shell,
                "/login",
                Purpose::Login,
                ["ЭЦҚ-мен кіру", "Войти с ЭЦП", "Log in with EDS"],
            ),
            text: "shanyraq login\n2021-03-19T18:40:00+06:00\nb7f0 5c1e 99a4 17d2".to_owned(),
            wanted,
        };
        let ended = Flash {
            is_success: false,
            text: say([
                "Сеанс аяқталды. Қайта кіріңіз.",
                "Сеанс закончился. Войдите снова.",
                "Your session has ended. Log in again.",
            ]),
            lines: Vec::new(),
        };
        vec![
            page(None, None),
            page(
                Some(say([
                    "тұрғын үй көмегіне өтініш беру",
                    "подать заявление на жилищную помощь",
                    "apply for housing assistance",
                ])),
                Some(ended),
            ),
        ]
    }
}
