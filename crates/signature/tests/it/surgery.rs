//! Containers that no honest tool makes, signed with honest keys.

use aws_lc_rs::digest::SHA256;
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{CertificateSet, SignedData, SignerIdentifier, SignerInfo};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA,
    ID_SIGNING_TIME,
};
use const_oid::db::rfc5912::{ID_SHA_1, ID_SHA_384, RSA_ENCRYPTION, SHA_384_WITH_RSA_ENCRYPTION};
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Decode, Encode, Tag};
use sandbox::ca::{Form, Key};
use signature::MAX_CERTIFICATES;
use x509_cert::attr::Attribute;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

use crate::town::{TOWN, asked, clock, judge, signed};

/// A good container, taken apart, changed and put together again.
pub(crate) fn operated(key: &Key, change: impl FnOnce(&mut SignedData)) -> Vec<u8> {
    let outer = ContentInfo::from_der(&signed(key, Form::Detached)).unwrap();
    let mut data: SignedData = outer.content.decode_as().unwrap();
    change(&mut data);
    let content = Any::encode_from(&data).unwrap();
    ContentInfo {
        content_type: ID_SIGNED_DATA,
        content,
    }
    .to_der()
    .unwrap()
}

/// The same for its signer, signed anew after the change of the attributes.
pub(crate) fn resigned(key: &Key, change: impl FnOnce(&mut Vec<Attribute>)) -> Vec<u8> {
    with_signer(key, |signer| {
        let mut attributes = signer.signed_attrs.take().unwrap().into_vec();
        change(&mut attributes);
        let attributes = SetOfVec::try_from(attributes).unwrap();
        let signature = key.sign(&attributes.to_der().unwrap()).unwrap();
        signer.signature = OctetString::new(signature).unwrap();
        signer.signed_attrs = Some(attributes);
    })
}

pub(crate) fn with_signer(key: &Key, change: impl FnOnce(&mut SignerInfo)) -> Vec<u8> {
    operated(key, |data| {
        let mut signers = std::mem::take(&mut data.signer_infos.0).into_vec();
        change(signers.first_mut().unwrap());
        data.signer_infos.0 = SetOfVec::try_from(signers).unwrap();
    })
}

fn reason(container: &[u8]) -> &'static str {
    match judge(container, &asked(), clock("12:00")) {
        Ok(_) => "ok",
        Err(rejected) => rejected.code(),
    }
}

#[test]
fn a_container_put_together_again_unchanged_counts() {
    assert_eq!(reason(&operated(&TOWN.citizen, |_| {})), "ok");
    assert_eq!(reason(&resigned(&TOWN.citizen, |_| {})), "ok");
    let without_time = resigned(&TOWN.citizen, |all| {
        all.retain(|one| one.oid != ID_SIGNING_TIME);
    });
    assert_eq!(reason(&without_time), "ok");
}

#[test]
fn only_signed_data_is_a_container() {
    let outer = ContentInfo::from_der(&signed(&TOWN.citizen, Form::Detached)).unwrap();
    let other = ContentInfo {
        content_type: ID_DATA,
        ..outer
    };
    assert_eq!(reason(&other.to_der().unwrap()), "malformed");
}

/// A container with another person's signer beside its own.
pub(crate) fn two_signers() -> Vec<u8> {
    let other = ContentInfo::from_der(&signed(&TOWN.head, Form::Detached)).unwrap();
    let other: SignedData = other.content.decode_as().unwrap();
    operated(&TOWN.citizen, |data| {
        data.signer_infos
            .0
            .insert(other.signer_infos.0.get(0).unwrap().clone())
            .unwrap();
    })
}

/// A container signed anew without one of its signed attributes.
pub(crate) fn lacking(oid: ObjectIdentifier) -> Vec<u8> {
    resigned(&TOWN.citizen, |all| all.retain(|one| one.oid != oid))
}

#[test]
fn exactly_one_signer_is_needed() {
    let nobody = operated(&TOWN.citizen, |data| data.signer_infos.0 = SetOfVec::new());
    assert_eq!(reason(&nobody), "signer-count");
    assert_eq!(reason(&two_signers()), "signer-count");
}

