//! Step 4: who the person who asks is to the child.

use serde::{Deserialize, Serialize};

use crate::domain::person::masked_debug;
use crate::domain::request::{FieldErrors, Relation, YesNoNotSure};

/// The page as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RelationshipForm {
    /// Code of [`Relation`].
    pub relation: String,
    /// Whether they can make medical decisions: code of [`YesNoNotSure`].
    pub decides: String,
}

/// Who somebody is to the child.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relationship {
    /// Who they are.
    pub relation: Option<Relation>,
    /// Whether they can make medical decisions for the child.
    pub decides: Option<YesNoNotSure>,
}

masked_debug!(RelationshipForm, Relationship);

impl RelationshipForm {
    /// Checks the page.
    pub fn parse(&self) -> Result<Relationship, FieldErrors> {
        let mut errors = FieldErrors::default();
        let parsed = Relationship {
            relation: errors.choice("relation", &self.relation, Relation::from_code),
            decides: errors.choice("decides", &self.decides, YesNoNotSure::from_code),
        };
        errors.finish(Some(parsed))
    }
}
