//! A certification authority in the likeness of the national one, for towns and tests.
//!
//! Root, issuing CA, people and a delegated OCSP responder, all RSA-2048 with SHA-256 or all GOST
//! R 34.10-2015 with Streebog-512. The profile of names, key usages, role OIDs and answers follows
//! certificates and responses of the national test CA. Nothing here asks the time or touches a disk: the caller gives instants and keeps bytes.

mod bundle;
mod certificate;
mod container;
mod key;
mod list;
mod name;
mod pair;
mod responder;
mod stamp;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{ID_KP_CLIENT_AUTH, ID_KP_EMAIL_PROTECTION, ID_KP_OCSP_SIGNING};
use der::asn1::BitString;
use der::flagset::FlagSet;
use jiff::Timestamp;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::KeyUsages;
use x509_cert::serial_number::SerialNumber;
use x509_ocsp::{OcspGeneralizedTime, RevokedInfo};

pub use container::{Form, pem_cms};
pub use key::Key;
pub use list::Points;
pub use pair::Family;
pub use responder::Answering;
pub use stamp::{Imprinted, STAMP_POLICY, answer_stamp};
pub use x509_cert::ext::pkix::CrlReason;

use bundle::Entry;
use certificate::Blank;
use pair::Pair;

/// Why the test CA could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum CaError {
    /// A structure could not be read or written as DER.
    #[error(transparent)]
    Der(#[from] der::Error),
    /// The cryptographic library refused to make or to use a key.
    #[error("the cryptographic library refused to {action}")]
    Crypto {
        /// What was attempted.
        action: &'static str,
    },
    /// A stored bundle lacks a part or has one that is not what it should be.
    #[error("the stored bundle has no usable {part}")]
    Bundle {
        /// The missing or broken part.
        part: &'static str,
    },
    /// An instant cannot be written into a certificate (before 1970 or after 9999).
    #[error("the instant {at} cannot be written into a certificate")]
    Time {
        /// The instant.
        at: Timestamp,
    },
    /// The serial number was never issued here.
    #[error("no certificate with this serial number was issued")]
    NeverIssued,
}

/// The role a certificate gives to its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A natural person, OID 1.2.398.3.3.4.1.1.
    Individual,
    /// The first head of a legal entity, OID 1.2.398.3.3.4.1.2.1.
    Head,
    /// A person with the right to sign for a legal entity, OID 1.2.398.3.3.4.1.2.2.
    RightToSign,
    /// An employee of a legal entity, OID 1.2.398.3.3.4.1.2.5.
    Employee,
}

impl Role {
    const LEGAL_ENTITY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.3.4.1.2");

    /// The extended key usages of the role, the general one first.
    fn key_purposes(self) -> Vec<ObjectIdentifier> {
        let entity = |oid| vec![Self::LEGAL_ENTITY, ObjectIdentifier::new_unwrap(oid)];
        match self {
            Self::Individual => vec![ObjectIdentifier::new_unwrap("1.2.398.3.3.4.1.1")],
            Self::Head => entity("1.2.398.3.3.4.1.2.1"),
            Self::RightToSign => entity("1.2.398.3.3.4.1.2.2"),
            Self::Employee => entity("1.2.398.3.3.4.1.2.5"),
        }
    }
}

/// What the key may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Signing documents, and signing in: emailProtection.
    Sign,
    /// Signing in only: clientAuth without emailProtection.
    AuthOnly,
}

/// A legal entity named in a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Business identification number, twelve digits.
    pub bin: String,
    /// The name of the entity.
    pub name: String,
}

/// Whom a certificate is for.
#[derive(Clone, PartialEq, Eq)]
pub struct Profile {
    /// Individual identification number, twelve digits; the check digit is not looked at.
    pub iin: String,
    /// Family name.
    pub surname: String,
    /// Given name; the certificate has it only inside the common name.
    pub given_name: String,
    /// Patronymic; the certificate has it under `givenName`, as the national CA does.
    pub patronymic: Option<String>,
    /// The legal entity the owner acts for.
    pub organization: Option<Organization>,
    /// The role, written as an extended key usage.
    pub role: Role,
    /// The kind of key.
    pub usage: Usage,
}

