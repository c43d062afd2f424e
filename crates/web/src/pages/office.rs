//! Pages for officials: what falls due, one case, the facts, the derivation, the deed.

mod assessment;
mod case;
mod choice;
mod counter;
mod deed;
mod verification;
mod worklist;

pub use assessment::{
    DerivedValue, GroundLine, MissingLine, OfficeAssessment, Outcome, Propose, RequirementLine,
    SourceValue, Step,
};
pub use case::{
    Act, CheckLine, Completeness, OfficeCase, OfficeFinding, OutcomeButton, Presence,
    SignatureVerdict,
};
pub use choice::OfficeChoice;
pub use counter::{
    CounterReceipt, CounterService, OfficeCounter, OfficeReceipt, OfficeRefuseIntake,
    OfficeRefuseIntakeReview,
};
pub use deed::{DeedAct, OfficeCorrection, OfficeDeed, SendBack, SignedBytes};
pub use verification::{FactForm, FactLine, Found, OfficeVerification, SourceOption, Table};
pub use worklist::{DueGroup, FilterOption, OfficeWorklist, WorkCount, WorkLine};

use super::{Link, Tag};

/// What stands on top of every page about one case in the office.
#[derive(Clone)]
pub struct CaseHead {
    /// The address of the work list.
    pub list: String,
    /// The name of the service.
    pub service: String,
    /// The number of the case.
    pub number: String,
    /// The name of the applicant.
    pub applicant: String,
    /// The stage.
    pub stage: String,
    /// When the stage is due, in words; `None` when the case is over.
    pub due: Option<String>,
    /// How it stands against its day: overdue, today, in time, closed.
    pub tag: Tag,
    /// The pages of the case: application, verification, assessment, deed; without the present one's
    /// address an entry is the present page.
    pub pages: Vec<CasePageLink>,
}

/// One page of a case.
#[derive(Clone)]
pub struct CasePageLink {
    /// Its words and its address.
    pub link: Link,
    /// Whether it is the one that is open.
    pub is_current: bool,
}
