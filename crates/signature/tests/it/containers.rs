//! What `NCALayer` and others put around a signature: tokens and answers for the long term.

use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use const_oid::ObjectIdentifier;
use der::asn1::{Any, SetOfVec};
use der::{Decode, Encode};
use sandbox::ca::Form;
use signature::{Evidence, MAX_REVOCATIONS, examine, verify};
use x509_cert::attr::Attribute;
use x509_ocsp::OcspResponse;

use crate::lists::{entry, list};
use crate::town::{DOCUMENT, TOWN, answer, asked, clock, signed};
use crate::tsa::{Stamp, tlv, token, trust, tsa};

/// A container taken apart, changed and put together again.
pub(crate) fn changed(container: &[u8], change: impl FnOnce(&mut SignedData)) -> Vec<u8> {
    let mut outer = ContentInfo::from_der(container).unwrap();
    let mut data: SignedData = outer.content.decode_as().unwrap();
    change(&mut data);
    outer.content = Any::encode_from(&data).unwrap();
    outer.to_der().unwrap()
}

/// A container with unsigned attributes: each an identifier and its values.
pub(crate) fn with_unsigned(container: &[u8], attributes: &[(&str, &[&[u8]])]) -> Vec<u8> {
    let made = attributes.iter().map(|(oid, values)| {
        let values = values.iter().map(|one| Any::from_der(one).unwrap());
        Attribute {
            oid: ObjectIdentifier::new(oid).unwrap(),
            values: SetOfVec::try_from(values.collect::<Vec<_>>()).unwrap(),
        }
    });
    let made = SetOfVec::try_from(made.collect::<Vec<_>>()).unwrap();
    changed(container, |data| {
        let mut signers = std::mem::take(&mut data.signer_infos.0).into_vec();
        signers.first_mut().unwrap().unsigned_attrs = Some(made);
        data.signer_infos.0 = SetOfVec::try_from(signers).unwrap();
    })
}

/// A container with OCSP responses and lists beside its certificates.
fn with_revocations(container: &[u8], ocsp: &[&[u8]], lists: &[&[u8]]) -> Vec<u8> {
    let format = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.16.2");
    let format = format.to_der().unwrap();
    let mut all: Vec<Vec<u8>> = lists.iter().map(|one| one.to_vec()).collect();
    all.extend(ocsp.iter().map(|one| tlv(0xA1, &[&format, one])));
    let all: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
    let crls = tlv(0xA1, &all);
    // The crate takes the format for an algorithm, so the field is put in by hand, before the last.
    let outer = ContentInfo::from_der(container).unwrap();
    let data: SignedData = outer.content.decode_as().unwrap();
    let signers = data.signer_infos.to_der().unwrap();
    let body = outer.content.value();
    let (before, _) = body.split_at(body.len() - signers.len());
    let content = tlv(0xA0, &[&tlv(0x30, &[before, &crls, &signers])]);
    tlv(0x30, &[&outer.content_type.to_der().unwrap(), &content])
}

fn code(container: &[u8]) -> &'static str {
    let at = clock("12:00");
    let none = Evidence::default();
    match verify(container, DOCUMENT, &asked(), &trust(), &none, at) {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}

#[test]
fn evidence_inside_the_container_is_checked_like_any_other() {
    let container = signed(&TOWN.citizen, Form::Attached);
    assert_eq!(code(&container), "revocation-unknown");
    let response = answer(&container, &asked(), clock("12:00"));
    let clean = list(vec![], |_| {});
    let listed = list(vec![entry(&TOWN.citizen, clock("11:00"), None)], |_| {});
    let foreign = list(vec![], |tbs| tbs.next_update = None);
    assert_eq!(code(&with_revocations(&container, &[], &[&clean])), "ok");
    assert_eq!(code(&with_revocations(&container, &[&response], &[])), "ok");
    assert_eq!(
        code(&with_revocations(&container, &[&response], &[&listed])),
        "revoked"
    );
    assert_eq!(
        code(&with_revocations(&container, &[], &[&foreign])),
        "crl-stale"
    );
    let basic = OcspResponse::from_der(&response)
        .unwrap()
        .response_bytes
        .unwrap();
    let basic = basic.response.as_bytes();
    let values = tlv(0x30, &[&tlv(0xA1, &[&tlv(0x30, &[basic])])]);
    let attribute: &[(&str, &[&[u8]])] = &[("1.2.840.113549.1.9.16.2.24", &[&values])];
    assert_eq!(code(&with_unsigned(&container, attribute)), "ok");
    let values = tlv(0x30, &[&tlv(0xA0, &[&tlv(0x30, &[&listed])])]);
    let attribute: &[(&str, &[&[u8]])] = &[("1.2.840.113549.1.9.16.2.24", &[&values])];
    assert_eq!(code(&with_unsigned(&container, attribute)), "revoked");
}

#[test]
fn a_container_for_the_long_term_needs_nothing_from_outside() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let examined = examine(&container, DOCUMENT, &asked(), &TOWN.trust, clock("12:00"));
    let value = examined.unwrap().signature_value().to_vec();
    let made = token(&tsa(), &value, &Stamp::at(clock("12:00")));
    let stamped = with_unsigned(&container, &[("1.2.840.113549.1.9.16.2.14", &[&made])]);
    let clean = list(vec![], |_| {});
    let whole = with_revocations(&stamped, &[], &[&clean]);
    let much_later = "2040-01-01T00:00:00Z".parse().unwrap();
    let none = Evidence::default();
    let verified = verify(&whole, DOCUMENT, &asked(), &trust(), &none, much_later).unwrap();
    assert_eq!(verified.at, clock("12:00"));
    let without = verify(&container, DOCUMENT, &asked(), &trust(), &none, much_later);
    assert_eq!(without.unwrap_err().code(), "certificate-expired");
}

/// A thief keeps an old list whose term has not ended and puts it into the container.
#[test]
fn at_receipt_a_signer_does_not_bring_the_proof_that_nothing_was_revoked() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let clean = list(vec![], |_| {});
    let with_list = with_revocations(&container, &[], &[&clean]);
    let noon = clock("12:00");
    let judged = |evidence: &Evidence<'_>| {
        verify(&with_list, DOCUMENT, &asked(), &TOWN.trust, evidence, noon)
    };
    assert!(judged(&Evidence::default()).is_ok());
    let at_receipt = Evidence {
        embedded_only_refutes: true,
        ..Evidence::default()
    };
    assert!(judged(&at_receipt).unwrap_err().is_pending());
    let brought: &[&[u8]] = &[&clean];
    let ours = Evidence {
        crls: brought,
        ..at_receipt
    };
    assert!(judged(&ours).is_ok());
}

#[test]
fn a_flood_of_evidence_is_refused_unread() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let lists: Vec<Vec<u8>> = (0..=MAX_REVOCATIONS)
        .map(|number| {
            let minutes = jiff::SignedDuration::from_mins(i64::try_from(number).unwrap());
            let next = crate::lists::time(clock("13:00") + minutes);
            list(vec![], |tbs| tbs.next_update = Some(next))
        })
        .collect();
    let lists: Vec<&[u8]> = lists.iter().map(Vec::as_slice).collect();
    let most = with_revocations(&container, &[], &lists[..MAX_REVOCATIONS]);
    assert_eq!(code(&most), "ok");
    assert_eq!(
        code(&with_revocations(&container, &[], &lists)),
        "too-large"
    );
}
