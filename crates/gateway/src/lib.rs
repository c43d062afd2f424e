//! The telephone: what we ask of the outside world over the wire, and typed answers.
//!
//! Threats at this door: an address taken from an uploaded certificate (SSRF) — addresses come from configuration
//! only; an answer without end — every answer has a size limit and a time limit; a forged answer — nothing here is
//! believed, the notary (`signature`) checks every byte that comes back.

#![deny(missing_docs)]

pub mod crl;
pub mod egov_mobile;
mod exchange;
mod mobile_citizens;
pub mod ocsp;
mod sms;
pub mod tsa;
mod wire;

pub use crl::CrlClient;
pub use exchange::DoorClosed;
pub use mobile_citizens::MobileCitizens;
pub use ocsp::OcspClient;
pub use sms::SmsSender;
pub use tsa::TsaClient;
pub use wire::Unavailable;

/// Runs one exchange inside a span that says which door it was and whether it answered.
async fn measured<T, E>(
    door: &'static str,
    exchange: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let span = tracing::info_span!("outside", door, outcome = tracing::field::Empty);
    let answer = tracing::Instrument::instrument(Box::pin(exchange), span.clone()).await;
    let outcome = if answer.is_ok() { "answered" } else { "silent" };
    span.record("outcome", outcome);
    answer
}
