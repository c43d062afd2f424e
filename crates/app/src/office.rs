//! The running office: what every command needs.

use std::sync::Arc;

use casework::actor::Organization;
use casework::identifier::Iin;
use gateway::{CrlClient, MobileCitizens, OcspClient, SmsSender, TsaClient};
use jiff::Timestamp;
use jiff::civil::Date;
use law::Law;
use law::edition::{Edition, EditionId};
use paper::Fonts;
use signature::Trust;
use store::Store;

use crate::error::{Error, Fault};
use crate::note_key::NoteKey;

/// The running office. Cheap to clone.
#[derive(Clone)]
pub struct Office {
    /// The archive.
    pub store: Store,
    /// The library.
    pub law: Arc<Law>,
    /// The authorities that the notary trusts.
    pub trust: Arc<Trust>,
    /// The telephone to the OCSP responder.
    pub ocsp: OcspClient,
    /// The telephone to the time-stamping authority, where there is one.
    pub tsa: Option<TsaClient>,
    /// Where lists of revoked certificates are fetched.
    pub lists: Arc<[CrlClient]>,
    /// The telephones to people; none = no one-time passwords.
    pub phones: Option<Arc<Phones>>,
    /// The fonts of deeds.
    pub fonts: Arc<Fonts>,
    /// What else it was told.
    pub settings: Arc<Settings>,
}

/// How people are reached by phone.
#[derive(Clone, Debug)]
pub struct Phones {
    /// Which phone the state knows of a person.
    pub citizens: MobileCitizens,
    /// Short messages.
    pub sms: SmsSender,
}

/// What the office is told by configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address that people see; logins are bound to it.
    pub origin: String,
    /// The environment.
    pub environment: Environment,
    /// The address of NCALayer on the person's machine.
    pub ncalayer: String,
    /// The sandbox's start page.
    pub town_page: Option<String>,
    /// Whether eGov Mobile may sign here: it lets in addresses only that its owner has listed.
    pub has_mobile_signing: bool,
    /// Of whom a second factor is asked at login.
    pub second_factor: SecondFactor,
    /// What nonces and the secrets of guests follow from.
    pub secret: Secret,
    /// What checkpoints of the journals are signed with; none = they are not.
    pub note_key: Option<NoteKey>,
}

/// 256 random bits that only the office knows. One node makes its own at its start; several share one.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// The secret of these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A fresh one from the operating system.
    pub fn fresh() -> Result<Self, Error> {
        let mut bytes = [0; 32];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|_unspecified| Fault::Randomness)?;
        Ok(Self(bytes))
    }

    /// HMAC-SHA256 of `text` under the secret, as hexadecimal digits.
    pub(crate) fn seal(&self, text: &str) -> String {
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &self.0);
        hex(aws_lc_rs::hmac::sign(&key, text.as_bytes()).as_ref())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// The environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// Real people.
    Production,
    /// A town of invented people.
    Sandbox,
}

/// Of whom a second factor is asked at login: a code sent to the phone that the state knows of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactor {
    /// Of nobody: the signature alone opens the session.
    Never,
    /// Of everybody who is an officer of some organization.
    Officers,
    /// Of everybody.
    Everybody,
}

impl Office {
    /// The organization of this code.
    pub async fn organization(&self, code: &str) -> Result<Organization, Error> {
        let row = self.store.organization(code).await?;
        let row = row.ok_or_else(|| Fault::OrganizationGone(code.to_owned()))?;
        serde_json::from_value(row.json).map_err(|error| Fault::Body(error).into())
    }

    /// Whether the policy asks for a second factor of this person.
    pub(crate) async fn asks_second_factor(&self, iin: &Iin) -> Result<bool, Error> {
        Ok(match self.settings.second_factor {
            SecondFactor::Never => false,
            SecondFactor::Officers => !self.store.officers_by_iin(iin).await?.is_empty(),
            SecondFactor::Everybody => true,
        })
    }

    /// The organization that gives `service` at `place`, or at the place's parents.
    pub async fn competent(
        &self,
        service: &str,
        place: &str,
        day: Date,
    ) -> Result<Option<Organization>, Error> {
        for place in self.law.places().chain(place, day) {
            if let Some(row) = self
                .store
                .competent_organization(service, &place.code)
                .await?
            {
                let organization = serde_json::from_value(row.json).map_err(Fault::Body)?;
                return Ok(Some(organization));
            }
        }
        Ok(None)
    }

    /// The edition to which a case is pinned.
    pub fn edition(&self, id: &EditionId) -> Result<&Edition, Error> {
        self.law
            .edition_by_id(id)
            .ok_or_else(|| Fault::EditionGone(id.0.clone()).into())
    }

    /// Fresh random bytes from the operating system.
    pub fn random<const N: usize>(&self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        aws_lc_rs::rand::fill(&mut bytes).map_err(|_unspecified| Fault::Randomness)?;
        Ok(bytes)
    }

    /// A fresh random name of 128 bits for a record.
    pub fn random_id(&self) -> Result<String, Error> {
        Ok(hex(&self.random::<16>()?))
    }

    /// The legal day of `now` at `place`; the capital's where the place is unknown.
    pub fn today_at(&self, place: &str, now: Timestamp) -> Result<Date, Error> {
        let place = self
            .law
            .places()
            .get(place)
            .ok_or_else(|| Fault::Law(format!("place {place} is not known")))?;
        Ok(place.local(now).date())
    }
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _infallible = write!(text, "{byte:02x}");
            text
        })
}
