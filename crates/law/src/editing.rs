//! What an editor of `law/` asks while somebody types: what may stand here, what is this name, where is
//! it declared.
//!
//! Files are taken as they are, half written too: nothing here needs the law to load.

mod completion;
mod declared;
mod definition;
mod hover;
mod outline;
mod pointed;

use std::collections::BTreeMap;

pub use completion::{Suggested, Suggestion, complete};
pub use definition::{Target, definition};
pub use hover::{Hover, hover};

/// The texts of the files of `law/` by their paths below it.
pub type Files = BTreeMap<String, String>;
