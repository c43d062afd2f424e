//! Tests of the rulebook: stories over the real law, the table of permissions, properties and signed bytes.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod application;
mod canonical;
mod checkpoints;
mod confirmation;
mod corrections;
mod fifth;
#[expect(
    clippy::disallowed_methods,
    reason = "only the room itself does no IO; its tests read"
)]
#[path = "../../../law/tests/it/folder.rs"]
mod folder;
mod hearings;
mod library;
mod own_case;
mod permissions;
mod refused_intake;
mod rule_permissions;
mod scene;
mod seal;
mod sequences;
mod signed_bytes;
mod sixth;
mod snapshot;
mod stories;
mod work_permissions;
mod work_rules;
mod work_scene;
mod work_sequences;
