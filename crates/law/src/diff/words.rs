//! The words of a report of changes, in Kazakh, Russian and English.

use super::{Aspect, Part};
use crate::{
    edition::{CodeRule, Excluded, MarkOn, Pending, Trigger},
    text::{Language, Text},
    words::{self, say},
};

/// One of three words.
pub(super) fn choice(language: Language, [kk, ru, en]: [&'static str; 3]) -> &'static str {
    match language {
        Language::Kk => kk,
        Language::Ru => ru,
        Language::En => en,
    }
}

/// The words in a language.
pub(super) fn pick(text: &Text, language: Language) -> String {
    text.get(language).to_owned()
}

pub(super) fn yes_or_no(is_so: bool) -> Text {
    if is_so {
        say("иә", "да", "yes")
    } else {
        say("жоқ", "нет", "no")
    }
}

/// The heading of a part.
pub(super) fn part(part: Part) -> Text {
    match part {
        Part::Head => say("Жалпы", "Общее", "Head"),
        Part::Terms => say("Мерзімдер", "Сроки", "Terms"),
        Part::Standard => say("Қызмет стандарты", "Стандарт услуги", "Standard"),
        Part::Form => say("Өтініш нысаны", "Форма заявления", "Application form"),
        Part::Facts => say("Мән-жайлар", "Факты", "Facts"),
        Part::Documents => say("Құжаттар", "Документы", "Documents"),
        Part::Registers => say(
            "Тізілімдерден алынатын мәліметтер",
            "Сведения из реестров",
            "What registers answer",
        ),
        Part::Parties => say(
            "Тараптар мен келісімдер",
            "Стороны и согласия",
            "Parties and consents",
        ),
        Part::Formulas => say("Формулалар", "Формулы", "Formulas"),
        Part::Requirements => say("Талаптар", "Требования", "Requirements"),
        Part::Grounds => say(
            "Бас тарту негіздері",
            "Основания отказа",
            "Grounds for refusal",
        ),
        Part::Tracks => say("Рәсім түрлері", "Варианты порядка", "Tracks"),
        Part::Stages => say("Кезеңдер", "Этапы", "Stages"),
        Part::Deeds => say("Берілетін құжаттар", "Выдаваемые документы", "Deeds"),
        Part::Signatories => say("Кім қол қояды", "Кто подписывает", "Signatories"),
        Part::Code => say(
            "Кодекстің қағидалары",
            "Правила Кодекса",
            "Rules of the Code",
        ),
        Part::Marks => say(
            "Жеке кабинеттегі белгілер",
            "Отметки в личном кабинете",
            "Marks of the personal account",
        ),
        Part::Appeal => say("Шағымдану", "Обжалование", "Appeal"),
    }
}

/// What a rule says something about.
#[expect(clippy::too_many_lines, reason = "one word a line")]
pub(super) fn aspect(aspect: Aspect) -> Text {
    match aspect {
        Aspect::Words => say("мәтіні", "слова", "words"),
        Aspect::Act => say("акт", "акт", "act"),
        Aspect::InForce => say("қолданысқа енген күні", "действует с", "in force from"),
        Aspect::Repealed => say("күшін жойған күні", "утратил силу с", "repealed from"),
        Aspect::Pending => say("қаралып жатқан істер", "дела в работе", "cases under way"),
        Aspect::Summary => say("қысқаша мазмұны", "в одном предложении", "summary"),
        Aspect::Signing => say("қол қою тәсілі", "чем подписывают", "signed with"),
        Aspect::FilesLimit => say(
            "файлдардың шегі, байт",
            "предел файлов, байт",
            "limit of files, bytes",
        ),
        Aspect::Term => say("мерзім", "срок", "term"),
        Aspect::OtherTerm => say("мәтінді басқаша оқу", "другое прочтение", "another reading"),
        Aspect::Until => say(
            "мына кезеңнің соңына дейін",
            "до конца этапа",
            "until the end of",
        ),
        Aspect::Stated => say("актіде айтылған", "назван в акте", "stated by the act"),
        Aspect::Type => say("жауап түрі", "вид ответа", "kind of answer"),
        Aspect::Options => say("жауаптары", "варианты ответа", "answers"),
        Aspect::Hint => say("түсіндірме", "подсказка", "hint"),
        Aspect::Required => say("міндетті", "обязательно", "required"),
        Aspect::Prefill => say("неден толтырылады", "заполняется из", "filled in from"),
        Aspect::Origins => say("дереккөзі", "откуда берётся", "comes from"),
        Aspect::Bounds => say("шектері", "границы", "bounds"),
        Aspect::On(channel) => words::channel(channel),
        Aspect::Condition => say("шарты", "условие", "condition"),
        Aspect::ConditionWords => say("шарты сөзбен", "условие словами", "condition in words"),
        Aspect::Renewal => say(
            "қайта өтінішке де",
            "и при повторном обращении",
            "again on a re-application",
        ),
        Aspect::Unconditional => say(
            "шартсыз тізілген",
            "назван без условия",
            "listed without a condition",
        ),
        Aspect::Replaces => say(
            "мына құжаттардың орнына",
            "вместо документов",
            "instead of documents",
        ),
        Aspect::After => say("мына күннен кейін ғана", "только после", "only after"),
        Aspect::Each => say("адамдар тізімі", "список людей", "list of persons"),
        Aspect::Person => say(
            "адам көрсетілген өріс",
            "поле с человеком",
            "field that names the person",
        ),
        Aspect::Formula => say("формула", "формула", "formula"),
        Aspect::Rounding => say("дөңгелектеу", "округление", "rounding"),
        Aspect::Grounds => say("негіз", "основание", "ground"),
        Aspect::Stages => say("кезеңдері", "этапы", "stages"),
        Aspect::Actor => say("кім орындайды", "кто действует", "who acts"),
        Aspect::Work => say("жұмыс түрі", "вид работы", "kind of work"),
        Aspect::Needs => say("жұмысқа қажет", "нужно для работы", "the work needs"),
        Aspect::Excluded => say(
            "кім қатыса алмайды",
            "кто не может участвовать",
            "who may not act",
        ),
        Aspect::LeadsTo => say("әрі қарай", "ведёт", "leads to"),
        Aspect::Brought => say("жұмыс нәтижесі", "итог работы", "result of the work"),
        Aspect::Adverse => say("бас тарту түрі", "вид отказа", "kind of refusal"),
        Aspect::Deed => say("құжат", "документ", "deed"),
        Aspect::SignedBy => say("қол қояды", "подписывает", "signed by"),
        Aspect::Paragraphs => say("мәтіні", "текст", "text"),
        Aspect::Copies => say("дана саны", "экземпляров", "copies"),
        Aspect::SaysAppeal => say(
            "шағымдану тәртібі жазылады",
            "с порядком обжалования",
            "says how to appeal",
        ),
        Aspect::Deeds => say("құжаттар", "документы", "deeds"),
        Aspect::Applies => say("қолданылады", "применяется", "applies"),
        Aspect::Why => say("себебі", "почему", "why"),
        Aspect::Event => say("оқиға", "событие", "event"),
    }
}

/// A rule of the Code.
pub(super) fn code_rule(rule: CodeRule) -> Text {
    match rule {
        CodeRule::Hearing => say("Тыңдау", "Заслушивание", "Hearing"),
        CodeRule::Withdrawal => say(
            "Өтінішті кері қайтарып алу",
            "Отзыв заявления",
            "Withdrawal",
        ),
        CodeRule::Extension => say(
            "Мерзімді ұзарту",
            "Продление срока",
            "Extension of the term",
        ),
        CodeRule::Correction => say(
            "Қатені түзету",
            "Исправление описки",
            "Correction of a slip",
        ),
        CodeRule::Silence => say(
            "Органның үнсіздігі",
            "Молчание органа",
            "Silence of the authority",
        ),
        CodeRule::Appeal => say("Шағымдану", "Обжалование", "Appeal"),
    }
}

pub(super) fn pending(pending: Pending) -> Text {
    match pending {
        Pending::Stay => say(
            "бұрынғы редакцияда қалады",
            "остаются в прежней редакции",
            "keep their edition",
        ),
        Pending::Move => say(
            "жаңа редакцияға көшеді",
            "переходят на новую редакцию",
            "move to the next edition",
        ),
    }
}

pub(super) fn excluded(excluded: Excluded) -> Text {
    match excluded {
        Excluded::ComplainedOf => say(
            "шағым жасалған адам",
            "тот, на кого жалуются",
            "the person complained of",
        ),
    }
}

pub(super) fn next() -> Text {
    say(
        "келесі кезеңге",
        "к следующему этапу",
        "the stage that follows",
    )
}

pub(super) fn closed() -> Text {
    say("іс жабылады", "дело закрывается", "the case is closed")
}

pub(super) fn nothing() -> Text {
    say("айтылмаған", "не сказано", "nothing said")
}

pub(super) fn is_new() -> Text {
    say("жаңа", "новое", "new")
}

pub(super) fn is_gone() -> Text {
    say("енді жоқ", "больше нет", "no longer")
}

pub(super) fn no_changes() -> Text {
    say(
        "Екі редакция бірдей айтады.",
        "Обе редакции говорят одно и то же.",
        "Both editions say the same.",
    )
}

/// The wording differs, and not in the language of the report.
pub(super) fn only_in(language: Language) -> Text {
    match language {
        Language::Kk => say(
            "тек қазақша мәтінде",
            "только в казахском тексте",
            "in the Kazakh text only",
        ),
        Language::Ru => say(
            "тек орысша мәтінде",
            "только в русском тексте",
            "in the Russian text only",
        ),
        Language::En => say(
            "тек ағылшынша мәтінде",
            "только в английском тексте",
            "in the English text only",
        ),
    }
}

/// The result of a work.
pub(super) fn trigger(trigger: Trigger) -> Text {
    match trigger {
        Trigger::Given => say("берілді", "дано", "given"),
        Trigger::Declined => say("берілмеді", "отклонено", "declined"),
        Trigger::Lapsed => say("мерзімі өтті", "срок истёк", "lapsed"),
        Trigger::Answered => say("жауап алынды", "ответ получен", "answered"),
        Trigger::Silent => say("жауап жоқ", "ответа нет", "silent"),
        Trigger::Carried => say("қабылданды", "принято", "carried"),
        Trigger::Lost => say("қабылданбады", "не принято", "lost"),
        Trigger::Signed => say("қол қойылды", "подписано", "signed"),
        Trigger::Recorded => say("тіркелді", "зафиксировано", "recorded"),
        Trigger::Enrolled => say("кезекке қойылды", "поставлен в очередь", "enrolled"),
        Trigger::Paid => say("төленді", "оплачено", "paid"),
        Trigger::Overdue => say("төлем кешікті", "оплата просрочена", "overdue"),
        Trigger::NothingDue => say("төлем жоқ", "платить не нужно", "nothing due"),
        Trigger::Heard => say("тыңдалды", "заслушан", "heard"),
        Trigger::Satisfied => say("қанағаттандырылды", "удовлетворено", "satisfied"),
        Trigger::Forwarded => say("жіберілді", "передано", "forwarded"),
        Trigger::Acknowledged => say("тізілім растады", "реестр подтвердил", "acknowledged"),
        Trigger::Rejected => say("тізілім қабылдамады", "реестр отклонил", "rejected"),
    }
}

/// The event of a mark.
pub(super) fn event(on: &MarkOn, language: Language) -> String {
    let (word, code) = match on {
        MarkOn::Filing => (say("өтініш берілді", "подача", "filing"), String::new()),
        MarkOn::Registration => (
            say("тіркелді", "регистрация", "registration"),
            String::new(),
        ),
        MarkOn::Stage { stage } => (say("кезең", "этап", "stage"), stage.clone()),
        MarkOn::Outcome { stage, outcome } => (
            say("нәтиже", "исход", "outcome"),
            format!("{stage}/{outcome}"),
        ),
        MarkOn::Deed { deed } => (say("құжат", "документ", "deed"), deed.clone()),
    };
    format!("{} {code}", word.get(language))
        .trim_end()
        .to_owned()
}
