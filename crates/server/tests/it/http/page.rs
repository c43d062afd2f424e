//! An answer as a browser sees it: status, headers, forms, links and text.

use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// The address that was asked.
    pub(crate) address: String,
    /// The HTTP status.
    pub(crate) status: u16,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The bytes.
    pub(crate) body: Vec<u8>,
}

/// A form of a page.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// Where it is sent.
    pub(crate) action: String,
    /// Its hidden fields, as they stand.
    pub(crate) fields: Vec<(String, String)>,
    /// Whether it is a form that NCALayer signs.
    pub(crate) is_signed: bool,
}

impl Form {
    /// The bytes to be signed.
    pub(crate) fn payload(&self) -> Vec<u8> {
        let payload = self.fields.iter().find(|(name, _)| name == "payload");
        STANDARD.decode(&payload.expect("a payload").1).unwrap()
    }
}

impl Page {
    /// The text of the body.
    pub(crate) fn html(&self) -> String {
        String::from_utf8(self.body.clone()).expect("pages are UTF-8")
    }

    /// A header, empty if it was not sent.
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// Whether the answer is a page.
    pub(crate) fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// Where the answer leads.
    pub(crate) fn location(&self) -> &str {
        let location = self.header("location");
        assert_eq!(self.status, 303, "{}: {}", self.address, self.text());
        location
    }

    /// The forms in their order.
    pub(crate) fn forms(&self) -> Vec<Form> {
        let html = self.html();
        let forms = html.split("<form ").skip(1);
        forms
            .map(|rest| {
                let form = rest.split("</form>").next().unwrap_or_default();
                let opening = form.split('>').next().unwrap_or_default();
                Form {
                    action: attribute(opening, "action").unwrap_or_default(),
                    fields: hidden(form),
                    is_signed: opening.contains("data-sign"),
                }
            })
            .collect()
    }

    /// The form that NCALayer signs.
    pub(crate) fn signed_form(&self) -> Form {
        let mut forms = self.forms().into_iter();
        let found = forms.find(|form| form.is_signed);
        found.unwrap_or_else(|| panic!("nothing to sign at {}: {}", self.address, self.text()))
    }

    /// The secret of the session, if the page has a form.
    pub(crate) fn csrf(&self) -> Option<String> {
        let forms = self.forms().into_iter();
        let mut fields = forms.flat_map(|form| form.fields);
        fields.find(|(name, _)| name == "csrf").map(|it| it.1)
    }

    /// Of how many events of a case the page was drawn, as its forms send it back.
    pub(crate) fn events(&self) -> Option<String> {
        let mut fields = self.forms().into_iter().flat_map(|form| form.fields);
        fields.find(|(name, _)| name == "events").map(|(_, it)| it)
    }

    /// The addresses of the links.
    pub(crate) fn links(&self) -> Vec<String> {
        let html = self.html();
        let links = html.split("<a ").skip(1);
        links
            .filter_map(|rest| attribute(rest.split('>').next()?, "href"))
            .collect()
    }

    /// The visible text, with single spaces.
    pub(crate) fn text(&self) -> String {
        let html = self.html();
        let mut text = String::new();
        for (at, part) in html.split('<').enumerate() {
            let shown = if at == 0 {
                part
            } else {
                part.split_once('>').map_or("", |(_, shown)| shown)
            };
            text.push_str(shown);
            text.push(' ');
        }
        let text = unescape(&text).replace('\u{a0}', " ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Asserts that the text stands on the page.
    pub(crate) fn shows(&self, wanted: &str) {
        let plain = wanted.replace('\u{a0}', " ");
        let text = self.text();
        assert!(
            text.contains(&plain),
            "{}: no {plain:?} in {text}",
            self.address
        );
    }
}

/// The hidden fields of a form.
fn hidden(form: &str) -> Vec<(String, String)> {
    let inputs = form.split("<input ").skip(1);
    inputs
        .filter_map(|rest| {
            let input = rest.split('>').next()?;
            if attribute(input, "type")? != "hidden" {
                return None;
            }
            let value = attribute(input, "value").unwrap_or_default();
            Some((attribute(input, "name")?, value))
        })
        .collect()
}

/// The value of an attribute in an opening tag.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = format!(" {tag}")
        .split_once(&format!(" {name}=\""))
        .map(|(before, rest)| (before.to_owned(), rest.to_owned()))?;
    Some(unescape(rest.split('"').next()?))
}

fn unescape(text: &str) -> String {
    [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&nbsp;", " "),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (code, sign)| {
        text.replace(code, sign)
    })
}
