//! The notary: container bytes, signed bytes, trust, evidence and a moment in; who signed, or why
//! the signature does not count, out.
//!
//! A signature counts only when one signer signed *our* bytes with a key whose certificate chains,
//! by signature and not by name, to a pinned authority, was valid at the proven time, was not
//! revoked then, may be used for the purpose, and names the person asked. Not knowing is never a
//! pass. Nothing here asks the time, waits or touches a disk or a network, so that the check can be
//! repeated offline in twenty years.
//!
//! [`examine`] does everything but revocation and can write the OCSP request; [`verify`] does all.
#![deny(missing_docs)]

mod algorithm;
mod armour;
mod attributes;
mod ber;
mod certificate;
mod container;
mod expected;
pub mod gost;
pub mod login;
mod ocsp;
mod raw;
mod rejected;
mod signer;
mod trust;
#[cfg(test)]
mod vectors;
mod verify;

pub use container::{MAX_CERTIFICATES, MAX_CONTAINER, MAX_OVERHEAD, content};
pub use expected::{Expected, ExpectedRole, Purpose};
pub use ocsp::{FRESHNESS, MAX_OCSP, OcspAnswer, OcspFacts, ocsp_check};
pub use rejected::Rejected;
pub use signer::{Role, Signer};
pub use trust::{MAX_DEPTH, Trust, TrustError};
pub use verify::{Evidence, Examined, VERIFIER, Verified, examine, verify};
