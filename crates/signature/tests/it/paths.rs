//! Which authorities a set admits, and what a path may demand.

use const_oid::db::rfc5280::{
    ID_CE_INHIBIT_ANY_POLICY, ID_CE_NAME_CONSTRAINTS, ID_CE_POLICY_CONSTRAINTS,
    ID_CE_POLICY_MAPPINGS,
};
use sandbox::ca::{Form, Key, TestCa};
use signature::{Environment, MAX_PATH, PathPolicy, Trust, TrustError, check_path, examine};
use x509_cert::ext::Extension;

use crate::town::{DOCUMENT, TOWN, asked, clock, copy, signed};
use crate::tsa::extension;

fn pem(der: &[u8]) -> String {
    use der::pem::{LineEnding, encode_string};
    encode_string("CERTIFICATE", LineEnding::LF, der).unwrap()
}

fn authority(name: &str) -> Vec<Vec<u8>> {
    let from = "2025-01-01T00:00:00Z".parse().unwrap();
    let to = "2045-01-01T00:00:00Z".parse().unwrap();
    TestCa::generate(name, from, to).unwrap().certificates()
}

fn load(environment: Environment, files: &[Vec<u8>]) -> Result<Trust, TrustError> {
    Trust::for_environment(environment, files.iter().map(Vec::as_slice))
}

#[test]
fn a_test_authority_has_no_place_in_production() {
    let sandbox = TOWN.ca.certificates();
    let as_pem: Vec<Vec<u8>> = sandbox.iter().map(|der| pem(der).into_bytes()).collect();
    let one_file = vec![as_pem.concat()];
    let national_test = authority("ҰКО 3.0 (RSA TEST)");
    for files in [&sandbox, &as_pem, &one_file, &national_test] {
        let refused = load(Environment::Production, files).err();
        assert!(matches!(refused, Some(TrustError::TestAuthority { .. })));
        let trust = load(Environment::Test, files).unwrap();
        assert_eq!(trust.environment(), Environment::Test);
    }
    // A word is not a part of a word.
    let real = authority("ҰКО (RSA) ATTESTED 2022");
    let trust = load(Environment::Production, &real).unwrap();
    assert_eq!(trust.environment(), Environment::Production);
    let about_time = load(Environment::Test, &real).unwrap();
    let refused = trust.with_time_stamping(about_time, ["1.2.3"]).err();
    assert!(matches!(refused, Some(TrustError::TestAuthority { .. })));
    let about_time = load(Environment::Production, &real).unwrap();
    let trust = load(Environment::Test, &sandbox).unwrap();
    assert!(trust.with_time_stamping(about_time, ["1.2.3"]).is_ok());
}

#[test]
fn an_owner_has_one_of_the_policies_that_we_require() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let code = |policies: &[&str]| {
        let trust = load(Environment::Test, &TOWN.ca.certificates()).unwrap();
        let trust = trust.requiring(policies.iter().copied()).unwrap();
        match examine(&container, DOCUMENT, &asked(), &trust, clock("12:00")) {
            Ok(_) => "ok",
            Err(refused) => refused.code(),
        }
    };
    assert_eq!(code(&[]), "ok");
    assert_eq!(code(&["1.2.398.3.3.2.1", "1.2.398.3.3.2.3"]), "ok");
    assert_eq!(code(&["1.2.398.3.3.2.4"]), "policy-missing");
    let trust = load(Environment::Test, &TOWN.ca.certificates()).unwrap();
    let refused = trust.requiring(["policy"]).err();
    assert!(matches!(refused, Some(TrustError::Policy { .. })));
}

/// The issuing authority, certified anew by itself with one more extension.
fn with(one: Extension) -> Key {
    let issuing = TOWN.ca.issuing();
    let certified = issuing.certify(copy(issuing), |tbs| {
        tbs.extensions.as_mut().unwrap().push(one);
    });
    certified.unwrap()
}

fn code(path: &[&[u8]]) -> &'static str {
    match check_path(path, None, &PathPolicy::default(), clock("12:00")) {
        Ok(()) => "ok",
        Err(refused) => refused.code(),
    }
}

#[test]
fn a_path_that_demands_what_is_not_understood_is_refused() {
    let [root, issuing] = <[Vec<u8>; 2]>::try_from(TOWN.ca.certificates()).unwrap();
    let leaf = TOWN.citizen.certificate_der();
    assert_eq!(code(&[leaf, &issuing, &root]), "ok");
    assert_eq!(code(&[leaf, &issuing]), "ok");
    assert_eq!(code(&[leaf]), "chain-untrusted");
    assert_eq!(code(&[]), "chain-untrusted");
    assert_eq!(code(&[leaf, &root]), "name-chaining");
    assert_eq!(code(&[leaf, &issuing, b"nonsense"]), "malformed");
    assert_eq!(code(&[leaf; MAX_PATH + 1]), "path-too-long");
    let explicit = vec![0x30, 3, 0x80, 1, 0];
    let unknown = const_oid::db::rfc5911::ID_DATA;
    for (oid, critical, value, expected) in [
        (
            ID_CE_NAME_CONSTRAINTS,
            false,
            vec![0x30, 0],
            "name-constraints",
        ),
        (
            ID_CE_NAME_CONSTRAINTS,
            true,
            vec![0x30, 0],
            "name-constraints",
        ),
        (
            ID_CE_POLICY_MAPPINGS,
            false,
            vec![0x30, 0],
            "policy-mapping",
        ),
        (unknown, true, vec![5, 0], "unknown-critical-extension"),
        (unknown, false, vec![5, 0], "ok"),
        // The authority asserts no policy itself, so that no policy is agreed on.
        (ID_CE_POLICY_CONSTRAINTS, true, explicit, "policy-missing"),
        (ID_CE_INHIBIT_ANY_POLICY, true, vec![2, 1, 0], "ok"),
        (ID_CE_POLICY_CONSTRAINTS, true, vec![5, 0], "malformed"),
    ] {
        let middle = with(extension(oid, critical, value));
        let path: [&[u8]; 3] = [leaf, middle.certificate_der(), &issuing];
        assert_eq!(code(&path), expected, "{oid}");
    }
}
