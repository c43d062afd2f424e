//! The tree of the seal: known vectors of RFC 6962, and everything else against a naive reading of the definition.

use casework::seal::tree::{self, Frontier, Hash, Node, Span, combine, empty_root, leaf_hash};
use casework::seal::{StreamHead, hash_from_hex, hex, proof};
use proptest::prelude::*;

/// The leaves that certificate transparency tests with, in hexadecimal digits.
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

/// The roots over the first one, two, … of them.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const A: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const B: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const C: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const D: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";

fn bytes(digits: &str) -> Vec<u8> {
    let digits: Vec<char> = digits.chars().collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16);
    digits.chunks(2).map(|pair| byte(pair).unwrap()).collect()
}

fn known_leaves() -> Vec<Hash> {
    LEAVES.iter().map(|leaf| leaf_hash(&bytes(leaf))).collect()
}

/// `n` leaves, each another.
fn leaves(n: usize) -> Vec<Hash> {
    (0..n).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

/// MTH of RFC 9162 §2.1.1 as it stands there.
fn naive(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let middle = leaves.len().next_power_of_two() / 2;
            let (left, right) = leaves.split_at(middle);
            tree::node_hash(&naive(left), &naive(right))
        }
    }
}

/// PATH of RFC 9162 §2.1.3.1 as it stands there.
fn naive_path(place: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut path, other) = if place < left.len() {
        (naive_path(place, left), right)
    } else {
        (naive_path(place - left.len(), right), left)
    };
    path.push(naive(other));
    path
}

/// SUBPROOF of RFC 9162 §2.1.4.1 as it stands there.
fn naive_subproof(old: usize, leaves: &[Hash], is_known: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if is_known {
            Vec::new()
        } else {
            vec![naive(leaves)]
        };
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut path, other) = if old <= left.len() {
        (naive_subproof(old, left, is_known), right)
    } else {
        (naive_subproof(old - left.len(), right, false), left)
    };
    path.push(naive(other));
    path
}

/// The hashes of spans, made of whole nodes alone, as an archive makes them.
fn hashes(spans: &[Span], leaves: &[Hash]) -> Vec<Hash> {
    let hash = |span: &Span| {
        let nodes = span.nodes().into_iter().map(|node: Node| {
            let from = usize::try_from(node.place << node.level).unwrap();
            naive(leaves.get(from..from + (1 << node.level)).unwrap())
        });
        combine(&nodes.collect::<Vec<_>>())
    };
    spans.iter().map(hash).collect()
}

fn grown(leaves: &[Hash]) -> Frontier {
    let mut frontier = Frontier::default();
    for leaf in leaves {
        frontier.push(*leaf);
    }
    frontier
}

fn size(n: usize) -> u64 {
    u64::try_from(n).unwrap()
}

#[test]
fn roots_are_those_of_certificate_transparency() {
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(hex(&Frontier::default().root()), nothing);
    let leaves = known_leaves();
    for (n, root) in ROOTS.iter().enumerate() {
        assert_eq!(hex(&grown(&leaves[..=n]).root()), *root, "{}", n + 1);
    }
}

#[test]
fn proofs_are_those_of_certificate_transparency() {
    let leaves = known_leaves();
    let found = |spans: Vec<Span>, n: usize| -> Vec<String> {
        let hashes = hashes(&spans, &leaves[..n]);
        hashes.iter().map(|hash| hex(hash)).collect()
    };
    assert_eq!(found(proof::inclusion(5, 8).unwrap(), 8), [A, B, ROOTS[3]]);
    assert_eq!(
        found(proof::consistency(6, 8).unwrap(), 8),
        [D, B, ROOTS[3]]
    );
    assert_eq!(found(proof::consistency(2, 5).unwrap(), 5), [C, A]);
    assert_eq!(proof::inclusion(8, 8), None);
    assert_eq!(proof::inclusion(0, 1), Some(Vec::new()));
    assert_eq!(proof::consistency(0, 8), None, "nothing begins everything");
    assert_eq!(proof::consistency(9, 8), None);
}

#[test]
fn every_proof_of_small_trees_is_right_and_no_other() {
    let all = leaves(40);
    for n in 1..=40 {
        let leaves = &all[..n];
        let root = naive(leaves);
        assert_eq!(grown(leaves).root(), root);
        for (at, leaf) in leaves.iter().enumerate() {
            let path = hashes(&proof::inclusion(size(at), size(n)).unwrap(), leaves);
            assert_eq!(path, naive_path(at, leaves));
            let holds = |place: usize, of: usize| {
                proof::is_included(leaf, size(place), size(of), &path, &root)
            };
            assert!(holds(at, n));
            assert!(!holds(at + 1, n) && !holds(at, at));
        }
        for old in 1..=n {
            let path = hashes(&proof::consistency(size(old), size(n)).unwrap(), leaves);
            assert_eq!(path, naive_subproof(old, leaves, true));
            let before = naive(&leaves[..old]);
            let holds = |old: usize, before: &Hash| {
                proof::is_continued((size(old), size(n)), (before, &root), &path)
            };
            assert!(holds(old, &before));
            assert!(!holds(old, &empty_root()) && !holds(0, &before) && !holds(n + 1, &before));
        }
    }
}

