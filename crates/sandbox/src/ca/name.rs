//! Distinguished names as the national CA writes them.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc4519::{
    COMMON_NAME, COUNTRY_NAME, GIVEN_NAME, ORGANIZATION_NAME, ORGANIZATIONAL_UNIT_NAME,
    SERIAL_NUMBER, SN,
};
use der::asn1::{Any, PrintableStringRef, SetOfVec, Utf8StringRef};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};

use super::{CaError, Profile};

/// `C=KZ, CN=…`: a CA or a responder.
pub(super) fn authority(common_name: &str) -> Result<Name, CaError> {
    Ok(RdnSequence(vec![
        country()?,
        text(COMMON_NAME, common_name)?,
    ]))
}

/// `CN=SURNAME GIVEN, SN=SURNAME, serialNumber=IIN…, C=KZ[, GN=PATRONYMIC][, O=…, OU=BIN…]`.
pub(super) fn person(profile: &Profile) -> Result<Name, CaError> {
    let common_name = format!("{} {}", profile.surname, profile.given_name);
    let mut parts = vec![
        text(COMMON_NAME, &common_name)?,
        text(SN, &profile.surname)?,
        text(SERIAL_NUMBER, &format!("IIN{}", profile.iin))?,
        country()?,
    ];
    if let Some(patronymic) = &profile.patronymic {
        parts.push(text(GIVEN_NAME, patronymic)?);
    }
    if let Some(organization) = &profile.organization {
        parts.push(text(ORGANIZATION_NAME, &organization.name)?);
        parts.push(text(
            ORGANIZATIONAL_UNIT_NAME,
            &format!("BIN{}", organization.bin),
        )?);
    }
    Ok(RdnSequence(parts))
}

fn country() -> Result<RelativeDistinguishedName, CaError> {
    part(
        COUNTRY_NAME,
        Any::encode_from(&PrintableStringRef::new("KZ")?)?,
    )
}

fn text(oid: ObjectIdentifier, value: &str) -> Result<RelativeDistinguishedName, CaError> {
    part(oid, Any::encode_from(&Utf8StringRef::new(value)?)?)
}

fn part(oid: ObjectIdentifier, value: Any) -> Result<RelativeDistinguishedName, CaError> {
    let set = SetOfVec::try_from(vec![AttributeTypeAndValue { oid, value }])?;
    Ok(RelativeDistinguishedName(set))
}
