//! Services: which there are, what one should know before asking, and what the form asks.

use axum::Json;
use axum::extract::Path;
use law::edition::{Edition, Source, Type};
use law::passport::{AskedDocument, Passport};
use law::{Language, Text};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::door::{Anyone, asked, query};
use super::operation::{Api, Operation};
use super::problem::Problem;
use crate::door::{CAPITAL, Visit};
use crate::portal::apply::edition;

pub(super) fn add(api: Api) -> Api {
    let list = Operation::get(
        "/v1/services",
        "listServices",
        "The services in force today.",
    );
    let passport = Operation::get(
        "/v1/services/{code}",
        "readService",
        "The passport of a service: everything that a person should know before asking, as one edition says it.",
    );
    let form = Operation::get(
        "/v1/services/{code}/form",
        "readForm",
        "What the application asks today: sections, fields and documents.",
    );
    api.on(
        list.open().gives::<Services>(
            200,
            json!({ "services": [{ "code": "housing-assistance", "name": "Assignment of housing assistance",
                "summary": "Money for rent and bills.", "places": ["710000000"] }] }),
        ),
        services,
    )
    .on(
        passport
            .open()
            .query("edition", "Another edition than today's, by its name.", json!({ "type": "string", "minLength": 1 }))
            .gives::<PassportTold>(200, json!({
                "code": "housing-assistance", "edition": "housing-assistance/2023-12-24-order-117",
                "name": "Assignment of housing assistance", "summary": "Money for rent and bills.",
                "act": "On approval of the Rules", "in_force": "2023-12-24", "repealed": null,
                "rows": [], "documents": [], "grounds": [], "appeal": [], "editions": [],
            })),
        self::passport,
    )
    .on(
        form.open().gives::<Form>(200, json!({
            "edition": "housing-assistance/2023-12-24-order-117", "sections": [], "documents": [],
            "attachments_limit_bytes": 1_048_576,
        })),
        self::form,
    )
}

/// The services in force.
#[derive(Serialize, ToSchema)]
struct Services {
    /// By their codes.
    services: Vec<ServiceLine>,
}

/// A service.
#[derive(Serialize, ToSchema)]
struct ServiceLine {
    /// Its code.
    code: String,
    /// Its name.
    name: String,
    /// What it gives, in a sentence.
    summary: String,
    /// KATO codes of the places where it can be asked for here.
    places: Vec<String>,
}

async fn services(Anyone(visit): Anyone) -> Result<Json<Services>, Problem> {
    let language = visit.law_language();
    let law = &visit.office().law;
    let services = law.services().filter_map(|code| {
        let edition = edition(&visit, code).ok()?;
        let places = law.places().online(code);
        Some(ServiceLine {
            code: code.to_owned(),
            name: edition.name.get(language).to_owned(),
            summary: edition.summary.get(language).to_owned(),
            places: places.map(|it| it.code.clone()).collect(),
        })
    });
    Ok(Json(Services {
        services: services.collect(),
    }))
}

/// What one edition says of a service.
#[derive(Serialize, ToSchema)]
struct PassportTold {
    /// The code of the service.
    code: String,
    /// The edition.
    edition: String,
    /// The name of the service.
    name: String,
    /// What it gives, in a sentence.
    summary: String,
    /// The act.
    act: String,
    /// From this day.
    #[schema(format = "date")]
    in_force: String,
    /// Until the day before this one.
    #[schema(format = "date")]
    repealed: Option<String>,
    /// The rows of the standard.
    rows: Vec<StandardTold>,
    /// What is asked for, by channel.
    documents: Vec<ChannelTold>,
    /// When it is refused.
    grounds: Vec<CitedTold>,
    /// How to complain.
    appeal: Vec<String>,
    /// The names of all editions.
    editions: Vec<String>,
}

/// A row of the standard.
#[derive(Serialize, ToSchema)]
struct StandardTold {
    /// What it is about.
    heading: String,
    /// What it says.
    paragraphs: Vec<String>,
    /// The paragraph.
    cite: String,
}

/// What is asked for on a channel.
#[derive(Serialize, ToSchema)]
struct ChannelTold {
    /// The channel in words.
    channel: String,
    /// The documents.
    documents: Vec<DocumentTold>,
}

/// A document on a channel.
#[derive(Serialize, ToSchema)]
struct DocumentTold {
    /// Its words.
    text: String,
    /// When and how it is asked for.
    notes: Vec<String>,
    /// The paragraph.
    cite: String,
}

/// Words with their paragraph.
#[derive(Serialize, ToSchema)]
struct CitedTold {
    /// Its code.
    code: String,
    /// The words.
    text: String,
    /// The paragraph.
    cite: String,
}

fn cited(code: &str, text: &Text, source: &Source, language: Language) -> CitedTold {
    CitedTold {
        code: code.to_owned(),
        text: text.get(language).to_owned(),
        cite: source.cite.clone(),
    }
}

async fn passport(
    Path(code): Path<String>,
    Anyone(visit): Anyone,
) -> Result<Json<PassportTold>, Problem> {
    let fields = query(&visit, &["edition"])?;
    let named = asked(&fields, "edition", |it| Some(it.to_owned()))?;
    let law = &visit.office().law;
    let edition = match named {
        None => edition(&visit, &code)?,
        Some(name) => law
            .editions(&code)
            .iter()
            .find(|it| it.id.0 == name)
            .ok_or_else(Problem::not_found)?,
    };
    let today = visit.office().today_at(CAPITAL, visit.now)?;
    let day = today.max(edition.in_force.day);
    let said = Passport::new(law, edition, day);
    Ok(Json(told(&visit, edition, &said)))
}