/// A root, an issuing CA, a responder, and the ledger of what was issued and revoked.
pub struct TestCa {
    root: Key,
    issuing: Key,
    responder: Key,
    ledger: Vec<Entry>,
    points: Option<Points>,
}

impl TestCa {
    /// Makes an RSA CA; see [`TestCa::generate_as`].
    pub fn generate(
        name: &str,
        not_before: Timestamp,
        not_after: Timestamp,
    ) -> Result<Self, CaError> {
        Self::generate_as(Family::Rsa, name, not_before, not_after)
    }

    /// Makes a CA with new keys of one family; `name` is the common name of the issuing CA.
    ///
    /// Two CAs of one name have byte-equal distinguished names and different keys, which is what
    /// an impostor would make.
    pub fn generate_as(
        family: Family,
        name: &str,
        not_before: Timestamp,
        not_after: Timestamp,
    ) -> Result<Self, CaError> {
        let validity = certificate::validity(not_before, not_after)?;
        let ca_extensions = || -> Result<Vec<Extension>, CaError> {
            Ok(vec![
                certificate::basic_constraints(true)?,
                certificate::key_usage(KeyUsages::KeyCertSign | KeyUsages::CRLSign)?,
            ])
        };
        let root_pair = Pair::generate(family)?;
        let root = Blank {
            subject: name::authority(&format!("НЕГІЗГІ {name}"))?,
            validity,
            public_key: root_pair.public_key()?,
            extensions: ca_extensions()?,
        }
        .self_signed(&root_pair)?;
        let root = Key::new(root, Vec::new(), root_pair);

        let issuing_pair = Pair::generate(family)?;
        let (issuing, _) = Blank {
            subject: name::authority(name)?,
            validity,
            public_key: issuing_pair.public_key()?,
            extensions: ca_extensions()?,
        }
        .signed_by(&root)?;
        let issuing = Key::new(issuing, vec![root.certificate_der().to_vec()], issuing_pair);

        let responder_pair = Pair::generate(family)?;
        let (responder, serial) = Blank {
            subject: name::authority("OCSP RESPONDER (SANDBOX)")?,
            validity,
            public_key: responder_pair.public_key()?,
            extensions: vec![
                certificate::key_usage(KeyUsages::DigitalSignature.into())?,
                certificate::key_purposes(vec![ID_KP_OCSP_SIGNING])?,
                certificate::ocsp_no_check()?,
            ],
        }
        .signed_by(&issuing)?;
        let responder = Key::new(responder, chain_of(&issuing), responder_pair);
        let ledger = vec![Entry {
            serial,
            revoked: None,
        }];
        Ok(Self {
            root,
            issuing,
            responder,
            ledger,
            points: None,
        })
    }

    /// From now on certificates of people say where the lists of revoked certificates lie, as the national ones do.
    #[must_use]
    pub fn publishing_at(mut self, points: Points) -> Self {
        self.points = Some(points);
        self
    }

    /// DER of the root and of the issuing CA: what goes to the trust folder.
    pub fn certificates(&self) -> Vec<Vec<u8>> {
        vec![
            self.root.certificate_der().to_vec(),
            self.issuing.certificate_der().to_vec(),
        ]
    }

    /// The issuing CA's key, for whoever wants to be careless with it.
    pub fn issuing(&self) -> &Key {
        &self.issuing
    }

    /// The delegated OCSP responder's key.
    pub fn responder(&self) -> &Key {
        &self.responder
    }

    /// Makes a key and a certificate for it, and writes the certificate into the ledger.
    pub fn issue(
        &mut self,
        profile: &Profile,
        not_before: Timestamp,
        not_after: Timestamp,
    ) -> Result<Key, CaError> {
        let pair = self.new_pair()?;
        let blank = self.leaf(profile, &pair, not_before, not_after)?;
        let (certificate, serial) = blank.signed_by(&self.issuing)?;
        self.ledger.push(Entry {
            serial,
            revoked: None,
        });
        Ok(Key::new(certificate, chain_of(&self.issuing), pair))
    }

