//! The reasons of a registration as sentences in Kazakh, Russian and English.

use jiff::civil::{Date, DateTime};

use super::Reason;
use crate::{
    calendar::DayKind,
    text::{Language, Text, days},
};

impl DayKind {
    /// Why the day is what it is: the name of a listed day, else "weekend" or "working day".
    pub fn why(&self, language: Language) -> &str {
        match (self.listed(), self, language) {
            (Some(day), _, _) => day.name.get(language),
            (None, Self::Weekend | Self::Off(_), Language::Kk) => "демалыс",
            (None, Self::Weekend | Self::Off(_), Language::Ru) => "выходной",
            (None, Self::Weekend | Self::Off(_), Language::En) => "weekend",
            (None, _, Language::Kk) => "жұмыс күні",
            (None, _, Language::Ru) => "рабочий день",
            (None, _, Language::En) => "working day",
        }
    }
}

impl Reason {
    /// The reason as a sentence.
    pub fn text(&self) -> Text {
        Text::of(|language| self.sentence(language))
    }

    fn sentence(&self, language: Language) -> String {
        match self {
            Self::FiledDuringHours {
                local,
                opens,
                closes,
            } => {
                let hours = format!("{}–{}", days::time(*opens), days::time(*closes));
                same_day(
                    *local,
                    language,
                    ["жұмыс уақытында", "в рабочее время", "during working hours"],
                    &hours,
                )
            }
            Self::FiledBeforeHours { local, opens } => same_day(
                *local,
                language,
                [
                    "жұмыс уақыты басталғанға дейін",
                    "до начала рабочего времени",
                    "before working hours begin",
                ],
                &days::time(*opens),
            ),
            Self::FiledAfterHours {
                local,
                closes,
                registered,
            } => {
                let why = after_hours(&days::time(*closes), language);
                next_working_day(*local, *registered, language, &why)
            }
            Self::FiledOnDayOff {
                local,
                day,
                registered,
            } => {
                let why = day_off(day.why(language), language);
                next_working_day(*local, *registered, language, &why)
            }
            Self::AlsoOff { date, day } => is_a(
                *date,
                language,
                ["демалыс күні", "нерабочий день", "a day off"],
                day.why(language),
            ),
            Self::MovedWorkingDay { day } => is_a(
                day.date,
                language,
                ["жұмыс күні", "рабочий день", "a working day"],
                day.name.get(language),
            ),
            Self::WithdrawnDayOff { day, withdrawn } => {
                withdrawn_sentence(day.date, *withdrawn, language)
            }
            Self::EditionChanges { act, .. } => edition_changes(act.get(language), language),
        }
    }
}

fn after_hours(closes: &str, language: Language) -> String {
    match language {
        Language::Kk => format!("жұмыс уақыты аяқталғаннан кейін ({closes})"),
        Language::Ru => format!("после окончания рабочего времени (до {closes})"),
        Language::En => format!("after working hours (until {closes})"),
    }
}

fn day_off(name: &str, language: Language) -> String {
    match language {
        Language::Kk => format!("демалыс күні ({name})"),
        Language::Ru => format!("в нерабочий день ({name})"),
        Language::En => format!("a day off ({name})"),
    }
}

fn edition_changes(act: &str, language: Language) -> String {
    match language {
        Language::Kk => format!("Тіркеу күні қолданыста болатын акт қолданылады: {act}."),
        Language::Ru => format!("Применяется акт, действующий в день регистрации: {act}."),
        Language::En => format!("The act in force on the day of registration applies: {act}."),
    }
}

fn same_day(local: DateTime, language: Language, when: [&str; 3], hours: &str) -> String {
    let (day, time) = (days::on(local.date(), language), days::time(local.time()));
    let [kk, ru, en] = when;
    match language {
        Language::Kk => {
            format!(
                "Өтініш {day} {kk} ({hours}) берілді (берілген уақыты {time}), сондықтан ол сол күні тіркеледі."
            )
        }
        Language::Ru => {
            format!("Подано {day}, в {time}, {ru} ({hours}), поэтому регистрируется в тот же день.")
        }
        Language::En => {
            format!("Filed {day} at {time}, {en} ({hours}), so it is registered on the same day.")
        }
    }
}

fn next_working_day(local: DateTime, registered: Date, language: Language, why: &str) -> String {
    let (day, time) = (days::on(local.date(), language), days::time(local.time()));
    match language {
        Language::Kk => {
            let next = days::on(registered, language);
            format!(
                "Өтініш {day} {why} берілді (берілген уақыты {time}), сондықтан ол келесі жұмыс күні, {next}, тіркеледі."
            )
        }
        Language::Ru => {
            let next = days::on(registered, language);
            format!(
                "Подано {day}, в {time}, {why}, поэтому регистрируется в следующий рабочий день, {next}."
            )
        }
        Language::En => {
            let next = days::with_weekday(registered, language);
            format!(
                "Filed {day} at {time}, {why}, so it is registered on the next working day, {next}."
            )
        }
    }
}

fn is_a(date: Date, language: Language, what: [&str; 3], name: &str) -> String {
    let day = days::with_weekday(date, language);
    let [kk, ru, en] = what;
    match language {
        Language::Kk => format!("{day} — {kk}: {name}."),
        Language::Ru => format!("{}, — {ru}: {name}.", capital(&day)),
        Language::En => format!("{day} is {en}: {name}."),
    }
}

fn withdrawn_sentence(date: Date, withdrawn: Date, language: Language) -> String {
    match language {
        Language::Kk => format!(
            "{} демалыс күні деп жарияланған еді, бірақ ол {} алынып тасталды, сондықтан бұл — жұмыс күні.",
            days::with_weekday(date, language),
            days::on(withdrawn, language)
        ),
        Language::Ru => format!(
            "День {} был объявлен нерабочим, но {} это отменено, поэтому он рабочий.",
            days::date(date, language),
            days::date(withdrawn, language)
        ),
        Language::En => format!(
            "{} had been announced as a day off, but this was withdrawn on {}, so it is a working day.",
            days::with_weekday(date, language),
            days::date(withdrawn, language)
        ),
    }
}

/// The sentence with a capital letter at its beginning.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
