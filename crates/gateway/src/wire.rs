//! One exchange with one address of the configuration: no redirect is followed, and size and time are limited.

use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// Why there is no answer. Not knowing is never a pass: whoever asked waits.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable {
    /// The configured address is not an `http:` address.
    #[error("the address is not an http address")]
    Address,
    /// The request could not be made.
    #[error("the request could not be made")]
    Request(#[source] hyper::http::Error),
    /// No connection, or it broke.
    #[error("the other side could not be reached")]
    Connection(#[source] hyper_util::client::legacy::Error),
    /// No answer in time.
    #[error("no answer came within {milliseconds} ms")]
    TimedOut {
        /// The limit.
        milliseconds: u128,
    },
    /// Not 200; a redirect is not followed either.
    #[error("the other side answered {0}")]
    Status(StatusCode),
    /// The answer broke off or was over the limit of its kind.
    #[error("the answer broke off or was too large")]
    Body(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A client of one address.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    client: Client<HttpConnector, Full<Bytes>>,
    address: Uri,
    limit: Duration,
    bytes_max: usize,
    /// Which door it is, for what is measured.
    door: &'static str,
}

impl Wire {
    /// A client of `address` (`http://…`) that waits for at most `limit` and reads at most `bytes_max`.
    pub(crate) fn new(
        address: &str,
        limit: Duration,
        (door, bytes_max): (&'static str, usize),
    ) -> Result<Self, Unavailable> {
        let address: Uri = address.parse().map_err(|_not_a_uri| Unavailable::Address)?;
        if address.scheme_str() != Some("http") || address.host().is_none() {
            return Err(Unavailable::Address);
        }
        let client = Client::builder(TokioExecutor::new()).build_http();
        Ok(Self {
            client,
            address,
            limit,
            bytes_max,
            door,
        })
    }

    /// The address, as configured.
    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    /// The answer to a body that is posted.
    pub(crate) async fn post(
        &self,
        kind: &'static str,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, Unavailable> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(self.address.clone())
            .header(CONTENT_TYPE, kind)
            .body(Full::new(Bytes::from(body)));
        self.exchange(request.map_err(Unavailable::Request)?).await
    }

    /// What lies at the address.
    pub(crate) async fn get(&self) -> Result<Vec<u8>, Unavailable> {
        let request = Request::builder()
            .uri(self.address.clone())
            .body(Full::new(Bytes::new()));
        self.exchange(request.map_err(Unavailable::Request)?).await
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Vec<u8>, Unavailable> {
        crate::measured(self.door, self.exchange_whole(request)).await
    }

    async fn exchange_whole(&self, request: Request<Full<Bytes>>) -> Result<Vec<u8>, Unavailable> {
        let exchange = async {
            let answer = self
                .client
                .request(request)
                .await
                .map_err(Unavailable::Connection)?;
            if answer.status() != StatusCode::OK {
                return Err(Unavailable::Status(answer.status()));
            }
            let body = Limited::new(answer.into_body(), self.bytes_max);
            let bytes = body.collect().await.map_err(Unavailable::Body)?.to_bytes();
            Ok(bytes.to_vec())
        };
        tokio::time::timeout(self.limit, exchange)
            .await
            .map_err(|_elapsed| Unavailable::TimedOut {
                milliseconds: self.limit.as_millis(),
            })?
    }
}