    /// Makes a certificate that the ledger does not know, as if stolen CA keys had signed it.
    pub fn issue_off_the_books(
        &self,
        profile: &Profile,
        not_before: Timestamp,
        not_after: Timestamp,
    ) -> Result<Key, CaError> {
        let pair = self.new_pair()?;
        let blank = self.leaf(profile, &pair, not_before, not_after)?;
        let (certificate, _) = blank.signed_by(&self.issuing)?;
        Ok(Key::new(certificate, chain_of(&self.issuing), pair))
    }

    /// Makes what an impostor without CA keys can make: names and identifiers right, the CA's
    /// signature junk.
    pub fn forge(
        &self,
        profile: &Profile,
        not_before: Timestamp,
        not_after: Timestamp,
    ) -> Result<Key, CaError> {
        let genuine = self.issue_off_the_books(profile, not_before, not_after)?;
        let mut certificate = genuine.certificate()?;
        let junk = vec![0x5A; certificate.signature.raw_bytes().len()];
        certificate.signature = BitString::from_bytes(&junk)?;
        genuine.with_certificate(&certificate)
    }

    /// Makes a certificate signed by an ordinary owner's key, as if that owner were a CA.
    pub fn issue_under(
        &self,
        pretender: &Key,
        profile: &Profile,
        not_before: Timestamp,
        not_after: Timestamp,
    ) -> Result<Key, CaError> {
        let pair = self.new_pair()?;
        let blank = self.leaf(profile, &pair, not_before, not_after)?;
        let (certificate, _) = blank.signed_by(pretender)?;
        Ok(Key::new(certificate, chain_of(pretender), pair))
    }

    /// Records that a certificate is revoked from `at` on; a second revocation replaces the first.
    pub fn revoke(
        &mut self,
        serial: &[u8],
        at: Timestamp,
        reason: CrlReason,
    ) -> Result<(), CaError> {
        let serial = SerialNumber::new(serial)?;
        let entry = self.ledger.iter_mut().find(|entry| entry.serial == serial);
        let entry = entry.ok_or(CaError::NeverIssued)?;
        entry.revoked = Some(RevokedInfo {
            revocation_time: OcspGeneralizedTime(certificate::general_time(at)?),
            revocation_reason: Some(reason),
        });
        Ok(())
    }

    /// Answers an OCSP request (RFC 6960): nonce echoed, `nextUpdate` absent as at the national
    /// CA, `thisUpdate` = `producedAt` = `now`.
    ///
    /// A serial number never issued is answered as revoked, on hold, since 1970 (RFC 6960 §2.2).
    /// An unreadable request gets the status `malformedRequest`, another CA's certificate
    /// `unauthorized`.
    pub fn ocsp(&self, request_der: &[u8], now: Timestamp) -> Result<Vec<u8>, CaError> {
        self.ocsp_as(request_der, now, Answering::AsAsked)
    }

    /// Answers as a responder does that is not what it should be.
    pub fn ocsp_as(
        &self,
        request_der: &[u8],
        now: Timestamp,
        answering: Answering,
    ) -> Result<Vec<u8>, CaError> {
        responder::answer(self, request_der, now, answering)
    }

    /// The whole list of revoked certificates in force at `now` (RFC 5280 §5), DER: made at midnight UTC, good for 26 hours.
    pub fn list(&self, now: Timestamp) -> Result<Vec<u8>, CaError> {
        list::whole(self, now)
    }

    /// The changes to that list as of `now` (RFC 5280 §5.2.4), DER, good for three hours.
    pub fn changes(&self, now: Timestamp) -> Result<Vec<u8>, CaError> {
        list::changes(self, now)
    }

