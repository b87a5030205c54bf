//! What a family sends: the pages of the form as typed ([`Answers`]), and what we understood ([`FamilyRequest`]).
//!
//! Each step owns its raw form, its checks and its parsed value. What was typed is kept whatever the checks say.
//! The pages are in `web/public`; storing is `usecases/submit_request`.

mod answers;
mod call_me;
mod child;
mod choices;
mod consent;
mod errors;
mod family;
mod help;
mod language;
mod reach;
mod relationship;
mod situation;
mod step;

pub use answers::{Answers, FORM_VERSION};
pub use call_me::{CallMeForm, CallMeRequest};
pub use child::{Child, ChildForm, ChildName};
pub use choices::{Asker, BestTime, BestWay, Happened, Relation, Whereabouts, YesNo, YesNoNotSure};
pub use consent::{CONSENT_VERSION, Consent, ConsentForm};
pub use errors::{FieldError, FieldErrors};
pub use family::FamilyRequest;
pub use help::{HelpAnswer, HelpForm, HelpKind};
pub use language::{LanguageForm, LanguageWish};
pub use reach::{Contact, ReachForm};
pub use relationship::{Relationship, RelationshipForm};
pub use situation::{Situation, SituationForm};
pub use step::Step;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "test code")]
mod tests;
