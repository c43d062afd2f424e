//! The ring and the database: which keys it was written with, whether ours are the same, and what each is still needed for.

use crate::{
    Store,
    fault::Fault,
    keys::KeyKind,
    register,
    value::{Cells, Only, Readable, Statement, read_all, read_first, values},
};

/// A key that the database was written with.
struct RingKey {
    id: String,
    kind: KeyKind,
    is_current: bool,
    proof: Vec<u8>,
}

impl Readable for RingKey {
    fn read(cells: &mut Cells) -> Result<Self, Fault> {
        let id = cells.take()?;
        let kind: String = cells.take()?;
        let is_current: u64 = cells.take()?;
        Ok(Self {
            id,
            kind: KeyKind::parse(&kind).ok_or(Fault::Corrupt {
                expected: "a kind of key",
            })?,
            is_current: is_current == 1,
            proof: cells.take()?,
        })
    }
}

/// A key and what is still written with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyStatus {
    /// What it is for.
    pub kind: KeyKind,
    /// Its id.
    pub id: String,
    /// Whether new rows are written with it.
    pub is_current: bool,
    /// Data keys under a master key; values of registers under a register key.
    pub count: u64,
}

fn place(id: &str) -> String {
    format!("ring-key {id}")
}

impl Store {
    /// Checks that the ring has every key that the database was written with, and that each is the right one; brings in
    /// keys that are new. The first of each kind is the one that is written with; see [`Self::rotate_keys`].
    ///
    /// Run it at every start: a store whose keys are wrong must not serve.
    pub async fn check_keys(&self) -> Result<(), Fault> {
        if self.keys().is_empty() {
            return Err(Fault::NoKeys);
        }
        // A ring that does not fit leaves no trace: what is known is checked before anything is brought in.
        let known = self.ring_keys().await?;
        self.check(&known)?;
        let is_new = |id: &str| !known.iter().any(|key| key.id == id);
        let mut statements = Vec::new();
        for (kind, id) in self.keys().all() {
            if is_new(id) {
                statements.push(self.bring_in(kind, id)?);
            }
        }
        if statements.is_empty() {
            return Ok(());
        }
        self.write(statements).await?;
        self.check(&self.ring_keys().await?)
    }

    fn check(&self, known: &[RingKey]) -> Result<(), Fault> {
        for key in known {
            let proof = self.keys().prover(key.kind, &key.id)?;
            if proof.open(&place(&key.id), &key.proof).as_deref() != Some(key.id.as_bytes()) {
                return Err(Fault::KeyWrong {
                    key: key.id.clone(),
                });
            }
            if key.is_current && key.kind == KeyKind::Register {
                self.keys().write_registers_with(&key.id)?;
            }
        }
        Ok(())
    }

    fn bring_in(&self, kind: KeyKind, id: &str) -> Result<Statement, Fault> {
        let proof = self
            .keys()
            .prover(kind, id)?
            .seal(&place(id), id.as_bytes().to_vec())?;
        // The first of its kind is current; a unique index lets no second be.
        let sql = "INSERT INTO ring_key (id, kind, is_current, proof) SELECT $1, $2, \
             CASE WHEN EXISTS (SELECT 1 FROM ring_key WHERE kind = $2 AND is_current = 1) THEN 0 ELSE 1 END, $3 \
             WHERE 1 = 1 ON CONFLICT DO NOTHING";
        Ok(Statement::new(sql, values![id, kind.name(), proof]))
    }

    async fn ring_keys(&self) -> Result<Vec<RingKey>, Fault> {
        let sql = "SELECT id, kind, is_current, proof FROM ring_key ORDER BY kind, id";
        read_all(self.read(Statement::new(sql, Vec::new())).await?)
    }

    /// The key that new rows are written with.
    pub(crate) async fn current_key(&self, kind: KeyKind) -> Result<String, Fault> {
        let keys = self.ring_keys().await?;
        let mut keys = keys.into_iter();
        let current = keys.find(|key| key.kind == kind && key.is_current);
        current.map(|key| key.id).ok_or(Fault::NoKeys)
    }

    /// The keys of a kind that new rows are not written with.
    pub(crate) async fn other_keys(&self, kind: KeyKind) -> Result<Vec<String>, Fault> {
        let keys = self.ring_keys().await?.into_iter();
        let others = keys.filter(|key| key.kind == kind && !key.is_current);
        Ok(others.map(|key| key.id).collect())
    }

    /// Every key with the number of what is written with it. Counts whole tables: for operators.
    pub async fn key_status(&self) -> Result<Vec<KeyStatus>, Fault> {
        let mut status = Vec::new();
        for key in self.ring_keys().await? {
            let count = match key.kind {
                KeyKind::Master => {
                    let sql = "SELECT COUNT(*) FROM data_key WHERE master = $1";
                    self.count(Statement::new(sql, values![&key.id])).await?
                }
                KeyKind::Register => self.register_values(&key.id).await?,
            };
            status.push(KeyStatus {
                kind: key.kind,
                id: key.id,
                is_current: key.is_current,
                count,
            });
        }
        Ok(status)
    }

    /// How many values of registers are written with a register key.
    async fn register_values(&self, id: &str) -> Result<u64, Fault> {
        let mut count = 0;
        for column in register::COLUMNS {
            let [from, to] = column.range(id);
            let sql = format!(
                "SELECT COUNT(*) FROM {} WHERE {} >= $1 AND {} < $2",
                column.table, column.name, column.name
            );
            count += self.count(Statement::new(sql, vec![from, to])).await?;
        }
        Ok(count)
    }

    pub(crate) async fn count(&self, statement: Statement) -> Result<u64, Fault> {
        let count: Option<Only<u64>> = read_first(self.read(statement).await?)?;
        Ok(count.map_or(0, |Only(count)| count))
    }

    /// Takes a key out of the database, after which it may be taken out of the ring. Refused while it is current or
    /// anything is written with it.
    ///
    /// Every node must have been started since the key after it became current: a node that was not writes registers with
    /// the key of before.
    pub async fn retire_key(&self, kind: KeyKind, id: &str) -> Result<(), Fault> {
        let needed = || Fault::KeyNeeded { key: id.to_owned() };
        if kind == KeyKind::Register && self.register_values(id).await? > 0 {
            return Err(needed());
        }
        let hold = self.engine().hold_keys();
        let mut statements: Vec<Statement> = hold
            .map(|sql| Statement::new(sql, Vec::new()))
            .into_iter()
            .collect();
        let sql = "DELETE FROM ring_key WHERE id = $1 AND kind = $2 AND is_current = 0 \
             AND NOT EXISTS (SELECT 1 FROM data_key WHERE master = $1) RETURNING id";
        statements.push(Statement::new(sql, values![id, kind.name()]));
        let answers = self.write(statements).await?;
        if answers.last().is_some_and(|answer| answer.len() == 1) {
            Ok(())
        } else {
            Err(needed())
        }
    }
}
