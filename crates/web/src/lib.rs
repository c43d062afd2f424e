//! The front: portal and office pages.

pub mod assets;
pub mod locale;
pub mod pages;
