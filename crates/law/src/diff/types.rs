//! Types, ranges and origins in words.

use super::words::{self, choice, yes_or_no};
use crate::{
    edition::{Bounds, Origin, Per, Rounding, RoundingMode, Type},
    text::{Language, Text},
    words::say,
};

/// A type; the answers of a choice and the columns of a list are compared one by one.
pub(super) fn type_of(ty: &Type, language: Language) -> String {
    let word = match ty {
        Type::Boolean => say("иә немесе жоқ", "да или нет", "yes or no"),
        Type::Count => say("бүтін сан", "целое число", "a whole number"),
        Type::Number { unit } => {
            return format!(
                "{} {unit}",
                choice(language, ["сан,", "число,", "a number of"])
            )
            .trim()
            .to_owned();
        }
        Type::Share => say("үлес", "доля", "a share"),
        Type::Money { per } => match per {
            Per::Once => say("бір жолғы сома", "разовая сумма", "a single sum"),
            Per::Month => say("айлық сома", "сумма в месяц", "a sum per month"),
            Per::Quarter => say("тоқсандық сома", "сумма в квартал", "a sum per quarter"),
        },
        Type::Date => say("күн", "дата", "a day"),
        Type::Choice { .. } => say("таңдау", "выбор", "a choice"),
        Type::Line => say("мәтін", "текст", "text"),
        Type::PersonName => say("адамның аты-жөні", "имя человека", "a person's name"),
        Type::Iin => say("ЖСН", "ИИН", "IIN"),
        Type::Iban => say(
            "банк шоты (IBAN)",
            "банковский счёт (IBAN)",
            "a bank account (IBAN)",
        ),
        Type::Place => say("орын", "место", "a place"),
        Type::List { .. } => say("тізім", "список", "a list"),
    };
    word.get(language).to_owned()
}

/// A range, or that there is none.
pub(super) fn bounds(bounds: &Bounds, language: Language) -> String {
    let said = [
        (bounds.above, ["мынадан көп", "больше", "more than"]),
        (bounds.at_least, ["кемінде", "не менее", "at least"]),
        (bounds.at_most, ["ең көбі", "не более", "at most"]),
    ];
    let parts: Vec<String> = said
        .into_iter()
        .filter_map(|(bound, words)| Some(format!("{} {}", choice(language, words), bound?)))
        .collect();
    if parts.is_empty() {
        choice(language, ["шектеусіз", "без границ", "no bounds"]).to_owned()
    } else {
        parts.join(", ")
    }
}

/// Where a fact comes from, best first.
pub(super) fn origins(origins: &[Origin], language: Language) -> String {
    let origin = |origin: &Origin| {
        let (word, code): (Text, &str) = match origin {
            Origin::Registry(code) => (say("тізілім", "реестр", "register"), code),
            Origin::Document(code) => (say("құжат", "документ", "document"), code),
            Origin::Form(code) => (say("өтініш", "заявление", "application"), code),
            Origin::Figure(code) => (say("заңдағы мән", "значение закона", "figure"), code),
            Origin::Consent(code) => (say("келісім", "согласие", "consent"), code),
            Origin::Officer => (say("қызметкер", "сотрудник", "an officer"), ""),
        };
        format!("{} {code}", word.get(language))
            .trim_end()
            .to_owned()
    };
    let all: Vec<String> = origins.iter().map(origin).collect();
    all.join(" → ")
}

/// How a document is asked for on a channel.
pub(super) fn asked(
    original: bool,
    request: bool,
    unless: Option<&str>,
    language: Language,
) -> String {
    let mut parts = vec![choice(language, ["сұралады", "спрашивают", "asked"]).to_owned()];
    if original {
        let words = [
            "түпнұсқасы көрсетіліп, қайтарылады",
            "показывают оригинал",
            "the original is shown and given back",
        ];
        parts.push(choice(language, words).to_owned());
    }
    if request {
        let words = [
            "қол қойылған өтініштің өзі",
            "это само подписанное заявление",
            "the signed application is it",
        ];
        parts.push(choice(language, words).to_owned());
    }
    if let Some(register) = unless {
        let words = [
            "мына тізілім жауап бермесе ғана:",
            "только если не ответил реестр",
            "only if this register does not answer:",
        ];
        parts.push(format!("{} {register}", choice(language, words)));
    }
    parts.join(", ")
}

/// How a sum is rounded.
pub(super) fn rounding(rounding: &Rounding, language: Language) -> String {
    let mode = match rounding.mode {
        RoundingMode::HalfUp => ["жақынына", "до ближайшего", "to the nearest"],
        RoundingMode::Down => ["кеміту жағына", "вниз до", "down to"],
        RoundingMode::Up => ["көбейту жағына", "вверх до", "up to"],
    };
    format!("{} {}", choice(language, mode), rounding.to)
}

/// Yes, no, or nothing said.
pub(super) fn answer(is_so: bool, language: Language) -> String {
    words::pick(&yes_or_no(is_so), language)
}
