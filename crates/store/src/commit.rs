//! Commits: one stream moves on, with all that follows from it, or nothing does.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use tokio::sync::oneshot;

use crate::{
    Store,
    blob::{self, Blob},
    data_key::{self, Found},
    draft,
    fault::Fault,
    job::{self, JobDraft},
    journal::{self, EventDraft, Head},
    keys::Keys,
    row::Row,
    signing::SigningError,
    stream::StreamId,
    value::{Only, Record, Statement, read_first, values},
};

/// What to commit: a stream, where it is believed to stand, and a pure closure that says what follows.
pub struct Commit<T, E> {
    /// The stream that moves on.
    pub stream: StreamId,
    /// The number of events that the caller has seen of it; 0 for a new stream.
    pub expected_seq: u64,
    /// Counters to draw from, each once, without gaps. A name given twice is drawn once.
    pub counters: Vec<String>,
    /// Pure and synchronous: it runs inside the transaction, and a refusal rolls everything back.
    pub build: Build<T, E>,
}

/// The closure of a [`Commit`].
pub type Build<T, E> = Box<dyn FnOnce(&Numbers) -> Result<(Batch, T), E> + Send>;

/// The numbers drawn for a commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(BTreeMap<String, u64>);

impl Numbers {
    /// The number drawn from a counter; none if the commit did not name it. The first is 1.
    pub fn get(&self, counter: &str) -> Option<u64> {
        self.0.get(counter).copied()
    }
}

/// All that one commit writes.
#[derive(Debug, Default)]
pub struct Batch {
    /// What happened, in order.
    pub events: Vec<EventDraft>,
    /// Outside effects to carry out later.
    pub jobs: Vec<JobDraft>,
    /// Bytes that events name by digest; those that are not public are sealed under the stream's key.
    pub blobs: Vec<Blob>,
    /// Projections, registers, and work in progress that ends here; in order.
    pub rows: Vec<Row>,
}

/// A commit that took effect and will survive a power cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed<T> {
    /// What the closure answered.
    pub value: T,
    /// The number of events of the stream now.
    pub seq: u64,
    /// The hash of the last of them; zeros if there is none.
    pub hash: [u8; 32],
}

/// Why nothing was committed.
#[derive(Debug, thiserror::Error)]
pub enum CommitError<E> {
    /// Somebody else was first.
    #[error("the stream stands elsewhere than expected")]
    Conflict {
        /// The stream.
        stream: StreamId,
        /// Where the caller believed it to stand.
        expected: u64,
        /// Where it stands.
        found: u64,
    },
    /// A row that may exist once exists already, or one that may end once has ended.
    #[error("a row that may exist once exists already")]
    Taken {
        /// The table.
        table: &'static str,
    },
    /// What was to be signed is not there to be used any more.
    #[error(transparent)]
    Signing(SigningError),
    /// The closure said no.
    #[error("the commit was refused by its own rule")]
    Refused(E),
    /// The database failed.
    #[error(transparent)]
    Fault(Fault),
}

/// The closure of a [`Prepared`]: it answers to its caller on a way of its own.
type BuildUntyped = dyn FnOnce(&Numbers) -> Option<Batch> + Send;

/// A commit without its types, as the engines take it.
pub(crate) struct Prepared {
    pub(crate) keys: Keys,
    pub(crate) stream: StreamId,
    pub(crate) expected_seq: u64,
    pub(crate) counters: BTreeSet<String>,
    /// None if the closure refused; it has told its caller by then.
    pub(crate) build: Box<BuildUntyped>,
}

/// Why an engine stopped and rolled back.
pub(crate) enum Halt {
    Refused,
    Breach(Breach),
    Fault(Fault),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// A rule of the store that a commit would have broken.
#[derive(Clone)]
pub(crate) enum Breach {
    /// The stream stands elsewhere.
    Conflict,
    /// A row that may exist once exists already, or one that may end once has ended.
    Taken(&'static str),
    /// What was to be signed cannot be used.
    Signing(String),
}

/// One statement of a commit.
pub(crate) struct Step {
    pub(crate) statement: Statement,
    /// What it means when a unique index refuses.
    pub(crate) on_duplicate: Breach,
    /// What it means when no row is returned, for statements that must return one.
    pub(crate) on_none: Option<Breach>,
}

impl Step {
    pub(crate) fn new(table: &'static str, statement: Statement) -> Self {
        Self {
            statement,
            on_duplicate: Breach::Taken(table),
            on_none: None,
        }
    }

    /// Judges what the engine answered.
    pub(crate) fn judge(&self, answer: Result<Vec<Record>, Fault>) -> Result<Vec<Record>, Halt> {
        match answer {
            Err(Fault::Duplicate { .. }) => Err(Halt::Breach(self.on_duplicate.clone())),
            Err(fault) => Err(Halt::Fault(fault)),
            Ok(records) if records.is_empty() => match &self.on_none {
                Some(breach) => Err(Halt::Breach(breach.clone())),
                None => Ok(records),
            },
            Ok(records) => Ok(records),
        }
    }
}

impl Prepared {
    /// Asks where the stream stands.
    pub(crate) fn ask_head(&self) -> Statement {
        journal::head(&self.stream)
    }

    /// Asks for the stream's key.
    pub(crate) fn ask_key(&self) -> Statement {
        data_key::ask(self.stream.as_str())
    }

    /// Draws from the counters, in the order of their names, so that two commits cannot wait for each other.
    pub(crate) fn draws(&self) -> Vec<Statement> {
        let draw = |name: &String| {
            Statement::new(
                "INSERT INTO counter (name, value) VALUES ($1, 1) \
                 ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value",
                values![name],
            )
        };
        self.counters.iter().map(draw).collect()
    }

