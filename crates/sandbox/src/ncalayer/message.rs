//! The messages of NCALayer's `kz.gov.pki.knca.basics` module: requests read, answers in the shapes of version 1.4.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

/// The only module the stand-in has.
const BASICS: &str = "kz.gov.pki.knca.basics";

/// What is pushed when a page connects.
pub(super) const HELLO: &str = r#"{"result":{"version":"1.4"}}"#;

/// A frame that only asks whether anybody is there; it comes back as it is.
pub(super) const HEARTBEAT: &str = "--heartbeat--";

/// What a page asked.
pub(super) enum Request {
    /// `basics.sign`.
    Sign(Box<Sign>),
    /// Something that has its answer already.
    Declined(Answer),
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// Containers in PEM with the label CMS, in the order of the data.
    Signed(Vec<String>),
    /// The person closed the dialog.
    Canceled,
    /// Something went wrong.
    Failed { code: &'static str, details: String },
    /// There is no such module.
    NoModule,
    /// The frame is not the JSON expected.
    NotJson,
}

impl Answer {
    pub(super) fn failed(code: &'static str, details: impl Into<String>) -> Self {
        Self::Failed {
            code,
            details: details.into(),
        }
    }

    pub(super) fn to_json(&self) -> String {
        match self {
            Self::Signed(containers) => json!({"status": true, "body": {"result": containers}}),
            Self::Canceled => json!({"status": true, "body": {}}),
            Self::Failed { code, details } => json!({
                "status": false,
                "code": code,
                "message": "An invoked method threw an exception.",
                "details": details,
            }),
            Self::NoModule => json!({"success": false, "errorCode": "MODULE_NOT_FOUND"}),
            Self::NotJson => json!({"success": false, "code": "COMMON_JSON_WRAPPING_EXCEPTION"}),
        }
        .to_string()
    }
}

/// The arguments of `basics.sign`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Sign {
    #[serde(default)]
    allowed_storages: Option<Vec<String>>,
    format: String,
    data: Data,
    #[serde(default)]
    signing_params: SigningParams,
    #[serde(default)]
    pub(super) signer_params: SignerParams,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Data {
    One(String),
    Many(Vec<String>),
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct SigningParams {
    decode: bool,
    encapsulate: bool,
    digested: bool,
    tsa_profile: Option<Value>,
}

/// Which certificates a page wants to be offered. Empty text means any.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct SignerParams {
    pub(super) ext_key_usage_oids: Option<Vec<String>>,
    pub(super) iin: Option<String>,
    pub(super) bin: Option<String>,
    pub(super) serial_number: Option<String>,
    pub(super) chain: Option<Vec<String>>,
}

impl Sign {
    /// Whether the container is to carry the data.
    pub(super) fn is_attached(&self) -> bool {
        self.signing_params.encapsulate
    }

    /// The bytes to sign, or why they cannot be signed.
    pub(super) fn bytes(&self) -> Result<Vec<Vec<u8>>, Answer> {
        let refused = |details: &str| Answer::failed("INVALID_SIGNING_PARAMS", details);
        if self.format != "cms" {
            return Err(refused("the sandbox signs the format cms only"));
        }
        if self.signing_params.digested {
            return Err(refused("the sandbox signs data, not digests"));
        }
        if let Some(storages) = &self.allowed_storages
            && !storages.iter().any(|storage| storage == "PKCS12")
        {
            return Err(refused("the sandbox keeps keys in PKCS12 only"));
        }
        if self.signing_params.tsa_profile.is_some() {
            tracing::info!("tsaProfile is ignored: the sandbox adds no timestamp");
        }
        let texts = match &self.data {
            Data::One(text) => std::slice::from_ref(text),
            Data::Many(texts) => texts,
        };
        if texts.is_empty() {
            return Err(refused("there is nothing to sign"));
        }
        let bytes = texts
            .iter()
            .map(|text| self.decoded(text))
            .collect::<Option<_>>();
        bytes.ok_or_else(|| refused("the data is not base64"))
    }

    fn decoded(&self, text: &str) -> Option<Vec<u8>> {
        if !self.signing_params.decode {
            return Some(text.as_bytes().to_vec());
        }
        let solid: String = text.split_ascii_whitespace().collect();
        STANDARD.decode(solid).ok()
    }
}

/// Reads a frame.
pub(super) fn read(frame: &str) -> Request {
    let Ok(message) = serde_json::from_str::<Value>(frame) else {
        return Request::Declined(Answer::NotJson);
    };
    let Value::Object(mut message) = message else {
        return Request::Declined(Answer::NotJson);
    };
    if message.get("module").and_then(Value::as_str) != Some(BASICS) {
        return Request::Declined(Answer::NoModule);
    }
    if message.get("method").and_then(Value::as_str) != Some("sign") {
        let answer = Answer::failed("INVOCATION_ERROR", "the sandbox has the method sign only");
        return Request::Declined(answer);
    }
    match serde_json::from_value(message.remove("args").unwrap_or_default()) {
        Ok(sign) => Request::Sign(Box::new(sign)),
        Err(error) => {
            Request::Declined(Answer::failed("INVALID_SIGNING_PARAMS", error.to_string()))
        }
    }
}
