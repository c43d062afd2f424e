//! The wire of signing by QR with eGov Mobile: API-1 describes a signing, API-2 carries the document there and the
//! signature back (both are fetched from us by the phone).

use serde::{Deserialize, Serialize};

/// API-1: what a phone learns first from the address in the QR code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// What is asked, in a sentence.
    pub description: String,
    /// When it ends, RFC 3339.
    pub expiry_date: String,
    /// Who asks.
    pub organisation: Organisation,
    /// Where the document is.
    pub document: DocumentAddress,
}

/// Who asks for the signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Organisation {
    /// In Russian.
    pub name_ru: String,
    /// In Kazakh.
    pub name_kz: String,
    /// In English.
    pub name_en: String,
    /// Business identification number.
    pub bin: String,
}

/// Where the document is, and with what it is asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentAddress {
    /// The address of API-2.
    pub uri: String,
    /// `Bearer`.
    pub auth_type: String,
    /// The token for it.
    pub auth_token: String,
}

impl std::fmt::Debug for DocumentAddress {
    /// Shows nothing: the address holds a seal and the token opens it.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("DocumentAddress")
            .finish_non_exhaustive()
    }
}

/// API-2: documents on their way to the phone, and signatures on their way back in the same shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Documents {
    /// `CMS_SIGN_ONLY`: the signature comes without the document.
    pub sign_method: String,
    /// What is signed.
    pub documents_to_sign: Vec<Document>,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Its number within the exchange.
    pub id: u32,
    /// In Russian.
    #[serde(default)]
    pub name_ru: String,
    /// In Kazakh.
    #[serde(default)]
    pub name_kz: String,
    /// In English.
    #[serde(default)]
    pub name_en: String,
    /// What the phone shows beside the name.
    #[serde(default)]
    pub meta: Vec<Meta>,
    /// The bytes.
    pub document: Wrapped,
}

/// A line about a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// What it is.
    pub name: String,
    /// What it says.
    pub value: String,
}

/// The envelope of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrapped {
    /// The file.
    pub file: File,
}

/// A file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// `@file/pdf` where the phone can show it; else empty.
    #[serde(default)]
    pub mime: String,
    /// The document, or its signature on the way back, in base64.
    pub data: String,
}

impl std::fmt::Debug for File {
    /// Shows nothing: the data are somebody's application.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("File").finish_non_exhaustive()
    }
}

/// What stands in the QR code for an address of API-1.
pub fn qr_text(address: &str) -> String {
    format!("mobileSign:{address}")
}

/// The link that opens eGov Mobile on the phone itself; for an organization's key, eGov Business.
pub fn launch_link(address: &str, is_business: bool) -> String {
    let link = percent(address);
    if is_business {
        format!(
            "https://egovbusiness.page.link/?link={link}&isi=1597880144&ibi=kz.mobile.mgov.business&apn=kz.mobile.mgov.business"
        )
    } else {
        format!(
            "https://mgovsign.page.link/?link={link}&isi=1476128386&ibi=kz.egov.mobile&apn=kz.mobile.mgov"
        )
    }
}

fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _infallible = write!(out, "%{byte:02X}");
        }
        out
    })
}
