//! Deadlines and registration: the golden vectors of the procedure, the worked examples, and rules
//! that hold for every term.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, date, time},
};
use law::{
    Deadline, Language, Reason, Registration, WeekKind,
    calendar::NotCovered,
    deadline,
    edition::TermUnit::{self, CalendarDays, Months, WorkingDays},
    hours::{Between, WorkingHours},
    registration,
};
use proptest::prelude::*;

use crate::corpus::LAW;

const ASTANA: &str = "710000000";

pub(crate) fn hours() -> WorkingHours {
    WorkingHours::five_day(
        Between::parse("09:00-18:30").unwrap(),
        Between::parse("13:00-14:30"),
    )
}

fn due(from: Date, amount: u16, unit: TermUnit) -> Date {
    let known = LAW.calendar().in_hindsight();
    deadline(amount, unit, from, known, WeekKind::FiveDay)
        .unwrap()
        .day
}

pub(crate) fn filed(local: DateTime) -> Timestamp {
    LAW.places().get(ASTANA).unwrap().instant(local).unwrap()
}

fn registered(local: DateTime) -> Registration {
    let place = LAW.places().get(ASTANA).unwrap();
    registration(filed(local), place, &hours(), LAW.calendar().in_hindsight()).unwrap()
}

#[test]
fn golden_terms_in_working_days() {
    let vectors = [
        (date(2026, 2, 2), 15, date(2026, 2, 23)),
        (date(2026, 2, 2), 20, date(2026, 3, 2)),
        (date(2026, 3, 6), 8, date(2026, 3, 19)),
        (date(2026, 3, 20), 3, date(2026, 3, 30)),
        (date(2026, 4, 30), 8, date(2026, 5, 15)),
        (date(2026, 8, 27), 2, date(2026, 8, 31)),
        (date(2024, 6, 13), 5, date(2024, 6, 20)),
        (date(2024, 12, 31), 2, date(2025, 1, 6)),
        (date(2022, 5, 6), 1, date(2022, 5, 11)),
        (date(2021, 6, 30), 5, date(2021, 7, 8)),
        (date(2020, 12, 15), 5, date(2020, 12, 24)),
        (date(2023, 6, 27), 8, date(2023, 7, 11)),
        (date(2026, 10, 22), 5, date(2026, 10, 30)),
        (date(2026, 12, 15), 15, date(2027, 1, 11)),
        (date(2026, 9, 1), 8, date(2026, 9, 11)),
    ];
    for (from, amount, expected) in vectors {
        assert_eq!(
            due(from, amount, WorkingDays),
            expected,
            "{amount} working days from {from}"
        );
    }
}

#[test]
fn the_calendar_as_it_was_known_gives_another_day() {
    let day = |known_on: Date, from: Date, amount: u16| {
        let known = LAW.calendar().known_on(known_on);
        deadline(amount, WorkingDays, from, known, WeekKind::FiveDay)
            .unwrap()
            .day
    };
    // The day off of 17 June 2024 was withdrawn on 7 June, that of 31 August 2026 in March.
    assert_eq!(
        day(date(2024, 6, 6), date(2024, 6, 13), 5),
        date(2024, 6, 21)
    );
    assert_eq!(
        day(date(2024, 6, 7), date(2024, 6, 13), 5),
        date(2024, 6, 20)
    );
    assert_eq!(
        day(date(2026, 1, 15), date(2026, 8, 27), 2),
        date(2026, 9, 1)
    );
    assert_eq!(
        day(date(2026, 8, 27), date(2026, 8, 27), 2),
        date(2026, 8, 31)
    );
}

#[test]
fn golden_terms_in_calendar_days_and_months() {
    assert_eq!(due(date(2026, 4, 9), 30, CalendarDays), date(2026, 5, 12));
    // TERM-D1 and TERM-Q1.
    assert_eq!(due(date(2026, 2, 2), 30, CalendarDays), date(2026, 3, 4));
    assert_eq!(due(date(2026, 3, 4), 5, WorkingDays), date(2026, 3, 12));
    assert_eq!(due(date(2026, 4, 6), 30, CalendarDays), date(2026, 5, 6));
    assert_eq!(due(date(2026, 1, 31), 1, Months), date(2026, 3, 2));
    assert_eq!(due(date(2026, 1, 15), 2, Months), date(2026, 3, 16));
}

