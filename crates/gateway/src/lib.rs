//! The telephone: what we ask of the outside world over the wire, and typed answers.
//!
//! Threats at this door: an address taken from an uploaded certificate (SSRF) — addresses come from configuration
//! only; an answer without end — every answer has a size limit and a time limit; a forged answer — nothing here is
//! believed, the notary (`signature`) checks every byte that comes back.

#![deny(missing_docs)]

pub mod crl;
pub mod ocsp;
pub mod tsa;
mod wire;

pub use crl::CrlClient;
pub use ocsp::OcspClient;
pub use tsa::TsaClient;
pub use wire::Unavailable;