fn told(visit: &Visit, edition: &Edition, said: &Passport) -> PassportTold {
    let language = visit.law_language();
    let document = |it: &AskedDocument| DocumentTold {
        text: it.text.get(language).to_owned(),
        notes: it
            .notes()
            .iter()
            .map(|it| it.get(language).to_owned())
            .collect(),
        cite: it.source.cite.clone(),
    };
    let editions = visit.office().law.editions(&edition.service);
    PassportTold {
        code: edition.service.clone(),
        edition: said.edition.0.clone(),
        name: said.name.get(language).to_owned(),
        summary: said.summary.get(language).to_owned(),
        act: said.act.get(language).to_owned(),
        in_force: said.in_force.day.to_string(),
        repealed: said.repealed.as_ref().map(|it| it.day.to_string()),
        rows: said
            .rows
            .iter()
            .map(|row| StandardTold {
                heading: row.heading.get(language).to_owned(),
                paragraphs: row
                    .paragraphs
                    .iter()
                    .map(|it| it.get(language).to_owned())
                    .collect(),
                cite: row.source.cite.clone(),
            })
            .collect(),
        documents: said
            .documents
            .iter()
            .map(|asked| ChannelTold {
                channel: law::words::channel(asked.channel).get(language).to_owned(),
                documents: asked.documents.iter().map(document).collect(),
            })
            .collect(),
        grounds: said
            .grounds
            .iter()
            .map(|it| cited(&it.code, &it.text, &it.source, language))
            .collect(),
        appeal: said
            .appeal
            .iter()
            .map(|it| it.get(language).to_owned())
            .collect(),
        editions: editions.iter().map(|it| it.id.0.clone()).collect(),
    }
}

/// What an application asks.
#[derive(Serialize, ToSchema)]
struct Form {
    /// The edition.
    edition: String,
    /// The sections in order.
    sections: Vec<SectionTold>,
    /// The documents that may be attached.
    documents: Vec<CitedTold>,
    /// The most bytes of all attachments together.
    attachments_limit_bytes: u64,
}

/// A section of the form.
#[derive(Serialize, ToSchema)]
struct SectionTold {
    /// Its code.
    code: String,
    /// Its heading.
    title: String,
    /// Its fields in order.
    fields: Vec<FieldTold>,
}

/// A field of a section, or a column of a list.
#[derive(Serialize, ToSchema)]
struct FieldTold {
    /// Its code.
    code: String,
    /// The question.
    label: String,
    /// What helps to answer it.
    hint: Option<String>,
    /// Whether it must be answered.
    is_required: bool,
    /// Its type: `boolean`, `count`, `number`, `share`, `money`, `date`, `choice`, `line`, `person-name`, `iin`,
    /// `iban`, `place` or `list`.
    r#type: String,
    /// The choices.
    options: Vec<OptionTold>,
    /// The columns of a list.
    #[schema(no_recursion)]
    columns: Vec<FieldTold>,
}

/// A choice.
#[derive(Serialize, ToSchema)]
struct OptionTold {
    /// Its code: the answer.
    code: String,
    /// Its words.
    label: String,
}

async fn form(Path(code): Path<String>, Anyone(visit): Anyone) -> Result<Json<Form>, Problem> {
    let edition = edition(&visit, &code)?;
    let language = visit.law_language();
    let sections = edition.form.iter().map(|section| SectionTold {
        code: section.code.clone(),
        title: section.title.get(language).to_owned(),
        fields: section
            .fields
            .iter()
            .map(|it| FieldTold {
                code: it.code.clone(),
                label: it.label.get(language).to_owned(),
                hint: it.hint.as_ref().map(|it| it.get(language).to_owned()),
                is_required: it.required,
                r#type: kind(&it.ty).to_owned(),
                options: options(&visit, &it.ty),
                columns: columns(&visit, &it.ty),
            })
            .collect(),
    });
    Ok(Json(Form {
        edition: edition.id.0.clone(),
        sections: sections.collect(),
        documents: edition
            .documents
            .iter()
            .map(|it| cited(&it.code, &it.text, &it.source, language))
            .collect(),
        attachments_limit_bytes: edition.attachments_limit_bytes,
    }))
}

fn options(visit: &Visit, ty: &Type) -> Vec<OptionTold> {
    let Type::Choice { options } = ty else {
        return Vec::new();
    };
    let told = options.iter().map(|it| OptionTold {
        code: it.code.clone(),
        label: it.label.get(visit.law_language()).to_owned(),
    });
    told.collect()
}

fn columns(visit: &Visit, ty: &Type) -> Vec<FieldTold> {
    let Type::List { columns } = ty else {
        return Vec::new();
    };
    let told = columns.iter().map(|it| FieldTold {
        code: it.code.clone(),
        label: it.label.get(visit.law_language()).to_owned(),
        hint: None,
        is_required: it.required,
        r#type: kind(&it.ty).to_owned(),
        options: options(visit, &it.ty),
        columns: Vec::new(),
    });
    told.collect()
}

/// The name of a type.
pub(super) fn kind(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "boolean",
        Type::Count => "count",
        Type::Number { .. } => "number",
        Type::Share => "share",
        Type::Money { .. } => "money",
        Type::Date => "date",
        Type::Choice { .. } => "choice",
        Type::Line => "line",
        Type::PersonName => "person-name",
        Type::Iin => "iin",
        Type::Iban => "iban",
        Type::Place => "place",
        Type::List { .. } => "list",
    }
}
