//! The authority's responder: answers with our nonce, which the notary demands, so that no answer can be made before.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use sandbox::ca::TestCa;
use server::clock::Clock;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::clock::{Stopwatch, microseconds};

/// A responder that runs as long as it is held.
pub(crate) struct Responder {
    /// Where it answers.
    pub(crate) address: SocketAddr,
    /// Microseconds that it has spent on signing its answers.
    spent: Arc<AtomicU64>,
    _tasks: JoinSet<()>,
}

impl Responder {
    /// Starts it.
    pub(crate) async fn start(ca: Arc<TestCa>, clock: Clock) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let spent = Arc::new(AtomicU64::new(0));
        let counter = spent.clone();
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).ok();
                let (ca, clock, counter) = (ca.clone(), clock.clone(), counter.clone());
                connections.spawn(async move {
                    let service = service_fn(move |request: Request<Incoming>| {
                        let (ca, clock, counter) = (ca.clone(), clock.clone(), counter.clone());
                        async move { Ok::<_, Infallible>(answer(&ca, &clock, &counter, request).await) }
                    });
                    http1::Builder::new().serve_connection(TokioIo::new(stream), service).await.ok();
                });
            }
        });
        Ok(Self {
            address,
            spent,
            _tasks: tasks,
        })
    }

    /// Microseconds that it has spent on signing so far.
    pub(crate) fn spent_us(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }
}

async fn answer(
    ca: &TestCa,
    clock: &Clock,
    counter: &AtomicU64,
    request: Request<Incoming>,
) -> Response<Full<Bytes>> {
    let body = request
        .into_body()
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes);
    let watch = Stopwatch::start();
    let answer = body.ok().and_then(|body| ca.ocsp(&body, clock.now()).ok());
    counter.fetch_add(microseconds(watch.elapsed()), Ordering::Relaxed);
    let (status, bytes) = match answer {
        Some(bytes) => (StatusCode::OK, bytes),
        None => (StatusCode::BAD_REQUEST, Vec::new()),
    };
    let mut response = Response::new(Full::new(Bytes::from(bytes)));
    *response.status_mut() = status;
    response
}
