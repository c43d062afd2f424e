//! Every page as a type: what it shows is what its fields hold.

pub mod field;
mod home;
mod login;
mod parts;
mod passport;
pub mod samples;
mod shell;

pub use home::{Home, ServiceCard};
pub use login::Login;
pub use parts::{
    Attachment, Color, CountedDay, Deadline, Download, Link, Pager, Problem, Progress, Purpose, Row,
    SignForm, Stage, Tag, problem_of,
};
pub use passport::{Basis, BasisKind, EditionFacts, IfNow, Passport, Place, StandardRow};
pub use shell::{Flash, MenuItem, Nav, Shell};
