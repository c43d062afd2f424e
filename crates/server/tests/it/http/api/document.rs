//! The document is what is served: its operations are the routes, and answers have the shapes that it names.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use web::routes;

use super::super::page::Page;

/// Reads the document and cases from its input, and says which case has another shape.
const CHECK: &str = "
import json, sys, jsonschema_rs
told = json.load(sys.stdin)
schemas = told['document']['components']['schemas']
for case in told['cases']:
    schema = {'$schema': 'https://json-schema.org/draft/2020-12/schema', 'components': {'schemas': schemas}, **case['schema']}
    for error in jsonschema_rs.validator_for(schema).iter_errors(case['value']):
        print(case['at'], '/'.join(map(str, error.instance_path)), error.message)
";

/// Complaints about values and their schemas; none where no Python is named.
#[expect(
    clippy::disallowed_methods,
    reason = "the environment names the Python that has the oracle"
)]
fn complaints(cases: &[Value]) -> Option<String> {
    let python = std::env::var("SHANYRAQ_PYTHON").ok()?;
    let told = json!({ "document": web::api::document(), "cases": cases });
    let mut child = Command::new(python)
        .args(["-c", CHECK])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the Python that SHANYRAQ_PYTHON names runs");
    let mut input = child.stdin.take().unwrap();
    input.write_all(told.to_string().as_bytes()).unwrap();
    drop(input);
    let said = child.wait_with_output().unwrap();
    assert!(said.status.success());
    Some(String::from_utf8(said.stdout).unwrap())
}

/// Whether a path of the document is that of an address.
fn is_of(path: &str, address: &str) -> bool {
    let address = address.split('?').next().unwrap();
    let (path, address): (Vec<_>, Vec<_>) =
        (path.split('/').collect(), address.split('/').collect());
    path.len() == address.len()
        && path
            .iter()
            .zip(&address)
            .all(|(part, given)| part.starts_with('{') || part == given)
}

/// Asserts that every answer has the status and the shape that the document names.
pub(in crate::http) fn conforms(seen: &[(String, Page)]) {
    let paths = web::api::document()["paths"].as_object().unwrap();
    let mut cases = Vec::new();
    for (operation, page) in seen {
        let (method, address) = operation.split_once(' ').unwrap();
        let mut fitting: Vec<_> = paths
            .iter()
            .filter(|(path, _)| is_of(path, address))
            .collect();
        fitting.sort_by_key(|(path, _)| path.matches('{').count());
        let (path, told) = fitting.first().expect("an operation");
        let told = &told[method.to_lowercase()]["responses"][page.status.to_string()];
        assert!(
            !told.is_null(),
            "{operation}: {path} does not name {}",
            page.status
        );
        let media = page.header("content-type");
        let schema = &told["content"][media]["schema"];
        if schema.is_object() {
            let value: Value = serde_json::from_slice(&page.body).unwrap();
            cases.push(json!({ "at": operation, "schema": schema, "value": value }));
        }
    }
    assert!(cases.len() > 3, "hardly anything was seen");
    if let Some(said) = complaints(&cases) {
        assert_eq!(said, "");
    }
}

#[test]
fn every_route_of_the_api_is_in_the_document_and_the_reverse() {
    let served: BTreeSet<(String, String)> = routes::all()
        .into_iter()
        .filter(|route| route.path.starts_with("/api/"))
        .map(|route| (route.path, route.method.to_lowercase()))
        .collect();
    let document = web::api::document();
    assert_eq!(document["openapi"], "3.1.0");
    let told: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| (path.clone(), method.clone()))
        })
        .collect();
    assert!(served.len() > 40, "{}", served.len());
    assert_eq!(served, told);
}

#[test]
fn every_operation_has_its_own_id_a_sentence_and_examples_of_its_shapes() {
    let paths = web::api::document()["paths"].as_object().unwrap();
    let mut ids = BTreeSet::new();
    let mut cases = Vec::new();
    for operation in paths
        .values()
        .flat_map(|it| it.as_object().unwrap().values())
    {
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.insert(id), "{id} stands twice");
        assert!(
            operation["summary"].as_str().unwrap().ends_with('.'),
            "{id}"
        );
        for parameter in operation["parameters"].as_array().unwrap() {
            assert_ne!(parameter["description"], "", "{id} {parameter}");
        }
        let body = &operation["requestBody"]["content"]["application/json"];
        let answers = operation["responses"].as_object().unwrap().values();
        let answers = answers.map(|it| &it["content"]["application/json"]);
        for content in answers
            .chain([body])
            .filter(|it| it["schema"]["$ref"].is_string())
        {
            assert!(!content["example"].is_null(), "{id} has no example");
            let (schema, value) = (&content["schema"], &content["example"]);
            cases.push(json!({ "at": id, "schema": schema, "value": value }));
        }
    }
    assert!(cases.len() > 40);
    if let Some(said) = complaints(&cases) {
        assert_eq!(said, "");
    }
}
