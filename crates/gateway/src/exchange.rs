//! One exchange of JSON with a door whose address comes from configuration: limits on time and size, nothing believed.

use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// The largest answer that is read. A real one is some hundred bytes.
const ANSWER_BYTES_MAX: usize = 16_384;

/// Why a door gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum DoorClosed {
    /// The configured address is not an `http:` address.
    #[error("the address of the door is not an http address")]
    Address,
    /// The request could not be made.
    #[error("the request could not be made")]
    Request(#[source] hyper::http::Error),
    /// No connection, or it broke.
    #[error("the door could not be reached")]
    Connection(#[source] hyper_util::client::legacy::Error),
    /// The door did not answer in time.
    #[error("the door did not answer within {seconds} s")]
    TimedOut {
        /// The limit.
        seconds: u64,
    },
    /// A status that has no meaning here.
    #[error("the door answered {0}")]
    Status(StatusCode),
    /// The answer broke off or was too large.
    #[error("the answer broke off or was too large")]
    Body(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The answer is not what was agreed.
    #[error("the answer is not what was agreed")]
    Answer,
}

impl DoorClosed {
    /// Whether nothing can have gone out: no connection was made. Any other failure may have come after the door did
    /// what it was asked.
    pub fn is_before_sending(&self) -> bool {
        match self {
            Self::Address | Self::Request(_) => true,
            Self::Connection(error) => error.is_connect(),
            Self::TimedOut { .. } | Self::Status(_) | Self::Body(_) | Self::Answer => false,
        }
    }
}

/// A door that takes JSON by POST.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    client: Client<HttpConnector, Full<Bytes>>,
    address: Uri,
    limit: Duration,
    /// Which door it is, for what is measured.
    name: &'static str,
}

impl Door {
    /// The door at `address` (`http://…`), waited for at most `limit`.
    pub(crate) fn new(
        name: &'static str,
        address: &str,
        limit: Duration,
    ) -> Result<Self, DoorClosed> {
        let address: Uri = address.parse().map_err(|_not_a_uri| DoorClosed::Address)?;
        if address.scheme_str() != Some("http") || address.host().is_none() {
            return Err(DoorClosed::Address);
        }
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            address,
            limit,
            name,
        })
    }

    /// Status and body of the answer to `body`.
    pub(crate) async fn post(&self, body: String) -> Result<(StatusCode, Bytes), DoorClosed> {
        let exchange = async {
            tokio::time::timeout(self.limit, self.exchange(body))
                .await
                .map_err(|_elapsed| DoorClosed::TimedOut {
                    seconds: self.limit.as_secs(),
                })?
        };
        crate::measured(self.name, exchange).await
    }

    async fn exchange(&self, body: String) -> Result<(StatusCode, Bytes), DoorClosed> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(self.address.clone())
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body)))
            .map_err(DoorClosed::Request)?;
        let answer = self
            .client
            .request(request)
            .await
            .map_err(DoorClosed::Connection)?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), ANSWER_BYTES_MAX);
        let bytes = body.collect().await.map_err(DoorClosed::Body)?.to_bytes();
        Ok((status, bytes))
    }
}
