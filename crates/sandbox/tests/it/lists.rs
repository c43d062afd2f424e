//! The lists of revoked certificates as the national authority has them: a whole one by the day, changes at any moment.

use jiff::SignedDuration;
use sandbox::choice::KeyKind;
use sandbox::town::Running;
use x509_cert::Certificate;
use x509_cert::crl::CertificateList;
use x509_cert::der::Decode;
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{CrlDistributionPoints, FreshestCrl};

use crate::doors::{get, town};

/// The address of the only point; empty where it is anything else.
fn address(points: &[DistributionPoint]) -> String {
    let names = match points {
        [point] => point.distribution_point.as_ref(),
        _ => None,
    };
    if let Some(DistributionPointName::FullName(names)) = names
        && let [GeneralName::UniformResourceIdentifier(address)] = names.as_slice()
    {
        return address.to_string();
    }
    String::new()
}

/// The list that lies at that address of the town.
async fn at(town: &Running, url: &str) -> CertificateList {
    let path = url.strip_prefix(town.http_url.as_str()).unwrap();
    let reply = get(town, &format!("/{path}")).await;
    assert_eq!(reply.status, 200);
    CertificateList::from_der(&reply.body).unwrap()
}

fn names(list: &CertificateList, certificate: &Certificate) -> bool {
    let serial = &certificate.tbs_certificate.serial_number;
    let revoked = list.tbs_cert_list.revoked_certificates.as_deref();
    revoked
        .unwrap_or_default()
        .iter()
        .any(|one| one.serial_number == *serial)
}

#[tokio::test]
async fn a_certificate_says_where_its_lists_lie_and_they_lie_there() {
    let (town, _dir) = town().await;
    for (person, [whole, changes]) in [("madina", [0, 1]), ("kulyash", [2, 3])] {
        let key = town.key(person, KeyKind::Good).unwrap();
        let certificate = Certificate::from_der(key.certificate_der()).unwrap();
        let tbs = &certificate.tbs_certificate;
        let (_, points) = tbs.get::<CrlDistributionPoints>().unwrap().unwrap();
        assert_eq!(address(&points.0), town.list_urls[whole]);
        let (_, points) = tbs.get::<FreshestCrl>().unwrap().unwrap();
        assert_eq!(address(&points.0), town.list_urls[changes]);
    }
    for url in &town.list_urls {
        at(&town, url).await;
    }
    assert_eq!(get(&town, "/lists/other.crl").await.status, 404);
    town.stop().await;
}

#[tokio::test]
async fn who_is_revoked_after_the_whole_list_stands_in_the_changes() {
    let (town, _dir) = town().await;
    let key = town.key("madina", KeyKind::Good).unwrap();
    let certificate = Certificate::from_der(key.certificate_der()).unwrap();
    let [whole, changes, ..] = &town.list_urls;
    assert!(!names(&at(&town, whole).await, &certificate));
    assert!(!names(&at(&town, changes).await, &certificate));
    town.revoke("madina").unwrap();
    assert!(
        !names(&at(&town, whole).await, &certificate),
        "made at midnight"
    );
    assert!(names(&at(&town, changes).await, &certificate));
    // The next whole list has it, and so have the changes for a while.
    let tomorrow = town.now() + SignedDuration::from_hours(24);
    town.move_clock(tomorrow).unwrap();
    assert!(names(&at(&town, whole).await, &certificate));
    assert!(names(&at(&town, changes).await, &certificate));
    town.stop().await;
}
