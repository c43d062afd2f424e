//! The connections: accepted, limited, and ended in peace.
//!
//! # Threats
//!
//! A client that sends a letter a minute (the head of a request has a time limit, the whole request another, and
//! neither begins anew with each byte); one that reads so slowly that a connection never ends (each has a longest
//! life); one that opens connections until nobody else gets in (a cap for all and a smaller one for each address);
//! a head without end (a limit on its bytes and on its lines: 431); an end in the middle of somebody's form (after the
//! signal nobody new is let in, and what runs is finished).

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;
use web::door::Peer;

use crate::config::ConnectionsConfig;

/// How long to wait after a connection could not be accepted, for lack of file handles for example.
const BREATH: Duration = Duration::from_millis(100);
/// What an address with too many connections is told.
const TURNED_AWAY: &[u8] =
    b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 10\r\nconnection: close\r\n\
    content-length: 0\r\n\r\n";

/// How many connections each address has.
#[derive(Clone, Default)]
struct Crowd(Arc<Mutex<BTreeMap<IpAddr, usize>>>);

/// A place in the crowd, given back when it is dropped.
struct Place {
    crowd: Crowd,
    network: IpAddr,
}

impl Crowd {
    /// A place for one more connection of an address, unless it has `most`.
    fn enter(&self, address: IpAddr, most: usize) -> Option<Place> {
        let network = network_of(address);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(network).or_insert(0);
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place {
            crowd: self.clone(),
            network,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.crowd.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.network);
            }
        }
    }
}

/// The address that counts: of IPv6 the /64 network.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

/// Serves until `stop`, then finishes what runs.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    config: &ConnectionsConfig,
    stop: CancellationToken,
) {
    let room = Arc::new(Semaphore::new(config.most));
    let crowd = Crowd::default();
    let tasks = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &room) => accepted,
            () = stop.cancelled() => break,
        };
        let Some((stream, address, permit)) = accepted else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let is_proxy = config.proxies.contains(&address.to_canonical());
        let most = if is_proxy {
            usize::MAX
        } else {
            config.most_of_address
        };
        let Some(place) = crowd.enter(address, most) else {
            // Whoever does not take even this is simply closed.
            stream.try_write(TURNED_AWAY).ok();
            continue;
        };
        let (router, config, stop) = (router.clone(), config.clone(), stop.clone());
        tasks.spawn(async move {
            connection(stream, address, router, &config, stop).await;
            drop((place, permit));
        });
    }
    drop(listener);
    tasks.close();
    tasks.wait().await;
}

/// The next connection, once there is room for it.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> Option<(TcpStream, IpAddr, OwnedSemaphorePermit)> {
    let permit = room.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer.ip(), permit)),
        Err(error) => {
            tracing::warn!(%error, "a connection could not be accepted");
            None
        }
    }
}

/// One connection until its end.
async fn connection(
    stream: TcpStream,
    address: IpAddr,
    router: Router,
    config: &ConnectionsConfig,
    stop: CancellationToken,
) {
    // Small answers must not wait for one another; without it they are slower, not wrong.
    stream.set_nodelay(true).ok();
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(address));
        router.clone().oneshot(request)
    });
    let mut builder = Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(config.header_seconds))
        .max_headers(config.headers_max)
        .max_buf_size(config.header_bytes_max);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let life = Duration::from_secs(config.seconds_max);
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        () = stop.cancelled() => None,
        () = tokio::time::sleep(life) => None,
    };
    let ended = if let Some(ended) = ended {
        ended
    } else {
        connection.as_mut().graceful_shutdown();
        let grace = Duration::from_secs(config.stop_seconds);
        let ended = tokio::time::timeout(grace, connection).await;
        ended.unwrap_or(Ok(()))
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke off");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_back_and_networks_are_counted_as_one() {
        let crowd = Crowd::default();
        let address: IpAddr = "2001:db8::1".parse().unwrap();
        let neighbor: IpAddr = "2001:db8::2".parse().unwrap();
        let other: IpAddr = "2001:db8:0:1::1".parse().unwrap();
        let first = crowd.enter(address, 2).unwrap();
        let second = crowd.enter(neighbor, 2).unwrap();
        assert!(crowd.enter(address, 2).is_none());
        assert!(crowd.enter(other, 2).is_some());
        drop(first);
        assert!(crowd.enter(neighbor, 2).is_some());
        drop(second);
        assert!(
            crowd.0.lock().unwrap().is_empty(),
            "nothing is kept of who left"
        );
    }
}
