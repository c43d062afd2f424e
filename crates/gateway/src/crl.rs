//! Fetching a list of revoked certificates (RFC 5280 §4.2.1.13: GET over HTTP).

use std::time::Duration;

use crate::wire::{Unavailable, Wire};

/// The largest list that is read. The national authority's are about 2 MB.
pub const LIST_BYTES_MAX: usize = 16 * 1024 * 1024;

/// A client of one list, whose address comes from configuration and never from a certificate.
#[derive(Clone, Debug)]
pub struct CrlClient(Wire);

impl CrlClient {
    /// A client of the list at `address` (`http://…`) that waits for at most `limit`.
    pub fn new(address: &str, limit: Duration) -> Result<Self, Unavailable> {
        Wire::new(address, limit, ("crl", LIST_BYTES_MAX)).map(Self)
    }

    /// The address of the list.
    pub fn address(&self) -> String {
        self.0.address()
    }

    /// The list as it lies there now, unread and unbelieved.
    pub async fn fetch(&self) -> Result<Vec<u8>, Unavailable> {
        self.0.get().await
    }
}
