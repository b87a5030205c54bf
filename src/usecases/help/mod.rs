//! What staff do with help that families asked for: see the list, open one, take it, say how far it is.

pub mod list_help;
pub mod view_help;
pub mod work_help;

use crate::domain::reference::Reference;
use crate::domain::request::HelpKind;

/// Which piece of help a form is about, and the version it was made from.
#[derive(Debug, Clone)]
pub struct HelpEdit {
    /// The case.
    pub reference: Reference,
    /// Which of its kinds of help.
    pub kind: HelpKind,
    /// The version the form was made from.
    pub version: i32,
}
