//! Asking the certification authority's OCSP responder (RFC 6960 appendix A.1: POST over HTTP).

use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// The largest answer that is read. A real one is about 2 kB.
pub const ANSWER_BYTES_MAX: usize = 65_536;

/// Why there is no answer. Not knowing is never a pass: the case waits.
#[derive(Debug, thiserror::Error)]
pub enum OcspUnavailable {
    /// The configured address is not an `http:` address.
    #[error("the address of the responder is not an http address")]
    Address,
    /// The request could not be made.
    #[error("the request could not be made")]
    Request(#[source] hyper::http::Error),
    /// No connection, or it broke.
    #[error("the responder could not be reached")]
    Connection(#[source] hyper_util::client::legacy::Error),
    /// The responder did not answer in time.
    #[error("the responder did not answer within {seconds} s")]
    TimedOut {
        /// The limit.
        seconds: u64,
    },
    /// Not 200.
    #[error("the responder answered {0}")]
    Status(StatusCode),
    /// The answer broke off or was over [`ANSWER_BYTES_MAX`].
    #[error("the answer broke off or was too large")]
    Body(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A client of one responder, whose address comes from configuration.
#[derive(Clone, Debug)]
pub struct OcspClient {
    client: Client<HttpConnector, Full<Bytes>>,
    responder: Uri,
    limit: Duration,
}

impl OcspClient {
    /// A client of the responder at `address` (`http://…`) that waits for at most `limit`.
    pub fn new(address: &str, limit: Duration) -> Result<Self, OcspUnavailable> {
        let responder: Uri = address
            .parse()
            .map_err(|_not_a_uri| OcspUnavailable::Address)?;
        if responder.scheme_str() != Some("http") || responder.host().is_none() {
            return Err(OcspUnavailable::Address);
        }
        let client = Client::builder(TokioExecutor::new()).build_http();
        Ok(Self {
            client,
            responder,
            limit,
        })
    }

    /// The DER answer to the DER `request`, unread and unbelieved.
    pub async fn ask(&self, request: Vec<u8>) -> Result<Vec<u8>, OcspUnavailable> {
        tokio::time::timeout(self.limit, self.exchange(request))
            .await
            .map_err(|_elapsed| OcspUnavailable::TimedOut {
                seconds: self.limit.as_secs(),
            })?
    }

    async fn exchange(&self, request: Vec<u8>) -> Result<Vec<u8>, OcspUnavailable> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(self.responder.clone())
            .header(CONTENT_TYPE, "application/ocsp-request")
            .body(Full::new(Bytes::from(request)))
            .map_err(OcspUnavailable::Request)?;
        let answer = self
            .client
            .request(request)
            .await
            .map_err(OcspUnavailable::Connection)?;
        if answer.status() != StatusCode::OK {
            return Err(OcspUnavailable::Status(answer.status()));
        }
        let body = Limited::new(answer.into_body(), ANSWER_BYTES_MAX);
        let bytes = body
            .collect()
            .await
            .map_err(OcspUnavailable::Body)?
            .to_bytes();
        Ok(bytes.to_vec())
    }
}
