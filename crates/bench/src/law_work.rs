//! The figures of the law: the check of all editions, and a deadline with its derivation.

use std::hint::black_box;

use anyhow::Context as _;
use jiff::ToSpan as _;
use jiff::civil::date;
use law::edition::TermUnit;
use law::{Language, WeekKind};

use crate::clock::{Stopwatch, median, microseconds, rate};
use crate::figure::{Figure, Target, Unit};
use crate::scale::Scale;

/// Measures the library.
pub(crate) fn measure(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let (mut loads, mut checks) = (Vec::new(), Vec::new());
    let mut law = None;
    for _run in 0..5 {
        let watch = Stopwatch::start();
        let loaded = server::library::load(&scale.law)?;
        loads.push(microseconds(watch.elapsed()));
        let report = law::check(&loaded, date(2027, 12, 31));
        checks.push(microseconds(watch.elapsed()));
        anyhow::ensure!(report.problems.is_empty(), "the law is not sound");
        law = Some(loaded);
    }
    let law = law.context("the law was loaded")?;
    let calendar = law.calendar().in_hindsight();
    let mut day = 0_i64;
    let mut counted = |in_words: bool| {
        rate(scale.lasting(), || {
            day = (day + 37) % 2_000;
            let started = date(2021, 1, 1).checked_add(day.days())?;
            let deadline = law::deadline(
                8,
                TermUnit::WorkingDays,
                started,
                calendar,
                WeekKind::FiveDay,
            )?;
            if in_words {
                black_box(deadline.text().get(Language::Kk).len());
            }
            black_box(deadline.day);
            Ok(())
        })
    };
    let plain = counted(false)?;
    let worded = counted(true)?;
    Ok(vec![
        Figure::new(
            "law: read and check all editions",
            median(checks),
            Unit::Microseconds,
        )
        .target(Target::AtMost(1_000_000))
        .note("what `shanyraq law check` does, from the files to the report"),
        Figure::new("law: read all editions", median(loads), Unit::Microseconds),
        Figure::new(
            "law: a deadline with its derivation, one core",
            plain,
            Unit::PerSecond,
        )
        .target(Target::AtLeast(200_000))
        .note("eight working days, every day passed over with its reason"),
        Figure::new(
            "law: the same, told in three languages",
            worded,
            Unit::PerSecond,
        ),
    ])
}