#[test]
fn each_mandatory_attribute_is_needed_exactly_once() {
    for oid in [
        ID_CONTENT_TYPE,
        ID_MESSAGE_DIGEST,
        ID_AA_SIGNING_CERTIFICATE_V_2,
    ] {
        assert_eq!(reason(&lacking(oid)), "signed-attributes-missing");
        let second_value = || Any::encode_from(&OctetString::new(*b"other").unwrap()).unwrap();
        let twice = resigned(&TOWN.citizen, |all| {
            let values = SetOfVec::try_from(vec![second_value()]).unwrap();
            all.push(Attribute { oid, values });
        });
        assert_eq!(reason(&twice), "signed-attributes-missing");
        let two_values = resigned(&TOWN.citizen, |all| {
            let one = all.iter_mut().find(|one| one.oid == oid).unwrap();
            one.values.insert(second_value()).unwrap();
        });
        assert_eq!(reason(&two_values), "signed-attributes-missing");
    }
    let none_at_all = with_signer(&TOWN.citizen, |signer| signer.signed_attrs = None);
    assert_eq!(reason(&none_at_all), "signed-attributes-missing");
}

#[test]
fn the_content_type_is_the_signed_one() {
    let other = operated(&TOWN.citizen, |data| {
        data.encap_content_info.econtent_type = ID_SIGNED_DATA;
    });
    assert_ne!(ID_DATA, ID_SIGNED_DATA);
    assert_eq!(reason(&other), "signed-attributes-missing");
}

/// A container whose signed attributes name the head's certificate.
pub(crate) fn naming_another() -> Vec<u8> {
    let other = ContentInfo::from_der(&signed(&TOWN.head, Form::Detached)).unwrap();
    let other: SignedData = other.content.decode_as().unwrap();
    let other = other
        .signer_infos
        .0
        .get(0)
        .unwrap()
        .signed_attrs
        .clone()
        .unwrap();
    let other = other
        .into_vec()
        .into_iter()
        .find(|one| one.oid == ID_AA_SIGNING_CERTIFICATE_V_2);
    resigned(&TOWN.citizen, |all| {
        all.retain(|one| one.oid != ID_AA_SIGNING_CERTIFICATE_V_2);
        all.push(other.unwrap());
    })
}

#[test]
fn the_attributes_name_the_certificate_used() {
    assert_eq!(reason(&naming_another()), "ess-mismatch");
}

#[test]
fn the_certificate_of_the_signer_is_in_the_container() {
    let none = operated(&TOWN.citizen, |data| data.certificates = None);
    assert_eq!(reason(&none), "certificate-missing");
    let head = x509_cert::Certificate::from_der(TOWN.head.certificate_der()).unwrap();
    let other = operated(&TOWN.citizen, |data| {
        let set = vec![CertificateChoices::Certificate(head)];
        data.certificates = Some(CertificateSet(SetOfVec::try_from(set).unwrap()));
    });
    assert_eq!(reason(&other), "certificate-missing");
}

#[test]
fn a_signer_is_named_by_issuer_and_serial_number_together() {
    let other_issuer = with_signer(&TOWN.citizen, |signer| {
        let head = x509_cert::Certificate::from_der(TOWN.head.certificate_der()).unwrap();
        let SignerIdentifier::IssuerAndSerialNumber(named) = &mut signer.sid else {
            return;
        };
        named.issuer = head.tbs_certificate.subject;
    });
    assert_eq!(reason(&other_issuer), "certificate-missing");
    let by_key = with_signer(&TOWN.citizen, |signer| {
        let key = OctetString::new([7; 20]).unwrap();
        signer.sid = SignerIdentifier::SubjectKeyIdentifier(SubjectKeyIdentifier(key));
    });
    assert_eq!(reason(&by_key), "malformed");
}

/// `SigningCertificateV2` with the digest algorithm spelled out.
fn ess_with(algorithm: ObjectIdentifier, digest: &[u8]) -> Any {
    let oid = Any::encode_from(&algorithm).unwrap().to_der().unwrap();
    let digest = Any::encode_from(&OctetString::new(digest).unwrap())
        .unwrap()
        .to_der()
        .unwrap();
    let sequence = |body: Vec<u8>| Any::new(Tag::Sequence, body).unwrap().to_der().unwrap();
    let id = sequence([sequence(oid), digest].concat());
    Any::new(Tag::Sequence, sequence(id)).unwrap()
}

