//! A certificate with its private key: what a citizen keeps in a file.

use std::fmt;

use der::Encode;
use der::asn1::BitString;
use jiff::Timestamp;
use x509_cert::certificate::{Certificate, TbsCertificate};

use super::bundle::{self, CERTIFICATE, PRIVATE_KEY};
use super::container::{self, Form};
use super::pair::Pair;
use super::{CaError, certificate};

/// A certificate, the certificates above it, and the private key.
pub struct Key {
    certificate: Vec<u8>,
    chain: Vec<Vec<u8>>,
    pair: Pair,
}

impl fmt::Debug for Key {
    /// Says nothing: a certificate is personal data and the key is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").finish_non_exhaustive()
    }
}

impl Key {
    pub(super) fn new(certificate: Vec<u8>, chain: Vec<Vec<u8>>, pair: Pair) -> Self {
        Self {
            certificate,
            chain,
            pair,
        }
    }

    /// The owner's certificate, DER.
    pub fn certificate_der(&self) -> &[u8] {
        &self.certificate
    }

    /// The certificates above, DER, the nearest issuer first.
    pub fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    /// The serial number of the certificate, big-endian without padding.
    pub fn serial(&self) -> Result<Vec<u8>, CaError> {
        Ok(self
            .certificate()?
            .tbs_certificate
            .serial_number
            .as_bytes()
            .to_vec())
    }

    /// The certificate, read.
    pub(super) fn certificate(&self) -> Result<Certificate, CaError> {
        certificate::parse(&self.certificate)
    }

    /// The same private key under another certificate, whoever signed it.
    pub fn with_certificate(self, certificate: &Certificate) -> Result<Self, CaError> {
        Ok(Self {
            certificate: certificate.to_der()?,
            ..self
        })
    }

    /// Signs a changed certificate for another key, as a careless authority would. The issuer's
    /// name is set before the change, and the serial number stays unless the change touches it.
    pub fn certify(
        &self,
        other: Key,
        change: impl FnOnce(&mut TbsCertificate),
    ) -> Result<Key, CaError> {
        let mut certificate = other.certificate()?;
        certificate.tbs_certificate.issuer = self.certificate()?.tbs_certificate.subject;
        certificate.tbs_certificate.signature = self.pair.signature_algorithm();
        certificate.signature_algorithm = self.pair.signature_algorithm();
        change(&mut certificate.tbs_certificate);
        let signature = self.sign(&certificate.tbs_certificate.to_der()?)?;
        certificate.signature = BitString::from_bytes(&signature)?;
        other.with_certificate(&certificate)
    }

    pub(super) fn pair(&self) -> &Pair {
        &self.pair
    }

    /// A raw signature over `data`: RSA PKCS#1 v1.5 with SHA-256, or GOST with Streebog-512.
    pub fn sign(&self, data: &[u8]) -> Result<Vec<u8>, CaError> {
        self.pair.sign(data)
    }

    /// Signs `data` as `NCALayer` does: CAdES-BES, DER, the certificate inside.
    pub fn sign_cms(
        &self,
        data: &[u8],
        signed_at: Timestamp,
        form: Form,
    ) -> Result<Vec<u8>, CaError> {
        container::signed(self, data, signed_at, form)
    }

    /// The storage form: PEM of the private key (PKCS#8), the certificate and those above it.
    ///
    /// It is not encrypted; it belongs to a person who does not exist.
    pub fn to_pem(&self) -> Result<String, CaError> {
        let mut pem = bundle::block(PRIVATE_KEY, &self.pair.to_pkcs8()?);
        pem.push_str(&bundle::block(CERTIFICATE, &self.certificate));
        for above in &self.chain {
            pem.push_str(&bundle::block(CERTIFICATE, above));
        }
        Ok(pem)
    }

    /// Reads the storage form written by [`Key::to_pem`].
    pub fn from_pem(pem: &str) -> Result<Self, CaError> {
        Self::from_blocks(&mut bundle::blocks(pem)?.into_iter().peekable())
    }

    /// Takes one key off a list of PEM blocks: a private key and the certificates after it.
    pub(super) fn from_blocks(blocks: &mut bundle::Blocks) -> Result<Self, CaError> {
        let private = blocks.next_if(|(label, _)| label == PRIVATE_KEY);
        let (_, private) = private.ok_or(CaError::Bundle {
            part: "private key",
        })?;
        let pair = Pair::from_pkcs8(&private).ok_or(CaError::Bundle {
            part: "private key",
        })?;
        let certificate = blocks.next_if(|(label, _)| label == CERTIFICATE);
        let (_, certificate) = certificate.ok_or(CaError::Bundle {
            part: "certificate",
        })?;
        let mut chain = Vec::new();
        while let Some((_, above)) = blocks.next_if(|(label, _)| label == CERTIFICATE) {
            certificate::parse(&above)?;
            chain.push(above);
        }
        let key = Self {
            certificate,
            chain,
            pair,
        };
        if key.certificate()?.tbs_certificate.subject_public_key_info != key.pair.public_key()? {
            return Err(CaError::Bundle {
                part: "certificate of the private key",
            });
        }
        Ok(key)
    }
}
