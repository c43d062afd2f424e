//! Operations: a route of the API together with what the document says of it, so that neither is without the other.

use axum::handler::Handler;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use crate::door::Shared;
use crate::routes::Routes;

/// Named schemas, in the order in which they were met.
pub(super) type Schemas = Vec<(String, RefOr<Schema>)>;

/// All routes with their operations.
pub(super) struct Api {
    pub(super) routes: Routes,
    pub(super) operations: Vec<Operation>,
}

impl Api {
    pub(super) fn new() -> Self {
        Self {
            routes: Routes::new(),
            operations: Vec::new(),
        }
    }

    /// An operation with its handler.
    pub(super) fn on<T: 'static>(
        mut self,
        operation: Operation,
        handler: impl Handler<T, Shared>,
    ) -> Self {
        let path = operation.path;
        self.routes = match operation.method {
            Method::Get => self.routes.get(path, handler),
            Method::Post => self.routes.post(path, handler),
            Method::Put => self.routes.put(path, handler),
            Method::Delete => self.routes.delete(path, handler),
        };
        self.operations.push(operation);
        self
    }
}

/// A method of HTTP that the API answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    /// Its key in the document.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Put => "put",
            Self::Delete => "delete",
        }
    }
}

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Anybody.
    Nothing,
    /// Whoever has a bearer token.
    Bearer,
}

/// What goes over the wire.
#[derive(Clone)]
pub(super) enum Content {
    /// Nothing.
    Nothing,
    /// JSON of a type of ours, with an example.
    Json {
        schema: fn(&mut Schemas) -> Value,
        example: Value,
    },
    /// A file.
    File,
    /// The document itself.
    Document,
}

impl Content {
    /// JSON of `T`.
    pub(super) fn of<T: ToSchema>(example: Value) -> Self {
        Self::Json {
            schema: schema_of::<T>,
            example,
        }
    }
}

/// A reference to the schema of `T`, which is added to all with those below it.
fn schema_of<T: ToSchema>(all: &mut Schemas) -> Value {
    T::schemas(all);
    let name = T::name().into_owned();
    all.push((name.clone(), T::schema()));
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A parameter of an address or a header.
#[derive(Clone)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) place: &'static str,
    pub(super) is_required: bool,
    pub(super) about: &'static str,
    pub(super) schema: Value,
}

/// A route with what the document says of it.
#[derive(Clone)]
pub(super) struct Operation {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) id: &'static str,
    pub(super) about: &'static str,
    pub(super) needs: Needs,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Content,
    pub(super) answer: (u16, Content),
    pub(super) also: Vec<u16>,
}

impl Operation {
    fn new(method: Method, path: &'static str, id: &'static str, about: &'static str) -> Self {
        Self {
            method,
            path,
            id,
            about,
            needs: Needs::Bearer,
            parameters: Vec::new(),
            body: Content::Nothing,
            answer: (204, Content::Nothing),
            also: Vec::new(),
        }
    }

    /// Something to read.
    pub(super) fn get(path: &'static str, id: &'static str, about: &'static str) -> Self {
        Self::new(Method::Get, path, id, about)
    }

    /// Something to do.
    pub(super) fn post(path: &'static str, id: &'static str, about: &'static str) -> Self {
        Self::new(Method::Post, path, id, about)
    }

    /// Something to put in place of what was.
    pub(super) fn put(path: &'static str, id: &'static str, about: &'static str) -> Self {
        Self::new(Method::Put, path, id, about)
    }

    /// Something to take away.
    pub(super) fn delete(path: &'static str, id: &'static str, about: &'static str) -> Self {
        Self::new(Method::Delete, path, id, about)
    }

    /// For anybody.
    pub(super) fn open(mut self) -> Self {
        self.needs = Needs::Nothing;
        self
    }

    /// What comes in.
    pub(super) fn takes<T: ToSchema>(mut self, example: Value) -> Self {
        self.body = Content::of::<T>(example);
        self
    }

    /// What comes out when all is well.
    pub(super) fn gives<T: ToSchema>(mut self, status: u16, example: Value) -> Self {
        self.answer = (status, Content::of::<T>(example));
        self
    }

    /// A file comes out.
    pub(super) fn gives_file(mut self) -> Self {
        self.answer = (200, Content::File);
        self
    }

    /// The document comes out.
    pub(super) fn gives_document(mut self) -> Self {
        self.answer = (200, Content::Document);
        self
    }

    /// Further statuses of problems.
    pub(super) fn or(mut self, statuses: &[u16]) -> Self {
        self.also.extend(statuses);
        self
    }

    /// A value of the query that may be left out.
    pub(super) fn query(mut self, name: &'static str, about: &'static str, schema: Value) -> Self {
        self.parameters.push(Parameter {
            name,
            place: "query",
            is_required: false,
            about,
            schema,
        });
        self
    }

    /// What a program has seen before an office command: the `ETag` of the case.
    pub(super) fn if_match(self) -> Self {
        let about = "The `ETag` of the case as it was read. If more has happened since, the answer is 409 and says what.";
        let schema = json!({ "type": "string", "pattern": "^\"[0-9]{1,15}\"$" });
        let mut it = self.header("If-Match", about, schema, true);
        it.also.extend([400, 428]);
        it
    }

    /// What a program has seen of a section before it puts answers there; it may be left out.
    pub(super) fn if_section_matches(self) -> Self {
        let about = "The version of the section as it was read (`versions`). If other answers stand there since, nothing is saved and the answer is 412.";
        let schema = json!({ "type": "string", "pattern": "^\"[0-9a-f]{32}\"$" });
        let mut it = self.header("If-Match", about, schema, false);
        it.also.push(412);
        it
    }

    /// A key under which a repeated request makes nothing twice.
    pub(super) fn idempotent(self) -> Self {
        let about =
            "A random word of the caller's: sent again with the same one, nothing is made twice.";
        let schema = json!({ "type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$" });
        let mut it = self.header("Idempotency-Key", about, schema, false);
        it.also.push(400);
        it
    }

    fn header(
        mut self,
        name: &'static str,
        about: &'static str,
        schema: Value,
        is_required: bool,
    ) -> Self {
        self.parameters.push(Parameter {
            name,
            place: "header",
            is_required,
            about,
            schema,
        });
        self
    }
}