    /// Compares where the stream stands with where the caller believed it to stand.
    pub(crate) fn check_head(&self, records: Vec<Record>) -> Result<Head, Halt> {
        let head = read_first(records)?.unwrap_or(Head::EMPTY);
        if head.seq == self.expected_seq {
            Ok(head)
        } else {
            Err(Halt::Breach(Breach::Conflict))
        }
    }

    /// Reads the numbers drawn, one answer for each of [`Self::draws`].
    pub(crate) fn numbers(&self, drawn: Vec<Vec<Record>>) -> Result<Numbers, Fault> {
        let mut numbers = Numbers::default();
        for (name, records) in self.counters.iter().zip(drawn) {
            let Only(value) = read_first(records)?.ok_or(Fault::Corrupt {
                expected: "a number",
            })?;
            numbers.0.insert(name.clone(), value);
        }
        Ok(numbers)
    }

    /// Runs the closure and turns its batch into statements, in the order in which they must take effect.
    pub(crate) fn proceed(
        self,
        head: Head,
        found: Vec<Record>,
        numbers: &Numbers,
    ) -> Result<(Vec<Step>, Head), Halt> {
        let batch = (self.build)(numbers).ok_or(Halt::Refused)?;
        let found: Found = read_first(found)?.ok_or(Fault::NoKeys)?;
        let mut steps = Vec::new();
        let key = found.key_in_commit(&self.keys, &self.stream, &mut steps)?;
        let (events, head) = journal::chain(&self.stream, head, batch.events, &key.lock)?;
        let into = "event (stream, seq, hash, envelope, sealed)";
        let events = Statement::insert_many(into, events, 8, "");
        steps.extend(events.into_iter().map(|statement| Step {
            on_duplicate: Breach::Conflict,
            ..Step::new("event", statement)
        }));
        for row in batch.rows {
            if let Row::DeleteDraft { id } = &row {
                steps.push(data_key::hand_over(id, &self.stream));
                steps.push(draft::filed(id, &self.stream));
            }
            row.steps(&mut steps);
        }
        for blob in batch.blobs {
            steps.push(Step::new("blob", blob::put(blob, &key)?));
        }
        for job in batch.jobs {
            steps.push(Step::new("job", job::enqueue(job)?));
        }
        for step in &mut steps {
            self.keys.seal_statement(&mut step.statement)?;
            step.statement.check()?;
        }
        Ok((steps, head))
    }
}

impl Store {
    /// Commits: checks where the stream stands, draws the counters, runs the closure, writes all it says.
    ///
    /// Answers only when the writes are durable. A refusal, a conflict or a fault leaves no trace, in the counters
    /// neither. The salts of the events come from the operating system's randomness.
    pub async fn commit<T: Send + 'static, E: Send + 'static>(
        &self,
        commit: Commit<T, E>,
    ) -> Result<Committed<T>, CommitError<E>> {
        let span = tracing::info_span!("commit", outcome = tracing::field::Empty);
        let committed =
            tracing::Instrument::instrument(Box::pin(self.commit_whole(commit)), span.clone())
                .await;
        let outcome = match &committed {
            Ok(_) => "committed",
            Err(CommitError::Conflict { .. } | CommitError::Taken { .. }) => "conflict",
            Err(CommitError::Refused(_) | CommitError::Signing(_)) => "refused",
            Err(CommitError::Fault(_)) => "failed",
        };
        span.record("outcome", outcome);
        committed
    }

    async fn commit_whole<T: Send + 'static, E: Send + 'static>(
        &self,
        commit: Commit<T, E>,
    ) -> Result<Committed<T>, CommitError<E>> {
        let (say, mut said) = oneshot::channel();
        let build = commit.build;
        let prepared = Prepared {
            keys: self.keys().clone(),
            stream: commit.stream.clone(),
            expected_seq: commit.expected_seq,
            counters: commit.counters.into_iter().collect(),
            build: Box::new(move |numbers| {
                // A panic in a closure must not take the one writer down with it.
                let (batch, answer) = match catch_unwind(AssertUnwindSafe(|| build(numbers))) {
                    Ok(Ok((batch, value))) => (Some(batch), Ok(value)),
                    Ok(Err(refusal)) => (None, Err(Some(refusal))),
                    Err(_panic) => (None, Err(None)),
                };
                // A caller that has gone away is told nothing, and that is all.
                let _gone = say.send(answer);
                batch
            }),
        };
        let outcome = self.engine().commit(prepared).await;
        let answer = said.try_recv().ok();
        match (outcome, answer) {
            (Ok(head), Some(Ok(value))) => Ok(Committed {
                value,
                seq: head.seq,
                hash: head.hash,
            }),
            (Err(Halt::Refused), Some(Err(Some(refusal)))) => Err(CommitError::Refused(refusal)),
            (Err(Halt::Refused), Some(Err(None))) => Err(CommitError::Fault(Fault::Panicked)),
            (Err(Halt::Breach(breach)), _) => Err(self
                .explain(breach, commit.stream, commit.expected_seq)
                .await),
            (Err(Halt::Fault(fault)), _) => Err(CommitError::Fault(fault)),
            (Ok(_) | Err(Halt::Refused), _) => Err(CommitError::Fault(Fault::Closed)),
        }
    }

    /// Looks up the facts of a breach, after the roll-back.
    async fn explain<E>(&self, breach: Breach, stream: StreamId, expected: u64) -> CommitError<E> {
        match breach {
            Breach::Taken(table) => CommitError::Taken { table },
            Breach::Conflict => match self.stream_seq(&stream).await {
                Ok(found) => CommitError::Conflict {
                    stream,
                    expected,
                    found,
                },
                Err(fault) => CommitError::Fault(fault),
            },
            Breach::Signing(id) => CommitError::Signing(self.why_unusable(&id).await),
        }
    }
}
