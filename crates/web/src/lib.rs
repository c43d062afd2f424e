//! The front: portal and office pages.
//!
//! A request comes in through [`door`], is answered by one verb in `portal` or `desk`, which asks `app` and fills
//! a page of [`pages`]; whatever goes wrong is a [`failure::Failure`], turned into a page in one place.

pub mod api;
pub mod assets;
pub mod cite;
mod desk;
pub mod door;
pub mod failure;
mod failure_page;
mod fields;
pub mod form;
pub mod locale;
mod mobile;
mod multipart;
pub mod pages;
mod portal;
mod reason;
pub mod routes;
mod rule;
mod show;

pub use door::Front;
pub use routes::router;
