//! Every refusal of the rulebook, each on its page.

use casework::Refusal;
use casework::identifier::CaseNumber;
use casework::refusal::{IntakeRefusal, RuleRefusal, TextRefusal, WorkRefusal};
use jiff::Timestamp;
use jiff::civil::date;
use law::edition::{Role, SigningMeans, Trigger};

use super::super::{Flash, RefusalPage, Row, Shell};
use super::office::official;
use super::{Sample, add};

mod rule;

/// Draws them all.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    let mut pages = Vec::new();
    let mut next = Some(Refusal::NotYours);
    while let Some(refusal) = next {
        pages.push(RefusalPage::of(
            shell.clone(),
            &refusal,
            shell.to("/account"),
        ));
        next = after(&refusal);
    }
    // What was typed into a form that came too late.
    let mut late = RefusalPage::of(
        shell.clone(),
        &Refusal::Rule(RuleRefusal::HearingOver),
        shell.to("/cases/7"),
    );
    late.typed = vec![Row::new(shell.words.text("rule-field-text"), "…")];
    pages.push(late);
    pages.push(second(shell));
    add(samples, "refusal", pages);
}

/// An official came second: what the first one did stands on top, and the note below.
fn second(shell: &Shell) -> RefusalPage {
    let shell = official(shell);
    let officer = "Г. Оспанова".to_owned();
    let at = shell.words.moment(date(2021, 3, 19).at(10, 7, 0, 0));
    let line = |key: &str| format!("{at} · {} · {officer}", shell.words.text(key));
    let flash = Flash {
        is_success: false,
        text: shell.words.text("happened-since").into_owned(),
        lines: vec![line("event-taken"), line("event-stage-decided")],
    };
    let typed = vec![Row::new(shell.words.text("rule-field-note"), "…")];
    let refusal = Refusal::TakenByAnother {
        officer: officer.clone(),
    };
    let back = shell.to("/office/almaty-social/cases/7");
    let mut page = RefusalPage::of(shell, &refusal, back);
    page.shell.flash = Some(flash);
    page.typed = typed;
    page
}

/// The refusal after this one, so that a new one cannot be forgotten here.
fn after(refusal: &Refusal) -> Option<Refusal> {
    let word = || "completeness".to_owned();
    let needed = Role::Head;
    Some(match refusal {
        Refusal::NotYours => Refusal::OwnCase,
        Refusal::OwnCase => Refusal::NotYourRole { needed },
        Refusal::NotYourRole { .. } => Refusal::Ended {
            number: CaseNumber::from_random(1),
        },
        Refusal::Ended { .. } => Refusal::NotRegistered,
        Refusal::NotRegistered => Refusal::AlreadyRegistered,
        Refusal::AlreadyRegistered => Refusal::TooEarly {
            day: date(2021, 3, 23),
        },
        Refusal::TooEarly { .. } => Refusal::NoEvidence,
        Refusal::NoEvidence => Refusal::AnotherStage {
            asked: word(),
            at: None,
        },
        Refusal::AnotherStage { .. } => Refusal::TakenByAnother {
            officer: "Г. Оспанова".to_owned(),
        },
        Refusal::TakenByAnother { .. } => Refusal::NotTaken,
        Refusal::NotTaken => Refusal::NoSuchOutcome {
            stage: word(),
            outcome: word(),
        },
        Refusal::NoSuchOutcome { .. } => Refusal::NoSuchFact { fact: word() },
        Refusal::NoSuchFact { .. } => Refusal::BadValue {
            fact: word(),
            problems: Vec::new(),
        },
        Refusal::BadValue { .. } => Refusal::NoSuchAttachment,
        Refusal::NoSuchAttachment => Refusal::FactsMissing {
            missing: vec!["family-income".to_owned()],
        },
        Refusal::FactsMissing { .. } => Refusal::AssessmentDiffers {
            grounds: Vec::new(),
        },
        Refusal::AssessmentDiffers { .. } => Refusal::HearingNeeded,
        Refusal::HearingNeeded => Refusal::NothingMissing,
        Refusal::NothingMissing => Refusal::MarkedMissing,
        Refusal::MarkedMissing => Refusal::NoDeedWaiting,
        Refusal::NoDeedWaiting => Refusal::AnotherDeed,
        Refusal::AnotherDeed => Refusal::NoteNeeded,
        Refusal::NoteNeeded => Refusal::NotOnline { place: word() },
        Refusal::NotOnline { .. } => Refusal::EditionChanged { edition: word() },
        Refusal::EditionChanged { .. } => Refusal::LawSilent { what: word() },
        Refusal::LawSilent { .. } => Refusal::ComplainedOf,
        Refusal::ComplainedOf => Refusal::TrackUnknown {
            missing: vec![word()],
        },
        Refusal::TrackUnknown { .. } => WorkRefusal::NotAsked.into(),
        Refusal::Work(refusal) => match after_of_work(refusal) {
            Some(next) => next.into(),
            None => RuleRefusal::NoHearingNeeded.into(),
        },
        Refusal::Rule(refusal) => match rule::after(refusal) {
            Some(next) => next.into(),
            None => IntakeRefusal::NothingLacking.into(),
        },
        Refusal::Intake(refusal) => match after_of_counter(refusal) {
            Some(next) => next.into(),
            None => TextRefusal::TooLong { line: "is" }.into(),
        },
        Refusal::Text(refusal) => after_of_text(refusal)?.into(),
    })
}

