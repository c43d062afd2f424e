//! The words of a drawing that are not in the law.

use crate::{text::Text, words::say};

/// The lane of the ends.
pub(super) fn results() -> Text {
    say("Нәтиже", "Результат", "Result")
}

/// Where the path begins.
pub(super) fn beginning() -> Text {
    say(
        "Өтініш тіркелді",
        "Заявление зарегистрировано",
        "Application registered",
    )
}

/// Before the whole term.
pub(super) fn whole_term() -> Text {
    say("Барлығы", "Всего", "In all")
}

/// A stage without a term.
pub(super) fn at_once() -> Text {
    say("бірден", "сразу", "at once")
}

/// An end without a deed.
pub(super) fn closed() -> Text {
    say("Іс жабылды", "Дело закрыто", "Case closed")
}

/// Before the role that signs.
pub(super) fn signed_by() -> Text {
    say("қол қояды", "подписывает", "signed by")
}

/// Beside the sample of a solid arrow.
pub(super) fn solid() -> Text {
    say(
        "іс әрі қарай жүреді",
        "дело идёт дальше",
        "the case goes on",
    )
}

/// Beside the sample of a dashed arrow.
pub(super) fn dashed() -> Text {
    say(
        "алушының пайдасына емес",
        "не в пользу получателя",
        "against the recipient",
    )
}

/// Before the stage that follows.
pub(super) fn leads_to() -> Text {
    say("келесі кезең", "далее", "next")
}

/// The name of a boundary event of a term.
pub(super) fn overdue() -> Text {
    say("Мерзім өтті", "Срок истёк", "Term expired")
}

/// What an expired term means.
pub(super) fn overdue_meaning() -> Text {
    say(
        "Мерзімнің өтуіне шағым жасауға болады; іс жалғаса береді.",
        "На истечение срока можно подать жалобу; дело продолжается.",
        "The delay may be complained of; the case goes on.",
    )
}

/// The procedure, before its name.
pub(super) fn procedure() -> Text {
    say("Рәсім", "Порядок", "Procedure")
}
