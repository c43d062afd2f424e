//! Certificates and answers of the national test authority, when `SHANYRAQ_VECTORS` names their
//! folder. Its root is not public, so these tests ask inside the notary, below the pinned chain.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::armour;
use crate::certificate::Certificate;
use crate::crl;
use crate::expected::{Expected, ExpectedRole, Purpose};
use crate::rejected::Rejected;
use crate::signer::{Role, Signer};
use crate::trust::{Environment, Trust, TrustError};

#[expect(
    clippy::disallowed_methods,
    reason = "the vectors are not part of the tree"
)]
pub(crate) fn vector(name: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(std::env::var("SHANYRAQ_VECTORS").ok()?);
    Some(std::fs::read(folder.join("knca-test").join(name)).expect("the folder has the vectors"))
}

pub(crate) fn certificate(name: &str) -> Option<Certificate> {
    let opened = armour::open(&vector(name)?, &["CERTIFICATE"]).unwrap();
    Some(Certificate::read(&opened[0]).unwrap())
}

#[test]
fn the_national_authority_signed_its_test_certificates() {
    let Some(authority) = certificate("nca_rsa_test.crt") else {
        return;
    };
    let signing = certificate("individual_valid_sign_2004_rsa.cer").unwrap();
    let signing_in = certificate("individual_valid_sign_2004_rsa_auth.cer").unwrap();
    let asked = |purpose| Expected {
        purpose,
        iin: Some("123456789011".to_owned()),
        bin: None,
        role: ExpectedRole::Individual,
    };
    for leaf in [&signing, &signing_in] {
        assert_eq!(leaf.issuer(), authority.subject());
        assert_eq!(leaf.check_signed_by(&authority), Ok(()));
        assert_eq!(leaf.check_critical(), Ok(()));
        assert_eq!(leaf.check_signed_by(leaf), Err(Rejected::SignatureInvalid));
        let signer = Signer::of(leaf).unwrap();
        assert!(signer.roles.contains(&Role::Individual));
        assert_eq!(asked(Purpose::Document).check_person(&signer), Ok(()));
        assert_eq!(asked(Purpose::Login).check_usage(leaf), Ok(()));
    }
    assert_eq!(asked(Purpose::Document).check_usage(&signing), Ok(()));
    let refused = asked(Purpose::Document).check_usage(&signing_in);
    assert_eq!(refused, Err(Rejected::AuthenticationKey));
    assert!(signing.is_valid_at("2022-09-02T00:00:00Z".parse::<Timestamp>().unwrap()));
    assert!(!signing.is_valid_at("2023-09-02T00:00:00Z".parse::<Timestamp>().unwrap()));
}

#[test]
fn the_national_test_authority_lists_whom_it_revoked() {
    let (Some(authority), Some(list)) =
        (certificate("nca_rsa_test.crt"), vector("nca_rsa_test.crl"))
    else {
        return;
    };
    let leaf = certificate("individual_valid_sign_2004_rsa.cer").unwrap();
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let asked =
        |leaf: &Certificate, instant: &str| crl::check(&[&list], leaf, &[&authority], at(instant));
    // It publishes changes to its list, and they are not at hand: not knowing is never a pass.
    let pending = asked(&leaf, "2022-09-02T00:00:00Z").unwrap_err();
    assert_eq!(pending, Rejected::CrlDeltaMissing);
    assert!(pending.is_pending());
    let before = asked(&leaf, "2022-03-01T00:00:00Z").unwrap_err();
    assert_eq!(before.code(), "crl-stale");
    // The authority's own certificate has another issuer.
    let other = asked(&authority, "2022-09-02T00:00:00Z").unwrap_err();
    assert_eq!(other, Rejected::CrlIssuer);
    let mut broken = list.clone();
    let end = broken.last_mut().unwrap();
    *end ^= 1;
    let refused = crl::check(&[&broken], &leaf, &[&authority], at("2022-09-02T00:00:00Z"));
    assert_eq!(refused.unwrap_err(), Rejected::CrlSignature);
}

#[test]
fn the_national_test_authorities_have_no_place_in_production() {
    let Some(rsa) = vector("nca_rsa_test.crt") else {
        return;
    };
    let gost = vector("nca_gost2015_test.cer").unwrap();
    for file in [&rsa, &gost] {
        let refused = Trust::for_environment(Environment::Production, [file.as_slice()]).err();
        assert!(matches!(refused, Some(TrustError::TestAuthority { .. })));
    }
}
