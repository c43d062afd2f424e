//! What a story knows of a deed without saying it: its number, and the evidence behind its signature.

use crate::canonical::sha256_hex;
use crate::case::Case;
use crate::event::Evidence;

/// The number of the deed of that ordinal, or of the one that waits.
pub(super) fn deed_number(case: &Case, ordinal: Option<&str>) -> String {
    let ordinal = ordinal.map_or_else(|| case.deeds_drawn_up.to_string(), str::to_owned);
    let registration = case.registration.as_ref().map(|it| it.number.as_str());
    format!("{}/{ordinal}", registration.unwrap_or_default())
}

/// The evidence behind every signature of a story.
pub(super) fn evidence() -> Evidence {
    Evidence {
        ocsp_digest: sha256_hex(b"answer of the responder"),
        by_list: false,
        delta_digest: None,
        verdict_digest: sha256_hex(b"verdict"),
        certificate: "01".to_owned(),
    }
}
