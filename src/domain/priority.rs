//! How soon a case needs a person. Raised by what the family tells us or by staff; clocks follow from it.

use crate::coded;

coded! {
    /// How soon a case needs a person.
    pub enum Priority {
        /// Somebody's life may be in danger now.
        Emergency = "emergency",
        /// The child is very ill; hours count.
        Urgent = "urgent",
        /// The ordinary promise.
        Standard = "standard",
    }
}
