//! A phone of the town with eGov Mobile: reads what a QR code says, shows what will be signed, signs, sends it back.

use std::time::Duration;

use axum::http::{Method, Request, StatusCode, Uri};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

use crate::ca::Form;
use crate::choice::Choice;
use crate::state::State;
use crate::vault::VaultError;

/// The largest answer that the phone reads.
const ANSWER_BYTES_MAX: usize = 4 * 1_048_576;
/// Where the document stands in API-2, and its signature on the way back.
const DATA: &str = "/documentsToSign/0/document/file/data";
/// How long the phone waits.
const LIMIT: Duration = Duration::from_secs(5);

/// Why the phone did not sign.
#[derive(Debug, thiserror::Error)]
pub enum PhoneError {
    /// The code is none of eGov Mobile.
    #[error("this is not a code of eGov Mobile")]
    NotACode,
    /// The service did not answer.
    #[error("the service did not answer")]
    Silent,
    /// The service declined: the time is over, or somebody has signed already.
    #[error("the service answered {0}: the time may be over, or it is signed already")]
    Declined(StatusCode),
    /// The service answered something else than was agreed.
    #[error("the service answered something else than was agreed")]
    Answer,
    /// The person's key could not sign.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// What the phone shows before anybody signs.
pub struct Reading {
    /// What is asked.
    pub description: String,
    /// Who asks.
    pub organisation: String,
    /// Until when.
    pub expires: String,
    /// The name of the document.
    pub name: String,
    /// The document, as text.
    pub text: String,
    uri: String,
    token: String,
    documents: Value,
    bytes: Vec<u8>,
}

/// The address in the text of a code, or in a link that opens the phone's own program.
fn address(code: &str) -> Result<String, PhoneError> {
    let code = code.trim();
    let linked = code
        .split_once("?link=")
        .and_then(|(_, rest)| rest.split('&').next())
        .map(unescaped);
    let address = match linked {
        Some(address) => address,
        None => code.strip_prefix("mobileSign:").unwrap_or(code).to_owned(),
    };
    if address.starts_with("http://") {
        Ok(address)
    } else {
        Err(PhoneError::NotACode)
    }
}

fn unescaped(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out: Vec<u8> = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        out.extend(u8::from_str_radix(digits, 16));
        out.extend(rest.as_bytes());
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Reads a code: API-1, then the document by API-2.
pub async fn read(code: &str) -> Result<Reading, PhoneError> {
    let described = ask(Method::GET, &address(code)?, None, String::new()).await?;
    let uri = said(&described, "/document/uri");
    let token = said(&described, "/document/auth_token");
    let documents = ask(Method::GET, &uri, Some(&token), String::new()).await?;
    let data = said(&documents, DATA);
    let bytes = STANDARD.decode(data).map_err(|_other| PhoneError::Answer)?;
    Ok(Reading {
        description: said(&described, "/description"),
        organisation: said(&described, "/organisation/nameRu"),
        expires: said(&described, "/expiry_date"),
        name: said(&documents, "/documentsToSign/0/nameRu"),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        uri,
        token,
        bytes,
        documents,
    })
}

/// Signs what was read with the key that was chosen, and sends the signature back.
pub(crate) async fn sign(
    state: &State,
    mut reading: Reading,
    choice: &Choice,
) -> Result<(), PhoneError> {
    let key = state.key(&choice.person, choice.key)?;
    let signature = key
        .sign_cms(&reading.bytes, state.clock.now(), Form::Detached)
        .map_err(VaultError::from)?;
    let data = reading.documents.pointer_mut(DATA);
    *data.ok_or(PhoneError::Answer)? = json!(STANDARD.encode(signature));
    let body = reading.documents.to_string();
    ask(Method::PUT, &reading.uri, Some(&reading.token), body).await?;
    Ok(())
}

fn said(value: &Value, path: &str) -> String {
    let said = value.pointer(path).and_then(Value::as_str);
    said.unwrap_or_default().to_owned()
}

async fn ask(
    method: Method,
    address: &str,
    token: Option<&str>,
    body: String,
) -> Result<Value, PhoneError> {
    let uri: Uri = address.parse().map_err(|_other| PhoneError::NotACode)?;
    let mut request = Request::builder().method(method).uri(uri);
    request = request.header("content-type", "application/json");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let request = request
        .body(Full::new(Bytes::from(body)))
        .map_err(|_other| PhoneError::NotACode)?;
    let exchange = async {
        let client = Client::builder(TokioExecutor::new()).build_http();
        let answer = client.request(request).await.ok()?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), ANSWER_BYTES_MAX);
        Some((status, body.collect().await.ok()?.to_bytes()))
    };
    let answered = tokio::time::timeout(LIMIT, exchange).await;
    let (status, bytes) = answered.ok().flatten().ok_or(PhoneError::Silent)?;
    if !status.is_success() {
        return Err(PhoneError::Declined(status));
    }
    if bytes.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(&bytes).map_err(|_other| PhoneError::Answer)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn code_and_link_lead_to_the_same_address() {
        let wanted = "http://127.0.0.1:8080/mobile/a/b";
        for code in [
            "mobileSign:http://127.0.0.1:8080/mobile/a/b",
            "https://mgovsign.page.link/?link=http%3A%2F%2F127.0.0.1%3A8080%2Fmobile%2Fa%2Fb&isi=1",
        ] {
            assert_eq!(address(code).unwrap(), wanted);
        }
        assert!(address("https://evil.example/").is_err());
        assert!(address("mobileSign:file:///etc/passwd").is_err());
    }
}
