//! A set of authorities is believed only when it hangs together by signatures.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sandbox::ca::Form;
use signature::{Trust, TrustError, examine};

use crate::town::{DOCUMENT, TOWN, asked, clock, signed};

fn load(files: &[&[u8]]) -> Result<(), &'static str> {
    let container = signed(&TOWN.citizen, Form::Detached);
    match Trust::from_certificates(files.iter().copied()) {
        Ok(trust) => match examine(&container, DOCUMENT, &asked(), &trust, clock("12:00")) {
            Ok(_) => Ok(()),
            Err(refused) => Err(refused.code()),
        },
        Err(TrustError::Malformed { .. }) => Err("file-malformed"),
        Err(TrustError::NotAnAuthority { .. }) => Err("not-an-authority"),
        Err(TrustError::Unanchored { .. }) => Err("unanchored"),
        Err(TrustError::NoRoot) => Err("no-root"),
    }
}

fn pem(der: &[u8]) -> String {
    format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        STANDARD.encode(der)
    )
}

#[test]
fn authorities_come_as_der_or_pem_in_any_order() {
    let [root, issuing] = <[Vec<u8>; 2]>::try_from(TOWN.ca.certificates()).unwrap();
    let both = format!("{}{}", pem(&issuing), pem(&root));
    assert_eq!(load(&[&root, &issuing]), Ok(()));
    assert_eq!(load(&[&issuing, &root]), Ok(()));
    assert_eq!(load(&[both.as_bytes()]), Ok(()));
}

#[test]
fn a_set_that_does_not_hang_together_is_refused() {
    let [root, issuing] = <[Vec<u8>; 2]>::try_from(TOWN.ca.certificates()).unwrap();
    let [other_root, other] = <[Vec<u8>; 2]>::try_from(TOWN.rogue.certificates()).unwrap();
    let citizen = TOWN.citizen.certificate_der();
    assert_eq!(load(&[]), Err("no-root"));
    assert_eq!(load(&[&issuing]), Err("no-root"));
    assert_eq!(load(&[&root, &other]), Err("unanchored"));
    assert_eq!(load(&[&root, &issuing, citizen]), Err("not-an-authority"));
    assert_eq!(load(&[&root, b"nonsense"]), Err("file-malformed"));
    assert_eq!(load(&[&root]), Err("chain-untrusted"));
    assert_eq!(load(&[&other_root, &other]), Err("chain-untrusted"));
    assert_eq!(load(&[&other_root, &root, &other, &issuing]), Ok(()));
}
