//! The town's clock moves forward only, and the file says what the town lives by.

use jiff::{SignedDuration, Timestamp};
use sandbox::clock::{ClockError, ClockFile, TownClock, read_moment};
use serde_json::{Value, json};

use crate::doors::{control, get, post, town};

fn moment(text: &str) -> Timestamp {
    read_moment(text).unwrap()
}

#[test]
fn a_fresh_town_may_start_in_the_past() {
    let dir = tempfile::tempdir().unwrap();
    let asked = moment("2020-11-26T10:00");
    let clock = TownClock::open(dir.path(), Some(asked)).unwrap();
    let now = clock.now();
    assert!(now >= asked);
    assert!(now.duration_since(asked) < SignedDuration::from_mins(1));
}

#[test]
fn an_earlier_moment_is_refused_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let clock = TownClock::open(dir.path(), Some(moment("2021-03-01T09:00"))).unwrap();
    let offset = clock.offset_seconds();
    let refused = clock.move_to(moment("2021-03-01T08:59"));
    assert!(matches!(refused, Err(ClockError::Backwards { .. })));
    assert!(matches!(
        clock.forward(-1),
        Err(ClockError::Backwards { .. })
    ));
    assert_eq!(clock.offset_seconds(), offset);
    let restarted = TownClock::open(dir.path(), Some(moment("2021-02-01T09:00")));
    assert!(matches!(restarted, Err(ClockError::Backwards { .. })));
}

#[test]
fn the_file_keeps_the_offset_over_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let clock = TownClock::open(dir.path(), Some(moment("2021-03-01T09:00"))).unwrap();
    clock.forward(86_400).unwrap();
    let text = std::fs::read_to_string(dir.path().join("clock.json")).unwrap();
    let kept: ClockFile = serde_json::from_str(&text).unwrap();
    assert_eq!(kept.offset_seconds, clock.offset_seconds());
    let again = TownClock::open(dir.path(), None).unwrap();
    assert_eq!(again.offset_seconds(), clock.offset_seconds());
}

#[test]
fn a_moment_without_zone_is_utc_plus_five() {
    assert_eq!(moment("2021-03-01T09:00"), moment("2021-03-01T04:00:00Z"));
    assert_eq!(
        moment("2021-03-01T09:00:00+06:00"),
        moment("2021-03-01T03:00:00Z")
    );
    assert!(matches!(
        read_moment("tomorrow"),
        Err(ClockError::Unreadable)
    ));
}

#[test]
fn the_town_does_not_leave_the_years_of_its_certificates() {
    let dir = tempfile::tempdir().unwrap();
    let early = TownClock::open(dir.path(), Some(moment("2017-06-01T09:00")));
    assert!(matches!(early, Err(ClockError::OutOfRange)));
    let clock = TownClock::open(dir.path(), Some(moment("2021-03-01T09:00"))).unwrap();
    assert!(matches!(
        clock.move_to(moment("2047-01-01T00:00")),
        Err(ClockError::OutOfRange)
    ));
    assert!(matches!(
        clock.forward(i64::MAX),
        Err(ClockError::OutOfRange)
    ));
}

#[tokio::test]
async fn the_page_and_the_api_move_the_clock_forward_only() {
    let (town, _dir) = town().await;
    let form = "application/x-www-form-urlencoded";
    let moved = post(&town, "/clock", form, "moment=2021-03-05T10%3A00").await;
    assert_eq!(moved.status, 303);
    assert!(
        get(&town, "/clock")
            .await
            .text()
            .contains("Friday 5 March 2021, 10:00 (UTC+5; in Astana 11:00)")
    );
    assert_eq!(
        post(&town, "/clock", form, "forward=3600").await.status,
        303
    );
    assert!(
        get(&town, "/clock")
            .await
            .text()
            .contains("Friday 5 March 2021, 11:00")
    );

    let back = control(&town, "/api/clock", json!({"moment": "2021-03-01T09:00"})).await;
    assert_eq!(back.status, 409);
    assert_eq!(
        control(&town, "/api/clock", json!({"moment": "soon"}))
            .await
            .status,
        422
    );
    assert_eq!(control(&town, "/api/clock", json!({})).await.status, 422);
    let state: Value = serde_json::from_slice(&get(&town, "/api/clock").await.body).unwrap();
    let now: Timestamp = state["now"].as_str().unwrap().parse().unwrap();
    assert!(now >= moment("2021-03-05T11:00"));
    assert!(now < moment("2021-03-05T11:05"));
    town.move_clock(moment("2024-03-01T00:00")).unwrap();
    assert!(
        !get(&town, "/clock")
            .await
            .text()
            .contains("show an hour more")
    );
    town.stop().await;
}
