//! What all doors of a running town share: its people, clock, vault and present choices.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::ca::{Form, Key, pem_cms};
use crate::choice::{Choice, KeyKind, OcspMode, TsaMode};
use crate::clock::TownClock;
use crate::people::Register;
use crate::sms::Inbox;
use crate::town::TownError;
use crate::vault::{self, Facts, Vault, VaultError};

/// The state of one town. Doors hold it in an `Arc`.
pub(crate) struct State {
    pub(crate) register: Register,
    pub(crate) clock: TownClock,
    pub(crate) portal: String,
    pub(crate) ncalayer_url: String,
    pub(crate) stop: CancellationToken,
    pub(crate) tracker: TaskTracker,
    pub(crate) inbox: Inbox,
    vault: Mutex<Vault>,
    choice: watch::Sender<Choice>,
    ocsp: Mutex<OcspMode>,
    tsa: watch::Sender<TsaMode>,
    waiting: AtomicUsize,
}

impl State {
    pub(crate) fn open(
        dir: &Path,
        moment: Option<Timestamp>,
        portal: String,
        ncalayer_url: String,
        lists: &str,
    ) -> Result<Self, TownError> {
        let register = Register::load()?;
        let first = register
            .households
            .first()
            .map(|home| home.recipient.clone());
        let choice = Choice::good(&first.unwrap_or_default());
        Ok(Self {
            clock: TownClock::open(dir, moment)?,
            inbox: Inbox::default(),
            vault: Mutex::new(Vault::open(dir, lists)?),
            register,
            portal,
            ncalayer_url,
            stop: CancellationToken::new(),
            tracker: TaskTracker::new(),
            choice: watch::Sender::new(choice),
            ocsp: Mutex::new(OcspMode::Normal),
            tsa: watch::Sender::new(TsaMode::Normal),
            waiting: AtomicUsize::new(0),
        })
    }

    /// Who answers, with which key, how.
    pub(crate) fn choice(&self) -> Choice {
        self.choice.borrow().clone()
    }

    /// A view on the choice that can wait for another one.
    pub(crate) fn choices(&self) -> watch::Receiver<Choice> {
        self.choice.subscribe()
    }

    /// Changes the choice; the person must be an adult of the town.
    pub(crate) fn choose(&self, choice: Choice) -> Result<(), VaultError> {
        let nobody = || VaultError::Nobody {
            id: choice.person.clone(),
        };
        let person = self.register.person(&choice.person).ok_or_else(nobody)?;
        if !person.may_hold_key(crate::clock::local(self.clock.now()).date()) {
            return Err(VaultError::Child { id: choice.person });
        }
        self.choice.send_replace(choice);
        Ok(())
    }

    pub(crate) fn ocsp_mode(&self) -> OcspMode {
        *self.ocsp.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_ocsp_mode(&self, mode: OcspMode) {
        *self.ocsp.lock().unwrap_or_else(PoisonError::into_inner) = mode;
    }

    pub(crate) fn tsa_mode(&self) -> TsaMode {
        *self.tsa.borrow()
    }

    /// A view on the mode that can wait for another one.
    pub(crate) fn tsa_modes(&self) -> watch::Receiver<TsaMode> {
        self.tsa.subscribe()
    }

    pub(crate) fn set_tsa_mode(&self, mode: TsaMode) {
        self.tsa.send_replace(mode);
    }

    pub(crate) fn vault(&self) -> MutexGuard<'_, Vault> {
        self.vault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The person's key of that kind at the town's present moment.
    pub(crate) fn key(&self, person: &str, kind: KeyKind) -> Result<Key, VaultError> {
        self.vault()
            .key(&self.register, person, kind, self.clock.now())
    }

    /// Revokes the person's good key from the town's present moment on.
    pub(crate) fn revoke(&self, person: &str) -> Result<(), VaultError> {
        self.vault()
            .revoke(&self.register, person, self.clock.now())
    }

    /// The key with the facts of its certificate.
    pub(crate) fn key_and_facts(&self, choice: &Choice) -> Result<(Key, Facts), VaultError> {
        let key = self.key(&choice.person, choice.key)?;
        let facts = vault::facts(&key)?;
        Ok((key, facts))
    }

    /// Signs bytes at the town's present moment, in the armor of NCALayer.
    pub(crate) fn sign(&self, key: &Key, data: &[u8], form: Form) -> Result<String, VaultError> {
        Ok(pem_cms(&key.sign_cms(data, self.clock.now(), form)?))
    }

    /// How many pages wait for a person to choose.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Counts one waiting page until the guard is dropped.
    pub(crate) fn wait_here(self: &Arc<Self>) -> Waiting {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Waiting {
            state: Arc::clone(self),
        }
    }
}

/// One page that waits for a person to choose.
pub(crate) struct Waiting {
    state: Arc<State>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.state.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}
