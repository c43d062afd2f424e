//! The tree (RFC 6962 §2.1, RFC 9162 §2.1): hashes of leaves, of nodes, of spans of leaves, and growing in O(log n).

use sha2::{Digest as _, Sha256};

/// SHA-256 of a leaf or of all that is below a node.
pub type Hash = [u8; 32];

/// The root of a tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// The hash of a leaf: SHA-256 of 0 and its bytes.
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    let hasher = Sha256::new().chain_update([0]).chain_update(bytes);
    hasher.finalize().into()
}

/// The hash of a node: SHA-256 of 1 and the hashes below it. The 0 and the 1 keep a node from passing for a leaf.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let hasher = Sha256::new().chain_update([1]);
    hasher
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// A node over 2^`level` leaves, all of them there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// 0 for a leaf; at most 63.
    pub level: u8,
    /// Its place among the nodes of its level, from 0.
    pub place: u64,
}

/// Leaves one after another, as a proof names them: they begin where a whole node begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first leaf, from 0.
    pub from: u64,
    /// The leaf after the last.
    pub to: u64,
}

impl Span {
    /// All leaves of a tree.
    pub fn whole(size: u64) -> Self {
        Self { from: 0, to: size }
    }

    /// The whole nodes it consists of, the largest first; [`combine`] makes its hash of theirs.
    pub fn nodes(self) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut from = self.from;
        while let Some(left) = self.to.checked_sub(from)
            && let Some(fits) = left.checked_ilog2()
        {
            // A node begins at a multiple of its own width.
            let level = fits.min(from.trailing_zeros()).min(63);
            nodes.push(Node {
                level: u8::try_from(level).unwrap_or(63),
                place: from >> level,
            });
            from = from.saturating_add(1 << level);
        }
        nodes
    }
}

/// The hash over whole nodes that follow each other, the largest first; the empty root if there is none.
pub fn combine(nodes: &[Hash]) -> Hash {
    let joined = nodes.iter().rev().copied();
    let joined = joined.reduce(|right, left| node_hash(&left, &right));
    joined.unwrap_or_else(empty_root)
}

/// The tree while it grows: the hashes of its whole nodes alone, one for each 1 in the binary form of its size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// A tree of `size` leaves with these hashes of the nodes of [`Span::whole`]; none if their number is another.
    pub fn new(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        let is_right = u32::try_from(peaks.len()) == Ok(size.count_ones());
        is_right.then_some(Self { size, peaks })
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root as it is now.
    pub fn root(&self) -> Hash {
        combine(&self.peaks)
    }

    /// Adds a leaf by its hash; the nodes that became whole, the leaf first.
    pub fn push(&mut self, leaf: Hash) -> Vec<(Node, Hash)> {
        let mut node = Node {
            level: 0,
            place: self.size,
        };
        let mut hash = leaf;
        let mut whole = vec![(node, hash)];
        while node.place % 2 == 1
            && let Some(left) = self.peaks.pop()
        {
            hash = node_hash(&left, &hash);
            node = Node {
                level: node.level + 1,
                place: node.place / 2,
            };
            whole.push((node, hash));
        }
        self.peaks.push(hash);
        self.size += 1;
        whole
    }
}
