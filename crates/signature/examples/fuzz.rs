//! Throws changed containers, certificates, answers, lists, tokens, packages and signatures at the notary:
//! `cargo run --release -p signature@0.1.0 --example fuzz-signature -- all 60`.
//!
//! A reader breaks its promise when it panics, or says of changed bytes what it does not say of the honest ones.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a harness dies of what it finds"
)]

use std::process::ExitCode;
use std::rc::Rc;

use fuzz::Target;
use jiff::Timestamp;
use sandbox::ca::{Family, Form, TestCa};
use sandbox::gost::SecretKey;
use signature::gost::{self, ParameterSet};
use signature::package::{EvidencePackage, File, Signed, pack};
use signature::{
    Evidence, OcspAnswer, PathPolicy, Rejected, Trust, Verified, check_list, check_path,
    check_token, content, examine, token_of_response, verify,
};

use crate::lists::{entry, list};
use crate::town::{DOCUMENT, NONCE, TOWN, answer, asked, clock, person, signed, term};
use crate::tsa::{Stamp, tlv, token, tsa};

#[path = "../tests/it/lists.rs"]
#[cfg_attr(
    not(test),
    expect(dead_code, unused_imports, reason = "the tests use the rest")
)]
mod lists;
#[path = "../tests/it/town.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod town;
#[path = "../tests/it/tsa.rs"]
mod tsa;

fn noon() -> Timestamp {
    clock("12:00")
}

/// One authority, one person, one honest signature with its honest answer.
struct World {
    authorities: Vec<Vec<u8>>,
    trust: Trust,
    container: Vec<u8>,
    response: Vec<u8>,
    honest: Verified,
}

impl World {
    fn of(family: Family) -> Self {
        let (from, until) = ("2025-01-01T00:00:00Z", "2045-01-01T00:00:00Z");
        let (from, until) = (from.parse().unwrap(), until.parse().unwrap());
        let mut ca = TestCa::generate_as(family, "FUZZ SANDBOX", from, until).unwrap();
        let (from, until) = term();
        let key = ca.issue(&person(), from, until).unwrap();
        let authorities = ca.certificates();
        let trust = trust_of(&authorities).unwrap();
        let container = key.sign_cms(DOCUMENT, noon(), Form::Attached).unwrap();
        let examined = examine(&container, DOCUMENT, &asked(), &trust, noon()).unwrap();
        let response = ca.ocsp(&examined.ocsp_request(NONCE), noon()).unwrap();
        let honest = judge(&container, &response, &trust).unwrap();
        Self {
            authorities,
            trust,
            container,
            response,
            honest,
        }
    }

    /// A verdict that counts says what the honest one says, digests of the evidence aside.
    fn check(&self, found: Result<Verified, Rejected>) {
        let Ok(found) = found else { return };
        let spoken = |one: &Verified| one.revocation.ocsp().map(|facts| facts.this_update);
        assert_eq!(found.signer, self.honest.signer);
        assert_eq!(found.claimed_at, self.honest.claimed_at);
        assert_eq!(found.content_sha256, self.honest.content_sha256);
        assert_eq!(spoken(&found), spoken(&self.honest));
        assert_eq!(found.revocation.revoked_later(), None);
    }
}

fn trust_of(authorities: &[Vec<u8>]) -> Option<Trust> {
    Trust::from_certificates(authorities.iter().map(Vec::as_slice)).ok()
}

fn judge(container: &[u8], response: &[u8], trust: &Trust) -> Result<Verified, Rejected> {
    let nonce = Some(NONCE);
    let evidence = Evidence {
        ocsp: Some(OcspAnswer { response, nonce }),
        ..Evidence::default()
    };
    verify(container, DOCUMENT, &asked(), trust, &evidence, noon())
}

/// The same structure with an indefinite length outside, as older tools write it.
fn indefinite(der: &[u8]) -> Vec<u8> {
    // All that is signed here is longer than 255 bytes and shorter than 64 KiB.
    let body = der.get(4..).unwrap();
    [&[0x30, 0x80], body, &[0, 0]].concat()
}