#[test]
fn spans_are_cut_into_whole_nodes_and_the_largest_sizes_do_not_overflow() {
    let nodes = Span::whole(7).nodes();
    let pairs: Vec<(u8, u64)> = nodes.iter().map(|node| (node.level, node.place)).collect();
    assert_eq!(pairs, [(2, 0), (1, 2), (0, 6)]);
    assert_eq!(Span { from: 4, to: 4 }.nodes(), []);
    assert_eq!(Span { from: 5, to: 4 }.nodes(), []);
    assert_eq!(Span::whole(u64::MAX).nodes().len(), 64);
    let deep = proof::inclusion(u64::MAX - 1, u64::MAX).unwrap();
    assert!(deep.len() <= proof::PATH_MAX);
    assert!(proof::consistency(u64::MAX - 1, u64::MAX).unwrap().len() <= proof::PATH_MAX);
}

#[test]
fn frontier_goes_on_from_its_peaks_and_not_from_others() {
    let all = leaves(300);
    let kept = grown(&all[..200]);
    let peaks = hashes(
        &[
            Span::whole(128),
            Span { from: 128, to: 192 },
            Span { from: 192, to: 200 },
        ],
        &all,
    );
    let mut again = Frontier::new(200, peaks.clone()).unwrap();
    assert_eq!(again, kept);
    for leaf in &all[200..] {
        again.push(*leaf);
    }
    assert_eq!(again.root(), naive(&all));
    assert_eq!(again.size(), 300);
    assert!(Frontier::new(201, peaks).is_none());
}

#[test]
fn leaf_is_the_canonical_text_of_the_head() {
    let head = StreamHead {
        stream: "case/1234-5678-901".to_owned(),
        seq: 7,
        hash: "0".repeat(64),
    };
    let text = format!(
        r#"{{"hash":"{}","seq":7,"stream":"case/1234-5678-901"}}"#,
        "0".repeat(64)
    );
    assert_eq!(head.leaf().unwrap(), leaf_hash(text.as_bytes()));
}

proptest! {
    #[test]
    fn a_flipped_bit_breaks_a_proof(n in 2_usize..200, at in 0_usize..200, bit in 0_usize..256) {
        let leaves = leaves(n);
        let at = at % n;
        let root = naive(&leaves);
        let mut path = hashes(&proof::inclusion(size(at), size(n)).unwrap(), &leaves);
        let flip = |hash: &mut Hash| hash[bit / 8] ^= 1 << (bit % 8);
        let holds = |leaf: &Hash, path: &[Hash], root: &Hash| {
            proof::is_included(leaf, size(at), size(n), path, root)
        };
        prop_assert!(holds(&leaves[at], &path, &root));
        let (mut leaf, mut other) = (leaves[at], root);
        flip(&mut leaf);
        flip(&mut other);
        prop_assert!(!holds(&leaf, &path, &root));
        prop_assert!(!holds(&leaves[at], &path, &other));
        prop_assert!(!holds(&leaves[at], &path[1..], &root));
        let one = at % path.len();
        flip(&mut path[one]);
        prop_assert!(!holds(&leaves[at], &path, &root));
        path.push(root);
        prop_assert!(!holds(&leaves[at], &path, &root));
    }

    #[test]
    fn any_hashes_at_all_are_judged_without_a_panic(
        sizes in any::<(u64, u64)>(),
        path in prop::collection::vec(any::<Hash>(), 0..70),
        roots in any::<(Hash, Hash)>(),
    ) {
        prop_assert!(!proof::is_included(&roots.0, sizes.0, sizes.1, &path, &roots.1));
        let is_continued = proof::is_continued(sizes, (&roots.0, &roots.1), &path);
        prop_assert!(!is_continued);
    }

    #[test]
    fn hexadecimal_digits_are_read_as_they_are_written(hash in any::<Hash>(), text in ".{0,70}") {
        prop_assert_eq!(hash_from_hex(&hex(&hash)), Some(hash));
        prop_assert_eq!(hash_from_hex(&hex(&hash).to_uppercase()).is_none(), hex(&hash).contains(char::is_alphabetic));
        if let Some(read) = hash_from_hex(&text) {
            prop_assert_eq!(hex(&read), text);
        }
    }
}
