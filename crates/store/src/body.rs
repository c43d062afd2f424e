//! The content of an event: canonical JSON from the moment it is made.

use casework::canonical;
use serde::Serialize;

use crate::fault::Fault;

/// The content of an event, as its hash covers it. What the journal cannot keep is refused by the commit.
#[derive(Clone, PartialEq, Eq)]
pub struct Body(Result<String, Fault>);

impl Body {
    /// What `value` is as JSON. Integers lie within ±(2⁵³ − 1), decimals are strings, no text holds U+0000.
    pub fn of<T: Serialize>(value: &T) -> Self {
        match canonical::text(value) {
            Ok(json) if holds_nul(&json) => Self(Err(Fault::NulInText)),
            Ok(json) => Self(Ok(json)),
            Err(_number) => Self(Err(Fault::NumberInBody)),
        }
    }

    pub(crate) fn text(self) -> Result<String, Fault> {
        self.0
    }
}

/// Whether a text in canonical JSON holds U+0000, which is written in one way there. Behind an odd number of
/// backslashes, the same six characters are text.
fn holds_nul(json: &str) -> bool {
    json.match_indices("\\u0000").any(|(at, _)| {
        let before = json.bytes().take(at).rev();
        let slashes = before.take_while(|it| *it == b'\\').count();
        slashes.is_multiple_of(2)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_that_readers_disagree_on_are_refused() {
        let largest = 9_007_199_254_740_991_i64;
        let kept = Body::of(&json!({"b": -largest, "a": largest})).text();
        let text = r#"{"a":9007199254740991,"b":-9007199254740991}"#;
        assert_eq!(kept, Ok(text.to_owned()));
        for body in [json!({ "n": largest + 1 }), json!([0.5])] {
            assert_eq!(Body::of(&body).text(), Err(Fault::NumberInBody));
        }
    }

    #[test]
    fn a_nul_is_refused_and_its_escape_as_a_text_is_kept() {
        for refused in ["\0", "a\0", "\\\0", "\\\\\0", "\\u0000\0", "\u{1}\0"] {
            for body in [json!(refused), json!([{ refused: 1 }])] {
                assert_eq!(Body::of(&body).text(), Err(Fault::NulInText), "{refused:?}");
            }
        }
        for kept in ["\\u0000", "\\\\u0000", "\\\\\\u0000", "u0000", "\u{1}0000"] {
            assert!(Body::of(&json!({ kept: kept })).text().is_ok(), "{kept:?}");
        }
    }
}
