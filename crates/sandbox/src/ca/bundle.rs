//! The storage form of a CA: PEM blocks, so that a town keeps its CA over restarts.

use std::iter::Peekable;
use std::vec::IntoIter;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use der::{Decode, Encode, Sequence};
use x509_cert::serial_number::SerialNumber;
use x509_ocsp::RevokedInfo;

use super::{CaError, TestCa, key::Key};

pub(super) const PRIVATE_KEY: &str = "PRIVATE KEY";
pub(super) const CERTIFICATE: &str = "CERTIFICATE";
const LEDGER: &str = "SANDBOX CA LEDGER";

/// Label and contents of PEM blocks, in the order of the text.
pub(super) type Blocks = Peekable<IntoIter<(String, Vec<u8>)>>;

/// One line of the ledger: a certificate issued here, and whether it was revoked.
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
pub(super) struct Entry {
    pub(super) serial: SerialNumber,
    #[asn1(context_specific = "0", optional = "true", tag_mode = "EXPLICIT")]
    pub(super) revoked: Option<RevokedInfo>,
}

impl TestCa {
    /// Writes the three keys, their certificates and the ledger as one PEM text.
    ///
    /// The private keys are not encrypted: they vouch for nobody outside the town.
    pub fn to_pem_bundle(&self) -> Result<String, CaError> {
        let mut pem = self.root.to_pem()?;
        pem.push_str(&self.issuing.to_pem()?);
        pem.push_str(&self.responder.to_pem()?);
        pem.push_str(&block(LEDGER, &self.ledger.to_der()?));
        Ok(pem)
    }

    /// Reads what [`TestCa::to_pem_bundle`] wrote.
    pub fn from_pem_bundle(pem: &str) -> Result<Self, CaError> {
        let mut blocks = blocks(pem)?.into_iter().peekable();
        let root = Key::from_blocks(&mut blocks)?;
        let issuing = Key::from_blocks(&mut blocks)?;
        let responder = Key::from_blocks(&mut blocks)?;
        let ledger = blocks.next_if(|(label, _)| label == LEDGER);
        let (_, ledger) = ledger.ok_or(CaError::Bundle { part: "ledger" })?;
        let ledger = Vec::<Entry>::from_der(&ledger)?;
        Ok(Self {
            root,
            issuing,
            responder,
            ledger,
            points: None,
        })
    }
}

/// One PEM block with lines of 64 characters (RFC 7468).
pub(super) fn block(label: &str, contents: &[u8]) -> String {
    let mut pem = format!("-----BEGIN {label}-----\n");
    for (position, letter) in STANDARD.encode(contents).chars().enumerate() {
        if position > 0 && position % 64 == 0 {
            pem.push('\n');
        }
        pem.push(letter);
    }
    pem.push_str("\n-----END ");
    pem.push_str(label);
    pem.push_str("-----\n");
    pem
}

/// All PEM blocks of a text.
pub(super) fn blocks(pem: &str) -> Result<Vec<(String, Vec<u8>)>, CaError> {
    let broken = || CaError::Bundle { part: "PEM block" };
    let mut found = Vec::new();
    for piece in pem.split("-----BEGIN ").skip(1) {
        let (label, rest) = piece.split_once("-----").ok_or_else(broken)?;
        let (body, _) = rest.split_once("-----END ").ok_or_else(broken)?;
        let letters: String = body.split_whitespace().collect();
        let contents = STANDARD.decode(letters).ok().ok_or_else(broken)?;
        found.push((label.to_owned(), contents));
    }
    Ok(found)
}