    /// Makes the key of a time-stamping authority, whose certificate is critically for that alone (RFC 3161 §2.3).
    pub fn issue_stamper(
        &mut self,
        not_before: Timestamp,
        not_after: Timestamp,
    ) -> Result<Key, CaError> {
        let pair = self.new_pair()?;
        let blank = Blank {
            subject: name::authority("TIME-STAMPING AUTHORITY (SANDBOX)")?,
            validity: certificate::validity(not_before, not_after)?,
            public_key: pair.public_key()?,
            extensions: vec![
                certificate::key_usage(KeyUsages::DigitalSignature.into())?,
                certificate::only_time_stamping()?,
            ],
        };
        let (certificate, serial) = blank.signed_by(&self.issuing)?;
        self.ledger.push(Entry {
            serial,
            revoked: None,
        });
        Ok(Key::new(certificate, chain_of(&self.issuing), pair))
    }

    /// Whether an OCSP request can be read and asks about certificates of this CA only.
    pub fn is_asked(&self, request_der: &[u8]) -> Result<bool, CaError> {
        responder::is_for(self, request_der)
    }

    /// The family of the CA's keys and of those it certifies.
    pub fn family(&self) -> Family {
        self.issuing.pair().family()
    }

    /// The certificate of a person before the CA signs it.
    fn leaf(
        &self,
        profile: &Profile,
        pair: &Pair,
        not_before: Timestamp,
        not_after: Timestamp,
    ) -> Result<Blank, CaError> {
        let mut blank = leaf(profile, pair, not_before, not_after)?;
        if let Some(points) = &self.points {
            blank.extensions.extend(points.extensions()?);
        }
        Ok(blank)
    }

    fn new_pair(&self) -> Result<Pair, CaError> {
        Pair::generate(self.family())
    }
}

fn chain_of(issuer: &Key) -> Vec<Vec<u8>> {
    let mut chain = vec![issuer.certificate_der().to_vec()];
    chain.extend_from_slice(issuer.chain());
    chain
}

/// What the certificate of a person says of them.
fn leaf(
    profile: &Profile,
    pair: &Pair,
    not_before: Timestamp,
    not_after: Timestamp,
) -> Result<Blank, CaError> {
    let purpose = match profile.usage {
        Usage::Sign => ID_KP_EMAIL_PROTECTION,
        Usage::AuthOnly => ID_KP_CLIENT_AUTH,
    };
    let (usages, policy) = habits(profile, pair.family());
    let mut purposes = vec![purpose];
    purposes.extend(profile.role.key_purposes());
    Ok(Blank {
        subject: name::person(profile)?,
        validity: certificate::validity(not_before, not_after)?,
        public_key: pair.public_key()?,
        extensions: vec![
            certificate::key_usage(KeyUsages::DigitalSignature | usages)?,
            certificate::key_purposes(purposes)?,
            certificate::policy(policy)?,
        ],
    })
}

/// The key usages beside signing, and the policy, that the national CA writes.
///
/// RSA keys come in twos, one for documents and one for signing in; a GOST key does both (2023 on).
fn habits(profile: &Profile, family: Family) -> (FlagSet<KeyUsages>, &'static str) {
    let has_organization = profile.organization.is_some();
    match (family, profile.usage) {
        (Family::Gost, Usage::Sign) => (
            KeyUsages::NonRepudiation | KeyUsages::KeyAgreement,
            "1.2.398.3.3.2",
        ),
        (Family::Gost, Usage::AuthOnly) => (KeyUsages::KeyAgreement.into(), "1.2.398.3.3.2"),
        (Family::Rsa, Usage::Sign) => (
            KeyUsages::NonRepudiation.into(),
            if has_organization {
                "1.2.398.3.3.2.1"
            } else {
                "1.2.398.3.3.2.3"
            },
        ),
        (Family::Rsa, Usage::AuthOnly) => (
            KeyUsages::KeyEncipherment.into(),
            if has_organization {
                "1.2.398.3.3.2.2"
            } else {
                "1.2.398.3.3.2.4"
            },
        ),
    }
}
