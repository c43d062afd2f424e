//! Refusals of the work of a stage, with the facts of the rule.

use jiff::{Timestamp, civil::Date};
use law::edition::{SigningMeans, Trigger};

/// Why something asked of the work of a stage is declined. The words are in the locales under `refusal-…`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkRefusal {
    /// The outcome follows from work that has not brought it.
    #[error("the work has not brought `{}`", needs.code())]
    WorkNotDone {
        /// What it must bring.
        needs: Trigger,
    },
    /// The stage has no work of that kind, or it has not begun.
    #[error("stage `{stage}` has no such work now")]
    NoSuchWork {
        /// The present stage.
        stage: String,
    },
    /// The work is done; nothing is added to it.
    #[error("the work has brought `{}`", brought.code())]
    WorkDone {
        /// What it brought.
        brought: Trigger,
    },
    /// It was not asked of this person, this register or for this deed.
    #[error("it was not asked")]
    NotAsked,
    /// It was answered before.
    #[error("it was answered already")]
    AnsweredAlready,
    /// The edition does not allow this means for the party.
    #[error("the means {means:?} is not allowed")]
    MeansNotAllowed {
        /// The means.
        means: SigningMeans,
    },
    /// The time for it has run out.
    #[error("the time ran out at {at}")]
    Expired {
        /// From this instant on.
        at: Timestamp,
    },
    /// The time for it has not run out.
    #[error("the time has not run out")]
    NotExpired {
        /// It does so at this instant; none = never.
        at: Option<Timestamp>,
    },
    /// The edition knows no outcome of a register's silence: somebody must ask again.
    #[error("silence is no answer")]
    SilenceIsNoAnswer,
    /// The commission has too few members.
    #[error("{members} members, but {needed} are needed")]
    TooFewMembers {
        /// The members named, each once.
        members: u32,
        /// The least number.
        needed: u32,
    },
    /// The secretary is named as a member or as the chair.
    #[error("the secretary does not vote")]
    SecretaryVotes,
    /// The chair is not among the members, or the actor is not.
    #[error("not a member of the commission")]
    NotAMember,
    /// The member may not take part.
    #[error("the member is recused")]
    Recused,
    /// Too few members voted.
    #[error("{present} of {members} members voted, below the quorum of {quorum}")]
    NoQuorum {
        /// Those who voted.
        present: u32,
        /// All members.
        members: u32,
        /// The share that is needed.
        quorum: String,
    },
    /// The data signed are not those of the deed.
    #[error("other data were signed")]
    OtherData,
    /// A number is needed.
    #[error("a number is needed")]
    NumberNeeded,
    /// The day lies in the future, or before the stage began.
    #[error("the day {day} is not possible")]
    DayOutside {
        /// The day.
        day: Date,
    },
    /// A signatory of the outside act is not named.
    #[error("the signatory `{signatory}` is not named")]
    SignatoryMissing {
        /// The signatory of the edition.
        signatory: String,
    },
    /// An approval of the outside act is not named, or by a body that cannot give it.
    #[error("the approval `{approval}` is not named")]
    ApprovalMissing {
        /// The approval of the edition.
        approval: String,
    },
    /// A payment has a sum above zero and a reference.
    #[error("a payment needs a sum and a reference")]
    SumNeeded,
    /// No sum is overdue.
    #[error("no sum is overdue")]
    NotOverdue {
        /// The day up to which the next sum may arrive.
        due: Option<Date>,
    },
    /// The term of the stage is over.
    #[error("the term ended on {day}")]
    TermOver {
        /// Its last day.
        day: Date,
    },
}

impl WorkRefusal {
    /// The key of the words for it, and the code in the log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WorkNotDone { .. } => "work-not-done",
            Self::NoSuchWork { .. } => "no-such-work",
            Self::WorkDone { .. } => "work-done",
            Self::NotAsked => "not-asked",
            Self::AnsweredAlready => "answered-already",
            Self::MeansNotAllowed { .. } => "means-not-allowed",
            Self::Expired { .. } => "expired",
            Self::NotExpired { .. } => "not-expired",
            Self::SilenceIsNoAnswer => "silence-is-no-answer",
            Self::TooFewMembers { .. } => "too-few-members",
            Self::SecretaryVotes => "secretary-votes",
            Self::NotAMember => "not-a-member",
            Self::Recused => "recused",
            Self::NoQuorum { .. } => "no-quorum",
            Self::OtherData => "other-data",
            Self::NumberNeeded => "number-needed",
            Self::DayOutside { .. } => "day-outside",
            Self::SignatoryMissing { .. } => "signatory-missing",
            Self::ApprovalMissing { .. } => "approval-missing",
            Self::SumNeeded => "sum-needed",
            Self::NotOverdue { .. } => "not-overdue",
            Self::TermOver { .. } => "term-over",
        }
    }
}
