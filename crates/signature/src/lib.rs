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
//! A time-stamp token moves the proven time back to when it was made. [`package`] keeps what was
//! used, so that the same verdict comes out again with no network.
#![deny(missing_docs)]

mod algorithm;
mod armour;
mod attributes;
mod ber;
mod certificate;
mod container;
mod crl;
mod expected;
pub mod gost;
pub mod login;
mod ocsp;
pub mod package;
mod path;
mod policy;
mod raw;
mod rejected;
mod revocation;
mod signer;
mod token;
mod trust;
#[cfg(test)]
mod vectors;
mod verify;

pub use algorithm::Method;
pub use container::{
    MAX_CERTIFICATES, MAX_CONTAINER, MAX_OVERHEAD, MAX_REVOCATIONS, MAX_TOKENS, content, method,
};
pub use crl::{CrlFacts, ListFacts, MAX_CRL, MAX_CRLS, check_list};
pub use expected::{Expected, ExpectedRole, Purpose};
pub use ocsp::{FRESHNESS, MAX_OCSP, OcspAnswer, OcspFacts, ocsp_check};
pub use path::{MAX_PATH, check_path};
pub use policy::PathPolicy;
pub use rejected::Rejected;
pub use revocation::{Evidence, Revocation};
pub use signer::{Role, Signer};
pub use token::{
    CLOCK_SKEW, MAX_TOKEN, TokenFacts, check_token, token_ends, token_of_response, token_request,
};
pub use trust::{Environment, MAX_DEPTH, Trust, TrustError};
pub use verify::{Examined, VERIFIER, Verified, examine, verify};
