//! The seal: the leaves of one append-only tree over the heads of all streams, and the checkpoint of each day.
//!
//! The tree grows page by page, each page a transaction, so that memory does not grow with the installation. A place
//! is taken once: of two that let it grow at once, one is refused and begins again where the other stands.

use casework::seal::{Frontier, Hash, Node, Span, StreamHead, hash_from_hex, hex, tree};
use jiff::civil::Date;

use crate::{
    Blob, Store, blob,
    fault::Fault,
    stream::StreamId,
    value::{Cells, Only, Readable, Statement, Value, read_all, read_first, read_in_order, values},
};

/// How many streams are in memory at a time.
const PAGE: u32 = 512;

/// Rows of one statement; their values together stay far below what either engine takes.
const CHUNK: usize = 64;

/// Every eighth level of the tree is kept.
const KEPT_LEVELS: u8 = 8;

/// A day's seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealRow {
    /// The place of its event in the stream [`StreamId::seal`].
    pub seq: u64,
    /// The legal day.
    pub day: Date,
    /// The number of leaves under its root.
    pub size: u64,
    /// The checkpoint with its signatures, a signed note.
    pub note: String,
    /// SHA-256 of the time-stamp token over the checkpoint, once there is one.
    pub token_digest: Option<String>,
}

/// A leaf and its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedHead {
    /// From 0.
    pub place: u64,
    /// Where the stream stood.
    pub head: StreamHead,
}

read_in_order! {
    const COLUMNS;
    SealRow { seq, day, size, note, token_digest }
}

impl Readable for SealedHead {
    fn read(cells: &mut Cells) -> Result<Self, Fault> {
        let place = cells.take()?;
        let (stream, seq) = (cells.take()?, cells.take()?);
        let hash: Hash = cells.take()?;
        Ok(Self {
            place,
            head: StreamHead {
                stream,
                seq,
                hash: hex(&hash),
            },
        })
    }
}

/// Where a stream stands, and where it was sealed last.
struct Standing {
    stream: String,
    seq: u64,
    hash: Hash,
    sealed: Option<u64>,
}

read_in_order!(Standing {
    stream,
    seq,
    hash,
    sealed
});

/// Writes a seal; a day that has one, or a place that is taken, is a breach.
pub(crate) fn insert(row: &SealRow) -> Statement {
    Statement::new(
        "INSERT INTO seal (seq, day, size, note, token_digest) VALUES ($1, $2, $3, $4, $5)",
        values![
            row.seq,
            row.day,
            row.size,
            &row.note,
            row.token_digest.as_ref()
        ],
    )
}

/// The rows of new leaves, and of the nodes above them that are kept.
struct Growth {
    leaves: Vec<Vec<Value>>,
    nodes: Vec<Vec<Value>>,
}

impl Growth {
    fn add(&mut self, frontier: &mut Frontier, standing: &Standing) -> Result<(), Fault> {
        let head = StreamHead {
            stream: standing.stream.clone(),
            seq: standing.seq,
            hash: hex(&standing.hash),
        };
        self.leaves.push(values![
            frontier.size(),
            &standing.stream,
            standing.seq,
            standing.hash.to_vec()
        ]);
        for (node, hash) in frontier.push(leaf(&head)?) {
            if is_kept(node) {
                let level = i64::from(node.level);
                self.nodes.push(values![level, node.place, hash.to_vec()]);
            }
        }
        Ok(())
    }

    fn statements(self) -> Vec<Statement> {
        let leaves = "seal_leaf (place, stream, seq, hash)";
        let nodes = "seal_node (level, place, hash)";
        let mut statements = Statement::insert_many(leaves, self.leaves, CHUNK, "");
        statements.extend(Statement::insert_many(nodes, self.nodes, CHUNK, ""));
        statements
    }
}

/// Whether a node has a row of its own.
pub(crate) fn is_kept(node: Node) -> bool {
    node.level > 0 && node.level.is_multiple_of(KEPT_LEVELS)
}

/// The hash of the leaf of a head.
pub(crate) fn leaf(head: &StreamHead) -> Result<Hash, Fault> {
    head.leaf().map_err(|_number| Fault::NumberInBody)
}

impl Store {
    /// Adds a leaf for every stream that moved since it was sealed last; the number of leaves then.
    ///
    /// Reads where each stream stands out of the index of the journal, which takes time with its size and memory
    /// without. After an interruption, or [`Fault::Duplicate`] where somebody else was at it, it is called again.
    pub async fn grow_seal(&self) -> Result<u64, Fault> {
        let sql = "SELECT h.stream, h.seq, e.hash, \
             (SELECT MAX(l.seq) FROM seal_leaf l WHERE l.stream = h.stream) AS sealed \
             FROM (SELECT stream, MAX(seq) AS seq FROM event WHERE stream > $1 \
             GROUP BY stream ORDER BY stream LIMIT $2) AS h \
             JOIN event e ON e.stream = h.stream AND e.seq = h.seq ORDER BY h.stream";
        let mut frontier = self.seal_frontier(self.seal_leaves().await?).await?;
        let mut after = String::new();
        loop {
            let page = Statement::new(sql, values![&after, i64::from(PAGE)]);
            let standings: Vec<Standing> = read_all(self.read(page).await?)?;
            let Some(last) = standings.last() else {
                return Ok(frontier.size());
            };
            after.clone_from(&last.stream);
            let mut growth = Growth {
                leaves: Vec::new(),
                nodes: Vec::new(),
            };
            for standing in &standings {
                if standing.sealed.is_none_or(|sealed| sealed < standing.seq) {
                    growth.add(&mut frontier, standing)?;
                }
            }
            self.write(growth.statements()).await?;
        }
    }

