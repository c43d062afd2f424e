//! The meaning of a stage: where outcomes lead, and what holds them back.

use jiff::civil::date;
use law::{
    Edition,
    edition::{Adverse, Role},
    procedure::{Findings, Hearing, Next, Step, Stuck, first_stage, step},
};

use crate::corpus::LAW;

fn edition() -> &'static Edition {
    LAW.edition("housing-assistance", date(2020, 11, 26))
        .unwrap()
}

fn findings(hearing: Hearing, grounds: Option<&[String]>) -> Findings<'_> {
    Findings {
        hearing,
        grounds,
        done: None,
    }
}

#[test]
fn a_case_goes_from_stage_to_stage() {
    let first = first_stage(edition(), None).unwrap();
    assert_eq!(first.code, "completeness");
    let none = findings(Hearing::NotHeld, None);
    let Step::To(next) = step(edition(), None, "completeness", "complete", none).unwrap() else {
        panic!("a complete package goes on");
    };
    assert_eq!(next.code, "verification");
    let Step::To(last) = step(edition(), None, "verification", "verified", none).unwrap() else {
        panic!("a verified case goes on");
    };
    assert_eq!(last.code, "decision");
}

#[test]
fn an_incomplete_package_is_refused_by_a_deed_without_a_hearing() {
    let none = findings(Hearing::NotHeld, None);
    let found = step(edition(), None, "completeness", "incomplete", none).unwrap();
    let Step::SignDeed {
        deed,
        signed_by,
        then,
        adverse,
    } = found
    else {
        panic!("{found:?}");
    };
    assert_eq!(deed.code, "refusal-to-consider");
    assert_eq!((signed_by, then), (Role::Head, Next::Close));
    assert_eq!(adverse, Some(Adverse::Incompleteness));
}

#[test]
fn a_refusal_needs_a_ground_and_a_hearing() {
    let take = |hearing, grounds| {
        step(
            edition(),
            None,
            "decision",
            "refused",
            findings(hearing, grounds),
        )
    };
    let ground = ["not-compliant".to_owned()];
    let invented = ["too-late".to_owned()];
    let stuck = |found: Result<Step<'_>, Stuck>| found.unwrap_err();
    assert!(matches!(
        stuck(take(Hearing::Held, None)),
        Stuck::NotAssessed { .. }
    ));
    assert!(matches!(
        stuck(take(Hearing::Held, Some(&[]))),
        Stuck::NoGround { .. }
    ));
    assert!(matches!(
        stuck(take(Hearing::Held, Some(&invented))),
        Stuck::NoGround { .. }
    ));
    assert!(matches!(
        stuck(take(Hearing::NotHeld, Some(&ground))),
        Stuck::HearingNeeded { .. }
    ));
    for hearing in [Hearing::Held, Hearing::NotRequired] {
        let Ok(Step::SignDeed { deed, .. }) = take(hearing, Some(&ground)) else {
            panic!("the refusal is possible");
        };
        assert_eq!(deed.code, "reasoned-refusal");
    }
}

#[test]
fn nothing_is_given_over_a_satisfied_ground() {
    let ground = ["court-ban".to_owned()];
    let found = step(
        edition(),
        None,
        "decision",
        "assigned",
        findings(Hearing::Held, Some(&ground)),
    );
    assert_eq!(
        found,
        Err(Stuck::GroundSatisfied {
            outcome: "assigned".to_owned(),
            grounds: vec!["court-ban".to_owned()],
        })
    );
    let clean = step(
        edition(),
        None,
        "decision",
        "assigned",
        findings(Hearing::NotHeld, Some(&[])),
    );
    assert!(matches!(clean, Ok(Step::SignDeed { adverse: None, .. })));
}

#[test]
fn an_outcome_of_another_stage_is_unknown() {
    let none = findings(Hearing::NotHeld, None);
    let found = step(edition(), None, "completeness", "assigned", none).unwrap_err();
    assert!(
        matches!(found, Stuck::UnknownOutcome { known, .. } if known == ["complete", "incomplete"])
    );
    let found = step(edition(), None, "completness", "complete", none).unwrap_err();
    assert!(matches!(found, Stuck::UnknownStage { .. }));
}
