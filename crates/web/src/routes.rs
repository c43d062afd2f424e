//! Every route, in one place. The committed table of routes and roles is compared with it in a test.
//!
//! A route comes into being through `Routes` only, which notes its method and path: the list cannot be left behind.

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::handler::Handler;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use serde_json::json;

use crate::assets;
use crate::door::{self, Shared, gate};
use crate::failure::Failure;
use crate::failure_page;
use crate::locale::Language;
use crate::{api, desk, mobile, portal};

/// The most bytes of a form.
const FORM_BYTES_MAX: usize = 512 * 1024;
/// The most bytes that a phone sends back: one signature.
const PHONE_BYTES_MAX: usize = 256 * 1024;
/// The most bytes of a form with files: the edition's limit on files, and room for the form around them.
const FILES_BYTES_MAX: usize = 1_048_576 + 128 * 1024;

/// A method and a path that are answered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The path with its parameters in braces.
    pub path: String,
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
}

/// Routes with the list of them.
pub(crate) struct Routes {
    pub(crate) router: Router<Shared>,
    list: Vec<Route>,
}

impl Routes {
    /// No routes.
    pub(crate) fn new() -> Self {
        Self {
            router: Router::new(),
            list: Vec::new(),
        }
    }

    /// A page.
    pub(crate) fn get<T: 'static>(mut self, path: &str, page: impl Handler<T, Shared>) -> Self {
        self.note("GET", path);
        self.router = self.router.route(path, get(page));
        self
    }

    /// A form.
    pub(crate) fn post<T: 'static>(mut self, path: &str, form: impl Handler<T, Shared>) -> Self {
        self.note("POST", path);
        self.router = self.router.route(path, post(form));
        self
    }

    /// What a phone sends back, or a program puts in place of what was.
    pub(crate) fn put<T: 'static>(mut self, path: &str, back: impl Handler<T, Shared>) -> Self {
        self.note("PUT", path);
        self.router = self.router.route(path, put(back));
        self
    }

    /// What a program takes away.
    pub(crate) fn delete<T: 'static>(mut self, path: &str, gone: impl Handler<T, Shared>) -> Self {
        self.note("DELETE", path);
        self.router = self.router.route(path, delete(gone));
        self
    }

    /// The same routes behind something of their own.
    pub(crate) fn behind(self, wrap: impl FnOnce(Router<Shared>) -> Router<Shared>) -> Self {
        Self {
            router: wrap(self.router),
            list: self.list,
        }
    }

    fn note(&mut self, method: &'static str, path: &str) {
        let path = path.to_owned();
        self.list.push(Route { path, method });
    }

    /// The same under a prefix, with a limit on the bytes of a body.
    pub(crate) fn below(self, prefix: &str, bytes_max: usize) -> Self {
        let list = self.list.into_iter().map(|route| Route {
            path: format!("{prefix}{}", route.path),
            method: route.method,
        });
        let limited = self.router.layer(DefaultBodyLimit::max(bytes_max));
        Self {
            list: list.collect(),
            router: Router::new().nest(prefix, limited),
        }
    }

    pub(crate) fn and(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self.router = self.router.merge(other.router);
        self
    }
}

/// The pages and forms of people.
fn pages() -> Routes {
    Routes::new()
        .get("/", choose_language)
        .get("/{lang}", portal::home::home)
        .get("/{lang}/", portal::home::home)
        .and(portal::routes().below("/{lang}", FORM_BYTES_MAX))
        .and(desk::routes().below("/{lang}", FORM_BYTES_MAX))
        .and(portal::file_routes().below("/{lang}", FILES_BYTES_MAX))
}

/// What is answered without a session.
fn plain() -> Routes {
    Routes::new()
        .get("/assets/{file}", asset)
        .get("/healthz", healthz)
}

/// What anybody may read of the journals, as often as the limits let them.
fn published() -> Routes {
    Routes::new().get("/checkpoint", checkpoint)
}

/// What eGov Mobile asks on a phone: its address is the secret, so there is no session.
fn phones() -> Routes {
    Routes::new()
        .get("/{record}/{seal}", mobile::describe)
        .get("/{record}/{seal}/documents", mobile::documents)
        .put("/{record}/{seal}/documents", mobile::receive)
        .below("/mobile", PHONE_BYTES_MAX)
}

/// Every route, sorted by path.
pub fn all() -> Vec<Route> {
    let mut list = pages()
        .and(plain())
        .and(published())
        .and(phones())
        .and(api::routes())
        .list;
    list.sort();
    list
}

/// All routes over one front.
pub fn router(front: Shared) -> Router {
    let metered = middleware::from_fn_with_state(front.clone(), gate::meter);
    let timed = middleware::from_fn_with_state(front.clone(), gate::limit_time);
    let bare = phones().and(published()).router.layer(metered).layer(timed);
    let bare = bare.merge(plain().router);
    let bare = bare.layer(middleware::from_fn(door::bare));
    pages()
        .router
        .fallback(|| async { Failure::not_found() })
        .layer(middleware::from_fn_with_state(
            front.clone(),
            door::refuse_foreign,
        ))
        .layer(middleware::from_fn_with_state(front.clone(), gate::meter))
        .layer(middleware::from_fn_with_state(
            front.clone(),
            gate::limit_time,
        ))
        .layer(middleware::from_fn_with_state(
            front.clone(),
            failure_page::draw,
        ))
        .layer(middleware::from_fn_with_state(front.clone(), door::guard))
        .merge(bare)
        .merge(api::router(&front))
        .layer(middleware::from_fn(door::traced))
        .with_state(front)
}

/// The first page in the language that the browser asks for; Kazakh where it asks for none of ours.
async fn choose_language(headers: HeaderMap) -> Redirect {
    Redirect::to(&format!("/{}/", wanted_language(&headers).code()))
}

/// The first language of ours that is asked for; Kazakh where none is.
pub(crate) fn wanted_language(headers: &HeaderMap) -> Language {
    let wanted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    wanted
        .unwrap_or_default()
        .split(',')
        .find_map(|part| Language::parse(part.trim().get(..2)?))
        .unwrap_or(Language::Kk)
}

/// A built file under a name that changes with its bytes; kept for a year.
async fn asset(Path(_file): Path<String>, headers: HeaderMap, uri: Uri) -> Response {
    let Some(asset) = assets::find(uri.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let takes_brotli = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value
                .split(',')
                .any(|coding| coding.trim().starts_with("br"))
        });
    let mut response = match asset.brotli.filter(|_| takes_brotli) {
        Some(small) => {
            let mut response = small.into_response();
            let coding = HeaderValue::from_static("br");
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, coding);
            response
        }
        None => asset.bytes.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(asset.media_type()),
    );
    let kept = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, kept);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}

/// The newest checkpoint of the journals, for witnesses and auditors: a signed note, plain text.
async fn checkpoint(State(front): State<Shared>) -> Response {
    match app::seal::published(&front.office).await {
        Ok(Some(note)) => {
            let kind = HeaderValue::from_static("text/plain; charset=utf-8");
            ([(header::CONTENT_TYPE, kind)], note).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(error = app::error::chain(&error), "no checkpoint");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Whether the office and its archive answer.
async fn healthz(State(front): State<Shared>) -> Response {
    match front.office.store.ping().await {
        Ok(()) => Json(json!({
            "status": "ok",
            "database": front.office.store.engine_name(),
            "law": front.office.law.digest(),
        }))
        .into_response(),
        Err(_down) => (
            StatusCode::SERVICE_UNAVAILABLE,
            Json(json!({ "status": "down" })),
        )
            .into_response(),
    }
}
