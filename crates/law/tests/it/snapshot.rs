//! Texts committed beside the tests and read in review.

use std::path::Path;

/// Compares `actual` with the committed text `tests/it/NAME`.
///
/// `SHANYRAQ_WRITE_SNAPSHOTS=1 cargo test -p law` writes it anew; the difference is then read in review.
#[expect(
    clippy::disallowed_methods,
    reason = "only the room itself does no IO; its tests read and write what is committed"
)]
pub(crate) fn assert_snapshot(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it")
        .join(name);
    if std::env::var("SHANYRAQ_WRITE_SNAPSHOTS").is_ok() {
        std::fs::write(&path, actual).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let same = actual
        .chars()
        .zip(committed.chars())
        .take_while(|(a, b)| a == b);
    let from = same.count().saturating_sub(40);
    let shown = |text: &str| text.chars().skip(from).take(160).collect::<String>();
    assert!(
        actual == committed,
        "{name} differs\n  committed: {}\n  now:       {}\nSHANYRAQ_WRITE_SNAPSHOTS=1 writes it anew",
        shown(&committed),
        shown(actual)
    );
}
