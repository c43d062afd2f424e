//! Days, times, money and sizes, as each language writes them.

use jiff::civil::{date, time};
use web::locale::{Language, Words};

fn all<T>(say: impl Fn(&Words) -> T) -> [T; 3] {
    Language::all().map(|language| say(Words::of(language)))
}

#[test]
fn a_day_is_written_in_words() {
    let day = date(2026, 11, 21);
    assert_eq!(
        all(|words| words.day(day)),
        ["2026 ж. 21 қараша", "21 ноября 2026 г.", "21 November 2026"]
    );
    assert_eq!(
        all(|words| words.day_with_weekday(day)),
        [
            "2026 ж. 21 қараша, сенбі",
            "суббота, 21 ноября 2026 г.",
            "Saturday, 21 November 2026"
        ]
    );
}

#[test]
fn a_moment_has_a_day_and_24_hours() {
    let moment = date(2026, 3, 8).at(9, 5, 59, 0);
    assert_eq!(
        all(|words| words.moment(moment)),
        [
            "2026 ж. 8 наурыз, 09:05",
            "8 марта 2026 г., 09:05",
            "8 March 2026 at 09:05"
        ]
    );
    assert_eq!(Words::of(Language::Kk).time(time(0, 0, 0, 0)), "00:00");
}

#[test]
fn money_is_grouped_and_shows_tiyn_only_where_there_are_any() {
    let words = Words::of(Language::Ru);
    assert_eq!(words.money(1_000_000), "10\u{a0}000\u{a0}₸");
    assert_eq!(words.money(99_900), "999\u{a0}₸");
    assert_eq!(words.money(123_456_705), "1\u{a0}234\u{a0}567,05\u{a0}₸");
    assert_eq!(words.money(-100), "−1\u{a0}₸");
    assert_eq!(words.money(0), "0\u{a0}₸");
    assert_eq!(Words::of(Language::En).money(1_050), "10.50\u{a0}₸");
    assert!(words.money(i64::MIN).starts_with('−'));
}

#[test]
fn a_size_is_rounded_up_so_that_a_limit_is_never_understated() {
    let words = Words::of(Language::Ru);
    assert_eq!(words.size(1), "1\u{a0}байт");
    assert_eq!(words.size(1_025), "2\u{a0}КБ");
    assert_eq!(words.size(1_048_576), "1\u{a0}МБ");
    assert_eq!(words.size(1_048_577), "1,1\u{a0}МБ");
}

#[test]
fn a_language_is_known_by_its_code() {
    for language in Language::all() {
        assert_eq!(Language::parse(language.code()), Some(language));
    }
    assert_eq!(Language::parse("de"), None);
    assert_eq!(Language::parse("KK"), None);
}
