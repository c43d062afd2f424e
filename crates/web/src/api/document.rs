//! The document: `OpenAPI` 3.1 out of the same operations and types that are served.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use axum::Json;
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema as _, ToSchema as _};

use super::operation::{Api, Content, Method, Needs, Operation, Parameter, Schemas};
use super::problem::ProblemAnswer;

const ABOUT: &str = "Every command of the portal and of the office, for programs. \
Texts come in the language of `Accept-Language`: kk, ru or en; Kazakh where none of them is asked for. \
Whatever goes wrong is `application/problem+json` (RFC 9457) with a stable `code`. \
What is not the caller's does not exist: 404. Days are legal days, `2026-11-17`; instants are in UTC.";

/// The document as it is served.
pub(super) fn whole() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(|| written(&super::api().operations));
    &DOCUMENT
}

pub(super) fn add(api: Api) -> Api {
    let document = Operation::get(
        "/openapi.json",
        "readDocument",
        "This document: OpenAPI 3.1.",
    );
    api.on(document.open().gives_document(), read)
}

async fn read() -> Json<&'static Value> {
    Json(whole())
}

fn written(operations: &[Operation]) -> Value {
    let mut met = Schemas::new();
    ProblemAnswer::schemas(&mut met);
    met.push(("Problem".to_owned(), ProblemAnswer::schema()));
    let mut paths: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut taken = Schemas::new();
    for operation in operations {
        let path = paths.entry(format!("/api{}", operation.path)).or_default();
        let told = told(operation, &mut met, &mut taken);
        path.insert(operation.method.key().to_owned(), told);
    }
    let closed: BTreeSet<&String> = taken.iter().map(|(name, _)| name).collect();
    let mut schemas: Map<String, Value> = Map::new();
    for (name, schema) in met.iter().chain(&taken) {
        let mut schema = serde_json::to_value(schema).unwrap_or_default();
        if closed.contains(name) {
            close(&mut schema);
        }
        schemas.insert(name.clone(), schema);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Shanyraq",
            "version": "1",
            "description": ABOUT,
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "From `POST /api/v1/login`; counts for an hour.",
                },
            },
        },
    })
}

/// Nothing but what is named comes in: our readers refuse unknown fields, also those of a variant.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            let is_open =
                object.contains_key("properties") && !object.contains_key("additionalProperties");
            if is_open {
                object.insert("additionalProperties".to_owned(), json!(false));
            }
            object.values_mut().for_each(close);
        }
        Value::Array(all) => all.iter_mut().for_each(close),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn told(operation: &Operation, met: &mut Schemas, taken: &mut Schemas) -> Value {
    let in_path = in_path(operation.path);
    let parameters: Vec<Value> = in_path
        .iter()
        .map(parameter)
        .chain(operation.parameters.iter().map(parameter))
        .collect();
    let mut responses = Map::new();
    let (status, content) = &operation.answer;
    responses.insert(status.to_string(), answer(content, met));
    for status in problems(operation, !in_path.is_empty()) {
        responses.insert(status.to_string(), problem(status));
    }
    let mut it = json!({
        "operationId": operation.id,
        "summary": operation.about,
        "parameters": parameters,
        "responses": responses,
        "security": match operation.needs {
            Needs::Nothing => json!([]),
            Needs::Bearer => json!([{ "bearer": [] }]),
        },
    });
    if let Content::Json { schema, example } = &operation.body {
        let schema = schema(taken);
        let body = json!({
            "required": true,
            "content": { "application/json": { "schema": schema, "example": example } },
        });
        if let Value::Object(it) = &mut it {
            it.insert("requestBody".to_owned(), body);
        }
    }
    it
}

/// The parameters in the braces of a path.
fn in_path(path: &'static str) -> Vec<Parameter> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| Parameter {
            name,
            place: "path",
            is_required: true,
            about: match name {
                "code" => "The code of a service.",
                "id" => "The id of a draft.",
                "section" => "The code of a section of the form.",
                "document" => "The code of a document of the edition.",
                "sha256" => "SHA-256 of the file, in lower-case hexadecimal digits.",
                "record" => "The signing record.",
                "number" => "The number of the case.",
                "party" => "The code of a party of the edition.",
                "place" => "The place of the receipt in the branch's journal, as it was answered when it was issued.",
                "notice" => "The id of a notice.",
                "what" => "What of the case: `application`, `deed.pdf` and so on, as `files` of the case names it.",
                "org" => "The code of the organization.",
                _ => "",
            },
            schema: json!({ "type": "string", "minLength": 1 }),
        })
        .collect()
}

fn parameter(it: &Parameter) -> Value {
    json!({
        "name": it.name,
        "in": it.place,
        "required": it.is_required,
        "description": it.about,
        "schema": it.schema,
    })
}

/// The statuses of what may go wrong.
fn problems(operation: &Operation, has_address: bool) -> BTreeSet<u16> {
    let mut all: BTreeSet<u16> = operation.also.iter().copied().collect();
    all.extend([406, 429, 503]);
    if operation.needs == Needs::Bearer {
        all.extend([401, 403]);
    }
    if has_address {
        all.insert(404);
    }
    if operation.parameters.iter().any(|it| it.place == "query") {
        all.insert(400);
    }
    if !matches!(operation.body, Content::Nothing) {
        all.extend([400, 413, 415, 422]);
    }
    if operation.method != Method::Get && operation.needs == Needs::Bearer {
        all.extend([404, 409, 422]);
    }
    all
}

fn answer(content: &Content, met: &mut Schemas) -> Value {
    match content {
        Content::Nothing => json!({ "description": "Done." }),
        Content::Json { schema, example } => {
            let schema = schema(met);
            json!({
                "description": "As asked.",
                "content": { "application/json": { "schema": schema, "example": example } },
            })
        }
        Content::File => json!({
            "description": "The file, to be kept.",
            "content": { "*/*": { "schema": { "type": "string", "format": "binary" } } },
        }),
        Content::Document => json!({
            "description": "The document.",
            "content": { "application/json": { "schema": { "type": "object" } } },
        }),
    }
}

fn problem(status: u16) -> Value {
    let why = match status {
        400 => "The request cannot be read.",
        401 => "Nobody is logged in, or the token has ended.",
        403 => "The person has given no contacts yet: `PUT /api/v1/contacts` comes first.",
        404 => "It does not exist, or not for the caller.",
        406 => "The caller takes no JSON.",
        409 => "A rule declines it, or somebody was first.",
        412 => "Something else stands there than the caller has seen.",
        413 => "More bytes than are taken.",
        415 => "The body is not `application/json`.",
        422 => "What was sent is read and cannot be taken: a field, a file, a signature.",
        428 => "`If-Match` is missing.",
        429 => {
            "Too often: requests of the caller, or codes to the person. `Retry-After` says when to ask again."
        }
        503 => {
            "The archive, the citizens database or the door of messages is silent. `Retry-After` says when to ask again."
        }
        _ => "It went wrong.",
    };
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    let mut told = json!({
        "description": why,
        "content": { "application/problem+json": { "schema": schema } },
    });
    if let (429 | 503, Value::Object(told)) = (status, &mut told) {
        let after = json!({
            "description": "In how many seconds the same may be sent again.",
            "schema": { "type": "integer", "minimum": 0 },
        });
        told.insert("headers".to_owned(), json!({ "Retry-After": after }));
    }
    told
}
