//! A running town: two ports on loopback, one folder, one stop handle.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use jiff::Timestamp;
use tokio::net::TcpListener;

use crate::ca::Key;
use crate::choice::{Choice, KeyKind, OcspMode, TsaMode};
use crate::clock::{CLOCK_FILE, ClockError};
use crate::people::{Register, TownFileError};
use crate::sms::Message;
use crate::state::State;
use crate::vault::VaultError;
use crate::{control, ncalayer, pages, responder, sms, stamper};

/// The port of the pages, the control API and the OCSP responder.
pub const HTTP_PORT: u16 = 13_580;
/// The port on which NCALayer listens on every citizen's computer.
pub const NCALAYER_PORT: u16 = 13_579;
/// Where the portal is unless said otherwise.
pub const PORTAL: &str = "http://127.0.0.1:8080/";

/// How to start a town.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder that keeps the clock, the CA, the keys and the trust folder.
    pub dir: PathBuf,
    /// Port of pages, API and OCSP; 0 takes a free one.
    pub http_port: u16,
    /// Port of the NCALayer stand-in; 0 takes a free one.
    pub ncalayer_port: u16,
    /// The town's first moment; `None` continues, or starts at real time.
    pub moment: Option<Timestamp>,
    /// The address of the portal, for the link on the start page.
    pub portal: String,
}

impl Config {
    /// A town in `dir` on free ports, for tests.
    pub fn for_test(dir: impl Into<PathBuf>, moment: Option<Timestamp>) -> Self {
        Self {
            dir: dir.into(),
            http_port: 0,
            ncalayer_port: 0,
            moment,
            portal: PORTAL.to_owned(),
        }
    }
}

/// Why a town cannot start.
#[derive(Debug, thiserror::Error)]
pub enum TownError {
    /// A port is taken or refused.
    #[error("cannot listen on 127.0.0.1:{port}")]
    Port {
        /// The port asked for.
        port: u16,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The clock cannot be opened or moved.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// The CA or the keys cannot be opened.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The people cannot be read.
    #[error(transparent)]
    People(#[from] TownFileError),
}

/// The town as a program.
pub struct Town;

impl Town {
    /// Starts the town and answers once both ports listen.
    pub async fn start(config: Config) -> Result<Running, TownError> {
        let (http, http_at) = listen(config.http_port).await?;
        let (ncalayer, ncalayer_at) = listen(config.ncalayer_port).await?;
        let ncalayer_url = format!("ws://{ncalayer_at}/");
        let lists = format!("http://{http_at}/lists/");
        let state = Arc::new(State::open(
            &config.dir,
            config.moment,
            config.portal,
            ncalayer_url.clone(),
            &lists,
        )?);
        let doors = pages::routes()
            .merge(control::routes())
            .merge(responder::routes())
            .merge(stamper::routes())
            .merge(sms::routes());
        serve(&state, http, doors.with_state(Arc::clone(&state)));
        serve(
            &state,
            ncalayer,
            ncalayer::routes().with_state(Arc::clone(&state)),
        );
        Ok(Running {
            http_url: format!("http://{http_at}/"),
            ocsp_url: format!("http://{http_at}/ocsp"),
            tsa_url: format!("http://{http_at}/tsa"),
            list_urls: ["rsa", "rsa-delta", "gost", "gost-delta"]
                .map(|name| format!("{lists}{name}.crl")),
            ncalayer_url,
            trust_dir: config.dir.join("trust"),
            clock_file: config.dir.join(CLOCK_FILE),
            state,
        })
    }
}

/// A town that runs until it is stopped or dropped with its runtime.
pub struct Running {
    /// Start page, with a slash at the end.
    pub http_url: String,
    /// Where to POST `application/ocsp-request`.
    pub ocsp_url: String,
    /// Where to POST `application/timestamp-query`.
    pub tsa_url: String,
    /// Where the lists of revoked certificates lie: of each family a whole one and the changes to it.
    pub list_urls: [String; 4],
    /// The address a page connects to for signing.
    pub ncalayer_url: String,
    /// Folder with root and issuing certificates of both families, DER, for the server's trust.
    pub trust_dir: PathBuf,
    /// The file that the server's clock reads.
    pub clock_file: PathBuf,
    state: Arc<State>,
}

impl Running {
    /// The people, homes and providers.
    pub fn register(&self) -> &Register {
        &self.state.register
    }

    /// The town's present moment.
    pub fn now(&self) -> Timestamp {
        self.state.clock.now()
    }

    /// Moves the clock forward; an earlier moment than the present is refused.
    pub fn move_clock(&self, moment: Timestamp) -> Result<Timestamp, ClockError> {
        self.state.clock.move_to(moment)
    }

    /// Says whose key answers, which one and how.
    pub fn choose(&self, choice: Choice) -> Result<(), VaultError> {
        self.state.choose(choice)
    }

    /// The messages that came to the phones of the town, the last one first.
    pub fn messages(&self) -> Vec<Message> {
        self.state.inbox.all()
    }

    /// Says what the OCSP responder does.
    pub fn set_ocsp(&self, mode: OcspMode) {
        self.state.set_ocsp_mode(mode);
    }

    /// Says what the time-stamping authority does.
    pub fn set_tsa(&self, mode: TsaMode) {
        self.state.set_tsa_mode(mode);
    }

    /// Revokes the person's good key from the town's present moment on.
    pub fn revoke(&self, person: &str) -> Result<(), VaultError> {
        self.state.revoke(person)
    }

    /// The person's key of that kind at the town's present moment, for tests that sign without NCALayer.
    pub fn key(&self, person: &str, kind: KeyKind) -> Result<Key, VaultError> {
        self.state.key(person, kind)
    }

    /// DER of the town's root and issuing certificates.
    pub fn certificates(&self) -> Vec<Vec<u8>> {
        self.state.vault().certificates()
    }

    /// Stops listening and waits until every conversation has ended.
    pub async fn stop(self) {
        self.state.stop.cancel();
        self.state.tracker.close();
        self.state.tracker.wait().await;
    }
}

async fn listen(port: u16) -> Result<(TcpListener, SocketAddr), TownError> {
    let refused = |source| TownError::Port { port, source };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(refused)?;
    let at = listener.local_addr().map_err(refused)?;
    Ok((listener, at))
}

fn serve(state: &Arc<State>, listener: TcpListener, doors: Router) {
    let stop = state.stop.clone();
    state.tracker.spawn(async move {
        let served = axum::serve(listener, doors)
            .with_graceful_shutdown(stop.cancelled_owned())
            .await;
        if let Err(error) = served {
            tracing::error!(%error, "a door of the town closed");
        }
    });
}