#[test]
fn golden_registrations() {
    let vectors = [
        (date(2026, 3, 7), date(2026, 3, 10)),
        (date(2026, 3, 21), date(2026, 3, 26)),
        (date(2025, 1, 3), date(2025, 1, 5)),
        (date(2024, 5, 4), date(2024, 5, 4)),
    ];
    for (filed, expected) in vectors {
        let found = registered(filed.to_datetime(time(11, 0, 0, 0)));
        assert_eq!(found.day, expected, "filed on {filed}");
    }
}

#[test]
fn hours_decide_the_day_of_registration() {
    let thursday = date(2020, 11, 26);
    for (hour, minute, expected) in [
        (0, 5, thursday),
        (8, 59, thursday),
        (9, 0, thursday),
        (13, 45, thursday),
        (18, 29, thursday),
        (18, 30, date(2020, 11, 27)),
        (23, 59, date(2020, 11, 27)),
    ] {
        let found = registered(thursday.to_datetime(time(hour, minute, 0, 0)));
        assert_eq!(found.day, expected, "filed at {hour}:{minute}");
    }
}

#[test]
fn a_late_filing_says_why_in_three_languages() {
    let found = registered(date(2020, 11, 13).at(19, 40, 0, 0));
    assert_eq!(found.day, date(2020, 11, 16));
    assert!(matches!(
        found.derivation.first(),
        Some(Reason::FiledAfterHours { .. })
    ));
    let text = found.derivation.first().unwrap().text();
    assert_eq!(
        text.en,
        "Filed on Friday 13 November 2020 at 19:40, after working hours (until 18:30), so it is \
         registered on the next working day, Monday 16 November 2020."
    );
    assert_eq!(
        text.ru,
        "Подано в пятницу, 13 ноября 2020 года, в 19:40, после окончания рабочего времени \
         (до 18:30), поэтому регистрируется в следующий рабочий день, в понедельник, 16 ноября \
         2020 года."
    );
    assert!(
        text.kk.contains("2020 жылғы 13 қарашада (жұма)"),
        "{}",
        text.kk
    );
    assert!(
        text.kk.contains("2020 жылғы 16 қарашада (дүйсенбі)"),
        "{}",
        text.kk
    );
}

#[test]
fn a_filing_on_a_day_off_names_every_day_passed_over() {
    let found = registered(date(2026, 3, 7).at(11, 0, 0, 0));
    let said: Vec<String> = found
        .derivation
        .iter()
        .map(|reason| reason.text().en)
        .collect();
    assert_eq!(
        said,
        [
            "Filed on Saturday 7 March 2026 at 11:00, a day off (weekend), so it is registered on \
             the next working day, Tuesday 10 March 2026.",
            "Sunday 8 March 2026 is a day off: International Women's Day.",
            "Monday 9 March 2026 is a day off: Day off for 8 March (International Women's Day).",
        ]
    );
}

#[test]
fn a_moved_working_sunday_registers_and_says_so() {
    let found = registered(date(2025, 1, 3).at(11, 0, 0, 0));
    assert_eq!(found.day, date(2025, 1, 5));
    assert!(
        found
            .derivation
            .iter()
            .any(|r| matches!(r, Reason::MovedWorkingDay { .. }))
    );
}

#[test]
fn the_derivation_names_the_days_that_did_not_count() {
    let known = LAW.calendar().in_hindsight();
    let found: Deadline =
        deadline(8, WorkingDays, date(2020, 11, 26), known, WeekKind::FiveDay).unwrap();
    assert_eq!(found.day, date(2020, 12, 9));
    let off: Vec<Date> = found.days_off().map(|day| day.date).collect();
    assert_eq!(off, [date(2020, 12, 1)]);
    let lines: Vec<String> = found.derivation.iter().map(|day| day.text().en).collect();
    assert_eq!(lines.first().unwrap(), "Friday 27 November 2020: day 1");
    assert!(
        lines.contains(
            &"Tuesday 1 December 2020: not counted, Day of the First President".to_owned()
        ),
        "{lines:?}"
    );
    let summary = found.text();
    assert_eq!(
        summary.en,
        "The term is 8 working days, counted from the day after Thursday 26 November 2020; the \
         last day is Wednesday 9 December 2020."
    );
    assert_eq!(
        summary.get(Language::Ru),
        "Срок — 8 рабочих дней, считая со дня, следующего за четвергом, 26 ноября 2020 года; \
         последний день — среда, 9 декабря 2020 года."
    );
}

