//! Canonical JSON: the samples of RFC 8785, everything else against another writer of it, and what is refused.

use std::collections::BTreeMap;

use casework::canonical;
use casework::event::Event;
use proptest::prelude::*;
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::{Value, json};

/// Members as they come, in whatever order, even two of one name.
struct Members<K, V>(Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for Members<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// A tree whose objects hold their members in no order.
#[derive(Clone, Debug)]
enum Tree {
    Leaf(Value),
    List(Vec<Tree>),
    Object(BTreeMap<String, Tree>, usize),
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Leaf(value) => value.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Object(members, turn) => {
                let mut members: Vec<_> = members.iter().collect();
                let (turn, half) = (turn % members.len().max(1), members.len() / 2);
                members.rotate_left(turn);
                members.split_at_mut(half).1.reverse();
                Members(members).serialize(serializer)
            }
        }
    }
}

/// What a derived `Serialize` can do.
#[derive(serde::Serialize)]
struct Kinds {
    z: Option<u8>,
    a: (i64, char, ()),
    #[serde(rename = "\u{10000}")]
    outside: Variant,
    #[serde(rename = "\u{ffff}")]
    last: Variant,
    #[serde(skip_serializing_if = "Option::is_none")]
    none: Option<u8>,
    list: Vec<Variant>,
    numbers: BTreeMap<i32, bool>,
    truths: BTreeMap<bool, u128>,
}

#[derive(serde::Serialize)]
enum Variant {
    Unit,
    New(String),
    Pair(u16, i128),
    Named { y: BTreeMap<u8, u8>, x: Vec<u8> },
}

fn kinds() -> Kinds {
    Kinds {
        z: None,
        a: (-9_007_199_254_740_991, '\u{1}', ()),
        outside: Variant::Named {
            y: BTreeMap::new(),
            x: vec![],
        },
        last: Variant::Pair(7, -8),
        none: None,
        list: vec![Variant::Unit, Variant::New("\u{7f}/\"\\".to_owned())],
        numbers: (-12..12).map(|number| (number, number > 0)).collect(),
        truths: BTreeMap::from([(true, 9_007_199_254_740_991), (false, 0)]),
    }
}

fn peer<T: Serialize>(value: &T) -> String {
    serde_json_canonicalizer::to_string(value).unwrap()
}

/// Every event of every story is asked: the body that a journal keeps is what another writer makes of the same JSON.
pub(crate) fn alike(event: &Event) {
    let body = canonical::text(event).unwrap();
    let json = serde_json::to_value(event).unwrap();
    assert_eq!(body, peer(&json));
    assert_eq!(body, canonical::text(&json).unwrap());
}

/// Names and texts: short, alike, and of every kind that is written or ordered in a way of its own.
fn word() -> impl Strategy<Value = String> {
    let odd = r#"[ab !"/\\\u{0}-\u{1f}\u{7f}-\u{81}әЯ€\u{d7ff}\u{e000}\u{ffff}\u{10000}😀]{0,3}"#;
    prop_oneof![odd, "[a-c]{0,3}", any::<String>()]
}

fn tree() -> impl Strategy<Value = Tree> {
    let whole = -9_007_199_254_740_991_i64..=9_007_199_254_740_991;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        whole.prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_map(Tree::Leaf).prop_recursive(8, 80, 6, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4);
        let members = prop::collection::btree_map(word(), inner, 0..6);
        prop_oneof![
            list.prop_map(Tree::List),
            (members, 0_usize..6).prop_map(|(it, turn)| Tree::Object(it, turn)),
        ]
    })
}

