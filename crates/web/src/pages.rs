//! Every page as a type: what it shows is what its fields hold.

mod account;
mod apply;
mod case;
mod confirm;
mod error_page;
mod estimate;
pub mod field;
mod home;
mod login;
mod not_online;
pub mod office;
mod parts;
mod passport;
mod refusal;
mod register;
mod rule;
pub mod samples;
mod shell;
mod signature_problem;
mod verify;
mod views;

pub use account::{Account, CaseLine, History, HistoryLine, NoticeLine, Notices};
pub use apply::{
    ApplyDocuments, ApplyMeanwhile, ApplyReview, ApplySection, ApplyStart, Difference,
    DocumentSlot, Draft, PartyLine, PlaceOption, ReviewSection, Way,
};
pub use case::{Answers, CasePage, CaseState, DeedLine, View};
pub use confirm::{ConfirmPage, OtherWays, PhoneState, QrPage};
pub use error_page::{Again, ErrorPage, Fault};
pub use estimate::{Change, Estimate, EstimateAnswer, EstimateVerdict, QuestionGroup};
pub use home::{Home, ServiceCard};
pub use login::{Login, SecondFactorPage};
pub use not_online::NotOnline;
pub use parts::{
    Attachment, Color, CountedDay, Deadline, Download, Link, Pager, Problem, Problems, Progress,
    Purpose, Row, SignForm, Stage, Tag,
};
pub use passport::{
    Basis, BasisKind, Doubt, Drawn, EditionFacts, Group, IfNow, Item, Passport, Place, StandardRow,
};
pub use refusal::RefusalPage;
pub(crate) use refusal::{key_of_text, of_text};
pub use register::{Profile, Register};
pub use rule::{DecisionNotice, GroundTold, ReasonedDay, RuleField, RuleForm, RuleInput, RulePart};
pub use shell::{Flash, MenuItem, Nav, Shell};
pub use signature_problem::SignatureProblem;
pub use verify::{Verdict, Verify};
pub use views::Views;
