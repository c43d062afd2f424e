//! Which role a certificate gives, and for whom it may sign.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{ID_CE_EXT_KEY_USAGE, ID_KP_CLIENT_AUTH, ID_KP_EMAIL_PROTECTION};
use sandbox::ca::{Form, Key};
use signature::{Expected, ExpectedRole, Purpose, Role, examine};

use crate::town::{BIN, DOCUMENT, TOWN, asked_head, asked_login, clock, copy, signed};
use crate::tsa::purposes;

/// A key of the town's organization with the given extended key usages.
fn holder(oids: &[&str]) -> Key {
    let oids: Vec<_> = oids
        .iter()
        .map(|oid| ObjectIdentifier::new(oid).unwrap())
        .collect();
    let certified = TOWN.ca.issuing().certify(copy(&TOWN.head), |tbs| {
        let extensions = tbs.extensions.as_mut().unwrap();
        extensions.retain(|one| one.extn_id != ID_CE_EXT_KEY_USAGE);
        extensions.push(purposes(false, &oids));
    });
    certified.unwrap()
}

fn code(key: &Key, expected: &Expected) -> &'static str {
    let container = signed(key, Form::Detached);
    match examine(&container, DOCUMENT, expected, &TOWN.trust, clock("12:00")) {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}

const ENTITY: &str = "1.2.398.3.3.4.1.2";

#[test]
fn each_role_signs_what_it_may_and_nothing_else() {
    use ExpectedRole::{
        Any, Employee, FinancialSignatory, Head, Individual, InformationSystem, Signatory,
    };
    let signs = ID_KP_EMAIL_PROTECTION.to_string();
    let asked = [
        Any,
        Individual,
        Head,
        Signatory,
        FinancialSignatory,
        Employee,
        InformationSystem,
    ];
    // One letter per role asked, in that order: does the holder pass?
    for (arc, role, passes) in [
        (".1", Role::Head, "y-yyyy-"),
        (".2", Role::RightToSign, "y--y-y-"),
        (".3", Role::FinancialSignature, "y---yy-"),
        (".4", Role::HumanResources, "y----y-"),
        (".5", Role::Employee, "y----y-"),
        (".6", Role::InformationSystem, "y-----y"),
    ] {
        let key = holder(&[&signs, ENTITY, &format!("{ENTITY}{arc}")]);
        for (role_asked, pass) in asked.into_iter().zip(passes.chars()) {
            let expected = Expected {
                role: role_asked,
                ..asked_head()
            };
            let found = code(&key, &expected);
            let wanted = if pass == 'y' { "ok" } else { "wrong-role" };
            assert_eq!(found, wanted, "{role:?} asked as {role_asked:?}");
        }
        let container = signed(&key, Form::Detached);
        let at = clock("12:00");
        let anybody = Expected {
            role: Any,
            ..asked_head()
        };
        let examined = examine(&container, DOCUMENT, &anybody, &TOWN.trust, at).unwrap();
        assert!(examined.signer().roles.contains(&role));
        assert_eq!(examined.signer().bin.as_deref(), Some(BIN));
    }
}

#[test]
fn whoever_acts_for_an_entity_is_asked_for_its_number() {
    use ExpectedRole::{Employee, FinancialSignatory, Head, InformationSystem, Signatory};
    let signs = ID_KP_EMAIL_PROTECTION.to_string();
    let key = holder(&[
        &signs,
        ENTITY,
        &format!("{ENTITY}.1"),
        &format!("{ENTITY}.6"),
    ]);
    for role in [
        Head,
        Signatory,
        FinancialSignatory,
        Employee,
        InformationSystem,
    ] {
        let right = Expected {
            role,
            ..asked_head()
        };
        assert_eq!(code(&key, &right), "ok");
        for bin in [None, Some("123456789029".to_owned())] {
            let wrong = Expected {
                role,
                bin,
                ..asked_head()
            };
            assert_eq!(code(&key, &wrong), "wrong-organization", "{role:?}");
        }
    }
}

#[test]
fn a_key_for_signing_in_signs_nothing_whatever_its_role() {
    let signs_in = ID_KP_CLIENT_AUTH.to_string();
    let key = holder(&[&signs_in, ENTITY, &format!("{ENTITY}.1")]);
    assert_eq!(code(&key, &asked_head()), "authentication-key");
    assert_eq!(code(&key, &asked_login()), "ok");
    let neither = holder(&[ENTITY, &format!("{ENTITY}.1")]);
    assert_eq!(code(&neither, &asked_head()), "key-usage");
    assert_eq!(code(&neither, &asked_login()), "key-usage");
    let both = holder(&[&signs_in, &ID_KP_EMAIL_PROTECTION.to_string(), ENTITY]);
    let anybody = Expected {
        role: ExpectedRole::Any,
        ..asked_head()
    };
    assert_eq!(anybody.purpose, Purpose::Document);
    assert_eq!(code(&both, &anybody), "ok");
}