    /// The number of leaves, sealed or not yet.
    pub async fn seal_leaves(&self) -> Result<u64, Fault> {
        let sql = "SELECT COALESCE(MAX(place) + 1, 0) FROM seal_leaf";
        let found = read_first(self.read(Statement::new(sql, Vec::new())).await?)?;
        Ok(found.map_or(0, |Only(size)| size))
    }

    /// The number of leaves that were sealed before a day; 0 if none were.
    pub async fn sealed_before(&self, day: Date) -> Result<u64, Fault> {
        let sql = "SELECT COALESCE(MAX(size), 0) FROM seal WHERE day < $1";
        let found = read_first(self.read(Statement::new(sql, values![day])).await?)?;
        Ok(found.map_or(0, |Only(size)| size))
    }

    /// The root over the first `size` leaves.
    pub async fn seal_root(&self, size: u64) -> Result<Hash, Fault> {
        Ok(self.seal_frontier(size).await?.root())
    }

    /// The hashes of these spans of leaves: a proof of [`casework::seal::proof`].
    pub async fn seal_path(&self, spans: &[Span]) -> Result<Vec<Hash>, Fault> {
        let mut path = Vec::new();
        for span in spans {
            let hashes = self.node_hashes(&span.nodes()).await?;
            path.push(tree::combine(&hashes));
        }
        Ok(path)
    }

    /// The newest leaf of a stream under a seal's root; none if it has not been sealed.
    pub async fn sealed_head(&self, stream: &StreamId) -> Result<Option<SealedHead>, Fault> {
        let sql = "SELECT place, stream, seq, hash FROM seal_leaf WHERE stream = $1 \
             AND place < (SELECT COALESCE(MAX(size), 0) FROM seal) ORDER BY seq DESC LIMIT 1";
        read_first(
            self.read(Statement::new(sql, values![stream.as_str()]))
                .await?,
        )
    }

    /// The newest seal.
    pub async fn latest_seal(&self) -> Result<Option<SealRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM seal ORDER BY seq DESC LIMIT 1");
        read_first(self.read(Statement::new(sql, Vec::new())).await?)
    }

    /// The seal of a day.
    pub async fn seal_of(&self, day: Date) -> Result<Option<SealRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM seal WHERE day = $1");
        read_first(self.read(Statement::new(sql, values![day])).await?)
    }

    /// Every seal, the oldest first: one a day.
    pub async fn seals(&self) -> Result<Vec<SealRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM seal ORDER BY seq");
        read_all(self.read(Statement::new(sql, Vec::new())).await?)
    }

    /// Keeps the time-stamp token over the checkpoint of a day, which everybody may read; the first one stays.
    pub async fn put_seal_token(&self, day: Date, token: Blob) -> Result<(), Fault> {
        let sql = "UPDATE seal SET token_digest = $2 WHERE day = $1 AND token_digest IS NULL";
        let row = Statement::new(sql, values![day, token.digest()]);
        self.write(vec![blob::put_public(token), row])
            .await
            .map(drop)
    }

    /// The tree of the first `size` leaves, ready to grow.
    pub(crate) async fn seal_frontier(&self, size: u64) -> Result<Frontier, Fault> {
        let peaks = self.node_hashes(&Span::whole(size).nodes()).await?;
        Frontier::new(size, peaks).ok_or(INCOMPLETE)
    }

    /// A node as it is kept; none if it is not.
    pub(crate) async fn kept_node(&self, node: Node) -> Result<Option<Hash>, Fault> {
        let sql = "SELECT hash FROM seal_node WHERE level = $1 AND place = $2";
        let values = values![i64::from(node.level), node.place];
        let found = read_first(self.read(Statement::new(sql, values)).await?)?;
        Ok(found.map(|Only(hash)| hash))
    }

    async fn node_hashes(&self, nodes: &[Node]) -> Result<Vec<Hash>, Fault> {
        let mut hashes = Vec::with_capacity(nodes.len());
        for node in nodes {
            hashes.push(self.node_hash(*node).await?);
        }
        Ok(hashes)
    }

    /// The hash of one node, out of the nearest level below it that is kept: at most 128 rows.
    async fn node_hash(&self, node: Node) -> Result<Hash, Fault> {
        let spread = node.level % KEPT_LEVELS;
        let level = node.level - spread;
        let from = node.place << spread;
        let to = from.saturating_add(1 << spread);
        let below: Vec<Hash> = if level == 0 {
            let sql = "SELECT place, stream, seq, hash FROM seal_leaf \
                 WHERE place >= $1 AND place < $2 ORDER BY place";
            let leaves = self.read(Statement::new(sql, values![from, to])).await?;
            let leaves: Vec<SealedHead> = read_all(leaves)?;
            let hashes = leaves.iter().map(|one| leaf(&one.head));
            hashes.collect::<Result<_, _>>()?
        } else {
            let sql = "SELECT hash FROM seal_node \
                 WHERE level = $1 AND place >= $2 AND place < $3 ORDER BY place";
            let values = values![i64::from(level), from, to];
            let hashes: Vec<Only<Hash>> = read_all(self.read(Statement::new(sql, values)).await?)?;
            hashes.into_iter().map(|Only(hash)| hash).collect()
        };
        if u64::try_from(below.len()) != Ok(to - from) {
            return Err(INCOMPLETE);
        }
        let mut tree = Frontier::default();
        for hash in below {
            tree.push(hash);
        }
        Ok(tree.root())
    }
}

/// Leaves or nodes of the tree are gone.
const INCOMPLETE: Fault = Fault::Corrupt {
    expected: "every leaf and node of the seal",
};

/// The hash that a head names; none if it names none.
pub(crate) fn hash_of(head: &StreamHead) -> Option<Hash> {
    hash_from_hex(&head.hash)
}
