//! Every command of the portal and of the office has its operation, or a reason why it has none: a table that fails for a
//! form that nobody listed, and for an operation that does what no page does.

use std::collections::BTreeSet;

use web::routes;

/// Forms of pages, below the language, each with the operations that do the same; or a hyphen and why there is none.
const FORMS: &str = "
/cases/{number}/rules/{act}                          act
/drafts/{id}/confirm                                 sendPassword
/drafts/{id}/confirm/code                            confirmByPassword
/drafts/{id}/discard                                 discardDraft
/drafts/{id}/documents                               attach detach
/drafts/{id}/documents/done                          - leads to the next page and changes nothing
/drafts/{id}/qr                                      offerToPhone
/drafts/{id}/qr/done                                 submitByPhone
/drafts/{id}/section/{section}                       putSection
/drafts/{id}/section/{section}/autosave              putSection
/drafts/{id}/sign                                    signAndSubmit
/login                                               issueNonce logIn
/login/code                                          - whoever is asked for a second factor gets no token
/login/code/again                                    - whoever is asked for a second factor gets no token
/logout                                              logOut
/notices/{id}                                        openNotice
/office/{org}/cases/{number}/assessment              findOutcome
/office/{org}/cases/{number}/completeness            checkCompleteness
/office/{org}/cases/{number}/correction              prepareCorrection
/office/{org}/cases/{number}/correction/sign         signCorrection
/office/{org}/cases/{number}/deed/prepare            prepareDeed
/office/{org}/cases/{number}/deed/qr                 offerDeedToPhone
/office/{org}/cases/{number}/deed/qr/done            signDeedByPhone
/office/{org}/cases/{number}/deed/return             returnDeed
/office/{org}/cases/{number}/deed/sign               signDeed
/office/{org}/cases/{number}/findings/{fact}         recordFinding
/office/{org}/cases/{number}/outcome                 findOutcome
/office/{org}/cases/{number}/rules/{act}             officeAct
/office/{org}/cases/{number}/take                    takeCase
/office/{org}/counter/refuse/{code}                  - shows what would be issued and changes nothing
/office/{org}/counter/refuse/{code}/issue            refuseIntake
/profile                                             putContacts
/register                                            putContacts
/services/{code}/apply                               createDraft
/services/{code}/estimate                            estimate
/verify                                              checkDeed
";

/// What only programs do: no page asks a party for their consent yet.
const OF_PROGRAMS: [&str; 5] = [
    "confirmConsent",
    "declineConsent",
    "prepareConsent",
    "sendConsentPassword",
    "signConsent",
];

/// The operations of the document: all of them, and those that are no mere reading.
fn operations() -> (BTreeSet<&'static str>, BTreeSet<&'static str>) {
    let (mut all, mut commands) = (BTreeSet::new(), BTreeSet::new());
    for methods in web::api::document()["paths"].as_object().unwrap().values() {
        for (method, operation) in methods.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            all.insert(id);
            if method != "get" {
                commands.insert(id);
            }
        }
    }
    (all, commands)
}

#[test]
fn every_form_of_a_page_has_its_operation_or_a_reason_and_the_reverse() {
    let (all, commands) = operations();
    let mut done: BTreeSet<&str> = OF_PROGRAMS.into();
    let mut listed = BTreeSet::new();
    for line in FORMS.trim().lines() {
        let (path, told) = line.split_once(' ').unwrap();
        assert!(
            listed.insert(format!("/{{lang}}{path}")),
            "{path} stands twice"
        );
        let told = told.trim();
        if let Some(reason) = told.strip_prefix("- ") {
            assert!(reason.len() > 20, "{path}: why?");
            continue;
        }
        for id in told.split(' ') {
            assert!(all.contains(id), "{path}: there is no operation {id}");
            done.insert(id);
        }
    }
    let forms: BTreeSet<String> = routes::all()
        .into_iter()
        .filter(|route| route.method != "GET" && route.path.starts_with("/{lang}/"))
        .map(|route| route.path)
        .collect();
    assert!(forms.len() > 30, "{}", forms.len());
    assert_eq!(listed, forms, "list the form with its operation");
    let more: Vec<_> = commands.difference(&done).collect();
    assert!(more.is_empty(), "no page does what these do: {more:?}");
}
