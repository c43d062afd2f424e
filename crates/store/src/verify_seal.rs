//! Verification against the seals: what the tree says must still be in the journal, and the tree be as it was sealed.
//!
//! A chain shows what was changed inside it. That its tail was cut off, that a whole stream is gone, or that it was
//! written anew with hashes that fit, shows here; that the seals were written anew too, by a checkpoint kept outside.

use std::collections::{BTreeMap, BTreeSet};

use casework::seal::{Checkpoint, Frontier, Hash, Node, Note};
use jiff::civil::Date;

use crate::{
    Store,
    fault::Fault,
    seal::{SealRow, SealedHead, hash_of, is_kept, leaf},
    stream::StreamId,
    value::{Cells, Only, Readable, Statement, read_all, read_first, values},
};

/// How many leaves are in memory at a time.
const PAGE: u32 = 512;

/// How many faults are listed one by one, and how many streams are remembered so that none is listed twice.
const LISTED_MAX: usize = 1000;

/// What a verification against the seals found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SealReport {
    /// Seals read.
    pub seals: u64,
    /// Leaves compared with the journal.
    pub leaves: u64,
    /// The day of the newest seal.
    pub newest: Option<Date>,
    /// How many faults there are.
    pub fault_count: u64,
    /// The first thousand of them.
    pub faults: Vec<SealFault>,
}

impl SealReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.fault_count == 0
    }

    fn add(&mut self, fault: SealFault) {
        self.fault_count += 1;
        if self.faults.len() < LISTED_MAX {
            self.faults.push(fault);
        }
    }
}

/// Something that was sealed and is otherwise now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealFault {
    /// Every event of a stream is gone: a removed case, where it is the stream of one.
    StreamRemoved {
        /// The stream.
        stream: String,
        /// How many events it had.
        sealed: u64,
        /// The first seal that had it; none if it was taken down and not sealed yet.
        since: Option<Date>,
    },
    /// The last events of a stream are gone.
    Truncated {
        /// The stream.
        stream: String,
        /// How many events it has.
        left: u64,
        /// How many it had.
        sealed: u64,
        /// The first seal that had them.
        since: Option<Date>,
    },
    /// An event inside a stream is gone.
    EventMissing {
        /// The stream.
        stream: String,
        /// Its place.
        seq: u64,
        /// The first seal that had it.
        since: Option<Date>,
    },
    /// An event is another one than was sealed, with all hashes after it written anew.
    Rewritten {
        /// The stream.
        stream: String,
        /// The place of the event.
        seq: u64,
        /// The first seal that had the true one.
        since: Option<Date>,
    },
    /// The leaves do not give the root of a day's seal: leaves were changed, removed or added before it.
    RootDiffers {
        /// The day of the seal.
        day: Date,
    },
    /// A node that is kept for proofs is gone, or not the one that the leaves give: proofs would not hold.
    NodeDiffers {
        /// Its level.
        level: u8,
        /// Its place.
        place: u64,
    },
    /// There are fewer leaves than a seal is over.
    LeavesMissing {
        /// The day of the seal.
        day: Date,
        /// How many there are.
        found: u64,
        /// How many it is over.
        sealed: u64,
    },
    /// The journal of seals and the kept seals do not agree, or the text does not continue the one before.
    SealChanged {
        /// The place in the journal of seals.
        seq: u64,
    },
    /// A checkpoint kept outside is of more leaves than there are: seals were removed.
    CheckpointAhead {
        /// The day of the checkpoint.
        day: Date,
        /// How many leaves there are.
        found: u64,
        /// How many it is over.
        sealed: u64,
    },
    /// A checkpoint kept outside has another root: the journal and its seals were written anew.
    CheckpointDiffers {
        /// The day of the checkpoint.
        day: Date,
    },
}

/// A leaf beside the event that it names.
struct Compared {
    leaf: SealedHead,
    found: Option<Hash>,
}

impl Readable for Compared {
    fn read(cells: &mut Cells) -> Result<Self, Fault> {
        Ok(Self {
            leaf: SealedHead::read(cells)?,
            found: cells.take()?,
        })
    }
}

