//! A deed that was signed before is written again in the manner in which it was written then.

use std::path::Path;

use casework::story::{Pure, Story, run};

use super::*;

#[path = "../../../../law/tests/it/folder.rs"]
mod folder;

/// The real law.
fn law() -> Law {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law");
    law::load(folder::files_below(&folder))
        .unwrap_or_else(|problems| panic!("{} problems", problems.len()))
}

fn sign(event: &mut Event, data_digest: &str) {
    let Event::DeedSigned(signed) = event else {
        panic!("no deed is signed");
    };
    data_digest.clone_into(&mut signed.data_digest);
}

/// A refusal under the edition of today, whose grounds came from an earlier act.
#[test]
fn a_deed_proves_in_every_manner_in_which_deeds_were_written_and_in_no_other() {
    let law = law();
    let text = include_str!("../../../../../stories/hearing-waived.story");
    let story = Story::parse(text).unwrap();
    let mut office = Pure::new(&law, &story);
    assert!(run(&story, &law, &mut office).is_empty());
    let edition = office.edition().unwrap();
    let mut events = office.events().to_vec();
    let is_signed = |event: &Event| matches!(event, Event::DeedSigned(_));
    let place = events.iter().position(is_signed).expect("a deed is signed");
    let known = [OrganizationSince {
        since: Timestamp::UNIX_EPOCH,
        organization: story.organization.clone(),
    }];
    let told = |events: &[Event]| Told {
        law: &law,
        edition,
        events: events.to_vec(),
        case: Case::replay(events, edition).unwrap(),
    };
    let before = Case::replay(&events[..place], edition).unwrap();
    let Event::DeedSigned(signed) = events[place].clone() else {
        panic!("no deed is signed");
    };
    let digests = Manner::ALL.map(|manner| {
        let now = told(&events);
        written(&now, &before, (&signed, None), (&known[0], manner)).unwrap()
    });
    assert_eq!(digests[0], signed.data_digest, "so it is written today");
    assert_ne!(digests[0], digests[1], "it was written otherwise before");
    for digest in &digests {
        sign(&mut events[place], digest);
        assert!(deeds(&told(&events), Some(&known)).is_ok());
    }
    sign(&mut events[place], &"0".repeat(64));
    let found = deeds(&told(&events), Some(&known));
    assert!(matches!(found, Err(Not::Known(_))), "other words");
}