#[test]
fn a_day_outside_the_calendar_is_an_error_and_no_working_day() {
    let known = LAW.calendar().in_hindsight();
    let late = deadline(
        10,
        WorkingDays,
        date(2027, 12, 28),
        known,
        WeekKind::FiveDay,
    );
    assert_eq!(
        late,
        Err(NotCovered {
            day: date(2028, 1, 1)
        })
    );
    let early = known.is_working(date(2019, 12, 31), WeekKind::FiveDay);
    assert_eq!(
        early,
        Err(NotCovered {
            day: date(2019, 12, 31)
        })
    );
}

#[test]
fn the_hour_that_came_twice_is_taken_the_first_time() {
    let astana = LAW.places().get(ASTANA).unwrap();
    let twice = date(2024, 2, 29).at(23, 30, 0, 0);
    let first: Timestamp = "2024-02-29T17:30:00Z".parse().unwrap();
    let second: Timestamp = "2024-02-29T18:30:00Z".parse().unwrap();
    assert_eq!(astana.local(first), twice);
    assert_eq!(astana.local(second), twice);
    assert_eq!(astana.instant(twice), Some(first));
    let after: Timestamp = "2024-02-29T19:00:00Z".parse().unwrap();
    assert_eq!(astana.local(after), date(2024, 3, 1).at(0, 0, 0, 0));
}

/// Any day from which a term of up to a hundred days stays inside the calendar.
fn any_day() -> impl Strategy<Value = Date> {
    (0_i64..2_600).prop_map(|days| {
        date(2020, 1, 1)
            .checked_add(jiff::Span::new().days(days))
            .unwrap()
    })
}

proptest! {
    #[test]
    fn the_last_day_of_a_term_is_its_last_working_day(
        from in any_day(),
        amount in 1_u16..60,
        known_on in any_day(),
    ) {
        let known = LAW.calendar().known_on(known_on);
        let found = deadline(amount, WorkingDays, from, known, WeekKind::FiveDay).unwrap();
        prop_assert!(found.day > from);
        prop_assert!(known.is_working(found.day, WeekKind::FiveDay).unwrap());
        let mut day = from;
        let mut working = 0;
        while day < found.day {
            day = day.tomorrow().unwrap();
            working += u16::from(known.is_working(day, WeekKind::FiveDay).unwrap());
        }
        prop_assert_eq!(working, amount);
        let numbers: Vec<u16> = found.derivation.iter().filter_map(|day| day.number).collect();
        prop_assert_eq!(numbers, (1..=amount).collect::<Vec<_>>());
    }

    #[test]
    fn a_later_start_or_a_longer_term_never_ends_earlier(
        from in any_day(),
        amount in 1_u16..60,
        unit in prop::sample::select(vec![WorkingDays, CalendarDays]),
    ) {
        let here = due(from, amount, unit);
        prop_assert!(due(from.tomorrow().unwrap(), amount, unit) >= here);
        prop_assert!(due(from, amount + 1, unit) >= here);
        prop_assert!(here > from);
    }

    #[test]
    fn registration_is_a_working_day_not_before_the_filing(
        day in any_day(),
        hour in 0_i8..24,
        minute in 0_i8..60,
    ) {
        let local = day.at(hour, minute, 0, 0);
        let found = registered(local);
        let known = LAW.calendar().in_hindsight();
        prop_assert!(found.day >= day);
        prop_assert!(known.is_working(found.day, WeekKind::FiveDay).unwrap());
        prop_assert!(!found.derivation.is_empty());
    }
}
