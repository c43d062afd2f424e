//! The program `shanyraq`: Kazakhstan's public services in housing, and the operator's commands.

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::command::assess_law::{AssessLaw, assess_law};
use server::command::backup::{Backup, backup};
use server::command::check_law::{CheckLaw, check_law};
use server::command::checkpoint_journal::{CheckpointJournal, checkpoint_journal};
use server::command::diff_law::{DiffLaw, diff_law};
use server::command::draw_law::{DrawLaw, draw_law};
use server::command::export_case::{ExportCase, export_case};
use server::command::export_evidence::{ExportEvidence, export_evidence};
use server::command::import_office::{ImportOffice, import_office};
use server::command::keys::{KeysCommand, keys};
use server::command::list_facts::{ListFacts, list_facts};
use server::command::lsp_law::{LspLaw, lsp_law};
use server::command::migrate::{Migrate, migrate};
use server::command::passport_law::{PassportLaw, passport_law};
use server::command::rebuild_lists::{RebuildLists, rebuild_lists};
use server::command::replay_law::{ReplayLaw, replay_law};
use server::command::restore::{Restore, restore};
use server::command::seal_law::{SealLaw, seal_law};
use server::command::serve::{Serve, serve};
use server::command::show_law::{ShowLaw, show_law};
use server::command::term_law::{TermLaw, term_law};
use server::command::verify_case::{VerifyCase, verify_case};
use server::command::verify_journal::{VerifyJournal, verify_journal};
use server::command::verify_signature::{VerifySignature, verify_signature};
use server::command::{Setting, Verdict};

/// A third of a request's time went into memory: cases are read out of JSON.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The exit code when a command could not look; clap's own for a wrong command line.
const COULD_NOT_LOOK: u8 = 2;

/// Public services in housing: the law is data, and every answer comes with its reasons.
///
/// Exit codes: 0 yes, 1 no or not known (each command says of what), 2 the command could not look.
#[derive(Debug, Parser)]
#[command(name = "shanyraq", version)]
struct CommandLine {
    #[command(flatten)]
    setting: Setting,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(Serve),
    Migrate(Migrate),
    Backup(Backup),
    Restore(Restore),
    /// The organizations and their officers.
    #[command(subcommand)]
    Office(OfficeCommand),
    /// The journal.
    #[command(subcommand)]
    Journal(JournalCommand),
    /// The keys of personal data.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// A case as a folder that proves itself.
    #[command(subcommand)]
    Case(CaseCommand),
    /// Ask the law: what applies, what follows, by when, and whether it is sound.
    #[command(subcommand)]
    Law(LawCommand),
    /// Ask the notary.
    #[command(subcommand)]
    Signature(SignatureCommand),
}

#[derive(Debug, Subcommand)]
enum LawCommand {
    Check(CheckLaw),
    Show(ShowLaw),
    Facts(ListFacts),
    Assess(AssessLaw),
    Term(TermLaw),
    Diff(DiffLaw),
    Seal(SealLaw),
    Draw(DrawLaw),
    Passport(PassportLaw),
    Lsp(LspLaw),
    Replay(ReplayLaw),
}

#[derive(Debug, Subcommand)]
enum OfficeCommand {
    Import(ImportOffice),
}

#[derive(Debug, Subcommand)]
enum JournalCommand {
    Verify(VerifyJournal),
    Checkpoint(CheckpointJournal),
    Rebuild(RebuildLists),
}

#[derive(Debug, Subcommand)]
enum CaseCommand {
    Export(ExportCase),
    Verify(VerifyCase),
}

#[derive(Debug, Subcommand)]
enum SignatureCommand {
    Verify(VerifySignature),
    Export(ExportEvidence),
}

fn main() -> ExitCode {
    let CommandLine { setting, command } = CommandLine::parse();
    match run(&setting, &command) {
        Ok(verdict) => verdict.into(),
        // Whoever reads us has read enough: `shanyraq law show … | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            writeln!(std::io::stderr().lock(), "error: {error:#}").ok();
            ExitCode::from(COULD_NOT_LOOK)
        }
    }
}

fn run(setting: &Setting, command: &Command) -> anyhow::Result<Verdict> {
    match command {
        Command::Serve(args) => serve(args, setting),
        Command::Migrate(args) => migrate(args, setting),
        Command::Backup(args) => backup(args, setting),
        Command::Restore(args) => restore(args, setting),
        Command::Office(OfficeCommand::Import(args)) => import_office(args, setting),
        Command::Journal(JournalCommand::Verify(args)) => verify_journal(args, setting),
        Command::Keys(command) => keys(command, setting),
        Command::Journal(JournalCommand::Checkpoint(args)) => checkpoint_journal(args, setting),
        Command::Journal(JournalCommand::Rebuild(args)) => rebuild_lists(args, setting),
        Command::Case(CaseCommand::Export(args)) => export_case(args, setting),
        Command::Case(CaseCommand::Verify(args)) => verify_case(args, setting),
        Command::Law(LawCommand::Check(args)) => check_law(args, setting),
        Command::Law(LawCommand::Show(args)) => show_law(args, setting),
        Command::Law(LawCommand::Facts(args)) => list_facts(args, setting),
        Command::Law(LawCommand::Assess(args)) => assess_law(args, setting),
        Command::Law(LawCommand::Term(args)) => term_law(args, setting),
        Command::Law(LawCommand::Diff(args)) => diff_law(args, setting),
        Command::Law(LawCommand::Seal(args)) => seal_law(args, setting),
        Command::Law(LawCommand::Draw(args)) => draw_law(args, setting),
        Command::Law(LawCommand::Passport(args)) => passport_law(args, setting),
        Command::Law(LawCommand::Lsp(args)) => lsp_law(args, setting),
        Command::Law(LawCommand::Replay(args)) => replay_law(args, setting),
        Command::Signature(SignatureCommand::Export(args)) => export_evidence(args, setting),
        Command::Signature(SignatureCommand::Verify(args)) => {
            Ok(verify_signature(args, setting.now()?, setting.output())?.into())
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}
