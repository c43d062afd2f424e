//! Cases at each place where a case can stand, made by short stories.

use casework::actor::{Actor, Organization};
use casework::event::{Author, Event};
use casework::story::cast::{self, Player};
use casework::story::{Pure, Story, run};
use casework::{Case, Moment};
use jiff::{Timestamp, civil::date};
use law::Edition;

use crate::library::LAW;

/// A case, with what is needed to go on with it.
pub(crate) struct Scene {
    pub(crate) case: Case,
    pub(crate) events: Vec<Event>,
    pub(crate) edition: &'static Edition,
    pub(crate) organization: Organization,
}

const FILED: &str = "2026-11-17 10:00  madina files\n";
const LATE: &str = "2026-11-17 10:00  madina files, evidence late\n";
const REGISTERED: &str = "   system registers\n";
const TAKEN: &str = "   askar takes the case\n";
/// Everything that has to be established, and the stage of assessing behind it.
const ESTABLISHED: &str = "   askar finds complete
   askar records from registry income: family-income as declared
   askar records from document utility-bills: costs as declared
   askar records from registry residence: family-size as declared, registered-at-dwelling true
   askar records from registry real-estate: owned-dwellings 1, tenure as declared, area as declared
   askar records from registry court-acts: court-ban false, court-deprivation false
   askar records from officer: lives-in-dwelling true, data-reliable true, adults-consented true
   askar finds verified\n";
const PROPOSED: &str = "   askar finds assigned\n";
const SIGNED: &str = "   aigerim signs\n";

impl Scene {
    /// What the story of these lines leads to.
    pub(crate) fn after(lines: &[&str]) -> Self {
        let head = "story  A scene\nservice  housing-assistance\norganization  astana-social\n";
        let story = Story::parse(&format!("{head}{}", lines.concat())).unwrap();
        let mut driver = Pure::new(&LAW, &story);
        assert_eq!(run(&story, &LAW, &mut driver), []);
        let edition = driver.edition().unwrap();
        let events = driver.events().to_vec();
        Self {
            case: Case::replay(&events, edition).unwrap(),
            events,
            edition,
            organization: story.organization,
        }
    }

    pub(crate) fn evidence_late() -> Self {
        Self::after(&[LATE])
    }

    pub(crate) fn received() -> Self {
        Self::after(&[FILED])
    }

    pub(crate) fn registered() -> Self {
        Self::after(&[FILED, REGISTERED])
    }

    pub(crate) fn taken() -> Self {
        Self::after(&[FILED, REGISTERED, TAKEN])
    }

    pub(crate) fn at_decision() -> Self {
        Self::after(&[FILED, REGISTERED, TAKEN, ESTABLISHED])
    }

    pub(crate) fn deed_waits() -> Self {
        Self::after(&[FILED, REGISTERED, TAKEN, ESTABLISHED, PROPOSED])
    }

    pub(crate) fn decided() -> Self {
        Self::after(&[FILED, REGISTERED, TAKEN, ESTABLISHED, PROPOSED, SIGNED])
    }

    /// The owner of two dwellings, after the Code: the decision is at hand.
    pub(crate) fn two_dwellings() -> Self {
        let two = ESTABLISHED.replace("owned-dwellings 1", "owned-dwellings 2");
        Self::after(&[FILED, REGISTERED, TAKEN, &two])
    }

    /// The owner of two dwellings, to whom a preliminary decision was sent.
    pub(crate) fn intended() -> Self {
        let two = ESTABLISHED.replace("owned-dwellings 1", "owned-dwellings 2");
        let intended = "   askar intends refused\n";
        Self::after(&[FILED, REGISTERED, TAKEN, &two, intended])
    }

    pub(crate) fn withdrawn() -> Self {
        Self::after(&[FILED, REGISTERED, TAKEN, "   madina withdraws\n"])
    }

    pub(crate) fn void() -> Self {
        Self::after(&[LATE, "   system rejects the evidence: revoked\n"])
    }

    /// The incomplete package of the same family, whose refusal waits for the head.
    pub(crate) fn incomplete() -> Self {
        let found = "   askar finds incomplete, missing income-proof, expired utility-bills\n";
        Self::after(&[FILED, REGISTERED, TAKEN, found])
    }

    /// The owner of two dwellings in March 2021, whose refusal waits for the head.
    pub(crate) fn refused() -> Self {
        let filed = FILED.replace("2026-11-17", "2021-03-01");
        let two = ESTABLISHED
            .replace("owned-dwellings 1", "owned-dwellings 2")
            .replace(", adults-consented true", "");
        Self::after(&[&filed, REGISTERED, TAKEN, &two, "   askar finds refused\n"])
    }

    /// The moment at which `actor` acts on the case.
    pub(crate) fn moment<'a>(&'a self, actor: &'a Actor, now: Timestamp) -> Moment<'a> {
        Moment {
            now,
            actor,
            law: &LAW,
            edition: self.edition,
            organization: &self.organization,
        }
    }
}

/// The afternoon of the day of the scenes.
pub(crate) fn afternoon() -> Timestamp {
    let place = LAW.places().get("710000000").unwrap();
    let local = date(2026, 11, 17).at(15, 0, 0, 0);
    place.clock.instant(local).unwrap()
}

/// Somebody of the cast as an actor.
pub(crate) fn actor(id: &str) -> Actor {
    Player::find(id).and_then(Player::actor).unwrap()
}

/// A provider of the cast.
pub(crate) fn organization() -> Organization {
    cast::organization("astana-social").unwrap()
}

/// Nobody stands in an event as the one whose act it is but the one whose command made it.
pub(crate) fn check_author(event: &Event, by: &Actor) {
    match (event.author(), by) {
        (Author::Officer(told), Actor::Officer(officer)) => {
            assert_eq!(told.iin, officer.person.iin, "{}", event.kind());
        }
        (Author::Other, _) | (Author::Recipient, Actor::Recipient(_)) => {}
        (told, by) => panic!("{} is told of {told:?} and was {by:?}'s", event.kind()),
    }
}
