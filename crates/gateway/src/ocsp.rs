//! Asking the certification authority's OCSP responder (RFC 6960 appendix A.1: POST over HTTP).

use std::time::Duration;

use crate::wire::{Unavailable, Wire};

/// The largest answer that is read. A real one is about 2 kB.
pub const ANSWER_BYTES_MAX: usize = 65_536;

/// A client of one responder, whose address comes from configuration.
#[derive(Clone, Debug)]
pub struct OcspClient(Wire);

impl OcspClient {
    /// A client of the responder at `address` (`http://…`) that waits for at most `limit`.
    pub fn new(address: &str, limit: Duration) -> Result<Self, Unavailable> {
        Wire::new(address, limit, ("ocsp", ANSWER_BYTES_MAX)).map(Self)
    }

    /// The DER answer to the DER `request`, unread and unbelieved.
    pub async fn ask(&self, request: Vec<u8>) -> Result<Vec<u8>, Unavailable> {
        self.0.post("application/ocsp-request", request).await
    }
}
