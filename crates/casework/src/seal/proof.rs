//! Proofs (RFC 9162 §2.1.3, §2.1.4): that a leaf is in a tree, and that a tree is the beginning of a larger one.

use super::tree::{Hash, Span, node_hash};

/// The largest number of hashes in a proof: a tree has fewer than 2^64 leaves.
pub const PATH_MAX: usize = 65;

/// The spans whose hashes prove that leaf `place` is in the tree of `size`, the lowest first; none if it is not.
pub fn inclusion(place: u64, size: u64) -> Option<Vec<Span>> {
    if place >= size {
        return None;
    }
    let mut here = Span::whole(size);
    let mut path = Vec::new();
    while let Some(middle) = middle(here) {
        let (left, right) = halves(here, middle);
        if place < middle {
            path.push(right);
            here = left;
        } else {
            path.push(left);
            here = right;
        }
    }
    path.reverse();
    Some(path)
}

/// The spans whose hashes prove that the tree of `old` leaves is the beginning of that of `new`; none if it is larger
/// or empty. For the same size nothing is to be proved, and the path is empty.
pub fn consistency(old: u64, new: u64) -> Option<Vec<Span>> {
    if old == 0 || old > new {
        return None;
    }
    let mut here = Span::whole(new);
    let mut path = Vec::new();
    // Whether `here` still begins at 0: then the verifier knows the old root itself.
    let mut is_known = true;
    while here.to != old
        && let Some(middle) = middle(here)
    {
        let (left, right) = halves(here, middle);
        if old <= middle {
            path.push(right);
            here = left;
        } else {
            path.push(left);
            here = right;
            is_known = false;
        }
    }
    if !is_known {
        path.push(here);
    }
    path.reverse();
    Some(path)
}

/// Whether `path` proves that `leaf` stands at `place` in the tree of `size` with this `root` (RFC 9162 §2.1.3.2).
pub fn is_included(leaf: &Hash, place: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    if place >= size {
        return false;
    }
    let (mut here, mut last) = (place, size - 1);
    let mut found = *leaf;
    for hash in path {
        if last == 0 {
            return false;
        }
        if here % 2 == 1 || here == last {
            found = node_hash(hash, &found);
            while here.is_multiple_of(2) && here != 0 {
                here >>= 1;
                last >>= 1;
            }
        } else {
            found = node_hash(&found, hash);
        }
        here >>= 1;
        last >>= 1;
    }
    last == 0 && found == *root
}

/// Whether `path` proves that the tree of `sizes.0` leaves with `roots.0` is the beginning of that of `sizes.1` with
/// `roots.1` (RFC 9162 §2.1.4.2).
pub fn is_continued(sizes: (u64, u64), roots: (&Hash, &Hash), path: &[Hash]) -> bool {
    let (old, new) = sizes;
    if old == 0 || old > new {
        return false;
    }
    if old == new {
        return path.is_empty() && roots.0 == roots.1;
    }
    // A tree of 2^n leaves is a node of the larger one, and its root the first hash.
    let mut hashes = path.iter();
    let first = if old.is_power_of_two() {
        Some(roots.0)
    } else {
        hashes.next()
    };
    let Some(first) = first else {
        return false;
    };
    let (mut here, mut last) = (old - 1, new - 1);
    while here % 2 == 1 {
        here >>= 1;
        last >>= 1;
    }
    let (mut before, mut after) = (*first, *first);
    for hash in hashes {
        if last == 0 {
            return false;
        }
        if here % 2 == 1 || here == last {
            before = node_hash(hash, &before);
            after = node_hash(hash, &after);
            while here.is_multiple_of(2) && here != 0 {
                here >>= 1;
                last >>= 1;
            }
        } else {
            after = node_hash(&after, hash);
        }
        here >>= 1;
        last >>= 1;
    }
    last == 0 && before == *roots.0 && after == *roots.1
}

/// Where a span is cut in two: after the largest power of two of leaves that is smaller than it.
fn middle(span: Span) -> Option<u64> {
    let width = span.to.checked_sub(span.from)?;
    let below = width.checked_sub(1)?.checked_ilog2()?;
    span.from.checked_add(1 << below)
}

fn halves(span: Span, middle: u64) -> (Span, Span) {
    let left = Span { to: middle, ..span };
    let right = Span {
        from: middle,
        ..span
    };
    (left, right)
}
