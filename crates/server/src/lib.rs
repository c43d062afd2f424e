//! The plant: configuration, the one clock, logs and the operator's commands of the program `shanyraq`.

pub mod clock;
pub mod command;
pub mod config;
pub mod keyring;
pub mod library;
pub mod logging;
pub mod metrics;
pub mod plant;
pub mod serve;
pub mod traces;
pub mod worker;