proptest! {
    #[test]
    fn another_writer_writes_the_same(tree in tree()) {
        let text = canonical::text(&tree).unwrap();
        prop_assert_eq!(&text, &peer(&tree));
        let value: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(canonical::text(&value).unwrap(), text);
        prop_assert_eq!(value, serde_json::to_value(&tree).unwrap());
    }

    #[test]
    fn two_members_of_one_name_are_refused(names in prop::collection::btree_set(word(), 1..6), at in 0_usize..6) {
        let mut members: Vec<(String, u8)> = names.into_iter().map(|name| (name, 1)).collect();
        prop_assert!(canonical::text(&Members(members.clone())).is_ok());
        members.push((members[at % members.len()].0.clone(), 2));
        prop_assert!(canonical::text(&Members(members)).is_err());
    }
}

#[test]
fn every_kind_of_data_is_written_as_by_another_writer() {
    assert_eq!(canonical::text(&kinds()).unwrap(), peer(&kinds()));
    let list: Vec<_> = (0..200).map(|_copy| kinds()).collect();
    assert_eq!(canonical::text(&list).unwrap(), peer(&list));
}

#[test]
fn members_are_sorted_as_in_the_standard() {
    // RFC 8785 §3.2.3.
    let sample = json!({
        "\u{20ac}": "Euro Sign",
        "\r": "Carriage Return",
        "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\u{1f600}": "Emoji: Grinning Face",
        "\u{80}": "Control",
        "\u{f6}": "Latin Small Letter O With Diaeresis",
    });
    let text = canonical::text(&sample).unwrap();
    let sorted = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\
         \"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\
         \"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
    assert_eq!(text, sorted);
}

#[test]
fn texts_and_literals_are_written_as_in_the_standard() {
    // RFC 8785 §3.2.2, without its numbers.
    let sample = r#"{
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    }"#;
    let sample: Value = serde_json::from_str(sample).unwrap();
    assert_eq!(
        canonical::text(&sample).unwrap(),
        r#"{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
    );
    // §3.2.2.2: the short escapes, and no other character of ASCII escaped.
    let ascii: String = (0_u8..0x80).map(char::from).collect();
    assert_eq!(
        canonical::text(&ascii).unwrap(),
        "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f\
         \\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\
         \\u001e\\u001f !\\\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\\\]^_`\
         abcdefghijklmnopqrstuvwxyz{|}~\u{7f}\""
    );
}

#[test]
fn a_name_that_begins_another_comes_first() {
    // A space and `!` sort before the quote that ends a name.
    let members = Members(vec![("a!", 3), ("a ", 2), ("ab", 5), ("a\"", 4), ("a", 1)]);
    assert_eq!(
        canonical::text(&members).unwrap(),
        r#"{"a":1,"a ":2,"a!":3,"a\"":4,"ab":5}"#
    );
}

#[test]
fn numbers_that_not_every_reader_keeps_are_refused() {
    let largest = 9_007_199_254_740_991_i64;
    let kept = json!([0, -1, largest, -largest]);
    assert_eq!(
        canonical::text(&kept).unwrap(),
        "[0,-1,9007199254740991,-9007199254740991]"
    );
    // RFC 8785 appendix B has the integers beyond, and the fractions; of ours neither is a number.
    let beyond = [
        json!(largest + 1),
        json!(-largest - 1),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(0.0),
        json!(-0.0),
        json!(1.0),
        json!(5e-324),
        json!(1e21),
    ];
    for number in &beyond {
        assert!(canonical::text(number).is_err(), "{number}");
        assert!(
            canonical::text(&json!({"a": [number]})).is_err(),
            "{number}"
        );
    }
    assert!(canonical::text(&u128::MAX).is_err());
    assert!(canonical::text(&i128::MIN).is_err());
    assert!(canonical::text(&0.5_f32).is_err());
    assert!(canonical::text(&BTreeMap::from([(u64::MAX, 0)])).is_err());
    assert!(canonical::text(&BTreeMap::from([((), 0)])).is_err());
}

#[test]
fn digests_are_lower_case_hexadecimal_digits() {
    // FIPS 180-4, the empty message.
    assert_eq!(
        canonical::sha256_hex(b""),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}
