//! The public check of a deed, by its number or by the file. Nothing is shown of whom it concerns.

use app::view::verify_deed::{Issued, by_file, by_number};
use axum::extract::{Request, State};
use axum::response::Response;

use crate::door::{Shared, Visit};
use crate::failure::Failure;
use crate::multipart;
use crate::pages::{Problem, Problems, Row, Verdict, Verify};
use crate::portal::home::query_of;
use crate::portal::{Answer, draw};
use crate::show;

/// The form, or what came of a number.
pub(crate) async fn by_its_number(visit: Visit) -> Answer {
    let number = query_of(&visit.path, "number");
    if !visit.path.contains('?') || (number.is_empty() && !visit.path.contains("number=")) {
        return page(&visit, number, None, Problems::default());
    }
    if number.trim().is_empty() {
        let text = visit.words().text("verify-number-missing").into_owned();
        let problem = Problem {
            field: "number".to_owned(),
            text,
        };
        return page(&visit, number, None, Problems(vec![problem]));
    }
    let issued = by_number(visit.office(), &number).await?;
    let verdict = verdict(&visit, issued);
    page(&visit, number, Some(verdict), Problems::default())
}

/// What came of a file.
pub(crate) async fn by_its_file(State(front): State<Shared>, request: Request) -> Answer {
    let (mut parts, body) = request.into_parts();
    let visit =
        axum::RequestPartsExt::extract_with_state::<Visit, Shared>(&mut parts, &front).await?;
    let request = Request::from_parts(parts, body);
    let (mut csrf, mut file) = (String::new(), Vec::new());
    for part in multipart::read(request, &front).await? {
        match part.name.as_str() {
            "csrf" => part.text()?.clone_into(&mut csrf),
            "file" => file = part.bytes.to_vec(),
            _ => {}
        }
    }
    if !visit.session.is_csrf(&csrf) {
        return Err(Failure::forbidden());
    }
    if file.is_empty() {
        let text = visit.words().text("verify-file-missing").into_owned();
        let problem = Problem {
            field: "file".to_owned(),
            text,
        };
        return page(&visit, String::new(), None, Problems(vec![problem]));
    }
    let issued = by_file(visit.office(), &file).await?;
    let verdict = verdict(&visit, issued);
    page(&visit, String::new(), Some(verdict), Problems::default())
}

fn page(
    visit: &Visit,
    number: String,
    outcome: Option<Verdict>,
    problems: Problems,
) -> Result<Response, Failure> {
    draw(&Verify {
        shell: visit.shell(),
        problems,
        number,
        outcome,
    })
}

fn verdict(visit: &Visit, issued: Option<Issued>) -> Verdict {
    let Some(issued) = issued else {
        return Verdict::NotOurs;
    };
    let words = visit.words();
    let language = visit.law_language();
    let facts = vec![
        Row::new(words.text("verify-what"), issued.title.get(language)),
        Row::new(words.text("verify-number"), issued.number),
        Row::new(words.text("verify-day"), words.day(issued.day)),
        Row::new(
            words.text("case-organization"),
            issued.organization.get(language),
        ),
        Row::new(
            words.text("verify-signed-as"),
            show::signed_as(visit, issued.signed_as.as_ref()),
        ),
        Row::new(words.text("verify-digest"), issued.data_digest),
    ];
    match issued.replaced_by {
        None => Verdict::Genuine {
            facts,
            downloads: Vec::new(),
        },
        Some((number, day)) => Verdict::Superseded {
            facts,
            why: format!(
                "{} {}.",
                visit.say_with("verify-replaced", "number", &number),
                words.day(day)
            ),
        },
    }
}
