//! Checkpoints and signed notes: the form that outside witnesses read, and nothing that only looks like it.

use casework::seal::{Checkpoint, NotACheckpoint, NotANote, Note, VerifierKey, hex};
use proptest::prelude::*;

fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "housing.example.kz/journal".to_owned(),
        size: 20_852_163,
        root: [7; 32],
        day: "2026-11-22".parse().unwrap(),
        previous: Some([171; 32]),
    }
}

const TEXT: &str = "housing.example.kz/journal\n20852163\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\nday 2026-11-22\nprevious abababababababababababababababababababababababababababababababab\n";

/// A key and a note that the tests of Go's own signed notes hold.
const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

#[test]
fn checkpoint_is_written_and_read_in_the_form_of_witnesses() {
    assert_eq!(checkpoint().text(), TEXT);
    assert_eq!(Checkpoint::parse(TEXT), Ok(checkpoint()));
    let first = Checkpoint {
        previous: None,
        ..checkpoint()
    };
    assert_eq!(Checkpoint::parse(&first.text()), Ok(first));
}

#[test]
fn checkpoint_that_reads_alike_but_is_written_otherwise_is_none() {
    let refused =
        |from: &str, to: &str| Checkpoint::parse(&TEXT.replacen(from, to, 1)).unwrap_err();
    assert_eq!(refused("20852163", "+20852163"), NotACheckpoint::Size);
    assert_eq!(refused("20852163", "020852163"), NotACheckpoint::Size);
    assert_eq!(refused("20852163", "-1"), NotACheckpoint::Size);
    assert_eq!(
        refused("20852163", "99999999999999999999"),
        NotACheckpoint::Size
    );
    assert_eq!(refused("BwcH", "Bwc"), NotACheckpoint::Root);
    assert_eq!(refused("wc=", "wd="), NotACheckpoint::Root);
    assert_eq!(refused("wc=", "w"), NotACheckpoint::Root);
    assert_eq!(
        refused("day 2026-11-22", "day 2026-11-31"),
        NotACheckpoint::Day
    );
    assert_eq!(
        refused("day 2026-11-22", "day 20261122"),
        NotACheckpoint::Day
    );
    assert_eq!(
        refused("previous ab", "previous AB"),
        NotACheckpoint::Previous
    );
    assert_eq!(
        refused("housing.example.kz/journal", ""),
        NotACheckpoint::Origin
    );
    assert_eq!(
        refused("housing.example", "housing example"),
        NotACheckpoint::Origin
    );
    assert_eq!(
        refused("kz/journal\n", "kz/journal\r\n"),
        NotACheckpoint::Origin
    );
    assert_eq!(refused("previous", "more\nprevious"), NotACheckpoint::Lines);
    assert_eq!(Checkpoint::parse(TEXT.trim_end()), Err(NotACheckpoint::Cut));
    assert_eq!(
        Checkpoint::parse(&format!("{TEXT}more\n")),
        Err(NotACheckpoint::Lines)
    );
    assert_eq!(Checkpoint::parse("\n"), Err(NotACheckpoint::Lines));
    assert_eq!(Checkpoint::parse(""), Err(NotACheckpoint::Cut));
}

#[test]
fn known_key_and_known_note_are_read() {
    let key = VerifierKey::parse(KEY).unwrap();
    assert_eq!(
        (key.name(), hex(&key.id()).as_str()),
        ("PeterNeumann", "c74f20a3")
    );
    assert_eq!(key.line(), KEY);
    let golang = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    assert_eq!(VerifierKey::parse(golang).unwrap().line(), golang);
    let note = Note::parse(NOTE).unwrap();
    assert!(note.text.ends_with("what your problem is.\n"));
    assert_eq!(note.to_text(), NOTE);
    let ours: Vec<_> = note.signatures_of(&key).collect();
    assert_eq!((ours.len(), ours[0].signature.len()), (1, 64));
    let other = VerifierKey::new("PeterNeumann", [0; 32]).unwrap();
    assert_eq!(note.signatures_of(&other).count(), 0);
}

#[test]
fn key_with_another_id_or_kind_is_none() {
    for broken in [
        KEY.replace("c74f20a3", "c74f20a4"),
        KEY.replace("ARpc", "Ahpc"),
        KEY.replace("PeterNeumann", "PeterNewman"),
        KEY.replace("PeterNeumann", ""),
        KEY.replace("10TW", "10"),
        String::new(),
    ] {
        assert_eq!(VerifierKey::parse(&broken), Err(NotANote::Key), "{broken}");
    }
    assert!(VerifierKey::new("two words", [0; 32]).is_none());
    assert!(VerifierKey::new("a+b", [0; 32]).is_none());
}

#[test]
fn note_without_its_form_is_none() {
    let refused = |text: &str| Note::parse(text).unwrap_err();
    assert_eq!(refused(""), NotANote::NoDivision);
    assert_eq!(refused("text\n"), NotANote::NoDivision);
    assert_eq!(refused("\n\n— a AAAAAAA=\n"), NotANote::NoDivision);
    assert_eq!(refused("text\r\n\n"), NotANote::Control);
    assert_eq!(refused("text\n\n- a AAAAAAA=\n"), NotANote::Signature);
    assert_eq!(refused("text\n\n— a b AAAAAAA=\n"), NotANote::Signature);
    assert_eq!(refused("text\n\n— a AAAAAA==\n"), NotANote::Signature);
    assert_eq!(refused(NOTE.trim_end()), NotANote::NoDivision);
    assert_eq!(
        refused(&format!("{}\n\n", "x".repeat(70_000))),
        NotANote::TooLarge
    );
    let line = "— a AAAAAAA=\n".repeat(101);
    assert_eq!(refused(&format!("text\n\n{line}")), NotANote::TooLarge);
    let unsigned = Note::parse("text\n\n").unwrap();
    assert_eq!(
        (unsigned.text.as_str(), unsigned.signatures.len()),
        ("text\n", 0)
    );
    assert_eq!(unsigned.to_text(), "text\n\n");
}

proptest! {
    #[test]
    fn what_is_written_is_read(size in any::<u64>(), root in any::<[u8; 32]>(), previous in any::<Option<[u8; 32]>>()) {
        let checkpoint = Checkpoint { size, root, previous, ..checkpoint() };
        prop_assert_eq!(Checkpoint::parse(&checkpoint.text()), Ok(checkpoint));
    }

    #[test]
    fn any_text_is_judged_without_a_panic_and_what_is_read_is_written_again(text in "(?s).{0,200}") {
        if let Ok(read) = Checkpoint::parse(&text) {
            prop_assert_eq!(read.text(), text.clone());
        }
        if let Ok(note) = Note::parse(&text) {
            prop_assert_eq!(note.to_text(), text);
        }
    }

    #[test]
    fn a_changed_character_is_never_the_same_checkpoint(at in 0_usize..TEXT.len(), to in any::<char>()) {
        let mut letters: Vec<char> = TEXT.chars().collect();
        prop_assume!(letters[at] != to);
        letters[at] = to;
        let changed: String = letters.into_iter().collect();
        prop_assert_ne!(Checkpoint::parse(&changed).ok(), Some(checkpoint()));
    }

    #[test]
    fn a_note_with_bytes_changed_is_judged_without_a_panic(at in 0_usize..NOTE.len(), to in any::<u8>()) {
        let mut bytes = NOTE.as_bytes().to_vec();
        bytes[at] = to;
        if let Ok(text) = String::from_utf8(bytes) && let Ok(note) = Note::parse(&text) {
            prop_assert_eq!(note.to_text(), text);
        }
    }
}
