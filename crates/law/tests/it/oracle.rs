//! An independent oracle: the Python package `holidays` names the working days of every year at hand.
//!
//! It runs where `SHANYRAQ_PYTHON` names an interpreter that has the package (scripts/python.sh makes one).

use jiff::{ToSpan, civil::date};
use law::WeekKind;

use crate::corpus::LAW;

const SCRIPT: &str = "
import datetime, holidays
days = holidays.KZ(years=range(2020, 2028))
day = datetime.date(2020, 1, 1)
while day.year < 2028:
    print(day.isoformat(), int(days.is_working_day(day)))
    day += datetime.timedelta(days=1)
";

#[test]
#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "an oracle is another program; its place comes from the test command"
)]
fn every_day_from_2020_to_2027_is_what_an_independent_calendar_says() {
    let Ok(python) = std::env::var("SHANYRAQ_PYTHON") else {
        return;
    };
    let said = std::process::Command::new(python)
        .args(["-c", SCRIPT])
        .output()
        .unwrap();
    assert!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
    let said = String::from_utf8(said.stdout).unwrap();
    let calendar = LAW.calendar().in_hindsight();
    let (mut day, mut counted, mut differing) = (date(2020, 1, 1), 0, Vec::new());
    for line in said.lines() {
        let (named, is_working) = line.split_once(' ').unwrap();
        assert_eq!(named, day.to_string());
        let ours = calendar.is_working(day, WeekKind::FiveDay).unwrap();
        if ours != (is_working == "1") {
            differing.push(format!("{named}: ours {ours}, the oracle {is_working}"));
        }
        counted += 1;
        day = day.checked_add(1.day()).unwrap();
    }
    assert_eq!(counted, 2922);
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