#[test]
fn the_digest_of_the_certificate_is_of_the_same_algorithm() {
    let digest = aws_lc_rs::digest::digest(&SHA256, TOWN.citizen.certificate_der());
    let sha256 = const_oid::db::rfc5912::ID_SHA_256;
    for (algorithm, expected) in [(sha256, "ok"), (ID_SHA_384, "algorithm-not-allowed")] {
        let container = resigned(&TOWN.citizen, |all| {
            let is_ess = |one: &&mut Attribute| one.oid == ID_AA_SIGNING_CERTIFICATE_V_2;
            let value = ess_with(algorithm, digest.as_ref());
            all.iter_mut().find(is_ess).unwrap().values = SetOfVec::try_from(vec![value]).unwrap();
        });
        assert_eq!(reason(&container), expected);
    }
}

#[test]
fn a_signature_of_another_key_is_invalid() {
    let stolen = with_signer(&TOWN.citizen, |signer| {
        let attributes = signer.signed_attrs.as_ref().unwrap().to_der().unwrap();
        signer.signature = OctetString::new(TOWN.impostor.sign(&attributes).unwrap()).unwrap();
    });
    assert_eq!(reason(&stolen), "signature-invalid");
}

#[test]
fn only_allowed_algorithms_that_fit_each_other_count() {
    let named = |digest: ObjectIdentifier, signature: ObjectIdentifier| {
        with_signer(&TOWN.citizen, |signer| {
            signer.digest_alg.oid = digest;
            signer.signature_algorithm.oid = signature;
        })
    };
    let sha256 = const_oid::db::rfc5912::ID_SHA_256;
    assert_eq!(reason(&named(sha256, RSA_ENCRYPTION)), "ok");
    let gost = ObjectIdentifier::new_unwrap("1.2.398.3.10.1.1.2.3.2");
    let streebog = ObjectIdentifier::new_unwrap("1.2.398.3.10.1.3.3");
    for (digest, signature) in [
        (ID_SHA_1, RSA_ENCRYPTION),
        (ID_SHA_384, SHA_384_WITH_RSA_ENCRYPTION),
        (sha256, SHA_384_WITH_RSA_ENCRYPTION),
        (streebog, RSA_ENCRYPTION),
        (sha256, gost),
    ] {
        assert_eq!(reason(&named(digest, signature)), "algorithm-not-allowed");
    }
}

#[test]
fn an_owner_who_plays_the_authority_is_named_as_such() {
    let citizen = x509_cert::Certificate::from_der(TOWN.citizen.certificate_der()).unwrap();
    let container = operated(&TOWN.child_of_citizen, |data| {
        let set = &mut data.certificates.as_mut().unwrap().0;
        set.insert(CertificateChoices::Certificate(citizen))
            .unwrap();
    });
    assert_eq!(reason(&container), "ca-not-a-ca");
}

#[test]
fn an_impostor_cannot_bring_his_own_authorities() {
    let container = operated(&TOWN.impostor, |data| {
        for der in TOWN.rogue.certificates() {
            let authority = x509_cert::Certificate::from_der(&der).unwrap();
            let set = &mut data.certificates.as_mut().unwrap().0;
            set.insert(CertificateChoices::Certificate(authority))
                .unwrap();
        }
    });
    assert_eq!(reason(&container), "chain-untrusted");
}

/// A container with so many certificates beside its own.
pub(crate) fn flooded() -> Vec<u8> {
    let template = x509_cert::Certificate::from_der(TOWN.citizen.certificate_der()).unwrap();
    operated(&TOWN.citizen, |data| {
        for number in 0..MAX_CERTIFICATES {
            let mut one = template.clone();
            one.tbs_certificate.serial_number = u64::try_from(number).unwrap().into();
            let set = &mut data.certificates.as_mut().unwrap().0;
            set.insert(CertificateChoices::Certificate(one)).unwrap();
        }
    })
}

#[test]
fn a_flood_of_certificates_is_refused() {
    assert_eq!(reason(&flooded()), "too-large");
}
