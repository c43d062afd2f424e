//! The calendar against the published year totals and the days that were moved or withdrawn late.

use jiff::civil::{Date, date};
use law::calendar::WeekKind::{self, FiveDay, SixDay};

use crate::corpus::LAW;

fn working_days(from: Date, to: Date, week: WeekKind) -> usize {
    let known = LAW.calendar().in_hindsight();
    let mut day = from;
    let mut count = 0;
    while day <= to {
        count += usize::from(known.is_working(day, week).unwrap());
        day = day.tomorrow().unwrap();
    }
    count
}

/// Reference-data §1.4: year totals for the five-day and the six-day week.
#[test]
fn every_year_has_its_number_of_working_days() {
    let totals = [
        (2020, 246, 298),
        (2021, 245, 297),
        (2022, 246, 298),
        (2023, 246, 297),
        (2024, 249, 301),
        (2025, 246, 298),
        (2026, 247, 299),
        (2027, 247, 299),
    ];
    for (year, five, six) in totals {
        let (from, to) = (date(year, 1, 1), date(year, 12, 31));
        assert_eq!(
            working_days(from, to, FiveDay),
            five,
            "five-day week of {year}"
        );
        assert_eq!(
            working_days(from, to, SixDay),
            six,
            "six-day week of {year}"
        );
    }
}

/// Working days of each month, counted from the list of days off and moved days.
const MONTHS: [(i16, WeekKind, [usize; 12]); 16] = [
    (
        2020,
        FiveDay,
        [20, 20, 18, 22, 18, 22, 21, 20, 22, 22, 21, 20],
    ),
    (
        2020,
        SixDay,
        [24, 25, 22, 26, 23, 26, 25, 25, 26, 27, 25, 24],
    ),
    (
        2021,
        FiveDay,
        [18, 20, 19, 22, 18, 22, 20, 21, 22, 21, 22, 20],
    ),
    (
        2021,
        SixDay,
        [23, 24, 23, 26, 23, 26, 25, 25, 26, 26, 26, 24],
    ),
    (
        2022,
        FiveDay,
        [18, 20, 19, 21, 19, 22, 20, 22, 22, 20, 22, 21],
    ),
    (
        2022,
        SixDay,
        [23, 24, 23, 26, 23, 26, 24, 26, 26, 25, 26, 26],
    ),
    (
        2023,
        FiveDay,
        [20, 20, 19, 20, 20, 21, 20, 22, 21, 21, 22, 20],
    ),
    (
        2023,
        SixDay,
        [23, 24, 23, 25, 24, 25, 25, 26, 26, 25, 26, 25],
    ),
    (
        2024,
        FiveDay,
        [21, 21, 17, 22, 20, 20, 22, 21, 21, 22, 21, 21],
    ),
    (
        2024,
        SixDay,
        [25, 25, 22, 26, 24, 25, 26, 26, 25, 26, 26, 25],
    ),
    (
        2025,
        FiveDay,
        [20, 20, 17, 22, 19, 20, 22, 21, 21, 22, 20, 22],
    ),
    (
        2025,
        SixDay,
        [24, 24, 22, 26, 24, 24, 26, 25, 26, 26, 25, 26],
    ),
    (
        2026,
        FiveDay,
        [19, 20, 18, 22, 17, 22, 22, 21, 22, 21, 21, 22],
    ),
    (
        2026,
        SixDay,
        [24, 24, 22, 26, 22, 26, 26, 26, 26, 26, 25, 26],
    ),
    (
        2027,
        FiveDay,
        [18, 20, 18, 22, 18, 22, 21, 22, 22, 20, 22, 22],
    ),
    (
        2027,
        SixDay,
        [23, 24, 22, 26, 23, 26, 26, 26, 26, 25, 26, 26],
    ),
];

#[test]
fn every_month_has_its_number_of_working_days() {
    for (year, week, expected) in MONTHS {
        for (month, expected) in (1..=12).zip(expected) {
            let from = date(year, month, 1);
            let found = working_days(from, from.last_of_month(), week);
            assert_eq!(found, expected, "{year}-{month} {week:?}");
        }
    }
}

#[test]
fn a_day_says_why_it_is_off_or_works() {
    let why = |day: Date, week: WeekKind| {
        let kind = LAW.calendar().in_hindsight().kind_of(day, week).unwrap();
        (kind.is_working(), kind.why(law::Language::En).to_owned())
    };
    let said = |working: bool, why: &str| (working, why.to_owned());
    assert_eq!(why(date(2026, 3, 10), FiveDay), said(true, "working day"));
    assert_eq!(why(date(2026, 3, 14), FiveDay), said(false, "weekend"));
    assert_eq!(why(date(2026, 3, 14), SixDay), said(true, "working day"));
    assert_eq!(
        why(date(2026, 12, 16), SixDay),
        said(false, "Independence Day")
    );
    // A substitute for the five-day week only, and a Sunday that works for both weeks.
    assert!(!why(date(2024, 3, 25), FiveDay).0);
    assert_eq!(why(date(2024, 3, 25), SixDay), said(true, "working day"));
    assert!(why(date(2025, 1, 5), FiveDay).0);
    assert!(why(date(2025, 1, 5), SixDay).0);
    assert!(why(date(2026, 8, 31), FiveDay).0);
}

/// The move from 4 to 8 May 2024 was adopted only on 26 April; before that nobody could know it.
#[test]
fn a_move_counts_from_the_day_of_its_adoption() {
    let works = |known_on: Date, day: Date| {
        LAW.calendar()
            .known_on(known_on)
            .is_working(day, FiveDay)
            .unwrap()
    };
    assert!(works(date(2024, 4, 25), date(2024, 5, 8)));
    assert!(!works(date(2024, 4, 25), date(2024, 5, 4)));
    assert!(!works(date(2024, 4, 26), date(2024, 5, 8)));
    assert!(works(date(2024, 4, 26), date(2024, 5, 4)));
}

/// A day off that was withdrawn is off only for somebody who looks between the two days.
#[test]
fn a_withdrawn_day_off_is_off_only_while_it_was_announced() {
    let day = date(2026, 8, 31);
    let off = |known_on: Date| {
        !LAW.calendar()
            .known_on(known_on)
            .is_working(day, FiveDay)
            .unwrap()
    };
    assert!(!off(date(2025, 12, 9)));
    assert!(off(date(2025, 12, 10)));
    assert!(off(date(2026, 3, 17)));
    assert!(!off(date(2026, 3, 18)));
}
