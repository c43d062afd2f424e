//! The words of the closed vocabulary in Kazakh, Russian and English: who acts, at what work, how long, since when.

use crate::{
    edition::{Adverse, Channel, Edition, Role, SigningMeans, Term, TermAmount, TermStart, Work},
    law::Law,
    term::amount_text,
    text::{Language, Text},
};

/// The same words in three languages.
pub(crate) fn say(kk: &str, ru: &str, en: &str) -> Text {
    Text {
        kk: kk.to_owned(),
        ru: ru.to_owned(),
        en: en.to_owned(),
    }
}

/// Who acts.
pub fn role(role: Role) -> Text {
    match role {
        Role::Clerk => say("Кеңсе", "Канцелярия", "Chancellery"),
        Role::Executor => say("Орындаушы", "Исполнитель", "Executor"),
        Role::Head => say("Басшы", "Руководитель", "Head"),
        Role::Commission => say("Комиссия", "Комиссия", "Commission"),
        Role::Operator => say(
            "Мемлекеттік корпорация",
            "Государственная корпорация",
            "State Corporation",
        ),
        Role::Recipient => say("Алушы", "Получатель", "Recipient"),
        Role::Chair => say(
            "Комиссия төрағасы",
            "Председатель комиссии",
            "Chair of the commission",
        ),
        Role::Secretary => say(
            "Комиссия хатшысы",
            "Секретарь комиссии",
            "Secretary of the commission",
        ),
        Role::Party => say("Келісім беруші", "Согласующее лицо", "Consenting party"),
        Role::Reviewer => say("Шағымды қараушы", "Рассматривающий жалобу", "Reviewer"),
        Role::Registrar => say("Тіркеуші", "Регистратор", "Registrar"),
        Role::Outside => say("Басқа орган", "Другой орган", "Another body"),
        Role::System => say("Жүйе", "Система", "The system"),
    }
}

/// The kind of work.
pub fn work(work: Work) -> Text {
    match work {
        Work::Check => say("тексеру", "проверка", "check"),
        Work::Consent => say("келісім алу", "получение согласий", "consents"),
        Work::Registry => say(
            "тізілімдерге сұрау салу",
            "запрос в реестры",
            "questions to registers",
        ),
        Work::Assess => say("есептеу", "расчёт", "computation"),
        Work::Vote => say(
            "комиссияның дауыс беруі",
            "голосование комиссии",
            "vote of the commission",
        ),
        Work::Sign => say(
            "құжатқа қол қою",
            "подписание документа",
            "signing of a document",
        ),
        Work::Agree => say(
            "тараптардың қол қоюы",
            "подписание сторонами",
            "signing by the parties",
        ),
        Work::Transfer => say(
            "беру актісін тіркеп қою",
            "фиксация акта передачи",
            "record of a transfer",
        ),
        Work::Enrol => say(
            "кезекке қою",
            "постановка в очередь",
            "enrolment in a queue",
        ),
        Work::Pay => say("төлеу", "оплата", "payment"),
        Work::Hear => say("тыңдау", "заслушивание", "hearing"),
        Work::Forward => say(
            "басқа органға жіберу",
            "передача в другой орган",
            "forwarding to another body",
        ),
        Work::Record => say("тізілімге жазу", "запись в реестр", "entry in a register"),
    }
}

/// The kind of an adverse outcome.
pub fn adverse(adverse: Adverse) -> Text {
    match adverse {
        Adverse::Incompleteness => say(
            "Бас тарту: құжаттар толық емес",
            "Отказ: неполный пакет",
            "Refusal: incomplete package",
        ),
        Adverse::Ground => say(
            "Бас тарту: заңдағы негіз бойынша",
            "Отказ: по основанию закона",
            "Refusal: on a listed ground",
        ),
        Adverse::Consent => say(
            "Бас тарту: келісім берілмеді",
            "Отказ: согласие не дано",
            "Refusal: consent not given",
        ),
        Adverse::Lapse => say(
            "Бас тарту: мерзімі өтті",
            "Отказ: срок истёк",
            "Refusal: time ran out",
        ),
    }
}

/// A channel.
pub fn channel(channel: Channel) -> Text {
    match channel {
        Channel::Portal => say("Портал арқылы", "Через портал", "On the portal"),
        Channel::Counter => say(
            "Мемлекеттік корпорацияда",
            "В Государственной корпорации",
            "At the State Corporation",
        ),
    }
}

/// A means of signing.
pub fn signing(means: SigningMeans) -> Text {
    match means {
        SigningMeans::Eds => say("ЭЦҚ", "ЭЦП", "EDS"),
        SigningMeans::OneTimePassword => say(
            "бір реттік құпиясөз",
            "одноразовый пароль",
            "one-time password",
        ),
        SigningMeans::InPerson => say("өз қолымен", "собственноручно", "by hand, in person"),
    }
}

/// From the filing on.
pub(crate) fn from_filing() -> Text {
    say(
        "өтініш берілгеннен бастап",
        "с подачи заявления",
        "from the filing",
    )
}

/// From the registration on.
pub(crate) fn from_registration() -> Text {
    say("тіркелгеннен бастап", "с регистрации", "from registration")
}

/// From the end of the stage before.
pub(crate) fn from_previous() -> Text {
    say(
        "алдыңғы кезеңнен кейін",
        "после предыдущего этапа",
        "after the stage before",
    )
}

/// From the end of a stage, by its title.
pub(crate) fn after(title: &Text) -> Text {
    Text {
        kk: format!("«{}» кезеңінен кейін", title.kk),
        ru: format!("после этапа «{}»", title.ru),
        en: format!("after “{}”", title.en),
    }
}

/// The event that a term runs from: "from registration".
pub fn start(edition: &Edition, from: &TermStart) -> Text {
    match from {
        TermStart::Filing => from_filing(),
        TermStart::Registration => from_registration(),
        TermStart::Previous => from_previous(),
        TermStart::Stage(code) => {
            let found = edition.stages.iter().find(|stage| stage.code == *code);
            after(&found.map_or_else(|| say(code, code, code), |stage| stage.title.clone()))
        }
    }
}

/// To the end of a stage, by its title.
pub(crate) fn until(title: &Text) -> Text {
    Text {
        kk: format!("«{}» кезеңінің соңына дейін", title.kk),
        ru: format!("до конца этапа «{}»", title.ru),
        en: format!("until the end of “{}”", title.en),
    }
}

/// How long: "2 working days". A figure is taken for the whole country on `day`; if it has no such value
/// then, its label says what sets the term.
pub fn amount(law: &Law, term: &Term, day: jiff::civil::Date) -> Text {
    Text::of(
        |language| match (law.amount(&term.amount, day, None), &term.amount) {
            (Ok(amount), _) => amount_text(amount, term.unit, language),
            (Err(_), TermAmount::Figure(code)) => law
                .figures()
                .figure(code)
                .map_or(code.clone(), |figure| figure.label.get(language).to_owned()),
            (Err(_), TermAmount::Days(days)) => amount_text(*days, term.unit, language),
        },
    )
}

/// A term as a person reads it: "2 working days from registration".
pub fn term(law: &Law, edition: &Edition, term: &Term, day: jiff::civil::Date) -> Text {
    let (amount, start) = (amount(law, term, day), start(edition, &term.from));
    Text::of(|language| since(amount.get(language), start.get(language), language))
}

/// How long and since when, in the order of the language.
pub(crate) fn since(amount: &str, start: &str, language: Language) -> String {
    match language {
        Language::Kk => format!("{start} {amount}"),
        Language::Ru | Language::En => format!("{amount} {start}"),
    }
}
