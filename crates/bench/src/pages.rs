//! The figure of an anonymous page: a service's passport, beside nginx with the same bytes and the same clients.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use sandbox::ca::Family;

use crate::engine::{Engine, engines};
use crate::figure::{Figure, Target};
use crate::load::{Client, Measured, drive};
use crate::machine;
use crate::notary_work::{authority, instant};
use crate::program::{Program, Setup};
use crate::scale::Scale;
use crate::town::SERVICE;
use crate::wire::Wire;

/// Clients of both servers.
const CLIENTS: usize = 32;

struct Reader {
    wire: Wire,
    path: String,
}

impl Client for Reader {
    async fn once(&mut self) -> anyhow::Result<bool> {
        self.wire.get(&self.path).await?.page()?;
        Ok(true)
    }
}

async fn read(address: SocketAddr, path: &str, lasting: Duration) -> anyhow::Result<Measured> {
    let mut readers = Vec::new();
    for _client in 0..CLIENTS {
        let wire = Wire::open(address, None).await?;
        readers.push(Reader {
            wire,
            path: path.to_owned(),
        });
    }
    drive(readers, lasting).await
}

/// nginx with two workers on one file.
struct Nginx {
    child: Child,
    address: SocketAddr,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its own way to stop takes its workers along.
        Command::new("kill")
            .arg(self.child.id().to_string())
            .status()
            .ok();
        self.child.wait().ok();
    }
}

impl Nginx {
    /// Starts it on the page; none where it is not installed.
    async fn start(folder: &Path, page: &[u8]) -> anyhow::Result<Option<Self>> {
        if machine::version("nginx", "-v").is_empty() {
            return Ok(None);
        }
        std::fs::create_dir_all(folder.join("files"))?;
        std::fs::write(folder.join("files/page.html"), page)?;
        let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let text = format!(
            "daemon off; worker_processes 2; pid {0}/nginx.pid; error_log {0}/error.log; user root;\n\
             events {{ worker_connections 1024; }}\n\
             http {{ access_log off; sendfile on; keepalive_requests 1000000000;\n  client_body_temp_path {0}/body; \
             proxy_temp_path {0}/proxy; fastcgi_temp_path {0}/fastcgi; uwsgi_temp_path {0}/uwsgi; scgi_temp_path {0}/scgi;\n  \
             server {{ listen {free}; root {0}/files; }} }}\n",
            folder.display()
        );
        let config = folder.join("nginx.conf");
        std::fs::write(&config, text)?;
        let child = Command::new("nginx")
            .arg("-c")
            .arg(&config)
            .stderr(Stdio::null())
            .spawn()?;
        let nginx = Self {
            child,
            address: free,
        };
        for _try in 0..200 {
            if tokio::net::TcpStream::connect(free).await.is_ok() {
                return Ok(Some(nginx));
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        anyhow::bail!("nginx does not listen")
    }
}

/// Measures the page; it touches no case, so the first engine is enough.
pub(crate) async fn measure(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let engine = engines(&scale.work, None, "page")
        .into_iter()
        .next()
        .context("an engine")?;
    engine.empty().await?;
    drop(engine.open(1).await?);
    let figures = on(scale, &engine).await?;
    engine.remove().await?;
    Ok(figures)
}

async fn on(scale: &Scale, engine: &Engine) -> anyhow::Result<Vec<Figure>> {
    let folder = scale.work.join("page-program");
    std::fs::create_dir_all(&folder)?;
    let now = server::clock::Clock::real().now();
    let setup = Setup {
        folder: folder.clone(),
        law: scale.law.clone(),
        responder: "http://127.0.0.1:1/ocsp".to_owned(),
        offset_seconds: instant()?.duration_since(now).as_secs(),
    };
    let program = Program::start(
        scale,
        &setup.write(&authority(Family::Rsa)?, engine)?,
        engine,
    )?;
    let path = format!("/kk/services/{SERVICE}");
    let mut wire = Wire::open(program.address, None).await?;
    let page = wire.get(&path).await?.page()?.body;
    let first = read(program.address, &path, scale.lasting() / 2).await?;
    drop(first);
    let nginx = Nginx::start(&folder, &page).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _run in 0..3 {
        ours.push(read(program.address, &path, scale.lasting()).await?);
        if let Some(nginx) = &nginx {
            theirs.push(
                read(nginx.address, "/page.html", scale.lasting() / 2)
                    .await?
                    .per_second(),
            );
        }
    }
    ours.sort_by_key(Measured::per_second);
    let load = ours.into_iter().nth(1).unwrap_or_default();
    let figure = Figure::of_load("page: a passport, anonymous, 32 clients", &load).note(format!(
        "{} bytes, not compressed; drawn once a minute for guests",
        page.len()
    ));
    let peer = crate::clock::median(theirs);
    Ok(vec![if nginx.is_some() {
        figure
            .beside("nginx, the same bytes", peer)
            .target(Target::OfPeer(250))
    } else {
        figure
    }])
}
