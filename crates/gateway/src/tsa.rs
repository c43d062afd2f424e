//! Asking the time-stamping authority (RFC 3161 §3.4: POST over HTTP).

use std::time::Duration;

use crate::wire::{Unavailable, Wire};

/// The largest answer that is read. A real one is about 5 kB.
pub const ANSWER_BYTES_MAX: usize = 65_536;

/// A client of one time-stamping authority, whose address comes from configuration.
#[derive(Clone, Debug)]
pub struct TsaClient {
    wire: Wire,
    hash: String,
    policy: Option<String>,
}

impl TsaClient {
    /// A client of the authority at `address` (`http://…`) that waits for at most `limit`.
    ///
    /// `hash` is the dotted identifier of the digest that is stamped, `policy` that of the policy asked for.
    pub fn new(
        address: &str,
        limit: Duration,
        (hash, policy): (&str, Option<&str>),
    ) -> Result<Self, Unavailable> {
        Ok(Self {
            wire: Wire::new(address, limit, ("tsa", ANSWER_BYTES_MAX))?,
            hash: hash.to_owned(),
            policy: policy.map(str::to_owned),
        })
    }

    /// The digest that is stamped, a dotted identifier.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The policy asked for, a dotted identifier.
    pub fn policy(&self) -> Option<&str> {
        self.policy.as_deref()
    }

    /// The DER answer to the DER `query`, unread and unbelieved.
    pub async fn ask(&self, query: Vec<u8>) -> Result<Vec<u8>, Unavailable> {
        self.wire.post("application/timestamp-query", query).await
    }
}
