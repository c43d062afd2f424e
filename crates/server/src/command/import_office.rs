//! `shanyraq office import FILE`: organizations, working hours, officers and roles, journalled.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use app::import_office::{Import, Imported, import_office as write};
use casework::actor::Organization;
use casework::identifier::{Bin, Iin};
use clap::Args;
use law::Text;
use law::calendar::WeekKind;
use law::hours::{Between, WorkingHours};
use serde::Deserialize;
use serde_json::json;

use super::{Setting, Verdict};
use crate::plant;

/// Reads an office file: organizations, their hours, officers and roles. What is unchanged is left alone.
#[derive(Debug, Args)]
pub struct ImportOffice {
    /// The file, TOML.
    file: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeFile {
    organization: Vec<OrganizationEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganizationEntry {
    code: String,
    bin: String,
    kato: String,
    register: String,
    services: Vec<String>,
    phone: String,
    address: Text,
    name: Text,
    hours: HoursEntry,
    officer: Vec<OfficerEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoursEntry {
    days: Vec<String>,
    from: String,
    to: String,
    lunch: Option<[String; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficerEntry {
    iin: String,
    name: String,
    roles: Vec<String>,
}

/// Runs the command.
pub fn import_office(args: &ImportOffice, setting: &Setting) -> anyhow::Result<Verdict> {
    let config = setting.config()?;
    let imports = read(&args.file)?;
    super::runtime()?.block_on(async {
        let office = plant::office(&config).await?;
        let now = plant::clock(&config).now();
        let mut written = Vec::new();
        let mut unchanged = Vec::new();
        for import in imports {
            let code = import.organization.code.clone();
            if office.law.places().get(&import.organization.kato).is_none() {
                bail!(
                    "organization {code}: place {} is not in law/places.kdl",
                    import.organization.kato
                );
            }
            match write(&office, import, now)
                .await
                .with_context(|| format!("organization {code}"))?
            {
                Imported::Written => written.push(code),
                Imported::Unchanged => unchanged.push(code),
            }
        }
        let report = json!({ "written": written, "unchanged": unchanged });
        setting.output().print(&report, || {
            format!(
                "{} organizations written, {} unchanged.",
                written.len(),
                unchanged.len()
            )
        })?;
        Ok(Verdict::Yes)
    })
}

/// The organizations of a file, each fault with its organization and the way out.
pub fn read(file: &Path) -> anyhow::Result<Vec<Import>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the office file {}", file.display()))?;
    let office: OfficeFile = toml::from_str(&text)
        .with_context(|| format!("the office file {} is wrong", file.display()))?;
    office
        .organization
        .into_iter()
        .map(|entry| {
            let code = entry.code.clone();
            import(entry).with_context(|| format!("organization {code}"))
        })
        .collect()
}

fn import(entry: OrganizationEntry) -> anyhow::Result<Import> {
    let officers = entry
        .officer
        .into_iter()
        .map(|officer| {
            let iin = Iin::parse(&officer.iin)
                .with_context(|| format!("officer {}: the IIN is wrong", officer.name))?;
            if let Some(odd) = officer
                .roles
                .iter()
                .find(|role| app::session::role_of(role).is_none())
            {
                bail!(
                    "officer {}: no role {odd:?}; write clerk, executor, head or operator",
                    officer.name
                );
            }
            Ok((iin, officer.name, officer.roles))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let organization = Organization {
        code: entry.code,
        bin: Bin::parse(&entry.bin).context("the BIN is wrong")?,
        kato: entry.kato,
        register: entry.register,
        services: entry.services,
        phone: entry.phone,
        address: entry.address,
        name: entry.name,
        hours: hours(&entry.hours)?,
    };
    Ok(Import {
        organization,
        officers,
    })
}

fn hours(entry: &HoursEntry) -> anyhow::Result<WorkingHours> {
    const FIVE: [&str; 5] = ["mon", "tue", "wed", "thu", "fri"];
    const SIX: [&str; 6] = ["mon", "tue", "wed", "thu", "fri", "sat"];
    let days = if entry.days == FIVE {
        WeekKind::FiveDay
    } else if entry.days == SIX {
        WeekKind::SixDay
    } else {
        bail!("hours.days must be mon to fri or mon to sat");
    };
    let between = |from: &str, to: &str| {
        Between::parse(&format!("{from}-{to}"))
            .with_context(|| format!("hours {from} to {to}: write 09:00 and a later time"))
    };
    let open = between(&entry.from, &entry.to)?;
    let lunch = match &entry.lunch {
        Some([from, to]) => Some(between(from, to)?),
        None => None,
    };
    Ok(WorkingHours {
        days,
        from: open.from,
        to: open.to,
        lunch,
    })
}
