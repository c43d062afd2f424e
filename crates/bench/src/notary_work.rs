//! The figures of the notary: containers checked in a second on one core, beside `openssl speed` in the same run.

use std::hint::black_box;
use std::process::Command;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::date;
use sandbox::ca::{Family, Form, Key, Profile, Role, TestCa, Usage};
use signature::{Evidence, Expected, ExpectedRole, OcspAnswer, Purpose, Trust};

use crate::clock::rate;
use crate::figure::{Figure, Target, Unit};
use crate::scale::Scale;

/// The instant of all signatures.
pub(crate) fn instant() -> anyhow::Result<Timestamp> {
    Ok("2026-11-17T05:00:00Z".parse()?)
}

/// From when to when certificates of the scales are good.
pub(crate) fn term() -> anyhow::Result<(Timestamp, Timestamp)> {
    Ok((
        "2018-01-01T00:00:00Z".parse()?,
        "2046-01-01T00:00:00Z".parse()?,
    ))
}

/// An authority of that family.
pub(crate) fn authority(family: Family) -> anyhow::Result<TestCa> {
    let (from, until) = term()?;
    Ok(TestCa::generate_as(family, "ҰКО (SANDBOX)", from, until)?)
}

/// A key of a person for documents.
pub(crate) fn key(ca: &mut TestCa, iin: &str) -> anyhow::Result<Key> {
    let profile = Profile {
        iin: iin.to_owned(),
        surname: "ӘЛІМЖАНОВА".to_owned(),
        given_name: "МАДИНА".to_owned(),
        patronymic: None,
        organization: None,
        role: Role::Individual,
        usage: Usage::Sign,
    };
    let (from, until) = term()?;
    Ok(ca.issue(&profile, from, until)?)
}

/// A container with its authority's answer about it.
struct Signed {
    trust: Trust,
    expected: Expected,
    bytes: Vec<u8>,
    container: Vec<u8>,
    nonce: [u8; 16],
    response: Vec<u8>,
    at: Timestamp,
}

impl Signed {
    /// Signs ten kilobytes with a key of that family, and asks the authority.
    fn new(family: Family) -> anyhow::Result<Self> {
        let mut ca = authority(family)?;
        let iin =
            sandbox::identifiers::iin(date(1990, 5, 4), sandbox::identifiers::Sex::Female, 1234)
                .or_else(|_no_digit| {
                    sandbox::identifiers::iin(
                        date(1990, 5, 4),
                        sandbox::identifiers::Sex::Female,
                        1235,
                    )
                })?;
        let key = key(&mut ca, &iin)?;
        let at = instant()?;
        let bytes = vec![b'a'; 10_240];
        let container = key.sign_cms(&bytes, at, Form::Attached)?;
        let certificates = ca.certificates();
        let trust = Trust::from_certificates(certificates.iter().map(Vec::as_slice))?;
        let expected = Expected {
            purpose: Purpose::Document,
            iin: Some(iin),
            bin: None,
            role: ExpectedRole::Individual,
        };
        let examined = signature::examine(&container, &bytes, &expected, &trust, at)?;
        let nonce = [7; 16];
        let response = ca.ocsp(&examined.ocsp_request(&nonce), at)?;
        Ok(Self {
            trust,
            expected,
            bytes,
            container,
            nonce,
            response,
            at,
        })
    }

    /// How often in a second everything but revocation is checked.
    fn examined(&self, lasting: Duration) -> anyhow::Result<u64> {
        rate(lasting, || {
            black_box(signature::examine(
                &self.container,
                &self.bytes,
                &self.expected,
                &self.trust,
                self.at,
            )?);
            Ok(())
        })
    }

    /// How often in a second everything is checked.
    fn verified(&self, lasting: Duration) -> anyhow::Result<u64> {
        let ocsp = Some(OcspAnswer {
            response: &self.response,
            nonce: Some(&self.nonce),
        });
        let evidence = Evidence {
            ocsp,
            ..Evidence::default()
        };
        rate(lasting, || {
            black_box(signature::verify(
                &self.container,
                &self.bytes,
                &self.expected,
                &self.trust,
                &evidence,
                self.at,
            )?);
            Ok(())
        })
    }
}

/// Verifications in a second that `openssl speed` makes with RSA keys of 2048 bits; none without the program.
fn openssl() -> Option<u64> {
    let output = Command::new("openssl")
        .args(["speed", "-seconds", "2", "rsa2048"])
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = said
        .lines()
        .rev()
        .find(|line| line.starts_with("rsa 2048"))?;
    // `rsa 2048 bits 0.000684s 0.000020s 1462.0 50000.0`; newer versions name the columns above.
    let verifications = line
        .split_whitespace()
        .filter(|word| !word.ends_with('s'))
        .filter_map(|word| word.split('.').next()?.parse().ok());
    verifications.fold(None, |_before, verifications| Some(verifications))
}

/// Measures the notary.
pub(crate) fn measure(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let lasting = scale.lasting();
    let rsa = Signed::new(Family::Rsa)?;
    let before = openssl();
    let (examined, verified) = (rsa.examined(lasting)?, rsa.verified(lasting)?);
    let speed = match (before, openssl()) {
        (Some(before), Some(after)) => u64::midpoint(before, after),
        (before, after) => before.or(after).unwrap_or(0),
    };
    let gost = Signed::new(Family::Gost)?;
    let of_gost = gost.examined(lasting)?;
    let whole_gost = gost.verified(lasting)?;
    Ok(vec![
        Figure::new("notary: RSA-2048, container and chain", examined, Unit::PerSecond)
            .beside("openssl speed verify", speed)
            .target(Target::OfPeer(100))
            .note("10 kB inside the container, one core, nothing cached; the container alone has no door of its own"),
        Figure::new("notary: RSA-2048, with chain and OCSP", verified, Unit::PerSecond)
            .beside("openssl speed verify", speed)
            .target(Target::OfPeer(100)),
        Figure::new("notary: GOST-2015-512, container and chain", of_gost, Unit::PerSecond)
            .target(Target::AtLeast(1_000))
            .note("one core; each signature of the chain is a verification of its own"),
        Figure::new("notary: GOST-2015-512, with chain and OCSP", whole_gost, Unit::PerSecond),
    ])
}