/// A root that the tree must have at a size.
struct Expected {
    root: Hash,
    day: Date,
    is_outside: bool,
}

/// Where the reading stands.
struct Reading {
    report: SealReport,
    tree: Frontier,
    expected: BTreeMap<u64, Vec<Expected>>,
    /// Size and day of each seal.
    days: BTreeMap<u64, Date>,
    /// Streams that were reported, with the day since when.
    reported: BTreeSet<String>,
}

impl Reading {
    /// The first seal over the leaf at `place`.
    fn since(&self, place: u64) -> Option<Date> {
        let mut over = self.days.range(place.saturating_add(1)..);
        over.next().map(|(_, day)| *day)
    }

    /// Compares the tree as it is with what must have its size.
    fn compare(&mut self) {
        let root = self.tree.root();
        for expected in self.expected.remove(&self.tree.size()).unwrap_or_default() {
            if expected.root != root {
                self.report.add(if expected.is_outside {
                    SealFault::CheckpointDiffers { day: expected.day }
                } else {
                    SealFault::RootDiffers { day: expected.day }
                });
            }
        }
    }

    /// What is over more leaves than there are.
    fn end(mut self) -> SealReport {
        let found = self.tree.size();
        for (sealed, expected) in self.expected {
            for one in expected {
                let day = one.day;
                self.report.add(if one.is_outside {
                    SealFault::CheckpointAhead { day, found, sealed }
                } else {
                    SealFault::LeavesMissing { day, found, sealed }
                });
            }
        }
        self.report
    }
}

impl Store {
    /// Verifies the journal against what was sealed from leaf `from` on (0 for everything), and the seals against
    /// `outside`, checkpoints that were kept elsewhere. It does not read bodies or chains: [`Self::verify`] does.
    ///
    /// Reads page by page; `note` hears the number of leaves after each page. May run while others commit.
    pub async fn verify_seals(
        &self,
        from: u64,
        outside: &[Checkpoint],
        note: &mut (dyn FnMut(u64) + Send),
    ) -> Result<SealReport, Fault> {
        let mut reading = self.begin_reading(outside).await?;
        self.skip(&mut reading, from).await?;
        let sql = "SELECT l.place, l.stream, l.seq, l.hash, e.hash FROM seal_leaf l \
             LEFT JOIN event e ON e.stream = l.stream AND e.seq = l.seq \
             WHERE l.place >= $1 ORDER BY l.place LIMIT $2";
        let mut from = from;
        reading.compare();
        loop {
            let page = Statement::new(sql, values![from, i64::from(PAGE)]);
            let rows: Vec<Compared> = read_all(self.read(page).await?)?;
            let Some(last) = rows.last() else {
                return Ok(reading.end());
            };
            from = last.leaf.place.saturating_add(1);
            let mut nodes = Vec::new();
            for row in &rows {
                let whole = reading.tree.push(leaf(&row.leaf.head)?);
                nodes.extend(whole.into_iter().filter(|(node, _)| is_kept(*node)));
                reading.report.leaves += 1;
                reading.compare();
                if row.found.is_none() || row.found != hash_of(&row.leaf.head) {
                    self.judge(&mut reading, row).await?;
                }
            }
            self.compare_nodes(&mut reading, nodes).await?;
            note(reading.report.leaves);
        }
    }

    /// Begins at a leaf: what is before it counts as its nodes say.
    async fn skip(&self, reading: &mut Reading, from: u64) -> Result<(), Fault> {
        let later = reading.expected.split_off(&from);
        for (size, expected) in std::mem::replace(&mut reading.expected, later) {
            if expected.iter().any(|one| one.is_outside) {
                reading.tree = self.seal_frontier(size).await?;
                reading.expected.insert(size, expected);
                reading.compare();
            }
        }
        reading.tree = self.seal_frontier(from).await?;
        Ok(())
    }

