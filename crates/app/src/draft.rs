//! Drafts: an application under way, saved as it is typed. Nothing here is journalled.

use std::collections::BTreeMap;

use casework::application::{self, Problem};
use casework::attachment;
use casework::canonical::sha256_hex;
use casework::event::{Answer, Answers, Attachment};
use casework::identifier::CaseNumber;
use jiff::Timestamp;
use law::edition::{Edition, Section};
use store::{Blob, DraftError, DraftRow};

use crate::case_command;
use crate::error::{Error, Fault};
use crate::office::Office;
use crate::session::Account;

/// The most drafts that a person has at a time.
const DRAFTS_MAX: u32 = 20;
/// The most files of one application.
const FILES_MAX: usize = 40;
/// How often a save is tried when another tab saves at the same time.
const TRIES: usize = 5;

/// A draft as pages need it.
#[derive(Clone)]
pub struct Draft {
    /// Its random id.
    pub id: String,
    /// The service.
    pub service: String,
    /// The answers, as typed.
    pub answers: Answers,
    /// The files.
    pub attachments: Vec<Attachment>,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// The id under which a person's drafts are kept: that of the account.
fn owner(account: &Account) -> Result<&str, Error> {
    account
        .row
        .as_ref()
        .map(|row| row.id.as_str())
        .ok_or(Error::NotRegistered)
}

fn read(row: DraftRow) -> Result<Draft, Error> {
    Ok(Draft {
        answers: serde_json::from_str(&row.answers).map_err(Fault::Body)?,
        attachments: serde_json::from_str(&row.attachments).map_err(Fault::Body)?,
        id: row.id,
        service: row.service,
        updated_at: row.updated_at,
    })
}

/// Starts a draft for `service`, with what is already known of the person.
pub async fn start(
    office: &Office,
    account: &Account,
    service: &str,
    answers: &Answers,
    now: Timestamp,
) -> Result<String, Error> {
    let id = office.random_id()?;
    start_as(office, account, (id, service), answers, now).await
}

/// The id of the draft that a person starts under a key of their own: the same key, the same draft.
pub fn id_under(account: &Account, key: &str) -> Result<String, Error> {
    let text = format!("shanyraq/draft/1 {} {key}", owner(account)?);
    Ok(sha256_hex(text.as_bytes()).chars().take(32).collect())
}

/// Starts a draft under an id that the person's drafts do not have yet. One that was filed under this id is a conflict:
/// the signature over its text would count for the new one too.
pub async fn start_as(
    office: &Office,
    account: &Account,
    (id, service): (String, &str),
    answers: &Answers,
    now: Timestamp,
) -> Result<String, Error> {
    if office.store.filed_draft(&id).await?.is_some() {
        return Err(Error::Conflict);
    }
    let row = DraftRow {
        id: id.clone(),
        person_id: owner(account)?.to_owned(),
        service: service.to_owned(),
        place: None,
        answers: serde_json::to_string(answers).map_err(Fault::Body)?,
        attachments: "[]".to_owned(),
        updated_at: now,
        version: 1,
    };
    let existing = office.store.drafts(&row.person_id, DRAFTS_MAX).await?;
    if let (true, Some(oldest)) = (
        existing.len() >= usize::try_from(DRAFTS_MAX).unwrap_or(usize::MAX),
        existing.last(),
    ) {
        office
            .store
            .delete_draft(&row.person_id, &oldest.id)
            .await?;
    }
    office.store.create_draft(&row).await?;
    Ok(id)
}

/// A draft of the person.
pub async fn load(office: &Office, account: &Account, id: &str) -> Result<Draft, Error> {
    let row = office
        .store
        .draft(owner(account)?, id)
        .await?
        .ok_or(Error::NotFound)?;
    read(row)
}

/// The case of the person that a draft has become: whoever comes back to its pages is led there.
pub async fn filed(
    office: &Office,
    account: &Account,
    id: &str,
) -> Result<Option<CaseNumber>, Error> {
    let stream = office.store.filed_draft(id).await?;
    let Some(number) = stream.and_then(|stream| stream.case_number()) else {
        return Ok(None);
    };
    match case_command::load(office, &number).await {
        Ok(found) if found.case.filed.recipient.iin == account.person.iin => Ok(Some(number)),
        Ok(_) | Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The person's drafts, the last saved first.
pub async fn list(office: &Office, account: &Account) -> Result<Vec<Draft>, Error> {
    let Some(row) = &account.row else {
        return Ok(Vec::new());
    };
    office
        .store
        .drafts(&row.id, DRAFTS_MAX)
        .await?
        .into_iter()
        .map(read)
        .collect()
}

/// Throws a draft away.
pub async fn discard(office: &Office, account: &Account, id: &str) -> Result<(), Error> {
    if office.store.delete_draft(owner(account)?, id).await? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Changes a draft as it is now; if another tab saved meanwhile, changes what that one saved.
async fn change(
    office: &Office,
    account: &Account,
    id: &str,
    now: Timestamp,
    edit: impl Fn(&mut Draft) -> Result<(), Error>,
) -> Result<Draft, Error> {
    for _try in 0..TRIES {
        let row = office
            .store
            .draft(owner(account)?, id)
            .await?
            .ok_or(Error::NotFound)?;
        let mut changed = row.clone();
        let mut draft = read(row)?;
        edit(&mut draft)?;
        changed.answers = serde_json::to_string(&draft.answers).map_err(Fault::Body)?;
        changed.attachments = serde_json::to_string(&draft.attachments).map_err(Fault::Body)?;
        changed.updated_at = now;
        draft.updated_at = now;
        match office.store.save_draft(&changed).await {
            Ok(_version) => return Ok(draft),
            Err(DraftError::Stale { .. }) => {}
            Err(DraftError::Gone) => return Err(Error::NotFound),
            Err(DraftError::Fault(fault)) => return Err(fault.into()),
        }
    }
    Err(Error::Conflict)
}

/// Saves what was typed in one section, right or wrong; other sections stay as they are.
pub async fn save(
    office: &Office,
    account: &Account,
    id: &str,
    (section, typed): (&Section, &Answers),
    now: Timestamp,
) -> Result<Draft, Error> {
    change(office, account, id, now, |draft| {
        put(draft, section, typed);
        Ok(())
    })
    .await
}

/// Puts the answers of a section in place of those that stand there.
fn put(draft: &mut Draft, section: &Section, typed: &Answers) {
    for field in &section.fields {
        let name = format!("{}.{}", section.code, field.code);
        match typed.get(&name) {
            Some(answer) => draft.answers.insert(name, answer.clone()),
            None => draft.answers.remove(&name),
        };
    }
}

/// What came of saving a section from a page.
pub enum Saved {
    /// It is saved.
    Done(Draft),
    /// Something else was saved in the section since the page was drawn. Nothing is changed: this is what stands.
    Meanwhile(Draft),
}

/// Saves a section from a page that was drawn when the section was at `seen` (see [`version`]). Where the section stands
/// at another version by now, and holds something else than what was typed, nothing is saved.
pub async fn save_seen(
    office: &Office,
    account: &Account,
    id: &str,
    (section, typed, seen): (&Section, &Answers, &str),
    now: Timestamp,
) -> Result<Saved, Error> {
    let is_other = |draft: &Draft| {
        let stands = version(section, &draft.answers);
        stands != seen && stands != version(section, typed)
    };
    let saved = change(office, account, id, now, |draft| {
        if is_other(draft) {
            return Err(Error::Conflict);
        }
        put(draft, section, typed);
        Ok(())
    });
    match saved.await {
        Ok(draft) => Ok(Saved::Done(draft)),
        Err(Error::Conflict) => {
            let draft = load(office, account, id).await?;
            if is_other(&draft) {
                Ok(Saved::Meanwhile(draft))
            } else {
                Err(Error::Conflict)
            }
        }
        Err(error) => Err(error),
    }
}

/// What the answers of a section are called by: 32 hexadecimal digits, the same for the same answers. What is left empty
/// is not answered.
pub fn version(section: &Section, answers: &Answers) -> String {
    let prefix = format!("{}.", section.code);
    let mut text = "shanyraq/section/1".to_owned();
    // With its length before it, no text reads as two.
    let mut write = |part: &str| text.extend([&part.len().to_string(), ":", part]);
    for (name, answer) in answers.iter().filter(|(name, _)| name.starts_with(&prefix)) {
        match answer {
            Answer::One(said) if said.is_empty() => {}
            Answer::One(said) => [name, "one", said].into_iter().for_each(&mut write),
            Answer::Rows(rows) if rows.iter().all(BTreeMap::is_empty) => {}
            Answer::Rows(rows) => {
                [name, "rows"].into_iter().for_each(&mut write);
                for row in rows {
                    write(&row.len().to_string());
                    let cells = row.iter().flat_map(|(column, said)| [column, said]);
                    cells.for_each(|part| write(part));
                }
            }
        }
    }
    sha256_hex(text.as_bytes()).chars().take(32).collect()
}

/// What is wrong in one section of a draft.
pub fn problems(section: &Section, draft: &Draft) -> Vec<Problem> {
    application::check_section(section, &draft.answers)
        .err()
        .unwrap_or_default()
}

/// Attaches a file to a draft, judged by its content and counted against the limit over all of them.
pub async fn attach(
    office: &Office,
    account: &Account,
    id: &str,
    file: NewFile<'_>,
    now: Timestamp,
) -> Result<Draft, Error> {
    let media = attachment::judge(&file.bytes).map_err(Error::NotTaken)?;
    let is_asked = file
        .edition
        .documents
        .iter()
        .any(|known| known.code == file.document);
    if !is_asked {
        return Err(Error::NotFound);
    }
    let size_bytes = u64::try_from(file.bytes.len()).unwrap_or(u64::MAX);
    let attached = Attachment {
        document: file.document.to_owned(),
        name: attachment::clean_name(file.name),
        media,
        size_bytes,
        sha256: sha256_hex(&file.bytes),
    };
    let limit_bytes = file.edition.attachments_limit_bytes;
    attachment::fits([], size_bytes, limit_bytes).map_err(Error::NotTaken)?;
    let blob = Blob::new(file.bytes);
    let kept = office.store.put_draft_blob(owner(account)?, id, blob);
    if !kept.await? {
        return Err(Error::NotFound);
    }
    change(office, account, id, now, |draft| {
        if draft.attachments.contains(&attached) {
            return Ok(());
        }
        let already = draft.attachments.iter().map(|file| file.size_bytes);
        attachment::fits(already, size_bytes, limit_bytes).map_err(Error::NotTaken)?;
        if draft.attachments.len() >= FILES_MAX {
            return Err(Error::NotTaken(attachment::NotTaken::TooMany {
                files_max: FILES_MAX,
            }));
        }
        draft.attachments.push(attached.clone());
        Ok(())
    })
    .await
}

/// A file that a person gives.
pub struct NewFile<'a> {
    /// The edition that asks for it.
    pub edition: &'a Edition,
    /// The document of the edition.
    pub document: &'a str,
    /// The name as given.
    pub name: &'a str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Takes a file away from a draft.
pub async fn detach(
    office: &Office,
    account: &Account,
    id: &str,
    (document, sha256): (&str, &str),
    now: Timestamp,
) -> Result<Draft, Error> {
    change(office, account, id, now, |draft| {
        draft
            .attachments
            .retain(|file| !(file.document == document && file.sha256 == sha256));
        Ok(())
    })
    .await
}

/// A file of a draft, as it was given.
pub async fn file(
    office: &Office,
    draft: &Draft,
    sha256: &str,
) -> Result<crate::file::File, Error> {
    let found = draft.attachments.iter().find(|file| file.sha256 == sha256);
    let found = found.ok_or(Error::NotFound)?;
    Ok(crate::file::File {
        name: found.name.clone(),
        mime: found.media.mime(),
        bytes: crate::bytes::bytes(office, sha256).await?,
    })
}
