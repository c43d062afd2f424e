//! Days as people say them in Kazakh, Russian and English, in the cases that a sentence needs.

use jiff::civil::{Date, Time, Weekday};

use super::Language;

/// "13 November 2020", "13 ноября 2020 года", "2020 жылғы 13 қараша".
pub fn date(day: Date, language: Language) -> String {
    let (number, year) = (day.day(), day.year());
    match language {
        Language::Kk => format!("{year} жылғы {number} {}", kazakh_month(day, Case::Plain)),
        Language::Ru => format!("{number} {} {year} года", russian_month(day)),
        Language::En => format!("{number} {} {year}", english_month(day)),
    }
}

/// "Friday 13 November 2020", "пятница, 13 ноября 2020 года", "2020 жылғы 13 қараша (жұма)".
pub fn with_weekday(day: Date, language: Language) -> String {
    match language {
        Language::Kk => format!("{} ({})", date(day, language), kazakh_weekday(day)),
        Language::Ru => format!(
            "{}, {}",
            russian_weekday(day, Case::Plain),
            date(day, language)
        ),
        Language::En => format!("{} {}", english_weekday(day), date(day, language)),
    }
}

/// "on Friday 13 November 2020", "в пятницу, 13 ноября 2020 года", "2020 жылғы 13 қарашада (жұма)".
pub fn on(day: Date, language: Language) -> String {
    match language {
        Language::Kk => kazakh(day, Case::On),
        Language::Ru => format!(
            "{}, {}",
            russian_weekday(day, Case::On),
            date(day, language)
        ),
        Language::En => format!("on {}", with_weekday(day, language)),
    }
}

/// "by Thursday 26 November 2020", "не позднее четверга, 26 ноября 2020 года",
/// "2020 жылғы 26 қарашадан (бейсенбі) кешіктірмей".
pub fn no_later_than(day: Date, language: Language) -> String {
    match language {
        Language::Kk => format!("{} кешіктірмей", kazakh(day, Case::From)),
        Language::Ru => {
            let weekday = russian_weekday(day, Case::From);
            format!("не позднее {weekday}, {}", date(day, language))
        }
        Language::En => format!("by {}", with_weekday(day, language)),
    }
}

/// "четвергом, 26 ноября 2020 года": the Russian form after "следующего за".
pub(crate) fn date_after(day: Date) -> String {
    let weekday = match day.weekday() {
        Weekday::Monday => "понедельником",
        Weekday::Tuesday => "вторником",
        Weekday::Wednesday => "средой",
        Weekday::Thursday => "четвергом",
        Weekday::Friday => "пятницей",
        Weekday::Saturday => "субботой",
        Weekday::Sunday => "воскресеньем",
    };
    format!("{weekday}, {}", date(day, Language::Ru))
}

/// "19:40" in all languages.
pub fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The case that a sentence asks for: alone, "on the day", "from the day".
#[derive(Clone, Copy)]
enum Case {
    Plain,
    On,
    From,
}

fn kazakh(day: Date, case: Case) -> String {
    let month = kazakh_month(day, case);
    format!(
        "{} жылғы {} {month} ({})",
        day.year(),
        day.day(),
        kazakh_weekday(day)
    )
}

fn kazakh_month(day: Date, case: Case) -> &'static str {
    let [plain, on, from] = match day.month() {
        1 => ["қаңтар", "қаңтарда", "қаңтардан"],
        2 => ["ақпан", "ақпанда", "ақпаннан"],
        3 => ["наурыз", "наурызда", "наурыздан"],
        4 => ["сәуір", "сәуірде", "сәуірден"],
        5 => ["мамыр", "мамырда", "мамырдан"],
        6 => ["маусым", "маусымда", "маусымнан"],
        7 => ["шілде", "шілдеде", "шілдеден"],
        8 => ["тамыз", "тамызда", "тамыздан"],
        9 => ["қыркүйек", "қыркүйекте", "қыркүйектен"],
        10 => ["қазан", "қазанда", "қазаннан"],
        11 => ["қараша", "қарашада", "қарашадан"],
        _ => ["желтоқсан", "желтоқсанда", "желтоқсаннан"],
    };
    match case {
        Case::Plain => plain,
        Case::On => on,
        Case::From => from,
    }
}

fn russian_month(day: Date) -> &'static str {
    match day.month() {
        1 => "января",
        2 => "февраля",
        3 => "марта",
        4 => "апреля",
        5 => "мая",
        6 => "июня",
        7 => "июля",
        8 => "августа",
        9 => "сентября",
        10 => "октября",
        11 => "ноября",
        _ => "декабря",
    }
}

fn english_month(day: Date) -> &'static str {
    match day.month() {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

fn kazakh_weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "дүйсенбі",
        Weekday::Tuesday => "сейсенбі",
        Weekday::Wednesday => "сәрсенбі",
        Weekday::Thursday => "бейсенбі",
        Weekday::Friday => "жұма",
        Weekday::Saturday => "сенбі",
        Weekday::Sunday => "жексенбі",
    }
}

fn russian_weekday(day: Date, case: Case) -> &'static str {
    let [plain, on, from] = match day.weekday() {
        Weekday::Monday => ["понедельник", "в понедельник", "понедельника"],
        Weekday::Tuesday => ["вторник", "во вторник", "вторника"],
        Weekday::Wednesday => ["среда", "в среду", "среды"],
        Weekday::Thursday => ["четверг", "в четверг", "четверга"],
        Weekday::Friday => ["пятница", "в пятницу", "пятницы"],
        Weekday::Saturday => ["суббота", "в субботу", "субботы"],
        Weekday::Sunday => ["воскресенье", "в воскресенье", "воскресенья"],
    };
    match case {
        Case::Plain => plain,
        Case::On => on,
        Case::From => from,
    }
}

fn english_weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn a_day_is_said_in_each_language_and_case() {
        let friday = day(2020, 11, 13);
        assert_eq!(date(friday, Language::Kk), "2020 жылғы 13 қараша");
        assert_eq!(date(friday, Language::Ru), "13 ноября 2020 года");
        assert_eq!(date(friday, Language::En), "13 November 2020");
        assert_eq!(on(friday, Language::Kk), "2020 жылғы 13 қарашада (жұма)");
        assert_eq!(on(friday, Language::Ru), "в пятницу, 13 ноября 2020 года");
        assert_eq!(on(friday, Language::En), "on Friday 13 November 2020");
        let tuesday = day(2024, 2, 6);
        assert_eq!(on(tuesday, Language::Ru), "во вторник, 6 февраля 2024 года");
        assert_eq!(
            no_later_than(tuesday, Language::Kk),
            "2024 жылғы 6 ақпаннан (сейсенбі) кешіктірмей"
        );
        assert_eq!(
            no_later_than(tuesday, Language::Ru),
            "не позднее вторника, 6 февраля 2024 года"
        );
        assert_eq!(
            with_weekday(tuesday, Language::Ru),
            "вторник, 6 февраля 2024 года"
        );
    }
}
