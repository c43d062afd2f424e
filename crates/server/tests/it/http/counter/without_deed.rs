//! A service whose rules in force give no receipt of refusal.

use app::import_office::{Imported, import_office};

use super::super::{Doors, ORGANIZATION};
use super::{COUNTER, FORM, kinds, send, typed};
use crate::office::{for_each_engine, providers};

#[tokio::test]
async fn where_the_rules_give_no_receipt_the_page_says_so() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let mut import = providers(office)
            .into_iter()
            .find(|it| it.organization.code == ORGANIZATION)
            .unwrap();
        import
            .organization
            .services
            .push("privatization".to_owned());
        let imported = import_office(&office.app, import, office.now()).await;
        assert_eq!(imported.unwrap(), Imported::Written);
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        let page = aliya.get(COUNTER).await;
        page.shows("қолхат көзделмеген, сондықтан оны беруге болмайды");
        let form = FORM.replace("housing-assistance", "privatization");
        assert!(
            !page.links().contains(&format!("/kk{form}")),
            "no form of it"
        );
        assert!(
            page.links().contains(&format!("/kk{FORM}")),
            "the other one stays"
        );
        for page in [
            aliya.get(&form).await,
            send(&mut aliya, &form, &typed("", &[])).await,
            send(&mut aliya, &format!("{form}/issue"), &typed("", &[])).await,
        ] {
            assert_eq!(page.status, 409);
            page.shows("қолхат көзделмеген, сондықтан оны беруге болмайды");
        }
        for language in ["ru", "en"] {
            aliya.language = language;
            let page = aliya.get(&form).await;
            let said = ["не предусматривают расписку", "give no receipt of refusal"];
            assert!(
                said.iter().any(|it| page.text().contains(it)),
                "{}",
                page.text()
            );
        }
        assert_eq!(kinds(office).await.len(), 1, "nothing was issued");
    })
    .await;
}