/// Containers, answers and authorities of one family of keys.
fn of_family(world: World, names: [&'static str; 3]) -> [Target; 3] {
    let world = Rc::new(world);
    let [containers, answers, authorities] = names;
    let (one, two, three) = (Rc::clone(&world), Rc::clone(&world), Rc::clone(&world));
    let pem = sandbox::ca::pem_cms(&world.container).into_bytes();
    let seeds = [world.container.clone(), pem, indefinite(&world.container)];
    let containers = Target::new(containers, seeds, move |bytes| {
        let read = content(bytes);
        let is_response = token_of_response(bytes).is_ok();
        assert!(read.is_err() || !is_response, "two things at once");
        one.check(judge(bytes, &one.response, &one.trust));
    });
    let answers = Target::new(answers, [world.response.clone()], move |bytes| {
        two.check(judge(&two.container, bytes, &two.trust));
    });
    let authorities = Target::new(authorities, world.authorities.clone(), move |bytes| {
        for place in 0..three.authorities.len() {
            let mut changed = three.authorities.clone();
            *changed.get_mut(place).unwrap() = bytes.to_vec();
            if let Some(trust) = trust_of(&changed) {
                three.check(judge(&three.container, &three.response, &trust));
            }
        }
    });
    [containers, answers, authorities]
}

fn certificates() -> Target {
    let container = signed(&TOWN.citizen, Form::Attached);
    let examined = examine(&container, DOCUMENT, &asked(), &TOWN.trust, noon()).unwrap();
    let above: Vec<Vec<u8>> = examined.authorities().to_vec();
    let honest = TOWN.citizen.certificate_der().to_vec();
    Target::new("certificate", [honest.clone()], move |bytes| {
        let above = above.iter().map(Vec::as_slice);
        let path: Vec<&[u8]> = std::iter::once(bytes).chain(above).collect();
        let found = check_path(&path, None, &PathPolicy::default(), noon());
        assert!(
            found.is_err() || bytes == honest,
            "a changed certificate has a path"
        );
    })
}

fn crls() -> Target {
    let container = signed(&TOWN.citizen, Form::Attached);
    let revokes = list(vec![entry(&TOWN.citizen, clock("11:30"), None)], |_| {});
    let honest = check_list(&revokes, &TOWN.trust).unwrap();
    Target::new("list", [revokes], move |bytes| {
        let evidence = Evidence {
            crls: &[bytes],
            ..Evidence::default()
        };
        let trust = &TOWN.trust;
        let found = verify(&container, DOCUMENT, &asked(), trust, &evidence, noon());
        assert!(found.is_err(), "a changed list clears whom it named");
        if let Ok(facts) = check_list(bytes, trust) {
            assert_eq!(facts, honest, "a changed list says something else");
        }
    })
}

fn tokens() -> Target {
    let trust = tsa::trust();
    let made = token(&tsa(), b"value", &Stamp::at(noon()));
    let honest = check_token(&made, b"value", &trust, None, noon()).unwrap();
    // PKIStatusInfo `granted` and the token: what a time-stamping authority answers.
    let granted = tlv(0x30, &[&[0x30, 3, 2, 1, 0], &made]);
    Target::new("token", [made, granted], move |bytes| {
        let inner = token_of_response(bytes);
        let inner = inner.as_deref().unwrap_or(bytes);
        let other = check_token(inner, b"other bytes", &trust, None, noon());
        assert!(other.is_err(), "a token is of other bytes");
        if let Ok(mut facts) = check_token(inner, b"value", &trust, None, noon()) {
            facts.token_sha256.clone_from(&honest.token_sha256);
            assert_eq!(facts, honest, "a changed token says something else");
        }
    })
}

/// The files of a package with one of them changed, which one the first byte says.
fn packages() -> Target {
    let trust = tsa::trust();
    let container = signed(&TOWN.citizen, Form::Attached);
    let examined = examine(&container, DOCUMENT, &asked(), &trust, noon()).unwrap();
    let response = answer(&container, &asked(), noon());
    let token = token(&tsa(), examined.signature_value(), &Stamp::at(noon()));
    let evidence = Evidence {
        ocsp: Some(OcspAnswer {
            response: &response,
            nonce: Some(NONCE),
        }),
        token: Some(&token),
        ..Evidence::default()
    };
    let document = Signed::Bytes(DOCUMENT.to_vec());
    let package = pack(&container, document, &asked(), &trust, &evidence, noon());
    let honest: Vec<File> = package.to_files().unwrap();
    let seeds = honest.iter().zip(0_u8..).map(|((_, bytes), place)| {
        let place = [place];
        [place.as_slice(), bytes].concat()
    });
    let seeds: Vec<_> = seeds.collect();
    Target::new("package", seeds, move |bytes| {
        let Some((place, bytes)) = bytes.split_first() else {
            return;
        };
        let mut files = honest.clone();
        let place = usize::from(*place) % files.len();
        files.get_mut(place).unwrap().1 = bytes.to_vec();
        let found = EvidencePackage::from_files(&files);
        assert!(
            found.is_err() || files == honest,
            "a changed package is whole"
        );
    })
}

/// A key and a signature, one after the other, of any parameter set.
fn gost_signatures() -> Target {
    let key = SecretKey::generate().unwrap();
    let honest = [key.public_key(), key.sign(DOCUMENT).unwrap()].concat();
    Target::new("gost", [honest.clone()], move |bytes| {
        for set in ParameterSet::ALL {
            let (key, signature) = bytes.split_at(bytes.len().min(2 * set.size()));
            let holds = gost::verify(set, key, DOCUMENT, signature).is_ok();
            let is_honest = bytes == honest && set == ParameterSet::Tc26_512A;
            assert_eq!(holds, is_honest, "{set:?}");
        }
    })
}

fn targets() -> Vec<Target> {
    let rsa = of_family(
        World::of(Family::Rsa),
        ["rsa-container", "rsa-ocsp", "rsa-authority"],
    );
    let gost = of_family(
        World::of(Family::Gost),
        ["gost-container", "gost-ocsp", "gost-authority"],
    );
    let mut targets: Vec<Target> = rsa.into_iter().chain(gost).collect();
    targets.extend([
        certificates(),
        crls(),
        tokens(),
        packages(),
        gost_signatures(),
    ]);
    targets
}

fn main() -> ExitCode {
    fuzz::main(&targets())
}

#[test]
fn every_reader_lives() {
    fuzz::short(&targets());
}
