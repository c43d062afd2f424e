//! The town's CA and everybody's keys, kept in the town's folder and issued when first needed.

use std::io;
use std::path::{Path, PathBuf};

use der::Decode;
use jiff::{SignedDuration, Timestamp};
use x509_cert::Certificate;
use x509_cert::ext::pkix::ExtendedKeyUsage;

use crate::ca::{
    self, Answering, CaError, CrlReason, Family, Imprinted, Key, Points, Profile, Role, TestCa,
    Usage, answer_stamp,
};
use crate::choice::KeyKind;
use crate::disk;
use crate::identifiers::CannotMake;
use crate::people::{OfficerRole, Person, Register};

/// The common name of the issuing CA for RSA keys; the rogue CA takes it too.
pub const CA_NAME: &str = "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (SANDBOX)";
/// The common name of the issuing CA for GOST keys; its rogue takes it too.
pub const GOST_CA_NAME: &str = "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST SANDBOX)";

const DAY: SignedDuration = SignedDuration::from_hours(24);
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 365);

/// Why the vault cannot do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// A file of the vault cannot be read or written.
    #[error("a file of the vault cannot be used")]
    File(#[source] io::Error),
    /// The CA refused.
    #[error(transparent)]
    Ca(#[from] CaError),
    /// A certificate cannot be read back.
    #[error(transparent)]
    Der(#[from] der::Error),
    /// An instant is out of the calendar.
    #[error(transparent)]
    Time(#[from] jiff::Error),
    /// The person's number cannot be made.
    #[error(transparent)]
    Number(#[from] CannotMake),
    /// Nobody of the town has this id.
    #[error("nobody in the town is called {id}")]
    Nobody {
        /// The id asked for.
        id: String,
    },
    /// The person is a child on the town's day.
    #[error("{id} is a child and has no key")]
    Child {
        /// The id asked for.
        id: String,
    },
}

/// The CA of each family with its ledger, the rogue CAs once needed, and the folder of keys.
pub struct Vault {
    dir: PathBuf,
    rsa: House,
    gost: House,
}

/// The CA of one family and its impostor.
struct House {
    family: Family,
    ca: TestCa,
    rogue: Option<TestCa>,
}

impl Vault {
    /// Opens the vault in `dir`, making the CAs (valid 2018–2046) and the trust folder at the first start. Certificates
    /// that it issues say that their lists lie below `lists`, an address that ends in a slash.
    pub fn open(dir: &Path, lists: &str) -> Result<Self, VaultError> {
        let vault = Self {
            dir: dir.to_owned(),
            rsa: House::open(dir, Family::Rsa, lists)?,
            gost: House::open(dir, Family::Gost, lists)?,
        };
        let names = [
            "root.crt",
            "issuing.crt",
            "gost-root.crt",
            "gost-issuing.crt",
        ];
        for (name, der) in names.iter().zip(vault.certificates()) {
            disk::replace(&dir.join("trust").join(name), &der).map_err(VaultError::File)?;
        }
        Ok(vault)
    }

    /// The OCSP answer to a request, as of `at`, by the town's CA whose certificates it is about.
    pub fn ocsp(
        &self,
        request: &[u8],
        at: Timestamp,
        answering: Answering,
    ) -> Result<Vec<u8>, VaultError> {
        let asked = if self.gost.ca.is_asked(request)? {
            &self.gost
        } else {
            &self.rsa
        };
        Ok(asked.ca.ocsp_as(request, at, answering)?)
    }

    /// The answer of the town's time-stamping authority to a query at `now`.
    pub fn stamp(
        &mut self,
        query: &[u8],
        now: Timestamp,
        imprinted: Imprinted,
    ) -> Result<Vec<u8>, VaultError> {
        let key = self.stamper(now)?;
        Ok(answer_stamp(&key, query, now, imprinted)?)
    }

    /// The key of the time-stamping authority, renewed a month before its certificate of three years ends.
    fn stamper(&mut self, now: Timestamp) -> Result<Key, VaultError> {
        let file = self.dir.join("tsa.pem");
        if let Some(key) = kept_key(&file)?
            && facts(&key)?.not_after > now.checked_add(DAY * 30)?
        {
            return Ok(key);
        }
        let (from, until) = (now.checked_sub(DAY)?, now.checked_add(YEAR * 3)?);
        let key = self.rsa.ca.issue_stamper(from, until)?;
        self.rsa.save(&self.dir)?;
        disk::replace(&file, key.to_pem()?.as_bytes()).map_err(VaultError::File)?;
        Ok(key)
    }

    /// The list of that name of certificates that are revoked, as of `at`; `None` where there is none.
    pub fn list(&self, name: &str, at: Timestamp) -> Option<Result<Vec<u8>, VaultError>> {
        let list = match name {
            "rsa.crl" => self.rsa.ca.list(at),
            "rsa-delta.crl" => self.rsa.ca.changes(at),
            "gost.crl" => self.gost.ca.list(at),
            "gost-delta.crl" => self.gost.ca.changes(at),
            _no_list => return None,
        };
        Some(list.map_err(VaultError::from))
    }

    /// Revokes the person's good key from `now` on; it stays in the person's hands.
    pub fn revoke(
        &mut self,
        town: &Register,
        person: &str,
        now: Timestamp,
    ) -> Result<(), VaultError> {
        let serial = self.key(town, person, KeyKind::Good, now)?.serial()?;
        let family = town.person(person).map(|person| person.key);
        let house = match family.unwrap_or_default() {
            Family::Rsa => &mut self.rsa,
            Family::Gost => &mut self.gost,
        };
        house.ca.revoke(&serial, now, CrlReason::KeyCompromise)?;
        house.save(&self.dir)
    }

    /// The DER of the town's root and issuing certificates, the RSA ones first.
    pub fn certificates(&self) -> Vec<Vec<u8>> {
        [self.rsa.ca.certificates(), self.gost.ca.certificates()].concat()
    }

    /// The person's key of that kind, issued at `now` if there is none that is what it should be at `now`.
    pub fn key(
        &mut self,
        town: &Register,
        person: &str,
        kind: KeyKind,
        now: Timestamp,
    ) -> Result<Key, VaultError> {
        let nobody = || VaultError::Nobody {
            id: person.to_owned(),
        };
        let person = town.person(person).ok_or_else(nobody)?;
        if !person.may_hold_key(crate::clock::local(now).date()) {
            return Err(VaultError::Child {
                id: person.id.clone(),
            });
        }
        let file = self
            .dir
            .join("keys")
            .join(format!("{}.{}.pem", person.id, kind.word()));
        if let Some(key) = kept_key(&file)?
            && is_still(kind, &key, now)?
        {
            return Ok(key);
        }
        let key = self.issue(person.key, &profile(town, person, kind)?, kind, now)?;
        disk::replace(&file, key.to_pem()?.as_bytes()).map_err(VaultError::File)?;
        Ok(key)
    }

    fn issue(
        &mut self,
        family: Family,
        profile: &Profile,
        kind: KeyKind,
        now: Timestamp,
    ) -> Result<Key, VaultError> {
        let house = match family {
            Family::Rsa => &mut self.rsa,
            Family::Gost => &mut self.gost,
        };
        house.issue(&self.dir, profile, kind, now)
    }
}

impl House {
    fn open(dir: &Path, family: Family, lists: &str) -> Result<Self, VaultError> {
        let name = match family {
            Family::Rsa => "rsa",
            Family::Gost => "gost",
        };
        let points = Points {
            whole: format!("{lists}{name}.crl"),
            changes: format!("{lists}{name}-delta.crl"),
        };
        Ok(Self {
            family,
            ca: open_ca(&dir.join(ca_file(family)), family)?.publishing_at(points),
            rogue: None,
        })
    }

    fn issue(
        &mut self,
        dir: &Path,
        profile: &Profile,
        kind: KeyKind,
        now: Timestamp,
    ) -> Result<Key, VaultError> {
        let yesterday = now.checked_sub(DAY)?;
        let until = now.checked_add(YEAR)?;
        let key = match kind {
            KeyKind::Good | KeyKind::AuthOnly => self.ca.issue(profile, yesterday, until)?,
            KeyKind::Forged => return Ok(self.ca.forge(profile, yesterday, until)?),
            KeyKind::RogueCa => return Ok(self.rogue(dir)?.issue(profile, yesterday, until)?),
            KeyKind::Expired => {
                let from = now.checked_sub(YEAR * 2)?;
                self.ca.issue(profile, from, now.checked_sub(YEAR)?)?
            }
            KeyKind::Revoked => {
                let key = self.ca.issue(profile, now.checked_sub(DAY * 30)?, until)?;
                self.ca
                    .revoke(&key.serial()?, yesterday, CrlReason::KeyCompromise)?;
                key
            }
        };
        // The ledger goes to disk before the key does: a key without its line would read as never issued.
        self.save(dir)?;
        Ok(key)
    }

    fn save(&self, dir: &Path) -> Result<(), VaultError> {
        let bundle = self.ca.to_pem_bundle()?;
        disk::replace(&dir.join(ca_file(self.family)), bundle.as_bytes()).map_err(VaultError::File)
    }

    fn rogue(&mut self, dir: &Path) -> Result<&mut TestCa, VaultError> {
        let ca = match self.rogue.take() {
            Some(ca) => ca,
            None => open_ca(&dir.join(rogue_file(self.family)), self.family)?,
        };
        Ok(self.rogue.insert(ca))
    }
}

fn ca_file(family: Family) -> &'static str {
    match family {
        Family::Rsa => "ca.pem",
        Family::Gost => "gost.pem",
    }
}

fn rogue_file(family: Family) -> &'static str {
    match family {
        Family::Rsa => "rogue.pem",
        Family::Gost => "gost-rogue.pem",
    }
}

/// When a certificate begins and ends, the dotted key purposes it carries and its serial number in hex.
pub struct Facts {
    /// First instant of validity.
    pub not_before: Timestamp,
    /// Last instant of validity.
    pub not_after: Timestamp,
    /// Extended key usages, dotted.
    pub purposes: Vec<String>,
    /// Lower-case hex of the serial number.
    pub serial: String,
}

/// Reads the facts of a key's certificate.
pub fn facts(key: &Key) -> Result<Facts, VaultError> {
    let tbs = Certificate::from_der(key.certificate_der())?.tbs_certificate;
    let instant = |time: &x509_cert::time::Time| {
        Timestamp::from_second(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
    };
    let purposes = tbs
        .get::<ExtendedKeyUsage>()?
        .map(|(_critical, usage)| usage.0.iter().map(ToString::to_string).collect());
    let serial = tbs.serial_number.as_bytes();
    Ok(Facts {
        not_before: instant(&tbs.validity.not_before)?,
        not_after: instant(&tbs.validity.not_after)?,
        purposes: purposes.unwrap_or_default(),
        serial: serial
            .iter()
            .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}")),
    })
}

/// The person as a certificate names them: officials for their provider, residents for themselves.
fn profile(town: &Register, person: &Person, kind: KeyKind) -> Result<Profile, VaultError> {
    let (organization, role) = match town.post_of(&person.id) {
        Some((organization, post)) => {
            let role = if post.roles.contains(&OfficerRole::Head) {
                Role::Head
            } else {
                Role::Employee
            };
            let named = ca::Organization {
                bin: organization.bin()?,
                name: organization.name.ru.clone(),
            };
            (Some(named), role)
        }
        None => (None, Role::Individual),
    };
    Ok(Profile {
        iin: person.iin()?,
        surname: person.name.surname.to_uppercase(),
        given_name: person.name.given.to_uppercase(),
        patronymic: Some(person.name.patronymic.to_uppercase()),
        organization,
        role,
        usage: if kind == KeyKind::AuthOnly {
            Usage::AuthOnly
        } else {
            Usage::Sign
        },
    })
}

/// A kept key serves while the day has not left its validity; an expired one while it is expired.
fn is_still(kind: KeyKind, key: &Key, now: Timestamp) -> Result<bool, VaultError> {
    let facts = facts(key)?;
    Ok(match kind {
        KeyKind::Expired => facts.not_after < now,
        KeyKind::Good
        | KeyKind::Revoked
        | KeyKind::AuthOnly
        | KeyKind::RogueCa
        | KeyKind::Forged => facts.not_before <= now && now < facts.not_after,
    })
}

fn kept_key(file: &Path) -> Result<Option<Key>, VaultError> {
    match std::fs::read_to_string(file) {
        Ok(pem) => Ok(Some(Key::from_pem(&pem)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(VaultError::File(error)),
    }
}

fn open_ca(file: &Path, family: Family) -> Result<TestCa, VaultError> {
    match std::fs::read_to_string(file) {
        Ok(pem) => Ok(TestCa::from_pem_bundle(&pem)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let from: Timestamp = "2018-01-01T00:00:00Z".parse()?;
            let until: Timestamp = "2046-12-31T00:00:00Z".parse()?;
            let name = match family {
                Family::Rsa => CA_NAME,
                Family::Gost => GOST_CA_NAME,
            };
            let ca = TestCa::generate_as(family, name, from, until)?;
            disk::replace(file, ca.to_pem_bundle()?.as_bytes()).map_err(VaultError::File)?;
            Ok(ca)
        }
        Err(error) => Err(VaultError::File(error)),
    }
}
