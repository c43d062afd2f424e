//! A refusal of the work of a stage, as a story writes its facts.

use law::edition::SigningMeans;

use crate::refusal::WorkRefusal;

pub(super) fn facts(refusal: &WorkRefusal) -> String {
    match refusal {
        WorkRefusal::NotAsked
        | WorkRefusal::AnsweredAlready
        | WorkRefusal::SilenceIsNoAnswer
        | WorkRefusal::SecretaryVotes
        | WorkRefusal::NotAMember
        | WorkRefusal::Recused
        | WorkRefusal::OtherData
        | WorkRefusal::NumberNeeded
        | WorkRefusal::SumNeeded => String::new(),
        WorkRefusal::WorkNotDone { needs } => needs.code().to_owned(),
        WorkRefusal::NoSuchWork { stage } => stage.clone(),
        WorkRefusal::WorkDone { brought } => brought.code().to_owned(),
        WorkRefusal::MeansNotAllowed { means } => match means {
            SigningMeans::Eds => "eds",
            SigningMeans::OneTimePassword => "one-time-password",
            SigningMeans::InPerson => "in-person",
        }
        .to_owned(),
        WorkRefusal::Expired { at } => at.to_string(),
        WorkRefusal::NotExpired { at } => at.map_or_else(String::new, |at| at.to_string()),
        WorkRefusal::TooFewMembers { members, needed } => format!("{members} of {needed}"),
        WorkRefusal::NoQuorum {
            present,
            members,
            quorum,
        } => format!("{present} of {members}, {quorum}"),
        WorkRefusal::DayOutside { day } | WorkRefusal::TermOver { day } => day.to_string(),
        WorkRefusal::SignatoryMissing { signatory } => signatory.clone(),
        WorkRefusal::ApprovalMissing { approval } => approval.clone(),
        WorkRefusal::NotOverdue { due } => due.map_or_else(String::new, |due| due.to_string()),
    }
}
