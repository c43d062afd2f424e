//! An invented fifth service: a folder of law and stories, and no Rust. It uses every kind of work.

use std::sync::LazyLock;

use law::Law;

use crate::library::{hold, invented, invented_law};

pub(crate) static LAW: LazyLock<Law> = LazyLock::new(|| invented_law("fifth"));

#[test]
fn every_story_of_the_fifth_service_holds() {
    hold(&invented("fifth").join("stories"), &LAW);
}
