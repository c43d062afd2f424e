//! An invented sixth service: its act has a stage for hearings and an extension of its own.

use std::sync::LazyLock;

use law::Law;

use crate::library::{hold, invented, invented_law};

static LAW: LazyLock<Law> = LazyLock::new(|| invented_law("sixth"));

#[test]
fn every_story_of_the_sixth_service_holds() {
    hold(&invented("sixth").join("stories"), &LAW);
}