/// The same for the refusals of the counter.
fn after_of_counter(refusal: &IntakeRefusal) -> Option<IntakeRefusal> {
    let document = || "income-proof".to_owned();
    Some(match refusal {
        IntakeRefusal::NothingLacking => IntakeRefusal::NoReceipt {
            edition: "housing-assistance".to_owned(),
        },
        IntakeRefusal::NoReceipt { .. } => IntakeRefusal::NotAsked {
            document: document(),
        },
        IntakeRefusal::NotAsked { .. } => IntakeRefusal::NotAskedAgain {
            document: document(),
        },
        IntakeRefusal::NotAskedAgain { .. } => IntakeRefusal::NamedTwice {
            document: document(),
        },
        IntakeRefusal::NamedTwice { .. } => IntakeRefusal::Unsaid { line: "name" },
        IntakeRefusal::Unsaid { .. } => return None,
    })
}

/// The same for the refusals of what was typed.
fn after_of_text(refusal: &TextRefusal) -> Option<TextRefusal> {
    Some(match refusal {
        TextRefusal::TooLong { .. } => TextRefusal::Unseen { line: "reason" },
        TextRefusal::Unseen { .. } => TextRefusal::Unprintable { character: '🏠' },
        TextRefusal::Unprintable { .. } => return None,
    })
}

/// The same for the refusals of the work of a stage.
fn after_of_work(refusal: &WorkRefusal) -> Option<WorkRefusal> {
    let word = || "owner".to_owned();
    let day = date(2026, 11, 16);
    Some(match refusal {
        WorkRefusal::NotAsked => WorkRefusal::WorkNotDone {
            needs: Trigger::Given,
        },
        WorkRefusal::WorkNotDone { .. } => WorkRefusal::NoSuchWork { stage: word() },
        WorkRefusal::NoSuchWork { .. } => WorkRefusal::WorkDone {
            brought: Trigger::Given,
        },
        WorkRefusal::WorkDone { .. } => WorkRefusal::AnsweredAlready,
        WorkRefusal::AnsweredAlready => WorkRefusal::MeansNotAllowed {
            means: SigningMeans::InPerson,
        },
        WorkRefusal::MeansNotAllowed { .. } => WorkRefusal::Expired {
            at: Timestamp::UNIX_EPOCH,
        },
        WorkRefusal::Expired { .. } => WorkRefusal::NotExpired { at: None },
        WorkRefusal::NotExpired { .. } => WorkRefusal::SilenceIsNoAnswer,
        WorkRefusal::SilenceIsNoAnswer => WorkRefusal::TooFewMembers {
            members: 2,
            needed: 5,
        },
        WorkRefusal::TooFewMembers { .. } => WorkRefusal::SecretaryVotes,
        WorkRefusal::SecretaryVotes => WorkRefusal::NotAMember,
        WorkRefusal::NotAMember => WorkRefusal::Recused,
        WorkRefusal::Recused => WorkRefusal::NoQuorum {
            present: 2,
            members: 5,
            quorum: "0.5".to_owned(),
        },
        WorkRefusal::NoQuorum { .. } => WorkRefusal::OtherData,
        WorkRefusal::OtherData => WorkRefusal::NumberNeeded,
        WorkRefusal::NumberNeeded => WorkRefusal::DayOutside { day },
        WorkRefusal::DayOutside { .. } => WorkRefusal::SignatoryMissing { signatory: word() },
        WorkRefusal::SignatoryMissing { .. } => WorkRefusal::ApprovalMissing { approval: word() },
        WorkRefusal::ApprovalMissing { .. } => WorkRefusal::SumNeeded,
        WorkRefusal::SumNeeded => WorkRefusal::NotOverdue { due: Some(day) },
        WorkRefusal::NotOverdue { .. } => WorkRefusal::TermOver { day },
        WorkRefusal::TermOver { .. } => return None,
    })
}
