//! The calendar against the published year totals and the days that were moved or withdrawn late.

use jiff::civil::{Date, date};
use law::calendar::WeekKind;

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
            working_days(from, to, WeekKind::FiveDay),
            five,
            "five-day week of {year}"
        );
        assert_eq!(
            working_days(from, to, WeekKind::SixDay),
            six,
            "six-day week of {year}"
        );
    }
}
