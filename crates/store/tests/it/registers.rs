//! Registers: organizations, what is whose, officers, people.

use store::{
    Batch, CommitError, Fault, Offer, OfficerRow, OrganizationRow, PersonRow, Row, StreamId,
};

use crate::{
    desk::{Desk, on_each_engine},
    samples::{at, iin, plain},
};

fn organization(code: &str, places: &[&str]) -> OrganizationRow {
    let offer = |kato: &&str| Offer {
        service: "housing-assistance".to_owned(),
        kato: (*kato).to_owned(),
    };
    OrganizationRow {
        code: code.to_owned(),
        bin: "100140000003".to_owned(),
        kato: "710000000".to_owned(),
        register: "ЖК".to_owned(),
        json: serde_json::json!({ "name": { "kk": "Тұрғын үй" } }),
        offers: places.iter().map(offer).collect(),
    }
}

async fn keep(desk: &Desk, rows: Vec<Row>) -> Result<(), CommitError<String>> {
    let batch = Batch {
        rows,
        ..Batch::default()
    };
    desk.store
        .commit(plain(StreamId::office(), 0, batch))
        .await
        .map(drop)
}

async fn keep_organization(desk: &Desk, row: OrganizationRow) -> Result<(), CommitError<String>> {
    keep(desk, vec![Row::Organization(Box::new(row))]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_organization_is_competent_for_a_service_at_a_place() {
    on_each_engine("competence", async |desk| {
        let store = &desk.store;
        keep_organization(desk, organization("a", &["71", "75"]))
            .await
            .unwrap();
        keep_organization(desk, organization("b", &["79"]))
            .await
            .unwrap();
        let competent = store
            .competent_organization("housing-assistance", "75")
            .await
            .unwrap();
        assert_eq!(competent, Some(organization("a", &[])));
        assert_eq!(
            store
                .competent_organization("privatization", "75")
                .await
                .unwrap(),
            None
        );
        let stolen = keep_organization(desk, organization("b", &["79", "75"])).await;
        assert!(matches!(
            stolen,
            Err(CommitError::Taken {
                table: "organization_service"
            })
        ));
        keep_organization(desk, organization("a", &["71"]))
            .await
            .unwrap();
        keep_organization(desk, organization("b", &["79", "75"]))
            .await
            .unwrap();
        assert_eq!(store.offers("b").await.unwrap(), {
            let mut offers = organization("b", &["79", "75"]).offers;
            offers.sort();
            offers
        });
        let places = store.places_of_service("housing-assistance").await.unwrap();
        assert_eq!(places, ["71", "75", "79"]);
        let all = store.organizations().await.unwrap();
        assert_eq!(all, [organization("a", &[]), organization("b", &[])]);
        assert_eq!(
            store.organization("b").await.unwrap(),
            Some(organization("b", &[]))
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn officer_belongs_to_an_organization() {
    on_each_engine("officers", async |desk| {
        let officer = |organization: &str, roles: &[&str]| OfficerRow {
            organization: organization.to_owned(),
            iin: iin(99),
            name: "Серік Б.".to_owned(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        };
        let row = |row: OfficerRow| Row::Officer(Box::new(row));
        let nowhere = keep(desk, vec![row(officer("a", &["head"]))]).await;
        assert!(
            matches!(nowhere, Err(CommitError::Fault(Fault::Engine { .. }))),
            "{nowhere:?}"
        );
        keep_organization(desk, organization("a", &[]))
            .await
            .unwrap();
        keep_organization(desk, organization("b", &[]))
            .await
            .unwrap();
        let rows = vec![
            row(officer("b", &["head"])),
            row(officer("a", &["executor", "clerk"])),
        ];
        keep(desk, rows).await.unwrap();
        let found = desk.store.officers_by_iin(&iin(99)).await.unwrap();
        assert_eq!(
            found,
            [
                officer("a", &["executor", "clerk"]),
                officer("b", &["head"])
            ]
        );
        keep(desk, vec![row(officer("b", &[]))]).await.unwrap();
        assert_eq!(
            desk.store.officers_of("b").await.unwrap(),
            [officer("b", &[])]
        );
        assert_eq!(desk.store.officers_by_iin(&iin(1)).await.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn person_is_found_by_id_and_by_number_and_shown_to_no_log() {
    on_each_engine("people", async |desk| {
        let person = PersonRow {
            id: "p1".to_owned(),
            iin: iin(17),
            name: "Әлия Қанатқызы".to_owned(),
            phone: Some("+77010000000".to_owned()),
            email: None,
            language: "kk".to_owned(),
            acknowledged_at: Some(at(1)),
        };
        keep(desk, vec![Row::Person(Box::new(person.clone()))])
            .await
            .unwrap();
        assert_eq!(desk.store.person("p1").await.unwrap(), Some(person.clone()));
        assert_eq!(
            desk.store.person_by_iin(&iin(17)).await.unwrap(),
            Some(person.clone())
        );
        assert_eq!(desk.store.person_by_iin(&iin(18)).await.unwrap(), None);
        let shown = format!("{person:?} {:?}", Row::Person(Box::new(person.clone())));
        for secret in [person.iin.as_str(), "Әлия", "7701"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        let other = PersonRow {
            id: "p2".to_owned(),
            ..person
        };
        let refused = keep(desk, vec![Row::Person(Box::new(other))])
            .await
            .unwrap_err();
        assert!(matches!(refused, CommitError::Taken { table: "person" }));
        assert!(!format!("{refused:?}").contains(iin(17).as_str()));
    })
    .await;
}
