//! Traces for OpenTelemetry: the measured spans, sent by OTLP over HTTP to the address of the configuration.
//!
//! Nothing is sent unless it is configured. A span carries kinds, routes and outcomes, never a person, a case or an
//! address of a page; lines of the log do not go along.

use std::pin::Pin;
use std::time::Duration;

use anyhow::Context as _;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracerProvider, Tracer};
use tokio::runtime::Handle;

use crate::config::TracesConfig;

/// How long the collector may take.
const TIME_MAX: Duration = Duration::from_secs(5);
/// The most bytes of its answer that are read.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// The way to the collector.
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Prepares the way; inside the runtime on which spans are sent.
    pub fn new(config: &TracesConfig) -> anyhow::Result<Self> {
        let client = Post {
            runtime: Handle::current(),
            client: Client::builder(TokioExecutor::new()).build_http(),
        };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_http_client(client)
            .with_endpoint(&config.endpoint)
            .with_timeout(TIME_MAX)
            .build()
            .with_context(|| format!("traces.endpoint = {:?}", config.endpoint))?;
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(Resource::builder().with_service_name("shanyraq").build())
            .build();
        Ok(Self(provider))
    }

    /// Where spans go in.
    pub fn tracer(&self) -> Tracer {
        self.0.tracer("shanyraq")
    }

    /// Sends what is left.
    pub async fn finish(self) {
        let finished = tokio::task::spawn_blocking(move || self.0.shutdown()).await;
        if !matches!(finished, Ok(Ok(()))) {
            tracing::warn!("the last traces were not sent");
        }
    }
}

/// Sends a body by POST; the exporter's own thread waits for the runtime.
#[derive(Debug)]
struct Post {
    runtime: Handle,
    client: Client<HttpConnector, Full<Bytes>>,
}

impl HttpClient for Post {
    fn send_bytes<'s, 'f>(
        &'s self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        let sent = self.client.request(request.map(Full::new));
        let exchange = self.runtime.spawn(async move {
            let (head, body) = sent.await?.into_parts();
            let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await?;
            Ok(Response::from_parts(head, body.to_bytes()))
        });
        Box::pin(async move { exchange.await? })
    }
}