    /// Compares the nodes that are kept with those that the leaves give.
    async fn compare_nodes(
        &self,
        reading: &mut Reading,
        nodes: Vec<(Node, Hash)>,
    ) -> Result<(), Fault> {
        for (node, hash) in nodes {
            if self.kept_node(node).await? != Some(hash) {
                let (level, place) = (node.level, node.place);
                reading.report.add(SealFault::NodeDiffers { level, place });
            }
        }
        Ok(())
    }

    /// Reads the seals, compares them with their journal, and notes which root is due at which size.
    async fn begin_reading(&self, outside: &[Checkpoint]) -> Result<Reading, Fault> {
        let mut reading = Reading {
            report: SealReport::default(),
            tree: Frontier::default(),
            expected: BTreeMap::new(),
            days: BTreeMap::new(),
            reported: BTreeSet::new(),
        };
        let seals = self.seals().await?;
        let mut kept: BTreeMap<u64, SealRow> =
            seals.into_iter().map(|row| (row.seq, row)).collect();
        let mut previous = None;
        for event in self.read_stream(&StreamId::seal()).await? {
            let row = kept.remove(&event.seq);
            let body = event.body.as_deref().unwrap_or_default();
            let body: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
            let text = body.get("checkpoint").and_then(|text| text.as_str());
            let said = text.and_then(|text| Checkpoint::parse(text).ok());
            let noted = row.and_then(|row| Some((Note::parse(&row.note).ok()?.text, row)));
            let Some(said) = said else {
                reading
                    .report
                    .add(SealFault::SealChanged { seq: event.seq });
                continue;
            };
            let is_kept = noted.is_some_and(|(text, row)| {
                text == said.text() && (row.day, row.size) == (said.day, said.size)
            });
            if !is_kept || said.previous != previous {
                reading
                    .report
                    .add(SealFault::SealChanged { seq: event.seq });
            }
            previous = said.digest();
            reading.report.seals += 1;
            reading.report.newest = Some(said.day);
            reading.days.entry(said.size).or_insert(said.day);
            reading.expect(&said, false);
        }
        for seq in kept.into_keys() {
            reading.report.add(SealFault::SealChanged { seq });
        }
        for checkpoint in outside {
            reading.expect(checkpoint, true);
        }
        Ok(reading)
    }

    /// Says what became of the event of a leaf, once for each stream.
    async fn judge(&self, reading: &mut Reading, row: &Compared) -> Result<(), Fault> {
        let head = &row.leaf.head;
        if reading.reported.contains(&head.stream) {
            return Ok(());
        }
        if reading.reported.len() < LISTED_MAX {
            reading.reported.insert(head.stream.clone());
        }
        let since = reading.since(row.leaf.place);
        let (stream, seq) = (head.stream.clone(), head.seq);
        if row.found.is_some() {
            reading
                .report
                .add(SealFault::Rewritten { stream, seq, since });
            return Ok(());
        }
        let left = self
            .stream_seq(&StreamId::from_stored(stream.clone()))
            .await?;
        let fault = if left == 0 {
            let sealed = self.most_sealed(&stream).await?.max(seq);
            SealFault::StreamRemoved {
                stream,
                sealed,
                since,
            }
        } else if left < seq {
            let sealed = self.most_sealed(&stream).await?.max(seq);
            SealFault::Truncated {
                stream,
                left,
                sealed,
                since,
            }
        } else {
            SealFault::EventMissing { stream, seq, since }
        };
        reading.report.add(fault);
        Ok(())
    }

    async fn most_sealed(&self, stream: &str) -> Result<u64, Fault> {
        let sql = "SELECT COALESCE(MAX(seq), 0) FROM seal_leaf WHERE stream = $1";
        let found = read_first(self.read(Statement::new(sql, values![stream])).await?)?;
        Ok(found.map_or(0, |Only(seq)| seq))
    }
}

impl Reading {
    fn expect(&mut self, checkpoint: &Checkpoint, is_outside: bool) {
        let expected = Expected {
            root: checkpoint.root,
            day: checkpoint.day,
            is_outside,
        };
        let at = self.expected.entry(checkpoint.size).or_default();
        at.push(expected);
    }
}
