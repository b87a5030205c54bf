//! The family's form, page by page: each step owns its raw form, its checks and its parsed value.
//!
//! [`Answers`] is all of it as typed, [`FamilyRequest`] all of it as understood. Words both forms share (closed
//! questions, errors) are one floor up, in `request`.

mod answers;
mod child;
mod consent;
mod help;
mod language;
mod more;
mod reach;
mod relationship;
mod request;
mod situation;
mod step;
mod treating;
mod treatment;

pub use answers::{Answers, FORM_VERSION};
pub use child::{Child, ChildForm, ChildName};
pub use consent::{CONSENT_VERSION, Consent, ConsentForm};
pub use help::{HelpAnswer, HelpForm, HelpKind};
pub(super) use language::LANGUAGE_NAME_MAX;
pub use language::{LanguageForm, LanguageWish};
pub use more::{More, MoreForm, OtherAdult};
pub use reach::{Contact, ReachForm};
pub use relationship::{Relationship, RelationshipForm};
pub use request::FamilyRequest;
pub use situation::{Situation, SituationForm};
pub use step::Step;
pub use treating::{Treating, TreatingForm};
pub use treatment::{Treatment, TreatmentForm};
