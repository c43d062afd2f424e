//! An assessment as the journal keeps it: what the law found then, word for word, whatever it would write today.

use std::sync::Arc;

use law::assess::{Assessed, Conclusion};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The JSON of an assessment with its trace. A case, its events and its deeds share the one that was read: it is by far
/// the largest part of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeptAssessment(Arc<Value>);

impl KeptAssessment {
    /// As it will be kept.
    ///
    /// # Errors
    /// If something in it has no JSON.
    pub fn of(assessed: &Assessed) -> Result<Self, serde_json::Error> {
        serde_json::to_value(assessed).map(|json| Self(Arc::new(json)))
    }

    /// The assessment.
    ///
    /// # Errors
    /// If it was kept in a form that is not read any more.
    pub fn read(&self) -> Result<Assessed, serde_json::Error> {
        Assessed::deserialize(&*self.0)
    }

    /// What it concludes, without its trace; none where that was kept in a form that is not read any more.
    pub fn conclusion(&self) -> Option<Conclusion> {
        Conclusion::deserialize(self.0.get("conclusion")?).ok()
    }
}
