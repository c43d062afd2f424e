//! Drafts: answers on their way to an application. Not journalled; a person sees only their own.

use jiff::Timestamp;

use crate::{
    Store,
    commit::{Breach, Step},
    data_key,
    fault::Fault,
    keys::Keys,
    stream::StreamId,
    value::{Only, Statement, Value, read_all, read_first, read_in_order, values},
};

/// A draft.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// Its random id.
    pub id: String,
    /// Whose it is.
    pub person_id: String,
    /// The service.
    pub service: String,
    /// KATO code of the place, once chosen.
    pub place: Option<String>,
    /// The answers, JSON.
    pub answers: String,
    /// What is known of the attachments, JSON; their bytes are blobs.
    pub attachments: String,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// How often it was saved; 1 when new. A save must name the version that it started from.
    pub version: u64,
}

impl std::fmt::Debug for DraftRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "DraftRow({}, version {}, …)",
            self.id, self.version
        )
    }
}

/// Why a draft was not saved.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// It was saved elsewhere in the meantime.
    #[error("the draft was saved elsewhere in the meantime")]
    Stale {
        /// The draft as it is now.
        newer: Box<DraftRow>,
    },
    /// It is not there any more: submitted, deleted, or never this person's.
    #[error("the draft is not there")]
    Gone,
    /// The database failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

read_in_order! {
    const COLUMNS;
    DraftRow { id, person_id, service, place, answers, attachments, updated_at, version }
}

impl DraftRow {
    fn opened(mut self, keys: &Keys) -> Result<Self, Fault> {
        self.answers = keys.open_text(&place("answers", &self.id), self.answers)?;
        self.attachments = keys.open_text(&place("attachments", &self.id), self.attachments)?;
        Ok(self)
    }

    fn secret(&self, column: &str, text: &str) -> Value {
        Value::secret(place(column, &self.id), text)
    }
}

fn place(column: &str, id: &str) -> String {
    format!("draft.{column} {id}")
}

/// The end of a draft that becomes a case. Of two commits that end the same draft, one is refused.
pub(crate) fn end(id: &str) -> Step {
    let sql = "DELETE FROM draft WHERE id = $1 RETURNING id";
    Step {
        on_none: Some(Breach::Taken("draft")),
        ..Step::new("draft", Statement::new(sql, values![id]))
    }
}

/// What a draft became: its id is never a draft's again.
pub(crate) fn filed(id: &str, stream: &StreamId) -> Step {
    let sql = "INSERT INTO filed_draft (id, stream) VALUES ($1, $2)";
    Step::new("draft", Statement::new(sql, values![id, stream.as_str()]))
}

impl Store {
    /// The journal of the case that a draft of this id has become; none if it has not.
    pub async fn filed_draft(&self, id: &str) -> Result<Option<StreamId>, Fault> {
        let sql = "SELECT stream FROM filed_draft WHERE id = $1";
        let found: Option<Only<String>> =
            read_first(self.read(Statement::new(sql, values![id])).await?)?;
        Ok(found.map(|Only(stream)| StreamId::from_stored(stream)))
    }

    /// Keeps a new draft, as version 1 whatever the row says.
    pub async fn create_draft(&self, draft: &DraftRow) -> Result<(), Fault> {
        let sql = format!("INSERT INTO draft ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)");
        let values = values![
            &draft.id,
            &draft.person_id,
            &draft.service,
            draft.place.as_ref(),
            draft.secret("answers", &draft.answers),
            draft.secret("attachments", &draft.attachments),
            draft.updated_at,
        ];
        self.write_one(Statement::new(sql, values)).await.map(drop)
    }

    /// A person's draft; none if it is not there or is somebody else's.
    pub async fn draft(&self, person_id: &str, id: &str) -> Result<Option<DraftRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM draft WHERE id = $1 AND person_id = $2");
        let found: Option<DraftRow> = read_first(
            self.read(Statement::new(sql, values![id, person_id]))
                .await?,
        )?;
        found.map(|row| row.opened(self.keys())).transpose()
    }

    /// A person's drafts, the last saved first, at most `limit`.
    pub async fn drafts(&self, person_id: &str, limit: u32) -> Result<Vec<DraftRow>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM draft WHERE person_id = $1 ORDER BY updated_at DESC, id DESC LIMIT $2"
        );
        let found: Vec<DraftRow> = read_all(
            self.read(Statement::new(sql, values![person_id, i64::from(limit)]))
                .await?,
        )?;
        let open = |row: DraftRow| row.opened(self.keys());
        found.into_iter().map(open).collect()
    }

    /// Saves place, answers and attachments over the version that the row names; answers the new version.
    ///
    /// A save over an older version changes nothing and says what the newer one is.
    pub async fn save_draft(&self, draft: &DraftRow) -> Result<u64, DraftError> {
        let sql = "UPDATE draft SET place = $4, answers = $5, attachments = $6, updated_at = $7, \
             version = version + 1 WHERE id = $1 AND person_id = $2 AND version = $3 RETURNING version";
        let values = values![
            &draft.id,
            &draft.person_id,
            draft.version,
            draft.place.as_ref(),
            draft.secret("answers", &draft.answers),
            draft.secret("attachments", &draft.attachments),
            draft.updated_at,
        ];
        let saved = self.write_one(Statement::new(sql, values)).await?;
        if saved.len() == 1 {
            return Ok(draft.version + 1);
        }
        match self.draft(&draft.person_id, &draft.id).await? {
            Some(newer) => Err(DraftError::Stale {
                newer: Box::new(newer),
            }),
            None => Err(DraftError::Gone),
        }
    }

    /// Deletes a person's draft with its files and their key. Answers whether it was there.
    pub async fn delete_draft(&self, person_id: &str, id: &str) -> Result<bool, Fault> {
        let sql = "DELETE FROM draft WHERE id = $1 AND person_id = $2 RETURNING id";
        let gone = self
            .write_one(Statement::new(sql, values![id, person_id]))
            .await?;
        if gone.is_empty() {
            return Ok(false);
        }
        // Only now: had a commit made a case of the draft meanwhile, the files would be the case's.
        let owner = data_key::draft_owner(id);
        self.write(data_key::delete(&owner, &owner).into()).await?;
        Ok(true)
    }
}
